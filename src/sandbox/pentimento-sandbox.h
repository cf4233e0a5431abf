/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * PentimentoSandbox:
 *
 * The practice service: a real HTTP server on a loopback address with a thread of its own, speaking the providers' wire formats as strictly as
 * they do, and making its pictures from what was sent. Free, without a key, and the same road for everybody: people who
 * practise, and every test.
 */
#define PENTIMENTO_TYPE_SANDBOX (pentimento_sandbox_get_type ())
G_DECLARE_FINAL_TYPE (PentimentoSandbox, pentimento_sandbox, PENTIMENTO, SANDBOX, GObject)

PentimentoSandbox *pentimento_sandbox_new (void);

/**
 * pentimento_sandbox_set_key:
 * @key: (nullable): the only key that is taken; %NULL (the default) takes any but an empty one and those that begin with "bad"
 *
 * Call before starting.
 */
void pentimento_sandbox_set_key (PentimentoSandbox *self, const char *key);

/**
 * pentimento_sandbox_add_fault:
 * @fault: a scripted fault in the words of pentimento_sandbox_get_fault_help(), such as "status:500,at=poll,times=2"
 *
 * Adds a fault; several are tried in the order added. May be called while running, from any thread.
 *
 * Returns: %TRUE, or %FALSE with %G_IO_ERROR_INVALID_ARGUMENT that says which word is wrong
 */
gboolean pentimento_sandbox_add_fault (PentimentoSandbox *self, const char *fault, GError **error);

/** Returns: a translated text, a line a fault, for --help and the man page */
const char *pentimento_sandbox_get_fault_help (void);

/**
 * pentimento_sandbox_start:
 * @port: a TCP port of 127.0.0.1, 0 for any free one
 *
 * Besides the providers' addresses the server answers GET /practice/stats with counts of calls and a list of the jobs, and takes
 * further faults, one a line, by POST /practice/faults; DELETE there takes all of them away.
 *
 * Returns: %TRUE once connections are taken, or %FALSE with a %G_IO_ERROR
 */
gboolean pentimento_sandbox_start (PentimentoSandbox *self, guint port, GError **error);

/** Returns: (nullable): "http://127.0.0.1:PORT" while running */
const char *pentimento_sandbox_get_url (PentimentoSandbox *self);

/** Returns: how many jobs have been submitted (accepted POSTs that a real provider would charge for), from any thread */
guint pentimento_sandbox_get_submits (PentimentoSandbox *self);

/** Stops the server and its thread, forgets the jobs; also done when the last reference goes. May be started again. */
void pentimento_sandbox_stop (PentimentoSandbox *self);

G_END_DECLS
