/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "keyring-fixture.h"

/* There is no keyring service, or no session bus at all. */

static void
assert_none (KeyringFixture *self)
{
  g_assert_null (keyring_fixture_lookup (self));
  g_assert_no_error (self->error);
  g_assert_cmpint (self->source, ==, PENTIMENTO_KEY_NONE);
}

static void
assert_session (KeyringFixture *self, const char *expected)
{
  char *key = keyring_fixture_lookup (self);

  g_assert_no_error (self->error);
  g_assert_true (g_strcmp0 (key, expected) == 0);
  g_assert_cmpint (self->source, ==, PENTIMENTO_KEY_SESSION);
  pentimento_key_free (key);
}

static void
test_lookup (KeyringFixture *self, gconstpointer data)
{
  assert_none (self);
}

static void
test_kept_for_this_run (KeyringFixture *self, gconstpointer data)
{
  g_assert_false (keyring_fixture_store (self, CANARY " \n"));
  g_assert_nonnull (strstr (self->error->message, "until the program is closed"));
  keyring_fixture_assert_error (self, PENTIMENTO_KEYRING_ERROR, PENTIMENTO_KEYRING_ERROR_UNAVAILABLE);
  g_assert_cmpuint (self->changes, ==, 1);
  assert_session (self, CANARY);

  g_assert_false (keyring_fixture_store (self, CANARY "-second"));
  keyring_fixture_assert_error (self, PENTIMENTO_KEYRING_ERROR, PENTIMENTO_KEYRING_ERROR_UNAVAILABLE);
  assert_session (self, CANARY "-second");

  g_assert_true (keyring_fixture_clear (self));
  g_assert_cmpuint (self->changes, ==, 3);
  assert_none (self);
}

static void
test_environment_first (KeyringFixture *self, gconstpointer data)
{
  char *key;

  self->provider = "env-seller";
  g_assert_false (keyring_fixture_store (self, CANARY));
  keyring_fixture_assert_error (self, PENTIMENTO_KEYRING_ERROR, PENTIMENTO_KEYRING_ERROR_UNAVAILABLE);
  key = keyring_fixture_lookup (self);
  g_assert_true (g_strcmp0 (key, CANARY "-environment") == 0);
  g_assert_cmpint (self->source, ==, PENTIMENTO_KEY_ENVIRONMENT);
  pentimento_key_free (key);
}

static void
test_clear (KeyringFixture *self, gconstpointer data)
{
  g_assert_true (keyring_fixture_clear (self));
  g_assert_no_error (self->error);
}

static void
test_cancelled (KeyringFixture *self, gconstpointer data)
{
  g_cancellable_cancel (self->cancellable);
  g_assert_false (keyring_fixture_store (self, CANARY));
  keyring_fixture_assert_error (self, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_cancellable_reset (self->cancellable);
  assert_none (self);
}

int
main (int argc, char **argv)
{
  g_setenv ("PENTIMENTO_ENV_SELLER_KEY", CANARY "-environment", TRUE);
  g_test_init (&argc, &argv, NULL);
  keyring_test ("/keyring/missing/lookup", test_lookup);
  keyring_test ("/keyring/missing/kept-for-this-run", test_kept_for_this_run);
  keyring_test ("/keyring/missing/environment-first", test_environment_first);
  keyring_test ("/keyring/missing/clear", test_clear);
  keyring_test ("/keyring/missing/cancelled", test_cancelled);
  return g_test_run ();
}
