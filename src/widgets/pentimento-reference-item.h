/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "pentimento-thumbnailer.h"

G_BEGIN_DECLS

/**
 * PentimentoReferenceItem:
 *
 * One picture in the tray, with its number as it is sent. Asks the tray around it to `document.remove-reference` (u) and `document.move-reference` (uu).
 */
#define PENTIMENTO_TYPE_REFERENCE_ITEM (pentimento_reference_item_get_type ())
G_DECLARE_FINAL_TYPE (PentimentoReferenceItem, pentimento_reference_item, PENTIMENTO, REFERENCE_ITEM, GtkFlowBoxChild)

GtkWidget *pentimento_reference_item_new (void);

/**
 * pentimento_reference_item_show:
 * @number: as it is sent, from 1; 1 is the picture being edited and cannot be moved
 * @total: how many are sent
 * @fixed: whether this is the picture being edited
 */
void pentimento_reference_item_show (PentimentoReferenceItem *self,
                                     PentimentoThumbnailer *thumbnailer,
                                     PentimentoImage *image,
                                     guint number,
                                     guint total,
                                     gboolean fixed);

G_END_DECLS
