/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <libsoup/soup.h>

G_BEGIN_DECLS

typedef struct _SandboxService SandboxService;
typedef struct _SandboxProvider SandboxProvider;

/**
 * SandboxProvider:
 * @prefix: the beginning of all its paths
 * @handle: answers a request whose path begins with @prefix; @query may be %NULL
 * @describe_status: (nullable): how the provider words an HTTP error: a static body, and its media type; %NULL and no type for an empty one
 *
 * One provider's wire format. A further one is a file pair with such a table, and a line in sandbox-service.c.
 */
struct _SandboxProvider {
  const char *prefix;
  void (*handle) (SandboxService *service, SoupServerMessage *message, const char *path, GHashTable *query);
  const char *(*describe_status) (guint status, const char **media_type);
};

G_END_DECLS
