/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sandbox-provider.h"

G_BEGIN_DECLS

/** AI/ML API's models bytedance/seedream-v4-edit and bytedance/seedream-v4-text-to-image. */
extern const SandboxProvider sandbox_aimlapi;

G_END_DECLS
