/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "pentimento-version-marks.h"

#include <glib/gi18n-lib.h>

#include "pentimento-library-trash.h"
#include "pentimento-tags-popover.h"
#include "pentimento-window.h"

static gboolean
report (GtkWidget *widget, GError *error)
{
  if (error == NULL)
    return TRUE;
  gtk_widget_activate_action (widget, "win.report", "s", error->message);
  g_error_free (error);
  return FALSE;
}

void
pentimento_version_marks_star (GtkWidget *widget, PentimentoLibrary *library, const char *const *ids, gboolean starred)
{
  GError *error = NULL;

  pentimento_library_star (library, ids, starred, &error);
  report (widget, error);
}

void
pentimento_version_marks_reject (GtkWidget *widget,
                                 PentimentoLibrary *library,
                                 const char *const *ids,
                                 gboolean rejected)
{
  GError *error = NULL;

  pentimento_library_reject (library, ids, rejected, &error);
  report (widget, error);
}

void
pentimento_version_marks_restore (GtkWidget *widget, PentimentoLibrary *library, const char *const *ids)
{
  GError *error = NULL;

  pentimento_library_restore (library, ids, &error);
  report (widget, error);
}

static void
take_back (AdwToast *toast, GtkWidget *window)
{
  pentimento_version_marks_restore (window, g_object_get_data (G_OBJECT (toast), "library"),
                                    g_object_get_data (G_OBJECT (toast), "ids"));
}

static void
tell_trashed (PentimentoWindow *window, PentimentoLibrary *library, const char *const *ids)
{
  guint count = g_strv_length ((char **)ids);
  g_autofree char *text
      = g_strdup_printf (ngettext ("%u version moved to the trash", "%u versions moved to the trash", count), count);
  AdwToast *toast = adw_toast_new (text);

  g_object_set_data_full (G_OBJECT (toast), "library", g_object_ref (library), g_object_unref);
  g_object_set_data_full (G_OBJECT (toast), "ids", g_strdupv ((char **)ids), (GDestroyNotify)g_strfreev);
  adw_toast_set_button_label (toast, _ ("_Undo"));
  g_signal_connect_object (toast, "button-clicked", G_CALLBACK (take_back), window, 0);
  pentimento_window_add_toast (window, toast);
}

void
pentimento_version_marks_trash (GtkWidget *widget, PentimentoLibrary *library, const char *const *ids)
{
  GtkRoot *root = gtk_widget_get_root (widget);
  GError *error = NULL;

  pentimento_library_trash (library, ids, &error);
  if (report (widget, error) && PENTIMENTO_IS_WINDOW (root))
    tell_trashed (PENTIMENTO_WINDOW (root), library, ids);
}

static gboolean
unparent (gpointer popover)
{
  gtk_widget_unparent (popover);
  return G_SOURCE_REMOVE;
}

/* Once the focus has gone back to where it came from. */
static void
closed (GtkWidget *popover)
{
  g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, unparent, g_object_ref (popover), g_object_unref);
}

static void
pop_up (GtkWidget *popover, GtkWidget *parent, const GdkRectangle *place)
{
  gtk_widget_set_parent (popover, parent);
  gtk_popover_set_pointing_to (GTK_POPOVER (popover), place);
  g_signal_connect (popover, "closed", G_CALLBACK (closed), NULL);
  gtk_popover_popup (GTK_POPOVER (popover));
}

typedef struct {
  PentimentoLibrary *library;
  char *id;
  GtkWidget *popover;
  GtkEditable *entry;
} Naming;

static void
naming_free (gpointer data, GClosure *closure)
{
  Naming *naming = data;

  g_object_unref (naming->library);
  g_free (naming->id);
  g_free (naming);
}

static void
take_name (Naming *naming)
{
  g_autofree char *name = g_strstrip (g_strdup (gtk_editable_get_text (naming->entry)));
  GError *error = NULL;

  pentimento_library_set_title (naming->library, naming->id, name, &error);
  report (gtk_widget_get_parent (naming->popover), error);
  gtk_popover_popdown (GTK_POPOVER (naming->popover));
}

void
pentimento_version_marks_ask_name (GtkWidget *parent,
                                   const GdkRectangle *place,
                                   PentimentoLibrary *library,
                                   PentimentoVersion *version)
{
  const char *title = pentimento_version_get_title (version);
  GtkWidget *entry = gtk_entry_new ();
  GtkWidget *button = gtk_button_new_with_mnemonic (_ ("_Name"));
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *popover = gtk_popover_new ();
  Naming *naming = g_new0 (Naming, 1);

  *naming = (Naming){ g_object_ref (library), g_strdup (pentimento_version_get_id (version)), popover,
                      GTK_EDITABLE (entry) };
  gtk_editable_set_text (GTK_EDITABLE (entry), title != NULL ? title : "");
  gtk_entry_set_placeholder_text (GTK_ENTRY (entry), _ ("No name of its own"));
  gtk_entry_set_activates_default (GTK_ENTRY (entry), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Name of the version"), -1);
  gtk_widget_add_css_class (button, "suggested-action");
  g_signal_connect_data (button, "clicked", G_CALLBACK (take_name), naming, naming_free, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (box), entry);
  gtk_box_append (GTK_BOX (box), button);
  gtk_popover_set_child (GTK_POPOVER (popover), box);
  gtk_popover_set_default_widget (GTK_POPOVER (popover), button);
  pop_up (popover, parent, place);
  gtk_widget_grab_focus (entry);
}

void
pentimento_version_marks_ask_tags (GtkWidget *parent,
                                   const GdkRectangle *place,
                                   PentimentoLibrary *library,
                                   GPtrArray *versions)
{
  pop_up (pentimento_tags_popover_new (library, versions), parent, place);
}
