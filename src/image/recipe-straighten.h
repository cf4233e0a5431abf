/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "recipe-operation.h"

G_BEGIN_DECLS

/* Turned by a few degrees, and cut to the largest rectangle of the same shape that has no empty corners. */
extern const RecipeKind recipe_straighten;

G_END_DECLS
