/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "library-database.h"
#include "pentimento-gallery-filter.h"

G_BEGIN_DECLS

/* What a gallery asks the database: the numbers of versions, in the order of its filter, a page at a time. */

/** Returns: (transfer full): the statement that library_listing_read() runs, for whoever wants to know how SQLite goes about it */
char *library_listing_to_sql (const PentimentoGalleryFilter *filter, gboolean grouped);

/**
 * Appends the numbers of at most @most versions that come after @last (0: from the beginning) to @numbers (of gint64), in the order of the filter. @grouped: only the newest one of each picture that the
 * filter lets through.
 */
gboolean library_listing_read (LibraryDatabase *database,
                               const PentimentoGalleryFilter *filter,
                               gboolean grouped,
                               gint64 last,
                               guint most,
                               GArray *numbers,
                               GError **error);

/** Asks of each of @numbers whether the filter lets it through; appends those it does to @found, the highest first. */
gboolean library_listing_match (LibraryDatabase *database,
                                const PentimentoGalleryFilter *filter,
                                GArray *numbers,
                                GArray *found,
                                GError **error);

/** Reads the highest number and the highest revision there are, those of removed versions included. */
gboolean library_listing_read_state (LibraryDatabase *database, gint64 *number, gint64 *revision, GError **error);

/** Appends the numbers of the versions that were changed or removed after @revision, or came after @number. */
gboolean library_listing_read_changes (LibraryDatabase *database,
                                       gint64 number,
                                       gint64 revision,
                                       GArray *changed,
                                       GError **error);

G_END_DECLS
