/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "library-database.h"
#include "pentimento-library-trash.h"

G_BEGIN_DECLS

/** The revision of the next change of a row: see the seventh migration. */
#define LIBRARY_NEXT_REVISION                                                                                          \
  "1 + max (ifnull ((SELECT max (revision) FROM version), 0), "                                                        \
  "ifnull ((SELECT max (revision) FROM removed_version), 0))"

/* What a person says of versions, and the trash, in the database; see pentimento-library-trash.h. All of these run inside a transaction. */

/** Sets @column, one of this source's own names, of the version @id to a value that @sql gives, in which "?2" is @value. */
gboolean library_trash_mark (LibraryDatabase *database,
                             const char *id,
                             const char *column,
                             const char *sql,
                             const char *value,
                             GError **error);

/** Puts all versions of a picture into the trash or takes them out. */
gboolean
library_trash_mark_picture (LibraryDatabase *database, const char *picture_id, gboolean trashed, GError **error);

gboolean
library_trash_survey (LibraryDatabase *database, gboolean with_paid, PentimentoTrashReport *report, GError **error);
gboolean library_trash_empty (LibraryDatabase *database, gboolean with_paid, GError **error);

/** Removes the rows of objects that came before @before and that nothing refers to. */
gboolean library_trash_forget_objects (LibraryDatabase *database, gint64 before, GError **error);

G_END_DECLS
