/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How two versions are looked at together: which are, where they lie on the canvas, and what is said of them. */

#include "pentimento-canvas-private.h"
#include "pentimento-version-label.h"

#include <glib/gi18n-lib.h>
#include <math.h>

/* Between two panes, in device pixels. */
#define GAP 2

/* From the pane's edge to what is written on it, in pixels of the widget. */
#define LABEL_MARGIN 12

/* Around the picture while a tool has handles, so that they can be seen and taken hold of where the picture ends; and where the tools are chosen, and below,
 * where the zoom is. In pixels of the widget. */
#define TOOL_MARGIN 24
#define TOOL_START_MARGIN 64
#define TOOL_LOWER_MARGIN 64

/* Ratios of sides that differ by less are the same but for whole pixels; as for a difference. */
#define SAME_RATIO 0.01

PentimentoVersion *
pentimento_canvas_get_other_version (PentimentoCanvas *self)
{
  PentimentoHistory *history = self->document != NULL ? pentimento_document_get_history (self->document) : NULL;
  PentimentoVersion *shown = pentimento_canvas_get_version (self);
  PentimentoVersion *chosen;

  if (shown == NULL)
    return NULL;
  chosen = self->compare_with != NULL ? pentimento_history_find (history, self->compare_with) : NULL;
  return chosen != NULL && chosen != shown ? chosen : pentimento_history_get_parent (history, shown);
}

gboolean
pentimento_canvas_offers_compare (PentimentoCanvas *self)
{
  return (self->tool == NULL || pentimento_tool_get_is_overlay (self->tool))
         && pentimento_canvas_painter_get_pyramid (self->painter) != NULL
         && pentimento_canvas_get_other_version (self) != NULL;
}

gboolean
pentimento_canvas_can_compare (PentimentoCanvas *self)
{
  return self->tool == NULL && pentimento_canvas_offers_compare (self);
}

gboolean
pentimento_canvas_shows_other (PentimentoCanvas *self)
{
  return self->comparing && self->tool == NULL && pentimento_canvas_other_get_painter (self->other) != NULL;
}

/* What is seen now: not what is still to come, nor what is covered by the other version while that is held. */
static PentimentoCompareMode
get_seen_mode (PentimentoCanvas *self)
{
  gboolean is_there = pentimento_canvas_other_get_painter (self->other) != NULL;
  gboolean is_measured = pentimento_canvas_other_get_difference_painter (self->other) != NULL;

  switch (pentimento_canvas_can_compare (self) && !self->comparing ? self->compare_mode : PENTIMENTO_COMPARE_NONE)
    {
    case PENTIMENTO_COMPARE_SPLIT:
      return is_there ? PENTIMENTO_COMPARE_SPLIT : PENTIMENTO_COMPARE_NONE;
    case PENTIMENTO_COMPARE_DIFFERENCE:
      return is_measured ? PENTIMENTO_COMPARE_DIFFERENCE : PENTIMENTO_COMPARE_NONE;
    case PENTIMENTO_COMPARE_SIDE_BY_SIDE:
      return PENTIMENTO_COMPARE_SIDE_BY_SIDE;
    default:
      return PENTIMENTO_COMPARE_NONE;
    }
}

/* Panes */

static gboolean
has_panes (PentimentoCanvas *self)
{
  return self->compare_mode == PENTIMENTO_COMPARE_SIDE_BY_SIDE && pentimento_canvas_can_compare (self);
}

static void
leave_room_for_handles (GdkRectangle *pane, double scale, gboolean from_right)
{
  int most = MIN (pane->width, pane->height) / 4;
  int margin = MIN ((int)round (TOOL_MARGIN * scale), most);
  int start = MIN ((int)round (TOOL_START_MARGIN * scale), most);
  int lower = MIN ((int)round (TOOL_LOWER_MARGIN * scale), most);

  pane->x += from_right ? margin : start;
  pane->y += margin;
  pane->width -= start + margin;
  pane->height -= lower + margin;
}

/* Finds the part of the canvas that is the other version's, and that of the shown one, in device pixels. Where there are no panes both are all of it. */
static void
get_panes (PentimentoCanvas *self, GdkRectangle *other, GdkRectangle *shown)
{
  double scale = pentimento_canvas_get_scale (self);
  int width = (int)round (gtk_widget_get_width (GTK_WIDGET (self)) * scale);
  int height = (int)round (gtk_widget_get_height (GTK_WIDGET (self)) * scale);
  GdkRectangle pane = { 0, 0, width, height };

  if (self->tool != NULL && !pentimento_tool_get_keeps_place (self->tool))
    leave_room_for_handles (&pane, scale, gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL);
  if (has_panes (self) && width >= height)
    pane.width = MAX (1, (width - GAP) / 2);
  else if (has_panes (self))
    pane.height = MAX (1, (height - GAP) / 2);
  *other = *shown = pane;
  if (has_panes (self))
    {
      shown->x = width - pane.width;
      shown->y = height - pane.height;
    }
}

void
pentimento_canvas_place_panes (PentimentoCanvas *self)
{
  GdkRectangle other, shown;

  get_panes (self, &other, &shown);
  self->viewport.scale = pentimento_canvas_get_scale (self);
  pentimento_viewport_set_view (&self->viewport, shown.width, shown.height);
}

void
pentimento_canvas_to_view (PentimentoCanvas *self, double *x, double *y)
{
  double scale = pentimento_canvas_get_scale (self);
  GdkRectangle other, shown;

  get_panes (self, &other, &shown);
  *x *= scale;
  *y *= scale;
  if (self->tool != NULL || (*x >= shown.x && *y >= shown.y))
    {
      *x -= shown.x;
      *y -= shown.y;
    }
}

/* Painting */

/* A version of another shape is seen as large as fits into the place of the shown one, in its middle. */
static PentimentoViewport
get_other_viewport (PentimentoCanvas *self)
{
  PentimentoPyramid *pyramid
      = pentimento_canvas_painter_get_pyramid (pentimento_canvas_other_get_painter (self->other));
  PentimentoViewport viewport = self->viewport;
  double width = pentimento_pyramid_get_width (pyramid, 0);
  double height = pentimento_pyramid_get_height (pyramid, 0);
  double ratio_x = self->viewport.image_width / width;
  double ratio_y = self->viewport.image_height / height;
  double ratio = MIN (ratio_x, ratio_y);

  if (fabs (ratio_x / ratio_y - 1) < SAME_RATIO)
    return viewport;
  viewport.image_width = width;
  viewport.image_height = height;
  viewport.zoom *= ratio;
  viewport.x = (self->viewport.x - (self->viewport.image_width - width * ratio) / 2) / ratio;
  viewport.y = (self->viewport.y - (self->viewport.image_height - height * ratio) / 2) / ratio;
  return viewport;
}

static gboolean
paint_shown (PentimentoCanvas *self, GtkSnapshot *snapshot)
{
  return pentimento_canvas_painter_paint (self->painter, snapshot, &self->viewport, self->background);
}

static gboolean
paint_alone (PentimentoCanvas *self, GtkSnapshot *snapshot)
{
  gboolean sharp = paint_shown (self, snapshot);

  pentimento_canvas_paint_area (self, snapshot);
  return sharp;
}

static gboolean
paint_other (PentimentoCanvas *self, GtkSnapshot *snapshot)
{
  PentimentoCanvasPainter *painter = pentimento_canvas_other_get_painter (self->other);
  PentimentoViewport viewport;

  if (painter == NULL)
    return TRUE;
  viewport = get_other_viewport (self);
  return pentimento_canvas_painter_paint (painter, snapshot, &viewport, self->background);
}

/* (nullable): the shown picture, or the other one where that lies there */
static PentimentoPyramid *
get_pyramid_at (PentimentoCanvas *self, double x, double y)
{
  PentimentoCanvasPainter *other = pentimento_canvas_other_get_painter (self->other);
  double line = gtk_widget_get_width (GTK_WIDGET (self)) * pentimento_split_handle_get_position (self->split_handle);
  double scale = pentimento_canvas_get_scale (self);
  GdkRectangle other_pane, shown_pane;
  gboolean is_other = FALSE;

  get_panes (self, &other_pane, &shown_pane);
  if (has_panes (self))
    is_other = x * scale < shown_pane.x || y * scale < shown_pane.y;
  else if (get_seen_mode (self) == PENTIMENTO_COMPARE_SPLIT)
    is_other = x < line;
  if (is_other)
    return other != NULL ? pentimento_canvas_painter_get_pyramid (other) : NULL;
  return pentimento_canvas_get_shown (self);
}

GdkPixbuf *
pentimento_canvas_find_pixel (PentimentoCanvas *self, double x, double y, int *column, int *row)
{
  PentimentoPyramid *pyramid = get_pyramid_at (self, x, y);
  gboolean is_shown = pyramid == pentimento_canvas_painter_get_pyramid (self->painter);
  PentimentoViewport viewport;

  /* What a tool would make of the picture is no version yet. */
  if (pyramid == NULL || (self->tool != NULL && pentimento_canvas_preview_get_painter (self->preview) != NULL))
    return NULL;

  viewport = is_shown ? self->viewport : get_other_viewport (self);
  pentimento_canvas_to_view (self, &x, &y);
  pentimento_viewport_to_image (&viewport, x, y, &x, &y);
  *column = (int)floor (x * pentimento_pyramid_get_width (pyramid, 0) / viewport.image_width);
  *row = (int)floor (y * pentimento_pyramid_get_height (pyramid, 0) / viewport.image_height);
  return pentimento_pyramid_get_pixels (pyramid);
}

typedef gboolean (*Paint) (PentimentoCanvas *self, GtkSnapshot *snapshot);

/* @pane: where the view's corner lies, and how much of it is seen */
static gboolean
paint_clipped (PentimentoCanvas *self,
               GtkSnapshot *snapshot,
               Paint paint,
               const GdkRectangle *pane,
               const graphene_rect_t *clip)
{
  gboolean sharp;

  gtk_snapshot_push_clip (snapshot, clip);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (pane->x, pane->y));
  sharp = paint (self, snapshot);
  gtk_snapshot_restore (snapshot);
  gtk_snapshot_pop (snapshot);
  return sharp;
}

static gboolean
paint_split (PentimentoCanvas *self, GtkSnapshot *snapshot)
{
  const GdkRectangle view = { 0, 0, (int)self->viewport.view_width, (int)self->viewport.view_height };
  double line = round (view.width * pentimento_split_handle_get_position (self->split_handle));
  graphene_rect_t left = GRAPHENE_RECT_INIT (0, 0, line, view.height);
  graphene_rect_t right = GRAPHENE_RECT_INIT (line, 0, view.width - line, view.height);
  gboolean sharp = TRUE;

  if (line > 0)
    sharp &= paint_clipped (self, snapshot, paint_other, &view, &left);
  if (line < view.width)
    sharp &= paint_clipped (self, snapshot, paint_shown, &view, &right);
  return sharp;
}

static graphene_rect_t
to_rect (const GdkRectangle *pane)
{
  return GRAPHENE_RECT_INIT (pane->x, pane->y, pane->width, pane->height);
}

/* While the other version is held it lies in both panes, so that nothing jumps. */
static gboolean
paint_panes (PentimentoCanvas *self, GtkSnapshot *snapshot)
{
  GdkRectangle other, shown;
  graphene_rect_t other_clip, shown_clip;
  Paint paint = pentimento_canvas_shows_other (self) ? paint_other : paint_shown;
  gboolean sharp;

  get_panes (self, &other, &shown);
  other_clip = to_rect (&other);
  shown_clip = to_rect (&shown);
  sharp = paint_clipped (self, snapshot, paint_other, &other, &other_clip);
  return paint_clipped (self, snapshot, paint, &shown, &shown_clip) && sharp;
}

static gboolean
paint_worked_on (PentimentoCanvas *self, GtkSnapshot *snapshot)
{
  GdkRectangle other, shown;
  gboolean sharp;

  get_panes (self, &other, &shown);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (shown.x, shown.y));
  sharp = pentimento_canvas_paint_tool (self, snapshot);
  gtk_snapshot_restore (snapshot);
  return sharp;
}

gboolean
pentimento_canvas_paint (PentimentoCanvas *self, GtkSnapshot *snapshot)
{
  if (self->tool != NULL)
    return paint_worked_on (self, snapshot);
  if (has_panes (self))
    return paint_panes (self, snapshot);
  if (pentimento_canvas_shows_other (self))
    return paint_other (self, snapshot);
  switch (get_seen_mode (self))
    {
    case PENTIMENTO_COMPARE_SPLIT:
      return paint_split (self, snapshot);
    case PENTIMENTO_COMPARE_DIFFERENCE:
      return pentimento_canvas_painter_paint (pentimento_canvas_other_get_difference_painter (self->other), snapshot,
                                              &self->viewport, NULL);
    default:
      return paint_alone (self, snapshot);
    }
}

static void
refined (gpointer user_data)
{
  gtk_widget_queue_draw (GTK_WIDGET (user_data));
}

static void
rest (PentimentoCanvas *self, PentimentoCanvasPainter *painter, const PentimentoViewport *viewport)
{
  if (painter != NULL)
    pentimento_canvas_painter_rest (painter, viewport, refined, self);
}

void
pentimento_canvas_rest (PentimentoCanvas *self)
{
  PentimentoCanvasPainter *other = pentimento_canvas_other_get_painter (self->other);
  PentimentoCompareMode mode = get_seen_mode (self);

  if (other != NULL && (self->comparing || mode != PENTIMENTO_COMPARE_NONE))
    {
      PentimentoViewport viewport = get_other_viewport (self);

      rest (self, other, &viewport);
    }
  if (mode == PENTIMENTO_COMPARE_DIFFERENCE)
    rest (self, pentimento_canvas_other_get_difference_painter (self->other), &self->viewport);
  if (self->tool != NULL)
    rest (self, pentimento_canvas_rest_tool (self), &self->viewport);
  rest (self, self->painter, &self->viewport);
}

/* Words */

/* A change of a part leaves all else as it was, to the pixel. */
static char *
describe_outside (const PentimentoDifference *difference)
{
  g_autofree char *outside = g_strdup_printf ("%'" G_GUINT64_FORMAT, difference->n_outside);

  /* Translators: a number of pixels that differ */
  return difference->in_part ? g_strdup_printf (_ ("outside the marked part: %s"), outside) : NULL;
}

static char *
describe_difference (const PentimentoDifference *difference)
{
  double percent = 100.0 * difference->n_changed / difference->n_pixels;
  g_autofree char *changed = g_strdup_printf ("%'" G_GUINT64_FORMAT, difference->n_changed);
  g_autofree char *all = g_strdup_printf ("%'" G_GUINT64_FORMAT, difference->n_pixels);
  g_autofree char *outside = describe_outside (difference);
  g_autofree char *counted = NULL;

  if (difference->n_changed == 0)
    return g_strdup (_ ("Not one pixel differs"));
  /* Translators: two numbers of pixels, a percentage, and the largest difference of a colour */
  counted = g_strdup_printf (_ ("%s of %s pixels differ (%.1f %%), by %d of 255 at most"), changed, all, percent,
                             difference->largest);
  if (difference->scaled)
    return g_strdup_printf (_ ("%s. The other version was scaled to this one’s size first."), counted);
  /* Translators: what differs in all, and outside of what was to change */
  return outside != NULL ? g_strdup_printf (_ ("%s; %s"), counted, outside) : g_steal_pointer (&counted);
}

/* (nullable) */
static char *
describe_state (PentimentoCanvas *self)
{
  const GError *error = pentimento_canvas_other_get_error (self->other);
  const PentimentoDifference *difference = pentimento_canvas_other_get_difference (self->other);

  if (!pentimento_canvas_can_compare (self) || (self->compare_mode == PENTIMENTO_COMPARE_NONE && !self->comparing))
    return NULL;
  if (error != NULL)
    return g_strdup (error->message);
  if (self->compare_mode != PENTIMENTO_COMPARE_DIFFERENCE || self->comparing)
    return NULL;
  return difference != NULL ? describe_difference (difference) : g_strdup (_ ("Comparing…"));
}

static void
set_words (GtkLabel *label, const char *words, int top)
{
  gtk_label_set_label (label, words != NULL ? words : "");
  gtk_widget_set_margin_top (GTK_WIDGET (label), LABEL_MARGIN + top);
  gtk_widget_set_visible (GTK_WIDGET (label), words != NULL);
}

/* (nullable) @version: (nullable) */
static char *
name_version (PentimentoCanvas *self, PentimentoVersion *version)
{
  return version != NULL ? pentimento_version_label (pentimento_document_get_history (self->document), version) : NULL;
}

void
pentimento_canvas_describe_comparison (PentimentoCanvas *self)
{
  PentimentoCompareMode mode = get_seen_mode (self);
  gboolean both = mode == PENTIMENTO_COMPARE_SPLIT || mode == PENTIMENTO_COMPARE_SIDE_BY_SIDE;
  gboolean names_other = both || pentimento_canvas_shows_other (self);
  g_autofree char *other = name_version (self, names_other ? pentimento_canvas_get_other_version (self) : NULL);
  g_autofree char *shown = name_version (self, both ? pentimento_canvas_get_version (self) : NULL);
  g_autofree char *state = describe_state (self);
  GdkRectangle other_pane, shown_pane;

  get_panes (self, &other_pane, &shown_pane);
  set_words (self->other_label, other, 0);
  set_words (self->shown_label, shown, both ? (int)(shown_pane.y / pentimento_canvas_get_scale (self)) : 0);
  set_words (self->compare_note, state, 0);
  gtk_widget_set_visible (GTK_WIDGET (self->split_handle), mode == PENTIMENTO_COMPARE_SPLIT);
}

void
pentimento_canvas_compare_changed (PentimentoCanvas *self)
{
  gboolean wanted
      = pentimento_canvas_can_compare (self) && (self->comparing || self->compare_mode != PENTIMENTO_COMPARE_NONE);
  PentimentoPyramid *shown = pentimento_canvas_painter_get_pyramid (self->painter);

  pentimento_canvas_other_set_version (self->other, self->document, pentimento_canvas_get_other_version (self));
  pentimento_canvas_other_set_shown (self->other, shown != NULL ? pentimento_pyramid_get_pixels (shown) : NULL);
  pentimento_canvas_other_want (self->other, wanted, wanted && self->compare_mode == PENTIMENTO_COMPARE_DIFFERENCE);
  pentimento_canvas_place_panes (self);
  pentimento_canvas_view_changed (self);
}

static gboolean
place_handle (GtkOverlay *overlay, GtkWidget *child, GdkRectangle *place, PentimentoCanvas *self)
{
  int width = gtk_widget_get_width (GTK_WIDGET (overlay));

  if (child != GTK_WIDGET (self->split_handle))
    return FALSE;
  place->width = PENTIMENTO_SPLIT_HANDLE_WIDTH;
  place->height = gtk_widget_get_height (GTK_WIDGET (overlay));
  place->x = (int)round (width * pentimento_split_handle_get_position (self->split_handle)) - place->width / 2;
  place->y = 0;
  return TRUE;
}

static void
split_moved (PentimentoCanvas *self)
{
  gtk_widget_queue_allocate (self->overlay);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
pentimento_canvas_init_comparison (PentimentoCanvas *self)
{
  self->other = pentimento_canvas_other_new (self->tiles);
  g_signal_connect_swapped (self->other, "changed", G_CALLBACK (pentimento_canvas_view_changed), self);
  g_signal_connect (self->overlay, "get-child-position", G_CALLBACK (place_handle), self);
  g_signal_connect_swapped (self->split_handle, "notify::position", G_CALLBACK (split_moved), self);
}
