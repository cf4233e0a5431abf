/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

#include "seedream-cost.h"

G_BEGIN_DECLS

/** What can be asked of a provider. */
typedef enum {
  SEEDREAM_OPERATION_EDIT,     /* pictures and a sentence make a picture */
  SEEDREAM_OPERATION_GENERATE, /* a sentence makes a picture */
} SeedreamOperation;

/** How a provider names sizes. */
typedef enum {
  SEEDREAM_SIZES_FREE, /* any width and height within the limits */
  SEEDREAM_SIZES_ENUM, /* names from a list */
} SeedreamSizes;

/** How a local picture gets to the provider. */
typedef enum {
  SEEDREAM_TRANSPORT_INLINE, /* as a data: URI in the request */
  SEEDREAM_TRANSPORT_UPLOAD, /* uploaded to it first, then a link */
  SEEDREAM_TRANSPORT_LINK,   /* a link to wherever the person keeps pictures: see SeedreamStorage */
} SeedreamTransport;

/** What the price counts. */
typedef enum {
  SEEDREAM_PRICE_FREE,
  SEEDREAM_PRICE_PER_PICTURE,
  SEEDREAM_PRICE_PER_MEGAPIXEL, /* a megapixel being 1,000,000 pixels */
  SEEDREAM_PRICE_UNKNOWN,       /* it costs something, and nobody says how much */
} SeedreamPrice;

/** A size that has a name, or one within a tier. */
typedef struct {
  const char *name;
  const char *tier;
  int width;
  int height;
} SeedreamNamedSize;

/**
 * SeedreamCapabilities:
 * @min_pictures: pictures that have to be there
 * @max_pictures: pictures taken at most
 * @max_prompt: longest prompt, in characters
 * @max_results: results of one request, at most
 * @max_together: pictures and results of one request together, at most; 0 where each counts by itself
 * @sizes: how sizes are named
 * @named_sizes, @n_named_sizes: the list, where they are names
 * @min_side, @max_side: bounds of a result's sides, in pixels
 * @min_pixels, @max_pixels: bounds of a result's area
 * @max_ratio: how many times as long as its short side a result's long side may be; 0 where the bounds of the sides are all there is
 * @default_side: the side of the square that is made when no size is asked for
 * @seed, @negative_prompt, @safety_switch, @cancel: whether the provider knows of this; what it does not know is neither sent nor offered
 * @min_seed: the smallest seed it takes
 * @transport: how local pictures travel
 * @picture_max_bytes, @picture_max_pixels, @picture_min_side, @picture_max_ratio: what one input picture may be
 * @pictures_max_bytes: the sum of all input pictures, as files
 * @price: what the price counts
 * @price_micros: millionths of a US dollar for one of that
 * @link_hours: how long a result can be fetched
 *
 * What a provider can do for one operation. This drives every face; each number's source stands where the provider fills it in.
 */
typedef struct {
  guint min_pictures;
  guint max_pictures;
  guint max_prompt;
  guint max_results;
  guint max_together;
  SeedreamSizes sizes;
  const SeedreamNamedSize *named_sizes;
  guint n_named_sizes;
  int min_side;
  int max_side;
  gint64 min_pixels;
  gint64 max_pixels;
  double max_ratio;
  int default_side;
  gboolean seed;
  gint64 min_seed;
  gboolean negative_prompt;
  gboolean safety_switch;
  gboolean cancel;
  SeedreamTransport transport;
  guint64 picture_max_bytes;
  guint64 picture_max_pixels;
  int picture_min_side;
  double picture_max_ratio;
  guint64 pictures_max_bytes;
  SeedreamPrice price;
  gint64 price_micros;
  guint link_hours;
} SeedreamCapabilities;

/** Returns: "inline", "upload" or "link", for machines */
const char *seedream_transport_to_string (SeedreamTransport transport);

/** Returns: "edit" or "generate", for machines */
const char *seedream_operation_to_string (SeedreamOperation operation);
SeedreamOperation seedream_operation_from_string (const char *text);

/**
 * seedream_capabilities_fit_size:
 * @width, @height: (inout): the wished size in pixels, or the size of the picture that is edited
 *
 * Finds the size nearest to the wished one that the provider makes: same ratio as far as whole pixels and the ratio limit allow,
 * sides and area within bounds. Sizes within bounds are left as they are. Of named sizes it is one with the nearest ratio, and among those the
 * smallest that is at least as large as the wished one in both sides, so that no detail is lost; only where there is none, the largest. That holds
 * for a price by the megapixel as well: what is estimated and shown is the price of the size that is found here.
 */
void seedream_capabilities_fit_size (const SeedreamCapabilities *self, int *width, int *height);

/** Returns: how many results can be asked for beside @n_pictures, at least 1 */
guint seedream_capabilities_limit_results (const SeedreamCapabilities *self, guint n_pictures);

/** Returns: (nullable): the named size of exactly these pixels */
const SeedreamNamedSize *seedream_capabilities_find_size (const SeedreamCapabilities *self, int width, int height);

/**
 * seedream_capabilities_estimate:
 * @width, @height: the size that will be asked for; 0 for the provider's default
 * @count: results asked for
 *
 * Returns: the price to expect, of kind estimated; for a free provider zero; of kind unknown where nobody says it
 */
SeedreamCost seedream_capabilities_estimate (const SeedreamCapabilities *self, int width, int height, guint count);

G_END_DECLS
