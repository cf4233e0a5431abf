/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "recipe-fill.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Where there is no colour at all. */
#define NOWHERE_NEAR 128

static gboolean
read_fill (RecipeOperation *self, JsonObject *object)
{
  return TRUE;
}

static void
write_fill (const RecipeOperation *self, GString *text)
{
}

static gboolean
check_fill (const RecipeOperation *self, GError **error)
{
  return TRUE;
}

static gboolean
merge_fill (RecipeOperation *self, const RecipeOperation *later)
{
  return TRUE;
}

static void
keep_size (const RecipeOperation *self, int *width, int *height)
{
}

/* Pixels with opacity; those that are wholly transparent are holes. */
typedef struct {
  guint8 *pixels;
  gsize stride;
  int width;
  int height;
} Grid;

static guint8 *
get_pixel (const Grid *grid, int x, int y)
{
  return grid->pixels + y * grid->stride + (gsize)x * 4;
}

static gboolean
has_holes (const Grid *grid)
{
  for (int y = 0; y < grid->height; y++)
    for (int x = 0; x < grid->width; x++)
      if (get_pixel (grid, x, y)[3] == 0)
        return TRUE;
  return FALSE;
}

/* The mean of those of four pixels that are no holes. */
static void
average (const Grid *grid, int x, int y, guint8 *mean)
{
  int right = MIN (x + 2, grid->width), bottom = MIN (y + 2, grid->height);
  guint sums[3] = { 0 }, n_pixels = 0;

  for (int from_y = y; from_y < bottom; from_y++)
    for (int from_x = x; from_x < right; from_x++)
      {
        const guint8 *pixel = get_pixel (grid, from_x, from_y);

        if (pixel[3] == 0)
          continue;
        for (int i = 0; i < 3; i++)
          sums[i] += pixel[i];
        n_pixels++;
      }
  for (int i = 0; i < 3 && n_pixels > 0; i++)
    mean[i] = (sums[i] + n_pixels / 2) / n_pixels;
  mean[3] = n_pixels > 0 ? 255 : 0;
}

/* Returns: whether there was memory for it */
static gboolean
halve (const Grid *grid, Grid *half)
{
  half->width = (grid->width + 1) / 2;
  half->height = (grid->height + 1) / 2;
  half->stride = (gsize)half->width * 4;
  half->pixels = g_try_malloc (half->stride * half->height);
  for (int y = 0; half->pixels != NULL && y < half->height; y++)
    for (int x = 0; x < half->width; x++)
      average (grid, 2 * x, 2 * y, get_pixel (half, x, y));
  return half->pixels != NULL;
}

/* A hole takes what the coarser picture has there, between four pixels of it: three parts of the nearer one, one of the farther, in both directions. */
static void
fill_pixel (guint8 *pixel, const Grid *half, int x, int y)
{
  int near_x = x / 2, near_y = y / 2;
  int far_x = CLAMP (near_x + (x % 2 == 0 ? -1 : 1), 0, half->width - 1);
  int far_y = CLAMP (near_y + (y % 2 == 0 ? -1 : 1), 0, half->height - 1);
  const guint8 *near_near = get_pixel (half, near_x, near_y), *far_near = get_pixel (half, far_x, near_y);
  const guint8 *near_far = get_pixel (half, near_x, far_y), *far_far = get_pixel (half, far_x, far_y);

  for (int i = 0; i < 3; i++)
    pixel[i] = (9 * near_near[i] + 3 * far_near[i] + 3 * near_far[i] + far_far[i] + 8) / 16;
  pixel[3] = 255;
}

static void
fill_from (const Grid *grid, const Grid *half)
{
  for (int y = 0; y < grid->height; y++)
    for (int x = 0; x < grid->width; x++)
      if (get_pixel (grid, x, y)[3] == 0)
        fill_pixel (get_pixel (grid, x, y), half, x, y);
}

/* From the coarse to the fine, so that colours go on into the hole, and the more slowly the farther in they are. Returns: FALSE where memory is short */
static gboolean
fill_holes (const Grid *grid)
{
  Grid half;
  gboolean good;

  if (!has_holes (grid))
    return TRUE;
  if (grid->width == 1 && grid->height == 1)
    {
      const guint8 grey[] = { NOWHERE_NEAR, NOWHERE_NEAR, NOWHERE_NEAR, 255 };

      memcpy (grid->pixels, grey, sizeof grey);
      return TRUE;
    }
  good = halve (grid, &half) && fill_holes (&half);
  if (good)
    fill_from (grid, &half);
  g_free (half.pixels);
  return good;
}

static GdkPixbuf *
apply_fill (const RecipeOperation *self, const RecipeStep *step)
{
  g_autoptr (GdkPixbuf) filled = NULL;
  Grid grid;

  if (!gdk_pixbuf_get_has_alpha (step->pixels))
    return g_object_ref (step->pixels);
  filled = gdk_pixbuf_copy (step->pixels);
  if (filled == NULL)
    return NULL;
  grid = (Grid){ gdk_pixbuf_get_pixels (filled), gdk_pixbuf_get_rowstride (filled), gdk_pixbuf_get_width (filled),
                 gdk_pixbuf_get_height (filled) };
  return fill_holes (&grid) ? g_steal_pointer (&filled) : NULL;
}

static const char *
describe_fill (const RecipeOperation *self)
{
  return _ ("Filled");
}

static const char *const parameters[] = { NULL };

const RecipeKind recipe_fill = {
  .name = "fill",
  .parameters = parameters,
  .read = read_fill,
  .write = write_fill,
  .check = check_fill,
  .merge = merge_fill,
  .get_size = keep_size,
  .apply = apply_fill,
  .describe = describe_fill,
  .leaves_colours = TRUE,
};
