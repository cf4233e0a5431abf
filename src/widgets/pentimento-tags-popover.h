/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "pentimento-library.h"

G_BEGIN_DECLS

/**
 * PentimentoTagsPopover:
 *
 * The tags there are, each with a mark whether all, some or none of a few versions have it, and an entry for a new one. What is changed is written at once.
 */
#define PENTIMENTO_TYPE_TAGS_POPOVER (pentimento_tags_popover_get_type ())
G_DECLARE_FINAL_TYPE (PentimentoTagsPopover, pentimento_tags_popover, PENTIMENTO, TAGS_POPOVER, GtkPopover)

/** @versions: (element-type PentimentoVersion): not empty */
GtkWidget *pentimento_tags_popover_new (PentimentoLibrary *library, GPtrArray *versions);

G_END_DECLS
