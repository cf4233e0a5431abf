/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How the view moves of its own: a flick glides to a stop, and a turn takes a moment. */

#include "pentimento-canvas-private.h"

/* Long enough to see which way the view turns; libadwaita's own short transitions take as long. */
#define TURNING_MILLISECONDS 200

gboolean
pentimento_canvas_scroll (PentimentoCanvas *self, double x, double y)
{
  double scale = pentimento_canvas_get_scale (self);
  PentimentoViewport before = self->viewport;

  pentimento_viewport_scroll (&self->viewport, x * scale, y * scale);
  if (pentimento_viewport_equal (&self->viewport, &before))
    return FALSE;

  pentimento_canvas_view_changed (self);
  return TRUE;
}

/* An edge ends the way to it, and lets the other go on. */
static gboolean
glide_on (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  PentimentoCanvas *self = PENTIMENTO_CANVAS (widget);
  gint64 now = gdk_frame_clock_get_frame_time (clock);
  double x, y;

  pentimento_glide_advance (&self->glide, (double)(now - self->glide_time) / G_USEC_PER_SEC, &x, &y);
  self->glide_time = now;
  if (x != 0 && !pentimento_canvas_scroll (self, x, 0))
    self->glide.velocity_x = 0;
  if (y != 0 && !pentimento_canvas_scroll (self, 0, y))
    self->glide.velocity_y = 0;
  if (!pentimento_glide_is_over (&self->glide))
    return G_SOURCE_CONTINUE;

  self->glide_id = 0;
  return G_SOURCE_REMOVE;
}

void
pentimento_canvas_start_glide (PentimentoCanvas *self, double velocity_x, double velocity_y)
{
  GtkWidget *widget = GTK_WIDGET (self);
  GdkFrameClock *clock = gtk_widget_get_frame_clock (widget);

  pentimento_canvas_stop_moving (self);
  if (clock == NULL || !adw_get_enable_animations (widget))
    return;

  self->glide = (PentimentoGlide){ velocity_x, velocity_y };
  self->glide_time = gdk_frame_clock_get_frame_time (clock);
  self->glide_id = gtk_widget_add_tick_callback (widget, glide_on, NULL, NULL);
}

static gboolean
is_turning (PentimentoCanvas *self)
{
  return self->turning != NULL && adw_animation_get_state (self->turning) == ADW_ANIMATION_PLAYING;
}

/* From where it began each time, so that what the corners push away on the way comes back. */
static void
turn (double angle, gpointer user_data)
{
  PentimentoCanvas *self = user_data;
  PentimentoViewport viewport = self->turning_from;

  pentimento_viewport_set_image (&viewport, (int)self->viewport.image_width, (int)self->viewport.image_height);
  pentimento_viewport_set_view (&viewport, self->viewport.view_width, self->viewport.view_height);
  pentimento_viewport_turn (&viewport, angle);
  self->viewport = viewport;
  pentimento_canvas_view_changed (self);
}

double
pentimento_canvas_get_angle (PentimentoCanvas *self)
{
  if (is_turning (self))
    return adw_timed_animation_get_value_to (ADW_TIMED_ANIMATION (self->turning));
  return self->viewport.angle;
}

void
pentimento_canvas_turn_to (PentimentoCanvas *self, double angle)
{
  double from = self->viewport.angle;

  /* Over the top, the shorter way. */
  if (angle - from > 180)
    from += 360;
  else if (angle - from < -180)
    from -= 360;
  if (is_turning (self))
    adw_animation_pause (self->turning);
  pentimento_canvas_stop_moving (self);
  g_clear_object (&self->turning);
  self->turning_from = self->viewport;
  self->turning = adw_timed_animation_new (GTK_WIDGET (self), from, angle, TURNING_MILLISECONDS,
                                           adw_callback_animation_target_new (turn, self, NULL));
  adw_animation_play (self->turning);
}

void
pentimento_canvas_stop_moving (PentimentoCanvas *self)
{
  if (self->glide_id != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->glide_id);
  self->glide_id = 0;
  if (is_turning (self))
    adw_animation_skip (self->turning);
}

void
pentimento_canvas_meet_picture (PentimentoCanvas *self)
{
  PentimentoHistory *history = pentimento_document_get_history (self->document);

  if (!g_set_weak_pointer (&self->seen_history, history))
    return;

  pentimento_canvas_stop_moving (self);
  if (self->viewport.angle != 0)
    pentimento_viewport_turn (&self->viewport, 0);
}

void
pentimento_canvas_dispose_input (PentimentoCanvas *self)
{
  if (self->turning != NULL)
    adw_animation_pause (self->turning);
  g_clear_object (&self->turning);
  g_clear_weak_pointer (&self->seen_history);
}
