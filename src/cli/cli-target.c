/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cli-target.h"

#include <string.h>
#include <unistd.h>

#include <glib/gi18n-lib.h>

#include "cli-exit.h"
#include "pentimento-image-format.h"

char *
cli_target_name_for (const char *out, const char *word)
{
  g_autofree char *base = g_path_get_basename (out);
  const char *dot = strrchr (base, '.');
  gsize stem = strlen (out) - (dot != NULL ? strlen (dot) : 0);

  return g_strdup_printf ("%.*s-%s%s", (int)stem, out, word, out + stem);
}

char *
cli_target_name (const char *out, guint position)
{
  g_autofree char *number = g_strdup_printf ("%u", position + 1);

  return position == 0 ? g_strdup (out) : cli_target_name_for (out, number);
}

static gboolean
check_ending (const char *out, GError **error)
{
  g_autofree const char **types = pentimento_image_writable_types ();
  const char *type = pentimento_image_media_type_of_name (out);
  g_autofree char *endings = pentimento_image_describe_writable ();

  if (type != NULL && g_strv_contains (types, type))
    return TRUE;

  g_set_error (error, CLI_ERROR, CLI_EXIT_USAGE, _ ("“%s” cannot be written: its ending has to be one of %s."), out,
               endings);
  return FALSE;
}

static gboolean
check_folder (const char *out, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (out);

  if (!g_file_test (folder, G_FILE_TEST_IS_DIR))
    g_set_error (error, CLI_ERROR, CLI_EXIT_USAGE, _ ("The folder “%s” does not exist."), folder);
  else if (access (folder, W_OK | X_OK) != 0)
    g_set_error (error, CLI_ERROR, CLI_EXIT_USAGE, _ ("The folder “%s” cannot be written to."), folder);
  else
    return TRUE;
  return FALSE;
}

static gboolean
check_name (const char *name, gboolean force, GError **error)
{
  gboolean exists = g_file_test (name, G_FILE_TEST_EXISTS) || g_file_test (name, G_FILE_TEST_IS_SYMLINK);

  if (!exists || (force && g_file_test (name, G_FILE_TEST_IS_REGULAR)))
    return TRUE;
  if (force)
    g_set_error (error, CLI_ERROR, CLI_EXIT_USAGE, _ ("“%s” is no file that could be replaced."), name);
  else
    g_set_error (error, CLI_ERROR, CLI_EXIT_USAGE, _ ("“%s” is there already. Add --force to replace it."), name);
  return FALSE;
}

gboolean
cli_target_check (const char *out, guint count, gboolean force, GError **error)
{
  if (!check_ending (out, error) || !check_folder (out, error))
    return FALSE;
  for (guint i = 0; i < count; i++)
    {
      g_autofree char *name = cli_target_name (out, i);

      if (!check_name (name, force, error))
        return FALSE;
    }
  return TRUE;
}

gboolean
cli_target_check_quality (int quality, GError **error)
{
  if (quality >= 1 && quality <= 100)
    return TRUE;
  g_set_error (error, CLI_ERROR, CLI_EXIT_USAGE, _ ("--quality has to be from 1 to 100, not %d."), quality);
  return FALSE;
}
