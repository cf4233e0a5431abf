/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * CliInterrupt:
 *
 * What SIGINT and SIGTERM do while it lives: the first asks the providers of the running jobs to give them up, the second leaves at once. Where no job runs,
 * the first leaves.
 */
typedef struct _CliInterrupt CliInterrupt;

/** @jobs: (nullable): a list of #SeedreamJob */
CliInterrupt *cli_interrupt_new (GListModel *jobs);
void cli_interrupt_free (CliInterrupt *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CliInterrupt, cli_interrupt_free)

typedef void (*CliInterruptFunc) (gpointer data);

/** @first: what the first interrupt does instead of asking the providers */
void cli_interrupt_set_first (CliInterrupt *self, CliInterruptFunc first, gpointer data);

/** Returns: (transfer none): what every asynchronous call gets */
GCancellable *cli_interrupt_get_cancellable (CliInterrupt *self);

G_END_DECLS
