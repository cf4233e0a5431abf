/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cli-exit.h"

G_BEGIN_DECLS

/* Copies of the library, and moving it. */

gboolean cli_library_backup (const char *file, gboolean force, gboolean json, GError **error);

/** @into: (nullable): the folder; %NULL for where the library is */
gboolean cli_library_restore (const char *file, const char *into, gboolean replace, gboolean json, GError **error);

gboolean cli_library_move (const char *folder, gboolean remove_old, gboolean json, GError **error);

G_END_DECLS
