/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sandbox-provider.h"

G_BEGIN_DECLS

/** Atlas Cloud's models bytedance/seedream-v4/edit and bytedance/seedream-v4. */
extern const SandboxProvider sandbox_atlascloud;

G_END_DECLS
