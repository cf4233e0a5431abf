/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "pentimento-history-strip.h"
#include "pentimento-history-item.h"
#include "pentimento-job-words.h"

#include <glib/gi18n-lib.h>

struct _PentimentoHistoryStrip {
  AdwBin parent_instance;

  PentimentoDocument *document;
  GSignalGroup *document_signals;
  GSignalGroup *history_signals;
  guint scroll_id;
  guint tick_id;

  GtkRevealer *revealer;
  GtkScrolledWindow *scroller;
  GtkBox *items;
  GtkWidget *placeholder;
  GtkSpinner *placeholder_spinner;
  GtkLabel *placeholder_label;
};

enum {
  PROP_DOCUMENT = 1,
};

G_DEFINE_FINAL_TYPE (PentimentoHistoryStrip, pentimento_history_strip, ADW_TYPE_BIN)

static PentimentoHistory *
get_history (PentimentoHistoryStrip *self)
{
  return self->document != NULL ? pentimento_document_get_history (self->document) : NULL;
}

static void
fold (PentimentoHistoryStrip *self)
{
  PentimentoHistory *history = get_history (self);
  gboolean several = history != NULL && g_list_model_get_n_items (G_LIST_MODEL (history)) > 1;
  gboolean busy = self->document != NULL && pentimento_document_get_busy (self->document);

  gtk_revealer_set_reveal_child (self->revealer, several || busy);
}

static GtkWidget *
find_current (PentimentoHistoryStrip *self)
{
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->items));

  while (child != NULL && !gtk_widget_has_css_class (child, "current"))
    child = gtk_widget_get_next_sibling (child);
  return child;
}

void
pentimento_history_strip_focus_current (PentimentoHistoryStrip *self)
{
  GtkWidget *current = find_current (self);

  if (current != NULL)
    gtk_widget_grab_focus (current);
}

static gboolean
scroll_to_current (gpointer user_data)
{
  PentimentoHistoryStrip *self = user_data;
  GtkAdjustment *adjustment = gtk_scrolled_window_get_hadjustment (self->scroller);
  gboolean busy = self->document != NULL && pentimento_document_get_busy (self->document);
  GtkWidget *child = busy ? self->placeholder : find_current (self);
  graphene_rect_t bounds;

  self->scroll_id = 0;
  if (child != NULL && gtk_widget_compute_bounds (child, gtk_widget_get_parent (GTK_WIDGET (self->items)), &bounds))
    gtk_adjustment_clamp_page (adjustment, bounds.origin.x - 24, bounds.origin.x + bounds.size.width + 24);
  return G_SOURCE_REMOVE;
}

/* After the next layout, which knows where the new items are. */
static void
queue_scroll (PentimentoHistoryStrip *self)
{
  if (self->scroll_id == 0)
    self->scroll_id = g_timeout_add (100, scroll_to_current, self);
}

static void
mark_current (PentimentoHistoryStrip *self)
{
  PentimentoHistory *history = get_history (self);
  PentimentoVersion *current = history != NULL ? pentimento_history_get_current (history) : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->items)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      PentimentoHistoryItem *item = PENTIMENTO_HISTORY_ITEM (child);
      const char *id = pentimento_version_get_id (pentimento_history_item_get_version (item));

      pentimento_history_item_set_current (item,
                                           current != NULL && g_str_equal (id, pentimento_version_get_id (current)));
    }
  queue_scroll (self);
}

static void
items_changed (PentimentoHistoryStrip *self, guint position, guint removed, guint added)
{
  GListModel *history = G_LIST_MODEL (get_history (self));
  GtkWidget *before = NULL;
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->items));

  for (guint i = 0; i < position && child != NULL; i++)
    {
      before = child;
      child = gtk_widget_get_next_sibling (child);
    }
  for (guint i = 0; i < removed && child != NULL; i++)
    {
      GtkWidget *next = gtk_widget_get_next_sibling (child);

      gtk_box_remove (self->items, child);
      child = next;
    }
  for (guint i = 0; i < added; i++)
    {
      g_autoptr (PentimentoVersion) version = g_list_model_get_item (history, position + i);
      GtkWidget *item = pentimento_history_item_new (self->document, version);

      gtk_box_insert_child_after (self->items, item, before);
      before = item;
    }
  fold (self);
  mark_current (self);
}

static void
history_changed (PentimentoHistoryStrip *self)
{
  PentimentoHistory *history = get_history (self);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->items))) != NULL)
    gtk_box_remove (self->items, child);
  g_signal_group_set_target (self->history_signals, history);
  if (history != NULL)
    items_changed (self, 0, 0, g_list_model_get_n_items (G_LIST_MODEL (history)));
  fold (self);
}

static gboolean
tick (gpointer user_data)
{
  PentimentoHistoryStrip *self = user_data;
  g_autofree char *words = pentimento_job_words_for_document (self->document);

  gtk_label_set_label (self->placeholder_label, words);
  return G_SOURCE_CONTINUE;
}

static void
busy_changed (PentimentoHistoryStrip *self)
{
  gboolean busy = self->document != NULL && pentimento_document_get_busy (self->document);

  g_clear_handle_id (&self->tick_id, g_source_remove);
  gtk_widget_set_visible (self->placeholder, busy);
  gtk_spinner_set_spinning (self->placeholder_spinner, busy);
  fold (self);
  if (!busy)
    return;

  tick (self);
  self->tick_id = g_timeout_add (250, tick, self);
  queue_scroll (self);
}

static void
set_document (PentimentoHistoryStrip *self, PentimentoDocument *document)
{
  if (!g_set_object (&self->document, document))
    return;

  g_signal_group_set_target (self->document_signals, document);
  history_changed (self);
  busy_changed (self);
}

static void
show_version (GtkWidget *widget, const char *name, GVariant *parameter)
{
  PentimentoHistory *history = get_history (PENTIMENTO_HISTORY_STRIP (widget));
  PentimentoVersion *version
      = history != NULL ? pentimento_history_find (history, g_variant_get_string (parameter, NULL)) : NULL;

  if (version != NULL)
    pentimento_history_show (history, version);
}

static void
pentimento_history_strip_get_property (GObject *object, guint id, GValue *value, GParamSpec *spec)
{
  g_value_set_object (value, PENTIMENTO_HISTORY_STRIP (object)->document);
}

static void
pentimento_history_strip_set_property (GObject *object, guint id, const GValue *value, GParamSpec *spec)
{
  set_document (PENTIMENTO_HISTORY_STRIP (object), g_value_get_object (value));
}

static void
pentimento_history_strip_dispose (GObject *object)
{
  PentimentoHistoryStrip *self = PENTIMENTO_HISTORY_STRIP (object);

  g_clear_handle_id (&self->scroll_id, g_source_remove);
  g_clear_handle_id (&self->tick_id, g_source_remove);
  g_clear_object (&self->document_signals);
  g_clear_object (&self->history_signals);
  g_clear_object (&self->document);

  G_OBJECT_CLASS (pentimento_history_strip_parent_class)->dispose (object);
}

static void
pentimento_history_strip_class_init (PentimentoHistoryStripClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = pentimento_history_strip_get_property;
  object_class->set_property = pentimento_history_strip_set_property;
  object_class->dispose = pentimento_history_strip_dispose;
  g_object_class_install_property (object_class, PROP_DOCUMENT,
                                   g_param_spec_object ("document", NULL, NULL, PENTIMENTO_TYPE_DOCUMENT,
                                                        G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS));

  gtk_widget_class_install_action (widget_class, "document.show-version", "s", show_version);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/pentimento/Pentimento/pentimento-history-strip.ui");
  gtk_widget_class_bind_template_child (widget_class, PentimentoHistoryStrip, revealer);
  gtk_widget_class_bind_template_child (widget_class, PentimentoHistoryStrip, scroller);
  gtk_widget_class_bind_template_child (widget_class, PentimentoHistoryStrip, items);
  gtk_widget_class_bind_template_child (widget_class, PentimentoHistoryStrip, placeholder);
  gtk_widget_class_bind_template_child (widget_class, PentimentoHistoryStrip, placeholder_spinner);
  gtk_widget_class_bind_template_child (widget_class, PentimentoHistoryStrip, placeholder_label);
}

static void
pentimento_history_strip_init (PentimentoHistoryStrip *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  self->document_signals = g_signal_group_new (PENTIMENTO_TYPE_DOCUMENT);
  g_signal_group_connect_swapped (self->document_signals, "notify::history", G_CALLBACK (history_changed), self);
  g_signal_group_connect_swapped (self->document_signals, "notify::busy", G_CALLBACK (busy_changed), self);
  self->history_signals = g_signal_group_new (PENTIMENTO_TYPE_HISTORY);
  g_signal_group_connect_swapped (self->history_signals, "items-changed", G_CALLBACK (items_changed), self);
  g_signal_group_connect_swapped (self->history_signals, "notify::current", G_CALLBACK (mark_current), self);
}
