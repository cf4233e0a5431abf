/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "pentimento-prompt-history.h"

#include <glib/gi18n-lib.h>

#include "pentimento-library-prompts.h"
#include "pentimento-prompt-row.h"

/* As many as somebody would look through; more are found by searching. */
#define MOST_PROMPTS 50

struct _PentimentoPromptHistory {
  AdwBin parent_instance;

  PentimentoServices *services;

  GtkPopover *popover;
  GtkEditable *search_entry;
  GtkStack *stack;
  AdwStatusPage *empty_page;
  GtkListBox *list;
};

enum {
  PROP_SERVICES = 1,
};

enum { CHOSEN, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (PentimentoPromptHistory, pentimento_prompt_history, ADW_TYPE_BIN)

static void
show_rows (PentimentoPromptHistory *self, GListModel *versions)
{
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (self->list, 0)) != NULL)
    gtk_list_box_remove (self->list, GTK_WIDGET (row));
  for (guint i = 0; i < g_list_model_get_n_items (versions); i++)
    {
      g_autoptr (PentimentoVersion) version = g_list_model_get_item (versions, i);

      gtk_list_box_append (self->list, pentimento_prompt_row_new (version));
    }
}

static void
search (PentimentoPromptHistory *self)
{
  const char *words = gtk_editable_get_text (self->search_entry);
  g_autoptr (GError) error = NULL;
  g_autoptr (GListModel) versions = NULL;
  gboolean found;

  if (self->services == NULL)
    return;
  versions
      = pentimento_library_list_prompts (pentimento_services_get_library (self->services), words, MOST_PROMPTS, &error);
  if (versions == NULL)
    {
      adw_status_page_set_description (self->empty_page, error->message);
      gtk_stack_set_visible_child_name (self->stack, "empty");
      return;
    }
  found = g_list_model_get_n_items (versions) > 0;
  show_rows (self, versions);
  adw_status_page_set_description (self->empty_page, *words != '\0'
                                                         ? _ ("No prompt has these words.")
                                                         : _ ("Prompts that a picture was made with will be here."));
  gtk_stack_set_visible_child_name (self->stack, found ? "prompts" : "empty");
}

/* What was made meanwhile is there, and what was searched for the last time is not in the way. */
static void
popover_mapped (PentimentoPromptHistory *self)
{
  gtk_editable_set_text (self->search_entry, "");
  search (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->search_entry));
}

static void
choose (PentimentoPromptHistory *self, GtkListBoxRow *row)
{
  g_autofree char *prompt = g_strdup (pentimento_prompt_row_get_prompt (PENTIMENTO_PROMPT_ROW (row)));

  gtk_popover_popdown (self->popover);
  g_signal_emit (self, signals[CHOSEN], 0, prompt);
}

static void
choose_first (PentimentoPromptHistory *self)
{
  GtkListBoxRow *row;

  search (self);
  row = gtk_list_box_get_row_at_index (self->list, 0);
  if (row != NULL && g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), "prompts") == 0)
    choose (self, row);
}

static gboolean
search_key_pressed (PentimentoPromptHistory *self, guint key)
{
  GtkListBoxRow *first = gtk_list_box_get_row_at_index (self->list, 0);

  if ((key != GDK_KEY_Down && key != GDK_KEY_KP_Down) || first == NULL)
    return GDK_EVENT_PROPAGATE;
  gtk_widget_grab_focus (GTK_WIDGET (first));
  return GDK_EVENT_STOP;
}

static void
hide_prompt (GtkWidget *widget, const char *name, GVariant *parameter)
{
  PentimentoPromptHistory *self = PENTIMENTO_PROMPT_HISTORY (widget);
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (widget));
  GtkWidget *focused = focus != NULL ? gtk_widget_get_ancestor (focus, PENTIMENTO_TYPE_PROMPT_ROW) : NULL;
  int index = focused != NULL ? gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (focused)) : 0;
  g_autoptr (GError) error = NULL;
  GtkListBoxRow *next;

  if (!pentimento_library_hide_prompt (pentimento_services_get_library (self->services),
                                       g_variant_get_string (parameter, NULL), &error))
    gtk_widget_activate_action (widget, "win.report", "s", error->message);
  gtk_widget_grab_focus (GTK_WIDGET (self->search_entry));
  search (self);
  next = gtk_list_box_get_row_at_index (self->list, index);
  if (next != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (next));
}

static void
pentimento_prompt_history_get_property (GObject *object, guint id, GValue *value, GParamSpec *spec)
{
  g_value_set_object (value, PENTIMENTO_PROMPT_HISTORY (object)->services);
}

static void
pentimento_prompt_history_set_property (GObject *object, guint id, const GValue *value, GParamSpec *spec)
{
  g_set_object (&PENTIMENTO_PROMPT_HISTORY (object)->services, g_value_get_object (value));
}

static void
pentimento_prompt_history_dispose (GObject *object)
{
  g_clear_object (&PENTIMENTO_PROMPT_HISTORY (object)->services);

  G_OBJECT_CLASS (pentimento_prompt_history_parent_class)->dispose (object);
}

static void
pentimento_prompt_history_class_init (PentimentoPromptHistoryClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = pentimento_prompt_history_get_property;
  object_class->set_property = pentimento_prompt_history_set_property;
  object_class->dispose = pentimento_prompt_history_dispose;
  g_object_class_install_property (object_class, PROP_SERVICES,
                                   g_param_spec_object ("services", NULL, NULL, PENTIMENTO_TYPE_SERVICES,
                                                        G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS));
  signals[CHOSEN] = g_signal_new ("chosen", PENTIMENTO_TYPE_PROMPT_HISTORY, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_install_action (widget_class, "prompts.hide", "s", hide_prompt);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/pentimento/Pentimento/pentimento-prompt-history.ui");
  gtk_widget_class_bind_template_child (widget_class, PentimentoPromptHistory, popover);
  gtk_widget_class_bind_template_child (widget_class, PentimentoPromptHistory, search_entry);
  gtk_widget_class_bind_template_child (widget_class, PentimentoPromptHistory, stack);
  gtk_widget_class_bind_template_child (widget_class, PentimentoPromptHistory, empty_page);
  gtk_widget_class_bind_template_child (widget_class, PentimentoPromptHistory, list);
  gtk_widget_class_bind_template_callback (widget_class, popover_mapped);
  gtk_widget_class_bind_template_callback (widget_class, search);
  gtk_widget_class_bind_template_callback (widget_class, choose);
  gtk_widget_class_bind_template_callback (widget_class, choose_first);
  gtk_widget_class_bind_template_callback (widget_class, search_key_pressed);
}

static void
pentimento_prompt_history_init (PentimentoPromptHistory *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
