/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "pentimento-document.h"

G_BEGIN_DECLS

/** One version in the history strip: a button that shows it. */
#define PENTIMENTO_TYPE_HISTORY_ITEM (pentimento_history_item_get_type ())
G_DECLARE_FINAL_TYPE (PentimentoHistoryItem, pentimento_history_item, PENTIMENTO, HISTORY_ITEM, GtkButton)

GtkWidget *pentimento_history_item_new (PentimentoDocument *document, PentimentoVersion *version);
PentimentoVersion *pentimento_history_item_get_version (PentimentoHistoryItem *self);

/** Marks it as the version being shown, or not. */
void pentimento_history_item_set_current (PentimentoHistoryItem *self, gboolean current);

G_END_DECLS
