/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "region-scenes.h"

#include <math.h>

/* Levels of 255, once what is added of all sizes is there. */
#define NOISE 12.0

const char *
scene_name (SceneKind kind)
{
  static const char *const names[] = { "detailed", "smooth", "noisy", "changed" };

  return names[kind];
}

/* From the murmur hash's finaliser. Returns: a number from -1 to 1 */
static float
scatter (guint32 x, guint32 y, guint32 seed)
{
  guint32 hash = x * 0x9e3779b1u ^ y * 0x85ebca77u ^ seed * 0xc2b2ae3du;

  hash ^= hash >> 16;
  hash *= 0x85ebca6bu;
  hash ^= hash >> 13;
  hash *= 0xc2b2ae35u;
  hash ^= hash >> 16;
  return (float)(hash / (double)G_MAXUINT32 * 2 - 1);
}

static float
blend (float from, float to, float t)
{
  return from + (to - from) * t * t * t * (t * (t * 6 - 15) + 10);
}

/* Random numbers a wavelength apart, and smooth between. */
static float
ripple (double x, double y, guint seed)
{
  int column = (int)floor (x), row = (int)floor (y);
  float across = (float)(x - column), down = (float)(y - row);

  return blend (blend (scatter (column, row, seed), scatter (column + 1, row, seed), across),
                blend (scatter (column, row + 1, seed), scatter (column + 1, row + 1, seed), across), down);
}

static double
find_brightness (SceneKind kind, double x, double y, guint seed)
{
  double sum = 128;

  for (int wavelength = kind == SCENE_SMOOTH ? 96 : 4; wavelength <= 256; wavelength *= 2)
    sum += 3.5 * pow (wavelength, 0.5) * ripple (x / wavelength, y / wavelength, seed + wavelength);
  return sum;
}

static double
make_noise (int x, int y, guint take)
{
  double sum = 0;

  for (guint i = 0; i < 4; i++)
    sum += scatter (x, y, take * 4 + i + 1000);
  return sum * NOISE * sqrt (3.0 / 4);
}

PentimentoMask *
scene_mask (int width, int height)
{
  return pentimento_mask_new_ellipse (width, height, width * 0.25, height * 0.25, width * 0.5, height * 0.5);
}

static double
find_level (SceneKind kind, guint seed, guint take, int width, int height, double x, double y)
{
  gboolean changed = kind == SCENE_CHANGED && take > 0;
  double across = x / width * 4, down = y / height * 4;

  if (changed && across * across + down * down < 1)
    return find_brightness (kind, x * 1.3, y * 1.3, seed + 77);
  return find_brightness (kind, x, y, seed) * (changed ? 0.9 : 1) + (changed ? 20 : 0);
}

GdkPixbuf *
scene_draw (SceneKind kind, int width, int height, guint seed, guint take, double shift_x, double shift_y, double scale)
{
  GdkPixbuf *pixels = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, width, height);

  for (int row = 0; row < height; row++)
    for (int column = 0; column < width; column++)
      {
        double x = (column + 0.5 - width / 2.0 - shift_x) / scale, y = (row + 0.5 - height / 2.0 - shift_y) / scale;
        double level = find_level (kind, seed, take, width, height, x, y);
        guint8 *pixel = gdk_pixbuf_get_pixels (pixels) + (gsize)row * gdk_pixbuf_get_rowstride (pixels) + column * 3;

        level += kind == SCENE_NOISY ? make_noise (column, row, take) : 0;
        pixel[0] = pixel[1] = pixel[2] = (guint8)(CLAMP (level, 0, 255) + 0.5);
        pixel[2] = 255 - pixel[2] / 4;
      }
  return pixels;
}

double
scene_measure_error (const PentimentoAlignment *alignment,
                     int width,
                     int height,
                     double shift_x,
                     double shift_y,
                     double scale)
{
  double squares = 0;

  for (int row = -4; row <= 4; row++)
    for (int column = -4; column <= 4; column++)
      {
        double x = width / 8.0 * column, y = height / 8.0 * row;

        squares += pow (x * (alignment->scale - scale) + alignment->shift_x - shift_x, 2)
                   + pow (y * (alignment->scale - scale) + alignment->shift_y - shift_y, 2);
      }
  return sqrt (squares / 81);
}
