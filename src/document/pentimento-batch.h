/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "pentimento-batch-item.h"
#include "pentimento-batch-request.h"
#include "pentimento-services.h"

G_BEGIN_DECLS

/** What a batch, or what is left of it, comes to. Amounts are millionths of a US dollar and are never mixed up. */
typedef struct {
  guint n_items;    /* pictures that are counted */
  gint64 reported;  /* said by the provider */
  gint64 estimated; /* expected, or charged without a word of how much */
  guint n_unknown;  /* pictures of which nobody says what they cost */
} PentimentoBatchSum;

/**
 * PentimentoBatch:
 *
 * One edit that is made of many pictures, its results written into a folder: a #GListModel of #PentimentoBatchItem in the order in which they are sent.
 * It is written down in the library before anything is bought, and each picture's job with it, so that it can be stopped at any moment, also by a crash,
 * and taken up again without anything being paid twice.
 *
 * Read and write: `budget` (int64, millionths of a US dollar that the whole may cost; -1 for none), `jobs` (uint: how many pictures are worked on at a time, of which the
 * queue may let some wait). Read-only, notifying: `running` (boolean), `error` (boxed #GError, nullable: why nothing more is begun).
 */
#define PENTIMENTO_TYPE_BATCH (pentimento_batch_get_type ())
G_DECLARE_FINAL_TYPE (PentimentoBatch, pentimento_batch, PENTIMENTO, BATCH, GObject)

/**
 * pentimento_batch_new:
 * @references: (nullable): a #GListModel of #PentimentoImage that are sent along with each picture; copied
 * @output: the folder for the results; made when the batch is run, if its parent is there
 *
 * Makes a batch without pictures; see pentimento_batch_plan_async().
 */
PentimentoBatch *pentimento_batch_new (PentimentoServices *services,
                                       const PentimentoBatchRequest *request,
                                       GListModel *references,
                                       GFile *output);

/**
 * pentimento_batch_find:
 *
 * Returns: (transfer full) (nullable): the batch into that folder that is not ended, with its pictures; %NULL without error where there is none
 */
PentimentoBatch *pentimento_batch_find (PentimentoServices *services, GFile *output, GError **error);

/**
 * pentimento_batch_plan_async:
 * @inputs: (nullable): a #GListModel of #GFile, pictures and folders of pictures; %NULL for a batch that was found
 *
 * Finds out what is to be done. Of folders all files are taken that are not hidden, one level deep and sorted by name; what is no picture by its content is
 * named as such. Each picture gets a name for its result that no other has; one whose result is there already is skipped. For a batch that was found,
 * looks into the ledger for what has become of its jobs. Nothing is written or sent.
 */
void pentimento_batch_plan_async (PentimentoBatch *self,
                                  GListModel *inputs,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);

/** Returns: %TRUE, or %FALSE with %PENTIMENTO_DOCUMENT_ERROR, %PENTIMENTO_LIBRARY_ERROR or %G_IO_ERROR */
gboolean pentimento_batch_plan_finish (PentimentoBatch *self, GAsyncResult *result, GError **error);

/**
 * pentimento_batch_has_inputs:
 * @inputs: a #GListModel of #GFile, pictures and folders of pictures
 *
 * Returns: whether that is what the batch was begun with; %FALSE without an error where it is not. Blocks for as long as listing a folder takes.
 */
gboolean pentimento_batch_has_inputs (PentimentoBatch *self, GListModel *inputs, GError **error);

/**
 * pentimento_batch_run_async:
 * @cancellable: (nullable): leaves everything at once, as closing the program would; see pentimento_batch_stop() for the gentle way
 *
 * Runs the batch: writes it down if it is new, takes up what an earlier run left, then one picture after the other, as many at a time as `jobs` says. What costs
 * nothing when it fails is not repeated in this run. Before it is run again it has to be found and planned again. A failure that would meet every picture, such as a refused key, ends the
 * run, and so do three in a row that are the network's or the provider's doing.
 */
void pentimento_batch_run_async (PentimentoBatch *self,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);

/** Returns: %TRUE when nothing is left that could be done in this run, however the pictures ended; else %FALSE with why it could not be run, or go on */
gboolean pentimento_batch_run_finish (PentimentoBatch *self, GAsyncResult *result, GError **error);

/**
 * pentimento_batch_stop:
 *
 * Begins nothing more and leaves what the providers work on, to be taken up again. An order that is being sent right now is left when its answer is in, since only then it
 * can be asked for later.
 */
void pentimento_batch_stop (PentimentoBatch *self);

const PentimentoBatchRequest *pentimento_batch_get_request (PentimentoBatch *self);

/** Returns: (transfer none): SHA-256s of the pictures that are sent along */
const char *const *pentimento_batch_get_references (PentimentoBatch *self);

/** Returns: (transfer none): the folder of the results, without symbolic links */
GFile *pentimento_batch_get_output (PentimentoBatch *self);

/** Returns: (nullable): why nothing more was begun */
const GError *pentimento_batch_get_error (PentimentoBatch *self);

guint pentimento_batch_count (PentimentoBatch *self, PentimentoBatchItemState state);

/** Returns: whether pentimento_batch_find() will find something to go on with */
gboolean pentimento_batch_can_resume (PentimentoBatch *self);

/** Returns: what is still to be bought */
PentimentoBatchSum pentimento_batch_sum_left (PentimentoBatch *self);

/** Returns: what was bought, by this run and the earlier ones, and what is under way */
PentimentoBatchSum pentimento_batch_sum_cost (PentimentoBatch *self);

/** Returns: (transfer full): the names of the files that were written for an item that is done, in the output folder */
char **pentimento_batch_list_files (PentimentoBatch *self, PentimentoBatchItem *item);

G_END_DECLS
