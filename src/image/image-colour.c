/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "image-colour.h"

#include <lcms2.h>
#include <stdlib.h>
#include <string.h>

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

static gboolean
is_grey_device (cmsHPROFILE profile)
{
  return cmsGetColorSpace (profile) == cmsSigGrayData && cmsGetDeviceClass (profile) != cmsSigLinkClass;
}

static cmsHTRANSFORM
new_transform (cmsHPROFILE profile, cmsUInt32Number from, cmsUInt32Number to, cmsUInt32Number flags)
{
  cmsHPROFILE srgb = cmsCreate_sRGBProfile ();
  cmsHTRANSFORM transform = cmsCreateTransform (profile, from, srgb, to, INTENT_PERCEPTUAL, flags);

  cmsCloseProfile (srgb);
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

static gboolean
convert_colours (GdkPixbuf *pixels, cmsHPROFILE profile, GCancellable *cancellable)
{
  gboolean has_alpha = gdk_pixbuf_get_has_alpha (pixels);
  cmsUInt32Number format = has_alpha ? TYPE_RGBA_8 : TYPE_RGB_8;
  cmsHTRANSFORM transform = new_transform (profile, format, format, has_alpha ? cmsFLAGS_COPY_ALPHA : 0);
  gboolean converts = transform != NULL && changes_colours (transform, gdk_pixbuf_get_n_channels (pixels));

  if (converts)
    transform_rows (transform, pixels, cancellable);
  g_clear_pointer (&transform, cmsDeleteTransform);
  return converts;
}

/* Of a grey picture the loaders make three equal channels. */
static gboolean
is_grey (GdkPixbuf *pixels)
{
  const guint8 *row = gdk_pixbuf_read_pixels (pixels);
  int n_channels = gdk_pixbuf_get_n_channels (pixels);

  for (int y = 0; y < gdk_pixbuf_get_height (pixels); y++, row += gdk_pixbuf_get_rowstride (pixels))
    for (int x = 0; x < gdk_pixbuf_get_width (pixels); x++)
      if (row[x * n_channels] != row[x * n_channels + 1] || row[x * n_channels] != row[x * n_channels + 2])
        return FALSE;

  return TRUE;
}

/* Returns: whether any level changes. @levels: by which level of sRGB each one of the profile is shown */
static gboolean
read_levels (cmsHPROFILE profile, guint8 *levels)
{
  cmsHTRANSFORM transform = new_transform (profile, TYPE_GRAY_8, TYPE_RGB_8, 0);
  guint8 before[256], after[256 * 3];
  gboolean changes = FALSE;

  if (transform == NULL)
    return FALSE;

  for (int i = 0; i < 256; i++)
    before[i] = i;
  cmsDoTransform (transform, before, after, 256);
  cmsDeleteTransform (transform);
  for (int i = 0; i < 256; i++)
    {
      levels[i] = after[i * 3 + 1];
      changes |= abs (levels[i] - i) > SRGB_TOLERANCE;
    }
  return changes;
}

static gboolean
convert_levels (GdkPixbuf *pixels, cmsHPROFILE profile)
{
  guint8 *row = gdk_pixbuf_get_pixels (pixels);
  int n_channels = gdk_pixbuf_get_n_channels (pixels);
  guint8 levels[256];

  if (!is_grey (pixels) || !read_levels (profile, levels))
    return FALSE;

  for (int y = 0; y < gdk_pixbuf_get_height (pixels); y++, row += gdk_pixbuf_get_rowstride (pixels))
    for (int x = 0; x < gdk_pixbuf_get_width (pixels); x++)
      memset (row + x * n_channels, levels[row[x * n_channels]], 3);
  return TRUE;
}

gboolean
image_colour_convert (GdkPixbuf *pixels, GBytes *bytes, GCancellable *cancellable)
{
  gboolean converts = FALSE;
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);
  cmsHPROFILE profile = size > 0 && size <= G_MAXUINT32 ? cmsOpenProfileFromMem (data, size) : NULL;

  if (profile == NULL)
    return FALSE;

  if (is_rgb_device (profile))
    converts = convert_colours (pixels, profile, cancellable);
  else if (is_grey_device (profile))
    converts = convert_levels (pixels, profile);
  cmsCloseProfile (profile);
  return converts;
}

gboolean
image_colour_is_usable (GBytes *bytes)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);
  cmsHPROFILE profile = size > 0 && size <= G_MAXUINT32 ? cmsOpenProfileFromMem (data, size) : NULL;
  cmsHTRANSFORM transform
      = profile != NULL && is_rgb_device (profile) ? new_transform (profile, TYPE_RGB_8, TYPE_RGB_8, 0) : NULL;
  gboolean is_usable = transform != NULL;

  g_clear_pointer (&transform, cmsDeleteTransform);
  g_clear_pointer (&profile, cmsCloseProfile);
  return is_usable;
}
