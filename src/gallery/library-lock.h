/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "pentimento-library.h"

G_BEGIN_DECLS

/** What is locked by whoever removes picture files, and whoever needs that none is removed. */
#define LIBRARY_LOCK_COLLECTING "collecting"

/** See pentimento_library_lock_job(). @folder: the library’s; @job_id may be any text, and need not be a job’s. */
PentimentoJobLock *library_lock_new (const char *folder, const char *job_id, GError **error);

/** As library_lock_new(), waiting for whoever holds it. Returns: (transfer full) (nullable): the lock, or %NULL with an error */
PentimentoJobLock *
library_lock_wait (const char *folder, const char *job_id, GCancellable *cancellable, GError **error);

/**
 * library_lock_hold:
 * @alone: whether no other program may have the library open, nor open it; else none may hold it alone
 *
 * Returns: a descriptor that holds the library's folder until it is closed, or −1 with an error, _BUSY where another program has it
 */
int library_lock_hold (const char *folder, gboolean alone, GError **error);

G_END_DECLS
