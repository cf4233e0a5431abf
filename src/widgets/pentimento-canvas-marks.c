/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What is drawn over the shown version, also while the tool is away: it will be sent. And the entry for the words of a text, where they will be. */

#include "pentimento-canvas-private.h"
#include "pentimento-draw-tool.h"

#include <glib/gi18n-lib.h>

static PentimentoDrawTool *
get_draw_tool (PentimentoCanvas *self)
{
  return self->tool != NULL && PENTIMENTO_IS_DRAW_TOOL (self->tool) ? PENTIMENTO_DRAW_TOOL (self->tool) : NULL;
}

static PentimentoMarks *
find_marks (PentimentoCanvas *self)
{
  if (get_draw_tool (self) != NULL)
    return pentimento_draw_tool_get_marks (get_draw_tool (self));
  return self->document != NULL ? pentimento_marking_get_marks (pentimento_document_get_marking (self->document))
                                : NULL;
}

/* Not on a version that is compared with, and not where a tool shows the picture in another place. */
static gboolean
shows_marks (PentimentoCanvas *self)
{
  if (!self->show_marks || self->comparing || pentimento_canvas_painter_get_pyramid (self->painter) == NULL)
    return FALSE;
  if (self->tool == NULL)
    return self->compare_mode == PENTIMENTO_COMPARE_NONE;
  return pentimento_tool_get_keeps_place (self->tool) || pentimento_canvas_preview_get_painter (self->preview) == NULL;
}

/* From pixels of the picture to those of the view, however it is turned. */
static cairo_matrix_t
find_matrix (const PentimentoViewport *viewport)
{
  cairo_matrix_t matrix;
  double right_x, right_y, down_x, down_y;

  pentimento_viewport_to_view (viewport, 0, 0, &matrix.x0, &matrix.y0);
  pentimento_viewport_to_view (viewport, 1, 0, &right_x, &right_y);
  pentimento_viewport_to_view (viewport, 0, 1, &down_x, &down_y);
  matrix.xx = right_x - matrix.x0;
  matrix.yx = right_y - matrix.y0;
  matrix.xy = down_x - matrix.x0;
  matrix.yy = down_y - matrix.y0;
  return matrix;
}

static void
paint (PentimentoMarks *marks, GtkSnapshot *snapshot, const PentimentoViewport *viewport)
{
  const cairo_matrix_t matrix = find_matrix (viewport);
  cairo_t *cr
      = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (0, 0, viewport->view_width, viewport->view_height));

  cairo_transform (cr, &matrix);
  /* What is beside the picture is not sent. */
  cairo_rectangle (cr, 0, 0, viewport->image_width, viewport->image_height);
  cairo_clip (cr);
  pentimento_marks_paint (marks, cr);
  cairo_destroy (cr);
}

void
pentimento_canvas_paint_marks (PentimentoCanvas *self, GtkSnapshot *snapshot)
{
  PentimentoMarks *marks = find_marks (self);

  if (marks == NULL || !shows_marks (self))
    return;
  paint (marks, snapshot, &self->viewport);
  if (get_draw_tool (self) != NULL)
    pentimento_draw_tool_paint_selection (get_draw_tool (self), snapshot, &self->viewport);
}

void
pentimento_canvas_set_show_marks (PentimentoCanvas *self, gboolean show)
{
  if (self->show_marks == show)
    return;
  self->show_marks = show;
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_object_notify (G_OBJECT (self), "show-marks");
}

/* The words of a text */

static void
text_changed (GtkEditable *entry, PentimentoCanvas *self)
{
  if (get_draw_tool (self) != NULL)
    pentimento_draw_tool_write (get_draw_tool (self), gtk_editable_get_text (entry));
}

static void
end_writing (PentimentoCanvas *self, gboolean keep)
{
  if (get_draw_tool (self) != NULL)
    pentimento_draw_tool_end_writing (get_draw_tool (self), keep);
}

static void
text_entered (PentimentoCanvas *self)
{
  end_writing (self, TRUE);
}

/* By a click somewhere else. */
static void
text_closed (PentimentoCanvas *self)
{
  end_writing (self, TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self));
}

/* Before the popover, which closes with it. */
static gboolean
text_key_pressed (GtkEventControllerKey *controller,
                  guint key,
                  guint code,
                  GdkModifierType state,
                  PentimentoCanvas *self)
{
  if (key != GDK_KEY_Escape)
    return GDK_EVENT_PROPAGATE;
  end_writing (self, FALSE);
  return GDK_EVENT_STOP;
}

static GtkWidget *
create_entry (PentimentoCanvas *self)
{
  GtkWidget *entry = gtk_entry_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_entry_set_placeholder_text (GTK_ENTRY (entry), _ ("Text on the Picture"));
  gtk_entry_set_max_length (GTK_ENTRY (entry), PENTIMENTO_MARK_MOST_LETTERS);
  gtk_editable_set_width_chars (GTK_EDITABLE (entry), 20);
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Text on the picture"), -1);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (text_key_pressed), self);
  gtk_widget_add_controller (entry, keys);
  g_signal_connect (entry, "changed", G_CALLBACK (text_changed), self);
  g_signal_connect_swapped (entry, "activate", G_CALLBACK (text_entered), self);
  return entry;
}

/* Its parent lies in the view as the canvas does, and lays popovers out. */
static GtkPopover *
create_popover (PentimentoCanvas *self)
{
  GtkWidget *popover = gtk_popover_new ();

  gtk_popover_set_child (GTK_POPOVER (popover), create_entry (self));
  gtk_popover_set_position (GTK_POPOVER (popover), GTK_POS_TOP);
  g_signal_connect_swapped (popover, "closed", G_CALLBACK (text_closed), self);
  gtk_widget_set_parent (popover, self->overlay);
  return GTK_POPOVER (popover);
}

static void
ask_for_words (PentimentoCanvas *self)
{
  double scale = pentimento_canvas_get_scale (self);
  g_autofree char *text = g_strdup (pentimento_draw_tool_get_text (get_draw_tool (self)));
  GtkWidget *entry;
  double x, y;

  if (self->text_popover == NULL)
    self->text_popover = create_popover (self);
  entry = gtk_popover_get_child (self->text_popover);
  pentimento_draw_tool_get_place (get_draw_tool (self), &x, &y);
  pentimento_viewport_to_view (&self->viewport, x, y, &x, &y);
  x = CLAMP (x / scale, 0, gtk_widget_get_width (GTK_WIDGET (self)));
  y = CLAMP (y / scale, 0, gtk_widget_get_height (GTK_WIDGET (self)));
  gtk_popover_set_pointing_to (self->text_popover, &(GdkRectangle){ (int)x, (int)y, 1, 1 });
  gtk_editable_set_text (GTK_EDITABLE (entry), text);
  gtk_popover_popup (self->text_popover);
  gtk_widget_grab_focus (entry);
}

static void
writing_changed (PentimentoCanvas *self)
{
  gboolean writing;

  g_object_get (self->tool, "writing", &writing, NULL);
  if (writing)
    ask_for_words (self);
  else if (self->text_popover != NULL)
    gtk_popover_popdown (self->text_popover);
}

/* Who draws wants to see it. The canvas lets go of all that it has connected to a tool. */
static void
tool_changed (PentimentoCanvas *self)
{
  if (self->text_popover != NULL)
    gtk_popover_popdown (self->text_popover);
  if (get_draw_tool (self) == NULL)
    return;
  g_signal_connect_swapped (self->tool, "notify::writing", G_CALLBACK (writing_changed), self);
  pentimento_canvas_set_show_marks (self, TRUE);
}

static void
document_changed (PentimentoCanvas *self)
{
  g_signal_group_set_target (self->drawing_signals,
                             self->document != NULL ? pentimento_document_get_marking (self->document) : NULL);
}

void
pentimento_canvas_dispose_marks (PentimentoCanvas *self)
{
  if (self->text_popover != NULL)
    gtk_widget_unparent (GTK_WIDGET (g_steal_pointer (&self->text_popover)));
  g_clear_object (&self->drawing_signals);
}

void
pentimento_canvas_init_marks (PentimentoCanvas *self)
{
  self->show_marks = TRUE;
  self->drawing_signals = g_signal_group_new (PENTIMENTO_TYPE_MARKING);
  g_signal_group_connect_swapped (self->drawing_signals, "notify::marks", G_CALLBACK (gtk_widget_queue_draw), self);
  g_signal_connect (self, "notify::tool", G_CALLBACK (tool_changed), NULL);
  g_signal_connect (self, "notify::document", G_CALLBACK (document_changed), NULL);
}
