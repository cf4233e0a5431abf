/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "recipe-operation.h"

G_BEGIN_DECLS

/* Other colours: see PentimentoAdjustment. */
extern const RecipeKind recipe_adjust;

G_END_DECLS
