/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "library-fixture.h"
#include "pentimento-library-trash.h"

static const char *
id_of (PentimentoVersion *version)
{
  return pentimento_version_get_id (version);
}

static void
trash (LibraryFixture *self, PentimentoVersion *version)
{
  g_autoptr (GError) error = NULL;

  pentimento_library_trash (self->library, (const char *[]){ id_of (version), NULL }, &error);
  g_assert_no_error (error);
}

static PentimentoTrashReport
empty (LibraryFixture *self, gboolean with_paid)
{
  PentimentoTrashReport report = { 0 };
  g_autoptr (GError) error = NULL;

  pentimento_library_empty_trash (self->library, with_paid, &report, &error);
  g_assert_no_error (error);
  return report;
}

static guint
collect (LibraryFixture *self)
{
  g_autoptr (GError) error = NULL;
  guint removed = 0;

  pentimento_library_collect (self->library, -G_TIME_SPAN_SECOND, &removed, NULL, &error);
  g_assert_no_error (error);
  return removed;
}

static gboolean
has_file (LibraryFixture *self, PentimentoVersion *version)
{
  g_autoptr (GFile) file = pentimento_library_get_object (self->library, pentimento_version_get_sha256 (version), NULL);

  return file != NULL;
}

static void
assert_parent (LibraryFixture *self, PentimentoVersion *version, PentimentoVersion *parent)
{
  g_autoptr (PentimentoVersion) found = pentimento_library_get_version (self->library, id_of (version), NULL);

  g_assert_nonnull (found);
  g_assert_cmpstr (pentimento_version_get_parent_id (found), ==, parent != NULL ? id_of (parent) : NULL);
}

static void
assert_gone (LibraryFixture *self, PentimentoVersion *version)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PentimentoVersion) found = pentimento_library_get_version (self->library, id_of (version), &error);

  g_assert_error (error, PENTIMENTO_LIBRARY_ERROR, PENTIMENTO_LIBRARY_ERROR_MISSING);
}

static void
assert_whole (LibraryFixture *self)
{
  g_autofree char *keys = library_fixture_sql (self->path, "SELECT count (*) FROM pragma_foreign_key_check");
  g_autofree char *text
      = library_fixture_sql (self->path, "INSERT INTO version_text (version_text, rank) VALUES ('integrity-check', 1)");

  g_assert_cmpstr (keys, ==, "0");
  g_assert_null (text);
}

static void
test_marks (LibraryFixture *self, gconstpointer data)
{
  g_autoptr (PentimentoVersion) version = library_fixture_add (self, 1, NULL, NULL, NULL);
  g_autoptr (PentimentoVersion) marked = NULL;
  g_autoptr (PentimentoVersion) plain = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (pentimento_library_set_title (self->library, id_of (version), "The “best”", NULL));
  g_assert_true (pentimento_library_set_starred (self->library, id_of (version), TRUE, NULL));
  g_assert_true (pentimento_library_set_rejected (self->library, id_of (version), TRUE, NULL));
  marked = pentimento_library_get_version (self->library, id_of (version), NULL);
  g_assert_cmpstr (pentimento_version_get_title (marked), ==, "The “best”");
  g_assert_true (pentimento_version_get_starred (marked));
  g_assert_true (pentimento_version_get_rejected (marked));
  g_assert_true (pentimento_library_set_title (self->library, id_of (version), "", NULL));
  g_assert_true (pentimento_library_set_starred (self->library, id_of (version), FALSE, NULL));
  plain = pentimento_library_get_version (self->library, id_of (version), NULL);
  g_assert_null (pentimento_version_get_title (plain));
  g_assert_false (pentimento_version_get_starred (plain));
  g_assert_false (pentimento_library_set_starred (self->library, "stranger", TRUE, &error));
  g_assert_error (error, PENTIMENTO_LIBRARY_ERROR, PENTIMENTO_LIBRARY_ERROR_MISSING);
  assert_whole (self);
}

static void
test_restore (LibraryFixture *self, gconstpointer data)
{
  g_autoptr (PentimentoVersion) root = library_fixture_add (self, 1, NULL, NULL, NULL);
  g_autoptr (PentimentoVersion) child = library_fixture_add (self, 2, root, "warmer", "practice");
  g_autoptr (GListModel) trashed = NULL;
  g_autoptr (GListModel) history = NULL;
  g_autoptr (GListModel) restored = NULL;

  g_assert_true (pentimento_library_trash_picture (self->library, pentimento_version_get_picture_id (root), NULL));
  trashed = pentimento_library_list_versions (self->library, NULL, NULL);
  g_assert_cmpuint (g_list_model_get_n_items (trashed), ==, 0);
  history = pentimento_library_list_versions (self->library, pentimento_version_get_picture_id (root), NULL);
  g_assert_cmpuint (g_list_model_get_n_items (history), ==, 2);
  g_assert_cmpuint (collect (self), ==, 0);

  g_assert_true (pentimento_library_restore_picture (self->library, pentimento_version_get_picture_id (root), NULL));
  restored = pentimento_library_list_versions (self->library, NULL, NULL);
  g_assert_cmpuint (g_list_model_get_n_items (restored), ==, 2);
  g_assert_cmpuint (empty (self, TRUE).removed, ==, 0);
  assert_parent (self, child, root);
}

/* root ─ first ─ second ─ third, of which the root and the two in the middle go: what stays moves up. */
static void
test_empty (LibraryFixture *self, gconstpointer data)
{
  g_autoptr (PentimentoVersion) root = library_fixture_add (self, 1, NULL, NULL, NULL);
  g_autoptr (PentimentoVersion) first = library_fixture_add (self, 2, root, "one", "practice");
  g_autoptr (PentimentoVersion) second = library_fixture_add (self, 3, first, "two", "practice");
  g_autoptr (PentimentoVersion) third = library_fixture_add (self, 4, second, "three", "practice");
  g_autoptr (PentimentoVersion) late = NULL;
  PentimentoTrashReport report;
  g_autofree char *current = NULL;

  trash (self, first);
  trash (self, second);
  report = empty (self, FALSE);
  g_assert_cmpuint (report.removed, ==, 0);
  g_assert_cmpuint (report.paid, ==, 2);
  assert_parent (self, third, second);

  g_assert_cmpuint (empty (self, TRUE).removed, ==, 2);
  assert_gone (self, first);
  assert_parent (self, third, root);
  g_assert_cmpuint (collect (self), ==, 2);
  g_assert_false (has_file (self, first));
  g_assert_true (has_file (self, root) && has_file (self, third));

  /* What was on its way from one that is gone finds its place. */
  late = library_fixture_add (self, 5, second, "late", "practice");
  assert_parent (self, late, root);
  trash (self, late);
  trash (self, root);
  empty (self, TRUE);
  assert_parent (self, third, NULL);
  current = pentimento_library_get_current (self->library, pentimento_version_get_picture_id (root), NULL);
  g_assert_cmpstr (current, ==, id_of (third));
  trash (self, third);
  empty (self, TRUE);
  g_assert_cmpuint (collect (self), ==, 3);
  g_assert_null (pentimento_library_get_current (self->library, pentimento_version_get_picture_id (root), NULL));
  assert_whole (self);
}

/* What was practised, and reported to cost nothing, was not paid for. */
static void
test_practised (LibraryFixture *self, gconstpointer data)
{
  g_autoptr (PentimentoVersion) root = library_fixture_add (self, 1, NULL, NULL, NULL);
  g_autoptr (PentimentoVersion) child = library_fixture_add (self, 2, root, "one", "practice");

  g_free (library_fixture_sql (self->path, "UPDATE version SET cost_kind = 'reported', cost_micros = 0"));
  trash (self, child);
  g_assert_cmpuint (empty (self, FALSE).removed, ==, 1);
  assert_gone (self, child);
}

/* What a job that has not ended starts from stays, and what it names. */
static void
test_needed (LibraryFixture *self, gconstpointer data)
{
  g_autoptr (PentimentoVersion) root = library_fixture_add (self, 1, NULL, NULL, NULL);
  g_autoptr (PentimentoVersion) other = library_fixture_add (self, 2, NULL, NULL, NULL);
  g_autoptr (PentimentoJobRecord) record = library_fixture_job ("job", "submitted");
  PentimentoTrashReport report;

  record->parent_id = g_strdup (id_of (root));
  record->references = g_strdupv ((char *[]){ (char *)pentimento_version_get_sha256 (other), NULL });
  g_assert_true (pentimento_library_write_job (self->library, record, NULL));
  trash (self, root);
  trash (self, other);
  report = empty (self, TRUE);
  g_assert_cmpuint (report.removed, ==, 1);
  g_assert_cmpuint (report.needed, ==, 1);
  assert_parent (self, root, NULL);
  g_assert_cmpuint (collect (self), ==, 0);

  g_free (record->state);
  record->state = g_strdup ("done");
  g_assert_true (pentimento_library_write_job (self->library, record, NULL));
  g_assert_cmpuint (empty (self, TRUE).removed, ==, 1);
  g_assert_cmpuint (collect (self), ==, 2);
}

/* A picture that is the reference of a version, or in a batch, stays when its own version goes. */
static void
test_referred (LibraryFixture *self, gconstpointer data)
{
  g_autoptr (PentimentoVersion) root = library_fixture_add (self, 1, NULL, NULL, NULL);
  g_autoptr (PentimentoVersion) other = library_fixture_add (self, 2, NULL, NULL, NULL);
  g_autofree char *sql = g_strdup_printf ("INSERT INTO version_reference VALUES ('%s', 0, '%s')", id_of (root),
                                          pentimento_version_get_sha256 (other));

  g_free (library_fixture_sql (self->path, sql));
  trash (self, other);
  g_assert_cmpuint (empty (self, TRUE).removed, ==, 1);
  g_assert_cmpuint (collect (self), ==, 0);
  g_assert_true (has_file (self, other));
  trash (self, root);
  empty (self, TRUE);
  g_assert_cmpuint (collect (self), ==, 2);
}

/* A file that nothing refers to has a day; one that is stored again has another. */
static void
test_grace (LibraryFixture *self, gconstpointer data)
{
  g_autoptr (PentimentoImage) image = library_fixture_image (1);
  g_autofree char *fresh = NULL;
  guint removed = 1;

  g_assert_true (pentimento_library_store_image (self->library, image, NULL));
  g_assert_true (pentimento_library_collect (self->library, G_TIME_SPAN_DAY, &removed, NULL, NULL));
  g_assert_cmpuint (removed, ==, 0);
  g_free (library_fixture_sql (self->path, "UPDATE object SET created = 1"));
  g_assert_true (pentimento_library_store_image (self->library, image, NULL));
  fresh = library_fixture_sql (self->path, "SELECT created > 1 FROM object");
  g_assert_cmpstr (fresh, ==, "1");
  g_assert_true (pentimento_library_collect (self->library, G_TIME_SPAN_DAY, &removed, NULL, NULL));
  g_assert_cmpuint (removed, ==, 0);
  g_assert_cmpuint (collect (self), ==, 1);
  g_assert_true (pentimento_library_store_image (self->library, image, NULL));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  library_test ("/gallery/trash/marks", test_marks);
  library_test ("/gallery/trash/restore", test_restore);
  library_test ("/gallery/trash/empty", test_empty);
  library_test ("/gallery/trash/practised", test_practised);
  library_test ("/gallery/trash/needed", test_needed);
  library_test ("/gallery/trash/referred", test_referred);
  library_test ("/gallery/trash/grace", test_grace);
  return g_test_run ();
}
