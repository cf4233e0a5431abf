/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "pentimento-prompt-row.h"

#include <glib/gi18n-lib.h>

#include "seedream.h"

struct _PentimentoPromptRow {
  GtkListBoxRow parent_instance;

  char *prompt;

  GtkLabel *prompt_label;
  GtkLabel *details_label;
};

G_DEFINE_FINAL_TYPE (PentimentoPromptRow, pentimento_prompt_row, GTK_TYPE_LIST_BOX_ROW)

const char *
pentimento_prompt_row_get_prompt (PentimentoPromptRow *self)
{
  return self->prompt;
}

/* "Runpod · 3 pictures · 11/21/26" */
static char *
describe (PentimentoVersion *version)
{
  const char *id = pentimento_version_get_provider (version);
  g_autoptr (SeedreamProvider) provider = id != NULL ? seedream_registry_describe (id) : NULL;
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (pentimento_version_get_created (version) / G_USEC_PER_SEC);
  g_autoptr (GDateTime) local = g_date_time_to_local (utc);
  g_autofree char *date = g_date_time_format (local, "%x");
  guint n_pictures = 1 + g_strv_length ((char **)pentimento_version_get_references (version));
  g_autofree char *pictures = pentimento_version_get_kind (version) == PENTIMENTO_VERSION_GENERATED
                                  ? g_strdup (_ ("new picture"))
                                  : g_strdup_printf (ngettext ("%u picture", "%u pictures", n_pictures), n_pictures);

  if (provider == NULL)
    return g_strdup_printf (_ ("%s · %s"), pictures, date);
  /* Translators: a provider, how many pictures were sent, a date */
  return g_strdup_printf (_ ("%s · %s · %s"), seedream_provider_get_label (provider), pictures, date);
}

static void
hide_prompt (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gtk_widget_activate_action (widget, "prompts.hide", "s", PENTIMENTO_PROMPT_ROW (widget)->prompt);
}

GtkWidget *
pentimento_prompt_row_new (PentimentoVersion *version)
{
  PentimentoPromptRow *self = g_object_new (PENTIMENTO_TYPE_PROMPT_ROW, NULL);
  g_autofree char *details = describe (version);
  g_autofree char *shown = NULL;

  self->prompt = g_strstrip (g_strdup (pentimento_version_get_prompt (version)));
  /* A label of several lines is cut behind the last of them, so that lines of its own would take the room. */
  shown = g_strdelimit (g_strdup (self->prompt), "\n\r\t", ' ');
  gtk_label_set_label (self->prompt_label, shown);
  gtk_label_set_label (self->details_label, details);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, shown,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, details, -1);
  return GTK_WIDGET (self);
}

static void
pentimento_prompt_row_finalize (GObject *object)
{
  g_free (PENTIMENTO_PROMPT_ROW (object)->prompt);
  G_OBJECT_CLASS (pentimento_prompt_row_parent_class)->finalize (object);
}

static void
pentimento_prompt_row_class_init (PentimentoPromptRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = pentimento_prompt_row_finalize;
  gtk_widget_class_install_action (widget_class, "prompt.hide", NULL, hide_prompt);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Delete, 0, "prompt.hide", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_KP_Delete, 0, "prompt.hide", NULL);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/pentimento/Pentimento/pentimento-prompt-row.ui");
  gtk_widget_class_bind_template_child (widget_class, PentimentoPromptRow, prompt_label);
  gtk_widget_class_bind_template_child (widget_class, PentimentoPromptRow, details_label);
}

static void
pentimento_prompt_row_init (PentimentoPromptRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
