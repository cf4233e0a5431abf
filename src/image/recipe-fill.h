/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "recipe-operation.h"

G_BEGIN_DECLS

/* What is wholly transparent takes the colours round it. */
extern const RecipeKind recipe_fill;

G_END_DECLS
