/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cli-exit.h"
#include "pentimento-batch.h"

G_BEGIN_DECLS

/** Returns: (transfer full): a sum for people: "about $6.00", "free", "$1.05, and 2 pictures of unknown cost" */
char *cli_batch_report_format (const PentimentoBatchSum *sum);

/** Returns: the code to end with. @error: (nullable): why the run ended before its end */
CliExit cli_batch_report_exit (PentimentoBatch *batch, PentimentoLibrary *library, const GError *error);

/** Writes the object of --json. @batch: (nullable); @error: (nullable) */
void cli_batch_report_print_json (PentimentoBatch *batch, PentimentoLibrary *library, const GError *error);

/** Writes the names of the results to the standard output where nobody looks, and how it went to the standard error. @output: as the person named it */
void cli_batch_report_print (PentimentoBatch *batch, const char *output, const GError *error);

G_END_DECLS
