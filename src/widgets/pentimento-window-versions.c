/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a window does with versions of the library that it does not show. */

#include "pentimento-export-dialog.h"
#include "pentimento-window-private.h"

#include <glib/gi18n-lib.h>

static PentimentoServices *
get_services (PentimentoWindow *self)
{
  return pentimento_document_get_services (self->document);
}

/* Returns: (transfer full) (nullable): the version; what is wrong was told */
static PentimentoVersion *
find_version (PentimentoWindow *self, GVariant *parameter)
{
  g_autoptr (GError) error = NULL;
  PentimentoVersion *version = pentimento_library_get_version (pentimento_services_get_library (get_services (self)),
                                                               g_variant_get_string (parameter, NULL), &error);

  if (version == NULL)
    pentimento_window_report (self, error);
  return version;
}

static void
reference_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PentimentoWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (PentimentoImage) image
      = pentimento_library_load_version_finish (PENTIMENTO_LIBRARY (source), result, &error);

  if (image == NULL || !pentimento_document_add_reference (self->document, image, &error))
    pentimento_window_report (self, error);
  else
    pentimento_window_add_toast (self, adw_toast_new (_ ("Added to the reference pictures")));
}

static void
use_version (GtkWidget *widget, const char *name, GVariant *parameter)
{
  PentimentoWindow *self = PENTIMENTO_WINDOW (widget);
  g_autoptr (PentimentoVersion) version = find_version (self, parameter);

  if (version != NULL)
    pentimento_library_load_version_async (pentimento_services_get_library (get_services (self)), version,
                                           self->cancellable, reference_read, g_object_ref (self));
}

static void
show_in_history (GtkWidget *widget, const char *name, GVariant *parameter)
{
  PentimentoWindow *self = PENTIMENTO_WINDOW (widget);

  self->focus_history = TRUE;
  pentimento_window_open_version (self, g_variant_get_string (parameter, NULL));
}

static void
show_saved (PentimentoWindow *self)
{
  pentimento_window_add_toast (self, adw_toast_new (_ ("Copy saved")));
}

/* What is saved is opened for that alone, beside what the window shows. */
static void
opened_to_save (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PentimentoWindow) self = user_data;
  PentimentoDocument *document = PENTIMENTO_DOCUMENT (source);
  g_autoptr (GError) error = NULL;
  GtkWindow *dialog;

  if (!pentimento_document_open_finish (document, result, &error))
    {
      pentimento_window_report (self, error);
      return;
    }
  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  dialog = pentimento_export_dialog_new (GTK_WINDOW (self), document);
  g_signal_connect_object (dialog, "saved", G_CALLBACK (show_saved), self, G_CONNECT_SWAPPED);
  gtk_window_present (dialog);
}

static void
save_version (GtkWidget *widget, const char *name, GVariant *parameter)
{
  PentimentoWindow *self = PENTIMENTO_WINDOW (widget);
  g_autoptr (PentimentoVersion) version = find_version (self, parameter);
  g_autoptr (PentimentoDocument) document = NULL;

  if (version == NULL)
    return;
  document = pentimento_document_new (get_services (self));
  pentimento_document_open_version_async (document, version, self->cancellable, opened_to_save, g_object_ref (self));
}

void
pentimento_window_install_version_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.use-version", "s", use_version);
  gtk_widget_class_install_action (widget_class, "win.show-version-in-history", "s", show_in_history);
  gtk_widget_class_install_action (widget_class, "win.save-version", "s", save_version);
}
