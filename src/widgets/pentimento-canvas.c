/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "pentimento-canvas-private.h"
#include "pentimento-version-label.h"

#include <glib/gi18n-lib.h>
#include <math.h>

/* A view that has not changed for so long has come to rest: a few frames, so that nothing is rendered in vain while it is moved. */
#define REST_MILLISECONDS 60

enum {
  PROP_DOCUMENT = 1,
  PROP_COMPARING,
  PROP_COMPARE_MODE,
  PROP_COMPARE_WITH,
  PROP_CAN_COMPARE,
  PROP_CAN_HOLD,
  PROP_BACKGROUND,
  PROP_TOOL,
  PROP_VIEW,
  PROP_SHOW_MARKS,
  N_PROPERTIES,
};

static GParamSpec *properties[N_PROPERTIES];

G_DEFINE_FINAL_TYPE (PentimentoCanvas, pentimento_canvas, GTK_TYPE_WIDGET)

PentimentoVersion *
pentimento_canvas_get_version (PentimentoCanvas *self)
{
  PentimentoHistory *history = self->document != NULL ? pentimento_document_get_history (self->document) : NULL;

  return history != NULL ? pentimento_history_get_current (history) : NULL;
}

PentimentoPyramid *
pentimento_canvas_get_shown (PentimentoCanvas *self)
{
  PentimentoCanvasPainter *seen
      = pentimento_canvas_shows_other (self) ? pentimento_canvas_other_get_painter (self->other) : self->painter;

  return pentimento_canvas_painter_get_pyramid (seen);
}

GdkPixbuf *
pentimento_canvas_get_shown_pixels (PentimentoCanvas *self)
{
  PentimentoPyramid *shown = pentimento_canvas_get_shown (self);

  return shown != NULL ? pentimento_pyramid_get_pixels (shown) : NULL;
}

/* The surface's scale has fractions from GTK 4.12 on; before, it has no such property. */
double
pentimento_canvas_get_scale (PentimentoCanvas *self)
{
  GtkNative *native = gtk_widget_get_native (GTK_WIDGET (self));
  GdkSurface *surface = native != NULL ? gtk_native_get_surface (native) : NULL;
  double scale = gtk_widget_get_scale_factor (GTK_WIDGET (self));

  if (surface != NULL && g_object_class_find_property (G_OBJECT_GET_CLASS (surface), "scale") != NULL)
    g_object_get (surface, "scale", &scale, NULL);
  return scale;
}

const PentimentoViewport *
pentimento_canvas_get_viewport (PentimentoCanvas *self)
{
  return &self->viewport;
}

static void
describe (PentimentoCanvas *self)
{
  PentimentoVersion *version = pentimento_canvas_get_version (self);
  int percent = (int)(self->viewport.zoom * 100 + 0.5);
  g_autofree char *name = NULL;
  g_autofree char *size = NULL;
  g_autofree char *text = NULL;

  if (version != NULL)
    {
      name = pentimento_version_label (pentimento_document_get_history (self->document), version);
      size = pentimento_version_size_label (version);
      /* Translators: spoken for the canvas: which version, how many pixels, at which zoom */
      text = g_strdup_printf (_ ("Picture: %s, %s, shown at %d %%"), name, size, percent);
    }
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  text != NULL ? text : _ ("Picture"), -1);
}

/* Not from within an allocation or a frame, which must not change labels. */
static gboolean
show_view (gpointer user_data)
{
  PentimentoCanvas *self = user_data;

  self->view_changed_id = 0;
  pentimento_canvas_update_controls (self);
  pentimento_canvas_describe_comparison (self);
  describe (self);
  return G_SOURCE_REMOVE;
}

static gboolean
come_to_rest (gpointer user_data)
{
  PentimentoCanvas *self = user_data;

  self->rest_id = 0;
  pentimento_canvas_rest (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_VIEW]);
  return G_SOURCE_REMOVE;
}

void
pentimento_canvas_view_changed (PentimentoCanvas *self)
{
  g_clear_handle_id (&self->rest_id, g_source_remove);
  self->rest_id = g_timeout_add (REST_MILLISECONDS, come_to_rest, self);
  if (self->view_changed_id == 0)
    self->view_changed_id = g_idle_add (show_view, self);
  pentimento_canvas_update_actions (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
cancel (GCancellable **cancellable)
{
  if (*cancellable != NULL)
    g_cancellable_cancel (*cancellable);
  g_clear_object (cancellable);
}

void
pentimento_canvas_notify_can_compare (PentimentoCanvas *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CAN_COMPARE]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CAN_HOLD]);
}

static char *
get_view (PentimentoCanvas *self)
{
  return self->awaited_view != NULL ? g_strdup (self->awaited_view) : pentimento_viewport_to_string (&self->viewport);
}

static void
take_awaited_view (PentimentoCanvas *self)
{
  g_autofree char *view = NULL;

  if (self->awaited_view == NULL || pentimento_canvas_painter_get_pyramid (self->painter) == NULL
      || self->viewport.view_width <= 0)
    return;
  view = g_steal_pointer (&self->awaited_view);
  if (pentimento_viewport_set_from_string (&self->viewport, view))
    pentimento_canvas_view_changed (self);
}

static void
set_view (PentimentoCanvas *self, const char *view)
{
  g_free (self->awaited_view);
  self->awaited_view = g_strdup (view);
  take_awaited_view (self);
}

static void
show_pyramid (PentimentoCanvas *self, PentimentoPyramid *pyramid)
{
  pentimento_canvas_painter_set_pyramid (self->painter, pyramid);
  if (pyramid != NULL)
    {
      pentimento_canvas_meet_picture (self);
      pentimento_viewport_set_image (&self->viewport, pentimento_pyramid_get_width (pyramid, 0),
                                     pentimento_pyramid_get_height (pyramid, 0));
      take_awaited_view (self);
    }
  pentimento_canvas_notify_can_compare (self);
  pentimento_canvas_compare_changed (self);
  pentimento_canvas_begin_tool (self);
  pentimento_canvas_rest (self);
}

static void
built (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PentimentoCanvas) self = user_data;
  g_autoptr (PentimentoPyramid) pyramid = pentimento_pyramid_new_finish (result, NULL);

  if (pyramid != NULL)
    show_pyramid (self, pyramid);
}

static void
pixels_changed (PentimentoCanvas *self)
{
  GdkPixbuf *pixels = self->document != NULL ? pentimento_document_get_pixels (self->document) : NULL;

  /* Told of with all else about the picture, whether or not it is another one. */
  if (pixels != NULL && pixels == self->built_pixels)
    return;
  cancel (&self->building);
  g_set_object (&self->built_pixels, pixels);
  if (pixels == NULL)
    {
      show_pyramid (self, NULL);
      return;
    }
  self->building = g_cancellable_new ();
  pentimento_pyramid_new_async (pixels, self->building, built, g_object_ref (self));
}

static void
version_changed (PentimentoCanvas *self)
{
  if (self->comparing)
    pentimento_canvas_set_comparing (self, FALSE);
  pentimento_canvas_notify_can_compare (self);
  pentimento_canvas_compare_changed (self);
}

static void
history_changed (PentimentoCanvas *self)
{
  g_signal_group_set_target (self->history_signals,
                             self->document != NULL ? pentimento_document_get_history (self->document) : NULL);
  version_changed (self);
}

static gboolean
can_hold (PentimentoCanvas *self)
{
  return pentimento_canvas_can_compare (self) || pentimento_canvas_can_hold_back_tool (self);
}

gboolean
pentimento_canvas_get_comparing (PentimentoCanvas *self)
{
  return self->comparing;
}

void
pentimento_canvas_set_comparing (PentimentoCanvas *self, gboolean comparing)
{
  comparing = comparing && can_hold (self);
  if (self->comparing == comparing)
    return;

  self->comparing = comparing;
  pentimento_canvas_compare_changed (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_COMPARING]);
}

static void
set_compare_mode (PentimentoCanvas *self, PentimentoCompareMode mode)
{
  if (self->compare_mode == mode)
    return;

  self->compare_mode = mode;
  pentimento_canvas_compare_changed (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_COMPARE_MODE]);
}

static void
set_compare_with (PentimentoCanvas *self, const char *version_id)
{
  if (g_strcmp0 (self->compare_with, version_id) == 0)
    return;

  g_free (self->compare_with);
  self->compare_with = g_strdup (version_id);
  pentimento_canvas_compare_changed (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_COMPARE_WITH]);
  pentimento_canvas_notify_can_compare (self);
}

static void
set_document (PentimentoCanvas *self, PentimentoDocument *document)
{
  if (!g_set_object (&self->document, document))
    return;

  g_signal_group_set_target (self->document_signals, document);
  pentimento_canvas_area_changed (self);
  history_changed (self);
  pixels_changed (self);
}

static void
pentimento_canvas_measure (GtkWidget *widget,
                           GtkOrientation orientation,
                           int for_size,
                           int *minimum,
                           int *natural,
                           int *minimum_baseline,
                           int *natural_baseline)
{
  gtk_widget_measure (PENTIMENTO_CANVAS (widget)->overlay, orientation, for_size, minimum, natural, NULL, NULL);
}

static void
pentimento_canvas_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  PentimentoCanvas *self = PENTIMENTO_CANVAS (widget);

  gtk_widget_allocate (self->overlay, width, height, baseline, NULL);
  pentimento_canvas_place_panes (self);
  take_awaited_view (self);
  pentimento_canvas_view_changed (self);
}

static gboolean
sharpen (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  PENTIMENTO_CANVAS (widget)->sharpening_id = 0;
  gtk_widget_queue_draw (widget);
  return G_SOURCE_REMOVE;
}

/* Where the widget begins between two device pixels, as it may at scales with fractions, the picture begins on the nearest one. */
static void
enter_device_pixels (PentimentoCanvas *self, GtkSnapshot *snapshot)
{
  GtkNative *native = gtk_widget_get_native (GTK_WIDGET (self));
  double scale = pentimento_canvas_get_scale (self);
  graphene_point_t corner = GRAPHENE_POINT_INIT_ZERO;
  double x = 0, y = 0;

  if (native != NULL && gtk_widget_compute_point (GTK_WIDGET (self), GTK_WIDGET (native), &corner, &corner))
    gtk_native_get_surface_transform (native, &x, &y);
  x = (x + corner.x) * scale;
  y = (y + corner.y) * scale;
  gtk_snapshot_scale (snapshot, 1 / scale, 1 / scale);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (round (x) - x, round (y) - y));
}

static void
pentimento_canvas_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  PentimentoCanvas *self = PENTIMENTO_CANVAS (widget);
  gboolean sharp;

  gtk_snapshot_save (snapshot);
  enter_device_pixels (self, snapshot);
  sharp = pentimento_canvas_paint (self, snapshot);
  pentimento_canvas_paint_marks (self, snapshot);
  gtk_snapshot_restore (snapshot);
  if (!sharp && self->sharpening_id == 0)
    self->sharpening_id = gtk_widget_add_tick_callback (widget, sharpen, NULL, NULL);
  gtk_widget_snapshot_child (widget, self->overlay, snapshot);
}

void
pentimento_canvas_set_background (PentimentoCanvas *self, const GdkRGBA *background)
{
  g_clear_pointer (&self->background, gdk_rgba_free);
  self->background = background != NULL ? gdk_rgba_copy (background) : NULL;
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_BACKGROUND]);
}

static void
pentimento_canvas_get_property (GObject *object, guint id, GValue *value, GParamSpec *spec)
{
  PentimentoCanvas *self = PENTIMENTO_CANVAS (object);

  switch (id)
    {
    case PROP_DOCUMENT:
      g_value_set_object (value, self->document);
      break;
    case PROP_COMPARING:
      g_value_set_boolean (value, self->comparing);
      break;
    case PROP_COMPARE_MODE:
      g_value_set_enum (value, self->compare_mode);
      break;
    case PROP_COMPARE_WITH:
      g_value_set_string (value, self->compare_with);
      break;
    case PROP_CAN_COMPARE:
      g_value_set_boolean (value, pentimento_canvas_offers_compare (self));
      break;
    case PROP_CAN_HOLD:
      g_value_set_boolean (value, can_hold (self));
      break;
    case PROP_TOOL:
      g_value_set_object (value, self->tool);
      break;
    case PROP_SHOW_MARKS:
      g_value_set_boolean (value, self->show_marks);
      break;
    case PROP_BACKGROUND:
      g_value_set_boxed (value, self->background);
      break;
    case PROP_VIEW:
      g_value_take_string (value, get_view (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, spec);
    }
}

static void
pentimento_canvas_set_property (GObject *object, guint id, const GValue *value, GParamSpec *spec)
{
  PentimentoCanvas *self = PENTIMENTO_CANVAS (object);

  switch (id)
    {
    case PROP_DOCUMENT:
      set_document (self, g_value_get_object (value));
      break;
    case PROP_COMPARING:
      pentimento_canvas_set_comparing (self, g_value_get_boolean (value));
      break;
    case PROP_COMPARE_MODE:
      set_compare_mode (self, g_value_get_enum (value));
      break;
    case PROP_COMPARE_WITH:
      set_compare_with (self, g_value_get_string (value));
      break;
    case PROP_TOOL:
      pentimento_canvas_set_tool (self, g_value_get_object (value));
      break;
    case PROP_SHOW_MARKS:
      pentimento_canvas_set_show_marks (self, g_value_get_boolean (value));
      break;
    case PROP_BACKGROUND:
      pentimento_canvas_set_background (self, g_value_get_boxed (value));
      break;
    case PROP_VIEW:
      set_view (self, g_value_get_string (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, spec);
    }
}

static void
pentimento_canvas_dispose (GObject *object)
{
  PentimentoCanvas *self = PENTIMENTO_CANVAS (object);

  pentimento_canvas_set_tool (self, NULL);
  pentimento_canvas_dispose_marks (self);
  g_clear_pointer (&self->tool_painted, gsk_render_node_unref);
  cancel (&self->building);
  g_clear_object (&self->built_pixels);
  g_clear_handle_id (&self->view_changed_id, g_source_remove);
  g_clear_handle_id (&self->rest_id, g_source_remove);
  pentimento_canvas_dispose_input (self);
  g_clear_object (&self->document_signals);
  g_clear_object (&self->history_signals);
  g_clear_object (&self->document);
  g_signal_group_set_target (self->marking_signals, NULL);
  pentimento_canvas_painter_set_pyramid (self->painter, NULL);
  g_signal_handlers_disconnect_by_data (self->other, self);
  g_object_run_dispose (G_OBJECT (self->other));
  g_signal_handlers_disconnect_by_data (self->preview, self);
  g_object_run_dispose (G_OBJECT (self->preview));
  g_clear_pointer (&self->overlay, gtk_widget_unparent);

  G_OBJECT_CLASS (pentimento_canvas_parent_class)->dispose (object);
}

static void
pentimento_canvas_finalize (GObject *object)
{
  PentimentoCanvas *self = PENTIMENTO_CANVAS (object);

  pentimento_canvas_finalize_area (self);
  pentimento_canvas_painter_free (self->painter);
  g_object_unref (self->other);
  g_object_unref (self->preview);
  pentimento_canvas_tiles_unref (self->tiles);
  g_clear_pointer (&self->background, gdk_rgba_free);
  g_free (self->compare_with);
  g_free (self->awaited_view);

  G_OBJECT_CLASS (pentimento_canvas_parent_class)->finalize (object);
}

static void
pentimento_canvas_class_init (PentimentoCanvasClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = pentimento_canvas_get_property;
  object_class->set_property = pentimento_canvas_set_property;
  object_class->dispose = pentimento_canvas_dispose;
  object_class->finalize = pentimento_canvas_finalize;
  widget_class->measure = pentimento_canvas_measure;
  widget_class->size_allocate = pentimento_canvas_size_allocate;
  widget_class->snapshot = pentimento_canvas_snapshot;

  properties[PROP_DOCUMENT] = g_param_spec_object ("document", NULL, NULL, PENTIMENTO_TYPE_DOCUMENT,
                                                   G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_COMPARING] = g_param_spec_boolean (
      "comparing", NULL, NULL, FALSE, G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_COMPARE_MODE]
      = g_param_spec_enum ("compare-mode", NULL, NULL, PENTIMENTO_TYPE_COMPARE_MODE, PENTIMENTO_COMPARE_NONE,
                           G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_COMPARE_WITH] = g_param_spec_string (
      "compare-with", NULL, NULL, "", G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_CAN_COMPARE]
      = g_param_spec_boolean ("can-compare", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_CAN_HOLD]
      = g_param_spec_boolean ("can-hold", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_BACKGROUND] = g_param_spec_boxed (
      "background", NULL, NULL, GDK_TYPE_RGBA, G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_TOOL] = g_param_spec_object ("tool", NULL, NULL, PENTIMENTO_TYPE_TOOL,
                                               G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_VIEW] = g_param_spec_string ("view", NULL, NULL, NULL,
                                               G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_SHOW_MARKS] = g_param_spec_boolean (
      "show-marks", NULL, NULL, TRUE, G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);

  g_type_ensure (PENTIMENTO_TYPE_NAVIGATOR);
  g_type_ensure (PENTIMENTO_TYPE_SPLIT_HANDLE);
  g_type_ensure (PENTIMENTO_TYPE_VIEW_STATUS);
  g_type_ensure (PENTIMENTO_TYPE_ZOOM_BAR);
  pentimento_canvas_install_actions (widget_class);
  gtk_widget_class_set_css_name (widget_class, "canvas");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/pentimento/Pentimento/pentimento-canvas.ui");
  gtk_widget_class_bind_template_child (widget_class, PentimentoCanvas, overlay);
  gtk_widget_class_bind_template_child (widget_class, PentimentoCanvas, controls);
  gtk_widget_class_bind_template_child (widget_class, PentimentoCanvas, navigator);
  gtk_widget_class_bind_template_child (widget_class, PentimentoCanvas, status);
  gtk_widget_class_bind_template_child (widget_class, PentimentoCanvas, zoom_bar);
  gtk_widget_class_bind_template_child (widget_class, PentimentoCanvas, split_handle);
  gtk_widget_class_bind_template_child (widget_class, PentimentoCanvas, other_label);
  gtk_widget_class_bind_template_child (widget_class, PentimentoCanvas, shown_label);
  gtk_widget_class_bind_template_child (widget_class, PentimentoCanvas, compare_note);
}

static void
pentimento_canvas_init (PentimentoCanvas *self)
{
  self->viewport = (PentimentoViewport)PENTIMENTO_VIEWPORT_INIT;
  self->tiles = pentimento_canvas_tiles_new (PENTIMENTO_CANVAS_TILES_BUDGET);
  self->painter = pentimento_canvas_painter_new (self->tiles);
  self->compare_with = g_strdup ("");
  gtk_widget_init_template (GTK_WIDGET (self));
  pentimento_canvas_init_comparison (self);
  pentimento_canvas_init_tool (self);
  pentimento_canvas_init_area (self);
  pentimento_canvas_init_marks (self);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  pentimento_canvas_add_controllers (self);
  g_signal_connect (self, "notify::scale-factor", G_CALLBACK (gtk_widget_queue_allocate), NULL);

  self->document_signals = g_signal_group_new (PENTIMENTO_TYPE_DOCUMENT);
  g_signal_group_connect_swapped (self->document_signals, "notify::pixels", G_CALLBACK (pixels_changed), self);
  g_signal_group_connect_swapped (self->document_signals, "notify::history", G_CALLBACK (history_changed), self);
  self->history_signals = g_signal_group_new (PENTIMENTO_TYPE_HISTORY);
  g_signal_group_connect_swapped (self->history_signals, "notify::current", G_CALLBACK (version_changed), self);
}
