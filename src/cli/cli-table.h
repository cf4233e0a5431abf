/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * CliTable:
 *
 * Rows of texts that are written in aligned columns.
 */
typedef struct _CliTable CliTable;

/** @heading: the first row; its length is that of all rows */
CliTable *cli_table_new (const char *const *heading);
void cli_table_free (CliTable *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CliTable, cli_table_free)

/** Adds a row; control characters in it become blanks. */
void cli_table_add (CliTable *self, const char *const *row);

/** Writes it to the standard output. */
void cli_table_print (CliTable *self);

G_END_DECLS
