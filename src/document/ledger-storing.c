/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "ledger-storing.h"

#include <glib/gi18n-lib.h>

#include "pentimento-image-error.h"
#include "seedream.h"

LedgerStoring *
ledger_storing_new (PentimentoLibrary *library, GFile *file, guint position, const PentimentoRegionEdit *region)
{
  LedgerStoring *self = g_new0 (LedgerStoring, 1);

  self->library = g_object_ref (library);
  self->file = g_object_ref (file);
  self->position = position;
  self->region = region != NULL ? pentimento_region_edit_copy (region) : NULL;
  return self;
}

void
ledger_storing_free (LedgerStoring *self)
{
  g_object_unref (self->library);
  g_object_unref (self->file);
  g_clear_pointer (&self->region, pentimento_region_edit_free);
  g_free (self->outcome);
  g_free (self);
}

/* One that is cut short may come whole the next time; one that is no picture will not become one. */
static GError *
refuse_picture (const GError *problem)
{
  const char *why = problem->message;

  if (g_error_matches (problem, PENTIMENTO_IMAGE_ERROR, PENTIMENTO_IMAGE_ERROR_DAMAGED)
      || g_error_matches (problem, PENTIMENTO_IMAGE_ERROR, PENTIMENTO_IMAGE_ERROR_EMPTY))
    return seedream_error_new (SEEDREAM_ERROR_NETWORK, SEEDREAM_BILLED_YES, why,
                               _ ("The picture did not arrive whole. It is paid for: fetch it again later."));
  return seedream_error_new (SEEDREAM_ERROR_MALFORMED, SEEDREAM_BILLED_YES, why,
                             _ ("What the provider delivered is not a picture."));
}

static PentimentoImage *
prove_picture (GFile *file, GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) problem = NULL;
  g_autoptr (PentimentoImage) image = pentimento_image_load (file, NULL, cancellable, &problem);

  if (image != NULL && pentimento_image_prove (image, cancellable, &problem))
    return g_steal_pointer (&image);
  if (g_error_matches (problem, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_propagate_error (error, g_steal_pointer (&problem));
  else
    g_propagate_error (error, refuse_picture (problem));
  return NULL;
}

static gboolean
put_into_picture (LedgerStoring *self, PentimentoImage *image, GCancellable *cancellable, GError **error)
{
  g_autoptr (PentimentoRegionResult) result = NULL;

  if (self->region == NULL)
    return TRUE;
  result = pentimento_region_result_new (self->library, self->region, image, cancellable, error);
  if (result == NULL)
    return FALSE;
  self->outcome = pentimento_region_result_to_string (result);
  return TRUE;
}

void
ledger_storing_run (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  LedgerStoring *self = task_data;
  GError *error = NULL;
  g_autoptr (PentimentoImage) image = prove_picture (self->file, cancellable, &error);

  if (image == NULL || !pentimento_library_store_image (self->library, image, &error)
      || !put_into_picture (self, image, cancellable, &error))
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, g_steal_pointer (&image), g_object_unref);
}
