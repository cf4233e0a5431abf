/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "pentimento-adjustment.h"
#include "pentimento-image.h"
#include "pentimento-mark.h"
#include "pentimento-place.h"

#include <gdk-pixbuf/gdk-pixbuf.h>
#include <gio/gio.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

typedef struct _RecipeKind RecipeKind;

/* A picture file's SHA-256 as text. */
#define RECIPE_SHA256_SIZE 65

typedef enum {
  RECIPE_FLIP_NOT,
  RECIPE_FLIP_HORIZONTAL, /* left and right change places */
  RECIPE_FLIP_VERTICAL,
} RecipeFlip;

/* One step of a recipe: which kind, and the parameters of that kind. */
typedef struct {
  const RecipeKind *kind;
  union {
    struct {
      int width;
      int height;
    } resize;
    struct {
      int x;
      int y;
      int width;
      int height;
    } crop;
    struct {
      int degrees;
    } rotate;
    struct {
      RecipeFlip direction;
    } flip;
    struct {
      double degrees;
    } straighten;
    struct {
      int left;
      int top;
      int right;
      int bottom;
    } extend;
    PentimentoAdjustment adjust;
    struct {
      char result[RECIPE_SHA256_SIZE];
      char mask[RECIPE_SHA256_SIZE];
      PentimentoPlace place;
      double shift_x;
      double shift_y;
      double scale;
      gboolean tone;
      double feather;
    } paste;
    struct {
      PentimentoMark *mark; /* the recipe's */
    } draw;
  };
} RecipeOperation;

/*
 * RecipeStep:
 * @pixels: what is there before the operation
 * @width, @height: of the picture that the pixels stand for: their own size, but for a preview
 * @new_width, @new_height: of the picture after the operation
 * @target_width, @target_height: of the pixels to make, where the operation changes the size
 * @is_owned: whether @pixels are nobody else's, so that they may be written to and become the result
 * @objects: (nullable) (element-type PentimentoImage): the pictures that the recipe needs beside this one
 * @error: (out): where an operation that can fail for a reason of its own says so
 *
 * Where an operation is done. In a preview the pixels are fewer than those of the picture they stand for, and lengths in pixels shrink with them.
 */
typedef struct {
  GdkPixbuf *pixels;
  int width;
  int height;
  int new_width;
  int new_height;
  int target_width;
  int target_height;
  gboolean is_owned;
  GPtrArray *objects;
  GError **error;
  GCancellable *cancellable;
} RecipeStep;

/* How long a pixel of the picture is in the pixels that stand for it. */
static inline double
recipe_step_get_across (const RecipeStep *self)
{
  return (double)gdk_pixbuf_get_width (self->pixels) / self->width;
}

static inline double
recipe_step_get_down (const RecipeStep *self)
{
  return (double)gdk_pixbuf_get_height (self->pixels) / self->height;
}

/* Whether the pixels are those of the picture itself. */
static inline gboolean
recipe_step_is_whole (const RecipeStep *self)
{
  return recipe_step_get_across (self) == 1 && recipe_step_get_down (self) == 1;
}

/*
 * RecipeKind:
 * @name: as the text of a recipe spells it
 * @parameters: the members of the object that it knows, up to %NULL
 * @read: takes the parameters; %FALSE where one is missing or of the wrong type
 * @write: appends the parameters as members of an object, each with a comma before it
 * @clear: (nullable): frees what @read has taken
 * @check: whether the parameters are within their bounds, whatever the picture; else a sentence
 * @fits: (nullable): whether it can be done to a picture of that size; else a sentence
 * @is_nothing: (nullable): whether a picture of that size stays as it is
 * @merge: (nullable): makes of itself what it and then @later do, where that is exactly the same; else %FALSE
 * @name_objects: (nullable): appends the SHA-256 of each picture that it needs, (transfer full)
 * @get_size: finds the size after it; never beyond %G_MAXINT
 * @apply: makes new pixels, or %NULL with an error of the step, or without one where memory is short or it was cancelled
 * @describe: what was done, in a word or two for the history
 * @leaves_colours: whether it only moves and mixes pixels, so that it does the same in any colour space
 *
 * What can be done to a picture. A new one is a file pair and a line in the list of pentimento-recipe.c.
 */
struct _RecipeKind {
  const char *name;
  const char *const *parameters;
  gboolean (*read) (RecipeOperation *self, JsonObject *object);
  void (*write) (const RecipeOperation *self, GString *text);
  void (*clear) (RecipeOperation *self);
  gboolean (*check) (const RecipeOperation *self, GError **error);
  gboolean (*fits) (const RecipeOperation *self, int width, int height, GError **error);
  gboolean (*is_nothing) (const RecipeOperation *self, int width, int height);
  gboolean (*merge) (RecipeOperation *self, const RecipeOperation *later);
  void (*name_objects) (const RecipeOperation *self, GPtrArray *names);
  void (*get_size) (const RecipeOperation *self, int *width, int *height);
  GdkPixbuf *(*apply) (const RecipeOperation *self, const RecipeStep *step);
  const char *(*describe) (const RecipeOperation *self);
  gboolean leaves_colours;
};

/* Returns: (transfer none) (nullable): the picture of that SHA-256 */
PentimentoImage *recipe_find_object (GPtrArray *objects, const char *sha256);

G_END_DECLS
