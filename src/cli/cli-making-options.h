/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cli-region-options.h"
#include "seedream-capabilities.h"

G_BEGIN_DECLS

/**
 * CliMakingOptions:
 *
 * What edit and generate are told, checked as far as that goes without knowing the provider.
 */
typedef struct {
  SeedreamOperation operation;
  char **inputs;
  char *prompt;
  char *template; /* (nullable): what the prompt is to be made from */
  char **values;  /* (nullable): "garment=red coat" */
  char *negative;
  char *output;
  char *provider;
  char *endpoint;
  char *size;
  int width;
  int height;
  gboolean has_seed;
  gint64 seed;
  int count;
  int quality;
  gboolean no_safety;
  gboolean fit_back;
  gboolean force;
  gboolean json;
  CliRegionOptions region;
  char *marks;
} CliMakingOptions;

CliMakingOptions *cli_making_options_new (SeedreamOperation operation);
void cli_making_options_free (CliMakingOptions *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CliMakingOptions, cli_making_options_free)

/** Parses the arguments after the command; an error is of %CLI_EXIT_USAGE. */
gboolean cli_making_options_parse (CliMakingOptions *self, char **arguments, GError **error);

/** Checks the numbers and reads the size, which does not need the provider; an error is of %CLI_EXIT_USAGE. */
gboolean cli_making_options_check_values (CliMakingOptions *self, GError **error);

/**
 * cli_making_options_parse_for:
 * @command: the command's name
 * @help: what it does, for --help; translated
 * @own: (array zero-terminated=1): what it takes instead of --provider and --endpoint
 *
 * As cli_making_options_parse() for a command that makes the same in another way. The output may be missing, and is not looked at.
 */
gboolean cli_making_options_parse_for (CliMakingOptions *self,
                                       const char *command,
                                       const char *help,
                                       const GOptionEntry *own,
                                       char **arguments,
                                       GError **error);

/**
 * cli_making_options_check:
 * @label: the provider's name for people
 * @capabilities: (nullable): what it can do for this operation
 *
 * Refuses what the provider cannot do or would ignore, so that nobody pays for something else than what was asked for.
 */
gboolean cli_making_options_check (CliMakingOptions *self,
                                   const char *label,
                                   const SeedreamCapabilities *capabilities,
                                   GError **error);

G_END_DECLS
