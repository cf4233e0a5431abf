/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * PentimentoBatchRequest:
 *
 * What is asked of each picture of a batch, as plain data.
 */
typedef struct {
  char *provider; /* id */
  char *endpoint; /* (nullable) */
  char *prompt;
  char *negative_prompt; /* (nullable) */
  int width;             /* 0 for "as the picture" */
  int height;
  gint64 seed; /* -1 for a random one */
  guint count; /* results of each picture */
  gboolean safety;
  gboolean fit_back; /* whether results of another size are brought back to the picture's */
  gboolean replace;  /* whether files in the output folder may be replaced */
  int quality;       /* 1 to 100, for results that have to be converted to JPEG or WebP */
} PentimentoBatchRequest;

#define PENTIMENTO_TYPE_BATCH_REQUEST (pentimento_batch_request_get_type ())
GType pentimento_batch_request_get_type (void);

/** Returns: (transfer full): one result of the picture's size, checked by the provider, for "practice" */
PentimentoBatchRequest *pentimento_batch_request_new (void);
PentimentoBatchRequest *pentimento_batch_request_copy (const PentimentoBatchRequest *self);
void pentimento_batch_request_free (PentimentoBatchRequest *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PentimentoBatchRequest, pentimento_batch_request_free)

/** Returns: (transfer full): all but `provider` and `endpoint` as JSON */
char *pentimento_batch_request_to_string (const PentimentoBatchRequest *self);

/** Takes over what pentimento_batch_request_to_string() wrote; what it does not know stays as it is. */
void pentimento_batch_request_read_string (PentimentoBatchRequest *self, const char *text);

G_END_DECLS
