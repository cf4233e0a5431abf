/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "pentimento-budget.h"

#include <glib/gi18n-lib.h>

#include "pentimento-amount.h"

/* How long a sum is believed, so that a letter typed into the prompt does not read the ledger. */
#define FRESH G_USEC_PER_SEC

#define CENT 10000

struct _PentimentoBudget {
  GObject parent_instance;

  PentimentoLibrary *library;
  GSettings *settings;
  gint64 read_at[PENTIMENTO_BUDGET_N_PERIODS]; /* in monotonic time; 0 for not to be believed any more */
  gint64 spent[PENTIMENTO_BUDGET_N_PERIODS];
};

enum { PROP_LEFT = 1, N_PROPS };

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (PentimentoBudget, pentimento_budget, G_TYPE_OBJECT)

static const char *const keys[] = {
  [PENTIMENTO_BUDGET_DAY] = "budget-day",
  [PENTIMENTO_BUDGET_MONTH] = "budget-month",
};

gint64
pentimento_budget_get_limit (PentimentoBudget *self, PentimentoBudgetPeriod period)
{
  return self->settings != NULL ? g_settings_get_int64 (self->settings, keys[period]) : -1;
}

gboolean
pentimento_budget_set_limit (PentimentoBudget *self, PentimentoBudgetPeriod period, gint64 micros, GError **error)
{
  if (self->settings != NULL && g_settings_set_int64 (self->settings, keys[period], micros))
    return TRUE;
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED,
                       _ ("The budget could not be kept in the settings."));
  return FALSE;
}

gint64
pentimento_budget_find_start (PentimentoBudgetPeriod period)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  const int day = period == PENTIMENTO_BUDGET_DAY ? g_date_time_get_day_of_month (now) : 1;
  g_autoptr (GDateTime) start
      = g_date_time_new_local (g_date_time_get_year (now), g_date_time_get_month (now), day, 0, 0, 0);

  return g_date_time_to_unix (start) * G_USEC_PER_SEC;
}

/* What is gone */

static PentimentoSpending *
find_dollars (GPtrArray *list)
{
  PentimentoSpending *nothing;
  guint i = 0;

  while (i < list->len && !g_str_equal (((PentimentoSpending *)list->pdata[i])->currency, "USD"))
    i++;
  if (i < list->len)
    return g_ptr_array_steal_index (list, i);
  nothing = g_new0 (PentimentoSpending, 1);
  nothing->currency = g_strdup ("USD");
  return nothing;
}

PentimentoSpending *
pentimento_budget_get_spent (PentimentoBudget *self, PentimentoBudgetPeriod period, GError **error)
{
  g_autoptr (GPtrArray) list = pentimento_library_list_spending (
      self->library, PENTIMENTO_SPENDING_TOTAL, pentimento_budget_find_start (period), G_MAXINT64, error);

  return list != NULL ? find_dollars (list) : NULL;
}

static gboolean
read_spent (PentimentoBudget *self, PentimentoBudgetPeriod period, GError **error)
{
  const gint64 now = g_get_monotonic_time ();
  g_autoptr (PentimentoSpending) spending = NULL;

  if (self->read_at[period] > 0 && now - self->read_at[period] < FRESH)
    return TRUE;
  spending = pentimento_budget_get_spent (self, period, error);
  if (spending == NULL)
    return FALSE;
  self->spent[period] = pentimento_spending_get_sum (spending);
  self->read_at[period] = now;
  return TRUE;
}

static char *
describe_rest (PentimentoBudgetPeriod period, gint64 rest)
{
  /* Rounded down: nobody is promised a cent that is not there. */
  g_autofree char *amount = pentimento_amount_format (rest > CENT ? rest - rest % CENT : rest, "USD");

  if (rest <= 0)
    return g_strdup (period == PENTIMENTO_BUDGET_DAY ? _ ("nothing left today") : _ ("nothing left this month"));
  if (period == PENTIMENTO_BUDGET_DAY)
    /* Translators: an amount of money, of the budget for the day */
    return g_strdup_printf (_ ("%s left today"), amount);
  /* Translators: an amount of money, of the budget for the month */
  return g_strdup_printf (_ ("%s left this month"), amount);
}

char *
pentimento_budget_describe_left (PentimentoBudget *self)
{
  PentimentoBudgetPeriod least = PENTIMENTO_BUDGET_DAY;
  gint64 rest = G_MAXINT64;

  for (PentimentoBudgetPeriod period = 0; period < PENTIMENTO_BUDGET_N_PERIODS; period++)
    {
      const gint64 limit = pentimento_budget_get_limit (self, period);

      if (limit < 0 || !read_spent (self, period, NULL) || limit - self->spent[period] >= rest)
        continue;
      rest = limit - self->spent[period];
      least = period;
    }
  return rest < G_MAXINT64 ? describe_rest (least, rest) : NULL;
}

/* What does not fit */

static char *
describe_refusal (PentimentoBudgetPeriod period, const SeedreamCost *cost, const char *most, const char *spent)
{
  g_autofree char *price = seedream_cost_format (cost);

  if (cost->kind == SEEDREAM_COST_UNKNOWN && period == PENTIMENTO_BUDGET_DAY)
    /* Translators: two amounts of money */
    return g_strdup_printf (_ ("Nobody says what this edit costs, and the budget for today is used up: %s, of which %s "
                               "are spent or may be. Nothing was sent. "
                               "Raise it in the preferences or with “pentimento-cli budget”, or wait until tomorrow."),
                            most, spent);
  if (cost->kind == SEEDREAM_COST_UNKNOWN)
    /* Translators: two amounts of money */
    return g_strdup_printf (
        _ ("Nobody says what this edit costs, and the budget for this month is used up: %s, of which %s are spent or "
           "may be. Nothing was sent. "
           "Raise it in the preferences or with “pentimento-cli budget”, or wait until next month."),
        most, spent);
  if (period == PENTIMENTO_BUDGET_DAY)
    /* Translators: the price of an edit (“about $0.03”), and two amounts of money */
    return g_strdup_printf (
        _ ("This edit (%s) does not fit the budget for today: %s, of which %s are spent or may be. Nothing was sent. "
           "Raise it in the preferences or with “pentimento-cli budget”, or wait until tomorrow."),
        price, most, spent);
  /* Translators: the price of an edit (“about $0.03”), and two amounts of money */
  return g_strdup_printf (_ ("This edit (%s) does not fit the budget for this month: %s, of which %s are spent or may "
                             "be. Nothing was sent. "
                             "Raise it in the preferences or with “pentimento-cli budget”, or wait until next month."),
                          price, most, spent);
}

static GError *
refuse (PentimentoBudgetPeriod period, const SeedreamCost *cost, gint64 most, gint64 spent)
{
  g_autofree char *budgeted = pentimento_amount_format (most, "USD");
  g_autofree char *gone = pentimento_amount_format (spent, "USD");
  g_autofree char *message = describe_refusal (period, cost, budgeted, gone);

  return seedream_error_new (SEEDREAM_ERROR_BUDGET, SEEDREAM_BILLED_NO, NULL, message);
}

gboolean
pentimento_budget_check (PentimentoBudget *self, const SeedreamCost *cost, GError **error)
{
  for (PentimentoBudgetPeriod period = 0; period < PENTIMENTO_BUDGET_N_PERIODS; period++)
    {
      PentimentoSpendingLimit limit = { .most = pentimento_budget_get_limit (self, period) };

      if (limit.most < 0)
        continue;
      if (!read_spent (self, period, error))
        return FALSE;
      limit.spent = self->spent[period];
      if (!pentimento_spending_limit_allows (&limit, cost->micros, cost->currency,
                                             seedream_cost_kind_to_string (cost->kind)))
        {
          g_propagate_error (error, refuse (period, cost, limit.most, limit.spent));
          return FALSE;
        }
    }
  return TRUE;
}

static SeedreamCost
cost_of_record (const PentimentoJobRecord *record)
{
  SeedreamCost cost = { .micros = record->cost_micros, .kind = seedream_cost_kind_from_string (record->cost_kind) };

  g_strlcpy (cost.currency, record->cost_currency, sizeof cost.currency);
  return cost;
}

gboolean
pentimento_budget_submit (PentimentoBudget *self, const PentimentoJobRecord *record, GError **error)
{
  const SeedreamCost cost = cost_of_record (record);
  PentimentoSpendingLimit limits[PENTIMENTO_BUDGET_N_PERIODS] = { { 0 } };
  g_autoptr (GError) problem = NULL;
  PentimentoBudgetPeriod period = 0;

  for (guint i = 0; i < PENTIMENTO_BUDGET_N_PERIODS; i++)
    limits[i] = (PentimentoSpendingLimit){ pentimento_budget_find_start (i), pentimento_budget_get_limit (self, i), 0 };
  if (pentimento_library_submit_job (self->library, record, limits, PENTIMENTO_BUDGET_N_PERIODS, &problem))
    return TRUE;
  if (!g_error_matches (problem, PENTIMENTO_LIBRARY_ERROR, PENTIMENTO_LIBRARY_ERROR_LIMIT))
    {
      g_propagate_error (error, g_steal_pointer (&problem));
      return FALSE;
    }
  while (period < PENTIMENTO_BUDGET_MONTH
         && pentimento_spending_limit_allows (&limits[period], record->cost_micros, record->cost_currency,
                                              record->cost_kind))
    period++;
  g_propagate_error (error, refuse (period, &cost, limits[period].most, limits[period].spent));
  return FALSE;
}

/* News */

static void
take_news (PentimentoBudget *self)
{
  for (guint i = 0; i < PENTIMENTO_BUDGET_N_PERIODS; i++)
    self->read_at[i] = 0;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LEFT]);
}

static void
pentimento_budget_get_property (GObject *object, guint id, GValue *value, GParamSpec *spec)
{
  g_value_take_string (value, pentimento_budget_describe_left (PENTIMENTO_BUDGET (object)));
}

static void
pentimento_budget_dispose (GObject *object)
{
  PentimentoBudget *self = PENTIMENTO_BUDGET (object);

  g_clear_object (&self->library);
  g_clear_object (&self->settings);
  G_OBJECT_CLASS (pentimento_budget_parent_class)->dispose (object);
}

static void
pentimento_budget_class_init (PentimentoBudgetClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = pentimento_budget_get_property;
  object_class->dispose = pentimento_budget_dispose;
  properties[PROP_LEFT] = g_param_spec_string ("left", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
pentimento_budget_init (PentimentoBudget *self)
{
}

PentimentoBudget *
pentimento_budget_new (PentimentoLibrary *library, GSettings *settings)
{
  PentimentoBudget *self = g_object_new (PENTIMENTO_TYPE_BUDGET, NULL);

  self->library = g_object_ref (library);
  g_signal_connect_object (library, "changed", G_CALLBACK (take_news), self, G_CONNECT_SWAPPED);
  if (settings == NULL)
    return self;
  self->settings = g_object_ref (settings);
  for (guint i = 0; i < PENTIMENTO_BUDGET_N_PERIODS; i++)
    {
      g_autofree char *signal = g_strconcat ("changed::", keys[i], NULL);

      g_signal_connect_object (settings, signal, G_CALLBACK (take_news), self, G_CONNECT_SWAPPED);
    }
  return self;
}
