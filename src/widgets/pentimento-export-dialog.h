/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "pentimento-document.h"

G_BEGIN_DECLS

/**
 * PentimentoExportDialog:
 *
 * Asks how a copy of the version that is shown is to be saved, says how large it will be and what cannot be kept, asks where, and saves it. What was chosen is
 * kept for the next time. "saved" (a #GFile) is emitted at the end.
 */
#define PENTIMENTO_TYPE_EXPORT_DIALOG (pentimento_export_dialog_get_type ())
G_DECLARE_FINAL_TYPE (PentimentoExportDialog, pentimento_export_dialog, PENTIMENTO, EXPORT_DIALOG, AdwWindow)

/** @document: with a picture */
GtkWindow *pentimento_export_dialog_new (GtkWindow *parent, PentimentoDocument *document);

/** Saves to this file as is chosen, without asking where; one that is there already is left alone unless @replace is %TRUE. */
void pentimento_export_dialog_save_to (PentimentoExportDialog *self, GFile *file, gboolean replace);

G_END_DECLS
