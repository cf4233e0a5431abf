/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Another folder for a library. */

#include <glib/gi18n-lib.h>
#include <unistd.h>

#include "library-folder.h"
#include "library-lock.h"
#include "library-snapshot.h"
#include "pentimento-library-backup.h"

/* What moves along beside the database: pictures, downloads on their way, and what was put out of the way. */
static const char *const parts[] = { "objects", "incoming", "quarantine" };

static gboolean
copy_parts (const char *from, const char *to, LibraryProgress *progress, GCancellable *cancellable, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    progress->all += library_folder_measure (from, parts[i]);
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (!library_folder_copy (from, to, parts[i], progress, cancellable, error))
      return FALSE;
  return TRUE;
}

static gboolean
check_places (const char *from, const char *to, GError **error)
{
  g_autofree char *database = g_build_filename (from, "library.db", NULL);
  g_autofree char *inside = g_strconcat (from, G_DIR_SEPARATOR_S, NULL);
  g_autofree char *name = g_filename_display_name (to);

  if (!g_file_test (database, G_FILE_TEST_IS_REGULAR))
    g_set_error (error, PENTIMENTO_LIBRARY_ERROR, PENTIMENTO_LIBRARY_ERROR_OPEN, _ ("There is no library in “%s” yet."),
                 from);
  else if (g_str_has_prefix (to, inside))
    g_set_error (error, PENTIMENTO_LIBRARY_ERROR, PENTIMENTO_LIBRARY_ERROR_EXISTS,
                 _ ("“%s” lies within the library that is to be moved."), name);
  else if (!library_folder_is_free (to))
    g_set_error (error, PENTIMENTO_LIBRARY_ERROR, PENTIMENTO_LIBRARY_ERROR_EXISTS,
                 _ ("There is something in “%s” already, and it was left alone."), name);
  else
    return TRUE;
  return FALSE;
}

static gboolean
copy_library (const char *from, const char *to, LibraryProgress *progress, GCancellable *cancellable, GError **error)
{
  g_autofree char *part = library_folder_make_beside (to, error);
  g_autofree char *database = part != NULL ? g_build_filename (part, "library.db", NULL) : NULL;

  if (part == NULL)
    return FALSE;
  if (library_snapshot_take (from, database, to, error) && copy_parts (from, part, progress, cancellable, error)
      && library_folder_put (part, to, error))
    return TRUE;
  library_folder_remove (part);
  return FALSE;
}

gboolean
pentimento_library_move (GFile *from,
                         GFile *to,
                         PentimentoLibrarySwitch change,
                         gpointer change_data,
                         gboolean remove,
                         PentimentoImageProgress tell,
                         gpointer data,
                         GCancellable *cancellable,
                         GError **error)
{
  const char *path = g_file_peek_path (from);
  LibraryProgress progress = { .tell = tell, .data = data };
  gboolean good;
  int holding;

  if (!check_places (path, g_file_peek_path (to), error))
    return FALSE;
  holding = library_lock_hold (path, TRUE, error);
  if (holding < 0)
    return FALSE;
  good = copy_library (path, g_file_peek_path (to), &progress, cancellable, error);
  if (good && !change (to, change_data, error))
    {
      library_folder_remove (g_file_peek_path (to));
      good = FALSE;
    }
  if (good && remove)
    library_folder_remove (path);
  close (holding);
  return good;
}
