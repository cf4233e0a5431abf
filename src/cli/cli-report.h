/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cli-exit.h"
#include "cli-table.h"
#include "pentimento-library.h"
#include "pentimento-order.h"
#include "seedream.h"

G_BEGIN_DECLS

/**
 * CliReport:
 *
 * How one edit or generation ended, whether it got as far as a job or not: what is printed, and with which code the program ends.
 */
typedef struct _CliReport CliReport;

CliReport *cli_report_new (void);
void cli_report_free (CliReport *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CliReport, cli_report_free)

/** @provider: the id of the provider that was chosen */
void cli_report_set_provider (CliReport *self, const char *provider);

/** Takes over what a job that was run here has come to. */
void cli_report_set_job (CliReport *self, SeedreamJob *job);

/** Takes over what the ledger says of a job. */
void cli_report_set_record (CliReport *self, const PentimentoJobRecord *record);

/** Adds a result. @library: where its file is; @file: (nullable): the name it was written under */
void cli_report_add_result (CliReport *self, PentimentoLibrary *library, PentimentoVersion *version, const char *file);

/** Tells in how many pixels outside the region the result that was added last has changed. */
void cli_report_set_changed_outside (CliReport *self, gint64 n_pixels);

/** Lets a person be told of results of another size than this, in pixels. */
void cli_report_expect_size (CliReport *self, int width, int height);

/** @error: (transfer full): what went wrong; the first one counts */
void cli_report_take_error (CliReport *self, GError *error);

/** @orders: a list of #PentimentoOrder to others who could do what failed, the cheapest first */
void cli_report_set_substitutes (CliReport *self, GListModel *orders);

/** Returns: the code to end with */
CliExit cli_report_get_exit (CliReport *self);

/** Adds the object of --json to an array, or as the root. */
void cli_report_build_json (CliReport *self, JsonBuilder *builder);

/** Writes the results for people to the standard output, and what went wrong to the standard error. */
void cli_report_print (CliReport *self);

/** Writes what a person can do next to the standard error; a part of cli_report_print(). */
void cli_report_print_advice (CliReport *self);

/** The columns of cli_report_add_row(), as headings. */
#define CLI_REPORT_HEADINGS _ ("Provider"), _ ("Time"), _ ("Cost"), _ ("Size"), _ ("Result")

/** Adds a row for people to a table. */
void cli_report_add_row (CliReport *self, CliTable *table);

G_END_DECLS
