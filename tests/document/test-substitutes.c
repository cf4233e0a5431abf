/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "order-fixture.h"

/* Who else could do an edit that Runpod could not. Each provider is the same practice server. */

static void
set_up (OrderFixture *fixture, gconstpointer data)
{
  order_fixture_set_up (fixture, data);
  g_setenv ("PENTIMENTO_KIE_KEY", "good", TRUE);
  g_setenv ("PENTIMENTO_KIE_ENDPOINT", pentimento_sandbox_get_url (fixture->sandbox), TRUE);
}

static void
tear_down (OrderFixture *fixture, gconstpointer data)
{
  g_unsetenv ("PENTIMENTO_KIE_KEY");
  g_unsetenv ("PENTIMENTO_KIE_ENDPOINT");
  g_unsetenv ("PENTIMENTO_ATLASCLOUD_KEY");
  order_fixture_tear_down (fixture, data);
}

/* @fault: (nullable) */
static void
run (OrderFixture *fixture, PentimentoOrder *order, const char *fault)
{
  guint ended = 0;

  g_assert_true (fault == NULL || pentimento_sandbox_add_fault (fixture->sandbox, fault, NULL));
  order_fixture_put (fixture, order, NULL, &ended);
  document_fixture_wait (ended == 1);
}

static void
keep_result (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **)user_data = g_object_ref (result);
}

static GListModel *
find (PentimentoOrder *order)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GListModel *substitutes;

  pentimento_order_find_substitutes_async (order, NULL, keep_result, &result);
  document_fixture_wait (result != NULL);
  substitutes = pentimento_order_find_substitutes_finish (order, result, &error);
  g_assert_no_error (error);
  return substitutes;
}

/* Runs an edit at Runpod with a fault. Returns: (transfer full): who else could do it */
static GListModel *
fail (OrderFixture *fixture, const char *fault, SeedreamErrorCode code)
{
  g_autoptr (PentimentoOrder) order = order_fixture_make (fixture, "runpod", "sepia");

  run (fixture, order, fault);
  g_assert_error (pentimento_order_get_error (order), SEEDREAM_ERROR, (int)code);
  return find (order);
}

static void
test_no_credit (OrderFixture *fixture, gconstpointer data)
{
  g_autoptr (GListModel) substitutes = fail (fixture, "status:402,times=1", SEEDREAM_ERROR_NO_CREDIT);
  g_autoptr (PentimentoOrder) other = g_list_model_get_item (substitutes, 0);

  g_assert_cmpuint (g_list_model_get_n_items (substitutes), ==, 1);
  g_assert_cmpstr (pentimento_order_get_provider (other), ==, "kie");
  g_assert_cmpint (pentimento_order_get_state (other), ==, PENTIMENTO_ORDER_QUEUED);
  order_fixture_settle (fixture);
  g_assert_cmpuint (pentimento_sandbox_get_submits (fixture->sandbox), ==, 0);

  run (fixture, other, NULL);
  g_assert_no_error (pentimento_order_get_error (other));
  g_assert_cmpuint (pentimento_sandbox_get_submits (fixture->sandbox), ==, 1);
}

static void
test_cheapest_first (OrderFixture *fixture, gconstpointer data)
{
  g_autoptr (GListModel) substitutes = NULL;
  g_autoptr (PentimentoOrder) first = NULL;

  g_setenv ("PENTIMENTO_ATLASCLOUD_KEY", "good", TRUE);
  substitutes = fail (fixture, "blocked,times=1", SEEDREAM_ERROR_BLOCKED);
  g_assert_cmpuint (g_list_model_get_n_items (substitutes), ==, 2);
  first = g_list_model_get_item (substitutes, 0);
  g_assert_cmpstr (pentimento_order_get_provider (first), ==, "atlascloud");
}

static void
test_no_key (OrderFixture *fixture, gconstpointer data)
{
  g_autoptr (GListModel) substitutes = NULL;

  g_unsetenv ("PENTIMENTO_RUNPOD_KEY");
  substitutes = fail (fixture, NULL, SEEDREAM_ERROR_NO_KEY);
  g_assert_cmpuint (g_list_model_get_n_items (substitutes), ==, 1);
}

/* What may have been paid for, and what others would not do either. */
static void
test_nobody (OrderFixture *fixture, gconstpointer data)
{
  static const struct {
    const char *fault;
    SeedreamErrorCode code;
  } faults[] = {
    { "lose,times=1", SEEDREAM_ERROR_UNKNOWN_OUTCOME },
    { "refuse,times=1", SEEDREAM_ERROR_REFUSED_CONTENT },
    { "fail,times=1", SEEDREAM_ERROR_PROVIDER_FAILED },
    { "status:401,at=poll,times=1", SEEDREAM_ERROR_BAD_KEY },
  };

  for (guint i = 0; i < G_N_ELEMENTS (faults); i++)
    {
      g_autoptr (GListModel) substitutes = fail (fixture, faults[i].fault, faults[i].code);

      g_assert_cmpuint (g_list_model_get_n_items (substitutes), ==, 0);
    }
}

static void
test_success (OrderFixture *fixture, gconstpointer data)
{
  g_autoptr (PentimentoOrder) order = order_fixture_make (fixture, "runpod", "sepia");
  g_autoptr (GListModel) before = find (order);
  g_autoptr (GListModel) after = NULL;

  run (fixture, order, NULL);
  after = find (order);
  g_assert_cmpuint (g_list_model_get_n_items (before), ==, 0);
  g_assert_cmpuint (g_list_model_get_n_items (after), ==, 0);
}

static void
test_wishes (OrderFixture *fixture, gconstpointer data)
{
  static const struct {
    const char *name;
    int value;
    guint n_substitutes;
  } wishes[] = {
    { "width", 1024, 1 },
    { "width", 1030, 0 }, /* KIE AI makes named sizes only */
    { "count", 6, 1 },
    { "count", 7, 0 },
  };

  g_unsetenv ("PENTIMENTO_RUNPOD_KEY");
  for (guint i = 0; i < G_N_ELEMENTS (wishes); i++)
    {
      int width = g_str_equal (wishes[i].name, "width") ? wishes[i].value : 1024;
      guint count = g_str_equal (wishes[i].name, "count") ? (guint)wishes[i].value : 1;
      g_autoptr (PentimentoOrder) order = NULL;
      g_autoptr (GListModel) substitutes = NULL;

      /* clang-format off */
      order = g_object_new (PENTIMENTO_TYPE_ORDER,
                            "services", fixture->base.services,
                            "provider", "ark",
                            "parent", fixture->root,
                            "prompt", "sepia",
                            "width", width,
                            "height", 1024,
                            "count", count,
                            NULL);
      /* clang-format on */
      run (fixture, order, NULL);
      g_assert_error (pentimento_order_get_error (order), SEEDREAM_ERROR, SEEDREAM_ERROR_NO_KEY);
      substitutes = find (order);
      g_assert_cmpuint (g_list_model_get_n_items (substitutes), ==, wishes[i].n_substitutes);
    }
}

/* Nobody knows the price of KIE AI, so that it counts nothing. */
static void
test_budget (OrderFixture *fixture, gconstpointer data)
{
  PentimentoBudget *budget = pentimento_services_get_budget (fixture->base.services);
  g_autoptr (PentimentoOrder) order = order_fixture_make (fixture, "runpod", "sepia");
  g_autoptr (GListModel) substitutes = NULL;
  g_autoptr (PentimentoOrder) other = NULL;

  g_setenv ("PENTIMENTO_ATLASCLOUD_KEY", "good", TRUE);
  run (fixture, order, "status:402,times=1");
  g_assert_true (pentimento_budget_set_limit (budget, PENTIMENTO_BUDGET_DAY, 1000, NULL));
  substitutes = find (order);
  g_assert_true (pentimento_budget_set_limit (budget, PENTIMENTO_BUDGET_DAY, -1, NULL));
  g_assert_cmpuint (g_list_model_get_n_items (substitutes), ==, 1);
  other = g_list_model_get_item (substitutes, 0);
  g_assert_cmpstr (pentimento_order_get_provider (other), ==, "kie");
}

static void
test_cancelled (OrderFixture *fixture, gconstpointer data)
{
  g_autoptr (PentimentoOrder) order = order_fixture_make (fixture, "runpod", "sepia");
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  run (fixture, order, "status:402,times=1");
  pentimento_order_find_substitutes_async (order, cancellable, keep_result, &result);
  g_cancellable_cancel (cancellable);
  document_fixture_wait (result != NULL);
  g_assert_null (pentimento_order_find_substitutes_finish (order, result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, test) g_test_add (path, OrderFixture, NULL, set_up, test, tear_down)
  ADD ("/substitutes/no-credit", test_no_credit);
  ADD ("/substitutes/cheapest-first", test_cheapest_first);
  ADD ("/substitutes/no-key", test_no_key);
  ADD ("/substitutes/nobody", test_nobody);
  ADD ("/substitutes/success", test_success);
  ADD ("/substitutes/wishes", test_wishes);
  ADD ("/substitutes/budget", test_budget);
  ADD ("/substitutes/cancelled", test_cancelled);
  return g_test_run ();
}
