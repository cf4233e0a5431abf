/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * CliExit:
 *
 * How the program ends, one code for each thing that whoever called it can do about it. The numbers are public: in --help, in the man page, in
 * people's scripts. They never change their meaning.
 */
typedef enum {
  CLI_EXIT_OK = 0,
  CLI_EXIT_FAILED = 1,    /* none of the others */
  CLI_EXIT_USAGE = 2,     /* asked for in a way that cannot work: options, sizes, limits */
  CLI_EXIT_INPUT = 3,     /* an input file is missing, damaged, too large or no picture */
  CLI_EXIT_KEY = 4,       /* no key, or one that is refused */
  CLI_EXIT_PAYMENT = 5,   /* no credit left at the provider */
  CLI_EXIT_CONTENT = 6,   /* the provider refuses the prompt or the pictures */
  CLI_EXIT_NETWORK = 7,   /* network or provider at fault */
  CLI_EXIT_UNKNOWN = 8,   /* sent, and nobody knows what became of it */
  CLI_EXIT_CANCELLED = 9, /* given up on request */
  CLI_EXIT_OUTPUT = 10,   /* the result is safe in the gallery, but the output file could not be written */
  CLI_EXIT_LIBRARY = 11,  /* the gallery cannot be read or written */
  CLI_EXIT_PENDING = 12,  /* left while the provider works on it; can be taken up again */
} CliExit;

/** An error domain whose codes are #CliExit. */
#define CLI_ERROR (cli_error_quark ())
GQuark cli_error_quark (void);

/** Returns: with which code the program ends for an error of any floor */
CliExit cli_exit_of_error (const GError *error);

/** Returns: with which code it ends for an error known by the name that seedream_error_get_name() gave it */
CliExit cli_exit_of_error_name (const char *name);

/** Returns: a stable name of an error of any floor, "bad-key" or "usage", for machines */
const char *cli_exit_name_error (const GError *error);

/** Returns: what an error of any floor says to a person */
const char *cli_exit_message (const GError *error);

/** Returns: (transfer full): the table of codes for --help, translated */
char *cli_exit_describe (void);

G_END_DECLS
