/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "alignment-plane.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/*
 * alignment_blocks_guess:
 * @motion: (out): of the received plane
 *
 * Returns: whether enough blocks outside the mask agree about a motion
 */
gboolean alignment_blocks_guess (const AlignmentPlane *sent,
                                 const AlignmentPlane *received,
                                 const AlignmentPlane *weights,
                                 AlignmentMotion *motion,
                                 GCancellable *cancellable);

G_END_DECLS
