/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * CliProgress:
 *
 * One line on the terminal, rewritten while it lives: where the running jobs stand and for how long. Says nothing where nobody looks.
 */
typedef struct _CliProgress CliProgress;

/** @jobs: a list of #SeedreamJob */
CliProgress *cli_progress_new (GListModel *jobs);
void cli_progress_free (CliProgress *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CliProgress, cli_progress_free)

G_END_DECLS
