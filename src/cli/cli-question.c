/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cli-question.h"

#include <stdio.h>
#include <unistd.h>

#include <glib/gi18n-lib.h>

#include "cli-exit.h"

gboolean
cli_question_can_ask (void)
{
  return isatty (STDIN_FILENO) && isatty (STDERR_FILENO);
}

static gboolean
is_yes (const char *answer)
{
  g_autofree char *given = g_utf8_casefold (answer, -1);
  /* Translators: the letter and the word for yes, which are taken beside the English ones */
  g_autofree char *letter = g_utf8_casefold (C_ ("answer", "y"), -1);
  g_autofree char *word = g_utf8_casefold (C_ ("answer", "yes"), -1);

  return g_str_equal (given, letter) || g_str_equal (given, word) || g_str_equal (given, "y")
         || g_str_equal (given, "yes");
}

gboolean
cli_question_ask (const char *question)
{
  char answer[64];

  /* Translators: the answers to a question, no being the one that is taken where nothing is typed */
  g_printerr ("%s %s ", question, _ ("[y/N]"));
  if (fgets (answer, sizeof answer, stdin) == NULL || !g_utf8_validate (answer, -1, NULL))
    return FALSE;
  return is_yes (g_strstrip (answer));
}

gboolean
cli_question_agree (gboolean is_free, gboolean yes, GError **error)
{
  if (is_free || yes)
    return TRUE;
  if (!cli_question_can_ask ())
    g_set_error (error, CLI_ERROR, CLI_EXIT_USAGE,
                 _ ("This costs money, and there is nobody to ask. Agree to the price with --yes."));
  else if (!cli_question_ask (_ ("Go on?")))
    g_set_error (error, CLI_ERROR, CLI_EXIT_CANCELLED, _ ("Nothing was sent."));
  else
    return TRUE;
  return FALSE;
}
