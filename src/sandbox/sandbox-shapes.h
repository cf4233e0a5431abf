/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sandbox-order.h"

G_BEGIN_DECLS

/* The sizes that Seedream 4.0 has names for: a shape, and a resolution of 1K, 2K or 4K. */

/**
 * sandbox_shapes_read:
 *
 * Reads "image_size" and "image_resolution" as KIE and those who resell it name them; a square of 1K is the default.
 */
gboolean sandbox_shapes_read (SandboxOrder *order, JsonObject *object, GError **error);

/**
 * sandbox_shapes_choose:
 * @resolution: "1K", "2K" or "4K"
 *
 * Sets the size as the model does where none but a resolution is asked for: the shape closest to the first reference's, square
 * without one.
 *
 * Returns: whether there is such a resolution
 */
gboolean sandbox_shapes_choose (SandboxOrder *order, const char *resolution);

G_END_DECLS
