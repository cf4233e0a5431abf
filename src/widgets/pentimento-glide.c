/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "pentimento-glide.h"

#include <math.h>

/* The part of its speed that is lost each second, in the exponent: GTK's DECELERATION_FRICTION. */
#define FRICTION 4.0

/* Pixels a second; GtkScrolledWindow stops there as well. */
#define SLOWEST 1.0

void
pentimento_glide_advance (PentimentoGlide *self, double seconds, double *delta_x, double *delta_y)
{
  double left = exp (-FRICTION * seconds);

  *delta_x = self->velocity_x * (1 - left) / FRICTION;
  *delta_y = self->velocity_y * (1 - left) / FRICTION;
  self->velocity_x *= left;
  self->velocity_y *= left;
}

gboolean
pentimento_glide_is_over (const PentimentoGlide *self)
{
  return hypot (self->velocity_x, self->velocity_y) < SLOWEST;
}
