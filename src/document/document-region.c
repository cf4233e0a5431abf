/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A change of a part: which part of the picture is sent for it, and the steps that led to what is marked. */

#include "pentimento-document-private.h"

/* The sizes that a provider makes, as the lowest floor counts them. */
static GArray *
list_sizes (PentimentoDocument *self, const SeedreamCapabilities *capabilities)
{
  GArray *sizes = g_array_new (FALSE, FALSE, sizeof (PentimentoRegionSize));
  const PentimentoRegionSize asked = { self->width, self->height };

  if (self->width > 0 && self->height > 0)
    g_array_append_val (sizes, asked);
  else if (capabilities->sizes == SEEDREAM_SIZES_ENUM)
    for (guint i = 0; i < capabilities->n_named_sizes; i++)
      {
        const SeedreamNamedSize *named = &capabilities->named_sizes[i];
        const PentimentoRegionSize size = { named->width, named->height };

        g_array_append_val (sizes, size);
      }
  return sizes;
}

gboolean
pentimento_document_get_is_regional (PentimentoDocument *self)
{
  return self->operation == SEEDREAM_OPERATION_EDIT && self->image != NULL
         && pentimento_marking_get_mask (self->marking) != NULL;
}

gboolean
pentimento_document_get_region (PentimentoDocument *self, PentimentoRegion *region, GError **error)
{
  const SeedreamCapabilities *capabilities = pentimento_document_get_capabilities (self);
  g_autoptr (GArray) sizes = capabilities != NULL ? list_sizes (self, capabilities) : NULL;
  PentimentoRegionLimits limits;

  if (capabilities == NULL || !pentimento_document_get_is_regional (self))
    return FALSE;
  limits = (PentimentoRegionLimits){
    .min_pixels = (guint64)MAX (capabilities->min_pixels, 0),
    .max_pixels = (guint64)MAX (capabilities->max_pixels, 0),
    .min_side = capabilities->min_side,
    .max_side = capabilities->max_side,
    .multiple = 1,
    .max_ratio = capabilities->max_ratio,
    /* The side that it makes by itself is the one that it does best with. */
    .best_pixels = (guint64)capabilities->default_side * (guint64)capabilities->default_side,
    .sizes = (const PentimentoRegionSize *)sizes->data,
    .n_sizes = sizes->len,
  };
  return pentimento_region_choose (pentimento_marking_get_mask (self->marking),
                                   pentimento_marking_get_context (self->marking), &limits, region, error);
}

/* One order over what is marked and the versions. */

gboolean
pentimento_document_get_can_undo (PentimentoDocument *self)
{
  return pentimento_marking_get_can_undo (self->marking) || pentimento_history_get_can_undo (self->history);
}

gboolean
pentimento_document_get_can_redo (PentimentoDocument *self)
{
  return pentimento_marking_get_can_redo (self->marking) || pentimento_history_get_can_redo (self->history);
}

void
pentimento_document_undo (PentimentoDocument *self)
{
  if (pentimento_marking_get_can_undo (self->marking))
    pentimento_marking_undo (self->marking);
  else
    pentimento_history_undo (self->history);
}

void
pentimento_document_redo (PentimentoDocument *self)
{
  if (pentimento_marking_get_can_redo (self->marking))
    pentimento_marking_redo (self->marking);
  else
    pentimento_history_redo (self->history);
}
