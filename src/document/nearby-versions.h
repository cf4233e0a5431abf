/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "pentimento-image.h"

G_BEGIN_DECLS

/**
 * NearbyVersions:
 *
 * The pictures that undo and redo are likely to lead to, with their pixels: what was shown last, and what was read beforehand. The oldest goes where there is no room.
 */
typedef struct _NearbyVersions NearbyVersions;

NearbyVersions *nearby_versions_new (void);
void nearby_versions_free (NearbyVersions *self);

/** @image, @pixels: (nullable): with %NULL, or where they are too large, nothing is kept */
void nearby_versions_keep (NearbyVersions *self, PentimentoImage *image, GdkPixbuf *pixels);

/** Returns: whether the picture of that identity is kept */
gboolean nearby_versions_has (NearbyVersions *self, const char *identity);

/** Gives out the picture of that identity, which is not kept any more. Returns: whether it was there */
gboolean nearby_versions_take (NearbyVersions *self, const char *identity, PentimentoImage **image, GdkPixbuf **pixels);

void nearby_versions_clear (NearbyVersions *self);

G_END_DECLS
