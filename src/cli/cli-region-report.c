/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cli-region-report.h"

#include "pentimento-difference.h"
#include "pentimento-image-format.h"

static gboolean
is_without_loss (const char *file)
{
  const char *media_type = pentimento_image_media_type_of_name (file);

  return g_strcmp0 (media_type, "image/png") == 0 || g_strcmp0 (media_type, "image/tiff") == 0;
}

static GdkPixbuf *
read_saved (PentimentoLibrary *library, PentimentoVersion *version, const char *file)
{
  g_autoptr (GFile) saved = g_file_new_for_path (file);
  g_autoptr (PentimentoImage) image = is_without_loss (file) ? pentimento_image_load (saved, NULL, NULL, NULL)
                                                             : pentimento_library_load_version (library, version, NULL);

  return image != NULL ? pentimento_image_decode (image, NULL, NULL) : NULL;
}

static GdkPixbuf *
read_parent (PentimentoLibrary *library, PentimentoVersion *parent)
{
  g_autoptr (PentimentoImage) image = pentimento_library_load_version (library, parent, NULL);

  return image != NULL ? pentimento_image_decode (image, NULL, NULL) : NULL;
}

gint64
cli_region_report_count_outside (PentimentoLibrary *library,
                                 PentimentoOrder *order,
                                 PentimentoVersion *version,
                                 const char *file)
{
  const PentimentoRegionEdit *region = order != NULL ? pentimento_order_get_region (order) : NULL;
  g_autoptr (GdkPixbuf) before = NULL, after = NULL;

  if (region == NULL || region->mask == NULL)
    return CLI_REGION_NOT_COUNTED;
  before = read_parent (library, pentimento_order_get_parent (order));
  after = read_saved (library, version, file);
  if (before == NULL || after == NULL)
    return CLI_REGION_NOT_COUNTED;
  return pentimento_difference_count_outside (before, after, region->mask);
}

static void
add_members (JsonBuilder *builder, JsonObject *object)
{
  g_autoptr (GList) members = json_object_get_members (object);

  for (GList *member = members; member != NULL; member = member->next)
    {
      json_builder_set_member_name (builder, member->data);
      json_builder_add_value (builder, json_object_dup_member (object, member->data));
    }
}

/* Where the result was put. */
static void
add_place (JsonBuilder *builder, PentimentoVersion *version)
{
  static const char *const members[] = { "x", "y", "width", "height" };
  const char *recipe = pentimento_version_get_recipe (version);
  g_autoptr (JsonNode) root = recipe != NULL ? json_from_string (recipe, NULL) : NULL;
  JsonArray *operations = root != NULL && JSON_NODE_HOLDS_ARRAY (root) ? json_node_get_array (root) : NULL;
  guint n_operations = operations != NULL ? json_array_get_length (operations) : 0;
  JsonNode *last = n_operations > 0 ? json_array_get_element (operations, n_operations - 1) : NULL;

  for (guint i = 0; last != NULL && JSON_NODE_HOLDS_OBJECT (last) && i < G_N_ELEMENTS (members); i++)
    if (json_object_has_member (json_node_get_object (last), members[i]))
      {
        json_builder_set_member_name (builder, members[i]);
        json_builder_add_value (builder, json_object_dup_member (json_node_get_object (last), members[i]));
      }
}

void
cli_region_report_add (JsonBuilder *builder,
                       const char *name,
                       PentimentoVersion *version,
                       const gint64 *changed_outside)
{
  const char *text = pentimento_version_get_measured (version);
  g_autoptr (JsonNode) root = text != NULL ? json_from_string (text, NULL) : NULL;

  json_builder_set_member_name (builder, name);
  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    {
      json_builder_add_null_value (builder);
      return;
    }
  json_builder_begin_object (builder);
  add_members (builder, json_node_get_object (root));
  add_place (builder, version);
  if (changed_outside != NULL && *changed_outside != CLI_REGION_NOT_COUNTED)
    cli_json_add_integer (builder, "changed_outside", *changed_outside);
  else if (changed_outside != NULL)
    cli_json_add_string (builder, "changed_outside", NULL);
  json_builder_end_object (builder);
}
