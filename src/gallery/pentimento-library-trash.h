/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "pentimento-library.h"

G_BEGIN_DECLS

/* What a person says of versions, and the trash. Everything here is told of by the library's signal `changed`, and followed by galleries. */

/** Gives a version a name of the person's own; %NULL or "" takes it away. */
gboolean pentimento_library_set_title (PentimentoLibrary *self, const char *id, const char *title, GError **error);
gboolean pentimento_library_set_starred (PentimentoLibrary *self, const char *id, gboolean starred, GError **error);
gboolean pentimento_library_set_rejected (PentimentoLibrary *self, const char *id, gboolean rejected, GError **error);

/** As the above, several versions in one transaction. @ids: (array zero-terminated=1): full ids */
gboolean pentimento_library_star (PentimentoLibrary *self, const char *const *ids, gboolean starred, GError **error);
gboolean pentimento_library_reject (PentimentoLibrary *self, const char *const *ids, gboolean rejected, GError **error);

/**
 * pentimento_library_trash:
 * @ids: (array zero-terminated=1): full ids of versions
 *
 * Puts versions into the trash, in one transaction. They stay in the history of their picture and in the library until the trash is emptied.
 */
gboolean pentimento_library_trash (PentimentoLibrary *self, const char *const *ids, GError **error);
gboolean pentimento_library_restore (PentimentoLibrary *self, const char *const *ids, GError **error);

/** As pentimento_library_trash(), all versions of one picture. */
gboolean pentimento_library_trash_picture (PentimentoLibrary *self, const char *picture_id, GError **error);
gboolean pentimento_library_restore_picture (PentimentoLibrary *self, const char *picture_id, GError **error);

/** What becomes of the trash when it is emptied. */
typedef struct {
  guint removed; /* versions that are gone, or would be */
  guint paid;    /* versions in the trash that a provider made and did not make for free: kept unless asked for */
  guint needed;  /* versions in the trash that a job which has not ended starts from: kept */
} PentimentoTrashReport;

/** Counts what pentimento_library_empty_trash() would do, and does nothing. */
gboolean pentimento_library_survey_trash (PentimentoLibrary *self,
                                          gboolean with_paid,
                                          PentimentoTrashReport *report,
                                          GError **error);

/**
 * pentimento_library_empty_trash:
 * @with_paid: also what was paid for, which cannot be had again without paying: the person was asked, and said yes
 * @report: (out) (optional)
 *
 * Removes what is in the trash for good, in one transaction. A version whose parent goes becomes the child of its nearest ancestor that stays. Picture files are not
 * touched: see pentimento_library_collect().
 */
gboolean pentimento_library_empty_trash (PentimentoLibrary *self,
                                         gboolean with_paid,
                                         PentimentoTrashReport *report,
                                         GError **error);

/**
 * pentimento_library_collect:
 * @grace: for how long a picture file stays after nothing refers to it, in microseconds; never less than a day but in tests
 * @removed: (out) (optional): how many files were removed
 * @freed: (out) (optional): how many bytes they had
 *
 * Removes picture files that nothing refers to: no version, reference, recipe, job that has not ended, or batch that has not. First their rows, synced; then files
 * without a row, so that whatever the moment of a crash, there is no row without its file, and a file without a row goes with the next call. Blocks for as long as it
 * takes to look at all files; other programs can write meanwhile. Does nothing where another program does it already, or makes a copy of the library.
 */
gboolean
pentimento_library_collect (PentimentoLibrary *self, gint64 grace, guint *removed, guint64 *freed, GError **error);
void pentimento_library_collect_async (PentimentoLibrary *self,
                                       GCancellable *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data);
gboolean pentimento_library_collect_finish (PentimentoLibrary *self, GAsyncResult *result, GError **error);

G_END_DECLS
