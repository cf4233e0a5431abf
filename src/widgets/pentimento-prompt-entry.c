/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "pentimento-prompt-entry.h"

#include <glib/gi18n-lib.h>

struct _PentimentoPromptEntry {
  AdwBin parent_instance;

  char *text;
  guint limit;

  GtkTextView *view;
  GtkTextBuffer *buffer;
  GtkLabel *placeholder_label;
  GtkLabel *count_label;
  AdwBin *tools_bin;
};

enum {
  PROP_TEXT = 1,
  PROP_LIMIT,
  PROP_PLACEHOLDER,
  PROP_TOOLS,
  N_PROPERTIES,
};

static GParamSpec *properties[N_PROPERTIES];

G_DEFINE_FINAL_TYPE (PentimentoPromptEntry, pentimento_prompt_entry, ADW_TYPE_BIN)

const char *
pentimento_prompt_entry_get_count (PentimentoPromptEntry *self)
{
  return gtk_label_get_label (self->count_label);
}

static void
show_count (PentimentoPromptEntry *self)
{
  guint length = gtk_text_buffer_get_char_count (self->buffer);
  /* Translators: characters written, and how many are taken */
  g_autofree char *count = g_strdup_printf (_ ("%u/%u"), length, self->limit);

  gtk_label_set_label (self->count_label, self->limit > 0 ? count : "");
  if (self->limit > 0 && length > self->limit)
    gtk_widget_add_css_class (GTK_WIDGET (self->count_label), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->count_label), "error");
}

static void
edited (PentimentoPromptEntry *self)
{
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (self->buffer, &start, &end);
  g_free (self->text);
  self->text = gtk_text_buffer_get_text (self->buffer, &start, &end, FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->placeholder_label), *self->text == '\0');
  show_count (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TEXT]);
}

/* Nothing left to undo here must not undo the picture. */
static gboolean
keep_undo_here (GtkWidget *widget, GVariant *arguments, gpointer user_data)
{
  return GDK_EVENT_STOP;
}

static void
set_text (PentimentoPromptEntry *self, const char *text)
{
  if (text == NULL)
    text = "";
  if (!g_str_equal (self->text, text))
    gtk_text_buffer_set_text (self->buffer, text, -1);
}

void
pentimento_prompt_entry_replace (PentimentoPromptEntry *self, const char *text)
{
  GtkTextIter start, end;

  gtk_text_buffer_begin_user_action (self->buffer);
  gtk_text_buffer_get_bounds (self->buffer, &start, &end);
  gtk_text_buffer_delete (self->buffer, &start, &end);
  gtk_text_buffer_insert (self->buffer, &start, text, -1);
  gtk_text_buffer_end_user_action (self->buffer);
}

gboolean
pentimento_prompt_entry_select (PentimentoPromptEntry *self, const char *words)
{
  GtkTextIter start, end;

  gtk_text_buffer_get_start_iter (self->buffer, &start);
  if (!gtk_text_iter_forward_search (&start, words, GTK_TEXT_SEARCH_TEXT_ONLY, &start, &end, NULL))
    return FALSE;
  gtk_text_buffer_select_range (self->buffer, &end, &start);
  gtk_text_view_scroll_mark_onscreen (self->view, gtk_text_buffer_get_insert (self->buffer));
  return TRUE;
}

static gboolean
pentimento_prompt_entry_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (PENTIMENTO_PROMPT_ENTRY (widget)->view));
}

static void
pentimento_prompt_entry_get_property (GObject *object, guint id, GValue *value, GParamSpec *spec)
{
  PentimentoPromptEntry *self = PENTIMENTO_PROMPT_ENTRY (object);

  switch (id)
    {
    case PROP_TEXT:
      g_value_set_string (value, self->text);
      break;
    case PROP_LIMIT:
      g_value_set_uint (value, self->limit);
      break;
    case PROP_PLACEHOLDER:
      g_value_set_string (value, gtk_label_get_label (self->placeholder_label));
      break;
    case PROP_TOOLS:
      g_value_set_object (value, adw_bin_get_child (self->tools_bin));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, spec);
    }
}

static void
pentimento_prompt_entry_set_property (GObject *object, guint id, const GValue *value, GParamSpec *spec)
{
  PentimentoPromptEntry *self = PENTIMENTO_PROMPT_ENTRY (object);

  switch (id)
    {
    case PROP_TEXT:
      set_text (self, g_value_get_string (value));
      break;
    case PROP_LIMIT:
      self->limit = g_value_get_uint (value);
      show_count (self);
      break;
    case PROP_PLACEHOLDER:
      gtk_label_set_label (self->placeholder_label, g_value_get_string (value));
      gtk_accessible_update_property (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                      g_value_get_string (value), -1);
      break;
    case PROP_TOOLS:
      adw_bin_set_child (self->tools_bin, g_value_get_object (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, spec);
    }
}

static void
pentimento_prompt_entry_finalize (GObject *object)
{
  g_clear_pointer (&PENTIMENTO_PROMPT_ENTRY (object)->text, g_free);

  G_OBJECT_CLASS (pentimento_prompt_entry_parent_class)->finalize (object);
}

static void
pentimento_prompt_entry_class_init (PentimentoPromptEntryClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = pentimento_prompt_entry_get_property;
  object_class->set_property = pentimento_prompt_entry_set_property;
  object_class->finalize = pentimento_prompt_entry_finalize;
  widget_class->grab_focus = pentimento_prompt_entry_grab_focus;

  properties[PROP_TEXT] = g_param_spec_string ("text", NULL, NULL, "",
                                               G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_LIMIT]
      = g_param_spec_uint ("limit", NULL, NULL, 0, G_MAXUINT, 0, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_PLACEHOLDER]
      = g_param_spec_string ("placeholder", NULL, NULL, "", G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_TOOLS]
      = g_param_spec_object ("tools", NULL, NULL, GTK_TYPE_WIDGET, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);

  gtk_widget_class_add_binding (widget_class, GDK_KEY_z, GDK_CONTROL_MASK, keep_undo_here, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_z, GDK_CONTROL_MASK | GDK_SHIFT_MASK, keep_undo_here, NULL);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/pentimento/Pentimento/pentimento-prompt-entry.ui");
  gtk_widget_class_bind_template_child (widget_class, PentimentoPromptEntry, view);
  gtk_widget_class_bind_template_child (widget_class, PentimentoPromptEntry, buffer);
  gtk_widget_class_bind_template_child (widget_class, PentimentoPromptEntry, placeholder_label);
  gtk_widget_class_bind_template_child (widget_class, PentimentoPromptEntry, count_label);
  gtk_widget_class_bind_template_child (widget_class, PentimentoPromptEntry, tools_bin);
  gtk_widget_class_bind_template_callback (widget_class, edited);
}

static void
pentimento_prompt_entry_init (PentimentoPromptEntry *self)
{
  self->text = g_strdup ("");
  gtk_widget_init_template (GTK_WIDGET (self));
}
