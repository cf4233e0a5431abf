/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "draw-tool-private.h"

/* A line is seen well at this part of the longer side, also where the picture is scaled down for a model. */
#define WIDTHS_IN_PICTURE 150

enum {
  PROP_MARKING = 1,
  PROP_KIND,
  PROP_COLOUR,
  PROP_WIDTH,
  PROP_SELECTED,
  PROP_WRITING,
  N_PROPERTIES,
};

static GParamSpec *properties[N_PROPERTIES];

enum {
  REFUSED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (PentimentoDrawTool, pentimento_draw_tool, PENTIMENTO_TYPE_TOOL)

PentimentoMarks *
draw_tool_get_marked (PentimentoDrawTool *self)
{
  return self->marking != NULL ? pentimento_marking_get_marks (self->marking) : NULL;
}

PentimentoMarks *
pentimento_draw_tool_get_marks (PentimentoDrawTool *self)
{
  return self->is_about ? self->shown : draw_tool_get_marked (self);
}

PentimentoMark *
pentimento_draw_tool_get_selected (PentimentoDrawTool *self)
{
  PentimentoMarks *marks = pentimento_draw_tool_get_marks (self);

  if (marks == NULL || self->selected < 0 || self->selected >= (int)pentimento_marks_get_n (marks))
    return NULL;
  return pentimento_marks_get (marks, (guint)self->selected);
}

guint
draw_tool_count (PentimentoMarks *marks)
{
  return marks != NULL ? pentimento_marks_get_n (marks) : 0;
}

/* What is selected says how it is drawn. */
void
draw_tool_select (PentimentoDrawTool *self, int selected)
{
  PentimentoMark *mark;

  if (self->selected != selected)
    g_clear_pointer (&self->nudged, pentimento_marks_unref);
  self->selected = selected;
  mark = pentimento_draw_tool_get_selected (self);
  if (mark != NULL)
    {
      self->colour = mark->colour;
      self->width = mark->width;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_COLOUR]);
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_WIDTH]);
    }
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SELECTED]);
  pentimento_tool_changed (PENTIMENTO_TOOL (self));
}

/* What the hand is about to do. @marks: (transfer full) (nullable) */
void
draw_tool_show (PentimentoDrawTool *self, PentimentoMarks *marks)
{
  g_clear_pointer (&self->shown, pentimento_marks_unref);
  self->shown = marks;
  self->is_about = TRUE;
  pentimento_tool_changed (PENTIMENTO_TOOL (self));
}

void
draw_tool_show_marked (PentimentoDrawTool *self)
{
  g_clear_pointer (&self->shown, pentimento_marks_unref);
  self->is_about = FALSE;
}

/* What is to be seen becomes a step. */
void
draw_tool_keep_shown (PentimentoDrawTool *self)
{
  g_autoptr (PentimentoMarks) shown = g_steal_pointer (&self->shown);

  self->is_about = FALSE;
  if (self->marking != NULL)
    pentimento_marking_set_marks (self->marking, shown);
  pentimento_tool_changed (PENTIMENTO_TOOL (self));
}

/* @marks: (transfer full) (nullable); @error: (transfer full) (nullable). Returns: whether there are any */
static gboolean
show_or_refuse (PentimentoDrawTool *self, PentimentoMarks *marks, GError *error)
{
  if (marks != NULL)
    draw_tool_show (self, marks);
  else
    g_signal_emit (self, signals[REFUSED], 0, error->message);
  g_clear_error (&error);
  return marks != NULL;
}

/* @mark: (transfer full) (nullable): a new one on top */
gboolean
draw_tool_show_with (PentimentoDrawTool *self, PentimentoMark *taken, GError *error)
{
  g_autoptr (PentimentoMark) mark = taken;
  PentimentoMarks *marks = mark != NULL ? pentimento_marks_append (draw_tool_get_marked (self), mark, &error) : NULL;

  return show_or_refuse (self, marks, error);
}

/* @mark: (transfer full): in the place of the selected one */
gboolean
draw_tool_show_instead (PentimentoDrawTool *self, PentimentoMark *taken)
{
  g_autoptr (PentimentoMark) mark = taken;
  GError *error = NULL;
  PentimentoMarks *marks = pentimento_marks_replace (draw_tool_get_marked (self), (guint)self->selected, mark, &error);

  return show_or_refuse (self, marks, error);
}

/* The mark as it is, whatever the hand is about to do with it. */
PentimentoMark *
draw_tool_get_marked_selected (PentimentoDrawTool *self)
{
  PentimentoMarks *marks = draw_tool_get_marked (self);

  return self->selected >= 0 && self->selected < (int)draw_tool_count (marks)
             ? pentimento_marks_get (marks, (guint)self->selected)
             : NULL;
}

void
draw_tool_show_without_selected (PentimentoDrawTool *self)
{
  draw_tool_show (self, self->selected >= 0
                            ? pentimento_marks_remove (draw_tool_get_marked (self), (guint)self->selected)
                        : draw_tool_get_marked (self) != NULL ? pentimento_marks_ref (draw_tool_get_marked (self))
                                                              : NULL);
}

/* Several keys after another are one step. */
void
draw_tool_nudge (PentimentoDrawTool *self, PentimentoMark *mark)
{
  gboolean again = self->nudged != NULL && self->nudged == draw_tool_get_marked (self);

  if (!draw_tool_show_instead (self, mark))
    return;
  if (again)
    pentimento_marking_undo (self->marking);
  draw_tool_keep_shown (self);
  g_clear_pointer (&self->nudged, pentimento_marks_unref);
  self->nudged = draw_tool_get_marked (self) != NULL ? pentimento_marks_ref (draw_tool_get_marked (self)) : NULL;
}

void
pentimento_draw_tool_remove_selected (PentimentoDrawTool *self)
{
  int next = self->selected;

  if (draw_tool_get_marked_selected (self) == NULL)
    return;
  draw_tool_show_without_selected (self);
  draw_tool_keep_shown (self);
  draw_tool_select (self, MIN (next, (int)draw_tool_count (draw_tool_get_marked (self)) - 1));
}

static void
begin (PentimentoTool *tool, int width, int height)
{
  PentimentoDrawTool *self = PENTIMENTO_DRAW_TOOL (tool);

  self->hand = HAND_EMPTY;
  draw_tool_set_writing (self, FALSE);
  draw_tool_show_marked (self);
  if (self->begun_width != width || self->begun_height != height)
    {
      self->begun_width = width;
      self->begun_height = height;
      self->width = CLAMP (MAX (width, height) / WIDTHS_IN_PICTURE, 2, PENTIMENTO_MARK_MOST_WIDTH);
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_WIDTH]);
    }
  draw_tool_select (self, -1);
}

/* Nothing is done to the picture. */
static gboolean
append (PentimentoTool *tool, PentimentoRecipe **recipe, int width, int height, GError **error)
{
  return TRUE;
}

/* Undone, or another version is shown. */
static void
marks_changed (PentimentoDrawTool *self)
{
  if (self->selected >= (int)draw_tool_count (draw_tool_get_marked (self)) && !self->is_about)
    draw_tool_select (self, -1);
  pentimento_tool_changed (PENTIMENTO_TOOL (self));
}

static void
set_marking (PentimentoDrawTool *self, PentimentoMarking *marking)
{
  if (self->marking != NULL)
    g_signal_handlers_disconnect_by_func (self->marking, marks_changed, self);
  g_set_object (&self->marking, marking);
  if (marking != NULL)
    g_signal_connect_object (marking, "notify::marks", G_CALLBACK (marks_changed), self, G_CONNECT_SWAPPED);
}

/* The next mark, and the selected one, look so. */
static void
restyle (PentimentoDrawTool *self, guint32 colour, int width)
{
  PentimentoMark *mark = draw_tool_get_marked_selected (self);

  self->colour = colour;
  self->width = width;
  if (mark == NULL || (mark->colour == colour && mark->width == width))
    return;
  if (self->writing)
    pentimento_draw_tool_write (self, self->text);
  else
    draw_tool_nudge (self, pentimento_mark_restyle (mark, colour, width));
}

static void
set_kind (PentimentoDrawTool *self, const char *kind)
{
  g_free (self->kind);
  self->kind = g_strdup (kind);
}

static void
pentimento_draw_tool_get_property (GObject *object, guint id, GValue *value, GParamSpec *spec)
{
  PentimentoDrawTool *self = PENTIMENTO_DRAW_TOOL (object);

  switch (id)
    {
    case PROP_MARKING:
      g_value_set_object (value, self->marking);
      break;
    case PROP_KIND:
      g_value_set_string (value, self->kind);
      break;
    case PROP_COLOUR:
      g_value_take_string (value, g_strdup_printf ("#%06x", self->colour));
      break;
    case PROP_WIDTH:
      g_value_set_int (value, self->width);
      break;
    case PROP_SELECTED:
      g_value_set_int (value, self->selected);
      break;
    default:
      g_value_set_boolean (value, self->writing);
    }
}

static void
pentimento_draw_tool_set_property (GObject *object, guint id, const GValue *value, GParamSpec *spec)
{
  PentimentoDrawTool *self = PENTIMENTO_DRAW_TOOL (object);

  switch (id)
    {
    case PROP_MARKING:
      set_marking (self, g_value_get_object (value));
      break;
    case PROP_KIND:
      set_kind (self, g_value_get_string (value));
      break;
    case PROP_COLOUR:
      restyle (self, (guint32)g_ascii_strtoull (g_value_get_string (value) + 1, NULL, 16) & 0xffffff, self->width);
      break;
    case PROP_WIDTH:
      restyle (self, self->colour, g_value_get_int (value));
      break;
    default:
      draw_tool_select (self, g_value_get_int (value));
    }
}

static void
pentimento_draw_tool_finalize (GObject *object)
{
  PentimentoDrawTool *self = PENTIMENTO_DRAW_TOOL (object);

  g_clear_object (&self->marking);
  g_clear_pointer (&self->shown, pentimento_marks_unref);
  g_clear_pointer (&self->nudged, pentimento_marks_unref);
  g_array_unref (self->points);
  g_free (self->kind);
  g_free (self->text);
  G_OBJECT_CLASS (pentimento_draw_tool_parent_class)->finalize (object);
}

static void
install_properties (GObjectClass *klass)
{
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS;

  properties[PROP_MARKING] = g_param_spec_object ("marking", NULL, NULL, PENTIMENTO_TYPE_MARKING, flags);
  properties[PROP_KIND] = g_param_spec_string ("kind", NULL, NULL, "arrow", flags);
  properties[PROP_COLOUR] = g_param_spec_string ("colour", NULL, NULL, "#e01b24", flags);
  properties[PROP_WIDTH] = g_param_spec_int ("width", NULL, NULL, 1, PENTIMENTO_MARK_MOST_WIDTH, 8, flags);
  properties[PROP_SELECTED] = g_param_spec_int ("selected", NULL, NULL, -1, G_MAXINT, -1, flags);
  properties[PROP_WRITING]
      = g_param_spec_boolean ("writing", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (klass, N_PROPERTIES, properties);
}

static void
pentimento_draw_tool_class_init (PentimentoDrawToolClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  PentimentoToolClass *tool_class = PENTIMENTO_TOOL_CLASS (klass);

  object_class->get_property = pentimento_draw_tool_get_property;
  object_class->set_property = pentimento_draw_tool_set_property;
  object_class->finalize = pentimento_draw_tool_finalize;
  install_properties (object_class);
  tool_class->begin = begin;
  tool_class->append = append;
  tool_class->find_cursor = draw_tool_find_cursor;
  tool_class->press = draw_tool_press;
  tool_class->drag = draw_tool_drag;
  tool_class->release = draw_tool_release;
  tool_class->key = draw_tool_key;
  tool_class->is_overlay = TRUE;
  signals[REFUSED] = g_signal_new ("refused", PENTIMENTO_TYPE_DRAW_TOOL, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
pentimento_draw_tool_init (PentimentoDrawTool *self)
{
  self->points = g_array_new (FALSE, FALSE, sizeof (PentimentoMarkPoint));
  self->kind = g_strdup ("arrow");
  self->colour = 0xe01b24;
  self->width = 8;
  self->selected = -1;
  self->text = g_strdup ("");
}

PentimentoDrawTool *
pentimento_draw_tool_new (void)
{
  return g_object_new (PENTIMENTO_TYPE_DRAW_TOOL, NULL);
}
