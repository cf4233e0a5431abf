/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "seedream-network.h"

gboolean
seedream_network_is_down (void)
{
  return !g_network_monitor_get_network_available (g_network_monitor_get_default ());
}
