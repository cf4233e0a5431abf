/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "pentimento-export-dialog.h"

#include <glib/gi18n-lib.h>

#include "pentimento-image-format.h"
#include "pentimento-version-label.h"

/* A slider's travel and a word's letters are waited for before a file is made to find out how large it is. */
#define PAUSE_MILLISECONDS 250

struct _PentimentoExportDialog {
  AdwWindow parent_instance;

  PentimentoDocument *document;
  PentimentoVersion *version;
  const char **types; /* of the format row's items after the first */
  GCancellable *estimating;
  guint estimate_id;
  GCancellable *saving;
  GFile *target;

  AdwComboRow *format_row;
  GtkWidget *quality_row;
  GtkAdjustment *quality;
  AdwActionRow *side_row;
  GtkAdjustment *longest_side;
  AdwComboRow *details_row;
  GtkSwitch *location_switch;
  GtkWidget *location_row;
  AdwComboRow *origin_row;
  GtkEditable *name_row;
  AdwActionRow *estimate_row;
  GtkLabel *estimate_label;
  GtkLabel *losses_label;
  GtkRevealer *problem_revealer;
  GtkLabel *problem_label;
  GtkProgressBar *progress_bar;
  GtkWidget *save_button;
  GtkWidget *page;
};

enum {
  SAVED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (PentimentoExportDialog, pentimento_export_dialog, ADW_TYPE_WINDOW)

static void
stop (GCancellable **cancellable)
{
  if (*cancellable != NULL)
    g_cancellable_cancel (*cancellable);
  g_clear_object (cancellable);
}

/* (nullable): NULL for the picture's own format */
static const char *
get_media_type (PentimentoExportDialog *self)
{
  guint position = adw_combo_row_get_selected (self->format_row);

  return position > 0 && position != GTK_INVALID_LIST_POSITION ? self->types[position - 1] : NULL;
}

static PentimentoExportSettings *
read_settings (PentimentoExportDialog *self)
{
  PentimentoExportSettings *settings = pentimento_export_settings_new ();

  settings->media_type = get_media_type (self);
  settings->quality = (int)gtk_adjustment_get_value (self->quality);
  settings->longest_side = (int)gtk_adjustment_get_value (self->longest_side);
  settings->details = adw_combo_row_get_selected (self->details_row);
  settings->keep_location = gtk_switch_get_active (self->location_switch);
  settings->origin = adw_combo_row_get_selected (self->origin_row);
  settings->name_template = g_strdup (gtk_editable_get_text (self->name_row));
  return settings;
}

/* What is chosen here, in what is kept for the next time. */
static void
bind_settings (PentimentoExportDialog *self)
{
  GSettings *settings = pentimento_services_get_settings (pentimento_document_get_services (self->document));

  if (settings == NULL)
    return;
  g_settings_bind (settings, "export-quality", self->quality, "value", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (settings, "export-longest-side", self->longest_side, "value", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (settings, "export-details", self->details_row, "selected", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (settings, "export-location", self->location_switch, "active", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (settings, "export-origin", self->origin_row, "selected", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (settings, "export-name", self->name_row, "text", G_SETTINGS_BIND_DEFAULT);
}

/* Words */

static char *
name_format (const char *media_type)
{
  g_autofree char *extension = g_ascii_strup (pentimento_image_extension (media_type), -1);

  return g_strdup (g_str_equal (extension, "JPG") ? "JPEG" : g_str_equal (extension, "WEBP") ? "WebP" : extension);
}

static void
list_formats (PentimentoExportDialog *self)
{
  GtkStringList *list = gtk_string_list_new (NULL);
  g_autofree char *own = name_format (pentimento_version_get_media_type (self->version));

  self->types = pentimento_image_writable_types ();
  /* Translators: the format of the picture that is shown, such as “As it is (JPEG)” */
  gtk_string_list_take (list, g_strdup_printf (_ ("As it is (%s)"), own));
  for (guint i = 0; self->types[i] != NULL; i++)
    gtk_string_list_take (list, name_format (self->types[i]));
  adw_combo_row_set_model (self->format_row, G_LIST_MODEL (list));
  g_object_unref (list);
}

static void
show_size (PentimentoExportDialog *self, const PentimentoExportSettings *settings)
{
  int width = pentimento_version_get_width (self->version);
  int height = pentimento_version_get_height (self->version);
  g_autofree char *size = NULL;

  pentimento_export_settings_get_size (settings, &width, &height);
  size = g_strdup_printf (_ ("%d × %d pixels"), width, height);
  adw_action_row_set_subtitle (self->side_row, size);
}

/* No limit is a word, not a zero. */
static gboolean
write_side (GtkSpinButton *button)
{
  if (gtk_spin_button_get_value_as_int (button) != 0)
    return FALSE;
  /* Translators: the longest side of a saved copy, in place of a number: as large as the picture */
  gtk_editable_set_text (GTK_EDITABLE (button), _ ("Full"));
  return TRUE;
}

/* Whatever is no number is no limit. */
static int
read_side (GtkSpinButton *button, double *value)
{
  *value = g_ascii_strtoull (gtk_editable_get_text (GTK_EDITABLE (button)), NULL, 10);
  return TRUE;
}

static void
show_losses (PentimentoExportDialog *self, PentimentoImageLosses losses)
{
  g_auto (GStrv) sentences = pentimento_image_describe_losses (losses);
  g_autofree char *text = g_strjoinv ("\n", sentences);

  gtk_label_set_label (self->losses_label, text);
  gtk_widget_set_visible (GTK_WIDGET (self->losses_label), *text != '\0');
}

static void
show_problem (PentimentoExportDialog *self, const GError *error)
{
  if (error != NULL)
    gtk_label_set_label (self->problem_label, error->message);
  gtk_revealer_set_reveal_child (self->problem_revealer, error != NULL);
}

/* How large it will be */

static void
estimated (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PentimentoExportDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *size = NULL;
  PentimentoExportEstimate estimate;

  if (!pentimento_document_estimate_export_finish (PENTIMENTO_DOCUMENT (source), result, &estimate, &error))
    {
      if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        return;
      gtk_label_set_label (self->estimate_label, "");
      show_problem (self, error);
      return;
    }
  size = g_format_size (estimate.bytes);
  gtk_label_set_label (self->estimate_label, size);
  adw_action_row_set_subtitle (self->estimate_row,
                               estimate.unchanged ? _ ("The file as it is, every byte unchanged") : "");
  show_losses (self, estimate.losses);
}

static gboolean
estimate (gpointer user_data)
{
  PentimentoExportDialog *self = user_data;
  g_autoptr (PentimentoExportSettings) settings = read_settings (self);

  self->estimate_id = 0;
  stop (&self->estimating);
  self->estimating = g_cancellable_new ();
  pentimento_document_estimate_export_async (self->document, self->version, settings, self->estimating, estimated,
                                             g_object_ref (self));
  return G_SOURCE_REMOVE;
}

static gboolean
is_lossy (const char *media_type)
{
  return g_str_equal (media_type, "image/jpeg") || g_str_equal (media_type, "image/webp")
         || g_str_equal (media_type, "image/avif");
}

static void
changed (PentimentoExportDialog *self)
{
  g_autoptr (PentimentoExportSettings) settings = NULL;
  const char *type;

  /* While it is being made. */
  if (self->version == NULL)
    return;
  settings = read_settings (self);
  type = settings->media_type != NULL ? settings->media_type : pentimento_version_get_media_type (self->version);

  gtk_widget_set_sensitive (self->quality_row, is_lossy (type));
  gtk_widget_set_sensitive (self->location_row, settings->details != PENTIMENTO_EXPORT_DETAILS_STRIP);
  show_size (self, settings);
  show_problem (self, NULL);
  gtk_label_set_label (self->estimate_label, "…");
  g_clear_handle_id (&self->estimate_id, g_source_remove);
  self->estimate_id = g_timeout_add (PAUSE_MILLISECONDS, estimate, self);
}

/* Saving */

static void
set_busy (PentimentoExportDialog *self, gboolean busy)
{
  gtk_widget_set_sensitive (self->page, !busy);
  gtk_widget_set_sensitive (self->save_button, !busy);
  gtk_widget_set_visible (GTK_WIDGET (self->progress_bar), busy);
  gtk_progress_bar_set_fraction (self->progress_bar, 0);
}

static void
saved (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PentimentoExportDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean done = pentimento_document_export_finish (PENTIMENTO_DOCUMENT (source), result, NULL, &error);

  /* The dialog has gone meanwhile. */
  if (self->document == NULL)
    return;
  g_clear_object (&self->saving);
  set_busy (self, FALSE);
  if (done)
    {
      g_signal_emit (self, signals[SAVED], 0, self->target);
      gtk_window_destroy (GTK_WINDOW (self));
    }
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      show_problem (self, error);
    }
}

static void
progressed (double fraction, gpointer user_data)
{
  PentimentoExportDialog *self = user_data;

  if (self->document != NULL)
    gtk_progress_bar_set_fraction (self->progress_bar, fraction);
}

/* A name without an ending that says a format gets one. The person has been asked about a file of the name that was typed, not of that one. */
static GFile *
complete_target (PentimentoExportDialog *self, GFile *file, gboolean *completed)
{
  g_autofree char *name = g_file_get_basename (file);
  const char *type = get_media_type (self);
  g_autofree char *full = NULL;
  g_autoptr (GFile) folder = g_file_get_parent (file);

  if (type == NULL && pentimento_image_media_type_of_name (name) == NULL)
    type = pentimento_version_get_media_type (self->version);
  full = pentimento_image_complete_name (name, type);
  *completed = !g_str_equal (full, name);
  return *completed && folder != NULL ? g_file_get_child (folder, full) : g_object_ref (file);
}

void
pentimento_export_dialog_save_to (PentimentoExportDialog *self, GFile *file, gboolean replace)
{
  g_autoptr (PentimentoExportSettings) settings = read_settings (self);
  gboolean completed;

  if (self->saving != NULL)
    return;
  stop (&self->estimating);
  g_clear_handle_id (&self->estimate_id, g_source_remove);
  g_clear_object (&self->target);
  self->target = complete_target (self, file, &completed);
  self->saving = g_cancellable_new ();
  show_problem (self, NULL);
  set_busy (self, TRUE);
  pentimento_document_export_async (self->document, self->version, self->target, settings, replace && !completed,
                                    progressed, self, self->saving, saved, g_object_ref (self));
}

static void
target_chosen (GtkNativeDialog *chooser, int response, PentimentoExportDialog *self)
{
  g_autoptr (GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser));

  if (response == GTK_RESPONSE_ACCEPT && file != NULL)
    pentimento_export_dialog_save_to (self, file, TRUE);
  gtk_native_dialog_destroy (chooser);
  g_object_unref (chooser);
}

static char *
propose_name (PentimentoExportDialog *self)
{
  g_autoptr (PentimentoExportSettings) settings = read_settings (self);
  g_autofree char *title = NULL;
  g_autofree char *label = pentimento_version_label (pentimento_document_get_history (self->document), self->version);
  g_autofree char *name = NULL;
  char *dot;

  g_object_get (self->document, "title", &title, NULL);
  dot = strrchr (title, '.');
  if (dot != NULL && dot != title)
    *dot = '\0';
  name = g_strdup_printf ("%s – %s", title, label);
  return pentimento_export_settings_make_name (settings, self->version, name, 1);
}

static void
choose_target (PentimentoExportDialog *self)
{
  GtkFileChooserNative *chooser = gtk_file_chooser_native_new (
      _ ("Save a Copy"), GTK_WINDOW (self), GTK_FILE_CHOOSER_ACTION_SAVE, _ ("_Save"), _ ("_Cancel"));
  g_autofree char *proposal = propose_name (self);

  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (chooser), proposal);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (chooser), TRUE);
  g_signal_connect_object (chooser, "response", G_CALLBACK (target_chosen), self, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

/* While a file is being made, that is what is given up. */
static void
cancel (PentimentoExportDialog *self)
{
  if (self->saving != NULL)
    g_cancellable_cancel (self->saving);
  else
    gtk_window_close (GTK_WINDOW (self));
}

/* What goes on holds the dialog, but shall not go on for it. */
static gboolean
pentimento_export_dialog_close_request (GtkWindow *window)
{
  PentimentoExportDialog *self = PENTIMENTO_EXPORT_DIALOG (window);

  stop (&self->estimating);
  if (self->saving != NULL)
    g_cancellable_cancel (self->saving);
  return GTK_WINDOW_CLASS (pentimento_export_dialog_parent_class)->close_request (window);
}

static void
pentimento_export_dialog_dispose (GObject *object)
{
  PentimentoExportDialog *self = PENTIMENTO_EXPORT_DIALOG (object);

  stop (&self->estimating);
  stop (&self->saving);
  g_clear_handle_id (&self->estimate_id, g_source_remove);
  g_clear_object (&self->document);
  g_clear_object (&self->version);
  g_clear_object (&self->target);
  g_clear_pointer (&self->types, g_free);

  G_OBJECT_CLASS (pentimento_export_dialog_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class, "/org/pentimento/Pentimento/pentimento-export-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, PentimentoExportDialog, format_row);
  gtk_widget_class_bind_template_child (widget_class, PentimentoExportDialog, quality_row);
  gtk_widget_class_bind_template_child (widget_class, PentimentoExportDialog, quality);
  gtk_widget_class_bind_template_child (widget_class, PentimentoExportDialog, side_row);
  gtk_widget_class_bind_template_child (widget_class, PentimentoExportDialog, longest_side);
  gtk_widget_class_bind_template_child (widget_class, PentimentoExportDialog, details_row);
  gtk_widget_class_bind_template_child (widget_class, PentimentoExportDialog, location_switch);
  gtk_widget_class_bind_template_child (widget_class, PentimentoExportDialog, location_row);
  gtk_widget_class_bind_template_child (widget_class, PentimentoExportDialog, origin_row);
  gtk_widget_class_bind_template_child (widget_class, PentimentoExportDialog, name_row);
  gtk_widget_class_bind_template_child (widget_class, PentimentoExportDialog, estimate_row);
  gtk_widget_class_bind_template_child (widget_class, PentimentoExportDialog, estimate_label);
  gtk_widget_class_bind_template_child (widget_class, PentimentoExportDialog, losses_label);
  gtk_widget_class_bind_template_child (widget_class, PentimentoExportDialog, problem_revealer);
  gtk_widget_class_bind_template_child (widget_class, PentimentoExportDialog, problem_label);
  gtk_widget_class_bind_template_child (widget_class, PentimentoExportDialog, progress_bar);
  gtk_widget_class_bind_template_child (widget_class, PentimentoExportDialog, save_button);
  gtk_widget_class_bind_template_child (widget_class, PentimentoExportDialog, page);
  gtk_widget_class_bind_template_callback (widget_class, cancel);
  gtk_widget_class_bind_template_callback (widget_class, changed);
  gtk_widget_class_bind_template_callback (widget_class, choose_target);
  gtk_widget_class_bind_template_callback (widget_class, read_side);
  gtk_widget_class_bind_template_callback (widget_class, write_side);
}

static void
pentimento_export_dialog_class_init (PentimentoExportDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pentimento_export_dialog_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = pentimento_export_dialog_close_request;
  signals[SAVED] = g_signal_new ("saved", PENTIMENTO_TYPE_EXPORT_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 1, G_TYPE_FILE);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  bind_template (widget_class);
}

static void
pentimento_export_dialog_init (PentimentoExportDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWindow *
pentimento_export_dialog_new (GtkWindow *parent, PentimentoDocument *document)
{
  PentimentoExportDialog *self
      = g_object_new (PENTIMENTO_TYPE_EXPORT_DIALOG, "transient-for", parent, "destroy-with-parent", TRUE, NULL);
  PentimentoHistory *history = pentimento_document_get_history (document);

  self->document = g_object_ref (document);
  self->version = g_object_ref (pentimento_history_get_current (history));
  list_formats (self);
  bind_settings (self);
  changed (self);
  return GTK_WINDOW (self);
}
