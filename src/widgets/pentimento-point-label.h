/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * PentimentoPointLabel:
 *
 * A line that says another thing with each motion of the pointer: always as wide as the widest of them, and only drawn again, where a #GtkLabel would
 * have the whole window laid out.
 */
#define PENTIMENTO_TYPE_POINT_LABEL (pentimento_point_label_get_type ())
G_DECLARE_FINAL_TYPE (PentimentoPointLabel, pentimento_point_label, PENTIMENTO, POINT_LABEL, GtkWidget)

void pentimento_point_label_set_widest (PentimentoPointLabel *self, const char *widest);
void pentimento_point_label_set_text (PentimentoPointLabel *self, const char *text);
const char *pentimento_point_label_get_text (PentimentoPointLabel *self);

G_END_DECLS
