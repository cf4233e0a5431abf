/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cli-save.h"

#include "cli-await.h"
#include "cli-output.h"

void
cli_save_note_losses (PentimentoImageLosses losses)
{
  g_auto (GStrv) sentences = pentimento_image_describe_losses (losses);

  for (guint i = 0; sentences[i] != NULL; i++)
    cli_output_note ("%s", sentences[i]);
}

gboolean
cli_save (PentimentoDocument *document,
          PentimentoVersion *version,
          GFile *target,
          const PentimentoExportSettings *settings,
          gboolean force,
          GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  PentimentoImageLosses losses;

  pentimento_document_export_async (document, version, target, settings, force, NULL, NULL, NULL, cli_await_callback,
                                    &result);
  if (!pentimento_document_export_finish (document, cli_await (&result), &losses, error))
    return FALSE;
  cli_save_note_losses (losses);
  return TRUE;
}
