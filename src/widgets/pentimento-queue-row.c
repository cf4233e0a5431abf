/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "pentimento-queue-row.h"
#include "pentimento-job-words.h"

#include <glib/gi18n-lib.h>

struct _PentimentoQueueRow {
  GtkListBoxRow parent_instance;

  PentimentoQueue *queue; /* these two, or the job */
  PentimentoOrder *order;
  SeedreamJob *job;
  char *provider;

  GtkLabel *prompt_label;
  GtkLabel *state_label;
  GtkWidget *up_button;
  GtkWidget *down_button;
  GtkWidget *cancel_button;
};

G_DEFINE_FINAL_TYPE (PentimentoQueueRow, pentimento_queue_row, GTK_TYPE_LIST_BOX_ROW)

static gboolean
is_waiting (PentimentoOrder *order)
{
  return pentimento_order_get_state (order) == PENTIMENTO_ORDER_QUEUED;
}

/* Finds where it would stand one further up (-1) or down (1) among those that wait. */
static gboolean
find_place (PentimentoQueueRow *self, int step, guint *place)
{
  GListModel *orders = G_LIST_MODEL (self->queue);
  guint n_orders = orders != NULL ? g_list_model_get_n_items (orders) : 0;
  guint before = G_MAXUINT;
  gboolean passed = FALSE;

  for (guint i = 0; i < n_orders; i++)
    {
      g_autoptr (PentimentoOrder) order = g_list_model_get_item (orders, i);

      if (order == self->order && step < 0)
        {
          *place = before;
          return before != G_MAXUINT;
        }
      if (passed && is_waiting (order))
        {
          *place = i;
          return TRUE;
        }
      passed = passed || order == self->order;
      if (is_waiting (order))
        before = i;
    }
  return FALSE;
}

static void
show_buttons (PentimentoQueueRow *self)
{
  gboolean waiting = self->order != NULL && is_waiting (self->order);
  guint place;

  gtk_widget_set_visible (self->up_button, waiting);
  gtk_widget_set_visible (self->down_button, waiting);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "order.up", waiting && find_place (self, -1, &place));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "order.down", waiting && find_place (self, 1, &place));
  gtk_widget_set_visible (self->cancel_button, self->order != NULL || !seedream_job_is_given_up (self->job));
}

void
pentimento_queue_row_update (PentimentoQueueRow *self)
{
  g_autofree char *state = self->order != NULL ? pentimento_job_words_for_order (self->queue, self->order)
                                               : pentimento_job_words_for_job (self->job);
  /* Translators: a provider, and how an edit there is going */
  g_autofree char *words = g_strdup_printf (_ ("%s · %s"), self->provider, state);

  if (g_strcmp0 (gtk_label_get_label (self->state_label), words) != 0)
    gtk_label_set_label (self->state_label, words);
  show_buttons (self);
}

/* A moved order has a new row, where the person goes on. */
static void
focus_new_row (GtkWidget *list, PentimentoOrder *order, int step, gboolean on_button)
{
  for (GtkWidget *child = gtk_widget_get_first_child (list); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      PentimentoQueueRow *row = PENTIMENTO_QUEUE_ROW (child);
      GtkWidget *button = step < 0 ? row->up_button : row->down_button;

      if (row->order == order)
        gtk_widget_grab_focus (on_button && gtk_widget_is_sensitive (button) ? button : child);
    }
}

static void
move (PentimentoQueueRow *self, int step)
{
  /* The list lets go of this row. */
  g_autoptr (PentimentoQueueRow) held = g_object_ref (self);
  GtkWidget *list = gtk_widget_get_parent (GTK_WIDGET (self));
  gboolean on_button = !gtk_widget_has_focus (GTK_WIDGET (self));
  g_autoptr (PentimentoOrder) order = g_object_ref (self->order);
  guint place;

  if (!is_waiting (order) || !find_place (self, step, &place))
    return;
  pentimento_queue_move (self->queue, order, place);
  focus_new_row (list, order, step, on_button);
}

static void
up (GtkWidget *widget, const char *name, GVariant *parameter)
{
  move (PENTIMENTO_QUEUE_ROW (widget), -1);
}

static void
down (GtkWidget *widget, const char *name, GVariant *parameter)
{
  move (PENTIMENTO_QUEUE_ROW (widget), 1);
}

static void
cancel (GtkWidget *widget, const char *name, GVariant *parameter)
{
  PentimentoQueueRow *self = PENTIMENTO_QUEUE_ROW (widget);

  if (self->order != NULL)
    pentimento_order_cancel (self->order);
  else if (!seedream_job_is_given_up (self->job))
    seedream_job_cancel (self->job);
}

PentimentoOrder *
pentimento_queue_row_get_order (PentimentoQueueRow *self)
{
  return self->order;
}

static void
name_buttons (PentimentoQueueRow *self, const char *prompt)
{
  const struct {
    GtkWidget *button;
    const char *format;
  } buttons[] = {
    /* Translators: what buttons are called for people who hear the window; %s is what an edit is to change */
    { self->up_button, _ ("Send “%s” earlier") },
    { self->down_button, _ ("Send “%s” later") },
    { self->cancel_button, _ ("Cancel “%s”") },
  };

  for (guint i = 0; i < G_N_ELEMENTS (buttons); i++)
    {
      g_auto (GStrv) parts = g_strsplit (buttons[i].format, "%s", 2);
      g_autofree char *name = g_strjoinv (prompt, parts);

      gtk_accessible_update_property (GTK_ACCESSIBLE (buttons[i].button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
    }
}

static GtkWidget *
complete (PentimentoQueueRow *self, const char *prompt, const char *provider)
{
  g_autoptr (SeedreamProvider) description = seedream_registry_describe (provider);
  g_autofree char *line = g_strdelimit (g_strdup (prompt), "\n\r\t", ' ');

  self->provider = g_strdup (description != NULL ? seedream_provider_get_label (description) : provider);
  gtk_label_set_label (self->prompt_label, line);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->prompt_label), prompt);
  name_buttons (self, line);
  pentimento_queue_row_update (self);
  return GTK_WIDGET (self);
}

GtkWidget *
pentimento_queue_row_new (PentimentoQueue *queue, PentimentoOrder *order)
{
  PentimentoQueueRow *self = g_object_new (PENTIMENTO_TYPE_QUEUE_ROW, NULL);

  self->queue = g_object_ref (queue);
  self->order = g_object_ref (order);
  return complete (self, pentimento_order_get_prompt (order), pentimento_order_get_provider (order));
}

GtkWidget *
pentimento_queue_row_new_for_job (SeedreamJob *job)
{
  PentimentoQueueRow *self = g_object_new (PENTIMENTO_TYPE_QUEUE_ROW, NULL);
  SeedreamRequest *request = seedream_job_get_request (job);

  self->job = g_object_ref (job);
  return complete (self, request != NULL ? seedream_request_get_prompt (request) : _ ("An edit from last time"),
                   seedream_provider_get_id (seedream_job_get_provider (job)));
}

static void
pentimento_queue_row_dispose (GObject *object)
{
  PentimentoQueueRow *self = PENTIMENTO_QUEUE_ROW (object);

  g_clear_object (&self->queue);
  g_clear_object (&self->order);
  g_clear_object (&self->job);
  g_clear_pointer (&self->provider, g_free);
  G_OBJECT_CLASS (pentimento_queue_row_parent_class)->dispose (object);
}

static void
pentimento_queue_row_class_init (PentimentoQueueRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pentimento_queue_row_dispose;
  gtk_widget_class_install_action (widget_class, "order.up", NULL, up);
  gtk_widget_class_install_action (widget_class, "order.down", NULL, down);
  gtk_widget_class_install_action (widget_class, "order.cancel", NULL, cancel);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Up, GDK_ALT_MASK, "order.up", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Down, GDK_ALT_MASK, "order.down", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Delete, 0, "order.cancel", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_KP_Delete, 0, "order.cancel", NULL);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/pentimento/Pentimento/pentimento-queue-row.ui");
  gtk_widget_class_bind_template_child (widget_class, PentimentoQueueRow, prompt_label);
  gtk_widget_class_bind_template_child (widget_class, PentimentoQueueRow, state_label);
  gtk_widget_class_bind_template_child (widget_class, PentimentoQueueRow, up_button);
  gtk_widget_class_bind_template_child (widget_class, PentimentoQueueRow, down_button);
  gtk_widget_class_bind_template_child (widget_class, PentimentoQueueRow, cancel_button);
}

static void
pentimento_queue_row_init (PentimentoQueueRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
