/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "recipe-operation.h"

G_BEGIN_DECLS

/* Scaled to cover a size, and what is left over cut off evenly. */
extern const RecipeKind recipe_resize;

/* To that very size, whatever the shape. Returns: (transfer full) (nullable): the pixels; %NULL where memory is short */
GdkPixbuf *recipe_resize_pixels (GdkPixbuf *pixels, int width, int height);

G_END_DECLS
