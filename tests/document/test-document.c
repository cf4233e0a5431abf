/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gstdio.h>

#include "document-fixture.h"

/* One picture from opening to saving, on a real library and the practice server. */

static void
set (DocumentFixture *fixture, const char *prompt)
{
  g_object_set (fixture->document, "prompt", prompt, NULL);
}

static char *
get_text (DocumentFixture *fixture, const char *property)
{
  char *text = NULL;

  g_object_get (fixture->document, property, &text, NULL);
  return text;
}

static void
open_garden (DocumentFixture *fixture)
{
  g_autoptr (PentimentoImage) image = document_fixture_make_image ("garden.png", 1200, 1024, 0x3060c0ff);

  document_fixture_open (fixture, image);
}

static PentimentoVersion *
edit (DocumentFixture *fixture, const char *prompt)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GListModel) versions = NULL;

  set (fixture, prompt);
  versions = document_fixture_run (fixture, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_list_model_get_n_items (versions), ==, 1);
  return g_list_model_get_item (versions, 0);
}

static gboolean
is_grey (GdkPixbuf *pixels)
{
  const guint8 *middle = gdk_pixbuf_read_pixels (pixels)
                         + gdk_pixbuf_get_height (pixels) / 2 * gdk_pixbuf_get_rowstride (pixels)
                         + gdk_pixbuf_get_width (pixels) / 2 * gdk_pixbuf_get_n_channels (pixels);

  return ABS (middle[0] - middle[1]) < 6 && ABS (middle[1] - middle[2]) < 6;
}

static void
test_obstacles (DocumentFixture *fixture, gconstpointer data)
{
  g_autofree char *no_picture = get_text (fixture, "obstacle");
  g_autofree char *no_prompt = NULL;
  g_autofree char *none = NULL;
  g_autofree char *size = NULL;
  g_autofree char *estimate = NULL;
  g_autofree char *too_long = g_strnfill (4001, 'a');
  g_autofree char *long_prompt = NULL;

  g_assert_nonnull (no_picture);
  open_garden (fixture);
  set (fixture, " \n ");
  no_prompt = get_text (fixture, "obstacle");
  g_assert_nonnull (no_prompt);
  g_assert_cmpstr (no_prompt, !=, no_picture);
  set (fixture, "sepia");
  none = get_text (fixture, "obstacle");
  g_assert_null (none);
  size = get_text (fixture, "sent-size");
  g_assert_cmpstr (size, ==, "1200 × 1024");
  estimate = get_text (fixture, "estimate");
  g_assert_cmpstr (estimate, ==, "free");
  set (fixture, too_long);
  long_prompt = get_text (fixture, "obstacle");
  g_assert_nonnull (strstr (long_prompt, "4001"));
}

static void
test_edit_undo_redo (DocumentFixture *fixture, gconstpointer data)
{
  PentimentoHistory *history;
  g_autoptr (PentimentoVersion) first = NULL;
  g_autoptr (PentimentoVersion) second = NULL;
  PentimentoVersion *root;
  g_autofree char *title = NULL;

  open_garden (fixture);
  history = pentimento_document_get_history (fixture->document);
  root = pentimento_history_get_current (history);
  first = edit (fixture, "black and white");
  g_assert_true (pentimento_history_get_current (history)
                 == pentimento_history_find (history, pentimento_version_get_id (first)));
  g_assert_cmpstr (pentimento_version_get_parent_id (first), ==, pentimento_version_get_id (root));
  g_assert_cmpstr (pentimento_version_get_prompt (first), ==, "black and white");
  g_assert_cmpstr (pentimento_version_get_provider (first), ==, "practice");
  g_assert_cmpint (pentimento_version_get_kind (first), ==, PENTIMENTO_VERSION_EDITED);
  document_fixture_wait (is_grey (pentimento_document_get_pixels (fixture->document)));

  pentimento_history_undo (history);
  document_fixture_wait (!is_grey (pentimento_document_get_pixels (fixture->document)));
  pentimento_history_redo (history);
  document_fixture_wait (is_grey (pentimento_document_get_pixels (fixture->document)));

  /* An edit from an earlier version is a branch, and nothing is dropped. */
  pentimento_history_undo (history);
  document_fixture_wait (!is_grey (pentimento_document_get_pixels (fixture->document)));
  second = edit (fixture, "mirror");
  g_assert_cmpstr (pentimento_version_get_parent_id (second), ==, pentimento_version_get_id (root));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (history)), ==, 3);
  title = get_text (fixture, "title");
  g_assert_cmpstr (title, ==, "garden.png");
}

static void
test_opened_again (DocumentFixture *fixture, gconstpointer data)
{
  g_autoptr (PentimentoVersion) first = NULL;
  PentimentoHistory *history;

  open_garden (fixture);
  first = edit (fixture, "sepia");
  document_fixture_restart (fixture);
  open_garden (fixture);
  history = pentimento_document_get_history (fixture->document);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (history)), ==, 2);
  g_assert_cmpint (pentimento_version_get_kind (pentimento_history_get_current (history)), ==,
                   PENTIMENTO_VERSION_OPENED);
  g_assert_true (pentimento_history_get_can_redo (history));
  g_assert_nonnull (pentimento_history_find (history, pentimento_version_get_id (first)));
}

static void
test_opening_stores_nothing (DocumentFixture *fixture, gconstpointer data)
{
  g_autoptr (GListModel) versions = NULL;

  open_garden (fixture);
  versions = pentimento_library_list_versions (pentimento_services_get_library (fixture->services), NULL, NULL);
  g_assert_cmpuint (g_list_model_get_n_items (versions), ==, 0);
}

static void
test_references (DocumentFixture *fixture, gconstpointer data)
{
  GListModel *references = pentimento_document_get_references (fixture->document);
  g_autoptr (PentimentoVersion) version = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (PentimentoImage) surplus = document_fixture_make_image ("surplus.png", 64, 64, 0x123456ff);
  g_autoptr (PentimentoImage) moved = NULL;

  open_garden (fixture);
  for (guint i = 0; i < 9; i++)
    {
      g_autofree char *name = g_strdup_printf ("%u.png", i);
      g_autoptr (PentimentoImage) image = document_fixture_make_image (name, 64 + i, 64, 0x20202020u * i | 0xff);

      g_assert_true (pentimento_document_add_reference (fixture->document, image, &error));
    }
  g_assert_false (pentimento_document_add_reference (fixture->document, surplus, &error));
  g_assert_error (error, PENTIMENTO_DOCUMENT_ERROR, PENTIMENTO_DOCUMENT_ERROR_TOO_MANY);
  pentimento_document_move_reference (fixture->document, 8, 0);
  moved = g_list_model_get_item (references, 0);
  g_assert_cmpstr (pentimento_image_get_name (moved), ==, "8.png");
  while (g_list_model_get_n_items (references) > 2)
    pentimento_document_remove_reference (fixture->document, 2);

  version = edit (fixture, "warmer");
  g_assert_cmpuint (g_strv_length ((char **)pentimento_version_get_references (version)), ==, 2);
  g_assert_cmpstr (pentimento_version_get_references (version)[0], ==, pentimento_image_get_sha256 (moved));
}

static void
test_export (DocumentFixture *fixture, gconstpointer data)
{
  g_autoptr (PentimentoVersion) version = NULL;
  g_autofree char *path = g_build_filename (fixture->folder, "copy.jpg", NULL);
  g_autofree char *contents = NULL;
  g_autofree char *sha256 = NULL;
  g_autoptr (GError) error = NULL;
  gsize size;

  open_garden (fixture);
  version = edit (fixture, "brighter");
  document_fixture_wait (g_strcmp0 (pentimento_image_get_sha256 (pentimento_document_get_image (fixture->document)),
                                    pentimento_version_get_sha256 (version))
                         == 0);
  g_assert_true (document_fixture_export (fixture, "copy.jpg", FALSE, &error));
  g_assert_true (g_file_get_contents (path, &contents, &size, NULL));
  sha256 = g_compute_checksum_for_data (G_CHECKSUM_SHA256, (const guchar *)contents, size);
  g_assert_cmpstr (sha256, ==, pentimento_version_get_sha256 (version));

  g_assert_false (document_fixture_export (fixture, "copy.jpg", FALSE, &error));
  g_assert_error (error, PENTIMENTO_DOCUMENT_ERROR, PENTIMENTO_DOCUMENT_ERROR_TARGET_EXISTS);
  g_clear_error (&error);
  g_assert_true (document_fixture_export (fixture, "copy.jpg", TRUE, &error));
  g_assert_true (document_fixture_export (fixture, "copy.png", FALSE, &error));
  g_assert_true (document_fixture_export (fixture, "copy.webp", FALSE, &error));
  g_assert_false (document_fixture_export (fixture, "copy.xyz", FALSE, &error));
  g_assert_error (error, PENTIMENTO_DOCUMENT_ERROR, PENTIMENTO_DOCUMENT_ERROR_TARGET);
  g_clear_error (&error);
  g_assert_false (document_fixture_export (fixture, "missing/copy.png", FALSE, &error));
  g_assert_error (error, PENTIMENTO_DOCUMENT_ERROR, PENTIMENTO_DOCUMENT_ERROR_TARGET);
}

static void
test_generate (DocumentFixture *fixture, gconstpointer data)
{
  g_autoptr (PentimentoVersion) version = NULL;
  g_autofree char *size = NULL;

  g_object_set (fixture->document, "operation", SEEDREAM_OPERATION_GENERATE, "negative-prompt", "people", "seed",
                (gint64)7, NULL);
  size = get_text (fixture, "sent-size");
  g_assert_cmpstr (size, ==, "1024 × 1024");
  version = edit (fixture, "hills at dawn");
  g_assert_cmpint (pentimento_version_get_kind (version), ==, PENTIMENTO_VERSION_GENERATED);
  g_assert_cmpint (pentimento_version_get_seed (version), ==, 7);
  g_assert_cmpstr (pentimento_version_get_negative_prompt (version), ==, "people");
  g_assert_null (pentimento_version_get_parent_id (version));
  g_assert_nonnull (pentimento_document_get_pixels (fixture->document));
  g_assert_cmpint (pentimento_image_get_width (pentimento_document_get_image (fixture->document)), ==, 1024);
}

static void
test_no_key (DocumentFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GListModel) versions = NULL;

  open_garden (fixture);
  g_object_set (fixture->document, "provider", "runpod", "prompt", "sepia", "endpoint", "http://127.0.0.1:9", NULL);
  versions = document_fixture_run (fixture, &error);
  g_assert_null (versions);
  g_assert_error (error, SEEDREAM_ERROR, SEEDREAM_ERROR_NO_KEY);
  g_assert_false (pentimento_document_get_busy (fixture->document));
}

static void
ignore (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(gboolean *)user_data = TRUE;
}

static PentimentoSandbox *
start_sandbox (DocumentFixture *fixture, const char *fault)
{
  PentimentoSandbox *sandbox = pentimento_sandbox_new ();
  g_autoptr (GError) error = NULL;

  if (fault != NULL)
    g_assert_true (pentimento_sandbox_add_fault (sandbox, fault, &error));
  g_assert_true (pentimento_sandbox_start (sandbox, 0, &error));
  g_object_set (fixture->document, "endpoint", pentimento_sandbox_get_url (sandbox), NULL);
  return sandbox;
}

static gboolean
has_remote_id (DocumentFixture *fixture)
{
  SeedreamJob *job = pentimento_document_get_job (fixture->document);

  return job != NULL && seedream_job_get_remote_id (job) != NULL;
}

/* The program is closed while the provider works. */
static void
submit_and_restart (DocumentFixture *fixture)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  gboolean ended = FALSE;

  open_garden (fixture);
  set (fixture, "sepia");
  pentimento_document_start_async (fixture->document, cancellable, ignore, &ended);
  document_fixture_wait (has_remote_id (fixture));
  g_cancellable_cancel (cancellable);
  document_fixture_wait (ended);
  document_fixture_restart (fixture);
}

static void
test_left_and_taken_up (DocumentFixture *fixture, gconstpointer data)
{
  g_autoptr (PentimentoSandbox) sandbox = start_sandbox (fixture, NULL);
  g_autoptr (GListModel) versions = NULL;
  g_autoptr (PentimentoVersion) version = NULL;
  g_autoptr (GError) error = NULL;

  submit_and_restart (fixture);

  versions = document_fixture_resume (fixture, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_list_model_get_n_items (versions), ==, 1);
  version = g_list_model_get_item (versions, 0);
  g_assert_cmpstr (pentimento_version_get_prompt (version), ==, "sepia");
  g_assert_cmpuint (pentimento_sandbox_get_submits (sandbox), ==, 1);
}

/* The practice server inside the program ends with it: that is said, and no service is asked in vain. */
static void
test_practice_left (DocumentFixture *fixture, gconstpointer data)
{
  g_autoptr (GListModel) versions = NULL;
  g_autoptr (GPtrArray) left = NULL;
  g_autoptr (GError) error = NULL;

  submit_and_restart (fixture);

  versions = document_fixture_resume (fixture, NULL, &error);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  left = pentimento_library_list_jobs (pentimento_services_get_library (fixture->services), TRUE, NULL);
  g_assert_cmpuint (left->len, ==, 0);
}

static void
test_lost_answer (DocumentFixture *fixture, gconstpointer data)
{
  g_autoptr (PentimentoSandbox) sandbox = start_sandbox (fixture, "lose");
  g_autoptr (GListModel) versions = NULL;
  g_autoptr (GPtrArray) left = NULL;
  g_autoptr (GError) error = NULL;
  PentimentoJobRecord *record;

  open_garden (fixture);
  set (fixture, "sepia");
  versions = document_fixture_run (fixture, &error);
  g_assert_error (error, SEEDREAM_ERROR, SEEDREAM_ERROR_UNKNOWN_OUTCOME);
  document_fixture_restart (fixture);
  left = pentimento_library_list_jobs (pentimento_services_get_library (fixture->services), TRUE, NULL);
  g_assert_cmpuint (left->len, ==, 1);
  record = g_ptr_array_index (left, 0);
  g_assert_cmpstr (record->state, ==, "unknown");
  g_assert_cmpstr (record->billed, ==, "unknown");
  g_assert_cmpuint (pentimento_sandbox_get_submits (sandbox), ==, 1);
}

static void
test_given_up (DocumentFixture *fixture, gconstpointer data)
{
  g_autoptr (PentimentoSandbox) sandbox = start_sandbox (fixture, "never-finish");
  gboolean ended = FALSE;

  open_garden (fixture);
  set (fixture, "sepia");
  pentimento_document_start_async (fixture->document, NULL, ignore, &ended);
  document_fixture_wait (has_remote_id (fixture));
  g_assert_true (pentimento_document_get_busy (fixture->document));
  seedream_job_cancel (pentimento_document_get_job (fixture->document));
  document_fixture_wait (ended);
  g_assert_cmpint (seedream_job_get_state (pentimento_document_get_job (fixture->document)), ==,
                   SEEDREAM_JOB_CANCELLED);
  g_assert_false (pentimento_document_get_busy (fixture->document));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_unsetenv ("PENTIMENTO_RUNPOD_KEY");
#define ADD(path, function)                                                                                            \
  g_test_add (path, DocumentFixture, NULL, document_fixture_set_up, function, document_fixture_tear_down)
  ADD ("/document/obstacles", test_obstacles);
  ADD ("/document/edit-undo-redo", test_edit_undo_redo);
  ADD ("/document/opened-again", test_opened_again);
  ADD ("/document/opening-stores-nothing", test_opening_stores_nothing);
  ADD ("/document/references", test_references);
  ADD ("/document/export", test_export);
  ADD ("/document/generate", test_generate);
  ADD ("/document/no-key", test_no_key);
  ADD ("/document/left-and-taken-up", test_left_and_taken_up);
  ADD ("/document/practice-left", test_practice_left);
  ADD ("/document/lost-answer", test_lost_answer);
  ADD ("/document/given-up", test_given_up);
  return g_test_run ();
}
