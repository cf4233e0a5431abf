/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "document-fixture.h"

#include <glib/gstdio.h>

static GFile *
child (DocumentFixture *fixture, const char *name)
{
  return g_file_new_build_filename (fixture->folder, name, NULL);
}

PentimentoServices *
document_fixture_open_services (const char *folder)
{
  g_autoptr (GFile) data = g_file_new_build_filename (folder, "data", NULL);
  g_autoptr (GFile) cache = g_file_new_build_filename (folder, "cache", NULL);
  g_autoptr (GError) error = NULL;
  PentimentoServices *services = pentimento_services_new (data, cache, &error);

  g_assert_no_error (error);
  return services;
}

static void
start (DocumentFixture *fixture)
{
  fixture->services = document_fixture_open_services (fixture->folder);
  fixture->document = pentimento_document_new (fixture->services);
}

static void
settle (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

static void
stop (DocumentFixture *fixture)
{
  settle ();
  g_clear_object (&fixture->document);
  g_clear_object (&fixture->services);
  settle ();
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
document_fixture_set_up (DocumentFixture *fixture, gconstpointer data)
{
  fixture->folder = g_dir_make_tmp ("pentimento-document-XXXXXX", NULL);
  start (fixture);
}

void
document_fixture_tear_down (DocumentFixture *fixture, gconstpointer data)
{
  stop (fixture);
  remove_tree (fixture->folder);
  g_free (fixture->folder);
}

void
document_fixture_restart (DocumentFixture *fixture)
{
  stop (fixture);
  start (fixture);
}

PentimentoImage *
document_fixture_make_image (const char *name, int width, int height, guint32 rgba)
{
  g_autoptr (GdkPixbuf) pixels = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, width, height);
  g_autoptr (GdkPixbuf) corner = gdk_pixbuf_new_subpixbuf (pixels, 0, 0, width / 4, height / 4);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;
  PentimentoImage *image;

  gdk_pixbuf_fill (pixels, rgba);
  gdk_pixbuf_fill (corner, 0x101010ff);
  bytes = pentimento_image_encode (pixels, "image/png", 0, NULL, &error);
  g_assert_no_error (error);
  image = pentimento_image_new (bytes, name, NULL, &error);
  g_assert_no_error (error);
  return image;
}

static void
keep_result (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **)user_data = g_object_ref (result);
}

void
document_fixture_open (DocumentFixture *fixture, PentimentoImage *image)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  pentimento_document_open_async (fixture->document, image, NULL, keep_result, &result);
  document_fixture_wait (result != NULL);
  pentimento_document_open_finish (fixture->document, result, &error);
  g_assert_no_error (error);
}

GListModel *
document_fixture_run (DocumentFixture *fixture, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  pentimento_document_start_async (fixture->document, NULL, keep_result, &result);
  document_fixture_wait (result != NULL);
  return pentimento_document_start_finish (fixture->document, result, error);
}

gboolean
document_fixture_export (DocumentFixture *fixture, const char *name, gboolean replace, GError **error)
{
  g_autoptr (GFile) target = child (fixture, name);
  g_autoptr (GAsyncResult) result = NULL;

  pentimento_document_export_async (fixture->document, NULL, target, NULL, replace, NULL, NULL, NULL, keep_result,
                                    &result);
  document_fixture_wait (result != NULL);
  return pentimento_document_export_finish (fixture->document, result, NULL, error);
}

GListModel *
document_fixture_resume (DocumentFixture *fixture, const char *id, GError **error)
{
  PentimentoJobs *jobs = pentimento_services_get_jobs (fixture->services);
  g_autoptr (GAsyncResult) result = NULL;

  pentimento_jobs_resume_async (jobs, id, NULL, keep_result, &result);
  document_fixture_wait (result != NULL);
  return pentimento_jobs_finish (jobs, result, error);
}
