/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

#include "seedream-picture.h"

G_BEGIN_DECLS

/**
 * SeedreamBody:
 *
 * The body of one HTTP request whose pictures are not copied: it knows its length beforehand and opens fresh streams.
 */
#define SEEDREAM_TYPE_BODY (seedream_body_get_type ())
G_DECLARE_FINAL_TYPE (SeedreamBody, seedream_body, SEEDREAM, BODY, GObject)

/**
 * seedream_body_new_json:
 * @root: the JSON document
 * @pictures: (nullable): a #GListModel of #SeedreamPicture
 *
 * Makes a JSON body in which each string that is equal to seedream_body_placeholder() of a picture's position is sent as that picture's
 * data: URI ("data:image/png;base64,…"), encoded while it is being sent.
 */
SeedreamBody *seedream_body_new_json (JsonNode *root, GListModel *pictures);

/** Returns: (transfer full): the string that stands for the data: URI of the picture at @position; unguessable, new with each process, so that no prompt can hold it */
char *seedream_body_placeholder (guint position);

/**
 * seedream_body_new_multipart:
 *
 * Makes a multipart/form-data body of one part, "file", which is @picture under a name that no other upload has.
 */
SeedreamBody *seedream_body_new_multipart (SeedreamPicture *picture);

/**
 * seedream_body_new_form:
 * @fields: (nullable): names and values in turn, our own plain words, %NULL-terminated
 *
 * As seedream_body_new_multipart(), after one part of text for each of @fields.
 */
SeedreamBody *seedream_body_new_form (SeedreamPicture *picture, const char *const *fields);

/** Returns: (transfer full): a file name for @picture that no other upload has, and nobody can guess */
char *seedream_body_file_name (SeedreamPicture *picture);

/** Makes a body that is the picture's file and nothing else. */
SeedreamBody *seedream_body_new_file (SeedreamPicture *picture);

/** Tells that @length bytes of it are on their way; emits `written` (guint64: how many are in all, since the body was last opened). */
void seedream_body_note_written (SeedreamBody *self, gsize length);

const char *seedream_body_get_content_type (SeedreamBody *self);

/** Returns: the exact length in bytes */
gsize seedream_body_get_length (SeedreamBody *self);

/** Returns: (transfer full): a new stream of the whole body; each call gives an independent one */
GInputStream *seedream_body_open (SeedreamBody *self);

G_END_DECLS
