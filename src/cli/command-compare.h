/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cli-exit.h"

G_BEGIN_DECLS

/** @arguments: what followed "compare". */
CliExit command_compare (char **arguments);

G_END_DECLS
