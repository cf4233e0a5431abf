/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gi18n-lib.h>

#include "cli-options.h"
#include "cli-output.h"
#include "command-batch.h"
#include "command-budget.h"
#include "command-compare.h"
#include "command-edit.h"
#include "command-generate.h"
#include "command-history.h"
#include "command-import.h"
#include "command-jobs.h"
#include "command-keep.h"
#include "command-key.h"
#include "command-library.h"
#include "command-providers.h"
#include "command-sandbox.h"
#include "command-spend.h"
#include "command-templates.h"
#include "command-transform.h"
#include "command-trash.h"
#include "pentimento-core-dump.h"
#include "pentimento-settings.h"

static const struct {
  const char *name;
  const char *about;
  CliExit (*run) (char **arguments);
} commands[] = {
  { "edit", N_ ("edit a picture by a sentence"), command_edit },
  { "generate", N_ ("make a picture from a sentence"), command_generate },
  { "batch", N_ ("make one edit of many pictures"), command_batch },
  { "compare", N_ ("the same edit at several providers at once"), command_compare },
  { "transform", N_ ("crop, turn, straighten, extend or adjust a picture file"), command_transform },
  { "keep", N_ ("keep an edit of a picture only in part"), command_keep },
  { "templates", N_ ("prompts that are kept to be used again"), command_templates },
  { "providers", N_ ("who can be asked, for what, at which price"), command_providers },
  { "key", N_ ("store, remove or try the key of a provider"), command_key },
  { "history", N_ ("what is in the gallery, and copies of it"), command_history },
  { "import", N_ ("bring pictures and histories into the gallery"), command_import },
  { "trash", N_ ("what is in the trash, and emptying it"), command_trash },
  { "library", N_ ("check, mend, measure, back up, restore or move the library"), command_library },
  { "jobs", N_ ("what was asked for, and what was left before its end"), command_jobs },
  { "spend", N_ ("what was spent, by day, provider and picture"), command_spend },
  { "budget", N_ ("what may be spent on a day and in a month"), command_budget },
  { "sandbox", N_ ("run the practice server"), command_sandbox },
};

static char *
describe_commands (void)
{
  g_autofree char *exits = cli_exit_describe ();
  g_autoptr (GString) text = g_string_new (_ ("Commands:"));

  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    g_string_append_printf (text, "\n  %-10s %s", commands[i].name, _ (commands[i].about));
  g_string_append_printf (text, "\n\n%s\n\n%s", _ ("“pentimento-cli COMMAND --help” says more about each."), exits);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* What is said before any command: --help, --version, or nothing that makes sense. */
static CliExit
run_without_command (char **arguments)
{
  gboolean version = FALSE;
  g_autofree char *about = describe_commands ();
  const GOptionEntry entries[] = {
    { "version", 0, 0, G_OPTION_ARG_NONE, &version, N_ ("Print the version"), NULL },
    { NULL },
  };
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) words = cli_options_parse (NULL, N_ ("COMMAND"), about, entries, NULL, arguments, &error);

  if (words != NULL && version)
    {
      g_print ("pentimento-cli %s\n", PENTIMENTO_RELEASE);
      return CLI_EXIT_OK;
    }
  if (words != NULL && words[0] != NULL)
    g_set_error (&error, CLI_ERROR, CLI_EXIT_USAGE,
                 _ ("There is no command “%s”. “pentimento-cli --help” lists those there are."), words[0]);
  else if (words != NULL)
    g_set_error (&error, CLI_ERROR, CLI_EXIT_USAGE,
                 _ ("Say what to do, such as “pentimento-cli edit”. “pentimento-cli --help” lists the commands."));
  cli_output_error (error);
  return cli_exit_of_error (error);
}

int
main (int argc, char **argv)
{
  pentimento_core_dump_forbid ();
  pentimento_settings_set_up_translation ();
  cli_output_set_up ();

  for (guint i = 0; argc > 1 && i < G_N_ELEMENTS (commands); i++)
    if (g_str_equal (argv[1], commands[i].name))
      return cli_output_finish (commands[i].run (argv + 2));
  return cli_output_finish (run_without_command (argv + MIN (argc, 1)));
}
