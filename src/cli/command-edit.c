/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "command-edit.h"

#include "cli-making.h"

CliExit
command_edit (char **arguments)
{
  return cli_making_run (SEEDREAM_OPERATION_EDIT, arguments);
}
