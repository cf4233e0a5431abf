/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "command-sandbox.h"

#include <stdio.h>

#include <glib/gi18n-lib.h>

#include "cli-interrupt.h"
#include "cli-options.h"
#include "cli-output.h"
#include "pentimento-sandbox.h"

static gboolean
add_faults (PentimentoSandbox *sandbox, char **faults, GError **error)
{
  g_autoptr (GError) problem = NULL;

  for (guint i = 0; faults != NULL && faults[i] != NULL; i++)
    if (!pentimento_sandbox_add_fault (sandbox, faults[i], &problem))
      {
        g_set_error_literal (error, CLI_ERROR, CLI_EXIT_USAGE, problem->message);
        return FALSE;
      }
  return TRUE;
}

static gboolean
serve (int port, char **faults, GError **error)
{
  g_autoptr (PentimentoSandbox) sandbox = pentimento_sandbox_new ();
  g_autoptr (CliInterrupt) interrupt = cli_interrupt_new (NULL);
  g_autoptr (GError) problem = NULL;

  if (port < 0 || port > G_MAXUINT16)
    {
      g_set_error (error, CLI_ERROR, CLI_EXIT_USAGE, _ ("--port has to be from 0 to %d, not %d."), G_MAXUINT16, port);
      return FALSE;
    }
  if (!add_faults (sandbox, faults, error) || !pentimento_sandbox_start (sandbox, (guint)port, error))
    return FALSE;

  puts (pentimento_sandbox_get_url (sandbox));
  fflush (stdout);
  while (!g_cancellable_is_cancelled (cli_interrupt_get_cancellable (interrupt)))
    g_main_context_iteration (NULL, TRUE);
  return TRUE;
}

CliExit
command_sandbox (char **arguments)
{
  int port = 0;
  g_auto (GStrv) faults = NULL;
  g_autofree char *about = g_strdup_printf ("%s\n\n%s\n%s",
                                            _ ("Runs the practice server until it is interrupted, and prints its "
                                               "address, which --endpoint takes. It is free and needs no key."),
                                            _ ("Faults:"), pentimento_sandbox_get_fault_help ());
  const GOptionEntry entries[] = {
    { "port", 0, 0, G_OPTION_ARG_INT, &port, N_ ("TCP port on this machine; 0 for any free one"), N_ ("N") },
    { "fault", 0, 0, G_OPTION_ARG_STRING_ARRAY, &faults, N_ ("Go wrong in this way; can be given several times"),
      N_ ("FAULT") },
    { NULL },
  };
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) words = NULL;

  words = cli_options_parse ("sandbox", NULL, about, entries, NULL, arguments, &error);
  if (words != NULL && cli_options_check_words (words, 0, &error))
    serve (port, faults, &error);
  if (error != NULL)
    cli_output_error (error);
  return cli_exit_of_error (error);
}
