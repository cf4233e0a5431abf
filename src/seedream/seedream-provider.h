/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib-object.h>

#include "seedream-answer.h"
#include "seedream-call.h"
#include "seedream-request.h"
#include "seedream-storage.h"

G_BEGIN_DECLS

#define SEEDREAM_TYPE_PROVIDER (seedream_provider_get_type ())
G_DECLARE_DERIVABLE_TYPE (SeedreamProvider, seedream_provider, SEEDREAM, PROVIDER, GObject)

/**
 * SeedreamProviderClass:
 * @id: a short stable name, "runpod": in the ledger, on the command line, in PENTIMENTO_RUNPOD_KEY
 * @label: the name for people
 * @needs_key: whether calls carry a key
 * @open_key: (nullable): what is sent in place of a key where none is needed but the wire format has one
 * @key_page: (nullable): where a person gets a key
 * @settling_seconds: how long after submitting a job may still be unknown to the provider (400 or 404 to a poll)
 * @key_test_address: (nullable): what a GET of costs nothing and fails with a bad key; %NULL where the provider has none
 * @get_capabilities: what it can do for an operation, %NULL if nothing
 * @build_upload: (nullable): how a picture is left with the provider; only where the transport is by upload
 * @read_upload: the link to it, and until when it stays, in microseconds since 1970 UTC
 * @build_submit: the one POST that starts (and buys) a job; the request has been validated. @links are those of its pictures, in
 * their order, where they were uploaded, else %NULL
 * @read_submit: what the provider answered to it; %NULL with an error where it refused or made no sense
 * @build_poll: (nullable): how to ask after a job; %NULL where the answer to the submit is all there is
 * @read_poll: (nullable): the answer to that
 * @build_cancel: (nullable): how to give a job up; %NULL where the provider cannot
 * @read_key_test: whether the key is good; by default any answer of 2xx says so
 *
 * A provider builds messages and reads answers, and does nothing else: no network, no state. The next one is one file
 * pair and one line in seedream-registry.c.
 */
struct _SeedreamProviderClass {
  GObjectClass parent_class;

  const char *id;
  const char *label;
  gboolean needs_key;
  const char *open_key;
  const char *key_page;
  const char *key_test_address;
  guint settling_seconds;

  const SeedreamCapabilities *(*get_capabilities) (SeedreamProvider *self, SeedreamOperation operation);
  SeedreamCall *(*build_upload) (SeedreamProvider *self, SeedreamPicture *picture);
  char *(*read_upload) (SeedreamProvider *self, const SeedreamReply *reply, gint64 *expires_at, GError **error);
  SeedreamCall *(*build_submit) (SeedreamProvider *self,
                                 SeedreamRequest *request,
                                 const char *const *links,
                                 GError **error);
  SeedreamAnswer *(*read_submit) (SeedreamProvider *self, const SeedreamReply *reply, GError **error);
  SeedreamCall *(*build_poll) (SeedreamProvider *self, SeedreamOperation operation, const char *remote_id);
  SeedreamAnswer *(*read_poll) (SeedreamProvider *self, const SeedreamReply *reply, GError **error);
  SeedreamCall *(*build_cancel) (SeedreamProvider *self, SeedreamOperation operation, const char *remote_id);
  gboolean (*read_key_test) (SeedreamProvider *self, const SeedreamReply *reply, GError **error);
};

const char *seedream_provider_get_id (SeedreamProvider *self);
const char *seedream_provider_get_label (SeedreamProvider *self);
gboolean seedream_provider_get_needs_key (SeedreamProvider *self);
const char *seedream_provider_get_key_page (SeedreamProvider *self);

guint seedream_provider_get_settling_seconds (SeedreamProvider *self);

/** Returns: (nullable): @key, or the provider's open key where @key is %NULL or empty */
const char *seedream_provider_choose_key (SeedreamProvider *self, const char *key);

/**
 * Returns: (nullable): the `endpoint` construct-only property: an origin with an optional path prefix that stands in for
 * "https://host" of every address of this provider; %NULL for the real one
 */
const char *seedream_provider_get_endpoint (SeedreamProvider *self);

/** Returns: the `synchronous` construct-only property: prefer the provider's blocking call where it has both */
gboolean seedream_provider_get_synchronous (SeedreamProvider *self);

/**
 * seedream_provider_resolve:
 * @address: an address of the real service, "https://api.runpod.ai/v2/…"
 *
 * Returns: (transfer full): @address, its "https://host" replaced by the endpoint where one is set; a trailing slash of the endpoint does not double
 */
char *seedream_provider_resolve (SeedreamProvider *self, const char *address);

/** Returns: (nullable): the `storage` construct-only property: where pictures are left for a provider that takes links only */
const SeedreamStorage *seedream_provider_get_storage (SeedreamProvider *self);

const SeedreamCapabilities *seedream_provider_get_capabilities (SeedreamProvider *self, SeedreamOperation operation);

/**
 * seedream_provider_validate:
 *
 * Finds out, before anything is sent, what the provider could not take: see seedream_request_validate(); and pictures that have no way to
 * a provider that takes links only.
 *
 * Returns: %TRUE, or %FALSE with %SEEDREAM_ERROR, not billed
 */
gboolean seedream_provider_validate (SeedreamProvider *self, SeedreamRequest *request, GError **error);
SeedreamCall *seedream_provider_build_upload (SeedreamProvider *self, SeedreamPicture *picture);

/** Returns: (transfer full) (nullable): a link that may be sent on; %NULL with an error, not billed */
char *
seedream_provider_read_upload (SeedreamProvider *self, const SeedreamReply *reply, gint64 *expires_at, GError **error);
SeedreamCall *seedream_provider_build_submit (SeedreamProvider *self,
                                              SeedreamRequest *request,
                                              const char *const *links,
                                              GError **error);
SeedreamAnswer *seedream_provider_read_submit (SeedreamProvider *self, const SeedreamReply *reply, GError **error);
SeedreamCall *seedream_provider_build_poll (SeedreamProvider *self, SeedreamOperation operation, const char *remote_id);
SeedreamAnswer *seedream_provider_read_poll (SeedreamProvider *self, const SeedreamReply *reply, GError **error);
SeedreamCall *
seedream_provider_build_cancel (SeedreamProvider *self, SeedreamOperation operation, const char *remote_id);
SeedreamCall *seedream_provider_build_key_test (SeedreamProvider *self);
gboolean seedream_provider_read_key_test (SeedreamProvider *self, const SeedreamReply *reply, GError **error);

G_END_DECLS
