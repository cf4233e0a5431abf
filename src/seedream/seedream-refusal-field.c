/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "seedream-refusal-field.h"

#include <string.h>

#include "seedream-json.h"
#include "seedream-refusal-text.h"

/* Longer than any field's name, with its place. */
#define MAX_NAME 60

/* How much of a text is searched by patterns. */
#define MAX_TEXT 2048

/* More pictures than any provider takes. */
#define MAX_PICTURES 20

/* A name with its place, "input.images[1]" or "image_urls.0". */
#define NAME "[A-Za-z_][A-Za-z0-9_]*(?:\\.[A-Za-z0-9_]+|\\[\\d+\\])*"

/* What providers call the fields that are sent. */
#define KNOWN                                                                                                          \
  "(?:prompt|negative_prompt|images?|image_urls?|image_size|image_resolution|size|seed|max_images|num_images|model|"   \
  "enable_[a-z0-9_]+|sync_mode|watermark|response_format|sequential_image_generation[a-z_]*|nsfw_checker)"

/* The patterns that find a name, the surest first. */
static const char *const name_patterns[] = {
  /* field size …, parameter 'seed' */
  "\\b(?:field|parameter|param|property|argument)\\s*:?\\s*[\"'`“‘]?(" NAME ")",
  /* "image_size" must be … */
  "[\"'`“‘]((?:(?:body|input)\\.)?" KNOWN "(?:\\.\\d+|\\[\\d+\\])*)[\"'`”’]",
  /* images[1] is …, image_urls.0: */
  "\\b((?:(?:body|input)\\.)?(?:images?|image_urls?)(?:\\.\\d+|\\[\\d+\\]))",
  /* a name that is no word: image_size */
  "\\b((?:image|max|num|enable|negative|sync|response|nsfw|sequential)_[a-z0-9_]+)\\b",
  /* prompt: …, seed must be …, at the beginning of a sentence or a clause */
  "(?:^|[:;,.\\[]\\s*)(" KNOWN ")(?=\\s*(?:$|[:;,.]|must|should|is\\b|has|have|cannot|can't|exceed|too|may|needs|was))",
};

static GRegex *
compile (const char *pattern)
{
  return g_regex_new (pattern, G_REGEX_CASELESS | G_REGEX_OPTIMIZE, 0, NULL);
}

/* "body" and "input" are where the fields are, and a number is a place in a list. */
static void
take_name (SeedreamRefusedField *self, const char *name)
{
  g_autoptr (GRegex) place = compile ("(?:images?|image_urls?)(?:\\.|\\[)(\\d{1,2})\\b");
  g_autoptr (GRegex) front = compile ("^(?:body|query|input)\\.(?=.)");
  g_autoptr (GRegex) back = compile ("(?:\\.\\d+|\\[\\d+\\])+$");
  g_autoptr (GMatchInfo) match = NULL;
  g_autofree char *bare = NULL;
  g_autofree char *stripped = NULL;

  if (strlen (name) > MAX_NAME || !g_regex_match_simple ("^" NAME "$", name, 0, 0))
    return;
  if (g_regex_match (place, name, 0, &match))
    {
      g_autofree char *digits = g_match_info_fetch (match, 1);

      self->picture = atoi (digits) < MAX_PICTURES ? atoi (digits) + 1 : 0;
    }
  bare = g_regex_replace_literal (front, name, -1, 0, "", 0, NULL);
  stripped = bare != NULL ? g_regex_replace_literal (back, bare, -1, 0, "", 0, NULL) : NULL;
  self->name = g_steal_pointer (&stripped);
}

/* ["body", "image_urls", 0] */
static void
take_path (SeedreamRefusedField *self, JsonArray *path)
{
  g_autoptr (GString) name = g_string_new (NULL);

  for (guint i = 0; i < json_array_get_length (path) && name->len <= MAX_NAME; i++)
    {
      JsonNode *node = json_array_get_element (path, i);
      const char *text = seedream_json_text (node);

      if (text != NULL)
        g_string_append_printf (name, "%s%s", name->len > 0 ? "." : "", text);
      else if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_INT64)
        g_string_append_printf (name, "[%" G_GINT64_FORMAT "]", json_node_get_int (node));
    }
  take_name (self, name->str);
}

static void search_node (SeedreamRefusedField *self, JsonNode *node, guint depth);

static void
search_object (SeedreamRefusedField *self, JsonNode *node, guint depth)
{
  static const char *const paths[] = { "loc", "path" };
  const char *param = seedream_json_get_text (node, "param");

  if (param != NULL)
    take_name (self, param);
  for (guint i = 0; self->name == NULL && i < G_N_ELEMENTS (paths); i++)
    {
      JsonNode *path = seedream_json_get (node, paths[i]);

      if (path != NULL && JSON_NODE_HOLDS_ARRAY (path))
        take_path (self, json_node_get_array (path));
    }
  for (const char *const *name = seedream_refusal_text_members; self->name == NULL && *name != NULL; name++)
    search_node (self, seedream_json_get (node, *name), depth + 1);
}

static void
search_text (SeedreamRefusedField *self, const char *text, guint depth)
{
  g_autoptr (JsonNode) inner = seedream_refusal_text_parse (text);

  search_node (self, inner, depth + 1);
}

/* The first one that is named is enough: whoever mends it is told of the next. */
static void
search_node (SeedreamRefusedField *self, JsonNode *node, guint depth)
{
  if (node == NULL || depth > SEEDREAM_REFUSAL_TEXT_DEPTH)
    return;
  if (seedream_json_text (node) != NULL)
    search_text (self, seedream_json_text (node), depth);
  else if (JSON_NODE_HOLDS_OBJECT (node))
    search_object (self, node, depth);
  else if (JSON_NODE_HOLDS_ARRAY (node) && json_array_get_length (json_node_get_array (node)) > 0)
    search_node (self, json_array_get_element (json_node_get_array (node), 0), depth + 1);
}

/* "field is required" names none. */
static gboolean
is_name (const char *word)
{
  static const char *const words[] = { "is",      "are",  "was", "validation", "error", "errors", "required",
                                       "missing", "must", "of",  "in",         "value", NULL };
  g_autofree char *folded = g_ascii_strdown (word, -1);

  return !g_strv_contains (words, folded);
}

static void
search_words (SeedreamRefusedField *self, const char *text)
{
  for (guint i = 0; self->name == NULL && i < G_N_ELEMENTS (name_patterns); i++)
    {
      g_autoptr (GRegex) regex = compile (name_patterns[i]);
      g_autoptr (GMatchInfo) match = NULL;

      for (g_regex_match (regex, text, 0, &match); self->name == NULL && g_match_info_matches (match);
           g_match_info_next (match, NULL))
        {
          g_autofree char *name = g_match_info_fetch (match, 1);

          if (is_name (name))
            take_name (self, name);
        }
    }
}

static guint
read_number (const char *text)
{
  static const char *const ordinals[]
      = { "", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth" };
  guint number = atoi (text);

  for (guint i = 1; i < G_N_ELEMENTS (ordinals); i++)
    if (g_ascii_strcasecmp (text, ordinals[i]) == 0)
      return i;
  return number <= MAX_PICTURES ? number : 0;
}

/* What one pattern finds. Returns: %FALSE where two texts contradict each other */
static gboolean
count_pictures (const char *text, const char *pattern, guint *picture)
{
  g_autoptr (GRegex) regex = compile (pattern);
  g_autoptr (GMatchInfo) match = NULL;

  for (g_regex_match (regex, text, 0, &match); g_match_info_matches (match); g_match_info_next (match, NULL))
    {
      g_autofree char *word = g_match_info_fetch (match, 1);
      guint number = read_number (word);

      if (number == 0 || (*picture != 0 && *picture != number))
        return FALSE;
      *picture = number;
    }
  return TRUE;
}

/* Of a text that names two pictures, or one 0, nobody knows how it counts. */
static guint
find_picture (const char *text)
{
  guint picture = 0;
  /* image 2, picture #2, but not image 10 MB, image 1024x768, image 16:9 */
  gboolean sure = count_pictures (text,
                                  "\\b(?:image|picture|photo)\\s*(?:#|no\\.?\\s*|number\\s+|\\s)(\\d{1,2})\\b(?!\\s*"
                                  "(?:[x×*:.]\\s*\\d|[kmg]i?b\\b|mega|mp\\b|px|pixel|bytes|%))",
                                  &picture)
                  /* the 2nd image, the second input image */
                  && count_pictures (text,
                                     "\\b(\\d{1,2}(?=st|nd|rd|th)|first|second|third|fourth|fifth|sixth|seventh|eighth|"
                                     "ninth|tenth)(?:st|nd|rd|th)?\\s+(?:input\\s+|reference\\s+)?(?:image|picture|"
                                     "photo)",
                                     &picture);

  return sure ? picture : 0;
}

SeedreamRefusedField *
seedream_refused_field_find (JsonNode *root, const char *text)
{
  SeedreamRefusedField *self = g_new0 (SeedreamRefusedField, 1);
  g_autofree char *beginning = g_utf8_make_valid (text, MIN (strlen (text), MAX_TEXT));

  search_node (self, root, 0);
  if (self->name == NULL)
    search_words (self, beginning);
  if (self->picture == 0)
    self->picture = find_picture (beginning);
  return self;
}

void
seedream_refused_field_free (SeedreamRefusedField *self)
{
  g_free (self->name);
  g_free (self);
}
