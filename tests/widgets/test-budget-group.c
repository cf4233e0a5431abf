/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "pentimento-budget-group.h"
#include "widgets-fixture.h"

typedef struct {
  WidgetsFixture base;
  GtkWidget *group;
} BudgetFixture;

static void
set_up (BudgetFixture *fixture, gconstpointer data)
{
  widgets_fixture_set_up (&fixture->base, NULL);
  fixture->group = g_object_ref_sink (pentimento_budget_group_new (fixture->base.services));
}

static void
tear_down (BudgetFixture *fixture, gconstpointer data)
{
  g_clear_object (&fixture->group);
  widgets_fixture_tear_down (&fixture->base, NULL);
}

static void
apply_amount (gpointer row, const char *text)
{
  gtk_editable_set_text (row, text);
  g_signal_emit_by_name (row, "apply");
}

static void
test_budget (BudgetFixture *fixture, gconstpointer data)
{
  GSettings *settings = pentimento_services_get_settings (fixture->base.services);
  gpointer day = widgets_fixture_part (fixture->group, "day_row");
  gpointer month = widgets_fixture_part (fixture->group, "month_row");
  GtkWidget *problem = widgets_fixture_part (fixture->group, "problem_row");

  g_assert_cmpstr (gtk_editable_get_text (day), ==, "");
  apply_amount (day, "1,5");
  g_assert_true (gtk_widget_has_css_class (day, "error"));
  g_assert_true (gtk_widget_get_visible (problem));
  g_assert_nonnull (strstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (problem)), "1.5"));
  g_assert_cmpint (g_settings_get_int64 (settings, "budget-day"), ==, -1);

  apply_amount (day, "$1.5");
  g_assert_false (gtk_widget_has_css_class (day, "error"));
  g_assert_false (gtk_widget_get_visible (problem));
  g_assert_cmpint (g_settings_get_int64 (settings, "budget-day"), ==, 1500000);
  g_assert_cmpstr (gtk_editable_get_text (day), ==, "1.50");
  apply_amount (month, "20");
  g_assert_cmpint (g_settings_get_int64 (settings, "budget-month"), ==, 20000000);

  apply_amount (day, "");
  apply_amount (month, "");
  g_assert_cmpint (g_settings_get_int64 (settings, "budget-day"), ==, -1);
  g_assert_cmpint (g_settings_get_int64 (settings, "budget-month"), ==, -1);
}

static void
spend (BudgetFixture *fixture, const char *id, const char *billed, const char *kind, gint64 micros)
{
  g_autoptr (PentimentoJobRecord) record = pentimento_job_record_new (id);

  record->provider = g_strdup ("runpod");
  record->operation = g_strdup ("edit");
  record->request = g_strdup ("{}");
  record->state = g_strdup ("done");
  record->submits = 1;
  record->submitted_at = g_get_real_time ();
  record->cost_micros = micros;
  g_free (record->cost_kind);
  record->cost_kind = g_strdup (kind);
  g_free (record->billed);
  record->billed = g_strdup (billed);
  g_assert_true (pentimento_library_write_job (pentimento_services_get_library (fixture->base.services), record, NULL));
}

/* What is gone is told by how sure it is, and news of it come while the window is open. */
static void
test_spent (BudgetFixture *fixture, gconstpointer data)
{
  AdwActionRow *today = widgets_fixture_part (fixture->group, "today_row");
  AdwActionRow *this_month = widgets_fixture_part (fixture->group, "this_month_row");

  g_assert_cmpstr (adw_action_row_get_subtitle (today), ==, "Nothing spent");
  spend (fixture, "one", "yes", "reported", 28311);
  spend (fixture, "two", "yes", "estimated", 90000);
  spend (fixture, "three", "unknown", "estimated", 27000);
  spend (fixture, "four", "yes", "unknown", 0);
  widgets_fixture_wait (strstr (adw_action_row_get_subtitle (this_month), "without") != NULL);
  g_assert_cmpstr (adw_action_row_get_subtitle (today), ==,
                   "$0.028311 reported · $0.09 estimated · $0.027 perhaps charged (1 edit) · 1 edit without a price");
  g_assert_cmpstr (adw_action_row_get_subtitle (this_month), ==, adw_action_row_get_subtitle (today));
}

int
main (int argc, char **argv)
{
  widgets_fixture_init (&argc, &argv);
  g_test_add ("/budget-group/limits", BudgetFixture, NULL, set_up, test_budget, tear_down);
  g_test_add ("/budget-group/spent", BudgetFixture, NULL, set_up, test_spent, tear_down);
  return g_test_run ();
}
