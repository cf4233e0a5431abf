/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Where the bytes of a picture lie, and what they are told apart by. */

#include "image-fixtures.h"

#include <glib/gstdio.h>

#include "pentimento-sha256.h"

static char *folder;

/* A PNG file of more than the 4 MiB that are kept in memory, as noise cannot be made small. */
static GBytes *
make_large_file (const char *path)
{
  g_autoptr (GdkPixbuf) pixels = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, 1300, 1300);
  guint8 *data = gdk_pixbuf_get_pixels (pixels);
  g_autoptr (GBytes) bytes = NULL;

  for (gsize i = 0; i < gdk_pixbuf_get_byte_length (pixels); i++)
    data[i] = g_test_rand_int ();
  bytes = fixture_file (pixels, "png", NULL, NULL);
  g_assert_cmpuint (g_bytes_get_size (bytes), >, 4 * 1024 * 1024);
  g_assert_true (g_file_set_contents (path, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), NULL));
  return g_steal_pointer (&bytes);
}

static PentimentoImage *
load (const char *path)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;
  PentimentoImage *image = pentimento_image_load (file, NULL, NULL, &error);

  g_assert_no_error (error);
  return image;
}

static guint
count_files (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  guint n_files = 0;

  while (dir != NULL && g_dir_read_name (dir) != NULL)
    n_files++;
  return n_files;
}

/* What was opened stays what it is, whatever becomes of the person's file. */
static void
test_large (void)
{
  g_autofree char *path = g_build_filename (folder, "large.png", NULL);
  g_autofree char *cache = g_build_filename (folder, "pentimento", NULL);
  g_autoptr (GBytes) bytes = make_large_file (path);
  g_autoptr (PentimentoImage) image = load (path);
  FILE *file = g_fopen (path, "w");

  fputs ("gone", file);
  fclose (file);
  g_assert_true (pentimento_image_is_mapped (image));
  g_assert_true (g_bytes_equal (pentimento_image_get_bytes (image), bytes));
  pentimento_image_rest (image);
  g_assert_true (g_bytes_equal (pentimento_image_get_bytes (image), bytes));
  g_assert_true (pentimento_image_prove (image, NULL, NULL));
  g_assert_cmpuint (count_files (cache), ==, 0);
}

static void
test_small (void)
{
  g_autofree char *path = g_build_filename (folder, "small.png", NULL);
  g_autoptr (GdkPixbuf) pixels = fixture_quadrants (40, 20);
  g_autoptr (GBytes) bytes = fixture_file (pixels, "png", NULL, NULL);
  g_autoptr (PentimentoImage) image = NULL;

  g_assert_true (g_file_set_contents (path, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), NULL));
  image = load (path);
  g_assert_false (pentimento_image_is_mapped (image));
  pentimento_image_rest (image);
  g_assert_true (g_bytes_equal (pentimento_image_get_bytes (image), bytes));
}

/* Where there is no room for a file, memory has to do. */
static void
test_no_cache (void)
{
  g_autofree char *path = g_build_filename (folder, "large.png", NULL);
  g_autofree char *cache = g_build_filename (folder, "pentimento", NULL);
  g_autoptr (GBytes) bytes = make_large_file (path);
  g_autoptr (PentimentoImage) image = NULL;

  g_rmdir (cache);
  g_assert_true (g_file_set_contents (cache, "in the way", -1, NULL));
  image = load (path);
  g_unlink (cache);
  g_assert_false (pentimento_image_is_mapped (image));
  g_assert_true (g_bytes_equal (pentimento_image_get_bytes (image), bytes));
}

/* FIPS 180-4 gives the first two; the others cross the ends of blocks, by another program. */
static void
test_sha256 (void)
{
  g_autoptr (GBytes) nothing = g_bytes_new (NULL, 0);
  g_autoptr (GBytes) letters = g_bytes_new_static ("abc", 3);
  g_autofree char *of_nothing = pentimento_sha256_of_bytes (nothing);
  g_autofree char *of_letters = pentimento_sha256_of_bytes (letters);

  g_assert_cmpstr (of_nothing, ==, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  g_assert_cmpstr (of_letters, ==, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  for (gsize size = 1; size < 300; size++)
    {
      guint8 data[300];
      g_autoptr (GBytes) bytes = NULL;
      g_autofree char *ours = NULL;
      g_autofree char *theirs = NULL;

      for (gsize i = 0; i < size; i++)
        data[i] = g_test_rand_int ();
      bytes = g_bytes_new (data, size);
      ours = pentimento_sha256_of_bytes (bytes);
      theirs = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes);
      g_assert_cmpstr (ours, ==, theirs);
    }
}

int
main (int argc, char **argv)
{
  int status;

  folder = fixture_folder ();
  g_setenv ("XDG_CACHE_HOME", folder, TRUE);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/image/snapshot/large", test_large);
  g_test_add_func ("/image/snapshot/small", test_small);
  g_test_add_func ("/image/snapshot/no-cache", test_no_cache);
  g_test_add_func ("/image/sha256", test_sha256);
  status = g_test_run ();
  fixture_remove_folder (folder);
  g_free (folder);
  return status;
}
