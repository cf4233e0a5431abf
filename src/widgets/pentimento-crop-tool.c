/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "pentimento-crop-tool.h"

#include <math.h>

#include "pentimento-frame-paint.h"

/* Any further a quarter turn comes nearer. */
#define MOST_ANGLE 45

struct _PentimentoCropTool {
  PentimentoTool parent_instance;

  int quarters; /* clockwise, 0 to 3; before it is flipped */
  gboolean flipped;
  gboolean upside_down;
  double angle;
  PentimentoFrame frame;
  PentimentoFrame
      placed_frame; /* as it was put last; turning by degrees begins from it each time, so that nothing adds up on the way */
  gboolean drawing_horizon;

  /* What the hand holds. */
  PentimentoFrame start_frame;
  PentimentoFrameSide sides;
  gboolean draws;
  double start_x;
  double start_y;
  double now_x;
  double now_y;
};

enum {
  PROP_ANGLE = 1,
  PROP_DRAWING_HORIZON,
  N_PROPERTIES,
};

static GParamSpec *properties[N_PROPERTIES];

G_DEFINE_FINAL_TYPE (PentimentoCropTool, pentimento_crop_tool, PENTIMENTO_TYPE_TOOL)

const PentimentoFrame *
pentimento_crop_tool_get_frame (PentimentoCropTool *self)
{
  return &self->frame;
}

double
pentimento_crop_tool_get_angle (PentimentoCropTool *self)
{
  return self->angle;
}

/* What is seen below the frame. */
static gboolean
append_preview (PentimentoTool *tool, PentimentoRecipe **recipe, int width, int height, GError **error)
{
  PentimentoCropTool *self = PENTIMENTO_CROP_TOOL (tool);

  return pentimento_recipe_append_rotate (recipe, width, height, self->quarters * 90, error)
         && (!self->flipped || pentimento_recipe_append_flip (recipe, width, height, FALSE, error))
         && (!self->upside_down || pentimento_recipe_append_flip (recipe, width, height, TRUE, error))
         && pentimento_recipe_append_straighten (recipe, width, height, self->angle, error);
}

static gboolean
append (PentimentoTool *tool, PentimentoRecipe **recipe, int width, int height, GError **error)
{
  const GdkRectangle *place = &PENTIMENTO_CROP_TOOL (tool)->frame.place;

  return append_preview (tool, recipe, width, height, error)
         && pentimento_recipe_append_crop (recipe, width, height, place->x, place->y, place->width, place->height,
                                           error);
}

/* The frame keeps to the same part of a picture that has become larger or smaller. */
static void
follow_size (PentimentoCropTool *self)
{
  g_autoptr (PentimentoRecipe) recipe = pentimento_tool_create_preview (PENTIMENTO_TOOL (self));
  int width, height;

  pentimento_tool_get_size (PENTIMENTO_TOOL (self), &width, &height);
  if (recipe != NULL)
    pentimento_recipe_get_size (recipe, &width, &height);
  self->frame = self->placed_frame;
  pentimento_frame_set_picture (&self->frame, width, height);
}

static void
frame_placed (PentimentoCropTool *self)
{
  self->placed_frame = self->frame;
  pentimento_tool_changed (PENTIMENTO_TOOL (self));
}

static void
set_angle (PentimentoCropTool *self, double angle)
{
  angle = CLAMP (angle, -MOST_ANGLE, MOST_ANGLE);
  if (self->angle == angle)
    return;
  self->angle = angle;
  follow_size (self);
  pentimento_tool_changed (PENTIMENTO_TOOL (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ANGLE]);
}

static void
set_drawing_horizon (PentimentoCropTool *self, gboolean drawing)
{
  if (self->drawing_horizon == drawing)
    return;
  self->drawing_horizon = drawing;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DRAWING_HORIZON]);
}

void
pentimento_crop_tool_set_place (PentimentoCropTool *self, const GdkRectangle *place)
{
  pentimento_frame_set_place (&self->frame, place);
  frame_placed (self);
}

void
pentimento_crop_tool_set_ratio (PentimentoCropTool *self, double ratio)
{
  pentimento_frame_set_ratio (&self->frame, ratio);
  frame_placed (self);
}

static void
turn_frame_clockwise (PentimentoFrame *frame)
{
  GdkRectangle old = frame->place;
  int width = frame->picture_width;

  frame->place = (GdkRectangle){ frame->picture_height - old.y - old.height, old.x, old.height, old.width };
  frame->picture_width = frame->picture_height;
  frame->picture_height = width;
  if (frame->ratio > 0)
    frame->ratio = 1 / frame->ratio;
}

/* The picture is turned before it is flipped, and turns the other way round in a mirror. */
void
pentimento_crop_tool_turn (PentimentoCropTool *self, int quarters)
{
  gboolean mirrored = self->flipped != self->upside_down;

  for (int i = 0; i < (quarters & 3); i++)
    {
      turn_frame_clockwise (&self->frame);
      turn_frame_clockwise (&self->placed_frame);
    }
  self->quarters = (self->quarters + (mirrored ? -quarters : quarters)) & 3;
  pentimento_tool_changed (PENTIMENTO_TOOL (self));
}

static void
flip_frame (PentimentoFrame *frame, gboolean vertically)
{
  if (vertically)
    frame->place.y = frame->picture_height - frame->place.y - frame->place.height;
  else
    frame->place.x = frame->picture_width - frame->place.x - frame->place.width;
}

void
pentimento_crop_tool_flip (PentimentoCropTool *self, gboolean vertically)
{
  if (vertically)
    self->upside_down = !self->upside_down;
  else
    self->flipped = !self->flipped;
  flip_frame (&self->frame, vertically);
  flip_frame (&self->placed_frame, vertically);
  /* What leaned to the right leans to the left now; none stays none, without a sign. */
  self->angle = 0 - self->angle;
  pentimento_tool_changed (PENTIMENTO_TOOL (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ANGLE]);
}

static void
begin (PentimentoTool *tool, int width, int height)
{
  PentimentoCropTool *self = PENTIMENTO_CROP_TOOL (tool);

  self->quarters = 0;
  self->flipped = self->upside_down = FALSE;
  self->angle = 0;
  self->frame = self->placed_frame = pentimento_frame_whole (width, height);
  self->draws = FALSE;
  set_drawing_horizon (self, FALSE);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ANGLE]);
}

static void
paint_horizon (PentimentoCropTool *self, GtkSnapshot *snapshot, const PentimentoViewport *viewport)
{
  const GdkRGBA white = { 1, 1, 1, 1 };
  const GdkRGBA dark = { 0, 0, 0, 0.5 };
  double half = viewport->scale;
  double x, y, other_x, other_y, length;

  pentimento_viewport_to_view (viewport, self->start_x, self->start_y, &x, &y);
  pentimento_viewport_to_view (viewport, self->now_x, self->now_y, &other_x, &other_y);
  length = hypot (other_x - x, other_y - y);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (x, y));
  gtk_snapshot_rotate (snapshot, atan2 (other_y - y, other_x - x) * 180 / G_PI);
  gtk_snapshot_append_color (snapshot, &dark, &GRAPHENE_RECT_INIT (0, -half - 1, length, 2 * half + 2));
  gtk_snapshot_append_color (snapshot, &white, &GRAPHENE_RECT_INIT (0, -half, length, 2 * half));
  gtk_snapshot_restore (snapshot);
}

static void
paint (PentimentoTool *tool, GtkSnapshot *snapshot, const PentimentoViewport *viewport)
{
  PentimentoCropTool *self = PENTIMENTO_CROP_TOOL (tool);

  pentimento_frame_paint (&self->frame, snapshot, viewport, TRUE);
  if (self->draws)
    paint_horizon (self, snapshot, viewport);
}

static const char *
find_cursor (PentimentoTool *tool, const PentimentoViewport *viewport, double x, double y)
{
  PentimentoCropTool *self = PENTIMENTO_CROP_TOOL (tool);

  if (self->drawing_horizon)
    return "crosshair";
  return pentimento_frame_get_cursor_in_view (pentimento_frame_find_sides_in_view (&self->frame, viewport, x, y),
                                              viewport);
}

static gboolean
press (PentimentoTool *tool, const PentimentoViewport *viewport, double x, double y)
{
  PentimentoCropTool *self = PENTIMENTO_CROP_TOOL (tool);

  pentimento_viewport_to_image (viewport, x, y, &self->start_x, &self->start_y);
  self->now_x = self->start_x;
  self->now_y = self->start_y;
  self->start_frame = self->frame;
  self->draws = self->drawing_horizon;
  self->sides = pentimento_frame_find_sides_in_view (&self->frame, viewport, x, y);
  return self->draws || self->sides != PENTIMENTO_FRAME_NOWHERE;
}

static void
drag (PentimentoTool *tool, const PentimentoViewport *viewport, double x, double y)
{
  PentimentoCropTool *self = PENTIMENTO_CROP_TOOL (tool);

  pentimento_viewport_to_image (viewport, x, y, &self->now_x, &self->now_y);
  if (self->draws)
    {
      pentimento_tool_changed (tool);
      return;
    }
  pentimento_frame_pull (&self->frame, &self->start_frame, self->sides, self->now_x - self->start_x,
                         self->now_y - self->start_y);
  frame_placed (self);
}

/* The line becomes level, or upright where it is nearer to that. */
static void
release (PentimentoTool *tool)
{
  PentimentoCropTool *self = PENTIMENTO_CROP_TOOL (tool);
  double leaning = atan2 (self->now_y - self->start_y, self->now_x - self->start_x) * 180 / G_PI;

  if (!self->draws)
    return;
  self->draws = FALSE;
  set_drawing_horizon (self, FALSE);
  if (hypot (self->now_x - self->start_x, self->now_y - self->start_y) >= 2)
    set_angle (self, self->angle - (leaning - 90 * round (leaning / 90)));
  pentimento_tool_changed (tool);
}

/* The arrows move the frame, with Ctrl its right and lower sides. */
static gboolean
key (PentimentoTool *tool, guint key, GdkModifierType state)
{
  PentimentoCropTool *self = PENTIMENTO_CROP_TOOL (tool);
  PentimentoFrameSide sides = PENTIMENTO_FRAME_INSIDE;
  PentimentoFrame start = self->frame;
  int dx, dy;

  if (!pentimento_tool_read_arrow (key, state, &dx, &dy))
    return FALSE;
  if (state & GDK_CONTROL_MASK)
    sides = dx != 0 ? PENTIMENTO_FRAME_RIGHT : PENTIMENTO_FRAME_BOTTOM;
  pentimento_frame_pull (&self->frame, &start, sides, dx, dy);
  frame_placed (self);
  return TRUE;
}

static void
pentimento_crop_tool_get_property (GObject *object, guint id, GValue *value, GParamSpec *spec)
{
  PentimentoCropTool *self = PENTIMENTO_CROP_TOOL (object);

  if (id == PROP_ANGLE)
    g_value_set_double (value, self->angle);
  else
    g_value_set_boolean (value, self->drawing_horizon);
}

static void
pentimento_crop_tool_set_property (GObject *object, guint id, const GValue *value, GParamSpec *spec)
{
  PentimentoCropTool *self = PENTIMENTO_CROP_TOOL (object);

  if (id == PROP_ANGLE)
    set_angle (self, g_value_get_double (value));
  else
    set_drawing_horizon (self, g_value_get_boolean (value));
}

static void
pentimento_crop_tool_class_init (PentimentoCropToolClass *klass)
{
  PentimentoToolClass *tool_class = PENTIMENTO_TOOL_CLASS (klass);

  G_OBJECT_CLASS (klass)->get_property = pentimento_crop_tool_get_property;
  G_OBJECT_CLASS (klass)->set_property = pentimento_crop_tool_set_property;
  tool_class->begin = begin;
  tool_class->append = append;
  tool_class->append_preview = append_preview;
  tool_class->paint = paint;
  tool_class->find_cursor = find_cursor;
  tool_class->press = press;
  tool_class->drag = drag;
  tool_class->release = release;
  tool_class->key = key;

  properties[PROP_ANGLE] = g_param_spec_double ("angle", NULL, NULL, -MOST_ANGLE, MOST_ANGLE, 0,
                                                G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_DRAWING_HORIZON] = g_param_spec_boolean (
      "drawing-horizon", NULL, NULL, FALSE, G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (G_OBJECT_CLASS (klass), N_PROPERTIES, properties);
}

static void
pentimento_crop_tool_init (PentimentoCropTool *self)
{
  self->frame = self->placed_frame = pentimento_frame_whole (1, 1);
}

PentimentoCropTool *
pentimento_crop_tool_new (void)
{
  return g_object_new (PENTIMENTO_TYPE_CROP_TOOL, NULL);
}
