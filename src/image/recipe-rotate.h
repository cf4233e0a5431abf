/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "recipe-operation.h"

G_BEGIN_DECLS

/* Turned clockwise by quarters. */
extern const RecipeKind recipe_rotate;

G_END_DECLS
