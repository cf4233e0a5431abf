/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What fingers and held buttons do to the canvas: drag, flick, double click, pinch and turn. */

#include "pentimento-canvas-private.h"

#include <math.h>

/* Two fingers that only come closer turn by a few degrees without meaning to. */
#define UNMEANT_DEGREES 6.0

/* A fitted picture that is let go of at no more than this much of its size was to be turned, not zoomed. */
#define UNMEANT_ZOOM 1.1

void
pentimento_canvas_update_cursor (PentimentoCanvas *self, gboolean dragging)
{
  const char *name = dragging ? "grabbing" : self->space_held ? "grab" : pentimento_canvas_find_tool_cursor (self);

  gtk_widget_set_cursor_from_name (GTK_WIDGET (self), name);
}

static void
pressed (GtkGesture *gesture, GdkEventSequence *sequence, PentimentoCanvas *self)
{
  pentimento_canvas_stop_moving (self);
}

static void
drag_begun (GtkGestureDrag *gesture, double x, double y, PentimentoCanvas *self)
{
  guint button = gtk_gesture_single_get_current_button (GTK_GESTURE_SINGLE (gesture));

  if (pentimento_canvas_get_shown_pixels (self) == NULL
      || (button != GDK_BUTTON_PRIMARY && button != GDK_BUTTON_MIDDLE))
    {
      gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_DENIED);
      return;
    }
  self->drag_x = self->drag_y = 0;
  gtk_widget_grab_focus (GTK_WIDGET (self));
  pentimento_canvas_update_cursor (self, TRUE);
}

/* Before anything that lies on the picture, and whatever a drag does otherwise: with space held, it moves the picture. */
static void
grab_begun (GtkGestureDrag *gesture, double x, double y, PentimentoCanvas *self)
{
  gtk_gesture_set_state (GTK_GESTURE (gesture),
                         self->space_held ? GTK_EVENT_SEQUENCE_CLAIMED : GTK_EVENT_SEQUENCE_DENIED);
  if (self->space_held)
    drag_begun (gesture, x, y, self);
}

static void
dragged (GtkGestureDrag *gesture, double x, double y, PentimentoCanvas *self)
{
  pentimento_canvas_scroll (self, self->drag_x - x, self->drag_y - y);
  self->drag_x = x;
  self->drag_y = y;
}

static void
drag_ended (GtkGesture *gesture, GdkEventSequence *sequence, PentimentoCanvas *self)
{
  pentimento_canvas_update_cursor (self, FALSE);
}

/* The view goes on against the finger's way, as it does under it. */
static void
swiped (GtkGestureSwipe *gesture, double velocity_x, double velocity_y, PentimentoCanvas *self)
{
  if (pentimento_canvas_get_shown_pixels (self) != NULL)
    pentimento_canvas_start_glide (self, -velocity_x, -velocity_y);
}

void
pentimento_canvas_toggle_fit (PentimentoCanvas *self, double x, double y)
{
  if (self->viewport.fitted)
    pentimento_canvas_zoom_at (self, 1, x, y);
  else
    gtk_widget_activate_action (GTK_WIDGET (self), "canvas.fit", NULL);
}

static gboolean
is_within (GtkWidget *widget, gpointer ancestor)
{
  return widget == ancestor || gtk_widget_is_ancestor (widget, ancestor);
}

gboolean
pentimento_canvas_is_on_controls (PentimentoCanvas *self, double x, double y)
{
  GtkWidget *picked = gtk_widget_pick (GTK_WIDGET (self), x, y, GTK_PICK_DEFAULT);

  return picked != NULL && (is_within (picked, self->zoom_bar) || is_within (picked, self->navigator));
}

static void
clicked (GtkGestureClick *gesture, int n_times, double x, double y, PentimentoCanvas *self)
{
  if (n_times == 2 && !pentimento_canvas_is_on_controls (self, x, y))
    pentimento_canvas_toggle_fit (self, x, y);
}

void
pentimento_canvas_pinch_begin (PentimentoCanvas *self, double x, double y)
{
  pentimento_canvas_stop_moving (self);
  pentimento_canvas_to_view (self, &x, &y);
  self->pinch_from = self->viewport;
  self->pinch_x = x;
  self->pinch_y = y;
}

static double
drop_unmeant (double angle)
{
  return fabs (angle) <= UNMEANT_DEGREES ? 0 : angle - copysign (UNMEANT_DEGREES, angle);
}

/* From where they came each time, so that what the edges push away on the way comes back. */
void
pentimento_canvas_pinch (PentimentoCanvas *self, double x, double y, double factor, double angle)
{
  PentimentoViewport viewport = self->pinch_from;

  if (pentimento_canvas_get_shown_pixels (self) == NULL)
    return;

  pentimento_canvas_to_view (self, &x, &y);
  pentimento_viewport_turn_at (&viewport, viewport.angle + drop_unmeant (angle), self->pinch_x, self->pinch_y);
  pentimento_viewport_zoom_at (&viewport, viewport.zoom * factor, self->pinch_x, self->pinch_y);
  pentimento_viewport_scroll (&viewport, self->pinch_x - x, self->pinch_y - y);
  self->viewport = viewport;
  pentimento_canvas_view_changed (self);
}

void
pentimento_canvas_pinch_end (PentimentoCanvas *self)
{
  PentimentoViewport *viewport = &self->viewport;
  double angle = pentimento_viewport_get_nearest_quarter (viewport);

  if (viewport->angle == self->pinch_from.angle)
    return;

  if (self->pinch_from.fitted && viewport->zoom <= pentimento_viewport_get_fit_zoom (viewport) * UNMEANT_ZOOM)
    pentimento_viewport_fit (viewport);
  pentimento_canvas_turn_to (self, angle);
}

static void
pinch_begun (GtkGesture *gesture, GdkEventSequence *sequence, PentimentoCanvas *self)
{
  double x, y;

  if (gtk_gesture_get_bounding_box_center (gesture, &x, &y))
    pentimento_canvas_pinch_begin (self, x, y);
}

static void
pinched (GtkGesture *gesture, GdkEventSequence *sequence, PentimentoCanvas *self)
{
  double x, y;

  if (gtk_gesture_is_recognized (self->pinch) && gtk_gesture_get_bounding_box_center (gesture, &x, &y))
    pentimento_canvas_pinch (self, x, y, gtk_gesture_zoom_get_scale_delta (GTK_GESTURE_ZOOM (self->pinch)),
                             gtk_gesture_rotate_get_angle_delta (GTK_GESTURE_ROTATE (self->rotation)) * 180 / G_PI);
}

static void
pinch_ended (GtkGesture *gesture, GdkEventSequence *sequence, PentimentoCanvas *self)
{
  pentimento_canvas_pinch_end (self);
}

static void
set_space_held (PentimentoCanvas *self, gboolean held)
{
  if (self->space_held == held)
    return;

  self->space_held = held;
  pentimento_canvas_update_cursor (self, FALSE);
}

static gboolean
key_pressed (GtkEventControllerKey *controller, guint key, guint code, GdkModifierType state, PentimentoCanvas *self)
{
  if (key != GDK_KEY_space || (state & gtk_accelerator_get_default_mod_mask ()) != 0)
    return GDK_EVENT_PROPAGATE;

  set_space_held (self, TRUE);
  return GDK_EVENT_STOP;
}

static void
key_released (GtkEventControllerKey *controller, guint key, guint code, GdkModifierType state, PentimentoCanvas *self)
{
  if (key == GDK_KEY_space)
    set_space_held (self, FALSE);
}

static void
focus_left (GtkEventControllerFocus *controller, PentimentoCanvas *self)
{
  set_space_held (self, FALSE);
}

static void
add_drag (PentimentoCanvas *self, GtkPropagationPhase phase, GCallback begun)
{
  GtkGesture *drag = gtk_gesture_drag_new ();

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (drag), 0);
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (drag), phase);
  g_signal_connect (drag, "begin", G_CALLBACK (pressed), self);
  g_signal_connect (drag, "drag-begin", begun, self);
  g_signal_connect (drag, "drag-update", G_CALLBACK (dragged), self);
  g_signal_connect (drag, "end", G_CALLBACK (drag_ended), self);
  g_signal_connect (drag, "cancel", G_CALLBACK (drag_ended), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drag));
}

static void
add_pinch (PentimentoCanvas *self)
{
  self->pinch = gtk_gesture_zoom_new ();
  self->rotation = gtk_gesture_rotate_new ();
  g_signal_connect (self->pinch, "begin", G_CALLBACK (pinch_begun), self);
  g_signal_connect (self->pinch, "end", G_CALLBACK (pinch_ended), self);
  g_signal_connect (self->rotation, "update", G_CALLBACK (pinched), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (self->pinch));
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (self->rotation));
  gtk_gesture_group (self->rotation, self->pinch);
}

static void
add_keys (PentimentoCanvas *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();

  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_pressed), self);
  g_signal_connect (keys, "key-released", G_CALLBACK (key_released), self);
  g_signal_connect (focus, "leave", G_CALLBACK (focus_left), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  gtk_widget_add_controller (GTK_WIDGET (self), focus);
}

void
pentimento_canvas_add_gestures (PentimentoCanvas *self)
{
  GtkGesture *swipe = gtk_gesture_swipe_new ();
  GtkGesture *click = gtk_gesture_click_new ();

  add_drag (self, GTK_PHASE_CAPTURE, G_CALLBACK (grab_begun));
  add_drag (self, GTK_PHASE_BUBBLE, G_CALLBACK (drag_begun));
  add_pinch (self);
  add_keys (self);
  gtk_gesture_single_set_touch_only (GTK_GESTURE_SINGLE (swipe), TRUE);
  g_signal_connect (swipe, "swipe", G_CALLBACK (swiped), self);
  g_signal_connect (click, "pressed", G_CALLBACK (clicked), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (swipe));
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
}
