/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * PentimentoJobRecord:
 *
 * One row of the job ledger, as plain data. Texts are what the service layer spells; the gallery keeps them and understands only
 * `state` (see pentimento_library_list_jobs()). Times are microseconds since 1970 UTC.
 */
typedef struct {
  char *id;
  char *picture_id; /* (nullable): the picture being edited */
  char *parent_id;  /* (nullable): the version being edited */
  char *provider;
  char *endpoint; /* (nullable): where it was sent to, where that is not the real one */
  char *operation;
  char *request;     /* JSON: what was asked for; no picture data, no key */
  char **references; /* SHA-256s of the reference pictures as they are, in the order sent, without the edited one */
  char *state;
  char *remote_id; /* (nullable) */
  char **links;    /* where the results lie, as far as known */
  char **results;  /* SHA-256s of results stored so far, by position; "" for one not stored yet */
  char **
      outcomes; /* what they have come to, by position, as far as there is more to say than which picture they are; "" where there is not */
  guint submits;
  gint64 created;
  gint64 updated;      /* set by the library when written */
  gint64 submitted_at; /* 0 for not yet */
  gint64 cost_micros;
  char *cost_currency;
  char *cost_kind;
  char *error_code;    /* (nullable) */
  char *error_message; /* (nullable) */
  char *billed;        /* "no", "yes" or "unknown" */
  gboolean given_up;   /* cancelled by the person where the provider could not be stopped */
  gboolean late;       /* what comes of it comes when nobody waits any more */
} PentimentoJobRecord;

#define PENTIMENTO_TYPE_JOB_RECORD (pentimento_job_record_get_type ())
GType pentimento_job_record_get_type (void);

/** Returns: (transfer full): an empty record with `created` set, "USD", "unknown" cost, and billed "no" */
PentimentoJobRecord *pentimento_job_record_new (const char *id);
PentimentoJobRecord *pentimento_job_record_copy (const PentimentoJobRecord *self);
void pentimento_job_record_free (PentimentoJobRecord *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PentimentoJobRecord, pentimento_job_record_free)

G_END_DECLS
