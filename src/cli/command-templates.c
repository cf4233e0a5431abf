/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "command-templates.h"

#include <stdio.h>

#include <glib/gi18n-lib.h>

#include "cli-await.h"
#include "cli-json.h"
#include "cli-options.h"
#include "cli-output.h"
#include "cli-table.h"
#include "pentimento-document.h"
#include "pentimento-templates.h"

typedef struct {
  char *prompt;
  char *about;
  char **pictures;
  char *output;
  gboolean generate;
  gboolean replace;
  gboolean force;
  gboolean json;
} TemplateOptions;

typedef gboolean (*Action) (PentimentoTemplates *templates,
                            char **words,
                            const TemplateOptions *options,
                            GError **error);

static void
build (PentimentoTemplate *template, JsonBuilder *builder)
{
  pentimento_template_build_json (template, builder);
}

static void
print_row (PentimentoTemplate *template, CliTable *table)
{
  g_autofree char *pictures = g_strjoinv (", ", (char **)pentimento_template_get_pictures (template));
  g_autofree char *about = cli_output_one_line (pentimento_template_get_description (template), 60);

  cli_table_add (table, (const char *const[]){ pentimento_template_get_name (template), pictures, about, NULL });
}

static gboolean
list (PentimentoTemplates *templates, char **words, const TemplateOptions *options, GError **error)
{
  g_autoptr (JsonBuilder) builder = json_builder_begin_array (json_builder_new ());
  g_autoptr (CliTable) table = cli_table_new ((const char *const[]){ _ ("Name"), _ ("Pictures"), _ ("About"), NULL });

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (templates)); i++)
    {
      g_autoptr (PentimentoTemplate) template = g_list_model_get_item (G_LIST_MODEL (templates), i);

      build (template, builder);
      print_row (template, table);
    }
  json_builder_end_array (builder);
  if (options->json)
    cli_json_print (builder);
  else
    cli_table_print (table);
  return TRUE;
}

static void
print_field (const char *name, const char *value)
{
  g_autofree char *line = cli_output_one_line (value, 0);

  if (*line != '\0')
    g_print ("%s: %s\n", name, line);
}

static void
print_template (PentimentoTemplate *template)
{
  const char *const *roles = pentimento_template_get_pictures (template);
  GPtrArray *variables = pentimento_template_get_variables (template);

  print_field (_ ("Name"), pentimento_template_get_name (template));
  if (pentimento_template_is_built_in (template))
    print_field (_ ("Title"), pentimento_template_get_title (template));
  print_field (_ ("About"), pentimento_template_get_description (template));
  print_field (_ ("For"), seedream_operation_to_string (pentimento_template_get_operation (template)));
  for (guint i = 0; roles[i] != NULL; i++)
    {
      g_autofree char *name = g_strdup_printf (_ ("Picture %u"), i + 1);

      print_field (name, roles[i]);
    }
  for (guint i = 0; i < variables->len; i++)
    {
      const PentimentoTemplateVariable *variable = variables->pdata[i];
      g_autofree char *name = g_strdup_printf ("{%s}", variable->name);
      g_autofree char *example = variable->example != NULL
                                     ? g_strdup_printf (_ ("%s, such as “%s”"), variable->label, variable->example)
                                     : g_strdup (variable->label);

      print_field (name, example);
    }
  print_field (_ ("Prompt"), pentimento_template_get_prompt (template));
}

static gboolean
show (PentimentoTemplates *templates, char **words, const TemplateOptions *options, GError **error)
{
  PentimentoTemplate *template = pentimento_templates_find (templates, words[0], error);
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  if (template == NULL)
    return FALSE;
  if (!options->json)
    {
      print_template (template);
      return TRUE;
    }
  build (template, builder);
  cli_json_print (builder);
  return TRUE;
}

static gboolean
add (PentimentoTemplates *templates, char **words, const TemplateOptions *options, GError **error)
{
  g_autofree char *name = g_utf8_make_valid (words[0], -1);
  const PentimentoTemplateFacts facts = {
    .name = name,
    .description = options->about,
    .operation = options->generate ? SEEDREAM_OPERATION_GENERATE : SEEDREAM_OPERATION_EDIT,
    .prompt = options->prompt,
    .pictures = (const char *const *)options->pictures,
  };
  g_autoptr (PentimentoTemplate) template = pentimento_template_new (&facts, error);
  PentimentoTemplate *there = NULL;

  if (template == NULL)
    return FALSE;
  if (options->replace)
    there = pentimento_templates_find (templates, name, NULL);
  return pentimento_templates_add (templates, template, there != NULL ? name : NULL, error);
}

static gboolean
remove_all (PentimentoTemplates *templates, char **words, const TemplateOptions *options, GError **error)
{
  for (; *words != NULL; words++)
    if (!pentimento_templates_remove (templates, *words, error))
      return FALSE;
  return TRUE;
}

static gboolean
import (PentimentoTemplates *templates, char **words, const TemplateOptions *options, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_commandline_arg (words[0]);
  g_autoptr (JsonBuilder) builder = json_builder_begin_object (json_builder_new ());
  g_autoptr (GAsyncResult) result = NULL;
  guint n_imported, n_renamed;

  pentimento_templates_import_file_async (templates, file, options->replace, NULL, cli_await_callback, &result);
  n_imported = pentimento_templates_import_file_finish (templates, cli_await (&result), &n_renamed, error);
  if (n_imported == 0)
    return FALSE;
  cli_json_add_integer (builder, "imported", n_imported);
  cli_json_add_integer (builder, "renamed", n_renamed);
  json_builder_end_object (builder);
  if (options->json)
    cli_json_print (builder);
  else
    g_print (ngettext ("%u template was taken in.\n", "%u templates were taken in.\n", n_imported), n_imported);
  if (n_renamed > 0 && !options->json)
    cli_output_note (_ ("Templates whose name was taken got a number added."));
  return TRUE;
}

static gboolean export(PentimentoTemplates *templates, char **words, const TemplateOptions *options, GError **error)
{
  const char *const *names = *words != NULL ? (const char *const *)words : NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GFile) file = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  if (options->output == NULL)
    {
      bytes = pentimento_templates_export (templates, names, error);
      if (bytes != NULL)
        fwrite (g_bytes_get_data (bytes, NULL), 1, g_bytes_get_size (bytes), stdout);
      return bytes != NULL;
    }
  file = g_file_new_for_commandline_arg (options->output);
  pentimento_templates_export_file_async (templates, names, file, options->force, NULL, cli_await_callback, &result);
  return pentimento_templates_export_file_finish (templates, cli_await (&result), error);
}

static const struct {
  const char *name;
  Action act;
  guint least; /* words that have to follow */
  guint most;
} actions[] = {
  { "list", list, 0, 0 },     { "show", show, 1, 1 },
  { "add", add, 1, 1 },       { "remove", remove_all, 1, G_MAXUINT },
  { "import", import, 1, 1 }, { "export", export, 0, G_MAXUINT },
};

static gboolean
refuse (GError **error, const char *message)
{
  g_set_error_literal (error, CLI_ERROR, CLI_EXIT_USAGE, message);
  return FALSE;
}

/* Each option does something, or is refused. */
static gboolean
check_options (const char *action, const TemplateOptions *options, GError **error)
{
  gboolean adds = g_str_equal (action, "add");

  if (adds && options->prompt == NULL)
    return refuse (error, _ ("Say which prompt: -p TEXT."));
  if (!adds && (options->prompt != NULL || options->about != NULL || options->pictures != NULL || options->generate))
    return refuse (error, _ ("-p, --about, --picture and --generate are for “add” only."));
  if (options->replace && !adds && !g_str_equal (action, "import"))
    return refuse (error, _ ("--replace is for “add” and “import” only."));
  if ((options->output != NULL || options->force) && !g_str_equal (action, "export"))
    return refuse (error, _ ("-o and --force are for “export” only."));
  if (options->json && !g_str_equal (action, "list") && !g_str_equal (action, "show")
      && !g_str_equal (action, "import"))
    return refuse (error, _ ("--json is for “list”, “show” and “import” only."));
  return TRUE;
}

static Action
find_action (char **words, const TemplateOptions *options, GError **error)
{
  const char *name = words[0] != NULL ? words[0] : "list";
  guint n_words = words[0] != NULL ? g_strv_length (words) - 1 : 0;

  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    {
      if (!g_str_equal (name, actions[i].name))
        continue;
      if (n_words < actions[i].least)
        refuse (error, g_str_equal (name, "import") ? _ ("Say which file.") : _ ("Say which template, by its name."));
      else if (n_words > actions[i].most)
        cli_options_check_words (words, actions[i].most + 1, error);
      else if (check_options (name, options, error))
        return actions[i].act;
      return NULL;
    }
  refuse (error, _ ("Say “list”, “show NAME”, “add NAME”, “remove NAME”, “import FILE” or “export”."));
  return NULL;
}

static gboolean
act (char **words, const TemplateOptions *options, GError **error)
{
  Action action = find_action (words, options, error);
  g_autoptr (PentimentoServices) services = action != NULL ? pentimento_services_new (NULL, NULL, error) : NULL;
  g_autoptr (PentimentoTemplates) templates = NULL;

  if (services == NULL)
    return FALSE;
  templates = pentimento_templates_new (pentimento_services_get_library (services));
  return action (templates, words[0] != NULL ? words + 1 : words, options, error);
}

CliExit
command_templates (char **arguments)
{
  TemplateOptions options = { 0 };
  const GOptionEntry entries[] = {
    { "prompt", 'p', 0, G_OPTION_ARG_STRING, &options.prompt, N_ ("For add: the prompt, with {WORD} where it varies"),
      N_ ("TEXT") },
    { "about", 0, 0, G_OPTION_ARG_STRING, &options.about, N_ ("For add: what it is for"), N_ ("TEXT") },
    { "picture", 0, 0, G_OPTION_ARG_STRING_ARRAY, &options.pictures,
      N_ ("For add: what a picture is for; the edited one first, then “image 2” and so on"), N_ ("ROLE") },
    { "generate", 0, 0, G_OPTION_ARG_NONE, &options.generate, N_ ("For add: it makes a new picture"), NULL },
    { "replace", 0, 0, G_OPTION_ARG_NONE, &options.replace,
      N_ ("For add and import: replace those of your own that have the same name"), NULL },
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &options.output,
      N_ ("For export: where to write them, instead of the standard output"), N_ ("OUT") },
    { "force", 0, 0, G_OPTION_ARG_NONE, &options.force, N_ ("For export: replace OUT if it is there"), NULL },
    { "json", 0, 0, G_OPTION_ARG_NONE, &options.json, N_ ("Print JSON: an array for list, else an object"), NULL },
    { NULL },
  };
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) words = cli_options_parse (
      "templates", _ ("[list|show NAME|add NAME|remove NAME…|import FILE|export [NAME…]]"),
      _ ("Prompts that are kept to be used again, with “edit --template NAME”: those that came with the program, and "
         "your own. {garment} in a prompt stands for what “--set garment=TEXT” says. The prompts that came with the "
         "program are in English, which the models understand best."),
      entries, NULL, arguments, &error);

  if (words != NULL)
    act (words, &options, &error);
  if (error != NULL)
    cli_output_error (error);
  g_free (options.prompt);
  g_free (options.about);
  g_strfreev (options.pictures);
  g_free (options.output);
  return cli_exit_of_error (error);
}
