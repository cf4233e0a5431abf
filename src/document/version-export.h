/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "export-target.h"
#include "pentimento-export-settings.h"
#include "pentimento-library.h"

G_BEGIN_DECLS

/*
 * VersionExport:
 * @library: where the version lies
 * @version: what is saved
 * @image: (nullable): its picture where that is at hand
 * @settings: how; with a media type
 * @progress: (nullable): told in the thread that works
 * @progress_data: for @progress
 *
 * The one way in which a version becomes a file.
 */
typedef struct {
  PentimentoLibrary *library;
  PentimentoVersion *version;
  PentimentoImage *image;
  const PentimentoExportSettings *settings;
  PentimentoImageProgress progress;
  gpointer progress_data;
} VersionExport;

/** Returns: a media type that the version can be written in with the least loss: its own wherever that is possible */
const char *version_export_choose_type (PentimentoVersion *version);

/**
 * version_export_make:
 * @losses: (out): what could not be kept
 * @unchanged: (out) (nullable): whether they are the received bytes
 *
 * Makes the bytes. Blocks.
 *
 * Returns: (transfer full) (nullable): them, or %NULL with %PENTIMENTO_LIBRARY_ERROR, %PENTIMENTO_IMAGE_ERROR or %G_IO_ERROR_CANCELLED
 */
GBytes *version_export_make (const VersionExport *self,
                             PentimentoImageLosses *losses,
                             gboolean *unchanged,
                             GCancellable *cancellable,
                             GError **error);

/** Makes the bytes and writes them, see export_target_write(). Blocks. */
gboolean version_export_write (const VersionExport *self,
                               GFile *target,
                               ExportTargetMode mode,
                               PentimentoImageLosses *losses,
                               GCancellable *cancellable,
                               GError **error);

G_END_DECLS
