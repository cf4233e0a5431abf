/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "pentimento-recipe.h"
#include "recipe-operation.h"

G_BEGIN_DECLS

/* Bytes; an operation takes some fifty. json-glib recurses, and what nests no deeper than this does not exhaust a thread's stack. */
#define PENTIMENTO_RECIPE_MAX_LENGTH 8192

struct _PentimentoRecipe {
  gatomicrefcount references;
  char *text;
  GArray *operations; /* of RecipeOperation */
};

/* Whether an operation can be done to a picture, whose size is then the one after it; else a sentence. */
gboolean recipe_operation_fits (const RecipeOperation *self, int *width, int *height, GError **error);

/* As pentimento_recipe_apply_preview(); @taken: (transfer full): let go of as soon as it is not needed any more */
GdkPixbuf *recipe_apply_taken (PentimentoRecipe *self,
                               GdkPixbuf *taken,
                               int width,
                               int height,
                               GCancellable *cancellable,
                               GError **error);

G_END_DECLS
