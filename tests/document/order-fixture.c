/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "order-fixture.h"

void
order_fixture_set_up (OrderFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_setenv ("PENTIMENTO_RUNPOD_KEY", "test", TRUE);
  document_fixture_set_up (&fixture->base, data);
  fixture->sandbox = pentimento_sandbox_new ();
  g_assert_true (pentimento_sandbox_start (fixture->sandbox, 0, &error));
  fixture->picture = document_fixture_make_image ("garden.png", 320, 256, 0x3060c0ff);
  fixture->reference = document_fixture_make_image ("sky.png", 96, 64, 0xc06030ff);
  document_fixture_open (&fixture->base, fixture->picture);
  fixture->root
      = g_object_ref (pentimento_history_get_current (pentimento_document_get_history (fixture->base.document)));
}

void
order_fixture_tear_down (OrderFixture *fixture, gconstpointer data)
{
  g_clear_object (&fixture->root);
  g_clear_object (&fixture->picture);
  g_clear_object (&fixture->reference);
  document_fixture_tear_down (&fixture->base, data);
  g_clear_object (&fixture->sandbox);
  g_unsetenv ("PENTIMENTO_RUNPOD_KEY");
}

PentimentoQueue *
order_fixture_get_queue (OrderFixture *fixture)
{
  return pentimento_services_get_queue (fixture->base.services);
}

PentimentoOrder *
order_fixture_make (OrderFixture *fixture, const char *provider, const char *prompt)
{
  g_autoptr (GListStore) pictures = g_list_store_new (PENTIMENTO_TYPE_IMAGE);

  g_list_store_append (pictures, fixture->picture);
  g_list_store_append (pictures, fixture->reference);
  /* clang-format off */
  return g_object_new (PENTIMENTO_TYPE_ORDER,
                       "services", fixture->base.services,
                       "provider", provider,
                       "endpoint", pentimento_sandbox_get_url (fixture->sandbox),
                       "parent", fixture->root,
                       "pictures", pictures,
                       "prompt", prompt,
                       "width", 1024,
                       "height", 1024,
                       NULL);
  /* clang-format on */
}

static void
count (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GListModel) versions = pentimento_queue_run_finish (PENTIMENTO_QUEUE (source), result, NULL);

  ++*(guint *)user_data;
}

void
order_fixture_put (OrderFixture *fixture, PentimentoOrder *order, GCancellable *cancellable, guint *ended)
{
  pentimento_queue_run_async (order_fixture_get_queue (fixture), order, cancellable, count, ended);
}

static gboolean
has_row (OrderFixture *fixture, PentimentoOrder *order, const char *state)
{
  PentimentoLibrary *library = pentimento_services_get_library (fixture->base.services);
  g_autoptr (PentimentoJobRecord) record = pentimento_library_get_job (library, pentimento_order_get_id (order), NULL);

  return record != NULL && g_str_equal (record->state, state);
}

void
order_fixture_wait_for_row (OrderFixture *fixture, PentimentoOrder *order, const char *state)
{
  document_fixture_wait (has_row (fixture, order, state));
}

void
order_fixture_settle (OrderFixture *fixture)
{
  gint64 end = g_get_monotonic_time () + G_USEC_PER_SEC / 5;

  while (g_get_monotonic_time () < end)
    if (!g_main_context_iteration (NULL, FALSE))
      g_usleep (1000);
}

static void
keep_result (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **)user_data = g_object_ref (result);
}

GPtrArray *
order_fixture_list_left (PentimentoServices *services)
{
  PentimentoQueue *queue = pentimento_services_get_queue (services);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GPtrArray *records;

  pentimento_queue_list_left_async (queue, NULL, keep_result, &result);
  document_fixture_wait (result != NULL);
  records = pentimento_queue_list_left_finish (queue, result, &error);
  g_assert_no_error (error);
  return records;
}
