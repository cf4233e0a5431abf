/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sandbox-shapes.h"

#include <math.h>
#include <string.h>

#include "sandbox-fields.h"
#include "sandbox-picture.h"

/* The model's own sizes for 1K and 2K (docs.byteplus.com, ModelArk 1541523); 4K has sides of 4096 at most. The longer side
 * comes first. */
static const struct {
  const char *suffix;
  int ratio[2];
  int sides_1k[2];
  int sides_2k[2];
} shapes[] = {
  { "4_3", { 4, 3 }, { 1152, 864 }, { 2304, 1728 } },   { "3_2", { 3, 2 }, { 1248, 832 }, { 2496, 1664 } },
  { "16_9", { 16, 9 }, { 1280, 720 }, { 2560, 1440 } }, { "21_9", { 21, 9 }, { 1512, 648 }, { 3024, 1296 } },
  { "", { 1, 1 }, { 1024, 1024 }, { 2048, 2048 } },
};

#define SQUARE (G_N_ELEMENTS (shapes) - 1)

static const char *const sizes[]
    = { "square",        "square_hd",     "portrait_4_3",   "portrait_3_2",   "portrait_16_9",
        "landscape_4_3", "landscape_3_2", "landscape_16_9", "landscape_21_9", NULL };

static const char *const resolutions[] = { "1K", "2K", "4K", NULL };

static void
set_sides (SandboxOrder *order, gsize shape, const char *resolution, gboolean upright)
{
  int sides[2] = { 4096, 4096 * shapes[shape].ratio[1] / shapes[shape].ratio[0] };

  if (*resolution != '4')
    memcpy (sides, *resolution == '1' ? shapes[shape].sides_1k : shapes[shape].sides_2k, sizeof sides);
  order->width = sides[upright ? 1 : 0];
  order->height = sides[upright ? 0 : 1];
}

gboolean
sandbox_shapes_read (SandboxOrder *order, JsonObject *object, GError **error)
{
  const char *size = "square_hd";
  const char *resolution = "1K";
  gsize shape = 0;

  if (!sandbox_fields_read_string (object, "image_size", &size, error)
      || !sandbox_fields_read_string (object, "image_resolution", &resolution, error))
    return FALSE;
  if (!g_strv_contains (sizes, size))
    return sandbox_fields_refuse ("image_size", "is none of the known sizes", error);
  if (!g_strv_contains (resolutions, resolution))
    return sandbox_fields_refuse ("image_resolution", "must be 1K, 2K or 4K", error);
  while (*shapes[shape].suffix != '\0' && !g_str_has_suffix (size, shapes[shape].suffix))
    shape++;
  set_sides (order, shape, resolution, g_str_has_prefix (size, "portrait"));
  return TRUE;
}

/* How far two ratios are apart, alike in both directions. */
static double
measure_distance (double ratio, gsize shape)
{
  return fabs (log (ratio * shapes[shape].ratio[1] / shapes[shape].ratio[0]));
}

gboolean
sandbox_shapes_choose (SandboxOrder *order, const char *resolution)
{
  SandboxPicture *first = order->pictures->len > 0 ? g_ptr_array_index (order->pictures, 0) : NULL;
  double width = first != NULL ? pentimento_image_get_width (first->image) : 1;
  double height = first != NULL ? pentimento_image_get_height (first->image) : 1;
  double ratio = MAX (width, height) / MIN (width, height);
  gsize best = SQUARE;

  if (!g_strv_contains (resolutions, resolution))
    return FALSE;
  for (gsize i = 0; i < SQUARE; i++)
    if (measure_distance (ratio, i) < measure_distance (ratio, best))
      best = i;
  set_sides (order, best, resolution, height > width);
  return TRUE;
}
