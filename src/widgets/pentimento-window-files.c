/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How pictures get into the window, and copies out of it. */

#include "pentimento-export-dialog.h"
#include "pentimento-image-format.h"
#include "pentimento-incoming.h"
#include "pentimento-recent-menu.h"
#include "pentimento-settings.h"
#include "pentimento-window-private.h"

#include <glib/gi18n-lib.h>

void
pentimento_window_opening_ended (PentimentoWindow *self)
{
  self->opening--;
  pentimento_window_update_pages (self);
}

void
pentimento_window_opening_began (PentimentoWindow *self)
{
  self->opening++;
  pentimento_window_show_picture (self);
}

void
pentimento_window_expect_incoming (PentimentoWindow *self)
{
  pentimento_window_opening_began (self);
}

static void
loss_told (PentimentoWindow *self)
{
  g_clear_weak_pointer (&self->loss_toast);
}

/* One toast at a time: they would wait for each other, and outlast what they tell of. */
static void
tell_loss (PentimentoWindow *self)
{
  PentimentoImage *image = pentimento_document_get_image (self->document);
  g_autofree char *loss = image != NULL ? pentimento_image_describe_loss (image) : NULL;

  if (loss != NULL && self->loss_toast != NULL)
    adw_toast_set_title (self->loss_toast, loss);
  else if (loss != NULL)
    {
      g_set_weak_pointer (&self->loss_toast, adw_toast_new (loss));
      g_signal_connect_object (self->loss_toast, "dismissed", G_CALLBACK (loss_told), self, G_CONNECT_SWAPPED);
      pentimento_window_add_toast (self, self->loss_toast);
    }
}

static void
shown (PentimentoWindow *self)
{
  tell_loss (self);
  if (self->focus_history)
    pentimento_history_strip_focus_current (self->history_strip);
  else if (adw_flap_get_reveal_flap (self->flap) && !adw_flap_get_folded (self->flap))
    gtk_widget_grab_focus (GTK_WIDGET (self->prompt_panel));
}

static void
opened (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PentimentoWindow) self = user_data;
  g_autoptr (GError) error = NULL;

  if (pentimento_document_open_finish (PENTIMENTO_DOCUMENT (source), result, &error))
    shown (self);
  else
    pentimento_window_report (self, error);
  self->focus_history = FALSE;
  g_clear_object (&self->incoming);
  pentimento_window_opening_ended (self);
}

/* The first picture is opened; where several came at once, the others are what it is to be edited with. */
static void
take_pictures (PentimentoWindow *self, GListModel *images)
{
  g_autoptr (PentimentoImage) first = g_list_model_get_item (images, 0);

  pentimento_window_opening_began (self);
  pentimento_document_open_async (self->document, first, self->cancellable, opened, g_object_ref (self));
  for (guint i = 1; i < g_list_model_get_n_items (images); i++)
    {
      g_autoptr (PentimentoImage) image = g_list_model_get_item (images, i);
      g_autoptr (GError) error = NULL;

      if (!pentimento_document_add_reference (self->document, image, &error))
        {
          pentimento_window_report (self, error);
          break;
        }
    }
}

void
pentimento_window_open_incoming (PentimentoWindow *self, GAsyncResult *result)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GListModel) images = pentimento_incoming_finish (result, &error, &error);

  /* Closed meanwhile. */
  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  if (error != NULL)
    pentimento_window_report (self, error);
  if (images != NULL)
    {
      g_set_object (&self->incoming, result);
      take_pictures (self, images);
    }
  pentimento_window_opening_ended (self);
}

static void
pictures_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PentimentoWindow) self = user_data;

  pentimento_window_open_incoming (self, result);
}

void
pentimento_window_open_file (PentimentoWindow *self, GFile *file)
{
  g_autoptr (GListStore) files = g_list_store_new (G_TYPE_FILE);

  if (pentimento_window_is_history (file))
    {
      pentimento_window_open_history (self, file);
      return;
    }
  g_list_store_append (files, file);
  pentimento_window_opening_began (self);
  pentimento_incoming_from_files_async (G_LIST_MODEL (files), self->cancellable, pictures_read, g_object_ref (self));
}

static void
remember (GFile *file)
{
  const char *media_type = pentimento_image_media_type_of_name (g_file_peek_path (file));

  pentimento_recent_menu_add (file, media_type != NULL ? media_type : "image/*");
}

static void
file_chosen (GtkNativeDialog *dialog, int response, PentimentoWindow *self)
{
  g_autoptr (GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));

  if (response == GTK_RESPONSE_ACCEPT && file != NULL)
    {
      remember (file);
      pentimento_window_open_file (self, file);
    }
  gtk_native_dialog_destroy (dialog);
  g_object_unref (dialog);
}

static void
choose_file (GtkWidget *widget, const char *name, GVariant *parameter)
{
  GtkFileChooserNative *chooser = pentimento_incoming_create_chooser (widget, _ ("Open a Picture"), FALSE);

  g_signal_connect_object (chooser, "response", G_CALLBACK (file_chosen), widget, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

static void
open_sample (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_autoptr (GFile) sample = pentimento_settings_find_data ("samples/still-life.jpg");

  pentimento_window_open_file (PENTIMENTO_WINDOW (widget), sample);
}

static void
open_recent (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_autoptr (GFile) file = g_file_new_for_uri (g_variant_get_string (parameter, NULL));

  remember (file);
  pentimento_window_open_file (PENTIMENTO_WINDOW (widget), file);
}

void
pentimento_window_open_version (PentimentoWindow *self, const char *id)
{
  PentimentoLibrary *library = pentimento_services_get_library (pentimento_document_get_services (self->document));
  g_autoptr (GError) error = NULL;
  g_autoptr (PentimentoVersion) version = pentimento_library_get_version (library, id, &error);

  if (version == NULL)
    {
      pentimento_window_report (self, error);
      return;
    }
  pentimento_window_opening_began (self);
  pentimento_document_open_version_async (self->document, version, self->cancellable, opened, g_object_ref (self));
}

static void
open_version (GtkWidget *widget, const char *name, GVariant *parameter)
{
  pentimento_window_open_version (PENTIMENTO_WINDOW (widget), g_variant_get_string (parameter, NULL));
}

static void
paste (GtkWidget *widget, const char *name, GVariant *parameter)
{
  PentimentoWindow *self = PENTIMENTO_WINDOW (widget);
  GdkClipboard *clipboard = gtk_widget_get_clipboard (widget);

  if (!pentimento_incoming_is_on_clipboard (clipboard))
    return;

  pentimento_window_opening_began (self);
  pentimento_incoming_from_clipboard_async (clipboard, self->cancellable, pictures_read, g_object_ref (self));
}

static gboolean
dropped (GtkDropTarget *target, const GValue *value, double x, double y, PentimentoWindow *self)
{
  pentimento_window_opening_began (self);
  pentimento_incoming_from_value_async (value, self->cancellable, pictures_read, g_object_ref (self));
  return TRUE;
}

void
pentimento_window_accept_drops (PentimentoWindow *self)
{
  GtkDropTarget *target = pentimento_incoming_create_drop_target ();

  g_signal_connect (target, "drop", G_CALLBACK (dropped), self);
  gtk_widget_add_controller (self->picture_box, GTK_EVENT_CONTROLLER (target));
}

static void
show_saved (PentimentoWindow *self)
{
  pentimento_window_add_toast (self, adw_toast_new (_ ("Copy saved")));
}

static void
save_copy (GtkWidget *widget, const char *name, GVariant *parameter)
{
  PentimentoWindow *self = PENTIMENTO_WINDOW (widget);
  GtkWindow *dialog;

  if (pentimento_document_get_image (self->document) == NULL)
    return;

  dialog = pentimento_export_dialog_new (GTK_WINDOW (self), self->document);
  g_signal_connect_object (dialog, "saved", G_CALLBACK (show_saved), self, G_CONNECT_SWAPPED);
  gtk_window_present (dialog);
}

void
pentimento_window_install_file_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.open", NULL, choose_file);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_o, GDK_CONTROL_MASK, "win.open", NULL);
  gtk_widget_class_install_action (widget_class, "win.open-sample", NULL, open_sample);
  gtk_widget_class_install_action (widget_class, "win.open-recent", "s", open_recent);
  gtk_widget_class_install_action (widget_class, "win.open-version", "s", open_version);
  gtk_widget_class_install_action (widget_class, "win.paste", NULL, paste);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_v, GDK_CONTROL_MASK, "win.paste", NULL);
  gtk_widget_class_install_action (widget_class, "document.save-copy", NULL, save_copy);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_s, GDK_CONTROL_MASK, "document.save-copy", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_s, GDK_CONTROL_MASK | GDK_SHIFT_MASK, "document.save-copy",
                                       NULL);
}
