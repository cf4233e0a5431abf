/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "command-import.h"

#include <glib/gi18n-lib.h>

#include "cli-json.h"
#include "cli-long.h"
#include "cli-options.h"
#include "cli-output.h"
#include "pentimento-document.h"
#include "pentimento-image-error.h"
#include "pentimento-import.h"

typedef struct {
  PentimentoLibrary *library;
  JsonBuilder *builder; /* (nullable): where JSON is wanted */
  guint n_failed;
  CliExit exit; /* of the first failure */
} Importing;

typedef struct {
  PentimentoLibrary *library;
  GFile *file;
  PentimentoImport *import; /* (nullable): what came of it */
} Reading;

static gboolean
read_file (gpointer data,
           PentimentoImageProgress progress,
           gpointer progress_data,
           GCancellable *cancellable,
           GError **error)
{
  Reading *reading = data;

  reading->import
      = pentimento_import_read (reading->library, reading->file, progress, progress_data, cancellable, error);
  return reading->import != NULL;
}

static void
print_import (const char *path, const PentimentoImport *import)
{
  g_autofree char *name = cli_output_one_line (path, 0);

  if (import->added == 0)
    g_print (_ ("%.8s  %s is in the library already\n"), import->version_id, name);
  else if (import->added + import->present == 1)
    g_print ("%.8s  %s\n", import->version_id, name);
  else
    g_print (ngettext ("%.8s  %s: %u version added\n", "%.8s  %s: %u versions added\n", import->added),
             import->version_id, name, import->added);
}

static void
add_import (JsonBuilder *builder, const char *path, const PentimentoImport *import, const GError *error)
{
  json_builder_begin_object (builder);
  cli_json_add_string (builder, "file", path);
  cli_json_add_string (builder, "picture", import != NULL ? import->picture_id : NULL);
  cli_json_add_string (builder, "version", import != NULL ? import->version_id : NULL);
  cli_json_add_integer (builder, "added", import != NULL ? import->added : 0);
  cli_json_add_integer (builder, "present", import != NULL ? import->present : 0);
  cli_json_add_error (builder, error != NULL ? cli_exit_name_error (error) : NULL,
                      error != NULL ? cli_exit_message (error) : NULL, "no", NULL);
  json_builder_end_object (builder);
}

/* One file that cannot be read keeps no other from being read, unless the library itself is at fault. */
static gboolean
goes_on (Importing *self, const GError *error, gboolean was_found)
{
  if (was_found && g_error_matches (error, PENTIMENTO_IMAGE_ERROR, PENTIMENTO_IMAGE_ERROR_UNKNOWN_FORMAT))
    {
      cli_output_note ("%s", error->message);
      return TRUE;
    }
  cli_output_error (error);
  self->n_failed++;
  if (self->exit == CLI_EXIT_OK)
    self->exit = cli_exit_of_error (error);
  return cli_exit_of_error (error) != CLI_EXIT_CANCELLED && cli_exit_of_error (error) != CLI_EXIT_LIBRARY;
}

/* @was_found: whether it is one of a folder, and need be no picture */
static gboolean
import_file (Importing *self, GFile *file, gboolean was_found)
{
  Reading reading = { .library = self->library, .file = file };
  g_autofree char *path = g_file_get_parse_name (file);
  g_autoptr (GError) error = NULL;
  gboolean good = cli_long_run (path, read_file, &reading, &error);

  if (self->builder != NULL)
    add_import (self->builder, path, reading.import, error);
  else if (good)
    print_import (path, reading.import);
  g_clear_pointer (&reading.import, pentimento_import_free);
  return good || goes_on (self, error, was_found);
}

static gboolean
import_word (Importing *self, const char *word)
{
  g_autoptr (GFile) file = g_file_new_for_commandline_arg (word);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) files = pentimento_import_list (file, NULL, &error);

  if (files == NULL)
    return goes_on (self, error, FALSE);
  for (guint i = 0; i < files->len; i++)
    if (!import_file (self, files->pdata[i], !g_file_equal (files->pdata[i], file)))
      return FALSE;
  return TRUE;
}

static CliExit
import_words (char **words, gboolean json, GError **error)
{
  g_autoptr (PentimentoServices) services = pentimento_services_new (NULL, NULL, error);
  g_autoptr (JsonBuilder) builder = json_builder_begin_array (json_builder_new ());
  Importing importing = { .builder = json ? builder : NULL };

  if (services == NULL)
    return CLI_EXIT_OK;
  importing.library = pentimento_services_get_library (services);
  while (*words != NULL && import_word (&importing, *words))
    words++;
  json_builder_end_array (builder);
  if (json)
    cli_json_print (builder);
  return importing.exit;
}

CliExit
command_import (char **arguments)
{
  gboolean json = FALSE;
  const GOptionEntry entries[] = {
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, N_ ("Print a JSON array with an object for each file"), NULL },
    { NULL },
  };
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) words = NULL;
  CliExit exit = CLI_EXIT_OK;

  words = cli_options_parse ("import", N_ ("FILE|FOLDER…"),
                             _ ("Brings pictures into the gallery, and histories that “pentimento-cli history export” "
                                "wrote; of a folder all that is in it and below. A picture that tells how it was made "
                                "brings that along. What is there already is left alone."),
                             entries, NULL, arguments, &error);
  if (words != NULL && words[0] == NULL)
    g_set_error_literal (&error, CLI_ERROR, CLI_EXIT_USAGE, _ ("Say which files or folders to bring in."));
  if (words != NULL && error == NULL)
    exit = import_words (words, json, &error);
  if (error != NULL)
    cli_output_error (error);
  return error != NULL ? cli_exit_of_error (error) : exit;
}
