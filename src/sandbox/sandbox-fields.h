/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* Reading a JSON request as strictly as a service does. Errors are %G_IO_ERROR_INVALID_DATA in the words of a service. */

/** Returns: (transfer full) (nullable): the object that @body is */
JsonObject *sandbox_fields_parse (GBytes *body, GError **error);

/** Returns: whether @object has none but the fields in @names */
gboolean sandbox_fields_check_names (JsonObject *object, const char *const *names, GError **error);

/** Gives a string; @value is left alone where there is none. */
gboolean sandbox_fields_read_string (JsonObject *object, const char *name, const char **value, GError **error);
gboolean sandbox_fields_read_integer (JsonObject *object, const char *name, gint64 *value, GError **error);
gboolean sandbox_fields_read_boolean (JsonObject *object, const char *name, gboolean *value, GError **error);

/** Returns: (transfer none) (nullable): the array of @min to @max strings that has to be there */
JsonArray *sandbox_fields_read_strings (JsonObject *object, const char *name, guint min, guint max, GError **error);

/**
 * sandbox_fields_read_prompt:
 * @max: how many characters it may have
 * @prompt: (out) (transfer full): the prompt, which has to be there and to say something
 */
gboolean sandbox_fields_read_prompt (JsonObject *object, guint max, char **prompt, GError **error);

/** Reads "WIDTH*HEIGHT" with 1024 to 4096 a side. */
gboolean sandbox_fields_read_size (const char *size, int *width, int *height, GError **error);

/** Reads an integer of @min to @max; @value is left alone where there is none. */
gboolean
sandbox_fields_read_range (JsonObject *object, const char *name, gint64 min, gint64 max, gint64 *value, GError **error);

/**
 * sandbox_fields_split:
 * @error: what one of these functions has set
 * @name: (out) (transfer full): the field that it is about; "" if it is about the whole
 *
 * Returns: (transfer none): what is wrong with it
 */
const char *sandbox_fields_split (const GError *error, char **name);

/** Sets @error to say what is wrong with a field. Returns: %FALSE */
gboolean sandbox_fields_refuse (const char *name, const char *reason, GError **error);

G_END_DECLS
