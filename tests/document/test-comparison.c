/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "order-fixture.h"
#include "pentimento-comparison.h"

/* One edit at several providers, all of which a practice server stands in for. */

#define RUNPOD_ESTIMATE 28312
#define ATLASCLOUD_ESTIMATE 27000

static const char *const three[] = { "runpod", "kie", "atlascloud", NULL };
static const char *const two[] = { "runpod", "atlascloud", NULL };

static void
set_variable (const char *provider, const char *what, const char *value)
{
  g_autofree char *upper = g_ascii_strup (provider, -1);
  g_autofree char *name = g_strdup_printf ("PENTIMENTO_%s_%s", upper, what);

  if (value != NULL)
    g_setenv (name, value, TRUE);
  else
    g_unsetenv (name);
}

static void
set_up (OrderFixture *fixture, gconstpointer data)
{
  order_fixture_set_up (fixture, data);
  for (guint i = 0; three[i] != NULL; i++)
    {
      set_variable (three[i], "KEY", "good");
      set_variable (three[i], "ENDPOINT", pentimento_sandbox_get_url (fixture->sandbox));
    }
}

static void
tear_down (OrderFixture *fixture, gconstpointer data)
{
  for (guint i = 0; three[i] != NULL; i++)
    {
      set_variable (three[i], "KEY", NULL);
      set_variable (three[i], "ENDPOINT", NULL);
    }
  order_fixture_tear_down (fixture, data);
}

static void
keep_result (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **)user_data = g_object_ref (result);
}

static PentimentoComparison *
compare (OrderFixture *fixture, const char *const *providers)
{
  g_autoptr (PentimentoOrder) order = order_fixture_make (fixture, "practice", "sepia");
  g_autoptr (GError) error = NULL;
  PentimentoComparison *comparison = pentimento_comparison_new (order, providers, &error);

  g_assert_no_error (error);
  return comparison;
}

static gboolean
check (PentimentoComparison *comparison, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  pentimento_comparison_check_async (comparison, NULL, keep_result, &result);
  document_fixture_wait (result != NULL);
  return pentimento_comparison_check_finish (comparison, result, error);
}

static guint
run (PentimentoComparison *comparison)
{
  g_autoptr (GAsyncResult) result = NULL;

  pentimento_comparison_run_async (comparison, NULL, keep_result, &result);
  order_fixture_wait_longer (result != NULL);
  return pentimento_comparison_run_finish (comparison, result);
}

/* Returns: how many orders ended with that error */
static guint
count_errors (PentimentoComparison *comparison, GQuark domain, int code)
{
  guint n_errors = 0;

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (comparison)); i++)
    {
      g_autoptr (PentimentoOrder) order = g_list_model_get_item (G_LIST_MODEL (comparison), i);

      g_assert_cmpint (pentimento_order_get_state (order), ==, PENTIMENTO_ORDER_ENDED);
      n_errors += g_error_matches (pentimento_order_get_error (order), domain, code);
    }
  return n_errors;
}

static void
test_three (OrderFixture *fixture, gconstpointer data)
{
  g_autoptr (PentimentoComparison) comparison = compare (fixture, three);
  g_autoptr (GError) error = NULL;
  SeedreamCost sum;
  guint n_unknown;

  check (comparison, &error);
  g_assert_no_error (error);
  sum = pentimento_comparison_estimate (comparison, &n_unknown);
  g_assert_cmpint (sum.micros, ==, RUNPOD_ESTIMATE + ATLASCLOUD_ESTIMATE);
  g_assert_cmpint (sum.kind, ==, SEEDREAM_COST_ESTIMATED);
  g_assert_cmpuint (n_unknown, ==, 1);
  g_assert_cmpuint (pentimento_sandbox_get_submits (fixture->sandbox), ==, 0);

  g_assert_cmpuint (run (comparison), ==, 3);
  g_assert_cmpuint (pentimento_sandbox_get_submits (fixture->sandbox), ==, 3);
  for (guint i = 0; three[i] != NULL; i++)
    {
      g_autoptr (PentimentoOrder) order = g_list_model_get_item (G_LIST_MODEL (comparison), i);
      g_autoptr (PentimentoVersion) version = NULL;
      const SeedreamCostKind kinds[] = { SEEDREAM_COST_REPORTED, SEEDREAM_COST_UNKNOWN, SEEDREAM_COST_ESTIMATED };

      g_assert_cmpstr (pentimento_order_get_provider (order), ==, three[i]);
      g_assert_no_error (pentimento_order_get_error (order));
      version = g_list_model_get_item (pentimento_order_get_versions (order), 0);
      g_assert_cmpint (pentimento_version_get_width (version), ==, 1024);
      g_assert_cmpint (pentimento_order_get_cost (order).kind, ==, kinds[i]);
      g_assert_cmpfloat (pentimento_order_get_elapsed (order), >, 0);
    }
}

static void
test_one_fails (OrderFixture *fixture, gconstpointer data)
{
  g_autoptr (PentimentoComparison) comparison = compare (fixture, three);

  g_assert_true (pentimento_sandbox_add_fault (fixture->sandbox, "refuse,times=1", NULL));
  g_assert_cmpuint (run (comparison), ==, 2);
  g_assert_cmpuint (pentimento_sandbox_get_submits (fixture->sandbox), ==, 3);
  g_assert_cmpuint (count_errors (comparison, SEEDREAM_ERROR, SEEDREAM_ERROR_REFUSED_CONTENT), ==, 1);
}

static void
test_given_up (OrderFixture *fixture, gconstpointer data)
{
  g_autoptr (PentimentoComparison) comparison = compare (fixture, three);
  g_autoptr (GAsyncResult) result = NULL;

  g_assert_true (pentimento_sandbox_add_fault (fixture->sandbox, "never-finish,times=3", NULL));
  pentimento_comparison_run_async (comparison, NULL, keep_result, &result);
  document_fixture_wait (pentimento_sandbox_get_submits (fixture->sandbox) == 3);
  pentimento_comparison_cancel (comparison);
  document_fixture_wait (result != NULL);
  g_assert_cmpuint (pentimento_comparison_run_finish (comparison, result), ==, 0);
  g_assert_cmpuint (count_errors (comparison, G_IO_ERROR, G_IO_ERROR_CANCELLED), ==, 3);
}

static void
test_given_up_before (OrderFixture *fixture, gconstpointer data)
{
  g_autoptr (PentimentoComparison) comparison = compare (fixture, two);

  pentimento_comparison_cancel (comparison);
  g_assert_cmpuint (run (comparison), ==, 0);
  g_assert_cmpuint (count_errors (comparison, G_IO_ERROR, G_IO_ERROR_CANCELLED), ==, 2);
  g_assert_cmpuint (pentimento_sandbox_get_submits (fixture->sandbox), ==, 0);
}

/* Whichever is first gets what is there. */
static void
test_budget (OrderFixture *fixture, gconstpointer data)
{
  PentimentoBudget *budget = pentimento_services_get_budget (fixture->base.services);
  g_autoptr (PentimentoComparison) comparison = compare (fixture, two);
  g_autoptr (GError) error = NULL;

  pentimento_budget_set_limit (budget, PENTIMENTO_BUDGET_DAY, RUNPOD_ESTIMATE, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (run (comparison), ==, 1);
  g_assert_cmpuint (count_errors (comparison, SEEDREAM_ERROR, SEEDREAM_ERROR_BUDGET), ==, 1);
  g_assert_cmpuint (pentimento_sandbox_get_submits (fixture->sandbox), ==, 1);
  pentimento_budget_set_limit (budget, PENTIMENTO_BUDGET_DAY, -1, &error);
  g_assert_no_error (error);
}

static void
refuse_providers (OrderFixture *fixture, const char *const *providers)
{
  g_autoptr (PentimentoOrder) order = order_fixture_make (fixture, "practice", "sepia");
  g_autoptr (GError) error = NULL;

  g_assert_null (pentimento_comparison_new (order, providers, &error));
  g_assert_error (error, SEEDREAM_ERROR, SEEDREAM_ERROR_INVALID_REQUEST);
  g_assert_null (strstr (error->message, "rpa_"));
}

static void
test_providers (OrderFixture *fixture, gconstpointer data)
{
  refuse_providers (fixture, (const char *const[]){ NULL });
  refuse_providers (fixture, (const char *const[]){ "runpod", "kie", "runpod", NULL });
  refuse_providers (fixture, (const char *const[]){ "runpod", "rpa_0123", NULL });
}

static void
test_checked (OrderFixture *fixture, gconstpointer data)
{
  g_autoptr (PentimentoOrder) order
      = g_object_new (PENTIMENTO_TYPE_ORDER, "services", fixture->base.services, "provider", "practice", "parent",
                      fixture->root, "prompt", "x", "count", 2, NULL);
  g_autoptr (PentimentoComparison) keyless = compare (fixture, three);
  g_autoptr (PentimentoComparison) too_many = pentimento_comparison_new (order, two, NULL);
  g_autoptr (GError) no_key = NULL;
  g_autoptr (GError) invalid = NULL;

  set_variable ("kie", "KEY", NULL);
  g_assert_false (check (keyless, &no_key));
  g_assert_error (no_key, SEEDREAM_ERROR, SEEDREAM_ERROR_NO_KEY);
  g_assert_nonnull (strstr (no_key->message, "KIE"));
  g_assert_false (check (too_many, &invalid));
  g_assert_error (invalid, SEEDREAM_ERROR, SEEDREAM_ERROR_INVALID_REQUEST);
  g_assert_true (g_str_has_prefix (invalid->message, "Runpod: "));
}

static void
test_of_a_document (OrderFixture *fixture, gconstpointer data)
{
  PentimentoDocument *document = fixture->base.document;
  g_autoptr (PentimentoOrder) order = NULL;
  g_autoptr (PentimentoComparison) comparison = NULL;
  g_autoptr (GError) error = NULL;

  g_object_set (document, "prompt", "sepia", "provider", "runpod", NULL);
  order = pentimento_document_create_order (document, &error);
  g_assert_no_error (error);
  comparison = pentimento_comparison_new (order, two, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (run (comparison), ==, 2);
  /* Both are versions of the picture that is open. */
  document_fixture_wait (g_list_model_get_n_items (G_LIST_MODEL (pentimento_document_get_history (document))) == 3);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, test) g_test_add (path, OrderFixture, NULL, set_up, test, tear_down)
  ADD ("/comparison/three", test_three);
  ADD ("/comparison/one-fails", test_one_fails);
  ADD ("/comparison/given-up", test_given_up);
  ADD ("/comparison/given-up-before", test_given_up_before);
  ADD ("/comparison/budget", test_budget);
  ADD ("/comparison/providers", test_providers);
  ADD ("/comparison/checked", test_checked);
  ADD ("/comparison/of-a-document", test_of_a_document);
  return g_test_run ();
}
