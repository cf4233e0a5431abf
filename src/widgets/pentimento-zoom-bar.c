/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "pentimento-zoom-bar.h"

#include <glib/gi18n-lib.h>

struct _PentimentoZoomBar {
  GtkWidget parent_instance;

  GtkWidget *box;
  GtkLabel *zoom_label;
  GtkWidget *menu_button;
};

G_DEFINE_FINAL_TYPE (PentimentoZoomBar, pentimento_zoom_bar, GTK_TYPE_WIDGET)

void
pentimento_zoom_bar_set_zoom (PentimentoZoomBar *self, double zoom)
{
  g_autofree char *percent = g_strdup_printf (_ ("%d %%"), (int)(zoom * 100 + 0.5));

  gtk_label_set_label (self->zoom_label, percent);
}

static void
pentimento_zoom_bar_dispose (GObject *object)
{
  g_clear_pointer (&PENTIMENTO_ZOOM_BAR (object)->box, gtk_widget_unparent);

  G_OBJECT_CLASS (pentimento_zoom_bar_parent_class)->dispose (object);
}

static void
pentimento_zoom_bar_class_init (PentimentoZoomBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pentimento_zoom_bar_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/pentimento/Pentimento/pentimento-zoom-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, PentimentoZoomBar, box);
  gtk_widget_class_bind_template_child (widget_class, PentimentoZoomBar, zoom_label);
  gtk_widget_class_bind_template_child (widget_class, PentimentoZoomBar, menu_button);
}

static void
pentimento_zoom_bar_init (PentimentoZoomBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
