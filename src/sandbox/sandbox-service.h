/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sandbox-call.h"
#include "sandbox-job.h"
#include "sandbox-provider.h"

G_BEGIN_DECLS

/**
 * SandboxCounts:
 *
 * What has happened so far. @submits is read from other threads.
 */
typedef struct {
  guint submits;
  guint polls;
  guint uploads;
  guint cancels;
  guint downloads;
  guint key_leaks;
} SandboxCounts;

/**
 * SandboxService:
 *
 * What the server's thread works with: the listening sockets, the jobs, the faults, the counts. Everything but the counted submits and
 * the faults belongs to the thread that iterates the main context.
 */
SandboxService *sandbox_service_new (void);
void sandbox_service_free (SandboxService *self);

void sandbox_service_set_key (SandboxService *self, const char *key);
SandboxFaults *sandbox_service_get_faults (SandboxService *self);
SandboxCounts *sandbox_service_get_counts (SandboxService *self);
const char *sandbox_service_get_url (SandboxService *self);
GPtrArray *sandbox_service_get_jobs (SandboxService *self);

/** Returns: (transfer none) (element-type SandboxUpload): the pictures that were sent ahead */
GPtrArray *sandbox_service_get_uploads (SandboxService *self);

/** Listens on 127.0.0.1 with the thread-default main context. */
gboolean sandbox_service_listen (SandboxService *self, guint port, GError **error);

/** Leaves all calls without an answer and forgets all jobs; returns once no thread works for one any more. */
void sandbox_service_close (SandboxService *self);

/**
 * sandbox_service_authorize:
 * @free_of_charge: (out) (optional): whether what is asked for costs nothing
 *
 * Returns: whether the request carries a key that is taken, as "Authorization: Bearer KEY"
 */
gboolean sandbox_service_authorize (SandboxService *self, SoupServerMessage *message, gboolean *free_of_charge);

/**
 * sandbox_service_begin:
 * @point: what kind of call it is
 *
 * Takes a request up, and the faults that strike at it.
 *
 * Returns: (transfer none) (nullable): the call to answer; %NULL if a fault has seen to that
 */
SandboxCall *sandbox_service_begin (SandboxService *self,
                                    SoupServerMessage *message,
                                    const SandboxProvider *provider,
                                    SandboxPoint point);

/** Returns: (transfer none): the new job for @order, which is taken; it counts as a submit */
SandboxJob *sandbox_service_submit (SandboxService *self, SandboxOrder *order);

/** Returns: (transfer none) (nullable): the job of that id that came by @provider, unless its record has expired */
SandboxJob *sandbox_service_find (SandboxService *self, const SandboxProvider *provider, const char *id);

/** Returns: (transfer full): the address of a job's result number @index */
char *sandbox_service_get_link (SandboxService *self, SandboxJob *job, guint index);

/** Answers with an error in the provider's words, whatever faults there are. */
void sandbox_service_refuse (SandboxService *self,
                             SoupServerMessage *message,
                             const SandboxProvider *provider,
                             guint status);

/**
 * sandbox_service_read_body:
 *
 * Returns: (transfer full) (nullable): the request as the JSON object that it has to be, called so
 */
JsonObject *sandbox_service_read_body (SoupServerMessage *message, GError **error);

G_END_DECLS
