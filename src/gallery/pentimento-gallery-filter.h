/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/** What a filter asks of a mark such as the star. */
typedef enum {
  PENTIMENTO_GALLERY_EITHER,
  PENTIMENTO_GALLERY_WITH,
  PENTIMENTO_GALLERY_WITHOUT,
} PentimentoGalleryMark;

/** What comes first. */
typedef enum {
  PENTIMENTO_GALLERY_NEWEST,
  PENTIMENTO_GALLERY_OLDEST,
  PENTIMENTO_GALLERY_LARGEST, /* by its number of pixels; the newest first among equals, here and below */
  PENTIMENTO_GALLERY_DEAREST, /* by what it cost, whatever the currency */
} PentimentoGallerySort;

/**
 * PentimentoGalleryFilter:
 *
 * Which versions a gallery lists, and in which order, as plain data, not to be changed once a gallery has it. A new one lets everything through that is not in the trash.
 */
typedef struct {
  char *
      text; /* (nullable): what prompts, names, tags and providers have words that begin so; all of its words; accents do not matter */
  char *provider; /* (nullable): its id */
  char *tag;      /* (nullable) */
  int kind;       /* a #PentimentoVersionKind; -1 for all */
  gint64 since;   /* created from then on, in microseconds since 1970 UTC */
  gint64 until;   /* and before then; %G_MAXINT64 for no end */
  PentimentoGalleryMark starred;
  PentimentoGalleryMark rejected;
  gboolean trashed; /* what is in the trash, and nothing else */
  gint64 min_pixels;
  gint64 max_pixels; /* %G_MAXINT64 for any */
  gint64 min_cost;   /* in millionths, whatever the currency */
  gint64 max_cost;   /* %G_MAXINT64 for any */
  gboolean region;   /* with a result put into a part of the picture */
  gboolean unknown;  /* of pictures of which nobody knows what became of one of their jobs */
  PentimentoGallerySort sort;
} PentimentoGalleryFilter;

#define PENTIMENTO_TYPE_GALLERY_FILTER (pentimento_gallery_filter_get_type ())
GType pentimento_gallery_filter_get_type (void);

PentimentoGalleryFilter *pentimento_gallery_filter_new (void);
PentimentoGalleryFilter *pentimento_gallery_filter_copy (const PentimentoGalleryFilter *self);
void pentimento_gallery_filter_free (PentimentoGalleryFilter *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PentimentoGalleryFilter, pentimento_gallery_filter_free)

/** Returns: (transfer full) (nullable): its text as an FTS5 query (sqlite.org/fts5.html, 3), %NULL where it has no words */
char *pentimento_gallery_filter_to_query (const PentimentoGalleryFilter *self);

G_END_DECLS
