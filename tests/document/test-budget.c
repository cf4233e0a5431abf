/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "document-fixture.h"
#include "pentimento-amount.h"

/* Money: what is taken for an amount, and that over the budget nothing is sent. Prices are those of 1024 × 1024 pixels. */

#define RUNPOD_REPORTS 28311
#define RUNPOD_ESTIMATE 28312
#define ATLASCLOUD_ESTIMATE 27000

typedef struct {
  DocumentFixture base;
  PentimentoSandbox *sandbox;
  PentimentoBudget *budget;
} BudgetFixture;

static void
set_up (BudgetFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  document_fixture_set_up (&fixture->base, NULL);
  fixture->budget = pentimento_services_get_budget (fixture->base.services);
  fixture->sandbox = pentimento_sandbox_new ();
  pentimento_sandbox_start (fixture->sandbox, 0, &error);
  g_assert_no_error (error);
  g_setenv ("PENTIMENTO_RUNPOD_KEY", "good", TRUE);
  g_setenv ("PENTIMENTO_RUNPOD_ENDPOINT", pentimento_sandbox_get_url (fixture->sandbox), TRUE);
  g_setenv ("PENTIMENTO_ATLASCLOUD_KEY", "good", TRUE);
  g_setenv ("PENTIMENTO_ATLASCLOUD_ENDPOINT", pentimento_sandbox_get_url (fixture->sandbox), TRUE);
}

static void
set_limit (BudgetFixture *fixture, PentimentoBudgetPeriod period, gint64 micros)
{
  g_autoptr (GError) error = NULL;

  pentimento_budget_set_limit (fixture->budget, period, micros, &error);
  g_assert_no_error (error);
}

static void
tear_down (BudgetFixture *fixture, gconstpointer data)
{
  set_limit (fixture, PENTIMENTO_BUDGET_DAY, -1);
  set_limit (fixture, PENTIMENTO_BUDGET_MONTH, -1);
  document_fixture_tear_down (&fixture->base, NULL);
  g_clear_object (&fixture->sandbox);
}

static void
open_square (DocumentFixture *fixture, const char *provider)
{
  g_autoptr (PentimentoImage) image = document_fixture_make_image ("square.png", 1024, 1024, 0x3060c0ff);

  document_fixture_open (fixture, image);
  g_object_set (fixture->document, "provider", provider, "prompt", "sepia", NULL);
}

static void
run_well (BudgetFixture *fixture)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GListModel) versions = document_fixture_run (&fixture->base, &error);

  g_assert_no_error (error);
  g_assert_nonnull (versions);
}

static char *
run_refused (BudgetFixture *fixture)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GListModel) versions = document_fixture_run (&fixture->base, &error);

  g_assert_null (versions);
  g_assert_error (error, SEEDREAM_ERROR, SEEDREAM_ERROR_BUDGET);
  g_assert_cmpint (seedream_error_get_billed (error), ==, SEEDREAM_BILLED_NO);
  return g_strdup (error->message);
}

static char *
get_text (BudgetFixture *fixture, const char *property)
{
  char *text = NULL;

  g_object_get (fixture->base.document, property, &text, NULL);
  return text;
}

static GPtrArray *
list_jobs (BudgetFixture *fixture)
{
  return pentimento_library_list_jobs (pentimento_services_get_library (fixture->base.services), FALSE, NULL);
}

static void
assert_left (BudgetFixture *fixture, const char *expected)
{
  g_autofree char *left = NULL;

  while (g_main_context_iteration (NULL, FALSE))
    ;
  left = get_text (fixture, "budget-left");
  g_assert_cmpstr (left, ==, expected);
}

/* Amounts */

static void
test_amounts (void)
{
  static const struct {
    const char *text;
    gint64 micros;
    const char *shown;
  } good[] = {
    { "5", 5000000, "$5.00" },
    { "5.00", 5000000, "$5.00" },
    { "$5", 5000000, "$5.00" },
    { "0.027", 27000, "$0.027" },
    { " $ 0.028311 ", 28311, "$0.028311" },
    { "0", 0, "$0.00" },
    { "1000000", 1000000000000, "$1000000.00" },
    { "007.10", 7100000, "$7.10" },
  };
  static const char *const bad[] = { "",
                                     " ",
                                     "$",
                                     "1,5",
                                     "1,000",
                                     "-3",
                                     "$-3",
                                     "- 3",
                                     "+3",
                                     "nan",
                                     "inf",
                                     "1e9",
                                     "0x5",
                                     ".5",
                                     "5.",
                                     ".",
                                     "1.2.3",
                                     "5 5",
                                     "5€",
                                     "0.0000001",
                                     "1000000.000001",
                                     "1000001",
                                     "99999999999999999999999999999999",
                                     "٥",
                                     "5\n5",
                                     "$$5" };

  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *shown = NULL;
      gint64 micros = -1;

      g_assert_true (pentimento_amount_parse (good[i].text, &micros, &error));
      g_assert_cmpint (micros, ==, good[i].micros);
      shown = pentimento_amount_format (micros, "USD");
      g_assert_cmpstr (shown, ==, good[i].shown);
    }
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;
      gint64 micros = -1;

      g_assert_false (pentimento_amount_parse (bad[i], &micros, &error));
      g_assert_error (error, PENTIMENTO_DOCUMENT_ERROR, PENTIMENTO_DOCUMENT_ERROR_AMOUNT);
      g_assert_cmpint (micros, ==, -1);
    }
}

/* Whoever writes a comma is told how to write it. */
static void
test_comma (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *euros = pentimento_amount_format (3100000, "EUR");
  gint64 micros;

  g_assert_false (pentimento_amount_parse ("1,5", &micros, &error));
  g_assert_nonnull (strstr (error->message, "1.5"));
  g_assert_cmpstr (euros, ==, "3.10 EUR");
}

/* Budgets */

static void
test_none (BudgetFixture *fixture, gconstpointer data)
{
  open_square (&fixture->base, "runpod");
  g_assert_cmpint (pentimento_budget_get_limit (fixture->budget, PENTIMENTO_BUDGET_DAY), ==, -1);
  assert_left (fixture, NULL);
  run_well (fixture);
}

/* Refused before anything is made ready, let alone sent; and the sentence says all there is to know. */
static void
test_stops (BudgetFixture *fixture, gconstpointer period)
{
  g_autofree char *obstacle = NULL;
  g_autofree char *message = NULL;
  g_autoptr (GPtrArray) jobs = NULL;

  open_square (&fixture->base, "runpod");
  set_limit (fixture, GPOINTER_TO_INT (period), RUNPOD_ESTIMATE - 1);
  obstacle = get_text (fixture, "obstacle");
  message = run_refused (fixture);
  g_assert_cmpstr (message, ==, obstacle);
  g_assert_nonnull (strstr (message, "about $0.03"));
  g_assert_nonnull (strstr (message, "$0.028311"));
  g_assert_nonnull (strstr (message, "$0.00"));
  g_assert_nonnull (strstr (message, "pentimento-cli budget"));
  g_assert_cmpuint (pentimento_sandbox_get_submits (fixture->sandbox), ==, 0);
  jobs = list_jobs (fixture);
  g_assert_cmpuint (jobs->len, ==, 0);

  set_limit (fixture, GPOINTER_TO_INT (period), RUNPOD_ESTIMATE);
  run_well (fixture);
  g_assert_cmpuint (pentimento_sandbox_get_submits (fixture->sandbox), ==, 1);
}

/* What was reported takes the place of what was estimated. */
static void
test_spent (BudgetFixture *fixture, gconstpointer data)
{
  g_autoptr (PentimentoSpending) before = NULL;
  g_autoptr (PentimentoSpending) after = NULL;

  open_square (&fixture->base, "runpod");
  set_limit (fixture, PENTIMENTO_BUDGET_DAY, 100000);
  set_limit (fixture, PENTIMENTO_BUDGET_MONTH, 5000000);
  assert_left (fixture, "$0.10 left today");
  before = pentimento_budget_get_spent (fixture->budget, PENTIMENTO_BUDGET_DAY, NULL);
  g_assert_cmpint (pentimento_spending_get_sum (before), ==, 0);
  run_well (fixture);
  after = pentimento_budget_get_spent (fixture->budget, PENTIMENTO_BUDGET_MONTH, NULL);
  g_assert_cmpint (after->reported, ==, RUNPOD_REPORTS);
  g_assert_cmpint (pentimento_spending_get_sum (after), ==, RUNPOD_REPORTS);
  assert_left (fixture, "$0.07 left today");
  set_limit (fixture, PENTIMENTO_BUDGET_MONTH, RUNPOD_REPORTS);
  assert_left (fixture, "nothing left this month");
  set_limit (fixture, PENTIMENTO_BUDGET_MONTH, RUNPOD_REPORTS + 500);
  assert_left (fixture, "$0.0005 left this month");
}

static void
shrink_budget (SeedreamJob *job, GParamSpec *spec, BudgetFixture *fixture)
{
  if (seedream_job_get_state (job) == SEEDREAM_JOB_UPLOADING)
    set_limit (fixture, PENTIMENTO_BUDGET_DAY, ATLASCLOUD_ESTIMATE - 1);
}

static void
watch_job (PentimentoDocument *document, GParamSpec *spec, BudgetFixture *fixture)
{
  SeedreamJob *job = pentimento_document_get_job (document);

  shrink_budget (job, NULL, fixture);
  g_signal_connect (job, "notify::state", G_CALLBACK (shrink_budget), fixture);
}

/* The pictures are on their way when the budget is made smaller: the submit sees the new one, and the job ends unbilled. */
static void
test_changed_between (BudgetFixture *fixture, gconstpointer data)
{
  g_autofree char *message = NULL;
  g_autoptr (GPtrArray) jobs = NULL;
  const PentimentoJobRecord *job;

  open_square (&fixture->base, "atlascloud");
  set_limit (fixture, PENTIMENTO_BUDGET_DAY, ATLASCLOUD_ESTIMATE);
  g_signal_connect (fixture->base.document, "notify::job", G_CALLBACK (watch_job), fixture);
  message = run_refused (fixture);
  g_assert_cmpuint (pentimento_sandbox_get_submits (fixture->sandbox), ==, 0);
  jobs = list_jobs (fixture);
  g_assert_cmpuint (jobs->len, ==, 1);
  job = jobs->pdata[0];
  g_assert_cmpstr (job->state, ==, "failed");
  g_assert_cmpstr (job->error_code, ==, "budget");
  g_assert_cmpstr (job->error_message, ==, message);
  g_assert_cmpstr (job->billed, ==, "no");
  g_assert_cmpuint (job->submits, ==, 0);
  g_assert_cmpint (job->cost_micros, ==, ATLASCLOUD_ESTIMATE);
  g_assert_cmpstr (job->cost_kind, ==, "estimated");
}

static void
keep_result (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **)user_data = g_object_ref (result);
}

/* Two programs on one library, and money for one edit. */
static void
test_race (BudgetFixture *fixture, gconstpointer data)
{
  DocumentFixture other = { .folder = g_strdup (fixture->base.folder) };
  g_autoptr (GAsyncResult) first = NULL;
  g_autoptr (GAsyncResult) second = NULL;
  g_autoptr (GListModel) mine = NULL;
  g_autoptr (GListModel) theirs = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = other.folder;

  other.services = document_fixture_open_services (folder);
  other.document = pentimento_document_new (other.services);
  open_square (&fixture->base, "atlascloud");
  open_square (&other, "atlascloud");
  set_limit (fixture, PENTIMENTO_BUDGET_DAY, 2 * ATLASCLOUD_ESTIMATE - 1);
  pentimento_document_start_async (fixture->base.document, NULL, keep_result, &first);
  pentimento_document_start_async (other.document, NULL, keep_result, &second);
  document_fixture_wait (first != NULL && second != NULL);
  mine = pentimento_document_start_finish (fixture->base.document, first, &error);
  theirs = pentimento_document_start_finish (other.document, second, error == NULL ? &error : NULL);
  g_assert_true ((mine == NULL) != (theirs == NULL));
  g_assert_error (error, SEEDREAM_ERROR, SEEDREAM_ERROR_BUDGET);
  g_assert_cmpuint (pentimento_sandbox_get_submits (fixture->sandbox), ==, 1);
  g_object_unref (other.document);
  g_object_unref (other.services);
}

static void
test_free_is_never_stopped (BudgetFixture *fixture, gconstpointer data)
{
  set_limit (fixture, PENTIMENTO_BUDGET_DAY, 0);
  set_limit (fixture, PENTIMENTO_BUDGET_MONTH, 0);
  open_square (&fixture->base, "practice");
  run_well (fixture);
}

static void
test_unknown_price (BudgetFixture *fixture, gconstpointer data)
{
  const SeedreamCost unknown = SEEDREAM_COST_INIT;
  g_autoptr (GError) error = NULL;

  set_limit (fixture, PENTIMENTO_BUDGET_DAY, 1);
  g_assert_true (pentimento_budget_check (fixture->budget, &unknown, &error));
  set_limit (fixture, PENTIMENTO_BUDGET_DAY, 0);
  g_assert_false (pentimento_budget_check (fixture->budget, &unknown, &error));
  g_assert_error (error, SEEDREAM_ERROR, SEEDREAM_ERROR_BUDGET);
}

/* A clock that was a day ahead and was set back: what it saw being spent is spent. */
static void
test_clock_set_back (BudgetFixture *fixture, gconstpointer data)
{
  g_autoptr (PentimentoJobRecord) record = pentimento_job_record_new ("tomorrow");
  g_autoptr (PentimentoSpending) today = NULL;
  g_autofree char *message = NULL;
  PentimentoLibrary *library = pentimento_services_get_library (fixture->base.services);

  record->provider = g_strdup ("runpod");
  record->operation = g_strdup ("edit");
  record->request = g_strdup ("{}");
  record->state = g_strdup ("unknown");
  record->submits = 1;
  record->submitted_at = g_get_real_time () + 24 * G_GINT64_CONSTANT (3600) * G_USEC_PER_SEC;
  record->cost_micros = 100;
  g_free (record->cost_kind);
  record->cost_kind = g_strdup ("estimated");
  g_free (record->billed);
  record->billed = g_strdup ("unknown");
  g_assert_true (pentimento_library_write_job (library, record, NULL));
  today = pentimento_budget_get_spent (fixture->budget, PENTIMENTO_BUDGET_DAY, NULL);
  g_assert_cmpint (today->unknown, ==, 100);
  open_square (&fixture->base, "runpod");
  set_limit (fixture, PENTIMENTO_BUDGET_DAY, RUNPOD_ESTIMATE + 99);
  message = run_refused (fixture);
}

static void
test_starts (BudgetFixture *fixture, gconstpointer data)
{
  const gint64 day = pentimento_budget_find_start (PENTIMENTO_BUDGET_DAY);
  const gint64 month = pentimento_budget_find_start (PENTIMENTO_BUDGET_MONTH);
  g_autoptr (GDateTime) first = g_date_time_new_from_unix_local (month / G_USEC_PER_SEC);

  g_assert_cmpint (month, <=, day);
  g_assert_cmpint (day, <=, g_get_real_time ());
  g_assert_cmpint (g_get_real_time () - day, <=, 25 * G_GINT64_CONSTANT (3600) * G_USEC_PER_SEC);
  g_assert_cmpint (g_date_time_get_day_of_month (first), ==, 1);
  g_assert_cmpint (g_date_time_get_hour (first), ==, 0);
}

#define budget_test(path, data, function) g_test_add (path, BudgetFixture, data, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_setenv ("GSETTINGS_BACKEND", "memory", TRUE);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/amount/parse", test_amounts);
  g_test_add_func ("/amount/comma", test_comma);
  budget_test ("/budget/none", NULL, test_none);
  budget_test ("/budget/stops/day", GINT_TO_POINTER (PENTIMENTO_BUDGET_DAY), test_stops);
  budget_test ("/budget/stops/month", GINT_TO_POINTER (PENTIMENTO_BUDGET_MONTH), test_stops);
  budget_test ("/budget/spent", NULL, test_spent);
  budget_test ("/budget/changed-between", NULL, test_changed_between);
  budget_test ("/budget/race", NULL, test_race);
  budget_test ("/budget/free", NULL, test_free_is_never_stopped);
  budget_test ("/budget/unknown-price", NULL, test_unknown_price);
  budget_test ("/budget/clock-set-back", NULL, test_clock_set_back);
  budget_test ("/budget/starts", NULL, test_starts);
  return g_test_run ();
}
