/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Everything is in device pixels: tiles begin and end on whole ones, so that no seam shows between them and a picture at 1:1 is exact. */

#include "pentimento-canvas-painter.h"
#include "pentimento-pyramid-view.h"

#include <math.h>

#define CHECKER_SIDE 8

/* New tiles in one frame: a renderer takes about a tenth of a millisecond for each, so that a frame stays within its sixtieth of a second. */
#define TILES_A_FRAME 64

/* How large a tile is painted at least. Below three quarters Cairo looks at all of its pixels instead of at four for each, which takes it several
 * times as long, and it converts all of them in every frame: the fewer the better, as long as the picture does not get too soft to follow. */
#define LEAST_SCALE 0.9

/* One picture may take half of the tiles: two are compared. */
#define SHARE 2

/* What a tile and its margins take at a renderer. */
#define TILE_BYTES                                                                                                     \
  ((gsize)4 * (PENTIMENTO_TILE_SIDE + 2 * PENTIMENTO_TILE_MARGIN) * (PENTIMENTO_TILE_SIDE + 2 * PENTIMENTO_TILE_MARGIN))

struct _PentimentoCanvasPainter {
  PentimentoCanvasTiles *tiles;
  PentimentoPyramid *pyramid;

  /* The part that was seen enlarged last. */
  GdkTexture *enlarged;
  PentimentoViewport enlarged_viewport;

  /* What was seen made smaller, when the view had come to rest. */
  GdkTexture *refined;
  PentimentoViewport refined_viewport; /* of this one, or the one that is on its way */
  GCancellable *refining;
  PentimentoCanvasRefined refined_func;
  gpointer refined_data;
};

/* One picture in one frame. */
typedef struct {
  const PentimentoViewport *viewport;
  PentimentoViewportArea seen;
  int left; /* where the picture begins and ends in the frame */
  int top;
  int right;
  int bottom;
  double pixel_width; /* device pixels a full-size pixel */
  double pixel_height;
  double zoom; /* device pixels a full-size pixel, where it is not made larger to be seen at all */
} Pass;

typedef struct {
  int column;
  int row;
  double distance; /* from the middle of what is seen, squared, in tiles */
} Place;

PentimentoCanvasPainter *
pentimento_canvas_painter_new (PentimentoCanvasTiles *tiles)
{
  PentimentoCanvasPainter *self = g_new0 (PentimentoCanvasPainter, 1);

  self->tiles = pentimento_canvas_tiles_ref (tiles);
  return self;
}

void
pentimento_canvas_painter_free (PentimentoCanvasPainter *self)
{
  pentimento_canvas_painter_set_pyramid (self, NULL);
  pentimento_canvas_tiles_unref (self->tiles);
  g_free (self);
}

static void
drop_refined (PentimentoCanvasPainter *self)
{
  if (self->refining != NULL)
    g_cancellable_cancel (self->refining);
  g_clear_object (&self->refining);
  g_clear_object (&self->refined);
}

void
pentimento_canvas_painter_set_pyramid (PentimentoCanvasPainter *self, PentimentoPyramid *pyramid)
{
  if (self->pyramid == pyramid)
    return;

  if (self->pyramid != NULL)
    pentimento_canvas_tiles_forget (self->tiles, self->pyramid);
  drop_refined (self);
  g_clear_object (&self->enlarged);
  g_set_object (&self->pyramid, pyramid);
}

PentimentoPyramid *
pentimento_canvas_painter_get_pyramid (PentimentoCanvasPainter *self)
{
  return self->pyramid;
}

static Pass
begin (PentimentoCanvasPainter *self, const PentimentoViewport *viewport)
{
  double stretch_x = viewport->image_width / pentimento_pyramid_get_width (self->pyramid, 0);
  double stretch_y = viewport->image_height / pentimento_pyramid_get_height (self->pyramid, 0);

  return (Pass){ viewport,
                 pentimento_viewport_get_seen (viewport),
                 pentimento_viewport_column (viewport, 0),
                 pentimento_viewport_row (viewport, 0),
                 pentimento_viewport_column (viewport, viewport->image_width),
                 pentimento_viewport_row (viewport, viewport->image_height),
                 pentimento_viewport_get_column_width (viewport) * stretch_x,
                 pentimento_viewport_get_row_height (viewport) * stretch_y,
                 viewport->zoom * MAX (stretch_x, stretch_y) };
}

static graphene_rect_t
area_to_rect (const PentimentoViewportArea *area)
{
  return GRAPHENE_RECT_INIT (area->left, area->top, area->right - area->left, area->bottom - area->top);
}

/* @side: of one field, in device pixels */
static void
paint_checkerboard (GtkSnapshot *snapshot, const graphene_rect_t *bounds, double side)
{
  const GdkRGBA light = { 0.8, 0.8, 0.8, 1 };
  const GdkRGBA dark = { 0.6, 0.6, 0.6, 1 };
  graphene_rect_t cell = GRAPHENE_RECT_INIT (0, 0, 2 * side, 2 * side);
  graphene_rect_t first = GRAPHENE_RECT_INIT (0, 0, side, side);
  graphene_rect_t second = GRAPHENE_RECT_INIT (side, side, side, side);

  gtk_snapshot_push_repeat (snapshot, bounds, &cell);
  gtk_snapshot_append_color (snapshot, &light, &cell);
  gtk_snapshot_append_color (snapshot, &dark, &first);
  gtk_snapshot_append_color (snapshot, &dark, &second);
  gtk_snapshot_pop (snapshot);
}

static void
paint_background (GtkSnapshot *snapshot, const Pass *pass, const GdkRGBA *background)
{
  graphene_rect_t bounds = area_to_rect (&pass->seen);

  if (background != NULL)
    gtk_snapshot_append_color (snapshot, background, &bounds);
  else
    paint_checkerboard (snapshot, &bounds, round (CHECKER_SIDE * pass->viewport->scale));
}

/* Which of the tiles along one side of a level are seen. @tile: how long one is */
static void
get_range (int seen_start, int seen_end, int begin, double tile, int length, int *first, int *last)
{
  int n_tiles = (length + PENTIMENTO_TILE_SIDE - 1) / PENTIMENTO_TILE_SIDE;

  *first = CLAMP ((int)floor ((seen_start - begin) / tile), 0, n_tiles - 1);
  *last = CLAMP ((int)ceil ((seen_end - begin) / tile) - 1, 0, n_tiles - 1);
}

static int
compare_places (gconstpointer a, gconstpointer b)
{
  const Place *one = a;
  const Place *other = b;

  return (one->distance > other->distance) - (one->distance < other->distance);
}

/* Returns: (transfer full): the tiles of a level that are seen, from the middle outwards */
static GArray *
list_places (PentimentoCanvasPainter *self, const Pass *pass, guint level)
{
  double tile_width = ldexp (pass->pixel_width * PENTIMENTO_TILE_SIDE, level);
  double tile_height = ldexp (pass->pixel_height * PENTIMENTO_TILE_SIDE, level);
  double middle_column = ((pass->seen.left + pass->seen.right) / 2.0 - pass->left) / tile_width - 0.5;
  double middle_row = ((pass->seen.top + pass->seen.bottom) / 2.0 - pass->top) / tile_height - 0.5;
  GArray *places = g_array_new (FALSE, FALSE, sizeof (Place));
  int first_column, last_column, first_row, last_row;

  get_range (pass->seen.left, pass->seen.right, pass->left, tile_width,
             pentimento_pyramid_get_width (self->pyramid, level), &first_column, &last_column);
  get_range (pass->seen.top, pass->seen.bottom, pass->top, tile_height,
             pentimento_pyramid_get_height (self->pyramid, level), &first_row, &last_row);
  for (int row = first_row; row <= last_row; row++)
    for (int column = first_column; column <= last_column; column++)
      {
        double x = column - middle_column;
        double y = row - middle_row;
        Place place = { column, row, x * x + y * y };

        g_array_append_val (places, place);
      }
  g_array_sort (places, compare_places);
  return places;
}

/* The tile's own part of the frame, in whole pixels: it ends where the next one begins. */
static graphene_rect_t
get_clip (const Pass *pass, guint level, const Place *place)
{
  double tile_width = ldexp (pass->pixel_width * PENTIMENTO_TILE_SIDE, level);
  double tile_height = ldexp (pass->pixel_height * PENTIMENTO_TILE_SIDE, level);
  PentimentoViewportArea area = {
    pass->left + (int)lround (place->column * tile_width),
    pass->top + (int)lround (place->row * tile_height),
    MIN (pass->right, pass->left + (int)lround ((place->column + 1) * tile_width)),
    MIN (pass->bottom, pass->top + (int)lround ((place->row + 1) * tile_height)),
  };

  return area_to_rect (&area);
}

/* How long a tile's side with its margins is; the last one reaches the picture's end, which is on a whole pixel. */
static double
get_side (int start, int extent, int length, double pixel, int end)
{
  return start + extent == length ? MAX (extent * pixel, end - start * pixel) : extent * pixel;
}

/* Where a tile with its margins lies, to the fraction of a pixel. */
static graphene_rect_t
get_bounds (PentimentoCanvasPainter *self, const Pass *pass, guint level, int column, int row)
{
  GdkRectangle area = pentimento_pyramid_get_tile_area (self->pyramid, level, column, row);
  double width = ldexp (pass->pixel_width, level);
  double height = ldexp (pass->pixel_height, level);

  return GRAPHENE_RECT_INIT (pass->left + area.x * width, pass->top + area.y * height,
                             get_side (area.x, area.width, pentimento_pyramid_get_width (self->pyramid, level), width,
                                       pass->right - pass->left),
                             get_side (area.y, area.height, pentimento_pyramid_get_height (self->pyramid, level),
                                       height, pass->bottom - pass->top));
}

/* Paints a tile's part from the largest smaller size that is at hand; the smallest one always is. */
static void
paint_coarsely (PentimentoCanvasPainter *self,
                GtkSnapshot *snapshot,
                const Pass *pass,
                guint level,
                int column,
                int row)
{
  guint last = pentimento_pyramid_get_n_levels (self->pyramid) - 1;
  GdkTexture *texture = NULL;
  graphene_rect_t bounds;

  while (texture == NULL && level < last)
    {
      level++;
      column /= 2;
      row /= 2;
      texture = pentimento_canvas_tiles_find (self->tiles, self->pyramid, level, column, row);
    }
  if (texture == NULL)
    texture = pentimento_canvas_tiles_make (self->tiles, self->pyramid, level, column, row);
  bounds = get_bounds (self, pass, level, column, row);
  gtk_snapshot_append_texture (snapshot, texture, &bounds);
}

/* Turned, a tile's edge lies across pixels and would let a little through: it is laid over its neighbours by as much as its margins have of them. */
static void
push_clip (GtkSnapshot *snapshot, const Pass *pass, graphene_rect_t clip)
{
  if (fmod (pass->viewport->angle, 90) != 0)
    graphene_rect_inset (&clip, -1, -1);
  gtk_snapshot_push_clip (snapshot, &clip);
}

/* Returns: whether the tile itself is painted */
static gboolean
paint_tile (PentimentoCanvasPainter *self,
            GtkSnapshot *snapshot,
            const Pass *pass,
            guint level,
            const Place *place,
            int *left_to_make)
{
  graphene_rect_t clip = get_clip (pass, level, place);
  GdkTexture *texture = pentimento_canvas_tiles_find (self->tiles, self->pyramid, level, place->column, place->row);

  if (texture == NULL && (*left_to_make)-- > 0)
    texture = pentimento_canvas_tiles_make (self->tiles, self->pyramid, level, place->column, place->row);

  push_clip (snapshot, pass, clip);
  if (texture != NULL)
    {
      graphene_rect_t bounds = get_bounds (self, pass, level, place->column, place->row);

      gtk_snapshot_append_texture (snapshot, texture, &bounds);
    }
  else
    {
      paint_coarsely (self, snapshot, pass, level, place->column, place->row);
    }
  gtk_snapshot_pop (snapshot);
  return texture != NULL;
}

/* The size that tiles are taken from while the view is moved; what is lost by it is there when it has come to rest. */
static guint
choose_level (PentimentoCanvasPainter *self, const Pass *pass)
{
  guint level = pentimento_pyramid_choose_level (self->pyramid, pass->zoom);

  if (level + 1 < pentimento_pyramid_get_n_levels (self->pyramid) && ldexp (pass->zoom, level) < LEAST_SCALE)
    level++;
  return level;
}

/* A smaller size where the tiles of the right one would not fit into the budget. */
static GArray *
choose_places (PentimentoCanvasPainter *self, const Pass *pass, guint *level)
{
  gsize budget = pentimento_canvas_tiles_get_budget (self->tiles) / SHARE;
  GArray *places = NULL;

  *level = choose_level (self, pass);
  places = list_places (self, pass, *level);
  while (places->len * TILE_BYTES > budget && *level + 1 < pentimento_pyramid_get_n_levels (self->pyramid))
    {
      g_array_unref (places);
      places = list_places (self, pass, ++*level);
    }
  return places;
}

static gboolean
paint_tiles (PentimentoCanvasPainter *self, GtkSnapshot *snapshot, const Pass *pass)
{
  guint level;
  g_autoptr (GArray) places = choose_places (self, pass, &level);
  int left_to_make = TILES_A_FRAME;
  gboolean sharp = TRUE;

  for (guint i = 0; i < places->len; i++)
    sharp &= paint_tile (self, snapshot, pass, level, &g_array_index (places, Place, i), &left_to_make);
  return sharp;
}

/* For each pixel of the frame from @start to @end, the picture's pixel that is seen there. */
static int *
map_pixels (int start, int end, int begin, double size, int length)
{
  int *map = g_new (int, end - start);

  for (int i = start; i < end; i++)
    map[i - start] = CLAMP ((int)((i + 0.5 - begin) / size), 0, length - 1);
  return map;
}

static void
enlarge_line (const guchar *line, const int *columns, int width, int channels, guchar *target)
{
  for (int x = 0; x < width; x++)
    for (int i = 0; i < channels; i++)
      target[x * channels + i] = line[columns[x] * channels + i];
}

/* Enlarged textures always blur, so the part that is seen is enlarged here, every pixel to a square. */
static GdkTexture *
enlarge (GdkPixbuf *pixels, const Pass *pass)
{
  int channels = gdk_pixbuf_get_n_channels (pixels);
  int width = pass->seen.right - pass->seen.left;
  int height = pass->seen.bottom - pass->seen.top;
  gsize stride = (gsize)width * channels;
  guchar *target = g_malloc (stride * height);
  g_autofree int *columns
      = map_pixels (pass->seen.left, pass->seen.right, pass->left, pass->pixel_width, gdk_pixbuf_get_width (pixels));
  g_autofree int *rows
      = map_pixels (pass->seen.top, pass->seen.bottom, pass->top, pass->pixel_height, gdk_pixbuf_get_height (pixels));
  g_autoptr (GBytes) bytes = NULL;

  for (int y = 0; y < height; y++)
    if (y > 0 && rows[y] == rows[y - 1])
      memcpy (target + y * stride, target + (y - 1) * stride, stride);
    else
      enlarge_line (gdk_pixbuf_read_pixels (pixels) + (gsize)rows[y] * gdk_pixbuf_get_rowstride (pixels), columns,
                    width, channels, target + y * stride);
  bytes = g_bytes_new_take (target, stride * height);
  return gdk_memory_texture_new (width, height, channels == 4 ? GDK_MEMORY_R8G8B8A8 : GDK_MEMORY_R8G8B8, bytes, stride);
}

static void
paint_enlarged (PentimentoCanvasPainter *self, GtkSnapshot *snapshot, const Pass *pass)
{
  graphene_rect_t bounds = area_to_rect (&pass->seen);

  if (self->enlarged == NULL || !pentimento_viewport_equal (&self->enlarged_viewport, pass->viewport))
    {
      g_clear_object (&self->enlarged);
      self->enlarged = enlarge (pentimento_pyramid_get_pixels (self->pyramid), pass);
      self->enlarged_viewport = *pass->viewport;
    }
  gtk_snapshot_append_texture (snapshot, self->enlarged, &bounds);
}

/* A cancelled one must not look at the painter, which may have gone. */
static void
rendered (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GdkTexture *texture = pentimento_pyramid_render_finish (result, NULL);
  PentimentoCanvasPainter *self = user_data;

  if (texture == NULL)
    return;

  g_clear_object (&self->refining);
  self->refined = texture;
  self->refined_func (self->refined_data);
}

void
pentimento_canvas_painter_rest (PentimentoCanvasPainter *self,
                                const PentimentoViewport *viewport,
                                PentimentoCanvasRefined refined,
                                gpointer user_data)
{
  PentimentoPyramidView view;
  Pass pass;

  if (self->pyramid == NULL)
    return;
  if ((self->refined != NULL || self->refining != NULL)
      && pentimento_viewport_equal (&self->refined_viewport, viewport))
    return;

  drop_refined (self);
  pass = begin (self, viewport);
  if (pass.zoom >= 1 || pass.seen.right <= pass.seen.left || pass.seen.bottom <= pass.seen.top)
    return;

  view.seen = pass.seen;
  view.left = pass.left;
  view.top = pass.top;
  /* Of twice the size that a renderer would take: the mean of fewer, larger pixels shows where those begin. */
  view.level = MAX (pentimento_pyramid_choose_level (self->pyramid, pass.zoom), 1) - 1;
  view.pixel_width = ldexp (pass.pixel_width, view.level);
  view.pixel_height = ldexp (pass.pixel_height, view.level);
  self->refined_viewport = *viewport;
  self->refined_func = refined;
  self->refined_data = user_data;
  self->refining = g_cancellable_new ();
  pentimento_pyramid_render_async (self->pyramid, &view, self->refining, rendered, self);
}

static void
paint_refined (PentimentoCanvasPainter *self, GtkSnapshot *snapshot, const Pass *pass)
{
  graphene_rect_t bounds = area_to_rect (&pass->seen);

  gtk_snapshot_append_texture (snapshot, self->refined, &bounds);
}

static void
turn (GtkSnapshot *snapshot, const PentimentoViewport *viewport)
{
  double width, height;

  if (viewport->angle == 0)
    return;

  pentimento_viewport_get_frame (viewport, &width, &height);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (viewport->view_width / 2, viewport->view_height / 2));
  gtk_snapshot_rotate (snapshot, viewport->angle);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (-width / 2, -height / 2));
}

gboolean
pentimento_canvas_painter_paint (PentimentoCanvasPainter *self,
                                 GtkSnapshot *snapshot,
                                 const PentimentoViewport *viewport,
                                 const GdkRGBA *background)
{
  gboolean sharp = TRUE;
  Pass pass;

  if (self->pyramid == NULL)
    return TRUE;
  pass = begin (self, viewport);
  if (pass.seen.right <= pass.seen.left || pass.seen.bottom <= pass.seen.top)
    return TRUE;

  gtk_snapshot_save (snapshot);
  turn (snapshot, viewport);
  if (gdk_pixbuf_get_has_alpha (pentimento_pyramid_get_pixels (self->pyramid)))
    paint_background (snapshot, &pass, background);
  if (pass.zoom >= PENTIMENTO_VIEWPORT_NEAREST_ZOOM)
    paint_enlarged (self, snapshot, &pass);
  else if (self->refined != NULL && pentimento_viewport_equal (&self->refined_viewport, viewport))
    paint_refined (self, snapshot, &pass);
  else
    sharp = paint_tiles (self, snapshot, &pass);
  gtk_snapshot_restore (snapshot);
  return sharp;
}
