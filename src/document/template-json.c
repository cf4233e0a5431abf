/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Templates as JSON: in the library, and in files that people give each other. Those are foreign: every type is looked at. */

#include <glib/gi18n-lib.h>

#include "pentimento-document-error.h"
#include "pentimento-template.h"
#include "seedream-json.h"

static void
add_text (JsonBuilder *builder, const char *name, const char *text)
{
  if (text == NULL || *text == '\0')
    return;
  json_builder_set_member_name (builder, name);
  json_builder_add_string_value (builder, text);
}

static void
build_variables (PentimentoTemplate *self, JsonBuilder *builder)
{
  GPtrArray *variables = pentimento_template_get_variables (self);

  json_builder_set_member_name (builder, "variables");
  json_builder_begin_array (builder);
  for (guint i = 0; i < variables->len; i++)
    {
      const PentimentoTemplateVariable *variable = variables->pdata[i];

      json_builder_begin_object (builder);
      add_text (builder, "name", variable->name);
      add_text (builder, "label", variable->label);
      add_text (builder, "example", variable->example);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

void
pentimento_template_build_json (PentimentoTemplate *self, JsonBuilder *builder)
{
  json_builder_begin_object (builder);
  add_text (builder, "name", pentimento_template_get_name (self));
  if (pentimento_template_is_built_in (self))
    add_text (builder, "title", pentimento_template_get_title (self));
  add_text (builder, "description", pentimento_template_get_description (self));
  add_text (builder, "operation", seedream_operation_to_string (pentimento_template_get_operation (self)));
  add_text (builder, "prompt", pentimento_template_get_prompt (self));
  build_variables (self, builder);
  json_builder_set_member_name (builder, "pictures");
  json_builder_begin_array (builder);
  for (const char *const *role = pentimento_template_get_pictures (self); *role != NULL; role++)
    json_builder_add_string_value (builder, *role);
  json_builder_end_array (builder);
  json_builder_end_object (builder);
}

static gboolean
refuse (GError **error, const char *message)
{
  g_set_error_literal (error, PENTIMENTO_DOCUMENT_ERROR, PENTIMENTO_DOCUMENT_ERROR_TEMPLATE, message);
  return FALSE;
}

/* A member that may be missing, but if it is there has to be a text. */
static gboolean
read_text (JsonNode *node, const char *name, const char **text, GError **error)
{
  JsonNode *member = seedream_json_get (node, name);
  g_autofree char *message = NULL;

  *text = seedream_json_text (member);
  if (member == NULL || (JSON_NODE_HOLDS_VALUE (member) && json_node_get_value_type (member) == G_TYPE_STRING))
    return TRUE;
  /* Translators: a member of a JSON object, such as “prompt” */
  message = g_strdup_printf (_ ("“%s” of a template has to be a text."), name);
  return refuse (error, message);
}

/* Returns: (transfer none) (nullable): an array of at most @most elements; %NULL where there is none, or with an error */
static JsonArray *
read_array (JsonNode *node, const char *name, guint most, GError **error)
{
  JsonNode *member = seedream_json_get (node, name);
  g_autofree char *message = NULL;

  if (member == NULL)
    return NULL;
  if (JSON_NODE_HOLDS_ARRAY (member) && json_array_get_length (json_node_get_array (member)) <= most)
    return json_node_get_array (member);
  message = g_strdup_printf (_ ("“%s” of a template has to be a list of at most %u."), name, most);
  refuse (error, message);
  return NULL;
}

static gboolean
read_operation (JsonNode *node, SeedreamOperation *operation, GError **error)
{
  const char *text;

  if (!read_text (node, "operation", &text, error))
    return FALSE;
  for (*operation = SEEDREAM_OPERATION_EDIT; *operation <= SEEDREAM_OPERATION_GENERATE; (*operation)++)
    if (text == NULL || g_str_equal (text, seedream_operation_to_string (*operation)))
      return TRUE;
  return refuse (error, _ ("“operation” of a template has to be “edit” or “generate”."));
}

/* Returns: (transfer full) (nullable): the texts point into @node */
static GArray *
read_variables (JsonNode *node, GError **error)
{
  g_autoptr (GArray) variables = g_array_new (TRUE, TRUE, sizeof (PentimentoTemplateVariable));
  g_autoptr (GError) problem = NULL;
  JsonArray *array = read_array (node, "variables", PENTIMENTO_TEMPLATE_MAX_VARIABLES, &problem);

  for (guint i = 0; problem == NULL && array != NULL && i < json_array_get_length (array); i++)
    {
      JsonNode *element = json_array_get_element (array, i);
      PentimentoTemplateVariable variable;

      if (read_text (element, "name", (const char **)&variable.name, &problem)
          && read_text (element, "label", (const char **)&variable.label, &problem)
          && read_text (element, "example", (const char **)&variable.example, &problem) && variable.name != NULL)
        g_array_append_val (variables, variable);
    }
  if (problem == NULL)
    return g_steal_pointer (&variables);
  g_propagate_error (error, g_steal_pointer (&problem));
  return NULL;
}

static char **
read_pictures (JsonNode *node, GError **error)
{
  g_autoptr (GStrvBuilder) pictures = g_strv_builder_new ();
  g_autoptr (GError) problem = NULL;
  JsonArray *array = read_array (node, "pictures", PENTIMENTO_TEMPLATE_MAX_VARIABLES, &problem);

  for (guint i = 0; problem == NULL && array != NULL && i < json_array_get_length (array); i++)
    {
      const char *role = seedream_json_text (json_array_get_element (array, i));

      if (role != NULL)
        g_strv_builder_add (pictures, role);
      else
        refuse (&problem, _ ("What a picture of a template is for has to be a text."));
    }
  if (problem == NULL)
    return g_strv_builder_end (pictures);
  g_propagate_error (error, g_steal_pointer (&problem));
  return NULL;
}

PentimentoTemplate *
pentimento_template_new_from_json (JsonNode *node, GError **error)
{
  g_autoptr (GArray) variables = NULL;
  g_auto (GStrv) pictures = NULL;
  PentimentoTemplateFacts facts = { 0 };

  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    {
      refuse (error, _ ("A template has to be an object of JSON."));
      return NULL;
    }
  if (!read_text (node, "name", &facts.name, error) || !read_text (node, "description", &facts.description, error)
      || !read_text (node, "prompt", &facts.prompt, error) || !read_operation (node, &facts.operation, error))
    return NULL;
  variables = read_variables (node, error);
  pictures = variables != NULL ? read_pictures (node, error) : NULL;
  if (pictures == NULL)
    return NULL;
  facts.variables = (const PentimentoTemplateVariable *)variables->data;
  facts.pictures = (const char *const *)pictures;
  return pentimento_template_new (&facts, error);
}
