/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sandbox-service.h"

G_BEGIN_DECLS

/**
 * SandboxUpload:
 * @id: its random name, or the path that the client has given it
 * @media_type: what it was said to be, and is
 * @content: the file
 * @link: where it can be had until it expires
 * @end: when that is, in monotonic time
 *
 * A picture that was sent ahead of a request.
 */
typedef struct {
  char *id;
  const char *media_type;
  GBytes *content;
  char *link;
  gint64 end;
} SandboxUpload;

void sandbox_upload_free (SandboxUpload *self);

/**
 * sandbox_uploads_receive:
 * @max_bytes: what the provider takes at most
 * @life: for how many seconds it keeps what it is given
 *
 * Reads a multipart body with one part "file", a PNG or JPEG file with a name. Expects a body that is complete.
 *
 * Returns: (transfer none) (nullable): the upload, or %NULL with an error in the words of a service
 */
const SandboxUpload *sandbox_uploads_receive (SandboxService *service,
                                              SoupServerMessage *message,
                                              gsize max_bytes,
                                              gint64 life,
                                              GError **error);

/**
 * sandbox_uploads_receive_named:
 *
 * As sandbox_uploads_receive(), with a part "uploadPath" that says where the file is to lie and possibly one "fileName". What lay
 * there before is replaced: its link leads to the new file.
 */
const SandboxUpload *
sandbox_uploads_receive_named (SandboxService *service, SoupServerMessage *message, gint64 life, GError **error);

/**
 * sandbox_uploads_put:
 * @path: where it can be had from then on; what lies there is replaced
 * @media_type: (nullable): what it is said to be
 *
 * Returns: (transfer none) (nullable): the upload, or %NULL where @content is no PNG or JPEG file of that type
 */
const SandboxUpload *
sandbox_uploads_put (SandboxService *service, const char *path, const char *media_type, GBytes *content, gint64 life);

/** Returns: whether @link is one to this server's own uploads, or could have been once */
gboolean sandbox_uploads_is_own_link (SandboxService *service, const char *link);

/** Receives the upload at @link as the next reference; one that is gone is remembered as the order's picture error. */
void sandbox_uploads_add_picture (SandboxService *service, SandboxOrder *order, const char *link);

/** Receives 1 to 10 references that are links to uploads: the server fetches nothing from elsewhere. */
gboolean sandbox_uploads_read_links (SandboxService *service,
                                     SandboxOrder *order,
                                     JsonObject *object,
                                     const char *name,
                                     GError **error);

/** Answers GET /uploads/… */
void sandbox_uploads_handle (SandboxService *service, SoupServerMessage *message, const char *path);

G_END_DECLS
