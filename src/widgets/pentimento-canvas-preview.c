/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "pentimento-canvas-preview.h"

/* As many pixels as are changed within a frame or two, to follow the hand: those of a view of 1600 × 1200. */
#define PIXELS_WHILE_MOVING (1600 * 1200)

struct _PentimentoCanvasPreview {
  GObject parent_instance;

  PentimentoPyramid *source;
  PentimentoRecipe *recipe;
  guint level; /* of the source, for the recipe */

  PentimentoCanvasPainter *painter;
  int width;
  int height;

  GCancellable *working;
  PentimentoRecipe *working_recipe;
  guint working_level;
};

enum {
  CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (PentimentoCanvasPreview, pentimento_canvas_preview, G_TYPE_OBJECT)

static void work (PentimentoCanvasPreview *self);

static void
stop (PentimentoCanvasPreview *self)
{
  if (self->working != NULL)
    g_cancellable_cancel (self->working);
  g_clear_object (&self->working);
  g_clear_pointer (&self->working_recipe, pentimento_recipe_unref);
}

static void
drop (PentimentoCanvasPreview *self)
{
  stop (self);
  pentimento_canvas_painter_set_pyramid (self->painter, NULL);
}

/* What was asked for meanwhile comes next; only the latest. */
static void
go_on (PentimentoCanvasPreview *self)
{
  gboolean outdated = self->working_recipe != self->recipe || self->working_level != self->level;

  stop (self);
  if (outdated)
    work (self);
}

static void
built (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PentimentoCanvasPreview) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (PentimentoPyramid) pyramid = pentimento_pyramid_new_finish (result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (pyramid != NULL)
    {
      pentimento_canvas_painter_set_pyramid (self->painter, pyramid);
      self->width = pentimento_pyramid_get_width (self->source, 0);
      self->height = pentimento_pyramid_get_height (self->source, 0);
      pentimento_recipe_get_size (self->working_recipe, &self->width, &self->height);
    }
  go_on (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
applied (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PentimentoCanvasPreview) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GdkPixbuf) pixels = pentimento_recipe_apply_preview_finish (result, &error);

  if (pixels != NULL)
    pentimento_pyramid_new_async (pixels, self->working, built, g_object_ref (self));
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    go_on (self);
}

static void
work (PentimentoCanvasPreview *self)
{
  g_autoptr (GdkPixbuf) pixels = NULL;

  if (self->source == NULL || self->recipe == NULL || self->working != NULL)
    return;
  self->working = g_cancellable_new ();
  self->working_recipe = pentimento_recipe_ref (self->recipe);
  self->working_level = self->level;
  pixels = pentimento_pyramid_create_pixels (self->source, self->level);
  pentimento_recipe_apply_preview_async (self->recipe, pixels, pentimento_pyramid_get_width (self->source, 0),
                                         pentimento_pyramid_get_height (self->source, 0), self->working, applied,
                                         g_object_ref (self));
}

void
pentimento_canvas_preview_set_source (PentimentoCanvasPreview *self, PentimentoPyramid *source)
{
  if (!g_set_object (&self->source, source))
    return;
  drop (self);
  work (self);
}

static guint
choose_level_while_moving (PentimentoCanvasPreview *self, double zoom)
{
  guint level = pentimento_pyramid_choose_level (self->source, zoom);

  while (level + 1 < pentimento_pyramid_get_n_levels (self->source)
         && (gint64)pentimento_pyramid_get_width (self->source, level)
                    * pentimento_pyramid_get_height (self->source, level)
                > PIXELS_WHILE_MOVING)
    level++;
  return level;
}

void
pentimento_canvas_preview_set_recipe (PentimentoCanvasPreview *self, PentimentoRecipe *recipe, double zoom)
{
  if (recipe != NULL && self->recipe != NULL
      && g_str_equal (pentimento_recipe_to_string (recipe), pentimento_recipe_to_string (self->recipe)))
    return;
  g_clear_pointer (&self->recipe, pentimento_recipe_unref);
  if (recipe == NULL || self->source == NULL)
    {
      drop (self);
      g_signal_emit (self, signals[CHANGED], 0);
      return;
    }
  self->recipe = pentimento_recipe_ref (recipe);
  self->level = choose_level_while_moving (self, zoom);
  work (self);
}

void
pentimento_canvas_preview_rest (PentimentoCanvasPreview *self, double zoom)
{
  guint level = self->source != NULL ? pentimento_pyramid_choose_level (self->source, zoom) : 0;

  if (self->recipe == NULL || self->level == level)
    return;
  self->level = level;
  work (self);
}

PentimentoCanvasPainter *
pentimento_canvas_preview_get_painter (PentimentoCanvasPreview *self)
{
  return pentimento_canvas_painter_get_pyramid (self->painter) != NULL ? self->painter : NULL;
}

gboolean
pentimento_canvas_preview_get_is_working (PentimentoCanvasPreview *self)
{
  return self->working != NULL;
}

void
pentimento_canvas_preview_get_size (PentimentoCanvasPreview *self, int *width, int *height)
{
  *width = self->width;
  *height = self->height;
}

static void
pentimento_canvas_preview_dispose (GObject *object)
{
  PentimentoCanvasPreview *self = PENTIMENTO_CANVAS_PREVIEW (object);

  drop (self);
  g_clear_object (&self->source);
  g_clear_pointer (&self->recipe, pentimento_recipe_unref);

  G_OBJECT_CLASS (pentimento_canvas_preview_parent_class)->dispose (object);
}

static void
pentimento_canvas_preview_finalize (GObject *object)
{
  pentimento_canvas_painter_free (PENTIMENTO_CANVAS_PREVIEW (object)->painter);

  G_OBJECT_CLASS (pentimento_canvas_preview_parent_class)->finalize (object);
}

static void
pentimento_canvas_preview_class_init (PentimentoCanvasPreviewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = pentimento_canvas_preview_dispose;
  object_class->finalize = pentimento_canvas_preview_finalize;
  signals[CHANGED] = g_signal_new ("changed", PENTIMENTO_TYPE_CANVAS_PREVIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);
}

static void
pentimento_canvas_preview_init (PentimentoCanvasPreview *self)
{
}

PentimentoCanvasPreview *
pentimento_canvas_preview_new (PentimentoCanvasTiles *tiles)
{
  PentimentoCanvasPreview *self = g_object_new (PENTIMENTO_TYPE_CANVAS_PREVIEW, NULL);

  self->painter = pentimento_canvas_painter_new (tiles);
  return self;
}
