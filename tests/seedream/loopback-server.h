/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/*
 * A real server on a loopback address that answers as it is told to, byte by byte, so that it can break off anywhere.
 * Every connection has a thread of its own and takes one request.
 */
typedef struct _LoopbackServer LoopbackServer;

/** What a server does beside answering. */
typedef enum {
  LOOPBACK_ANSWERS,
  LOOPBACK_CUTS_EARLY, /* closes when it has read the head of the request, not its body */
  LOOPBACK_STALLS,     /* reads the request and never answers */
  LOOPBACK_TUNNELS,    /* answers, and then is the server that was asked for, with TLS, on the same connection */
} LoopbackManner;

/** @tls: speaks TLS with a certificate that nobody trusts */
LoopbackServer *loopback_server_new (gboolean tls);
void loopback_server_free (LoopbackServer *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoopbackServer, loopback_server_free)

/** Returns: "http://127.0.0.1:PORT" */
const char *loopback_server_get_url (LoopbackServer *self);

/** Returns: the certificate of servers that speak TLS, as PEM; for localhost, 127.0.0.1 and provider.invalid */
const char *loopback_server_get_certificate (void);

/**
 * loopback_server_script:
 * @match: the beginning of a request line, "POST /v2/x"
 * @times: how often, -1 for always; then the next rule that matches has its turn
 * @raw: the bytes that are sent before the connection is closed; "{URL}" stands for the server's own address
 */
void loopback_server_script (LoopbackServer *self,
                             const char *match,
                             int times,
                             LoopbackManner manner,
                             const char *raw,
                             gssize length);

/** Answers with a whole HTTP message. @headers: (nullable): lines, each with its end */
void loopback_server_answer (LoopbackServer *self,
                             const char *match,
                             int times,
                             guint status,
                             const char *headers,
                             const char *body);

/** Returns: how many requests began with @match */
guint loopback_server_count (LoopbackServer *self, const char *match);

/** Returns: (transfer full): the heads of all requests */
char *loopback_server_dup_heads (LoopbackServer *self);

/** Returns: (transfer full) (nullable): the body of the last request that began with @match */
GBytes *loopback_server_dup_body (LoopbackServer *self, const char *match);

/** Waits until a request that begins with @match has been read. */
void loopback_server_wait_for (LoopbackServer *self, const char *match);

G_END_DECLS
