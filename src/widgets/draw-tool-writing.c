/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The words of a text, while they are written. */

#include "draw-tool-private.h"

void
draw_tool_set_writing (PentimentoDrawTool *self, gboolean writing)
{
  if (self->writing == writing)
    return;
  self->writing = writing;
  g_object_notify (G_OBJECT (self), "writing");
}

gboolean
draw_tool_is_text (PentimentoMark *mark)
{
  return mark != NULL && mark->kind == PENTIMENTO_MARK_TEXT;
}

/* The selected text, else a new one there. */
void
draw_tool_begin_writing (PentimentoDrawTool *self, const PentimentoMarkPoint *place)
{
  PentimentoMark *mark = draw_tool_get_marked_selected (self);

  g_free (self->text);
  self->text = g_strdup (draw_tool_is_text (mark) ? mark->text : "");
  self->place = draw_tool_is_text (mark) ? mark->points[0] : *place;
  if (!draw_tool_is_text (mark))
    draw_tool_select (self, -1);
  draw_tool_set_writing (self, TRUE);
}

void
pentimento_draw_tool_get_place (PentimentoDrawTool *self, double *x, double *y)
{
  *x = self->place.x;
  *y = self->place.y;
}

const char *
pentimento_draw_tool_get_text (PentimentoDrawTool *self)
{
  return self->text;
}

static gboolean
is_blank (const char *text)
{
  g_autofree char *stripped = g_strstrip (g_strdup (text));

  return *stripped == '\0';
}

void
pentimento_draw_tool_write (PentimentoDrawTool *self, const char *text)
{
  GError *error = NULL;
  PentimentoMark *mark;

  if (!self->writing)
    return;
  g_free (self->text);
  self->text = g_strdup (text);
  if (is_blank (text))
    {
      draw_tool_show_without_selected (self);
      return;
    }
  mark = pentimento_mark_new (PENTIMENTO_MARK_TEXT, self->colour, self->width, &self->place, 1, text, &error);
  if (mark != NULL && self->selected >= 0)
    draw_tool_show_instead (self, mark);
  else
    draw_tool_show_with (self, mark, error);
}

void
pentimento_draw_tool_end_writing (PentimentoDrawTool *self, gboolean keep)
{
  if (!self->writing)
    return;
  if (keep && self->is_about)
    draw_tool_keep_shown (self);
  draw_tool_show_marked (self);
  draw_tool_set_writing (self, FALSE);
  if (self->selected >= (int)draw_tool_count (draw_tool_get_marked (self)))
    draw_tool_select (self, -1);
  pentimento_tool_changed (PENTIMENTO_TOOL (self));
}
