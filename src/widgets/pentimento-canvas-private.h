/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "pentimento-canvas.h"
#include "pentimento-canvas-other.h"
#include "pentimento-canvas-painter.h"
#include "pentimento-split-handle.h"

G_BEGIN_DECLS

struct _PentimentoCanvas {
  GtkWidget parent_instance;

  PentimentoDocument *document;
  GSignalGroup *document_signals;
  GSignalGroup *history_signals;

  PentimentoCanvasTiles *tiles;
  PentimentoCanvasPainter *painter;
  GCancellable *building;

  PentimentoCanvasOther *other;
  PentimentoCompareMode compare_mode;
  char *compare_with;
  gboolean comparing;

  GdkRGBA *background;
  guint sharpening_id;
  guint rest_id;
  PentimentoViewport viewport; /* of each pane, where there are two */
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
  PentimentoSplitHandle *split_handle;
  GtkLabel *other_label;
  GtkLabel *shown_label;
  GtkLabel *compare_note;
};

/** Returns: device pixels a pixel of the widget */
double pentimento_canvas_get_scale (PentimentoCanvas *self);

void pentimento_canvas_view_changed (PentimentoCanvas *self);

/** Returns: (nullable): the version that is shown */
PentimentoVersion *pentimento_canvas_get_version (PentimentoCanvas *self);

void pentimento_canvas_install_actions (GtkWidgetClass *widget_class);
void pentimento_canvas_add_controllers (PentimentoCanvas *self);

/* Comparing */

/** Returns: (nullable): the version that is compared with: the chosen one, else the one that what is shown was made from */
PentimentoVersion *pentimento_canvas_get_other_version (PentimentoCanvas *self);

/** Returns: whether the other version lies on the canvas in place of the shown one */
gboolean pentimento_canvas_shows_other (PentimentoCanvas *self);

/** Another version is shown, or compared with, or looked at in another way. */
void pentimento_canvas_compare_changed (PentimentoCanvas *self);

/** Says on the picture what is compared. Not from within an allocation. */
void pentimento_canvas_describe_comparison (PentimentoCanvas *self);

/** The canvas has another size, or another number of panes. */
void pentimento_canvas_place_panes (PentimentoCanvas *self);

/** Finds the device pixel of the viewport at a point of the widget: in the pane that the point lies in. */
void pentimento_canvas_to_view (PentimentoCanvas *self, double *x, double *y);

/** Paints what is to be seen, in device pixels. Returns: whether all of it is as sharp as it gets */
gboolean pentimento_canvas_paint (PentimentoCanvas *self, GtkSnapshot *snapshot);

/** The view has come to rest: what is seen is made as good as it gets. */
void pentimento_canvas_rest (PentimentoCanvas *self);

void pentimento_canvas_init_comparison (PentimentoCanvas *self);

G_END_DECLS
