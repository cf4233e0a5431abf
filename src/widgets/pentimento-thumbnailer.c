/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "pentimento-thumbnailer.h"

/* The longest side, in pixels: sharp at 128 logical pixels on a screen of double density. */
#define THUMBNAIL_SIDE 256

/* At most 256 × 256 × 4 bytes each, so 64 MiB in all. */
#define MOST_KEPT 256

/* Decoding 24 megapixels takes 74 MB for a moment; two at once keep both cores of a small machine busy. */
#define MOST_AT_ONCE 2

struct _PentimentoThumbnailer {
  GObject parent_instance;

  PentimentoLibrary *library; /* not owned: it owns this */
  GHashTable *kept;           /* identity of the picture to GdkTexture */
  GQueue ages;                /* the keys of `kept`, oldest first; owned there */
  GQueue waiting;             /* GTask */
  GPtrArray *running;         /* GTask; not owned */
};

typedef struct {
  PentimentoLibrary *library;
  PentimentoVersion *version;
  PentimentoImage *image;
} Load;

G_DEFINE_FINAL_TYPE (PentimentoThumbnailer, pentimento_thumbnailer, G_TYPE_OBJECT)

static void
load_free (Load *load)
{
  g_clear_object (&load->library);
  g_clear_object (&load->version);
  g_clear_object (&load->image);
  g_free (load);
}

static void
pentimento_thumbnailer_finalize (GObject *object)
{
  PentimentoThumbnailer *self = PENTIMENTO_THUMBNAILER (object);

  g_queue_clear (&self->ages);
  g_queue_clear_full (&self->waiting, g_object_unref);
  g_clear_pointer (&self->kept, g_hash_table_unref);
  g_clear_pointer (&self->running, g_ptr_array_unref);

  G_OBJECT_CLASS (pentimento_thumbnailer_parent_class)->finalize (object);
}

static void
pentimento_thumbnailer_class_init (PentimentoThumbnailerClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = pentimento_thumbnailer_finalize;
}

static void
pentimento_thumbnailer_init (PentimentoThumbnailer *self)
{
  self->kept = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  self->running = g_ptr_array_new ();
}

PentimentoThumbnailer *
pentimento_thumbnailer_get (PentimentoLibrary *library)
{
  PentimentoThumbnailer *self = g_object_get_data (G_OBJECT (library), "pentimento-thumbnailer");

  if (self == NULL)
    {
      self = g_object_new (PENTIMENTO_TYPE_THUMBNAILER, NULL);
      self->library = library;
      g_object_set_data_full (G_OBJECT (library), "pentimento-thumbnailer", self, g_object_unref);
    }
  return self;
}

GdkTexture *
pentimento_thumbnailer_peek (PentimentoThumbnailer *self, const char *identity)
{
  return g_hash_table_lookup (self->kept, identity);
}

static void
keep (PentimentoThumbnailer *self, const char *identity, GdkTexture *texture)
{
  char *key;

  if (g_hash_table_contains (self->kept, identity))
    return;

  if (g_queue_get_length (&self->ages) >= MOST_KEPT)
    g_hash_table_remove (self->kept, g_queue_pop_head (&self->ages));
  key = g_strdup (identity);
  g_hash_table_insert (self->kept, key, g_object_ref (texture));
  g_queue_push_tail (&self->ages, key);
}

static GdkTexture *
create_texture (GdkPixbuf *pixels)
{
  int width = gdk_pixbuf_get_width (pixels);
  int height = gdk_pixbuf_get_height (pixels);
  double scale = MIN (1.0, (double)THUMBNAIL_SIDE / MAX (width, height));
  g_autoptr (GdkPixbuf) small = gdk_pixbuf_scale_simple (pixels, MAX (1, (int)(width * scale)),
                                                         MAX (1, (int)(height * scale)), GDK_INTERP_BILINEAR);

  return gdk_texture_new_for_pixbuf (small);
}

static void
work (GTask *task, gpointer source_object, gpointer task_data, GCancellable *cancellable)
{
  Load *load = task_data;
  GError *error = NULL;
  g_autoptr (GdkPixbuf) pixels = NULL;

  if (load->image == NULL)
    load->image = pentimento_library_load_version (load->library, load->version, &error);
  if (load->image != NULL)
    pixels = pentimento_image_decode (load->image, cancellable, &error);
  if (pixels != NULL)
    g_task_return_pointer (task, create_texture (pixels), g_object_unref);
  else
    g_task_return_error (task, error);
}

static const char *
get_identity (GTask *task)
{
  Load *load = g_task_get_task_data (task);

  return load->version != NULL ? pentimento_version_get_identity (load->version)
                               : pentimento_image_get_identity (load->image);
}

static gboolean
is_running (PentimentoThumbnailer *self, const char *identity)
{
  for (guint i = 0; i < self->running->len; i++)
    if (g_str_equal (get_identity (g_ptr_array_index (self->running, i)), identity))
      return TRUE;
  return FALSE;
}

static void start_waiting (PentimentoThumbnailer *self);

static void
completed (GTask *task, GParamSpec *spec, PentimentoThumbnailer *self)
{
  g_ptr_array_remove (self->running, task);
  start_waiting (self);
}

/* Returns: (transfer full) (nullable): the first one that need not wait for another of the same picture */
static GTask *
take_first (PentimentoThumbnailer *self)
{
  for (GList *link = self->waiting.head; link != NULL; link = link->next)
    if (!is_running (self, get_identity (link->data)))
      {
        GTask *task = link->data;

        g_queue_delete_link (&self->waiting, link);
        return task;
      }
  return NULL;
}

static void
start (PentimentoThumbnailer *self, GTask *task)
{
  GdkTexture *made = pentimento_thumbnailer_peek (self, get_identity (task));

  if (g_task_return_error_if_cancelled (task))
    return;
  if (made != NULL)
    {
      g_task_return_pointer (task, g_object_ref (made), g_object_unref);
      return;
    }
  g_ptr_array_add (self->running, task);
  g_signal_connect (task, "notify::completed", G_CALLBACK (completed), self);
  g_task_run_in_thread (task, work);
}

static void
start_waiting (PentimentoThumbnailer *self)
{
  while (self->running->len < MOST_AT_ONCE)
    {
      g_autoptr (GTask) task = take_first (self);

      if (task == NULL)
        return;
      start (self, task);
    }
}

void
pentimento_thumbnailer_load_async (PentimentoThumbnailer *self,
                                   PentimentoVersion *version,
                                   PentimentoImage *image,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  Load *load = g_new0 (Load, 1);

  load->library = g_object_ref (self->library);
  g_set_object (&load->version, version);
  g_set_object (&load->image, image);
  g_task_set_source_tag (task, pentimento_thumbnailer_load_async);
  g_task_set_task_data (task, load, (GDestroyNotify)load_free);
  g_queue_push_tail (&self->waiting, g_steal_pointer (&task));
  start_waiting (self);
}

GdkTexture *
pentimento_thumbnailer_load_finish (PentimentoThumbnailer *self, GAsyncResult *result, GError **error)
{
  GdkTexture *texture = g_task_propagate_pointer (G_TASK (result), error);

  if (texture != NULL)
    keep (self, get_identity (G_TASK (result)), texture);
  return texture;
}
