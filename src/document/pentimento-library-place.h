/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Where the library of this person lies: in "$XDG_DATA_HOME/pentimento", unless it was moved; then "$XDG_CONFIG_HOME/pentimento/library-folder" names its folder. */

/**
 * pentimento_library_place_find:
 *
 * Returns: (transfer full) (nullable): the folder, which need not be there yet; or %NULL with %PENTIMENTO_LIBRARY_ERROR_OPEN where the library was moved and is not where it
 * was moved to, such as on a disk that is not connected: then no new one is begun in its place
 */
GFile *pentimento_library_place_find (GError **error);

/** Returns: (transfer full): as pentimento_library_place_find(), whether it is there or not */
GFile *pentimento_library_place_read (void);

/** Writes down where it lies from now on, for every program that starts; synced. */
gboolean pentimento_library_place_write (GFile *folder, GError **error);

G_END_DECLS
