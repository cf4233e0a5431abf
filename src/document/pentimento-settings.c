/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "pentimento-settings.h"

#include <glib/gi18n-lib.h>
#include <locale.h>

/* A program that runs from its build folder finds its data beside itself; nothing of that folder is compiled in. */
static char *
beside_executable (const char *path)
{
  g_autofree char *executable = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *folder = NULL;

  if (executable == NULL)
    return NULL;
  folder = g_path_get_dirname (executable);
  return g_build_filename (folder, "..", path, NULL);
}

static gboolean
exists (const char *path)
{
  return path != NULL && g_file_test (path, G_FILE_TEST_EXISTS);
}

static GSettingsSchema *
find_schema (void)
{
  g_autofree char *folder = beside_executable ("data");
  g_autofree char *compiled = folder != NULL ? g_build_filename (folder, "gschemas.compiled", NULL) : NULL;
  GSettingsSchemaSource *installed = g_settings_schema_source_get_default ();
  g_autoptr (GSettingsSchemaSource) beside = NULL;

  if (exists (compiled))
    beside = g_settings_schema_source_new_from_directory (folder, installed, TRUE, NULL);
  if (beside != NULL)
    return g_settings_schema_source_lookup (beside, PENTIMENTO_APPLICATION_ID, TRUE);
  if (installed != NULL)
    return g_settings_schema_source_lookup (installed, PENTIMENTO_APPLICATION_ID, TRUE);
  return NULL;
}

GSettings *
pentimento_settings_new (void)
{
  g_autoptr (GSettingsSchema) schema = find_schema ();

  if (schema == NULL)
    return NULL;
  return g_settings_new_full (schema, NULL, NULL);
}

void
pentimento_settings_set_up_translation (void)
{
  g_autofree char *beside = beside_executable ("po");
  g_autofree char *german = beside != NULL ? g_build_filename (beside, "de", "LC_MESSAGES", NULL) : NULL;

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, exists (german) ? beside : PENTIMENTO_LOCALE_DIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
}

GFile *
pentimento_settings_find_data (const char *path)
{
  g_autofree char *in_source = g_build_filename ("..", "data", path, NULL);
  g_autofree char *beside = beside_executable (in_source);
  g_autofree char *installed = g_build_filename (PENTIMENTO_DATA_DIR, path, NULL);

  return g_file_new_for_path (exists (beside) ? beside : installed);
}
