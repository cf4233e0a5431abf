/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "pentimento-budget-group.h"

#include <glib/gi18n-lib.h>

#include "pentimento-amount.h"

struct _PentimentoBudgetGroup {
  AdwPreferencesGroup parent_instance;

  PentimentoBudget *budget;

  GtkWidget *day_row;
  GtkWidget *month_row;
  AdwActionRow *problem_row;
  AdwActionRow *today_row;
  AdwActionRow *this_month_row;
};

G_DEFINE_FINAL_TYPE (PentimentoBudgetGroup, pentimento_budget_group, ADW_TYPE_PREFERENCES_GROUP)

/* What is gone */

typedef char *(*Describe) (gint64 micros, guint n_jobs);

static char *
describe_reported (gint64 micros, guint n_jobs)
{
  g_autofree char *amount = pentimento_amount_format (micros, "USD");

  return micros > 0 ? g_strdup_printf (_ ("%s reported"), amount) : NULL;
}

static char *
describe_estimated (gint64 micros, guint n_jobs)
{
  g_autofree char *amount = pentimento_amount_format (micros, "USD");

  return micros > 0 ? g_strdup_printf (_ ("%s estimated"), amount) : NULL;
}

static char *
describe_under_way (gint64 micros, guint n_jobs)
{
  g_autofree char *amount = pentimento_amount_format (micros, "USD");

  return micros > 0 ? g_strdup_printf (_ ("%s under way"), amount) : NULL;
}

static char *
describe_unknown (gint64 micros, guint n_jobs)
{
  g_autofree char *amount = pentimento_amount_format (micros, "USD");

  if (n_jobs == 0)
    return NULL;
  /* Translators: an amount of money for a number of edits of which nobody knows whether they were charged */
  return g_strdup_printf (ngettext ("%s perhaps charged (%u edit)", "%s perhaps charged (%u edits)", n_jobs), amount,
                          n_jobs);
}

static char *
describe_unpriced (gint64 micros, guint n_jobs)
{
  if (n_jobs == 0)
    return NULL;
  return g_strdup_printf (ngettext ("%u edit without a price", "%u edits without a price", n_jobs), n_jobs);
}

static char *
describe_spent (const PentimentoSpending *spent)
{
  const struct {
    Describe describe;
    gint64 micros;
    guint n_jobs;
  } parts[] = {
    { describe_reported, spent->reported, 0 },
    { describe_estimated, spent->estimated, 0 },
    { describe_unknown, spent->unknown, spent->n_unknown },
    { describe_under_way, spent->under_way, 0 },
    { describe_unpriced, 0, spent->n_unpriced },
  };
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      g_autofree char *part = parts[i].describe (parts[i].micros, parts[i].n_jobs);

      if (part != NULL && text->len > 0)
        g_string_append (text, " · ");
      if (part != NULL)
        g_string_append (text, part);
    }
  if (text->len == 0)
    g_string_append (text, _ ("Nothing spent"));
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
show_spent (PentimentoBudgetGroup *self, PentimentoBudgetPeriod period, AdwActionRow *row)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PentimentoSpending) spent = pentimento_budget_get_spent (self->budget, period, &error);
  g_autofree char *text = spent != NULL ? describe_spent (spent) : g_strdup (error->message);
  g_autofree char *escaped = g_markup_escape_text (text, -1);

  adw_action_row_set_subtitle (row, escaped);
}

static void
show_all_spent (PentimentoBudgetGroup *self)
{
  show_spent (self, PENTIMENTO_BUDGET_DAY, self->today_row);
  show_spent (self, PENTIMENTO_BUDGET_MONTH, self->this_month_row);
}

/* What may be spent */

static void
show_limit (PentimentoBudgetGroup *self, PentimentoBudgetPeriod period, GtkWidget *row)
{
  const gint64 limit = pentimento_budget_get_limit (self->budget, period);
  g_autofree char *text = limit >= 0 ? pentimento_amount_to_string (limit) : g_strdup ("");

  gtk_editable_set_text (GTK_EDITABLE (row), text);
}

/* @error: (nullable): what is wrong with the amount in @row */
static void
show_problem (PentimentoBudgetGroup *self, GtkWidget *row, const GError *error)
{
  g_autofree char *escaped = g_markup_escape_text (error != NULL ? error->message : "", -1);

  gtk_widget_set_visible (GTK_WIDGET (self->problem_row), error != NULL);
  adw_action_row_set_subtitle (self->problem_row, escaped);
  if (error != NULL)
    gtk_widget_add_css_class (row, "error");
  else
    gtk_widget_remove_css_class (row, "error");
}

/* No amount is no budget. */
static void
apply (PentimentoBudgetGroup *self, PentimentoBudgetPeriod period, GtkWidget *row)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (row));
  g_autoptr (GError) error = NULL;
  gint64 limit = -1;

  if ((*text == '\0' || pentimento_amount_parse (text, &limit, &error))
      && pentimento_budget_set_limit (self->budget, period, limit, &error))
    show_limit (self, period, row);
  show_problem (self, row, error);
}

static void
apply_day (PentimentoBudgetGroup *self)
{
  apply (self, PENTIMENTO_BUDGET_DAY, self->day_row);
}

static void
apply_month (PentimentoBudgetGroup *self)
{
  apply (self, PENTIMENTO_BUDGET_MONTH, self->month_row);
}

GtkWidget *
pentimento_budget_group_new (PentimentoServices *services)
{
  PentimentoBudgetGroup *self = g_object_new (PENTIMENTO_TYPE_BUDGET_GROUP, NULL);
  const gboolean settings = pentimento_services_get_settings (services) != NULL;

  g_set_object (&self->budget, pentimento_services_get_budget (services));
  gtk_widget_set_visible (self->day_row, settings);
  gtk_widget_set_visible (self->month_row, settings);
  show_limit (self, PENTIMENTO_BUDGET_DAY, self->day_row);
  show_limit (self, PENTIMENTO_BUDGET_MONTH, self->month_row);
  g_signal_connect_object (self->budget, "notify::left", G_CALLBACK (show_all_spent), self, G_CONNECT_SWAPPED);
  show_all_spent (self);
  return GTK_WIDGET (self);
}

static void
pentimento_budget_group_dispose (GObject *object)
{
  g_clear_object (&PENTIMENTO_BUDGET_GROUP (object)->budget);

  G_OBJECT_CLASS (pentimento_budget_group_parent_class)->dispose (object);
}

static void
pentimento_budget_group_class_init (PentimentoBudgetGroupClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pentimento_budget_group_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/org/pentimento/Pentimento/pentimento-budget-group.ui");
  gtk_widget_class_bind_template_child (widget_class, PentimentoBudgetGroup, day_row);
  gtk_widget_class_bind_template_child (widget_class, PentimentoBudgetGroup, month_row);
  gtk_widget_class_bind_template_child (widget_class, PentimentoBudgetGroup, problem_row);
  gtk_widget_class_bind_template_child (widget_class, PentimentoBudgetGroup, today_row);
  gtk_widget_class_bind_template_child (widget_class, PentimentoBudgetGroup, this_month_row);
  gtk_widget_class_bind_template_callback (widget_class, apply_day);
  gtk_widget_class_bind_template_callback (widget_class, apply_month);
}

static void
pentimento_budget_group_init (PentimentoBudgetGroup *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
