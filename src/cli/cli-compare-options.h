/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cli-making-options.h"

G_BEGIN_DECLS

/**
 * CliCompareOptions:
 * @making: what is to be made; its `output` may be %NULL
 * @providers: the ids of the providers to ask
 * @yes: whether the price is agreed to
 *
 * What compare is told.
 */
typedef struct {
  CliMakingOptions *making;
  char *list;
  char **providers;
  gboolean yes;
} CliCompareOptions;

CliCompareOptions *cli_compare_options_new (void);
void cli_compare_options_free (CliCompareOptions *self);

/** Parses the arguments after the command and holds them against the providers; an error is of %CLI_EXIT_USAGE. */
gboolean cli_compare_options_parse (CliCompareOptions *self, char **arguments, GError **error);

/** Returns: (transfer full) (nullable): the name for the results of a provider, %NULL where none are to be written */
char *cli_compare_options_name (const CliCompareOptions *self, const char *provider);

G_END_DECLS
