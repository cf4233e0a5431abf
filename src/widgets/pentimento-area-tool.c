/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "pentimento-area-tool.h"

#include <math.h>

#include "pentimento-area-hand.h"
#include "pentimento-area-overlay.h"
#include "pentimento-area-paint.h"

/* A brush is this part of the picture's shorter side, until the person chooses another size. */
#define BRUSH_PART 16

/* How much a key changes the brush, and how much its hardness. */
#define BRUSH_STEP 1.1
#define HARDNESS_STEP 0.1

/* A ring smaller than this, in device pixels, needs a cross to be found. */
#define SMALLEST_RING 8

struct _PentimentoAreaTool {
  PentimentoTool parent_instance;

  PentimentoDocument *document; /* (nullable) */
  PentimentoAreaSteps *steps;
  PentimentoAreaOverlay *overlay;

  PentimentoAreaKind kind;
  PentimentoAreaMode mode;
  double brush_size;
  gboolean has_size; /* the person has chosen it */
  double hardness;

  PentimentoAreaShape *shape; /* (nullable): under way */
  PentimentoAreaMode shape_mode;
  gboolean closing;           /* the polygon, when the hand lets go */
  gboolean working;           /* what is marked is being changed in a thread */
  PentimentoFrameSide pulled; /* the side of what is sent that the hand holds */

  PentimentoAreaHand hand;     /* that keys lead */
  PentimentoViewport viewport; /* that was painted last */

  gboolean pointing;
  double pointer_x; /* in device pixels */
  double pointer_y;
};

enum {
  PROP_KIND = 1,
  PROP_MODE,
  PROP_BRUSH_SIZE,
  PROP_HARDNESS,
  N_PROPERTIES,
};

static GParamSpec *properties[N_PROPERTIES];

G_DEFINE_FINAL_TYPE (PentimentoAreaTool, pentimento_area_tool, PENTIMENTO_TYPE_TOOL)

static PentimentoMarking *
get_marking (PentimentoAreaTool *self)
{
  return self->document != NULL ? pentimento_document_get_marking (self->document) : NULL;
}

static void
changed (PentimentoAreaTool *self)
{
  pentimento_tool_changed (PENTIMENTO_TOOL (self));
}

const PentimentoAreaShape *
pentimento_area_tool_get_shape (PentimentoAreaTool *self)
{
  return self->shape != NULL ? self->shape : pentimento_area_steps_get_last (self->steps);
}

gboolean
pentimento_area_tool_can_mark (PentimentoAreaTool *self)
{
  PentimentoImage *image = self->document != NULL ? pentimento_document_get_image (self->document) : NULL;
  gboolean loading;
  int width, height;

  if (image == NULL)
    return FALSE;
  g_object_get (self->document, "loading", &loading, NULL);
  pentimento_tool_get_size (PENTIMENTO_TOOL (self), &width, &height);
  return !loading && pentimento_image_get_width (image) == width && pentimento_image_get_height (image) == height;
}

static void
drop_shape (PentimentoAreaTool *self)
{
  g_clear_pointer (&self->shape, pentimento_area_shape_free);
  self->closing = FALSE;
  self->hand.holds = FALSE;
}

static void
put_shape (PentimentoAreaTool *self)
{
  g_autoptr (PentimentoAreaShape) shape = g_steal_pointer (&self->shape);
  int width, height;

  drop_shape (self);
  pentimento_tool_get_size (PENTIMENTO_TOOL (self), &width, &height);
  if (shape != NULL && pentimento_area_tool_can_mark (self) && !pentimento_area_shape_is_nothing (shape))
    pentimento_area_steps_put (self->steps, shape, self->shape_mode, width, height);
  changed (self);
}

void
pentimento_area_tool_put (PentimentoAreaTool *self, const PentimentoPlace *place, PentimentoAreaMode mode)
{
  gboolean round = self->kind == PENTIMENTO_AREA_ELLIPSE;

  drop_shape (self);
  self->shape = pentimento_area_shape_new_filling (round ? PENTIMENTO_AREA_ELLIPSE : PENTIMENTO_AREA_RECTANGLE, place);
  self->shape_mode = mode;
  put_shape (self);
}

gboolean
pentimento_area_tool_get_is_working (PentimentoAreaTool *self)
{
  return self->working;
}

static void
mask_changed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PentimentoAreaTool) self = user_data;

  pentimento_area_steps_change_finish (result, NULL);
  self->working = FALSE;
  changed (self);
}

void
pentimento_area_tool_change (PentimentoAreaTool *self, PentimentoAreaChange change, double pixels)
{
  int width, height;

  if (self->working || !pentimento_area_tool_can_mark (self))
    return;
  drop_shape (self);
  pentimento_tool_get_size (PENTIMENTO_TOOL (self), &width, &height);
  self->working = TRUE;
  pentimento_area_steps_change_async (self->steps, change, pixels, width, height, mask_changed, g_object_ref (self));
  changed (self);
}

static void
set_brush_size (PentimentoAreaTool *self, double size)
{
  size = CLAMP (size, PENTIMENTO_AREA_LEAST_BRUSH, PENTIMENTO_AREA_MOST_BRUSH);
  if (self->brush_size == size)
    return;
  self->brush_size = size;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_BRUSH_SIZE]);
  pentimento_tool_redraw (PENTIMENTO_TOOL (self));
}

static void
set_hardness (PentimentoAreaTool *self, double hardness)
{
  hardness = CLAMP (hardness, 0, 1);
  if (self->hardness == hardness)
    return;
  self->hardness = hardness;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_HARDNESS]);
}

static void
begin (PentimentoTool *tool, int width, int height)
{
  PentimentoAreaTool *self = PENTIMENTO_AREA_TOOL (tool);

  drop_shape (self);
  self->hand.shown = FALSE;
  if (!self->has_size)
    set_brush_size (self, round (MIN (width, height) / (double)BRUSH_PART));
}

static gboolean
append_nothing (PentimentoTool *tool, PentimentoRecipe **recipe, int width, int height, GError **error)
{
  return TRUE;
}

/* What is sent for it; not where it is a part of another picture than the one that is seen. */
static gboolean
find_region (PentimentoAreaTool *self, PentimentoRegion *region)
{
  return pentimento_area_tool_can_mark (self) && pentimento_document_get_region (self->document, region, NULL);
}

static void
paint (PentimentoTool *tool, GtkSnapshot *snapshot, const PentimentoViewport *viewport)
{
  PentimentoAreaTool *self = PENTIMENTO_AREA_TOOL (tool);
  PentimentoMarking *marking = get_marking (self);
  PentimentoMaskPoint next;
  PentimentoRegion region;

  self->viewport = *viewport;
  pentimento_area_overlay_paint (self->overlay, snapshot, viewport,
                                 marking != NULL ? pentimento_marking_get_mask (marking) : NULL, TRUE);
  if (find_region (self, &region))
    pentimento_area_paint_region (&region, snapshot, viewport);
  pentimento_viewport_to_image (viewport, self->pointer_x, self->pointer_y, &next.x, &next.y);
  if (self->shape != NULL)
    pentimento_area_paint_shape (self->shape, snapshot, viewport, self->shape_mode == PENTIMENTO_AREA_SUBTRACT,
                                 self->pointing && self->shape->kind == PENTIMENTO_AREA_POLYGON ? &next : NULL);
  if (self->pointing && pentimento_area_kind_is_stroke (self->kind))
    pentimento_area_paint_ring (snapshot, viewport, self->pointer_x, self->pointer_y, self->brush_size);
  pentimento_area_hand_paint (&self->hand, snapshot, viewport);
}

static PentimentoFrameSide
find_handle (PentimentoAreaTool *self, const PentimentoViewport *viewport, double x, double y)
{
  PentimentoRegion region;

  return self->shape == NULL && find_region (self, &region) ? pentimento_area_find_handle (&region, viewport, x, y)
                                                            : PENTIMENTO_FRAME_NOWHERE;
}

static const char *
find_cursor (PentimentoTool *tool, const PentimentoViewport *viewport, double x, double y)
{
  PentimentoAreaTool *self = PENTIMENTO_AREA_TOOL (tool);
  PentimentoFrameSide side = find_handle (self, viewport, x, y);
  gboolean rings = pentimento_area_kind_is_stroke (self->kind) && self->brush_size * viewport->zoom >= SMALLEST_RING;

  if (side == PENTIMENTO_FRAME_LEFT || side == PENTIMENTO_FRAME_RIGHT)
    return "ew-resize";
  if (side != PENTIMENTO_FRAME_NOWHERE)
    return "ns-resize";
  return rings ? "none" : "crosshair";
}

static PentimentoAreaMode
choose_mode (PentimentoAreaTool *self)
{
  GdkModifierType state = pentimento_tool_get_state (PENTIMENTO_TOOL (self));

  if (self->kind == PENTIMENTO_AREA_ERASER || (state & GDK_ALT_MASK) != 0)
    return PENTIMENTO_AREA_SUBTRACT;
  if ((state & GDK_SHIFT_MASK) != 0)
    return PENTIMENTO_AREA_ADD;
  /* Who takes the brush up again goes on. */
  return self->kind == PENTIMENTO_AREA_BRUSH && self->mode == PENTIMENTO_AREA_REPLACE ? PENTIMENTO_AREA_ADD
                                                                                      : self->mode;
}

/* The sides of rectangles and ellipses lie between pixels. */
static PentimentoMaskPoint
to_image (PentimentoAreaTool *self, const PentimentoViewport *viewport, double x, double y)
{
  gboolean whole = self->kind == PENTIMENTO_AREA_RECTANGLE || self->kind == PENTIMENTO_AREA_ELLIPSE;
  PentimentoMaskPoint point;

  pentimento_viewport_to_image (viewport, x, y, &point.x, &point.y);
  return whole ? (PentimentoMaskPoint){ round (point.x), round (point.y) } : point;
}

static gboolean
press (PentimentoTool *tool, const PentimentoViewport *viewport, double x, double y)
{
  PentimentoAreaTool *self = PENTIMENTO_AREA_TOOL (tool);
  PentimentoMaskPoint point = to_image (self, viewport, x, y);

  if (!pentimento_area_tool_can_mark (self))
    return FALSE;
  self->pulled = find_handle (self, viewport, x, y);
  if (self->pulled != PENTIMENTO_FRAME_NOWHERE)
    return TRUE;
  if (self->shape != NULL)
    {
      self->closing = pentimento_area_shape_closes_at (self->shape, viewport, x, y);
      if (!self->closing)
        pentimento_area_shape_extend (self->shape, point.x, point.y, 1);
      changed (self);
      return TRUE;
    }
  self->shape = pentimento_area_shape_new (self->kind, point.x, point.y, pentimento_tool_get_pressure (tool));
  self->shape->size = self->brush_size;
  self->shape->hardness = self->hardness;
  self->shape_mode = choose_mode (self);
  changed (self);
  return TRUE;
}

/* What is sent begins this far from what is marked. */
static void
pull_region (PentimentoAreaTool *self, const PentimentoViewport *viewport, double x, double y)
{
  PentimentoMask *mask = pentimento_marking_get_mask (get_marking (self));
  PentimentoPlace bounds;
  double context;

  if (mask == NULL)
    return;
  bounds = pentimento_mask_get_bounds (mask);
  pentimento_viewport_to_image (viewport, x, y, &x, &y);
  if (self->pulled == PENTIMENTO_FRAME_LEFT)
    context = bounds.x - x;
  else if (self->pulled == PENTIMENTO_FRAME_RIGHT)
    context = x - bounds.x - bounds.width;
  else if (self->pulled == PENTIMENTO_FRAME_TOP)
    context = bounds.y - y;
  else
    context = y - bounds.y - bounds.height;
  g_object_set (get_marking (self), "context", MAX (0, (int)round (context)), NULL);
  changed (self);
}

static void
drag (PentimentoTool *tool, const PentimentoViewport *viewport, double x, double y)
{
  PentimentoAreaTool *self = PENTIMENTO_AREA_TOOL (tool);
  PentimentoMaskPoint point = to_image (self, viewport, x, y);

  if (self->pulled != PENTIMENTO_FRAME_NOWHERE)
    {
      pull_region (self, viewport, x, y);
      return;
    }
  if (self->shape == NULL || self->closing)
    return;
  if (self->kind == PENTIMENTO_AREA_POLYGON)
    pentimento_area_shape_put_last (self->shape, point.x, point.y);
  else
    pentimento_area_shape_extend (self->shape, point.x, point.y, pentimento_tool_get_pressure (tool));
  changed (self);
}

static void
release (PentimentoTool *tool)
{
  PentimentoAreaTool *self = PENTIMENTO_AREA_TOOL (tool);
  gboolean pulls = self->pulled != PENTIMENTO_FRAME_NOWHERE;

  self->pulled = PENTIMENTO_FRAME_NOWHERE;
  if (!pulls && self->shape != NULL && (self->kind != PENTIMENTO_AREA_POLYGON || self->closing))
    put_shape (self);
}

static void
point (PentimentoTool *tool, const PentimentoViewport *viewport, double x, double y)
{
  PentimentoAreaTool *self = PENTIMENTO_AREA_TOOL (tool);

  self->pointing = !isnan (x);
  if (self->pointing)
    {
      self->pointer_x = x;
      self->pointer_y = y;
    }
  if (self->shape != NULL || pentimento_area_kind_is_stroke (self->kind))
    pentimento_tool_redraw (tool);
}

/* Keys */

static gboolean
take_back_corner (PentimentoAreaTool *self)
{
  if (self->shape->points->len > 1)
    g_array_set_size (self->shape->points, self->shape->points->len - 1);
  else
    drop_shape (self);
  changed (self);
  return TRUE;
}

/* While a shape is under way. */
static gboolean
take_shape_key (PentimentoAreaTool *self, guint key)
{
  gboolean is_polygon = self->shape->kind == PENTIMENTO_AREA_POLYGON;

  if (key == GDK_KEY_Escape)
    {
      drop_shape (self);
      changed (self);
      return TRUE;
    }
  if (is_polygon && (key == GDK_KEY_BackSpace || key == GDK_KEY_Delete))
    return take_back_corner (self);
  if (is_polygon && (key == GDK_KEY_Return || key == GDK_KEY_KP_Enter || key == GDK_KEY_ISO_Enter))
    put_shape (self);
  /* What others do with keys waits until it is done. */
  return key == GDK_KEY_Return || key == GDK_KEY_KP_Enter || key == GDK_KEY_ISO_Enter;
}

static gboolean
take_brush_key (PentimentoAreaTool *self, guint key)
{
  gboolean larger = key == GDK_KEY_bracketright, harder = key == GDK_KEY_braceright;

  if (larger || key == GDK_KEY_bracketleft)
    {
      double step = MAX (1, round (self->brush_size * (BRUSH_STEP - 1)));

      self->has_size = TRUE;
      set_brush_size (self, self->brush_size + (larger ? step : -step));
      return TRUE;
    }
  if (!harder && key != GDK_KEY_braceleft)
    return FALSE;
  set_hardness (self, round ((self->hardness + (harder ? HARDNESS_STEP : -HARDNESS_STEP)) * 100) / 100);
  return TRUE;
}

static gboolean
take_mask_key (PentimentoAreaTool *self, guint key, GdkModifierType state)
{
  gboolean with_control = (state & gtk_accelerator_get_default_mod_mask ()) == GDK_CONTROL_MASK;

  if (with_control && (key == GDK_KEY_a || key == GDK_KEY_A))
    pentimento_area_tool_change (self, PENTIMENTO_AREA_ALL, 0);
  else if (with_control && (key == GDK_KEY_i || key == GDK_KEY_I))
    pentimento_area_tool_change (self, PENTIMENTO_AREA_INVERTED, 0);
  else if (key == GDK_KEY_Delete || key == GDK_KEY_KP_Delete)
    pentimento_area_tool_change (self, PENTIMENTO_AREA_NOTHING, 0);
  else
    return FALSE;
  return TRUE;
}

static gboolean
key (PentimentoTool *tool, guint key, GdkModifierType state)
{
  PentimentoAreaTool *self = PENTIMENTO_AREA_TOOL (tool);
  int width, height, dx, dy;

  if ((self->shape == NULL || key != GDK_KEY_Escape) && pentimento_area_tool_can_mark (self)
      && pentimento_area_hand_take_key (&self->hand, tool, &self->viewport, self->kind == PENTIMENTO_AREA_POLYGON, key,
                                        state))
    return TRUE;
  if (self->shape != NULL)
    return take_shape_key (self, key);
  if (take_brush_key (self, key) || take_mask_key (self, key, state))
    return TRUE;
  pentimento_tool_get_size (tool, &width, &height);
  if (!pentimento_tool_read_arrow (key, state, &dx, &dy) || !pentimento_area_tool_can_mark (self)
      || !pentimento_area_steps_move_last (self->steps, dx, dy, (state & GDK_CONTROL_MASK) != 0, width, height))
    return FALSE;
  changed (self);
  return TRUE;
}

/* Undone, or marked elsewhere. */
static void
marking_changed (PentimentoAreaTool *self)
{
  pentimento_tool_redraw (PENTIMENTO_TOOL (self));
}

void
pentimento_area_tool_set_document (PentimentoAreaTool *self, PentimentoDocument *document)
{
  if (self->document != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->document, self);
      g_signal_handlers_disconnect_by_data (get_marking (self), self);
    }
  drop_shape (self);
  g_set_object (&self->document, document);
  pentimento_area_steps_free (self->steps);
  self->steps = pentimento_area_steps_new (get_marking (self));
  if (document == NULL)
    return;
  g_signal_connect_swapped (get_marking (self), "notify", G_CALLBACK (marking_changed), self);
  g_signal_connect_swapped (document, "notify::sent-size", G_CALLBACK (marking_changed), self);
}

static void
set_kind (PentimentoAreaTool *self, PentimentoAreaKind kind)
{
  if (self->kind == kind)
    return;
  drop_shape (self);
  self->kind = kind;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_KIND]);
  changed (self);
}

static void
pentimento_area_tool_get_property (GObject *object, guint id, GValue *value, GParamSpec *spec)
{
  PentimentoAreaTool *self = PENTIMENTO_AREA_TOOL (object);

  if (id == PROP_KIND)
    g_value_set_enum (value, self->kind);
  else if (id == PROP_MODE)
    g_value_set_enum (value, self->mode);
  else if (id == PROP_BRUSH_SIZE)
    g_value_set_double (value, self->brush_size);
  else
    g_value_set_double (value, self->hardness);
}

static void
pentimento_area_tool_set_property (GObject *object, guint id, const GValue *value, GParamSpec *spec)
{
  PentimentoAreaTool *self = PENTIMENTO_AREA_TOOL (object);

  if (id == PROP_KIND)
    set_kind (self, g_value_get_enum (value));
  else if (id == PROP_MODE)
    {
      self->mode = g_value_get_enum (value);
      g_object_notify_by_pspec (object, spec);
    }
  else if (id == PROP_BRUSH_SIZE)
    {
      self->has_size = TRUE;
      set_brush_size (self, g_value_get_double (value));
    }
  else
    set_hardness (self, g_value_get_double (value));
}

static void
pentimento_area_tool_dispose (GObject *object)
{
  pentimento_area_tool_set_document (PENTIMENTO_AREA_TOOL (object), NULL);

  G_OBJECT_CLASS (pentimento_area_tool_parent_class)->dispose (object);
}

static void
pentimento_area_tool_finalize (GObject *object)
{
  PentimentoAreaTool *self = PENTIMENTO_AREA_TOOL (object);

  pentimento_area_steps_free (self->steps);
  pentimento_area_overlay_free (self->overlay);

  G_OBJECT_CLASS (pentimento_area_tool_parent_class)->finalize (object);
}

static void
install_properties (GObjectClass *object_class)
{
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  properties[PROP_KIND]
      = g_param_spec_enum ("kind", NULL, NULL, PENTIMENTO_TYPE_AREA_KIND, PENTIMENTO_AREA_RECTANGLE, flags);
  properties[PROP_MODE]
      = g_param_spec_enum ("mode", NULL, NULL, PENTIMENTO_TYPE_AREA_MODE, PENTIMENTO_AREA_REPLACE, flags);
  properties[PROP_BRUSH_SIZE] = g_param_spec_double ("brush-size", NULL, NULL, PENTIMENTO_AREA_LEAST_BRUSH,
                                                     PENTIMENTO_AREA_MOST_BRUSH, PENTIMENTO_AREA_LEAST_BRUSH, flags);
  properties[PROP_HARDNESS] = g_param_spec_double ("hardness", NULL, NULL, 0, 1, 1, flags);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
}

static void
pentimento_area_tool_class_init (PentimentoAreaToolClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  PentimentoToolClass *tool_class = PENTIMENTO_TOOL_CLASS (klass);

  object_class->get_property = pentimento_area_tool_get_property;
  object_class->set_property = pentimento_area_tool_set_property;
  object_class->dispose = pentimento_area_tool_dispose;
  object_class->finalize = pentimento_area_tool_finalize;
  install_properties (object_class);
  tool_class->begin = begin;
  tool_class->append = append_nothing;
  tool_class->paint = paint;
  tool_class->find_cursor = find_cursor;
  tool_class->press = press;
  tool_class->drag = drag;
  tool_class->release = release;
  tool_class->key = key;
  tool_class->point = point;
  tool_class->is_overlay = TRUE;
}

static void
pentimento_area_tool_init (PentimentoAreaTool *self)
{
  self->steps = pentimento_area_steps_new (NULL);
  self->overlay = pentimento_area_overlay_new ();
  self->brush_size = PENTIMENTO_AREA_LEAST_BRUSH;
  self->hardness = 0.8;
  self->pulled = PENTIMENTO_FRAME_NOWHERE;
}

PentimentoAreaTool *
pentimento_area_tool_new (void)
{
  return g_object_new (PENTIMENTO_TYPE_AREA_TOOL, NULL);
}
