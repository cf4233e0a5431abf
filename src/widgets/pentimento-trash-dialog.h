/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "pentimento-library.h"

G_BEGIN_DECLS

/** Asks whether the trash of @library is to be emptied, what was paid for included or not, and does it. @widget: in the window that asks */
void pentimento_trash_dialog_ask (GtkWidget *widget, PentimentoLibrary *library);

G_END_DECLS
