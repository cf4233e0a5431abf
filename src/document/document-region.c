/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A change of a part: which part of the picture is sent for it, and the steps that led to what is marked. */

#include <glib/gi18n-lib.h>

#include "pentimento-document-private.h"
#include "pentimento-image-error.h"

gboolean
pentimento_document_get_is_regional (PentimentoDocument *self)
{
  return self->operation == SEEDREAM_OPERATION_EDIT && self->image != NULL
         && pentimento_marking_get_mask (self->marking) != NULL;
}

/* No more than leaves the most of what is marked to the result. */
static int
limit_feather (PentimentoMask *mask, int feather)
{
  PentimentoPlace bounds = pentimento_mask_get_bounds (mask);

  return MIN (feather, MIN (bounds.width, bounds.height) / 4);
}

/* Without the part that is sent, which depends on who is asked. */
PentimentoRegionEdit *
pentimento_document_make_region_edit (PentimentoDocument *self)
{
  PentimentoRecipe *recipe = pentimento_image_get_recipe (self->image);
  g_autoptr (PentimentoImage) drawn = pentimento_document_with_marks (self, NULL);
  PentimentoRegionEdit *edit = g_new0 (PentimentoRegionEdit, 1);

  if (drawn != NULL && pentimento_image_get_recipe (drawn) != recipe)
    edit->drawn = g_strdup (pentimento_recipe_to_string (pentimento_image_get_recipe (drawn)));
  edit->picture = g_strdup (pentimento_image_get_sha256 (self->image));
  edit->base = g_strdup (recipe != NULL ? pentimento_recipe_to_string (recipe) : NULL);
  edit->mask = pentimento_mask_ref (pentimento_marking_get_mask (self->marking));
  edit->context = pentimento_marking_get_context (self->marking);
  edit->asked_width = self->width;
  edit->asked_height = self->height;
  edit->align = pentimento_marking_get_align (self->marking);
  edit->tone = pentimento_marking_get_tone (self->marking);
  edit->feather = limit_feather (edit->mask, pentimento_marking_get_feather (self->marking));
  return edit;
}

static gboolean
check_mask (PentimentoDocument *self, GError **error)
{
  PentimentoMask *mask = pentimento_marking_get_mask (self->marking);
  int width = pentimento_image_get_width (self->image), height = pentimento_image_get_height (self->image);

  if (pentimento_mask_get_width (mask) == width && pentimento_mask_get_height (mask) == height)
    return TRUE;
  g_set_error (error, PENTIMENTO_IMAGE_ERROR, PENTIMENTO_IMAGE_ERROR_UNSUITABLE,
               _ ("The mask is of another picture: it has %d × %d pixels, and %d × %d are needed."),
               pentimento_mask_get_width (mask), pentimento_mask_get_height (mask), width, height);
  return FALSE;
}

gboolean
pentimento_document_get_region (PentimentoDocument *self, PentimentoRegion *region, GError **error)
{
  const SeedreamCapabilities *capabilities = pentimento_document_get_capabilities (self);
  g_autoptr (PentimentoRegionEdit) edit = NULL;

  if (capabilities == NULL || !pentimento_document_get_is_regional (self) || !check_mask (self, error))
    return FALSE;
  edit = pentimento_document_make_region_edit (self);
  return pentimento_region_edit_choose (edit, capabilities, region, error);
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
  pentimento_document_note_references (self);
  if (pentimento_marking_get_can_undo (self->marking))
    pentimento_marking_undo (self->marking);
  else
    pentimento_history_undo (self->history);
}

void
pentimento_document_redo (PentimentoDocument *self)
{
  pentimento_document_note_references (self);
  if (pentimento_marking_get_can_redo (self->marking))
    pentimento_marking_redo (self->marking);
  else
    pentimento_history_redo (self->history);
}
