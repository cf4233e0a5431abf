/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cli-output.h"

#include <errno.h>
#include <locale.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <glib/gi18n-lib.h>

#include "seedream-error.h"

/* Back to the first column, and what stands there erased (ECMA-48 EL). */
#define ERASE_LINE "\r\033[K"

void
cli_output_set_up (void)
{
  const char *locale = setlocale (LC_CTYPE, NULL);

  g_log_writer_default_set_use_stderr (TRUE);

  /* Bare machines have no locale, yet prompts and terminals are in UTF-8 there as well. */
  if (locale == NULL || g_str_equal (locale, "C") || g_str_equal (locale, "POSIX"))
    setlocale (LC_CTYPE, "C.UTF-8");
}

gboolean
cli_output_is_terminal (void)
{
  return isatty (STDOUT_FILENO);
}

gboolean
cli_output_shows_progress (void)
{
  return isatty (STDERR_FILENO);
}

void
cli_output_progress (const char *text)
{
  if (cli_output_shows_progress ())
    g_printerr (ERASE_LINE "%s", text != NULL ? text : "");
}

void
cli_output_note (const char *format, ...)
{
  g_autofree char *text = NULL;
  va_list arguments;

  va_start (arguments, format);
  text = g_strdup_vprintf (format, arguments);
  va_end (arguments);

  cli_output_progress (NULL);
  g_printerr ("%s\n", text);
}

void
cli_output_error (const GError *error)
{
  cli_output_message (cli_exit_message (error));
  cli_output_details (error);
}

void
cli_output_message (const char *message)
{
  g_autofree char *line = cli_output_one_line (message, 0);

  cli_output_note ("pentimento-cli: %s", line);
}

void
cli_output_details (const GError *error)
{
  const char *details = seedream_error_get_details (error);
  g_autofree char *words = details != NULL ? cli_output_one_line (details, 0) : NULL;

  if (words != NULL)
    cli_output_note (_ ("Details: %s"), words);
}

void
cli_output_path (const char *path)
{
  fputs (path, stdout);
  fputc ('\n', stdout);
}

char *
cli_output_one_line (const char *text, guint most)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  g_autoptr (GString) line = g_string_new (NULL);
  guint length = 0;

  for (const char *at = valid; *at != '\0'; at = g_utf8_next_char (at), length++)
    {
      gunichar character = g_utf8_get_char (at);

      if (most > 0 && length + 1 == most && *g_utf8_next_char (at) != '\0')
        {
          g_string_append (line, "…");
          break;
        }
      g_string_append_unichar (line, g_unichar_isprint (character) ? character : ' ');
    }
  return g_string_free (g_steal_pointer (&line), FALSE);
}

char *
cli_output_time (gint64 time)
{
  g_autoptr (GDateTime) moment = g_date_time_new_from_unix_local (time / G_USEC_PER_SEC);

  return g_date_time_format (moment, "%Y-%m-%d %H:%M:%S");
}

CliExit
cli_output_finish (CliExit code)
{
  if (fflush (stdout) == 0 && !ferror (stdout))
    return code;

  /* Whoever closed the pipe does not want to hear more. */
  if (errno != EPIPE)
    cli_output_note (_ ("pentimento-cli: The output could not be written: %s."), g_strerror (errno));
  return code == CLI_EXIT_OK ? CLI_EXIT_FAILED : code;
}
