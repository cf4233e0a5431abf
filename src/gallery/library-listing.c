/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "library-listing.h"

#include "pentimento-version.h"

#define LATEST_REVISION                                                                                                \
  "max (ifnull ((SELECT max (revision) FROM version), 0), ifnull ((SELECT max (revision) FROM removed_version), 0))"

/* SQLite uses a partial index only where the statement says what it says, and so no mark is a parameter. */
static void
add_mark (GString *sql, const char *row, const char *column, PentimentoGalleryMark mark)
{
  if (mark != PENTIMENTO_GALLERY_EITHER)
    g_string_append_printf (sql, " AND %s.%s = %d", row, column, mark == PENTIMENTO_GALLERY_WITH);
}

/* What the list is ordered by before the number of a version; NULL for the number alone. */
static const char *const keys[] = {
  [PENTIMENTO_GALLERY_NEWEST] = NULL,
  [PENTIMENTO_GALLERY_OLDEST] = NULL,
  [PENTIMENTO_GALLERY_LARGEST] = "v.width * v.height",
  [PENTIMENTO_GALLERY_DEAREST] = "v.cost_micros",
};

/* Everything but the text. A plus keeps SQLite from an index that has not got the order of the list. */
static void
add_conditions (GString *sql, const PentimentoGalleryFilter *filter, const char *row)
{
  g_string_append_printf (sql, " AND %s.trashed IS %s", row, filter->trashed ? "NOT NULL" : "NULL");
  add_mark (sql, row, "starred", filter->starred);
  add_mark (sql, row, "rejected", filter->rejected);
  if (filter->provider != NULL)
    g_string_append_printf (sql, " AND %s.provider = :provider", row);
  if (filter->kind >= 0)
    g_string_append_printf (sql, " AND %s.kind = :kind", row);
  if (filter->since > 0 || filter->until < G_MAXINT64)
    g_string_append_printf (sql, " AND +%s.created >= :since AND +%s.created < :until", row, row);
  if (filter->min_pixels > 0 || filter->max_pixels < G_MAXINT64)
    g_string_append_printf (sql, " AND %s.width * %s.height BETWEEN :min_pixels AND :max_pixels", row, row);
  if (filter->min_cost > 0 || filter->max_cost < G_MAXINT64)
    g_string_append_printf (sql, " AND %s.cost_micros BETWEEN :min_cost AND :max_cost", row);
  if (filter->region)
    g_string_append_printf (sql, " AND %s.recipe IS NOT NULL AND instr (%s.recipe, '\"paste\"')", row, row);
  if (filter->unknown)
    g_string_append_printf (
        sql, " AND EXISTS (SELECT 1 FROM job WHERE job.picture_id = %s.picture_id AND job.state = 'unknown')", row);
}

static void
add_tag (GString *sql, const PentimentoGalleryFilter *filter, const char *row)
{
  if (filter->tag != NULL)
    g_string_append_printf (
        sql, " AND EXISTS (SELECT 1 FROM version_tag WHERE version_tag.tag = :tag AND version_tag.number = %s.number)",
        row);
}

/* A version stands for its picture where no newer one of it is let through. */
static void
add_grouping (GString *sql, const PentimentoGalleryFilter *filter, gboolean searches)
{
  g_string_append (sql, " AND NOT EXISTS (SELECT 1 FROM version newer INDEXED BY version_picture "
                        "WHERE newer.picture_id = v.picture_id AND newer.number > v.number");
  add_conditions (sql, filter, "newer");
  add_tag (sql, filter, "newer");
  if (searches)
    g_string_append (sql, " AND newer.number IN (SELECT rowid FROM version_text WHERE version_text MATCH :text)");
  g_string_append_c (sql, ')');
}

/* The index that narrows most leads, gives its rows in their order, and stops where the page is full. Returns: what has the number of the version */
static const char *
add_source (GString *sql, const PentimentoGalleryFilter *filter, gboolean searches)
{
  if (searches)
    {
      g_string_append (sql, "version_text CROSS JOIN version v ON v.number = version_text.rowid "
                            "WHERE version_text MATCH :text");
      add_tag (sql, filter, "v");
      return "version_text.rowid";
    }
  if (filter->tag != NULL)
    {
      g_string_append (sql, "version_tag CROSS JOIN version v ON v.number = version_tag.number "
                            "WHERE version_tag.tag = :tag");
      return "version_tag.number";
    }
  g_string_append (sql, "version v WHERE TRUE");
  return "v.number";
}

static void
add_order (GString *sql, const PentimentoGalleryFilter *filter, const char *number)
{
  const char *key = keys[filter->sort];

  if (key != NULL)
    g_string_append_printf (sql, " ORDER BY %s DESC, %s DESC LIMIT :most", key, number);
  else
    g_string_append_printf (sql, " ORDER BY %s %s LIMIT :most", number,
                            filter->sort == PENTIMENTO_GALLERY_OLDEST ? "ASC" : "DESC");
}

char *
library_listing_to_sql (const PentimentoGalleryFilter *filter, gboolean grouped)
{
  g_autofree char *query = pentimento_gallery_filter_to_query (filter);
  g_autoptr (GString) sql = g_string_new ("SELECT v.number FROM ");
  const char *number = add_source (sql, filter, query != NULL);
  const char *key = keys[filter->sort];

  if (key != NULL)
    g_string_append_printf (sql, " AND %s <= :key AND (%s < :key OR %s < :last)", key, key, number);
  else
    g_string_append_printf (sql, " AND %s %c :last", number, filter->sort == PENTIMENTO_GALLERY_OLDEST ? '>' : '<');
  add_conditions (sql, filter, "v");
  if (grouped)
    add_grouping (sql, filter, query != NULL);
  add_order (sql, filter, number);
  return g_string_free (g_steal_pointer (&sql), FALSE);
}

static void
bind_integer (sqlite3_stmt *statement, const char *name, gint64 number)
{
  int index = sqlite3_bind_parameter_index (statement, name);

  if (index > 0)
    sqlite3_bind_int64 (statement, index, number);
}

static void
bind_text (sqlite3_stmt *statement, const char *name, const char *text)
{
  int index = sqlite3_bind_parameter_index (statement, name);

  if (index > 0)
    sqlite3_bind_text (statement, index, text, -1, SQLITE_TRANSIENT);
}

static void
bind_filter (sqlite3_stmt *statement, const PentimentoGalleryFilter *filter)
{
  g_autofree char *query = pentimento_gallery_filter_to_query (filter);

  bind_text (statement, ":text", query);
  bind_text (statement, ":provider", filter->provider);
  bind_text (statement, ":tag", filter->tag);
  if (filter->kind >= 0)
    bind_text (statement, ":kind", pentimento_version_kind_to_string (filter->kind));
  bind_integer (statement, ":since", filter->since);
  bind_integer (statement, ":until", filter->until);
  bind_integer (statement, ":min_pixels", filter->min_pixels);
  bind_integer (statement, ":max_pixels", filter->max_pixels);
  bind_integer (statement, ":min_cost", filter->min_cost);
  bind_integer (statement, ":max_cost", filter->max_cost);
}

static gboolean
take_numbers (LibraryDatabase *database, sqlite3_stmt *statement, GArray *numbers, GError **error)
{
  g_autoptr (GError) failed = NULL;

  while (library_database_step (database, statement, &failed))
    {
      gint64 number = sqlite3_column_int64 (statement, 0);

      g_array_append_val (numbers, number);
    }
  if (failed == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failed));
  return FALSE;
}

/* A version that is gone meanwhile has none, which ends the list; it is read anew soon. */
static gboolean
read_key (LibraryDatabase *database, PentimentoGallerySort sort, gint64 number, gint64 *key, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT %s FROM version v WHERE number = ?", keys[sort]);
  g_autoptr (sqlite3_stmt) statement = library_database_prepare (database, sql, error);
  g_autoptr (GError) failed = NULL;
  int column = 0;

  if (statement == NULL)
    return FALSE;
  library_statement_add_integer (statement, &column, number);
  *key = library_database_step (database, statement, &failed) ? sqlite3_column_int64 (statement, 0) : -1;
  if (failed == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failed));
  return FALSE;
}

/* Where the list goes on: at its beginning, or after the version @last. */
static gboolean
bind_place (LibraryDatabase *database, sqlite3_stmt *statement, PentimentoGallerySort sort, gint64 last, GError **error)
{
  gint64 key = G_MAXINT64;

  if (last == 0 && sort != PENTIMENTO_GALLERY_OLDEST)
    last = G_MAXINT64;
  else if (last != 0 && keys[sort] != NULL && !read_key (database, sort, last, &key, error))
    return FALSE;
  bind_integer (statement, ":last", last);
  bind_integer (statement, ":key", key);
  return TRUE;
}

gboolean
library_listing_read (LibraryDatabase *database,
                      const PentimentoGalleryFilter *filter,
                      gboolean grouped,
                      gint64 last,
                      guint most,
                      GArray *numbers,
                      GError **error)
{
  g_autofree char *sql = library_listing_to_sql (filter, grouped);
  g_autoptr (sqlite3_stmt) statement = library_database_prepare (database, sql, error);

  if (statement == NULL || !bind_place (database, statement, filter->sort, last, error))
    return FALSE;
  bind_filter (statement, filter);
  bind_integer (statement, ":most", most);
  return take_numbers (database, statement, numbers, error);
}

static char *
numbers_to_json (GArray *numbers)
{
  GString *json = g_string_new ("[");

  for (guint i = 0; i < numbers->len; i++)
    g_string_append_printf (json, "%s%" G_GINT64_FORMAT, i > 0 ? "," : "", g_array_index (numbers, gint64, i));
  g_string_append_c (json, ']');
  return g_string_free (json, FALSE);
}

gboolean
library_listing_match (LibraryDatabase *database,
                       const PentimentoGalleryFilter *filter,
                       GArray *numbers,
                       GArray *found,
                       GError **error)
{
  g_autofree char *query = pentimento_gallery_filter_to_query (filter);
  g_autofree char *json = numbers_to_json (numbers);
  g_autoptr (GString) sql
      = g_string_new ("SELECT v.number FROM version v WHERE v.number IN (SELECT value FROM json_each (:numbers))");
  g_autoptr (sqlite3_stmt) statement = NULL;

  add_conditions (sql, filter, "v");
  add_tag (sql, filter, "v");
  if (query != NULL)
    g_string_append (sql, " AND v.number IN (SELECT rowid FROM version_text WHERE version_text MATCH :text)");
  g_string_append (sql, " ORDER BY v.number DESC");
  statement = library_database_prepare (database, sql->str, error);
  if (statement == NULL)
    return FALSE;
  bind_filter (statement, filter);
  bind_text (statement, ":numbers", json);
  return take_numbers (database, statement, found, error);
}

gboolean
library_listing_read_state (LibraryDatabase *database, gint64 *number, gint64 *revision, GError **error)
{
  g_autoptr (sqlite3_stmt) statement
      = library_database_prepare (database,
                                  "SELECT max (ifnull ((SELECT max (number) FROM version), 0), "
                                  "ifnull ((SELECT max (number) FROM removed_version), 0)), " LATEST_REVISION,
                                  error);

  if (statement == NULL || !library_database_step (database, statement, error))
    return FALSE;
  *number = sqlite3_column_int64 (statement, 0);
  *revision = sqlite3_column_int64 (statement, 1);
  return TRUE;
}

gboolean
library_listing_read_changes (LibraryDatabase *database,
                              gint64 number,
                              gint64 revision,
                              GArray *changed,
                              GError **error)
{
  g_autoptr (sqlite3_stmt) statement
      = library_database_prepare (database,
                                  "SELECT number FROM version WHERE revision > ?1 UNION "
                                  "SELECT number FROM removed_version WHERE revision > ?1 UNION "
                                  "SELECT number FROM version WHERE number > ?2",
                                  error);
  int column = 0;

  if (statement == NULL)
    return FALSE;
  library_statement_add_integer (statement, &column, revision);
  library_statement_add_integer (statement, &column, number);
  return take_numbers (database, statement, changed, error);
}
