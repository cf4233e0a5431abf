/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "pentimento-area-overlay.h"

#include <math.h>

/* Of each kind of the outline's dashes, in pixels of the widget. */
#define DASH 5

/* Where pixels of the picture are smaller than those of the screen, so many across and down are looked at for one. */
#define SAMPLES 2

/* Half is covered: where pentimento_mask_grow() sees the rim, too. */
#define RIM 128

/* Grey that makes a white picture darker and a black one lighter; premultiplied BGRA is made of it. */
static const GdkRGBA veil = { 0.22, 0.22, 0.28, 0.62 };

struct _PentimentoAreaOverlay {
  PentimentoMask *mask; /* (nullable): that the texture was made of */
  PentimentoViewport viewport;
  gboolean veiled;
  GdkTexture *texture;         /* (nullable) */
  PentimentoViewportArea area; /* where it lies in the frame */
};

PentimentoAreaOverlay *
pentimento_area_overlay_new (void)
{
  return g_new0 (PentimentoAreaOverlay, 1);
}

static void
drop (PentimentoAreaOverlay *self)
{
  g_clear_pointer (&self->mask, pentimento_mask_unref);
  g_clear_object (&self->texture);
}

void
pentimento_area_overlay_free (PentimentoAreaOverlay *self)
{
  drop (self);
  g_free (self);
}

/* What is seen of what is marked, with its outline, in device pixels of the frame. */
static PentimentoViewportArea
find_area (PentimentoMask *mask, const PentimentoViewport *viewport)
{
  PentimentoPlace bounds = pentimento_mask_get_bounds (mask);
  PentimentoViewportArea seen = pentimento_viewport_get_seen (viewport);
  int margin = (int)ceil (viewport->scale) + 1;

  return (PentimentoViewportArea){
    MAX (seen.left, pentimento_viewport_column (viewport, bounds.x) - margin),
    MAX (seen.top, pentimento_viewport_row (viewport, bounds.y) - margin),
    MIN (seen.right, pentimento_viewport_column (viewport, bounds.x + bounds.width) + margin),
    MIN (seen.bottom, pentimento_viewport_row (viewport, bounds.y + bounds.height) + margin),
  };
}

/* The coverage of device pixels, with a rim around the area so that each has neighbours. */
typedef struct {
  PentimentoViewportArea area;
  int rim;
  int width; /* with the rim */
  int height;
  guint8 *coverage;
} Samples;

/* Which columns of the picture are looked at for each device pixel, from the first one on; there are @n for each. */
static int *
find_columns (const Samples *self, const PentimentoViewport *viewport, int n, int *first)
{
  double across = pentimento_viewport_get_column_width (viewport);
  double left = self->area.left - self->rim - pentimento_viewport_column (viewport, 0);
  int *columns = g_new (int, self->width *n);

  *first = (int)floor (left / across);
  for (int i = 0; i < self->width * n; i++)
    columns[i] = (int)floor ((left + (i + 0.5) / n) / across) - *first;
  return columns;
}

static void
sample (Samples *self, PentimentoMask *mask, const PentimentoViewport *viewport)
{
  int n = viewport->zoom < 1 ? SAMPLES : 1, first;
  g_autofree int *columns = find_columns (self, viewport, n, &first);
  int n_pixels = columns[self->width * n - 1] + 1;
  double down = pentimento_viewport_get_row_height (viewport);
  double top = self->area.top - self->rim - pentimento_viewport_row (viewport, 0);
  g_autofree guint8 *pixels = g_new (guint8, n_pixels);
  g_autofree int *sums = g_new (int, self->width);

  for (int y = 0; y < self->height; y++)
    {
      memset (sums, 0, sizeof (int) * self->width);
      for (int j = 0; j < n; j++)
        {
          pentimento_mask_get_row (mask, first, (int)floor ((top + y + (j + 0.5) / n) / down), n_pixels, pixels);
          for (int i = 0; i < self->width * n; i++)
            sums[i / n] += pixels[columns[i]];
        }
      for (int x = 0; x < self->width; x++)
        self->coverage[(gsize)y * self->width + x] = (guint8)(sums[x] / (n * n));
    }
}

/* Half of the outline lies on either side of the rim, so that it is seen at the picture's edges as well. */
static gboolean
is_on_rim (const Samples *self, const guint8 *pixel)
{
  gsize down = (gsize)self->rim * self->width;
  gboolean inside = *pixel >= RIM;

  return (pixel[-self->rim] >= RIM) != inside || (pixel[self->rim] >= RIM) != inside
         || (*(pixel - down) >= RIM) != inside || (*(pixel + down) >= RIM) != inside;
}

static guint32
pack (double red, double green, double blue, double alpha)
{
  guint32 channels[] = { (guint32)(alpha * 255 + 0.5), (guint32)(red * alpha * 255 + 0.5),
                         (guint32)(green * alpha * 255 + 0.5), (guint32)(blue * alpha * 255 + 0.5) };

  return channels[0] << 24 | channels[1] << 16 | channels[2] << 8 | channels[3];
}

static void
colour (const Samples *self, const PentimentoViewport *viewport, gboolean veiled, guint32 *colours)
{
  const guint32 dashes[] = { pack (1, 1, 1, 1), pack (0, 0, 0, 1) };
  int dash = MAX (1, (int)round (DASH * viewport->scale));
  int start = self->area.left + self->area.top - pentimento_viewport_column (viewport, 0)
              - pentimento_viewport_row (viewport, 0);
  guint32 veils[256];

  for (int i = 0; i < 256; i++)
    veils[i] = veiled ? pack (veil.red, veil.green, veil.blue, veil.alpha * (255 - i) / 255) : 0;
  for (int y = self->rim; y < self->height - self->rim; y++)
    for (int x = self->rim; x < self->width - self->rim; x++)
      {
        const guint8 *pixel = self->coverage + (gsize)y * self->width + x;

        /* The sum is at least that of the picture's corner, but for the rim. */
        *colours++ = is_on_rim (self, pixel) ? dashes[(start + x + y + 4 * dash) / dash & 1] : veils[*pixel];
      }
}

static GdkTexture *
create_texture (const PentimentoViewportArea *area,
                PentimentoMask *mask,
                const PentimentoViewport *viewport,
                gboolean veiled)
{
  int width = area->right - area->left, height = area->bottom - area->top;
  int rim = MAX (1, (int)round (viewport->scale));
  Samples samples = { *area, rim, width + 2 * rim, height + 2 * rim, NULL };
  g_autofree guint8 *coverage = g_malloc ((gsize)samples.width * samples.height);
  g_autoptr (GBytes) bytes = NULL;
  guint32 *colours = g_new (guint32, (gsize)width * height);

  samples.coverage = coverage;
  sample (&samples, mask, viewport);
  colour (&samples, viewport, veiled, colours);
  bytes = g_bytes_new_take (colours, sizeof (guint32) * width * height);
  return gdk_memory_texture_new (width, height, GDK_MEMORY_DEFAULT, bytes, sizeof (guint32) * width);
}

static void
make (PentimentoAreaOverlay *self, const PentimentoViewport *viewport, PentimentoMask *mask, gboolean veiled)
{
  if (self->mask == mask && self->veiled == veiled && self->viewport.scale == viewport->scale
      && pentimento_viewport_equal (&self->viewport, viewport))
    return;
  drop (self);
  self->mask = pentimento_mask_ref (mask);
  self->viewport = *viewport;
  self->veiled = veiled;
  self->area = find_area (mask, viewport);
  if (self->area.right > self->area.left && self->area.bottom > self->area.top)
    self->texture = create_texture (&self->area, mask, viewport, veiled);
}

static void
fill (GtkSnapshot *snapshot, int left, int top, int right, int bottom)
{
  if (right > left && bottom > top)
    gtk_snapshot_append_color (snapshot, &veil, &GRAPHENE_RECT_INIT (left, top, right - left, bottom - top));
}

/* All that is seen beside the texture is covered by nothing. */
static void
veil_rest (const PentimentoAreaOverlay *self, GtkSnapshot *snapshot, const PentimentoViewport *viewport)
{
  PentimentoViewportArea seen = pentimento_viewport_get_seen (viewport);
  const PentimentoViewportArea *area = &self->area;

  if (self->texture == NULL)
    {
      fill (snapshot, seen.left, seen.top, seen.right, seen.bottom);
      return;
    }
  fill (snapshot, seen.left, seen.top, seen.right, area->top);
  fill (snapshot, seen.left, area->bottom, seen.right, seen.bottom);
  fill (snapshot, seen.left, area->top, area->left, area->bottom);
  fill (snapshot, area->right, area->top, seen.right, area->bottom);
}

/* As the picture is painted: in the frame, turned about the middle. */
static void
enter_frame (GtkSnapshot *snapshot, const PentimentoViewport *viewport)
{
  double width, height;

  if (viewport->angle == 0)
    return;
  pentimento_viewport_get_frame (viewport, &width, &height);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (viewport->view_width / 2, viewport->view_height / 2));
  gtk_snapshot_rotate (snapshot, viewport->angle);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (-width / 2, -height / 2));
}

static gboolean
is_of_picture (PentimentoMask *mask, const PentimentoViewport *viewport)
{
  return mask != NULL && pentimento_mask_get_width (mask) == viewport->image_width
         && pentimento_mask_get_height (mask) == viewport->image_height;
}

void
pentimento_area_overlay_paint (PentimentoAreaOverlay *self,
                               GtkSnapshot *snapshot,
                               const PentimentoViewport *viewport,
                               PentimentoMask *mask,
                               gboolean veiled)
{
  const PentimentoViewportArea *area = &self->area;

  if (!is_of_picture (mask, viewport))
    {
      drop (self);
      return;
    }
  make (self, viewport, mask, veiled);
  gtk_snapshot_save (snapshot);
  enter_frame (snapshot, viewport);
  if (veiled)
    veil_rest (self, snapshot, viewport);
  if (self->texture != NULL)
    gtk_snapshot_append_texture (
        snapshot, self->texture,
        &GRAPHENE_RECT_INIT (area->left, area->top, area->right - area->left, area->bottom - area->top));
  gtk_snapshot_restore (snapshot);
}
