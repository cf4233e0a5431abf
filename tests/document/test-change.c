/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "document-fixture.h"
#include "pentimento-image-error.h"
#include "pentimento-mask.h"
#include "pentimento-paste.h"
#include "pentimento-queue.h"

/* Local edits as versions: on a real library, free, undone and redone, saved and sent. */

#define WIDTH 1200
#define HEIGHT 1024

static PentimentoLibrary *
library_of (DocumentFixture *fixture)
{
  return pentimento_services_get_library (fixture->services);
}

static PentimentoVersion *
get_current (DocumentFixture *fixture)
{
  return pentimento_history_get_current (pentimento_document_get_history (fixture->document));
}

static PentimentoRecipe *
get_recipe (DocumentFixture *fixture)
{
  PentimentoRecipe *recipe = pentimento_image_get_recipe (pentimento_document_get_image (fixture->document));

  return recipe != NULL ? pentimento_recipe_ref (recipe) : NULL;
}

static void
open_garden (DocumentFixture *fixture)
{
  g_autoptr (PentimentoImage) image = document_fixture_make_image ("garden.png", WIDTH, HEIGHT, 0x3060c0ff);

  document_fixture_open (fixture, image);
}

static void
take_result (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **)user_data = g_object_ref (result);
}

static PentimentoVersion *
try_change (DocumentFixture *fixture, PentimentoRecipe *recipe, GCancellable *cancellable, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  pentimento_document_change_async (fixture->document, recipe, cancellable, take_result, &result);
  document_fixture_wait (result != NULL);
  return pentimento_document_change_finish (fixture->document, result, error);
}

static PentimentoVersion *
change (DocumentFixture *fixture, PentimentoRecipe *recipe)
{
  g_autoptr (GError) error = NULL;
  PentimentoVersion *version = try_change (fixture, recipe, NULL, &error);

  g_assert_no_error (error);
  return version;
}

static PentimentoVersion *
crop (DocumentFixture *fixture, int x, int y, int width, int height)
{
  g_autoptr (PentimentoRecipe) recipe = get_recipe (fixture);

  g_assert_true (pentimento_recipe_append_crop (&recipe, WIDTH, HEIGHT, x, y, width, height, NULL));
  return change (fixture, recipe);
}

static void
assert_listed (DocumentFixture *fixture, guint n_versions)
{
  g_autoptr (GListModel) versions = pentimento_library_list_versions (library_of (fixture), NULL, NULL);

  g_assert_cmpuint (g_list_model_get_n_items (versions), ==, n_versions);
}

static gboolean
has_size (DocumentFixture *fixture, int width, int height)
{
  GdkPixbuf *pixels = pentimento_document_get_pixels (fixture->document);

  return pixels != NULL && gdk_pixbuf_get_width (pixels) == width && gdk_pixbuf_get_height (pixels) == height;
}

static void
assert_same_pixels (GdkPixbuf *one, GdkPixbuf *other)
{
  g_autoptr (GBytes) first = gdk_pixbuf_read_pixel_bytes (one);
  g_autoptr (GBytes) second = gdk_pixbuf_read_pixel_bytes (other);

  g_assert_cmpint (gdk_pixbuf_get_width (one), ==, gdk_pixbuf_get_width (other));
  g_assert_true (g_bytes_equal (first, second));
}

/* Opened, and in the library only with the first change: no other file, two versions, and the pixels are there at once. */
static void
test_enters_the_library (DocumentFixture *fixture, gconstpointer data)
{
  g_autoptr (PentimentoVersion) version = NULL;
  g_autofree char *root = NULL;
  g_autofree char *current = NULL;

  open_garden (fixture);
  root = g_strdup (pentimento_version_get_id (get_current (fixture)));
  assert_listed (fixture, 0);
  version = crop (fixture, 10, 20, 600, 500);
  g_assert_true (has_size (fixture, 600, 500));
  assert_listed (fixture, 2);
  g_assert_cmpstr (pentimento_version_get_sha256 (version), ==,
                   pentimento_image_get_sha256 (pentimento_document_get_image (fixture->document)));
  g_assert_cmpint (pentimento_version_get_kind (version), ==, PENTIMENTO_VERSION_CHANGED);
  g_assert_cmpstr (pentimento_version_get_parent_id (version), ==, root);
  g_assert_cmpint (pentimento_version_get_width (version), ==, 600);
  g_assert_cmpstr (pentimento_version_get_recipe (version), ==,
                   "[{\"operation\":\"crop\",\"x\":10,\"y\":20,\"width\":600,\"height\":500}]");
  g_assert_cmpstr (pentimento_version_get_id (get_current (fixture)), ==, pentimento_version_get_id (version));
  current = pentimento_library_get_current (library_of (fixture), pentimento_version_get_picture_id (version), NULL);
  g_assert_cmpstr (current, ==, pentimento_version_get_id (version));
  g_assert_cmpstr (pentimento_version_describe_change (version, NULL), ==, "Cropped");
}

static void
test_undo_redo (DocumentFixture *fixture, gconstpointer data)
{
  PentimentoHistory *history;
  g_autoptr (PentimentoVersion) first = NULL;
  g_autoptr (PentimentoVersion) second = NULL;
  g_autoptr (PentimentoVersion) back = NULL;
  g_autoptr (PentimentoRecipe) recipe = NULL;
  g_autoptr (GdkPixbuf) shown = NULL;

  open_garden (fixture);
  history = pentimento_document_get_history (fixture->document);
  first = crop (fixture, 0, 0, 600, 500);
  recipe = get_recipe (fixture);
  g_assert_true (pentimento_recipe_append_rotate (&recipe, WIDTH, HEIGHT, 90, NULL));
  second = change (fixture, recipe);
  g_assert_cmpstr (pentimento_version_describe_change (second, first), ==, "Turned");
  g_set_object (&shown, pentimento_document_get_pixels (fixture->document));
  g_assert_true (has_size (fixture, 500, 600));
  pentimento_history_undo (history);
  document_fixture_wait (has_size (fixture, 600, 500));
  pentimento_history_undo (history);
  document_fixture_wait (has_size (fixture, WIDTH, HEIGHT));
  pentimento_history_redo (history);
  document_fixture_wait (has_size (fixture, 600, 500));
  pentimento_history_redo (history);
  document_fixture_wait (has_size (fixture, 500, 600));
  /* What was made of the pixels that were there is what the file and the whole recipe make. */
  assert_same_pixels (shown, pentimento_document_get_pixels (fixture->document));

  g_clear_pointer (&recipe, pentimento_recipe_unref);
  back = change (fixture, NULL);
  g_assert_null (pentimento_version_get_recipe (back));
  g_assert_true (has_size (fixture, WIDTH, HEIGHT));
  assert_listed (fixture, 4);
}

/* What was shown last is there at once, without the file being read. */
static void
test_at_once (DocumentFixture *fixture, gconstpointer data)
{
  PentimentoHistory *history;
  g_autoptr (PentimentoVersion) first = NULL;
  g_autoptr (PentimentoVersion) second = NULL;

  open_garden (fixture);
  history = pentimento_document_get_history (fixture->document);
  first = crop (fixture, 0, 0, 600, 500);
  second = crop (fixture, 0, 0, 60, 50);
  for (int i = 0; i < 2; i++)
    {
      pentimento_history_undo (history);
      g_assert_true (has_size (fixture, 600, 500));
      g_assert_cmpstr (pentimento_image_get_identity (pentimento_document_get_image (fixture->document)), ==,
                       pentimento_version_get_identity (first));
      pentimento_history_redo (history);
      g_assert_true (has_size (fixture, 60, 50));
    }
  pentimento_history_undo (history);
  pentimento_history_undo (history);
  g_assert_true (has_size (fixture, WIDTH, HEIGHT));
}

static void
open_version (DocumentFixture *fixture, PentimentoVersion *version)
{
  g_autoptr (GAsyncResult) result = NULL;

  pentimento_document_open_version_async (fixture->document, version, NULL, take_result, &result);
  document_fixture_wait (result != NULL);
  g_assert_true (pentimento_document_open_finish (fixture->document, result, NULL));
}

/* What was never shown since the start is read beforehand, as soon as one looks at what is beside it. */
static void
test_read_ahead (DocumentFixture *fixture, gconstpointer data)
{
  g_autoptr (PentimentoVersion) first = NULL;
  g_autoptr (PentimentoVersion) second = NULL;
  gboolean at_once = FALSE;

  open_garden (fixture);
  first = crop (fixture, 0, 0, 600, 500);
  second = crop (fixture, 0, 0, 60, 50);
  document_fixture_restart (fixture);
  for (int i = 0; !at_once && i < 20; i++)
    {
      gint64 end = g_get_monotonic_time () + (i + 1) * G_USEC_PER_SEC;

      open_version (fixture, second);
      while (g_get_monotonic_time () < end)
        if (!g_main_context_iteration (NULL, FALSE))
          g_usleep (1000);
      pentimento_history_undo (pentimento_document_get_history (fixture->document));
      at_once = has_size (fixture, 600, 500);
    }
  g_assert_true (at_once);
}

static void
test_nothing (DocumentFixture *fixture, gconstpointer data)
{
  g_autoptr (PentimentoVersion) version = NULL;
  g_autoptr (PentimentoVersion) cropped = NULL;
  g_autoptr (PentimentoVersion) same = NULL;
  g_autoptr (PentimentoRecipe) recipe = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_null (try_change (fixture, NULL, NULL, &error));
  g_assert_error (error, PENTIMENTO_DOCUMENT_ERROR, PENTIMENTO_DOCUMENT_ERROR_NO_PICTURE);
  open_garden (fixture);
  version = change (fixture, NULL);
  g_assert_true (version == get_current (fixture));
  assert_listed (fixture, 0);
  cropped = crop (fixture, 1, 1, 10, 10);
  recipe = get_recipe (fixture);
  same = change (fixture, recipe);
  g_assert_cmpstr (pentimento_version_get_id (same), ==, pentimento_version_get_id (cropped));
  assert_listed (fixture, 2);
}

/* What does not fit, and what was given up before it began, leaves no trace. */
static void
test_refused (DocumentFixture *fixture, gconstpointer data)
{
  g_autoptr (PentimentoRecipe) larger = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  open_garden (fixture);
  g_assert_true (pentimento_recipe_append_crop (&larger, 5000, 5000, 0, 0, 4000, 4000, NULL));
  g_assert_null (try_change (fixture, larger, NULL, &error));
  g_assert_error (error, PENTIMENTO_IMAGE_ERROR, PENTIMENTO_IMAGE_ERROR_CHANGE);
  g_clear_error (&error);
  g_clear_pointer (&larger, pentimento_recipe_unref);
  g_assert_true (pentimento_recipe_append_straighten (&larger, WIDTH, HEIGHT, 3, NULL));
  g_cancellable_cancel (cancellable);
  g_assert_null (try_change (fixture, larger, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  assert_listed (fixture, 0);
  g_assert_true (has_size (fixture, WIDTH, HEIGHT));
}

static void
test_after_a_restart (DocumentFixture *fixture, gconstpointer data)
{
  g_autoptr (PentimentoVersion) version = NULL;
  g_autoptr (PentimentoVersion) kept = NULL;
  g_autoptr (GdkPixbuf) shown = NULL;
  g_autoptr (PentimentoRecipe) recipe = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  const PentimentoAdjustment warmer = { .temperature = 30, .sharpness = 20, .radius = 1 };

  open_garden (fixture);
  g_assert_true (pentimento_recipe_append_straighten (&recipe, WIDTH, HEIGHT, -1.75, NULL));
  g_assert_true (pentimento_recipe_append_adjust (&recipe, WIDTH, HEIGHT, &warmer, NULL));
  version = change (fixture, recipe);
  g_set_object (&shown, pentimento_document_get_pixels (fixture->document));
  document_fixture_restart (fixture);
  kept = pentimento_library_get_version (library_of (fixture), pentimento_version_get_id (version), NULL);
  g_assert_nonnull (kept);
  g_assert_cmpint (pentimento_version_get_kind (kept), ==, PENTIMENTO_VERSION_CHANGED);
  pentimento_document_open_version_async (fixture->document, kept, NULL, take_result, &result);
  document_fixture_wait (result != NULL);
  g_assert_true (pentimento_document_open_finish (fixture->document, result, NULL));
  assert_same_pixels (shown, pentimento_document_get_pixels (fixture->document));
}

static void
test_export (DocumentFixture *fixture, gconstpointer data)
{
  g_autoptr (PentimentoVersion) version = NULL;
  g_autofree char *path = g_build_filename (fixture->folder, "copy.png", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GdkPixbuf) saved = NULL;

  open_garden (fixture);
  version = crop (fixture, 3, 4, 320, 240);
  g_assert_true (document_fixture_export (fixture, "copy.png", FALSE, &error));
  saved = gdk_pixbuf_new_from_file (path, &error);
  g_assert_no_error (error);
  assert_same_pixels (saved, pentimento_document_get_pixels (fixture->document));
}

/* A paid edit takes what is shown, and its result is made from that version. */
static void
test_sent (DocumentFixture *fixture, gconstpointer data)
{
  g_autoptr (PentimentoVersion) version = NULL;
  g_autoptr (PentimentoVersion) edited = NULL;
  g_autoptr (GListModel) versions = NULL;
  g_autoptr (GError) error = NULL;

  open_garden (fixture);
  version = crop (fixture, 100, 0, 1024, 512);
  g_object_set (fixture->document, "prompt", "black and white", NULL);
  versions = document_fixture_run (fixture, &error);
  g_assert_no_error (error);
  edited = g_list_model_get_item (versions, 0);
  g_assert_cmpstr (pentimento_version_get_parent_id (edited), ==, pentimento_version_get_id (version));
  g_assert_cmpint (pentimento_version_get_kind (edited), ==, PENTIMENTO_VERSION_EDITED);
  g_assert_cmpfloat_with_epsilon (
      (double)pentimento_version_get_width (edited) / pentimento_version_get_height (edited), 2, 0.01);
  document_fixture_wait (g_strcmp0 (pentimento_image_get_identity (pentimento_document_get_image (fixture->document)),
                                    pentimento_version_get_identity (edited))
                         == 0);
  g_assert_null (pentimento_image_get_recipe (pentimento_document_get_image (fixture->document)));
}

static gboolean
is_prepared (DocumentFixture *fixture, const char *id)
{
  g_autoptr (PentimentoJobRecord) record = pentimento_library_get_job (library_of (fixture), id, NULL);

  return record != NULL && g_str_equal (record->state, "prepared");
}

/* Asks for an edit that is not sent before the program ends. Returns: (transfer full): its id */
static char *
leave_an_edit (DocumentFixture *fixture)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  char *id;

  g_object_set (pentimento_services_get_queue (fixture->services), "paused", TRUE, NULL);
  g_object_set (fixture->document, "prompt", "sepia", NULL);
  pentimento_document_start_async (fixture->document, cancellable, take_result, &result);
  id = g_strdup (pentimento_order_get_id (pentimento_document_get_order (fixture->document)));
  document_fixture_wait (is_prepared (fixture, id));
  g_cancellable_cancel (cancellable);
  document_fixture_wait (result != NULL);
  g_assert_null (pentimento_document_start_finish (fixture->document, result, NULL));
  g_clear_object (&result);
  document_fixture_restart (fixture);
  return id;
}

/* It still is of what was shown, which by then is made of the library's file and the version's recipe. */
static void
test_sent_after_a_restart (DocumentFixture *fixture, gconstpointer data)
{
  g_autoptr (PentimentoVersion) version = NULL;
  g_autoptr (PentimentoVersion) edited = NULL;
  g_autoptr (PentimentoJobRecord) record = NULL;
  g_autoptr (PentimentoOrder) order = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GListModel) versions = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *id = NULL;

  open_garden (fixture);
  version = crop (fixture, 100, 0, 1024, 512);
  id = leave_an_edit (fixture);
  record = pentimento_library_get_job (library_of (fixture), id, NULL);
  order = pentimento_order_new_from_record (fixture->services, record, &error);
  g_assert_no_error (error);
  pentimento_queue_run_async (pentimento_services_get_queue (fixture->services), order, NULL, take_result, &result);
  document_fixture_wait (result != NULL);
  versions = pentimento_queue_run_finish (pentimento_services_get_queue (fixture->services), result, &error);
  g_assert_no_error (error);
  edited = g_list_model_get_item (versions, 0);
  g_assert_cmpstr (pentimento_version_get_parent_id (edited), ==, pentimento_version_get_id (version));
  g_assert_cmpfloat_with_epsilon (
      (double)pentimento_version_get_width (edited) / pentimento_version_get_height (edited), 2, 0.01);
}

/* Who has gone on meanwhile stays there; the version is in the history. */
static void
test_moved_on (DocumentFixture *fixture, gconstpointer data)
{
  PentimentoHistory *history;
  g_autoptr (PentimentoVersion) first = NULL;
  g_autoptr (PentimentoVersion) second = NULL;
  g_autoptr (PentimentoRecipe) recipe = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *current = NULL;

  open_garden (fixture);
  history = pentimento_document_get_history (fixture->document);
  first = crop (fixture, 0, 0, 600, 500);
  recipe = get_recipe (fixture);
  g_assert_true (pentimento_recipe_append_straighten (&recipe, WIDTH, HEIGHT, 2, NULL));
  pentimento_document_change_async (fixture->document, recipe, NULL, take_result, &result);
  pentimento_history_undo (history);
  document_fixture_wait (result != NULL);
  second = pentimento_document_change_finish (fixture->document, result, &error);
  g_assert_no_error (error);
  g_assert_cmpint (pentimento_version_get_kind (get_current (fixture)), ==, PENTIMENTO_VERSION_OPENED);
  document_fixture_wait (has_size (fixture, WIDTH, HEIGHT));
  document_fixture_wait (pentimento_history_find (history, pentimento_version_get_id (second)) != NULL);
  g_assert_cmpstr (pentimento_version_get_parent_id (second), ==, pentimento_version_get_id (first));
  current = pentimento_library_get_current (library_of (fixture), pentimento_version_get_picture_id (first), NULL);
  g_assert_cmpstr (current, ==, pentimento_version_get_id (get_current (fixture)));
}

static PentimentoImage *
make_mask (int side)
{
  g_autoptr (PentimentoMask) mask = pentimento_mask_new_ellipse (side, side, 0, 0, side, side);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) png = pentimento_mask_to_png (mask, NULL, &error);
  PentimentoImage *image;

  g_assert_no_error (error);
  image = pentimento_image_new (png, "mask.png", NULL, &error);
  g_assert_no_error (error);
  return image;
}

static guint8
get_red (GdkPixbuf *pixels, int x, int y)
{
  return gdk_pixbuf_read_pixels (
      pixels)[(gsize)y * gdk_pixbuf_get_rowstride (pixels) + (gsize)x * gdk_pixbuf_get_n_channels (pixels)];
}

/* A result put into a part: the version names two more pictures, which are kept with it and read with it. */
static void
test_paste (DocumentFixture *fixture, gconstpointer data)
{
  g_autoptr (PentimentoImage) result = document_fixture_make_image ("result.png", 400, 400, 0xff0000ff);
  g_autoptr (PentimentoImage) mask = make_mask (200);
  const PentimentoPaste paste = { .result = result, .mask = mask, .place = { 300, 100, 200, 200 }, .scale = 1 };
  g_autoptr (PentimentoRecipe) recipe = NULL;
  g_autoptr (PentimentoVersion) version = NULL;
  g_autoptr (GdkPixbuf) before = NULL;
  g_autoptr (GdkPixbuf) after = NULL;
  g_autoptr (GdkPixbuf) again = NULL;
  g_autoptr (PentimentoImage) loaded = NULL;
  g_autoptr (GError) error = NULL;

  open_garden (fixture);
  before = g_object_ref (pentimento_document_get_pixels (fixture->document));
  g_assert_true (pentimento_recipe_append_paste (&recipe, WIDTH, HEIGHT, &paste, &error));
  g_assert_no_error (error);
  version = change (fixture, recipe);
  after = g_object_ref (pentimento_document_get_pixels (fixture->document));
  g_assert_cmpuint (get_red (after, 400, 200), ==, 255);
  g_assert_cmpuint (get_red (after, 301, 101), ==, get_red (before, 301, 101));
  g_assert_cmpuint (get_red (after, 700, 700), ==, get_red (before, 700, 700));

  loaded = pentimento_library_load_version (library_of (fixture), version, &error);
  g_assert_no_error (error);
  again = pentimento_image_decode (loaded, NULL, &error);
  g_assert_no_error (error);
  assert_same_pixels (after, again);
}

/* A file that another program made of it is one more version, and undo leads back. */
static void
test_edited_elsewhere (DocumentFixture *fixture, gconstpointer data)
{
  g_autoptr (PentimentoImage) image = document_fixture_make_image ("garden-bright.png", 700, 500, 0x90b0f0ff);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (PentimentoVersion) version = NULL;
  g_autofree char *root = NULL;

  pentimento_document_add_version_async (fixture->document, image, NULL, take_result, &result);
  document_fixture_wait (result != NULL);
  g_assert_null (pentimento_document_add_version_finish (fixture->document, result, &error));
  g_assert_error (error, PENTIMENTO_DOCUMENT_ERROR, PENTIMENTO_DOCUMENT_ERROR_NO_PICTURE);
  g_clear_error (&error);
  g_clear_object (&result);

  open_garden (fixture);
  root = g_strdup (pentimento_version_get_id (get_current (fixture)));
  pentimento_document_add_version_async (fixture->document, image, NULL, take_result, &result);
  document_fixture_wait (result != NULL);
  version = pentimento_document_add_version_finish (fixture->document, result, &error);
  g_assert_no_error (error);
  g_assert_true (has_size (fixture, 700, 500));
  assert_listed (fixture, 2);
  g_assert_cmpint (pentimento_version_get_kind (version), ==, PENTIMENTO_VERSION_OPENED);
  g_assert_cmpstr (pentimento_version_get_parent_id (version), ==, root);
  g_assert_cmpstr (pentimento_version_get_name (version), ==, "garden-bright.png");
  pentimento_document_undo (fixture->document);
  document_fixture_wait (has_size (fixture, WIDTH, HEIGHT));

  /* Who has gone on meanwhile stays there. */
  pentimento_document_redo (fixture->document);
  g_clear_object (&result);
  g_clear_object (&version);
  pentimento_document_add_version_async (fixture->document, image, NULL, take_result, &result);
  pentimento_document_undo (fixture->document);
  document_fixture_wait (result != NULL);
  version = pentimento_document_add_version_finish (fixture->document, result, &error);
  g_assert_no_error (error);
  assert_listed (fixture, 3);
  g_assert_cmpstr (pentimento_version_get_id (get_current (fixture)), ==, root);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, function)                                                                                            \
  g_test_add (path, DocumentFixture, NULL, document_fixture_set_up, function, document_fixture_tear_down)
  ADD ("/change/paste", test_paste);
  ADD ("/change/enters-the-library", test_enters_the_library);
  ADD ("/change/undo-redo", test_undo_redo);
  ADD ("/change/at-once", test_at_once);
  ADD ("/change/nothing", test_nothing);
  ADD ("/change/refused", test_refused);
  ADD ("/change/after-a-restart", test_after_a_restart);
  ADD ("/change/export", test_export);
  ADD ("/change/read-ahead", test_read_ahead);
  ADD ("/change/sent", test_sent);
  ADD ("/change/sent-after-a-restart", test_sent_after_a_restart);
  ADD ("/change/moved-on", test_moved_on);
  ADD ("/change/edited-elsewhere", test_edited_elsewhere);
  return g_test_run ();
}
