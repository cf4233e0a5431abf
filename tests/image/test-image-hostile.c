/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "image-fixtures.h"
#include "pentimento-image-format.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

static GBytes *
make_file (const char *type)
{
  static const guint8 colours[] = { 1, 2 };
  g_autoptr (GdkPixbuf) pixels = fixture_noise (48, 36, FALSE);

  if (g_str_equal (type, "gif"))
    return fixture_gif (48, 36, 2, colours);

  return fixture_file (pixels, type, NULL, NULL);
}

/* AVIF only where this machine can write one to begin with */
static gboolean
can_make (const char *type)
{
  g_autoptr (GSList) loaders = gdk_pixbuf_get_formats ();

  if (!g_str_equal (type, "avif"))
    return TRUE;

  for (GSList *item = loaders; item != NULL; item = item->next)
    {
      g_autofree char *name = gdk_pixbuf_format_get_name (item->data);

      if (g_str_equal (name, "avif") && gdk_pixbuf_format_is_writable (item->data))
        return TRUE;
    }

  return FALSE;
}

/* What is read without making pixels says the same of a file as decoding it. */
static void
assert_proof (GBytes *bytes, gboolean decodes)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PentimentoImage) image = pentimento_image_new (bytes, "hostile", NULL, NULL);

  g_assert_cmpint (pentimento_image_prove (image, NULL, &error), ==, decodes);
  g_assert_true (decodes == (error == NULL));
  g_assert_true (error == NULL || error->domain == PENTIMENTO_IMAGE_ERROR);
}

static gboolean
opens_and_decodes (GBytes *bytes)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PentimentoImage) image = pentimento_image_new (bytes, "hostile", NULL, &error);
  g_autoptr (GdkPixbuf) pixels = image != NULL ? pentimento_image_decode (image, NULL, &error) : NULL;

  g_assert_true ((pixels != NULL) == (error == NULL));
  g_assert_true (error == NULL || error->domain == PENTIMENTO_IMAGE_ERROR);
  if (image != NULL)
    assert_proof (bytes, pixels != NULL);
  return pixels != NULL;
}

static void
test_truncated (gconstpointer data)
{
  g_autoptr (GBytes) file = NULL;
  gsize size, step;

  if (!can_make (data))
    return;

  file = make_file (data);
  size = g_bytes_get_size (file);
  step = MAX (1, size / 300);
  g_assert_true (opens_and_decodes (file));
  for (gsize length = 0; length < size; length += length + 64 < size && length > 64 ? step : 1)
    {
      g_autoptr (GBytes) cut = fixture_cut (file, length);
      g_autoptr (GError) error = NULL;
      g_autoptr (PentimentoImage) image = pentimento_image_new (cut, "cut.img", NULL, &error);

      g_assert_null (image);
      g_assert_nonnull (strstr (error->message, "cut.img"));
      if (length >= 64)
        g_assert_error (error, PENTIMENTO_IMAGE_ERROR, PENTIMENTO_IMAGE_ERROR_DAMAGED);
    }
}

static void
test_mutated (gconstpointer data)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (2);
  g_autoptr (GBytes) file = NULL;
  gsize size;

  if (!can_make (data))
    return;

  file = make_file (data);
  size = g_bytes_get_size (file);
  for (int i = 0; i < 200; i++)
    {
      g_autofree guint8 *copy = g_memdup2 (g_bytes_get_data (file, NULL), size);
      g_autoptr (GBytes) mutated = NULL;

      /* Half of the blows go to the head, where the structure lies. */
      for (int blow = g_rand_int_range (random, 1, 6); blow > 0; blow--)
        copy[g_rand_int_range (random, 0, i % 2 == 0 ? MIN (size, 200) : size)] = g_rand_int (random) >> 24;
      mutated = g_bytes_new (copy, size);
      opens_and_decodes (mutated);
    }
}

static gsize
resident_bytes (void)
{
  g_autofree char *text = NULL;
  unsigned long total, resident;

  g_assert_true (g_file_get_contents ("/proc/self/statm", &text, NULL, NULL));
  g_assert_cmpint (sscanf (text, "%lu %lu", &total, &resident), ==, 2);
  return resident * sysconf (_SC_PAGESIZE);
}

static void
assert_too_large (GBytes *bytes)
{
  gsize before = resident_bytes ();
  g_autoptr (GError) error = NULL;
  g_autoptr (PentimentoImage) image = pentimento_image_new (bytes, "huge.png", NULL, &error);

  g_assert_null (image);
  g_assert_error (error, PENTIMENTO_IMAGE_ERROR, PENTIMENTO_IMAGE_ERROR_TOO_LARGE);
  g_assert_nonnull (strstr (error->message, "huge.png"));
  g_assert_cmpuint (resident_bytes (), <, before + 32 * 1024 * 1024);
}

static void
test_promises (void)
{
  g_autoptr (GBytes) bare = fixture_png_header (60000, 60000);
  g_autoptr (GBytes) widest = fixture_png_header (0x7fffffff, 0x7fffffff);
  g_autoptr (GBytes) nothing = fixture_png_header (0, 0);
  g_autoptr (GByteArray) with_data = g_byte_array_new ();
  g_autoptr (GBytes) full = NULL;

  g_byte_array_append (with_data, g_bytes_get_data (bare, NULL), g_bytes_get_size (bare));
  g_byte_array_append (with_data, (const guint8 *)"\0\0\0\0IDAT\x35\xaf\x06\x1e", 12);
  g_byte_array_append (with_data, (const guint8 *)"\0\0\0\0IEND\xae\x42\x60\x82", 12);
  full = g_byte_array_free_to_bytes (g_steal_pointer (&with_data));

  assert_too_large (bare);
  assert_too_large (widest);
  assert_too_large (full);
  g_assert_false (opens_and_decodes (nothing));
}

/* A frame of 65535 × 65535 on a screen of 48 × 36: the loader would take the memory when it decodes. */
static void
test_gif_frame_beyond_screen (void)
{
  const guint8 colour = 1;
  g_autoptr (GBytes) file = fixture_gif (48, 36, 1, &colour);
  g_autofree guint8 *copy = g_memdup2 (g_bytes_get_data (file, NULL), g_bytes_get_size (file));
  const gsize frame_sides = 13 + 12 + 5;
  g_autoptr (GBytes) hostile = NULL;

  memset (copy + frame_sides, 0xff, 4);
  hostile = g_bytes_new (copy, g_bytes_get_size (file));
  assert_too_large (hostile);
}

/* The AVIF loader decodes before it tells the size, so the boxes must have been asked before. */
static void
test_avif_promise (void)
{
  g_autoptr (GBytes) file = NULL;
  g_autoptr (GBytes) hostile = NULL;
  g_autofree char *copy = NULL;
  char *size_box;

  if (!can_make ("avif"))
    return;

  file = make_file ("avif");
  copy = g_memdup2 (g_bytes_get_data (file, NULL), g_bytes_get_size (file));
  size_box = memmem (copy, g_bytes_get_size (file), "ispe", 4);
  g_assert_nonnull (size_box);
  memcpy (size_box + 8, "\0\0\xea\x60\0\0\xea\x60", 8);
  hostile = g_bytes_new (copy, g_bytes_get_size (file));
  assert_too_large (hostile);
}

static void
test_wrong_content (void)
{
  static const char *const heads[] = {
    "\x89PNG\r\n\x1a\n", "\xff\xd8\xff\xe0", "GIF89a", "RIFF\xff\xff\xff\xffWEBP", "II*", "MM",
  };

  for (guint i = 0; i < G_N_ELEMENTS (heads); i++)
    for (gsize filling = 0; filling < 300; filling += 7)
      {
        g_autoptr (GString) text = g_string_new (heads[i]);
        g_autoptr (GBytes) bytes = NULL;

        for (gsize j = 0; j < filling; j++)
          g_string_append_c (text, "\0\xff\x01 *"[j % 5]);
        bytes = g_bytes_new (text->str, text->len);
        g_assert_false (opens_and_decodes (bytes));
      }
}

static void
test_png_without_enough_data (void)
{
  g_autoptr (GdkPixbuf) pixels = fixture_noise (48, 36, FALSE);
  g_autoptr (GBytes) file = fixture_file (pixels, "png", NULL, NULL);
  g_autofree guint8 *copy = g_memdup2 (g_bytes_get_data (file, NULL), g_bytes_get_size (file));
  g_autoptr (GBytes) broken = NULL;

  copy[g_bytes_get_size (file) / 2] ^= 0x55;
  broken = g_bytes_new (copy, g_bytes_get_size (file));
  g_assert_false (opens_and_decodes (broken));
}

static void
test_bytes_behind_the_end (void)
{
  static const char *const types[] = { "png", "jpeg", "webp", "gif" };

  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    {
      g_autoptr (GBytes) file = make_file (types[i]);
      g_autoptr (GByteArray) longer = g_byte_array_new ();
      g_autoptr (GBytes) bytes = NULL;

      g_byte_array_append (longer, g_bytes_get_data (file, NULL), g_bytes_get_size (file));
      g_byte_array_append (longer, (const guint8 *)"and so on, and so on", 20);
      bytes = g_byte_array_free_to_bytes (g_steal_pointer (&longer));
      g_test_message ("%s", types[i]);
      g_assert_true (opens_and_decodes (bytes));
    }
}

int
main (int argc, char **argv)
{
  static const char *const types[] = { "png", "jpeg", "webp", "gif", "tiff", "avif" };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    {
      g_autofree char *truncated = g_strconcat ("/image/hostile/truncated/", types[i], NULL);
      g_autofree char *mutated = g_strconcat ("/image/hostile/mutated/", types[i], NULL);

      g_test_add_data_func (truncated, types[i], test_truncated);
      g_test_add_data_func (mutated, types[i], test_mutated);
    }
  g_test_add_func ("/image/hostile/promises", test_promises);
  g_test_add_func ("/image/hostile/gif-frame-beyond-screen", test_gif_frame_beyond_screen);
  g_test_add_func ("/image/hostile/avif-promise", test_avif_promise);
  g_test_add_func ("/image/hostile/wrong-content", test_wrong_content);
  g_test_add_func ("/image/hostile/png-without-enough-data", test_png_without_enough_data);
  g_test_add_func ("/image/hostile/bytes-behind-the-end", test_bytes_behind_the_end);
  return g_test_run ();
}
