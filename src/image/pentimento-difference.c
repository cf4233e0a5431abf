/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "pentimento-difference.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <stdlib.h>

#include "pentimento-image-error.h"
#include "pentimento-paste.h"

/* Ratios of sides that differ by less are the same but for whole pixels; as for a resize. */
#define SAME_RATIO 0.01

/* From this difference of a channel on, of 255, the signal colour is at its strongest. */
#define STRONG 128

/* How much of it, of 255, shows a difference of one: enough to be found. */
#define FAINTEST 72

/* Magenta, which neither skin nor sky nor leaves have, and which those who see no red or no green tell from grey. */
static const guchar signal_colour[] = { 255, 0, 200 };

typedef struct {
  GdkPixbuf *before;
  GdkPixbuf *after;
  PentimentoRecipe *change; /* (nullable) */
} Pair;

static void
pair_free (Pair *self)
{
  g_object_unref (self->before);
  g_object_unref (self->after);
  g_clear_pointer (&self->change, pentimento_recipe_unref);
  g_free (self);
}

void
pentimento_difference_free (PentimentoDifference *self)
{
  g_clear_object (&self->pixels);
  g_free (self);
}

/* Returns: the largest difference of a channel; a picture without opacity is opaque */
static inline int
compare_pixel (const guchar *before, int before_channels, const guchar *after, int after_channels)
{
  int before_opacity = before_channels == 4 ? before[3] : 255;
  int after_opacity = after_channels == 4 ? after[3] : 255;
  int largest = abs (before_opacity - after_opacity);

  for (int i = 0; i < 3; i++)
    largest = MAX (largest, abs (before[i] - after[i]));
  return largest;
}

/* Rec. 709's weights, of 256, at half the brightness. */
static inline int
dim_grey (const guchar *pixel)
{
  return (54 * pixel[0] + 183 * pixel[1] + 19 * pixel[2]) / 512;
}

static inline void
paint_pixel (guchar *target, const guchar *after, int difference)
{
  int grey = dim_grey (after);
  int strength = difference == 0 ? 0 : FAINTEST + (255 - FAINTEST) * MIN (difference, STRONG) / STRONG;

  for (int i = 0; i < 3; i++)
    target[i] = grey + (signal_colour[i] - grey) * strength / 255;
}

static void
compare_line (PentimentoDifference *self, GdkPixbuf *before, GdkPixbuf *after, int y)
{
  int width = gdk_pixbuf_get_width (after);
  int before_channels = gdk_pixbuf_get_n_channels (before);
  int after_channels = gdk_pixbuf_get_n_channels (after);
  const guchar *one = gdk_pixbuf_read_pixels (before) + (gsize)y * gdk_pixbuf_get_rowstride (before);
  const guchar *other = gdk_pixbuf_read_pixels (after) + (gsize)y * gdk_pixbuf_get_rowstride (after);
  guchar *target = gdk_pixbuf_get_pixels (self->pixels) + (gsize)y * gdk_pixbuf_get_rowstride (self->pixels);

  for (int x = 0; x < width; x++)
    {
      int difference
          = compare_pixel (one + x * before_channels, before_channels, other + x * after_channels, after_channels);

      self->n_changed += difference > 0;
      self->largest = MAX (self->largest, difference);
      paint_pixel (target + x * 3, other + x * after_channels, difference);
    }
}

static gboolean
compare (PentimentoDifference *self, GdkPixbuf *before, GdkPixbuf *after, GCancellable *cancellable, GError **error)
{
  int width = gdk_pixbuf_get_width (after);
  int height = gdk_pixbuf_get_height (after);

  self->pixels = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, width, height);
  if (self->pixels == NULL)
    {
      g_set_error_literal (error, PENTIMENTO_IMAGE_ERROR, PENTIMENTO_IMAGE_ERROR_TOO_LARGE,
                           _ ("There is not enough memory to compare the two versions."));
      return FALSE;
    }
  self->n_pixels = (guint64)width * height;
  for (int y = 0; y < height; y++)
    {
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      compare_line (self, before, after, y);
    }
  return TRUE;
}

/* Returns: (transfer full) (nullable): the earlier picture at the later one's size */
static GdkPixbuf *
match_size (GdkPixbuf *before, GdkPixbuf *after, gboolean *scaled, GCancellable *cancellable, GError **error)
{
  int width = gdk_pixbuf_get_width (after);
  int height = gdk_pixbuf_get_height (after);
  double scale_x = (double)width / gdk_pixbuf_get_width (before);
  double scale_y = (double)height / gdk_pixbuf_get_height (before);
  g_autoptr (PentimentoRecipe) resize = NULL;

  *scaled = scale_x != 1 || scale_y != 1;
  if (!*scaled)
    return g_object_ref (before);
  if (fabs (scale_x / scale_y - 1) >= SAME_RATIO)
    {
      g_set_error_literal (
          error, PENTIMENTO_IMAGE_ERROR, PENTIMENTO_IMAGE_ERROR_UNSUITABLE,
          _ ("The two versions have different shapes, so their pixels cannot be compared one by one."));
      return NULL;
    }
  resize = pentimento_recipe_new_resize (width, height, error);
  return resize != NULL ? pentimento_recipe_apply (resize, before, cancellable, error) : NULL;
}

static void
count_outside (PentimentoDifference *self, GdkPixbuf *before, const Pair *pair, GCancellable *cancellable)
{
  g_autoptr (PentimentoMask) part = NULL;

  if (pair->change == NULL || self->scaled)
    return;
  part = pentimento_recipe_create_pasted_mask (pair->change, gdk_pixbuf_get_width (before),
                                               gdk_pixbuf_get_height (before), cancellable);
  self->in_part = part != NULL;
  if (part != NULL)
    self->n_outside = pentimento_difference_count_outside (before, pair->after, part);
}

static void
compare_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Pair *pair = task_data;
  g_autoptr (PentimentoDifference) self = g_new0 (PentimentoDifference, 1);
  GError *error = NULL;
  g_autoptr (GdkPixbuf) before = match_size (pair->before, pair->after, &self->scaled, cancellable, &error);

  if (before == NULL || !compare (self, before, pair->after, cancellable, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  count_outside (self, before, pair, cancellable);
  g_task_return_pointer (task, g_steal_pointer (&self), (GDestroyNotify)pentimento_difference_free);
}

void
pentimento_difference_new_async (GdkPixbuf *before,
                                 GdkPixbuf *after,
                                 PentimentoRecipe *change,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Pair *pair = g_new (Pair, 1);

  g_task_set_source_tag (task, pentimento_difference_new_async);
  pair->before = g_object_ref (before);
  pair->after = g_object_ref (after);
  pair->change = change != NULL ? pentimento_recipe_ref (change) : NULL;
  g_task_set_task_data (task, pair, (GDestroyNotify)pair_free);
  g_task_run_in_thread (task, compare_in_thread);
}

PentimentoDifference *
pentimento_difference_new_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static gboolean
has_size (GdkPixbuf *pixels, PentimentoMask *mask)
{
  return gdk_pixbuf_get_width (pixels) == pentimento_mask_get_width (mask)
         && gdk_pixbuf_get_height (pixels) == pentimento_mask_get_height (mask);
}

guint64
pentimento_difference_count_outside (GdkPixbuf *before, GdkPixbuf *after, PentimentoMask *mask)
{
  int width = pentimento_mask_get_width (mask), height = pentimento_mask_get_height (mask);
  int before_channels = gdk_pixbuf_get_n_channels (before), after_channels = gdk_pixbuf_get_n_channels (after);
  g_autofree guint8 *coverage = g_malloc (width);
  guint64 n_changed = 0;

  if (!has_size (before, mask) || !has_size (after, mask))
    return (guint64)width * height;
  for (int y = 0; y < height; y++)
    {
      const guchar *one = gdk_pixbuf_read_pixels (before) + (gsize)y * gdk_pixbuf_get_rowstride (before);
      const guchar *other = gdk_pixbuf_read_pixels (after) + (gsize)y * gdk_pixbuf_get_rowstride (after);

      pentimento_mask_get_row (mask, 0, y, width, coverage);
      for (int x = 0; x < width; x++)
        n_changed
            += coverage[x] == 0
               && compare_pixel (one + x * before_channels, before_channels, other + x * after_channels, after_channels)
                      > 0;
    }
  return n_changed;
}
