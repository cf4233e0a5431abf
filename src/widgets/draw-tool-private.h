/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "pentimento-draw-tool.h"

G_BEGIN_DECLS

typedef enum {
  HAND_EMPTY,
  HAND_DRAWS,
  HAND_MOVES,
  HAND_PULLS, /* at the last point */
  HAND_WRITES,
} Hand;

struct _PentimentoDrawTool {
  PentimentoTool parent_instance;

  PentimentoMarking *marking;
  char *kind;
  guint32 colour;
  int width;
  int selected;
  int begun_width; /* the size of the picture that the width was chosen for */
  int begun_height;

  PentimentoMarks *shown;  /* (nullable): what is to be seen in place of what is marked */
  gboolean is_about;       /* whether that counts, NULL included */
  PentimentoMarks *nudged; /* (nullable): what the last key has made */

  Hand hand;
  GArray *points; /* PentimentoMarkPoint: where the hand was since it came */
  double way;     /* in pixels of the widget */
  gint64 pressed_at;

  gboolean writing;
  char *text;
  PentimentoMarkPoint place;
};

/* Returns: (transfer none) (nullable): what is marked, whatever the hand is about to do */
PentimentoMarks *draw_tool_get_marked (PentimentoDrawTool *self);

/* Returns: (transfer none) (nullable): the selected one of them */
PentimentoMark *draw_tool_get_marked_selected (PentimentoDrawTool *self);

/* @marks: (nullable) */
guint draw_tool_count (PentimentoMarks *marks);

/* @selected: -1 for none */
void draw_tool_select (PentimentoDrawTool *self, int selected);

/* What the hand is about to do: @marks (transfer full) (nullable) are to be seen instead of what is marked. */
void draw_tool_show (PentimentoDrawTool *self, PentimentoMarks *marks);

/* The same with a mark on top. @mark: (transfer full) (nullable); @error: (transfer full) (nullable): why there is none. Returns: whether that can be */
gboolean draw_tool_show_with (PentimentoDrawTool *self, PentimentoMark *mark, GError *error);

/* The same with a mark, (transfer full), in the place of the selected one. */
gboolean draw_tool_show_instead (PentimentoDrawTool *self, PentimentoMark *mark);
void draw_tool_show_without_selected (PentimentoDrawTool *self);

/* What is to be seen becomes a step; or it is dropped. */
void draw_tool_keep_shown (PentimentoDrawTool *self);
void draw_tool_show_marked (PentimentoDrawTool *self);

/* Puts a mark, (transfer full), in the place of the selected one; several times in a row are one step. */
void draw_tool_nudge (PentimentoDrawTool *self, PentimentoMark *mark);

/* Asks for words: of the selected text, else for a new one at @place. */
void draw_tool_begin_writing (PentimentoDrawTool *self, const PentimentoMarkPoint *place);
void draw_tool_set_writing (PentimentoDrawTool *self, gboolean writing);

/* @mark: (nullable) */
gboolean draw_tool_is_text (PentimentoMark *mark);

/* Returns: whether it is drawn from one point to another; @mark: (nullable) */
gboolean draw_tool_has_end (PentimentoMark *mark);

/* What the class takes from the hand. */
gboolean draw_tool_press (PentimentoTool *tool, const PentimentoViewport *viewport, double x, double y);
void draw_tool_drag (PentimentoTool *tool, const PentimentoViewport *viewport, double x, double y);
void draw_tool_release (PentimentoTool *tool);
const char *draw_tool_find_cursor (PentimentoTool *tool, const PentimentoViewport *viewport, double x, double y);
gboolean draw_tool_key (PentimentoTool *tool, guint key, GdkModifierType state);

G_END_DECLS
