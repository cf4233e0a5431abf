/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "pentimento-viewport.h"

#include <math.h>

static gboolean
is_empty (const PentimentoViewport *self)
{
  return self->image_width <= 0 || self->image_height <= 0 || self->view_width <= 0 || self->view_height <= 0;
}

/* A side that fits into the view is centred, a longer one leaves no gap. */
static double
clamp_side (double start, double image, double view)
{
  return image <= view ? (image - view) / 2 : CLAMP (start, 0, image - view);
}

static void
clamp (PentimentoViewport *self)
{
  if (is_empty (self))
    return;

  self->x = clamp_side (self->x, self->image_width, self->view_width / self->zoom);
  self->y = clamp_side (self->y, self->image_height, self->view_height / self->zoom);
}

double
pentimento_viewport_get_fit_zoom (const PentimentoViewport *self)
{
  if (is_empty (self))
    return 1;

  return MIN (1, MIN (self->view_width / self->image_width, self->view_height / self->image_height));
}

void
pentimento_viewport_fit (PentimentoViewport *self)
{
  self->fitted = TRUE;
  self->zoom = pentimento_viewport_get_fit_zoom (self);
  clamp (self);
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

void
pentimento_viewport_set_view (PentimentoViewport *self, double width, double height)
{
  if (self->view_width == width && self->view_height == height)
    return;

  self->x += (self->view_width - width) / 2 / self->zoom;
  self->y += (self->view_height - height) / 2 / self->zoom;
  self->view_width = width;
  self->view_height = height;

  if (self->fitted)
    pentimento_viewport_fit (self);
  else
    clamp (self);
}

void
pentimento_viewport_zoom_at (PentimentoViewport *self, double zoom, double view_x, double view_y)
{
  double point_x = self->x + view_x / self->zoom;
  double point_y = self->y + view_y / self->zoom;

  self->zoom = CLAMP (zoom, pentimento_viewport_get_fit_zoom (self), PENTIMENTO_VIEWPORT_MAX_ZOOM);
  self->fitted = self->zoom == pentimento_viewport_get_fit_zoom (self) && self->zoom < 1;
  self->x = point_x - view_x / self->zoom;
  self->y = point_y - view_y / self->zoom;
  clamp (self);
}

void
pentimento_viewport_scroll (PentimentoViewport *self, double delta_x, double delta_y)
{
  self->x += delta_x / self->zoom;
  self->y += delta_y / self->zoom;
  clamp (self);
}

int
pentimento_viewport_column (const PentimentoViewport *self, double position)
{
  return (int)lround ((position - self->x) * self->zoom);
}

int
pentimento_viewport_row (const PentimentoViewport *self, double position)
{
  return (int)lround ((position - self->y) * self->zoom);
}
