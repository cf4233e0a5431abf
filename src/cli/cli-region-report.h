/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cli-json.h"
#include "pentimento-document.h"

G_BEGIN_DECLS

/** Where it is not known in how many pixels outside the region a picture has changed. */
#define CLI_REGION_NOT_COUNTED (-1)

/**
 * cli_region_report_count_outside:
 * @order: what @version came of
 * @file: the name that it was saved under; where that is a format without loss, what is in the file counts, else the pixels that it was made of
 *
 * Returns: in how many pixels it differs from the version that it was made from where nothing was to be changed, or %CLI_REGION_NOT_COUNTED
 */
gint64 cli_region_report_count_outside (PentimentoLibrary *library,
                                        PentimentoOrder *order,
                                        PentimentoVersion *version,
                                        const char *file);

/** Adds a member with what was measured when a result was put into its picture, or null for a version of another kind; @builder is in an object. */
void cli_region_report_add (JsonBuilder *builder,
                            const char *name,
                            PentimentoVersion *version,
                            const gint64 *changed_outside);

G_END_DECLS
