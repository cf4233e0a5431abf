/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cli-exit.h"

G_BEGIN_DECLS

/** Runs “pentimento-cli import”. @arguments: what follows the command. */
CliExit command_import (char **arguments);

G_END_DECLS
