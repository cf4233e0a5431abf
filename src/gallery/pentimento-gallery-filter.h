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

/**
 * PentimentoGalleryFilter:
 *
 * Which versions a gallery lists, as plain data, not to be changed once a gallery has it. A new one lets everything through that is not in the trash.
 */
typedef struct {
  char *
      text; /* (nullable): what prompts, names and providers have words that begin so; all of its words; accents do not matter */
  char *provider; /* (nullable): its id */
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
  gboolean unknown;  /* of pictures of which nobody knows what became of one of their jobs */
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
