/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "export-estimates.h"
#include "nearby-versions.h"
#include "pentimento-marking.h"

G_BEGIN_DECLS

/* Shared by the aspects of the document: the object itself, opening and showing, starting an edit, saving. */
struct _PentimentoDocument {
  GObject parent_instance;

  PentimentoServices *services;
  gboolean drawn;

  PentimentoHistory *history;
  PentimentoMarking *marking;
  PentimentoImage *image;
  GdkPixbuf *pixels;
  NearbyVersions *nearby;
  guint ahead_id;              /* they are read beforehand soon; 0 when not */
  GCancellable *reading_ahead; /* (nullable): they are being read, or have been */
  GCancellable *loading;       /* of the version that is being read to be shown; NULL when none is */
  GError *error;

  GListStore *references;
  guint note_id;          /* the references are about to become a step; 0 when not */
  gboolean follows_steps; /* the references are being set back, which is no step */
  GArray *numbers; /* guint: what the prompt calls each of them, rising; from 2, without gaps unless places are empty */
  PentimentoTemplate *template; /* what the prompt was made from; NULL for none */
  GPtrArray *roles; /* char: what its pictures are for, the edited one first; fewer where places were taken away */
  SeedreamProvider *description; /* of the chosen provider: only asked what it can do, never sent to */
  SeedreamOperation operation;
  char *prompt;
  char *negative_prompt;
  char *endpoint;
  int width;
  int height;
  gint64 seed;
  guint count;
  gboolean safety;
  gboolean fit_back;
  gboolean changing;

  PentimentoOrder *order;
  SeedreamJob *job;
  char *preparation;
  GListStore *edits; /* PentimentoOrder: those started here that have not ended, oldest first */

  ExportEstimates *estimates; /* how large files would be */

  char *place;       /* the id of the version that the person was last seen at */
  guint n_moves;     /* how often the person went to another version or picture */
  gboolean arriving; /* a result is being shown, which is no move of the person */
};

/* Turns to what is set up on a version; @id: (nullable) */
void pentimento_document_turn_marking (PentimentoDocument *self, const char *id);

/* The references have changed, by the person or by an undo: what the person did becomes a step soon, or at once. */
void pentimento_document_references_changed (PentimentoDocument *self);
void pentimento_document_note_references (PentimentoDocument *self);

/* Sets the references back to those of the step that is shown. */
void pentimento_document_follow_steps (PentimentoDocument *self);

/* Tells that what depends on the picture, or on what will be asked for, is to be read anew. */
void pentimento_document_notify_picture (PentimentoDocument *self);
void pentimento_document_notify_request (PentimentoDocument *self);
void pentimento_document_notify_template (PentimentoDocument *self);
void pentimento_document_notify_edits (PentimentoDocument *self, gboolean was_busy);
void pentimento_document_set_order (PentimentoDocument *self, PentimentoOrder *order);
void pentimento_document_set_job (PentimentoDocument *self, SeedreamJob *job);
void pentimento_document_set_preparation (PentimentoDocument *self, const char *preparation);

/* Finds the size that will be asked for; 0 and 0 for the provider's default. */
void pentimento_document_get_sent_size (PentimentoDocument *self, int *width, int *height);

/* What the properties `sent-size`, `changes-size` and `size-note` say. */
char *pentimento_document_describe_size (PentimentoDocument *self);
gboolean pentimento_document_changes_size (PentimentoDocument *self);
char *pentimento_document_describe_size_change (PentimentoDocument *self);

/* Returns: (transfer full) (nullable): the version that a picture is opened as: the root of its history in the library, else a new one; NULL with an error */
PentimentoVersion *pentimento_document_find_root (PentimentoLibrary *library, PentimentoImage *image, GError **error);

/* Returns: (transfer full) (nullable): why an edit cannot start now; and the properties `obstacle` and `estimate` */
GError *pentimento_document_find_obstacle (PentimentoDocument *self);
char *pentimento_document_describe_obstacle (PentimentoDocument *self);
char *pentimento_document_describe_estimate (PentimentoDocument *self);

/* Returns: (transfer full) (nullable): what is still to be filled in of the template */
GError *pentimento_document_find_gap (PentimentoDocument *self);

/* Returns: (transfer full) (nullable): what is sent of the picture, which there is: it, and what is drawn over it; NULL where that is too much */
PentimentoImage *pentimento_document_with_marks (PentimentoDocument *self, GError **error);

/* As pentimento_document_load_version_finish(), with the file that the pixels came from. */
GdkPixbuf *pentimento_document_read_version_finish (PentimentoDocument *self,
                                                    GAsyncResult *result,
                                                    PentimentoImage **image,
                                                    GError **error);

/* Shows a version of the history whose picture is at hand; @pixels: (nullable): where nobody looks at them */
void pentimento_document_show_made (PentimentoDocument *self,
                                    PentimentoVersion *version,
                                    PentimentoImage *image,
                                    GdkPixbuf *pixels);

/* Shows a version that was made here of @before, unless the person has gone on since. */
void pentimento_document_arrive (PentimentoDocument *self,
                                 PentimentoVersion *version,
                                 PentimentoVersion *before,
                                 PentimentoImage *image,
                                 GdkPixbuf *pixels);

/* Returns: (transfer full): how what is marked is changed, before it is known who does it */
PentimentoRegionEdit *pentimento_document_make_region_edit (PentimentoDocument *self);

/* Reads what undo and redo lead to, once nothing has moved for a while. */
void pentimento_document_read_ahead (PentimentoDocument *self);
void pentimento_document_stop_reading_ahead (PentimentoDocument *self);

/* Says that the person is still where they were: the library takes the newest version for the one that is shown. */
void pentimento_document_stay (PentimentoDocument *self);

/* Follows the history's current version. */
void pentimento_document_follow_history (PentimentoDocument *self);

G_END_DECLS
