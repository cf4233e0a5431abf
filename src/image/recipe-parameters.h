/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* The parameters of an operation, as its object holds them. FALSE where one is missing, of another type, or beyond what the type holds. */
gboolean recipe_read_integer (JsonObject *object, const char *name, int *number);
gboolean recipe_read_number (JsonObject *object, const char *name, double *number);
gboolean recipe_read_flag (JsonObject *object, const char *name, gboolean *flag);

/* 64 lower-case hexadecimal digits; @sha256 has room for RECIPE_SHA256_SIZE. */
gboolean recipe_read_sha256 (JsonObject *object, const char *name, char *sha256);

/* Appends `,"name":number`, the same in every language. Numbers are rounded to six digits, which is what then counts. */
void recipe_write_integer (GString *text, const char *name, int number);
void recipe_write_number (GString *text, const char *name, double number);

/* Whether a text nests deeper than an array of objects of values does: json-glib recurses, and what does could exhaust a thread's stack.
 * No name or value of a recipe has brackets in it. */
gboolean recipe_nests_deeply (const char *text);

/* Whether a picture of that size is within pentimento_image_default_limits; else a sentence. */
gboolean recipe_check_size (int width, int height, GError **error);

G_END_DECLS
