/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cli-making-template.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "cli-exit.h"
#include "pentimento-templates.h"

static gboolean
take_value (PentimentoTemplate *template, const char *set, GHashTable *values, GError **error)
{
  const char *sign = strchr (set, '=');
  g_autofree char *name = g_strndup (set, sign != NULL ? (gsize)(sign - set) : 0);

  if (sign == NULL)
    g_set_error (error, CLI_ERROR, CLI_EXIT_USAGE, _ ("--set has to be WORD=TEXT, not “%s”."), set);
  else if (pentimento_template_find_variable (template, name) == NULL)
    g_set_error (error, CLI_ERROR, CLI_EXIT_USAGE, _ ("The template “%s” has no {%s}."),
                 pentimento_template_get_title (template), name);
  else
    {
      g_hash_table_insert (values, g_steal_pointer (&name), g_strstrip (g_strdup (sign + 1)));
      return TRUE;
    }
  return FALSE;
}

/* Returns: (transfer full) (nullable): what is to be put for each variable; NULL with an error where one is missing */
static GHashTable *
read_values (PentimentoTemplate *template, char **sets, GError **error)
{
  g_autoptr (GHashTable) values = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  GPtrArray *variables = pentimento_template_get_variables (template);

  for (; sets != NULL && *sets != NULL; sets++)
    if (!take_value (template, *sets, values, error))
      return NULL;
  for (guint i = 0; i < variables->len; i++)
    {
      const PentimentoTemplateVariable *variable = variables->pdata[i];
      const char *value = g_hash_table_lookup (values, variable->name);
      g_autofree char *quoted = NULL;

      if (value != NULL && *value != '\0')
        continue;
      quoted = g_shell_quote (variable->example != NULL ? variable->example : _ ("TEXT"));
      g_set_error (error, CLI_ERROR, CLI_EXIT_USAGE, _ ("Say what to put for {%s}: --set %s=%s"), variable->name,
                   variable->name, quoted);
      return NULL;
    }
  return g_steal_pointer (&values);
}

static gboolean
check_pictures (PentimentoTemplate *template, const CliMakingOptions *options, GError **error)
{
  const char *const *roles = pentimento_template_get_pictures (template);
  guint n_inputs = options->inputs != NULL ? g_strv_length (options->inputs) : 0;

  for (guint number = 2; number <= g_strv_length ((char **)roles); number++)
    if (number > n_inputs && pentimento_template_prompt_names (options->prompt, number))
      {
        g_autofree char *all = g_strjoinv (", ", (char **)roles);

        /* Translators: a template's name, the number of a picture, what it is for, then what all of them are for: “Person, Garment” */
        g_set_error (error, CLI_ERROR, CLI_EXIT_USAGE,
                     _ ("“%s” needs picture %u (%s): give one more -i. Their order is: %s."),
                     pentimento_template_get_title (template), number, roles[number - 1], all);
        return FALSE;
      }
  return TRUE;
}

static gboolean
check_operation (PentimentoTemplate *template, SeedreamOperation operation, GError **error)
{
  if (pentimento_template_get_operation (template) == operation)
    return TRUE;
  g_set_error (error, CLI_ERROR, CLI_EXIT_USAGE, _ ("The template “%s” is for “pentimento-cli %s”."),
               pentimento_template_get_title (template),
               seedream_operation_to_string (pentimento_template_get_operation (template)));
  return FALSE;
}

gboolean
cli_making_template_apply (CliMakingOptions *options, PentimentoLibrary *library, GError **error)
{
  g_autoptr (PentimentoTemplates) templates = NULL;
  PentimentoTemplate *template;
  g_autoptr (GHashTable) values = NULL;

  if (options->template == NULL)
    return TRUE;
  templates = pentimento_templates_new (library);
  template = pentimento_templates_find (templates, options->template, error);
  if (template == NULL || !check_operation (template, options->operation, error))
    return FALSE;
  values = read_values (template, options->values, error);
  if (values == NULL)
    return FALSE;
  options->prompt = pentimento_template_fill (template, values);
  return check_pictures (template, options, error);
}
