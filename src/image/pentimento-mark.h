/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "pentimento-place.h"

#include <glib-object.h>

G_BEGIN_DECLS

/** What is drawn on a picture to show a model what is meant. */
typedef enum {
  PENTIMENTO_MARK_ARROW,    /* from its first point to its second, where the head is */
  PENTIMENTO_MARK_BOX,      /* the lines of a rectangle between two corners */
  PENTIMENTO_MARK_ELLIPSE,  /* the line of an ellipse between two corners */
  PENTIMENTO_MARK_SCRIBBLE, /* a line by hand through all its points */
  PENTIMENTO_MARK_TEXT,     /* one line of words; the point is its upper left corner */
} PentimentoMarkKind;

#define PENTIMENTO_MARK_N_KINDS (PENTIMENTO_MARK_TEXT + 1)

/** Farther from the picture's upper left corner a point cannot be: at the largest zoom that is within what cairo counts to, 2²³ pixels. */
#define PENTIMENTO_MARK_MOST_PLACE 200000

/** Pixels: a line through a picture of the most megapixels is still a line. */
#define PENTIMENTO_MARK_MOST_WIDTH 2000

/** Points of one scribble; it is simplified until it has no more. */
#define PENTIMENTO_MARK_MOST_POINTS 400

/** Characters of one text; more are no note on a picture. */
#define PENTIMENTO_MARK_MOST_LETTERS 200

/** A pixel of the picture. */
typedef struct {
  int x;
  int y;
} PentimentoMarkPoint;

/**
 * PentimentoMark:
 * @kind: what it is
 * @colour: as 0xRRGGBB, in sRGB
 * @width: of its lines, in pixels of the picture; letters are as high as their lines need to be for that
 * @points: two, for a text one, for a scribble one or more
 * @text: (nullable): of a text
 *
 * One thing drawn on a picture. Immutable, counted, safe from any thread.
 */
typedef struct {
  gatomicrefcount references;
  PentimentoMarkKind kind;
  guint32 colour;
  int width;
  PentimentoMarkPoint *points;
  guint n_points;
  char *text;
} PentimentoMark;

/** Returns: (transfer full) (nullable): the mark, or %NULL with %PENTIMENTO_IMAGE_ERROR_CHANGE where a number or the text is beyond its bounds */
PentimentoMark *pentimento_mark_new (PentimentoMarkKind kind,
                                     guint32 colour,
                                     int width,
                                     const PentimentoMarkPoint *points,
                                     guint n_points,
                                     const char *text,
                                     GError **error);

/** As pentimento_mark_new(), of a line by hand as it was drawn, whose points are thinned out to those that are needed at this width. */
PentimentoMark *pentimento_mark_new_scribble (guint32 colour,
                                              int width,
                                              const PentimentoMarkPoint *points,
                                              guint n_points,
                                              GError **error);

PentimentoMark *pentimento_mark_ref (PentimentoMark *self);
void pentimento_mark_unref (PentimentoMark *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PentimentoMark, pentimento_mark_unref)

/** Returns: (transfer full): the same mark elsewhere, no farther than marks can be */
PentimentoMark *pentimento_mark_move (PentimentoMark *self, int dx, int dy);

/** Returns: (transfer full): the same with its last point moved; a text is moved, a scribble is drawn out */
PentimentoMark *pentimento_mark_pull (PentimentoMark *self, int dx, int dy);

/** Returns: (transfer full): the same mark in another colour and width */
PentimentoMark *pentimento_mark_restyle (PentimentoMark *self, guint32 colour, int width);

/** Finds the pixels that it covers, and one more on each side. */
PentimentoPlace pentimento_mark_get_bounds (PentimentoMark *self);

/** Returns: whether a point of the picture is on the mark, or no farther from it than @slack pixels */
gboolean pentimento_mark_is_at (PentimentoMark *self, double x, double y, double slack);

G_END_DECLS
