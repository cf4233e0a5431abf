/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "recipe-operation.h"

G_BEGIN_DECLS

/* Scaled to cover a size, and what is left over cut off evenly. */
extern const RecipeKind recipe_resize;

G_END_DECLS
