/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "recipe-operation.h"

G_BEGIN_DECLS

/* A part of the picture. */
extern const RecipeKind recipe_crop;

G_END_DECLS
