/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "pentimento-thumbnailer.h"
#include "pentimento-thumbnail-cache.h"

/* Of 256 squares of the smaller size, or 64 of the larger. */
#define MOST_BYTES (64 * 1024 * 1024)

/* Decoding 24 megapixels takes 74 MB for a moment; two at once keep both cores of a small machine busy. */
#define MOST_AT_ONCE 2

struct _PentimentoThumbnailer {
  GObject parent_instance;

  PentimentoLibrary *library; /* not owned: it owns this */
  GHashTable *kept;           /* key, see make_key(), to GdkTexture */
  gsize bytes;                /* that they take */
  GQueue ages;                /* the keys of `kept`, oldest first; owned there */
  GQueue waiting;             /* GTask */
  GPtrArray *running;         /* GTask; not owned */
};

typedef struct {
  PentimentoLibrary *library;
  PentimentoVersion *version;
  PentimentoImage *image;
  char *key;
  int side;
  PentimentoThumbnailerSeen seen;
  gpointer user_data;
} Load;

G_DEFINE_FINAL_TYPE (PentimentoThumbnailer, pentimento_thumbnailer, G_TYPE_OBJECT)

static void
load_free (Load *load)
{
  g_clear_object (&load->library);
  g_clear_object (&load->version);
  g_clear_object (&load->image);
  g_free (load->key);
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

static char *
make_key (const char *identity, int side)
{
  return g_strdup_printf ("%d %s", side, identity);
}

GdkTexture *
pentimento_thumbnailer_peek (PentimentoThumbnailer *self, const char *identity, int side)
{
  g_autofree char *key = make_key (identity, side);

  return g_hash_table_lookup (self->kept, key);
}

static gsize
count_bytes (GdkTexture *texture)
{
  return (gsize)gdk_texture_get_width (texture) * gdk_texture_get_height (texture) * 4;
}

static void
keep (PentimentoThumbnailer *self, const char *key, GdkTexture *texture)
{
  char *copy;

  if (g_hash_table_contains (self->kept, key))
    return;

  self->bytes += count_bytes (texture);
  while (self->bytes > MOST_BYTES && !g_queue_is_empty (&self->ages))
    {
      const char *oldest = g_queue_pop_head (&self->ages);

      self->bytes -= count_bytes (g_hash_table_lookup (self->kept, oldest));
      g_hash_table_remove (self->kept, oldest);
    }
  copy = g_strdup (key);
  g_hash_table_insert (self->kept, copy, g_object_ref (texture));
  g_queue_push_tail (&self->ages, copy);
}

static GdkPixbuf *
shrink (GdkPixbuf *pixels, int side)
{
  int width = gdk_pixbuf_get_width (pixels);
  int height = gdk_pixbuf_get_height (pixels);
  double scale = MIN (1.0, (double)side / MAX (width, height));

  return gdk_pixbuf_scale_simple (pixels, MAX (1, (int)(width * scale)), MAX (1, (int)(height * scale)),
                                  GDK_INTERP_BILINEAR);
}

static GdkPixbuf *
make (Load *load, GCancellable *cancellable, GError **error)
{
  g_autoptr (GdkPixbuf) pixels = NULL;

  if (load->image == NULL)
    load->image = pentimento_library_load_version (load->library, load->version, error);
  if (load->image != NULL)
    pixels = pentimento_image_decode (load->image, cancellable, error);
  return pixels != NULL ? shrink (pixels, load->side) : NULL;
}

/* A file that was opened and is not in the library yet is none of the cache's. */
static void
work (GTask *task, gpointer source_object, gpointer task_data, GCancellable *cancellable)
{
  Load *load = task_data;
  GError *error = NULL;
  g_autoptr (GdkPixbuf) thumbnail = NULL;

  if (load->version != NULL && load->image == NULL)
    thumbnail = pentimento_thumbnail_cache_read (load->version, load->side);
  if (thumbnail == NULL)
    {
      gboolean of_library = load->version != NULL && load->image == NULL;

      thumbnail = make (load, cancellable, &error);
      if (thumbnail != NULL && of_library)
        pentimento_thumbnail_cache_write (load->version, load->side, thumbnail);
    }
  if (thumbnail != NULL)
    g_task_return_pointer (task, gdk_texture_new_for_pixbuf (thumbnail), g_object_unref);
  else
    g_task_return_error (task, error);
}

static const char *
get_key (GTask *task)
{
  const Load *load = g_task_get_task_data (task);

  return load->key;
}

static gboolean
is_running (PentimentoThumbnailer *self, const char *key)
{
  for (guint i = 0; i < self->running->len; i++)
    if (g_str_equal (get_key (g_ptr_array_index (self->running, i)), key))
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

/* What nobody wants any more is done with at once, and so is what somebody looks at. */
static gboolean
is_urgent (GTask *task)
{
  const Load *load = g_task_get_task_data (task);

  return g_cancellable_is_cancelled (g_task_get_cancellable (task)) || load->seen == NULL
         || load->seen (load->user_data);
}

/* Returns: (transfer full) (nullable): the first urgent one, else the first, that need not wait for another of the same picture */
static GTask *
take_first (PentimentoThumbnailer *self)
{
  GList *first = NULL;
  GTask *task;

  for (GList *link = self->waiting.head; link != NULL; link = link->next)
    if (!is_running (self, get_key (link->data)))
      {
        first = first != NULL ? first : link;
        if (is_urgent (link->data))
          {
            first = link;
            break;
          }
      }
  if (first == NULL)
    return NULL;
  task = first->data;
  g_queue_delete_link (&self->waiting, first);
  return task;
}

static void
start (PentimentoThumbnailer *self, GTask *task)
{
  GdkTexture *made = g_hash_table_lookup (self->kept, get_key (task));

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
                                   int side,
                                   PentimentoThumbnailerSeen seen,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  Load *load = g_new0 (Load, 1);

  load->library = g_object_ref (self->library);
  g_set_object (&load->version, version);
  g_set_object (&load->image, image);
  load->side = side;
  load->seen = seen;
  load->user_data = user_data;
  load->key = make_key (
      version != NULL ? pentimento_version_get_identity (version) : pentimento_image_get_identity (image), side);
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
    keep (self, get_key (G_TASK (result)), texture);
  return texture;
}
