/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cli-exit.h"

G_BEGIN_DECLS

/** @arguments: what followed "templates". */
CliExit command_templates (char **arguments);

G_END_DECLS
