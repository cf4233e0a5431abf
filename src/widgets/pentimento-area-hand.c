/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "pentimento-area-hand.h"

#include <math.h>

/* Half of a line of the cross, in pixels of the widget. */
#define ARM 9

static void
point (const PentimentoAreaHand *self, PentimentoTool *tool, const PentimentoViewport *viewport)
{
  double x, y;

  pentimento_viewport_to_view (viewport, self->x, self->y, &x, &y);
  pentimento_tool_point (tool, viewport, x, y);
  if (self->holds)
    pentimento_tool_drag (tool, viewport, x, y);
  pentimento_tool_redraw (tool);
}

/* In the middle of what is seen. */
static void
show (PentimentoAreaHand *self, PentimentoTool *tool, const PentimentoViewport *viewport)
{
  pentimento_viewport_to_image (viewport, viewport->view_width / 2, viewport->view_height / 2, &self->x, &self->y);
  self->x = CLAMP (round (self->x), 0, viewport->image_width);
  self->y = CLAMP (round (self->y), 0, viewport->image_height);
  self->shown = TRUE;
  self->holds = FALSE;
  point (self, tool, viewport);
}

static void
press_or_release (PentimentoAreaHand *self, PentimentoTool *tool, const PentimentoViewport *viewport, gboolean clicks)
{
  double x, y;

  if (!self->holds)
    {
      pentimento_viewport_to_view (viewport, self->x, self->y, &x, &y);
      pentimento_tool_set_hand (tool, 0, 1);
      self->holds = pentimento_tool_press (tool, viewport, x, y);
      if (!clicks)
        return;
    }
  if (self->holds)
    pentimento_tool_release (tool);
  self->holds = FALSE;
}

static gboolean
move (PentimentoAreaHand *self,
      PentimentoTool *tool,
      const PentimentoViewport *viewport,
      guint key,
      GdkModifierType state)
{
  int dx, dy;

  if (!pentimento_tool_read_arrow (key, state, &dx, &dy))
    return FALSE;
  self->x = CLAMP (self->x + dx, 0, viewport->image_width);
  self->y = CLAMP (self->y + dy, 0, viewport->image_height);
  point (self, tool, viewport);
  return TRUE;
}

gboolean
pentimento_area_hand_take_key (PentimentoAreaHand *self,
                               PentimentoTool *tool,
                               const PentimentoViewport *viewport,
                               gboolean clicks,
                               guint key,
                               GdkModifierType state)
{
  gboolean is_insert = key == GDK_KEY_Insert || key == GDK_KEY_KP_Insert;

  if (!self->shown && is_insert)
    show (self, tool, viewport);
  else if (is_insert)
    press_or_release (self, tool, viewport, clicks);
  else if (self->shown && key == GDK_KEY_Escape)
    {
      self->shown = self->holds = FALSE;
      pentimento_tool_redraw (tool);
    }
  else
    return self->shown && move (self, tool, viewport, key, state);
  return TRUE;
}

static void
paint_arms (GtkSnapshot *snapshot, const GdkRGBA *colour, double x, double y, double arm, double half)
{
  gtk_snapshot_append_color (snapshot, colour, &GRAPHENE_RECT_INIT (x - arm, y - half, 2 * arm, 2 * half));
  gtk_snapshot_append_color (snapshot, colour, &GRAPHENE_RECT_INIT (x - half, y - arm, 2 * half, 2 * arm));
}

void
pentimento_area_hand_paint (const PentimentoAreaHand *self, GtkSnapshot *snapshot, const PentimentoViewport *viewport)
{
  const GdkRGBA black = { 0, 0, 0, 1 }, white = { 1, 1, 1, 1 };
  double arm = ARM * viewport->scale, half = viewport->scale / 2;
  double x, y;

  if (!self->shown)
    return;
  pentimento_viewport_to_view (viewport, self->x, self->y, &x, &y);
  paint_arms (snapshot, &black, x, y, arm + viewport->scale, half + viewport->scale);
  paint_arms (snapshot, &white, x, y, arm, half);
}
