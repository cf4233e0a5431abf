/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "order-fixture.h"

/* Orders that wait for their turn, on a real library and practice servers. */

/* Watches which orders are begun, and how many run at a time. */
typedef struct {
  GPtrArray *begun; /* PentimentoOrder, in that order */
  guint n_running;
  guint most;
} Watch;

static void
state_changed (PentimentoOrder *order, GParamSpec *pspec, Watch *watch)
{
  if (pentimento_order_get_state (order) == PENTIMENTO_ORDER_PREPARING)
    {
      g_ptr_array_add (watch->begun, order);
      watch->n_running++;
      watch->most = MAX (watch->most, watch->n_running);
    }
  if (pentimento_order_get_state (order) == PENTIMENTO_ORDER_ENDED && g_ptr_array_find (watch->begun, order, NULL))
    watch->n_running--;
}

static void
watch_order (Watch *watch, PentimentoOrder *order)
{
  if (watch->begun == NULL)
    watch->begun = g_ptr_array_new ();
  g_signal_connect (order, "notify::state", G_CALLBACK (state_changed), watch);
}

static void
run_with_limit (OrderFixture *fixture, guint limit, guint n_orders)
{
  g_autoptr (GPtrArray) orders = g_ptr_array_new_with_free_func (g_object_unref);
  Watch watch = { NULL };
  guint ended = 0;

  g_assert_true (pentimento_sandbox_add_fault (fixture->sandbox, "delay:50", NULL));
  g_object_set (order_fixture_get_queue (fixture), "limit", limit, NULL);
  for (guint i = 0; i < n_orders; i++)
    {
      PentimentoOrder *order = order_fixture_make (fixture, "practice", "sepia");

      g_ptr_array_add (orders, order);
      watch_order (&watch, order);
      order_fixture_put (fixture, order, NULL, &ended);
    }
  g_assert_cmpuint (watch.n_running, ==, limit);
  order_fixture_wait_longer (ended == n_orders);
  g_assert_cmpuint (watch.most, ==, limit);
  for (guint i = 0; i < n_orders; i++)
    {
      PentimentoOrder *order = orders->pdata[i];

      g_assert_true (watch.begun->pdata[i] == order);
      g_assert_no_error (pentimento_order_get_error (order));
      g_assert_cmpuint (g_list_model_get_n_items (pentimento_order_get_versions (order)), ==, 1);
    }
  g_assert_cmpuint (pentimento_sandbox_get_submits (fixture->sandbox), ==, n_orders);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (order_fixture_get_queue (fixture))), ==, 0);
  g_ptr_array_unref (watch.begun);
}

static void
test_one_at_a_time (OrderFixture *fixture, gconstpointer data)
{
  run_with_limit (fixture, 1, 3);
}

static void
test_two_at_a_time (OrderFixture *fixture, gconstpointer data)
{
  run_with_limit (fixture, 2, 5);
}

static void
test_fifty (OrderFixture *fixture, gconstpointer data)
{
  run_with_limit (fixture, 8, 50);
}

static void
test_two_providers (OrderFixture *fixture, gconstpointer data)
{
  g_autoptr (PentimentoOrder) endless = NULL;
  g_autoptr (PentimentoOrder) second = NULL;
  g_autoptr (PentimentoOrder) other = NULL;
  guint ended = 0, other_ended = 0;

  g_assert_true (pentimento_sandbox_add_fault (fixture->sandbox, "never-finish,times=1", NULL));
  g_object_set (order_fixture_get_queue (fixture), "limit", 1, NULL);
  endless = order_fixture_make (fixture, "practice", "sepia");
  second = order_fixture_make (fixture, "practice", "mirror");
  other = order_fixture_make (fixture, "runpod", "brighter");
  order_fixture_put (fixture, endless, NULL, &ended);
  order_fixture_put (fixture, second, NULL, &ended);
  document_fixture_wait (pentimento_sandbox_get_submits (fixture->sandbox) == 1);
  order_fixture_put (fixture, other, NULL, &other_ended);
  document_fixture_wait (other_ended == 1);
  g_assert_no_error (pentimento_order_get_error (other));
  g_assert_cmpint (pentimento_order_get_state (second), ==, PENTIMENTO_ORDER_QUEUED);

  pentimento_order_cancel (endless);
  document_fixture_wait (ended == 2);
  g_assert_error (pentimento_order_get_error (endless), G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_no_error (pentimento_order_get_error (second));
  g_assert_cmpuint (pentimento_sandbox_get_submits (fixture->sandbox), ==, 3);
}

static void
test_paused (OrderFixture *fixture, gconstpointer data)
{
  PentimentoQueue *queue = order_fixture_get_queue (fixture);
  g_autoptr (PentimentoOrder) order = order_fixture_make (fixture, "practice", "sepia");
  guint ended = 0;

  g_object_set (queue, "paused", TRUE, NULL);
  order_fixture_put (fixture, order, NULL, &ended);
  order_fixture_wait_for_row (fixture, order, "prepared");
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (queue)), ==, 1);
  g_assert_cmpint (pentimento_order_get_state (order), ==, PENTIMENTO_ORDER_QUEUED);
  g_assert_cmpuint (pentimento_sandbox_get_submits (fixture->sandbox), ==, 0);

  g_object_set (queue, "paused", FALSE, NULL);
  document_fixture_wait (ended == 1);
  g_assert_no_error (pentimento_order_get_error (order));
  order_fixture_wait_for_row (fixture, order, "done");
  g_assert_cmpuint (pentimento_sandbox_get_submits (fixture->sandbox), ==, 1);
}

static void
test_moved (OrderFixture *fixture, gconstpointer data)
{
  PentimentoQueue *queue = order_fixture_get_queue (fixture);
  g_autoptr (GPtrArray) orders = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (PentimentoOrder) first = NULL;
  Watch watch = { NULL };
  guint ended = 0;

  g_object_set (queue, "paused", TRUE, "limit", 1, NULL);
  for (guint i = 0; i < 3; i++)
    {
      g_ptr_array_add (orders, order_fixture_make (fixture, "practice", "sepia"));
      watch_order (&watch, orders->pdata[i]);
      order_fixture_put (fixture, orders->pdata[i], NULL, &ended);
    }
  pentimento_queue_move (queue, orders->pdata[2], 0);
  first = g_list_model_get_item (G_LIST_MODEL (queue), 0);
  g_assert_true (first == orders->pdata[2]);
  g_object_set (queue, "paused", FALSE, NULL);
  document_fixture_wait (ended == 3);
  g_assert_true (watch.begun->pdata[0] == orders->pdata[2]);
  g_assert_true (watch.begun->pdata[1] == orders->pdata[0]);
  g_assert_true (watch.begun->pdata[2] == orders->pdata[1]);
  g_ptr_array_unref (watch.begun);
}

static void
test_waiting_given_up (OrderFixture *fixture, gconstpointer data)
{
  g_autoptr (PentimentoOrder) kept = order_fixture_make (fixture, "practice", "sepia");
  g_autoptr (PentimentoOrder) at_once = order_fixture_make (fixture, "practice", "mirror");
  g_autoptr (PentimentoJobRecord) record = NULL;
  g_autoptr (PentimentoJobRecord) none = NULL;
  PentimentoLibrary *library = pentimento_services_get_library (fixture->base.services);
  guint ended = 0;

  g_object_set (order_fixture_get_queue (fixture), "paused", TRUE, NULL);
  order_fixture_put (fixture, kept, NULL, &ended);
  order_fixture_wait_for_row (fixture, kept, "prepared");
  pentimento_order_cancel (kept);
  order_fixture_put (fixture, at_once, NULL, &ended);
  pentimento_order_cancel (at_once);
  document_fixture_wait (ended == 2);
  g_assert_error (pentimento_order_get_error (kept), G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_error (pentimento_order_get_error (at_once), G_IO_ERROR, G_IO_ERROR_CANCELLED);

  record = pentimento_library_get_job (library, pentimento_order_get_id (kept), NULL);
  g_assert_cmpstr (record->state, ==, "cancelled");
  g_assert_cmpstr (record->billed, ==, "no");
  g_assert_cmpuint (record->submits, ==, 0);
  g_object_set (order_fixture_get_queue (fixture), "paused", FALSE, NULL);
  order_fixture_settle (fixture);
  none = pentimento_library_get_job (library, pentimento_order_get_id (at_once), NULL);
  g_assert_null (none);
  g_assert_cmpuint (pentimento_sandbox_get_submits (fixture->sandbox), ==, 0);
}

static void
test_error_of_one (OrderFixture *fixture, gconstpointer data)
{
  g_autoptr (PentimentoOrder) failing = order_fixture_make (fixture, "practice", "sepia");
  g_autoptr (PentimentoOrder) keyless = order_fixture_make (fixture, "kie", "sepia");
  g_autoptr (PentimentoOrder) next = order_fixture_make (fixture, "practice", "mirror");
  guint ended = 0;

  g_assert_true (pentimento_sandbox_add_fault (fixture->sandbox, "fail,times=1", NULL));
  g_object_set (order_fixture_get_queue (fixture), "limit", 1, "paused", TRUE, NULL);
  order_fixture_put (fixture, failing, NULL, &ended);
  order_fixture_put (fixture, keyless, NULL, &ended);
  order_fixture_put (fixture, next, NULL, &ended);
  order_fixture_wait_for_row (fixture, keyless, "prepared");
  g_object_set (order_fixture_get_queue (fixture), "paused", FALSE, NULL);
  document_fixture_wait (ended == 3);
  g_assert_nonnull (pentimento_order_get_error (failing));
  g_assert_error (pentimento_order_get_error (keyless), SEEDREAM_ERROR, SEEDREAM_ERROR_NO_KEY);
  order_fixture_wait_for_row (fixture, keyless, "failed");
  g_assert_no_error (pentimento_order_get_error (next));
  g_assert_cmpuint (pentimento_sandbox_get_submits (fixture->sandbox), ==, 2);
}

/* What cannot be stopped is not waited for, and does not take the place of what is shown. */
static void
test_given_up_late (OrderFixture *fixture, gconstpointer data)
{
  PentimentoLibrary *library = pentimento_services_get_library (fixture->base.services);
  g_autoptr (PentimentoOrder) late = NULL;
  g_autoptr (PentimentoOrder) next = NULL;
  g_autofree char *current = NULL;
  guint ended = 0;

  g_setenv ("PENTIMENTO_KIE_KEY", "test", TRUE);
  g_assert_true (pentimento_sandbox_add_fault (fixture->sandbox, "delay:1500,times=1", NULL));
  g_object_set (order_fixture_get_queue (fixture), "limit", 1, NULL);
  late = order_fixture_make (fixture, "kie", "sepia");
  next = order_fixture_make (fixture, "kie", "mirror");
  order_fixture_put (fixture, late, NULL, &ended);
  order_fixture_put (fixture, next, NULL, &ended);
  document_fixture_wait (pentimento_order_get_job (late) != NULL
                         && seedream_job_get_remote_id (pentimento_order_get_job (late)) != NULL);
  pentimento_order_cancel (late);
  document_fixture_wait (pentimento_order_get_state (late) == PENTIMENTO_ORDER_ENDED);
  g_assert_error (pentimento_order_get_error (late), G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_null (pentimento_order_get_versions (late));
  document_fixture_wait (pentimento_order_get_state (next) != PENTIMENTO_ORDER_QUEUED);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (pentimento_services_get_jobs (fixture->base.services))), ==,
                    1);
  document_fixture_wait (ended == 2 && pentimento_order_get_versions (late) != NULL);
  g_assert_cmpuint (g_list_model_get_n_items (pentimento_order_get_versions (late)), ==, 1);
  g_assert_error (pentimento_order_get_error (late), G_IO_ERROR, G_IO_ERROR_CANCELLED);
  current = pentimento_library_get_current (library, pentimento_version_get_picture_id (fixture->root), NULL);
  {
    g_autoptr (PentimentoVersion) version = g_list_model_get_item (pentimento_order_get_versions (late), 0);

    g_assert_cmpstr (current, !=, pentimento_version_get_id (version));
  }
  g_unsetenv ("PENTIMENTO_KIE_KEY");
}

static void
test_other_provider (OrderFixture *fixture, gconstpointer data)
{
  g_autoptr (PentimentoOrder) order = order_fixture_make (fixture, "practice", "sepia");
  g_autoptr (PentimentoOrder) other = pentimento_order_new_for_provider (order, "runpod");
  g_autofree char *endpoint = g_strdup (pentimento_sandbox_get_url (fixture->sandbox));
  SeedreamCost cost;
  guint ended = 0;

  g_setenv ("PENTIMENTO_RUNPOD_ENDPOINT", endpoint, TRUE);
  g_assert_cmpstr (pentimento_order_get_id (other), !=, pentimento_order_get_id (order));
  cost = pentimento_order_estimate (order);
  g_assert_cmpint (cost.micros, ==, 0);
  cost = pentimento_order_estimate (other);
  g_assert_cmpint (cost.micros, >, 0);
  g_assert_cmpint (cost.kind, ==, SEEDREAM_COST_ESTIMATED);
  order_fixture_put (fixture, order, NULL, &ended);
  order_fixture_put (fixture, other, NULL, &ended);
  document_fixture_wait (ended == 2);
  g_assert_no_error (pentimento_order_get_error (order));
  g_assert_no_error (pentimento_order_get_error (other));
  g_assert_cmpuint (pentimento_sandbox_get_submits (fixture->sandbox), ==, 2);
  g_unsetenv ("PENTIMENTO_RUNPOD_ENDPOINT");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, function)                                                                                            \
  g_test_add (path, OrderFixture, NULL, order_fixture_set_up, function, order_fixture_tear_down)
  ADD ("/queue/one-at-a-time", test_one_at_a_time);
  ADD ("/queue/two-at-a-time", test_two_at_a_time);
  ADD ("/queue/fifty", test_fifty);
  ADD ("/queue/two-providers", test_two_providers);
  ADD ("/queue/paused", test_paused);
  ADD ("/queue/moved", test_moved);
  ADD ("/queue/waiting-given-up", test_waiting_given_up);
  ADD ("/queue/error-of-one", test_error_of_one);
  ADD ("/queue/given-up-late", test_given_up_late);
  ADD ("/queue/other-provider", test_other_provider);
  return g_test_run ();
}
