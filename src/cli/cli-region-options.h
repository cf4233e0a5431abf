/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "pentimento-document.h"

G_BEGIN_DECLS

/**
 * CliRegionOptions:
 *
 * Which part of the picture is to be changed, and how the result is put into it.
 */
typedef struct {
  char *region;
  char *mask;
  char *extend;
  int context;
  int feather;
  gboolean no_align;
  gboolean tone;
  gboolean no_tone;
  int numbers[4]; /* of `region` or `extend` */
} CliRegionOptions;

void cli_region_options_init (CliRegionOptions *self);
void cli_region_options_clear (CliRegionOptions *self);

/** Appends the options to an array of #GOptionEntry. */
void cli_region_options_add_entries (CliRegionOptions *self, GArray *entries);

/** Returns: whether only a part is to be changed */
gboolean cli_region_options_is_given (const CliRegionOptions *self);

/** Checks what does not need the picture; an error is of %CLI_EXIT_USAGE. */
gboolean cli_region_options_check (CliRegionOptions *self, GError **error);

/** Marks the part on the picture that is open, which is extended first where that was asked for. */
gboolean cli_region_options_apply (const CliRegionOptions *self,
                                   PentimentoDocument *document,
                                   GCancellable *cancellable,
                                   GError **error);

G_END_DECLS
