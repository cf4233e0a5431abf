/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "pentimento-navigator.h"
#include "pentimento-canvas-painter.h"

#include <glib/gi18n-lib.h>
#include <math.h>

/* The longer side: large enough to know the picture again, small enough to leave it the room. */
#define SIDE 144

/* The shorter side of a very long picture, which still can be hit. */
#define LEAST_SIDE 24

/* Sixteen tiles and as many for the picture before: twice what is seen at scale factor 2. */
#define TILES_BUDGET (8 * 1024 * 1024)

#define FRAME_WIDTH 2

struct _PentimentoNavigator {
  GtkWidget parent_instance;

  PentimentoCanvasTiles *tiles;
  PentimentoCanvasPainter *painter;
  PentimentoViewport viewport;
  PentimentoViewport overview; /* the same picture, seen whole */
  GdkRGBA *background;
  int width;
  int height;

  /* From the middle of what is seen to where it is dragged, in picture pixels. */
  double grip_x;
  double grip_y;
};

G_DEFINE_FINAL_TYPE (PentimentoNavigator, pentimento_navigator, GTK_TYPE_WIDGET)

static void
choose_size (PentimentoNavigator *self)
{
  PentimentoViewport turned = self->viewport;
  double width, height, scale;

  turned.view_width = turned.image_width;
  turned.view_height = turned.image_height;
  pentimento_viewport_get_frame (&turned, &width, &height);
  scale = SIDE / MAX (1, MAX (width, height));
  width = MAX (LEAST_SIDE, round (width * scale));
  height = MAX (LEAST_SIDE, round (height * scale));
  if (self->width == width && self->height == height)
    return;

  self->width = width;
  self->height = height;
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

static void
see_whole (PentimentoNavigator *self)
{
  int scale = gtk_widget_get_scale_factor (GTK_WIDGET (self));
  PentimentoViewport *overview = &self->overview;

  *overview = self->viewport;
  pentimento_viewport_set_view (overview, self->width * scale, self->height * scale);
  pentimento_viewport_zoom_at (overview, pentimento_viewport_get_whole_zoom (overview), 0, 0);
}

void
pentimento_navigator_show (PentimentoNavigator *self,
                           PentimentoPyramid *pyramid,
                           const PentimentoViewport *viewport,
                           const GdkRGBA *background)
{
  pentimento_canvas_painter_set_pyramid (self->painter, pyramid);
  self->viewport = *viewport;
  g_clear_pointer (&self->background, gdk_rgba_free);
  self->background = background != NULL ? gdk_rgba_copy (background) : NULL;
  choose_size (self);
  see_whole (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* A point of the view, in the navigator's pixels. */
static graphene_point_t
find_point (PentimentoNavigator *self, double view_x, double view_y)
{
  int scale = gtk_widget_get_scale_factor (GTK_WIDGET (self));
  double x, y;

  pentimento_viewport_to_image (&self->viewport, view_x, view_y, &x, &y);
  pentimento_viewport_to_view (&self->overview, x, y, &x, &y);
  return GRAPHENE_POINT_INIT (x / scale, y / scale);
}

graphene_rect_t
pentimento_navigator_get_seen (PentimentoNavigator *self)
{
  graphene_rect_t whole = GRAPHENE_RECT_INIT (0, 0, self->width, self->height);
  graphene_point_t start = find_point (self, 0, 0);
  graphene_point_t end = find_point (self, self->viewport.view_width, self->viewport.view_height);
  graphene_rect_t seen = GRAPHENE_RECT_INIT (start.x, start.y, end.x - start.x, end.y - start.y);

  return graphene_rect_intersection (&whole, &seen, &seen) ? seen : GRAPHENE_RECT_INIT (0, 0, 0, 0);
}

static void
find_in_image (PentimentoNavigator *self, double x, double y, double *image_x, double *image_y)
{
  int scale = gtk_widget_get_scale_factor (GTK_WIDGET (self));

  pentimento_viewport_to_image (&self->overview, x * scale, y * scale, image_x, image_y);
}

void
pentimento_navigator_drag_to (PentimentoNavigator *self, double x, double y)
{
  double image_x, image_y;

  find_in_image (self, x, y, &image_x, &image_y);
  gtk_widget_activate_action (GTK_WIDGET (self), "canvas.look-at", "(dd)", image_x - self->grip_x,
                              image_y - self->grip_y);
}

void
pentimento_navigator_press (PentimentoNavigator *self, double x, double y)
{
  graphene_rect_t seen = pentimento_navigator_get_seen (self);
  double image_x, image_y, middle_x, middle_y;

  self->grip_x = self->grip_y = 0;
  if (graphene_rect_contains_point (&seen, &GRAPHENE_POINT_INIT (x, y)))
    {
      find_in_image (self, x, y, &image_x, &image_y);
      pentimento_viewport_to_image (&self->viewport, self->viewport.view_width / 2, self->viewport.view_height / 2,
                                    &middle_x, &middle_y);
      self->grip_x = image_x - middle_x;
      self->grip_y = image_y - middle_y;
    }
  pentimento_navigator_drag_to (self, x, y);
}

static void
drag_begun (GtkGestureDrag *gesture, double x, double y, PentimentoNavigator *self)
{
  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  pentimento_navigator_press (self, x, y);
}

static void
dragged (GtkGestureDrag *gesture, double x, double y, PentimentoNavigator *self)
{
  double start_x, start_y;

  if (gtk_gesture_drag_get_start_point (gesture, &start_x, &start_y))
    pentimento_navigator_drag_to (self, start_x + x, start_y + y);
}

static void
pentimento_navigator_measure (GtkWidget *widget,
                              GtkOrientation orientation,
                              int for_size,
                              int *minimum,
                              int *natural,
                              int *minimum_baseline,
                              int *natural_baseline)
{
  PentimentoNavigator *self = PENTIMENTO_NAVIGATOR (widget);

  *minimum = *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? self->width : self->height;
}

static void
paint_picture (PentimentoNavigator *self, GtkSnapshot *snapshot)
{
  int scale = gtk_widget_get_scale_factor (GTK_WIDGET (self));

  gtk_snapshot_save (snapshot);
  gtk_snapshot_scale (snapshot, 1.0 / scale, 1.0 / scale);
  pentimento_canvas_painter_paint (self->painter, snapshot, &self->overview, self->background);
  gtk_snapshot_restore (snapshot);
}

/* What is not seen is dimmed, and a light line in a dark one can be told from any picture. */
static void
paint_frame (PentimentoNavigator *self, GtkSnapshot *snapshot)
{
  const GdkRGBA shade = { 0, 0, 0, 0.45 };
  const GdkRGBA light = { 1, 1, 1, 1 };
  graphene_rect_t seen = pentimento_navigator_get_seen (self);
  float right = seen.origin.x + seen.size.width;
  float bottom = seen.origin.y + seen.size.height;
  GskRoundedRect frame;

  gtk_snapshot_append_color (snapshot, &shade, &GRAPHENE_RECT_INIT (0, 0, self->width, seen.origin.y));
  gtk_snapshot_append_color (snapshot, &shade, &GRAPHENE_RECT_INIT (0, bottom, self->width, self->height - bottom));
  gtk_snapshot_append_color (snapshot, &shade, &GRAPHENE_RECT_INIT (0, seen.origin.y, seen.origin.x, seen.size.height));
  gtk_snapshot_append_color (snapshot, &shade,
                             &GRAPHENE_RECT_INIT (right, seen.origin.y, self->width - right, seen.size.height));
  gsk_rounded_rect_init_from_rect (&frame, &seen, 0);
  gtk_snapshot_append_border (snapshot, &frame, (const float[4]){ FRAME_WIDTH, FRAME_WIDTH, FRAME_WIDTH, FRAME_WIDTH },
                              (const GdkRGBA[4]){ light, light, light, light });
}

static void
pentimento_navigator_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  PentimentoNavigator *self = PENTIMENTO_NAVIGATOR (widget);

  paint_picture (self, snapshot);
  paint_frame (self, snapshot);
}

static void
pentimento_navigator_dispose (GObject *object)
{
  PentimentoNavigator *self = PENTIMENTO_NAVIGATOR (object);

  pentimento_canvas_painter_set_pyramid (self->painter, NULL);

  G_OBJECT_CLASS (pentimento_navigator_parent_class)->dispose (object);
}

static void
pentimento_navigator_finalize (GObject *object)
{
  PentimentoNavigator *self = PENTIMENTO_NAVIGATOR (object);

  pentimento_canvas_painter_free (self->painter);
  pentimento_canvas_tiles_unref (self->tiles);
  g_clear_pointer (&self->background, gdk_rgba_free);

  G_OBJECT_CLASS (pentimento_navigator_parent_class)->finalize (object);
}

static void
pentimento_navigator_class_init (PentimentoNavigatorClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = pentimento_navigator_dispose;
  object_class->finalize = pentimento_navigator_finalize;
  widget_class->measure = pentimento_navigator_measure;
  widget_class->snapshot = pentimento_navigator_snapshot;
  gtk_widget_class_set_css_name (widget_class, "navigator");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
pentimento_navigator_init (PentimentoNavigator *self)
{
  GtkGesture *drag = gtk_gesture_drag_new ();

  self->viewport = self->overview = (PentimentoViewport)PENTIMENTO_VIEWPORT_INIT;
  self->tiles = pentimento_canvas_tiles_new (TILES_BUDGET);
  self->painter = pentimento_canvas_painter_new (self->tiles);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  gtk_widget_add_css_class (GTK_WIDGET (self), "on-picture");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("The whole picture, with the part that is seen"), -1);
  g_signal_connect (drag, "drag-begin", G_CALLBACK (drag_begun), self);
  g_signal_connect (drag, "drag-update", G_CALLBACK (dragged), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drag));
}
