/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <libsoup/soup.h>

G_BEGIN_DECLS

typedef struct _SandboxJob SandboxJob;
typedef struct _SandboxService SandboxService;
typedef struct _SandboxProvider SandboxProvider;

/**
 * SandboxSaid:
 * @status: the HTTP status; 0 at the end of a table
 * @body: what the provider says with it: JSON where it begins with a brace, else plain text
 *
 * How a provider words an HTTP error.
 */
typedef struct {
  guint status;
  const char *body;
} SandboxSaid;

/**
 * SandboxProvider:
 * @name: its id in the stats
 * @prefixes: the beginnings of its paths, %NULL at the end
 * @handle: answers a request whose path begins so; @query may be %NULL
 * @said: how the provider words HTTP errors; one that is not in the table has an empty body
 * @status_in_body: whether what is in the table goes out with status 200, so that nothing but the body tells
 * @charge: (nullable): what a job that has ended costs, in millionths of a US dollar; %NULL where a provider counts credits
 *
 * One provider's wire format. A further one is a file pair with such a table, and a line in sandbox-service.c.
 */
struct _SandboxProvider {
  const char *name;
  const char *const *prefixes;
  void (*handle) (SandboxService *service, SoupServerMessage *message, const char *path, GHashTable *query);
  const SandboxSaid *said;
  gboolean status_in_body;
  gint64 (*charge) (SandboxJob *job);
};

G_END_DECLS
