/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "pentimento-incoming.h"

#include <glib/gi18n-lib.h>

/* A clipboard is read in pieces of this many bytes, so that the limit is met before the memory is taken. */
#define PIECE (1024 * 1024)

typedef struct {
  GListModel *files;   /* of GFile, or */
  GdkTexture *texture; /* a picture without a file, or */
  GBytes *bytes;       /* a file's content */
  GByteArray *pieces;
  GListStore *images;
  GError *skipped;
  gboolean decodes;
  GdkPixbuf *pixels; /* of the last one */
} Incoming;

static void
incoming_free (Incoming *incoming)
{
  g_clear_object (&incoming->files);
  g_clear_object (&incoming->texture);
  g_clear_pointer (&incoming->bytes, g_bytes_unref);
  g_clear_pointer (&incoming->pieces, g_byte_array_unref);
  g_clear_object (&incoming->images);
  g_clear_error (&incoming->skipped);
  g_clear_object (&incoming->pixels);
  g_free (incoming);
}

static GTask *
task_new (GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  Incoming *incoming = g_new0 (Incoming, 1);

  incoming->images = g_list_store_new (PENTIMENTO_TYPE_IMAGE);
  g_task_set_source_tag (task, task_new);
  g_task_set_task_data (task, incoming, (GDestroyNotify)incoming_free);
  return task;
}

/* Takes both. */
static void
add (Incoming *incoming, PentimentoImage *image, GError *error)
{
  if (image != NULL)
    g_list_store_append (incoming->images, image);
  else if (incoming->skipped == NULL)
    incoming->skipped = g_steal_pointer (&error);
  g_clear_object (&image);
  g_clear_error (&error);
}

static void
read_pictures (GTask *task, gpointer source_object, gpointer task_data, GCancellable *cancellable)
{
  Incoming *incoming = task_data;
  guint n_files = incoming->files != NULL ? g_list_model_get_n_items (incoming->files) : 0;

  for (guint i = 0; i < n_files && !g_cancellable_is_cancelled (cancellable); i++)
    {
      g_autoptr (GFile) file = g_list_model_get_item (incoming->files, i);
      GError *error = NULL;
      PentimentoImage *image = pentimento_image_load (file, NULL, cancellable, &error);

      /* What is wrong with the pixels is told to those who want to show them. */
      if (image != NULL && incoming->decodes)
        incoming->pixels = pentimento_image_decode (image, cancellable, NULL);
      add (incoming, image, error);
    }
  if (incoming->texture != NULL)
    incoming->bytes = gdk_texture_save_to_png_bytes (incoming->texture);
  if (incoming->bytes != NULL)
    {
      GError *error = NULL;
      PentimentoImage *image = pentimento_image_new (incoming->bytes, _ ("Pasted picture"), NULL, &error);

      add (incoming, image, error);
    }
  if (!g_task_return_error_if_cancelled (task))
    g_task_return_boolean (task, TRUE);
}

void
pentimento_incoming_from_files_async (GListModel *files,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data)
{
  g_autoptr (GTask) task = task_new (cancellable, callback, user_data);
  Incoming *incoming = g_task_get_task_data (task);

  incoming->files = g_object_ref (files);
  g_task_run_in_thread (task, read_pictures);
}

void
pentimento_incoming_decode_file_async (GFile *file,
                                       GCancellable *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data)
{
  g_autoptr (GTask) task = task_new (cancellable, callback, user_data);
  Incoming *incoming = g_task_get_task_data (task);
  GListStore *files = g_list_store_new (G_TYPE_FILE);

  g_list_store_append (files, file);
  incoming->files = G_LIST_MODEL (files);
  incoming->decodes = TRUE;
  g_task_run_in_thread (task, read_pictures);
}

static GListModel *
list_files (const GValue *value)
{
  GListStore *files = g_list_store_new (G_TYPE_FILE);

  for (GSList *item = g_value_get_boxed (value); item != NULL; item = item->next)
    g_list_store_append (files, item->data);
  return G_LIST_MODEL (files);
}

void
pentimento_incoming_from_value_async (const GValue *value,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data)
{
  g_autoptr (GTask) task = task_new (cancellable, callback, user_data);
  Incoming *incoming = g_task_get_task_data (task);

  if (G_VALUE_HOLDS (value, GDK_TYPE_TEXTURE))
    incoming->texture = g_value_dup_object (value);
  else
    incoming->files = list_files (value);
  g_task_run_in_thread (task, read_pictures);
}

static void read_piece (GInputStream *stream, GTask *task);

static void
piece_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Incoming *incoming = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (GBytes) piece = g_input_stream_read_bytes_finish (G_INPUT_STREAM (source), result, &error);

  if (piece == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  if (g_bytes_get_size (piece) == 0)
    {
      incoming->bytes = g_byte_array_free_to_bytes (g_steal_pointer (&incoming->pieces));
      g_task_run_in_thread (task, read_pictures);
      return;
    }
  g_byte_array_append (incoming->pieces, g_bytes_get_data (piece, NULL), g_bytes_get_size (piece));
  if (incoming->pieces->len > pentimento_image_default_limits.max_bytes)
    g_task_return_new_error (task, PENTIMENTO_IMAGE_ERROR, PENTIMENTO_IMAGE_ERROR_TOO_LARGE, "%s",
                             _ ("The pasted picture is too large."));
  else
    read_piece (G_INPUT_STREAM (source), g_steal_pointer (&task));
}

/* Takes the task. */
static void
read_piece (GInputStream *stream, GTask *task)
{
  g_input_stream_read_bytes_async (stream, PIECE, G_PRIORITY_DEFAULT, g_task_get_cancellable (task), piece_read, task);
}

static void
stream_opened (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Incoming *incoming = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (GInputStream) stream = gdk_clipboard_read_finish (GDK_CLIPBOARD (source), result, NULL, &error);

  if (stream == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  incoming->pieces = g_byte_array_new ();
  read_piece (stream, g_steal_pointer (&task));
}

static void
files_pasted (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Incoming *incoming = g_task_get_task_data (task);
  GError *error = NULL;
  const GValue *value = gdk_clipboard_read_value_finish (GDK_CLIPBOARD (source), result, &error);

  if (value == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  incoming->files = list_files (value);
  g_task_run_in_thread (task, read_pictures);
}

static gboolean
has_files (GdkClipboard *clipboard)
{
  return gdk_content_formats_contain_gtype (gdk_clipboard_get_formats (clipboard), GDK_TYPE_FILE_LIST);
}

void
pentimento_incoming_from_clipboard_async (GdkClipboard *clipboard,
                                          GCancellable *cancellable,
                                          GAsyncReadyCallback callback,
                                          gpointer user_data)
{
  GTask *task = task_new (cancellable, callback, user_data);
  g_autofree const char **types = pentimento_image_readable_types ();

  if (has_files (clipboard))
    gdk_clipboard_read_value_async (clipboard, GDK_TYPE_FILE_LIST, G_PRIORITY_DEFAULT, cancellable, files_pasted, task);
  else
    gdk_clipboard_read_async (clipboard, types, G_PRIORITY_DEFAULT, cancellable, stream_opened, task);
}

GListModel *
pentimento_incoming_finish (GAsyncResult *result, GError **skipped, GError **error)
{
  Incoming *incoming = g_task_get_task_data (G_TASK (result));

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return NULL;
  if (g_list_model_get_n_items (G_LIST_MODEL (incoming->images)) > 0)
    {
      if (incoming->skipped != NULL)
        g_propagate_error (skipped, g_steal_pointer (&incoming->skipped));
      return G_LIST_MODEL (g_steal_pointer (&incoming->images));
    }
  if (incoming->skipped != NULL)
    g_propagate_error (error, g_steal_pointer (&incoming->skipped));
  else
    g_set_error_literal (error, PENTIMENTO_IMAGE_ERROR, PENTIMENTO_IMAGE_ERROR_EMPTY, _ ("There is no picture."));
  return NULL;
}

gboolean
pentimento_incoming_is_on_clipboard (GdkClipboard *clipboard)
{
  g_autofree const char **types = pentimento_image_readable_types ();
  GdkContentFormats *formats = gdk_clipboard_get_formats (clipboard);

  for (guint i = 0; types[i] != NULL; i++)
    if (gdk_content_formats_contain_mime_type (formats, types[i]))
      return TRUE;
  return has_files (clipboard) || gdk_content_formats_contain_gtype (formats, GDK_TYPE_TEXTURE);
}

GtkDropTarget *
pentimento_incoming_create_drop_target (void)
{
  GType types[] = { GDK_TYPE_FILE_LIST, GDK_TYPE_TEXTURE };
  GtkDropTarget *target = gtk_drop_target_new (G_TYPE_INVALID, GDK_ACTION_COPY);

  gtk_drop_target_set_gtypes (target, types, G_N_ELEMENTS (types));
  return target;
}

GtkFileChooserNative *
pentimento_incoming_create_chooser (GtkWidget *widget, const char *title, gboolean several)
{
  GtkFileChooserNative *chooser
      = gtk_file_chooser_native_new (title, GTK_WINDOW (gtk_widget_get_root (widget)), GTK_FILE_CHOOSER_ACTION_OPEN,
                                     several ? _ ("_Add") : _ ("_Open"), _ ("_Cancel"));
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();
  g_autofree const char **types = pentimento_image_readable_types ();

  gtk_file_filter_set_name (filter, _ ("Pictures"));
  for (guint i = 0; types[i] != NULL; i++)
    gtk_file_filter_add_mime_type (filter, types[i]);
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (chooser), filter);
  gtk_file_chooser_set_select_multiple (GTK_FILE_CHOOSER (chooser), several);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (chooser), TRUE);
  return chooser;
}
