/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cli-library-copies.h"

#include <glib/gi18n-lib.h>

#include "cli-json.h"
#include "cli-library-report.h"
#include "cli-long.h"
#include "cli-output.h"
#include "pentimento-document.h"
#include "pentimento-library-backup.h"
#include "pentimento-library-place.h"

typedef struct {
  PentimentoLibrary *library;
  GFile *file;
  GFile *folder;
  GFile *target;
  gboolean replace;
  PentimentoLibraryReport *report;
  char *aside;
} Copying;

static void
copying_clear (Copying *self)
{
  g_clear_object (&self->file);
  g_clear_object (&self->folder);
  g_clear_object (&self->target);
  g_clear_pointer (&self->report, pentimento_library_report_free);
  g_free (self->aside);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Copying, copying_clear)

static gboolean
back_up (gpointer data,
         PentimentoImageProgress progress,
         gpointer progress_data,
         GCancellable *cancellable,
         GError **error)
{
  Copying *self = data;

  self->report = pentimento_library_backup (self->library, self->target, self->replace, progress, progress_data,
                                            cancellable, error);
  return self->report != NULL;
}

/* What is missing in a copy is told, as a check tells it. */
static gboolean
tell (const Copying *self, const char *key, const char *path, gboolean json, GError **error)
{
  g_autofree char *name = cli_output_one_line (path, 0);
  g_autofree char *size = g_format_size (self->report->bytes);
  g_autoptr (JsonBuilder) builder = json_builder_begin_object (json_builder_new ());

  if (json)
    {
      cli_json_add_string (builder, key, path);
      if (self->folder != NULL)
        cli_json_add_string (builder, "aside", self->aside);
      cli_library_report_add (builder, self->report);
      json_builder_end_object (builder);
      cli_json_print (builder);
    }
  else
    {
      cli_library_report_print (self->report);
      g_print (ngettext ("%s: %u picture file, %s\n", "%s: %u picture files, %s\n", self->report->files), name,
               self->report->files, size);
    }
  return cli_library_report_is_good (self->report, error);
}

gboolean
cli_library_backup (const char *file, gboolean force, gboolean json, GError **error)
{
  g_autoptr (PentimentoServices) services = pentimento_services_new (NULL, NULL, error);
  g_auto (Copying) copying = { .target = g_file_new_for_path (file), .replace = force };

  if (services == NULL)
    return FALSE;
  copying.library = pentimento_services_get_library (services);
  return cli_long_run (file, back_up, &copying, error) && tell (&copying, "file", file, json, error);
}

static gboolean
restore (gpointer data,
         PentimentoImageProgress progress,
         gpointer progress_data,
         GCancellable *cancellable,
         GError **error)
{
  Copying *self = data;

  self->report = pentimento_library_unpack (self->file, self->folder, self->replace, &self->aside, progress,
                                            progress_data, cancellable, error);
  return self->report != NULL;
}

gboolean
cli_library_restore (const char *file, const char *into, gboolean replace, gboolean json, GError **error)
{
  g_auto (Copying) copying = { .file = g_file_new_for_path (file), .replace = replace };
  g_autoptr (GError) failed = NULL;
  const char *path;

  copying.folder = into != NULL ? g_file_new_for_path (into) : pentimento_library_place_read ();
  path = g_file_peek_path (copying.folder);
  if (!cli_long_run (file, restore, &copying, &failed))
    {
      if (replace || !g_error_matches (failed, PENTIMENTO_LIBRARY_ERROR, PENTIMENTO_LIBRARY_ERROR_EXISTS))
        g_propagate_error (error, g_steal_pointer (&failed));
      else
        g_set_error (error, CLI_ERROR, CLI_EXIT_OUTPUT, "%s %s", failed->message,
                     _ ("Add --replace to move it aside, or say --into another folder."));
      return FALSE;
    }
  if (copying.aside != NULL && !json)
    {
      g_autofree char *name = cli_output_one_line (copying.aside, 0);

      cli_output_note (_ ("What was there is in “%s” now."), name);
    }
  return tell (&copying, "folder", path, json, error);
}

static gboolean
write_place (GFile *folder, gpointer data, GError **error)
{
  return pentimento_library_place_write (folder, error);
}

static gboolean
move (gpointer data,
      PentimentoImageProgress progress,
      gpointer progress_data,
      GCancellable *cancellable,
      GError **error)
{
  Copying *self = data;

  return pentimento_library_move (self->folder, self->target, write_place, NULL, self->replace, progress, progress_data,
                                  cancellable, error);
}

gboolean
cli_library_move (const char *folder, gboolean remove_old, gboolean json, GError **error)
{
  g_auto (Copying) copying = { .target = g_file_new_for_path (folder), .replace = remove_old };
  g_autoptr (JsonBuilder) builder = json_builder_begin_object (json_builder_new ());
  g_autofree char *name = NULL;

  copying.folder = pentimento_library_place_find (error);
  if (copying.folder == NULL || !cli_long_run (folder, move, &copying, error))
    return FALSE;
  cli_json_add_string (builder, "folder", g_file_peek_path (copying.target));
  cli_json_add_string (builder, "old", remove_old ? NULL : g_file_peek_path (copying.folder));
  json_builder_end_object (builder);
  if (json)
    {
      cli_json_print (builder);
      return TRUE;
    }
  cli_output_path (g_file_peek_path (copying.target));
  name = cli_output_one_line (g_file_peek_path (copying.folder), 0);
  if (!remove_old)
    cli_output_note (_ ("The old one is still in “%s”, and is not used any more."), name);
  return TRUE;
}
