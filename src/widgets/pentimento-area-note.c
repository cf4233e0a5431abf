/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "pentimento-area-note.h"

#include <glib/gi18n-lib.h>

struct _PentimentoAreaNote {
  AdwBin parent_instance;

  PentimentoDocument *document;
  GSignalGroup *document_signals;

  GtkLabel *size_label;
};

enum {
  PROP_DOCUMENT = 1,
};

G_DEFINE_FINAL_TYPE (PentimentoAreaNote, pentimento_area_note, ADW_TYPE_BIN)

static void
update (PentimentoAreaNote *self)
{
  gboolean regional = self->document != NULL && pentimento_document_get_is_regional (self->document);
  g_autofree char *words = NULL;
  PentimentoRegion region;

  gtk_widget_set_visible (GTK_WIDGET (self), regional);
  if (!regional)
    return;
  if (pentimento_document_get_region (self->document, &region, NULL))
    words = g_strdup_printf (_ ("%d × %d are sent"), region.width, region.height);
  gtk_label_set_label (self->size_label, words != NULL ? words : "");
  gtk_widget_set_visible (GTK_WIDGET (self->size_label), words != NULL);
}

/* As one step, which can be undone. */
static void
remove_mark (PentimentoAreaNote *self)
{
  pentimento_marking_set_mask (pentimento_document_get_marking (self->document), NULL);
}

static void
pentimento_area_note_get_property (GObject *object, guint id, GValue *value, GParamSpec *spec)
{
  g_value_set_object (value, PENTIMENTO_AREA_NOTE (object)->document);
}

static void
pentimento_area_note_set_property (GObject *object, guint id, const GValue *value, GParamSpec *spec)
{
  PentimentoAreaNote *self = PENTIMENTO_AREA_NOTE (object);

  g_set_object (&self->document, g_value_get_object (value));
  g_signal_group_set_target (self->document_signals, self->document);
  update (self);
}

static void
pentimento_area_note_dispose (GObject *object)
{
  PentimentoAreaNote *self = PENTIMENTO_AREA_NOTE (object);

  g_clear_object (&self->document_signals);
  g_clear_object (&self->document);

  G_OBJECT_CLASS (pentimento_area_note_parent_class)->dispose (object);
}

static void
pentimento_area_note_class_init (PentimentoAreaNoteClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = pentimento_area_note_get_property;
  object_class->set_property = pentimento_area_note_set_property;
  object_class->dispose = pentimento_area_note_dispose;
  g_object_class_install_property (object_class, PROP_DOCUMENT,
                                   g_param_spec_object ("document", NULL, NULL, PENTIMENTO_TYPE_DOCUMENT,
                                                        G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS));

  gtk_widget_class_set_template_from_resource (widget_class, "/org/pentimento/Pentimento/pentimento-area-note.ui");
  gtk_widget_class_bind_template_child (widget_class, PentimentoAreaNote, size_label);
  gtk_widget_class_bind_template_callback (widget_class, remove_mark);
}

static void
pentimento_area_note_init (PentimentoAreaNote *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->document_signals = g_signal_group_new (PENTIMENTO_TYPE_DOCUMENT);
  g_signal_group_connect_swapped (self->document_signals, "notify::regional", G_CALLBACK (update), self);
  g_signal_group_connect_swapped (self->document_signals, "notify::sent-size", G_CALLBACK (update), self);
}
