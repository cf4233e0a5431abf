/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "pentimento-pyramid.h"
#include "pentimento-viewport.h"

G_BEGIN_DECLS

/**
 * PentimentoPyramidView:
 * @seen: which device pixels
 * @left, @top: where the picture begins
 * @pixel_width, @pixel_height: device pixels a pixel of the level
 * @level: which size of the picture is looked at; one that has at least as many pixels as are shown
 */
typedef struct {
  PentimentoViewportArea seen;
  int left;
  int top;
  double pixel_width;
  double pixel_height;
  guint level;
} PentimentoPyramidView;

/** Renders a part of a picture in a thread: each device pixel is the mean of what it covers, whatever the renderer's filter would be. */
void pentimento_pyramid_render_async (PentimentoPyramid *pyramid,
                                      const PentimentoPyramidView *view,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);

/** Returns: (transfer full) (nullable): a texture of the size of the part; %NULL when cancelled */
GdkTexture *pentimento_pyramid_render_finish (GAsyncResult *result, GError **error);

G_END_DECLS
