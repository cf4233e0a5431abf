/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Opening a picture, and showing the version that the history says. */

#include "pentimento-document-private.h"

/* Reading a version: its file, then its pixels. */

typedef struct {
  PentimentoImage *image;
  PentimentoImage *earlier; /* (nullable): the one that is shown */
} Reading;

static void
reading_free (Reading *reading)
{
  g_clear_object (&reading->image);
  g_clear_object (&reading->earlier);
  g_free (reading);
}

/* What is made of the picture that is shown need not be made of its file. */
static void
decode_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Reading *reading = task_data;
  GError *error = NULL;
  GdkPixbuf *pixels = reading->earlier != NULL
                          ? pentimento_image_decode_after (reading->image, reading->earlier, cancellable, &error)
                          : pentimento_image_decode (reading->image, cancellable, &error);

  if (pixels != NULL)
    g_task_return_pointer (task, pixels, g_object_unref);
  else
    g_task_return_error (task, error);
}

static void
decode (GTask *task, PentimentoImage *image)
{
  PentimentoDocument *self = g_task_get_source_object (task);
  Reading *reading = g_task_get_task_data (task);

  reading->image = g_object_ref (image);
  g_set_object (&reading->earlier, self->image);
  g_task_run_in_thread (task, decode_in_thread);
}

static void
loaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  g_autoptr (PentimentoImage) image
      = pentimento_library_load_version_finish (PENTIMENTO_LIBRARY (source), result, &error);

  if (image != NULL)
    decode (task, image);
  else
    g_task_return_error (task, error);
}

static gboolean
is_at_hand (PentimentoDocument *self, PentimentoVersion *version)
{
  return self->image != NULL
         && g_str_equal (pentimento_image_get_identity (self->image), pentimento_version_get_identity (version));
}

void
pentimento_document_load_version_async (PentimentoDocument *self,
                                        PentimentoVersion *version,
                                        GCancellable *cancellable,
                                        GAsyncReadyCallback callback,
                                        gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  PentimentoLibrary *library = pentimento_services_get_library (self->services);

  g_task_set_source_tag (task, pentimento_document_load_version_async);
  g_task_set_task_data (task, g_new0 (Reading, 1), (GDestroyNotify)reading_free);
  if (is_at_hand (self, version))
    decode (task, self->image);
  else
    pentimento_library_load_version_async (library, version, cancellable, loaded, g_steal_pointer (&task));
}

GdkPixbuf *
pentimento_document_read_version_finish (PentimentoDocument *self,
                                         GAsyncResult *result,
                                         PentimentoImage **image,
                                         GError **error)
{
  Reading *reading = g_task_get_task_data (G_TASK (result));
  GdkPixbuf *pixels = g_task_propagate_pointer (G_TASK (result), error);

  if (pixels != NULL && image != NULL)
    *image = g_object_ref (reading->image);
  return pixels;
}

GdkPixbuf *
pentimento_document_load_version_finish (PentimentoDocument *self, GAsyncResult *result, GError **error)
{
  return pentimento_document_read_version_finish (self, result, NULL, error);
}

/* Following the history: the old picture stays until the new one can be drawn. */

static void
show (PentimentoDocument *self, PentimentoImage *image, GdkPixbuf *pixels)
{
  nearby_versions_keep (self->nearby, self->image, self->pixels);
  g_set_object (&self->image, image);
  g_set_object (&self->pixels, pixels);
  g_clear_error (&self->error);
  pentimento_document_read_ahead (self);
}

static void
current_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  PentimentoDocument *self = PENTIMENTO_DOCUMENT (source);
  g_autoptr (GCancellable) cancellable = user_data;
  g_autoptr (PentimentoImage) image = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GdkPixbuf) pixels = pentimento_document_read_version_finish (self, result, &image, &error);

  /* A later version is being read already. */
  if (self->loading != cancellable)
    return;
  g_clear_object (&self->loading);
  /* Of a version that cannot be read nothing is shown, sent or saved; least of all the picture of the one before. */
  show (self, image, pixels);
  self->error = g_steal_pointer (&error);
  pentimento_document_notify_picture (self);
}

static void
stop_loading (PentimentoDocument *self)
{
  g_cancellable_cancel (self->loading);
  g_clear_object (&self->loading);
}

static void
note_place (PentimentoDocument *self)
{
  PentimentoVersion *current = pentimento_history_get_current (self->history);
  const char *id = current != NULL ? pentimento_version_get_id (current) : NULL;

  if (g_strcmp0 (self->place, id) == 0)
    return;
  g_free (self->place);
  self->place = g_strdup (id);
  pentimento_document_turn_marking (self, id);
  if (!self->arriving)
    self->n_moves++;
}

/* Returns: whether what is to be shown now was at hand, and is shown */
static gboolean
show_nearby (PentimentoDocument *self, PentimentoVersion *version)
{
  g_autoptr (PentimentoImage) image = NULL;
  g_autoptr (GdkPixbuf) pixels = NULL;

  if (!nearby_versions_take (self->nearby, pentimento_version_get_identity (version), &image, &pixels))
    return FALSE;
  show (self, image, pixels);
  return TRUE;
}

static void
current_changed (PentimentoDocument *self)
{
  PentimentoVersion *current = pentimento_history_get_current (self->history);

  note_place (self);
  stop_loading (self);
  pentimento_document_read_ahead (self);
  g_clear_error (&self->error);
  if (self->drawn && current != NULL && !is_at_hand (self, current) && !show_nearby (self, current))
    {
      self->loading = g_cancellable_new ();
      pentimento_document_load_version_async (self, current, self->loading, current_read, g_object_ref (self->loading));
    }
  pentimento_document_notify_picture (self);
}

/* It is at hand as soon as the history says that it is current, and so is not read. */
void
pentimento_document_show_made (PentimentoDocument *self,
                               PentimentoVersion *version,
                               PentimentoImage *image,
                               GdkPixbuf *pixels)
{
  show (self, image, pixels);
  pentimento_history_show (self->history, version);
}

void
pentimento_document_follow_history (PentimentoDocument *self)
{
  g_signal_connect_object (self->history, "notify::current", G_CALLBACK (current_changed), self, G_CONNECT_SWAPPED);
}

/* Opening */

static void
replace_history (PentimentoDocument *self, PentimentoVersion *version, PentimentoImage *image, GdkPixbuf *pixels)
{
  PentimentoLibrary *library = pentimento_services_get_library (self->services);

  stop_loading (self);
  g_signal_handlers_disconnect_by_func (self->history, current_changed, self);
  g_object_unref (self->history);
  self->history = pentimento_history_new (library, version);
  pentimento_document_follow_history (self);
  note_place (self);
  show (self, image, pixels);
  nearby_versions_clear (self->nearby);
  pentimento_document_notify_picture (self);
}

/* A file that tells how it was made brings that along. */
static PentimentoVersion *
make_root (PentimentoImage *image)
{
  const PentimentoOriginFacts nothing = { .seed = -1 };
  g_autoptr (PentimentoOrigin) origin = pentimento_image_read_origin (image);
  const PentimentoOriginFacts *facts = origin != NULL ? pentimento_origin_get_facts (origin) : &nothing;
  g_autofree char *id = g_uuid_string_random ();
  g_autofree char *picture_id = g_uuid_string_random ();

  /* clang-format off */
  return g_object_new (PENTIMENTO_TYPE_VERSION,
                       "id", id,
                       "picture-id", picture_id,
                       "kind", PENTIMENTO_VERSION_OPENED,
                       "name", pentimento_image_get_name (image),
                       "created", g_get_real_time (),
                       "sha256", pentimento_image_get_sha256 (image),
                       "media-type", pentimento_image_get_media_type (image),
                       "width", pentimento_image_get_width (image),
                       "height", pentimento_image_get_height (image),
                       "prompt", facts->prompt,
                       "negative-prompt", facts->negative_prompt,
                       "provider", facts->provider,
                       "seed", facts->seed,
                       NULL);
  /* clang-format on */
}

PentimentoVersion *
pentimento_document_find_root (PentimentoLibrary *library, PentimentoImage *image, GError **error)
{
  g_autoptr (GError) problem = NULL;
  PentimentoVersion *root = pentimento_library_find_root (library, pentimento_image_get_sha256 (image), &problem);

  if (problem != NULL)
    g_propagate_error (error, g_steal_pointer (&problem));
  else if (root == NULL)
    root = make_root (image);
  return root;
}

/* @pixels: (nullable): where nobody looks at them. Takes the task over. */
static void
open_image (GTask *taken, PentimentoImage *image, GdkPixbuf *pixels)
{
  g_autoptr (GTask) task = taken;
  PentimentoDocument *self = g_task_get_source_object (task);
  PentimentoLibrary *library = pentimento_services_get_library (self->services);
  GError *error = NULL;
  g_autoptr (PentimentoVersion) root = pentimento_document_find_root (library, image, &error);

  if (root == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  replace_history (self, root, image, pixels);
  g_task_return_boolean (task, TRUE);
}

static void
image_decoded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  g_autoptr (GdkPixbuf) pixels = pentimento_image_decode_finish (PENTIMENTO_IMAGE (source), result, &error);

  if (pixels != NULL)
    open_image (g_steal_pointer (&task), PENTIMENTO_IMAGE (source), pixels);
  else
    g_task_return_error (task, error);
}

void
pentimento_document_open_async (PentimentoDocument *self,
                                PentimentoImage *image,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, pentimento_document_open_async);
  if (self->drawn)
    pentimento_image_decode_async (image, cancellable, image_decoded, task);
  else
    open_image (task, image, NULL);
}

static void
version_opened (GObject *source, GAsyncResult *result, gpointer user_data)
{
  PentimentoDocument *self = PENTIMENTO_DOCUMENT (source);
  g_autoptr (GTask) task = user_data;
  PentimentoVersion *version = g_task_get_task_data (task);
  g_autoptr (PentimentoImage) image = NULL;
  GError *error = NULL;
  g_autoptr (GdkPixbuf) pixels = pentimento_document_read_version_finish (self, result, &image, &error);

  if (pixels == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  replace_history (self, version, image, pixels);
  g_task_return_boolean (task, TRUE);
}

void
pentimento_document_open_version_async (PentimentoDocument *self,
                                        PentimentoVersion *version,
                                        GCancellable *cancellable,
                                        GAsyncReadyCallback callback,
                                        gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, pentimento_document_open_version_async);
  g_task_set_task_data (task, g_object_ref (version), g_object_unref);
  pentimento_document_load_version_async (self, version, cancellable, version_opened, task);
}

gboolean
pentimento_document_open_finish (PentimentoDocument *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
