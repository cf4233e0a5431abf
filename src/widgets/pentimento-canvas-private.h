/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "pentimento-area-overlay.h"
#include "pentimento-canvas.h"
#include "pentimento-canvas-other.h"
#include "pentimento-canvas-painter.h"
#include "pentimento-canvas-preview.h"
#include "pentimento-glide.h"
#include "pentimento-navigator.h"
#include "pentimento-split-handle.h"
#include "pentimento-view-status.h"
#include "pentimento-zoom-bar.h"

G_BEGIN_DECLS

struct _PentimentoCanvas {
  GtkWidget parent_instance;

  PentimentoDocument *document;
  GSignalGroup *document_signals;
  GSignalGroup *history_signals;

  PentimentoCanvasTiles *tiles;
  PentimentoCanvasPainter *painter;
  GCancellable *building;
  GdkPixbuf *built_pixels; /* what is shown, or being built to be shown */

  PentimentoCanvasOther *other;
  PentimentoCompareMode compare_mode;
  char *compare_with;
  gboolean comparing;

  PentimentoTool *tool;
  PentimentoCanvasPreview *preview;
  gboolean tool_held;          /* the hand holds something of the tool's */
  GskRenderNode *tool_painted; /* (nullable): what was seen last, until there is a preview of this shape */

  PentimentoAreaOverlay *area_overlay; /* what is marked, while no tool is in use */
  GSignalGroup *marking_signals;

  gboolean show_marks;
  GSignalGroup *drawing_signals;
  GtkPopover *text_popover; /* (nullable) */

  GdkRGBA *background;
  guint sharpening_id;
  guint rest_id;
  PentimentoViewport viewport; /* of each pane, where there are two */
  guint view_changed_id;
  char *awaited_view; /* (nullable): to be looked at so once there is a picture */

  /* The input's. */
  gboolean usable;       /* whether there is a picture to act on */
  gpointer seen_history; /* weak: of the picture that was looked at last */
  gboolean pointing;
  double pointer_x;
  double pointer_y;
  double drag_x;
  double drag_y;
  gboolean space_held;
  GtkGesture *pinch;
  GtkGesture *rotation;
  PentimentoViewport pinch_from;
  double pinch_x;
  double pinch_y;
  PentimentoGlide glide;
  gint64 glide_time;
  guint glide_id;
  AdwAnimation *turning;
  PentimentoViewport turning_from;

  GtkWidget *overlay;
  GtkWidget *controls;
  PentimentoNavigator *navigator;
  PentimentoViewStatus *status;
  PentimentoZoomBar *zoom_bar;
  PentimentoSplitHandle *split_handle;
  GtkLabel *other_label;
  GtkLabel *shown_label;
  GtkLabel *compare_note;
};

/** Returns: device pixels a pixel of the widget */
double pentimento_canvas_get_scale (PentimentoCanvas *self);

void pentimento_canvas_view_changed (PentimentoCanvas *self);

/** Returns: (nullable): the picture that is shown */
PentimentoPyramid *pentimento_canvas_get_shown (PentimentoCanvas *self);

/** Returns: (nullable): the version that is shown */
PentimentoVersion *pentimento_canvas_get_version (PentimentoCanvas *self);

void pentimento_canvas_install_actions (GtkWidgetClass *widget_class);
void pentimento_canvas_add_controllers (PentimentoCanvas *self);
void pentimento_canvas_dispose_input (PentimentoCanvas *self);

/** What is shown next may be another picture, which is seen upright: how the view is turned stays for the versions of one picture. */
void pentimento_canvas_meet_picture (PentimentoCanvas *self);

/** Lets the actions be used where there is a picture. */
void pentimento_canvas_update_actions (PentimentoCanvas *self);

/** Shows the navigator, the status and the zoom as they are now; not from within an allocation or a frame. */
void pentimento_canvas_update_controls (PentimentoCanvas *self);

/** Says what is under the pointer. */
void pentimento_canvas_update_status (PentimentoCanvas *self);

/** Moves by pixels of the widget. Returns: whether there was anywhere to go */
gboolean pentimento_canvas_scroll (PentimentoCanvas *self, double x, double y);

/** Goes on at this speed, in pixels of the widget a second, and slows down; not at all where there are no animations. */
void pentimento_canvas_start_glide (PentimentoCanvas *self, double velocity_x, double velocity_y);

/** Turns the view to a whole quarter, in degrees, in the least time in which an eye can follow. */
void pentimento_canvas_turn_to (PentimentoCanvas *self, double angle);

/** Returns: the angle at which the view is, or will be when it has been turned */
double pentimento_canvas_get_angle (PentimentoCanvas *self);

/** Ends a glide where it is, and a turn where it leads. */
void pentimento_canvas_stop_moving (PentimentoCanvas *self);

void pentimento_canvas_add_gestures (PentimentoCanvas *self);

/**
 * pentimento_canvas_pinch:
 * @x, @y: the middle between the fingers, in pixels of the widget
 * @factor: how much farther they are apart than when they came
 * @angle: how far they have turned since, clockwise, in degrees
 *
 * Two fingers move, zoom and turn the view. When they go, it settles on the nearest quarter.
 */
void pentimento_canvas_pinch_begin (PentimentoCanvas *self, double x, double y);
void pentimento_canvas_pinch (PentimentoCanvas *self, double x, double y, double factor, double angle);
void pentimento_canvas_pinch_end (PentimentoCanvas *self);

/** A double click or tap: all of the picture, or its pixels at this point. */
void pentimento_canvas_toggle_fit (PentimentoCanvas *self, double x, double y);

/* Comparing */

/** Returns: (nullable): the version that is compared with: the chosen one, else the one that what is shown was made from */
PentimentoVersion *pentimento_canvas_get_other_version (PentimentoCanvas *self);

/** Returns: whether there are two versions to compare, and no tool in use */
gboolean pentimento_canvas_can_compare (PentimentoCanvas *self);

/** Returns: whether there are two versions to compare, and no tool in use but one that has nothing to apply, which can be put away for it */
gboolean pentimento_canvas_offers_compare (PentimentoCanvas *self);

/** There may be something else to compare with, or nothing. */
void pentimento_canvas_notify_can_compare (PentimentoCanvas *self);

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

/**
 * pentimento_canvas_find_pixel:
 * @x, @y: a point of the widget
 * @column, @row: (out): the pixel that is seen there; it may lie outside of the picture
 *
 * Returns: (transfer none) (nullable): the pixels of the version that lies there; while a difference is seen, of the shown one
 */
GdkPixbuf *pentimento_canvas_find_pixel (PentimentoCanvas *self, double x, double y, int *column, int *row);

/** Paints what is to be seen, in device pixels. Returns: whether all of it is as sharp as it gets */
gboolean pentimento_canvas_paint (PentimentoCanvas *self, GtkSnapshot *snapshot);

/** The view has come to rest: what is seen is made as good as it gets. */
void pentimento_canvas_rest (PentimentoCanvas *self);

void pentimento_canvas_init_comparison (PentimentoCanvas *self);

/* What is marked */

/** Paints an outline round what is marked on the shown version, in device pixels. */
void pentimento_canvas_paint_area (PentimentoCanvas *self, GtkSnapshot *snapshot);

/** There is another document, or none. */
void pentimento_canvas_area_changed (PentimentoCanvas *self);

void pentimento_canvas_init_area (PentimentoCanvas *self);
void pentimento_canvas_finalize_area (PentimentoCanvas *self);

/* Tools */

/** Another picture is shown, or another tool has been taken. */
void pentimento_canvas_begin_tool (PentimentoCanvas *self);

/** Paints what the tool makes of the picture, and the tool's own lines, in device pixels. Returns: whether it is as sharp as it gets */
gboolean pentimento_canvas_paint_tool (PentimentoCanvas *self, GtkSnapshot *snapshot);

/** The view has come to rest. Returns: (nullable): the painter of what the tool makes of the picture */
PentimentoCanvasPainter *pentimento_canvas_rest_tool (PentimentoCanvas *self);

/** Returns: whether the picture can be seen without what the tool does */
gboolean pentimento_canvas_can_hold_back_tool (PentimentoCanvas *self);

/* What is drawn over the picture */

/** Paints it, in device pixels, where it is to be seen. */
void pentimento_canvas_paint_marks (PentimentoCanvas *self, GtkSnapshot *snapshot);
void pentimento_canvas_set_show_marks (PentimentoCanvas *self, gboolean show);
void pentimento_canvas_init_marks (PentimentoCanvas *self);
void pentimento_canvas_dispose_marks (PentimentoCanvas *self);

/** Shows the cursor for what is under the pointer. */
void pentimento_canvas_update_cursor (PentimentoCanvas *self, gboolean dragging);

/** Returns: whether something that lies on the picture and takes the pointer is at a point of the widget */
gboolean pentimento_canvas_is_on_controls (PentimentoCanvas *self, double x, double y);

/** Returns: (nullable): the name of the tool's cursor under the pointer */
const char *pentimento_canvas_find_tool_cursor (PentimentoCanvas *self);

void pentimento_canvas_init_tool (PentimentoCanvas *self);

G_END_DECLS
