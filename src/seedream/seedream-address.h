/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * What an address may be: https anywhere, http only to this machine itself.
 */

/** Returns: whether the host is this machine itself: 127.0.0.0/8, ::1 or localhost */
gboolean seedream_address_is_here (GUri *uri);

/** Returns: whether it is an http address of 127.0.0.0/8, ::1 or localhost */
gboolean seedream_address_is_loopback (GUri *uri);

/**
 * seedream_address_parse:
 * @loopback: whether http to this machine is allowed
 *
 * Returns: (transfer full) (nullable): the address; %NULL where it is none, names a user, or is neither https nor allowed
 */
GUri *seedream_address_parse (const char *text, gboolean loopback);

/** Returns: whether both have the same scheme, host and port */
gboolean seedream_address_is_same_origin (GUri *a, GUri *b);

G_END_DECLS
