/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cli-options.h"

#include <stdio.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "cli-exit.h"

#define PROGRAM "pentimento-cli"

static char **
with_program_name (char **arguments)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  g_strv_builder_add (builder, g_get_prgname ());
  g_strv_builder_addv (builder, (const char **)arguments);
  return g_strv_builder_end (builder);
}

/* A value that was given with an unknown option may be a key, and must not be repeated. */
static void
hide_value (GError *problem)
{
  char *option = strstr (problem->message, " -");

  if (!g_error_matches (problem, G_OPTION_ERROR, G_OPTION_ERROR_UNKNOWN_OPTION) || option == NULL)
    return;
  if (g_str_has_prefix (option, " --"))
    option[strcspn (option, "=")] = '\0';
  else
    *g_utf8_offset_to_pointer (option, MIN (g_utf8_strlen (option, -1), 3)) = '\0';
}

char **
cli_options_parse (const char *command,
                   const char *words,
                   const char *about,
                   const GOptionEntry *entries,
                   const GOptionEntry *more,
                   char **arguments,
                   GError **error)
{
  return cli_options_parse_with (command, words, about, entries, more, NULL, arguments, error);
}

char **
cli_options_parse_with (const char *command,
                        const char *words,
                        const char *about,
                        const GOptionEntry *entries,
                        const GOptionEntry *more,
                        gpointer data,
                        char **arguments,
                        GError **error)
{
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_autofree char *name = command != NULL ? g_strconcat (PROGRAM, " ", command, NULL) : g_strdup (PROGRAM);
  g_auto (GStrv) all = NULL;
  g_auto (GStrv) rest = NULL;
  g_autoptr (GError) problem = NULL;
  const GOptionEntry remaining[] = {
    /* GLib translates the words, and gettext answers "" with the header of the catalogue. */
    { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &rest, NULL, words != NULL ? words : " " },
    { NULL },
  };

  g_set_prgname (name);
  all = with_program_name (arguments);
  g_option_context_set_main_group (context, g_option_group_new ("", "", "", data, NULL));
  g_option_context_set_translation_domain (context, GETTEXT_PACKAGE);
  g_option_context_set_summary (context, about);
  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  if (more != NULL)
    g_option_context_add_main_entries (context, more, GETTEXT_PACKAGE);
  g_option_context_add_main_entries (context, remaining, NULL);

  if (!g_option_context_parse_strv (context, &all, &problem))
    {
      hide_value (problem);
      /* Translators: what is wrong with the options, a command such as "pentimento-cli edit" */
      g_set_error (error, CLI_ERROR, CLI_EXIT_USAGE, _ ("%s. See “%s --help”."), problem->message, name);
      return NULL;
    }
  return rest != NULL ? g_steal_pointer (&rest) : g_new0 (char *, 1);
}

gboolean
cli_options_check_words (char **words, guint most, GError **error)
{
  if (g_strv_length (words) <= most)
    return TRUE;
  g_set_error (error, CLI_ERROR, CLI_EXIT_USAGE, _ ("“%s” is one word too many; put texts in quotes."), words[most]);
  return FALSE;
}

gboolean
cli_options_want_json (char **arguments)
{
  return g_strv_contains ((const char *const *)arguments, "--json");
}

gboolean
cli_options_read_day (const char *option, const char *text, int days, gint64 *moment, GError **error)
{
  g_autoptr (GDateTime) date = NULL;
  g_autoptr (GDateTime) later = NULL;
  int year, month, day, length = 0;

  if (text == NULL)
    return TRUE;
  if (text[strspn (text, "0123456789-")] == '\0' && sscanf (text, "%4d-%2d-%2d%n", &year, &month, &day, &length) == 3
      && length == 10 && text[length] == '\0')
    date = g_date_time_new_local (year, month, day, 0, 0, 0);
  if (date == NULL)
    {
      g_set_error (error, CLI_ERROR, CLI_EXIT_USAGE, _ ("%s takes a day such as 2026-03-29, not “%s”."), option, text);
      return FALSE;
    }
  later = g_date_time_add_days (date, days);
  *moment = g_date_time_to_unix (later) * G_USEC_PER_SEC;
  return TRUE;
}

gboolean
cli_options_read_numbers (const char *value, int *numbers, guint n_numbers)
{
  g_auto (GStrv) parts = g_strsplit (value, ",", -1);

  if (g_strv_length (parts) != n_numbers)
    return FALSE;
  for (guint i = 0; i < n_numbers; i++)
    {
      gint64 number;

      if (!g_ascii_string_to_signed (g_strstrip (parts[i]), 10, -G_MAXINT, G_MAXINT, &number, NULL))
        return FALSE;
      numbers[i] = (int)number;
    }
  return TRUE;
}
