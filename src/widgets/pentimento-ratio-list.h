/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/** Returns: (transfer full): the ratios of sides that are offered: any, that of the picture, and the usual ones of photographs and screens, lengthwise */
GListModel *pentimento_ratio_list_new (void);

/** Returns: width to height of an entry of the list for a picture of that size; 0 for any */
double pentimento_ratio_list_get (guint position, int picture_width, int picture_height);

G_END_DECLS
