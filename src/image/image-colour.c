/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "image-colour.h"

#include <lcms2.h>
#include <stdlib.h>

/* Differences of one level in 255 come from rounding between the many editions of sRGB profiles. */
enum {
  SRGB_TOLERANCE = 1,
  PROBE_STEPS = 9,
  PROBE_COLOURS = PROBE_STEPS * PROBE_STEPS * PROBE_STEPS,
};

static gboolean
is_rgb_device (cmsHPROFILE profile)
{
  cmsProfileClassSignature class = cmsGetDeviceClass (profile);

  return cmsGetColorSpace (profile) == cmsSigRgbData
         && (class == cmsSigInputClass || class == cmsSigDisplayClass || class == cmsSigOutputClass
             || class == cmsSigColorSpaceClass);
}

static cmsHTRANSFORM
new_transform (const guint8 *data, gsize size, gboolean has_alpha)
{
  cmsUInt32Number format = has_alpha ? TYPE_RGBA_8 : TYPE_RGB_8;
  cmsHPROFILE profile = cmsOpenProfileFromMem (data, size);
  cmsHPROFILE srgb = cmsCreate_sRGBProfile ();
  cmsHTRANSFORM transform = NULL;

  if (profile != NULL && srgb != NULL && is_rgb_device (profile))
    transform
        = cmsCreateTransform (profile, format, srgb, format, INTENT_PERCEPTUAL, has_alpha ? cmsFLAGS_COPY_ALPHA : 0);

  g_clear_pointer (&profile, cmsCloseProfile);
  g_clear_pointer (&srgb, cmsCloseProfile);
  return transform;
}

static void
fill_probe (guint8 *colours, guint n_channels)
{
  for (guint i = 0; i < PROBE_COLOURS; i++)
    {
      guint8 *colour = colours + i * n_channels;

      colour[0] = i % PROBE_STEPS * 255 / (PROBE_STEPS - 1);
      colour[1] = i / PROBE_STEPS % PROBE_STEPS * 255 / (PROBE_STEPS - 1);
      colour[2] = i / PROBE_STEPS / PROBE_STEPS * 255 / (PROBE_STEPS - 1);
      if (n_channels == 4)
        colour[3] = 255;
    }
}

/* Most pictures carry some edition of sRGB; tried on a cube of colours, it changes nothing, and no pixel should either. */
static gboolean
changes_colours (cmsHTRANSFORM transform, guint n_channels)
{
  guint8 before[PROBE_COLOURS * 4];
  guint8 after[PROBE_COLOURS * 4];

  fill_probe (before, n_channels);
  cmsDoTransform (transform, before, after, PROBE_COLOURS);
  for (guint i = 0; i < PROBE_COLOURS * n_channels; i++)
    if (abs (before[i] - after[i]) > SRGB_TOLERANCE)
      return TRUE;

  return FALSE;
}

static void
transform_rows (cmsHTRANSFORM transform, GdkPixbuf *pixels, GCancellable *cancellable)
{
  guint8 *row = gdk_pixbuf_get_pixels (pixels);
  int width = gdk_pixbuf_get_width (pixels);
  int height = gdk_pixbuf_get_height (pixels);
  int stride = gdk_pixbuf_get_rowstride (pixels);

  for (int y = 0; y < height && !g_cancellable_is_cancelled (cancellable); y++, row += stride)
    cmsDoTransform (transform, row, row, width);
}

gboolean
image_colour_convert (GdkPixbuf *pixels, GBytes *profile, GCancellable *cancellable)
{
  cmsHTRANSFORM transform = NULL;
  gboolean converts = FALSE;
  gsize size;
  const guint8 *data = g_bytes_get_data (profile, &size);

  if (size > 0 && size <= G_MAXUINT32)
    transform = new_transform (data, size, gdk_pixbuf_get_has_alpha (pixels));
  if (transform != NULL && changes_colours (transform, gdk_pixbuf_get_n_channels (pixels)))
    {
      transform_rows (transform, pixels, cancellable);
      converts = TRUE;
    }

  g_clear_pointer (&transform, cmsDeleteTransform);
  return converts;
}

gboolean
image_colour_is_usable (GBytes *profile)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (profile, &size);
  cmsHTRANSFORM transform = size > 0 && size <= G_MAXUINT32 ? new_transform (data, size, FALSE) : NULL;
  gboolean is_usable = transform != NULL;

  g_clear_pointer (&transform, cmsDeleteTransform);
  return is_usable;
}
