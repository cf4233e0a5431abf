/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "image-container.h"
#include "image-fixtures.h"
#include "pentimento-image-format.h"
#include "pentimento-image-save.h"

#include <gexiv2/gexiv2.h>
#include <string.h>

static const char *const all_types[] = { "image/png", "image/jpeg", "image/webp", "image/tiff", "image/avif" };
static const char *const dressed_types[] = { "image/png", "image/jpeg", "image/webp", "image/tiff" };

/* How a camera, a program and an agency say something, and where. */
static const char *const tags[][2] = {
  { "Exif.Image.Make", "Pinhole" },
  { "Exif.Image.Artist", "Anna" },
  { "Exif.Photo.DateTimeOriginal", "2026:05:01 10:20:30" },
  { "Exif.Photo.PixelXDimension", "999" },
  { "Exif.GPSInfo.GPSLatitude", "52/1 30/1 0/1" },
  { "Exif.GPSInfo.GPSLatitudeRef", "N" },
  { "Xmp.dc.creator", "Anna" },
  { "Xmp.photoshop.City", "Berlin" },
  { "Xmp.tiff.Orientation", "6" },
  { "Exif.Image.Orientation", "6" },
};

static const PentimentoOriginFacts facts = {
  .prompt = "A coat of “velvet” & <gold>\nfor 2 > 1",
  .negative_prompt = "hats",
  .provider = "practice",
  .seed = 4711,
  .width = 2048,
  .height = 1024,
  .references = (const char *const[]){ "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef", NULL },
  .edited = TRUE,
};

static GBytes *
make_photograph (const char *type, const char *extension)
{
  g_autoptr (GdkPixbuf) pixels = fixture_quadrants (48, 32);
  GBytes *file = fixture_file (pixels, type, NULL, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (tags); i++)
    {
      g_autoptr (GBytes) before = file;

      file = fixture_with_tag (before, extension, tags[i][0], tags[i][1]);
    }
  return file;
}

static GExiv2Metadata *
open_metadata (GBytes *file)
{
  GExiv2Metadata *metadata = gexiv2_metadata_new ();
  g_autoptr (GError) error = NULL;

  gexiv2_metadata_open_buf (metadata, g_bytes_get_data (file, NULL), g_bytes_get_size (file), &error);
  g_assert_no_error (error);
  return metadata;
}

static void
assert_tag (GExiv2Metadata *metadata, const char *tag, const char *value)
{
  g_autofree char *found = gexiv2_metadata_try_has_tag (metadata, tag, NULL)
                               ? gexiv2_metadata_try_get_tag_string (metadata, tag, NULL)
                               : NULL;

  g_test_message ("%s: %s", tag, found);
  g_assert_cmpstr (found, ==, value);
}

static GBytes *
save (PentimentoImage *image, PentimentoImageSaving saving, PentimentoImageLosses *losses)
{
  g_autoptr (GError) error = NULL;
  GBytes *file = pentimento_image_save (image, &saving, losses, NULL, &error);

  g_assert_no_error (error);
  g_assert_nonnull (file);
  return file;
}

static void
list_tags (const char *when, GBytes *file)
{
  g_autoptr (GExiv2Metadata) metadata = open_metadata (file);
  g_auto (GStrv) exif = gexiv2_metadata_get_exif_tags (metadata);
  g_auto (GStrv) xmp = gexiv2_metadata_get_xmp_tags (metadata);
  g_auto (GStrv) iptc = gexiv2_metadata_get_iptc_tags (metadata);
  g_autofree char *exif_line = g_strjoinv (" ", exif);
  g_autofree char *xmp_line = g_strjoinv (" ", xmp);
  g_autofree char *iptc_line = g_strjoinv (" ", iptc);

  g_test_message ("%s: %s %s %s", when, exif_line, xmp_line, iptc_line);
}

static gboolean
contains (GBytes *file, const char *text)
{
  const char *data = g_bytes_get_data (file, NULL);
  gsize size = g_bytes_get_size (file);

  return memmem (data, size, text, strlen (text)) != NULL;
}

static void
note_progress (double fraction, gpointer user_data)
{
  double *last = user_data;

  g_assert_cmpfloat (fraction, >=, *last);
  *last = fraction;
}

static void
test_webp_progress (void)
{
  g_autoptr (GdkPixbuf) pixels = fixture_noise (300, 200, TRUE);
  g_autoptr (GBytes) png = pentimento_image_encode (pixels, "image/png", 0, NULL, NULL);
  g_autoptr (PentimentoImage) image = fixture_image (png, "noise");
  double last = 0;
  g_autoptr (GBytes) file = save (
      image, (PentimentoImageSaving){ "image/webp", 80, .progress = note_progress, .progress_data = &last }, NULL);

  g_assert_cmpfloat (last, >, 0.9);
  g_assert_cmpuint (g_bytes_get_size (file), >, 1000);
}

static void
cancel_halfway (double fraction, gpointer user_data)
{
  if (fraction > 0.1)
    g_cancellable_cancel (user_data);
}

static void
test_webp_cancelled (void)
{
  g_autoptr (GdkPixbuf) pixels = fixture_noise (300, 200, FALSE);
  g_autoptr (GBytes) png = pentimento_image_encode (pixels, "image/png", 0, NULL, NULL);
  g_autoptr (PentimentoImage) image = fixture_image (png, "noise");
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  const PentimentoImageSaving saving = { "image/webp", 80, .progress = cancel_halfway, .progress_data = cancellable };
  g_autoptr (GError) error = NULL;

  g_assert_null (pentimento_image_save (image, &saving, NULL, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* Wherever nothing is to be changed, every byte is the same. */
static void
test_unchanged (void)
{
  g_autoptr (GBytes) file = make_photograph ("jpeg", "jpg");
  g_autoptr (PentimentoImage) image = fixture_image (file, "photograph");
  PentimentoImageLosses losses = ~0;
  g_autoptr (GBytes) same = save (
      image, (PentimentoImageSaving){ "image/jpeg", 10, .width = 32, .height = 48, .drop_origin = TRUE }, &losses);

  g_assert_true (g_bytes_equal (file, same));
  g_assert_cmpint (losses, ==, 0);
}

static void
test_round_trip (void)
{
  g_autoptr (GBytes) file = make_photograph ("jpeg", "jpg");
  g_autoptr (GBytes) captioned = fixture_with_tag (file, "jpg", "Iptc.Application2.Caption", "At noon");
  g_autoptr (PentimentoImage) image = fixture_image (captioned, "photograph");
  g_autoptr (PentimentoOrigin) origin = pentimento_origin_new (&facts);

  list_tags ("before", captioned);
  for (guint i = 0; i < G_N_ELEMENTS (dressed_types); i++)
    {
      PentimentoImageLosses losses = 0;
      g_autoptr (GBytes) saved
          = save (image, (PentimentoImageSaving){ dressed_types[i], 90, 16, 24, .origin = origin }, &losses);
      g_autoptr (PentimentoImage) again = fixture_image (saved, "again");
      g_autoptr (PentimentoOrigin) read = pentimento_image_read_origin (again);
      g_autoptr (GExiv2Metadata) metadata = open_metadata (saved);
      g_autofree char *caption = NULL;
      g_autoptr (GdkPixbuf) pixels = NULL;

      list_tags (dressed_types[i], saved);
      g_assert_cmpint (losses, ==, 0);
      g_assert_cmpint (pentimento_image_get_width (again), ==, 16);
      g_assert_cmpint (pentimento_image_get_orientation (again), ==, 1);
      pixels = fixture_decode (saved);
      fixture_assert_colour (pixels, 3, 3, 0, 0, 255, 24);
      fixture_assert_colour (pixels, 12, 20, 0, 255, 0, 24);
      assert_tag (metadata, "Exif.Image.Make", "Pinhole");
      assert_tag (metadata, "Exif.Image.Artist", "Anna");
      assert_tag (metadata, "Exif.Photo.DateTimeOriginal", "2026:05:01 10:20:30");
      assert_tag (metadata, "Exif.Photo.PixelXDimension", "16");
      assert_tag (metadata, "Exif.GPSInfo.GPSLatitude", "52/1 30/1 0/1");
      assert_tag (metadata, "Xmp.dc.creator", "Anna");
      assert_tag (metadata, "Xmp.photoshop.City", "Berlin");
      assert_tag (metadata, "Xmp.tiff.Orientation", "1");
      caption = gexiv2_metadata_try_get_tag_string (metadata,
                                                    i == 1 ? "Iptc.Application2.Caption" : "Xmp.dc.description", NULL);
      g_assert_nonnull (strstr (caption, "At noon"));
      g_assert_nonnull (read);
      g_assert_cmpstr (pentimento_origin_to_string (read), ==, pentimento_origin_to_string (origin));
      g_assert_cmpstr (pentimento_origin_get_facts (read)->prompt, ==, facts.prompt);
    }
}

/* The new words replace the old ones, and no pixel is touched. */
static void
test_rewritten (void)
{
  static const struct {
    const char *type, *extension;
  } formats[] = { { "jpeg", "jpg" }, { "png", "png" }, { "webp", "webp" } };
  g_autoptr (PentimentoOrigin) origin = pentimento_origin_new (&facts);

  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    {
      g_autoptr (GBytes) file = make_photograph (formats[i].type, formats[i].extension);
      g_autoptr (PentimentoImage) image = fixture_image (file, "photograph");
      const char *type = pentimento_image_get_media_type (image);
      g_autoptr (GdkPixbuf) before = fixture_decode (file);
      g_autoptr (GBytes) told
          = save (image, (PentimentoImageSaving){ type, 1, .drop_location = TRUE, .origin = origin }, NULL);
      g_autoptr (GdkPixbuf) after = fixture_decode (told);
      g_autoptr (PentimentoImage) again = fixture_image (told, "told");
      g_autoptr (PentimentoOrigin) read = pentimento_image_read_origin (again);
      g_autoptr (GBytes) untold = save (again, (PentimentoImageSaving){ type, 1, .drop_origin = TRUE }, NULL);
      g_autoptr (GBytes) same = save (again, (PentimentoImageSaving){ type, 1, .origin = origin }, NULL);
      g_autoptr (GExiv2Metadata) metadata = open_metadata (told);

      g_assert_cmpint (fixture_difference (before, after), ==, 0);
      g_assert_cmpstr (pentimento_origin_to_string (read), ==, pentimento_origin_to_string (origin));
      g_assert_true (g_bytes_equal (told, same));
      assert_tag (metadata, "Exif.Image.Make", "Pinhole");
      assert_tag (metadata, "Exif.Image.Orientation", "6");
      assert_tag (metadata, "Exif.GPSInfo.GPSLatitude", NULL);
      assert_tag (metadata, "Xmp.photoshop.City", NULL);
      g_assert_true (contains (told, "velvet"));
      g_assert_false (contains (untold, "velvet"));
    }
}

static void
test_stripped (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (all_types); i++)
    {
      g_autoptr (GBytes) file = make_photograph ("jpeg", "jpg");
      g_autoptr (PentimentoImage) image = fixture_image (file, "photograph");
      g_autoptr (GBytes) saved = save (image, (PentimentoImageSaving){ all_types[i], 90, .drop_metadata = TRUE }, NULL);
      g_autoptr (PentimentoImage) again = fixture_image (saved, "again");

      g_assert_false (contains (saved, "Pinhole"));
      g_assert_false (contains (saved, "Anna"));
      g_assert_false (contains (saved, "Berlin"));
      g_assert_cmpint (pentimento_image_get_width (again), ==, 32);
      g_assert_cmpint (pentimento_image_get_height (again), ==, 48);
    }
}

/* Red and green are swapped by the profile: what is shown stays the same, and the file goes on being in that space. */
static void
test_profile_kept (void)
{
  g_autofree char *profile = fixture_swapped_profile ();
  g_autoptr (GdkPixbuf) pixels = fixture_quadrants (40, 40);
  g_autoptr (GBytes) file = fixture_file_with_profile (pixels, "png", profile);
  g_autoptr (PentimentoImage) image = fixture_image (file, "wide");
  g_autoptr (GdkPixbuf) shown = fixture_decode (file);

  fixture_assert_colour (shown, 8, 8, 0, 255, 0, 8);
  for (guint i = 0; i < G_N_ELEMENTS (all_types); i++)
    {
      PentimentoImageLosses losses = 0;
      g_autoptr (GBytes) saved = save (image, (PentimentoImageSaving){ all_types[i], 95, 20, 20 }, &losses);
      g_autoptr (GdkPixbuf) back = fixture_decode (saved);
      g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_bytes (saved);
      g_autoptr (GdkPixbuf) raw = gdk_pixbuf_new_from_stream (stream, NULL, NULL);
      const gboolean is_kept = !g_str_equal (all_types[i], "image/avif");

      fixture_assert_colour (back, 4, 4, 0, 255, 0, 12);
      fixture_assert_colour (raw, 4, 4, is_kept ? 255 : 0, is_kept ? 0 : 255, 0, 12);
      g_assert_cmpint (losses, ==, is_kept ? 0 : PENTIMENTO_IMAGE_LOSES_PROFILE);
    }
}

static void
test_profile_that_is_none (void)
{
  /* Its length is right, and nothing else. */
  const guint8 data[200] = { 0, 0, 0, sizeof data, 'N', 'o', ' ', 'p', 'r', 'o', 'f', 'i', 'l', 'e' };
  g_autofree char *nonsense = g_base64_encode (data, sizeof data);
  g_autoptr (GdkPixbuf) pixels = fixture_quadrants (40, 40);
  g_autoptr (GBytes) file = fixture_file_with_profile (pixels, "jpeg", nonsense);
  g_autoptr (PentimentoImage) image = fixture_image (file, "odd");
  PentimentoImageLosses losses = 0;
  g_autoptr (GBytes) saved = save (image, (PentimentoImageSaving){ "image/png", 95 }, &losses);
  g_autoptr (GdkPixbuf) back = fixture_decode (saved);
  g_auto (GStrv) sentences = pentimento_image_describe_losses (losses);

  g_assert_cmpint (losses, ==, PENTIMENTO_IMAGE_LOSES_PROFILE);
  g_assert_cmpuint (g_strv_length (sentences), ==, 1);
  g_assert_false (contains (saved, "iCCP"));
  fixture_assert_colour (back, 8, 8, 255, 0, 0, 8);
}

/* A TIFF structure of a maker, and a description of two megabytes. */
static GBytes *
make_large_exif (void)
{
  static const guint8 head[] = "II*\0\x08\0\0\0\2\0\x0e\1\2\0\0\0\x20\0\x40\0\0\0\x0f\1\2\0\4\0\0\0Pin\0\0\0\0";
  GByteArray *exif = g_byte_array_new ();
  g_autofree char *long_text = g_strnfill (2 * 1024 * 1024, 'x');

  g_byte_array_append (exif, head, sizeof head);
  g_byte_array_set_size (exif, 64);
  memset (exif->data + sizeof head, 0, 64 - sizeof head);
  g_byte_array_append (exif, (const guint8 *)long_text, 2 * 1024 * 1024);
  return g_byte_array_free_to_bytes (exif);
}

/* What is short is kept, and that something is not is told. Bytes that are not touched keep all. */
static void
test_large_exif (void)
{
  g_autoptr (GdkPixbuf) pixels = fixture_quadrants (40, 40);
  g_autoptr (GBytes) plain = pentimento_image_encode (pixels, "image/png", 0, NULL, NULL);
  g_autoptr (GBytes) exif = make_large_exif ();
  g_autoptr (GBytes) large = image_container_replace (plain, "image/png", &(ImageBlocks){ exif });
  g_autoptr (PentimentoImage) image = fixture_image (large, "large");
  g_autoptr (GBytes) same = save (image, (PentimentoImageSaving){ "image/png", 90 }, NULL);

  g_assert_true (g_bytes_equal (same, large));
  for (guint i = 0; i < G_N_ELEMENTS (dressed_types); i++)
    {
      PentimentoImageLosses losses = 0;
      g_autoptr (GBytes) saved = save (image, (PentimentoImageSaving){ dressed_types[i], 90, 20, 20 }, &losses);
      g_autoptr (GExiv2Metadata) metadata = open_metadata (saved);
      const gboolean is_tiff = g_str_equal (dressed_types[i], "image/tiff");

      g_assert_cmpint (losses, ==, is_tiff ? 0 : PENTIMENTO_IMAGE_LOSES_METADATA);
      assert_tag (metadata, "Exif.Image.Make", "Pin");
      g_assert_true (contains (saved, "xxxxxxxxxxxx") == is_tiff);
    }
}

/* What is cut away must not survive in small. */
static void
test_thumbnail (void)
{
  g_autoptr (GBytes) file = make_photograph ("jpeg", "jpg");
  g_autoptr (GBytes) small = NULL;
  g_autoptr (GdkPixbuf) pixels = fixture_noise (20, 20, FALSE);
  g_autofree char *folder = fixture_folder ();
  g_autofree char *path = g_build_filename (folder, "a.jpg", NULL);
  g_autoptr (GExiv2Metadata) metadata = open_metadata (file);
  g_autoptr (PentimentoImage) image = NULL;
  g_autoptr (GBytes) saved = NULL;
  g_autoptr (GBytes) with_thumbnail = NULL;
  g_autoptr (GExiv2Metadata) after = NULL;
  char *data;
  gsize size;

  small = fixture_file (pixels, "jpeg", NULL, NULL);
  gexiv2_metadata_try_set_exif_thumbnail_from_buffer (metadata, g_bytes_get_data (small, NULL),
                                                      g_bytes_get_size (small), NULL);
  g_assert_true (g_file_set_contents (path, g_bytes_get_data (file, NULL), g_bytes_get_size (file), NULL));
  g_assert_true (gexiv2_metadata_save_file (metadata, path, NULL));
  g_assert_true (g_file_get_contents (path, &data, &size, NULL));
  fixture_remove_folder (folder);
  with_thumbnail = g_bytes_new_take (data, size);
  g_assert_nonnull (memmem (data, size, g_bytes_get_data (small, NULL), g_bytes_get_size (small)));

  image = fixture_image (with_thumbnail, "thumb");
  saved = save (image, (PentimentoImageSaving){ "image/jpeg", 90, 20, 30 }, NULL);
  g_assert_null (memmem (g_bytes_get_data (saved, NULL), g_bytes_get_size (saved), g_bytes_get_data (small, NULL),
                         g_bytes_get_size (small)));
  after = open_metadata (saved);
  assert_tag (after, "Exif.Image.Make", "Pinhole");
}

static GBytes *
insert (GBytes *file, gsize at, const void *data, gsize size)
{
  g_autoptr (GByteArray) new = g_byte_array_new ();
  const guint8 *old = g_bytes_get_data (file, NULL);

  g_byte_array_append (new, old, at);
  g_byte_array_append (new, data, size);
  g_byte_array_append (new, old + at, g_bytes_get_size (file) - at);
  return g_byte_array_free_to_bytes (g_steal_pointer (&new));
}

static GBytes *
with_credentials (GdkPixbuf *pixels, const char *type)
{
  g_autoptr (GBytes) plain = fixture_file (pixels, type, NULL, NULL);

  if (g_str_equal (type, "jpeg"))
    return insert (plain, 2, "\xff\xeb\0\x16JP\0\1\0\0\0\1\0\0\0\x0cjumbc2pa", 24);
  if (g_str_equal (type, "png"))
    return fixture_with_png_chunk (plain, "caBX", "    jumbc2pa");
  return insert (plain, g_bytes_get_size (plain),
                 "\0\0\0\x1cuuid\xd8\xfe\xc3\xd6\x1b\x0e\x48\x3c\x92\x97\x58\x28\x87\x7e\xc4\x81"
                 "c2pa",
                 28);
}

static void
test_credentials (void)
{
  static const char *const types[] = { "jpeg", "png", "avif" };
  g_autoptr (GdkPixbuf) pixels = fixture_quadrants (40, 40);

  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    {
      g_autoptr (GBytes) file = with_credentials (pixels, types[i]);
      g_autoptr (GBytes) plain = fixture_file (pixels, types[i], NULL, NULL);
      g_autoptr (PentimentoImage) image = fixture_image (file, "vouched");
      g_autoptr (PentimentoImage) other = fixture_image (plain, "plain");
      const char *type = pentimento_image_get_media_type (image);
      PentimentoImageLosses losses = 0;
      g_autoptr (GBytes) same = save (image, (PentimentoImageSaving){ type, 90 }, &losses);
      g_autoptr (GBytes) smaller = NULL;

      g_assert_true (pentimento_image_has_credentials (image));
      g_assert_false (pentimento_image_has_credentials (other));
      g_assert_true (g_bytes_equal (same, file));
      g_assert_cmpint (losses, ==, 0);
      smaller = save (image, (PentimentoImageSaving){ type, 90, 20, 20 }, &losses);
      g_assert_cmpint (losses, ==, PENTIMENTO_IMAGE_LOSES_CREDENTIALS);
      g_assert_false (contains (smaller, "c2pa"));
    }
}

static void
test_transparency (void)
{
  g_autoptr (GdkPixbuf) pixels = fixture_noise (20, 20, TRUE);
  g_autoptr (GBytes) png = pentimento_image_encode (pixels, "image/png", 0, NULL, NULL);
  g_autoptr (PentimentoImage) image = fixture_image (png, "see through");
  PentimentoImageLosses losses = 0;
  g_autoptr (GBytes) jpeg = save (image, (PentimentoImageSaving){ "image/jpeg", 90 }, &losses);

  g_assert_cmpint (losses, ==, PENTIMENTO_IMAGE_LOSES_TRANSPARENCY);
  g_assert_nonnull (jpeg);
}

/* The words of strangers. */
static void
test_origin_hostile (void)
{
  static const char *const bad[] = {
    "",
    "{",
    "[]",
    "null",
    "{}",
    "{\"prompt\":1}",
    "{\"prompt\":\"\"}",
    "{\"prompt\":[\"a\"]}",
    "{\"seed\":3}",
    "{\"a\":{\"b\":{\"c\":1}},\"prompt\":\"x\"}",
  };
  g_autoptr (PentimentoOrigin) origin
      = pentimento_origin_new_from_string ("{\"prompt\":\"a\\u0000b\\u0007c\",\"seed\":-9,\"width\":1e99,\"height\":-1,"
                                           "\"references\":[\"/etc/passwd\",7],"
                                           "\"key\":\"sk-1\"}");
  const PentimentoOriginFacts *read = pentimento_origin_get_facts (origin);
  g_autofree char *huge = g_strnfill (100000, 'x');
  g_autoptr (PentimentoOrigin) cut = pentimento_origin_new (&(PentimentoOriginFacts){ .prompt = huge, .seed = -1 });
  g_autoptr (PentimentoOrigin) again = pentimento_origin_new_from_string (pentimento_origin_to_string (cut));

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_null (pentimento_origin_new_from_string (bad[i]));
  g_assert_null (pentimento_origin_new_from_string (huge));
  g_assert_cmpint (read->seed, ==, -1);
  g_assert_cmpint (read->width, ==, 0);
  g_assert_null (read->references);
  g_assert_null (strstr (pentimento_origin_to_string (origin), "sk-1"));
  g_assert_null (strchr (read->prompt, 7));
  g_assert_cmpuint (strlen (pentimento_origin_get_facts (cut)->prompt), ==, 16384);
  g_assert_cmpstr (pentimento_origin_to_string (cut), ==, pentimento_origin_to_string (again));
}

/* What a provider made is dressed in what the photograph says that it was made from: same pixels, this size, and not how that one was made. */
static void
test_details_of_original (void)
{
  g_autoptr (GBytes) photograph = make_photograph ("jpeg", "jpg");
  g_autoptr (PentimentoImage) original = fixture_image (photograph, "photograph.jpg");

  for (guint i = 0; i < G_N_ELEMENTS (dressed_types); i++)
    {
      g_autoptr (GdkPixbuf) pixels = fixture_quadrants (64, 40);
      g_autoptr (GBytes) bare = fixture_file (pixels, "png", NULL, NULL);
      g_autoptr (PentimentoImage) made = fixture_image (bare, "made.png");
      PentimentoImageLosses losses = 0;
      g_autoptr (GBytes) file
          = save (made, (PentimentoImageSaving){ dressed_types[i], 90, .details_of = original, .drop_location = TRUE },
                  &losses);
      g_autoptr (GExiv2Metadata) metadata = open_metadata (file);

      assert_tag (metadata, "Exif.Image.Artist", "Anna");
      assert_tag (metadata, "Exif.Photo.DateTimeOriginal", "2026:05:01 10:20:30");
      assert_tag (metadata, "Exif.GPSInfo.GPSLatitude", NULL);
      assert_tag (metadata, "Exif.Image.Orientation", "1");
      assert_tag (metadata, "Exif.Photo.PixelXDimension", "64");
      g_assert_cmpuint (losses, ==, 0);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/save/webp-progress", test_webp_progress);
  g_test_add_func ("/save/webp-cancelled", test_webp_cancelled);
  g_test_add_func ("/save/unchanged", test_unchanged);
  g_test_add_func ("/save/round-trip", test_round_trip);
  g_test_add_func ("/save/rewritten", test_rewritten);
  g_test_add_func ("/save/stripped", test_stripped);
  g_test_add_func ("/save/profile-kept", test_profile_kept);
  g_test_add_func ("/save/profile-that-is-none", test_profile_that_is_none);
  g_test_add_func ("/save/large-exif", test_large_exif);
  g_test_add_func ("/save/thumbnail", test_thumbnail);
  g_test_add_func ("/save/credentials", test_credentials);
  g_test_add_func ("/save/transparency", test_transparency);
  g_test_add_func ("/save/origin-hostile", test_origin_hostile);
  g_test_add_func ("/save/details-of-original", test_details_of_original);
  return g_test_run ();
}
