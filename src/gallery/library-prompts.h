/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "library-database.h"

G_BEGIN_DECLS

/* Prompts and templates in the database; see pentimento-library-prompts.h for what the functions of like names promise. */

/** Returns: (transfer full) (nullable): numbers (of gint64) of the versions that prompts were used for last, the highest first */
GArray *library_prompts_list (LibraryDatabase *database, const char *search, guint most, GError **error);
gboolean library_prompts_hide (LibraryDatabase *database, const char *prompt, GError **error);

GPtrArray *library_templates_list (LibraryDatabase *database, GError **error);
gboolean library_templates_write (LibraryDatabase *database, const char *name, const char *content, GError **error);
gboolean library_templates_remove (LibraryDatabase *database, const char *name, GError **error);

G_END_DECLS
