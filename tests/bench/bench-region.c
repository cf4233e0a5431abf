/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a region edit costs on this computer, from the mask to the new pixels, on pictures of two sizes with the same region; and how exactly results are
 * aligned. Nothing is sent: what comes back is what was sent, moved, scaled and made brighter. */

#include "pentimento-paste.h"
#include "pentimento-region.h"
#include "region-scenes.h"

#include <math.h>

#define N_RUNS 7

static const PentimentoRegionLimits limits = {
  .min_pixels = 921600,
  .max_pixels = 16777216,
  .min_side = 14,
  .max_side = 4096,
  .multiple = 16,
  .max_ratio = 16,
  .best_pixels = 4194304,
};

/* Milliseconds; of the quickest run each, for others may use the computer as well. */
typedef struct {
  double marking;  /* stroke, feather, cut, PNG */
  double sending;  /* cut out, scaled, JPEG */
  double decoding; /* of the result: the same however large the picture is */
  double aligning;
  double pasting; /* tone, feather, blend; into pixels of one's own */
  double copying; /* of the pixels that are shown: in place of one's own */
  double rim;
} Times;

typedef struct {
  GdkPixbuf *picture;
  PentimentoMask *mask;
  PentimentoRegion region;
  GdkPixbuf *sent;
  GdkPixbuf *received;
  GBytes *upload;
  PentimentoImage *result;
  PentimentoImage *mask_image;
  PentimentoAlignment alignment;
  PentimentoRim seam;
} Edit;

static double
elapse (gint64 *since)
{
  gint64 now = g_get_monotonic_time ();
  double milliseconds = (double)(now - *since) / 1000;

  *since = now;
  return milliseconds;
}

/* Detail that repeats, so that a large picture does not take minutes to draw. */
static GdkPixbuf *
make_picture (int width, int height)
{
  g_autoptr (GdkPixbuf) scene = scene_draw (SCENE_DETAILED, 1000, 1000, 1, 0, 0, 0, 1);
  GdkPixbuf *picture = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, width, height);

  for (int y = 0; y < height; y += 1000)
    for (int x = 0; x < width; x += 1000)
      gdk_pixbuf_copy_area (scene, 0, 0, MIN (1000, width - x), MIN (1000, height - y), picture, x, y);
  return picture;
}

static PentimentoImage *
make_image (GBytes *file)
{
  g_autoptr (GError) error = NULL;
  PentimentoImage *image = pentimento_image_new (file, "picture", NULL, &error);

  g_assert_no_error (error);
  return image;
}

static GBytes *
encode (GdkPixbuf *pixels)
{
  g_autoptr (GError) error = NULL;
  GBytes *file = pentimento_image_encode (pixels, "image/jpeg", 92, NULL, &error);

  g_assert_no_error (error);
  return file;
}

static void
mark (Edit *self)
{
  int width = gdk_pixbuf_get_width (self->picture), height = gdk_pixbuf_get_height (self->picture);
  const PentimentoMaskTouch touches[] = { { 1500, 1200, 1 }, { 1700, 1300, 0.8 }, { 1900, 1250, 1 } };
  g_autoptr (PentimentoMask) stroke = pentimento_mask_new_stroke (width, height, touches, 3, 300, 0.9);
  g_autoptr (PentimentoMask) part = NULL;
  g_autoptr (GBytes) file = NULL;

  self->mask = pentimento_mask_grow (stroke, 8);
  g_assert_true (pentimento_region_choose (self->mask, PENTIMENTO_REGION_AUTOMATIC, &limits, &self->region, NULL));
  part = pentimento_mask_cut (self->mask, &self->region.place);
  file = pentimento_mask_to_png (part, NULL, NULL);
  self->mask_image = make_image (file);
}

static void
cut_out (Edit *self)
{
  const PentimentoPlace *place = &self->region.place;
  g_autoptr (GdkPixbuf) part
      = gdk_pixbuf_new_subpixbuf (self->picture, place->x, place->y, place->width, place->height);

  self->sent = gdk_pixbuf_scale_simple (part, self->region.width, self->region.height, GDK_INTERP_BILINEAR);
  self->upload = encode (self->sent);
}

/* What a model does, as far as it matters here. */
static void
receive (Edit *self)
{
  int width = self->region.width, height = self->region.height;
  g_autoptr (GdkPixbuf) result = gdk_pixbuf_copy (self->sent);
  g_autoptr (GBytes) file = NULL;
  guint8 *bytes = gdk_pixbuf_get_pixels (result);

  gdk_pixbuf_scale (self->sent, result, 0, 0, width, height, width * -0.006 + 5.3, height * -0.006 - 3.7, 1.012, 1.012,
                    GDK_INTERP_BILINEAR);
  for (gsize i = 0; i < gdk_pixbuf_get_byte_length (result); i++)
    bytes[i] = (guint8)(bytes[i] * 0.92 + 8);
  file = encode (result);
  self->result = make_image (file);
}

static PentimentoPaste
make_paste (const Edit *self)
{
  PentimentoPaste paste = { .result = self->result,
                            .mask = self->mask_image,
                            .place = self->region.place,
                            .scale = 1,
                            .tone = TRUE,
                            .feather = 12 };

  pentimento_paste_align (&paste, &self->alignment, self->region.width);
  return paste;
}

static void
edit_clear (Edit *self)
{
  g_object_unref (self->sent);
  g_object_unref (self->received);
  g_object_unref (self->result);
  g_object_unref (self->mask_image);
  g_bytes_unref (self->upload);
  pentimento_mask_unref (self->mask);
}

static void
copy_picture (GdkPixbuf *picture)
{
  g_autoptr (GdkPixbuf) copy = gdk_pixbuf_copy (picture);

  g_assert_nonnull (copy);
}

static Times
run (GdkPixbuf *picture, Edit *edit)
{
  Edit self = { .picture = picture };
  Times times = { 0 };
  PentimentoPaste paste;
  g_autoptr (PentimentoRecipe) recipe = NULL;
  g_autoptr (GdkPixbuf) after = NULL;
  g_autoptr (GError) error = NULL;
  gint64 since = g_get_monotonic_time ();

  mark (&self);
  times.marking = elapse (&since);
  cut_out (&self);
  times.sending = elapse (&since);
  receive (&self);
  elapse (&since);
  self.received = pentimento_image_decode (self.result, NULL, NULL);
  times.decoding = elapse (&since);
  pentimento_alignment_measure (self.sent, self.received, NULL, &self.alignment, NULL, &error);
  g_assert_no_error (error);
  times.aligning = elapse (&since);
  paste = make_paste (&self);
  pentimento_recipe_append_paste (&recipe, gdk_pixbuf_get_width (picture), gdk_pixbuf_get_height (picture), &paste,
                                  NULL);
  after = pentimento_recipe_apply (recipe, picture, NULL, &error);
  g_assert_no_error (error);
  times.pasting = elapse (&since);
  copy_picture (picture);
  times.copying = elapse (&since);
  pentimento_paste_measure_rim (&paste, picture, &self.seam, NULL, NULL);
  times.rim = elapse (&since);
  *edit = self;
  edit_clear (&self);
  return times;
}

static Times
run_often (int width, int height, Edit *edit)
{
  g_autoptr (GdkPixbuf) picture = make_picture (width, height);
  Times quickest = run (picture, edit);

  for (int i = 1; i < N_RUNS; i++)
    {
      Times times = run (picture, edit);

      for (gsize field = 0; field < sizeof times / sizeof (double); field++)
        ((double *)&quickest)[field] = MIN (((double *)&quickest)[field], ((double *)&times)[field]);
    }
  return quickest;
}

static double
add_times (const Times *times)
{
  return times->marking + times->sending + times->decoding + times->aligning + times->pasting + times->rim;
}

static void
print_times (const char *name, const Times *times)
{
  g_print ("%-6s %8.1f %8.1f %8.1f %8.1f %8.1f %8.1f %8.1f %8.1f %8.1f\n", name, times->marking, times->sending,
           times->decoding, times->aligning, times->pasting, times->copying, times->rim, add_times (times),
           add_times (times) - times->copying);
}

static void
compare_sizes (void)
{
  Edit edit;
  Times small = run_often (4243, 2828, &edit), large = run_often (8660, 5774, &edit);

  g_print ("local work of a region edit, ms: %d × %d of the picture sent as %d × %d\n", edit.region.place.width,
           edit.region.place.height, edit.region.width, edit.region.height);
  g_print ("picture  marking  sending decoding aligning  pasting (copying)    rim      all  all but copying\n");
  print_times ("12 MP", &small);
  print_times ("50 MP", &large);
  g_print ("ratio of all %.2f, but copying %.2f (target 1.3)\n", add_times (&large) / add_times (&small),
           (add_times (&large) - large.copying) / (add_times (&small) - small.copying));
  g_print ("rim difference %.2f levels, with tone %.2f; confidence %.2f\n\n", edit.seam.before, edit.seam.after,
           edit.alignment.confidence);
}

#define WIDTH 640
#define HEIGHT 480

static void
print_error (SceneKind kind, GdkPixbuf *sent, PentimentoMask *mask, double shift, double scale)
{
  g_autoptr (GdkPixbuf) received = scene_draw (kind, WIDTH, HEIGHT, 1, 1, shift, -shift * 0.7, scale);
  g_autoptr (GError) error = NULL;
  PentimentoAlignment alignment;

  if (pentimento_alignment_measure (sent, received, mask, &alignment, NULL, &error))
    g_print (" %6.3f/%.2f", scene_measure_error (&alignment, WIDTH, HEIGHT, shift, -shift * 0.7, scale),
             alignment.confidence);
  else
    g_print ("     refused");
}

static void
tabulate (SceneKind kind)
{
  static const double shifts[] = { 0.5, 3.3, 8.7, 15.2, 24 }, scales[] = { 0.97, 0.985, 1, 1.015, 1.03 };
  g_autoptr (GdkPixbuf) sent = scene_draw (kind, WIDTH, HEIGHT, 1, 0, 0, 0, 1);
  g_autoptr (PentimentoMask) mask = scene_mask (WIDTH, HEIGHT);

  g_print ("%-9s shift", scene_name (kind));
  for (guint i = 0; i < G_N_ELEMENTS (scales); i++)
    g_print ("  × %-8.3f", scales[i]);
  g_print ("\n");
  for (guint i = 0; i < G_N_ELEMENTS (shifts); i++)
    {
      g_print ("%15.1f", shifts[i]);
      for (guint j = 0; j < G_N_ELEMENTS (scales); j++)
        print_error (kind, sent, mask, shifts[i], scales[j]);
      g_print ("\n");
    }
}

int
main (int argc, char **argv)
{
  compare_sizes ();
  g_print ("alignment, %d × %d: error in pixels, rms over the picture (target 0.25), / confidence\n", WIDTH, HEIGHT);
  for (int kind = 0; kind < SCENE_N_KINDS; kind++)
    tabulate (kind);
  return 0;
}
