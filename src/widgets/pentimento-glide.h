/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * PentimentoGlide:
 * @velocity_x, @velocity_y: pixels a second
 *
 * What a flick sets in motion: it slows down as GTK's scrolled windows do. Plain arithmetic on plain data.
 */
typedef struct {
  double velocity_x;
  double velocity_y;
} PentimentoGlide;

/** Finds how far it goes within @seconds, and slows it down by as much. However the time is divided into frames, it comes equally far. */
void pentimento_glide_advance (PentimentoGlide *self, double seconds, double *delta_x, double *delta_y);

/** Returns: whether it has as good as stopped */
gboolean pentimento_glide_is_over (const PentimentoGlide *self);

G_END_DECLS
