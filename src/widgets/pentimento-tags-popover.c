/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "pentimento-tags-popover.h"

#include <glib/gi18n-lib.h>

#include "pentimento-library-tags.h"

struct _PentimentoTagsPopover {
  GtkPopover parent_instance;

  PentimentoLibrary *library;
  char **ids;

  GtkWidget *scroller;
  GtkBox *list;
  GtkEditable *entry;
};

G_DEFINE_FINAL_TYPE (PentimentoTagsPopover, pentimento_tags_popover, GTK_TYPE_POPOVER)

static gboolean
change (PentimentoTagsPopover *self, const char *tag, gboolean on)
{
  const char *tags[] = { tag, NULL };
  g_autoptr (GError) error = NULL;

  if (pentimento_library_change_tags (self->library, (const char *const *)self->ids, on ? tags : NULL, on ? NULL : tags,
                                      &error))
    return TRUE;
  gtk_widget_activate_action (GTK_WIDGET (self), "win.report", "s", error->message);
  return FALSE;
}

static void
toggled (PentimentoTagsPopover *self, GtkCheckButton *button)
{
  gtk_check_button_set_inconsistent (button, FALSE);
  change (self, g_object_get_data (G_OBJECT (button), "tag"), gtk_check_button_get_active (button));
}

static GtkWidget *
make_label (const char *tag)
{
  GtkWidget *label = gtk_label_new (tag);

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 28);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  return label;
}

/* @count: how many of the versions have it */
static void
add_tag (PentimentoTagsPopover *self, const char *tag, guint count)
{
  GtkWidget *button = gtk_check_button_new ();

  gtk_check_button_set_child (GTK_CHECK_BUTTON (button), make_label (tag));
  gtk_check_button_set_active (GTK_CHECK_BUTTON (button), count > 0);
  gtk_check_button_set_inconsistent (GTK_CHECK_BUTTON (button), count > 0 && count < g_strv_length (self->ids));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, tag, -1);
  g_object_set_data_full (G_OBJECT (button), "tag", g_strdup (tag), g_free);
  g_signal_connect_object (button, "toggled", G_CALLBACK (toggled), self, G_CONNECT_SWAPPED);
  gtk_box_append (self->list, button);
  gtk_widget_set_visible (self->scroller, TRUE);
}

static GtkCheckButton *
find_tag (PentimentoTagsPopover *self, const char *tag)
{
  g_autofree char *folded = g_utf8_casefold (tag, -1);

  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->list)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      g_autofree char *other = g_utf8_casefold (g_object_get_data (G_OBJECT (child), "tag"), -1);

      if (g_str_equal (folded, other))
        return GTK_CHECK_BUTTON (child);
    }
  return NULL;
}

static void
add_new (PentimentoTagsPopover *self)
{
  g_autofree char *tag = pentimento_tag_clean (gtk_editable_get_text (self->entry));
  GtkCheckButton *button = tag != NULL ? find_tag (self, tag) : NULL;

  if (tag == NULL)
    gtk_popover_popdown (GTK_POPOVER (self));
  else if (button != NULL)
    {
      if (!gtk_check_button_get_active (button))
        gtk_check_button_set_active (button, TRUE);
      else
        toggled (self, button);
    }
  else if (change (self, tag, TRUE))
    add_tag (self, tag, g_strv_length (self->ids));
  gtk_editable_set_text (self->entry, "");
}

static guint
count_those_with (GPtrArray *versions, const char *tag)
{
  guint count = 0;

  for (guint i = 0; i < versions->len; i++)
    if (g_strv_contains (pentimento_version_get_tags (versions->pdata[i]), tag))
      count++;
  return count;
}

GtkWidget *
pentimento_tags_popover_new (PentimentoLibrary *library, GPtrArray *versions)
{
  PentimentoTagsPopover *self = g_object_new (PENTIMENTO_TYPE_TAGS_POPOVER, NULL);
  g_autoptr (GPtrArray) tags = pentimento_library_list_tags (library, NULL);
  g_autoptr (GStrvBuilder) ids = g_strv_builder_new ();

  self->library = g_object_ref (library);
  for (guint i = 0; i < versions->len; i++)
    g_strv_builder_add (ids, pentimento_version_get_id (versions->pdata[i]));
  self->ids = g_strv_builder_end (ids);
  for (guint i = 0; tags != NULL && i < tags->len; i++)
    {
      const PentimentoTag *tag = tags->pdata[i];

      add_tag (self, tag->tag, count_those_with (versions, tag->tag));
    }
  return GTK_WIDGET (self);
}

static void
pentimento_tags_popover_finalize (GObject *object)
{
  PentimentoTagsPopover *self = PENTIMENTO_TAGS_POPOVER (object);

  g_clear_object (&self->library);
  g_strfreev (self->ids);
  G_OBJECT_CLASS (pentimento_tags_popover_parent_class)->finalize (object);
}

static void
pentimento_tags_popover_class_init (PentimentoTagsPopoverClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = pentimento_tags_popover_finalize;
  gtk_widget_class_set_template_from_resource (widget_class, "/org/pentimento/Pentimento/pentimento-tags-popover.ui");
  gtk_widget_class_bind_template_child (widget_class, PentimentoTagsPopover, scroller);
  gtk_widget_class_bind_template_child (widget_class, PentimentoTagsPopover, list);
  gtk_widget_class_bind_template_child (widget_class, PentimentoTagsPopover, entry);
  gtk_widget_class_bind_template_callback (widget_class, add_new);
}

static void
pentimento_tags_popover_init (PentimentoTagsPopover *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
