/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How the canvas is moved, zoomed and turned: actions and their keys, pointer and wheel. Its gestures are in a file of their own. */

#include "pentimento-canvas-private.h"

#include <math.h>

/* Two steps double the zoom. */
#define ZOOM_STEP G_SQRT2

/* A wheel's click is a third of a doubling: fine enough to aim, coarse enough to get somewhere. */
#define WHEEL_STEP 1.26

/* How much of the view an arrow key moves it. */
#define PAN_STEP 0.1

/* A page keeps a tenth, so that the eye finds its place again. */
#define PAGE_STEP 0.9

/* To the picture's edge: more views than any picture is long. */
#define TO_THE_END 1e6

/* A touchpad's travel is in logical pixels; this many are one click of a wheel, as in GTK's own conversion for surfaces. */
#define TRAVEL_PER_CLICK 30.0

void
pentimento_canvas_zoom_at (PentimentoCanvas *self, double zoom, double x, double y)
{
  if (pentimento_canvas_get_shown_pixels (self) == NULL)
    return;

  pentimento_canvas_stop_moving (self);
  pentimento_canvas_to_view (self, &x, &y);
  pentimento_viewport_zoom_at (&self->viewport, zoom, x, y);
  pentimento_canvas_view_changed (self);
}

static void
zoom_at_middle (PentimentoCanvas *self, double zoom)
{
  pentimento_canvas_stop_moving (self);
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

  pentimento_canvas_stop_moving (self);
  pentimento_viewport_fit (&self->viewport);
  pentimento_canvas_view_changed (self);
}

static void
fill (GtkWidget *widget, const char *name, GVariant *parameter)
{
  PentimentoCanvas *self = PENTIMENTO_CANVAS (widget);

  pentimento_canvas_stop_moving (self);
  pentimento_viewport_fill (&self->viewport);
  pentimento_canvas_view_changed (self);
}

/* By parts of the view, in whole pixels. */
static void
pan_by (PentimentoCanvas *self, double x, double y)
{
  pentimento_canvas_stop_moving (self);
  pentimento_viewport_scroll (&self->viewport, round (x * self->viewport.view_width),
                              round (y * self->viewport.view_height));
  pentimento_canvas_view_changed (self);
}

static void
pan (GtkWidget *widget, const char *name, GVariant *parameter)
{
  double x, y;

  g_variant_get (parameter, "(dd)", &x, &y);
  pan_by (PENTIMENTO_CANVAS (widget), x, y);
}

static void
look_at (GtkWidget *widget, const char *name, GVariant *parameter)
{
  PentimentoCanvas *self = PENTIMENTO_CANVAS (widget);
  double x, y;

  g_variant_get (parameter, "(dd)", &x, &y);
  pentimento_canvas_stop_moving (self);
  pentimento_viewport_centre (&self->viewport, x, y);
  pentimento_canvas_view_changed (self);
}

static void
rotate_view (GtkWidget *widget, const char *name, GVariant *parameter)
{
  PentimentoCanvas *self = PENTIMENTO_CANVAS (widget);

  pentimento_canvas_turn_to (self, pentimento_canvas_get_angle (self) + g_variant_get_int32 (parameter) * 90);
}

static void
reset_rotation (GtkWidget *widget, const char *name, GVariant *parameter)
{
  PentimentoCanvas *self = PENTIMENTO_CANVAS (widget);

  pentimento_canvas_turn_to (self, pentimento_canvas_get_angle (self) > 180 ? 360 : 0);
}

static const struct {
  const char *name;
  const char *parameter;
  GtkWidgetActionActivateFunc activate;
} actions[] = {
  { "canvas.zoom-in", NULL, zoom_in },
  { "canvas.zoom-out", NULL, zoom_out },
  { "canvas.zoom-to", "d", zoom_to },
  { "canvas.fit", NULL, fit },
  { "canvas.fill", NULL, fill },
  { "canvas.pan", "(dd)", pan },
  { "canvas.look-at", "(dd)", look_at },
  { "canvas.rotate-view", "i", rotate_view },
  { "canvas.reset-rotation", NULL, reset_rotation },
};

/* Once for each picture that comes or goes: a view changes with each frame. */
void
pentimento_canvas_update_actions (PentimentoCanvas *self)
{
  gboolean usable = pentimento_canvas_get_shown_pixels (self) != NULL;

  if (self->usable == usable)
    return;

  self->usable = usable;
  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_action_set_enabled (GTK_WIDGET (self), actions[i].name, usable);
}

static void
bind_pan (GtkWidgetClass *widget_class, guint key, guint keypad_key, GdkModifierType state, double x, double y)
{
  gtk_widget_class_add_binding_action (widget_class, key, state, "canvas.pan", "(dd)", x, y);
  gtk_widget_class_add_binding_action (widget_class, keypad_key, state, "canvas.pan", "(dd)", x, y);
}

/* As in GTK's scrolled windows: up and down, and with Ctrl to the sides. */
static void
bind_pans (GtkWidgetClass *widget_class)
{
  bind_pan (widget_class, GDK_KEY_Left, GDK_KEY_KP_Left, 0, -PAN_STEP, 0);
  bind_pan (widget_class, GDK_KEY_Right, GDK_KEY_KP_Right, 0, PAN_STEP, 0);
  bind_pan (widget_class, GDK_KEY_Up, GDK_KEY_KP_Up, 0, 0, -PAN_STEP);
  bind_pan (widget_class, GDK_KEY_Down, GDK_KEY_KP_Down, 0, 0, PAN_STEP);
  bind_pan (widget_class, GDK_KEY_Page_Up, GDK_KEY_KP_Page_Up, 0, 0, -PAGE_STEP);
  bind_pan (widget_class, GDK_KEY_Page_Down, GDK_KEY_KP_Page_Down, 0, 0, PAGE_STEP);
  bind_pan (widget_class, GDK_KEY_Page_Up, GDK_KEY_KP_Page_Up, GDK_CONTROL_MASK, -PAGE_STEP, 0);
  bind_pan (widget_class, GDK_KEY_Page_Down, GDK_KEY_KP_Page_Down, GDK_CONTROL_MASK, PAGE_STEP, 0);
  bind_pan (widget_class, GDK_KEY_Home, GDK_KEY_KP_Home, 0, 0, -TO_THE_END);
  bind_pan (widget_class, GDK_KEY_End, GDK_KEY_KP_End, 0, 0, TO_THE_END);
  bind_pan (widget_class, GDK_KEY_Home, GDK_KEY_KP_Home, GDK_CONTROL_MASK, -TO_THE_END, 0);
  bind_pan (widget_class, GDK_KEY_End, GDK_KEY_KP_End, GDK_CONTROL_MASK, TO_THE_END, 0);
}

void
pentimento_canvas_install_actions (GtkWidgetClass *widget_class)
{
  const guint zoom_in_keys[] = { GDK_KEY_plus, GDK_KEY_equal, GDK_KEY_KP_Add };
  const guint zoom_out_keys[] = { GDK_KEY_minus, GDK_KEY_KP_Subtract };

  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_class_install_action (widget_class, actions[i].name, actions[i].parameter, actions[i].activate);
  for (guint i = 0; i < G_N_ELEMENTS (zoom_in_keys); i++)
    gtk_widget_class_add_binding_action (widget_class, zoom_in_keys[i], 0, "canvas.zoom-in", NULL);
  for (guint i = 0; i < G_N_ELEMENTS (zoom_out_keys); i++)
    gtk_widget_class_add_binding_action (widget_class, zoom_out_keys[i], 0, "canvas.zoom-out", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "win.leave", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Return, 0, "win.apply-tool", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_KP_Enter, 0, "win.apply-tool", NULL);
  bind_pans (widget_class);
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
  add_shortcut (shortcuts, "<Control>2|<Control>KP_2", "canvas.zoom-to", g_variant_new_double (2));
  add_shortcut (shortcuts, "<Control>9|<Control>KP_9", "canvas.fill", NULL);
  add_shortcut (shortcuts, "<Control>r", "canvas.rotate-view", g_variant_new_int32 (1));
  add_shortcut (shortcuts, "<Control><Shift>r", "canvas.rotate-view", g_variant_new_int32 (-1));
  gtk_widget_add_controller (GTK_WIDGET (self), controller);
}

static void
moved (GtkEventControllerMotion *controller, double x, double y, PentimentoCanvas *self)
{
  self->pointing = TRUE;
  self->pointer_x = x;
  self->pointer_y = y;
  pentimento_canvas_update_status (self);
}

static void
left (GtkEventControllerMotion *controller, PentimentoCanvas *self)
{
  self->pointing = FALSE;
  pentimento_canvas_update_status (self);
}

/* The wheel zooms, as in most viewers; two fingers on a touchpad move, and zoom with Ctrl. */
static gboolean
is_to_zoom (GtkEventController *controller)
{
  GtkEventControllerScroll *scroll = GTK_EVENT_CONTROLLER_SCROLL (controller);

  return gtk_event_controller_scroll_get_unit (scroll) == GDK_SCROLL_UNIT_WHEEL
         || (gtk_event_controller_get_current_event_state (controller) & GDK_CONTROL_MASK) != 0;
}

static gboolean
scrolled (GtkEventController *controller, double x, double y, PentimentoCanvas *self)
{
  GtkEventControllerScroll *scroll = GTK_EVENT_CONTROLLER_SCROLL (controller);
  gboolean wheel = gtk_event_controller_scroll_get_unit (scroll) == GDK_SCROLL_UNIT_WHEEL;
  gboolean shifted = (gtk_event_controller_get_current_event_state (controller) & GDK_SHIFT_MASK) != 0;

  pentimento_canvas_stop_moving (self);
  if (wheel && (shifted || y == 0))
    pan_by (self, (x + y) * PAN_STEP, 0);
  else if (is_to_zoom (controller))
    pentimento_canvas_zoom_at (self, self->viewport.zoom * pow (WHEEL_STEP, wheel ? -y : -y / TRAVEL_PER_CLICK),
                               self->pointer_x, self->pointer_y);
  else if (shifted && x == 0)
    pentimento_canvas_scroll (self, y, 0);
  else
    pentimento_canvas_scroll (self, x, y);
  return GDK_EVENT_STOP;
}

/* Fingers on the touchpad hold what glides. */
static void
scroll_begun (GtkEventController *controller, PentimentoCanvas *self)
{
  pentimento_canvas_stop_moving (self);
}

static void
scroll_flicked (GtkEventController *controller, double velocity_x, double velocity_y, PentimentoCanvas *self)
{
  if (!is_to_zoom (controller))
    pentimento_canvas_start_glide (self, velocity_x, velocity_y);
}

void
pentimento_canvas_add_controllers (PentimentoCanvas *self)
{
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkEventController *scroll
      = gtk_event_controller_scroll_new (GTK_EVENT_CONTROLLER_SCROLL_BOTH_AXES | GTK_EVENT_CONTROLLER_SCROLL_KINETIC);

  /* Also while a gesture has claimed the pointer. */
  gtk_event_controller_set_propagation_phase (motion, GTK_PHASE_CAPTURE);
  g_signal_connect (motion, "enter", G_CALLBACK (moved), self);
  g_signal_connect (motion, "motion", G_CALLBACK (moved), self);
  g_signal_connect (motion, "leave", G_CALLBACK (left), self);
  g_signal_connect (scroll, "scroll-begin", G_CALLBACK (scroll_begun), self);
  g_signal_connect (scroll, "scroll", G_CALLBACK (scrolled), self);
  g_signal_connect (scroll, "decelerate", G_CALLBACK (scroll_flicked), self);
  gtk_widget_add_controller (GTK_WIDGET (self), motion);
  gtk_widget_add_controller (GTK_WIDGET (self), scroll);
  pentimento_canvas_add_gestures (self);
  add_shortcuts (self);
  self->usable = TRUE;
  pentimento_canvas_update_actions (self);
}
