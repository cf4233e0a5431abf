/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cli-versions.h"

#include <glib/gi18n-lib.h>

#include "cli-cost.h"
#include "cli-output.h"
#include "cli-region-report.h"
#include "cli-table.h"

/* So much of a prompt is enough to know it again in a list. */
#define PROMPT_LENGTH 48

/* What was opened or done here has cost nothing, and that is no news. */
char *
cli_versions_describe_cost (PentimentoVersion *version)
{
  const SeedreamCost cost = cli_cost_of_version (version);
  PentimentoVersionKind kind = pentimento_version_get_kind (version);

  if (kind == PENTIMENTO_VERSION_OPENED || kind == PENTIMENTO_VERSION_CHANGED)
    return g_strdup ("");
  return seedream_cost_format (&cost);
}

char *
cli_versions_describe_prompt (PentimentoVersion *version, guint most)
{
  const char *prompt = pentimento_version_get_prompt (version);
  const char *name = pentimento_version_get_name (version);

  return cli_output_one_line (prompt != NULL ? prompt : name != NULL ? name : "", most);
}

/* Returns: (nullable): what a local edit did */
const char *
cli_versions_describe_change (PentimentoLibrary *library, PentimentoVersion *version)
{
  const char *id = pentimento_version_get_parent_id (version);
  g_autoptr (PentimentoVersion) parent = NULL;

  if (pentimento_version_get_kind (version) != PENTIMENTO_VERSION_CHANGED)
    return NULL;
  parent = id != NULL ? pentimento_library_get_version (library, id, NULL) : NULL;
  return pentimento_version_describe_change (version, parent);
}

static void
add_references (JsonBuilder *builder, PentimentoVersion *version)
{
  const char *const *references = pentimento_version_get_references (version);

  json_builder_set_member_name (builder, "references");
  json_builder_begin_array (builder);
  for (guint i = 0; references != NULL && references[i] != NULL; i++)
    json_builder_add_string_value (builder, references[i]);
  json_builder_end_array (builder);
}

static void
add_tags (JsonBuilder *builder, PentimentoVersion *version)
{
  json_builder_set_member_name (builder, "tags");
  json_builder_begin_array (builder);
  for (const char *const *tag = pentimento_version_get_tags (version); *tag != NULL; tag++)
    json_builder_add_string_value (builder, *tag);
  json_builder_end_array (builder);
}

/* One that this program cannot read is none of its JSON either. */
static void
add_recipe (JsonBuilder *builder, PentimentoVersion *version)
{
  const char *text = pentimento_version_get_recipe (version);
  g_autoptr (PentimentoRecipe) recipe = text != NULL ? pentimento_recipe_new_from_string (text, NULL) : NULL;

  json_builder_set_member_name (builder, "recipe");
  json_builder_add_value (builder, recipe != NULL ? json_from_string (text, NULL) : json_node_new (JSON_NODE_NULL));
}

/* Whether it came when nobody waited any more, which only its job knows. */
gboolean
cli_versions_came_late (PentimentoLibrary *library, PentimentoVersion *version)
{
  const char *id = pentimento_version_get_job_id (version);
  g_autoptr (PentimentoJobRecord) record = id != NULL ? pentimento_library_get_job (library, id, NULL) : NULL;

  return record != NULL && record->late;
}

void
cli_versions_add_object (JsonBuilder *builder, PentimentoLibrary *library, PentimentoVersion *version, const char *file)
{
  const SeedreamCost cost = cli_cost_of_version (version);

  json_builder_begin_object (builder);
  cli_json_add_string (builder, "version", pentimento_version_get_id (version));
  cli_json_add_string (builder, "picture", pentimento_version_get_picture_id (version));
  cli_json_add_string (builder, "parent", pentimento_version_get_parent_id (version));
  cli_json_add_string (builder, "job", pentimento_version_get_job_id (version));
  cli_json_add_boolean (builder, "late", cli_versions_came_late (library, version));
  cli_json_add_string (builder, "kind", pentimento_version_kind_to_string (pentimento_version_get_kind (version)));
  cli_json_add_string (builder, "name", pentimento_version_get_name (version));
  cli_json_add_string (builder, "title", pentimento_version_get_title (version));
  add_tags (builder, version);
  cli_json_add_boolean (builder, "starred", pentimento_version_get_starred (version));
  cli_json_add_boolean (builder, "rejected", pentimento_version_get_rejected (version));
  cli_json_add_time (builder, "trashed", pentimento_version_get_trashed (version));
  cli_json_add_time (builder, "created", pentimento_version_get_created (version));
  cli_json_add_string (builder, "file", file);
  cli_json_add_string (builder, "sha256", pentimento_version_get_sha256 (version));
  cli_json_add_string (builder, "media_type", pentimento_version_get_media_type (version));
  cli_json_add_integer (builder, "width", pentimento_version_get_width (version));
  cli_json_add_integer (builder, "height", pentimento_version_get_height (version));
  add_recipe (builder, version);
  cli_region_report_add (builder, "measured", version, NULL);
  cli_json_add_string (builder, "provider", pentimento_version_get_provider (version));
  cli_json_add_string (builder, "prompt", pentimento_version_get_prompt (version));
  cli_json_add_string (builder, "negative_prompt", pentimento_version_get_negative_prompt (version));
  cli_json_add_integer (builder, "seed", pentimento_version_get_seed (version));
  add_references (builder, version);
  cli_json_add_cost (builder, &cost);
  json_builder_end_object (builder);
}

/* Returns: (nullable): where the picture of a version lies */
char *
cli_versions_find_file (PentimentoLibrary *library, PentimentoVersion *version)
{
  g_autoptr (GFile) file = pentimento_library_get_object (library, pentimento_version_get_sha256 (version), NULL);

  return file != NULL ? g_file_get_path (file) : NULL;
}

static void
add_row (CliTable *table, PentimentoLibrary *library, PentimentoVersion *version)
{
  g_autofree char *id = g_strndup (pentimento_version_get_id (version), 8);
  g_autofree char *created = cli_output_time (pentimento_version_get_created (version));
  g_autofree char *size
      = g_strdup_printf ("%d × %d", pentimento_version_get_width (version), pentimento_version_get_height (version));
  g_autofree char *cost = cli_versions_describe_cost (version);
  g_autofree char *prompt = cli_versions_describe_prompt (version, PROMPT_LENGTH);
  const char *provider = pentimento_version_get_provider (version);
  const char *change = cli_versions_describe_change (library, version);

  cli_table_add (table, (const char *const[]){ id, created, size, provider != NULL ? provider : "", cost,
                                               change != NULL ? change : prompt, NULL });
}

static void
print_list_json (PentimentoLibrary *library, GListModel *versions)
{
  g_autoptr (JsonBuilder) builder = json_builder_begin_array (json_builder_new ());

  for (guint i = 0; i < g_list_model_get_n_items (versions); i++)
    {
      g_autoptr (PentimentoVersion) version = g_list_model_get_item (versions, i);
      g_autofree char *file = cli_versions_find_file (library, version);

      cli_versions_add_object (builder, library, version, file);
    }
  json_builder_end_array (builder);
  cli_json_print (builder);
}

static void
print_table (PentimentoLibrary *library, GListModel *versions)
{
  g_autoptr (CliTable) table = cli_table_new ((const char *const[]){
      _ ("ID"), _ ("Created"), _ ("Size"), _ ("Provider"), _ ("Cost"), _ ("Prompt or file"), NULL });

  for (guint i = 0; i < g_list_model_get_n_items (versions); i++)
    {
      g_autoptr (PentimentoVersion) version = g_list_model_get_item (versions, i);

      add_row (table, library, version);
    }
  cli_table_print (table);
}

void
cli_versions_print (PentimentoLibrary *library, GListModel *versions, gboolean json, const char *nothing)
{
  if (json)
    print_list_json (library, versions);
  else if (g_list_model_get_n_items (versions) > 0)
    print_table (library, versions);
  else if (cli_output_is_terminal ())
    cli_output_note ("%s", nothing);
}
