/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "pentimento-document-error.h"
#include "pentimento-export-settings.h"
#include "pentimento-history.h"
#include "pentimento-jobs.h"
#include "pentimento-marking.h"
#include "pentimento-order.h"
#include "pentimento-services.h"
#include "pentimento-template.h"

G_BEGIN_DECLS

/** The most pictures in one request, the edited one included: what Seedream 4.0 takes (BytePlus ModelArk). */
#define PENTIMENTO_DOCUMENT_MAX_PICTURES 10

/**
 * PentimentoDocument:
 *
 * One open picture: its history, the references, the prompt and how it is to be made, and the edits under way.
 *
 * Construct-only: `services`, `drawn` (boolean: whether somebody looks at the picture; without, nothing is decoded for `pixels`, and what the history
 * turns to is not read), `marking` (#PentimentoMarking: what is marked on the picture). Read-only, notifying: `history` (#PentimentoHistory), `image` (#PentimentoImage, nullable: the current version's picture),
 * `pixels` (#GdkPixbuf, nullable: decoded; the old ones stay until the new ones are there), `loading` (boolean), `title` (string), `references` (#GListModel of
 * #PentimentoImage), `edits` (#GListModel of #PentimentoOrder: those started here that have not ended, oldest first), `order`
 * (#PentimentoOrder, nullable: the latest of them, else the one that ended last), `job` (#SeedreamJob, nullable: the last that `order` came to have), `preparation` (string, nullable: what was done to the pictures of `order` before they were
 * sent, a line each: "Picture 1: Scaled to 4096 × 2731, metadata removed"), `busy` (boolean: at least one edit is under way), `sent-size` (string, "2048 × 1536"
 * or "": what will be asked for), `changes-size` (boolean: whether that is another size than the edited picture has), `size-note` (string, nullable: a sentence
 * that says so where nobody asked for it, such as "sinancode makes a larger picture, 2496 × 1664; yours is 1600 × 1067."), `estimate` (string: what it will cost, such as "about $0.08" or "free"),
 * `budget-left` (string, nullable: what is left of the person's budget, such as "$4.10 left today"; %NULL without one), `obstacle` (string, nullable: a sentence why an edit
 * cannot start now, such as "Write what should change."; %NULL when it can), `template` (#PentimentoTemplate, nullable: what the prompt was made from),
 * `error` (boxed #GError, nullable: why the current picture could not be shown), `can-undo` and `can-redo` (boolean: what is marked, and the history),
 * `regional` (boolean: only a marked part will change).
 * Read and write: `operation` (int, #SeedreamOperation), `prompt`, `negative-prompt`, `provider` (id; never %NULL, "practice" at first),
 * `width` and `height` (0 for "as the picture"), `seed` (int64, -1 for a random one), `count` (uint), `safety` (boolean), `fit-back` (boolean: whether a result of another size is
 * scaled and cut to the size of the picture that was edited; what the provider made is stored unchanged), `endpoint` (nullable: only
 * for this document), `changing` (boolean: a change to the picture is being set up and neither applied nor dropped, so that what is shown is not what would be sent).
 */
#define PENTIMENTO_TYPE_DOCUMENT (pentimento_document_get_type ())
G_DECLARE_FINAL_TYPE (PentimentoDocument, pentimento_document, PENTIMENTO, DOCUMENT, GObject)

PentimentoDocument *pentimento_document_new (PentimentoServices *services);

PentimentoServices *pentimento_document_get_services (PentimentoDocument *self);
PentimentoHistory *pentimento_document_get_history (PentimentoDocument *self);
PentimentoMarking *pentimento_document_get_marking (PentimentoDocument *self);
PentimentoImage *pentimento_document_get_image (PentimentoDocument *self);
GdkPixbuf *pentimento_document_get_pixels (PentimentoDocument *self);
GListModel *pentimento_document_get_references (PentimentoDocument *self);
PentimentoOrder *pentimento_document_get_order (PentimentoDocument *self);
SeedreamJob *pentimento_document_get_job (PentimentoDocument *self);
GListModel *pentimento_document_get_edits (PentimentoDocument *self);
gboolean pentimento_document_get_busy (PentimentoDocument *self);

/** Returns: (transfer none): what the chosen provider can do for the chosen operation; %NULL if nothing */
const SeedreamCapabilities *pentimento_document_get_capabilities (PentimentoDocument *self);

/**
 * pentimento_document_open_async:
 * @image: a picture, from a file, the clipboard or a drop
 *
 * Opens a picture: with its history where this very picture (by content) is the root of one in the library, else with a new one, which is kept in the
 * library only once an edit starts. Completes when the pixels are there, if they are to be drawn. Prompt and references stay.
 */
void pentimento_document_open_async (PentimentoDocument *self,
                                     PentimentoImage *image,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);

/** As pentimento_document_open_async(), with a version from the library. */
void pentimento_document_open_version_async (PentimentoDocument *self,
                                             PentimentoVersion *version,
                                             GCancellable *cancellable,
                                             GAsyncReadyCallback callback,
                                             gpointer user_data);
gboolean pentimento_document_open_finish (PentimentoDocument *self, GAsyncResult *result, GError **error);

/** Adds a reference picture at the first empty place, else behind the others; %FALSE with %PENTIMENTO_DOCUMENT_ERROR_TOO_MANY when there is no room for it. */
gboolean pentimento_document_add_reference (PentimentoDocument *self, PentimentoImage *image, GError **error);
void pentimento_document_remove_reference (PentimentoDocument *self, guint position);

/** Moves a reference so that it is at @to afterwards. */
void pentimento_document_move_reference (PentimentoDocument *self, guint from, guint to);

/** Returns: whether an edit changes what is marked alone; then a part of the picture is sent */
gboolean pentimento_document_get_is_regional (PentimentoDocument *self);

/**
 * pentimento_document_get_region:
 * @region: (out): which part of the picture an edit sends, and at which size
 *
 * Returns: %TRUE, or %FALSE where nothing is marked, and with %PENTIMENTO_IMAGE_ERROR_UNSUITABLE where the provider cannot make a part of such a shape
 */
gboolean pentimento_document_get_region (PentimentoDocument *self, PentimentoRegion *region, GError **error);

gboolean pentimento_document_get_can_undo (PentimentoDocument *self);
gboolean pentimento_document_get_can_redo (PentimentoDocument *self);

/** Takes back the last step of marking on the current version, else shows the version that it was made from. */
void pentimento_document_undo (PentimentoDocument *self);
void pentimento_document_redo (PentimentoDocument *self);

/**
 * pentimento_document_set_template:
 * @template: (nullable): %NULL for none
 *
 * Says what the prompt was made from; the prompt itself is left to the caller. What is to be done is taken over from it, and for each picture that it wants there is a
 * place with a role; references that are there already take the first ones. An empty place, or a variable that is not filled in, is an obstacle only where the prompt
 * speaks of it, or where a later place is taken, so that the numbers in the prompt are always those of what is sent. It ends with an empty prompt.
 */
void pentimento_document_set_template (PentimentoDocument *self, PentimentoTemplate *template);
PentimentoTemplate *pentimento_document_get_template (PentimentoDocument *self);

/** Returns: what the prompt calls a reference by: 2 for "image 2" */
guint pentimento_document_get_number (PentimentoDocument *self, guint position);

/** Returns: how many places the template still has, that of the edited picture included */
guint pentimento_document_get_n_places (PentimentoDocument *self);

/** Returns: (nullable): what picture @number (from 1, the edited one) is for, according to the template */
const char *pentimento_document_get_role (PentimentoDocument *self, guint number);

/** Puts a picture at place @number (from 2 on), in place of one that is there; %FALSE as pentimento_document_add_reference(). */
gboolean
pentimento_document_place_reference (PentimentoDocument *self, guint number, PentimentoImage *image, GError **error);

/** Moves a reference to the empty place @number. */
void pentimento_document_move_to_place (PentimentoDocument *self, guint from, guint number);

/** Takes an empty place away; pictures behind it move up, and so do their numbers. */
void pentimento_document_remove_place (PentimentoDocument *self, guint number);

/**
 * pentimento_document_start_async:
 * @cancellable: (nullable): leaves the edit to be taken up at the next start; to give it up, pentimento_order_cancel() the `order`
 *
 * Runs the edit (or generation) as the properties say: what cannot work is refused before anything is sent; pictures are made ready; the job is written
 * down and run; its results become versions, the last of them the current one, unless the person has gone to another version or picture since. The prompt
 * stays as it is. Others may be started meanwhile. Given up where the provider cannot be stopped, it returns with %G_IO_ERROR_CANCELLED at once, while the
 * job goes on among the services' #PentimentoJobs.
 */
void pentimento_document_start_async (PentimentoDocument *self,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);

/** As pentimento_document_start_async(), with an order made elsewhere, such as the same for another provider; it is not checked here. */
void pentimento_document_start_order_async (PentimentoDocument *self,
                                            PentimentoOrder *order,
                                            GCancellable *cancellable,
                                            GAsyncReadyCallback callback,
                                            gpointer user_data);

/** Returns: (transfer full) (nullable): the versions made, a #GListModel of #PentimentoVersion, or %NULL with an error of any floor */
GListModel *pentimento_document_start_finish (PentimentoDocument *self, GAsyncResult *result, GError **error);

/**
 * pentimento_document_create_order:
 *
 * Makes what pentimento_document_start_async() would run, to compare providers with it: see #PentimentoComparison. Whether it can work is not looked at.
 *
 * Returns: (transfer full) (nullable): the order, not run; %NULL with %PENTIMENTO_DOCUMENT_ERROR_NO_PICTURE where there is none to edit, %PENTIMENTO_IMAGE_ERROR_CHANGE where more is drawn on it than can be sent along
 */
PentimentoOrder *pentimento_document_create_order (PentimentoDocument *self, GError **error);

/**
 * pentimento_document_change_async:
 * @recipe: (nullable): all that is to be done to the file of the current version, as a rule its recipe with something appended; %NULL for the file as it is
 * @cancellable: (nullable): gives it up as long as nothing is written
 *
 * Makes a local edit one version: the same file with another recipe, made from the current version and then the current one. A picture that was opened and
 * never edited enters the library with it. Completes when the pixels are there, if they are to be drawn; a recipe that is the current one makes no version.
 */
void pentimento_document_change_async (PentimentoDocument *self,
                                       PentimentoRecipe *recipe,
                                       GCancellable *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data);

/** Returns: (transfer full) (nullable): the version made, or %NULL with an error of any floor, %PENTIMENTO_IMAGE_ERROR_CHANGE where the recipe does not fit the picture */
PentimentoVersion *pentimento_document_change_finish (PentimentoDocument *self, GAsyncResult *result, GError **error);

/** Returns: whether the current version is an edit of a whole picture, so that it can be kept in part */
gboolean pentimento_document_get_can_keep_outside (PentimentoDocument *self);

/**
 * pentimento_document_keep_outside_async:
 * @mask: where the change is kept, of the size of the current version
 * @cancellable: (nullable): gives it up as long as nothing is written
 *
 * Keeps an edit of a whole picture only where @mask says, and everywhere else the picture that it was made of, to the pixel: one more version, of that picture's
 * size, made from the current one and then the current one. How the edit is put into it is as the `marking` says.
 */
void pentimento_document_keep_outside_async (PentimentoDocument *self,
                                             PentimentoMask *mask,
                                             GCancellable *cancellable,
                                             GAsyncReadyCallback callback,
                                             gpointer user_data);

/**
 * Returns: (transfer full) (nullable): the version made, or %NULL with %PENTIMENTO_DOCUMENT_ERROR_NO_PICTURE where the current one is no such edit,
 * %PENTIMENTO_IMAGE_ERROR_UNSUITABLE for a mask of another size, or where it could not be put into the picture, or an error of any floor
 */
PentimentoVersion *
pentimento_document_keep_outside_finish (PentimentoDocument *self, GAsyncResult *result, GError **error);

/**
 * pentimento_document_add_version_async:
 * @image: a picture without a recipe, as a rule the current version's, edited by another program
 *
 * Makes it one more version, made from the current one, and then the current one. Completes when the pixels are there, if they are to be drawn.
 */
void pentimento_document_add_version_async (PentimentoDocument *self,
                                            PentimentoImage *image,
                                            GCancellable *cancellable,
                                            GAsyncReadyCallback callback,
                                            gpointer user_data);

/** Returns: (transfer full) (nullable): the version, or %NULL with an error of any floor */
PentimentoVersion *
pentimento_document_add_version_finish (PentimentoDocument *self, GAsyncResult *result, GError **error);

/**
 * pentimento_document_export_async:
 * @version: (nullable): which version; %NULL for the current one
 * @target: the file to write
 * @settings: (nullable): how; %NULL for leaving everything as it is, in the format that the ending of @target says. A format that is set and an ending that says
 *   another are refused: pentimento_image_complete_name() makes a name that fits.
 * @replace: whether a file that is there already may be replaced
 * @progress: (nullable): told now and then how far a slow encoder is, in the main context of the caller
 * @progress_data: for @progress, until it has ended
 *
 * Saves a copy: the received bytes unchanged where nothing is to be changed, see pentimento_image_save(). The target is old or new, never half, also where it is a link: then the
 * file that it points to is.
 */
void pentimento_document_export_async (PentimentoDocument *self,
                                       PentimentoVersion *version,
                                       GFile *target,
                                       const PentimentoExportSettings *settings,
                                       gboolean replace,
                                       PentimentoImageProgress progress,
                                       gpointer progress_data,
                                       GCancellable *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data);

/** @losses: (out) (nullable): what could not be kept, for pentimento_image_describe_losses() */
gboolean pentimento_document_export_finish (PentimentoDocument *self,
                                            GAsyncResult *result,
                                            PentimentoImageLosses *losses,
                                            GError **error);

/**
 * PentimentoExportEstimate:
 * @bytes: how large the file will be
 * @unchanged: whether it will be the received bytes
 * @losses: what cannot be kept
 */
typedef struct {
  guint64 bytes;
  gboolean unchanged;
  PentimentoImageLosses losses;
} PentimentoExportEstimate;

/**
 * pentimento_document_estimate_export_async:
 * @settings: (nullable): as for saving; without a format, the version's own counts
 *
 * Finds out how large the file would be, by making it. What was found is remembered, by the picture and the settings. Cancel it where the person goes on.
 */
void pentimento_document_estimate_export_async (PentimentoDocument *self,
                                                PentimentoVersion *version,
                                                const PentimentoExportSettings *settings,
                                                GCancellable *cancellable,
                                                GAsyncReadyCallback callback,
                                                gpointer user_data);
gboolean pentimento_document_estimate_export_finish (PentimentoDocument *self,
                                                     GAsyncResult *result,
                                                     PentimentoExportEstimate *estimate,
                                                     GError **error);

/**
 * pentimento_document_load_version_async:
 *
 * Reads the picture of any version of the history, its recipe applied, to compare with it; see pentimento_document_load_version_finish().
 */
void pentimento_document_load_version_async (PentimentoDocument *self,
                                             PentimentoVersion *version,
                                             GCancellable *cancellable,
                                             GAsyncReadyCallback callback,
                                             gpointer user_data);

/** Returns: (transfer full) (nullable): the pixels of the version, or %NULL with an error */
GdkPixbuf *pentimento_document_load_version_finish (PentimentoDocument *self, GAsyncResult *result, GError **error);

G_END_DECLS
