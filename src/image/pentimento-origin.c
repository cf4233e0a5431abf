/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "pentimento-origin.h"

#include <json-glib/json-glib.h>
#include <string.h>

enum {
  /* Bytes. Providers take prompts of some thousand letters; all of it has to fit into the 64 KiB that JPEG files have for XMP. */
  MOST_IN_PROMPT = 16384,
  MOST_IN_WORD = 256,
  MOST_IN_TEXT = 65536,
  /* No provider takes more than 14 pictures (ten are usual). */
  MOST_REFERENCES = 16,
  HASH_LENGTH = 64,
  LONGEST_SIDE = 100000,
};

struct _PentimentoOrigin {
  gatomicrefcount references;
  char *text;
  PentimentoOriginFacts facts;
};

G_DEFINE_BOXED_TYPE (PentimentoOrigin, pentimento_origin, pentimento_origin_ref, pentimento_origin_unref)

PentimentoOrigin *
pentimento_origin_ref (PentimentoOrigin *self)
{
  g_atomic_ref_count_inc (&self->references);
  return self;
}

void
pentimento_origin_unref (PentimentoOrigin *self)
{
  if (!g_atomic_ref_count_dec (&self->references))
    return;
  g_free ((char *)self->facts.prompt);
  g_free ((char *)self->facts.negative_prompt);
  g_free ((char *)self->facts.provider);
  g_free ((char *)self->facts.model);
  g_strfreev ((char **)self->facts.references);
  g_free (self->text);
  g_free (self);
}

static gboolean
may_be_written (gunichar letter)
{
  /* XML has no place for control characters. */
  return (letter >= ' ' && letter != 0x7f && letter != 0xfffe && letter != 0xffff) || letter == '\n' || letter == '\t';
}

/* Whole letters, up to so many bytes. */
static char *
take_text (const char *text, gsize most)
{
  gsize length = text != NULL ? strnlen (text, most + 1) : 0;
  g_autofree char *valid = NULL;
  g_autoptr (GString) taken = g_string_new (NULL);

  if (length > most)
    for (length = most; length > 0 && (text[length] & 0xc0) == 0x80;)
      length--;
  valid = g_utf8_make_valid (text != NULL ? text : "", length);
  for (const char *at = valid; *at != '\0'; at = g_utf8_next_char (at))
    if (may_be_written (g_utf8_get_char (at)) && taken->len + (g_utf8_next_char (at) - at) <= most)
      g_string_append_unichar (taken, g_utf8_get_char (at));
  return taken->len > 0 ? g_strdup (taken->str) : NULL;
}

static gboolean
is_hash (const char *text)
{
  return strspn (text, "0123456789abcdef") == HASH_LENGTH && text[HASH_LENGTH] == '\0';
}

static char **
take_hashes (const char *const *hashes)
{
  g_autoptr (GStrvBuilder) taken = g_strv_builder_new ();
  guint n_taken = 0;

  for (guint i = 0; hashes != NULL && hashes[i] != NULL && n_taken < MOST_REFERENCES; i++)
    if (is_hash (hashes[i]))
      {
        g_strv_builder_add (taken, hashes[i]);
        n_taken++;
      }
  return n_taken > 0 ? g_strv_builder_end (taken) : NULL;
}

static void
add_string (JsonBuilder *builder, const char *name, const char *value)
{
  if (value == NULL)
    return;
  json_builder_set_member_name (builder, name);
  json_builder_add_string_value (builder, value);
}

static void
add_number (JsonBuilder *builder, const char *name, gint64 value, gint64 least)
{
  if (value < least)
    return;
  json_builder_set_member_name (builder, name);
  json_builder_add_int_value (builder, value);
}

static void
add_references (JsonBuilder *builder, const char *const *references)
{
  if (references == NULL)
    return;
  json_builder_set_member_name (builder, "references");
  json_builder_begin_array (builder);
  for (guint i = 0; references[i] != NULL; i++)
    json_builder_add_string_value (builder, references[i]);
  json_builder_end_array (builder);
}

static char *
write_text (const PentimentoOriginFacts *facts)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonGenerator) generator = json_generator_new ();
  g_autoptr (JsonNode) root = NULL;

  json_builder_begin_object (builder);
  add_string (builder, "prompt", facts->prompt);
  add_string (builder, "negativePrompt", facts->negative_prompt);
  add_string (builder, "provider", facts->provider);
  add_string (builder, "model", facts->model);
  add_number (builder, "seed", facts->seed, 0);
  add_number (builder, "width", facts->width, 1);
  add_number (builder, "height", facts->height, 1);
  add_references (builder, facts->references);
  json_builder_set_member_name (builder, "edited");
  json_builder_add_boolean_value (builder, facts->edited);
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);
  json_generator_set_root (generator, root);
  return json_generator_to_data (generator, NULL);
}

PentimentoOrigin *
pentimento_origin_new (const PentimentoOriginFacts *facts)
{
  PentimentoOrigin *self = g_new0 (PentimentoOrigin, 1);

  g_atomic_ref_count_init (&self->references);
  self->facts.prompt = take_text (facts->prompt, MOST_IN_PROMPT);
  self->facts.negative_prompt = take_text (facts->negative_prompt, MOST_IN_PROMPT);
  self->facts.provider = take_text (facts->provider, MOST_IN_WORD);
  self->facts.model = take_text (facts->model, MOST_IN_WORD);
  self->facts.seed = MAX (facts->seed, -1);
  self->facts.width = CLAMP (facts->width, 0, LONGEST_SIDE);
  self->facts.height = CLAMP (facts->height, 0, LONGEST_SIDE);
  self->facts.references = (const char *const *)take_hashes (facts->references);
  self->facts.edited = facts->edited != FALSE;
  self->text = write_text (&self->facts);
  return self;
}

static const char *
read_string (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING
             ? json_node_get_string (node)
             : NULL;
}

static gint64
read_number (JsonObject *object, const char *name, gint64 otherwise, gint64 most)
{
  JsonNode *node = json_object_get_member (object, name);
  gint64 number;

  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_INT64)
    return otherwise;
  number = json_node_get_int (node);
  return number >= 0 && number <= most ? number : otherwise;
}

static gboolean
read_boolean (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_BOOLEAN
         && json_node_get_boolean (node);
}

static char **
read_references (JsonObject *object)
{
  JsonNode *node = json_object_get_member (object, "references");
  JsonArray *array = node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
  g_autoptr (GStrvBuilder) hashes = g_strv_builder_new ();

  for (guint i = 0; array != NULL && i < MIN (json_array_get_length (array), MOST_REFERENCES); i++)
    {
      JsonNode *element = json_array_get_element (array, i);

      if (JSON_NODE_HOLDS_VALUE (element) && json_node_get_value_type (element) == G_TYPE_STRING)
        g_strv_builder_add (hashes, json_node_get_string (element));
    }
  return g_strv_builder_end (hashes);
}

/* Returns the position behind a string that begins at @text; NULL for one that does not end, or has an escape that is not written here. */
static const char *
skip_string (const char *text)
{
  for (text++; *text != '"'; text++)
    if (*text == '\0' || (*text == '\\' && *++text == '\0'))
      return NULL;
    else if (text[-1] == '\\' && *text == 'u' && strncmp (text, "u00", 3) != 0)
      return NULL;
  return text + 1;
}

/* One object, what it holds, and what its references hold: nothing that is written here nests deeper, and json-glib recurses. It also forgets memory over values
 * behind the first and over halves of surrogate pairs; here, only control characters are escaped. */
static gboolean
is_harmless (const char *text)
{
  guint depth = 0;

  if (*text != '{')
    return FALSE;
  while (*text != '\0')
    if (*text == '"')
      {
        text = skip_string (text);
        if (text == NULL)
          return FALSE;
      }
    else if (strchr ("{}[]:,+-.0123456789aeflnrstuE \t\n", *text) == NULL)
      return FALSE;
    else if ((*text == '{' || *text == '[') && ++depth > 2)
      return FALSE;
    else if ((*text == '}' || *text == ']') && --depth == 0)
      return text[1] == '\0';
    else
      text++;
  return FALSE;
}

static PentimentoOrigin *
read_object (JsonObject *object)
{
  g_auto (GStrv) references = read_references (object);
  PentimentoOriginFacts facts = {
    .prompt = read_string (object, "prompt"),
    .negative_prompt = read_string (object, "negativePrompt"),
    .provider = read_string (object, "provider"),
    .model = read_string (object, "model"),
    .seed = read_number (object, "seed", -1, G_MAXINT64),
    .width = (int)read_number (object, "width", 0, LONGEST_SIDE),
    .height = (int)read_number (object, "height", 0, LONGEST_SIDE),
    .references = (const char *const *)references,
    .edited = read_boolean (object, "edited"),
  };
  g_autoptr (PentimentoOrigin) self = pentimento_origin_new (&facts);

  return self->facts.prompt != NULL || self->facts.provider != NULL ? g_steal_pointer (&self) : NULL;
}

PentimentoOrigin *
pentimento_origin_new_from_string (const char *text)
{
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  JsonNode *root;

  if (text == NULL || strnlen (text, MOST_IN_TEXT + 1) > MOST_IN_TEXT || !is_harmless (text)
      || !json_parser_load_from_data (parser, text, -1, NULL))
    return NULL;
  root = json_parser_get_root (parser);
  return root != NULL && JSON_NODE_HOLDS_OBJECT (root) ? read_object (json_node_get_object (root)) : NULL;
}

const char *
pentimento_origin_to_string (PentimentoOrigin *self)
{
  return self->text;
}

const PentimentoOriginFacts *
pentimento_origin_get_facts (PentimentoOrigin *self)
{
  return &self->facts;
}
