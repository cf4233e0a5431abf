/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What is marked, as it is seen while no tool is in use. */

#include "pentimento-canvas-private.h"

void
pentimento_canvas_paint_area (PentimentoCanvas *self, GtkSnapshot *snapshot)
{
  PentimentoMarking *marking = self->document != NULL ? pentimento_document_get_marking (self->document) : NULL;

  if (marking != NULL && !self->comparing)
    pentimento_area_overlay_paint (self->area_overlay, snapshot, &self->viewport, pentimento_marking_get_mask (marking),
                                   FALSE);
}

void
pentimento_canvas_area_changed (PentimentoCanvas *self)
{
  g_signal_group_set_target (self->marking_signals,
                             self->document != NULL ? pentimento_document_get_marking (self->document) : NULL);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
pentimento_canvas_init_area (PentimentoCanvas *self)
{
  self->area_overlay = pentimento_area_overlay_new ();
  self->marking_signals = g_signal_group_new (PENTIMENTO_TYPE_MARKING);
  g_signal_group_connect_swapped (self->marking_signals, "notify::mask", G_CALLBACK (gtk_widget_queue_draw), self);
}

void
pentimento_canvas_finalize_area (PentimentoCanvas *self)
{
  g_object_unref (self->marking_signals);
  pentimento_area_overlay_free (self->area_overlay);
}
