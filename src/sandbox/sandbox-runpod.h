/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sandbox-provider.h"

G_BEGIN_DECLS

/** Runpod's public endpoints seedream-v4-edit and seedream-v4-t2i. */
extern const SandboxProvider sandbox_runpod;

G_END_DECLS
