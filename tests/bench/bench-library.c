/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a library of 50,000 versions of 5,000 pictures costs: opening it, searching while typing, adding to it; its check against sha256sum, and a backup against cp. */

#include <sqlite3.h>

#include "library-fixture.h"
#include "library-objects.h"
#include "pentimento-library-backup.h"
#include "pentimento-library-check.h"
#include "pentimento-library-prompts.h"

#define MANY 50000
#define FEW 500
#define EACH 10 /* versions of a picture */
#define OPENINGS 31
#define ADDED 60
#define PROMPTS 50 /* how many the list of them shows */
#define VISIBLE 40 /* thumbnails that a window shows */
#define FILES 160
#define FILE_SIZE (2 * 1024 * 1024)

static const char *const words[] = {
  "warm",   "light",  "portrait", "garden",  "night",  "crème",  "street", "snow",      "replace", "background",
  "colour", "remove", "person",   "jacket",  "window", "sketch", "photo",  "lettering", "add",     "style",
  "soft",   "shadow", "mountain", "evening", "blue",   "green",  "wooden", "table",     "room",    "sofa",
};

static const char *const typed[] = { "portrait", "warm light", "background night", "crem", "sofa", "row 77", "zzz" };

static int
compare (gconstpointer a, gconstpointer b)
{
  const double *one = a, *other = b;

  return (*one > *other) - (*one < *other);
}

static double
quantile (GArray *times, double share)
{
  g_array_sort (times, compare);
  return g_array_index (times, double, (guint)(share * (times->len - 1)));
}

static void
execute (sqlite3 *connection, const char *sql)
{
  if (sqlite3_exec (connection, sql, NULL, NULL, NULL) != SQLITE_OK)
    g_error ("%s: %s", sql, sqlite3_errmsg (connection));
}

static void
add_row (sqlite3_stmt *statement, guint number, const char *sha256, GRand *random)
{
  g_autoptr (GString) prompt = g_string_new ("row");
  g_autofree char *id = g_strdup_printf ("v%u", number);
  g_autofree char *picture = g_strdup_printf ("p%u", number / EACH);
  g_autofree char *parent = number % EACH > 0 ? g_strdup_printf ("v%u", number - 1) : NULL;

  g_string_append_printf (prompt, " %u", number);
  for (guint i = 0; i < 12; i++)
    g_string_append_printf (prompt, " %s", words[g_rand_int_range (random, 0, G_N_ELEMENTS (words))]);
  sqlite3_bind_text (statement, 1, id, -1, SQLITE_TRANSIENT);
  sqlite3_bind_text (statement, 2, picture, -1, SQLITE_TRANSIENT);
  sqlite3_bind_text (statement, 3, parent, -1, SQLITE_TRANSIENT);
  sqlite3_bind_text (statement, 4, sha256, -1, SQLITE_TRANSIENT);
  sqlite3_bind_text (statement, 5, prompt->str, -1, SQLITE_TRANSIENT);
  sqlite3_step (statement);
  if (sqlite3_reset (statement) != SQLITE_OK)
    g_error ("%s", sqlite3_errmsg (sqlite3_db_handle (statement)));
}

static void
fill (LibraryFixture *self, guint versions)
{
  g_autoptr (PentimentoImage) image = library_fixture_image (1);
  g_autofree char *name = g_build_filename (self->path, "library.db", NULL);
  g_autoptr (GRand) random = g_rand_new_with_seed (1);
  sqlite3_stmt *statement = NULL;
  sqlite3 *connection = NULL;

  g_assert_true (pentimento_library_store_image (self->library, image, NULL));
  g_clear_object (&self->library);
  g_assert_cmpint (sqlite3_open (name, &connection), ==, SQLITE_OK);
  execute (connection, "PRAGMA synchronous = OFF; BEGIN; "
                       "WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 5000) "
                       "INSERT INTO picture (id, created) SELECT 'p' || i, i FROM n");
  if (sqlite3_prepare_v2 (connection,
                          "INSERT INTO version (id, picture_id, parent_id, kind, created, sha256, media_type, width, "
                          "height, position, prompt, provider, seed, cost_micros, cost_currency, cost_kind) VALUES "
                          "(?, ?, ?, 'edited', 1, ?, 'image/png', 16, 8, 0, ?, 'practice', -1, 0, 'USD', 'free')",
                          -1, &statement, NULL)
      != SQLITE_OK)
    g_error ("%s", sqlite3_errmsg (connection));
  for (guint i = 0; i < versions; i++)
    add_row (statement, i, pentimento_image_get_sha256 (image), random);
  sqlite3_finalize (statement);
  execute (connection,
           "DELETE FROM picture WHERE id NOT IN (SELECT picture_id FROM version); UPDATE picture SET current_id = "
           "(SELECT id FROM version WHERE picture_id = picture.id ORDER BY number DESC LIMIT 1); "
           "COMMIT; PRAGMA wal_checkpoint (TRUNCATE)");
  sqlite3_close (connection);
}

static void
look (PentimentoGallery *gallery)
{
  for (guint i = 0; i < MIN (VISIBLE, g_list_model_get_n_items (G_LIST_MODEL (gallery))); i++)
    g_object_unref (g_list_model_get_item (G_LIST_MODEL (gallery), i));
}

static void
time_opening (LibraryFixture *self, GArray *times)
{
  gint64 start = g_get_monotonic_time ();
  g_autoptr (PentimentoLibrary) library = pentimento_library_open (self->folder, NULL);
  g_autoptr (PentimentoGallery) gallery = pentimento_gallery_new (library);
  double passed;

  look (gallery);
  passed = (g_get_monotonic_time () - start) / 1000.0;
  g_array_append_val (times, passed);
}

/* Each letter is a search of its own, up to what a window shows of it. */
static void
time_typing (LibraryFixture *self, GArray *times)
{
  g_autoptr (PentimentoLibrary) library = pentimento_library_open (self->folder, NULL);
  g_autoptr (PentimentoGallery) gallery = pentimento_gallery_new (library);

  for (guint i = 0; i < G_N_ELEMENTS (typed); i++)
    for (guint length = 1; length <= strlen (typed[i]); length++)
      {
        g_autoptr (PentimentoGalleryFilter) filter = pentimento_gallery_filter_new ();
        gint64 start = g_get_monotonic_time ();
        double passed;

        filter->text = g_strndup (typed[i], length);
        pentimento_gallery_set_filter (gallery, filter, FALSE);
        look (gallery);
        passed = (g_get_monotonic_time () - start) / 1000.0;
        g_array_append_val (times, passed);
      }
}

/* As the list of prompts does: the newest ones, then each letter of a search. */
static void
time_prompts (LibraryFixture *self, GArray *times)
{
  g_autoptr (PentimentoLibrary) library = pentimento_library_open (self->folder, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (typed); i++)
    for (guint length = 0; length <= strlen (typed[i]); length++)
      {
        g_autofree char *search = g_strndup (typed[i], length);
        gint64 start = g_get_monotonic_time ();
        g_autoptr (GListModel) prompts = pentimento_library_list_prompts (library, search, PROMPTS, NULL);
        double passed = (g_get_monotonic_time () - start) / 1000.0;

        g_assert_nonnull (prompts);
        g_array_append_val (times, passed);
      }
}

/* The worst there is for a list without doubles. */
static void
make_all_prompts_one (LibraryFixture *self)
{
  g_free (library_fixture_sql (self->path, "UPDATE version SET prompt = 'warm portrait'"));
}

static void
time_adding (LibraryFixture *self, GArray *times)
{
  g_autoptr (PentimentoLibrary) library = pentimento_library_open (self->folder, NULL);
  g_autoptr (PentimentoImage) image = library_fixture_image (1);

  for (guint i = 0; i < ADDED; i++)
    {
      g_autofree char *id = g_uuid_string_random ();
      g_autoptr (PentimentoVersion) version = g_object_new (
          PENTIMENTO_TYPE_VERSION, "id", id, "picture-id", id, "sha256", pentimento_image_get_sha256 (image),
          "media-type", "image/png", "width", 16, "height", 8, "prompt", "warm light in the garden at night", NULL);
      g_autoptr (GListModel) versions = library_fixture_list (version, NULL);
      gint64 start = g_get_monotonic_time ();
      double passed;

      g_assert_true (pentimento_library_add_versions (library, versions, NULL));
      passed = (g_get_monotonic_time () - start) / 1000.0;
      g_array_append_val (times, passed);
    }
}

static void
compare_libraries (const char *what,
                   void (*measure) (LibraryFixture *self, GArray *times),
                   guint rounds,
                   double share,
                   LibraryFixture *small,
                   LibraryFixture *large,
                   double target)
{
  g_autoptr (GArray) few = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GArray) many = g_array_new (FALSE, FALSE, sizeof (double));
  double one, other;

  for (guint i = 0; i < rounds; i++)
    {
      measure (small, few);
      measure (large, many);
    }
  one = quantile (few, share);
  other = quantile (many, share);
  g_print ("%-44s %8.2f ms %8.2f ms  × %.2f (target %.1f)\n", what, one, other, other / one, target);
}

static void
add_files (LibraryFixture *self)
{
  for (guint i = 0; i < FILES; i++)
    {
      g_autofree guint32 *noise = g_malloc (FILE_SIZE);
      g_autofree char *sha256 = NULL, *sql = NULL;
      g_autoptr (GBytes) bytes = NULL;

      for (guint j = 0; j < FILE_SIZE / sizeof *noise; j++)
        noise[j] = g_random_int ();
      bytes = g_bytes_new_take (g_steal_pointer (&noise), FILE_SIZE);
      sha256 = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes);
      sql = g_strdup_printf ("INSERT INTO object VALUES ('%s', 'image/png', 'png', %d, 1)", sha256, FILE_SIZE);
      g_assert_true (library_objects_write (self->path, sha256, "png", bytes, NULL));
      g_free (library_fixture_sql (self->path, sql));
    }
}

static double
time_check (LibraryFixture *self)
{
  gint64 start = g_get_monotonic_time ();
  g_autoptr (PentimentoLibraryReport) report = pentimento_library_check (self->library, NULL, NULL);

  g_assert_cmpuint (report->problems->len, ==, 0);
  return (g_get_monotonic_time () - start) / 1000.0;
}

static double
time_sha256sum (LibraryFixture *self)
{
  g_autofree char *objects = g_build_filename (self->path, "objects", NULL);
  g_autofree char *command = g_strdup_printf ("find '%s' -type f -print0 | xargs -0 sha256sum > /dev/null", objects);
  const char *arguments[] = { "sh", "-c", command, NULL };
  gint64 start = g_get_monotonic_time ();

  g_assert_true (
      g_spawn_sync (NULL, (char **)arguments, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, NULL, NULL));
  return (g_get_monotonic_time () - start) / 1000.0;
}

static double
time_copy (LibraryFixture *self)
{
  g_autofree char *command = g_strdup_printf ("cp -r '%s' '%s.copy' && sync -f '%s.copy' && rm -r '%s.copy'",
                                              self->path, self->path, self->path, self->path);
  const char *arguments[] = { "sh", "-c", command, NULL };
  gint64 start = g_get_monotonic_time ();

  g_assert_true (
      g_spawn_sync (NULL, (char **)arguments, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, NULL, NULL));
  return (g_get_monotonic_time () - start) / 1000.0;
}

static double
time_backup (LibraryFixture *self)
{
  g_autofree char *path = g_strconcat (self->path, ".zip", NULL);
  g_autoptr (GFile) target = g_file_new_for_path (path);
  gint64 start = g_get_monotonic_time ();
  g_autoptr (PentimentoLibraryReport) report
      = pentimento_library_backup (self->library, target, TRUE, NULL, NULL, NULL, NULL);

  g_assert_nonnull (report);
  return (g_get_monotonic_time () - start) / 1000.0;
}

static void
compare_files (const char *what,
               LibraryFixture *self,
               double (*measure) (LibraryFixture *self),
               double (*compare_with) (LibraryFixture *self),
               const char *target)
{
  g_autoptr (GArray) ours = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GArray) theirs = g_array_new (FALSE, FALSE, sizeof (double));
  double one, other;

  library_fixture_reopen (self);
  for (guint i = 0; i < 5; i++)
    {
      double mine = measure (self), plain = compare_with (self);

      g_array_append_val (ours, mine);
      g_array_append_val (theirs, plain);
    }
  one = quantile (theirs, 0.5);
  other = quantile (ours, 0.5);
  g_print ("%-44s %8.2f ms %8.2f ms  × %.2f%s\n", what, one, other, other / one, target);
}

int
main (void)
{
  LibraryFixture empty = { 0 }, few = { 0 }, many = { 0 };

  library_fixture_set_up (&empty, NULL);
  library_fixture_set_up (&few, NULL);
  library_fixture_set_up (&many, NULL);
  fill (&empty, 0);
  fill (&few, FEW);
  fill (&many, MANY);
  compare_libraries ("open to first page, 0 and 50,000, median", time_opening, OPENINGS, 0.5, &empty, &many, 1.3);
  compare_libraries ("search while typing, 500 and 50,000, p95", time_typing, 9, 0.95, &few, &many, 3);
  compare_libraries ("the same, median", time_typing, 9, 0.5, &few, &many, 3);
  compare_libraries ("search in prompts used, 500 and 50,000, p95", time_prompts, 3, 0.95, &few, &many, 3);
  compare_libraries ("add one version, 500 and 50,000, median", time_adding, 5, 0.5, &few, &many, 1.2);
  add_files (&few);
  compare_files ("sha256sum and check, 320 MiB, 500 versions", &few, time_check, time_sha256sum, " (target 1.2)");
  compare_files ("cp with sync and backup, the same", &few, time_backup, time_copy, "");
  add_files (&many);
  compare_files ("sha256sum and check, 320 MiB, 50,000 versions", &many, time_check, time_sha256sum, " (target 1.2)");
  compare_files ("cp with sync and backup, the same", &many, time_backup, time_copy, "");
  make_all_prompts_one (&few);
  make_all_prompts_one (&many);
  compare_libraries ("the same, all prompts the same, p95", time_prompts, 3, 0.95, &few, &many, 3);
  library_fixture_tear_down (&empty, NULL);
  library_fixture_tear_down (&few, NULL);
  library_fixture_tear_down (&many, NULL);
  return 0;
}
