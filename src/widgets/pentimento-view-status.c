/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "pentimento-view-status.h"
#include "pentimento-point-label.h"

#include <glib/gi18n-lib.h>

#define SPACING 6

struct _PentimentoViewStatus {
  GtkWidget parent_instance;

  GdkPixbuf *pixels;
  gboolean pointing;

  GtkWidget *point_label;
  GtkWidget *size_label;
};

G_DEFINE_FINAL_TYPE (PentimentoViewStatus, pentimento_view_status, GTK_TYPE_WIDGET)

/* Without a layout: what is not shown keeps its place. */
static void
show_point (PentimentoViewStatus *self)
{
  int width = gtk_widget_get_width (GTK_WIDGET (self));
  int needed;

  gtk_widget_measure (GTK_WIDGET (self), GTK_ORIENTATION_HORIZONTAL, -1, NULL, &needed, NULL, NULL);
  gtk_widget_set_child_visible (self->point_label, self->pointing && needed <= width);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static char *
describe_point (int column, int row, const char *colour)
{
  /* Translators: where the pointer is in the picture, in pixels, and the colour there: x 120, y 45 · #A1B2C3 */
  return g_strdup_printf (_ ("x %d, y %d · %s"), column, row, colour);
}

/* As wide as the widest: eight is as wide as any digit, D as any letter up to F. */
static int
make_widest (int length)
{
  int widest = 8;

  while (widest < length - 1)
    widest = widest * 10 + 8;
  return widest;
}

void
pentimento_view_status_set_pixels (PentimentoViewStatus *self, GdkPixbuf *pixels)
{
  g_autofree char *size = NULL;
  g_autofree char *widest = NULL;

  if (!g_set_object (&self->pixels, pixels))
    return;

  pentimento_view_status_point_nowhere (self);
  if (pixels == NULL)
    return;

  size = g_strdup_printf (_ ("%d × %d"), gdk_pixbuf_get_width (pixels), gdk_pixbuf_get_height (pixels));
  widest = describe_point (make_widest (gdk_pixbuf_get_width (pixels)), make_widest (gdk_pixbuf_get_height (pixels)),
                           gdk_pixbuf_get_has_alpha (pixels) ? "#DDDDDDDD" : "#DDDDDD");
  gtk_label_set_label (GTK_LABEL (self->size_label), size);
  pentimento_point_label_set_widest (PENTIMENTO_POINT_LABEL (self->point_label), widest);
}

static gboolean
is_inside (GdkPixbuf *pixels, int column, int row)
{
  return column >= 0 && row >= 0 && column < gdk_pixbuf_get_width (pixels) && row < gdk_pixbuf_get_height (pixels);
}

void
pentimento_view_status_point_at (PentimentoViewStatus *self, GdkPixbuf *pixels, int column, int row)
{
  g_autofree char *text = NULL;
  const guchar *pixel;
  char colour[10];

  if (!is_inside (pixels, column, row))
    {
      pentimento_view_status_point_nowhere (self);
      return;
    }
  pixel = gdk_pixbuf_read_pixels (pixels) + (gsize)row * gdk_pixbuf_get_rowstride (pixels)
          + (gsize)column * gdk_pixbuf_get_n_channels (pixels);
  if (gdk_pixbuf_get_has_alpha (pixels))
    g_snprintf (colour, sizeof colour, "#%02X%02X%02X%02X", pixel[0], pixel[1], pixel[2], pixel[3]);
  else
    g_snprintf (colour, sizeof colour, "#%02X%02X%02X", pixel[0], pixel[1], pixel[2]);
  text = describe_point (column, row, colour);
  pentimento_point_label_set_text (PENTIMENTO_POINT_LABEL (self->point_label), text);
  self->pointing = TRUE;
  show_point (self);
}

void
pentimento_view_status_point_nowhere (PentimentoViewStatus *self)
{
  self->pointing = FALSE;
  show_point (self);
}

const char *
pentimento_view_status_get_point (PentimentoViewStatus *self)
{
  return self->pointing ? pentimento_point_label_get_text (PENTIMENTO_POINT_LABEL (self->point_label)) : NULL;
}

const char *
pentimento_view_status_get_size (PentimentoViewStatus *self)
{
  return gtk_label_get_label (GTK_LABEL (self->size_label));
}

static int
get_natural (GtkWidget *child, GtkOrientation orientation)
{
  int natural;

  gtk_widget_measure (child, orientation, -1, NULL, &natural, NULL, NULL);
  return natural;
}

static void
pentimento_view_status_measure (GtkWidget *widget,
                                GtkOrientation orientation,
                                int for_size,
                                int *minimum,
                                int *natural,
                                int *minimum_baseline,
                                int *natural_baseline)
{
  PentimentoViewStatus *self = PENTIMENTO_VIEW_STATUS (widget);
  int point = get_natural (self->point_label, orientation);
  int size = get_natural (self->size_label, orientation);

  *minimum = orientation == GTK_ORIENTATION_HORIZONTAL ? 0 : MAX (point, size);
  *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? point + SPACING + size : MAX (point, size);
}

static void
allocate (GtkWidget *child, int x, int width, int height)
{
  gtk_widget_size_allocate (child, &(GtkAllocation){ x, 0, width, height }, -1);
}

/* Against its end, beside the zoom; what has no room is not seen. */
static void
pentimento_view_status_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  PentimentoViewStatus *self = PENTIMENTO_VIEW_STATUS (widget);
  gboolean mirrored = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  int point = get_natural (self->point_label, GTK_ORIENTATION_HORIZONTAL);
  int size = get_natural (self->size_label, GTK_ORIENTATION_HORIZONTAL);

  allocate (self->size_label, mirrored ? 0 : width - size, size, height);
  allocate (self->point_label, mirrored ? size + SPACING : width - size - SPACING - point, point, height);
  gtk_widget_set_child_visible (self->size_label, size <= width);
  show_point (self);
}

static void
pentimento_view_status_dispose (GObject *object)
{
  PentimentoViewStatus *self = PENTIMENTO_VIEW_STATUS (object);

  g_clear_object (&self->pixels);
  g_clear_pointer (&self->point_label, gtk_widget_unparent);
  g_clear_pointer (&self->size_label, gtk_widget_unparent);

  G_OBJECT_CLASS (pentimento_view_status_parent_class)->dispose (object);
}

static void
pentimento_view_status_class_init (PentimentoViewStatusClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pentimento_view_status_dispose;
  widget_class->measure = pentimento_view_status_measure;
  widget_class->size_allocate = pentimento_view_status_size_allocate;
}

static GtkWidget *
add_label (PentimentoViewStatus *self, GtkWidget *label)
{
  gtk_widget_add_css_class (label, "on-picture");
  gtk_widget_add_css_class (label, "numeric");
  gtk_widget_set_parent (label, GTK_WIDGET (self));
  return label;
}

static void
pentimento_view_status_init (PentimentoViewStatus *self)
{
  self->point_label = add_label (self, g_object_new (PENTIMENTO_TYPE_POINT_LABEL, NULL));
  self->size_label = add_label (self, gtk_label_new (NULL));
  gtk_widget_set_child_visible (self->point_label, FALSE);
  gtk_widget_set_can_target (GTK_WIDGET (self), FALSE);
}
