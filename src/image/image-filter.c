/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "image-filter.h"

#include <string.h>

/* So many bytes at a time are taken as a vector by the compiler. */
enum { VECTOR = 16 };

void
image_filter_subtract_left (const guint8 *restrict row, guint8 *restrict filtered, gsize size, int n_channels)
{
  const guint8 *before = row;
  gsize at = 0;

  memcpy (filtered, row, n_channels);
  filtered += n_channels;
  row += n_channels;
  size -= n_channels;
  for (; at + VECTOR <= size; at += VECTOR)
    for (int i = 0; i < VECTOR; i++)
      filtered[at + i] = row[at + i] - before[at + i];
  for (; at < size; at++)
    filtered[at] = row[at] - before[at];
}
