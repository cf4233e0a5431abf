/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Databases as each schema wrote them, kept as text: they come to what a new one is, with all that was in them. */

#include "old-schemas.h"

#include "library-fixture.h"
#include "pentimento-library-check.h"

#include <glib/gstdio.h>
#include <sqlite3.h>

static void
load_schema (LibraryFixture *self, const char *path)
{
  g_autofree char *name = g_build_filename (self->path, "library.db", NULL);
  g_autofree char *sql = NULL;
  sqlite3 *connection = NULL;

  g_clear_object (&self->library);
  g_assert_cmpint (g_remove (name), ==, 0);
  g_assert_true (g_file_get_contents (path, &sql, NULL, NULL));
  g_assert_cmpint (sqlite3_open (name, &connection), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (connection, sql, NULL, NULL, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_close (connection), ==, SQLITE_OK);
}

static char *
describe_schema (LibraryFixture *self)
{
  return library_fixture_sql (self->path, "SELECT group_concat (type || name || tbl_name, char (10)) FROM "
                                          "(SELECT * FROM sqlite_schema ORDER BY type, name)");
}

static void
assert_migrated (LibraryFixture *self)
{
  g_autoptr (PentimentoVersion) root = pentimento_library_get_version (self->library, "root-of-it", NULL);
  g_autoptr (PentimentoVersion) child = pentimento_library_get_version (self->library, "child-of-it", NULL);
  g_autoptr (PentimentoJobRecord) job = pentimento_library_get_job (self->library, "job-of-it", NULL);
  g_autoptr (GPtrArray) open = pentimento_library_list_jobs (self->library, TRUE, NULL);
  g_autoptr (PentimentoLibraryReport) report = pentimento_library_check (self->library, NULL, NULL);
  g_autofree char *found = library_fixture_sql (
      self->path, "SELECT count (*) FROM version_text WHERE version_text MATCH 'harb* OR hafen'");

  g_assert_cmpstr (pentimento_version_get_parent_id (child), ==, pentimento_version_get_id (root));
  g_assert_cmpstr (pentimento_version_get_prompt (child), ==, "a quiet “harbour”");
  g_assert_cmpint (pentimento_version_get_cost_micros (child), ==, 30000);
  g_assert_cmpuint (g_strv_length ((char **)pentimento_version_get_references (child)), ==, 1);
  g_assert_cmpstr (job->state, ==, "done");
  g_assert_cmpuint (open->len, ==, 1);
  g_assert_cmpstr (found, ==, "2");
  /* There are no pictures beside them. */
  g_assert_cmpuint (report->problems->len, ==, 2);
  for (guint i = 0; i < report->problems->len; i++)
    g_assert_cmpstr (((const PentimentoLibraryProblem *)report->problems->pdata[i])->code, ==, "missing");
}

static void
test_old_schemas (LibraryFixture *self, gconstpointer data)
{
  g_autofree char *schema = describe_schema (self);
  guint migrated = 0;

  for (int number = 1;; number++)
    {
      g_autofree char *name = g_strdup_printf ("%d.sql", number);
      g_autofree char *path = g_test_build_filename (G_TEST_DIST, "schemas", name, NULL);
      g_autofree char *after = NULL;

      if (!g_file_test (path, G_FILE_TEST_EXISTS))
        break;
      load_schema (self, path);
      library_fixture_reopen (self);
      after = describe_schema (self);
      g_assert_cmpstr (after, ==, schema);
      assert_migrated (self);
      migrated++;
    }
  g_assert_cmpuint (migrated, >=, 10);
}

void
old_schemas_add_tests (void)
{
  library_test ("/gallery/faults/old-schemas", test_old_schemas);
}
