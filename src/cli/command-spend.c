/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "command-spend.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "cli-json.h"
#include "cli-options.h"
#include "cli-output.h"
#include "cli-spending.h"
#include "cli-table.h"
#include "pentimento-services.h"

static const struct {
  const char *word; /* after --by, and the member that names it in JSON */
  const char *list; /* the member with all of them in JSON */
  const char *heading;
} groups[] = {
  [PENTIMENTO_SPENDING_TOTAL] = { NULL, "total", N_ ("Total") },
  [PENTIMENTO_SPENDING_BY_DAY] = { "day", "days", N_ ("Day") },
  [PENTIMENTO_SPENDING_BY_PROVIDER] = { "provider", "providers", N_ ("Provider") },
  [PENTIMENTO_SPENDING_BY_PICTURE] = { "picture", "pictures", N_ ("Picture") },
};

typedef struct {
  PentimentoSpendingGroup group; /* PENTIMENTO_SPENDING_TOTAL for all of them */
  gint64 since;
  gint64 until;
} Question;

/* Text */

static char *
name_sum (const PentimentoSpending *sum)
{
  if (sum->label != NULL)
    return g_strdup_printf ("%.8s %s", sum->key, sum->label);
  /* Ids of pictures are long; days and providers are not. */
  return sum->key != NULL && g_uuid_string_is_valid (sum->key) ? g_strndup (sum->key, 8) : g_strdup (sum->key);
}

static void
add_row (CliTable *table, const PentimentoSpending *sum)
{
  g_autofree char *name = name_sum (sum);
  g_autofree char *jobs = g_strdup_printf ("%u", sum->n_jobs);
  g_autofree char *results = g_strdup_printf ("%u", sum->n_results);
  char *cells[CLI_SPENDING_N_COLUMNS];

  cli_spending_fill (sum, cells);
  cli_table_add (table, (const char *const[]){ name != NULL ? name : "", jobs, results, cells[0], cells[1], cells[2],
                                               cells[3], cells[4], NULL });
  for (guint i = 0; i < CLI_SPENDING_N_COLUMNS; i++)
    g_free (cells[i]);
}

static void
print_sums (PentimentoSpendingGroup group, GPtrArray *sums)
{
  g_autoptr (CliTable) table = cli_table_new (
      (const char *const[]){ _ (groups[group].heading), _ ("Jobs"), _ ("Results"), CLI_SPENDING_HEADINGS, NULL });

  for (guint i = 0; i < sums->len; i++)
    add_row (table, g_ptr_array_index (sums, i));
  cli_table_print (table);
}

/* JSON */

static void
add_sum (JsonBuilder *builder, PentimentoSpendingGroup group, const PentimentoSpending *sum)
{
  json_builder_begin_object (builder);
  if (group != PENTIMENTO_SPENDING_TOTAL)
    cli_json_add_string (builder, groups[group].word, sum->key);
  if (group == PENTIMENTO_SPENDING_BY_PICTURE)
    cli_json_add_string (builder, "name", sum->label);
  cli_spending_add_json (builder, sum);
  json_builder_end_object (builder);
}

static void
build_sums (JsonBuilder *builder, PentimentoSpendingGroup group, GPtrArray *sums)
{
  json_builder_set_member_name (builder, groups[group].list);
  json_builder_begin_array (builder);
  for (guint i = 0; i < sums->len; i++)
    add_sum (builder, group, g_ptr_array_index (sums, i));
  json_builder_end_array (builder);
}

/* Everything that is asked for */

/* Returns: whether that grouping is asked for; the total always is, last */
static gboolean
is_asked_for (const Question *question, PentimentoSpendingGroup group)
{
  return group == PENTIMENTO_SPENDING_TOTAL || question->group == PENTIMENTO_SPENDING_TOTAL || question->group == group;
}

/* @builder: (nullable): for JSON */
static gboolean
tell (PentimentoLibrary *library, const Question *question, JsonBuilder *builder, GError **error)
{
  for (guint i = 1; i <= G_N_ELEMENTS (groups); i++)
    {
      const PentimentoSpendingGroup group = i % G_N_ELEMENTS (groups);
      g_autoptr (GPtrArray) sums = NULL;

      if (!is_asked_for (question, group))
        continue;
      sums = pentimento_library_list_spending (library, group, question->since, question->until, error);
      if (sums == NULL)
        return FALSE;
      if (builder != NULL)
        build_sums (builder, group, sums);
      else if (sums->len > 0)
        print_sums (group, sums);
      else if (group == PENTIMENTO_SPENDING_TOTAL && cli_output_is_terminal ())
        cli_output_note (_ ("Nothing was spent."));
      if (builder == NULL && group != PENTIMENTO_SPENDING_TOTAL && sums->len > 0)
        puts ("");
    }
  return TRUE;
}

static gboolean
answer (const Question *question, gboolean json, GError **error)
{
  g_autoptr (PentimentoServices) services = pentimento_services_new (NULL, NULL, error);
  g_autoptr (JsonBuilder) builder = json ? json_builder_begin_object (json_builder_new ()) : NULL;

  if (services == NULL || !tell (pentimento_services_get_library (services), question, builder, error))
    return FALSE;
  if (json)
    {
      json_builder_end_object (builder);
      cli_json_print (builder);
    }
  return TRUE;
}

/* Options */

static gboolean
read_group (const char *by, PentimentoSpendingGroup *group, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (groups); i++)
    if (g_strcmp0 (groups[i].word, by) == 0)
      {
        *group = i;
        return TRUE;
      }
  g_set_error (error, CLI_ERROR, CLI_EXIT_USAGE, _ ("--by takes day, provider or picture, not “%s”."), by);
  return FALSE;
}

static gboolean
check_order (const Question *question, GError **error)
{
  if (question->since < question->until)
    return TRUE;
  g_set_error (error, CLI_ERROR, CLI_EXIT_USAGE, _ ("The day after --until lies before the one after --since."));
  return FALSE;
}

CliExit
command_spend (char **arguments)
{
  gboolean json = FALSE;
  g_autofree char *by = NULL, *since = NULL, *until = NULL;
  const GOptionEntry entries[] = {
    { "by", 0, 0, G_OPTION_ARG_STRING, &by, N_ ("Only by day, provider or picture"), N_ ("GROUP") },
    { "since", 0, 0, G_OPTION_ARG_STRING, &since, N_ ("From this day on"), N_ ("DATE") },
    { "until", 0, 0, G_OPTION_ARG_STRING, &until, N_ ("Up to this day, all of it included"), N_ ("DATE") },
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, N_ ("Print a JSON object"), NULL },
    { NULL },
  };
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) words = NULL;
  Question question = { PENTIMENTO_SPENDING_TOTAL, 0, G_MAXINT64 };

  words = cli_options_parse (
      "spend", NULL,
      _ ("Shows what was spent, by day, provider and picture. What the provider reported, what was estimated, what "
         "may have been charged and what is still under way are never added up. A number in brackets is that of the "
         "jobs of which nobody knows whether they were charged; those without a price add nothing to the amounts. Days "
         "are those of local time, such as 2026-03-29."),
      entries, NULL, arguments, &error);
  if (words != NULL && cli_options_check_words (words, 0, &error) && read_group (by, &question.group, &error)
      && cli_options_read_day ("--since", since, 0, &question.since, &error)
      && cli_options_read_day ("--until", until, 1, &question.until, &error) && check_order (&question, &error))
    answer (&question, json, &error);
  if (error != NULL)
    cli_output_error (error);
  return cli_exit_of_error (error);
}
