/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "pentimento-storage-group.h"

#include <glib/gi18n-lib.h>

#include "pentimento-library-check.h"

struct _PentimentoStorageGroup {
  AdwPreferencesGroup parent_instance;

  GtkLabel *originals_label;
  GtkLabel *results_label;
  GtkLabel *others_label;
  GtkLabel *database_label;
  GtkLabel *total_label;
  AdwActionRow *advice_row;
};

G_DEFINE_FINAL_TYPE (PentimentoStorageGroup, pentimento_storage_group, ADW_TYPE_PREFERENCES_GROUP)

static void
show_size (GtkLabel *label, guint64 size)
{
  g_autofree char *text = g_format_size (size);

  gtk_label_set_label (label, text);
}

static void
show_advice (PentimentoStorageGroup *self, const PentimentoLibrarySize *size)
{
  g_autofree char *trashed = g_format_size (size->trashed);
  g_autofree char *text = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->advice_row), size->trashed > 0);
  text = g_strdup_printf (_ ("%s are in the trash. Empty it in the gallery, under “Show the Trash”."), trashed);
  adw_action_row_set_subtitle (self->advice_row, text);
}

static void
show_sizes (PentimentoStorageGroup *self, const PentimentoLibrarySize *size)
{
  show_size (self->originals_label, size->originals);
  show_size (self->results_label, size->results);
  show_size (self->others_label, size->others);
  show_size (self->database_label, size->database);
  show_size (self->total_label, size->originals + size->results + size->others + size->database);
  show_advice (self, size);
}

static void
measure (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  PentimentoLibrarySize *size = g_new0 (PentimentoLibrarySize, 1);
  GError *error = NULL;

  if (pentimento_library_measure (source, size, &error))
    g_task_return_pointer (task, size, g_free);
  else
    {
      g_free (size);
      g_task_return_error (task, error);
    }
}

static void
measured (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PentimentoStorageGroup) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree PentimentoLibrarySize *size = g_task_propagate_pointer (G_TASK (result), &error);

  if (size != NULL)
    show_sizes (self, size);
  else
    adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (self), error->message);
}

GtkWidget *
pentimento_storage_group_new (PentimentoLibrary *library)
{
  PentimentoStorageGroup *self = g_object_new (PENTIMENTO_TYPE_STORAGE_GROUP, NULL);
  g_autoptr (GTask) task = g_task_new (library, NULL, measured, g_object_ref (self));

  g_task_run_in_thread (task, measure);
  return GTK_WIDGET (self);
}

static void
pentimento_storage_group_class_init (PentimentoStorageGroupClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/pentimento/Pentimento/pentimento-storage-group.ui");
  gtk_widget_class_bind_template_child (widget_class, PentimentoStorageGroup, originals_label);
  gtk_widget_class_bind_template_child (widget_class, PentimentoStorageGroup, results_label);
  gtk_widget_class_bind_template_child (widget_class, PentimentoStorageGroup, others_label);
  gtk_widget_class_bind_template_child (widget_class, PentimentoStorageGroup, database_label);
  gtk_widget_class_bind_template_child (widget_class, PentimentoStorageGroup, total_label);
  gtk_widget_class_bind_template_child (widget_class, PentimentoStorageGroup, advice_row);
}

static void
pentimento_storage_group_init (PentimentoStorageGroup *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
