/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "keyring-fixture.h"

static void
assert_key (KeyringFixture *self, const char *expected, PentimentoKeySource source)
{
  char *key = keyring_fixture_lookup (self);

  g_assert_no_error (self->error);
  g_assert_true (g_strcmp0 (key, expected) == 0);
  g_assert_cmpint (self->source, ==, source);
  pentimento_key_free (key);
}

static void
assert_read_back (const char *expected)
{
  g_autofree char *label = NULL;
  guint count;
  char *key = keyring_fixture_read_back (&label, &count);

  g_assert_true (g_strcmp0 (key, expected) == 0);
  g_assert_cmpuint (count, ==, expected != NULL ? 1 : 0);
  g_assert_cmpstr (label, ==, expected != NULL ? "Pentimento: Test" : NULL);
  pentimento_key_free (key);
}

static void
test_round_trip (KeyringFixture *self, gconstpointer data)
{
  assert_key (self, NULL, PENTIMENTO_KEY_NONE);
  g_assert_true (keyring_fixture_store (self, " \t" CANARY "\r\n"));
  g_assert_cmpuint (self->changes, ==, 1);
  assert_key (self, CANARY, PENTIMENTO_KEY_KEYRING);
  assert_read_back (CANARY);

  g_assert_true (keyring_fixture_store (self, CANARY "-second"));
  g_assert_cmpuint (self->changes, ==, 2);
  assert_key (self, CANARY "-second", PENTIMENTO_KEY_KEYRING);
  assert_read_back (CANARY "-second");

  g_assert_true (keyring_fixture_clear (self));
  g_assert_cmpuint (self->changes, ==, 3);
  assert_key (self, NULL, PENTIMENTO_KEY_NONE);
  assert_read_back (NULL);
  g_assert_true (keyring_fixture_clear (self));
  g_assert_no_error (self->error);
}

static void
test_bad_keys (KeyringFixture *self, gconstpointer data)
{
  g_autofree char *longest = g_strnfill (512, 'x');
  g_autofree char *too_long = g_strnfill (513, 'x');
  const char *bad[] = {
    "", " \n\t ", CANARY " two", CANARY "\nX-Header: 1", CANARY "\x01", CANARY "\xff", CANARY "\u00a0", too_long
  };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_assert_false (keyring_fixture_store (self, bad[i]));
      keyring_fixture_assert_error (self, PENTIMENTO_KEYRING_ERROR, PENTIMENTO_KEYRING_ERROR_BAD_KEY);
    }
  g_assert_cmpuint (self->changes, ==, 0);
  assert_key (self, NULL, PENTIMENTO_KEY_NONE);

  g_assert_true (keyring_fixture_store (self, longest));
  assert_key (self, longest, PENTIMENTO_KEY_KEYRING);
  g_assert_true (keyring_fixture_clear (self));
}

static void
test_environment (KeyringFixture *self, gconstpointer data)
{
  self->provider = "env-seller";
  g_assert_true (keyring_fixture_store (self, CANARY));
  assert_key (self, CANARY "-environment", PENTIMENTO_KEY_ENVIRONMENT);
  g_assert_true (keyring_fixture_clear (self));
  assert_key (self, CANARY "-environment", PENTIMENTO_KEY_ENVIRONMENT);
}

static void
test_blank_environment (KeyringFixture *self, gconstpointer data)
{
  self->provider = "blank-seller";
  assert_key (self, NULL, PENTIMENTO_KEY_NONE);
  g_assert_true (keyring_fixture_store (self, CANARY));
  assert_key (self, CANARY, PENTIMENTO_KEY_KEYRING);
  g_assert_true (keyring_fixture_clear (self));
}

static void
test_bad_environment (KeyringFixture *self, gconstpointer data)
{
  self->provider = "bad-seller";
  g_assert_null (keyring_fixture_lookup (self));
  g_assert_nonnull (strstr (self->error->message, "PENTIMENTO_BAD_SELLER_KEY"));
  keyring_fixture_assert_error (self, PENTIMENTO_KEYRING_ERROR, PENTIMENTO_KEYRING_ERROR_BAD_KEY);
}

static void
test_cancelled (KeyringFixture *self, gconstpointer data)
{
  g_cancellable_cancel (self->cancellable);
  g_assert_false (keyring_fixture_store (self, CANARY));
  keyring_fixture_assert_error (self, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_null (keyring_fixture_lookup (self));
  keyring_fixture_assert_error (self, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_false (keyring_fixture_clear (self));
  keyring_fixture_assert_error (self, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (self->changes, ==, 0);
  assert_read_back (NULL);
}

/* Cancels after every number of turns of the main loop, until the call is done before. */
static void
test_cancelled_at_every_moment (KeyringFixture *self, gconstpointer data)
{
  gboolean stored = FALSE;

  for (int turns = 0; !stored; turns++)
    {
      g_autoptr (GAsyncResult) result = NULL;

      g_assert_cmpint (turns, <, 1000);
      g_cancellable_reset (self->cancellable);
      keyring_fixture_start (self, "store", CANARY, &result);
      for (int turn = 0; turn < turns && result == NULL; turn++)
        g_main_context_iteration (NULL, TRUE);
      stored = result != NULL;
      g_cancellable_cancel (self->cancellable);
      g_assert_true (keyring_fixture_wait (&result));
      if (!pentimento_keyring_store_finish (self->keyring, result, &self->error))
        keyring_fixture_assert_error (self, G_IO_ERROR, G_IO_ERROR_CANCELLED);
    }
  g_cancellable_reset (self->cancellable);
  g_assert_true (keyring_fixture_clear (self));
  assert_read_back (NULL);
}

/* The caller lets the keyring go before the answer. */
static void
test_let_go (KeyringFixture *self, gconstpointer data)
{
  g_autoptr (GAsyncResult) result = NULL;
  PentimentoKeyring *keyring = self->keyring;

  keyring_fixture_start (self, "store", CANARY, &result);
  g_clear_object (&self->keyring);
  g_assert_true (keyring_fixture_wait (&result));
  g_assert_true (pentimento_keyring_store_finish (keyring, result, &self->error));
  self->keyring = pentimento_keyring_new ();
  assert_key (self, CANARY, PENTIMENTO_KEY_KEYRING);
  g_assert_true (keyring_fixture_clear (self));
}

int
main (int argc, char **argv)
{
  g_setenv ("PENTIMENTO_ENV_SELLER_KEY", "  " CANARY "-environment\n", TRUE);
  g_setenv ("PENTIMENTO_BLANK_SELLER_KEY", " ", TRUE);
  g_setenv ("PENTIMENTO_BAD_SELLER_KEY", CANARY " with a blank", TRUE);
  g_test_init (&argc, &argv, NULL);
  keyring_test ("/keyring/unlocked/round-trip", test_round_trip);
  keyring_test ("/keyring/unlocked/bad-keys", test_bad_keys);
  keyring_test ("/keyring/unlocked/environment", test_environment);
  keyring_test ("/keyring/unlocked/blank-environment", test_blank_environment);
  keyring_test ("/keyring/unlocked/bad-environment", test_bad_environment);
  keyring_test ("/keyring/unlocked/cancelled", test_cancelled);
  keyring_test ("/keyring/unlocked/cancelled-at-every-moment", test_cancelled_at_every_moment);
  keyring_test ("/keyring/unlocked/let-go", test_let_go);
  return g_test_run ();
}
