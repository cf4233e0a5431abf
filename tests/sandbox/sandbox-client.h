/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <json-glib/json-glib.h>
#include <libsoup/soup.h>

#include "pentimento-image-error.h"
#include "pentimento-image-format.h"
#include "pentimento-image.h"
#include "pentimento-sandbox.h"

G_BEGIN_DECLS

/* A client for the practice server that shares no code with the service layer. */

typedef struct {
  guint status;
  char *media_type;
  GBytes *body;
  JsonObject *json; /* NULL unless the body is a JSON object */
} Answer;

void answer_free (Answer *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Answer, answer_free)

/** Returns: a started server on which jobs take no time, with @fault if not %NULL */
PentimentoSandbox *start_sandbox (const char *fault);

/** Calls @path with the key "test"; with @body by POST, without by GET. */
Answer *call (PentimentoSandbox *sandbox, const char *path, const char *body);

/** As call(), with the headers given, and POST if @post even without a body. */
Answer *call_with (PentimentoSandbox *sandbox,
                   const char *path,
                   gboolean post,
                   const char *authorization,
                   const char *content_type,
                   const char *body);

/** Takes all faults away. */
void mend (PentimentoSandbox *sandbox);

/** Returns: the text of a member of the answer's JSON, "" if there is none */
const char *answer_text (Answer *self, const char *member);

/** Returns: the body as text */
char *answer_body (Answer *self);

/** Returns: a data: URI of one colour, of @media_type */
char *make_uri (int width, int height, guint rgba, const char *media_type);
char *make_uri_of_pixels (GdkPixbuf *pixels, const char *media_type);

/** Returns: the body of an edit of pictures given as data: URIs, 1024*1024 */
char *make_edit (const char *prompt, const char *const *uris);

/** Returns: the id of a new job that shall make a grey square warmer */
char *submit (PentimentoSandbox *sandbox);

/** Returns: the answer to the poll that finds the job ended */
Answer *wait_for_end (PentimentoSandbox *sandbox, const char *model, const char *id);

/** Returns: the link in the usual place of a finished job's answer */
const char *get_link (Answer *self);

/** Sends a picture of one colour as the part @part of a multipart body. */
Answer *upload (PentimentoSandbox *sandbox, const char *path, const char *part, const char *media_type);

/** Adds a picture of one colour to a multipart body. */
void add_picture (SoupMultipart *multipart, const char *part, guint rgba, const char *media_type);

/** Sends a multipart body with the key "test". */
Answer *send_multipart (PentimentoSandbox *sandbox, const char *path, SoupMultipart *multipart);

/** Downloads without any key. */
Answer *fetch (const char *url);

/** Returns: the decoded pixels of a body */
GdkPixbuf *decode (GBytes *body);

/** Submits, waits, downloads and decodes. */
GdkPixbuf *make_picture (PentimentoSandbox *sandbox, const char *model, const char *body);

/** Sends a request over a socket of its own and reads what comes until the end; @error tells a reset from an orderly end. */
GString *exchange (PentimentoSandbox *sandbox, const char *head, const char *body, GError **error);

/** Returns: a number of /practice/stats */
gint64 get_count (PentimentoSandbox *sandbox, const char *name);

G_END_DECLS
