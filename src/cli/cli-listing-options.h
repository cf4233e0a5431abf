/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "pentimento-gallery-filter.h"

G_BEGIN_DECLS

/** What is to be listed of the library, as the options of a command say it. Zeroed, it says nothing. */
typedef struct {
  char *search;
  char *provider;
  char *tag;
  char *kind;
  char *since;
  char *until;
  double min_size; /* in millions of pixels */
  char *max_cost;
  char *sort;
  gboolean starred;
  gboolean rejected;
  gboolean region;
} CliListingOptions;

void cli_listing_options_clear (CliListingOptions *self);

/** Returns: (transfer full) (array zero-terminated=1): the options, which fill @self; to be freed with g_free() */
GOptionEntry *cli_listing_options_list (CliListingOptions *self);

/** Returns: whether anything was said */
gboolean cli_listing_options_are_given (const CliListingOptions *self);

/** Returns: (transfer full) (nullable): what they let through, or %NULL with an error of %CLI_EXIT_USAGE */
PentimentoGalleryFilter *cli_listing_options_read (const CliListingOptions *self, GError **error);

G_END_DECLS
