/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "pentimento-thumbnailer.h"

G_BEGIN_DECLS

/**
 * PentimentoReferenceItem:
 *
 * One picture in the tray, with its number as it is sent, or an empty place for one. Asks the tray around it to `document.remove-reference` (u),
 * `document.move-reference` (uu), `document.move-to-place` (uu) and `document.remove-place` (u).
 */
#define PENTIMENTO_TYPE_REFERENCE_ITEM (pentimento_reference_item_get_type ())
G_DECLARE_FINAL_TYPE (PentimentoReferenceItem, pentimento_reference_item, PENTIMENTO, REFERENCE_ITEM, GtkFlowBoxChild)

GtkWidget *pentimento_reference_item_new (void);

/**
 * pentimento_reference_item_show:
 * @number: as it is sent, from 1; 1 is the picture being edited and cannot be moved
 * @total: how many are sent
 * @position: among the references, from 0; of no meaning for the picture being edited
 * @role: (nullable): what it is for
 */
void pentimento_reference_item_show (PentimentoReferenceItem *self,
                                     PentimentoThumbnailer *thumbnailer,
                                     PentimentoImage *image,
                                     guint number,
                                     guint total,
                                     guint position,
                                     const char *role);

/** Shows a place that a picture is wanted for. */
void pentimento_reference_item_show_empty (PentimentoReferenceItem *self,
                                           PentimentoThumbnailer *thumbnailer,
                                           guint number,
                                           const char *role);

/** Returns: the number of the place where it is an empty one, else 0 */
guint pentimento_reference_item_get_empty_number (PentimentoReferenceItem *self);

G_END_DECLS
