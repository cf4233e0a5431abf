/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "recipe-operation.h"

G_BEGIN_DECLS

/* A result put into the picture through a mask. */
extern const RecipeKind recipe_paste;

G_END_DECLS
