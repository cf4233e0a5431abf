/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "image-fixtures.h"
#include "region-scenes.h"

/* What was found, or an error of the picture floor. */
static gboolean
measure (GdkPixbuf *sent, GdkPixbuf *received, PentimentoMask *mask, PentimentoAlignment *alignment)
{
  g_autoptr (GError) error = NULL;

  if (pentimento_alignment_measure (sent, received, mask, alignment, NULL, &error))
    return TRUE;
  g_assert_error (error, PENTIMENTO_IMAGE_ERROR, PENTIMENTO_IMAGE_ERROR_UNSUITABLE);
  g_test_message ("%s", error->message);
  return FALSE;
}

static void
assert_found (SceneKind kind, int width, int height, double shift_x, double shift_y, double scale, double most)
{
  g_autoptr (GdkPixbuf) sent = scene_draw (kind, width, height, 1, 0, 0, 0, 1);
  g_autoptr (GdkPixbuf) received = scene_draw (kind, width, height, 1, 1, shift_x, shift_y, scale);
  g_autoptr (PentimentoMask) mask = scene_mask (width, height);
  PentimentoAlignment alignment;
  double error;

  g_assert_true (measure (sent, received, mask, &alignment));
  error = scene_measure_error (&alignment, width, height, shift_x, shift_y, scale);
  g_test_message ("%s %d × %d: shift %g, %g, scale %g: %.3f px, confidence %.2f", scene_name (kind), width, height,
                  shift_x, shift_y, scale, error, alignment.confidence);
  g_assert_cmpfloat (error, <, most);
}

static void
test_detailed (void)
{
  assert_found (SCENE_DETAILED, 512, 384, 0, 0, 1, 0.02);
  assert_found (SCENE_DETAILED, 512, 384, 3.4, -1.7, 1.004, 0.25);
  assert_found (SCENE_DETAILED, 512, 384, -24, 24, 0.97, 0.25);
  assert_found (SCENE_DETAILED, 384, 512, 24, 24, 1.03, 0.25);
  assert_found (SCENE_DETAILED, 180, 140, 6.5, 2.5, 1.01, 0.25);
}

/* Larger than what is looked at closely. */
static void
test_large (void)
{
  assert_found (SCENE_DETAILED, 1500, 1100, 17.3, -11.8, 1.015, 0.25);
}

static void
test_difficult (void)
{
  assert_found (SCENE_SMOOTH, 512, 384, 5.25, -8.5, 1.01, 0.5);
  assert_found (SCENE_NOISY, 512, 384, -7.75, 4.5, 0.985, 0.25);
  assert_found (SCENE_CHANGED, 512, 384, 12.5, 9.25, 0.98, 0.25);
}

/* A result of another size than asked for counts as scaled to it. */
static void
test_other_size (void)
{
  g_autoptr (GdkPixbuf) sent = scene_draw (SCENE_DETAILED, 512, 384, 1, 0, 0, 0, 1);
  g_autoptr (GdkPixbuf) larger = gdk_pixbuf_scale_simple (sent, 1024, 768, GDK_INTERP_BILINEAR);
  PentimentoAlignment alignment;

  g_assert_true (measure (sent, larger, NULL, &alignment));
  g_assert_cmpfloat (scene_measure_error (&alignment, 512, 384, 0, 0, 1), <, 0.1);
}

static void
assert_refused (GdkPixbuf *sent, GdkPixbuf *received, PentimentoMask *mask, const char *said)
{
  g_autoptr (GError) error = NULL;
  PentimentoAlignment alignment;

  g_assert_false (pentimento_alignment_measure (sent, received, mask, &alignment, NULL, &error));
  g_assert_error (error, PENTIMENTO_IMAGE_ERROR, PENTIMENTO_IMAGE_ERROR_UNSUITABLE);
  g_assert_nonnull (strstr (error->message, said));
}

static void
test_refused (void)
{
  g_autoptr (GdkPixbuf) scene = scene_draw (SCENE_DETAILED, 400, 300, 1, 0, 0, 0, 1);
  g_autoptr (GdkPixbuf) other = scene_draw (SCENE_DETAILED, 400, 300, 2, 0, 0, 0, 1);
  g_autoptr (GdkPixbuf) moved = scene_draw (SCENE_DETAILED, 400, 300, 1, 0, 60, 0, 1);
  g_autoptr (GdkPixbuf) noise = fixture_noise (400, 300, FALSE);
  g_autoptr (GdkPixbuf) flat = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, 400, 300);
  g_autoptr (GdkPixbuf) strip = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, 1, 60000);
  g_autoptr (GdkPixbuf) stripes = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, 400, 300);
  g_autoptr (PentimentoMask) all = pentimento_mask_new_rectangle (400, 300, 0, 0, 400, 299);

  gdk_pixbuf_fill (flat, 0x808080ff);
  gdk_pixbuf_fill (strip, 0x808080ff);
  for (int i = 0; i < 300; i++)
    {
      g_autoptr (GdkPixbuf) line = gdk_pixbuf_new_subpixbuf (stripes, 0, i, 400, 1);

      gdk_pixbuf_fill (line, i * i / 7 % 3 ? 0x202020ff : 0xe0e0e0ff);
    }
  assert_refused (scene, other, NULL, "unlike");
  assert_refused (scene, noise, NULL, "unlike");
  assert_refused (scene, moved, NULL, "cannot be aligned");
  assert_refused (scene, flat, NULL, "no detail");
  assert_refused (flat, scene, NULL, "no detail");
  assert_refused (stripes, stripes, NULL, "no detail");
  assert_refused (strip, strip, NULL, "no detail");
  assert_refused (scene, scene, all, "too little");
}

static void
test_cancelled (void)
{
  g_autoptr (GdkPixbuf) scene = fixture_noise (300, 300, TRUE);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  PentimentoAlignment alignment;

  g_cancellable_cancel (cancellable);
  g_assert_false (pentimento_alignment_measure (scene, scene, NULL, &alignment, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/alignment/detailed", test_detailed);
  g_test_add_func ("/alignment/large", test_large);
  g_test_add_func ("/alignment/difficult", test_difficult);
  g_test_add_func ("/alignment/other-size", test_other_size);
  g_test_add_func ("/alignment/refused", test_refused);
  g_test_add_func ("/alignment/cancelled", test_cancelled);
  return g_test_run ();
}
