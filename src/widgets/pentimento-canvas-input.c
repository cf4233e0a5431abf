/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How the canvas is moved and zoomed: actions and their keys, wheel, drag and pinch. */

#include "pentimento-canvas-private.h"

#include <math.h>

/* Two steps double the zoom. */
#define ZOOM_STEP G_SQRT2

/* A wheel's click is a third of a doubling: fine enough to aim, coarse enough to get somewhere. */
#define WHEEL_STEP 1.26

/* How much of the view an arrow key moves it. */
#define PAN_STEP 0.1

/* A touchpad's travel is in logical pixels; this many are one click of a wheel, as in GTK's own conversion for surfaces. */
#define TRAVEL_PER_CLICK 30.0

void
pentimento_canvas_zoom_at (PentimentoCanvas *self, double zoom, double x, double y)
{
  if (pentimento_canvas_get_shown_pixels (self) == NULL)
    return;

  pentimento_canvas_to_view (self, &x, &y);
  pentimento_viewport_zoom_at (&self->viewport, zoom, x, y);
  pentimento_canvas_view_changed (self);
}

static void
zoom_at_middle (PentimentoCanvas *self, double zoom)
{
  if (pentimento_canvas_get_shown_pixels (self) == NULL)
    return;

  pentimento_viewport_zoom_at (&self->viewport, zoom, self->viewport.view_width / 2, self->viewport.view_height / 2);
  pentimento_canvas_view_changed (self);
}

static void
zoom_in (GtkWidget *widget, const char *name, GVariant *parameter)
{
  PentimentoCanvas *self = PENTIMENTO_CANVAS (widget);

  zoom_at_middle (self, self->viewport.zoom * ZOOM_STEP);
}

static void
zoom_out (GtkWidget *widget, const char *name, GVariant *parameter)
{
  PentimentoCanvas *self = PENTIMENTO_CANVAS (widget);

  zoom_at_middle (self, self->viewport.zoom / ZOOM_STEP);
}

static void
zoom_to (GtkWidget *widget, const char *name, GVariant *parameter)
{
  zoom_at_middle (PENTIMENTO_CANVAS (widget), g_variant_get_double (parameter));
}

static void
fit (GtkWidget *widget, const char *name, GVariant *parameter)
{
  PentimentoCanvas *self = PENTIMENTO_CANVAS (widget);

  pentimento_viewport_fit (&self->viewport);
  pentimento_canvas_view_changed (self);
}

static void
scroll_by (PentimentoCanvas *self, double x, double y)
{
  double scale = pentimento_canvas_get_scale (self);

  pentimento_viewport_scroll (&self->viewport, x * scale, y * scale);
  pentimento_canvas_view_changed (self);
}

static void
pan (GtkWidget *widget, const char *name, GVariant *parameter)
{
  double x, y;

  g_variant_get (parameter, "(dd)", &x, &y);
  scroll_by (PENTIMENTO_CANVAS (widget), x * gtk_widget_get_width (widget), y * gtk_widget_get_height (widget));
}

static void
bind_pan (GtkWidgetClass *widget_class, guint key, guint keypad_key, double x, double y)
{
  gtk_widget_class_add_binding_action (widget_class, key, 0, "canvas.pan", "(dd)", x, y);
  gtk_widget_class_add_binding_action (widget_class, keypad_key, 0, "canvas.pan", "(dd)", x, y);
}

void
pentimento_canvas_install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "canvas.zoom-in", NULL, zoom_in);
  gtk_widget_class_install_action (widget_class, "canvas.zoom-out", NULL, zoom_out);
  gtk_widget_class_install_action (widget_class, "canvas.zoom-to", "d", zoom_to);
  gtk_widget_class_install_action (widget_class, "canvas.fit", NULL, fit);
  gtk_widget_class_install_action (widget_class, "canvas.pan", "(dd)", pan);

  bind_pan (widget_class, GDK_KEY_Left, GDK_KEY_KP_Left, -PAN_STEP, 0);
  bind_pan (widget_class, GDK_KEY_Right, GDK_KEY_KP_Right, PAN_STEP, 0);
  bind_pan (widget_class, GDK_KEY_Up, GDK_KEY_KP_Up, 0, -PAN_STEP);
  bind_pan (widget_class, GDK_KEY_Down, GDK_KEY_KP_Down, 0, PAN_STEP);
  bind_pan (widget_class, GDK_KEY_Page_Up, GDK_KEY_KP_Page_Up, 0, -0.9);
  bind_pan (widget_class, GDK_KEY_Page_Down, GDK_KEY_KP_Page_Down, 0, 0.9);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "win.compare", "s", "none");
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_plus, 0, "canvas.zoom-in", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_minus, 0, "canvas.zoom-out", NULL);
}

static void
add_shortcut (GtkShortcutController *shortcuts, const char *trigger, const char *action, GVariant *arguments)
{
  GtkShortcut *shortcut = gtk_shortcut_new (gtk_shortcut_trigger_parse_string (trigger), gtk_named_action_new (action));

  gtk_shortcut_set_arguments (shortcut, arguments);
  gtk_shortcut_controller_add_shortcut (shortcuts, shortcut);
}

/* The keys that work wherever the focus is in the window. */
static void
add_shortcuts (PentimentoCanvas *self)
{
  GtkEventController *controller = gtk_shortcut_controller_new ();
  GtkShortcutController *shortcuts = GTK_SHORTCUT_CONTROLLER (controller);

  gtk_shortcut_controller_set_scope (shortcuts, GTK_SHORTCUT_SCOPE_GLOBAL);
  add_shortcut (shortcuts, "<Control>plus|<Control>equal|<Control>KP_Add", "canvas.zoom-in", NULL);
  add_shortcut (shortcuts, "<Control>minus|<Control>KP_Subtract", "canvas.zoom-out", NULL);
  add_shortcut (shortcuts, "<Control>0|<Control>KP_0", "canvas.fit", NULL);
  add_shortcut (shortcuts, "<Control>1|<Control>KP_1", "canvas.zoom-to", g_variant_new_double (1));
  gtk_widget_add_controller (GTK_WIDGET (self), controller);
}

static void
moved (GtkEventControllerMotion *controller, double x, double y, PentimentoCanvas *self)
{
  self->pointer_x = x;
  self->pointer_y = y;
}

static gboolean
scrolled (GtkEventControllerScroll *controller, double x, double y, PentimentoCanvas *self)
{
  GdkModifierType state = gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (controller));
  gboolean wheel = gtk_event_controller_scroll_get_unit (controller) == GDK_SCROLL_UNIT_WHEEL;

  if ((state & GDK_SHIFT_MASK) != 0 && x == 0)
    scroll_by (self, y * (wheel ? gtk_widget_get_width (GTK_WIDGET (self)) * PAN_STEP : 1), 0);
  else if (wheel || (state & GDK_CONTROL_MASK) != 0)
    pentimento_canvas_zoom_at (self, self->viewport.zoom * pow (WHEEL_STEP, wheel ? -y : -y / TRAVEL_PER_CLICK),
                               self->pointer_x, self->pointer_y);
  else
    scroll_by (self, x, y);
  return GDK_EVENT_STOP;
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
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self), "grabbing");
}

static void
dragged (GtkGestureDrag *gesture, double x, double y, PentimentoCanvas *self)
{
  scroll_by (self, self->drag_x - x, self->drag_y - y);
  self->drag_x = x;
  self->drag_y = y;
}

static void
drag_ended (GtkGestureDrag *gesture, double x, double y, PentimentoCanvas *self)
{
  gtk_widget_set_cursor (GTK_WIDGET (self), NULL);
}

static void
pinch_begun (GtkGesture *gesture, GdkEventSequence *sequence, PentimentoCanvas *self)
{
  self->pinch_zoom = self->viewport.zoom;
}

static void
pinched (GtkGestureZoom *gesture, double factor, PentimentoCanvas *self)
{
  double x, y;

  if (gtk_gesture_get_bounding_box_center (GTK_GESTURE (gesture), &x, &y))
    pentimento_canvas_zoom_at (self, self->pinch_zoom * factor, x, y);
}

void
pentimento_canvas_add_controllers (PentimentoCanvas *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkEventController *scroll = gtk_event_controller_scroll_new (GTK_EVENT_CONTROLLER_SCROLL_BOTH_AXES);
  GtkGesture *drag = gtk_gesture_drag_new ();
  GtkGesture *pinch = gtk_gesture_zoom_new ();

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (drag), 0);
  g_signal_connect (motion, "enter", G_CALLBACK (moved), self);
  g_signal_connect (motion, "motion", G_CALLBACK (moved), self);
  g_signal_connect (scroll, "scroll", G_CALLBACK (scrolled), self);
  g_signal_connect (drag, "drag-begin", G_CALLBACK (drag_begun), self);
  g_signal_connect (drag, "drag-update", G_CALLBACK (dragged), self);
  g_signal_connect (drag, "drag-end", G_CALLBACK (drag_ended), self);
  g_signal_connect (pinch, "begin", G_CALLBACK (pinch_begun), self);
  g_signal_connect (pinch, "scale-changed", G_CALLBACK (pinched), self);

  gtk_widget_add_controller (widget, motion);
  gtk_widget_add_controller (widget, scroll);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (drag));
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (pinch));
  add_shortcuts (self);
}
