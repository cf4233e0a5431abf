/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "pentimento-extend-tool.h"

#include <math.h>

#include "pentimento-frame-paint.h"

/* The room that is shown around what there is, to pull the sides into: a quarter of its sides, and some pixels around the smallest picture. */
#define SHOWN_ROOM 4
#define LEAST_PART 64
#define LEAST_ROOM 16

/* What a border holds. */
#define MOST_MARGIN G_MAXINT16

struct _PentimentoExtendTool {
  PentimentoTool parent_instance;

  GtkBorder margins;
  gboolean marks;

  /* The picture with the room around it that is shown, and the frame in that. The room stays as it is while a side is pulled. */
  GtkBorder room;
  PentimentoFrame frame;

  PentimentoFrame start_frame;
  PentimentoFrameSide sides;
  double start_x;
  double start_y;
};

enum {
  PROP_MARKS = 1,
};

G_DEFINE_FINAL_TYPE (PentimentoExtendTool, pentimento_extend_tool, PENTIMENTO_TYPE_TOOL)

GtkBorder
pentimento_extend_tool_get_margins (PentimentoExtendTool *self)
{
  return self->margins;
}

static gint16
widen (int margin, int room)
{
  return (gint16)MIN (margin + MAX (room, LEAST_ROOM), MOST_MARGIN);
}

static gboolean
append_border (PentimentoRecipe **recipe, int width, int height, const GtkBorder *border, GError **error)
{
  return pentimento_recipe_append_extend (recipe, width, height, border->left, border->top, border->right,
                                          border->bottom, error);
}

static gboolean
can_extend (PentimentoExtendTool *self, const GtkBorder *border)
{
  g_autoptr (PentimentoRecipe) recipe = NULL;
  int width, height;

  pentimento_tool_get_size (PENTIMENTO_TOOL (self), &width, &height);
  return append_border (&recipe, width, height, border, NULL);
}

static void
make_room (PentimentoExtendTool *self)
{
  const GtkBorder none = { 0 };
  const GtkBorder *margins = &self->margins;
  int width, height;

  pentimento_tool_get_size (PENTIMENTO_TOOL (self), &width, &height);
  self->room = *margins;
  /* Around a very large picture less is shown, around the largest none. */
  for (int part = SHOWN_ROOM; part <= LEAST_PART; part *= 2)
    {
      const GtkBorder room = { .left = widen (margins->left, width / part),
                               .right = widen (margins->right, width / part),
                               .top = widen (margins->top, height / part),
                               .bottom = widen (margins->bottom, height / part) };

      if (!can_extend (self, &room))
        continue;
      self->room = room;
      break;
    }
  /* Of what cannot be done nothing is shown; why not is said when it is applied. */
  if (!can_extend (self, &self->room))
    self->room = *(margins = &none);
  self->frame = pentimento_frame_whole (self->room.left + width + self->room.right,
                                        self->room.top + height + self->room.bottom);
  self->frame.place = (GdkRectangle){ self->room.left - margins->left, self->room.top - margins->top,
                                      margins->left + width + margins->right, margins->top + height + margins->bottom };
}

void
pentimento_extend_tool_set_margins (PentimentoExtendTool *self, const GtkBorder *margins)
{
  self->margins = *margins;
  make_room (self);
  pentimento_tool_changed (PENTIMENTO_TOOL (self));
}

void
pentimento_extend_tool_set_ratio (PentimentoExtendTool *self, double ratio)
{
  GtkBorder margins = { 0 };
  int width, height;

  pentimento_tool_get_size (PENTIMENTO_TOOL (self), &width, &height);
  if ((double)width / height < ratio)
    {
      int more = (int)CLAMP (lround (height * ratio) - width, 0, 2 * MOST_MARGIN);

      margins.left = (gint16)(more / 2);
      margins.right = (gint16)(more - more / 2);
    }
  else
    {
      int more = (int)CLAMP (lround (width / ratio) - height, 0, 2 * MOST_MARGIN);

      margins.top = (gint16)(more / 2);
      margins.bottom = (gint16)(more - more / 2);
    }
  pentimento_extend_tool_set_margins (self, &margins);
}

static void
begin (PentimentoTool *tool, int width, int height)
{
  const GtkBorder none = { 0 };

  pentimento_extend_tool_set_margins (PENTIMENTO_EXTEND_TOOL (tool), &none);
}

static gboolean
append (PentimentoTool *tool, PentimentoRecipe **recipe, int width, int height, GError **error)
{
  return append_border (recipe, width, height, &PENTIMENTO_EXTEND_TOOL (tool)->margins, error);
}

static gboolean
append_preview (PentimentoTool *tool, PentimentoRecipe **recipe, int width, int height, GError **error)
{
  return append_border (recipe, width, height, &PENTIMENTO_EXTEND_TOOL (tool)->room, error);
}

static void
paint (PentimentoTool *tool, GtkSnapshot *snapshot, const PentimentoViewport *viewport)
{
  pentimento_frame_paint (&PENTIMENTO_EXTEND_TOOL (tool)->frame, snapshot, viewport, FALSE);
}

/* There is nothing to move: the picture stays where it is. */
static PentimentoFrameSide
find_sides (PentimentoExtendTool *self, const PentimentoViewport *viewport, double x, double y)
{
  PentimentoFrameSide sides = pentimento_frame_find_sides_in_view (&self->frame, viewport, x, y);

  return sides != PENTIMENTO_FRAME_INSIDE ? sides : PENTIMENTO_FRAME_NOWHERE;
}

static const char *
find_cursor (PentimentoTool *tool, const PentimentoViewport *viewport, double x, double y)
{
  return pentimento_frame_get_cursor_in_view (find_sides (PENTIMENTO_EXTEND_TOOL (tool), viewport, x, y), viewport);
}

static gboolean
press (PentimentoTool *tool, const PentimentoViewport *viewport, double x, double y)
{
  PentimentoExtendTool *self = PENTIMENTO_EXTEND_TOOL (tool);

  pentimento_viewport_to_image (viewport, x, y, &self->start_x, &self->start_y);
  self->start_frame = self->frame;
  self->sides = find_sides (self, viewport, x, y);
  return self->sides != PENTIMENTO_FRAME_NOWHERE;
}

/* No side is pulled into the picture. */
static gint16
find_margin (int room, int outside)
{
  return (gint16)CLAMP (room - outside, 0, MOST_MARGIN);
}

static void
drag (PentimentoTool *tool, const PentimentoViewport *viewport, double x, double y)
{
  PentimentoExtendTool *self = PENTIMENTO_EXTEND_TOOL (tool);
  GdkRectangle *place = &self->frame.place;
  double now_x, now_y;

  pentimento_viewport_to_image (viewport, x, y, &now_x, &now_y);
  pentimento_frame_pull (&self->frame, &self->start_frame, self->sides, now_x - self->start_x, now_y - self->start_y);
  self->margins.left = find_margin (self->room.left, place->x);
  self->margins.top = find_margin (self->room.top, place->y);
  self->margins.right = find_margin (self->room.right, self->frame.picture_width - place->x - place->width);
  self->margins.bottom = find_margin (self->room.bottom, self->frame.picture_height - place->y - place->height);
  *place = (GdkRectangle){
    self->room.left - self->margins.left, self->room.top - self->margins.top,
    self->frame.picture_width - self->room.left - self->room.right + self->margins.left + self->margins.right,
    self->frame.picture_height - self->room.top - self->room.bottom + self->margins.top + self->margins.bottom
  };
  pentimento_tool_changed (tool);
}

static void
release (PentimentoTool *tool)
{
  make_room (PENTIMENTO_EXTEND_TOOL (tool));
  pentimento_tool_changed (tool);
}

/* All but the picture that was there. */
static PentimentoMask *
create_mask (PentimentoTool *tool)
{
  PentimentoExtendTool *self = PENTIMENTO_EXTEND_TOOL (tool);
  const GtkBorder *margins = &self->margins;
  g_autoptr (PentimentoMask) kept = NULL;
  int width, height;

  pentimento_tool_get_size (tool, &width, &height);
  if (!self->marks)
    return NULL;
  kept = pentimento_mask_new_rectangle (margins->left + width + margins->right, margins->top + height + margins->bottom,
                                        margins->left, margins->top, width, height);
  return pentimento_mask_invert (kept);
}

static void
pentimento_extend_tool_get_property (GObject *object, guint id, GValue *value, GParamSpec *spec)
{
  g_value_set_boolean (value, PENTIMENTO_EXTEND_TOOL (object)->marks);
}

static void
pentimento_extend_tool_set_property (GObject *object, guint id, const GValue *value, GParamSpec *spec)
{
  PENTIMENTO_EXTEND_TOOL (object)->marks = g_value_get_boolean (value);
}

static void
pentimento_extend_tool_class_init (PentimentoExtendToolClass *klass)
{
  PentimentoToolClass *tool_class = PENTIMENTO_TOOL_CLASS (klass);

  G_OBJECT_CLASS (klass)->get_property = pentimento_extend_tool_get_property;
  G_OBJECT_CLASS (klass)->set_property = pentimento_extend_tool_set_property;
  g_object_class_install_property (
      G_OBJECT_CLASS (klass), PROP_MARKS,
      g_param_spec_boolean ("marks", NULL, NULL, TRUE, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS));
  tool_class->begin = begin;
  tool_class->append = append;
  tool_class->append_preview = append_preview;
  tool_class->paint = paint;
  tool_class->find_cursor = find_cursor;
  tool_class->press = press;
  tool_class->drag = drag;
  tool_class->release = release;
  tool_class->create_mask = create_mask;
}

static void
pentimento_extend_tool_init (PentimentoExtendTool *self)
{
  self->marks = TRUE;
}

PentimentoExtendTool *
pentimento_extend_tool_new (void)
{
  return g_object_new (PENTIMENTO_TYPE_EXTEND_TOOL, NULL);
}
