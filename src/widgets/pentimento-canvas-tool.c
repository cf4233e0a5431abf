/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What is being done to the picture: the canvas shows what the tool would make of it, and lets the tool have the pointer and the keys. */

#include "pentimento-canvas-private.h"

static PentimentoPyramid *
get_source (PentimentoCanvas *self)
{
  return pentimento_canvas_painter_get_pyramid (self->painter);
}

/* A picture of another size in the place of this one: what was in the middle stays there, and all of it is seen where all of it was. */
static void
follow_size (PentimentoCanvas *self, int width, int height)
{
  PentimentoViewport *viewport = &self->viewport;
  double x, y;

  if (viewport->fitted)
    {
      pentimento_viewport_set_image (viewport, width, height);
      return;
    }
  pentimento_viewport_to_image (viewport, viewport->view_width / 2, viewport->view_height / 2, &x, &y);
  x *= width / viewport->image_width;
  y *= height / viewport->image_height;
  viewport->image_width = width;
  viewport->image_height = height;
  pentimento_viewport_centre (viewport, x, y);
}

static void
tool_changed (PentimentoCanvas *self)
{
  PentimentoPyramid *source = get_source (self);
  g_autoptr (PentimentoRecipe) recipe = NULL;
  int width, height;

  if (source == NULL)
    return;
  if (self->tool != NULL)
    recipe = pentimento_tool_create_preview (self->tool);
  width = pentimento_pyramid_get_width (source, 0);
  height = pentimento_pyramid_get_height (source, 0);
  if (recipe != NULL)
    pentimento_recipe_get_size (recipe, &width, &height);
  if (width != self->viewport.image_width || height != self->viewport.image_height)
    follow_size (self, width, height);
  pentimento_canvas_preview_set_recipe (self->preview, recipe, self->viewport.zoom);
  pentimento_canvas_view_changed (self);
}

void
pentimento_canvas_begin_tool (PentimentoCanvas *self)
{
  PentimentoPyramid *source = get_source (self);

  pentimento_canvas_preview_set_source (self->preview, source);
  if (self->tool != NULL && source != NULL)
    pentimento_tool_begin (self->tool, pentimento_pyramid_get_width (source, 0),
                           pentimento_pyramid_get_height (source, 0));
}

PentimentoTool *
pentimento_canvas_get_tool (PentimentoCanvas *self)
{
  return self->tool;
}

void
pentimento_canvas_set_tool (PentimentoCanvas *self, PentimentoTool *tool)
{
  if (self->tool == tool)
    return;
  if (self->tool != NULL)
    g_signal_handlers_disconnect_by_data (self->tool, self);
  g_set_object (&self->tool, tool);
  if (tool != NULL)
    g_signal_connect_swapped (tool, "changed", G_CALLBACK (tool_changed), self);
  gtk_widget_set_cursor (GTK_WIDGET (self), NULL);
  pentimento_canvas_set_comparing (self, FALSE);
  pentimento_canvas_compare_changed (self);
  pentimento_canvas_begin_tool (self);
  tool_changed (self);
  g_object_notify (G_OBJECT (self), "tool");
}

gboolean
pentimento_canvas_paint_tool (PentimentoCanvas *self, GtkSnapshot *snapshot)
{
  PentimentoCanvasPainter *preview = pentimento_canvas_preview_get_painter (self->preview);
  gboolean sharp = pentimento_canvas_painter_paint (preview != NULL ? preview : self->painter, snapshot,
                                                    &self->viewport, self->background);

  pentimento_tool_paint (self->tool, snapshot, &self->viewport);
  return sharp;
}

PentimentoCanvasPainter *
pentimento_canvas_rest_tool (PentimentoCanvas *self)
{
  pentimento_canvas_preview_rest (self->preview, self->viewport.zoom);
  return pentimento_canvas_preview_get_painter (self->preview);
}

/* Input */

static void
drag_begun (GtkGestureDrag *gesture, double x, double y, PentimentoCanvas *self)
{
  gboolean taken = FALSE;

  if (self->tool != NULL && !self->space_held && get_source (self) != NULL)
    {
      pentimento_canvas_to_view (self, &x, &y);
      taken = pentimento_tool_press (self->tool, &self->viewport, x, y);
    }
  gtk_gesture_set_state (GTK_GESTURE (gesture), taken ? GTK_EVENT_SEQUENCE_CLAIMED : GTK_EVENT_SEQUENCE_DENIED);
  if (taken)
    gtk_widget_grab_focus (GTK_WIDGET (self));
}

static void
dragged (GtkGestureDrag *gesture, double x, double y, PentimentoCanvas *self)
{
  double start_x, start_y;

  if (self->tool == NULL || !gtk_gesture_drag_get_start_point (gesture, &start_x, &start_y))
    return;
  x += start_x;
  y += start_y;
  pentimento_canvas_to_view (self, &x, &y);
  pentimento_tool_drag (self->tool, &self->viewport, x, y);
}

static void
drag_ended (GtkGestureDrag *gesture, double x, double y, PentimentoCanvas *self)
{
  if (self->tool != NULL)
    pentimento_tool_release (self->tool);
}

static void
moved (GtkEventControllerMotion *controller, double x, double y, PentimentoCanvas *self)
{
  if (self->tool == NULL || self->space_held)
    return;
  pentimento_canvas_to_view (self, &x, &y);
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self), pentimento_tool_find_cursor (self->tool, &self->viewport, x, y));
}

static gboolean
key_pressed (GtkEventControllerKey *controller, guint key, guint code, GdkModifierType state, PentimentoCanvas *self)
{
  return self->tool != NULL && get_source (self) != NULL && pentimento_tool_key (self->tool, key, state);
}

void
pentimento_canvas_init_tool (PentimentoCanvas *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  GtkGesture *drag = gtk_gesture_drag_new ();
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->preview = pentimento_canvas_preview_new (self->tiles);
  g_signal_connect_swapped (self->preview, "changed", G_CALLBACK (pentimento_canvas_view_changed), self);
  /* Before the gestures that move the picture. */
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (drag), GTK_PHASE_CAPTURE);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (drag, "drag-begin", G_CALLBACK (drag_begun), self);
  g_signal_connect (drag, "drag-update", G_CALLBACK (dragged), self);
  g_signal_connect (drag, "drag-end", G_CALLBACK (drag_ended), self);
  g_signal_connect (motion, "motion", G_CALLBACK (moved), self);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_pressed), self);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (drag));
  gtk_widget_add_controller (widget, motion);
  gtk_widget_add_controller (widget, keys);
}
