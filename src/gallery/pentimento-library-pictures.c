/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The library's picture files. */

#include <glib/gi18n-lib.h>

#include "library-objects.h"
#include "pentimento-image-format.h"
#include "pentimento-library-private.h"
#include "pentimento-sha256.h"

/* Writes the row once the file is there. A collection that runs beside may have taken the file while it had none: then *@gone. */
static gboolean
add_object (PentimentoLibrary *self, PentimentoImage *image, const char *extension, gboolean *gone, GError **error)
{
  LibraryDatabase *database = pentimento_library_get_database (self);
  const char *sha256 = pentimento_image_get_sha256 (image);
  gsize size = g_bytes_get_size (pentimento_image_get_bytes (image));
  g_autofree char *path = library_objects_path (pentimento_library_get_path (self), sha256, extension);
  g_autoptr (GMutexLocker) locker = library_database_lock (database);
  g_autoptr (sqlite3_stmt) statement = library_database_prepare (
      database,
      "INSERT INTO object (sha256, media_type, extension, size, created) VALUES (?, ?, ?, ?, ?) "
      "ON CONFLICT (sha256) DO UPDATE SET media_type = excluded.media_type, extension = excluded.extension, "
      "created = excluded.created",
      error);
  int column = 0;

  if (statement == NULL || !library_database_begin_lazily (database, error))
    return FALSE;
  *gone = !library_objects_is_whole (path, size);
  if (*gone)
    return library_database_end (database, TRUE, error);
  library_statement_add_text (statement, &column, sha256);
  library_statement_add_text (statement, &column, pentimento_image_get_media_type (image));
  library_statement_add_text (statement, &column, extension);
  library_statement_add_integer (statement, &column, size);
  library_statement_add_integer (statement, &column, g_get_real_time ());
  return library_database_end (database, library_database_run (database, statement, NULL, error), error);
}

/* One that nothing refers to may be collected once its time of grace is over, which begins anew. Returns: whether the row is there */
static gboolean
renew (PentimentoLibrary *self, const char *sha256)
{
  LibraryDatabase *database = pentimento_library_get_database (self);
  const gint64 now = g_get_real_time ();
  g_autoptr (GMutexLocker) locker = library_database_lock (database);
  g_autoptr (sqlite3_stmt) known
      = library_database_query (database, NULL, "SELECT created FROM object WHERE sha256 = ?", sha256, NULL);
  g_autoptr (sqlite3_stmt) update
      = library_database_prepare (database, "UPDATE object SET created = ? WHERE sha256 = ?", NULL);
  int column = 0, changes = 0;

  if (known == NULL || update == NULL || !library_database_step (database, known, NULL))
    return FALSE;
  if (sqlite3_column_int64 (known, 0) > now - LIBRARY_OBJECTS_GRACE / 2)
    return TRUE;
  sqlite3_reset (known);
  library_statement_add_integer (update, &column, now);
  library_statement_add_text (update, &column, sha256);
  return library_database_run (database, update, &changes, NULL) && changes > 0;
}

/* Finds the path and the size of a stored picture in the database, without looking whether the file is there. */
static char *
find_object (PentimentoLibrary *self, const char *sha256, guint64 *size, GError **error)
{
  g_autoptr (GMutexLocker) locker = library_database_lock (pentimento_library_get_database (self));
  g_autoptr (sqlite3_stmt) statement
      = library_database_query (pentimento_library_get_database (self), error,
                                "SELECT sha256, extension, size FROM object WHERE sha256 = ?", sha256, NULL);
  g_autoptr (GError) failed = NULL;

  if (statement == NULL)
    return NULL;
  if (library_database_step (pentimento_library_get_database (self), statement, &failed))
    {
      *size = sqlite3_column_int64 (statement, 2);
      return library_objects_path (pentimento_library_get_path (self), (const char *)sqlite3_column_text (statement, 0),
                                   (const char *)sqlite3_column_text (statement, 1));
    }
  if (failed == NULL)
    g_set_error (&failed, PENTIMENTO_LIBRARY_ERROR, PENTIMENTO_LIBRARY_ERROR_MISSING,
                 _ ("No picture with the SHA-256 “%s” is in the library."), sha256);
  g_propagate_error (error, g_steal_pointer (&failed));
  return NULL;
}

/* A row is written when the file is safe on the disk. */
static gboolean
is_kept (PentimentoLibrary *self, PentimentoImage *image, const char *extension)
{
  const char *sha256 = pentimento_image_get_sha256 (image);
  g_autofree char *wanted = library_objects_path (pentimento_library_get_path (self), sha256, extension);
  guint64 size;
  g_autofree char *path = find_object (self, sha256, &size, NULL);

  return g_strcmp0 (path, wanted) == 0 && size == g_bytes_get_size (pentimento_image_get_bytes (image))
         && renew (self, sha256) && library_objects_is_whole (path, size);
}

gboolean
pentimento_library_store_image (PentimentoLibrary *self, PentimentoImage *image, GError **error)
{
  const char *extension = pentimento_image_extension (pentimento_image_get_media_type (image));
  gboolean good, gone = FALSE;

  g_return_val_if_fail (PENTIMENTO_IS_LIBRARY (self), FALSE);

  if (is_kept (self, image, extension))
    return TRUE;
  do
    good = library_objects_write (pentimento_library_get_path (self), pentimento_image_get_sha256 (image), extension,
                                  pentimento_image_get_bytes (image), error)
           && add_object (self, image, extension, &gone, error);
  while (good && gone);
  pentimento_image_rest (image);
  return good;
}

static void
store_image_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;

  if (g_task_return_error_if_cancelled (task))
    return;
  if (pentimento_library_store_image (source, data, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

void
pentimento_library_store_image_async (PentimentoLibrary *self,
                                      PentimentoImage *image,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, pentimento_library_store_image_async);
  g_task_set_task_data (task, g_object_ref (image), g_object_unref);
  g_task_run_in_thread (task, store_image_in_thread);
}

gboolean
pentimento_library_store_image_finish (PentimentoLibrary *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

static gboolean
check_exists (const char *path, GError **error)
{
  if (g_file_test (path, G_FILE_TEST_IS_REGULAR))
    return TRUE;
  g_set_error (error, PENTIMENTO_LIBRARY_ERROR, PENTIMENTO_LIBRARY_ERROR_MISSING,
               _ ("A picture is missing from the library. Restore its file from a copy: %s"), path);
  return FALSE;
}

GFile *
pentimento_library_get_object (PentimentoLibrary *self, const char *sha256, GError **error)
{
  g_autofree char *path = NULL;
  guint64 size;

  g_return_val_if_fail (PENTIMENTO_IS_LIBRARY (self), NULL);

  path = find_object (self, sha256, &size, error);
  return path != NULL && check_exists (path, error) ? g_file_new_for_path (path) : NULL;
}

/* Checks the size first, so that a file that grew is not read into memory. */
static GBytes *
read_object (const char *path, guint64 size, const char *sha256, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *found = NULL;

  if (library_objects_is_whole (path, size))
    bytes = g_file_load_bytes (file, NULL, NULL, NULL);
  if (bytes != NULL)
    found = pentimento_sha256_of_bytes (bytes);
  if (g_strcmp0 (found, sha256) == 0)
    return g_steal_pointer (&bytes);
  g_set_error (error, PENTIMENTO_LIBRARY_ERROR, PENTIMENTO_LIBRARY_ERROR_DAMAGED,
               _ ("The picture file “%s” in the library is damaged. Restore it from a copy."), path);
  return NULL;
}

PentimentoImage *
pentimento_library_load_image (PentimentoLibrary *self, const char *sha256, GError **error)
{
  g_autofree char *path = NULL, *name = NULL;
  g_autoptr (GBytes) bytes = NULL;
  guint64 size;

  g_return_val_if_fail (PENTIMENTO_IS_LIBRARY (self), NULL);

  path = find_object (self, sha256, &size, error);
  if (path == NULL || !check_exists (path, error))
    return NULL;
  bytes = read_object (path, size, sha256, error);
  if (bytes == NULL)
    return NULL;
  name = g_path_get_basename (path);
  return pentimento_image_new (bytes, name, NULL, error);
}

static void
load_image_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  PentimentoImage *image;
  GError *error = NULL;

  if (g_task_return_error_if_cancelled (task))
    return;
  image = pentimento_library_load_image (source, data, &error);
  if (image != NULL)
    g_task_return_pointer (task, image, g_object_unref);
  else
    g_task_return_error (task, error);
}

void
pentimento_library_load_image_async (PentimentoLibrary *self,
                                     const char *sha256,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, pentimento_library_load_image_async);
  g_task_set_task_data (task, g_strdup (sha256), g_free);
  g_task_run_in_thread (task, load_image_in_thread);
}

PentimentoImage *
pentimento_library_load_image_finish (PentimentoLibrary *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* Returns: (transfer full) (nullable): the pictures that a recipe needs beside the one it is applied to */
static GPtrArray *
load_objects (PentimentoLibrary *self, PentimentoRecipe *recipe, GError **error)
{
  g_auto (GStrv) sha256s = pentimento_recipe_list_objects (recipe);
  g_autoptr (GPtrArray) objects = g_ptr_array_new_with_free_func (g_object_unref);

  for (char **sha256 = sha256s; *sha256 != NULL; sha256++)
    {
      PentimentoImage *image = pentimento_library_load_image (self, *sha256, error);

      if (image == NULL)
        return NULL;
      g_ptr_array_add (objects, image);
    }
  return g_steal_pointer (&objects);
}

PentimentoImage *
pentimento_library_load_changed (PentimentoLibrary *self, const char *sha256, const char *recipe, GError **error)
{
  g_autoptr (PentimentoImage) image = pentimento_library_load_image (self, sha256, error);
  g_autoptr (PentimentoRecipe) bare = NULL;
  g_autoptr (PentimentoRecipe) whole = NULL;
  g_autoptr (GPtrArray) objects = NULL;

  if (image == NULL || recipe == NULL)
    return g_steal_pointer (&image);
  bare = pentimento_recipe_new_from_string (recipe, error);
  if (bare != NULL)
    objects = load_objects (self, bare, error);
  if (objects != NULL)
    whole = pentimento_recipe_with_objects (bare, objects, error);
  return whole != NULL ? pentimento_image_with_recipe (image, whole) : NULL;
}

PentimentoImage *
pentimento_library_load_version (PentimentoLibrary *self, PentimentoVersion *version, GError **error)
{
  return pentimento_library_load_changed (self, pentimento_version_get_sha256 (version),
                                          pentimento_version_get_recipe (version), error);
}

static void
load_version_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  PentimentoImage *image;
  GError *error = NULL;

  if (g_task_return_error_if_cancelled (task))
    return;
  image = pentimento_library_load_version (source, data, &error);
  if (image != NULL)
    g_task_return_pointer (task, image, g_object_unref);
  else
    g_task_return_error (task, error);
}

void
pentimento_library_load_version_async (PentimentoLibrary *self,
                                       PentimentoVersion *version,
                                       GCancellable *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, pentimento_library_load_version_async);
  g_task_set_task_data (task, g_object_ref (version), g_object_unref);
  g_task_run_in_thread (task, load_version_in_thread);
}

PentimentoImage *
pentimento_library_load_version_finish (PentimentoLibrary *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}
