/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Odd, broken and vanishing pictures in the real window: shown right or refused clearly, and the window stays usable. Run at both scales. */

#include "image-fixtures.h"
#include "pentimento-canvas.h"
#include "pentimento-thumbnail.h"
#include "picture-kinds.h"
#include "widgets-fixture.h"

#include <glib/gstdio.h>
#include <string.h>

typedef struct {
  WidgetsFixture base;
  PentimentoCanvas *canvas;
} BadFixture;

static void
set_up (BadFixture *fixture, gconstpointer data)
{
  widgets_fixture_set_up (&fixture->base, data);
  fixture->canvas = widgets_fixture_find (fixture->base.window, PENTIMENTO_TYPE_CANVAS);
  /* It lies over the picture, and may not be painted while it waits for its place. */
  gtk_widget_set_visible (widgets_fixture_part (fixture->canvas, "overlay"), FALSE);
}

static void
tear_down (BadFixture *fixture, gconstpointer data)
{
  widgets_fixture_tear_down (&fixture->base, data);
}

static GFile *
write_file (BadFixture *fixture, const char *name, GBytes *bytes)
{
  GFile *file = g_file_new_build_filename (fixture->base.folder, name, NULL);
  g_autoptr (GError) error = NULL;

  g_file_set_contents (g_file_peek_path (file), g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), &error);
  g_assert_no_error (error);
  return file;
}

static gboolean
is_open (BadFixture *fixture, const char *name)
{
  PentimentoImage *image = pentimento_document_get_image (fixture->base.document);
  GdkPixbuf *pixels = pentimento_document_get_pixels (fixture->base.document);

  return image != NULL && g_str_equal (pentimento_image_get_name (image), name) && pixels != NULL
         && pentimento_canvas_get_shown_pixels (fixture->canvas) == pixels
         && pentimento_canvas_get_viewport (fixture->canvas)->view_width > 0;
}

static void
open_bytes (BadFixture *fixture, const char *name, GBytes *bytes)
{
  g_autoptr (GFile) file = write_file (fixture, name, bytes);

  pentimento_window_open_file (fixture->base.window, file);
  widgets_fixture_wait (is_open (fixture, name));
}

static void
open_picture (BadFixture *fixture, int width, int height, guint seed)
{
  g_autoptr (PentimentoImage) image = widgets_fixture_make_image (width, height, seed);

  open_bytes (fixture, pentimento_image_get_name (image), pentimento_image_get_bytes (image));
}

static PentimentoVersion *
get_current (BadFixture *fixture)
{
  return pentimento_history_get_current (pentimento_document_get_history (fixture->base.document));
}

static const char *
get_page (BadFixture *fixture)
{
  return gtk_stack_get_visible_child_name (widgets_fixture_part (fixture->base.window, "picture_stack"));
}

static gboolean
is_reported (BadFixture *fixture, const char *words)
{
  GtkInfoBar *bar = widgets_fixture_part (fixture->base.window, "message_bar");
  GtkLabel *label = widgets_fixture_part (fixture->base.window, "message_label");

  return gtk_info_bar_get_revealed (bar) && strstr (gtk_label_get_text (label), words) != NULL;
}

static gboolean
has_label (gpointer widget, const char *words)
{
  if (GTK_IS_LABEL (widget) && strstr (gtk_label_get_text (widget), words) != NULL)
    return TRUE;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (has_label (child, words))
      return TRUE;
  return FALSE;
}

/* Returns: (nullable): what the widget paints, in device pixels; premultiplied BGRA, so many a line */
static guint32 *
paint (gpointer painted, int *width, int *height)
{
  GtkWidget *widget = painted;
  int scale = gtk_widget_get_scale_factor (widget);
  g_autoptr (GtkSnapshot) snapshot = gtk_snapshot_new ();
  g_autoptr (GskRenderNode) node = NULL;
  g_autoptr (GdkTexture) texture = NULL;
  guint32 *target;

  *width = gtk_widget_get_width (widget) * scale;
  *height = gtk_widget_get_height (widget) * scale;
  gtk_snapshot_scale (snapshot, scale, scale);
  GTK_WIDGET_GET_CLASS (widget)->snapshot (widget, snapshot);
  node = gtk_snapshot_to_node (snapshot);
  if (node == NULL)
    return NULL;

  texture = gsk_renderer_render_texture (gtk_native_get_renderer (gtk_widget_get_native (widget)), node,
                                         &GRAPHENE_RECT_INIT (0, 0, *width, *height));
  target = g_new (guint32, (gsize)*width * *height);
  gdk_texture_download (texture, (guchar *)target, (gsize)*width * 4);
  return target;
}

/* The pixel of the canvas where the picture's (@image_x, @image_y) lies, as 0xRRGGBB */
static guint32
get_painted (BadFixture *fixture, double image_x, double image_y)
{
  int width, height;
  g_autofree guint32 *painted = paint (fixture->canvas, &width, &height);
  double x, y;

  g_assert_nonnull (painted);
  pentimento_viewport_to_view (pentimento_canvas_get_viewport (fixture->canvas), image_x, image_y, &x, &y);
  g_assert_true (x >= 0 && y >= 0 && x < width && y < height);
  return painted[(int)y * width + (int)x] & 0xffffff;
}

/* The middle of the picture, at every zoom that there is */
static void
assert_shown (BadFixture *fixture, guint32 colour)
{
  const PentimentoViewport *viewport = pentimento_canvas_get_viewport (fixture->canvas);
  GtkWidget *widget = GTK_WIDGET (fixture->canvas);
  const double zooms[] = { 1, 16, 0.05, 2, 0.5 };

  for (guint i = 0; i <= G_N_ELEMENTS (zooms); i++)
    {
      guint32 painted;

      if (i == G_N_ELEMENTS (zooms))
        gtk_widget_activate_action (widget, "canvas.fit", NULL);
      else
        gtk_widget_activate_action (widget, "canvas.zoom-to", "d", zooms[i]);
      painted = get_painted (fixture, viewport->image_width / 2, viewport->image_height / 2);
      g_test_message ("%.0f × %.0f at %g: %06x", viewport->image_width, viewport->image_height, viewport->zoom,
                      painted);
      for (int shift = 0; shift < 24; shift += 8)
        g_assert_cmpint (ABS ((int)(painted >> shift & 255) - (int)(colour >> shift & 255)), <=, 3);
    }
}

/* Kinds */

static GBytes *
make_line (int width, int height)
{
  g_autofree guint8 *samples = g_malloc (60000 * 3);

  for (gsize i = 0; i < 60000; i++)
    memcpy (samples + i * 3, "\xc8\x64\x32", 3);
  return kind_png (width, height, 8, KIND_PNG_RGB, samples);
}

static GBytes *
make_tiff (void)
{
  const KindTiff kind = { 1, 1, 16, 3, KIND_TIFF_RGB, KIND_TIFF_NO_ALPHA };

  return kind_tiff (&kind, (const guint8 *)"\xc8\xc8\x64\x64\x32\x32", 6);
}

static void
assert_kind (BadFixture *fixture, const char *name, GBytes *taken, guint32 colour)
{
  g_autoptr (GBytes) bytes = taken;

  g_test_message ("%s", name);
  open_bytes (fixture, name, bytes);
  assert_shown (fixture, colour);
  g_assert_cmpstr (get_page (fixture), ==, "canvas");
}

static void
test_kinds (BadFixture *fixture, gconstpointer data)
{
  const guint8 deep[] = { 0xc8, 0xc8, 0x64, 0x64, 0x32, 0x32 };
  const guint8 inks[] = { 200, 100, 50, 255 };

  assert_kind (fixture, "dot.png", kind_png (1, 1, 8, KIND_PNG_RGB, (const guint8 *)"\xc8\x64\x32"), 0xc86432);
  assert_kind (fixture, "deep.png", kind_png (1, 1, 16, KIND_PNG_RGB, deep), 0xc86432);
  widgets_fixture_wait (has_label (fixture->base.window, "16 bits a channel"));
  assert_kind (fixture, "deep.tiff", make_tiff (), 0xc86432);
  assert_kind (fixture, "high.png", make_line (1, 60000), 0xc86432);
  assert_kind (fixture, "wide.png", make_line (60000, 1), 0xc86432);
  assert_kind (fixture, "palette & more.png", kind_png (1, 1, 4, KIND_PNG_PALETTE, (const guint8 *)"\x10"), 0xff0000);
  assert_kind (fixture, "opaque grey.png", kind_png (1, 1, 8, KIND_PNG_GREY_ALPHA, (const guint8 *)"\x40\xff"),
               0x404040);
  assert_kind (fixture, "inks & more.jpg", kind_jpeg (4, 0, inks, 1), 0xc86432);
  widgets_fixture_wait (has_label (fixture->base.window, "CMYK: "));
}

/* What cannot be seen of it shows the squares behind, each of them as large as it is on the screen. */
static void
test_transparent (BadFixture *fixture, gconstpointer data)
{
  g_autoptr (GBytes) bytes = kind_png (2, 1, 8, KIND_PNG_GREY_ALPHA, (const guint8 *)"\xff\x00\x00\xff");
  guint32 clear;

  open_bytes (fixture, "clear.png", bytes);
  gtk_widget_activate_action (GTK_WIDGET (fixture->canvas), "canvas.zoom-to", "d", 8.0);
  clear = get_painted (fixture, 0.5, 0.5);
  g_assert_true (clear == 0xcccccc || clear == 0x999999);
  g_assert_cmphex (get_painted (fixture, 1.5, 0.5), ==, 0);
}

static void
test_animation (BadFixture *fixture, gconstpointer data)
{
  const guint8 colours[] = { 1, 2 };
  g_autoptr (GBytes) bytes = fixture_gif (48, 36, 2, colours);

  open_bytes (fixture, "moving.gif", bytes);
  g_assert_cmphex (get_painted (fixture, 24, 18), ==, 0xff0000);
  widgets_fixture_wait (has_label (fixture->base.window, "Animation: "));
}

/* Refusals */

static void
assert_refused (BadFixture *fixture, const char *name, GBytes *taken)
{
  g_autoptr (GBytes) bytes = taken;
  g_autoptr (GFile) file = bytes != NULL ? write_file (fixture, name, bytes)
                                         : g_file_new_build_filename (fixture->base.folder, name, NULL);
  GdkPixbuf *before = pentimento_canvas_get_shown_pixels (fixture->canvas);

  g_test_message ("%s", name);
  pentimento_window_open_file (fixture->base.window, file);
  widgets_fixture_wait (is_reported (fixture, name));
  g_assert_true (pentimento_canvas_get_shown_pixels (fixture->canvas) == before);
  g_assert_cmpstr (get_page (fixture), ==, before != NULL ? "canvas" : "empty");
}

static void
refuse_all (BadFixture *fixture)
{
  g_autoptr (GBytes) whole = make_line (1, 60000);
  const guint8 inks[] = { 200, 100, 50, 255 };

  assert_refused (fixture, "words.png", g_bytes_new_static ("no picture", 10));
  assert_refused (fixture, "nothing.png", g_bytes_new_static ("", 0));
  assert_refused (fixture, "cut.png", fixture_cut (whole, g_bytes_get_size (whole) / 2));
  assert_refused (fixture, "huge.png", fixture_png_header (60000, 60000));
  assert_refused (fixture, "unmarked.jpg", kind_jpeg (4, KIND_JPEG_NO_ADOBE, inks, 1));
  assert_refused (fixture, "gone.png", NULL);
  assert_refused (fixture, "data", NULL); /* the library's folder */
}

static void
test_refused (BadFixture *fixture, gconstpointer data)
{
  refuse_all (fixture);
  open_picture (fixture, 64, 48, 1);
  g_assert_false (is_reported (fixture, ""));
  refuse_all (fixture);
  open_picture (fixture, 64, 48, 2);
  g_assert_false (is_reported (fixture, ""));
}

/* Files that change and go */

static void
keep_result (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **)user_data = g_object_ref (result);
}

static void
edit (BadFixture *fixture)
{
  PentimentoHistory *history = pentimento_document_get_history (fixture->base.document);
  guint n_versions = g_list_model_get_n_items (G_LIST_MODEL (history));
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GListModel) versions = NULL;
  g_autoptr (GError) error = NULL;

  g_object_set (fixture->base.document, "prompt", "sepia", NULL);
  pentimento_document_start_async (fixture->base.document, NULL, keep_result, &result);
  widgets_fixture_wait (result != NULL);
  versions = pentimento_document_start_finish (fixture->base.document, result, &error);
  g_assert_no_error (error);
  widgets_fixture_wait (g_list_model_get_n_items (G_LIST_MODEL (history)) == n_versions + 1);
}

/* A picture is read once: what becomes of its file later changes nothing, neither of what is shown nor of what is kept and sent. */
static void
test_changing_file (BadFixture *fixture, gconstpointer data)
{
  g_autoptr (GdkPixbuf) pixels = widgets_fixture_make_pixels (700, 500, 3, FALSE);
  g_autoptr (GBytes) bytes = pentimento_image_encode (pixels, "image/png", 0, NULL, NULL);
  g_autoptr (GBytes) other = make_line (1, 60000);
  g_autofree char *path = g_build_filename (fixture->base.folder, "changing.png", NULL);
  g_autoptr (GFile) object = NULL;
  g_autoptr (GBytes) kept = NULL;
  g_autoptr (GError) error = NULL;
  PentimentoVersion *root;
  guint32 before;

  open_bytes (fixture, "changing.png", bytes);
  root = get_current (fixture);
  before = get_painted (fixture, 350.5, 250.5);
  g_file_set_contents_full (path, g_bytes_get_data (other, NULL), g_bytes_get_size (other), G_FILE_SET_CONTENTS_NONE,
                            0600, NULL);
  gtk_widget_activate_action (GTK_WIDGET (fixture->canvas), "canvas.zoom-to", "d", 3.0);
  gtk_widget_activate_action (GTK_WIDGET (fixture->canvas), "canvas.fit", NULL);
  g_assert_cmphex (get_painted (fixture, 350.5, 250.5), ==, before);
  g_assert_cmpint (g_unlink (path), ==, 0);
  edit (fixture);
  object = pentimento_library_get_object (pentimento_services_get_library (fixture->base.services),
                                          pentimento_version_get_sha256 (root), &error);
  g_assert_no_error (error);
  kept = g_file_load_bytes (object, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_bytes_equal (kept, bytes));
}

/* Versions whose picture is not in the library any more */

static void
remove_object (BadFixture *fixture, PentimentoVersion *version)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) object = pentimento_library_get_object (pentimento_services_get_library (fixture->base.services),
                                                            pentimento_version_get_sha256 (version), &error);

  g_assert_no_error (error);
  g_assert_true (g_file_delete (object, NULL, &error));
  g_assert_no_error (error);
}

static void
open_edited (BadFixture *fixture)
{
  GdkPixbuf *opened;

  open_picture (fixture, 1024, 1024, 1);
  opened = pentimento_canvas_get_shown_pixels (fixture->canvas);
  edit (fixture);
  widgets_fixture_wait (pentimento_document_get_pixels (fixture->base.document) != opened
                        && pentimento_canvas_get_shown_pixels (fixture->canvas)
                               == pentimento_document_get_pixels (fixture->base.document));
}

static char *
get_obstacle (BadFixture *fixture)
{
  char *obstacle;

  g_object_get (fixture->base.document, "obstacle", &obstacle, NULL);
  return obstacle;
}

/* What was shown last is in memory still; what is farther back has to be read. */
static void
test_missing_on_undo (BadFixture *fixture, gconstpointer data)
{
  PentimentoVersion *first;
  PentimentoHistory *history;
  GdkPixbuf *shown;
  g_autofree char *obstacle = NULL;
  g_autofree char *none = NULL;
  AdwStatusPage *page = widgets_fixture_part (fixture->base.window, "unreadable_page");

  open_edited (fixture);
  history = pentimento_document_get_history (fixture->base.document);
  first = get_current (fixture);
  shown = pentimento_document_get_pixels (fixture->base.document);
  for (guint i = 0; i < 3; i++)
    {
      edit (fixture);
      widgets_fixture_wait (pentimento_document_get_pixels (fixture->base.document) != shown);
      shown = pentimento_document_get_pixels (fixture->base.document);
    }
  remove_object (fixture, pentimento_history_get_parent (history, first));

  for (guint i = 0; i < 3; i++)
    gtk_widget_activate_action (GTK_WIDGET (fixture->base.window), "document.undo", NULL);
  widgets_fixture_wait (get_current (fixture) == first && g_str_equal (get_page (fixture), "canvas"));
  gtk_widget_activate_action (GTK_WIDGET (fixture->base.window), "document.undo", NULL);
  widgets_fixture_wait (g_str_equal (get_page (fixture), "unreadable"));
  g_assert_nonnull (strstr (adw_status_page_get_description (page), "missing from the library"));
  obstacle = get_obstacle (fixture);
  g_assert_nonnull (strstr (obstacle, "cannot be read"));
  g_assert_null (pentimento_document_get_image (fixture->base.document));
  g_assert_null (pentimento_canvas_get_shown_pixels (fixture->canvas));
  g_assert_false (pentimento_window_is_empty (fixture->base.window));

  gtk_widget_activate_action (GTK_WIDGET (fixture->base.window), "document.redo", NULL);
  widgets_fixture_wait (pentimento_canvas_get_shown_pixels (fixture->canvas) != NULL);
  g_assert_cmpstr (get_page (fixture), ==, "canvas");
  none = get_obstacle (fixture);
  g_assert_null (none);
  edit (fixture);
}

/* The version before cannot be shown; the one that is shown stays, and everything goes on. */
static void
test_missing_while_comparing (BadFixture *fixture, gconstpointer data)
{
  GdkPixbuf *shown;

  open_edited (fixture);
  remove_object (fixture, pentimento_history_get_parent (pentimento_document_get_history (fixture->base.document),
                                                         get_current (fixture)));
  shown = pentimento_canvas_get_shown_pixels (fixture->canvas);
  for (int i = 0; i < 2; i++)
    {
      gint64 end = g_get_monotonic_time () + G_USEC_PER_SEC / 4;

      pentimento_canvas_set_comparing (fixture->canvas, TRUE);
      widgets_fixture_wait (g_get_monotonic_time () > end);
      g_assert_true (pentimento_canvas_get_shown_pixels (fixture->canvas) == shown);
      pentimento_canvas_set_comparing (fixture->canvas, FALSE);
    }
  g_assert_cmpstr (get_page (fixture), ==, "canvas");
  edit (fixture);
}

static void
test_missing_in_gallery (BadFixture *fixture, gconstpointer data)
{
  PentimentoVersion *edited;
  GdkPixbuf *shown;

  open_edited (fixture);
  edited = get_current (fixture);
  remove_object (fixture, edited);
  g_object_ref (edited);
  open_picture (fixture, 64, 48, 2);
  shown = pentimento_canvas_get_shown_pixels (fixture->canvas);

  gtk_toggle_button_set_active (widgets_fixture_part (fixture->base.window, "gallery_toggle"), TRUE);
  gtk_widget_activate_action (GTK_WIDGET (fixture->base.window), "win.open-version", "s",
                              pentimento_version_get_id (edited));
  widgets_fixture_wait (is_reported (fixture, "missing from the library"));
  g_assert_true (pentimento_canvas_get_shown_pixels (fixture->canvas) == shown);
  open_picture (fixture, 64, 48, 3);
  g_object_unref (edited);
}

/* A symbol takes the place of the picture, until there is one. */
static void
test_missing_thumbnail (BadFixture *fixture, gconstpointer data)
{
  PentimentoLibrary *library = pentimento_services_get_library (fixture->base.services);
  g_autofree char *sha256 = g_strnfill (64, 'a');
  g_autoptr (PentimentoVersion) version
      = g_object_new (PENTIMENTO_TYPE_VERSION, "id", "none", "picture-id", "none", "sha256", sha256, NULL);
  g_autoptr (PentimentoImage) image = widgets_fixture_make_image (64, 64, 1);
  PentimentoThumbnail *thumbnail = g_object_new (PENTIMENTO_TYPE_THUMBNAIL, NULL);
  GtkWindow *window = g_object_new (GTK_TYPE_WINDOW, "child", thumbnail, NULL);
  g_autofree guint32 *missing = NULL;
  g_autofree guint32 *painted = NULL;
  int width, height, n_marked = 0;

  gtk_window_present (window);
  widgets_fixture_wait (gtk_widget_get_width (GTK_WIDGET (thumbnail)) > 0);
  g_assert_null (paint (thumbnail, &width, &height));
  pentimento_thumbnail_show (thumbnail, pentimento_thumbnailer_get (library), version, NULL);
  widgets_fixture_wait ((missing = paint (thumbnail, &width, &height)) != NULL);
  for (int i = 0; i < width * height; i++)
    n_marked += missing[i] != 0;
  g_assert_cmpint (n_marked, >, 50);
  g_assert_cmpint (n_marked, <, width * height / 2);

  pentimento_thumbnail_show (thumbnail, pentimento_thumbnailer_get (library), NULL, image);
  widgets_fixture_wait (
      pentimento_thumbnailer_peek (pentimento_thumbnailer_get (library), pentimento_image_get_identity (image), 256)
      != NULL);
  painted = paint (thumbnail, &width, &height);
  g_assert_cmphex (painted[height / 2 * width] >> 24, ==, 255);
  gtk_window_destroy (window);
}

#define ADD(name, test) g_test_add ("/bad-pictures/" name, BadFixture, NULL, set_up, test, tear_down)

int
main (int argc, char **argv)
{
  widgets_fixture_init (&argc, &argv);
  ADD ("kinds", test_kinds);
  ADD ("transparent", test_transparent);
  ADD ("animation", test_animation);
  ADD ("refused", test_refused);
  ADD ("changing-file", test_changing_file);
  ADD ("missing-on-undo", test_missing_on_undo);
  ADD ("missing-while-comparing", test_missing_while_comparing);
  ADD ("missing-in-gallery", test_missing_in_gallery);
  ADD ("missing-thumbnail", test_missing_thumbnail);
  return g_test_run ();
}
