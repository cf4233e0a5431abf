/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "pentimento-queue-button.h"
#include "pentimento-jobs.h"
#include "pentimento-queue-row.h"

#include <glib/gi18n-lib.h>

struct _PentimentoQueueButton {
  AdwBin parent_instance;

  PentimentoServices *services;
  GtkFilter *filter; /* of the jobs that no order in the queue is for */
  GListModel *others;
  guint tick_id;

  GtkMenuButton *button;
  GtkLabel *count_label;
  GtkWidget *popover;
  GtkToggleButton *pause_button;
  GtkWidget *paused_label;
  GtkListBox *orders_list;
  GtkListBox *others_list;
};

enum {
  PROP_SERVICES = 1,
};

G_DEFINE_FINAL_TYPE (PentimentoQueueButton, pentimento_queue_button, ADW_TYPE_BIN)

static GListModel *
get_queue (PentimentoQueueButton *self)
{
  return G_LIST_MODEL (pentimento_services_get_queue (self->services));
}

static gboolean
is_paused (PentimentoQueueButton *self)
{
  gboolean paused;

  g_object_get (get_queue (self), "paused", &paused, NULL);
  return paused;
}

static gboolean
is_without_order (gpointer item, gpointer user_data)
{
  PentimentoQueueButton *self = user_data;
  GListModel *queue = get_queue (self);

  for (guint i = 0; i < g_list_model_get_n_items (queue); i++)
    {
      g_autoptr (PentimentoOrder) order = g_list_model_get_item (queue, i);

      if (g_strcmp0 (pentimento_order_get_id (order), seedream_job_get_id (item)) == 0)
        return FALSE;
    }
  return TRUE;
}

static void
update_rows (GtkListBox *list)
{
  for (GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (list)); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    if (PENTIMENTO_IS_QUEUE_ROW (row))
      pentimento_queue_row_update (PENTIMENTO_QUEUE_ROW (row));
}

static gboolean
tick (gpointer user_data)
{
  PentimentoQueueButton *self = user_data;

  update_rows (self->orders_list);
  update_rows (self->others_list);
  return G_SOURCE_CONTINUE;
}

/* Nothing changes by the second in what nobody sees. */
static void
popover_mapped (PentimentoQueueButton *self)
{
  tick (self);
  if (self->tick_id == 0)
    self->tick_id = g_timeout_add (250, tick, self);
}

static void
popover_unmapped (PentimentoQueueButton *self)
{
  g_clear_handle_id (&self->tick_id, g_source_remove);
}

static void
show_count (PentimentoQueueButton *self)
{
  guint n_edits = g_list_model_get_n_items (get_queue (self)) + g_list_model_get_n_items (self->others);
  gboolean paused = is_paused (self);
  g_autofree char *digits = g_strdup_printf ("%u", n_edits);
  g_autofree char *words = g_strdup_printf (ngettext ("%u edit under way", "%u edits under way", n_edits), n_edits);

  gtk_label_set_label (self->count_label, digits);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->button), words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
  gtk_widget_set_visible (GTK_WIDGET (self->orders_list), g_list_model_get_n_items (get_queue (self)) > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->others_list), g_list_model_get_n_items (self->others) > 0);
  gtk_widget_set_visible (self->paused_label, paused);
  /* A pause has to be found by whoever wonders why nothing is sent. */
  gtk_widget_set_visible (GTK_WIDGET (self), n_edits > 0 || paused);
}

static void
queue_changed (PentimentoQueueButton *self)
{
  gtk_filter_changed (self->filter, GTK_FILTER_CHANGE_DIFFERENT);
  update_rows (self->orders_list);
  show_count (self);
}

static GtkWidget *
make_row (gpointer item, gpointer user_data)
{
  PentimentoQueueButton *self = user_data;

  if (SEEDREAM_IS_JOB (item))
    return pentimento_queue_row_new_for_job (item);
  return pentimento_queue_row_new (pentimento_services_get_queue (self->services), item);
}

static void
set_services (PentimentoQueueButton *self, PentimentoServices *services)
{
  PentimentoQueue *queue;

  if (services == NULL || !g_set_object (&self->services, services))
    return;
  queue = pentimento_services_get_queue (services);
  self->filter = GTK_FILTER (gtk_custom_filter_new (is_without_order, self, NULL));
  self->others = G_LIST_MODEL (gtk_filter_list_model_new (
      g_object_ref (G_LIST_MODEL (pentimento_services_get_jobs (services))), g_object_ref (self->filter)));
  gtk_list_box_bind_model (self->orders_list, G_LIST_MODEL (queue), make_row, self, NULL);
  gtk_list_box_bind_model (self->others_list, self->others, make_row, self, NULL);
  g_object_bind_property (queue, "paused", self->pause_button, "active",
                          G_BINDING_SYNC_CREATE | G_BINDING_BIDIRECTIONAL);
  g_signal_connect_object (queue, "items-changed", G_CALLBACK (queue_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (queue, "notify::paused", G_CALLBACK (queue_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->others, "items-changed", G_CALLBACK (show_count), self, G_CONNECT_SWAPPED);
  show_count (self);
}

static void
pentimento_queue_button_get_property (GObject *object, guint id, GValue *value, GParamSpec *spec)
{
  g_value_set_object (value, PENTIMENTO_QUEUE_BUTTON (object)->services);
}

static void
pentimento_queue_button_set_property (GObject *object, guint id, const GValue *value, GParamSpec *spec)
{
  set_services (PENTIMENTO_QUEUE_BUTTON (object), g_value_get_object (value));
}

static void
pentimento_queue_button_dispose (GObject *object)
{
  PentimentoQueueButton *self = PENTIMENTO_QUEUE_BUTTON (object);

  g_clear_handle_id (&self->tick_id, g_source_remove);
  if (self->services != NULL)
    {
      gtk_list_box_bind_model (self->orders_list, NULL, NULL, NULL, NULL);
      gtk_list_box_bind_model (self->others_list, NULL, NULL, NULL, NULL);
      gtk_custom_filter_set_filter_func (GTK_CUSTOM_FILTER (self->filter), NULL, NULL, NULL);
    }
  g_clear_object (&self->others);
  g_clear_object (&self->filter);
  g_clear_object (&self->services);
  G_OBJECT_CLASS (pentimento_queue_button_parent_class)->dispose (object);
}

static void
pentimento_queue_button_class_init (PentimentoQueueButtonClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = pentimento_queue_button_get_property;
  object_class->set_property = pentimento_queue_button_set_property;
  object_class->dispose = pentimento_queue_button_dispose;
  g_object_class_install_property (object_class, PROP_SERVICES,
                                   g_param_spec_object ("services", NULL, NULL, PENTIMENTO_TYPE_SERVICES,
                                                        G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS));

  gtk_widget_class_set_template_from_resource (widget_class, "/org/pentimento/Pentimento/pentimento-queue-button.ui");
  gtk_widget_class_bind_template_child (widget_class, PentimentoQueueButton, button);
  gtk_widget_class_bind_template_child (widget_class, PentimentoQueueButton, count_label);
  gtk_widget_class_bind_template_child (widget_class, PentimentoQueueButton, popover);
  gtk_widget_class_bind_template_child (widget_class, PentimentoQueueButton, pause_button);
  gtk_widget_class_bind_template_child (widget_class, PentimentoQueueButton, paused_label);
  gtk_widget_class_bind_template_child (widget_class, PentimentoQueueButton, orders_list);
  gtk_widget_class_bind_template_child (widget_class, PentimentoQueueButton, others_list);
  gtk_widget_class_bind_template_callback (widget_class, popover_mapped);
  gtk_widget_class_bind_template_callback (widget_class, popover_unmapped);
}

static void
pentimento_queue_button_init (PentimentoQueueButton *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
