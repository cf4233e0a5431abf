/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "pentimento-mark.h"

#include <cairo.h>

G_BEGIN_DECLS

/**
 * PentimentoMarks:
 *
 * What is drawn on a picture, the first at the bottom; never empty: nothing is %NULL. Immutable, counted, safe from any thread. As text it is a JSON array of objects:
 * `[{"mark":"arrow","colour":"#e01b24","width":12,"points":"40,60 200,180"}]`, with `mark` "arrow", "box", "ellipse", "scribble" or "text", `points` the places in
 * pixels, and `text` of a text.
 */
typedef struct _PentimentoMarks PentimentoMarks;

#define PENTIMENTO_TYPE_MARKS (pentimento_marks_get_type ())
GType pentimento_marks_get_type (void);

/** Bytes of the text, three quarters of what a recipe can hold: there is still room for what was done to the picture before. */
#define PENTIMENTO_MARKS_MOST_BYTES 24576

PentimentoMarks *pentimento_marks_ref (PentimentoMarks *self);
void pentimento_marks_unref (PentimentoMarks *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PentimentoMarks, pentimento_marks_unref)

guint pentimento_marks_get_n (PentimentoMarks *self);

/** Returns: (transfer none): one of them */
PentimentoMark *pentimento_marks_get (PentimentoMarks *self, guint position);

/**
 * pentimento_marks_append:
 * @self: (nullable): what there is already
 *
 * Returns: (transfer full) (nullable): that and @mark on top, or %NULL with %PENTIMENTO_IMAGE_ERROR_CHANGE where it is more than can be sent along
 */
PentimentoMarks *pentimento_marks_append (PentimentoMarks *self, PentimentoMark *mark, GError **error);

/** As pentimento_marks_append(), with @mark in the place of another. */
PentimentoMarks *pentimento_marks_replace (PentimentoMarks *self, guint position, PentimentoMark *mark, GError **error);

/** Returns: (transfer full) (nullable): the others; %NULL where there are none */
PentimentoMarks *pentimento_marks_remove (PentimentoMarks *self, guint position);

/** Returns: the position of the uppermost at a point of the picture, or no farther from it than @slack pixels; −1 for none */
int pentimento_marks_find (PentimentoMarks *self, double x, double y, double slack);

/** Returns: whether both look the same; @self, @other: (nullable) */
gboolean pentimento_marks_equal (PentimentoMarks *self, PentimentoMarks *other);

/** Returns: (transfer full) (nullable): what the text says, which may be anything, or %NULL with %PENTIMENTO_IMAGE_ERROR_RECIPE */
PentimentoMarks *pentimento_marks_new_from_string (const char *text, GError **error);

/** Returns: (transfer none): as text */
const char *pentimento_marks_to_string (PentimentoMarks *self);

/**
 * pentimento_marks_paint:
 * @cr: where a unit is a pixel of the picture, and 0, 0 its upper left corner
 *
 * Paints them: on the screen and on what is sent. From any thread.
 */
void pentimento_marks_paint (PentimentoMarks *self, cairo_t *cr);

G_END_DECLS
