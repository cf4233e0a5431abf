/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cli-secret.h"

#include <errno.h>
#include <signal.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include <glib/gi18n-lib.h>

#include "cli-exit.h"

static const int signals[] = { SIGINT, SIGTERM, SIGHUP, SIGQUIT };

static volatile sig_atomic_t interrupted;

static void
interrupt (int number)
{
  interrupted = 1;
}

/* Without SA_RESTART, so that a signal ends the read. */
static void
catch_signals (struct sigaction *before)
{
  const struct sigaction action = { .sa_handler = interrupt };

  interrupted = 0;
  for (guint i = 0; i < G_N_ELEMENTS (signals); i++)
    sigaction (signals[i], &action, &before[i]);
}

static void
release_signals (const struct sigaction *before)
{
  for (guint i = 0; i < G_N_ELEMENTS (signals); i++)
    sigaction (signals[i], &before[i], NULL);
}

/* Byte by byte, so that nothing of what follows the line is taken. */
static gboolean
read_line (char *secret, GError **error)
{
  gsize length = 0;

  while (length < CLI_SECRET_SIZE - 1 && !interrupted)
    {
      gssize n = read (STDIN_FILENO, secret + length, 1);

      if (n < 0 && errno == EINTR)
        continue;
      if (n <= 0 || secret[length] == '\n')
        {
          secret[length] = '\0';
          return TRUE;
        }
      length++;
    }
  if (interrupted)
    g_set_error (error, CLI_ERROR, CLI_EXIT_CANCELLED, _ ("No key was stored."));
  else
    g_set_error (error, CLI_ERROR, CLI_EXIT_KEY, _ ("That is too long to be a key."));
  return FALSE;
}

/* Suspending is switched off too: it would leave the person's shell without echo. */
static gboolean
read_line_without_echo (const char *prompt, char *secret, GError **error)
{
  struct sigaction actions[G_N_ELEMENTS (signals)];
  struct termios before;
  struct termios silent;
  gboolean read = FALSE;

  if (tcgetattr (STDIN_FILENO, &before) != 0)
    return read_line (secret, error);
  silent = before;
  silent.c_lflag &= ~(tcflag_t)ECHO;
  silent.c_cc[VSUSP] = _POSIX_VDISABLE;

  catch_signals (actions);
  if (tcsetattr (STDIN_FILENO, TCSAFLUSH, &silent) == 0)
    {
      g_printerr ("%s", prompt);
      read = read_line (secret, error);
    }
  else
    {
      g_set_error (error, CLI_ERROR, CLI_EXIT_FAILED, _ ("The terminal would show the key, so it is not read."));
    }
  tcsetattr (STDIN_FILENO, TCSAFLUSH, &before);
  g_printerr ("\n");
  release_signals (actions);
  return read;
}

gboolean
cli_secret_read (const char *prompt, char *secret, GError **error)
{
  return isatty (STDIN_FILENO) ? read_line_without_echo (prompt, secret, error) : read_line (secret, error);
}

void
cli_secret_wipe (char *secret)
{
  explicit_bzero (secret, CLI_SECRET_SIZE);
}
