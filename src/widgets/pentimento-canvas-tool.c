/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What is being done to the picture: the canvas shows what the tool would make of it, and lets the tool have the pointer and the keys. */

#include "pentimento-canvas-private.h"

#include <math.h>

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

  self->tool_held = FALSE;
  g_clear_pointer (&self->tool_painted, gsk_render_node_unref);
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
    {
      g_signal_connect_swapped (tool, "changed", G_CALLBACK (tool_changed), self);
      g_signal_connect_swapped (tool, "redraw", G_CALLBACK (gtk_widget_queue_draw), self);
    }
  self->tool_held = FALSE;
  pentimento_canvas_set_comparing (self, FALSE);
  pentimento_canvas_compare_changed (self);
  pentimento_canvas_begin_tool (self);
  tool_changed (self);
  pentimento_canvas_update_cursor (self, FALSE);
  g_object_notify (G_OBJECT (self), "tool");
  pentimento_canvas_notify_can_compare (self);
}

gboolean
pentimento_canvas_can_hold_back_tool (PentimentoCanvas *self)
{
  return self->tool != NULL && get_source (self) != NULL
         && (pentimento_tool_get_keeps_place (self->tool) || pentimento_tool_get_is_overlay (self->tool));
}

/* A preview of another shape, such as before a quarter turn, would be distorted in the place of the one that is still to come. */
static gboolean
is_of_other_shape (PentimentoCanvas *self)
{
  PentimentoPyramid *source = get_source (self);
  int width, height;

  if (source == NULL || !pentimento_canvas_preview_get_is_working (self->preview))
    return FALSE;
  width = pentimento_pyramid_get_width (source, 0);
  height = pentimento_pyramid_get_height (source, 0);
  if (pentimento_canvas_preview_get_painter (self->preview) != NULL)
    pentimento_canvas_preview_get_size (self->preview, &width, &height);
  return fabs (self->viewport.image_width * height - self->viewport.image_height * width)
         > MAX (self->viewport.image_width, self->viewport.image_height) + MAX (width, height);
}

static gboolean
paint_anew (PentimentoCanvas *self, GtkSnapshot *snapshot)
{
  PentimentoCanvasPainter *preview = pentimento_canvas_preview_get_painter (self->preview);
  gboolean held_back = preview == NULL || self->comparing;
  gboolean sharp = pentimento_canvas_painter_paint (held_back ? self->painter : preview, snapshot, &self->viewport,
                                                    self->background);

  if (!self->comparing)
    pentimento_tool_paint (self->tool, snapshot, &self->viewport);
  return sharp;
}

/* What was seen stays for the moment until there is a preview of this shape. */
gboolean
pentimento_canvas_paint_tool (PentimentoCanvas *self, GtkSnapshot *snapshot)
{
  g_autoptr (GtkSnapshot) painted = NULL;
  gboolean sharp = TRUE;

  if (self->tool_painted == NULL || !is_of_other_shape (self))
    {
      painted = gtk_snapshot_new ();
      sharp = paint_anew (self, painted);
      g_clear_pointer (&self->tool_painted, gsk_render_node_unref);
      self->tool_painted = gtk_snapshot_to_node (painted);
    }
  if (self->tool_painted != NULL)
    gtk_snapshot_append_node (snapshot, self->tool_painted);
  return sharp;
}

PentimentoCanvasPainter *
pentimento_canvas_rest_tool (PentimentoCanvas *self)
{
  pentimento_canvas_preview_rest (self->preview, self->viewport.zoom);
  return pentimento_canvas_preview_get_painter (self->preview);
}

/* Input */

const char *
pentimento_canvas_find_tool_cursor (PentimentoCanvas *self)
{
  double x = self->pointer_x, y = self->pointer_y;

  if (self->tool == NULL || !self->pointing || get_source (self) == NULL
      || pentimento_canvas_is_on_controls (self, x, y))
    return NULL;
  pentimento_canvas_to_view (self, &x, &y);
  return pentimento_tool_find_cursor (self->tool, &self->viewport, x, y);
}

/* The other end of a pen takes away, as Alt does. */
static void
feel_hand (PentimentoCanvas *self, GtkGesture *gesture)
{
  GtkEventController *controller = GTK_EVENT_CONTROLLER (gesture);
  GdkModifierType state = gtk_event_controller_get_current_event_state (controller);
  GdkEvent *event = gtk_event_controller_get_current_event (controller);
  GdkDeviceTool *pen = event != NULL ? gdk_event_get_device_tool (event) : NULL;
  double pressure = 1;

  if (pen != NULL && !gdk_event_get_axis (event, GDK_AXIS_PRESSURE, &pressure))
    pressure = 1;
  if (pen != NULL && gdk_device_tool_get_tool_type (pen) == GDK_DEVICE_TOOL_TYPE_ERASER)
    state |= GDK_ALT_MASK;
  pentimento_tool_set_hand (self->tool, state, pressure);
}

static void
drag_begun (GtkGestureDrag *gesture, double x, double y, PentimentoCanvas *self)
{
  if (self->tool != NULL && !self->space_held && get_source (self) != NULL
      && !pentimento_canvas_is_on_controls (self, x, y))
    {
      pentimento_canvas_to_view (self, &x, &y);
      feel_hand (self, GTK_GESTURE (gesture));
      self->tool_held = pentimento_tool_press (self->tool, &self->viewport, x, y);
    }
  gtk_gesture_set_state (GTK_GESTURE (gesture),
                         self->tool_held ? GTK_EVENT_SEQUENCE_CLAIMED : GTK_EVENT_SEQUENCE_DENIED);
  if (!self->tool_held)
    return;
  gtk_widget_grab_focus (GTK_WIDGET (self));
  /* The gestures that have lost the hand have taken the cursor away. */
  pentimento_canvas_update_cursor (self, FALSE);
}

static void
dragged (GtkGestureDrag *gesture, double x, double y, PentimentoCanvas *self)
{
  double start_x, start_y;

  if (!self->tool_held || !gtk_gesture_drag_get_start_point (gesture, &start_x, &start_y))
    return;
  x += start_x;
  y += start_y;
  pentimento_canvas_to_view (self, &x, &y);
  feel_hand (self, GTK_GESTURE (gesture));
  pentimento_tool_drag (self->tool, &self->viewport, x, y);
}

/* Also told of where nothing was taken, and where the tool has gone meanwhile. */
static void
drag_ended (GtkGestureDrag *gesture, double x, double y, PentimentoCanvas *self)
{
  if (!self->tool_held)
    return;
  self->tool_held = FALSE;
  pentimento_tool_release (self->tool);
  pentimento_canvas_update_cursor (self, FALSE);
}

static void
moved (GtkEventControllerMotion *controller, double x, double y, PentimentoCanvas *self)
{
  if (self->tool == NULL)
    return;
  if (!self->space_held && !self->tool_held)
    pentimento_canvas_update_cursor (self, FALSE);
  pentimento_canvas_to_view (self, &x, &y);
  pentimento_tool_point (self->tool, &self->viewport, x, y);
}

static void
left (GtkEventControllerMotion *controller, PentimentoCanvas *self)
{
  if (self->tool != NULL)
    pentimento_tool_point (self->tool, &self->viewport, NAN, NAN);
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
  /* Before those of the canvas, but not those of what lies on it. */
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_TARGET);
  g_signal_connect (drag, "drag-begin", G_CALLBACK (drag_begun), self);
  g_signal_connect (drag, "drag-update", G_CALLBACK (dragged), self);
  g_signal_connect (drag, "drag-end", G_CALLBACK (drag_ended), self);
  g_signal_connect (motion, "motion", G_CALLBACK (moved), self);
  g_signal_connect (motion, "leave", G_CALLBACK (left), self);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_pressed), self);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (drag));
  gtk_widget_add_controller (widget, motion);
  gtk_widget_add_controller (widget, keys);
}
