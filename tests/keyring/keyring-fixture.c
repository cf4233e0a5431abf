/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "keyring-fixture.h"

#include <libsecret/secret.h>

#define PROVIDER "test-seller"

/* Written out again, so that a schema that is changed by accident is noticed: stored keys would be lost. */
static const SecretSchema schema = { "org.pentimento.Pentimento.Key",
                                     SECRET_SCHEMA_NONE,
                                     { { "provider", SECRET_SCHEMA_ATTRIBUTE_STRING }, { NULL, 0 } } };

static void
count_change (KeyringFixture *self, const char *provider)
{
  g_assert_cmpstr (provider, ==, self->provider);
  self->changes++;
}

void
keyring_fixture_set_up (KeyringFixture *self, gconstpointer data)
{
  self->keyring = pentimento_keyring_new ();
  self->provider = PROVIDER;
  self->cancellable = g_cancellable_new ();
  g_signal_connect_swapped (self->keyring, "changed", G_CALLBACK (count_change), self);
}

void
keyring_fixture_tear_down (KeyringFixture *self, gconstpointer data)
{
  g_assert_no_error (self->error);
  g_clear_object (&self->keyring);
  g_clear_object (&self->cancellable);
  /* What was dropped leaves its signals in the main loop only. */
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

static void
take_result (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **)user_data = g_object_ref (result);
}

void
keyring_fixture_start (KeyringFixture *self, const char *what, const char *key, GAsyncResult **result)
{
  if (g_str_equal (what, "lookup"))
    pentimento_keyring_lookup_async (self->keyring, self->provider, self->cancellable, take_result, result);
  else if (g_str_equal (what, "store"))
    pentimento_keyring_store_async (self->keyring, self->provider, "Pentimento: Test", key, self->cancellable,
                                    take_result, result);
  else
    pentimento_keyring_clear_async (self->keyring, self->provider, self->cancellable, take_result, result);
}

static gboolean
give_up (gpointer too_late)
{
  *(gboolean *)too_late = TRUE;
  return G_SOURCE_CONTINUE;
}

gboolean
keyring_fixture_wait (GAsyncResult **result)
{
  gboolean too_late = FALSE;
  guint timer = g_timeout_add_seconds (5, give_up, &too_late);

  while (*result == NULL && !too_late)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (timer);
  return *result != NULL;
}

char *
keyring_fixture_lookup (KeyringFixture *self)
{
  g_autoptr (GAsyncResult) result = NULL;

  keyring_fixture_start (self, "lookup", NULL, &result);
  g_assert_true (keyring_fixture_wait (&result));
  return pentimento_keyring_lookup_finish (self->keyring, result, &self->source, &self->error);
}

gboolean
keyring_fixture_store (KeyringFixture *self, const char *key)
{
  g_autoptr (GAsyncResult) result = NULL;

  keyring_fixture_start (self, "store", key, &result);
  g_assert_true (keyring_fixture_wait (&result));
  return pentimento_keyring_store_finish (self->keyring, result, &self->error);
}

gboolean
keyring_fixture_clear (KeyringFixture *self)
{
  g_autoptr (GAsyncResult) result = NULL;

  keyring_fixture_start (self, "clear", NULL, &result);
  g_assert_true (keyring_fixture_wait (&result));
  return pentimento_keyring_clear_finish (self->keyring, result, &self->error);
}

void
keyring_fixture_assert_error (KeyringFixture *self, GQuark domain, int code)
{
  g_assert_error (self->error, domain, code);
  g_assert_null (strstr (self->error->message, CANARY));
  g_assert_null (strstr (self->error->message, "GDBus.Error"));
  g_clear_error (&self->error);
}

void
keyring_fixture_lock_a_key (void)
{
  g_autoptr (SecretService) service = NULL;
  g_autoptr (GError) error = NULL;

  service = secret_service_get_sync (SECRET_SERVICE_LOAD_COLLECTIONS, NULL, &error);
  g_assert_no_error (error);
  secret_password_store_sync (&schema, SECRET_COLLECTION_DEFAULT, "Pentimento: Test", CANARY, NULL, &error, "provider",
                              PROVIDER, NULL);
  g_assert_no_error (error);
  secret_service_lock_sync (service, secret_service_get_collections (service), NULL, NULL, &error);
  g_assert_no_error (error);
}

char *
keyring_fixture_read_back (char **label, guint *count)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autolist (GObject) found = NULL;

  secret_password_search (&schema, SECRET_SEARCH_ALL, NULL, take_result, &result, "provider", PROVIDER, NULL);
  g_assert_true (keyring_fixture_wait (&result));
  found = secret_password_search_finish (result, &error);
  g_assert_no_error (error);
  *count = g_list_length (found);
  *label = found != NULL ? secret_retrievable_get_label (found->data) : NULL;
  return secret_password_lookup_sync (&schema, NULL, NULL, "provider", PROVIDER, NULL);
}
