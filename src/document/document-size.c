/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The size that will be asked for, and how it stands to the picture's own. */

#include <glib/gi18n-lib.h>

#include "pentimento-document-private.h"

void
pentimento_document_get_sent_size (PentimentoDocument *self, int *width, int *height)
{
  const SeedreamCapabilities *capabilities = pentimento_document_get_capabilities (self);
  PentimentoRegion region;

  if (pentimento_document_get_region (self, &region, NULL))
    {
      *width = region.width;
      *height = region.height;
      return;
    }
  *width = self->width;
  *height = self->height;
  if (*width > 0 || *height > 0 || capabilities == NULL)
    return;
  if (self->operation == SEEDREAM_OPERATION_EDIT && self->image != NULL)
    {
      *width = pentimento_image_get_width (self->image);
      *height = pentimento_image_get_height (self->image);
      seedream_capabilities_fit_size (capabilities, width, height);
    }
  else
    {
      *width = *height = capabilities->default_side;
    }
}

char *
pentimento_document_describe_size (PentimentoDocument *self)
{
  int width, height;

  if (self->operation == SEEDREAM_OPERATION_EDIT && self->image == NULL)
    return g_strdup ("");
  pentimento_document_get_sent_size (self, &width, &height);
  return g_strdup_printf ("%d × %d", width, height);
}

gboolean
pentimento_document_changes_size (PentimentoDocument *self)
{
  int width, height;

  if (self->operation != SEEDREAM_OPERATION_EDIT || self->image == NULL
      || pentimento_document_get_capabilities (self) == NULL || pentimento_document_get_is_regional (self))
    return FALSE;
  pentimento_document_get_sent_size (self, &width, &height);
  return width != pentimento_image_get_width (self->image) || height != pentimento_image_get_height (self->image);
}

static char *
describe_change (const char *provider, int made_width, int made_height, int width, int height)
{
  if (made_width >= width && made_height >= height)
    /* Translators: a provider's name, the size that it makes, the size of the picture to be edited */
    return g_strdup_printf (_ ("%s makes a larger picture, %d × %d; yours is %d × %d."), provider, made_width,
                            made_height, width, height);
  if (made_width <= width && made_height <= height)
    return g_strdup_printf (_ ("%s makes a smaller picture, %d × %d; yours is %d × %d."), provider, made_width,
                            made_height, width, height);
  return g_strdup_printf (_ ("%s makes %d × %d at nearest; your picture is %d × %d."), provider, made_width,
                          made_height, width, height);
}

char *
pentimento_document_describe_size_change (PentimentoDocument *self)
{
  int width, height;

  /* Whoever asked for another size knows. */
  if (self->width > 0 || self->height > 0 || !pentimento_document_changes_size (self))
    return NULL;
  pentimento_document_get_sent_size (self, &width, &height);
  return describe_change (seedream_provider_get_label (self->description), width, height,
                          pentimento_image_get_width (self->image), pentimento_image_get_height (self->image));
}
