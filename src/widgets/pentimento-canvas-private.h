/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "pentimento-canvas.h"
#include "pentimento-pyramid.h"

G_BEGIN_DECLS

struct _PentimentoCanvas {
  GtkWidget parent_instance;

  PentimentoDocument *document;
  GSignalGroup *document_signals;
  GSignalGroup *history_signals;

  PentimentoPyramid *pyramid;
  GCancellable *building;
  PentimentoPyramid *before; /* the version that `before_id` names, while comparing */
  char *before_id;
  GCancellable *loading_before;
  gboolean comparing;

  PentimentoViewport viewport;
  guint view_changed_id;

  /* The painter's: tiles of one pyramid that were seen in the last frame, or the part that was seen enlarged. */
  PentimentoPyramid *painted;
  GHashTable *tiles;
  GdkTexture *enlarged;
  PentimentoViewport enlarged_viewport;

  /* The input's. */
  double pointer_x;
  double pointer_y;
  double drag_x;
  double drag_y;
  double pinch_zoom;

  GtkWidget *overlay;
  GtkWidget *zoom_bar;
  GtkLabel *zoom_label;
  GtkWidget *before_label;
};

PentimentoPyramid *pentimento_canvas_get_shown (PentimentoCanvas *self);
void pentimento_canvas_view_changed (PentimentoCanvas *self);

void pentimento_canvas_install_actions (GtkWidgetClass *widget_class);
void pentimento_canvas_add_controllers (PentimentoCanvas *self);

void pentimento_canvas_paint (PentimentoCanvas *self, GtkSnapshot *snapshot);
void pentimento_canvas_clear_paint (PentimentoCanvas *self);

G_END_DECLS
