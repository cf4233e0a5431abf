/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a recipe that puts results into a picture may change of it. */

#include "pentimento-paste.h"
#include "pentimento-recipe-private.h"
#include "recipe-paste.h"

/* Returns: (transfer full) (nullable): the mask of one result, of the picture's size */
static PentimentoMask *
read_mask (PentimentoRecipe *self, const RecipeOperation *operation, int width, int height, GCancellable *cancellable)
{
  const PentimentoPlace *place = &operation->paste.place;
  const PentimentoPlace whole = { -place->x, -place->y, width, height };
  PentimentoImage *file = recipe_find_object (self->objects, operation->paste.mask);
  g_autoptr (PentimentoMask) part = file != NULL
                                        ? pentimento_mask_new_from_file (pentimento_image_get_bytes (file),
                                                                         place->width, place->height, cancellable, NULL)
                                        : NULL;

  return part != NULL ? pentimento_mask_cut (part, &whole) : NULL;
}

PentimentoMask *
pentimento_recipe_create_pasted_mask (PentimentoRecipe *self, int width, int height, GCancellable *cancellable)
{
  g_autoptr (PentimentoMask) all = pentimento_mask_new (width, height);

  for (guint i = 0; i < self->operations->len; i++)
    {
      const RecipeOperation *operation = &g_array_index (self->operations, RecipeOperation, i);
      g_autoptr (PentimentoMask) before = g_steal_pointer (&all);
      g_autoptr (PentimentoMask) mask = NULL;

      if (operation->kind == &recipe_paste)
        mask = read_mask (self, operation, width, height, cancellable);
      if (mask == NULL)
        return NULL;
      all = pentimento_mask_add (before, mask);
    }
  return g_steal_pointer (&all);
}
