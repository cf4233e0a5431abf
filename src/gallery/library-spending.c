/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "library-spending.h"

#include <glib/gi18n-lib.h>

#include "pentimento-library.h"

/* What a row has cost, where that is known, and which of the four kinds of money it is. Rows that were not charged are left out before. A result
 * that lies with the provider is paid for, even if it is not fetched yet; its estimate waits for the job's end. */
#define AMOUNT "CASE cost_kind WHEN 'unknown' THEN 0 ELSE cost_micros END"
#define IS_OPEN "state IN ('submitting', 'submitted', 'running', 'downloading', 'stored')"
#define KIND                                                                                                           \
  "CASE WHEN billed = 'yes' AND cost_kind = 'reported' THEN 'reported' "                                               \
  "WHEN " IS_OPEN " THEN 'under way' WHEN billed = 'yes' THEN 'estimated' ELSE 'unknown' END"
#define COUNTED "submits > 0 AND billed <> 'no'"

#define SUMS                                                                                                           \
  "cost_currency, "                                                                                                    \
  "sum (CASE kind WHEN 'reported' THEN amount ELSE 0 END), sum (CASE kind WHEN 'estimated' THEN amount ELSE 0 END), "  \
  "sum (CASE kind WHEN 'unknown' THEN amount ELSE 0 END), sum (CASE kind WHEN 'under way' THEN amount ELSE 0 END), "   \
  "count (*), sum (kind = 'unknown'), sum (cost_kind = 'unknown'), sum (results)"

/* Local time is that of the machine now, summer time included (sqlite.org/lang_datefunc.html, "localtime"). */
static const char *const keys[] = {
  [PENTIMENTO_SPENDING_TOTAL] = "NULL",
  [PENTIMENTO_SPENDING_BY_DAY] = "date (submitted_at / 1000000, 'unixepoch', 'localtime')",
  [PENTIMENTO_SPENDING_BY_PROVIDER] = "provider",
  [PENTIMENTO_SPENDING_BY_PICTURE] = "picture_id",
};

#define LABEL "(SELECT name FROM version WHERE picture_id = key AND parent_id IS NULL ORDER BY number LIMIT 1)"

static char *
make_query (PentimentoSpendingGroup group)
{
  const char *label = group == PENTIMENTO_SPENDING_BY_PICTURE ? LABEL : "NULL";

  return g_strdup_printf ("SELECT key, %s, " SUMS " FROM (SELECT %s AS key, cost_currency, cost_kind, " AMOUNT
                          " AS amount, " KIND " AS kind, "
                          "(SELECT count (*) FROM json_each (result_list) WHERE value <> '') AS results "
                          "FROM job WHERE " COUNTED " AND submitted_at >= ? AND submitted_at < ?) "
                          "GROUP BY key, cost_currency ORDER BY key, cost_currency",
                          label, keys[group]);
}

static PentimentoSpending *
read_spending (sqlite3_stmt *row)
{
  PentimentoSpending *spending = g_new0 (PentimentoSpending, 1);
  int column = 0;

  spending->key = g_strdup (library_statement_take_text (row, &column));
  spending->label = g_strdup (library_statement_take_text (row, &column));
  spending->currency = g_strdup (library_statement_take_text (row, &column));
  spending->reported = library_statement_take_integer (row, &column);
  spending->estimated = library_statement_take_integer (row, &column);
  spending->unknown = library_statement_take_integer (row, &column);
  spending->under_way = library_statement_take_integer (row, &column);
  spending->n_jobs = library_statement_take_integer (row, &column);
  spending->n_unknown = library_statement_take_integer (row, &column);
  spending->n_unpriced = library_statement_take_integer (row, &column);
  spending->n_results = library_statement_take_integer (row, &column);
  return spending;
}

GPtrArray *
library_spending_list (LibraryDatabase *database,
                       PentimentoSpendingGroup group,
                       gint64 since,
                       gint64 until,
                       GError **error)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify)pentimento_spending_free);
  g_autofree char *query = make_query (group);
  g_autoptr (sqlite3_stmt) statement = library_database_prepare (database, query, error);
  g_autoptr (GError) failed = NULL;
  int column = 0;

  if (statement == NULL)
    return NULL;
  library_statement_add_integer (statement, &column, since);
  library_statement_add_integer (statement, &column, until);
  while (library_database_step (database, statement, &failed))
    g_ptr_array_add (list, read_spending (statement));
  if (failed == NULL)
    return g_steal_pointer (&list);
  g_propagate_error (error, g_steal_pointer (&failed));
  return NULL;
}

/* There is no upper end: what was sent before the clock was set back has been spent all the same. */
static gboolean
read_spent (LibraryDatabase *database,
            const PentimentoJobRecord *record,
            PentimentoSpendingLimit *limit,
            GError **error)
{
  g_autoptr (sqlite3_stmt) statement = library_database_query (
      database, error,
      "SELECT coalesce (sum (" AMOUNT "), 0) FROM job WHERE id <> ? AND cost_currency = 'USD' AND " COUNTED
      " AND submitted_at >= ?",
      record->id, NULL);
  int column = 1;

  if (statement == NULL)
    return FALSE;
  library_statement_add_integer (statement, &column, limit->since);
  if (!library_database_step (database, statement, error))
    return FALSE;
  limit->spent = sqlite3_column_int64 (statement, 0);
  return TRUE;
}

gboolean
library_spending_check (LibraryDatabase *database,
                        const PentimentoJobRecord *record,
                        PentimentoSpendingLimit *limits,
                        guint n_limits,
                        GError **error)
{
  gboolean good = TRUE;

  for (guint i = 0; i < n_limits; i++)
    {
      if (limits[i].most >= 0 && !read_spent (database, record, &limits[i], error))
        return FALSE;
      good = good
             && pentimento_spending_limit_allows (&limits[i], record->cost_micros, record->cost_currency,
                                                  record->cost_kind);
    }
  if (!good)
    g_set_error_literal (error, PENTIMENTO_LIBRARY_ERROR, PENTIMENTO_LIBRARY_ERROR_LIMIT,
                         _ ("That is more than may be spent."));
  return good;
}
