/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "pentimento-document.h"

G_BEGIN_DECLS

/**
 * cli_save:
 * @force: whether a file that is there may be replaced
 *
 * Saves a version, and says on the standard error what could not be kept.
 */
gboolean cli_save (PentimentoDocument *document,
                   PentimentoVersion *version,
                   GFile *target,
                   const PentimentoExportSettings *settings,
                   gboolean force,
                   GError **error);

/** Says on the standard error what could not be kept. */
void cli_save_note_losses (PentimentoImageLosses losses);

G_END_DECLS
