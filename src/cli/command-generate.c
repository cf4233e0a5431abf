/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "command-generate.h"

#include "cli-making.h"

CliExit
command_generate (char **arguments)
{
  return cli_making_run (SEEDREAM_OPERATION_GENERATE, arguments);
}
