/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "pentimento-region.h"

#include "pentimento-image-error.h"

#include <glib/gi18n-lib.h>
#include <math.h>

/* Below it a phase correlation of the rim has too little to go by. */
#define LEAST_CONTEXT 64

/* Shapes that differ by less are the same but for whole pixels; as for a resize. */
#define SAME_RATIO 0.01

static gboolean
refuse (GError **error, const char *message)
{
  g_set_error_literal (error, PENTIMENTO_IMAGE_ERROR, PENTIMENTO_IMAGE_ERROR_UNSUITABLE, message);
  return FALSE;
}

/* Where a side of that length begins, as near as can be to being about the same middle as what it has to hold. */
static int
find_start (int start, int length, int new_length, int picture)
{
  int wanted = start - (new_length - length) / 2;

  return CLAMP (wanted, 0, picture - new_length);
}

static PentimentoPlace
resize_place (const PentimentoPlace *place, int width, int height, int picture_width, int picture_height)
{
  int new_width = MIN (width, picture_width), new_height = MIN (height, picture_height);

  return (PentimentoPlace){ find_start (place->x, place->width, new_width, picture_width),
                            find_start (place->y, place->height, new_height, picture_height), new_width, new_height };
}

static PentimentoPlace
add_context (PentimentoMask *mask, int context)
{
  PentimentoPlace bounds = pentimento_mask_get_bounds (mask);
  PentimentoPlace all = { 0, 0, pentimento_mask_get_width (mask), pentimento_mask_get_height (mask) };
  PentimentoPlace wide
      = { bounds.x - context, bounds.y - context, bounds.width + 2 * context, bounds.height + 2 * context };

  return pentimento_place_intersect (&wide, &all);
}

/* Without reducing. */
static gboolean
can_be_sent_whole (const PentimentoPlace *place, const PentimentoRegionLimits *limits)
{
  guint64 n_pixels = (guint64)place->width * place->height;

  return n_pixels <= limits->max_pixels && MAX (place->width, place->height) <= limits->max_side;
}

static int
choose_context (PentimentoMask *mask, const PentimentoRegionLimits *limits)
{
  PentimentoPlace bounds = pentimento_mask_get_bounds (mask);
  int longer = MAX (bounds.width, bounds.height);
  int least = MAX (LEAST_CONTEXT, longer / 4);
  int context = MAX (LEAST_CONTEXT, longer / 2);

  for (; context > least; context -= MAX (1, longer / 32))
    {
      PentimentoPlace place = add_context (mask, context);

      if (can_be_sent_whole (&place, limits))
        return context;
    }
  return MAX (context, least);
}

/* As little larger as gives it a shape that can be made. */
static PentimentoPlace
widen_to_ratio (const PentimentoPlace *place, PentimentoMask *mask, double ratio)
{
  int picture_width = pentimento_mask_get_width (mask), picture_height = pentimento_mask_get_height (mask);
  int least_width = (int)ceil (MIN (place->height / ratio, G_MAXINT / 2.0));
  int least_height = (int)ceil (MIN (place->width / ratio, G_MAXINT / 2.0));

  return resize_place (place, MAX (place->width, least_width), MAX (place->height, least_height), picture_width,
                       picture_height);
}

/* The side in pixels of the model's, a multiple of what has to be. */
static int
round_side (double side, const PentimentoRegionLimits *limits)
{
  int multiple = MAX (1, limits->multiple);
  int least = (limits->min_side + multiple - 1) / multiple * multiple, most = limits->max_side / multiple * multiple;

  return CLAMP ((int)(side / multiple + 0.5) * multiple, MAX (least, multiple), MAX (most, multiple));
}

static double
find_scale (const PentimentoPlace *place, const PentimentoRegionLimits *limits)
{
  double n_pixels = (double)place->width * place->height;
  double best = limits->best_pixels > 0 ? (double)limits->best_pixels : n_pixels;
  double scale = sqrt (CLAMP (best, (double)limits->min_pixels, (double)limits->max_pixels) / n_pixels);

  scale = MAX (scale, (double)limits->min_side / MIN (place->width, place->height));
  return MIN (scale, (double)limits->max_side / MAX (place->width, place->height));
}

static gboolean
size_is_within (int width, int height, const PentimentoRegionLimits *limits)
{
  guint64 n_pixels = (guint64)width * height;
  double ratio = (double)MAX (width, height) / MIN (width, height);

  return n_pixels >= limits->min_pixels && n_pixels <= limits->max_pixels
         && (limits->max_ratio == 0 || ratio <= limits->max_ratio);
}

/* Rounding to multiples may lead beyond the limits: then the next multiples that are within. */
static gboolean
choose_free_size (PentimentoRegion *region, const PentimentoRegionLimits *limits)
{
  double scale = find_scale (&region->place, limits);
  int multiple = MAX (1, limits->multiple);
  int width = round_side (region->place.width * scale, limits);
  int height = round_side (region->place.height * scale, limits);
  static const int steps[][2] = { { 0, 0 }, { -1, 0 }, { 0, -1 }, { 1, 0 }, { 0, 1 }, { -1, -1 }, { 1, 1 } };

  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      region->width = round_side (width + steps[i][0] * multiple, limits);
      region->height = round_side (height + steps[i][1] * multiple, limits);
      if (size_is_within (region->width, region->height, limits))
        return TRUE;
    }
  return FALSE;
}

/* Of the sizes that need the least beyond the place, the one whose area is nearest to the best. */
static gboolean
choose_named_size (PentimentoRegion *region, const PentimentoRegionLimits *limits)
{
  double best_cost = G_MAXDOUBLE;
  double wanted
      = limits->best_pixels > 0 ? (double)limits->best_pixels : (double)region->place.width * region->place.height;

  for (guint i = 0; i < limits->n_sizes; i++)
    {
      const PentimentoRegionSize *size = &limits->sizes[i];
      double shape = fabs (log ((double)size->width / size->height * region->place.height / region->place.width));
      double area = fabs (log ((double)size->width * size->height / wanted));
      double cost = shape + area / 16;

      if (cost >= best_cost)
        continue;
      best_cost = cost;
      region->width = size->width;
      region->height = size->height;
    }
  return limits->n_sizes > 0;
}

/* The place grows to the very shape of what is sent; one that the picture is too small for stays nearly so, or cannot be. */
static gboolean
match_place (PentimentoRegion *region, PentimentoMask *mask)
{
  double ratio = (double)region->width / region->height;
  PentimentoPlace *place = &region->place;
  int width = MAX (place->width, (int)floor (place->height * ratio + 0.5));
  int height = MAX (place->height, (int)floor (place->width / ratio + 0.5));

  *place = resize_place (place, width, height, pentimento_mask_get_width (mask), pentimento_mask_get_height (mask));
  ratio *= (double)place->height / place->width;
  return fabs (ratio - 1) <= MAX (SAME_RATIO, 1.0 / MIN (place->width, place->height));
}

gboolean
pentimento_region_choose (PentimentoMask *mask,
                          int context,
                          const PentimentoRegionLimits *limits,
                          PentimentoRegion *region,
                          GError **error)
{
  if (pentimento_mask_is_empty (mask))
    return refuse (error, _ ("Nothing is marked: mark what may change."));
  region->context = context >= 0 ? MIN (context, G_MAXINT / 8) : choose_context (mask, limits);
  region->place = add_context (mask, region->context);
  if (limits->max_ratio > 0)
    region->place = widen_to_ratio (&region->place, mask, limits->max_ratio);
  if (!(limits->n_sizes > 0 ? choose_named_size (region, limits) : choose_free_size (region, limits))
      || !match_place (region, mask))
    return refuse (error, _ ("The picture is too narrow: no part of it round what is marked has a shape that the model "
                             "can make."));
  return TRUE;
}
