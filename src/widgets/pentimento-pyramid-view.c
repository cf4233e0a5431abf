/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "pentimento-pyramid-view.h"
#include "pentimento-pyramid-private.h"

#include <math.h>

/* The pixels of a level that one device pixel covers along one side, and how much of each. */
typedef struct {
  int first;
  int n_pixels;
  const float *weights; /* their sum is 1 */
} Cover;

typedef struct {
  Cover *covers;
  float *weights;
} Side;

static void
side_clear (Side *side)
{
  g_free (side->covers);
  g_free (side->weights);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Side, side_clear)

static void
weigh (Cover *cover, float *weights, double start, double end)
{
  float sum = 0;

  for (int i = 0; i < cover->n_pixels; i++)
    {
      weights[i] = (float)MAX (MIN (end, cover->first + i + 1) - MAX (start, cover->first + i), 0);
      sum += weights[i];
    }
  if (sum <= 0)
    weights[0] = sum = 1;
  for (int i = 0; i < cover->n_pixels; i++)
    weights[i] /= sum;
  cover->weights = weights;
}

/* @begin: where the picture begins; @size: device pixels a pixel; @length: how many pixels there are */
static Side
make_side (int seen_start, int seen_end, int begin, double size, int length)
{
  int most = (int)ceil (1 / size) + 2;
  Side side = { g_new (Cover, seen_end - seen_start), g_new0 (float, (gsize)(seen_end - seen_start) * most) };

  for (int i = 0; i < seen_end - seen_start; i++)
    {
      double start = (seen_start + i - begin) / size;
      double end = (seen_start + i + 1 - begin) / size;
      Cover *cover = &side.covers[i];

      cover->first = CLAMP ((int)floor (start), 0, length - 1);
      cover->n_pixels = CLAMP ((int)ceil (end) - cover->first, 1, MIN (most, length - cover->first));
      weigh (cover, side.weights + (gsize)i * most, start, end);
    }
  return side;
}

/* Adds a line, from its pixel @first on; colours count by their opacity. */
static void
add_line (float *sums, const guchar *line, int n_pixels, int channels, float weight)
{
  if (channels == 3)
    for (int i = 0; i < n_pixels * 3; i++)
      sums[i] += weight * line[i];
  else
    for (int i = 0; i < n_pixels * 4; i += 4)
      {
        float opacity = weight * line[i + 3];

        for (int k = 0; k < 3; k++)
          sums[i + k] += opacity * line[i + k];
        sums[i + 3] += opacity;
      }
}

static void
put_pixel (guchar *target, const float *sums, int channels)
{
  float opacity = channels == 4 ? sums[3] : 1;

  for (int k = 0; k < 3; k++)
    target[k] = opacity > 0 ? (guchar)MIN (sums[k] / opacity + 0.5f, 255) : 0;
  if (channels == 4)
    target[3] = (guchar)(opacity + 0.5f);
}

static void
put_line (guchar *target, const float *sums, int first, const Cover *covers, int width, int channels)
{
  for (int x = 0; x < width; x++)
    {
      const Cover *cover = &covers[x];
      const float *from = sums + (gsize)(cover->first - first) * channels;
      float pixel[4] = { 0 };

      for (int i = 0; i < cover->n_pixels; i++)
        for (int k = 0; k < channels; k++)
          pixel[k] += cover->weights[i] * from[i * channels + k];
      put_pixel (target + x * channels, pixel, channels);
    }
}

static gboolean
render_lines (const PentimentoPyramidLevel *level,
              const PentimentoPyramidView *view,
              guchar *target,
              GCancellable *cancellable)
{
  int width = view->seen.right - view->seen.left;
  int height = view->seen.bottom - view->seen.top;
  g_auto (Side) columns = make_side (view->seen.left, view->seen.right, view->left, view->pixel_width, level->width);
  g_auto (Side) rows = make_side (view->seen.top, view->seen.bottom, view->top, view->pixel_height, level->height);
  int first = columns.covers[0].first;
  int n_pixels = columns.covers[width - 1].first + columns.covers[width - 1].n_pixels - first;
  g_autofree float *sums = g_new (float, (gsize)n_pixels * level->channels);
  const guchar *from = (const guchar *)g_bytes_get_data (level->bytes, NULL) + (gsize)first * level->channels;

  for (int y = 0; y < height; y++)
    {
      const Cover *row = &rows.covers[y];

      if (g_cancellable_is_cancelled (cancellable))
        return FALSE;
      memset (sums, 0, (gsize)n_pixels * level->channels * sizeof *sums);
      for (int i = 0; i < row->n_pixels; i++)
        add_line (sums, from + (gsize)(row->first + i) * level->stride, n_pixels, level->channels, row->weights[i]);
      put_line (target + (gsize)y * width * level->channels, sums, first, columns.covers, width, level->channels);
    }
  return TRUE;
}

static void
render (GTask *task, gpointer pyramid, gpointer task_data, GCancellable *cancellable)
{
  const PentimentoPyramidView *view = task_data;
  const PentimentoPyramidLevel *level = pentimento_pyramid_get_level (pyramid, view->level);
  int width = view->seen.right - view->seen.left;
  int height = view->seen.bottom - view->seen.top;
  gsize size = (gsize)width * height * level->channels;
  guchar *target = g_malloc (size);
  g_autoptr (GBytes) bytes = g_bytes_new_take (target, size);
  GdkMemoryFormat format = level->channels == 4 ? GDK_MEMORY_R8G8B8A8 : GDK_MEMORY_R8G8B8;

  if (!render_lines (level, view, target, cancellable))
    g_task_return_error_if_cancelled (task);
  else
    g_task_return_pointer (task, gdk_memory_texture_new (width, height, format, bytes, (gsize)width * level->channels),
                           g_object_unref);
}

void
pentimento_pyramid_render_async (PentimentoPyramid *pyramid,
                                 const PentimentoPyramidView *view,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (pyramid, cancellable, callback, user_data);

  g_task_set_source_tag (task, pentimento_pyramid_render_async);
  g_task_set_task_data (task, g_memdup2 (view, sizeof *view), g_free);
  g_task_run_in_thread (task, render);
}

GdkTexture *
pentimento_pyramid_render_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
