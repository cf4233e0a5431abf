/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "keyring-fixture.h"

/* Whoever is asked to unlock never answers: only cancelling ends the call. */

static void
wake (gpointer time_is_up)
{
  *(gboolean *)time_is_up = TRUE;
}

/* Starts a call, sees it wait for an answer, cancels it and sees it return. */
static GAsyncResult *
start_and_cancel (KeyringFixture *self, const char *what)
{
  GAsyncResult *result = NULL;
  gboolean time_is_up = FALSE;

  keyring_fixture_start (self, what, CANARY, &result);
  g_timeout_add_once (400, wake, &time_is_up);
  while (!time_is_up)
    g_main_context_iteration (NULL, TRUE);
  g_assert_null (result);
  g_cancellable_cancel (self->cancellable);
  g_assert_true (keyring_fixture_wait (&result));
  g_assert_cmpuint (self->changes, ==, 0);
  return result;
}

static void
test_store (KeyringFixture *self, gconstpointer data)
{
  g_autoptr (GAsyncResult) result = start_and_cancel (self, "store");

  g_assert_false (pentimento_keyring_store_finish (self->keyring, result, &self->error));
  keyring_fixture_assert_error (self, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
test_lookup (KeyringFixture *self, gconstpointer data)
{
  g_autoptr (GAsyncResult) result = start_and_cancel (self, "lookup");

  g_assert_null (pentimento_keyring_lookup_finish (self->keyring, result, &self->source, &self->error));
  keyring_fixture_assert_error (self, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
test_clear (KeyringFixture *self, gconstpointer data)
{
  g_autoptr (GAsyncResult) result = start_and_cancel (self, "clear");

  g_assert_false (pentimento_keyring_clear_finish (self->keyring, result, &self->error));
  keyring_fixture_assert_error (self, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int argc, char **argv)
{
  gboolean is_new;
  g_autofree char *keyring = g_build_filename (g_getenv ("XDG_DATA_HOME"), "keyrings", "login.keyring", NULL);

  g_test_init (&argc, &argv, NULL);
  is_new = !g_file_test (keyring, G_FILE_TEST_EXISTS);
  if (!is_new)
    keyring_fixture_lock_a_key ();
  keyring_test ("/keyring/asking/store", test_store);
  /* Nothing is asked where there is nothing to unlock. */
  if (!is_new)
    {
      keyring_test ("/keyring/asking/lookup", test_lookup);
      keyring_test ("/keyring/asking/clear", test_clear);
    }
  return g_test_run ();
}
