/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "recipe-operation.h"

G_BEGIN_DECLS

/* Nothing, transparent, added around the picture, for a model to fill. */
extern const RecipeKind recipe_extend;

G_END_DECLS
