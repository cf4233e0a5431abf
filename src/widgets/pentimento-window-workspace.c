/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What lies open in the window is there again at the next start, however the program ends. */

#include "pentimento-window-private.h"

static void
view_changed (PentimentoWindow *self)
{
  g_autofree char *view = NULL;

  if (pentimento_document_get_image (self->document) == NULL)
    return;
  g_object_get (self->canvas, "view", &view, NULL);
  pentimento_workspace_set_view (self->workspace, view);
}

static void
view_restored (PentimentoWindow *self)
{
  g_object_set (self->canvas, "view", pentimento_workspace_get_view (self->workspace), NULL);
}

static void
restored (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PentimentoWindow) self = user_data;
  g_autoptr (GError) error = NULL;

  pentimento_workspace_restore_finish (PENTIMENTO_WORKSPACE (source), result, &error);
  /* Closed meanwhile. */
  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  if (error != NULL)
    pentimento_window_report (self, error);
  else if (adw_flap_get_reveal_flap (self->flap) && !adw_flap_get_folded (self->flap))
    gtk_widget_grab_focus (GTK_WIDGET (self->prompt_panel));
  pentimento_window_opening_ended (self);
}

gboolean
pentimento_window_take_workspace (PentimentoWindow *self, const char *id)
{
  self->workspace = pentimento_workspace_new (self->document, id);
  if (self->workspace == NULL)
    return FALSE;
  g_signal_connect_object (self->canvas, "notify::view", G_CALLBACK (view_changed), self, G_CONNECT_SWAPPED);
  if (id == NULL)
    return TRUE;
  g_signal_connect_object (self->workspace, "notify::view", G_CALLBACK (view_restored), self, G_CONNECT_SWAPPED);
  pentimento_window_opening_began (self);
  pentimento_workspace_restore_async (self->workspace, self->cancellable, restored, g_object_ref (self));
  return TRUE;
}

void
pentimento_window_leave_workspace (PentimentoWindow *self, gboolean closed)
{
  if (self->workspace == NULL)
    return;
  if (closed)
    pentimento_workspace_close (self->workspace);
  else
    pentimento_workspace_leave (self->workspace);
  g_clear_object (&self->workspace);
}
