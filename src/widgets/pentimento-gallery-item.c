/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "pentimento-gallery-item.h"
#include "pentimento-thumbnail.h"

#include <glib/gi18n-lib.h>

struct _PentimentoGalleryItem {
  GtkBox parent_instance;

  GtkListItem *list_item; /* not owned: it owns this */
  gboolean starred;

  PentimentoThumbnail *thumbnail;
  GtkButton *star_button;
  GtkWidget *rejected_image;
  GtkInscription *name_label;
  GtkInscription *detail_label;
};

G_DEFINE_FINAL_TYPE (PentimentoGalleryItem, pentimento_gallery_item, GTK_TYPE_BOX)

GtkWidget *
pentimento_gallery_item_new (GtkListItem *item)
{
  PentimentoGalleryItem *self = g_object_new (PENTIMENTO_TYPE_GALLERY_ITEM, NULL);

  self->list_item = item;
  return GTK_WIDGET (self);
}

guint
pentimento_gallery_item_get_position (PentimentoGalleryItem *self)
{
  return gtk_list_item_get_position (self->list_item);
}

static const char *
get_name (PentimentoVersion *version)
{
  if (pentimento_version_get_title (version) != NULL)
    return pentimento_version_get_title (version);
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

/* What the eye sees besides the picture: name and prompt, both where there are both, size, day, tags, star. */
static char *
describe_all (PentimentoVersion *version)
{
  const char *prompt = pentimento_version_get_prompt (version);
  g_autofree char *tags = g_strjoinv (", ", (char **)pentimento_version_get_tags (version));
  g_autofree char *detail = describe (version);
  GString *text = g_string_new (get_name (version));

  if (prompt != NULL && prompt != get_name (version))
    g_string_append_printf (text, "\n%s", prompt);
  g_string_append_printf (text, "\n%s", detail);
  if (*tags != '\0')
    g_string_append_printf (text, "\n%s", tags);
  return g_string_free (text, FALSE);
}

/* An icon costs a layout of all that is in the list, and so is changed only where it has to be. */
static void
show_star (PentimentoGalleryItem *self, gboolean starred)
{
  self->starred = starred;
  gtk_button_set_icon_name (self->star_button, starred ? "starred-symbolic" : "non-starred-symbolic");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->star_button), starred ? _ ("Remove the Star") : _ ("Star"));
  if (starred)
    gtk_widget_add_css_class (GTK_WIDGET (self), "starred");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "starred");
}

/* Made when it is asked for: most of what scrolls by is never pointed at. */
static gboolean
query_tooltip (GtkWidget *widget, int x, int y, gboolean by_key, GtkTooltip *tooltip)
{
  PentimentoVersion *version = gtk_list_item_get_item (PENTIMENTO_GALLERY_ITEM (widget)->list_item);
  g_autofree char *all = version != NULL ? describe_all (version) : NULL;

  gtk_tooltip_set_text (tooltip, all);
  return all != NULL;
}

static void
show_marks (PentimentoGalleryItem *self, PentimentoVersion *version)
{
  gboolean starred = version != NULL && pentimento_version_get_starred (version);
  gboolean rejected = version != NULL && pentimento_version_get_rejected (version);

  if (starred != self->starred)
    show_star (self, starred);
  gtk_widget_set_visible (self->rejected_image, rejected);
  gtk_widget_set_visible (GTK_WIDGET (self->star_button),
                          version != NULL && pentimento_version_get_trashed (version) == 0);
  if (rejected)
    gtk_widget_add_css_class (GTK_WIDGET (self), "rejected");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "rejected");
}

/* The list's own widget around this one has the focus, and is what is read out. */
static void
name_for_readers (PentimentoGalleryItem *self, PentimentoVersion *version, const char *text)
{
  GtkWidget *parent = gtk_widget_get_parent (GTK_WIDGET (self));
  g_autoptr (GString) spoken = g_string_new (text);

  if (version != NULL && pentimento_version_get_starred (version))
    g_string_append_printf (spoken, "\n%s", _ ("Starred"));
  if (version != NULL && pentimento_version_get_rejected (version))
    g_string_append_printf (spoken, "\n%s", _ ("Rejected"));
  if (parent != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (parent), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken->str, -1);
}

void
pentimento_gallery_item_show (PentimentoGalleryItem *self, PentimentoLibrary *library, PentimentoVersion *version)
{
  g_autofree char *detail = version != NULL ? describe (version) : g_strdup ("");
  g_autofree char *all = version != NULL ? describe_all (version) : g_strdup ("");

  gtk_inscription_set_text (self->name_label, version != NULL ? get_name (version) : NULL);
  gtk_inscription_set_text (self->detail_label, detail);
  show_marks (self, version);
  name_for_readers (self, version, all);
  if (version != NULL)
    gtk_actionable_set_action_target (GTK_ACTIONABLE (self->star_button), "s", pentimento_version_get_id (version));
  pentimento_thumbnail_show (self->thumbnail, pentimento_thumbnailer_get (library), version, NULL);
}

static void
pentimento_gallery_item_class_init (PentimentoGalleryItemClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->query_tooltip = query_tooltip;
  g_type_ensure (PENTIMENTO_TYPE_THUMBNAIL);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/pentimento/Pentimento/pentimento-gallery-item.ui");
  gtk_widget_class_bind_template_child (widget_class, PentimentoGalleryItem, thumbnail);
  gtk_widget_class_bind_template_child (widget_class, PentimentoGalleryItem, star_button);
  gtk_widget_class_bind_template_child (widget_class, PentimentoGalleryItem, rejected_image);
  gtk_widget_class_bind_template_child (widget_class, PentimentoGalleryItem, name_label);
  gtk_widget_class_bind_template_child (widget_class, PentimentoGalleryItem, detail_label);
}

static void
pentimento_gallery_item_init (PentimentoGalleryItem *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  show_star (self, FALSE);
}
