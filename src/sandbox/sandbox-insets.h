/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "pentimento-image.h"

G_BEGIN_DECLS

/** Returns: (transfer full): @source scaled so that it covers @width × @height, as RGB, transparency on white */
GdkPixbuf *sandbox_insets_cover (GdkPixbuf *source, int width, int height);

/**
 * sandbox_insets_draw:
 * @pictures: (element-type SandboxPicture): all references; the first one, which is the picture itself, is left out
 *
 * Lays the further references along the bottom of @pixels in their order, with a white edge and the number by which a prompt calls them.
 */
gboolean sandbox_insets_draw (GdkPixbuf *pixels, GPtrArray *pictures, GCancellable *cancellable, GError **error);

G_END_DECLS
