/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sandbox-service.h"

G_BEGIN_DECLS

/** Returns: (transfer full): the counts and jobs of @service, for GET /practice/stats */
JsonObject *sandbox_stats_describe (SandboxService *service);

G_END_DECLS
