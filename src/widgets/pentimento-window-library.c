/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What goes into the library and out of it as files: pictures, histories, and a copy of all. */

#include "pentimento-import.h"
#include "pentimento-incoming.h"
#include "pentimento-library-backup.h"
#include "pentimento-library-history.h"
#include "pentimento-window-private.h"

#include <glib/gi18n-lib.h>

/* Something that takes a while. A toast tells how far it is, and gives it up. */
typedef struct {
  PentimentoWindow *window;
  AdwToast *toast;
  GCancellable *cancellable;
  char *what;
  gboolean opens; /* whether what came is shown at once */
} Transfer;

static PentimentoLibrary *
get_library (PentimentoWindow *self)
{
  return pentimento_services_get_library (pentimento_document_get_services (self->document));
}

/* @what: such as "Backing up…" */
static Transfer *
transfer_new (PentimentoWindow *self, const char *what)
{
  Transfer *transfer = g_new0 (Transfer, 1);

  transfer->window = g_object_ref (self);
  transfer->toast = adw_toast_new (what);
  transfer->cancellable = g_cancellable_new ();
  transfer->what = g_strdup (what);
  adw_toast_set_timeout (transfer->toast, 0);
  adw_toast_set_priority (transfer->toast, ADW_TOAST_PRIORITY_HIGH);
  adw_toast_set_button_label (transfer->toast, _ ("Cancel"));
  g_signal_connect_object (transfer->toast, "button-clicked", G_CALLBACK (g_cancellable_cancel), transfer->cancellable,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->cancellable, "cancelled", G_CALLBACK (g_cancellable_cancel), transfer->cancellable,
                           G_CONNECT_SWAPPED);
  pentimento_window_add_toast (self, g_object_ref (transfer->toast));
  return transfer;
}

static void
transfer_free (Transfer *transfer)
{
  adw_toast_dismiss (transfer->toast);
  g_object_unref (transfer->toast);
  g_object_unref (transfer->cancellable);
  g_object_unref (transfer->window);
  g_free (transfer->what);
  g_free (transfer);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Transfer, transfer_free)

static void
show_progress (double fraction, gpointer data)
{
  Transfer *transfer = data;
  /* Translators: what is done, such as "Backing up…", and how much of it */
  g_autofree char *title = g_strdup_printf (_ ("%s %d %%"), transfer->what, (int)(fraction * 100));

  adw_toast_set_title (transfer->toast, title);
}

/* @error: (nullable): what a person gave up is no fault. @done: what is said where there is none */
static void
transfer_end (Transfer *transfer, const GError *error, const char *done)
{
  if (g_cancellable_is_cancelled (transfer->window->cancellable))
    return;
  if (error == NULL)
    pentimento_window_add_toast (transfer->window, adw_toast_new (done));
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    pentimento_window_report (transfer->window, error);
}

static void
imported (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Transfer) transfer = user_data;
  g_autoptr (GError) error = NULL;
  guint n_failed;
  g_autoptr (PentimentoImport) import
      = pentimento_import_read_finish (PENTIMENTO_LIBRARY (source), result, &n_failed, &error);
  g_autofree char *text = NULL;

  if (import == NULL || g_cancellable_is_cancelled (transfer->window->cancellable))
    {
      transfer_end (transfer, error, "");
      return;
    }
  if (transfer->opens)
    {
      gtk_widget_activate_action (GTK_WIDGET (transfer->window), "win.open-version", "s", import->version_id);
      return;
    }
  if (n_failed > 0)
    text = g_strdup_printf (ngettext ("%u file could not be brought in", "%u files could not be brought in", n_failed),
                            n_failed);
  else if (import->added == 0)
    text = g_strdup (_ ("It was in the gallery already"));
  else
    text = g_strdup_printf (ngettext ("%u version brought in", "%u versions brought in", import->added), import->added);
  pentimento_window_announce (transfer->window, text, import->version_id);
}

gboolean
pentimento_window_is_history (GFile *file)
{
  g_autofree char *name = g_file_get_basename (file);

  return name != NULL && g_str_has_suffix (name, PENTIMENTO_LIBRARY_HISTORY_ENDING);
}

void
pentimento_window_open_history (PentimentoWindow *self, GFile *file)
{
  g_autoptr (GListStore) files = g_list_store_new (G_TYPE_FILE);
  Transfer *transfer = transfer_new (self, _ ("Bringing pictures in…"));

  g_list_store_append (files, file);
  transfer->opens = TRUE;
  pentimento_import_read_async (get_library (self), G_LIST_MODEL (files), transfer->cancellable, imported, transfer);
}

static void
import_chosen (GtkNativeDialog *dialog, int response, PentimentoWindow *self)
{
  g_autoptr (GListModel) files = gtk_file_chooser_get_files (GTK_FILE_CHOOSER (dialog));

  if (response == GTK_RESPONSE_ACCEPT && g_list_model_get_n_items (files) > 0)
    {
      Transfer *transfer = transfer_new (self, _ ("Bringing pictures in…"));

      pentimento_import_read_async (get_library (self), files, transfer->cancellable, imported, transfer);
    }
  gtk_native_dialog_destroy (dialog);
  g_object_unref (dialog);
}

static GtkFileChooserNative *
create_chooser (PentimentoWindow *self, const char *title, GtkFileChooserAction action, const char *accept)
{
  GtkFileChooserNative *chooser = gtk_file_chooser_native_new (title, GTK_WINDOW (self), action, accept, _ ("_Cancel"));

  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (chooser), TRUE);
  return chooser;
}

static void
choose_imports (GtkWidget *widget, const char *name, GVariant *parameter)
{
  GtkFileChooserNative *chooser
      = create_chooser (PENTIMENTO_WINDOW (widget), _ ("Import Pictures"), GTK_FILE_CHOOSER_ACTION_OPEN, _ ("_Import"));
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();

  gtk_file_filter_set_name (filter, _ ("Pictures and Histories"));
  gtk_file_filter_add_mime_type (filter, "image/*");
  gtk_file_filter_add_suffix (filter, PENTIMENTO_LIBRARY_HISTORY_ENDING + 1);
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (chooser), filter);
  gtk_file_chooser_set_select_multiple (GTK_FILE_CHOOSER (chooser), TRUE);
  g_signal_connect_object (chooser, "response", G_CALLBACK (import_chosen), widget, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

static void
choose_import_folder (GtkWidget *widget, const char *name, GVariant *parameter)
{
  GtkFileChooserNative *chooser = create_chooser (PENTIMENTO_WINDOW (widget), _ ("Import a Folder"),
                                                  GTK_FILE_CHOOSER_ACTION_SELECT_FOLDER, _ ("_Import"));

  g_signal_connect_object (chooser, "response", G_CALLBACK (import_chosen), widget, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

static void
exported (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Transfer) transfer = user_data;
  g_autoptr (GError) error = NULL;

  pentimento_library_export_history_finish (PENTIMENTO_LIBRARY (source), result, &error);
  transfer_end (transfer, error, _ ("Picture saved with its history"));
}

static void
export_chosen (GtkNativeDialog *dialog, int response, PentimentoWindow *self)
{
  g_autoptr (GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));
  PentimentoVersion *version = pentimento_history_get_current (pentimento_document_get_history (self->document));

  if (response == GTK_RESPONSE_ACCEPT && file != NULL && version != NULL)
    {
      Transfer *transfer = transfer_new (self, _ ("Saving with history…"));

      pentimento_library_export_history_async (get_library (self), pentimento_version_get_picture_id (version), file,
                                               TRUE, show_progress, transfer, transfer->cancellable, exported,
                                               transfer);
    }
  gtk_native_dialog_destroy (dialog);
  g_object_unref (dialog);
}

/* A picture that was opened and never edited is not in the library. */
static gboolean
has_history (PentimentoWindow *self)
{
  PentimentoHistory *history = pentimento_document_get_history (self->document);
  PentimentoVersion *version = history != NULL ? pentimento_history_get_current (history) : NULL;
  g_autofree char *current
      = version != NULL
            ? pentimento_library_get_current (get_library (self), pentimento_version_get_picture_id (version), NULL)
            : NULL;

  return current != NULL;
}

static void
choose_export (GtkWidget *widget, const char *name, GVariant *parameter)
{
  PentimentoWindow *self = PENTIMENTO_WINDOW (widget);
  GtkFileChooserNative *chooser;
  g_autofree char *title = NULL;
  g_autofree char *proposal = NULL;
  char *dot;

  if (!has_history (self))
    {
      pentimento_window_add_toast (self, adw_toast_new (_ ("The picture has no history yet: edit it first")));
      return;
    }
  chooser = create_chooser (self, _ ("Save with History"), GTK_FILE_CHOOSER_ACTION_SAVE, _ ("_Save"));
  g_object_get (self->document, "title", &title, NULL);
  dot = strrchr (title, '.');
  if (dot != NULL && dot != title)
    *dot = '\0';
  proposal = g_strconcat (title, PENTIMENTO_LIBRARY_HISTORY_ENDING, NULL);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (chooser), proposal);
  g_signal_connect_object (chooser, "response", G_CALLBACK (export_chosen), self, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

static void
backed_up (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Transfer) transfer = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (PentimentoLibraryReport) report
      = pentimento_library_backup_finish (PENTIMENTO_LIBRARY (source), result, &error);
  g_autofree char *text = NULL;

  if (report != NULL && report->problems->len > 0)
    text = g_strdup_printf (ngettext ("Backed up, but for %u picture that is damaged or missing",
                                      "Backed up, but for %u pictures that are damaged or missing",
                                      report->problems->len),
                            report->problems->len);
  transfer_end (transfer, error, text != NULL ? text : _ ("Library backed up"));
}

static void
backup_chosen (GtkNativeDialog *dialog, int response, PentimentoWindow *self)
{
  g_autoptr (GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));

  if (response == GTK_RESPONSE_ACCEPT && file != NULL)
    {
      Transfer *transfer = transfer_new (self, _ ("Backing up…"));

      pentimento_library_backup_async (get_library (self), file, TRUE, show_progress, transfer, transfer->cancellable,
                                       backed_up, transfer);
    }
  gtk_native_dialog_destroy (dialog);
  g_object_unref (dialog);
}

static void
choose_backup (GtkWidget *widget, const char *name, GVariant *parameter)
{
  GtkFileChooserNative *chooser = create_chooser (PENTIMENTO_WINDOW (widget), _ ("Back Up the Library"),
                                                  GTK_FILE_CHOOSER_ACTION_SAVE, _ ("_Back Up"));
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *proposal = g_date_time_format (now, "Pentimento %Y-%m-%d.zip");

  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (chooser), proposal);
  g_signal_connect_object (chooser, "response", G_CALLBACK (backup_chosen), widget, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

static void
version_added (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PentimentoWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (PentimentoVersion) version
      = pentimento_document_add_version_finish (PENTIMENTO_DOCUMENT (source), result, &error);

  if (version == NULL && !g_cancellable_is_cancelled (self->cancellable))
    pentimento_window_report (self, error);
}

static void
version_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PentimentoWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (PentimentoImage) image = pentimento_image_load_finish (result, &error);

  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  if (image != NULL)
    pentimento_document_add_version_async (self->document, image, self->cancellable, version_added,
                                           g_object_ref (self));
  else
    pentimento_window_report (self, error);
}

static void
version_chosen (GtkNativeDialog *dialog, int response, PentimentoWindow *self)
{
  g_autoptr (GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));

  if (response == GTK_RESPONSE_ACCEPT && file != NULL)
    pentimento_image_load_async (file, NULL, self->cancellable, version_read, g_object_ref (self));
  gtk_native_dialog_destroy (dialog);
  g_object_unref (dialog);
}

static void
choose_version (GtkWidget *widget, const char *name, GVariant *parameter)
{
  GtkFileChooserNative *chooser
      = pentimento_incoming_create_chooser (widget, _ ("Add a File That Was Edited Elsewhere"), FALSE);

  g_signal_connect_object (chooser, "response", G_CALLBACK (version_chosen), widget, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

void
pentimento_window_install_library_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.import", NULL, choose_imports);
  gtk_widget_class_install_action (widget_class, "win.import-folder", NULL, choose_import_folder);
  gtk_widget_class_install_action (widget_class, "win.back-up", NULL, choose_backup);
  gtk_widget_class_install_action (widget_class, "document.save-history", NULL, choose_export);
  gtk_widget_class_install_action (widget_class, "document.add-version", NULL, choose_version);
}
