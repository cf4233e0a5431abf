/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cli-making-options.h"

G_BEGIN_DECLS

/**
 * CliBatchOptions:
 *
 * What batch is told, checked as far as that goes without knowing the provider. The inputs of `making` are the pictures of one order: one that stands for each
 * of the batch, then the references.
 */
typedef struct {
  CliMakingOptions *making;
  char **inputs;     /* files and folders */
  char **references; /* files */
  char *budget;
  gint64 budget_micros; /* -1 for none given */
  int jobs;             /* 0 for none given */
  gboolean has_count;
  gboolean has_quality;
  gboolean resume;
  gboolean yes;
} CliBatchOptions;

CliBatchOptions *cli_batch_options_new (void);
void cli_batch_options_free (CliBatchOptions *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CliBatchOptions, cli_batch_options_free)

/** Parses the arguments after the command; an error is of %CLI_EXIT_USAGE. */
gboolean cli_batch_options_parse (CliBatchOptions *self, char **arguments, GError **error);

G_END_DECLS
