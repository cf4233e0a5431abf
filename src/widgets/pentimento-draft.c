/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "pentimento-draft.h"

/* Long enough not to write at every key, short enough to lose no more than a word. */
#define PAUSE_MS 600

struct _PentimentoDraft {
  GObject parent_instance;

  PentimentoDocument *document;
  GSettings *settings;
  guint save_id;
};

G_DEFINE_FINAL_TYPE (PentimentoDraft, pentimento_draft, G_TYPE_OBJECT)

void
pentimento_draft_save (PentimentoDraft *self)
{
  g_autofree char *prompt = NULL;

  if (self->save_id == 0)
    return;

  g_clear_handle_id (&self->save_id, g_source_remove);
  g_object_get (self->document, "prompt", &prompt, NULL);
  g_settings_set_string (self->settings, "draft", prompt != NULL ? prompt : "");
}

static gboolean
pause_over (gpointer user_data)
{
  pentimento_draft_save (user_data);
  return G_SOURCE_REMOVE;
}

static void
prompt_changed (PentimentoDraft *self)
{
  g_clear_handle_id (&self->save_id, g_source_remove);
  self->save_id = g_timeout_add (PAUSE_MS, pause_over, self);
}

static void
size_changed (PentimentoDraft *self)
{
  int width, height;
  g_autofree char *size = NULL;

  g_object_get (self->document, "width", &width, "height", &height, NULL);
  size = width > 0 && height > 0 ? g_strdup_printf ("%dx%d", width, height) : g_strdup ("");
  g_settings_set_string (self->settings, "size", size);
}

static void
restore_size (PentimentoDraft *self)
{
  g_autofree char *size = g_settings_get_string (self->settings, "size");
  g_auto (GStrv) sides = g_strsplit (size, "x", 2);
  gint64 width, height;

  /* No provider makes sides of more than 16 bits. */
  if (g_strv_length (sides) == 2 && g_ascii_string_to_signed (sides[0], 10, 1, G_MAXUINT16, &width, NULL)
      && g_ascii_string_to_signed (sides[1], 10, 1, G_MAXUINT16, &height, NULL))
    g_object_set (self->document, "width", (int)width, "height", (int)height, NULL);
}

static void
restore_prompt_text (PentimentoDraft *self)
{
  g_autofree char *draft = g_settings_get_string (self->settings, "draft");

  g_object_set (self->document, "prompt", draft, NULL);
}

PentimentoDraft *
pentimento_draft_new (PentimentoDocument *document, GSettings *settings, gboolean restore_prompt)
{
  PentimentoDraft *self = g_object_new (PENTIMENTO_TYPE_DRAFT, NULL);

  g_set_object (&self->document, document);
  g_set_object (&self->settings, settings);
  if (restore_prompt)
    restore_prompt_text (self);
  restore_size (self);
  g_settings_bind (settings, "fit-back", document, "fit-back", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (settings, "safety", document, "safety", G_SETTINGS_BIND_DEFAULT);
  g_signal_connect_object (document, "notify::prompt", G_CALLBACK (prompt_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (document, "notify::width", G_CALLBACK (size_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (document, "notify::height", G_CALLBACK (size_changed), self, G_CONNECT_SWAPPED);
  return self;
}

static void
pentimento_draft_dispose (GObject *object)
{
  PentimentoDraft *self = PENTIMENTO_DRAFT (object);

  pentimento_draft_save (self);
  g_clear_object (&self->document);
  g_clear_object (&self->settings);

  G_OBJECT_CLASS (pentimento_draft_parent_class)->dispose (object);
}

static void
pentimento_draft_class_init (PentimentoDraftClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = pentimento_draft_dispose;
}

static void
pentimento_draft_init (PentimentoDraft *self)
{
}
