/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "pentimento-split-handle.h"

#include <glib/gi18n-lib.h>

#define LINE_WIDTH 2

#define KEY_STEP 0.02
#define PAGE_STEP 0.1

struct _PentimentoSplitHandle {
  GtkWidget parent_instance;

  double position;
  double grip; /* where in the handle it was taken hold of */
};

enum {
  PROP_POSITION = 1,
};

G_DEFINE_FINAL_TYPE (PentimentoSplitHandle, pentimento_split_handle, GTK_TYPE_WIDGET)

double
pentimento_split_handle_get_position (PentimentoSplitHandle *self)
{
  return self->position;
}

void
pentimento_split_handle_set_position (PentimentoSplitHandle *self, double position)
{
  position = CLAMP (position, 0, 1);
  if (self->position == position)
    return;
  self->position = position;
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_VALUE_NOW, position * 100, -1);
  g_object_notify (G_OBJECT (self), "position");
}

static void
move (GtkWidget *widget, const char *name, GVariant *parameter)
{
  PentimentoSplitHandle *self = PENTIMENTO_SPLIT_HANDLE (widget);

  pentimento_split_handle_set_position (self, self->position + g_variant_get_double (parameter));
}

static void
drag_begun (GtkGestureDrag *gesture, double x, double y, PentimentoSplitHandle *self)
{
  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  gtk_widget_grab_focus (GTK_WIDGET (self));
  self->grip = x - gtk_widget_get_width (GTK_WIDGET (self)) / 2.0;
}

/* The handle moves under the pointer, so that the way since the last event is what counts. */
static void
dragged (GtkGestureDrag *gesture, double x, double y, PentimentoSplitHandle *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  GtkWidget *parent = gtk_widget_get_parent (widget);
  double start, in_parent;

  gtk_gesture_drag_get_start_point (gesture, &start, NULL);
  gtk_widget_translate_coordinates (widget, parent, start + x - self->grip, 0, &in_parent, NULL);
  pentimento_split_handle_set_position (self, in_parent / gtk_widget_get_width (parent));
}

static void
pentimento_split_handle_measure (GtkWidget *widget,
                                 GtkOrientation orientation,
                                 int for_size,
                                 int *minimum,
                                 int *natural,
                                 int *minimum_baseline,
                                 int *natural_baseline)
{
  *minimum = *natural = PENTIMENTO_SPLIT_HANDLE_WIDTH;
}

static void
append_disc (GtkSnapshot *snapshot, const GdkRGBA *colour, double x, double y, double radius)
{
  GskRoundedRect disc;
  graphene_rect_t bounds = GRAPHENE_RECT_INIT (x - radius, y - radius, 2 * radius, 2 * radius);

  gsk_rounded_rect_init_from_rect (&disc, &bounds, radius);
  gtk_snapshot_push_rounded_clip (snapshot, &disc);
  gtk_snapshot_append_color (snapshot, colour, &bounds);
  gtk_snapshot_pop (snapshot);
}

/* White with a dark rim, for it lies on pictures of any colour. */
static void
pentimento_split_handle_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  const GdkRGBA dark = { 0, 0, 0, 0.4 };
  const GdkRGBA white = { 1, 1, 1, 1 };
  GdkRGBA knob = white;
  double middle = gtk_widget_get_width (widget) / 2.0;
  int height = gtk_widget_get_height (widget);
  graphene_rect_t rim = GRAPHENE_RECT_INIT (middle - LINE_WIDTH / 2.0 - 1, 0, LINE_WIDTH + 2, height);
  graphene_rect_t line = GRAPHENE_RECT_INIT (middle - LINE_WIDTH / 2.0, 0, LINE_WIDTH, height);

  if (gtk_widget_has_visible_focus (widget))
    gtk_style_context_lookup_color (gtk_widget_get_style_context (widget), "accent_bg_color", &knob);
  gtk_snapshot_append_color (snapshot, &dark, &rim);
  gtk_snapshot_append_color (snapshot, &white, &line);
  append_disc (snapshot, &dark, middle, height / 2.0, PENTIMENTO_SPLIT_HANDLE_WIDTH / 2.0);
  append_disc (snapshot, &white, middle, height / 2.0, PENTIMENTO_SPLIT_HANDLE_WIDTH / 2.0 - 1);
  append_disc (snapshot, &knob, middle, height / 2.0, PENTIMENTO_SPLIT_HANDLE_WIDTH / 2.0 - 4);
  append_disc (snapshot, &dark, middle - 4, height / 2.0, 2);
  append_disc (snapshot, &dark, middle + 4, height / 2.0, 2);
}

static void
pentimento_split_handle_get_property (GObject *object, guint id, GValue *value, GParamSpec *spec)
{
  g_value_set_double (value, PENTIMENTO_SPLIT_HANDLE (object)->position);
}

static void
pentimento_split_handle_set_property (GObject *object, guint id, const GValue *value, GParamSpec *spec)
{
  pentimento_split_handle_set_position (PENTIMENTO_SPLIT_HANDLE (object), g_value_get_double (value));
}

static void
bind_key (GtkWidgetClass *widget_class, guint key, double step)
{
  gtk_widget_class_add_binding_action (widget_class, key, 0, "split.move", "d", step);
}

static void
pentimento_split_handle_class_init (PentimentoSplitHandleClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->get_property = pentimento_split_handle_get_property;
  G_OBJECT_CLASS (klass)->set_property = pentimento_split_handle_set_property;
  widget_class->measure = pentimento_split_handle_measure;
  widget_class->snapshot = pentimento_split_handle_snapshot;
  g_object_class_install_property (
      G_OBJECT_CLASS (klass), PROP_POSITION,
      g_param_spec_double ("position", NULL, NULL, 0, 1, 0.5,
                           G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS));

  gtk_widget_class_install_action (widget_class, "split.move", "d", move);
  bind_key (widget_class, GDK_KEY_Left, -KEY_STEP);
  bind_key (widget_class, GDK_KEY_Right, KEY_STEP);
  bind_key (widget_class, GDK_KEY_Page_Up, -PAGE_STEP);
  bind_key (widget_class, GDK_KEY_Page_Down, PAGE_STEP);
  bind_key (widget_class, GDK_KEY_Home, -1);
  bind_key (widget_class, GDK_KEY_End, 1);
  gtk_widget_class_set_css_name (widget_class, "splithandle");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_SLIDER);
}

static void
pentimento_split_handle_init (PentimentoSplitHandle *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  GtkGesture *drag = gtk_gesture_drag_new ();

  self->position = 0.5;
  gtk_widget_set_focusable (widget, TRUE);
  gtk_widget_set_cursor_from_name (widget, "ew-resize");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Line between the versions"),
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_MIN, 0.0, GTK_ACCESSIBLE_PROPERTY_VALUE_MAX, 100.0,
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_NOW, 50.0, -1);
  g_signal_connect (drag, "drag-begin", G_CALLBACK (drag_begun), self);
  g_signal_connect (drag, "drag-update", G_CALLBACK (dragged), self);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (drag));
}
