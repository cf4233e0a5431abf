/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <sqlite3.h>

#include "library-fixture.h"
#include "library-listing.h"
#include "pentimento-library-prompts.h"
#include "pentimento-library-tags.h"
#include "pentimento-library-trash.h"

static void
settle (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

/* Lists the prompts that the filter lets through. */
static char *
list (LibraryFixture *self, const PentimentoGalleryFilter *filter, gboolean grouped)
{
  g_autoptr (PentimentoGallery) gallery = pentimento_gallery_new_filtered (self->library, filter, grouped);
  GString *prompts = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (gallery)); i++)
    {
      g_autoptr (PentimentoVersion) version = g_list_model_get_item (G_LIST_MODEL (gallery), i);

      g_string_append_printf (prompts, "%s%s", i > 0 ? "," : "", pentimento_version_get_prompt (version));
    }
  return g_string_free (prompts, FALSE);
}

static void
assert_list (LibraryFixture *self, PentimentoGalleryFilter *filter, gboolean grouped, const char *expected)
{
  g_autofree char *found = list (self, filter, grouped);

  g_assert_cmpstr (found, ==, expected);
}

static void
assert_found (LibraryFixture *self, const char *text, const char *expected)
{
  g_autoptr (PentimentoGalleryFilter) filter = pentimento_gallery_filter_new ();

  filter->text = g_strdup (text);
  assert_list (self, filter, FALSE, expected);
}

static void
test_search (LibraryFixture *self, gconstpointer data)
{
  g_autoptr (PentimentoVersion) a = library_fixture_add (self, 1, NULL, "Café at night", "practice");
  g_autoptr (PentimentoVersion) b = library_fixture_add (self, 2, a, "crème brûlée", "runpod-seedream-v4-edit");
  g_autoptr (PentimentoVersion) c = library_fixture_add (self, 3, b, "夜の街", "practice");

  assert_found (self, "cafe", "Café at night");
  assert_found (self, "CAFÉ nig", "Café at night");
  assert_found (self, "n", "Café at night");
  assert_found (self, "night cafe", "Café at night");
  assert_found (self, "night brulee", "");
  assert_found (self, "Brulee", "crème brûlée");
  assert_found (self, "seedream", "crème brûlée");
  assert_found (self, "夜の", "夜の街");
  assert_found (self, "practice", "夜の街,Café at night");
  assert_found (self, "\"", "夜の街,crème brûlée,Café at night");
  assert_found (self, "\"cafe\" NOT", "");
  assert_found (self, "prompt:cafe", "");
  assert_found (self, "ca* )", "Café at night");

  g_assert_true (pentimento_library_set_title (self->library, pentimento_version_get_id (b), "Dessert", NULL));
  assert_found (self, "dess", "crème brûlée");
  g_assert_true (pentimento_library_set_title (self->library, pentimento_version_get_id (b), NULL, NULL));
  assert_found (self, "dess", "");
}

static void
test_filters (LibraryFixture *self, gconstpointer data)
{
  g_autoptr (PentimentoVersion) a = library_fixture_add (self, 1, NULL, "a", NULL);
  g_autoptr (PentimentoVersion) b = library_fixture_add (self, 2, a, "b", "practice");
  g_autoptr (PentimentoVersion) c = library_fixture_add (self, 3, NULL, "c", "other");
  g_autoptr (PentimentoJobRecord) record = library_fixture_job ("job", "unknown");
  g_autoptr (PentimentoGalleryFilter) made = pentimento_gallery_filter_new ();
  PentimentoGalleryFilter filter = *made;
  const PentimentoGalleryFilter none = filter;

  assert_list (self, &filter, FALSE, "c,b,a");
  assert_list (self, &filter, TRUE, "c,b");
  filter.provider = (char *)"practice";
  assert_list (self, &filter, FALSE, "b");
  filter = none;
  filter.kind = PENTIMENTO_VERSION_OPENED;
  assert_list (self, &filter, FALSE, "c,a");
  assert_list (self, &filter, TRUE, "c,a");
  filter = none;
  filter.since = pentimento_version_get_created (b);
  filter.until = pentimento_version_get_created (c);
  assert_list (self, &filter, FALSE, "b");
  filter = none;
  filter.min_cost = 1;
  assert_list (self, &filter, FALSE, "b");
  filter = none;
  filter.min_pixels = 16 * 8 + 1;
  assert_list (self, &filter, FALSE, "");
  filter.min_pixels--;
  assert_list (self, &filter, FALSE, "c,b,a");

  filter = none;
  filter.starred = PENTIMENTO_GALLERY_WITH;
  assert_list (self, &filter, FALSE, "");
  pentimento_library_set_starred (self->library, pentimento_version_get_id (a), TRUE, NULL);
  assert_list (self, &filter, FALSE, "a");
  filter.starred = PENTIMENTO_GALLERY_WITHOUT;
  assert_list (self, &filter, FALSE, "c,b");
  filter = none;
  filter.rejected = PENTIMENTO_GALLERY_WITHOUT;
  pentimento_library_set_rejected (self->library, pentimento_version_get_id (c), TRUE, NULL);
  assert_list (self, &filter, FALSE, "b,a");

  filter = none;
  filter.region = TRUE;
  assert_list (self, &filter, FALSE, "");
  g_free (
      library_fixture_sql (self->path, "UPDATE version SET recipe = '[{\"operation\":\"paste\"}]' WHERE prompt = 'b'"));
  assert_list (self, &filter, FALSE, "b");

  filter = none;
  filter.unknown = TRUE;
  assert_list (self, &filter, FALSE, "");
  record->picture_id = g_strdup (pentimento_version_get_picture_id (a));
  g_assert_true (pentimento_library_write_job (self->library, record, NULL));
  assert_list (self, &filter, FALSE, "b,a");

  filter = none;
  filter.trashed = TRUE;
  assert_list (self, &filter, FALSE, "");
  pentimento_library_trash (self->library, (const char *[]){ pentimento_version_get_id (b), NULL }, NULL);
  assert_list (self, &filter, FALSE, "b");
  assert_list (self, (PentimentoGalleryFilter *)&none, TRUE, "c,a");
}

/* Words of a tag are found, and its versions listed, until it is taken away; case and accents do not part one tag from another. */
static void
test_tags (LibraryFixture *self, gconstpointer data)
{
  g_autoptr (PentimentoVersion) a = library_fixture_add (self, 1, NULL, "a", NULL);
  g_autoptr (PentimentoVersion) b = library_fixture_add (self, 2, a, "b", "practice");
  g_autoptr (PentimentoVersion) c = library_fixture_add (self, 3, NULL, "c", "other");
  const char *both[] = { pentimento_version_get_id (a), pentimento_version_get_id (c), NULL };
  g_autoptr (PentimentoGalleryFilter) made = pentimento_gallery_filter_new ();
  g_autoptr (PentimentoVersion) tagged = NULL;
  g_autoptr (PentimentoVersion) plain = NULL;
  g_autoptr (GPtrArray) tags = NULL;
  g_autofree char *left = NULL;
  PentimentoGalleryFilter filter = *made;

  g_assert_true (pentimento_library_change_tags (
      self->library, both, (const char *[]){ "  Summer\n “2026”\t", "été", "\x01 ", NULL }, NULL, NULL));
  g_assert_true (pentimento_library_change_tags (self->library, &both[1],
                                                 (const char *[]){ "SUMMER “2026”", "Ältere", NULL },
                                                 (const char *[]){ "ÉTÉ", "été", NULL }, NULL));
  tagged = pentimento_library_get_version (self->library, both[1], NULL);
  g_assert_cmpuint (g_strv_length ((char **)pentimento_version_get_tags (tagged)), ==, 2);
  g_assert_cmpstr (pentimento_version_get_tags (tagged)[0], ==, "Summer “2026”");
  g_assert_cmpstr (pentimento_version_get_tags (tagged)[1], ==, "Ältere");
  assert_found (self, "summ", "c,a");
  assert_found (self, "alter", "c");
  filter.tag = (char *)"summer “2026”";
  assert_list (self, &filter, FALSE, "c,a");
  filter.sort = PENTIMENTO_GALLERY_OLDEST;
  assert_list (self, &filter, FALSE, "a,c");
  filter.text = (char *)"alt";
  assert_list (self, &filter, TRUE, "c");

  pentimento_library_trash (self->library, (const char *[]){ both[0], NULL }, NULL);
  tags = pentimento_library_list_tags (self->library, NULL);
  g_assert_cmpuint (tags->len, ==, 2);
  g_assert_cmpstr (((PentimentoTag *)tags->pdata[0])->tag, ==, "Summer “2026”");
  g_assert_cmpuint (((PentimentoTag *)tags->pdata[0])->count, ==, 1);
  g_assert_true (pentimento_library_change_tags (self->library, both, NULL,
                                                 (const char *[]){ "summer “2026”", "Ältere", "été", NULL }, NULL));
  plain = pentimento_library_get_version (self->library, both[0], NULL);
  g_assert_null (pentimento_version_get_tags (plain)[0]);
  left = library_fixture_sql (self->path, "SELECT count (*) FROM version_tag");
  g_assert_cmpstr (left, ==, "0");
  g_assert_false (
      pentimento_library_change_tags (self->library, (const char *[]){ "stranger", NULL }, NULL, NULL, NULL));
}

static void
test_sorting (LibraryFixture *self, gconstpointer data)
{
  g_autoptr (PentimentoVersion) a = library_fixture_add (self, 1, NULL, "a", NULL);
  g_autoptr (PentimentoVersion) b = library_fixture_add (self, 2, a, "b", "practice");
  g_autoptr (PentimentoVersion) c = library_fixture_add (self, 3, b, "c", "other");
  g_autoptr (PentimentoVersion) d = library_fixture_add (self, 4, NULL, "d", "other");
  g_autoptr (PentimentoGalleryFilter) made = pentimento_gallery_filter_new ();
  g_autoptr (PentimentoGallery) gallery = NULL;
  PentimentoGalleryFilter filter = *made;

  g_free (library_fixture_sql (self->path, "UPDATE version SET width = 100, cost_micros = 7 WHERE prompt = 'b'"));
  g_free (library_fixture_sql (self->path, "UPDATE version SET cost_micros = number % 2 WHERE prompt <> 'b'"));
  filter.sort = PENTIMENTO_GALLERY_OLDEST;
  assert_list (self, &filter, FALSE, "a,b,c,d");
  assert_list (self, &filter, TRUE, "c,d");
  filter.sort = PENTIMENTO_GALLERY_LARGEST;
  assert_list (self, &filter, FALSE, "b,d,c,a");
  filter.sort = PENTIMENTO_GALLERY_DEAREST;
  assert_list (self, &filter, FALSE, "b,c,a,d");

  gallery = pentimento_gallery_new_filtered (self->library, &filter, FALSE);
  pentimento_library_trash (self->library, (const char *[]){ pentimento_version_get_id (c), NULL }, NULL);
  settle ();
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (gallery)), ==, 3);
  g_object_unref (library_fixture_add (self, 5, NULL, "e", "other"));
  settle ();
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (gallery)), ==, 4);
}

static PentimentoGalleryFilter *
every_filter (guint number)
{
  PentimentoGalleryFilter *filter = pentimento_gallery_filter_new ();

  filter->text = number & 1 ? g_strdup ("word") : NULL;
  filter->provider = number & 2 ? g_strdup ("practice") : NULL;
  filter->kind = number & 4 ? PENTIMENTO_VERSION_EDITED : -1;
  filter->since = number & 8 ? 1 : 0;
  filter->starred = number & 16 ? PENTIMENTO_GALLERY_WITH : PENTIMENTO_GALLERY_EITHER;
  filter->rejected = number & 32 ? PENTIMENTO_GALLERY_WITHOUT : PENTIMENTO_GALLERY_EITHER;
  filter->trashed = (number & 64) != 0;
  filter->unknown = (number & 128) != 0;
  filter->tag = number & 512 ? g_strdup ("tag") : NULL;
  filter->region = (number & 1024) != 0;
  filter->sort = number & 2048 ? PENTIMENTO_GALLERY_OLDEST : PENTIMENTO_GALLERY_NEWEST;
  return filter;
}

static gboolean
is_bad_step (const char *step)
{
  return strstr (step, "B-TREE") != NULL
         || g_str_has_prefix (step, "SCAN v") != g_str_has_prefix (step, "SCAN version_text VIRTUAL TABLE INDEX");
}

static char *
explain (LibraryFixture *self, const char *query)
{
  g_autofree char *name = g_build_filename (self->path, "library.db", NULL);
  GString *steps = g_string_new (NULL);
  sqlite3_stmt *statement = NULL;
  sqlite3 *connection = NULL;

  g_assert_cmpint (sqlite3_open (name, &connection), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_prepare_v2 (connection, query, -1, &statement, NULL), ==, SQLITE_OK);
  while (sqlite3_step (statement) == SQLITE_ROW)
    g_string_append (steps, (const char *)sqlite3_column_text (statement, 3));
  sqlite3_finalize (statement);
  sqlite3_close (connection);
  return g_string_free (steps, FALSE);
}

/* By size or cost SQLite goes along the index of that, too, and goes on in it where the page ended. */
static void
test_sorted_plans (LibraryFixture *self, gconstpointer data)
{
  const char *const plans[]
      = { "SEARCH v USING INDEX version_pixels (<expr><?)", "SEARCH v USING INDEX version_cost (cost_micros<?)" };
  g_autoptr (PentimentoGalleryFilter) filter = pentimento_gallery_filter_new ();

  for (guint i = 0; i < G_N_ELEMENTS (plans); i++)
    {
      g_autofree char *sql = NULL;
      g_autofree char *query = NULL;
      g_autofree char *steps = NULL;

      filter->sort = PENTIMENTO_GALLERY_LARGEST + i;
      sql = library_listing_to_sql (filter, FALSE);
      query = g_strconcat ("EXPLAIN QUERY PLAN ", sql, NULL);
      steps = explain (self, query);
      g_assert_cmpstr (steps, ==, plans[i]);
    }
}

/* Whatever is asked for, SQLite reads along an index and sorts nothing. */
static void
test_plans (LibraryFixture *self, gconstpointer data)
{
  g_autofree char *name = g_build_filename (self->path, "library.db", NULL);
  sqlite3 *connection = NULL;

  g_assert_cmpint (sqlite3_open (name, &connection), ==, SQLITE_OK);
  for (guint number = 0; number < 4096; number++)
    {
      g_autoptr (PentimentoGalleryFilter) filter = every_filter (number);
      g_autofree char *sql = library_listing_to_sql (filter, number & 256);
      g_autofree char *explain = g_strconcat ("EXPLAIN QUERY PLAN ", sql, NULL);
      sqlite3_stmt *statement = NULL;

      g_assert_cmpint (sqlite3_prepare_v2 (connection, explain, -1, &statement, NULL), ==, SQLITE_OK);
      while (sqlite3_step (statement) == SQLITE_ROW)
        {
          const char *step = (const char *)sqlite3_column_text (statement, 3);

          if (is_bad_step (step))
            g_error ("%s: %s", sql, step);
        }
      sqlite3_finalize (statement);
    }
  sqlite3_close (connection);
}

/* More than two pages and a chunk: the same in parts as at once, and no more of it in memory than is looked at. */
static void
test_pages (LibraryFixture *self, gconstpointer data)
{
  g_autoptr (PentimentoVersion) root = library_fixture_add (self, 1, NULL, "root", NULL);
  g_autoptr (PentimentoGallery) gallery = NULL;
  GListModel *model;
  g_autofree char *sql = g_strdup_printf (
      "WITH RECURSIVE n (i) AS (SELECT 2 UNION ALL SELECT i + 1 FROM n WHERE i < 5000) INSERT INTO version "
      "(number, id, picture_id, kind, created, sha256, media_type, width, height, position, prompt, seed, cost_micros, "
      "cost_currency, cost_kind) "
      "SELECT i, 'v' || i, '%s', 'opened', i, '%s', 'image/png', 1, 1, 0, 'row ' || i, -1, 0, '', 'unknown' FROM n",
      pentimento_version_get_picture_id (root), pentimento_version_get_sha256 (root));

  g_free (library_fixture_sql (self->path, sql));
  gallery = pentimento_gallery_new (self->library);
  model = G_LIST_MODEL (gallery);
  g_assert_cmpuint (g_list_model_get_n_items (model), ==, 200);
  settle ();
  g_assert_cmpuint (g_list_model_get_n_items (model), ==, 5000);
  for (guint i = 0; i < 5000; i++)
    {
      g_autoptr (PentimentoVersion) version = g_list_model_get_item (model, i);

      g_assert_cmpint (pentimento_version_get_number (version), ==, 5000 - i);
    }
  pentimento_library_trash (self->library, (const char *[]){ "v3000", NULL }, NULL);
  settle ();
  g_assert_cmpuint (g_list_model_get_n_items (model), ==, 4999);
  pentimento_gallery_set_filter (gallery, NULL, TRUE);
  g_assert_cmpuint (g_list_model_get_n_items (model), ==, 1);
}

/* A copy that is kept by what the model tells stays the same as the model. */
static void
mirror (GListModel *model, guint position, guint removed, guint added, GPtrArray *copy)
{
  if (removed > 0)
    g_ptr_array_remove_range (copy, position, removed);
  for (guint i = 0; i < added; i++)
    g_ptr_array_insert (copy, position + i, g_list_model_get_item (model, position + i));
}

static void
assert_mirrored (GListModel *model, GPtrArray *copy, guint length)
{
  settle ();
  g_assert_cmpuint (g_list_model_get_n_items (model), ==, length);
  g_assert_cmpuint (copy->len, ==, length);
  for (guint i = 0; i < length; i++)
    {
      g_autoptr (PentimentoVersion) version = g_list_model_get_item (model, i);

      g_assert_true (version == copy->pdata[i]);
    }
}

static void
test_follow (LibraryFixture *self, gconstpointer data)
{
  gboolean grouped = GPOINTER_TO_INT (data);
  g_autoptr (PentimentoGallery) gallery = pentimento_gallery_new_filtered (self->library, NULL, grouped);
  GListModel *model = G_LIST_MODEL (gallery);
  g_autoptr (GPtrArray) copy = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (PentimentoVersion) a = NULL;
  g_autoptr (PentimentoVersion) b = NULL;
  g_autoptr (PentimentoVersion) c = NULL;

  g_signal_connect (model, "items-changed", G_CALLBACK (mirror), copy);
  a = library_fixture_add (self, 1, NULL, "a", NULL);
  assert_mirrored (model, copy, 1);
  b = library_fixture_add (self, 2, a, "b", NULL);
  c = library_fixture_add (self, 3, NULL, "c", NULL);
  assert_mirrored (model, copy, grouped ? 2 : 3);
  pentimento_library_set_starred (self->library, pentimento_version_get_id (b), TRUE, NULL);
  assert_mirrored (model, copy, grouped ? 2 : 3);
  g_assert_true (pentimento_version_get_starred (copy->pdata[1]));
  pentimento_library_trash (self->library, (const char *[]){ pentimento_version_get_id (b), NULL }, NULL);
  assert_mirrored (model, copy, 2);
  g_assert_cmpstr (pentimento_version_get_prompt (copy->pdata[1]), ==, "a");
  pentimento_library_restore (self->library, (const char *[]){ pentimento_version_get_id (b), NULL }, NULL);
  assert_mirrored (model, copy, grouped ? 2 : 3);
  g_assert_cmpstr (pentimento_version_get_prompt (copy->pdata[1]), ==, "b");
  pentimento_library_trash (self->library, (const char *[]){ pentimento_version_get_id (c), NULL }, NULL);
  pentimento_library_empty_trash (self->library, TRUE, NULL, NULL);
  assert_mirrored (model, copy, grouped ? 1 : 2);
  g_object_unref (library_fixture_add (self, 4, NULL, "d", NULL));
  assert_mirrored (model, copy, grouped ? 2 : 3);
}

#define follow_test(path, grouped)                                                                                     \
  g_test_add (path, LibraryFixture, GINT_TO_POINTER (grouped), library_fixture_set_up, test_follow,                    \
              library_fixture_tear_down)

/* The prompts found, newest first, with lines between them. */
static char *
list_prompts (LibraryFixture *self, const char *search, guint most)
{
  g_autoptr (GListModel) found = pentimento_library_list_prompts (self->library, search, most, NULL);
  g_autoptr (GString) prompts = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (found); i++)
    {
      g_autoptr (PentimentoVersion) version = g_list_model_get_item (found, i);

      g_string_append_printf (prompts, "%s%s", i > 0 ? "|" : "", pentimento_version_get_prompt (version));
    }
  return g_string_free (g_steal_pointer (&prompts), FALSE);
}

#define assert_prompts(self, search, most, expected)                                                                   \
  G_STMT_START                                                                                                         \
  {                                                                                                                    \
    g_autofree char *found = list_prompts (self, search, most);                                                        \
                                                                                                                       \
    g_assert_cmpstr (found, ==, expected);                                                                             \
  }                                                                                                                    \
  G_STMT_END

static void
test_prompts (LibraryFixture *self, gconstpointer data)
{
  g_autoptr (PentimentoVersion) root = library_fixture_add (self, 1, NULL, NULL, NULL);
  g_autoptr (PentimentoVersion) first = library_fixture_add (self, 2, root, "warmer light", "practice");
  g_autoptr (PentimentoVersion) second = library_fixture_add (self, 3, first, "a crème coat", "practice");
  g_autoptr (PentimentoVersion) third = library_fixture_add (self, 4, second, " warmer light\n", "runpod");
  g_autoptr (PentimentoVersion) blank = library_fixture_add (self, 5, third, "  ", "practice");
  g_autoptr (PentimentoVersion) fourth = NULL;
  g_autofree char *versions = NULL;

  assert_prompts (self, NULL, 10, " warmer light\n|a crème coat");
  assert_prompts (self, "", 1, " warmer light\n");
  assert_prompts (self, "crem", 10, "a crème coat");
  assert_prompts (self, "light wa", 10, " warmer light\n");
  /* The provider is not the prompt. */
  assert_prompts (self, "practice", 10, "");
  assert_prompts (self, "\"( OR", 10, "");

  g_assert_true (pentimento_library_hide_prompt (self->library, "warmer light", NULL));
  assert_prompts (self, NULL, 10, "a crème coat");
  assert_prompts (self, "warmer", 10, "");
  versions = library_fixture_sql (self->path, "SELECT count (*) FROM version");
  g_assert_cmpstr (versions, ==, "5");
  fourth = library_fixture_add (self, 6, third, "warmer light", "practice");
  assert_prompts (self, NULL, 10, "warmer light|a crème coat");
}

static void
test_templates (LibraryFixture *self, gconstpointer data)
{
  const char *const names[] = { "one", "two", NULL };
  const char *const contents[] = { "{\"n\":1}", "{\"n\":2}", NULL };
  const char *const broken[] = { "{}", "no JSON", NULL };
  g_autoptr (GPtrArray) templates = NULL;
  g_autoptr (GPtrArray) left = NULL;
  g_autoptr (GError) missing = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (pentimento_library_write_templates (self->library, names, contents, NULL, NULL));
  library_fixture_reopen (self);
  templates = pentimento_library_list_templates (self->library, NULL);
  g_assert_cmpuint (templates->len, ==, 2);
  g_assert_cmpstr (templates->pdata[1], ==, contents[1]);

  /* All or nothing. */
  g_assert_false (pentimento_library_write_templates (self->library, names, broken, NULL, &error));
  g_assert_nonnull (error);
  g_assert_false (pentimento_library_write_templates (self->library, names, contents, "three", &missing));
  g_assert_error (missing, PENTIMENTO_LIBRARY_ERROR, PENTIMENTO_LIBRARY_ERROR_MISSING);
  g_assert_true (pentimento_library_remove_template (self->library, "two", NULL));
  g_assert_false (pentimento_library_remove_template (self->library, "two", NULL));
  left = pentimento_library_list_templates (self->library, NULL);
  g_assert_cmpuint (left->len, ==, 1);
  g_assert_cmpstr (left->pdata[0], ==, contents[0]);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  library_test ("/gallery/listing/search", test_search);
  library_test ("/gallery/listing/filters", test_filters);
  library_test ("/gallery/listing/tags", test_tags);
  library_test ("/gallery/listing/sorting", test_sorting);
  library_test ("/gallery/listing/plans", test_plans);
  library_test ("/gallery/listing/sorted-plans", test_sorted_plans);
  library_test ("/gallery/listing/pages", test_pages);
  follow_test ("/gallery/listing/follow", FALSE);
  follow_test ("/gallery/listing/follow-grouped", TRUE);
  library_test ("/gallery/listing/prompts", test_prompts);
  library_test ("/gallery/listing/templates", test_templates);
  return g_test_run ();
}
