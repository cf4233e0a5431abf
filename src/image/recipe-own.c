/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "recipe-own.h"

#include "recipe-rows.h"

#include <string.h>

typedef struct {
  GdkPixbuf *from;
  guint8 *to;
  gsize to_stride;
  gsize n_bytes;
} Copy;

static void
copy_rows (gpointer data, int first, int end)
{
  const Copy *self = data;
  gsize stride = gdk_pixbuf_get_rowstride (self->from);

  for (int y = first; y < end; y++)
    memcpy (self->to + y * self->to_stride, gdk_pixbuf_read_pixels (self->from) + y * stride, self->n_bytes);
}

GdkPixbuf *
recipe_own_pixels (const RecipeStep *step)
{
  int width = gdk_pixbuf_get_width (step->pixels), height = gdk_pixbuf_get_height (step->pixels);
  Copy copy = { .from = step->pixels };
  GdkPixbuf *own;

  if (step->is_owned)
    return g_object_ref (step->pixels);
  own = gdk_pixbuf_new (GDK_COLORSPACE_RGB, gdk_pixbuf_get_has_alpha (step->pixels), 8, width, height);
  if (own == NULL)
    return NULL;
  copy.to = gdk_pixbuf_get_pixels (own);
  copy.to_stride = gdk_pixbuf_get_rowstride (own);
  copy.n_bytes = (gsize)width * gdk_pixbuf_get_n_channels (own);
  recipe_rows_run (height, 256, copy_rows, &copy, NULL);
  return own;
}
