/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sandbox-provider.h"

G_BEGIN_DECLS

/** sinancode's k/seedream-v4-edit, with its upload host under the same address. */
extern const SandboxProvider sandbox_sinancode;

G_END_DECLS
