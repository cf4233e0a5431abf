/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cli-json.h"
#include "pentimento-library-check.h"

G_BEGIN_DECLS

/* What a check of the library has found. */

/** Adds the members "files", "bytes", "problems" and "repaired". */
void cli_library_report_add (JsonBuilder *builder, const PentimentoLibraryReport *report);

/** Writes what was repaired and what is wrong to the standard output, a line each. */
void cli_library_report_print (const PentimentoLibraryReport *report);

/** Returns: whether nothing is wrong; else with an error of %CLI_EXIT_LIBRARY that counts */
gboolean cli_library_report_is_good (const PentimentoLibraryReport *report, GError **error);

G_END_DECLS
