/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "pentimento-document.h"

G_BEGIN_DECLS

/* How large files came out, by the picture and the settings. Counted, safe from any thread. */
typedef struct _ExportEstimates ExportEstimates;

ExportEstimates *export_estimates_new (void);
ExportEstimates *export_estimates_ref (ExportEstimates *self);
void export_estimates_unref (ExportEstimates *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ExportEstimates, export_estimates_unref)

/* Returns: (transfer full): what tells one estimate from another */
char *export_estimates_make_key (const char *identity, const PentimentoExportSettings *settings);

gboolean export_estimates_find (ExportEstimates *self, const char *key, PentimentoExportEstimate *estimate);
void export_estimates_keep (ExportEstimates *self, const char *key, const PentimentoExportEstimate *estimate);

G_END_DECLS
