/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "pentimento-canvas.h"
#include "pentimento-canvas-painter.h"

G_BEGIN_DECLS

struct _PentimentoCanvas {
  GtkWidget parent_instance;

  PentimentoDocument *document;
  GSignalGroup *document_signals;
  GSignalGroup *history_signals;

  PentimentoCanvasTiles *tiles;
  PentimentoCanvasPainter *painter;
  PentimentoCanvasPainter *before_painter; /* of the version that `before_id` names, while comparing */
  GCancellable *building;
  char *before_id;
  GCancellable *loading_before;
  gboolean comparing;

  GdkRGBA *background;
  guint sharpening_id;
  guint rest_id;
  PentimentoViewport viewport;
  guint view_changed_id;

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

/** Returns: the painter of what is shown; its pyramid is %NULL where nothing is */
PentimentoCanvasPainter *pentimento_canvas_get_shown (PentimentoCanvas *self);

/** Returns: device pixels a pixel of the widget */
double pentimento_canvas_get_scale (PentimentoCanvas *self);

void pentimento_canvas_view_changed (PentimentoCanvas *self);

void pentimento_canvas_install_actions (GtkWidgetClass *widget_class);
void pentimento_canvas_add_controllers (PentimentoCanvas *self);

G_END_DECLS
