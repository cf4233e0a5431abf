/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "pentimento-viewport.h"

#include <math.h>

#define QUARTER 90.0

static gboolean
is_empty (const PentimentoViewport *self)
{
  return self->image_width <= 0 || self->image_height <= 0 || self->view_width <= 0 || self->view_height <= 0;
}

void
pentimento_viewport_get_frame (const PentimentoViewport *self, double *width, double *height)
{
  gboolean across = lround (self->angle / QUARTER) % 2 != 0;

  *width = across ? self->view_height : self->view_width;
  *height = across ? self->view_width : self->view_height;
}

/* Exact for whole quarters. */
static void
get_direction (double angle, double *cosine, double *sine)
{
  const int cosines[] = { 1, 0, -1, 0 };
  const int sines[] = { 0, 1, 0, -1 };
  double quarters = angle / QUARTER;

  *cosine = cos (angle * G_PI / 180);
  *sine = sin (angle * G_PI / 180);
  if (quarters == round (quarters))
    {
      int quarter = (int)(lround (quarters) & 3);

      *cosine = cosines[quarter];
      *sine = sines[quarter];
    }
}

static void
rotate (double angle, double *x, double *y)
{
  double cosine, sine;
  double old_x = *x;

  get_direction (angle, &cosine, &sine);
  *x = cosine * old_x - sine * *y;
  *y = sine * old_x + cosine * *y;
}

static void
view_to_frame (const PentimentoViewport *self, double *x, double *y)
{
  double width, height;

  pentimento_viewport_get_frame (self, &width, &height);
  *x -= self->view_width / 2;
  *y -= self->view_height / 2;
  rotate (-self->angle, x, y);
  *x += width / 2;
  *y += height / 2;
}

/* How far something of this size reaches along the axes of another that is turned against it; exact for whole quarters. */
static void
get_reach (double angle, double *width, double *height)
{
  double cosine, sine;
  double old_width = *width;

  get_direction (angle, &cosine, &sine);
  *width = fabs (cosine) * old_width + fabs (sine) * *height;
  *height = fabs (sine) * old_width + fabs (cosine) * *height;
}

/* What the view covers of the frame's axes: the frame itself at whole quarters, more in between. */
static void
get_covered (const PentimentoViewport *self, double *width, double *height)
{
  *width = self->view_width;
  *height = self->view_height;
  get_reach (self->angle, width, height);
}

/* A side that fits into what is covered is centred, a longer one leaves no gap. */
static double
clamp_side (double start, double image, double frame, double covered)
{
  double margin = (covered - frame) / 2;

  return image <= covered ? (image - frame) / 2 : CLAMP (start, margin, image - frame - margin);
}

static void
clamp (PentimentoViewport *self)
{
  double width, height, covered_width, covered_height;

  if (is_empty (self))
    return;

  pentimento_viewport_get_frame (self, &width, &height);
  get_covered (self, &covered_width, &covered_height);
  self->x = clamp_side (self->x, self->image_width, width / self->zoom, covered_width / self->zoom);
  self->y = clamp_side (self->y, self->image_height, height / self->zoom, covered_height / self->zoom);
}

double
pentimento_viewport_get_whole_zoom (const PentimentoViewport *self)
{
  double width = self->image_width;
  double height = self->image_height;

  if (is_empty (self))
    return 1;

  get_reach (self->angle, &width, &height);
  return MIN (self->view_width / width, self->view_height / height);
}

double
pentimento_viewport_get_fit_zoom (const PentimentoViewport *self)
{
  return MIN (1, pentimento_viewport_get_whole_zoom (self));
}

/* A millionth more is what arithmetic may leave, and no pixel of any picture. */
gboolean
pentimento_viewport_sees_all (const PentimentoViewport *self)
{
  return is_empty (self) || self->zoom <= pentimento_viewport_get_whole_zoom (self) * (1 + 1e-6);
}

void
pentimento_viewport_fit (PentimentoViewport *self)
{
  self->fitted = TRUE;
  self->zoom = pentimento_viewport_get_fit_zoom (self);
  clamp (self);
}

static void
zoom_about_middle (PentimentoViewport *self, double zoom)
{
  pentimento_viewport_zoom_at (self, zoom, self->view_width / 2, self->view_height / 2);
}

void
pentimento_viewport_fill (PentimentoViewport *self)
{
  double width, height;

  if (is_empty (self))
    return;

  pentimento_viewport_get_frame (self, &width, &height);
  zoom_about_middle (self, MAX (width / self->image_width, height / self->image_height));
}

void
pentimento_viewport_set_image (PentimentoViewport *self, int width, int height)
{
  if (self->image_width == width && self->image_height == height)
    return;

  self->image_width = width;
  self->image_height = height;
  pentimento_viewport_fit (self);
}

static void
settle (PentimentoViewport *self)
{
  if (self->fitted)
    pentimento_viewport_fit (self);
  else
    clamp (self);
}

/* By the difference, so that a side that stays as it is moves by nothing at all. */
void
pentimento_viewport_set_view (PentimentoViewport *self, double width, double height)
{
  double old_width, old_height, new_width, new_height;

  if (self->view_width == width && self->view_height == height)
    return;

  pentimento_viewport_get_frame (self, &old_width, &old_height);
  self->view_width = width;
  self->view_height = height;
  pentimento_viewport_get_frame (self, &new_width, &new_height);
  self->x += (old_width - new_width) / 2 / self->zoom;
  self->y += (old_height - new_height) / 2 / self->zoom;
  settle (self);
}

void
pentimento_viewport_centre (PentimentoViewport *self, double x, double y)
{
  double width, height;

  pentimento_viewport_get_frame (self, &width, &height);
  self->x = x - width / 2 / self->zoom;
  self->y = y - height / 2 / self->zoom;
  settle (self);
}

void
pentimento_viewport_turn_at (PentimentoViewport *self, double angle, double view_x, double view_y)
{
  double frame_x = view_x;
  double frame_y = view_y;

  view_to_frame (self, &frame_x, &frame_y);
  self->x += frame_x / self->zoom;
  self->y += frame_y / self->zoom;
  self->angle = angle - 4 * QUARTER * floor (angle / (4 * QUARTER));
  view_to_frame (self, &view_x, &view_y);
  self->x -= view_x / self->zoom;
  self->y -= view_y / self->zoom;
  settle (self);
}

void
pentimento_viewport_turn (PentimentoViewport *self, double angle)
{
  pentimento_viewport_turn_at (self, angle, self->view_width / 2, self->view_height / 2);
}

double
pentimento_viewport_get_nearest_quarter (const PentimentoViewport *self)
{
  return round (self->angle / QUARTER) * QUARTER;
}

void
pentimento_viewport_zoom_at (PentimentoViewport *self, double zoom, double view_x, double view_y)
{
  double fit_zoom = pentimento_viewport_get_fit_zoom (self);
  double point_x, point_y;

  view_to_frame (self, &view_x, &view_y);
  point_x = self->x + view_x / self->zoom;
  point_y = self->y + view_y / self->zoom;
  self->zoom = CLAMP (zoom, MIN (fit_zoom, PENTIMENTO_VIEWPORT_MIN_ZOOM), PENTIMENTO_VIEWPORT_MAX_ZOOM);
  self->fitted = self->zoom == fit_zoom && self->zoom < 1;
  self->x = point_x - view_x / self->zoom;
  self->y = point_y - view_y / self->zoom;
  clamp (self);
}

void
pentimento_viewport_scroll (PentimentoViewport *self, double delta_x, double delta_y)
{
  rotate (-self->angle, &delta_x, &delta_y);
  self->x += delta_x / self->zoom;
  self->y += delta_y / self->zoom;
  clamp (self);
}

gboolean
pentimento_viewport_equal (const PentimentoViewport *self, const PentimentoViewport *other)
{
  return self->image_width == other->image_width && self->image_height == other->image_height
         && self->view_width == other->view_width && self->view_height == other->view_height
         && self->zoom == other->zoom && self->x == other->x && self->y == other->y && self->angle == other->angle;
}

double
pentimento_viewport_get_column_width (const PentimentoViewport *self)
{
  return self->image_width > 0 ? MAX (self->zoom, 1 / self->image_width) : self->zoom;
}

double
pentimento_viewport_get_row_height (const PentimentoViewport *self)
{
  return self->image_height > 0 ? MAX (self->zoom, 1 / self->image_height) : self->zoom;
}

int
pentimento_viewport_column (const PentimentoViewport *self, double position)
{
  return (int)(lround (-self->x * self->zoom) + lround (position * pentimento_viewport_get_column_width (self)));
}

int
pentimento_viewport_row (const PentimentoViewport *self, double position)
{
  return (int)(lround (-self->y * self->zoom) + lround (position * pentimento_viewport_get_row_height (self)));
}

void
pentimento_viewport_to_image (const PentimentoViewport *self, double view_x, double view_y, double *x, double *y)
{
  view_to_frame (self, &view_x, &view_y);
  *x = (view_x - pentimento_viewport_column (self, 0)) / pentimento_viewport_get_column_width (self);
  *y = (view_y - pentimento_viewport_row (self, 0)) / pentimento_viewport_get_row_height (self);
}

void
pentimento_viewport_to_view (const PentimentoViewport *self, double x, double y, double *view_x, double *view_y)
{
  double width, height;

  pentimento_viewport_get_frame (self, &width, &height);
  *view_x = pentimento_viewport_column (self, 0) + x * pentimento_viewport_get_column_width (self) - width / 2;
  *view_y = pentimento_viewport_row (self, 0) + y * pentimento_viewport_get_row_height (self) - height / 2;
  rotate (self->angle, view_x, view_y);
  *view_x += self->view_width / 2;
  *view_y += self->view_height / 2;
}

PentimentoViewportArea
pentimento_viewport_get_seen (const PentimentoViewport *self)
{
  double width, height, covered_width, covered_height;
  double gap_width, gap_height;

  pentimento_viewport_get_frame (self, &width, &height);
  get_covered (self, &covered_width, &covered_height);
  gap_width = (covered_width - width) / 2;
  gap_height = (covered_height - height) / 2;
  return (PentimentoViewportArea){
    MAX ((int)floor (-gap_width), pentimento_viewport_column (self, 0)),
    MAX ((int)floor (-gap_height), pentimento_viewport_row (self, 0)),
    MIN ((int)ceil (width + gap_width), pentimento_viewport_column (self, self->image_width)),
    MIN ((int)ceil (height + gap_height), pentimento_viewport_row (self, self->image_height)),
  };
}

/* As text: the zoom, the point of the picture in the middle, the angle, and whether it is fitted. */
#define VIEW_TYPE "(ddddb)"

char *
pentimento_viewport_to_string (const PentimentoViewport *self)
{
  g_autoptr (GVariant) view = NULL;
  double x, y;

  pentimento_viewport_to_image (self, self->view_width / 2, self->view_height / 2, &x, &y);
  view = g_variant_ref_sink (
      g_variant_new (VIEW_TYPE, self->zoom, x, y, pentimento_viewport_get_nearest_quarter (self), self->fitted));
  return g_variant_print (view, FALSE);
}

gboolean
pentimento_viewport_set_from_string (PentimentoViewport *self, const char *text)
{
  g_autoptr (GVariant) view = g_variant_parse (G_VARIANT_TYPE (VIEW_TYPE), text, NULL, NULL, NULL);
  double zoom, x, y, angle;
  gboolean fitted;

  if (view == NULL)
    return FALSE;
  g_variant_get (view, VIEW_TYPE, &zoom, &x, &y, &angle, &fitted);
  if (!isfinite (zoom) || !isfinite (x) || !isfinite (y) || !isfinite (angle))
    return FALSE;
  pentimento_viewport_turn (self, fmod (QUARTER * fmod (round (angle / QUARTER), 4) + 360, 360));
  if (fitted)
    pentimento_viewport_fit (self);
  else
    {
      pentimento_viewport_zoom_at (self, zoom, self->view_width / 2, self->view_height / 2);
      pentimento_viewport_centre (self, x, y);
    }
  return TRUE;
}
