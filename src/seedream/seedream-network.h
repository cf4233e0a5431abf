/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/** Returns: whether this machine knows that it has no network at all (#GNetworkMonitor); then there is no point in counting tries */
gboolean seedream_network_is_down (void);

G_END_DECLS
