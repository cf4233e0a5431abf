/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "seedream-capabilities.h"

#include <math.h>

const char *
seedream_transport_to_string (SeedreamTransport transport)
{
  static const char *const names[] = {
    [SEEDREAM_TRANSPORT_INLINE] = "inline",
    [SEEDREAM_TRANSPORT_UPLOAD] = "upload",
    [SEEDREAM_TRANSPORT_LINK] = "link",
  };

  return names[transport];
}

const char *
seedream_operation_to_string (SeedreamOperation operation)
{
  return operation == SEEDREAM_OPERATION_GENERATE ? "generate" : "edit";
}

SeedreamOperation
seedream_operation_from_string (const char *text)
{
  return g_strcmp0 (text, "generate") == 0 ? SEEDREAM_OPERATION_GENERATE : SEEDREAM_OPERATION_EDIT;
}

static gboolean
is_ratio_within (const SeedreamCapabilities *self, int width, int height)
{
  return self->max_ratio <= 0 || MAX (width, height) <= self->max_ratio * MIN (width, height);
}

static gboolean
is_size_within (const SeedreamCapabilities *self, int width, int height)
{
  gint64 pixels = (gint64)width * height;

  return MIN (width, height) >= self->min_side && MAX (width, height) <= self->max_side && pixels >= self->min_pixels
         && pixels <= self->max_pixels && is_ratio_within (self, width, height);
}

/* Whole pixels may step over the ratio: the shorter side gives way, and then the longer one to the area. */
static void
settle_ratio (const SeedreamCapabilities *self, int *width, int *height)
{
  int *shorter = *width >= *height ? height : width;

  while (!is_ratio_within (self, *width, *height))
    (*shorter)++;
}

/* Whole pixels may step over a bound of the area by one row or column: the longer side gives way, where the ratio suffers least. */
static void
settle_area (const SeedreamCapabilities *self, int *width, int *height)
{
  int *longer = *width >= *height ? width : height;
  int *shorter = *width >= *height ? height : width;

  while ((gint64)*width * *height > self->max_pixels && *longer > self->min_side)
    (*longer)--;
  while ((gint64)*width * *height < self->min_pixels && MIN (*longer, *shorter) < self->max_side)
    (*(*longer < self->max_side ? longer : shorter))++;
}

const SeedreamNamedSize *
seedream_capabilities_find_size (const SeedreamCapabilities *self, int width, int height)
{
  for (guint i = 0; i < self->n_named_sizes; i++)
    if (self->named_sizes[i].width == width && self->named_sizes[i].height == height)
      return &self->named_sizes[i];
  return NULL;
}

/* Ratios this near to the nearest one, as a logarithm, are the same one: whole pixels do not let them be the same in each tier. */
#define SAME_RATIO 0.01

static double
measure_ratio (const SeedreamNamedSize *size, double width, double height)
{
  return fabs (log (width / height * size->height / size->width));
}

static double
find_nearest_ratio (const SeedreamCapabilities *self, int width, int height)
{
  double nearest = G_MAXDOUBLE;

  for (guint i = 0; i < self->n_named_sizes; i++)
    nearest = MIN (nearest, measure_ratio (&self->named_sizes[i], width, height));
  return nearest;
}

/* The smallest that is large enough, else the largest. */
static gboolean
is_better (const SeedreamNamedSize *a, const SeedreamNamedSize *b, int width, int height)
{
  gboolean a_covers = a->width >= width && a->height >= height;
  gboolean b_covers = b->width >= width && b->height >= height;

  if (a_covers != b_covers)
    return a_covers;
  return a_covers ? a->width * a->height < b->width * b->height : a->width * a->height > b->width * b->height;
}

static void
fit_to_named (const SeedreamCapabilities *self, int *width, int *height)
{
  double nearest = find_nearest_ratio (self, *width, *height);
  const SeedreamNamedSize *best = NULL;

  for (guint i = 0; i < self->n_named_sizes; i++)
    {
      const SeedreamNamedSize *size = &self->named_sizes[i];

      if (measure_ratio (size, *width, *height) > nearest + SAME_RATIO)
        continue;
      if (best == NULL || is_better (size, best, *width, *height))
        best = size;
    }
  *width = best->width;
  *height = best->height;
}

void
seedream_capabilities_fit_size (const SeedreamCapabilities *self, int *width, int *height)
{
  double max_ratio = self->max_ratio > 0 ? self->max_ratio : (double)self->max_side / self->min_side;
  double ratio, area, scale, least, most, w, h;

  if (*width <= 0 || *height <= 0)
    *width = *height = self->default_side;
  if (self->sizes == SEEDREAM_SIZES_ENUM)
    {
      fit_to_named (self, width, height);
      return;
    }
  if (is_size_within (self, *width, *height))
    return;

  area = (double)*width * *height;
  ratio = CLAMP ((double)*width / *height, 1 / max_ratio, max_ratio);
  w = sqrt (area * ratio);
  h = sqrt (area / ratio);
  least = MAX (self->min_side / MIN (w, h), sqrt (self->min_pixels / area));
  most = MIN (self->max_side / MAX (w, h), sqrt (self->max_pixels / area));
  scale = MIN (MAX (1, least), most);

  *width = CLAMP ((int)lround (w * scale), self->min_side, self->max_side);
  *height = CLAMP ((int)lround (h * scale), self->min_side, self->max_side);
  settle_ratio (self, width, height);
  settle_area (self, width, height);
}

guint
seedream_capabilities_limit_results (const SeedreamCapabilities *self, guint n_pictures)
{
  if (self->max_together == 0)
    return self->max_results;
  return self->max_together > n_pictures ? MIN (self->max_results, self->max_together - n_pictures) : 1;
}

SeedreamCost
seedream_capabilities_estimate (const SeedreamCapabilities *self, int width, int height, guint count)
{
  SeedreamCost cost = { 0, "USD", SEEDREAM_COST_ESTIMATED };
  int w = width > 0 ? MIN (width, self->max_side) : self->default_side;
  int h = height > 0 ? MIN (height, self->max_side) : self->default_side;

  switch (self->price)
    {
    case SEEDREAM_PRICE_PER_PICTURE:
      cost.micros = self->price_micros * count;
      break;
    case SEEDREAM_PRICE_PER_MEGAPIXEL:
      cost.micros = llround (self->price_micros * ((double)w * h / 1e6)) * count;
      break;
    case SEEDREAM_PRICE_UNKNOWN:
      cost.kind = SEEDREAM_COST_UNKNOWN;
      break;
    case SEEDREAM_PRICE_FREE:
    default:
      break;
    }
  return cost;
}
