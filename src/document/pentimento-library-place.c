/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "pentimento-library-place.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "pentimento-library.h"

static GFile *
get_usual_place (void)
{
  return g_file_new_build_filename (g_get_user_data_dir (), "pentimento", NULL);
}

static char *
get_note (void)
{
  return g_build_filename (g_get_user_config_dir (), "pentimento", "library-folder", NULL);
}

/* Returns: (transfer full) (nullable): the folder it was moved to */
static GFile *
read_note (void)
{
  g_autofree char *note = get_note ();
  g_autofree char *path = NULL;

  if (!g_file_get_contents (note, &path, NULL, NULL))
    return NULL;
  path[strcspn (path, "\n")] = '\0';
  return g_path_is_absolute (path) ? g_file_new_for_path (path) : NULL;
}

GFile *
pentimento_library_place_read (void)
{
  GFile *moved = read_note ();

  return moved != NULL ? moved : get_usual_place ();
}

GFile *
pentimento_library_place_find (GError **error)
{
  g_autoptr (GFile) moved = read_note ();
  g_autofree char *database = NULL;
  g_autofree char *name = NULL;

  if (moved == NULL)
    return get_usual_place ();
  database = g_build_filename (g_file_peek_path (moved), "library.db", NULL);
  if (g_file_test (database, G_FILE_TEST_EXISTS))
    return g_steal_pointer (&moved);
  name = g_file_get_parse_name (moved);
  g_set_error (error, PENTIMENTO_LIBRARY_ERROR, PENTIMENTO_LIBRARY_ERROR_OPEN,
               _ ("The library was moved to “%s”, and is not there. Connect the disk that it is on."), name);
  return NULL;
}

gboolean
pentimento_library_place_write (GFile *folder, GError **error)
{
  g_autofree char *note = get_note ();
  g_autofree char *parent = g_path_get_dirname (note);
  g_autofree char *line = g_strconcat (g_file_peek_path (folder), "\n", NULL);
  g_autoptr (GError) failed = NULL;

  if (g_mkdir_with_parents (parent, 0700) == 0
      && g_file_set_contents_full (note, line, -1, G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0600,
                                   &failed))
    return TRUE;
  g_set_error (error, PENTIMENTO_LIBRARY_ERROR, PENTIMENTO_LIBRARY_ERROR_TARGET, _ ("“%s” cannot be written: %s."),
               note, failed != NULL ? failed->message : g_strerror (errno));
  return FALSE;
}
