/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "pentimento-keyring-private.h"

G_BEGIN_DECLS

/**
 * KeyringCall:
 *
 * The task data of a call that is under way. A call that is cancelled ends at once, by itself: libsecret 0.20.5 may never answer when
 * cancelled while somebody is asked to unlock, and telling GNOME Keyring 42 to forget its question can make it crash. So the steps that may ask are not
 * given the cancellable; their answer, should it come, is dropped, and no step follows.
 */
typedef struct {
  char *provider;
  GHashTable *attributes;
  char *label;
  char *key;
  PentimentoKeySource source;
  GSource *watch;
  gboolean ended;
} KeyringCall;

/** Returns: (transfer full) (nullable): the task with its #KeyringCall, or %NULL where it was cancelled before it began */
GTask *keyring_call_begin (PentimentoKeyring *self,
                           const char *provider,
                           gpointer tag,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data);

/** Returns: whether the call was cancelled or has its result, so that no step may follow */
gboolean keyring_call_has_ended (GTask *task);

/* These end a call, unless it has ended before. They take what they are given. */
void keyring_call_return_key (GTask *task, char *key, PentimentoKeySource source);
void keyring_call_return_success (GTask *task);
void keyring_call_return_error (GTask *task, GError *error);

G_END_DECLS
