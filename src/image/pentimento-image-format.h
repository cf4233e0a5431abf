/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * pentimento_image_media_type_of_bytes:
 * @bytes: the beginning of a file, or all of it
 *
 * Tells the media type by the content alone; names and HTTP headers lie. The signatures are those of the formats'
 * own specifications (PNG, JFIF/Exif, RIFF WebP, TIFF 6, GIF87a/89a, ISO BMFF brands for AVIF and HEIC).
 *
 * Returns: (nullable): a static string such as "image/png", or %NULL if it is none of the known formats
 */
const char *pentimento_image_media_type_of_bytes (GBytes *bytes);

/**
 * pentimento_image_media_type_of_name:
 * @name: a file name or path
 *
 * Tells which format a person wants who chose @name to save to, by the ending, without regard to case.
 *
 * Returns: (nullable): a static media type, or %NULL for an unknown or missing ending
 */
const char *pentimento_image_media_type_of_name (const char *name);

/**
 * pentimento_image_extension:
 * @media_type: a media type that one of the functions above returned
 *
 * Returns: (nullable): the usual ending without its dot, "jpg" for "image/jpeg"; %NULL for an unknown type
 */
const char *pentimento_image_extension (const char *media_type);

/**
 * pentimento_image_readable_types:
 *
 * Lists what this machine can open: the known formats for which GdkPixbuf has a loader here.
 *
 * Returns: (transfer container): a %NULL-terminated array of static media types, to be freed with g_free()
 */
const char **pentimento_image_readable_types (void);

/**
 * pentimento_image_writable_types:
 *
 * Lists what pentimento_image_encode() can write on this machine, of PNG, JPEG, WebP, TIFF and AVIF.
 *
 * Returns: (transfer container): a %NULL-terminated array of static media types, to be freed with g_free()
 */
const char **pentimento_image_writable_types (void);

/** Returns: (transfer full): the endings of what can be written, for messages: ".png, .jpg, .webp" */
char *pentimento_image_describe_writable (void);

/**
 * pentimento_image_complete_name:
 * @name: what a person typed
 * @media_type: (nullable): what is to be written; %NULL where the name decides, and PNG where it does not
 *
 * Returns: (transfer full): @name where its ending says @media_type, else @name with the usual ending of @media_type behind it
 */
char *pentimento_image_complete_name (const char *name, const char *media_type);

G_END_DECLS
