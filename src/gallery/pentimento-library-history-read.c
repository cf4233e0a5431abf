/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Reading a history that anybody may have written. */

#include "pentimento-library-history.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "library-archive.h"
#include "library-arrival.h"
#include "library-manifest.h"
#include "library-work.h"

typedef struct {
  int width;
  int height;
} Size;

/* The manifest comes first, so that what follows is known before it is read. */
static LibraryManifest *
read_manifest (LibraryArchiveReader *reader, GCancellable *cancellable, GError **error)
{
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) failed = NULL;
  const char *name;
  guint64 size;

  if (!library_archive_reader_next (reader, &name, &size, &failed) || !g_str_equal (name, LIBRARY_MANIFEST_NAME))
    {
      if (failed == NULL)
        library_archive_reader_refuse (reader, _ ("it is no history of Pentimento"), &failed);
      g_propagate_error (error, g_steal_pointer (&failed));
      return NULL;
    }
  bytes = library_archive_reader_read (reader, LIBRARY_MANIFEST_MAX_SIZE, cancellable, error);
  return bytes != NULL ? library_manifest_read (bytes, error) : NULL;
}

/* Returns: (nullable): what the manifest says of a member */
static const LibraryManifestObject *
find_object (const LibraryManifest *manifest, const char *name)
{
  const char *base = strrchr (name, '/');
  g_autofree char *sha256 = g_strndup (base != NULL ? base + 1 : "", 64);
  const LibraryManifestObject *object = library_manifest_find_object (manifest, sha256);

  return object != NULL && g_str_equal (object->name, name) ? object : NULL;
}

/* Looks at the headers of all members before any of them is read. */
static LibraryManifest *
survey (const char *path, GCancellable *cancellable, GError **error)
{
  g_autoptr (LibraryArchiveReader) reader = library_archive_reader_new (path, LIBRARY_MANIFEST_MAX_OBJECTS + 1, error);
  g_autoptr (LibraryManifest) manifest = reader != NULL ? read_manifest (reader, cancellable, error) : NULL;
  g_autoptr (GError) failed = NULL;
  const char *name;
  guint found = 0;
  guint64 size;

  if (manifest == NULL)
    return NULL;
  while (library_archive_reader_next (reader, &name, &size, &failed))
    {
      const LibraryManifestObject *object = find_object (manifest, name);

      if (object == NULL || object->size != size)
        library_archive_reader_refuse (reader, _ ("a picture file in it is not the one that its history names"),
                                       &failed);
      if (failed != NULL)
        break;
      found++;
    }
  if (failed == NULL && found < manifest->objects->len)
    library_archive_reader_refuse (reader, _ ("a picture file that its history names is missing"), &failed);
  if (failed == NULL)
    return g_steal_pointer (&manifest);
  g_propagate_error (error, g_steal_pointer (&failed));
  return NULL;
}

/* Returns: (transfer full) (nullable): the picture of a member, whole and of the right content */
static PentimentoImage *
read_picture (LibraryArchiveReader *reader,
              const LibraryManifestObject *object,
              GCancellable *cancellable,
              GError **error)
{
  g_autoptr (GBytes) bytes
      = library_archive_reader_read (reader, pentimento_image_default_limits.max_bytes, cancellable, error);
  g_autofree char *name = g_path_get_basename (object->name);
  g_autoptr (PentimentoImage) image = bytes != NULL ? pentimento_image_new (bytes, name, NULL, error) : NULL;

  if (image == NULL)
    return NULL;
  if (g_str_equal (pentimento_image_get_sha256 (image), object->sha256)
      && g_str_equal (pentimento_image_get_media_type (image), object->media_type))
    return pentimento_image_prove (image, cancellable, error) ? g_steal_pointer (&image) : NULL;
  library_archive_reader_refuse (reader, _ ("a picture file in it is not the one that its history names"), error);
  return NULL;
}

static gboolean
store_pictures (PentimentoLibrary *self,
                const LibraryManifest *manifest,
                LibraryArchiveReader *reader,
                GHashTable *sizes,
                GCancellable *cancellable,
                GError **error)
{
  g_autoptr (GError) failed = NULL;
  const char *name;
  guint64 length;

  while (library_archive_reader_next (reader, &name, &length, &failed))
    {
      const LibraryManifestObject *object = find_object (manifest, name);
      g_autoptr (PentimentoImage) image = NULL;
      Size *size;

      if (object == NULL)
        continue;
      image = read_picture (reader, object, cancellable, error);
      if (image == NULL || !pentimento_library_store_image (self, image, error))
        return FALSE;
      size = g_new (Size, 1);
      pentimento_image_get_received_size (image, &size->width, &size->height);
      g_hash_table_insert (sizes, object->sha256, size);
    }
  if (failed != NULL)
    g_propagate_error (error, g_steal_pointer (&failed));
  else if (g_hash_table_size (sizes) == manifest->objects->len)
    return TRUE;
  else
    library_archive_reader_refuse (reader, _ ("it was changed while it was read"), error);
  return FALSE;
}

/* Whether what is done to a picture can be done to it, and gives the size that the history says. */
static gboolean
check_size (PentimentoVersion *version, const Size *stored, gboolean *same, GError **error)
{
  const char *text = pentimento_version_get_recipe (version);
  g_autoptr (PentimentoRecipe) recipe = text != NULL ? pentimento_recipe_new_from_string (text, error) : NULL;
  Size size = *stored;

  if (text != NULL && (recipe == NULL || !pentimento_recipe_check (recipe, size.width, size.height, error)))
    return FALSE;
  if (recipe != NULL)
    pentimento_recipe_get_size (recipe, &size.width, &size.height);
  *same
      = size.width == pentimento_version_get_width (version) && size.height == pentimento_version_get_height (version);
  return TRUE;
}

static gboolean
check_sizes (const LibraryManifest *manifest, LibraryArchiveReader *reader, GHashTable *sizes, GError **error)
{
  gboolean same = TRUE;

  for (guint i = 0; same && i < manifest->versions->len; i++)
    {
      PentimentoVersion *version = manifest->versions->pdata[i];

      if (!check_size (version, g_hash_table_lookup (sizes, pentimento_version_get_sha256 (version)), &same, error))
        return FALSE;
    }
  if (!same)
    library_archive_reader_refuse (reader, _ ("a picture in it has another size than its history says"), error);
  return same;
}

PentimentoHistoryArrival *
pentimento_library_import_history (PentimentoLibrary *self,
                                   GFile *file,
                                   PentimentoImageProgress tell,
                                   gpointer data,
                                   GCancellable *cancellable,
                                   GError **error)
{
  const char *path = g_file_peek_path (file);
  g_autoptr (GHashTable) sizes = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
  g_autoptr (LibraryArchiveReader) reader = NULL;
  g_autoptr (LibraryManifest) manifest = NULL;
  LibraryProgress progress = { .tell = tell, .data = data };

  g_return_val_if_fail (PENTIMENTO_IS_LIBRARY (self), NULL);
  g_return_val_if_fail (path != NULL, NULL);

  manifest = survey (path, cancellable, error);
  reader = manifest != NULL ? library_archive_reader_new (path, manifest->objects->len + 1, error) : NULL;
  if (reader == NULL)
    return NULL;
  progress.all = library_archive_reader_get_size (reader);
  library_archive_reader_set_progress (reader, library_progress_add, &progress);
  if (!store_pictures (self, manifest, reader, sizes, cancellable, error)
      || !check_sizes (manifest, reader, sizes, error) || g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;
  return library_arrival_add (self, manifest, error);
}

static gpointer
run_import (PentimentoLibrary *self,
            LibraryWork *work,
            PentimentoImageProgress tell,
            gpointer data,
            GCancellable *cancellable,
            GError **error)
{
  return pentimento_library_import_history (self, work->file, tell, data, cancellable, error);
}

void
pentimento_library_import_history_async (PentimentoLibrary *self,
                                         GFile *file,
                                         PentimentoImageProgress progress,
                                         gpointer progress_data,
                                         GCancellable *cancellable,
                                         GAsyncReadyCallback callback,
                                         gpointer user_data)
{
  LibraryWork *work = g_new0 (LibraryWork, 1);

  work->run = run_import;
  work->free_result = (GDestroyNotify)pentimento_history_arrival_free;
  work->file = g_object_ref (file);
  work->progress = progress;
  work->progress_data = progress_data;
  library_work_start (self, work, cancellable, callback, user_data);
}

PentimentoHistoryArrival *
pentimento_library_import_history_finish (PentimentoLibrary *self, GAsyncResult *result, GError **error)
{
  return library_work_finish (self, result, error);
}
