/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "pentimento-ratio-list.h"

#include <glib/gi18n-lib.h>

static const struct {
  int width;
  int height;
} ratios[] = { { 1, 1 }, { 5, 4 }, { 4, 3 }, { 7, 5 }, { 3, 2 }, { 16, 9 }, { 21, 9 } };

/* Before these: any, and that of the picture. */
#define FIRST 2

GListModel *
pentimento_ratio_list_new (void)
{
  GtkStringList *list = gtk_string_list_new (NULL);

  /* Translators: the ratio of sides of what is cut out */
  gtk_string_list_append (list, _ ("Free"));
  /* Translators: the ratio of sides of what is cut out */
  gtk_string_list_append (list, _ ("As the Picture"));
  for (guint i = 0; i < G_N_ELEMENTS (ratios); i++)
    gtk_string_list_take (list, g_strdup_printf ("%d : %d", ratios[i].width, ratios[i].height));
  return G_LIST_MODEL (list);
}

double
pentimento_ratio_list_get (guint position, int picture_width, int picture_height)
{
  if (position == 0 || position - FIRST >= G_N_ELEMENTS (ratios))
    return position == 1 && picture_height > 0 ? (double)picture_width / picture_height : 0;
  return (double)ratios[position - FIRST].width / ratios[position - FIRST].height;
}
