/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <libsoup/soup.h>

G_BEGIN_DECLS

typedef struct _SandboxService SandboxService;
typedef struct _SandboxProvider SandboxProvider;

/**
 * SandboxProvider:
 * @name: its id in the stats
 * @prefixes: the beginnings of its paths, %NULL at the end
 * @handle: answers a request whose path begins so; @query may be %NULL
 * @describe_status: (nullable): how the provider words an HTTP error: a static body, and its media type; %NULL and no type for an empty one
 *
 * One provider's wire format. A further one is a file pair with such a table, and a line in sandbox-service.c.
 */
struct _SandboxProvider {
  const char *name;
  const char *const *prefixes;
  void (*handle) (SandboxService *service, SoupServerMessage *message, const char *path, GHashTable *query);
  const char *(*describe_status) (guint status, const char **media_type);
};

G_END_DECLS
