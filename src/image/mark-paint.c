/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Marks are paths, letters among them, so that they look the same at every size: on the screen, and on what is sent. */

#include "mark-paint.h"

#include "pentimento-marks.h"

#include <math.h>
#include <pango/pangocairo.h>

/* Of an arrow, in widths of its line. */
#define HEAD_LENGTH 5.0
#define HEAD_HALF 2.2

/* How high letters are, in widths of their lines: those of bold sans serif fonts are about a seventh. */
#define LETTER_HEIGHT 7

/* The family that every system has fonts for. */
#define FONT "Sans Bold"

/* The sides of what is painted at once: a picture can be longer than a surface of cairo's may be, and larger than memory should hold once more. */
#define TILE 512

typedef enum { TRACED_LINE, TRACED_AREA } Traced;

static Traced
trace_arrow (const PentimentoMark *self, cairo_t *cr)
{
  const PentimentoMarkPoint *tail = &self->points[0], *tip = &self->points[1];
  double length = hypot (tip->x - tail->x, tip->y - tail->y);
  double half = self->width / 2.0;
  double head = MIN (HEAD_LENGTH * self->width, length);
  double wing = MAX (half, head * HEAD_HALF / HEAD_LENGTH);
  cairo_matrix_t matrix;

  if (length < 1)
    {
      cairo_arc (cr, tail->x, tail->y, half, 0, 2 * G_PI);
      return TRACED_AREA;
    }
  cairo_get_matrix (cr, &matrix);
  cairo_translate (cr, tail->x, tail->y);
  cairo_rotate (cr, atan2 (tip->y - tail->y, tip->x - tail->x));
  cairo_move_to (cr, 0, -half);
  cairo_line_to (cr, length - head, -half);
  cairo_line_to (cr, length - head, -wing);
  cairo_line_to (cr, length, 0);
  cairo_line_to (cr, length - head, wing);
  cairo_line_to (cr, length - head, half);
  cairo_line_to (cr, 0, half);
  cairo_close_path (cr);
  cairo_set_matrix (cr, &matrix);
  return TRACED_AREA;
}

static Traced
trace_box (const PentimentoMark *self, cairo_t *cr)
{
  const PentimentoMarkPoint *one = &self->points[0], *other = &self->points[1];

  cairo_set_line_join (cr, CAIRO_LINE_JOIN_MITER);
  cairo_rectangle (cr, MIN (one->x, other->x), MIN (one->y, other->y), abs (other->x - one->x),
                   abs (other->y - one->y));
  return TRACED_LINE;
}

/* The line is as wide everywhere, which a stretched one would not be. */
static Traced
trace_ellipse (const PentimentoMark *self, cairo_t *cr)
{
  const PentimentoMarkPoint *one = &self->points[0], *other = &self->points[1];
  cairo_matrix_t matrix;

  cairo_get_matrix (cr, &matrix);
  cairo_translate (cr, (one->x + other->x) / 2.0, (one->y + other->y) / 2.0);
  cairo_scale (cr, MAX (abs (other->x - one->x) / 2.0, 0.5), MAX (abs (other->y - one->y) / 2.0, 0.5));
  cairo_new_sub_path (cr);
  cairo_arc (cr, 0, 0, 1, 0, 2 * G_PI);
  cairo_close_path (cr);
  cairo_set_matrix (cr, &matrix);
  return TRACED_LINE;
}

/* A round curve through the points, after Catmull and Rom. */
static Traced
trace_scribble (const PentimentoMark *self, cairo_t *cr)
{
  const PentimentoMarkPoint *points = self->points;

  cairo_move_to (cr, points[0].x, points[0].y);
  if (self->n_points == 1)
    cairo_line_to (cr, points[0].x, points[0].y);
  for (guint i = 0; i + 1 < self->n_points; i++)
    {
      const PentimentoMarkPoint *before = &points[i > 0 ? i - 1 : i], *from = &points[i], *to = &points[i + 1];
      const PentimentoMarkPoint *after = &points[i + 2 < self->n_points ? i + 2 : i + 1];

      cairo_curve_to (cr, from->x + (to->x - before->x) / 6.0, from->y + (to->y - before->y) / 6.0,
                      to->x - (after->x - from->x) / 6.0, to->y - (after->y - from->y) / 6.0, to->x, to->y);
    }
  return TRACED_LINE;
}

/* Nothing is rounded to pixels, which are larger or smaller elsewhere. */
static PangoLayout *
create_layout (const PentimentoMark *self, cairo_t *cr)
{
  PangoLayout *layout = pango_cairo_create_layout (cr);
  PangoFontDescription *font = pango_font_description_from_string (FONT);
  cairo_font_options_t *options = cairo_font_options_create ();

  cairo_font_options_set_hint_style (options, CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_hint_metrics (options, CAIRO_HINT_METRICS_OFF);
  pango_cairo_context_set_font_options (pango_layout_get_context (layout), options);
  pango_context_set_round_glyph_positions (pango_layout_get_context (layout), FALSE);
  pango_font_description_set_absolute_size (font, (double)self->width * LETTER_HEIGHT * PANGO_SCALE);
  pango_layout_set_font_description (layout, font);
  pango_layout_set_single_paragraph_mode (layout, TRUE);
  pango_layout_set_text (layout, self->text, -1);
  cairo_font_options_destroy (options);
  pango_font_description_free (font);
  return layout;
}

/* Made at the size that it has in the picture, whatever it is looked at through. */
static Traced
trace_text (const PentimentoMark *self, cairo_t *cr)
{
  cairo_matrix_t matrix;
  g_autoptr (PangoLayout) layout = NULL;
  cairo_path_t *path;

  cairo_get_matrix (cr, &matrix);
  cairo_identity_matrix (cr);
  layout = create_layout (self, cr);
  pango_cairo_layout_path (cr, layout);
  path = cairo_copy_path (cr);
  cairo_new_path (cr);
  cairo_set_matrix (cr, &matrix);
  cairo_translate (cr, self->points[0].x, self->points[0].y);
  cairo_append_path (cr, path);
  cairo_path_destroy (path);
  cairo_set_matrix (cr, &matrix);
  return TRACED_AREA;
}

static Traced
trace (const PentimentoMark *self, cairo_t *cr)
{
  static Traced (*const traces[PENTIMENTO_MARK_N_KINDS]) (const PentimentoMark *, cairo_t *)
      = { trace_arrow, trace_box, trace_ellipse, trace_scribble, trace_text };

  cairo_new_path (cr);
  cairo_set_line_width (cr, self->width);
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_ROUND);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  return traces[self->kind](self, cr);
}

void
mark_paint (const PentimentoMark *self, cairo_t *cr)
{
  cairo_save (cr);
  cairo_set_source_rgb (cr, (self->colour >> 16 & 0xff) / 255.0, (self->colour >> 8 & 0xff) / 255.0,
                        (self->colour & 0xff) / 255.0);
  if (trace (self, cr) == TRACED_AREA)
    cairo_fill (cr);
  else
    cairo_stroke (cr);
  cairo_restore (cr);
}

/* Returns: (transfer full): where nothing is painted, to ask about shapes */
static cairo_t *
create_nowhere (void)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_A8, 1, 1);
  cairo_t *cr = cairo_create (surface);

  cairo_surface_destroy (surface);
  return cr;
}

PentimentoPlace
pentimento_mark_get_bounds (PentimentoMark *self)
{
  cairo_t *cr = create_nowhere ();
  double left, top, right, bottom;
  PentimentoPlace place;

  if (trace (self, cr) == TRACED_AREA)
    cairo_fill_extents (cr, &left, &top, &right, &bottom);
  else
    cairo_stroke_extents (cr, &left, &top, &right, &bottom);
  cairo_destroy (cr);
  place.x = (int)floor (left) - 1;
  place.y = (int)floor (top) - 1;
  place.width = (int)ceil (right) + 1 - place.x;
  place.height = (int)ceil (bottom) + 1 - place.y;
  return place;
}

/* Between the letters of a text is on it. */
static gboolean
is_on_words (PentimentoMark *self, double x, double y, double slack)
{
  const PentimentoPlace place = pentimento_mark_get_bounds (self);

  return x >= place.x - slack && x <= place.x + place.width + slack && y >= place.y - slack
         && y <= place.y + place.height + slack;
}

gboolean
pentimento_mark_is_at (PentimentoMark *self, double x, double y, double slack)
{
  cairo_t *cr;
  gboolean is_at;

  if (self->kind == PENTIMENTO_MARK_TEXT)
    return is_on_words (self, x, y, slack);
  cr = create_nowhere ();
  is_at = trace (self, cr) == TRACED_AREA && cairo_in_fill (cr, x, y);
  cairo_set_line_width (cr, (self->kind == PENTIMENTO_MARK_ARROW ? 0 : self->width) + 2 * slack);
  is_at = is_at || cairo_in_stroke (cr, x, y);
  cairo_destroy (cr);
  return is_at;
}

/* Pixels */

static guint8
mix (guint below, guint above, guint coverage)
{
  return (guint8)((below * (255 - coverage) + above * coverage + 127) / 255);
}

/* Where it is transparent below, the mark's colour counts for more. */
static void
blend_pixel (guint8 *pixel, const guint8 *colour, guint coverage, gboolean has_alpha)
{
  guint alpha = has_alpha ? mix (pixel[3], 255, coverage) : 255;
  guint share = alpha > 0 ? (coverage * 255 + alpha / 2) / alpha : 0;

  for (int i = 0; i < 3; i++)
    pixel[i] = mix (pixel[i], colour[i], MIN (share, 255));
  if (has_alpha)
    pixel[3] = (guint8)alpha;
}

static void
blend_tile (const PentimentoMark *self, cairo_surface_t *coverage, GdkPixbuf *pixels, const PentimentoPlace *tile)
{
  const guint8 colour[] = { self->colour >> 16 & 0xff, self->colour >> 8 & 0xff, self->colour & 0xff };
  gboolean has_alpha = gdk_pixbuf_get_has_alpha (pixels);
  gsize n_channels = (gsize)gdk_pixbuf_get_n_channels (pixels);
  gsize stride = (gsize)gdk_pixbuf_get_rowstride (pixels);
  const guint8 *from = cairo_image_surface_get_data (coverage);
  guint8 *to = gdk_pixbuf_get_pixels (pixels) + (gsize)tile->y * stride + (gsize)tile->x * n_channels;

  for (int y = 0; y < tile->height; y++)
    for (int x = 0; x < tile->width; x++)
      {
        guint covered = from[y * cairo_image_surface_get_stride (coverage) + x];

        if (covered > 0)
          blend_pixel (to + (gsize)y * stride + (gsize)x * n_channels, colour, covered, has_alpha);
      }
}

static gboolean
paint_tile (const PentimentoMark *self, GdkPixbuf *pixels, double across, double down, const PentimentoPlace *tile)
{
  cairo_surface_t *coverage = cairo_image_surface_create (CAIRO_FORMAT_A8, tile->width, tile->height);
  cairo_t *cr = cairo_create (coverage);
  gboolean done;

  cairo_translate (cr, -tile->x, -tile->y);
  cairo_scale (cr, across, down);
  mark_paint (self, cr);
  cairo_surface_flush (coverage);
  done = cairo_status (cr) == CAIRO_STATUS_SUCCESS && cairo_surface_status (coverage) == CAIRO_STATUS_SUCCESS;
  if (done)
    blend_tile (self, coverage, pixels, tile);
  cairo_destroy (cr);
  cairo_surface_destroy (coverage);
  return done;
}

/* The part of the pixels that it may touch. */
static PentimentoPlace
find_touched (PentimentoMark *self, GdkPixbuf *pixels, double across, double down)
{
  const PentimentoPlace bounds = pentimento_mark_get_bounds (self);
  const PentimentoPlace all = { 0, 0, gdk_pixbuf_get_width (pixels), gdk_pixbuf_get_height (pixels) };
  PentimentoPlace place;

  place.x = (int)floor (bounds.x * across) - 1;
  place.y = (int)floor (bounds.y * down) - 1;
  place.width = (int)ceil ((bounds.x + bounds.width) * across) + 1 - place.x;
  place.height = (int)ceil ((bounds.y + bounds.height) * down) + 1 - place.y;
  return pentimento_place_intersect (&place, &all);
}

gboolean
mark_paint_pixels (PentimentoMark *self, GdkPixbuf *pixels, double across, double down, GCancellable *cancellable)
{
  const PentimentoPlace touched = find_touched (self, pixels, across, down);

  for (int y = 0; y < touched.height; y += TILE)
    for (int x = 0; x < touched.width; x += TILE)
      {
        const PentimentoPlace tile
            = { touched.x + x, touched.y + y, MIN (TILE, touched.width - x), MIN (TILE, touched.height - y) };

        if (g_cancellable_is_cancelled (cancellable) || !paint_tile (self, pixels, across, down, &tile))
          return FALSE;
      }
  return TRUE;
}
