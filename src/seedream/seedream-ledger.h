/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "seedream-provider.h"

G_BEGIN_DECLS

typedef struct _SeedreamJob SeedreamJob;

/**
 * SeedreamLedger:
 *
 * Where jobs are written down. The service layer does not know how; whoever runs jobs hands one in.
 */
#define SEEDREAM_TYPE_LEDGER (seedream_ledger_get_type ())
G_DECLARE_INTERFACE (SeedreamLedger, seedream_ledger, SEEDREAM, LEDGER, GObject)

/**
 * SeedreamLedgerInterface:
 * @write: writes the job as it now is, synced to disk before it returns (of *running* and *stored* it need not be: a job that is taken up before them
 * asks its provider again, or stores again what it still has). The job goes on only if this succeeded. An error of %SEEDREAM_ERROR says that
 * the step must not be taken (%SEEDREAM_ERROR_BUDGET before *submitting*) and is told as it is; any other that it could not be written down.
 * @store_async: takes a downloaded result: proves that it is a picture and keeps it for good; the file itself stays, the job
 * deletes it when *done* is written. A result may come a second time, when a job is taken up again. An error of
 * %SEEDREAM_ERROR_MALFORMED says that the file is no picture, one of %SEEDREAM_ERROR_NETWORK that it is not a whole one; any other that it
 * could not be kept.
 * @find_upload: (nullable): the link of a picture that was uploaded before and stays at least until @until
 * @keep_upload: (nullable): remembers one; by provider, its endpoint, and content. Where that fails, it is uploaded again.
 */
struct _SeedreamLedgerInterface {
  GTypeInterface parent_iface;

  gboolean (*write) (SeedreamLedger *self, SeedreamJob *job, GError **error);
  void (*store_async) (SeedreamLedger *self,
                       SeedreamJob *job,
                       guint position,
                       GFile *file,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data);
  gboolean (*store_finish) (SeedreamLedger *self, GAsyncResult *result, GError **error);
  char *(*find_upload) (SeedreamLedger *self, SeedreamProvider *provider, const char *sha256, gint64 until);
  void (*keep_upload) (SeedreamLedger *self,
                       SeedreamProvider *provider,
                       const char *sha256,
                       const char *link,
                       gint64 expires_at);
};

gboolean seedream_ledger_write (SeedreamLedger *self, SeedreamJob *job, GError **error);
void seedream_ledger_store_async (SeedreamLedger *self,
                                  SeedreamJob *job,
                                  guint position,
                                  GFile *file,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
gboolean seedream_ledger_store_finish (SeedreamLedger *self, GAsyncResult *result, GError **error);

/** Returns: (transfer full) (nullable): a link that is good until @until, in microseconds since 1970 UTC */
char *seedream_ledger_find_upload (SeedreamLedger *self, SeedreamProvider *provider, const char *sha256, gint64 until);
void seedream_ledger_keep_upload (SeedreamLedger *self,
                                  SeedreamProvider *provider,
                                  const char *sha256,
                                  const char *link,
                                  gint64 expires_at);

G_END_DECLS
