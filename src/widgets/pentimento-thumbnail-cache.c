/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "pentimento-thumbnail-cache.h"

#include <glib/gstdio.h>
#include <string.h>

/* Artefacts are not seen at this size; a thumbnail takes 10 to 20 kB. */
#define QUALITY 85

/* Of some 50,000 versions. */
#define MOST_BYTES (G_GUINT64_CONSTANT (1) << 30)

#define SHA256_LENGTH 64

/* So that nobody who reads the disk can tell from a name what was done to a picture. */
#define RECIPE_LENGTH 16

static char *
get_folder (void)
{
  return g_build_filename (g_get_user_cache_dir (), "pentimento", "thumbnails", NULL);
}

/* "ab/abcdef…-0123…-256": the content first, so that a sweep knows what it is of. */
static char *
make_path (PentimentoVersion *version, int side)
{
  g_autofree char *folder = get_folder ();
  const char *sha256 = pentimento_version_get_sha256 (version);
  const char *recipe = pentimento_version_get_recipe (version);
  g_autofree char *hash = g_compute_checksum_for_string (G_CHECKSUM_SHA256, recipe != NULL ? recipe : "", -1);
  g_autofree char *name = g_strdup_printf ("%s-%.*s-%d", sha256, RECIPE_LENGTH, hash, side);
  g_autofree char *beginning = g_strndup (sha256, 2);

  return g_build_filename (folder, beginning, name, NULL);
}

GdkPixbuf *
pentimento_thumbnail_cache_read (PentimentoVersion *version, int side)
{
  g_autofree char *path = make_path (version, side);
  g_autoptr (GdkPixbuf) thumbnail = NULL;

  if (!g_file_test (path, G_FILE_TEST_IS_REGULAR))
    return NULL;
  thumbnail = gdk_pixbuf_new_from_file (path, NULL);
  if (thumbnail == NULL || MAX (gdk_pixbuf_get_width (thumbnail), gdk_pixbuf_get_height (thumbnail)) > side)
    return NULL;
  return g_steal_pointer (&thumbnail);
}

void
pentimento_thumbnail_cache_write (PentimentoVersion *version, int side, GdkPixbuf *thumbnail)
{
  g_autofree char *path = make_path (version, side);
  g_autofree char *folder = g_path_get_dirname (path);
  const char *media_type = gdk_pixbuf_get_has_alpha (thumbnail) ? "image/png" : "image/jpeg";
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = pentimento_image_encode (thumbnail, media_type, QUALITY, NULL, &error);

  /* Whole or not at all, but not synced: it can be made again. */
  if (bytes == NULL || g_mkdir_with_parents (folder, 0700) != 0
      || !g_file_set_contents_full (path, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes),
                                    G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_ONLY_EXISTING, 0600, &error))
    g_debug ("A thumbnail cannot be kept: %s", error != NULL ? error->message : g_strerror (errno));
}

typedef struct {
  char *path;
  gint64 written;
  guint64 size;
} Kept;

static void
kept_free (gpointer data)
{
  Kept *kept = data;

  g_free (kept->path);
  g_free (kept);
}

static int
compare_ages (gconstpointer a, gconstpointer b)
{
  const Kept *one = *(const Kept *const *)a, *other = *(const Kept *const *)b;

  return (one->written > other->written) - (one->written < other->written);
}

static gboolean
is_in_library (PentimentoLibrary *library, const char *name)
{
  g_autofree char *sha256 = g_strndup (name, SHA256_LENGTH);
  g_autoptr (GFile) object = pentimento_library_get_object (library, sha256, NULL);

  return object != NULL;
}

static void
look_at (PentimentoLibrary *library, const char *folder, const char *name, GPtrArray *all)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  GStatBuf status;
  Kept *kept;

  if (g_lstat (path, &status) != 0 || !S_ISREG (status.st_mode))
    return;
  if (!is_in_library (library, name))
    {
      g_unlink (path);
      return;
    }
  kept = g_new0 (Kept, 1);
  *kept = (Kept){ g_steal_pointer (&path), status.st_mtime, status.st_size };
  g_ptr_array_add (all, kept);
}

static void
look_into (PentimentoLibrary *library, const char *folder, GPtrArray *all)
{
  g_autoptr (GDir) names = g_dir_open (folder, 0, NULL);
  const char *name;

  while (names != NULL && (name = g_dir_read_name (names)) != NULL)
    look_at (library, folder, name, all);
}

void
pentimento_thumbnail_cache_sweep (PentimentoLibrary *library, guint64 most)
{
  g_autofree char *folder = get_folder ();
  g_autoptr (GDir) folders = g_dir_open (folder, 0, NULL);
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func (kept_free);
  const char *name;
  guint64 total = 0;

  while (folders != NULL && (name = g_dir_read_name (folders)) != NULL)
    {
      g_autofree char *inner = g_build_filename (folder, name, NULL);

      look_into (library, inner, all);
    }
  g_ptr_array_sort (all, compare_ages);
  for (guint i = 0; i < all->len; i++)
    total += ((Kept *)all->pdata[i])->size;
  for (guint i = 0; i < all->len && total > most; i++)
    {
      const Kept *kept = all->pdata[i];

      g_unlink (kept->path);
      total -= kept->size;
    }
}

static void
sweep (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  pentimento_thumbnail_cache_sweep (source, MOST_BYTES);
  g_task_return_boolean (task, TRUE);
}

void
pentimento_thumbnail_cache_sweep_async (PentimentoLibrary *library)
{
  g_autoptr (GTask) task = g_task_new (library, NULL, NULL, NULL);

  g_task_set_source_tag (task, pentimento_thumbnail_cache_sweep_async);
  g_task_run_in_thread (task, sweep);
}
