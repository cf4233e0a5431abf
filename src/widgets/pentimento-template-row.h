/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "pentimento-template.h"

G_BEGIN_DECLS

/** A template in a list. One of the person's own has a menu: activates `templates.edit`, `templates.export` and `templates.remove` (s). */
#define PENTIMENTO_TYPE_TEMPLATE_ROW (pentimento_template_row_get_type ())
G_DECLARE_FINAL_TYPE (PentimentoTemplateRow, pentimento_template_row, PENTIMENTO, TEMPLATE_ROW, GtkListBoxRow)

GtkWidget *pentimento_template_row_new (PentimentoTemplate *template);

PentimentoTemplate *pentimento_template_row_get_template (PentimentoTemplateRow *self);

G_END_DECLS
