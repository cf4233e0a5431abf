/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "command-budget.h"

#include <glib/gi18n-lib.h>

#include "cli-json.h"
#include "cli-options.h"
#include "cli-output.h"
#include "cli-spending.h"
#include "cli-table.h"
#include "pentimento-amount.h"
#include "pentimento-services.h"

static const struct {
  const char *name; /* in JSON */
  const char *label;
} periods[PENTIMENTO_BUDGET_N_PERIODS] = {
  [PENTIMENTO_BUDGET_DAY] = { "day", N_ ("Today") },
  [PENTIMENTO_BUDGET_MONTH] = { "month", N_ ("This month") },
};

/* Returns: (transfer full): @micros below zero is no budget, and so nothing is left of it either */
static char *
describe_amount (gint64 micros)
{
  return micros < 0 ? g_strdup (_ ("none")) : pentimento_amount_format (micros, "USD");
}

static gint64
find_left (gint64 limit, const PentimentoSpending *spent)
{
  return limit < 0 ? -1 : MAX (0, limit - pentimento_spending_get_sum (spent));
}

static void
add_row (CliTable *table, PentimentoBudgetPeriod period, gint64 limit, const PentimentoSpending *spent)
{
  g_autofree char *budget = describe_amount (limit);
  g_autofree char *left = limit < 0 ? g_strdup ("–") : describe_amount (find_left (limit, spent));
  char *cells[CLI_SPENDING_N_COLUMNS];

  cli_spending_fill (spent, cells);
  cli_table_add (table, (const char *const[]){ _ (periods[period].label), budget, cells[0], cells[1], cells[2],
                                               cells[3], cells[4], left, NULL });
  for (guint i = 0; i < CLI_SPENDING_N_COLUMNS; i++)
    g_free (cells[i]);
}

static void
add_nullable (JsonBuilder *builder, const char *name, gint64 micros)
{
  if (micros < 0)
    cli_json_add_string (builder, name, NULL);
  else
    cli_spending_add_amount (builder, name, micros);
}

static void
add_object (JsonBuilder *builder, PentimentoBudgetPeriod period, gint64 limit, const PentimentoSpending *spent)
{
  json_builder_set_member_name (builder, periods[period].name);
  json_builder_begin_object (builder);
  add_nullable (builder, "budget", limit);
  add_nullable (builder, "left", find_left (limit, spent));
  cli_json_add_time (builder, "since", pentimento_budget_find_start (period));
  cli_spending_add_json (builder, spent);
  json_builder_end_object (builder);
}

static gboolean
show (PentimentoBudget *budget, gboolean json, GError **error)
{
  g_autoptr (JsonBuilder) builder = json_builder_begin_object (json_builder_new ());
  g_autoptr (CliTable) table
      = cli_table_new ((const char *const[]){ "", _ ("Budget"), CLI_SPENDING_HEADINGS, _ ("Remaining"), NULL });

  for (PentimentoBudgetPeriod period = 0; period < PENTIMENTO_BUDGET_N_PERIODS; period++)
    {
      const gint64 limit = pentimento_budget_get_limit (budget, period);
      g_autoptr (PentimentoSpending) spent = pentimento_budget_get_spent (budget, period, error);

      if (spent == NULL)
        return FALSE;
      add_row (table, period, limit, spent);
      add_object (builder, period, limit, spent);
    }
  json_builder_end_object (builder);
  if (json)
    cli_json_print (builder);
  else
    cli_table_print (table);
  return TRUE;
}

/* @micros: (inout): left alone where nothing is said */
static gboolean
read_amount (const char *option, const char *text, gint64 *micros, GError **error)
{
  if (text == NULL)
    return TRUE;
  if (g_str_equal (text, "none"))
    {
      *micros = -1;
      return TRUE;
    }
  if (pentimento_amount_parse (text, micros, error))
    return TRUE;
  g_prefix_error (error, "%s: ", option);
  return FALSE;
}

/* Reads both before it sets one: half of what was asked for is not what was asked for. */
static gboolean
set (PentimentoBudget *budget, const char *day, const char *month, GError **error)
{
  gint64 limits[PENTIMENTO_BUDGET_N_PERIODS];

  for (PentimentoBudgetPeriod period = 0; period < PENTIMENTO_BUDGET_N_PERIODS; period++)
    limits[period] = pentimento_budget_get_limit (budget, period);
  if (!read_amount ("--day", day, &limits[PENTIMENTO_BUDGET_DAY], error)
      || !read_amount ("--month", month, &limits[PENTIMENTO_BUDGET_MONTH], error))
    return FALSE;
  if ((day != NULL
       && !pentimento_budget_set_limit (budget, PENTIMENTO_BUDGET_DAY, limits[PENTIMENTO_BUDGET_DAY], error))
      || (month != NULL
          && !pentimento_budget_set_limit (budget, PENTIMENTO_BUDGET_MONTH, limits[PENTIMENTO_BUDGET_MONTH], error)))
    return FALSE;
  g_settings_sync ();
  return TRUE;
}

static gboolean
act (const char *day, const char *month, gboolean json, GError **error)
{
  g_autoptr (PentimentoServices) services = pentimento_services_new (NULL, NULL, error);
  PentimentoBudget *budget;

  if (services == NULL)
    return FALSE;
  budget = pentimento_services_get_budget (services);
  return set (budget, day, month, error) && show (budget, json, error);
}

CliExit
command_budget (char **arguments)
{
  gboolean json = FALSE;
  g_autofree char *day = NULL, *month = NULL;
  const GOptionEntry entries[] = {
    { "day", 0, 0, G_OPTION_ARG_STRING, &day, N_ ("What may be spent on a day, in US dollars; “none” for any amount"),
      N_ ("AMOUNT") },
    { "month", 0, 0, G_OPTION_ARG_STRING, &month,
      N_ ("What may be spent in a calendar month, in US dollars; “none” for any amount"), N_ ("AMOUNT") },
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, N_ ("Print a JSON object"), NULL },
    { NULL },
  };
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) words = NULL;

  words
      = cli_options_parse ("budget", NULL,
                           _ ("Shows and sets what may be spent. An edit that does not fit is refused before anything "
                              "is sent. What may have been charged and what is under way count as spent; a price "
                              "that nobody knows counts nothing, and is refused once the budget is used up."),
                           entries, NULL, arguments, &error);
  if (words != NULL && cli_options_check_words (words, 0, &error))
    act (day, month, json, &error);
  if (error != NULL)
    cli_output_error (error);
  return cli_exit_of_error (error);
}
