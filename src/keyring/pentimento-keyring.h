/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define PENTIMENTO_KEYRING_ERROR (pentimento_keyring_error_quark ())

/** What can go wrong with keys, one code for each thing a person can do about it. */
typedef enum {
  PENTIMENTO_KEYRING_ERROR_UNAVAILABLE, /* no keyring service: install or start one; keys last for this run only */
  PENTIMENTO_KEYRING_ERROR_LOCKED,      /* the keyring is locked and was not unlocked */
  PENTIMENTO_KEYRING_ERROR_BAD_KEY, /* the text cannot be a key: empty, over 512 characters, blanks or control characters within */
} PentimentoKeyringError;

GQuark pentimento_keyring_error_quark (void);

/** Where a key came from. */
typedef enum {
  PENTIMENTO_KEY_NONE,
  PENTIMENTO_KEY_ENVIRONMENT, /* PENTIMENTO_RUNPOD_KEY: for this run, before all else */
  PENTIMENTO_KEY_SESSION,     /* kept in memory for this run since there is no keyring */
  PENTIMENTO_KEY_KEYRING,
} PentimentoKeySource;

/**
 * PentimentoKeyring:
 *
 * The keys of the providers: in the system keyring by one libsecret schema ("org.pentimento.Pentimento.Key", attribute "provider"), and nowhere else.
 * Every call that reaches the keyring is asynchronous and can be cancelled, since a locked keyring may ask and never answer.
 * The signal `changed` (const char *provider) tells of keys stored or cleared through this object.
 */
#define PENTIMENTO_TYPE_KEYRING (pentimento_keyring_get_type ())
G_DECLARE_FINAL_TYPE (PentimentoKeyring, pentimento_keyring, PENTIMENTO, KEYRING, GObject)

PentimentoKeyring *pentimento_keyring_new (void);

/**
 * pentimento_keyring_lookup_async:
 * @provider: a provider's id, "runpod"
 *
 * Looks a key up: the environment first (PENTIMENTO_<ID>_KEY in capitals), then this run's memory, then the keyring.
 */
void pentimento_keyring_lookup_async (PentimentoKeyring *self,
                                      const char *provider,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);

/**
 * @source: (out) (optional): where it came from
 *
 * Returns: (transfer full) (nullable): the key in non-pageable memory where libsecret has some, to be freed with pentimento_key_free(); %NULL without
 * error where there is none. A missing keyring service is "none" here, not an error; a locked one that was not unlocked is %PENTIMENTO_KEYRING_ERROR_LOCKED
 */
char *pentimento_keyring_lookup_finish (PentimentoKeyring *self,
                                        GAsyncResult *result,
                                        PentimentoKeySource *source,
                                        GError **error);

/** Wipes and frees a key. */
void pentimento_key_free (char *key);

/**
 * pentimento_keyring_store_async:
 * @label: what the keyring shows people, "Pentimento: Runpod"
 * @key: the key; blanks around it are taken off
 *
 * Stores a key. Where there is no keyring service it is kept for this run and the call fails with _UNAVAILABLE, whose message says so.
 */
void pentimento_keyring_store_async (PentimentoKeyring *self,
                                     const char *provider,
                                     const char *label,
                                     const char *key,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
gboolean pentimento_keyring_store_finish (PentimentoKeyring *self, GAsyncResult *result, GError **error);

/** Removes the stored key, from memory and the keyring; succeeds where there was none. */
void pentimento_keyring_clear_async (PentimentoKeyring *self,
                                     const char *provider,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
gboolean pentimento_keyring_clear_finish (PentimentoKeyring *self, GAsyncResult *result, GError **error);

G_END_DECLS
