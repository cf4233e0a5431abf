/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * PentimentoBatchRecord:
 *
 * One edit that is made of many pictures, as plain data. The gallery keeps it and understands only `output` and `state`:
 * "open" (something is still to be done), "incomplete" (every picture has had its turn; some cost nothing and can be tried again) or "ended".
 */
typedef struct {
  char *id;
  gint64 created; /* microseconds since 1970 UTC */
  char *state;
  char *provider;
  char *endpoint;       /* (nullable): where it is sent to, where that is not the one of the settings */
  char *request;        /* JSON: what is asked of each picture */
  char **references;    /* SHA-256s of the pictures that are sent along with each */
  char *output;         /* the folder of the results, as a path without symbolic links */
  gint64 budget_micros; /* millionths of a US dollar; -1 for none */
} PentimentoBatchRecord;

#define PENTIMENTO_TYPE_BATCH_RECORD (pentimento_batch_record_get_type ())
GType pentimento_batch_record_get_type (void);

/** Returns: (transfer full): an open batch made now, without a budget */
PentimentoBatchRecord *pentimento_batch_record_new (const char *id);
PentimentoBatchRecord *pentimento_batch_record_copy (const PentimentoBatchRecord *self);
void pentimento_batch_record_free (PentimentoBatchRecord *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PentimentoBatchRecord, pentimento_batch_record_free)

G_END_DECLS
