/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "pentimento-image-error.h"
#include "pentimento-image.h"

/* Pictures and files for the tests, all made here. Every returned object belongs to the caller. */

/* Red, green (upper half), blue, white (lower half) */
GdkPixbuf *fixture_quadrants (int width, int height);

/* Pixels that no format makes small, the same each time */
GdkPixbuf *fixture_noise (int width, int height, gboolean has_alpha);

/* @option and @value are for the saver, or %NULL */
GBytes *fixture_file (GdkPixbuf *pixels, const char *type, const char *option, const char *value);

/* One frame for each of @n_frames colours 0 to 3: black, red, green, white */
GBytes *fixture_gif (int width, int height, guint n_frames, const guint8 *colours);

/* The file with a tag such as "Exif.Image.Orientation" set; @extension tells the format */
GBytes *fixture_with_tag (GBytes *file, const char *extension, const char *tag, const char *value);

/* A PNG chunk put behind the header, with its length and check sum */
GBytes *fixture_with_png_chunk (GBytes *file, const char *type, const char *data);

/* What a PNG chunk of compressed data holds */
GBytes *fixture_deflate (const guint8 *data, gsize size);
void fixture_append_png_chunk (GByteArray *file, const char *type, const guint8 *data, gsize size);

/* The file with a profile, given as base64 text */
GBytes *fixture_file_with_profile (GdkPixbuf *pixels, const char *type, const char *profile);

GBytes *fixture_png_with_profile (GBytes *png, const char *profile);

/* A PNG of nothing but its header */
GBytes *fixture_png_header (guint32 width, guint32 height);
GBytes *fixture_png_header_of (guint32 width, guint32 height, guint8 depth, guint8 colour_type);

/* An lcms2 profile as a base64 text; takes it */
char *fixture_profile_text (gpointer profile);

/* A profile whose red is green and whose green is red, as a base64 text */
char *fixture_swapped_profile (void);
char *fixture_srgb_profile (void);
char *fixture_grey_profile (void);

/* An image that must be readable */
PentimentoImage *fixture_image (GBytes *file, const char *name);

/* The pixels of a file that must be readable, which are of the size that its image tells */
GdkPixbuf *fixture_decode (GBytes *file);

GBytes *fixture_cut (GBytes *file, gsize length);
void fixture_assert_colour (GdkPixbuf *pixels, int x, int y, guint8 red, guint8 green, guint8 blue, int tolerance);

/* For async calls: pass fixture_take_result and a GAsyncResult pointer that is %NULL, then wait. */
void fixture_take_result (GObject *source, GAsyncResult *result, gpointer user_data);
void fixture_wait (GAsyncResult **result);

char *fixture_folder (void);
void fixture_remove_folder (const char *folder);

/* The largest difference of two pictures of the same size, in levels; of alpha where both have it */
int fixture_difference (GdkPixbuf *left, GdkPixbuf *right);
