/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "pentimento-gallery-item.h"
#include "pentimento-thumbnail.h"

#include <glib/gi18n-lib.h>

struct _PentimentoGalleryItem {
  GtkBox parent_instance;

  PentimentoThumbnail *thumbnail;
  GtkLabel *name_label;
  GtkLabel *detail_label;
};

G_DEFINE_FINAL_TYPE (PentimentoGalleryItem, pentimento_gallery_item, GTK_TYPE_BOX)

GtkWidget *
pentimento_gallery_item_new (void)
{
  return g_object_new (PENTIMENTO_TYPE_GALLERY_ITEM, NULL);
}

static const char *
get_name (PentimentoVersion *version)
{
  if (pentimento_version_get_prompt (version) != NULL)
    return pentimento_version_get_prompt (version);
  if (pentimento_version_get_name (version) != NULL)
    return pentimento_version_get_name (version);
  return _ ("Picture");
}

static char *
describe (PentimentoVersion *version)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (pentimento_version_get_created (version) / G_USEC_PER_SEC);
  g_autoptr (GDateTime) local = g_date_time_to_local (utc);
  g_autofree char *date = g_date_time_format (local, "%x");

  /* Translators: a picture's width and height in pixels, and the day it was made */
  return g_strdup_printf (_ ("%d × %d · %s"), pentimento_version_get_width (version),
                          pentimento_version_get_height (version), date);
}

void
pentimento_gallery_item_show (PentimentoGalleryItem *self, PentimentoLibrary *library, PentimentoVersion *version)
{
  g_autofree char *detail = version != NULL ? describe (version) : g_strdup ("");
  const char *name = version != NULL ? get_name (version) : "";

  gtk_label_set_label (self->name_label, name);
  gtk_label_set_label (self->detail_label, detail);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), name);
  pentimento_thumbnail_show (self->thumbnail, pentimento_thumbnailer_get (library), version, NULL);
}

static void
pentimento_gallery_item_class_init (PentimentoGalleryItemClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (PENTIMENTO_TYPE_THUMBNAIL);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/pentimento/Pentimento/pentimento-gallery-item.ui");
  gtk_widget_class_bind_template_child (widget_class, PentimentoGalleryItem, thumbnail);
  gtk_widget_class_bind_template_child (widget_class, PentimentoGalleryItem, name_label);
  gtk_widget_class_bind_template_child (widget_class, PentimentoGalleryItem, detail_label);
}

static void
pentimento_gallery_item_init (PentimentoGalleryItem *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
