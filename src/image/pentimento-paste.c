/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "pentimento-paste.h"

#include "paste-layer.h"
#include "pentimento-image-error.h"

#include <glib/gi18n-lib.h>

void
pentimento_paste_align (PentimentoPaste *self, const PentimentoAlignment *alignment, int sent_width)
{
  double scale = (double)self->place.width / sent_width;

  self->shift_x = alignment->shift_x * scale;
  self->shift_y = alignment->shift_y * scale;
  self->scale = alignment->scale;
}

gboolean
pentimento_paste_measure_rim (const PentimentoPaste *self,
                              GdkPixbuf *pixels,
                              PentimentoRim *rim,
                              GCancellable *cancellable,
                              GError **error)
{
  GError *local_error = NULL;
  int width = gdk_pixbuf_get_width (pixels), height = gdk_pixbuf_get_height (pixels);
  const RecipeStep step
      = { .pixels = pixels, .width = width, .height = height, .cancellable = cancellable, .error = &local_error };
  g_autoptr (PasteLayer) layer = paste_layer_new (self, &step);
  g_autoptr (PasteTone) tone = NULL;

  if (layer == NULL)
    {
      if (local_error == NULL && !g_cancellable_set_error_if_cancelled (cancellable, &local_error))
        g_set_error_literal (&local_error, PENTIMENTO_IMAGE_ERROR, PENTIMENTO_IMAGE_ERROR_TOO_LARGE,
                             _ ("There is not enough memory to change the picture."));
      g_propagate_error (error, local_error);
      return FALSE;
    }
  tone = paste_tone_new (pixels, &layer->place, layer->coverage, layer->result);
  rim->before = paste_tone_measure_rim (NULL, pixels, &layer->place, layer->coverage, layer->result, &rim->n_pixels);
  rim->after = paste_tone_measure_rim (tone, pixels, &layer->place, layer->coverage, layer->result, &rim->n_pixels);
  return TRUE;
}
