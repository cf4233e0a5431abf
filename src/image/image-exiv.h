/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gexiv2/gexiv2.h>

G_BEGIN_DECLS

/* Exiv2's XMP parser keeps global state without a lock, so that one caller at a time reads and writes metadata: between these two.
 * Returns: whether the library is there to be used; it has to be left also where it is not */
gboolean image_exiv_enter (void);
void image_exiv_leave (void);

G_END_DECLS
