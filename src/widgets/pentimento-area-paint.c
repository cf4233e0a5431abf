/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "pentimento-area-paint.h"

#include <glib/gi18n-lib.h>
#include <math.h>

/* In pixels of the widget. */
#define DASH 6
#define LONG_DASH 12
#define CORNER 7
#define HANDLE 9
#define HANDLE_REACH 9
#define LABEL_PADDING 4

/* Straight lines that an ellipse is painted with: no two meet at more than four degrees. */
#define ELLIPSE_LINES 90

static PentimentoMaskPoint
to_view (const PentimentoViewport *viewport, double x, double y)
{
  PentimentoMaskPoint point;

  pentimento_viewport_to_view (viewport, x, y, &point.x, &point.y);
  return point;
}

static cairo_t *
begin (GtkSnapshot *snapshot, const PentimentoViewport *viewport)
{
  return gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (0, 0, viewport->view_width, viewport->view_height));
}

/* In two tones, so that it is seen on anything. */
static void
stroke_line (cairo_t *cr, double scale, double width, double dash)
{
  const double dashes[] = { dash * scale, dash * scale };

  cairo_set_line_width (cr, width * scale);
  cairo_set_dash (cr, NULL, 0, 0);
  cairo_set_source_rgb (cr, 0, 0, 0);
  cairo_stroke_preserve (cr);
  cairo_set_dash (cr, dashes, G_N_ELEMENTS (dashes), 0);
  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_stroke (cr);
  cairo_set_dash (cr, NULL, 0, 0);
}

static const PentimentoMaskTouch *
get_point (const PentimentoAreaShape *shape, guint i)
{
  return &g_array_index (shape->points, PentimentoMaskTouch, i);
}

static void
line_to (cairo_t *cr, const PentimentoViewport *viewport, double x, double y)
{
  PentimentoMaskPoint point = to_view (viewport, x, y);

  cairo_line_to (cr, point.x, point.y);
}

static void
trace_rectangle (cairo_t *cr, const PentimentoViewport *viewport, const PentimentoAreaShape *shape)
{
  const PentimentoMaskTouch *one = get_point (shape, 0), *other = get_point (shape, 1);

  line_to (cr, viewport, one->x, one->y);
  line_to (cr, viewport, other->x, one->y);
  line_to (cr, viewport, other->x, other->y);
  line_to (cr, viewport, one->x, other->y);
  cairo_close_path (cr);
}

static void
trace_ellipse (cairo_t *cr, const PentimentoViewport *viewport, const PentimentoAreaShape *shape)
{
  const PentimentoMaskTouch *one = get_point (shape, 0), *other = get_point (shape, 1);
  double x = (one->x + other->x) / 2, y = (one->y + other->y) / 2;

  for (int i = 0; i < ELLIPSE_LINES; i++)
    line_to (cr, viewport, x + (other->x - x) * cos (2 * G_PI * i / ELLIPSE_LINES),
             y + (other->y - y) * sin (2 * G_PI * i / ELLIPSE_LINES));
  cairo_close_path (cr);
}

static void
paint_corners (cairo_t *cr, const PentimentoViewport *viewport, const PentimentoAreaShape *shape)
{
  double side = CORNER * viewport->scale;

  for (guint i = 0; i < shape->points->len; i++)
    {
      PentimentoMaskPoint point = to_view (viewport, get_point (shape, i)->x, get_point (shape, i)->y);

      cairo_rectangle (cr, point.x - side / 2, point.y - side / 2, side, side);
    }
  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_fill_preserve (cr);
  cairo_set_line_width (cr, viewport->scale);
  cairo_set_source_rgb (cr, 0, 0, 0);
  cairo_stroke (cr);
}

static void
paint_area (cairo_t *cr,
            const PentimentoViewport *viewport,
            const PentimentoAreaShape *shape,
            const PentimentoMaskPoint *next)
{
  if (shape->kind == PENTIMENTO_AREA_RECTANGLE)
    trace_rectangle (cr, viewport, shape);
  else if (shape->kind == PENTIMENTO_AREA_ELLIPSE)
    trace_ellipse (cr, viewport, shape);
  else
    {
      for (guint i = 0; i < shape->points->len; i++)
        line_to (cr, viewport, get_point (shape, i)->x, get_point (shape, i)->y);
      if (next != NULL)
        line_to (cr, viewport, next->x, next->y);
    }
  stroke_line (cr, viewport->scale, 2, DASH);
  if (shape->kind == PENTIMENTO_AREA_POLYGON)
    paint_corners (cr, viewport, shape);
}

/* What the brush has passed, half transparent as a whole. */
static void
paint_stroke (cairo_t *cr, const PentimentoViewport *viewport, const PentimentoAreaShape *shape, gboolean takes_away)
{
  cairo_push_group (cr);
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_ROUND);
  if (takes_away)
    cairo_set_source_rgb (cr, 0.9, 0.2, 0.2);
  else
    cairo_set_source_rgb (cr, 0.25, 0.6, 1);
  for (guint i = 0; i < shape->points->len; i++)
    {
      const PentimentoMaskTouch *to = get_point (shape, i), *from = get_point (shape, i > 0 ? i - 1 : 0);
      double width = shape->size * (from->pressure + to->pressure) / 2 * viewport->zoom;

      cairo_set_line_width (cr, MAX (1, width));
      line_to (cr, viewport, from->x, from->y);
      line_to (cr, viewport, to->x, to->y);
      cairo_stroke (cr);
    }
  cairo_pop_group_to_source (cr);
  cairo_paint_with_alpha (cr, 0.55);
}

void
pentimento_area_paint_shape (const PentimentoAreaShape *shape,
                             GtkSnapshot *snapshot,
                             const PentimentoViewport *viewport,
                             gboolean takes_away,
                             const PentimentoMaskPoint *next)
{
  cairo_t *cr = begin (snapshot, viewport);

  if (pentimento_area_kind_is_stroke (shape->kind))
    paint_stroke (cr, viewport, shape, takes_away);
  else
    paint_area (cr, viewport, shape, next);
  cairo_destroy (cr);
}

void
pentimento_area_paint_ring (GtkSnapshot *snapshot, const PentimentoViewport *viewport, double x, double y, double size)
{
  double radius = MAX (size * viewport->zoom / 2, viewport->scale);
  double half = radius + 2 * viewport->scale;
  cairo_t *cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (x - half, y - half, 2 * half, 2 * half));

  cairo_arc (cr, x, y, radius, 0, 2 * G_PI);
  cairo_set_line_width (cr, 3 * viewport->scale);
  cairo_set_source_rgba (cr, 0, 0, 0, 0.7);
  cairo_stroke_preserve (cr);
  cairo_set_line_width (cr, viewport->scale);
  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_stroke (cr);
  cairo_destroy (cr);
}

/* What is sent */

static graphene_rect_t
find_place (const PentimentoRegion *region, const PentimentoViewport *viewport)
{
  const PentimentoPlace *place = &region->place;
  PentimentoMaskPoint one = to_view (viewport, place->x, place->y);
  PentimentoMaskPoint other = to_view (viewport, place->x + place->width, place->y + place->height);
  double left = round (MIN (one.x, other.x)), top = round (MIN (one.y, other.y));

  return GRAPHENE_RECT_INIT (left, top, round (MAX (one.x, other.x)) - left, round (MAX (one.y, other.y)) - top);
}

static const PentimentoFrameSide sides[]
    = { PENTIMENTO_FRAME_LEFT, PENTIMENTO_FRAME_TOP, PENTIMENTO_FRAME_RIGHT, PENTIMENTO_FRAME_BOTTOM };

/* The middle of a side, as it lies in the view. */
static PentimentoMaskPoint
find_handle (const PentimentoRegion *region, const PentimentoViewport *viewport, PentimentoFrameSide side)
{
  const PentimentoPlace *place = &region->place;
  double x = place->x + place->width / 2.0, y = place->y + place->height / 2.0;

  if (side == PENTIMENTO_FRAME_LEFT)
    x = place->x;
  else if (side == PENTIMENTO_FRAME_RIGHT)
    x = place->x + place->width;
  else if (side == PENTIMENTO_FRAME_TOP)
    y = place->y;
  else
    y = place->y + place->height;
  return to_view (viewport, x, y);
}

PentimentoFrameSide
pentimento_area_find_handle (const PentimentoRegion *region, const PentimentoViewport *viewport, double x, double y)
{
  double reach = HANDLE_REACH * viewport->scale;

  for (guint i = 0; i < G_N_ELEMENTS (sides); i++)
    {
      PentimentoMaskPoint handle = find_handle (region, viewport, sides[i]);

      if (fabs (handle.x - x) <= reach && fabs (handle.y - y) <= reach)
        return sides[i];
    }
  return PENTIMENTO_FRAME_NOWHERE;
}

static void
paint_handles (cairo_t *cr, const PentimentoRegion *region, const PentimentoViewport *viewport)
{
  double side = HANDLE * viewport->scale;

  for (guint i = 0; i < G_N_ELEMENTS (sides); i++)
    {
      PentimentoMaskPoint handle = find_handle (region, viewport, sides[i]);

      cairo_rectangle (cr, round (handle.x - side / 2), round (handle.y - side / 2), side, side);
    }
  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_fill_preserve (cr);
  cairo_set_line_width (cr, viewport->scale);
  cairo_set_source_rgb (cr, 0, 0, 0);
  cairo_stroke (cr);
}

/* In the font of the window; a canvas that is not shown has no settings. */
static PangoLayout *
create_label (cairo_t *cr, const PentimentoRegion *region, double scale)
{
  g_autofree char *words = g_strdup_printf (_ ("%d × %d are sent"), region->width, region->height);
  GtkSettings *settings = gtk_settings_get_default ();
  PangoLayout *layout = pango_cairo_create_layout (cr);
  PangoFontDescription *font;
  g_autofree char *name = NULL;
  int dots = -1;

  if (settings != NULL)
    g_object_get (settings, "gtk-font-name", &name, "gtk-xft-dpi", &dots, NULL);
  font = pango_font_description_from_string (name != NULL ? name : "Sans 10");
  pango_cairo_context_set_resolution (pango_layout_get_context (layout), (dots > 0 ? dots / 1024.0 : 96) * scale);
  pango_layout_context_changed (layout);
  pango_layout_set_font_description (layout, font);
  pango_layout_set_text (layout, words, -1);
  pango_font_description_free (font);
  return layout;
}

/* Above the frame, or in it where there is no room above; never out of the view. */
static void
paint_label (cairo_t *cr, const PentimentoRegion *region, const PentimentoViewport *viewport)
{
  g_autoptr (PangoLayout) layout = create_label (cr, region, viewport->scale);
  graphene_rect_t place = find_place (region, viewport);
  double padding = round (LABEL_PADDING * viewport->scale);
  int width, height;
  double x, y;

  pango_layout_get_pixel_size (layout, &width, &height);
  x = CLAMP (place.origin.x, 0, MAX (0, viewport->view_width - width - 2 * padding));
  y = place.origin.y - height - 2 * padding;
  if (y < 0)
    y = MAX (0, place.origin.y);
  cairo_rectangle (cr, x, y, width + 2 * padding, height + 2 * padding);
  cairo_set_source_rgba (cr, 0, 0, 0, 0.75);
  cairo_fill (cr);
  cairo_move_to (cr, x + padding, y + padding);
  cairo_set_source_rgb (cr, 1, 1, 1);
  pango_cairo_show_layout (cr, layout);
}

void
pentimento_area_paint_region (const PentimentoRegion *region, GtkSnapshot *snapshot, const PentimentoViewport *viewport)
{
  graphene_rect_t place = find_place (region, viewport);
  cairo_t *cr = begin (snapshot, viewport);

  /* In the middle of a pixel, as thin as it can be. */
  cairo_rectangle (cr, place.origin.x + viewport->scale / 2, place.origin.y + viewport->scale / 2,
                   place.size.width - viewport->scale, place.size.height - viewport->scale);
  stroke_line (cr, viewport->scale, 1, LONG_DASH);
  paint_handles (cr, region, viewport);
  paint_label (cr, region, viewport);
  cairo_destroy (cr);
}
