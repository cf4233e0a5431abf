/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cli-exit.h"

G_BEGIN_DECLS

/** Keeps log messages off the standard output, and lets a machine without any locale speak UTF-8. Call it once the locale is set. */
void cli_output_set_up (void);

/** Returns: whether a person looks at the standard output */
gboolean cli_output_is_terminal (void);

/** Returns: whether a person looks at the standard error */
gboolean cli_output_shows_progress (void);

/** Rewrites the one line of progress; %NULL takes it away. Only where cli_output_shows_progress(). */
void cli_output_progress (const char *text);

/** Says a sentence on the standard error. */
void cli_output_note (const char *format, ...) G_GNUC_PRINTF (1, 2);

/** Says what went wrong on the standard error, with details where there are some. */
void cli_output_error (const GError *error);

/** Says what went wrong on the standard error, and nothing more. */
void cli_output_message (const char *message);

/** Says on the standard error what is known beyond the message, such as the provider's own words; @error may have none. */
void cli_output_details (const GError *error);

/** Writes a file name to the standard output as the file system spells it. */
void cli_output_path (const char *path);

/** Returns: (transfer full): foreign text on one line without control characters, cut to @most characters; 0 for any length */
char *cli_output_one_line (const char *text, guint most);

/** @time: microseconds since 1970 UTC. Returns: (transfer full): the local time for people */
char *cli_output_time (gint64 time);

/** Returns: @code, or %CLI_EXIT_FAILED where what was written to the standard output did not get there */
CliExit cli_output_finish (CliExit code);

G_END_DECLS
