/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "pentimento-keyring.h"

G_BEGIN_DECLS

/* What the keys of these tests contain; keyring-session looks for it in everything that is printed. Assertions on keys therefore
 * compare with g_str_equal(), which does not print them. */
#define CANARY "canary-7f3a"

typedef struct {
  PentimentoKeyring *keyring;
  const char *provider; /* "test-seller", where a test does not say otherwise */
  GCancellable *cancellable;
  GError *error;
  PentimentoKeySource source;
  guint changes; /* how often `changed` came */
} KeyringFixture;

#define keyring_test(path, function)                                                                                   \
  g_test_add (path, KeyringFixture, NULL, keyring_fixture_set_up, function, keyring_fixture_tear_down)

void keyring_fixture_set_up (KeyringFixture *self, gconstpointer data);
void keyring_fixture_tear_down (KeyringFixture *self, gconstpointer data);

/** Starts a call; its result is put into @result. */
void keyring_fixture_start (KeyringFixture *self, const char *what, const char *key, GAsyncResult **result);

/** Waits at most five seconds. Returns: whether the result has come */
gboolean keyring_fixture_wait (GAsyncResult **result);

/* The calls from beginning to end, for the fixture's provider; the error is left in the fixture. */
char *keyring_fixture_lookup (KeyringFixture *self);
gboolean keyring_fixture_store (KeyringFixture *self, const char *key);
gboolean keyring_fixture_clear (KeyringFixture *self);

/** Expects this error, whose message is a sentence without the key, and takes it out of the fixture. */
void keyring_fixture_assert_error (KeyringFixture *self, GQuark domain, int code);

/** Stores a key through libsecret alone and locks the keyring. */
void keyring_fixture_lock_a_key (void);

/** Returns: (transfer full) (nullable): what libsecret alone finds for "test-seller" */
char *keyring_fixture_read_back (char **label, guint *count);

G_END_DECLS
