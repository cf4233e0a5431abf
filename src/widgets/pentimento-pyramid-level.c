/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "pentimento-pyramid-level.h"

/* Lines begin where the processor's cache lines do, and a whole number of pixels apart, so that renderers can take a part without copying. */
#define ALIGNMENT 64

/* Lines this far apart are kept in the same few places of the cache, and push each other out. */
#define ALIASING 4096

/* Below, a thread costs more than it saves: about a quarter of a millisecond's work. */
#define PIXELS_A_THREAD (128 * 1024)

#define MOST_THREADS 8

/* What one thread makes: some lines of the smaller level. */
typedef struct {
  const PentimentoPyramidLevel *source;
  guchar *target;
  gsize target_stride;
  int target_width;
  int first;
  int end;
} Band;

static inline void
mean_of_three (const guchar *upper, const guchar *lower, int left, int right, guchar *target)
{
  for (int i = 0; i < 3; i++)
    target[i] = (upper[left + i] + upper[right + i] + lower[left + i] + lower[right + i] + 2) / 4;
}

static void
halve_opaque (const guchar *upper, const guchar *lower, guchar *target, int width)
{
  int pairs = width / 2;

  for (int x = 0; x < pairs; x++)
    mean_of_three (upper, lower, x * 6, x * 6 + 3, target + x * 3);
  if (width % 2 != 0)
    mean_of_three (upper, lower, pairs * 6, pairs * 6, target + pairs * 3);
}

/* Colours count by their opacity, so that what cannot be seen does not bleed into what can. */
static void
halve_transparent (const guchar *upper, const guchar *lower, guchar *target, int width)
{
  for (int x = 0; x < (width + 1) / 2; x++)
    {
      int left = 2 * x * 4;
      int right = MIN (2 * x + 1, width - 1) * 4;
      guint alpha = upper[left + 3] + upper[right + 3] + lower[left + 3] + lower[right + 3];

      for (int i = 0; i < 3; i++)
        {
          guint sum = upper[left + i] * upper[left + 3] + upper[right + i] * upper[right + 3]
                      + lower[left + i] * lower[left + 3] + lower[right + i] * lower[right + 3];
          target[x * 4 + i] = alpha > 0 ? (sum + alpha / 2) / alpha : 0;
        }
      target[x * 4 + 3] = (alpha + 2) / 4;
    }
}

static gpointer
halve_band (gpointer data)
{
  const Band *band = data;
  const PentimentoPyramidLevel *source = band->source;
  const guchar *from = g_bytes_get_data (source->bytes, NULL);

  for (int y = band->first; y < band->end; y++)
    {
      const guchar *upper = from + (gsize)(2 * y) * source->stride;
      const guchar *lower = from + (gsize)MIN (2 * y + 1, source->height - 1) * source->stride;
      guchar *target = band->target + (gsize)y * band->target_stride;

      if (source->channels == 4)
        halve_transparent (upper, lower, target, source->width);
      else
        halve_opaque (upper, lower, target, source->width);
    }
  return NULL;
}

static gsize
choose_stride (int width, int channels)
{
  gsize step = (gsize)ALIGNMENT * channels;
  gsize stride = ((gsize)width * channels + step - 1) / step * step;

  return stride % ALIASING == 0 ? stride + step : stride;
}

static void
halve_in_threads (const PentimentoPyramidLevel *source, guchar *bytes, const PentimentoPyramidLevel *target)
{
  gint64 pixels = (gint64)target->width * target->height;
  int n_bands = (int)CLAMP (pixels / PIXELS_A_THREAD, 1, MIN (g_get_num_processors (), MOST_THREADS));
  Band bands[MOST_THREADS];
  GThread *threads[MOST_THREADS];

  for (int i = 0; i < n_bands; i++)
    {
      int first = (int)((gint64)target->height * i / n_bands);
      int end = (int)((gint64)target->height * (i + 1) / n_bands);

      bands[i] = (Band){ source, bytes, target->stride, target->width, first, end };
      if (i > 0)
        threads[i] = g_thread_new ("pyramid", halve_band, &bands[i]);
    }
  halve_band (&bands[0]);
  for (int i = 1; i < n_bands; i++)
    g_thread_join (threads[i]);
}

PentimentoPyramidLevel
pentimento_pyramid_level_halve (const PentimentoPyramidLevel *source)
{
  PentimentoPyramidLevel target = { NULL, (source->width + 1) / 2, (source->height + 1) / 2, 0, source->channels };
  guchar *bytes;

  target.stride = choose_stride (target.width, target.channels);
  bytes = g_malloc (target.stride * target.height);
  halve_in_threads (source, bytes, &target);
  target.bytes = g_bytes_new_take (bytes, target.stride * target.height);
  return target;
}
