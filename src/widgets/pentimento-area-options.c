/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "pentimento-area-options.h"

#include <glib/gi18n-lib.h>

/* What is grown, shrunk or softened by at first, in pixels: about what is needed to go clear of an edge. */
#define FIRST_PIXELS 8

struct _PentimentoAreaOptions {
  AdwBin parent_instance;

  PentimentoAreaTool *tool;
  PentimentoDocument *document; /* (nullable) */
  PentimentoMarking *marking;   /* (nullable): its */
  GSignalGroup *document_signals;
  GSignalGroup *marking_signals;
  GBindingGroup *bindings;
  gboolean updating;
  gboolean keeping;      /* only what is marked, of an edit */
  PentimentoPlace shown; /* in the numbers, as it came from the tool */
  int shown_width;       /* of the picture that they are for */
  int shown_height;

  GtkStack *stack;
  GtkLabel *hint_label;
  GtkSpinButton *x_spin;
  GtkSpinButton *y_spin;
  GtkSpinButton *width_spin;
  GtkSpinButton *height_spin;
  GtkAdjustment *size;
  GtkAdjustment *hardness;
  GtkSpinButton *pixels_spin;
  GtkCheckButton *automatic_check;
  GtkSpinButton *context_spin;
  GtkCheckButton *align_check;
  GtkCheckButton *tone_check;
  GtkAdjustment *feather;
  GtkWidget *keep_box;
};

enum {
  PROP_KIND = 1,
  PROP_MODE,
  N_PROPERTIES,
};

static GParamSpec *properties[N_PROPERTIES];

G_DEFINE_FINAL_TYPE (PentimentoAreaOptions, pentimento_area_options, ADW_TYPE_BIN)

PentimentoAreaTool *
pentimento_area_options_get_tool (PentimentoAreaOptions *self)
{
  return self->tool;
}

static PentimentoAreaKind
get_kind (PentimentoAreaOptions *self)
{
  PentimentoAreaKind kind;

  g_object_get (self->tool, "kind", &kind, NULL);
  return kind;
}

static void
show_page (PentimentoAreaOptions *self)
{
  switch (get_kind (self))
    {
    case PENTIMENTO_AREA_LASSO:
      gtk_label_set_label (self->hint_label, _ ("Draw round what may change."));
      gtk_stack_set_visible_child_name (self->stack, "hint");
      break;
    case PENTIMENTO_AREA_POLYGON:
      gtk_label_set_label (self->hint_label, _ ("Click at each corner. A double click or Return closes it, Backspace "
                                                "takes a corner back, Escape gives it up."));
      gtk_stack_set_visible_child_name (self->stack, "hint");
      break;
    case PENTIMENTO_AREA_BRUSH:
    case PENTIMENTO_AREA_ERASER:
      gtk_stack_set_visible_child_name (self->stack, "brush");
      break;
    case PENTIMENTO_AREA_RECTANGLE:
    case PENTIMENTO_AREA_ELLIPSE:
    default:
      gtk_stack_set_visible_child_name (self->stack, "numbers");
    }
}

static void
show_number (GtkSpinButton *button, int number, int least, int most)
{
  gtk_spin_button_set_range (button, least, MAX (least, most));
  gtk_spin_button_set_value (button, number);
}

static gboolean
is_same_place (const PentimentoPlace *one, const PentimentoPlace *other)
{
  return one->x == other->x && one->y == other->y && one->width == other->width && one->height == other->height;
}

static PentimentoPlace
get_middle (int width, int height)
{
  return (PentimentoPlace){ width / 4, height / 4, MAX (1, width / 2), MAX (1, height / 2) };
}

/* What is typed stays until the hand has drawn something else. */
static void
update (PentimentoAreaOptions *self)
{
  const PentimentoAreaShape *shape = pentimento_area_tool_get_shape (self->tool);
  PentimentoPlace place;
  int width, height;

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "area.change", !pentimento_area_tool_get_is_working (self->tool));
  pentimento_tool_get_size (PENTIMENTO_TOOL (self->tool), &width, &height);
  if (shape == NULL && self->shown_width == width && self->shown_height == height)
    return;
  place = shape != NULL ? pentimento_area_shape_get_place (shape) : get_middle (width, height);
  if (is_same_place (&place, &self->shown))
    return;
  self->shown = place;
  self->shown_width = width;
  self->shown_height = height;
  show_number (self->x_spin, place.x, MIN (0, place.x), width - 1);
  show_number (self->y_spin, place.y, MIN (0, place.y), height - 1);
  show_number (self->width_spin, place.width, 1, MAX (width, place.width));
  show_number (self->height_spin, place.height, 1, MAX (height, place.height));
}

static void
put (GtkWidget *widget, const char *name, GVariant *parameter)
{
  PentimentoAreaOptions *self = PENTIMENTO_AREA_OPTIONS (widget);
  g_autoptr (GEnumClass) modes = g_type_class_ref (PENTIMENTO_TYPE_AREA_MODE);
  GEnumValue *mode = g_enum_get_value_by_nick (modes, g_variant_get_string (parameter, NULL));
  PentimentoPlace place;

  g_return_if_fail (mode != NULL);
  /* What is still being typed counts. */
  gtk_spin_button_update (self->x_spin);
  gtk_spin_button_update (self->y_spin);
  gtk_spin_button_update (self->width_spin);
  gtk_spin_button_update (self->height_spin);
  place = (PentimentoPlace){ gtk_spin_button_get_value_as_int (self->x_spin),
                             gtk_spin_button_get_value_as_int (self->y_spin),
                             gtk_spin_button_get_value_as_int (self->width_spin),
                             gtk_spin_button_get_value_as_int (self->height_spin) };
  pentimento_area_tool_put (self->tool, &place, (PentimentoAreaMode)mode->value);
}

static void
change (GtkWidget *widget, const char *name, GVariant *parameter)
{
  PentimentoAreaOptions *self = PENTIMENTO_AREA_OPTIONS (widget);
  g_autoptr (GEnumClass) changes = g_type_class_ref (PENTIMENTO_TYPE_AREA_CHANGE);
  GEnumValue *wanted = g_enum_get_value_by_nick (changes, g_variant_get_string (parameter, NULL));

  g_return_if_fail (wanted != NULL);
  gtk_spin_button_update (self->pixels_spin);
  pentimento_area_tool_change (self->tool, (PentimentoAreaChange)wanted->value,
                               gtk_spin_button_get_value (self->pixels_spin));
}

/* What is sent along */

static void
show_context (PentimentoAreaOptions *self)
{
  int context = self->marking != NULL ? pentimento_marking_get_context (self->marking) : PENTIMENTO_REGION_AUTOMATIC;

  self->updating = TRUE;
  gtk_check_button_set_active (self->automatic_check, context == PENTIMENTO_REGION_AUTOMATIC);
  if (context != PENTIMENTO_REGION_AUTOMATIC)
    gtk_spin_button_set_value (self->context_spin, context);
  gtk_widget_set_sensitive (GTK_WIDGET (self->context_spin), context != PENTIMENTO_REGION_AUTOMATIC);
  self->updating = FALSE;
}

static void
context_chosen (PentimentoAreaOptions *self)
{
  gboolean automatic = gtk_check_button_get_active (self->automatic_check);

  if (self->updating || self->marking == NULL)
    return;
  g_object_set (self->marking, "context",
                automatic ? PENTIMENTO_REGION_AUTOMATIC : gtk_spin_button_get_value_as_int (self->context_spin), NULL);
}

/* An edit of the whole picture, kept in part. */

static void
show_keep (PentimentoAreaOptions *self)
{
  gboolean whole = self->document != NULL && pentimento_document_get_can_keep_outside (self->document);
  gboolean marked = self->marking != NULL && pentimento_marking_get_mask (self->marking) != NULL;

  gtk_widget_set_visible (self->keep_box, whole);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "area.keep", whole && marked && !self->keeping);
}

static void
kept (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PentimentoAreaOptions) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (PentimentoVersion) version
      = pentimento_document_keep_outside_finish (PENTIMENTO_DOCUMENT (source), result, &error);

  self->keeping = FALSE;
  /* The window may have been closed. */
  if (gtk_widget_get_root (GTK_WIDGET (self)) == NULL)
    return;
  show_keep (self);
  if (version == NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    gtk_widget_activate_action (GTK_WIDGET (self), "win.report", "s", error->message);
}

static void
keep (GtkWidget *widget, const char *name, GVariant *parameter)
{
  PentimentoAreaOptions *self = PENTIMENTO_AREA_OPTIONS (widget);

  if (!pentimento_area_tool_can_mark (self->tool))
    return;
  self->keeping = TRUE;
  show_keep (self);
  pentimento_document_keep_outside_async (self->document, pentimento_marking_get_mask (self->marking), NULL, kept,
                                          g_object_ref (self));
}

void
pentimento_area_options_set_document (PentimentoAreaOptions *self, PentimentoDocument *document)
{
  pentimento_area_tool_set_document (self->tool, document);
  g_set_object (&self->document, document);
  g_signal_group_set_target (self->document_signals, document);
  g_clear_object (&self->marking);
  if (document != NULL)
    self->marking = g_object_ref (pentimento_document_get_marking (document));
  g_signal_group_set_target (self->marking_signals, self->marking);
  g_binding_group_set_source (self->bindings, self->marking);
  show_context (self);
  show_keep (self);
}

static void
pentimento_area_options_get_property (GObject *object, guint id, GValue *value, GParamSpec *spec)
{
  g_object_get_property (G_OBJECT (PENTIMENTO_AREA_OPTIONS (object)->tool), spec->name, value);
}

static void
pentimento_area_options_set_property (GObject *object, guint id, const GValue *value, GParamSpec *spec)
{
  PentimentoAreaOptions *self = PENTIMENTO_AREA_OPTIONS (object);

  g_object_set_property (G_OBJECT (self->tool), spec->name, value);
  show_page (self);
  g_object_notify_by_pspec (object, spec);
}

static void
pentimento_area_options_dispose (GObject *object)
{
  PentimentoAreaOptions *self = PENTIMENTO_AREA_OPTIONS (object);

  if (self->tool != NULL)
    pentimento_area_tool_set_document (self->tool, NULL);
  g_clear_object (&self->document_signals);
  g_clear_object (&self->document);
  g_clear_object (&self->marking_signals);
  g_clear_object (&self->bindings);
  g_clear_object (&self->marking);

  G_OBJECT_CLASS (pentimento_area_options_parent_class)->dispose (object);
}

static void
pentimento_area_options_finalize (GObject *object)
{
  g_object_unref (PENTIMENTO_AREA_OPTIONS (object)->tool);

  G_OBJECT_CLASS (pentimento_area_options_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class, "/org/pentimento/Pentimento/pentimento-area-options.ui");
  gtk_widget_class_bind_template_child (widget_class, PentimentoAreaOptions, stack);
  gtk_widget_class_bind_template_child (widget_class, PentimentoAreaOptions, hint_label);
  gtk_widget_class_bind_template_child (widget_class, PentimentoAreaOptions, x_spin);
  gtk_widget_class_bind_template_child (widget_class, PentimentoAreaOptions, y_spin);
  gtk_widget_class_bind_template_child (widget_class, PentimentoAreaOptions, width_spin);
  gtk_widget_class_bind_template_child (widget_class, PentimentoAreaOptions, height_spin);
  gtk_widget_class_bind_template_child (widget_class, PentimentoAreaOptions, size);
  gtk_widget_class_bind_template_child (widget_class, PentimentoAreaOptions, hardness);
  gtk_widget_class_bind_template_child (widget_class, PentimentoAreaOptions, pixels_spin);
  gtk_widget_class_bind_template_child (widget_class, PentimentoAreaOptions, automatic_check);
  gtk_widget_class_bind_template_child (widget_class, PentimentoAreaOptions, context_spin);
  gtk_widget_class_bind_template_child (widget_class, PentimentoAreaOptions, align_check);
  gtk_widget_class_bind_template_child (widget_class, PentimentoAreaOptions, tone_check);
  gtk_widget_class_bind_template_child (widget_class, PentimentoAreaOptions, feather);
  gtk_widget_class_bind_template_child (widget_class, PentimentoAreaOptions, keep_box);
  gtk_widget_class_bind_template_callback (widget_class, context_chosen);
}

static void
pentimento_area_options_class_init (PentimentoAreaOptionsClass *klass)
{
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = pentimento_area_options_get_property;
  object_class->set_property = pentimento_area_options_set_property;
  object_class->dispose = pentimento_area_options_dispose;
  object_class->finalize = pentimento_area_options_finalize;
  properties[PROP_KIND]
      = g_param_spec_enum ("kind", NULL, NULL, PENTIMENTO_TYPE_AREA_KIND, PENTIMENTO_AREA_RECTANGLE, flags);
  properties[PROP_MODE]
      = g_param_spec_enum ("mode", NULL, NULL, PENTIMENTO_TYPE_AREA_MODE, PENTIMENTO_AREA_REPLACE, flags);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);

  gtk_widget_class_install_property_action (widget_class, "area.kind", "kind");
  gtk_widget_class_install_property_action (widget_class, "area.mode", "mode");
  gtk_widget_class_install_action (widget_class, "area.put", "s", put);
  gtk_widget_class_install_action (widget_class, "area.change", "s", change);
  gtk_widget_class_install_action (widget_class, "area.keep", NULL, keep);
  bind_template (widget_class);
}

/* The brush's keys, and the one that gives a shape up, work here as well as on the canvas. */
static gboolean
key_pressed (GtkEventControllerKey *controller,
             guint key,
             guint code,
             GdkModifierType state,
             PentimentoAreaOptions *self)
{
  const guint forwarded[]
      = { GDK_KEY_bracketleft, GDK_KEY_bracketright, GDK_KEY_braceleft, GDK_KEY_braceright, GDK_KEY_Escape };

  for (guint i = 0; i < G_N_ELEMENTS (forwarded); i++)
    if (key == forwarded[i])
      return pentimento_tool_key (PENTIMENTO_TOOL (self->tool), key, state);
  return FALSE;
}

static void
bind_marking (PentimentoAreaOptions *self)
{
  const GBindingFlags flags = G_BINDING_SYNC_CREATE | G_BINDING_BIDIRECTIONAL;

  self->bindings = g_binding_group_new ();
  g_binding_group_bind (self->bindings, "align", self->align_check, "active", flags);
  g_binding_group_bind (self->bindings, "tone", self->tone_check, "active", flags);
  g_binding_group_bind (self->bindings, "feather", self->feather, "value", flags);
  self->marking_signals = g_signal_group_new (PENTIMENTO_TYPE_MARKING);
  g_signal_group_connect_swapped (self->marking_signals, "notify::context", G_CALLBACK (show_context), self);
  g_signal_group_connect_swapped (self->marking_signals, "notify::mask", G_CALLBACK (show_keep), self);
  self->document_signals = g_signal_group_new (PENTIMENTO_TYPE_DOCUMENT);
  g_signal_group_connect_swapped (self->document_signals, "notify::image", G_CALLBACK (show_keep), self);
}

static void
pentimento_area_options_init (PentimentoAreaOptions *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->tool = pentimento_area_tool_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_spin_button_set_value (self->pixels_spin, FIRST_PIXELS);
  gtk_spin_button_set_value (self->context_spin, 64);
  g_object_bind_property (self->tool, "brush-size", self->size, "value", G_BINDING_BIDIRECTIONAL);
  g_object_bind_property (self->tool, "hardness", self->hardness, "value",
                          G_BINDING_BIDIRECTIONAL | G_BINDING_SYNC_CREATE);
  g_signal_connect_object (self->tool, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_pressed), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  bind_marking (self);
  show_page (self);
}
