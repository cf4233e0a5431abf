/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "image-fixtures.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

typedef struct {
  char *folder;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  fixture->folder = fixture_folder ();
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  fixture_remove_folder (fixture->folder);
  g_free (fixture->folder);
}

static GFile *
put_file (Fixture *fixture, const char *name, const void *data, gsize size)
{
  g_autofree char *path = g_build_filename (fixture->folder, name, NULL);

  g_assert_true (g_file_set_contents (path, data, size, NULL));
  return g_file_new_for_path (path);
}

static void
assert_refused (GFile *file, const PentimentoImageLimits *limits, int code)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PentimentoImage) image = pentimento_image_load (file, limits, NULL, &error);
  g_autofree char *name = g_file_get_basename (file);

  g_assert_null (image);
  g_assert_error (error, PENTIMENTO_IMAGE_ERROR, code);
  g_assert_nonnull (strstr (error->message, name));
}

static void
test_plain (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GdkPixbuf) pixels = fixture_quadrants (40, 20);
  g_autoptr (GBytes) bytes = fixture_file (pixels, "png", NULL, NULL);
  g_autoptr (GFile) file = put_file (fixture, "lie.jpg", g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  g_autofree char *hash = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes);
  g_autoptr (GError) error = NULL;
  g_autoptr (PentimentoImage) image = pentimento_image_load (file, NULL, NULL, &error);

  g_assert_no_error (error);
  g_assert_true (g_bytes_equal (pentimento_image_get_bytes (image), bytes));
  g_assert_cmpstr (pentimento_image_get_name (image), ==, "lie.jpg");
  g_assert_cmpstr (pentimento_image_get_media_type (image), ==, "image/png");
  g_assert_cmpstr (pentimento_image_get_sha256 (image), ==, hash);
  g_assert_cmpint (pentimento_image_get_width (image), ==, 40);
  g_assert_cmpint (pentimento_image_get_height (image), ==, 20);
  g_assert_cmpint (pentimento_image_get_orientation (image), ==, 1);
}

static void
test_no_pictures (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GFile) folder = g_file_new_for_path (fixture->folder);
  g_autoptr (GFile) missing = g_file_get_child (folder, "missing.png");
  g_autoptr (GFile) empty = put_file (fixture, "empty.png", "", 0);
  g_autoptr (GFile) text = put_file (fixture, "text.png", "Dear diary,", 11);
  g_autoptr (GFile) pipe = g_file_get_child (folder, "pipe.png");

  g_assert_cmpint (mkfifo (g_file_peek_path (pipe), 0600), ==, 0);
  assert_refused (missing, NULL, PENTIMENTO_IMAGE_ERROR_UNREADABLE);
  assert_refused (folder, NULL, PENTIMENTO_IMAGE_ERROR_UNREADABLE);
  assert_refused (pipe, NULL, PENTIMENTO_IMAGE_ERROR_UNREADABLE);
  assert_refused (empty, NULL, PENTIMENTO_IMAGE_ERROR_EMPTY);
  assert_refused (text, NULL, PENTIMENTO_IMAGE_ERROR_UNKNOWN_FORMAT);
}

static void
test_limits (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GdkPixbuf) pixels = fixture_noise (40, 20, FALSE);
  g_autoptr (GBytes) bytes = fixture_file (pixels, "png", NULL, NULL);
  gsize size = g_bytes_get_size (bytes);
  g_autoptr (GFile) file = put_file (fixture, "noise.png", g_bytes_get_data (bytes, NULL), size);
  const PentimentoImageLimits enough = { size, 800 };
  const PentimentoImageLimits few_bytes = { size - 1, 800 };
  const PentimentoImageLimits few_pixels = { size, 799 };
  g_autoptr (GError) error = NULL;
  g_autoptr (PentimentoImage) image = pentimento_image_load (file, &enough, NULL, &error);

  g_assert_no_error (error);
  g_assert_nonnull (image);
  assert_refused (file, &few_bytes, PENTIMENTO_IMAGE_ERROR_TOO_LARGE);
  assert_refused (file, &few_pixels, PENTIMENTO_IMAGE_ERROR_TOO_LARGE);
}

/* A file of /proc says it has no bytes, and has them. */
static void
test_size_that_lies (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GFile) endless = g_file_new_for_path ("/proc/self/maps");
  const PentimentoImageLimits limits = { 64, 1000 };

  assert_refused (endless, &limits, PENTIMENTO_IMAGE_ERROR_TOO_LARGE);
  assert_refused (endless, NULL, PENTIMENTO_IMAGE_ERROR_UNKNOWN_FORMAT);
}

static void
test_async (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GdkPixbuf) pixels = fixture_quadrants (40, 20);
  g_autoptr (GBytes) bytes = fixture_file (pixels, "jpeg", NULL, NULL);
  g_autoptr (GFile) file = put_file (fixture, "a.jpg", g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (PentimentoImage) image = NULL;

  pentimento_image_load_async (file, NULL, NULL, fixture_take_result, &result);
  fixture_wait (&result);
  image = pentimento_image_load_finish (result, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (pentimento_image_get_media_type (image), ==, "image/jpeg");
}

static void
test_cancelled (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GFile) file = put_file (fixture, "a.jpg", "x", 1);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) sync_error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_null (pentimento_image_load (file, NULL, cancellable, &sync_error));
  g_assert_error (sync_error, G_IO_ERROR, G_IO_ERROR_CANCELLED);

  pentimento_image_load_async (file, NULL, cancellable, fixture_take_result, &result);
  fixture_wait (&result);
  g_assert_null (pentimento_image_load_finish (result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
test_nameless (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GdkPixbuf) pixels = fixture_quadrants (4, 4);
  g_autoptr (GBytes) bytes = fixture_file (pixels, "png", NULL, NULL);
  g_autoptr (PentimentoImage) image = fixture_image (bytes, NULL);
  g_autoptr (PentimentoImage) odd = fixture_image (bytes, "\xff.png");

  g_assert_cmpstr (pentimento_image_get_name (image), !=, "");
  g_assert_true (g_utf8_validate (pentimento_image_get_name (odd), -1, NULL));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function) g_test_add ("/image/load/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("plain", test_plain);
  ADD ("no-pictures", test_no_pictures);
  ADD ("limits", test_limits);
  ADD ("size-that-lies", test_size_that_lies);
  ADD ("async", test_async);
  ADD ("cancelled", test_cancelled);
  ADD ("nameless", test_nameless);
  return g_test_run ();
}
