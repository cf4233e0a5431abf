/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "pentimento-left-bar.h"
#include "pentimento-queue.h"

#include <glib/gi18n-lib.h>

struct _PentimentoLeftBar {
  AdwBin parent_instance;

  PentimentoServices *services;
  GCancellable *cancellable;
  GPtrArray *records; /* PentimentoJobRecord: what the person is asked about */
  GPtrArray *orders;  /* PentimentoOrder, made of them */

  GtkInfoBar *bar;
  GtkLabel *label;
};

enum {
  PROP_SERVICES = 1,
};

G_DEFINE_FINAL_TYPE (PentimentoLeftBar, pentimento_left_bar, ADW_TYPE_BIN)

static PentimentoQueue *
get_queue (PentimentoLeftBar *self)
{
  return pentimento_services_get_queue (self->services);
}

static void
report (PentimentoLeftBar *self, const GError *error)
{
  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    gtk_widget_activate_action (GTK_WIDGET (self), "win.report", "s", error->message);
}

/* What all of them would cost together; unknown as soon as one is, or where currencies differ. */
static SeedreamCost
add_up (PentimentoLeftBar *self)
{
  SeedreamCost sum = SEEDREAM_COST_INIT;

  for (guint i = 0; i < self->orders->len; i++)
    {
      SeedreamCost cost = pentimento_order_estimate (g_ptr_array_index (self->orders, i));
      SeedreamCost unknown = SEEDREAM_COST_INIT;

      if (cost.kind == SEEDREAM_COST_UNKNOWN || (i > 0 && !g_str_equal (cost.currency, sum.currency))
          || cost.micros > G_MAXINT64 - sum.micros)
        return unknown;
      cost.micros += sum.micros;
      sum = cost;
    }
  return sum;
}

static void
close_bar (PentimentoLeftBar *self)
{
  gtk_info_bar_set_revealed (self->bar, FALSE);
  g_ptr_array_set_size (self->records, 0);
  g_ptr_array_set_size (self->orders, 0);
}

static void
ask (PentimentoLeftBar *self)
{
  SeedreamCost cost = add_up (self);
  g_autofree char *price = seedream_cost_format (&cost);
  guint n_orders = self->orders->len;
  g_autofree char *text = g_strdup_printf (
      ngettext ("%u edit had not been sent yet · %s", "%u edits had not been sent yet · %s", n_orders), n_orders,
      price);

  gtk_label_set_label (self->label, text);
  gtk_widget_set_visible (GTK_WIDGET (self->bar), TRUE);
  gtk_info_bar_set_revealed (self->bar, TRUE);
}

/* What cannot be made again is not spoken of: nothing was billed, and nothing can be done. */
static void
take_records (PentimentoLeftBar *self, GPtrArray *records)
{
  for (guint i = 0; i < records->len; i++)
    {
      const PentimentoJobRecord *record = g_ptr_array_index (records, i);
      PentimentoOrder *order = pentimento_order_new_from_record (self->services, record, NULL);

      if (order == NULL)
        continue;
      g_ptr_array_add (self->orders, order);
      g_ptr_array_add (self->records, pentimento_job_record_copy (record));
    }
}

static void
listed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PentimentoLeftBar) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) records = pentimento_queue_list_left_finish (PENTIMENTO_QUEUE (source), result, &error);

  if (records == NULL)
    {
      report (self, error);
      return;
    }
  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  close_bar (self);
  take_records (self, records);
  if (self->orders->len > 0)
    ask (self);
}

void
pentimento_left_bar_look (PentimentoLeftBar *self)
{
  pentimento_queue_list_left_async (get_queue (self), self->cancellable, listed, g_object_ref (self));
}

/* One that is sent, from here to its end. The program stays until then, or until it has been left in good order. */

static void
ended (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PentimentoLeftBar) self = user_data;
  GApplication *application = g_application_get_default ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GListModel) versions = pentimento_queue_run_finish (PENTIMENTO_QUEUE (source), result, &error);
  guint n_versions = versions != NULL ? g_list_model_get_n_items (versions) : 0;
  g_autoptr (PentimentoVersion) last = n_versions > 0 ? g_list_model_get_item (versions, n_versions - 1) : NULL;

  if (application != NULL)
    g_application_release (application);
  if (versions == NULL)
    report (self, error);
  else if (last != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.announce", "(ss)", _ ("An edit from last time has arrived"),
                                pentimento_version_get_id (last));
}

static void
send (GtkWidget *widget, const char *name, GVariant *parameter)
{
  PentimentoLeftBar *self = PENTIMENTO_LEFT_BAR (widget);
  GApplication *application = g_application_get_default ();

  for (guint i = 0; i < self->orders->len; i++)
    {
      if (application != NULL)
        g_application_hold (application);
      pentimento_queue_run_async (get_queue (self), g_ptr_array_index (self->orders, i), self->cancellable, ended,
                                  g_object_ref (self));
    }
  close_bar (self);
}

static void
discard (GtkWidget *widget, const char *name, GVariant *parameter)
{
  PentimentoLeftBar *self = PENTIMENTO_LEFT_BAR (widget);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < self->records->len; i++)
    {
      g_autoptr (GError) problem = NULL;

      if (!pentimento_queue_discard_left (get_queue (self), g_ptr_array_index (self->records, i), &problem)
          && error == NULL)
        error = g_steal_pointer (&problem);
    }
  close_bar (self);
  if (error != NULL)
    report (self, error);
}

void
pentimento_left_bar_leave (PentimentoLeftBar *self)
{
  g_cancellable_cancel (self->cancellable);
}

static void
pentimento_left_bar_get_property (GObject *object, guint id, GValue *value, GParamSpec *spec)
{
  g_value_set_object (value, PENTIMENTO_LEFT_BAR (object)->services);
}

static void
pentimento_left_bar_set_property (GObject *object, guint id, const GValue *value, GParamSpec *spec)
{
  g_set_object (&PENTIMENTO_LEFT_BAR (object)->services, g_value_get_object (value));
}

static void
pentimento_left_bar_dispose (GObject *object)
{
  PentimentoLeftBar *self = PENTIMENTO_LEFT_BAR (object);

  g_clear_pointer (&self->orders, g_ptr_array_unref);
  g_clear_pointer (&self->records, g_ptr_array_unref);
  g_clear_object (&self->services);
  G_OBJECT_CLASS (pentimento_left_bar_parent_class)->dispose (object);
}

static void
pentimento_left_bar_finalize (GObject *object)
{
  g_clear_object (&PENTIMENTO_LEFT_BAR (object)->cancellable);
  G_OBJECT_CLASS (pentimento_left_bar_parent_class)->finalize (object);
}

static void
pentimento_left_bar_class_init (PentimentoLeftBarClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = pentimento_left_bar_get_property;
  object_class->set_property = pentimento_left_bar_set_property;
  object_class->dispose = pentimento_left_bar_dispose;
  object_class->finalize = pentimento_left_bar_finalize;
  g_object_class_install_property (object_class, PROP_SERVICES,
                                   g_param_spec_object ("services", NULL, NULL, PENTIMENTO_TYPE_SERVICES,
                                                        G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS));

  gtk_widget_class_install_action (widget_class, "left.send", NULL, send);
  gtk_widget_class_install_action (widget_class, "left.discard", NULL, discard);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/pentimento/Pentimento/pentimento-left-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, PentimentoLeftBar, bar);
  gtk_widget_class_bind_template_child (widget_class, PentimentoLeftBar, label);
  gtk_widget_class_bind_template_callback (widget_class, close_bar);
}

static void
pentimento_left_bar_init (PentimentoLeftBar *self)
{
  self->cancellable = g_cancellable_new ();
  self->records = g_ptr_array_new_with_free_func ((GDestroyNotify)pentimento_job_record_free);
  self->orders = g_ptr_array_new_with_free_func (g_object_unref);
  gtk_widget_init_template (GTK_WIDGET (self));
}
