/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** "Pent": tells our database from those of other programs (sqlite.org/pragma.html#pragma_application_id). */
#define LIBRARY_APPLICATION_ID 0x50656e74

/** How many migrations there are, and so the schema version of a database that has had them all. */
#define LIBRARY_SCHEMA_VERSION 11

/** The migrations: number N brings a database of schema version N to N + 1. Never changed once released, only added to. */
extern const char *const library_schema[LIBRARY_SCHEMA_VERSION];

G_END_DECLS
