/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "pentimento-template.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "pentimento-document.h"

struct _PentimentoTemplate {
  GObject parent_instance;

  char *name;
  char *title;
  char *description;
  char *prompt;
  SeedreamOperation operation;
  gboolean built_in;
  GPtrArray *variables; /* PentimentoTemplateVariable */
  char **pictures;
};

enum { PROP_NAME = 1, PROP_TITLE, PROP_DESCRIPTION, PROP_PROMPT, PROP_BUILT_IN, N_PROPS };

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (PentimentoTemplate, pentimento_template, G_TYPE_OBJECT)

static void
variable_free (PentimentoTemplateVariable *variable)
{
  g_free (variable->name);
  g_free (variable->label);
  g_free (variable->example);
  g_free (variable);
}

/* The prompt and its variables */

static gboolean
is_part_of_name (gunichar letter, gboolean first)
{
  return g_unichar_isalpha (letter) || (!first && (g_unichar_isdigit (letter) || letter == '-' || letter == '_'));
}

/* Returns: (nullable): the closing brace of a variable that @text begins with; NULL where it begins with none */
static const char *
find_end (const char *text)
{
  const char *at = text + 1;
  guint length = 0;

  if (*text != '{')
    return NULL;
  for (; is_part_of_name (g_utf8_get_char (at), length == 0); length++)
    at = g_utf8_next_char (at);
  /* One letter between braces is what formulas have. */
  return *at == '}' && length >= 2 && length <= PENTIMENTO_TEMPLATE_MAX_WORD ? at : NULL;
}

/* "hat_colour" is said as "Hat colour" where nobody gave it a label. */
static char *
make_label (const char *name)
{
  g_autofree char *words = g_strdelimit (g_strdup (name), "_-", ' ');
  g_autofree char *first = g_utf8_substring (words, 0, 1);
  g_autofree char *upper = g_utf8_strup (first, -1);

  return g_strconcat (upper, words + strlen (first), NULL);
}

static void
take_variable (PentimentoTemplate *self, const char *name, const PentimentoTemplateVariable *known)
{
  PentimentoTemplateVariable *variable = g_new0 (PentimentoTemplateVariable, 1);

  variable->name = g_strdup (name);
  variable->label = known != NULL && known->label != NULL ? g_strdup (known->label) : make_label (name);
  variable->example = known != NULL ? g_strdup (known->example) : NULL;
  g_ptr_array_add (self->variables, variable);
}

static gboolean
has_variable (const char *prompt, const char *name)
{
  g_autofree char *written = g_strdup_printf ("{%s}", name);

  return find_end (written) == written + strlen (written) - 1 && strstr (prompt, written) != NULL;
}

static void
find_unknown_variables (PentimentoTemplate *self)
{
  for (const char *at = strchr (self->prompt, '{'); at != NULL; at = strchr (at + 1, '{'))
    {
      const char *end = find_end (at);
      g_autofree char *name = end != NULL ? g_strndup (at + 1, end - at - 1) : NULL;

      if (name != NULL && pentimento_template_find_variable (self, name) == NULL)
        take_variable (self, name, NULL);
    }
}

static void
find_variables (PentimentoTemplate *self, const PentimentoTemplateVariable *known)
{
  for (; known != NULL && known->name != NULL; known++)
    if (has_variable (self->prompt, known->name) && pentimento_template_find_variable (self, known->name) == NULL)
      take_variable (self, known->name, known);
  find_unknown_variables (self);
}

const PentimentoTemplateVariable *
pentimento_template_find_variable (PentimentoTemplate *self, const char *name)
{
  for (guint i = 0; i < self->variables->len; i++)
    {
      const PentimentoTemplateVariable *variable = self->variables->pdata[i];

      if (g_str_equal (variable->name, name))
        return variable;
    }
  return NULL;
}

static gboolean
is_blank (const char *text)
{
  for (; *text != '\0'; text = g_utf8_next_char (text))
    if (!g_unichar_isspace (g_utf8_get_char (text)))
      return FALSE;
  return TRUE;
}

char *
pentimento_template_fill (PentimentoTemplate *self, GHashTable *values)
{
  g_autoptr (GString) filled = g_string_new (NULL);
  const char *at = self->prompt;

  while (*at != '\0')
    {
      const char *end = find_end (at);
      g_autofree char *name = end != NULL ? g_strndup (at + 1, end - at - 1) : NULL;
      const char *value = name != NULL && values != NULL ? g_hash_table_lookup (values, name) : NULL;
      const char *next = end != NULL ? end + 1 : g_utf8_next_char (at);

      if (value != NULL && !is_blank (value))
        g_string_append (filled, value);
      else
        g_string_append_len (filled, at, next - at);
      at = next;
    }
  return g_string_free (g_steal_pointer (&filled), FALSE);
}

const PentimentoTemplateVariable *
pentimento_template_find_unfilled (PentimentoTemplate *self, const char *prompt)
{
  for (guint i = 0; i < self->variables->len; i++)
    {
      const PentimentoTemplateVariable *variable = self->variables->pdata[i];
      g_autofree char *written = g_strdup_printf ("{%s}", variable->name);

      if (strstr (prompt, written) != NULL)
        return variable;
    }
  return NULL;
}

gboolean
pentimento_template_prompt_names (const char *prompt, guint number)
{
  g_autofree char *words = g_strdup_printf ("image %u", number);
  gsize length = strlen (words);

  for (; *prompt != '\0'; prompt++)
    if (g_ascii_strncasecmp (prompt, words, length) == 0 && !g_ascii_isdigit (prompt[length]))
      return TRUE;
  return FALSE;
}

/* Making one */

static gboolean
refuse (GError **error, const char *message)
{
  g_set_error_literal (error, PENTIMENTO_DOCUMENT_ERROR, PENTIMENTO_DOCUMENT_ERROR_TEMPLATE, message);
  return FALSE;
}

static gboolean
is_line (const char *text, glong most)
{
  if (text == NULL || is_blank (text) || g_utf8_strlen (text, -1) > most)
    return FALSE;
  for (; *text != '\0'; text = g_utf8_next_char (text))
    if (g_unichar_iscntrl (g_utf8_get_char (text)))
      return FALSE;
  return TRUE;
}

static gboolean
is_text (const char *text, glong most)
{
  if (g_utf8_strlen (text, -1) > most)
    return FALSE;
  for (; *text != '\0'; text = g_utf8_next_char (text))
    if (g_unichar_iscntrl (g_utf8_get_char (text)) && strchr ("\n\r\t", *text) == NULL)
      return FALSE;
  return TRUE;
}

static gboolean
check_pictures (PentimentoTemplate *self, GError **error)
{
  if (g_strv_length (self->pictures) > PENTIMENTO_DOCUMENT_MAX_PICTURES)
    return refuse (error, _ ("A template can want ten pictures at most, the edited one included."));
  for (char **role = self->pictures; *role != NULL; role++)
    if (!is_line (*role, PENTIMENTO_TEMPLATE_MAX_WORD))
      return refuse (error, _ ("What a picture is for has to be one line of 60 characters at most."));
  if (self->operation == SEEDREAM_OPERATION_GENERATE && self->pictures[0] != NULL)
    return refuse (error, _ ("A template that makes a new picture takes no pictures."));
  return TRUE;
}

static gboolean
check_variables (PentimentoTemplate *self, GError **error)
{
  if (self->variables->len > PENTIMENTO_TEMPLATE_MAX_VARIABLES)
    return refuse (error, _ ("A template can have 20 variables at most."));
  for (guint i = 0; i < self->variables->len; i++)
    {
      const PentimentoTemplateVariable *variable = self->variables->pdata[i];

      if (!is_line (variable->label, PENTIMENTO_TEMPLATE_MAX_WORD)
          || (variable->example != NULL && !is_line (variable->example, PENTIMENTO_TEMPLATE_MAX_EXAMPLE)))
        return refuse (error, _ ("What a template asks for has to be one line of 60 characters at most."));
    }
  return TRUE;
}

static gboolean
check (PentimentoTemplate *self, GError **error)
{
  if (!is_line (self->name, PENTIMENTO_TEMPLATE_MAX_NAME) || !is_line (self->title, PENTIMENTO_TEMPLATE_MAX_NAME))
    return refuse (error, _ ("The name of a template has to be one line of 80 characters at most."));
  if (is_blank (self->prompt))
    return refuse (error, _ ("A template has to have a prompt."));
  if (!is_text (self->prompt, PENTIMENTO_TEMPLATE_MAX_PROMPT))
    return refuse (error, _ ("The prompt of a template can have 5000 characters at most, and no control characters."));
  if (!is_text (self->description, PENTIMENTO_TEMPLATE_MAX_DESCRIPTION))
    return refuse (error,
                   _ ("The description of a template can have 500 characters at most, and no control characters."));
  return check_pictures (self, error) && check_variables (self, error);
}

PentimentoTemplate *
pentimento_template_new (const PentimentoTemplateFacts *facts, GError **error)
{
  g_autoptr (PentimentoTemplate) self = g_object_new (PENTIMENTO_TYPE_TEMPLATE, NULL);

  self->name = g_strstrip (g_strdup (facts->name != NULL ? facts->name : ""));
  self->title = facts->title != NULL ? g_strdup (facts->title) : g_strdup (self->name);
  self->description = g_strdup (facts->description != NULL ? facts->description : "");
  self->prompt = g_strdup (facts->prompt != NULL ? facts->prompt : "");
  self->operation = facts->operation;
  self->built_in = facts->built_in;
  self->pictures = facts->pictures != NULL ? g_strdupv ((char **)facts->pictures) : g_new0 (char *, 1);
  if (is_text (self->prompt, PENTIMENTO_TEMPLATE_MAX_PROMPT))
    find_variables (self, facts->variables);
  return check (self, error) ? g_steal_pointer (&self) : NULL;
}

static PentimentoTemplate *
copy (PentimentoTemplate *self, const char *name, const char *const *pictures, GError **error)
{
  g_autoptr (GArray) variables = g_array_new (TRUE, TRUE, sizeof (PentimentoTemplateVariable));
  PentimentoTemplateFacts facts = {
    .name = name,
    .description = self->description,
    .operation = self->operation,
    .prompt = self->prompt,
    .pictures = pictures,
  };

  for (guint i = 0; i < self->variables->len; i++)
    g_array_append_vals (variables, self->variables->pdata[i], 1);
  facts.variables = (const PentimentoTemplateVariable *)variables->data;
  return pentimento_template_new (&facts, error);
}

PentimentoTemplate *
pentimento_template_rename (PentimentoTemplate *self, const char *name, GError **error)
{
  return copy (self, name, pentimento_template_get_pictures (self), error);
}

PentimentoTemplate *
pentimento_template_with_pictures (PentimentoTemplate *self, const char *const *pictures)
{
  return copy (self, self->name, pictures, NULL);
}

/* What it is */

const char *
pentimento_template_get_name (PentimentoTemplate *self)
{
  return self->name;
}

const char *
pentimento_template_get_title (PentimentoTemplate *self)
{
  return self->title;
}

const char *
pentimento_template_get_description (PentimentoTemplate *self)
{
  return self->description;
}

const char *
pentimento_template_get_prompt (PentimentoTemplate *self)
{
  return self->prompt;
}

SeedreamOperation
pentimento_template_get_operation (PentimentoTemplate *self)
{
  return self->operation;
}

gboolean
pentimento_template_is_built_in (PentimentoTemplate *self)
{
  return self->built_in;
}

GPtrArray *
pentimento_template_get_variables (PentimentoTemplate *self)
{
  return self->variables;
}

const char *const *
pentimento_template_get_pictures (PentimentoTemplate *self)
{
  return (const char *const *)self->pictures;
}

static void
pentimento_template_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  PentimentoTemplate *self = PENTIMENTO_TEMPLATE (object);

  switch (id)
    {
    case PROP_NAME:
      g_value_set_string (value, self->name);
      break;
    case PROP_TITLE:
      g_value_set_string (value, self->title);
      break;
    case PROP_DESCRIPTION:
      g_value_set_string (value, self->description);
      break;
    case PROP_PROMPT:
      g_value_set_string (value, self->prompt);
      break;
    case PROP_BUILT_IN:
      g_value_set_boolean (value, self->built_in);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
pentimento_template_finalize (GObject *object)
{
  PentimentoTemplate *self = PENTIMENTO_TEMPLATE (object);

  g_free (self->name);
  g_free (self->title);
  g_free (self->description);
  g_free (self->prompt);
  g_ptr_array_unref (self->variables);
  g_strfreev (self->pictures);
  G_OBJECT_CLASS (pentimento_template_parent_class)->finalize (object);
}

static void
pentimento_template_class_init (PentimentoTemplateClass *klass)
{
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = pentimento_template_get_property;
  object_class->finalize = pentimento_template_finalize;
  properties[PROP_NAME] = g_param_spec_string ("name", NULL, NULL, "", flags);
  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, "", flags);
  properties[PROP_DESCRIPTION] = g_param_spec_string ("description", NULL, NULL, "", flags);
  properties[PROP_PROMPT] = g_param_spec_string ("prompt", NULL, NULL, "", flags);
  properties[PROP_BUILT_IN] = g_param_spec_boolean ("built-in", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
pentimento_template_init (PentimentoTemplate *self)
{
  self->variables = g_ptr_array_new_with_free_func ((GDestroyNotify)variable_free);
}
