/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "pentimento-canvas-other.h"

struct _PentimentoCanvasOther {
  GObject parent_instance;

  PentimentoDocument *document;
  PentimentoVersion *version;
  GdkPixbuf *shown;
  gboolean wants_version;
  gboolean wants_difference;

  PentimentoCanvasPainter *painter;
  GCancellable *loading;

  PentimentoCanvasPainter *difference_painter;
  PentimentoDifference *difference;
  GCancellable *measuring;

  GError *error;
};

enum {
  CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (PentimentoCanvasOther, pentimento_canvas_other, G_TYPE_OBJECT)

static void look (PentimentoCanvasOther *self);

static void
cancel (GCancellable **cancellable)
{
  if (*cancellable != NULL)
    g_cancellable_cancel (*cancellable);
  g_clear_object (cancellable);
}

static void
drop_difference (PentimentoCanvasOther *self)
{
  cancel (&self->measuring);
  pentimento_canvas_painter_set_pyramid (self->difference_painter, NULL);
  g_clear_pointer (&self->difference, pentimento_difference_free);
}

static void
drop_version (PentimentoCanvasOther *self)
{
  drop_difference (self);
  cancel (&self->loading);
  pentimento_canvas_painter_set_pyramid (self->painter, NULL);
  g_clear_error (&self->error);
}

/* What was cancelled has made room for something else already. */
static void
fail (PentimentoCanvasOther *self, GCancellable **step, GError *error)
{
  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_clear_object (step);
      g_clear_error (&self->error);
      self->error = g_error_copy (error);
      g_signal_emit (self, signals[CHANGED], 0);
    }
  g_error_free (error);
}

static void
arrive (PentimentoCanvasOther *self, PentimentoCanvasPainter *painter, PentimentoPyramid *pyramid, GCancellable **step)
{
  g_clear_object (step);
  pentimento_canvas_painter_set_pyramid (painter, pyramid);
  look (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
version_built (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PentimentoCanvasOther) self = user_data;
  GError *error = NULL;
  g_autoptr (PentimentoPyramid) pyramid = pentimento_pyramid_new_finish (result, &error);

  if (pyramid != NULL)
    arrive (self, self->painter, pyramid, &self->loading);
  else
    fail (self, &self->loading, error);
}

static void
version_loaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PentimentoCanvasOther) self = user_data;
  GError *error = NULL;
  g_autoptr (GdkPixbuf) pixels = pentimento_document_load_version_finish (PENTIMENTO_DOCUMENT (source), result, &error);

  if (pixels != NULL)
    pentimento_pyramid_new_async (pixels, self->loading, version_built, g_object_ref (self));
  else
    fail (self, &self->loading, error);
}

static void
difference_built (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PentimentoCanvasOther) self = user_data;
  GError *error = NULL;
  g_autoptr (PentimentoPyramid) pyramid = pentimento_pyramid_new_finish (result, &error);

  if (pyramid != NULL)
    arrive (self, self->difference_painter, pyramid, &self->measuring);
  else
    fail (self, &self->measuring, error);
}

static void
measured (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PentimentoCanvasOther) self = user_data;
  GError *error = NULL;
  PentimentoDifference *difference = pentimento_difference_new_finish (result, &error);

  if (difference == NULL)
    {
      fail (self, &self->measuring, error);
      return;
    }
  self->difference = difference;
  pentimento_pyramid_new_async (difference->pixels, self->measuring, difference_built, g_object_ref (self));
}

static void
load (PentimentoCanvasOther *self)
{
  self->loading = g_cancellable_new ();
  pentimento_document_load_version_async (self->document, self->version, self->loading, version_loaded,
                                          g_object_ref (self));
}

/* Returns: (transfer full) (nullable): what the shown version was made from the other one by; %NULL where it was not, or of another file */
static PentimentoRecipe *
find_change (PentimentoCanvasOther *self)
{
  PentimentoVersion *current = pentimento_history_get_current (pentimento_document_get_history (self->document));
  PentimentoImage *image = pentimento_document_get_image (self->document);
  PentimentoRecipe *after = image != NULL ? pentimento_image_get_recipe (image) : NULL;
  const char *text = pentimento_version_get_recipe (self->version);
  g_autoptr (PentimentoRecipe) before = text != NULL ? pentimento_recipe_new_from_string (text, NULL) : NULL;
  PentimentoRecipe *change = NULL;

  if (current == NULL || after == NULL || (text != NULL && before == NULL)
      || !g_str_equal (pentimento_image_get_identity (image), pentimento_version_get_identity (current))
      || !g_str_equal (pentimento_version_get_sha256 (current), pentimento_version_get_sha256 (self->version)))
    return NULL;
  return pentimento_recipe_continues (after, before, &change) ? change : NULL;
}

static void
measure (PentimentoCanvasOther *self)
{
  PentimentoPyramid *before = pentimento_canvas_painter_get_pyramid (self->painter);
  g_autoptr (PentimentoRecipe) change = find_change (self);

  self->measuring = g_cancellable_new ();
  pentimento_difference_new_async (pentimento_pyramid_get_pixels (before), self->shown, change, self->measuring,
                                   measured, g_object_ref (self));
}

/* What is missing of what is wanted. */
static void
look (PentimentoCanvasOther *self)
{
  gboolean is_there = pentimento_canvas_other_get_painter (self) != NULL;

  if (self->version == NULL || self->error != NULL)
    return;
  if (self->wants_version && !is_there && self->loading == NULL)
    load (self);
  if (self->wants_difference && is_there && self->shown != NULL && self->difference == NULL && self->measuring == NULL)
    measure (self);
}

void
pentimento_canvas_other_set_version (PentimentoCanvasOther *self,
                                     PentimentoDocument *document,
                                     PentimentoVersion *version)
{
  gboolean same = self->version != NULL && version != NULL
                  && g_str_equal (pentimento_version_get_id (self->version), pentimento_version_get_id (version));

  g_set_object (&self->document, document);
  if (same || self->version == version)
    return;
  drop_version (self);
  g_set_object (&self->version, version);
  look (self);
}

void
pentimento_canvas_other_set_shown (PentimentoCanvasOther *self, GdkPixbuf *pixels)
{
  if (!g_set_object (&self->shown, pixels))
    return;
  drop_difference (self);
  g_clear_error (&self->error);
  look (self);
}

void
pentimento_canvas_other_want (PentimentoCanvasOther *self, gboolean version, gboolean difference)
{
  self->wants_version = version || difference;
  if (self->wants_difference != difference)
    g_clear_error (&self->error);
  self->wants_difference = difference;
  if (!difference)
    drop_difference (self);
  look (self);
}

static PentimentoCanvasPainter *
get_filled (PentimentoCanvasPainter *painter)
{
  return pentimento_canvas_painter_get_pyramid (painter) != NULL ? painter : NULL;
}

PentimentoCanvasPainter *
pentimento_canvas_other_get_painter (PentimentoCanvasOther *self)
{
  return get_filled (self->painter);
}

PentimentoCanvasPainter *
pentimento_canvas_other_get_difference_painter (PentimentoCanvasOther *self)
{
  return get_filled (self->difference_painter);
}

const PentimentoDifference *
pentimento_canvas_other_get_difference (PentimentoCanvasOther *self)
{
  return self->difference;
}

const GError *
pentimento_canvas_other_get_error (PentimentoCanvasOther *self)
{
  return self->error;
}

static void
pentimento_canvas_other_dispose (GObject *object)
{
  PentimentoCanvasOther *self = PENTIMENTO_CANVAS_OTHER (object);

  drop_version (self);
  g_clear_object (&self->version);
  g_clear_object (&self->document);
  g_clear_object (&self->shown);

  G_OBJECT_CLASS (pentimento_canvas_other_parent_class)->dispose (object);
}

static void
pentimento_canvas_other_finalize (GObject *object)
{
  PentimentoCanvasOther *self = PENTIMENTO_CANVAS_OTHER (object);

  pentimento_canvas_painter_free (self->painter);
  pentimento_canvas_painter_free (self->difference_painter);

  G_OBJECT_CLASS (pentimento_canvas_other_parent_class)->finalize (object);
}

static void
pentimento_canvas_other_class_init (PentimentoCanvasOtherClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = pentimento_canvas_other_dispose;
  object_class->finalize = pentimento_canvas_other_finalize;
  signals[CHANGED]
      = g_signal_new ("changed", PENTIMENTO_TYPE_CANVAS_OTHER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
pentimento_canvas_other_init (PentimentoCanvasOther *self)
{
}

PentimentoCanvasOther *
pentimento_canvas_other_new (PentimentoCanvasTiles *tiles)
{
  PentimentoCanvasOther *self = g_object_new (PENTIMENTO_TYPE_CANVAS_OTHER, NULL);

  self->painter = pentimento_canvas_painter_new (tiles);
  self->difference_painter = pentimento_canvas_painter_new (tiles);
  return self;
}
