/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "seedream-job.h"

G_BEGIN_DECLS

/*
 * How the pictures of a job get to a provider that takes links only. Nothing is bought by it, so it may be repeated.
 */

/** Leaves each picture with the provider, or finds the link of one that lies there still. */
void
seedream_uploads_async (SeedreamJob *job, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);

/** Returns: (transfer full) (nullable): the links in the order of the pictures, or %NULL with why, not billed */
char **seedream_uploads_finish (GAsyncResult *result, GError **error);

G_END_DECLS
