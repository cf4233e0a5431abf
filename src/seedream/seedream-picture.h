/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define SEEDREAM_TYPE_PICTURE (seedream_picture_get_type ())
G_DECLARE_FINAL_TYPE (SeedreamPicture, seedream_picture, SEEDREAM, PICTURE, GObject)

/**
 * seedream_picture_new:
 * @bytes: a picture file as the provider takes it; may be a mapped file
 * @media_type: "image/png" or "image/jpeg"
 * @sha256: the SHA-256 of @bytes, in hexadecimal
 * @width, @height: its size in pixels
 *
 * One input picture of a request, ready to be sent.
 */
SeedreamPicture *
seedream_picture_new (GBytes *bytes, const char *media_type, const char *sha256, int width, int height);

/** Tells that the bytes are a mapped file that nobody writes to, so that what has been sent of them is let go of. Before anybody else sees the picture. */
void seedream_picture_set_mapped (SeedreamPicture *self);

gboolean seedream_picture_is_mapped (SeedreamPicture *self);
GBytes *seedream_picture_get_bytes (SeedreamPicture *self);
const char *seedream_picture_get_media_type (SeedreamPicture *self);
const char *seedream_picture_get_sha256 (SeedreamPicture *self);
int seedream_picture_get_width (SeedreamPicture *self);
int seedream_picture_get_height (SeedreamPicture *self);

G_END_DECLS
