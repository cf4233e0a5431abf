/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * cli_options_parse:
 * @command: (nullable): the command's name, "edit"; %NULL for the program itself
 * @words: (nullable): how the help names the words after it, "PROVIDER"
 * @about: what the command does, and what else is good to know, for --help; translated
 * @entries: (array zero-terminated=1): the options
 * @more: (nullable) (array zero-terminated=1): further options
 * @arguments: what followed the command
 *
 * Parses a command's options; --help writes the help and ends the program.
 *
 * Returns: (transfer full) (nullable): the words that are no options, or %NULL with an error of %CLI_EXIT_USAGE
 */
char **cli_options_parse (const char *command,
                          const char *words,
                          const char *about,
                          const GOptionEntry *entries,
                          const GOptionEntry *more,
                          char **arguments,
                          GError **error);

/** As cli_options_parse(). @data: for the callbacks of the options */
char **cli_options_parse_with (const char *command,
                               const char *words,
                               const char *about,
                               const GOptionEntry *entries,
                               const GOptionEntry *more,
                               gpointer data,
                               char **arguments,
                               GError **error);

/** Refuses words beyond the first @most. */
gboolean cli_options_check_words (char **words, guint most, GError **error);

/** Returns: whether "--json" is among the arguments, for errors that come before they are parsed */
gboolean cli_options_want_json (char **arguments);

/**
 * cli_options_read_day:
 * @option: what it is called, "--since"
 * @text: (nullable): what was said, such as "2026-03-29", in local time
 * @days: how many days later is meant
 * @moment: (inout): the beginning of that day, in microseconds since 1970 UTC; left alone where nothing was said
 *
 * Returns: whether it is a day, or nothing; else an error of %CLI_EXIT_USAGE
 */
gboolean cli_options_read_day (const char *option, const char *text, int days, gint64 *moment, GError **error);

/** Reads as many whole numbers with commas between them. Returns: whether that is what they are */
gboolean cli_options_read_numbers (const char *value, int *numbers, guint n_numbers);

G_END_DECLS
