/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cli-tree.h"

#include <glib/gi18n-lib.h>

#include "cli-json.h"
#include "cli-versions.h"

/* Beside the branches there is less room than in a table. */
#define PROMPT_LENGTH 60

typedef struct {
  PentimentoLibrary *library;
  GListModel *versions; /* of one picture, parents before children */
  char *current;        /* (nullable): the id of the current one */
} Tree;

static const char *
describe_state (const Tree *tree, PentimentoVersion *version)
{
  if (g_strcmp0 (pentimento_version_get_id (version), tree->current) == 0)
    return _ (" ← current");
  return pentimento_version_get_trashed (version) > 0 ? _ (" (in the trash)") : "";
}

static void
print_line (const Tree *tree, PentimentoVersion *version, const char *branch)
{
  const char *change = cli_versions_describe_change (tree->library, version);
  const char *title = pentimento_version_get_title (version);
  g_autofree char *prompt = cli_versions_describe_prompt (version, PROMPT_LENGTH);

  g_print ("%s%.8s  %s%s%s%s%s%s\n", branch, pentimento_version_get_id (version),
           pentimento_version_get_starred (version) ? "★ " : "", title != NULL ? title : "", title != NULL ? ": " : "",
           change != NULL ? change : prompt, pentimento_version_get_rejected (version) ? " ✗" : "",
           describe_state (tree, version));
}

/* Returns: the place of the next child of @parent_id from @from on; the length of the list where there is none */
static guint
find_child (const Tree *tree, const char *parent_id, guint from)
{
  guint length = g_list_model_get_n_items (tree->versions);

  for (; from < length; from++)
    {
      g_autoptr (PentimentoVersion) version = g_list_model_get_item (tree->versions, from);

      if (g_strcmp0 (pentimento_version_get_parent_id (version), parent_id) == 0)
        break;
    }
  return from;
}

static void
print_children (const Tree *tree, const char *parent_id, const char *margin)
{
  guint length = g_list_model_get_n_items (tree->versions);
  guint at = find_child (tree, parent_id, 0);

  while (at < length)
    {
      g_autoptr (PentimentoVersion) version = g_list_model_get_item (tree->versions, at);
      guint next = find_child (tree, parent_id, at + 1);
      g_autofree char *branch = g_strconcat (margin, parent_id == NULL ? "" : next < length ? "├─ " : "└─ ", NULL);
      g_autofree char *below = g_strconcat (margin, parent_id == NULL ? "" : next < length ? "│  " : "   ", NULL);

      print_line (tree, version, branch);
      print_children (tree, pentimento_version_get_id (version), below);
      at = next;
    }
}

static void
print_json (const Tree *tree)
{
  g_autoptr (JsonBuilder) builder = json_builder_begin_object (json_builder_new ());
  g_autoptr (PentimentoVersion) first = g_list_model_get_item (tree->versions, 0);

  cli_json_add_string (builder, "picture", pentimento_version_get_picture_id (first));
  cli_json_add_string (builder, "current", tree->current);
  json_builder_set_member_name (builder, "versions");
  json_builder_begin_array (builder);
  for (guint i = 0; i < g_list_model_get_n_items (tree->versions); i++)
    {
      g_autoptr (PentimentoVersion) version = g_list_model_get_item (tree->versions, i);
      g_autofree char *file = cli_versions_find_file (tree->library, version);

      cli_versions_add_object (builder, tree->library, version, file);
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  cli_json_print (builder);
}

/* Returns: (transfer full) (nullable): the versions of the picture that @id is of, or is */
static GListModel *
find_versions (PentimentoLibrary *library, const char *id, GError **error)
{
  g_autoptr (GListModel) list = pentimento_library_list_versions (library, id, error);
  g_autoptr (PentimentoVersion) version = NULL;

  if (list == NULL || g_list_model_get_n_items (list) > 0)
    return g_steal_pointer (&list);
  version = pentimento_library_get_version (library, id, error);
  if (version == NULL)
    return NULL;
  return pentimento_library_list_versions (library, pentimento_version_get_picture_id (version), error);
}

gboolean
cli_tree_print (PentimentoLibrary *library, const char *id, gboolean json, GError **error)
{
  g_autoptr (GListModel) versions = find_versions (library, id, error);
  g_autoptr (PentimentoVersion) first = versions != NULL ? g_list_model_get_item (versions, 0) : NULL;
  g_autofree char *current = NULL;

  if (first == NULL)
    return FALSE;
  current = pentimento_library_get_current (library, pentimento_version_get_picture_id (first), NULL);
  if (json)
    print_json (&(Tree){ library, versions, current });
  else
    print_children (&(Tree){ library, versions, current }, NULL, "");
  return TRUE;
}
