/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "library-manifest.h"

#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>
#include <string.h>

#include "library-archive.h"
#include "pentimento-image-format.h"
#include "pentimento-library-tags.h"
#include "pentimento-measured.h"
#include "pentimento-recipe.h"

#define FORMAT "pentimento-history"

/* Raised when a reader that does not know what is new would show another picture. What is merely unknown is passed over. */
#define FORMAT_VERSION 1

/* An object, its list of versions, one of them, its cost or references. */
#define MAX_DEPTH 4

/* Bytes: a UUID twice over; a media type, a provider or a kind of cost; a name or a title; a prompt, of which no provider takes so much. */
#define LONGEST_ID 72
#define LONGEST_WORD 64
#define LONGEST_NAME 4096
#define LONGEST_TEXT 262144

/* Tags of a version, pictures that one was made with. */
#define MOST_TEXTS 256

/* The end of the year 9999, in microseconds: no calendar is written further. */
#define LATEST G_GINT64_CONSTANT (253402300799000000)

static void
object_free (gpointer data)
{
  LibraryManifestObject *object = data;

  g_free (object->sha256);
  g_free (object->media_type);
  g_free (object->name);
  g_free (object);
}

LibraryManifest *
library_manifest_new (void)
{
  LibraryManifest *self = g_new0 (LibraryManifest, 1);

  self->versions = g_ptr_array_new_with_free_func (g_object_unref);
  self->objects = g_ptr_array_new_with_free_func (object_free);
  self->index = g_hash_table_new (g_str_hash, g_str_equal);
  return self;
}

void
library_manifest_free (LibraryManifest *self)
{
  g_free (self->picture_id);
  g_free (self->current_id);
  g_hash_table_unref (self->index);
  g_ptr_array_unref (self->versions);
  g_ptr_array_unref (self->objects);
  g_free (self);
}

gboolean
library_manifest_add_object (LibraryManifest *self,
                             const char *sha256,
                             const char *media_type,
                             const char *extension,
                             guint64 size)
{
  LibraryManifestObject *object;

  if (library_manifest_find_object (self, sha256) != NULL)
    return FALSE;
  object = g_new0 (LibraryManifestObject, 1);
  object->sha256 = g_strdup (sha256);
  object->media_type = g_strdup (media_type);
  object->name = g_strdup_printf ("objects/%s.%s", sha256, extension);
  object->size = size;
  g_ptr_array_add (self->objects, object);
  return g_hash_table_insert (self->index, object->sha256, object);
}

const LibraryManifestObject *
library_manifest_find_object (const LibraryManifest *self, const char *sha256)
{
  return g_hash_table_lookup (self->index, sha256);
}

char **
library_manifest_list_needed (PentimentoVersion *version)
{
  const char *text = pentimento_version_get_recipe (version);
  g_autoptr (PentimentoRecipe) recipe = text != NULL ? pentimento_recipe_new_from_string (text, NULL) : NULL;
  g_auto (GStrv) named = recipe != NULL ? pentimento_recipe_list_objects (recipe) : NULL;
  g_autoptr (GStrvBuilder) needed = g_strv_builder_new ();

  g_strv_builder_add (needed, pentimento_version_get_sha256 (version));
  g_strv_builder_addv (needed, (const char **)pentimento_version_get_references (version));
  if (named != NULL)
    g_strv_builder_addv (needed, (const char **)named);
  return g_strv_builder_end (needed);
}

/* Writing */

static void
add_text (JsonBuilder *builder, const char *name, const char *text)
{
  if (text == NULL)
    return;
  json_builder_set_member_name (builder, name);
  json_builder_add_string_value (builder, text);
}

static void
add_integer (JsonBuilder *builder, const char *name, gint64 number)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_int_value (builder, number);
}

static void
add_flag (JsonBuilder *builder, const char *name, gboolean yes)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_boolean_value (builder, yes);
}

static void
add_texts (JsonBuilder *builder, const char *name, const char *const *texts)
{
  json_builder_set_member_name (builder, name);
  json_builder_begin_array (builder);
  for (; *texts != NULL; texts++)
    json_builder_add_string_value (builder, *texts);
  json_builder_end_array (builder);
}

static void
write_version (JsonBuilder *builder, PentimentoVersion *version)
{
  json_builder_begin_object (builder);
  add_text (builder, "id", pentimento_version_get_id (version));
  add_text (builder, "parent", pentimento_version_get_parent_id (version));
  add_text (builder, "kind", pentimento_version_kind_to_string (pentimento_version_get_kind (version)));
  add_text (builder, "name", pentimento_version_get_name (version));
  add_text (builder, "title", pentimento_version_get_title (version));
  add_texts (builder, "tags", pentimento_version_get_tags (version));
  add_flag (builder, "starred", pentimento_version_get_starred (version));
  add_flag (builder, "rejected", pentimento_version_get_rejected (version));
  add_integer (builder, "created", pentimento_version_get_created (version));
  add_text (builder, "sha256", pentimento_version_get_sha256 (version));
  add_text (builder, "recipe", pentimento_version_get_recipe (version));
  add_text (builder, "measured", pentimento_version_get_measured (version));
  add_integer (builder, "width", pentimento_version_get_width (version));
  add_integer (builder, "height", pentimento_version_get_height (version));
  add_text (builder, "prompt", pentimento_version_get_prompt (version));
  add_text (builder, "negative_prompt", pentimento_version_get_negative_prompt (version));
  add_text (builder, "provider", pentimento_version_get_provider (version));
  add_integer (builder, "seed", pentimento_version_get_seed (version));
  add_integer (builder, "position", pentimento_version_get_position (version));
  add_integer (builder, "cost_micros", pentimento_version_get_cost_micros (version));
  add_text (builder, "cost_currency", pentimento_version_get_cost_currency (version));
  add_text (builder, "cost_kind", pentimento_version_get_cost_kind (version));
  add_texts (builder, "references", pentimento_version_get_references (version));
  json_builder_end_object (builder);
}

static void
write_object (JsonBuilder *builder, const LibraryManifestObject *object)
{
  json_builder_begin_object (builder);
  add_text (builder, "sha256", object->sha256);
  add_text (builder, "media_type", object->media_type);
  add_text (builder, "file", object->name);
  add_integer (builder, "size", object->size);
  json_builder_end_object (builder);
}

GBytes *
library_manifest_write (const LibraryManifest *self)
{
  g_autoptr (JsonBuilder) builder = json_builder_begin_object (json_builder_new ());
  g_autoptr (JsonNode) root = NULL;
  char *text;

  add_text (builder, "format", FORMAT);
  add_integer (builder, "version", FORMAT_VERSION);
  add_text (builder, "program", PENTIMENTO_RELEASE);
  add_text (builder, "picture", self->picture_id);
  add_text (builder, "current", self->current_id);
  json_builder_set_member_name (builder, "versions");
  json_builder_begin_array (builder);
  for (guint i = 0; i < self->versions->len; i++)
    write_version (builder, self->versions->pdata[i]);
  json_builder_end_array (builder);
  json_builder_set_member_name (builder, "objects");
  json_builder_begin_array (builder);
  for (guint i = 0; i < self->objects->len; i++)
    write_object (builder, self->objects->pdata[i]);
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);
  text = json_to_string (root, TRUE);
  return g_bytes_new_take (text, strlen (text));
}

/* Reading: each function sets @good to %FALSE where something is not as it has to be, and goes on. */

typedef struct {
  JsonObject *object;
  gboolean *good;
} Fields;

/* Returns: (nullable): the member, of that type */
static JsonNode *
take (Fields fields, const char *name, GType type, gboolean needed)
{
  JsonNode *node = json_object_get_member (fields.object, name);

  if (node == NULL && !needed)
    return NULL;
  if (node != NULL && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == type)
    return node;
  *fields.good = FALSE;
  return NULL;
}

static const char *
take_text (Fields fields, const char *name, gsize longest, gboolean needed)
{
  JsonNode *node = take (fields, name, G_TYPE_STRING, needed);
  const char *text = node != NULL ? json_node_get_string (node) : NULL;

  if (text == NULL || (strlen (text) <= longest && (*text != '\0' || !needed)))
    return text;
  *fields.good = FALSE;
  return NULL;
}

/* A text in which there is nothing but letters, digits and what joins them. */
static const char *
take_word (Fields fields, const char *name, gsize longest, gboolean needed)
{
  const char *text = take_text (fields, name, longest, needed);

  if (text == NULL || text[strspn (text, G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS "-_./")] == '\0')
    return text;
  *fields.good = FALSE;
  return NULL;
}

static gint64
take_integer (Fields fields, const char *name, gint64 least, gint64 most)
{
  JsonNode *node = take (fields, name, G_TYPE_INT64, TRUE);
  gint64 number = node != NULL ? json_node_get_int (node) : least;

  if (number >= least && number <= most)
    return number;
  *fields.good = FALSE;
  return least;
}

static gboolean
take_flag (Fields fields, const char *name)
{
  JsonNode *node = take (fields, name, G_TYPE_BOOLEAN, FALSE);

  return node != NULL && json_node_get_boolean (node);
}

static gboolean
is_sha256 (const char *text)
{
  return text != NULL && strlen (text) == 64 && strspn (text, "0123456789abcdef") == 64;
}

static JsonArray *
take_array (Fields fields, const char *name, guint most)
{
  JsonNode *node = json_object_get_member (fields.object, name);
  JsonArray *array = node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

  if (array != NULL && json_array_get_length (array) <= most)
    return array;
  *fields.good = FALSE;
  return NULL;
}

static char **
take_texts (Fields fields, const char *name)
{
  JsonArray *array = take_array (fields, name, MOST_TEXTS);
  g_autoptr (GStrvBuilder) texts = g_strv_builder_new ();

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      JsonNode *node = json_array_get_element (array, i);

      if (json_node_get_value_type (node) == G_TYPE_STRING)
        g_strv_builder_add (texts, json_node_get_string (node));
      else
        *fields.good = FALSE;
    }
  return g_strv_builder_end (texts);
}

/* As a person could have given them, each once. */
static char **
take_tags (Fields fields)
{
  g_auto (GStrv) texts
      = json_object_has_member (fields.object, "tags") ? take_texts (fields, "tags") : g_new0 (char *, 1);
  g_autoptr (GHashTable) known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GStrvBuilder) tags = g_strv_builder_new ();

  for (char **text = texts; *text != NULL; text++)
    {
      g_autofree char *tag = pentimento_tag_clean (*text);

      if (tag != NULL && g_hash_table_add (known, g_ascii_strdown (tag, -1)))
        g_strv_builder_add (tags, tag);
    }
  return g_strv_builder_end (tags);
}

/* What nests is not looked at: json-glib recurses. */
static const char *
take_measured (Fields fields)
{
  const char *text = take_text (fields, "measured", LONGEST_NAME, FALSE);
  PentimentoMeasured measured;

  if (text == NULL || (library_archive_is_flat (text, strlen (text), 1) && pentimento_measured_read (&measured, text)))
    return text;
  *fields.good = FALSE;
  return NULL;
}

static PentimentoVersionKind
take_kind (Fields fields)
{
  const char *text = take_word (fields, "kind", LONGEST_WORD, TRUE);
  PentimentoVersionKind kind = PENTIMENTO_VERSION_OPENED;

  if (text != NULL && !pentimento_version_kind_from_string (text, &kind))
    *fields.good = FALSE;
  return kind;
}

static void
read_object (LibraryManifest *self, Fields fields)
{
  const char *sha256 = take_text (fields, "sha256", LONGEST_ID, TRUE);
  const char *media_type = take_word (fields, "media_type", LONGEST_WORD, TRUE);
  const char *extension = media_type != NULL ? pentimento_image_extension (media_type) : NULL;
  gint64 size = take_integer (fields, "size", 1, G_MAXINT64);

  *fields.good = *fields.good && is_sha256 (sha256) && extension != NULL;
  *fields.good = *fields.good && library_manifest_add_object (self, sha256, media_type, extension, size);
}

static void
read_version (LibraryManifest *self, Fields fields)
{
  const char *sha256 = take_text (fields, "sha256", LONGEST_ID, TRUE);
  const LibraryManifestObject *object = sha256 != NULL ? library_manifest_find_object (self, sha256) : NULL;
  const char *title = take_text (fields, "title", LONGEST_NAME, FALSE);
  g_auto (GStrv) references = take_texts (fields, "references");
  g_auto (GStrv) tags = take_tags (fields);

  *fields.good = *fields.good && object != NULL;
  if (!*fields.good)
    return;
  /* clang-format off */
  g_ptr_array_add (self->versions,
      g_object_new (PENTIMENTO_TYPE_VERSION,
                    "id", take_word (fields, "id", LONGEST_ID, TRUE),
                    "picture-id", self->picture_id,
                    "parent-id", take_word (fields, "parent", LONGEST_ID, FALSE),
                    "kind", take_kind (fields),
                    "name", take_text (fields, "name", LONGEST_NAME, FALSE),
                    "title", title != NULL && *title != '\0' ? title : NULL,
                    "starred", take_flag (fields, "starred"),
                    "rejected", take_flag (fields, "rejected"),
                    "created", take_integer (fields, "created", 0, LATEST),
                    "sha256", sha256,
                    "media-type", object->media_type,
                    "recipe", take_text (fields, "recipe", LONGEST_TEXT, FALSE),
                    "width", (int)take_integer (fields, "width", 1, G_MAXINT),
                    "height", (int)take_integer (fields, "height", 1, G_MAXINT),
                    "prompt", take_text (fields, "prompt", LONGEST_TEXT, FALSE),
                    "negative-prompt", take_text (fields, "negative_prompt", LONGEST_TEXT, FALSE),
                    "provider", take_word (fields, "provider", LONGEST_WORD, FALSE),
                    "seed", take_integer (fields, "seed", -1, G_MAXINT64),
                    "position", (guint)take_integer (fields, "position", 0, G_MAXINT),
                    "cost-micros", take_integer (fields, "cost_micros", 0, LATEST),
                    "cost-currency", take_word (fields, "cost_currency", LONGEST_WORD, TRUE),
                    "cost-kind", take_word (fields, "cost_kind", LONGEST_WORD, TRUE),
                    "references", references,
                    "tags", tags,
                    "measured", take_measured (fields),
                    NULL));
  /* clang-format on */
}

/* Calls @read for each object of an array. */
static void
read_all (LibraryManifest *self, Fields fields, const char *name, guint most, void (*read) (LibraryManifest *, Fields))
{
  JsonArray *array = take_array (fields, name, most);

  for (guint i = 0; *fields.good && array != NULL && i < json_array_get_length (array); i++)
    {
      JsonNode *node = json_array_get_element (array, i);

      if (JSON_NODE_HOLDS_OBJECT (node))
        read (self, (Fields){ json_node_get_object (node), fields.good });
      else
        *fields.good = FALSE;
    }
}

/* The recipe of a newer program says so itself. */
static gboolean
check_recipe (PentimentoVersion *version, GError **error)
{
  const char *text = pentimento_version_get_recipe (version);
  g_autoptr (PentimentoRecipe) recipe = text != NULL ? pentimento_recipe_new_from_string (text, error) : NULL;

  return text == NULL || recipe != NULL;
}

static gboolean
mark_needed (const LibraryManifest *self, PentimentoVersion *version, GHashTable *needed)
{
  g_auto (GStrv) sha256s = library_manifest_list_needed (version);

  for (char **sha256 = sha256s; *sha256 != NULL; sha256++)
    {
      const LibraryManifestObject *object = library_manifest_find_object (self, *sha256);

      if (object == NULL)
        return FALSE;
      g_hash_table_add (needed, (gpointer)object);
    }
  return TRUE;
}

/* A parent comes before its children, so that there can be no circle. */
static gboolean
check_versions (const LibraryManifest *self, gboolean *good, GError **error)
{
  g_autoptr (GHashTable) ids = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) needed = g_hash_table_new (NULL, NULL);

  for (guint i = 0; *good && i < self->versions->len; i++)
    {
      PentimentoVersion *version = self->versions->pdata[i];
      const char *parent_id = pentimento_version_get_parent_id (version);

      if (!check_recipe (version, error))
        return FALSE;
      *good = (parent_id == NULL || g_hash_table_contains (ids, parent_id))
              && g_hash_table_add (ids, (gpointer)pentimento_version_get_id (version))
              && mark_needed (self, version, needed);
    }
  *good = *good && g_hash_table_contains (ids, self->current_id) && g_hash_table_size (needed) == self->objects->len;
  return TRUE;
}

static gboolean
check_format (Fields fields, GError **error)
{
  const char *format = take_text (fields, "format", LONGEST_WORD, TRUE);
  gint64 version = take_integer (fields, "version", 1, G_MAXINT64);

  *fields.good = *fields.good && g_strcmp0 (format, FORMAT) == 0;
  if (!*fields.good || version <= FORMAT_VERSION)
    return TRUE;
  g_set_error_literal (error, PENTIMENTO_LIBRARY_ERROR, PENTIMENTO_LIBRARY_ERROR_NEWER,
                       _ ("This history was written by a newer version of Pentimento. Update the program to read it."));
  return FALSE;
}

static gboolean
read_fields (LibraryManifest *self, Fields fields, GError **error)
{
  if (!check_format (fields, error))
    return FALSE;
  self->picture_id = g_strdup (take_word (fields, "picture", LONGEST_ID, TRUE));
  self->current_id = g_strdup (take_word (fields, "current", LONGEST_ID, TRUE));
  read_all (self, fields, "objects", LIBRARY_MANIFEST_MAX_OBJECTS, read_object);
  read_all (self, fields, "versions", LIBRARY_MANIFEST_MAX_VERSIONS, read_version);
  return check_versions (self, fields.good, error);
}

LibraryManifest *
library_manifest_read (GBytes *bytes, GError **error)
{
  g_autoptr (LibraryManifest) self = library_manifest_new ();
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  gsize size;
  const char *text = g_bytes_get_data (bytes, &size);
  gboolean good
      = library_archive_is_flat (text, size, MAX_DEPTH) && json_parser_load_from_data (parser, text, size, NULL);
  JsonNode *root = good ? json_parser_get_root (parser) : NULL;

  good = root != NULL && JSON_NODE_HOLDS_OBJECT (root);
  if (good && !read_fields (self, (Fields){ json_node_get_object (root), &good }, error))
    return NULL;
  if (good)
    return g_steal_pointer (&self);
  g_set_error_literal (error, PENTIMENTO_LIBRARY_ERROR, PENTIMENTO_LIBRARY_ERROR_ARCHIVE,
                       _ ("What the file says of its history does not hold together: it is damaged, or no file of "
                          "Pentimento."));
  return NULL;
}
