/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "paste-layer.h"

#include "image-flatten.h"
#include "paste-blend.h"
#include "recipe-resize.h"
#include "recipe-rows.h"
#include "recipe-warp.h"

#include <math.h>
#include <string.h>

/* Bicubic interpolation leaves pixels out where there are more of them: beyond it a result is reduced first. */
#define MOST_REDUCTION 1.2

void
paste_layer_free (PasteLayer *self)
{
  g_free (self->coverage);
  g_clear_object (&self->result);
  g_clear_pointer (&self->tone, paste_tone_free);
  g_free (self);
}

/* What a line of a picture is in pixels that are fewer. */
typedef struct {
  double scale;
  int place; /* where the place begins in the picture */
} Axis;

static void
find_layer_place (PasteLayer *self,
                  const PentimentoPlace *place,
                  const RecipeStep *step,
                  const Axis *across,
                  const Axis *down)
{
  int right = (int)ceil ((place->x + place->width) * across->scale);
  int bottom = (int)ceil ((place->y + place->height) * down->scale);

  self->place.x = (int)(place->x * across->scale);
  self->place.y = (int)(place->y * down->scale);
  self->place.width = MIN (right, gdk_pixbuf_get_width (step->pixels)) - self->place.x;
  self->place.height = MIN (bottom, gdk_pixbuf_get_height (step->pixels)) - self->place.y;
}

/* The mask's pixels under one of the layer's. */
static void
find_span (const Axis *axis, int at, int length, int *first, int *end)
{
  *first = CLAMP ((int)floor (at / axis->scale) - axis->place, 0, length - 1);
  *end = CLAMP ((int)ceil ((at + 1) / axis->scale) - axis->place, *first + 1, length);
}

typedef struct {
  const PasteLayer *layer;
  PentimentoMask *mask;
  const Axis *across;
  const Axis *down;
} Covering;

/* The mean of the mask over each pixel. */
static void
cover_rows (gpointer data, int first, int end)
{
  const Covering *self = data;
  int width = pentimento_mask_get_width (self->mask), height = pentimento_mask_get_height (self->mask);
  const PentimentoPlace *place = &self->layer->place;
  g_autofree guint8 *row = g_malloc (width);
  g_autofree guint64 *sums = g_new (guint64, place->width);

  for (int y = first; y < end; y++)
    {
      int top, bottom, left, right;

      find_span (self->down, place->y + y, height, &top, &bottom);
      memset (sums, 0, sizeof *sums * place->width);
      for (int from = top; from < bottom; from++)
        {
          pentimento_mask_get_row (self->mask, 0, from, width, row);
          for (int x = 0; x < place->width; x++)
            {
              find_span (self->across, place->x + x, width, &left, &right);
              for (int at = left; at < right; at++)
                sums[x] += row[at];
            }
        }
      for (int x = 0; x < place->width; x++)
        {
          find_span (self->across, place->x + x, width, &left, &right);
          self->layer->coverage[(gsize)y * place->width + x] = sums[x] / ((right - left) * (bottom - top));
        }
    }
}

static void
copy_rows (gpointer data, int first, int end)
{
  const Covering *self = data;
  int width = self->layer->place.width;

  for (int y = first; y < end; y++)
    pentimento_mask_get_row (self->mask, 0, y, width, self->layer->coverage + (gsize)y * width);
}

static gboolean
cover (PasteLayer *self, const PentimentoPaste *paste, const RecipeStep *step, const Axis *across, const Axis *down)
{
  g_autoptr (PentimentoMask) mask
      = pentimento_mask_new_from_file (pentimento_image_get_bytes (paste->mask), paste->place.width,
                                       paste->place.height, step->cancellable, step->error);
  g_autoptr (PentimentoMask) feathered = mask != NULL ? pentimento_mask_feather_inside (mask, paste->feather) : NULL;
  Covering covering = { self, feathered, across, down };

  if (mask == NULL)
    return FALSE;
  self->coverage = g_try_malloc ((gsize)self->place.width * self->place.height);
  return self->coverage != NULL
         && recipe_rows_run (self->place.height, 32, across->scale == 1 && down->scale == 1 ? copy_rows : cover_rows,
                             &covering, step->cancellable);
}

static GdkPixbuf *
decode_flat (PentimentoImage *image, const RecipeStep *step)
{
  g_autoptr (GdkPixbuf) pixels = pentimento_image_decode (image, step->cancellable, step->error);
  gboolean had_transparency;

  if (pixels == NULL || !gdk_pixbuf_get_has_alpha (pixels))
    return g_steal_pointer (&pixels);
  return image_flatten (pixels, &had_transparency);
}

/* From the layer's pixels to the place's, by the alignment, to the result's. */
static void
find_line (const Axis *axis,
           int start,
           int length,
           double shift,
           double scale,
           int pixels,
           double *factor,
           double *offset)
{
  double more = (double)pixels / length;

  *factor = scale * more / axis->scale;
  *offset = ((start / axis->scale - axis->place - length / 2.0) * scale + length / 2.0 + shift) * more;
}

static WarpMatrix
find_matrix (const PasteLayer *self,
             const PentimentoPaste *paste,
             GdkPixbuf *result,
             const Axis *across,
             const Axis *down)
{
  WarpMatrix matrix = { 0 };

  find_line (across, self->place.x, paste->place.width, paste->shift_x, paste->scale, gdk_pixbuf_get_width (result),
             &matrix.xx, &matrix.x0);
  find_line (down, self->place.y, paste->place.height, paste->shift_y, paste->scale, gdk_pixbuf_get_height (result),
             &matrix.yy, &matrix.y0);
  return matrix;
}

static GdkPixbuf *
lay_result (const PasteLayer *self,
            const PentimentoPaste *paste,
            const RecipeStep *step,
            const Axis *across,
            const Axis *down)
{
  g_autoptr (GdkPixbuf) result = decode_flat (paste->result, step);
  WarpMatrix matrix;

  if (result == NULL)
    return NULL;
  matrix = find_matrix (self, paste, result, across, down);
  if (MAX (matrix.xx, matrix.yy) > MOST_REDUCTION)
    {
      int width = MAX (1, (int)(gdk_pixbuf_get_width (result) / MAX (matrix.xx, 1) + 0.5));
      int height = MAX (1, (int)(gdk_pixbuf_get_height (result) / MAX (matrix.yy, 1) + 0.5));
      GdkPixbuf *reduced = recipe_resize_pixels (result, width, height);

      g_object_unref (result);
      result = reduced;
      if (result == NULL)
        return NULL;
      matrix = find_matrix (self, paste, result, across, down);
    }
  return recipe_warp (result, self->place.width, self->place.height, &matrix, WARP_EXTEND, step->cancellable);
}

PasteLayer *
paste_layer_new (const PentimentoPaste *paste, const RecipeStep *step)
{
  g_autoptr (PasteLayer) self = g_new0 (PasteLayer, 1);
  const Axis across = { (double)gdk_pixbuf_get_width (step->pixels) / step->width, paste->place.x };
  const Axis down = { (double)gdk_pixbuf_get_height (step->pixels) / step->height, paste->place.y };

  find_layer_place (self, &paste->place, step, &across, &down);
  if (pentimento_place_is_nowhere (&self->place) || !cover (self, paste, step, &across, &down))
    return NULL;
  self->result = lay_result (self, paste, step, &across, &down);
  if (self->result == NULL)
    return NULL;
  if (paste->tone)
    self->tone = paste_tone_new (step->pixels, &self->place, self->coverage, self->result);
  return g_steal_pointer (&self);
}

gboolean
paste_layer_blend (const PasteLayer *self, GdkPixbuf *pixels, GCancellable *cancellable)
{
  return paste_blend (pixels, &self->place, self->coverage, self->result, self->tone, cancellable);
}
