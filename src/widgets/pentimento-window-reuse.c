/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Going on from a version: with what it was made with, in another order, or in another picture. */

#include "pentimento-reuse.h"
#include "pentimento-window-private.h"

#include <glib/gi18n-lib.h>

static PentimentoVersion *
find_version (PentimentoWindow *self, const char *id)
{
  return pentimento_history_find (pentimento_document_get_history (self->document), id);
}

static void
focus_prompt (PentimentoWindow *self)
{
  adw_flap_set_reveal_flap (self->flap, TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->prompt_panel));
}

static void
taken (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PentimentoWindow) self = user_data;
  g_autoptr (GError) error = NULL;

  if (pentimento_reuse_take_finish (PENTIMENTO_DOCUMENT (source), result, &error))
    focus_prompt (self);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    pentimento_window_report (self, error);
}

static void
take (PentimentoWindow *self, PentimentoVersion *version, PentimentoReuse what)
{
  pentimento_reuse_take_async (self->document, version, what & pentimento_reuse_find (version), self->cancellable,
                               taken, g_object_ref (self));
}

static void
use_prompt (GtkWidget *widget, const char *name, GVariant *parameter)
{
  PentimentoWindow *self = PENTIMENTO_WINDOW (widget);
  PentimentoVersion *version = find_version (self, g_variant_get_string (parameter, NULL));

  if (version != NULL)
    take (self, version, PENTIMENTO_REUSE_PROMPT);
}

static void
use_settings (GtkWidget *widget, const char *name, GVariant *parameter)
{
  PentimentoWindow *self = PENTIMENTO_WINDOW (widget);
  PentimentoVersion *version = find_version (self, g_variant_get_string (parameter, NULL));

  if (version != NULL)
    take (self, version, PENTIMENTO_REUSE_SETTINGS | PENTIMENTO_REUSE_REFERENCES);
}

/* As it was when the version was asked for: its parent, and all that it was made with. */
static void
edit_again (GtkWidget *widget, const char *name, GVariant *parameter)
{
  PentimentoWindow *self = PENTIMENTO_WINDOW (widget);
  PentimentoHistory *history = pentimento_document_get_history (self->document);
  PentimentoVersion *version = find_version (self, g_variant_get_string (parameter, NULL));
  PentimentoVersion *parent = version != NULL ? pentimento_history_get_parent (history, version) : NULL;

  if (parent == NULL)
    return;
  pentimento_history_show (history, parent);
  take (self, version, PENTIMENTO_REUSE_PROMPT | PENTIMENTO_REUSE_SETTINGS | PENTIMENTO_REUSE_REFERENCES);
}

static void
edit_from_original (GtkWidget *widget, const char *name, GVariant *parameter)
{
  PentimentoWindow *self = PENTIMENTO_WINDOW (widget);
  PentimentoHistory *history = pentimento_document_get_history (self->document);
  PentimentoVersion *version = find_version (self, g_variant_get_string (parameter, NULL));
  PentimentoVersion *parent;
  g_autofree char *prompts = version != NULL ? pentimento_reuse_join_prompts (history, version) : NULL;

  if (version == NULL)
    return;
  while ((parent = pentimento_history_get_parent (history, version)) != NULL)
    version = parent;
  pentimento_history_show (history, version);
  g_object_set (self->document, "prompt", prompts, NULL);
  focus_prompt (self);
}

static void
append (GMenu *menu, const char *label, const char *action, PentimentoVersion *version)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

  g_menu_item_set_action_and_target (item, action, "s", pentimento_version_get_id (version));
  g_menu_append_item (menu, item);
}

GMenuModel *
pentimento_window_create_reuse_menu (PentimentoVersion *version)
{
  GMenu *menu = g_menu_new ();
  PentimentoReuse what = pentimento_reuse_find (version);

  if (what & PENTIMENTO_REUSE_PROMPT)
    append (menu, _ ("Use This _Prompt"), "document.use-prompt", version);
  if (what & (PENTIMENTO_REUSE_SETTINGS | PENTIMENTO_REUSE_REFERENCES))
    append (menu, _ ("Use These _Settings and References"), "document.use-settings", version);
  if (what & PENTIMENTO_REUSE_PROMPT && pentimento_version_get_parent_id (version) != NULL)
    {
      append (menu, _ ("Edit _Again from Before This"), "document.edit-again", version);
      append (menu, _ ("Edit the _Original with All Prompts so Far"), "document.edit-from-original", version);
    }
  return G_MENU_MODEL (menu);
}

void
pentimento_window_install_reuse_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "document.use-prompt", "s", use_prompt);
  gtk_widget_class_install_action (widget_class, "document.use-settings", "s", use_settings);
  gtk_widget_class_install_action (widget_class, "document.edit-again", "s", edit_again);
  gtk_widget_class_install_action (widget_class, "document.edit-from-original", "s", edit_from_original);
}
