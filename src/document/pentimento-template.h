/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <json-glib/json-glib.h>

#include "seedream-capabilities.h"

G_BEGIN_DECLS

/* What a template may hold, so that one that a stranger made cannot fill the screen or the memory; in characters. */
#define PENTIMENTO_TEMPLATE_MAX_NAME 80
#define PENTIMENTO_TEMPLATE_MAX_DESCRIPTION 500
#define PENTIMENTO_TEMPLATE_MAX_PROMPT 5000 /* the longest that any provider takes, see seedream-kie-fields.h */
#define PENTIMENTO_TEMPLATE_MAX_WORD 60     /* a label, or the role of a picture */
#define PENTIMENTO_TEMPLATE_MAX_EXAMPLE 200
#define PENTIMENTO_TEMPLATE_MAX_VARIABLES 20

/**
 * PentimentoTemplateVariable:
 * @name: as it stands in the prompt between braces, "garment"
 * @label: what a person is asked for, "Garment"
 * @example: (nullable): what could be said, "a red coat"
 */
typedef struct {
  char *name;
  char *label;
  char *example;
} PentimentoTemplateVariable;

/**
 * PentimentoTemplate:
 *
 * A prompt that is kept to be used again. `{garment}` in it stands for something that is asked for each time: braces around two or more letters, digits, "-" or "_", the
 * first of them a letter; any other brace is just a brace. It may want pictures: each has a role, and "image 2" in the prompt is the second of them. Never changes.
 *
 * Read-only: `name` (what it is called by: an id such as "replace-background" where it came with the program, else the person's own), `title` and `description`
 * (strings, for people, translated where it came with the program), `prompt`, `built-in` (boolean).
 */
#define PENTIMENTO_TYPE_TEMPLATE (pentimento_template_get_type ())
G_DECLARE_FINAL_TYPE (PentimentoTemplate, pentimento_template, PENTIMENTO, TEMPLATE, GObject)

/** What a template is made of; see #PentimentoTemplate. */
typedef struct {
  const char *name;
  const char *title;       /* (nullable): @name */
  const char *description; /* (nullable) */
  SeedreamOperation operation;
  const char *prompt;
  const PentimentoTemplateVariable *
      variables; /* (nullable): what is known of variables, up to one without a name; those that the prompt has not are passed over */
  const char *const *pictures; /* (nullable): the role of each picture, the edited one first */
  gboolean built_in;
} PentimentoTemplateFacts;

/**
 * pentimento_template_new:
 * @facts: copied
 *
 * Makes a template, and looks into its prompt for variables.
 *
 * Returns: (transfer full) (nullable): the template, or %NULL with %PENTIMENTO_DOCUMENT_ERROR_TEMPLATE, which says what it has too much or too little of
 */
PentimentoTemplate *pentimento_template_new (const PentimentoTemplateFacts *facts, GError **error);

/** Returns: (transfer full) (nullable): the same under another name, as one of the person's own; %NULL where it cannot be named so */
PentimentoTemplate *pentimento_template_rename (PentimentoTemplate *self, const char *name, GError **error);

/** Returns: (transfer full): the same with other pictures, which are fewer; @pictures: (array zero-terminated=1): the role of each */
PentimentoTemplate *pentimento_template_with_pictures (PentimentoTemplate *self, const char *const *pictures);

const char *pentimento_template_get_name (PentimentoTemplate *self);
const char *pentimento_template_get_title (PentimentoTemplate *self);
const char *pentimento_template_get_description (PentimentoTemplate *self);
const char *pentimento_template_get_prompt (PentimentoTemplate *self);
SeedreamOperation pentimento_template_get_operation (PentimentoTemplate *self);
gboolean pentimento_template_is_built_in (PentimentoTemplate *self);

/** Returns: (transfer none) (element-type PentimentoTemplateVariable): its variables, each once: first those that it was made with, then in the order of the prompt */
GPtrArray *pentimento_template_get_variables (PentimentoTemplate *self);

/** Returns: (transfer none) (array zero-terminated=1): the role of each picture that it wants, the edited one first; empty for none */
const char *const *pentimento_template_get_pictures (PentimentoTemplate *self);

/** Returns: (nullable): its variable of that name */
const PentimentoTemplateVariable *pentimento_template_find_variable (PentimentoTemplate *self, const char *name);

/**
 * pentimento_template_fill:
 * @values: (nullable) (element-type utf8 utf8): what to put for variables, by their names; one without a value, or with a blank one, stays as it stands
 *
 * Returns: (transfer full): the prompt; what is in a value is not looked at for variables again
 */
char *pentimento_template_fill (PentimentoTemplate *self, GHashTable *values);

/** Returns: (nullable): the first of its variables that stands in @prompt unfilled */
const PentimentoTemplateVariable *pentimento_template_find_unfilled (PentimentoTemplate *self, const char *prompt);

/** Returns: whether @prompt speaks of picture number @number: "image 2", in any case, and not "image 21" */
gboolean pentimento_template_prompt_names (const char *prompt, guint number);

/** Adds it as an object of JSON. */
void pentimento_template_build_json (PentimentoTemplate *self, JsonBuilder *builder);

/** Returns: (transfer full) (nullable): the template that an object of JSON describes, or %NULL with %PENTIMENTO_DOCUMENT_ERROR_TEMPLATE; @node may be anything */
PentimentoTemplate *pentimento_template_new_from_json (JsonNode *node, GError **error);

G_END_DECLS
