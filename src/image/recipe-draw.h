/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "recipe-operation.h"

G_BEGIN_DECLS

/* A mark painted on the picture: see PentimentoMark. */
extern const RecipeKind recipe_draw;

G_END_DECLS
