/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * pentimento_settings_new:
 *
 * Opens the program's settings, from the installed schema or, for a program that runs from its build folder, from the schema beside it
 * ("../data/gschemas.compiled" seen from the executable).
 *
 * Returns: (transfer full) (nullable): the settings; %NULL where no schema is found, then every setting has its default
 */
GSettings *pentimento_settings_new (void);

/**
 * pentimento_settings_set_up_translation:
 *
 * Sets the locale and binds the text domain, to the installed catalogues or those of the build folder ("../po"). Call it first in main().
 */
void pentimento_settings_set_up_translation (void);

/** Returns: (transfer full): a shipped data file such as "samples/still-life.jpg", installed or in the source folder; it may not exist */
GFile *pentimento_settings_find_data (const char *path);

G_END_DECLS
