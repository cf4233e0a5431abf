/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/** Returns: (transfer full): the pictures that this program opened last, each asking for `win.open-recent` (s, a URI); follows the desktop's list */
GMenuModel *pentimento_recent_menu_new (void);

/** Adds a file to the desktop's list. */
void pentimento_recent_menu_add (GFile *file, const char *media_type);

G_END_DECLS
