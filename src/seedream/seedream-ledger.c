/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "seedream-ledger.h"

#include "seedream-job.h"

G_DEFINE_INTERFACE (SeedreamLedger, seedream_ledger, G_TYPE_OBJECT)

static void
seedream_ledger_default_init (SeedreamLedgerInterface *iface)
{
}

gboolean
seedream_ledger_write (SeedreamLedger *self, SeedreamJob *job, GError **error)
{
  return SEEDREAM_LEDGER_GET_IFACE (self)->write (self, job, error);
}

void
seedream_ledger_store_async (SeedreamLedger *self,
                             SeedreamJob *job,
                             guint position,
                             GFile *file,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  SEEDREAM_LEDGER_GET_IFACE (self)->store_async (self, job, position, file, cancellable, callback, user_data);
}

gboolean
seedream_ledger_store_finish (SeedreamLedger *self, GAsyncResult *result, GError **error)
{
  return SEEDREAM_LEDGER_GET_IFACE (self)->store_finish (self, result, error);
}

char *
seedream_ledger_find_upload (SeedreamLedger *self, SeedreamProvider *provider, const char *sha256, gint64 until)
{
  SeedreamLedgerInterface *iface = SEEDREAM_LEDGER_GET_IFACE (self);

  return iface->find_upload != NULL ? iface->find_upload (self, provider, sha256, until) : NULL;
}

void
seedream_ledger_keep_upload (SeedreamLedger *self,
                             SeedreamProvider *provider,
                             const char *sha256,
                             const char *link,
                             gint64 expires_at)
{
  SeedreamLedgerInterface *iface = SEEDREAM_LEDGER_GET_IFACE (self);

  if (iface->keep_upload != NULL)
    iface->keep_upload (self, provider, sha256, link, expires_at);
}
