/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "document-fixture.h"

#include <glib/gstdio.h>
#include <json-glib/json-glib.h>

/* A provider whose sizes have names, on the practice server: what it makes is another size than the picture has. */

enum { WIDTH = 1600, HEIGHT = 1067 }; /* of the picture; sinancode makes 2496 × 1664 of it */

typedef struct {
  DocumentFixture base;
  PentimentoSandbox *sandbox;
} FitFixture;

static void
set_up_document (FitFixture *fixture)
{
  g_object_set (fixture->base.document, "provider", "sinancode", "endpoint",
                pentimento_sandbox_get_url (fixture->sandbox), "prompt", "sepia", NULL);
}

static void
set_up (FitFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  document_fixture_set_up (&fixture->base, data);
  fixture->sandbox = pentimento_sandbox_new ();
  g_assert_true (pentimento_sandbox_start (fixture->sandbox, 0, &error));
  set_up_document (fixture);
}

static void
tear_down (FitFixture *fixture, gconstpointer data)
{
  document_fixture_tear_down (&fixture->base, data);
  g_clear_object (&fixture->sandbox);
}

static PentimentoLibrary *
library_of (FitFixture *fixture)
{
  return pentimento_services_get_library (fixture->base.services);
}

static void
open_picture (FitFixture *fixture)
{
  g_autoptr (PentimentoImage) image = document_fixture_make_image ("garden.png", WIDTH, HEIGHT, 0x3060c0ff);

  document_fixture_open (&fixture->base, image);
}

static PentimentoVersion *
edit (FitFixture *fixture)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GListModel) versions = document_fixture_run (&fixture->base, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (g_list_model_get_n_items (versions), ==, 1);
  return g_list_model_get_item (versions, 0);
}

static void
wait_until_shown (FitFixture *fixture, PentimentoVersion *version)
{
  document_fixture_wait (
      g_strcmp0 (pentimento_image_get_identity (pentimento_document_get_image (fixture->base.document)),
                 pentimento_version_get_identity (version))
      == 0);
}

static void
assert_stored (FitFixture *fixture, PentimentoVersion *version, int width, int height)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PentimentoImage) stored
      = pentimento_library_load_image (library_of (fixture), pentimento_version_get_sha256 (version), &error);

  g_assert_no_error (error);
  g_assert_cmpint (pentimento_image_get_width (stored), ==, width);
  g_assert_cmpint (pentimento_image_get_height (stored), ==, height);
}

static void
assert_fitted_back (FitFixture *fixture, PentimentoVersion *version)
{
  g_assert_nonnull (pentimento_version_get_recipe (version));
  g_assert_cmpint (pentimento_version_get_width (version), ==, WIDTH);
  g_assert_cmpint (pentimento_version_get_height (version), ==, HEIGHT);
  assert_stored (fixture, version, 2496, 1664);
}

/* What the latest job was sent, as its row tells. */
static void
assert_sent (FitFixture *fixture, int width, int height)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) jobs = pentimento_library_list_jobs (library_of (fixture), FALSE, &error);
  PentimentoJobRecord *record = g_ptr_array_index (jobs, jobs->len - 1);
  g_autoptr (JsonNode) request = json_from_string (record->request, &error);
  JsonArray *pictures = json_object_get_array_member (json_node_get_object (request), "pictures");
  JsonObject *picture = json_array_get_object_element (pictures, 0);

  g_assert_no_error (error);
  g_assert_cmpint (json_object_get_int_member (picture, "width"), ==, width);
  g_assert_cmpint (json_object_get_int_member (picture, "height"), ==, height);
}

static void
test_said_before (FitFixture *fixture, gconstpointer data)
{
  g_autofree char *note = NULL;
  g_autofree char *none = NULL;
  gboolean changes;

  g_object_get (fixture->base.document, "size-note", &none, "changes-size", &changes, NULL);
  g_assert_null (none);
  g_assert_false (changes);
  open_picture (fixture);
  g_object_get (fixture->base.document, "size-note", &note, "changes-size", &changes, NULL);
  g_assert_cmpstr (note, ==, "sinancode makes a larger picture, 2496 × 1664; yours is 1600 × 1067.");
  g_assert_true (changes);

  /* Who asks for a size knows; that it is another one stays true. */
  g_object_set (fixture->base.document, "width", 2048, "height", 2048, NULL);
  g_object_get (fixture->base.document, "size-note", &none, "changes-size", &changes, NULL);
  g_assert_null (none);
  g_assert_true (changes);

  g_object_set (fixture->base.document, "provider", "practice", "width", 0, "height", 0, NULL);
  g_object_get (fixture->base.document, "size-note", &none, "changes-size", &changes, NULL);
  g_assert_null (none);
  g_assert_false (changes);
}

static void
test_not_asked (FitFixture *fixture, gconstpointer data)
{
  g_autoptr (PentimentoVersion) version = NULL;

  open_picture (fixture);
  version = edit (fixture);
  g_assert_null (pentimento_version_get_recipe (version));
  g_assert_cmpint (pentimento_version_get_width (version), ==, 2496);
  g_assert_cmpint (pentimento_version_get_height (version), ==, 1664);
}

static void
test_fitted_back (FitFixture *fixture, gconstpointer data)
{
  g_autoptr (PentimentoVersion) first = NULL;
  g_autoptr (PentimentoVersion) second = NULL;

  open_picture (fixture);
  g_object_set (fixture->base.document, "fit-back", TRUE, NULL);
  first = edit (fixture);
  assert_fitted_back (fixture, first);
  wait_until_shown (fixture, first);
  g_assert_cmpint (gdk_pixbuf_get_width (pentimento_document_get_pixels (fixture->base.document)), ==, WIDTH);
  g_assert_cmpint (gdk_pixbuf_get_height (pentimento_document_get_pixels (fixture->base.document)), ==, HEIGHT);

  /* What is shown is what is sent, and what it is fitted back to. */
  second = edit (fixture);
  assert_sent (fixture, WIDTH, HEIGHT);
  assert_fitted_back (fixture, second);
}

/* A result of the picture's own size is left as it is. */
static void
test_nothing_to_fit (FitFixture *fixture, gconstpointer data)
{
  g_autoptr (PentimentoImage) image = document_fixture_make_image ("square.png", 1024, 1024, 0x3060c0ff);
  g_autoptr (PentimentoVersion) version = NULL;

  document_fixture_open (&fixture->base, image);
  g_object_set (fixture->base.document, "fit-back", TRUE, NULL);
  version = edit (fixture);
  g_assert_null (pentimento_version_get_recipe (version));
  g_assert_cmpint (pentimento_version_get_width (version), ==, 1024);
}

static void
test_undo (FitFixture *fixture, gconstpointer data)
{
  PentimentoHistory *history;
  g_autoptr (PentimentoVersion) version = NULL;
  g_autoptr (GdkPixbuf) original = NULL;

  open_picture (fixture);
  original = g_object_ref (pentimento_document_get_pixels (fixture->base.document));
  g_object_set (fixture->base.document, "fit-back", TRUE, NULL);
  version = edit (fixture);
  wait_until_shown (fixture, version);
  history = pentimento_document_get_history (fixture->base.document);
  pentimento_history_undo (history);
  document_fixture_wait (
      g_bytes_equal (gdk_pixbuf_read_pixel_bytes (original),
                     gdk_pixbuf_read_pixel_bytes (pentimento_document_get_pixels (fixture->base.document))));
  pentimento_history_redo (history);
  wait_until_shown (fixture, version);
}

static void
assert_exported (FitFixture *fixture, const char *name)
{
  g_autofree char *path = g_build_filename (fixture->base.folder, name, NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (PentimentoImage) image = NULL;
  g_autoptr (GError) error = NULL;

  document_fixture_export (&fixture->base, name, FALSE, &error);
  g_assert_no_error (error);
  image = pentimento_image_load (file, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (pentimento_image_get_width (image), ==, WIDTH);
  g_assert_cmpint (pentimento_image_get_height (image), ==, HEIGHT);
}

static void
test_export (FitFixture *fixture, gconstpointer data)
{
  g_autoptr (PentimentoVersion) version = NULL;

  open_picture (fixture);
  g_object_set (fixture->base.document, "fit-back", TRUE, NULL);
  version = edit (fixture);
  /* At once, while the picture that is at hand may still be the old one; then with the new one. */
  assert_exported (fixture, "early.jpg");
  wait_until_shown (fixture, version);
  assert_exported (fixture, "copy.jpg");
  assert_exported (fixture, "copy.png");
}

static void
ended (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(gboolean *)user_data = TRUE;
}

static gboolean
is_submitted (FitFixture *fixture)
{
  SeedreamJob *job = pentimento_document_get_job (fixture->base.document);

  return job != NULL && seedream_job_get_remote_id (job) != NULL;
}

/* The wish is the job's, and lasts when the program does not. */
static void
test_taken_up (FitFixture *fixture, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GListModel) versions = NULL;
  g_autoptr (PentimentoVersion) version = NULL;
  g_autoptr (GError) error = NULL;
  gboolean has_ended = FALSE;

  open_picture (fixture);
  g_object_set (fixture->base.document, "fit-back", TRUE, NULL);
  pentimento_document_start_async (fixture->base.document, cancellable, ended, &has_ended);
  document_fixture_wait (is_submitted (fixture));
  g_cancellable_cancel (cancellable);
  document_fixture_wait (has_ended);
  document_fixture_restart (&fixture->base);

  versions = document_fixture_resume (&fixture->base, NULL, &error);
  g_assert_no_error (error);
  version = g_list_model_get_item (versions, 0);
  assert_fitted_back (fixture, version);
  g_assert_cmpuint (pentimento_sandbox_get_submits (fixture->sandbox), ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_setenv ("PENTIMENTO_SINANCODE_KEY", "a-key-for-practice", TRUE);
#define ADD(path, function) g_test_add (path, FitFixture, NULL, set_up, function, tear_down)
  ADD ("/fit-back/said-before", test_said_before);
  ADD ("/fit-back/not-asked", test_not_asked);
  ADD ("/fit-back/fitted-back", test_fitted_back);
  ADD ("/fit-back/nothing-to-fit", test_nothing_to_fit);
  ADD ("/fit-back/undo", test_undo);
  ADD ("/fit-back/export", test_export);
  ADD ("/fit-back/taken-up", test_taken_up);
  return g_test_run ();
}
