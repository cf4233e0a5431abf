/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "seedream-wire.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "seedream-json.h"
#include "seedream-link.h"
#include "seedream-refusal.h"

/* Ids seen are 40 characters long. */
#define MAX_ID 256

gboolean
seedream_wire_is_success (const SeedreamReply *reply)
{
  return reply->status >= 200 && reply->status < 300;
}

gpointer
seedream_wire_refuse_malformed (const SeedreamReply *reply, GError **error)
{
  const char *message = _ ("The provider’s answer could not be understood. Try again later.");

  g_propagate_error (error, seedream_refusal_malformed (reply, message));
  return NULL;
}

gpointer
seedream_wire_refuse_empty (const SeedreamReply *reply, GError **error)
{
  const char *message
      = _ ("The provider says that the picture is done, but not where it is. Look for it on the provider’s page.");

  g_propagate_error (error, seedream_refusal_malformed (reply, message));
  return NULL;
}

void
seedream_wire_add_pictures (JsonObject *object, const char *name, GListModel *pictures)
{
  JsonArray *images = json_array_new ();

  for (guint i = 0; i < g_list_model_get_n_items (pictures); i++)
    {
      g_autofree char *placeholder = seedream_body_placeholder (i);

      json_array_add_string_element (images, placeholder);
    }
  json_object_set_array_member (object, name, images);
}

void
seedream_wire_add_links (JsonObject *object, const char *name, const char *const *links)
{
  JsonArray *images = json_array_new ();

  for (guint i = 0; links != NULL && links[i] != NULL; i++)
    json_array_add_string_element (images, links[i]);
  json_object_set_array_member (object, name, images);
}

char *
seedream_wire_read_link (JsonNode *node, const char *const *names)
{
  for (guint i = 0; names[i] != NULL; i++)
    {
      const char *text = seedream_json_get_text (node, names[i]);

      if (text != NULL && seedream_link_classify (text) == SEEDREAM_LINK_REMOTE)
        return g_strdup (text);
    }
  return NULL;
}

void
seedream_wire_add_size (JsonObject *object, const char *name, SeedreamRequest *request)
{
  int width = seedream_request_get_width (request);
  int height = seedream_request_get_height (request);

  if (width > 0 && height > 0)
    {
      g_autofree char *size = g_strdup_printf ("%d*%d", width, height);

      json_object_set_string_member (object, name, size);
    }
}

char *
seedream_wire_read_id (JsonNode *node, const char *name)
{
  const char *id = seedream_json_get_text (node, name);
  gsize length = id != NULL ? strlen (id) : 0;

  if (length == 0 || length > MAX_ID || id[0] == '.')
    return NULL;
  for (gsize i = 0; i < length; i++)
    if (!g_ascii_isgraph (id[i]) || strchr ("/\\?#%\"<>", id[i]) != NULL)
      return NULL;
  return g_strdup (id);
}

static const char *
find_link (JsonNode *node, const char *const *names)
{
  for (guint i = 0; names[i] != NULL; i++)
    {
      const char *text = seedream_json_get_text (node, names[i]);

      if (text != NULL && seedream_link_classify (text) != SEEDREAM_LINK_NONE)
        return text;
    }
  return NULL;
}

static void
collect_one (GPtrArray *links, JsonNode *node, const char *const *names)
{
  const char *text = seedream_json_text (node);

  seedream_link_collect (links, text != NULL ? text : find_link (node, names));
}

void
seedream_wire_collect (GPtrArray *links, JsonNode *node, const char *const *names)
{
  JsonArray *array;

  if (node == NULL || !JSON_NODE_HOLDS_ARRAY (node))
    {
      collect_one (links, node, names);
      return;
    }
  array = json_node_get_array (node);
  for (guint i = 0; i < json_array_get_length (array); i++)
    collect_one (links, json_array_get_element (array, i), names);
}
