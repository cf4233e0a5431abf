/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "pentimento-recent-menu.h"

#include <glib/gi18n-lib.h>

/* More than fits on a small screen helps nobody. */
#define MOST_SHOWN 8

static void
append (GMenu *menu, GtkRecentInfo *info)
{
  GMenuItem *item = g_menu_item_new (gtk_recent_info_get_display_name (info), NULL);

  g_menu_item_set_action_and_target (item, "win.open-recent", "s", gtk_recent_info_get_uri (info));
  g_menu_append_item (menu, item);
  g_object_unref (item);
}

static int
compare_age (gconstpointer a, gconstpointer b)
{
  return g_date_time_compare (gtk_recent_info_get_visited ((GtkRecentInfo *)b),
                              gtk_recent_info_get_visited ((GtkRecentInfo *)a));
}

static void
fill (GMenu *menu, GtkRecentManager *manager)
{
  GList *items = g_list_sort (gtk_recent_manager_get_items (manager), compare_age);
  g_autoptr (GMenu) section = g_menu_new ();

  g_menu_remove_all (menu);
  for (GList *item = items; item != NULL && g_menu_model_get_n_items (G_MENU_MODEL (section)) < MOST_SHOWN;
       item = item->next)
    if (gtk_recent_info_has_application (item->data, g_get_application_name ()) && gtk_recent_info_exists (item->data))
      append (section, item->data);
  g_menu_append_section (menu, _ ("Recent"), G_MENU_MODEL (section));
  g_list_free_full (items, (GDestroyNotify)gtk_recent_info_unref);
}

static void
changed (GtkRecentManager *manager, GMenu *menu)
{
  fill (menu, manager);
}

GMenuModel *
pentimento_recent_menu_new (void)
{
  GMenu *menu = g_menu_new ();

  fill (menu, gtk_recent_manager_get_default ());
  g_signal_connect_object (gtk_recent_manager_get_default (), "changed", G_CALLBACK (changed), menu, 0);
  return G_MENU_MODEL (menu);
}

void
pentimento_recent_menu_add (GFile *file, const char *media_type)
{
  g_autofree char *uri = g_file_get_uri (file);
  g_autofree char *run = g_strdup_printf ("%s %%u", g_get_prgname ());
  GtkRecentData data = { NULL, NULL, (char *)media_type, (char *)g_get_application_name (), run, NULL, FALSE };

  gtk_recent_manager_add_full (gtk_recent_manager_get_default (), uri, &data);
}
