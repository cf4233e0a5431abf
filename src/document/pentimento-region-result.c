/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "pentimento-region-result.h"

#include "pentimento-paste.h"

void
pentimento_region_result_free (PentimentoRegionResult *self)
{
  g_free (self->sha256);
  g_free (self->media_type);
  g_free (self->recipe);
  g_free (self);
}

/* All that is needed to put a result into its picture. */
typedef struct {
  const PentimentoRegionEdit *edit;
  PentimentoImage *received;
  PentimentoImage *picture; /* after what is done to it */
  PentimentoImage *mask;
  GdkPixbuf *pixels; /* of the picture */
  PentimentoPaste paste;
  PentimentoMeasured measured;
  GCancellable *cancellable;
} Pasting;

static void
pasting_clear (Pasting *self)
{
  g_clear_object (&self->picture);
  g_clear_object (&self->mask);
  g_clear_object (&self->pixels);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Pasting, pasting_clear)

static gboolean
read_pictures (Pasting *self, PentimentoLibrary *library, GError **error)
{
  self->picture = pentimento_library_load_changed (library, self->edit->picture, self->edit->base, error);
  if (self->picture == NULL)
    return FALSE;
  self->mask = pentimento_library_load_image (library, self->edit->mask_sha256, error);
  if (self->mask == NULL)
    return FALSE;
  self->pixels = pentimento_image_decode (self->picture, self->cancellable, error);
  return self->pixels != NULL;
}

/* Without what was drawn on it: that is not in the picture, and need not be in the result. */
static GdkPixbuf *
make_sent (const Pasting *self, GError **error)
{
  g_autoptr (PentimentoRecipe) part = NULL;

  if (!pentimento_region_edit_make_part (self->edit, gdk_pixbuf_get_width (self->pixels),
                                         gdk_pixbuf_get_height (self->pixels), &part, error))
    return NULL;
  return part != NULL ? pentimento_recipe_apply (part, self->pixels, self->cancellable, error)
                      : g_object_ref (self->pixels);
}

static gboolean
measure_alignment (const Pasting *self, PentimentoAlignment *alignment, GError **error)
{
  const PentimentoPlace *place = &self->edit->place;
  g_autoptr (GdkPixbuf) sent = make_sent (self, error);
  g_autoptr (GdkPixbuf) received
      = sent != NULL ? pentimento_image_decode (self->received, self->cancellable, error) : NULL;
  g_autoptr (PentimentoMask) mask
      = received != NULL ? pentimento_mask_new_from_file (pentimento_image_get_bytes (self->mask), place->width,
                                                          place->height, self->cancellable, error)
                         : NULL;

  return mask != NULL && pentimento_alignment_measure (sent, received, mask, alignment, self->cancellable, error);
}

/* What cannot be aligned is put into the picture as it lies. */
static gboolean
align (Pasting *self, GError **error)
{
  PentimentoMeasured *measured = &self->measured;
  PentimentoAlignment alignment = { .scale = 1 };
  g_autoptr (GError) problem = NULL;

  if (!self->edit->align)
    {
      measured->reason = PENTIMENTO_MEASURED_OFF;
      return TRUE;
    }
  measured->aligned = measure_alignment (self, &alignment, &problem);
  measured->confidence = alignment.confidence;
  if (g_error_matches (problem, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_propagate_error (error, g_steal_pointer (&problem));
      return FALSE;
    }
  if (!measured->aligned)
    {
      measured->reason = alignment.refusal != NULL ? alignment.refusal : PENTIMENTO_MEASURED_FAILED;
      return TRUE;
    }
  pentimento_paste_align (&self->paste, &alignment, self->edit->width);
  measured->shift_x = self->paste.shift_x;
  measured->shift_y = self->paste.shift_y;
  measured->scale = self->paste.scale;
  return TRUE;
}

/* Measuring the rim lays the result into its place as showing it will, and so finds out whether that can be done. */
static PentimentoRecipe *
paste (Pasting *self, GError **error)
{
  PentimentoRecipe *recipe = pentimento_image_get_recipe (self->picture);
  int width, height;

  self->paste = (PentimentoPaste){ .result = self->received,
                                   .mask = self->mask,
                                   .place = self->edit->place,
                                   .scale = 1,
                                   .tone = self->edit->tone,
                                   .feather = self->edit->feather };
  if (!align (self, error)
      || !pentimento_paste_measure_rim (&self->paste, self->pixels, &self->measured.rim, self->cancellable, error))
    return NULL;
  if (recipe != NULL)
    pentimento_recipe_ref (recipe);
  pentimento_image_get_received_size (self->picture, &width, &height);
  if (pentimento_recipe_append_paste (&recipe, width, height, &self->paste, error))
    return recipe;
  g_clear_pointer (&recipe, pentimento_recipe_unref);
  return NULL;
}

static const char *
find_reason (const GError *error)
{
  return g_error_matches (error, PENTIMENTO_LIBRARY_ERROR, PENTIMENTO_LIBRARY_ERROR_MISSING)
                 || g_error_matches (error, PENTIMENTO_LIBRARY_ERROR, PENTIMENTO_LIBRARY_ERROR_DAMAGED)
             ? PENTIMENTO_MEASURED_MISSING
             : PENTIMENTO_MEASURED_FAILED;
}

/* A result that was paid for is kept in any case. */
static PentimentoRegionResult *
make_plain (const GError *problem)
{
  PentimentoRegionResult *self = g_new0 (PentimentoRegionResult, 1);

  g_info ("A result could not be put into its picture: %s", problem->message);
  self->measured = (PentimentoMeasured){ .reason = find_reason (problem), .scale = 1 };
  return self;
}

static PentimentoRegionResult *
make_pasted (const Pasting *pasting, PentimentoRecipe *recipe)
{
  PentimentoRegionResult *self = g_new0 (PentimentoRegionResult, 1);

  self->measured = pasting->measured;
  self->measured.pasted = TRUE;
  self->measured.tone = pasting->edit->tone;
  self->sha256 = g_strdup (pentimento_image_get_sha256 (pasting->picture));
  self->media_type = g_strdup (pentimento_image_get_media_type (pasting->picture));
  self->width = pentimento_image_get_width (pasting->picture);
  self->height = pentimento_image_get_height (pasting->picture);
  self->recipe = g_strdup (pentimento_recipe_to_string (recipe));
  return self;
}

PentimentoRegionResult *
pentimento_region_result_new (PentimentoLibrary *library,
                              const PentimentoRegionEdit *edit,
                              PentimentoImage *received,
                              GCancellable *cancellable,
                              GError **error)
{
  g_auto (Pasting) pasting
      = { .edit = edit, .received = received, .measured = { .scale = 1 }, .cancellable = cancellable };
  g_autoptr (GError) problem = NULL;
  g_autoptr (PentimentoRecipe) recipe = NULL;

  if (read_pictures (&pasting, library, &problem))
    recipe = paste (&pasting, &problem);
  if (recipe != NULL)
    return make_pasted (&pasting, recipe);
  if (!g_error_matches (problem, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return make_plain (problem);
  g_propagate_error (error, g_steal_pointer (&problem));
  return NULL;
}

/* As text */

char *
pentimento_region_result_to_string (const PentimentoRegionResult *self)
{
  g_autofree char *measured = pentimento_measured_to_string (&self->measured);
  g_autoptr (JsonObject) object = json_object_new ();
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);

  json_object_set_string_member (object, "measured", measured);
  if (self->sha256 != NULL)
    {
      json_object_set_string_member (object, "sha256", self->sha256);
      json_object_set_string_member (object, "media_type", self->media_type);
      json_object_set_int_member (object, "width", self->width);
      json_object_set_int_member (object, "height", self->height);
      json_object_set_string_member (object, "recipe", self->recipe);
    }
  json_node_set_object (node, object);
  return json_to_string (node, FALSE);
}

static char *
read_text (JsonObject *object, const char *member)
{
  JsonNode *node = json_object_get_member (object, member);

  return node != NULL && json_node_get_value_type (node) == G_TYPE_STRING ? json_node_dup_string (node) : NULL;
}

static int
read_side (JsonObject *object, const char *member)
{
  JsonNode *node = json_object_get_member (object, member);

  return node != NULL && json_node_get_value_type (node) == G_TYPE_INT64
             ? (int)CLAMP (json_node_get_int (node), 0, G_MAXINT)
             : 0;
}

PentimentoRegionResult *
pentimento_region_result_new_from_string (const char *text)
{
  g_autoptr (JsonNode) root = json_from_string (text, NULL);
  JsonObject *object = root != NULL && JSON_NODE_HOLDS_OBJECT (root) ? json_node_get_object (root) : NULL;
  g_autoptr (PentimentoRegionResult) self = NULL;
  g_autofree char *measured = NULL;

  if (object == NULL)
    return NULL;
  self = g_new0 (PentimentoRegionResult, 1);
  measured = read_text (object, "measured");
  self->sha256 = read_text (object, "sha256");
  self->media_type = read_text (object, "media_type");
  self->width = read_side (object, "width");
  self->height = read_side (object, "height");
  self->recipe = read_text (object, "recipe");
  if (!pentimento_measured_read (&self->measured, measured)
      || (self->measured.pasted
          && (self->sha256 == NULL || self->media_type == NULL || self->recipe == NULL || self->width == 0
              || self->height == 0)))
    return NULL;
  return g_steal_pointer (&self);
}
