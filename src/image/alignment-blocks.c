/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "alignment-blocks.h"

#include "pentimento-alignment.h"

#include <fftw3.h>
#include <math.h>

/* Pixels of a block's side: a displacement of a third of it still leaves enough in common. */
#define MOST_SIDE 128
#define LEAST_SIDE 32

/* How far a block may be from where the others say it is, in pixels, to agree with them. */
#define TOLERANCE 1.5

/* How much of a block has to lie outside the mask; less where there are not that many blocks. */
static const double least_outside[] = { 0.95, 0.75, 0.5 };
#define ENOUGH_BLOCKS 6

typedef struct {
  double x; /* of its middle, from the plane's */
  double y;
  double shift_x;
  double shift_y;
  double weight;
} Block;

/* Plans belong to their arrays. Only carrying them out is safe from several threads: FFTW's manual, “Thread safety”. */
typedef struct {
  int side;
  float *first;
  float *second;
  fftwf_complex *first_waves;
  fftwf_complex *second_waves;
  fftwf_plan forward;
  fftwf_plan forward_second;
  fftwf_plan back;
  float *window;
} Correlator;

static GMutex planning;

static void
correlator_init (Correlator *self, int side)
{
  gsize n_pixels = (gsize)side * side, n_waves = (gsize)side * (side / 2 + 1);

  self->side = side;
  self->first = fftwf_alloc_real (n_pixels);
  self->second = fftwf_alloc_real (n_pixels);
  self->first_waves = fftwf_alloc_complex (n_waves);
  self->second_waves = fftwf_alloc_complex (n_waves);
  self->window = g_new (float, side);
  for (int i = 0; i < side; i++)
    self->window[i] = (float)(0.5 - 0.5 * cos (2 * G_PI * (i + 0.5) / side)); /* Hann's */
  g_mutex_lock (&planning);
  self->forward = fftwf_plan_dft_r2c_2d (side, side, self->first, self->first_waves, FFTW_ESTIMATE);
  self->forward_second = fftwf_plan_dft_r2c_2d (side, side, self->second, self->second_waves, FFTW_ESTIMATE);
  self->back = fftwf_plan_dft_c2r_2d (side, side, self->first_waves, self->first, FFTW_ESTIMATE);
  g_mutex_unlock (&planning);
}

static void
correlator_clear (Correlator *self)
{
  g_mutex_lock (&planning);
  fftwf_destroy_plan (self->forward);
  fftwf_destroy_plan (self->forward_second);
  fftwf_destroy_plan (self->back);
  g_mutex_unlock (&planning);
  fftwf_free (self->first);
  fftwf_free (self->second);
  fftwf_free (self->first_waves);
  fftwf_free (self->second_waves);
  g_free (self->window);
}

static void
take_block (const Correlator *self, const AlignmentPlane *plane, int x, int y, float *block)
{
  for (int j = 0; j < self->side; j++)
    for (int i = 0; i < self->side; i++)
      block[j * self->side + i]
          = plane->pixels[(gsize)(y + j) * plane->width + x + i] * self->window[i] * self->window[j];
}

/* Kuglin and Hines, “The phase correlation image alignment method” (1975), with the root of the magnitude left in, so that the waves that smooth pictures lack do
 * not drown the others in rounding. */
static void
whiten (Correlator *self)
{
  gsize n_waves = (gsize)self->side * (self->side / 2 + 1);

  for (gsize i = 0; i < n_waves; i++)
    {
      float *one = self->first_waves[i], *other = self->second_waves[i];
      float real = one[0] * other[0] + one[1] * other[1];
      float imaginary = one[0] * other[1] - one[1] * other[0];
      float magnitude = sqrtf (sqrtf (real * real + imaginary * imaginary)) + 1e-6f;

      one[0] = real / magnitude;
      one[1] = imaginary / magnitude;
    }
}

static float
get_peak (const Correlator *self, int x, int y)
{
  int side = self->side;

  return self->first[(y + side) % side * side + (x + side) % side];
}

/* The vertex of the parabola through three numbers, from the middle one. */
static double
find_vertex (double before, double here, double after)
{
  double curve = before - 2 * here + after;

  return curve < 0 ? CLAMP ((before - after) / (2 * curve), -0.5, 0.5) : 0;
}

static void
find_peak (const Correlator *self, Block *block)
{
  int side = self->side, best = 0;
  double squares = 0;

  for (int i = 0; i < side * side; i++)
    {
      squares += self->first[i] * self->first[i];
      if (self->first[i] > self->first[best])
        best = i;
    }
  block->weight = self->first[best] / (sqrt (squares / (side * side)) + 1e-12);
  int x = best % side, y = best / side;
  x -= x > side / 2 ? side : 0;
  y -= y > side / 2 ? side : 0;
  block->shift_x = x + find_vertex (get_peak (self, x - 1, y), get_peak (self, x, y), get_peak (self, x + 1, y));
  block->shift_y = y + find_vertex (get_peak (self, x, y - 1), get_peak (self, x, y), get_peak (self, x, y + 1));
}

static double
measure_outside (const AlignmentPlane *weights, int x, int y, int side)
{
  double sum = 0;

  for (int j = 0; j < side; j += 4)
    for (int i = 0; i < side; i += 4)
      sum += weights->pixels[(gsize)(y + j) * weights->width + x + i];
  return sum * 16 / (side * side);
}

static void
correlate_block (Correlator *self,
                 const AlignmentPlane *sent,
                 const AlignmentPlane *received,
                 int x,
                 int y,
                 Block *block)
{
  take_block (self, sent, x, y, self->first);
  take_block (self, received, x, y, self->second);
  fftwf_execute (self->forward);
  fftwf_execute (self->forward_second);
  whiten (self);
  fftwf_execute (self->back);
  find_peak (self, block);
  block->x = x + self->side / 2.0 - sent->width / 2.0;
  block->y = y + self->side / 2.0 - sent->height / 2.0;
}

/* Half of each block lies in the next; the last ones reach the far edges. */
static GArray *
correlate_blocks (const AlignmentPlane *sent,
                  const AlignmentPlane *received,
                  const AlignmentPlane *weights,
                  Correlator *correlator,
                  double outside)
{
  GArray *blocks = g_array_new (FALSE, FALSE, sizeof (Block));
  int side = correlator->side;
  int columns = MAX (1, (sent->width - side + side / 2 - 1) / (side / 2) + 1);
  int rows = MAX (1, (sent->height - side + side / 2 - 1) / (side / 2) + 1);

  for (int row = 0; row < rows; row++)
    for (int column = 0; column < columns; column++)
      {
        int x = MIN (column * side / 2, sent->width - side), y = MIN (row * side / 2, sent->height - side);
        Block block;

        if (measure_outside (weights, x, y, side) < outside)
          continue;
        correlate_block (correlator, sent, received, x, y, &block);
        g_array_append_val (blocks, block);
      }
  return blocks;
}

static gboolean
agrees (const Block *block, const AlignmentMotion *motion)
{
  return hypot (block->shift_x - motion->x - motion->s * block->x, block->shift_y - motion->y - motion->s * block->y)
         < TOLERANCE;
}

static double
count_votes (GArray *blocks, const AlignmentMotion *motion)
{
  double votes = 0;

  if (fabs (motion->s) > PENTIMENTO_ALIGNMENT_MOST_SCALE)
    return 0;
  for (guint i = 0; i < blocks->len; i++)
    if (agrees (&g_array_index (blocks, Block, i), motion))
      votes += g_array_index (blocks, Block, i).weight;
  return votes;
}

/* The only motion that two blocks can have in common; that of one if they are the same. */
static AlignmentMotion
suppose (const Block *one, const Block *other)
{
  double across = other->x - one->x, down = other->y - one->y, length = across * across + down * down;
  double s = 0;

  if (length > 0)
    s = ((other->shift_x - one->shift_x) * across + (other->shift_y - one->shift_y) * down) / length;
  return (AlignmentMotion){ one->shift_x - s * one->x, one->shift_y - s * one->y, s };
}

/* Fischler and Bolles, “Random sample consensus” (1981): of few blocks every pair is tried instead of random ones. */
static double
find_consensus (GArray *blocks, AlignmentMotion *motion)
{
  double most = 0;

  for (guint i = 0; i < blocks->len; i++)
    for (guint j = i; j < blocks->len; j++)
      {
        AlignmentMotion supposed = suppose (&g_array_index (blocks, Block, i), &g_array_index (blocks, Block, j));
        double votes = count_votes (blocks, &supposed);

        if (votes > most * (1 + 1e-9))
          {
            most = votes;
            *motion = supposed;
          }
      }
  return most;
}

gboolean
alignment_blocks_guess (const AlignmentPlane *sent,
                        const AlignmentPlane *received,
                        const AlignmentPlane *weights,
                        AlignmentMotion *motion,
                        GCancellable *cancellable)
{
  g_autoptr (GArray) blocks = NULL;
  Correlator correlator;
  int side = MOST_SIDE;

  while (side > MIN (sent->width, sent->height))
    side /= 2;
  if (side < LEAST_SIDE)
    return FALSE;
  correlator_init (&correlator, side);
  for (guint i = 0; i < G_N_ELEMENTS (least_outside) && (blocks == NULL || blocks->len < ENOUGH_BLOCKS); i++)
    {
      g_clear_pointer (&blocks, g_array_unref);
      blocks = correlate_blocks (sent, received, weights, &correlator, least_outside[i]);
      if (g_cancellable_is_cancelled (cancellable))
        break;
    }
  correlator_clear (&correlator);
  return find_consensus (blocks, motion) > 0;
}
