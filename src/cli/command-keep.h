/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cli-exit.h"

G_BEGIN_DECLS

/** Keeps an edit of a whole picture only in part. */
CliExit command_keep (char **arguments);

G_END_DECLS
