/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Once a person looks at a version for a while, those that undo and redo lead to are read beforehand, so that they are there within a frame. */

#include "pentimento-document-private.h"

/* Whoever goes back step by step reads none in vain. */
#define REST_MILLISECONDS 400

/* Larger ones would take more memory than a step is worth. */
#define MOST_PIXELS (32 * 1024 * 1024)

static void
read_ahead (GObject *source, GAsyncResult *result, gpointer user_data)
{
  PentimentoDocument *self = PENTIMENTO_DOCUMENT (source);
  g_autoptr (GCancellable) cancellable = user_data;
  g_autoptr (PentimentoImage) image = NULL;
  g_autoptr (GdkPixbuf) pixels = pentimento_document_read_version_finish (self, result, &image, NULL);

  /* What cannot be read is told of when it is to be shown. */
  if (self->reading_ahead == cancellable && !g_cancellable_is_cancelled (cancellable))
    nearby_versions_keep (self->nearby, image, pixels);
}

static void
begin_to_read (PentimentoDocument *self, PentimentoVersion *version)
{
  guint64 n_pixels;

  if (version == NULL || nearby_versions_has (self->nearby, pentimento_version_get_identity (version)))
    return;
  n_pixels = (guint64)pentimento_version_get_width (version) * (guint64)pentimento_version_get_height (version);
  if (n_pixels <= MOST_PIXELS)
    pentimento_document_load_version_async (self, version, self->reading_ahead, read_ahead,
                                            g_object_ref (self->reading_ahead));
}

static gboolean
rested (gpointer user_data)
{
  PentimentoDocument *self = user_data;
  PentimentoVersion *current = pentimento_history_get_current (self->history);

  self->ahead_id = 0;
  if (current == NULL || self->loading != NULL)
    return G_SOURCE_REMOVE;
  self->reading_ahead = g_cancellable_new ();
  begin_to_read (self, pentimento_history_get_parent (self->history, current));
  begin_to_read (self, pentimento_history_find_redo (self->history));
  return G_SOURCE_REMOVE;
}

void
pentimento_document_stop_reading_ahead (PentimentoDocument *self)
{
  g_clear_handle_id (&self->ahead_id, g_source_remove);
  g_cancellable_cancel (self->reading_ahead);
  g_clear_object (&self->reading_ahead);
}

void
pentimento_document_read_ahead (PentimentoDocument *self)
{
  pentimento_document_stop_reading_ahead (self);
  if (self->drawn)
    self->ahead_id = g_timeout_add_full (G_PRIORITY_LOW, REST_MILLISECONDS, rested, self, NULL);
}
