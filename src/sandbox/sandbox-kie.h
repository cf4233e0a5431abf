/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sandbox-provider.h"

G_BEGIN_DECLS

/** KIE AI's bytedance/seedream-v4-edit and bytedance/seedream-v4-text-to-image, with its upload host under the same address. */
extern const SandboxProvider sandbox_kie;

G_END_DECLS
