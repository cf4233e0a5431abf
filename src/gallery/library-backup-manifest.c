/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "library-backup-manifest.h"

#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>
#include <string.h>

#include "library-archive.h"
#include "pentimento-library.h"

#define FORMAT "pentimento-library"

/* Raised when a program that does not know what is new would make another library of it. */
#define FORMAT_VERSION 1

void
library_backup_manifest_clear (LibraryBackupManifest *self)
{
  g_clear_pointer (&self->database_sha256, g_free);
}

static void
add_text (JsonBuilder *builder, const char *name, const char *text)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_string_value (builder, text);
}

static void
add_integer (JsonBuilder *builder, const char *name, gint64 number)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_int_value (builder, number);
}

GBytes *
library_backup_manifest_write (const LibraryBackupManifest *self)
{
  g_autoptr (JsonBuilder) builder = json_builder_begin_object (json_builder_new ());
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autofree char *created = g_date_time_format_iso8601 (now);
  g_autoptr (JsonNode) root = NULL;
  char *text;

  add_text (builder, "format", FORMAT);
  add_integer (builder, "version", FORMAT_VERSION);
  add_text (builder, "program", PENTIMENTO_RELEASE);
  add_text (builder, "created", created);
  add_text (builder, "database", self->database_sha256);
  add_integer (builder, "files", self->files);
  add_integer (builder, "left_out", self->left_out);
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);
  text = json_to_string (root, TRUE);
  return g_bytes_new_take (text, strlen (text));
}

/* Returns: (nullable): the member, where it is of that type */
static JsonNode *
take (JsonObject *object, const char *name, GType type)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == type ? node : NULL;
}

static const char *
take_text (JsonObject *object, const char *name)
{
  JsonNode *node = take (object, name, G_TYPE_STRING);

  return node != NULL ? json_node_get_string (node) : "";
}

static gint64
take_integer (JsonObject *object, const char *name)
{
  JsonNode *node = take (object, name, G_TYPE_INT64);

  return node != NULL ? json_node_get_int (node) : -1;
}

gboolean
library_backup_manifest_read (LibraryBackupManifest *self, GBytes *bytes, GError **error)
{
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  gsize size;
  const char *text = g_bytes_get_data (bytes, &size);
  gboolean good = library_archive_is_flat (text, size, 1) && json_parser_load_from_data (parser, text, size, NULL);
  JsonNode *root = good ? json_parser_get_root (parser) : NULL;
  JsonObject *object = root != NULL && JSON_NODE_HOLDS_OBJECT (root) ? json_node_get_object (root) : NULL;

  if (object != NULL && g_str_equal (take_text (object, "format"), FORMAT)
      && take_integer (object, "version") > FORMAT_VERSION)
    {
      g_set_error_literal (
          error, PENTIMENTO_LIBRARY_ERROR, PENTIMENTO_LIBRARY_ERROR_NEWER,
          _ ("This backup was written by a newer version of Pentimento. Update the program to restore it."));
      return FALSE;
    }
  if (object != NULL && g_str_equal (take_text (object, "format"), FORMAT) && take_integer (object, "version") > 0)
    {
      self->database_sha256 = g_strdup (take_text (object, "database"));
      self->files = take_integer (object, "files");
      self->left_out = take_integer (object, "left_out");
      if (self->files >= 0 && self->left_out >= 0)
        return TRUE;
    }
  g_set_error_literal (error, PENTIMENTO_LIBRARY_ERROR, PENTIMENTO_LIBRARY_ERROR_ARCHIVE,
                       _ ("The file is no backup of a library of Pentimento, or damaged."));
  return FALSE;
}
