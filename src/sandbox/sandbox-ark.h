/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sandbox-provider.h"

G_BEGIN_DECLS

/** BytePlus ModelArk's seedream-4-0-250828: the maker's own service. */
extern const SandboxProvider sandbox_ark;

G_END_DECLS
