/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "pentimento-recipe.h"
#include "recipe-operation.h"

G_BEGIN_DECLS

/* Bytes; an operation takes some fifty, one that pastes a result some 300. */
#define PENTIMENTO_RECIPE_MAX_LENGTH 32768

struct _PentimentoRecipe {
  gatomicrefcount references;
  char *text;
  GArray *operations; /* of RecipeOperation; a copy of the array is good for as long as the recipe is there */
  GPtrArray *objects; /* (nullable): of PentimentoImage; those that it needs and has been given */
};

/* Whether an operation can be done to a picture, whose size is then the one after it; else a sentence. */
gboolean recipe_operation_fits (const RecipeOperation *self, int *width, int *height, GError **error);

/* Gives a recipe that nobody else has seen yet the pictures that it needs, of these; @more: (nullable). */
void recipe_take_objects (PentimentoRecipe *self, GPtrArray *objects, GPtrArray *more);

/* As pentimento_recipe_apply_preview(); @taken: (transfer full): let go of as soon as it is not needed any more
 * @is_owned: whether it is nobody else's, so that it may be written to */
GdkPixbuf *recipe_apply_taken (PentimentoRecipe *self,
                               GdkPixbuf *taken,
                               gboolean is_owned,
                               int width,
                               int height,
                               GCancellable *cancellable,
                               GError **error);

G_END_DECLS
