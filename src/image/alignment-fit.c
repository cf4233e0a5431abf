/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "alignment-fit.h"

#include "recipe-rows.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Some milliseconds of work. */
#define BAND 32

/* Shift to the right and down, scale, and how many times as strong the received brightness is. */
#define N_UNKNOWNS 4

/* Times the deviation from which on a pixel does not count: Tukey's biweight at 95 % efficiency for normal noise. */
#define TUKEY 4.685

/* How many differences tell the deviation of all. */
#define SAMPLES 8192

/* Of a pixel at the picture's rim: less than can be seen, or measured. */
#define SMALLEST_STEP 0.002

typedef struct {
  double normal[N_UNKNOWNS][N_UNKNOWNS];
  double right[N_UNKNOWNS];
  double first_squares;
  double second_squares;
  double products;
  double count;
} Sums;

typedef struct {
  const AlignmentPlane *sent;
  const AlignmentPlane *warped;
  const AlignmentPlane *weights;
  double gain;
  double limit;
  Sums *sums; /* of each row: added up in the same order however the rows were shared out */
} Step;

/* The mean of the slopes of both, with which steps are right to the second order: Benhimane and Malis, “Real-time image-based tracking of planes using
 * efficient second-order minimization” (2004). */
static inline float
find_slope (const Step *self, gsize at, int step)
{
  return (self->sent->pixels[at + step] - self->sent->pixels[at - step] + self->warped->pixels[at + step]
          - self->warped->pixels[at - step])
         / 4;
}

static inline double
get_difference (const Step *self, gsize at)
{
  return self->sent->pixels[at] - self->gain * self->warped->pixels[at];
}

/* Pixels that the mask, or the edge, is not next to, in either plane. */
static inline gboolean
counts (const Step *self, gsize at, int width)
{
  const float *weight = self->weights->pixels + at;

  return weight[0] + weight[-1] + weight[1] + weight[-width] + weight[width] > 4.5f;
}

static void
add_pixel (const Step *self, Sums *sums, gsize at, double x, double y)
{
  double difference = get_difference (self, at), share = difference / self->limit;
  double weight = fabs (share) < 1 ? (1 - share * share) * (1 - share * share) : 0;
  double one = self->sent->pixels[at], other = self->warped->pixels[at];
  double right = find_slope (self, at, 1), down = find_slope (self, at, self->sent->width);
  const double slopes[N_UNKNOWNS] = { right, down, right * x + down * y, other };

  for (int i = 0; i < N_UNKNOWNS; i++)
    {
      for (int j = 0; j <= i; j++)
        sums->normal[i][j] += weight * slopes[i] * slopes[j];
      sums->right[i] += weight * slopes[i] * difference;
    }
  sums->first_squares += weight * one * one;
  sums->second_squares += weight * other * other;
  sums->products += weight * one * other;
  sums->count++;
}

static void
add_rows (gpointer data, int first, int end)
{
  const Step *self = data;
  int width = self->sent->width, height = self->sent->height;

  for (int y = MAX (first, 1); y < MIN (end, height - 1); y++)
    for (int x = 1; x < width - 1; x++)
      {
        gsize at = (gsize)y * width + x;

        if (counts (self, at, width))
          add_pixel (self, &self->sums[y], at, x + 0.5 - width / 2.0, y + 0.5 - height / 2.0);
      }
}

static int
compare_floats (gconstpointer one, gconstpointer other)
{
  float first = *(const float *)one, second = *(const float *)other;

  return first < second ? -1 : first > second;
}

/* The median of the absolute differences tells their deviation though many pixels were changed altogether. */
static double
find_limit (const Step *self)
{
  g_autofree float *samples = g_new (float, SAMPLES);
  int width = self->sent->width, height = self->sent->height, n = 0;
  gsize n_pixels = (gsize)width * height;
  gsize stride = MAX (1, n_pixels / SAMPLES) | 1;

  for (gsize at = width + 1; at < n_pixels - width - 1 && n < SAMPLES; at += stride)
    if (at % width > 0 && at % width < (gsize)width - 1 && counts (self, at, width))
      samples[n++] = (float)fabs (get_difference (self, at));
  if (n == 0)
    return 1;
  qsort (samples, n, sizeof *samples, compare_floats);
  return TUKEY * MAX (1.4826 * samples[n / 2], 0.1);
}

static void
add_up (Sums *total, const Sums *rows, int n_rows)
{
  double *to = (double *)total;

  memset (total, 0, sizeof *total);
  for (int row = 0; row < n_rows; row++)
    for (gsize i = 0; i < sizeof *total / sizeof *to; i++)
      to[i] += ((const double *)&rows[row])[i];
}

/* Gauss's elimination of a symmetric positive matrix, of which the lower half is there. Returns: %FALSE where it has no solution */
static gboolean
solve (const Sums *sums, double *solution)
{
  double matrix[N_UNKNOWNS][N_UNKNOWNS + 1];

  for (int i = 0; i < N_UNKNOWNS; i++)
    {
      for (int j = 0; j < N_UNKNOWNS; j++)
        matrix[i][j] = sums->normal[MAX (i, j)][MIN (i, j)];
      matrix[i][N_UNKNOWNS] = sums->right[i];
    }
  for (int i = 0; i < N_UNKNOWNS; i++)
    {
      if (matrix[i][i] <= 1e-9 * (sums->normal[i][i] + 1e-9))
        return FALSE;
      for (int j = 0; j < N_UNKNOWNS; j++)
        for (int k = N_UNKNOWNS; j != i && k >= i; k--)
          matrix[j][k] -= matrix[j][i] / matrix[i][i] * matrix[i][k];
    }
  for (int i = 0; i < N_UNKNOWNS; i++)
    solution[i] = matrix[i][N_UNKNOWNS] / matrix[i][i];
  return TRUE;
}

static void
judge (AlignmentFit *self, const Sums *sums)
{
  double energy = sqrt (sums->first_squares * sums->second_squares);
  double across = sums->normal[0][0], down = sums->normal[1][1], mixed = sums->normal[1][0];
  double spread = hypot (across - down, 2 * mixed);

  self->correlation = energy > 0 ? sums->products / energy : 0;
  self->balance = across + down > 0 ? (across + down - spread) / (across + down + spread) : 0;
  self->n_pixels = sums->count;
}

/* What both planes have. */
static AlignmentPlane *
share_weights (const AlignmentPlane *weights, const AlignmentMotion *motion)
{
  AlignmentPlane *shared = alignment_plane_warp (weights, motion);

  for (gsize i = 0; i < (gsize)weights->width * weights->height; i++)
    shared->pixels[i] = shared->pixels[i] > 0.99f && weights->pixels[i] > 0.5f ? 1 : 0;
  return shared;
}

/* Returns: how far the step moves the picture's rim, in pixels; the motion is changed with it */
static double
move (AlignmentFit *self, Step *step)
{
  int width = step->sent->width, height = step->sent->height;
  g_autofree Sums *rows = g_new0 (Sums, height);
  double solution[N_UNKNOWNS] = { 0 };
  Sums total;

  step->sums = rows;
  step->limit = find_limit (step);
  recipe_rows_run (height, BAND, add_rows, step, NULL);
  add_up (&total, rows, height);
  judge (self, &total);
  if (!solve (&total, solution))
    return 0;
  self->motion.x += solution[0];
  self->motion.y += solution[1];
  self->motion.s += solution[2];
  step->gain = CLAMP (step->gain + solution[3], 0.2, 5);
  return hypot (solution[0], solution[1]) + fabs (solution[2]) * MAX (width, height) / 2;
}

/* Both lose the means of the very same pixels, so that where the received picture ends leaves no trace. Least squares over brightness, whose weights follow the
 * differences: Baker and Matthews, “Lucas-Kanade 20 years on” (2004). */
void
alignment_fit_improve (AlignmentFit *self,
                       const AlignmentPlane *sent,
                       const AlignmentPlane *received,
                       const AlignmentPlane *weights,
                       int radius,
                       int n_steps)
{
  Step step = { .gain = 1 };

  for (int i = 0; i < n_steps; i++)
    {
      g_autoptr (AlignmentPlane) moved = alignment_plane_warp (received, &self->motion);
      g_autoptr (AlignmentPlane) shared = share_weights (weights, &self->motion);
      g_autoptr (AlignmentPlane) sharp = alignment_plane_sharpen (sent, shared, radius);
      g_autoptr (AlignmentPlane) warped = alignment_plane_sharpen (moved, shared, radius);

      step.sent = sharp;
      step.warped = warped;
      step.weights = shared;
      if (move (self, &step) < SMALLEST_STEP)
        return;
    }
}
