/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "recipe-operation.h"

G_BEGIN_DECLS

/* Mirrored. */
extern const RecipeKind recipe_flip;

G_END_DECLS
