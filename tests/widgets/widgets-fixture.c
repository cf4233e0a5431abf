/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "widgets-fixture.h"
#include "pentimento-canvas.h"

#include <glib/gstdio.h>

void
widgets_fixture_init (int *argc, char ***argv)
{
  g_setenv ("GSETTINGS_BACKEND", "memory", TRUE);
  gtk_test_init (argc, argv, NULL);
  adw_init ();
}

static void
open_services (WidgetsFixture *fixture)
{
  g_autoptr (GFile) data = g_file_new_build_filename (fixture->folder, "data", NULL);
  g_autoptr (GFile) cache = g_file_new_build_filename (fixture->folder, "cache", NULL);
  g_autoptr (GError) error = NULL;

  fixture->services = pentimento_services_new (data, cache, &error);
  g_assert_no_error (error);
}

/* The settings are in memory, and last from one test to the next. A key that another test stores meanwhile is none of ours. */
static void
reset_settings (WidgetsFixture *fixture)
{
  GSettings *settings = pentimento_services_get_settings (fixture->services);

  g_assert_nonnull (settings);
  g_settings_reset (settings, "size");
  g_settings_reset (settings, "fit-back");
  g_settings_reset (settings, "draft");
  g_settings_reset (settings, "gallery-sort");
  g_settings_reset (settings, "gallery-grouped");
  g_settings_reset (settings, "endpoints");
  g_settings_reset (settings, "uploads");
  g_settings_set_string (settings, "provider", "practice");
}

static void
show_window (WidgetsFixture *fixture)
{
  fixture->window = pentimento_window_new (NULL, fixture->services, NULL);
  fixture->document = pentimento_window_get_document (fixture->window);
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 1100, 700);
  gtk_window_present (GTK_WINDOW (fixture->window));
  g_object_set (fixture->document, "endpoint", pentimento_sandbox_get_url (fixture->sandbox), NULL);
}

void
widgets_fixture_set_up (WidgetsFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture->folder = g_dir_make_tmp ("pentimento-widgets-XXXXXX", NULL);
  fixture->sandbox = pentimento_sandbox_new ();
  pentimento_sandbox_start (fixture->sandbox, 0, &error);
  g_assert_no_error (error);
  open_services (fixture);
  reset_settings (fixture);
  show_window (fixture);
}

static void
settle (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

static void
remove_tree (const char *path)
{
  g_autoptr (GDir) folder = g_dir_open (path, 0, NULL);
  const char *name;

  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *inner = g_build_filename (path, name, NULL);

      remove_tree (inner);
    }
  g_assert_cmpint (g_remove (path), ==, 0);
}

void
widgets_fixture_tear_down (WidgetsFixture *fixture, gconstpointer data)
{
  gpointer window = fixture->window;

  /* What is still on its way holds the window until it has seen that it is not wanted any more. */
  g_object_add_weak_pointer (G_OBJECT (fixture->window), &window);
  gtk_window_close (GTK_WINDOW (fixture->window));
  widgets_fixture_wait (window == NULL);
  g_clear_object (&fixture->services);
  g_clear_object (&fixture->sandbox);
  settle ();
  remove_tree (fixture->folder);
  g_free (fixture->folder);
}

GdkPixbuf *
widgets_fixture_make_pixels (int width, int height, guint seed, gboolean transparent)
{
  GdkPixbuf *pixels = gdk_pixbuf_new (GDK_COLORSPACE_RGB, transparent, 8, width, height);
  int channels = gdk_pixbuf_get_n_channels (pixels);

  for (int y = 0; y < height; y++)
    {
      guchar *line = gdk_pixbuf_get_pixels (pixels) + (gsize)y * gdk_pixbuf_get_rowstride (pixels);

      for (int x = 0; x < width; x++)
        {
          line[x * channels] = (x * 37 + seed * 11) & 255;
          line[x * channels + 1] = (y * 53 + seed * 29) & 255;
          line[x * channels + 2] = ((x + y) * 71 + seed) & 255;
          if (transparent)
            line[x * channels + 3] = (x / 8) % 2 == 0 ? 255 : 0;
        }
    }
  return pixels;
}

PentimentoImage *
widgets_fixture_make_image (int width, int height, guint seed)
{
  g_autoptr (GdkPixbuf) pixels = widgets_fixture_make_pixels (width, height, seed, FALSE);
  g_autofree char *name = g_strdup_printf ("picture %u.png", seed);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = pentimento_image_encode (pixels, "image/png", 0, NULL, &error);
  PentimentoImage *image;

  g_assert_no_error (error);
  image = pentimento_image_new (bytes, name, NULL, &error);
  g_assert_no_error (error);
  return image;
}

static void
write_image (WidgetsFixture *fixture, PentimentoImage *image, GFile *file)
{
  gsize size;
  const char *content = g_bytes_get_data (pentimento_image_get_bytes (image), &size);
  g_autoptr (GError) error = NULL;

  g_file_replace_contents (file, content, size, NULL, FALSE, G_FILE_CREATE_NONE, NULL, NULL, &error);
  g_assert_no_error (error);
}

/* This very picture, not the one that was there before. */
static gboolean
shows (WidgetsFixture *fixture, const char *sha256)
{
  PentimentoImage *image = pentimento_document_get_image (fixture->document);

  return pentimento_document_get_pixels (fixture->document) != NULL && image != NULL
         && g_str_equal (pentimento_image_get_sha256 (image), sha256);
}

void
widgets_fixture_open (WidgetsFixture *fixture, int width, int height, guint seed)
{
  PentimentoCanvas *canvas = widgets_fixture_find (fixture->window, PENTIMENTO_TYPE_CANVAS);
  g_autoptr (PentimentoImage) image = widgets_fixture_make_image (width, height, seed);
  g_autofree char *name = g_strdup_printf ("picture-%u.png", seed);
  g_autoptr (GFile) file = g_file_new_build_filename (fixture->folder, name, NULL);

  write_image (fixture, image, file);
  pentimento_window_open_file (fixture->window, file);
  widgets_fixture_wait (
      shows (fixture, pentimento_image_get_sha256 (image))
      && pentimento_canvas_get_shown_pixels (canvas) == pentimento_document_get_pixels (fixture->document)
      && gtk_widget_get_width (GTK_WIDGET (canvas)) > 0 && pentimento_canvas_get_viewport (canvas)->view_width > 0);
}

gpointer
widgets_fixture_find (gpointer widget, GType type)
{
  if (g_type_is_a (G_OBJECT_TYPE (widget), type))
    return widget;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      gpointer found = widgets_fixture_find (child, type);

      if (found != NULL)
        return found;
    }
  return NULL;
}

gpointer
widgets_fixture_part (gpointer widget, const char *name)
{
  GObject *part = gtk_widget_get_template_child (widget, G_OBJECT_TYPE (widget), name);

  g_assert_nonnull (part);
  return part;
}
