/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "document-fixture.h"
#include "pentimento-image-format.h"

/* Saving in all ways, to all places. */

static void
keep (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **)user_data = g_object_ref (result);
}

static char *
path_of (DocumentFixture *fixture, const char *name)
{
  return g_build_filename (fixture->folder, name, NULL);
}

static gboolean export(DocumentFixture *fixture,
                       const char *name,
                       const PentimentoExportSettings *settings,
                       PentimentoImageLosses *losses,
                       GError **error)
{
  g_autofree char *path = path_of (fixture, name);
  g_autoptr (GFile) target = g_file_new_for_path (path);
  g_autoptr (GAsyncResult) result = NULL;

  pentimento_document_export_async (fixture->document, NULL, target, settings, TRUE, NULL, NULL, NULL, keep, &result);
  document_fixture_wait (result != NULL);
  return pentimento_document_export_finish (fixture->document, result, losses, error);
}

static PentimentoImage *
load (DocumentFixture *fixture, const char *name)
{
  g_autofree char *path = path_of (fixture, name);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;
  PentimentoImage *image = pentimento_image_load (file, NULL, NULL, &error);

  g_assert_no_error (error);
  return image;
}

static void
open_garden (DocumentFixture *fixture)
{
  g_autoptr (PentimentoImage) image = document_fixture_make_image ("garden.png", 1200, 1024, 0x3060c0ff);

  document_fixture_open (fixture, image);
}

static void
edit (DocumentFixture *fixture, const char *prompt)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GListModel) versions = NULL;

  g_object_set (fixture->document, "prompt", prompt, NULL);
  versions = document_fixture_run (fixture, &error);
  g_assert_no_error (error);
}

static PentimentoExportEstimate
estimate (DocumentFixture *fixture, const PentimentoExportSettings *settings)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  PentimentoExportEstimate found = { 0 };

  pentimento_document_estimate_export_async (fixture->document, NULL, settings, NULL, keep, &result);
  document_fixture_wait (result != NULL);
  g_assert_true (pentimento_document_estimate_export_finish (fixture->document, result, &found, &error));
  g_assert_no_error (error);
  return found;
}

/* What is said beforehand is what comes then. */
static void
test_estimate (DocumentFixture *fixture, gconstpointer data)
{
  g_autoptr (PentimentoExportSettings) settings = pentimento_export_settings_new ();
  PentimentoExportEstimate same, large, small, smallest;
  g_autoptr (PentimentoImage) saved = NULL;

  open_garden (fixture);
  same = estimate (fixture, NULL);
  g_assert_true (same.unchanged);
  g_assert_cmpuint (same.bytes, ==,
                    g_bytes_get_size (pentimento_image_get_bytes (pentimento_document_get_image (fixture->document))));
  settings->media_type = "image/jpeg";
  large = estimate (fixture, settings);
  settings->quality = 30;
  small = estimate (fixture, settings);
  settings->longest_side = 600;
  smallest = estimate (fixture, settings);
  g_assert_false (large.unchanged);
  g_assert_cmpuint (large.bytes, >, small.bytes);
  g_assert_cmpuint (small.bytes, >, smallest.bytes);
  g_assert_cmpuint (estimate (fixture, settings).bytes, ==, smallest.bytes);

  g_assert_true (export(fixture, "small.jpg", settings, NULL, NULL));
  saved = load (fixture, "small.jpg");
  g_assert_cmpint (pentimento_image_get_width (saved), ==, 600);
  g_assert_cmpint (pentimento_image_get_height (saved), ==, 512);
  g_assert_cmpuint (g_bytes_get_size (pentimento_image_get_bytes (saved)), ==, smallest.bytes);
}

static void
test_estimate_cancelled (DocumentFixture *fixture, gconstpointer data)
{
  g_autoptr (PentimentoExportSettings) settings = pentimento_export_settings_new ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  PentimentoExportEstimate found;

  open_garden (fixture);
  settings->media_type = "image/webp";
  pentimento_document_estimate_export_async (fixture->document, NULL, settings, cancellable, keep, &result);
  g_cancellable_cancel (cancellable);
  document_fixture_wait (result != NULL);
  g_assert_false (pentimento_document_estimate_export_finish (fixture->document, result, &found, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* How it was made travels with the file, into the next document, and out of it again where it is not wanted. */
static void
test_origin (DocumentFixture *fixture, gconstpointer data)
{
  g_autoptr (PentimentoExportSettings) settings = pentimento_export_settings_new ();
  g_autoptr (PentimentoImage) plain = NULL;
  g_autoptr (PentimentoImage) told = NULL;
  g_autoptr (PentimentoImage) stripped = NULL;
  g_autoptr (PentimentoOrigin) none = NULL;
  g_autoptr (PentimentoOrigin) origin = NULL;
  g_autoptr (PentimentoOrigin) left = NULL;
  const PentimentoOriginFacts *facts;
  PentimentoVersion *opened;

  open_garden (fixture);
  edit (fixture, "brighter & “warmer”");
  g_assert_true (export(fixture, "plain.jpg", settings, NULL, NULL));
  settings->origin = PENTIMENTO_EXPORT_ORIGIN_EMBED;
  g_assert_true (export(fixture, "told.jpg", settings, NULL, NULL));
  plain = load (fixture, "plain.jpg");
  told = load (fixture, "told.jpg");
  none = pentimento_image_read_origin (plain);
  origin = pentimento_image_read_origin (told);
  g_assert_null (none);
  g_assert_nonnull (origin);
  facts = pentimento_origin_get_facts (origin);
  g_assert_cmpstr (facts->prompt, ==, "brighter & “warmer”");
  g_assert_cmpstr (facts->provider, ==, "practice");
  g_assert_true (facts->edited);
  g_assert_cmpint (facts->width, ==, pentimento_image_get_width (told));

  document_fixture_open (fixture, told);
  opened = pentimento_history_get_current (pentimento_document_get_history (fixture->document));
  g_assert_cmpint (pentimento_version_get_kind (opened), ==, PENTIMENTO_VERSION_OPENED);
  g_assert_cmpstr (pentimento_version_get_prompt (opened), ==, "brighter & “warmer”");
  g_assert_cmpstr (pentimento_version_get_provider (opened), ==, "practice");
  settings->origin = PENTIMENTO_EXPORT_ORIGIN_STRIP;
  g_assert_true (export(fixture, "stripped.jpg", settings, NULL, NULL));
  stripped = load (fixture, "stripped.jpg");
  left = pentimento_image_read_origin (stripped);
  g_assert_null (left);
}

static void
note_progress (double fraction, gpointer user_data)
{
  guint *n_told = user_data;

  g_assert_true (g_main_context_is_owner (NULL));
  (*n_told)++;
}

static void
test_progress (DocumentFixture *fixture, gconstpointer data)
{
  g_autofree char *path = path_of (fixture, "slow.webp");
  g_autoptr (GFile) target = g_file_new_for_path (path);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  guint n_told = 0;

  open_garden (fixture);
  pentimento_document_export_async (fixture->document, NULL, target, NULL, FALSE, note_progress, &n_told, NULL, keep,
                                    &result);
  document_fixture_wait (result != NULL);
  g_assert_true (pentimento_document_export_finish (fixture->document, result, NULL, &error));
  g_assert_cmpuint (n_told, >, 2);
}

static void
assert_refused (DocumentFixture *fixture, const char *name, const PentimentoExportSettings *settings)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (export(fixture, name, settings, NULL, &error));
  g_assert_error (error, PENTIMENTO_DOCUMENT_ERROR, PENTIMENTO_DOCUMENT_ERROR_TARGET);
  g_test_message ("%s", error->message);
}

static void
put (DocumentFixture *fixture, const char *name)
{
  g_autofree char *path = path_of (fixture, name);

  g_assert_true (g_file_set_contents (path, "old", 3, NULL));
}

static void
assert_old (DocumentFixture *fixture, const char *name)
{
  g_autofree char *path = path_of (fixture, name);
  g_autofree char *contents = NULL;

  g_assert_true (g_file_get_contents (path, &contents, NULL, NULL));
  g_assert_cmpstr (contents, ==, "old");
}

/* Nothing that is only half there stays behind. */
static void
assert_no_parts (DocumentFixture *fixture)
{
  g_autoptr (GDir) folder = g_dir_open (fixture->folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (folder)) != NULL)
    g_assert_false (g_str_has_suffix (name, ".part") || g_str_has_prefix (name, ".goutput"));
}

static void
test_names_and_folders (DocumentFixture *fixture, gconstpointer data)
{
  g_autoptr (PentimentoExportSettings) settings = pentimento_export_settings_new ();
  g_autofree char *folder = path_of (fixture, "folder.png");
  g_autoptr (PentimentoImage) saved = NULL;

  open_garden (fixture);
  g_assert_cmpint (g_mkdir (folder, 0700), ==, 0);
  assert_refused (fixture, "folder.png", NULL);
  assert_refused (fixture, "gone/copy.png", NULL);
  assert_refused (fixture, "copy", NULL);
  assert_refused (fixture, "copy.", NULL);
  assert_refused (fixture, "copy.xyz", NULL);
  assert_refused (fixture, "copy.heic", NULL);
  settings->media_type = "image/jpeg";
  assert_refused (fixture, "copy.png", settings);
  g_assert_true (export(fixture, "copy", settings, NULL, NULL));
  saved = load (fixture, "copy");
  g_assert_cmpstr (pentimento_image_get_media_type (saved), ==, "image/jpeg");
  assert_no_parts (fixture);
}

static gboolean
is_link (DocumentFixture *fixture, const char *name)
{
  g_autofree char *path = path_of (fixture, name);

  return g_file_test (path, G_FILE_TEST_IS_SYMLINK);
}

static void
put_link (DocumentFixture *fixture, const char *name, const char *target)
{
  g_autofree char *path = path_of (fixture, name);

  g_assert_cmpint (symlink (target, path), ==, 0);
}

/* Links stay, and what they point to is replaced as a whole: another name of the old file keeps the old content. */
static void
test_links (DocumentFixture *fixture, gconstpointer data)
{
  g_autofree char *real = path_of (fixture, "real.png");
  g_autofree char *second = path_of (fixture, "second-name");
  g_autoptr (PentimentoImage) saved = NULL;
  g_autoptr (PentimentoImage) made = NULL;
  struct stat status;

  open_garden (fixture);
  put (fixture, "real.png");
  g_assert_cmpint (g_chmod (real, 0640), ==, 0);
  g_assert_cmpint (link (real, second), ==, 0);
  put_link (fixture, "one.png", "real.png");
  put_link (fixture, "two.png", "one.png");
  put_link (fixture, "dangling.png", "made.png");
  put_link (fixture, "ring.png", "ring.png");

  g_assert_true (export(fixture, "two.png", NULL, NULL, NULL));
  g_assert_true (is_link (fixture, "two.png") && is_link (fixture, "one.png") && !is_link (fixture, "real.png"));
  saved = load (fixture, "real.png");
  g_assert_cmpint (pentimento_image_get_width (saved), ==, 1200);
  assert_old (fixture, "second-name");
  g_assert_cmpint (g_stat (real, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0640);

  g_assert_true (export(fixture, "dangling.png", NULL, NULL, NULL));
  made = load (fixture, "made.png");
  g_assert_true (is_link (fixture, "dangling.png"));
  export(fixture, "ring.png", NULL, NULL, NULL);
  assert_no_parts (fixture);
}

/* As a full disk does it: the file cannot grow any more. */
static void
test_full_disk (DocumentFixture *fixture, gconstpointer data)
{
  struct rlimit before, little;

  open_garden (fixture);
  put (fixture, "copy.png");
  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &before), ==, 0);
  little = before;
  little.rlim_cur = 100;
  signal (SIGXFSZ, SIG_IGN);
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &little), ==, 0);
  assert_refused (fixture, "copy.png", NULL);
  assert_refused (fixture, "new.png", NULL);
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &before), ==, 0);
  assert_old (fixture, "copy.png");
  assert_no_parts (fixture);
  g_assert_true (export(fixture, "copy.png", NULL, NULL, NULL));
}

static void
test_template (DocumentFixture *fixture, gconstpointer data)
{
  static const char *const cases[][2] = {
    { NULL, "garden.jpg" },
    { "{name}-{number}", "garden-7.jpg" },
    { "{provider} {seed}", "runpod 42.jpg" },
    { "{prompt}", "A -b- {seed}- more.jpg" },
    { "{date}", "1970-01-02.jpg" },
    { "{unknown} {", "{unknown} {.jpg" },
    { "", "picture.jpg" },
    { "...", "picture.jpg" },
    { "../../etc/{name}", "-..-etc-garden.jpg" },
    { ".{name}.", "garden.jpg" },
    { "a\nb\xff", "a b\xef\xbf\xbd.jpg" },
  };
  g_autoptr (PentimentoExportSettings) settings = pentimento_export_settings_new ();
  g_autoptr (PentimentoVersion) version
      = g_object_new (PENTIMENTO_TYPE_VERSION, "id", "v", "picture-id", "p", "media-type", "image/jpeg", "sha256", "0",
                      "provider", "runpod", "prompt", "A /b\\ {seed}: more", "seed", G_GINT64_CONSTANT (42), "created",
                      G_GINT64_CONSTANT (129600) * G_USEC_PER_SEC, NULL);
  g_autoptr (GString) letters = g_string_new (NULL);
  g_autofree char *cut = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *name = NULL;

      g_free (settings->name_template);
      settings->name_template = g_strdup (cases[i][0]);
      name = pentimento_export_settings_make_name (settings, version, "garden.png", 7);
      g_assert_cmpstr (name, ==, cases[i][1]);
    }
  /* Letters of three bytes each, beginning at an odd place. */
  g_string_append_c (letters, 'x');
  for (guint i = 0; i < 200; i++)
    g_string_append (letters, "€");
  g_free (settings->name_template);
  settings->name_template = g_strdup (letters->str);
  cut = pentimento_export_settings_make_name (settings, version, "garden", 1);
  g_assert_cmpuint (strlen (cut), <=, 255);
  g_assert_cmpuint (strlen (cut), >, 240);
  g_assert_true (g_utf8_validate (cut, -1, NULL));
  g_assert_true (g_str_has_suffix (cut, "€.jpg"));
}

int
main (int argc, char **argv)
{
  g_setenv ("TZ", "UTC", TRUE);
  g_test_init (&argc, &argv, NULL);
#define ADD(path, function)                                                                                            \
  g_test_add (path, DocumentFixture, NULL, document_fixture_set_up, function, document_fixture_tear_down)
  ADD ("/export/estimate", test_estimate);
  ADD ("/export/estimate-cancelled", test_estimate_cancelled);
  ADD ("/export/origin", test_origin);
  ADD ("/export/progress", test_progress);
  ADD ("/export/names-and-folders", test_names_and_folders);
  ADD ("/export/links", test_links);
  ADD ("/export/full-disk", test_full_disk);
  ADD ("/export/template", test_template);
#undef ADD
  return g_test_run ();
}
