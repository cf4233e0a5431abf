/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "recipe-operation.h"

G_BEGIN_DECLS

/* Returns: (transfer full) (nullable): the pixels of the step such that they may be written to, copied where they are somebody else's */
GdkPixbuf *recipe_own_pixels (const RecipeStep *step);

G_END_DECLS
