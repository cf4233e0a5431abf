/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the hand and the keys do with the draw tool. */

#include "draw-tool-private.h"

#include <math.h>

/* How near to a mark the pointer has to be, and how far it has to go for a mark to be drawn, in pixels of the widget. */
#define REACH 8
#define LEAST_WAY 4

static gboolean
is_kind (PentimentoDrawTool *self, const char *kind)
{
  return g_str_equal (self->kind, kind);
}

static PentimentoMarkKind
get_mark_kind (PentimentoDrawTool *self)
{
  return is_kind (self, "box")        ? PENTIMENTO_MARK_BOX
         : is_kind (self, "ellipse")  ? PENTIMENTO_MARK_ELLIPSE
         : is_kind (self, "scribble") ? PENTIMENTO_MARK_SCRIBBLE
                                      : PENTIMENTO_MARK_ARROW;
}

static PentimentoMark *
create_mark (PentimentoDrawTool *self, GError **error)
{
  const PentimentoMarkPoint *points = (const PentimentoMarkPoint *)self->points->data;
  const PentimentoMarkPoint ends[] = { points[0], points[self->points->len - 1] };

  if (get_mark_kind (self) == PENTIMENTO_MARK_SCRIBBLE)
    return pentimento_mark_new_scribble (self->colour, self->width, points, self->points->len, error);
  return pentimento_mark_new (get_mark_kind (self), self->colour, self->width, ends, 2, NULL, error);
}

static gboolean
show_drawn (PentimentoDrawTool *self)
{
  GError *error = NULL;
  PentimentoMark *mark = create_mark (self, &error);

  return draw_tool_show_with (self, mark, error);
}

/* The pointer */

static double
get_reach (const PentimentoViewport *viewport)
{
  return REACH * viewport->scale / viewport->zoom;
}

static PentimentoMarkPoint
find_point (const PentimentoViewport *viewport, double view_x, double view_y)
{
  double x, y;

  pentimento_viewport_to_image (viewport, view_x, view_y, &x, &y);
  x = CLAMP (x, -PENTIMENTO_MARK_MOST_PLACE, PENTIMENTO_MARK_MOST_PLACE);
  y = CLAMP (y, -PENTIMENTO_MARK_MOST_PLACE, PENTIMENTO_MARK_MOST_PLACE);
  return (PentimentoMarkPoint){ (int)floor (x + 0.5), (int)floor (y + 0.5) };
}

static int
find_mark (PentimentoDrawTool *self, const PentimentoViewport *viewport, double view_x, double view_y)
{
  double x, y;

  pentimento_viewport_to_image (viewport, view_x, view_y, &x, &y);
  return draw_tool_get_marked (self) != NULL
             ? pentimento_marks_find (draw_tool_get_marked (self), x, y, get_reach (viewport))
             : -1;
}

static gboolean
is_on_picture (const PentimentoViewport *viewport, double view_x, double view_y)
{
  double x, y;

  pentimento_viewport_to_image (viewport, view_x, view_y, &x, &y);
  return x >= 0 && y >= 0 && x < viewport->image_width && y < viewport->image_height;
}

static gboolean
is_at_end (PentimentoDrawTool *self, const PentimentoViewport *viewport, double view_x, double view_y)
{
  PentimentoMark *mark = draw_tool_get_marked_selected (self);
  double x, y;

  if (!draw_tool_has_end (mark))
    return FALSE;
  pentimento_viewport_to_view (viewport, mark->points[1].x, mark->points[1].y, &x, &y);
  return hypot (x - view_x, y - view_y) <= REACH * viewport->scale;
}

static gboolean
is_double_click (PentimentoDrawTool *self)
{
  gint64 before = self->pressed_at;
  int milliseconds;

  g_object_get (gtk_settings_get_default (), "gtk-double-click-time", &milliseconds, NULL);
  self->pressed_at = g_get_monotonic_time ();
  return self->pressed_at - before < milliseconds * 1000;
}

static Hand
take_hold (PentimentoDrawTool *self, const PentimentoViewport *viewport, double x, double y)
{
  int hit = find_mark (self, viewport, x, y);
  gboolean again = is_double_click (self);

  if (is_at_end (self, viewport, x, y))
    return HAND_PULLS;
  if (hit != self->selected)
    {
      draw_tool_select (self, hit);
      again = FALSE;
    }
  if (again && draw_tool_is_text (draw_tool_get_marked_selected (self)))
    return HAND_WRITES;
  return hit >= 0 ? HAND_MOVES : HAND_EMPTY;
}

static Hand
take_pen (PentimentoDrawTool *self, const PentimentoViewport *viewport, double x, double y)
{
  int hit;

  if (!is_on_picture (viewport, x, y))
    return HAND_EMPTY;
  if (!is_kind (self, "text"))
    return HAND_DRAWS;
  hit = find_mark (self, viewport, x, y);
  if (hit != self->selected)
    draw_tool_select (self, hit);
  return HAND_WRITES;
}

gboolean
draw_tool_press (PentimentoTool *tool, const PentimentoViewport *viewport, double x, double y)
{
  PentimentoDrawTool *self = PENTIMENTO_DRAW_TOOL (tool);
  PentimentoMarkPoint point = find_point (viewport, x, y);

  pentimento_draw_tool_end_writing (self, TRUE);
  self->hand = is_kind (self, "move") ? take_hold (self, viewport, x, y) : take_pen (self, viewport, x, y);
  self->way = 0;
  g_array_set_size (self->points, 0);
  g_array_append_val (self->points, point);
  return self->hand != HAND_EMPTY;
}

void
draw_tool_drag (PentimentoTool *tool, const PentimentoViewport *viewport, double x, double y)
{
  PentimentoDrawTool *self = PENTIMENTO_DRAW_TOOL (tool);
  PentimentoMarkPoint point = find_point (viewport, x, y);
  const PentimentoMarkPoint *start = &g_array_index (self->points, PentimentoMarkPoint, 0);
  PentimentoMark *mark = draw_tool_get_marked_selected (self);
  int dx = point.x - start->x, dy = point.y - start->y;

  self->way = MAX (self->way, hypot (dx, dy) * viewport->zoom / viewport->scale);
  g_array_append_val (self->points, point);
  if (self->hand == HAND_DRAWS)
    show_drawn (self);
  else if (self->hand == HAND_MOVES && mark != NULL)
    draw_tool_show_instead (self, pentimento_mark_move (mark, dx, dy));
  else if (self->hand == HAND_PULLS && mark != NULL)
    draw_tool_show_instead (self, pentimento_mark_pull (mark, dx, dy));
}

/* A click is no arrow: nothing would be seen of it. */
void
draw_tool_release (PentimentoTool *tool)
{
  PentimentoDrawTool *self = PENTIMENTO_DRAW_TOOL (tool);
  gboolean draws = self->hand == HAND_DRAWS;
  gboolean counts = self->way >= LEAST_WAY || (draws && is_kind (self, "scribble"));

  if (draws && counts && !self->is_about)
    counts = show_drawn (self);
  if (self->hand == HAND_WRITES)
    draw_tool_begin_writing (self, &g_array_index (self->points, PentimentoMarkPoint, 0));
  self->hand = HAND_EMPTY;
  if (self->writing)
    return;
  if (counts && self->is_about)
    draw_tool_keep_shown (self);
  draw_tool_show_marked (self);
  /* The next colour chosen is that of the next mark. */
  if (draws)
    draw_tool_select (self, -1);
  pentimento_tool_changed (tool);
}

const char *
draw_tool_find_cursor (PentimentoTool *tool, const PentimentoViewport *viewport, double x, double y)
{
  PentimentoDrawTool *self = PENTIMENTO_DRAW_TOOL (tool);

  if (is_kind (self, "move"))
    return is_at_end (self, viewport, x, y) ? "crosshair" : find_mark (self, viewport, x, y) >= 0 ? "move" : NULL;
  if (!is_on_picture (viewport, x, y))
    return NULL;
  return is_kind (self, "text") ? "text" : "crosshair";
}

/* Keys */

static gboolean
move_by_key (PentimentoDrawTool *self, guint key, GdkModifierType state)
{
  PentimentoMark *mark = draw_tool_get_marked_selected (self);
  int dx, dy;

  if (mark == NULL || !pentimento_tool_read_arrow (key, state, &dx, &dy))
    return FALSE;
  draw_tool_nudge (self, state & GDK_CONTROL_MASK ? pentimento_mark_pull (mark, dx, dy)
                                                  : pentimento_mark_move (mark, dx, dy));
  return TRUE;
}

/* After the last one the focus goes on. */
static gboolean
walk (PentimentoDrawTool *self, int step)
{
  int n = (int)draw_tool_count (draw_tool_get_marked (self));
  int next = self->selected < 0 ? (step > 0 ? 0 : n - 1) : self->selected + step;

  if (next < 0 || next >= n)
    {
      draw_tool_select (self, -1);
      return FALSE;
    }
  draw_tool_select (self, next);
  return TRUE;
}

/* A mark in the middle, for the keys to move. */
static void
add_in_the_middle (PentimentoDrawTool *self)
{
  int width, height;

  pentimento_tool_get_size (PENTIMENTO_TOOL (self), &width, &height);
  g_array_set_size (self->points, 0);
  g_array_append_val (self->points, ((PentimentoMarkPoint){ width * 3 / 8, height * 3 / 8 }));
  g_array_append_val (self->points, ((PentimentoMarkPoint){ width * 5 / 8, height * 5 / 8 }));
  if (!show_drawn (self))
    return;
  draw_tool_keep_shown (self);
  draw_tool_select (self, (int)draw_tool_count (draw_tool_get_marked (self)) - 1);
}

static void
enter (PentimentoDrawTool *self)
{
  int width, height;

  pentimento_tool_get_size (PENTIMENTO_TOOL (self), &width, &height);
  if (draw_tool_is_text (draw_tool_get_marked_selected (self)) || is_kind (self, "text"))
    draw_tool_begin_writing (self, &(PentimentoMarkPoint){ width * 3 / 8, height * 3 / 8 });
  else if (!is_kind (self, "move"))
    add_in_the_middle (self);
}

/* In the order of the buttons. */
static gboolean
choose_kind (PentimentoDrawTool *self, guint key, GdkModifierType state)
{
  const char *kinds[] = { "move", "arrow", "box", "ellipse", "scribble", "text" };

  if (key < GDK_KEY_1 || key >= GDK_KEY_1 + G_N_ELEMENTS (kinds)
      || (state & gtk_accelerator_get_default_mod_mask ()) != 0)
    return FALSE;
  g_object_set (self, "kind", kinds[key - GDK_KEY_1], NULL);
  return TRUE;
}

gboolean
draw_tool_key (PentimentoTool *tool, guint key, GdkModifierType state)
{
  PentimentoDrawTool *self = PENTIMENTO_DRAW_TOOL (tool);

  switch (key)
    {
    case GDK_KEY_Tab:
    case GDK_KEY_ISO_Left_Tab:
      return (state & (GDK_CONTROL_MASK | GDK_ALT_MASK)) == 0
             && walk (self, key == GDK_KEY_Tab && (state & GDK_SHIFT_MASK) == 0 ? 1 : -1);
    case GDK_KEY_Delete:
    case GDK_KEY_KP_Delete:
    case GDK_KEY_BackSpace:
      pentimento_draw_tool_remove_selected (self);
      return TRUE;
    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
    case GDK_KEY_ISO_Enter:
      if ((state & GDK_CONTROL_MASK) == 0)
        enter (self);
      return (state & GDK_CONTROL_MASK) == 0;
    case GDK_KEY_Escape:
      if (self->selected < 0)
        return FALSE;
      draw_tool_select (self, -1);
      return TRUE;
    default:
      return choose_kind (self, key, state) || move_by_key (self, key, state);
    }
}
