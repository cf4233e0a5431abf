/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "pentimento-trash-dialog.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "pentimento-library-trash.h"
#include "pentimento-thumbnail-cache.h"
#include "pentimento-window.h"

typedef struct {
  PentimentoLibrary *library;
  GtkWidget *widget;            /* weak */
  GtkCheckButton *paid_check;   /* (nullable): where there is something that was paid for */
  PentimentoTrashReport report; /* without what was paid for */
} Asking;

static void
asking_free (gpointer data, GClosure *closure)
{
  Asking *asking = data;

  g_clear_weak_pointer (&asking->widget);
  g_object_unref (asking->library);
  g_free (asking);
}

static void
tell (GtkWidget *widget, const PentimentoTrashReport *report)
{
  GtkRoot *root = gtk_widget_get_root (widget);
  g_autofree char *text
      = g_strdup_printf (ngettext ("%u version removed", "%u versions removed", report->removed), report->removed);

  if (PENTIMENTO_IS_WINDOW (root))
    pentimento_window_add_toast (PENTIMENTO_WINDOW (root), adw_toast_new (text));
}

static void
collected (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  if (!pentimento_library_collect_finish (PENTIMENTO_LIBRARY (source), result, &error))
    g_warning ("The files of what was removed stay for now: %s", error->message);
  pentimento_thumbnail_cache_sweep_async (PENTIMENTO_LIBRARY (source));
}

static void
responded (AdwMessageDialog *dialog, const char *response, Asking *asking)
{
  gboolean with_paid = asking->paid_check != NULL && gtk_check_button_get_active (asking->paid_check);
  PentimentoTrashReport report = { 0 };
  g_autoptr (GError) error = NULL;

  if (!g_str_equal (response, "empty"))
    return;
  if (pentimento_library_empty_trash (asking->library, with_paid, &report, &error))
    {
      pentimento_library_collect_async (asking->library, NULL, collected, NULL);
      if (asking->widget != NULL)
        tell (asking->widget, &report);
    }
  else if (asking->widget != NULL)
    gtk_widget_activate_action (asking->widget, "win.report", "s", error->message);
}

/* Where all there is was paid for, there is nothing to do without that yes. */
static void
paid_toggled (Asking *asking, GtkCheckButton *check)
{
  GtkRoot *dialog = gtk_widget_get_root (GTK_WIDGET (check));

  adw_message_dialog_set_response_enabled (ADW_MESSAGE_DIALOG (dialog), "empty",
                                           asking->report.removed > 0 || gtk_check_button_get_active (check));
}

static GtkWidget *
make_paid_check (Asking *asking)
{
  guint paid = asking->report.paid;
  g_autofree char *text = g_strdup_printf (
      ngettext ("Also remove %u version that was paid for. It cannot be had again without paying.",
                "Also remove %u versions that were paid for. They cannot be had again without paying.", paid),
      paid);
  GtkWidget *check = gtk_check_button_new ();
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 40);
  gtk_check_button_set_child (GTK_CHECK_BUTTON (check), label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (check), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
  asking->paid_check = GTK_CHECK_BUTTON (check);
  g_signal_connect_swapped (check, "toggled", G_CALLBACK (paid_toggled), asking);
  return check;
}

static char *
describe (const PentimentoTrashReport *report)
{
  g_autofree char *removed = g_strdup_printf (
      ngettext ("%u version will be removed for good.", "%u versions will be removed for good.", report->removed),
      report->removed);
  g_autofree char *needed = g_strdup_printf (
      ngettext ("%u version stays, because an edit that has not ended starts from it.",
                "%u versions stay, because edits that have not ended start from them.", report->needed),
      report->needed);

  if (report->removed == 0)
    return g_strdup (report->needed > 0 ? needed : "");
  return report->needed > 0 ? g_strdup_printf ("%s\n%s", removed, needed) : g_steal_pointer (&removed);
}

void
pentimento_trash_dialog_ask (GtkWidget *widget, PentimentoLibrary *library)
{
  GtkRoot *root = gtk_widget_get_root (widget);
  GtkWidget *dialog
      = adw_message_dialog_new (GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, _ ("Empty the Trash?"), NULL);
  AdwMessageDialog *message = ADW_MESSAGE_DIALOG (dialog);
  Asking *asking = g_new0 (Asking, 1);
  g_autoptr (GError) error = NULL;
  g_autofree char *body = NULL;

  asking->library = g_object_ref (library);
  g_set_weak_pointer (&asking->widget, widget);
  if (!pentimento_library_survey_trash (library, FALSE, &asking->report, &error))
    gtk_widget_activate_action (widget, "win.report", "s", error->message);
  body = describe (&asking->report);
  adw_message_dialog_set_body (message, body);
  adw_message_dialog_add_responses (message, "cancel", _ ("_Cancel"), "empty", _ ("_Empty"), NULL);
  adw_message_dialog_set_response_appearance (message, "empty", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_response_enabled (message, "empty", asking->report.removed > 0);
  if (asking->report.paid > 0)
    adw_message_dialog_set_extra_child (message, make_paid_check (asking));
  g_signal_connect_data (dialog, "response", G_CALLBACK (responded), asking, asking_free, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}
