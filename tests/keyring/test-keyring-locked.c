/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "keyring-fixture.h"

/* Whoever is asked to unlock says no: in "dismissing" there is a locked key, in "dismissing-new" no keyring at all yet. */

static gboolean is_new;

static void
test_lookup (KeyringFixture *self, gconstpointer data)
{
  g_assert_null (keyring_fixture_lookup (self));
  g_assert_cmpint (self->source, ==, PENTIMENTO_KEY_NONE);
  if (is_new)
    g_assert_no_error (self->error);
  else
    keyring_fixture_assert_error (self, PENTIMENTO_KEYRING_ERROR, PENTIMENTO_KEYRING_ERROR_LOCKED);
}

static void
test_store (KeyringFixture *self, gconstpointer data)
{
  g_assert_false (keyring_fixture_store (self, CANARY));
  keyring_fixture_assert_error (self, PENTIMENTO_KEYRING_ERROR, PENTIMENTO_KEYRING_ERROR_LOCKED);
  g_assert_cmpuint (self->changes, ==, 0);
  test_lookup (self, data);
}

static void
test_clear (KeyringFixture *self, gconstpointer data)
{
  g_assert_true (keyring_fixture_clear (self) == is_new);
  if (is_new)
    return;
  keyring_fixture_assert_error (self, PENTIMENTO_KEYRING_ERROR, PENTIMENTO_KEYRING_ERROR_LOCKED);
  g_assert_cmpuint (self->changes, ==, 0);
}

int
main (int argc, char **argv)
{
  g_autofree char *keyring = g_build_filename (g_getenv ("XDG_DATA_HOME"), "keyrings", "login.keyring", NULL);

  g_test_init (&argc, &argv, NULL);
  is_new = !g_file_test (keyring, G_FILE_TEST_EXISTS);
  if (!is_new)
    keyring_fixture_lock_a_key ();
  keyring_test ("/keyring/locked/lookup", test_lookup);
  keyring_test ("/keyring/locked/store", test_store);
  keyring_test ("/keyring/locked/clear", test_clear);
  return g_test_run ();
}
