/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cli-exit.h"
#include "seedream-capabilities.h"

G_BEGIN_DECLS

/** Runs one edit or generation from its arguments to what is printed. */
CliExit cli_making_run (SeedreamOperation operation, char **arguments);

G_END_DECLS
