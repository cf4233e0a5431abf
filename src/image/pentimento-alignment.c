/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "pentimento-alignment.h"

#include "alignment-blocks.h"
#include "alignment-fit.h"
#include "pentimento-image-error.h"

#include <glib/gi18n-lib.h>
#include <math.h>

/* Pixels that are looked at closely, and the longer side of the picture that the first guess is made of. */
#define MOST_PIXELS 1000000
#define COARSE_SIDE 512

/* Most converge in half of them; from the coarse fit the fine one is a fraction of a pixel away. */
#define COARSE_STEPS 12
#define FINE_STEPS 4

/* What changes more slowly than over that share of a picture's side is light, and not detail. */
#define DETAIL_SHARE 16

/* Levels of 255: below it rounding is most of what there is. */
#define LEAST_DETAIL 0.7

/* Slopes that are all in one direction say nothing of the other. */
#define LEAST_BALANCE 0.002

/* Of the pixels: less says nothing. */
#define LEAST_OUTSIDE 0.02

/* Measured on made-up scenes: unrelated ones reach 0.2; with as much noise or as many changes as leave 0.4, places are found to within 0.7 pixels. */
#define LEAST_CONFIDENCE 0.4

typedef struct {
  AlignmentPlane *sent;
  AlignmentPlane *received;
  AlignmentPlane *weights;
  int radius;
} Planes;

static void
planes_clear (Planes *self)
{
  g_clear_pointer (&self->sent, alignment_plane_free);
  g_clear_pointer (&self->received, alignment_plane_free);
  g_clear_pointer (&self->weights, alignment_plane_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Planes, planes_clear)

static void
planes_init (Planes *self, GdkPixbuf *sent, GdkPixbuf *received, PentimentoMask *mask, double reduction)
{
  int width = MAX (1, (int)(gdk_pixbuf_get_width (sent) / reduction + 0.5));
  int height = MAX (1, (int)(gdk_pixbuf_get_height (sent) / reduction + 0.5));

  self->radius = MAX (4, MAX (width, height) / DETAIL_SHARE);
  self->sent = alignment_plane_new_brightness (sent, width, height);
  self->received = alignment_plane_new_brightness (received, width, height);
  self->weights = alignment_plane_new_weights (mask, width, height);
}

static const struct {
  const char *refusal;
  const char *sentence;
} refusals[] = {
  { "little-outside", N_ ("The result cannot be aligned: too little of the picture lies outside what is marked.") },
  { "no-detail", N_ ("The result cannot be aligned: there is no detail round what is marked to go by.") },
  { "unlike", N_ ("The result cannot be aligned: it is too unlike the picture that was sent.") },
  { "too-far", N_ ("The result cannot be aligned: it has moved too far from the picture that was sent.") },
};

typedef enum { LITTLE_OUTSIDE, NO_DETAIL, UNLIKE, TOO_FAR } Refusal;

static gboolean
refuse (AlignmentFit *fit, Refusal refusal, GError **error)
{
  fit->refusal = refusals[refusal].refusal;
  g_set_error_literal (error, PENTIMENTO_IMAGE_ERROR, PENTIMENTO_IMAGE_ERROR_UNSUITABLE,
                       _ (refusals[refusal].sentence));
  return FALSE;
}

const char *
pentimento_alignment_describe_refusal (const char *refusal)
{
  for (guint i = 0; i < G_N_ELEMENTS (refusals); i++)
    if (g_strcmp0 (refusals[i].refusal, refusal) == 0)
      return _ (refusals[i].sentence);
  return NULL;
}

static double
measure_outside (const Planes *planes)
{
  gsize n_pixels = (gsize)planes->weights->width * planes->weights->height;
  double sum = 0;

  for (gsize i = 0; i < n_pixels; i++)
    sum += planes->weights->pixels[i];
  return sum / (double)n_pixels;
}

/* A motion to begin with; or the reason why there is none. */
static gboolean
guess (const Planes *planes, AlignmentFit *fit, GCancellable *cancellable, GError **error)
{
  g_autoptr (AlignmentPlane) sent = alignment_plane_sharpen (planes->sent, planes->weights, planes->radius);
  g_autoptr (AlignmentPlane) received = alignment_plane_sharpen (planes->received, planes->weights, planes->radius);

  if (measure_outside (planes) < LEAST_OUTSIDE)
    return refuse (fit, LITTLE_OUTSIDE, error);
  if (alignment_plane_get_deviation (sent, planes->weights) < LEAST_DETAIL
      || alignment_plane_get_deviation (received, planes->weights) < LEAST_DETAIL)
    return refuse (fit, NO_DETAIL, error);
  if (!alignment_blocks_guess (sent, received, planes->weights, &fit->motion, cancellable))
    return refuse (fit, LITTLE_OUTSIDE, error);
  return TRUE;
}

static gboolean
check_fit (AlignmentFit *fit, double reduction, GError **error)
{
  if (fit->correlation < LEAST_CONFIDENCE)
    return refuse (fit, UNLIKE, error);
  if (fit->balance < LEAST_BALANCE)
    return refuse (fit, NO_DETAIL, error);
  if (hypot (fit->motion.x, fit->motion.y) * reduction > PENTIMENTO_ALIGNMENT_MOST_SHIFT
      || fabs (fit->motion.s) > PENTIMENTO_ALIGNMENT_MOST_SCALE)
    return refuse (fit, TOO_FAR, error);
  return TRUE;
}

static void
scale_motion (AlignmentMotion *motion, double scale)
{
  motion->x *= scale;
  motion->y *= scale;
}

/* From a first guess on a small picture to the larger one. */
static gboolean
find_motion (AlignmentFit *fit,
             GdkPixbuf *sent,
             GdkPixbuf *received,
             PentimentoMask *mask,
             double reduction,
             GCancellable *cancellable,
             GError **error)
{
  int longer = MAX (gdk_pixbuf_get_width (sent), gdk_pixbuf_get_height (sent));
  double coarse_reduction = MAX (reduction, (double)longer / COARSE_SIDE);
  g_auto (Planes) coarse = { NULL }, fine = { NULL };

  planes_init (&coarse, sent, received, mask, coarse_reduction);
  if (!guess (&coarse, fit, cancellable, error))
    return FALSE;
  alignment_fit_improve (fit, coarse.sent, coarse.received, coarse.weights, coarse.radius, COARSE_STEPS);
  if (g_cancellable_set_error_if_cancelled (cancellable, error) || !check_fit (fit, coarse_reduction, error))
    return FALSE;
  if (coarse_reduction <= reduction)
    return TRUE;
  planes_init (&fine, sent, received, mask, reduction);
  scale_motion (&fit->motion, coarse_reduction / reduction);
  alignment_fit_improve (fit, fine.sent, fine.received, fine.weights, fine.radius, FINE_STEPS);
  return check_fit (fit, reduction, error);
}

gboolean
pentimento_alignment_measure (GdkPixbuf *sent,
                              GdkPixbuf *received,
                              PentimentoMask *mask,
                              PentimentoAlignment *alignment,
                              GCancellable *cancellable,
                              GError **error)
{
  double n_pixels = (double)gdk_pixbuf_get_width (sent) * gdk_pixbuf_get_height (sent);
  double reduction = MAX (1, sqrt (n_pixels / MOST_PIXELS));
  AlignmentFit fit = { 0 };

  if (g_cancellable_set_error_if_cancelled (cancellable, error)
      || !find_motion (&fit, sent, received, mask, reduction, cancellable, error)
      || g_cancellable_set_error_if_cancelled (cancellable, error))
    {
      *alignment = (PentimentoAlignment){ 0, 0, 1, CLAMP (fit.correlation, 0, 1), fit.refusal };
      return FALSE;
    }
  *alignment = (PentimentoAlignment){ fit.motion.x * reduction, fit.motion.y * reduction, 1 + fit.motion.s,
                                      CLAMP (fit.correlation, 0, 1), NULL };
  return TRUE;
}
