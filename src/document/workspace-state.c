/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "workspace-state.h"

/* What is kept of how the next edit is to be made; the rest is in the settings. */
static const char *const wishes[] = {
  "operation", "prompt", "negative-prompt", "provider", "width", "height", "seed", "count",
};
static const char *const marking_wishes[] = { "context", "align", "tone", "feather" };

void
workspace_state_free (WorkspaceState *self)
{
  g_free (self->version);
  g_clear_object (&self->picture);
  g_clear_pointer (&self->references, g_ptr_array_unref);
  g_clear_pointer (&self->numbers, g_array_unref);
  g_clear_object (&self->template);
  g_clear_object (&self->mask_file);
  g_clear_pointer (&self->mask, pentimento_mask_unref);
  g_clear_pointer (&self->marks, pentimento_marks_unref);
  g_clear_pointer (&self->wishes, json_object_unref);
  g_free (self->view);
  g_free (self);
}

static WorkspaceState *
state_new (void)
{
  WorkspaceState *self = g_new0 (WorkspaceState, 1);

  self->references = g_ptr_array_new_with_free_func (g_object_unref);
  self->numbers = g_array_new (FALSE, FALSE, sizeof (guint));
  self->wishes = json_object_new ();
  return self;
}

/* From the document and to it */

static void
take_wishes (JsonObject *object, gpointer source, const char *const *names, guint n_names)
{
  for (guint i = 0; i < n_names; i++)
    {
      g_auto (GValue) value = G_VALUE_INIT;
      JsonNode *node = json_node_new (JSON_NODE_VALUE);

      g_object_get_property (source, names[i], &value);
      if (G_VALUE_HOLDS_UINT (&value))
        json_node_set_int (node, g_value_get_uint (&value));
      else
        json_node_set_value (node, &value);
      json_object_set_member (object, names[i], node);
    }
}

static void
add_reference (WorkspaceState *self, PentimentoImage *image, guint number)
{
  g_ptr_array_add (self->references, image);
  g_array_append_val (self->numbers, number);
}

static void
take_references (WorkspaceState *self, PentimentoDocument *document)
{
  GListModel *references = pentimento_document_get_references (document);

  for (guint i = 0; i < g_list_model_get_n_items (references); i++)
    add_reference (self, g_list_model_get_item (references, i), pentimento_document_get_number (document, i));
}

/* With the places that it still has. */
static void
take_template (WorkspaceState *self, PentimentoDocument *document)
{
  PentimentoTemplate *template = pentimento_document_get_template (document);
  const char *roles[PENTIMENTO_DOCUMENT_MAX_PICTURES + 1] = { NULL };

  for (guint number = 1; number <= pentimento_document_get_n_places (document); number++)
    roles[number - 1] = pentimento_document_get_role (document, number);
  self->template = template != NULL ? pentimento_template_with_pictures (template, roles) : NULL;
}

/* A picture that was never edited has a version of its own, which is not in the library. */
static void
take_picture (WorkspaceState *self, PentimentoDocument *document)
{
  PentimentoVersion *current = pentimento_history_get_current (pentimento_document_get_history (document));
  PentimentoMask *mask = pentimento_marking_get_mask (pentimento_document_get_marking (document));
  PentimentoMarks *marks = pentimento_marking_get_marks (pentimento_document_get_marking (document));

  if (current == NULL)
    return;
  self->version = g_strdup (pentimento_version_get_id (current));
  if (pentimento_version_get_number (current) == 0 && pentimento_version_get_parent_id (current) == NULL)
    g_set_object (&self->picture, pentimento_document_get_image (document));
  self->mask = mask != NULL ? pentimento_mask_ref (mask) : NULL;
  self->marks = marks != NULL ? pentimento_marks_ref (marks) : NULL;
}

WorkspaceState *
workspace_state_new_from_document (PentimentoDocument *document, const char *view)
{
  WorkspaceState *self = state_new ();

  take_picture (self, document);
  take_references (self, document);
  take_template (self, document);
  take_wishes (self->wishes, document, wishes, G_N_ELEMENTS (wishes));
  take_wishes (self->wishes, pentimento_document_get_marking (document), marking_wishes, G_N_ELEMENTS (marking_wishes));
  self->view = g_strdup (view);
  return self;
}

static gboolean
is_known_provider (const char *id)
{
  g_autoptr (SeedreamProvider) provider = seedream_registry_describe (id);

  return provider != NULL;
}

/* Whether the property can have it: what is written by another version of the program, or by hand, may be out of bounds. */
static gboolean
is_fitting (GParamSpec *pspec, GValue *value)
{
  if (g_str_equal (pspec->name, "provider"))
    return is_known_provider (g_value_get_string (value));
  return !g_param_value_validate (pspec, value);
}

static void
apply_wish (JsonObject *object, gpointer target, const char *name)
{
  GParamSpec *pspec = g_object_class_find_property (G_OBJECT_GET_CLASS (target), name);
  JsonNode *node = json_object_get_member (object, name);
  g_auto (GValue) read = G_VALUE_INIT;
  g_auto (GValue) value = G_VALUE_INIT;

  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node))
    return;
  json_node_get_value (node, &read);
  if (G_VALUE_HOLDS_STRING (&read) != (pspec->value_type == G_TYPE_STRING)
      || G_VALUE_HOLDS_BOOLEAN (&read) != (pspec->value_type == G_TYPE_BOOLEAN))
    return;
  g_value_init (&value, pspec->value_type);
  if (g_value_transform (&read, &value) && is_fitting (pspec, &value))
    g_object_set_property (target, name, &value);
}

/* The wishes come behind the template: what it wants done may have been changed since. */
void
workspace_state_apply (WorkspaceState *self, PentimentoDocument *document)
{
  pentimento_document_set_template (document, self->template);
  for (guint i = 0; i < G_N_ELEMENTS (wishes); i++)
    apply_wish (self->wishes, document, wishes[i]);
  for (guint i = 0; i < G_N_ELEMENTS (marking_wishes); i++)
    apply_wish (self->wishes, pentimento_document_get_marking (document), marking_wishes[i]);
  for (guint i = 0; i < self->references->len; i++)
    pentimento_document_place_reference (document, g_array_index (self->numbers, guint, i), self->references->pdata[i],
                                         NULL);
}

gboolean
workspace_state_is_empty (WorkspaceState *self)
{
  return self->version == NULL && self->references->len == 0
         && *json_object_get_string_member_with_default (self->wishes, "prompt", "") == '\0';
}

/* To JSON */

static JsonObject *
describe_image (PentimentoImage *image)
{
  PentimentoRecipe *recipe = pentimento_image_get_recipe (image);
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "sha256", pentimento_image_get_sha256 (image));
  json_object_set_string_member (object, "name", pentimento_image_get_name (image));
  if (recipe != NULL)
    json_object_set_string_member (object, "recipe", pentimento_recipe_to_string (recipe));
  return object;
}

static gboolean
keep_image (PentimentoLibrary *library, PentimentoImage *image, GError **error)
{
  PentimentoRecipe *recipe = pentimento_image_get_recipe (image);
  GPtrArray *objects = recipe != NULL ? pentimento_recipe_get_objects (recipe) : NULL;

  for (guint i = 0; objects != NULL && i < objects->len; i++)
    if (!pentimento_library_store_image (library, objects->pdata[i], error))
      return FALSE;
  return pentimento_library_store_image (library, image, error);
}

static gboolean
write_references (WorkspaceState *self, JsonObject *state, PentimentoLibrary *library, GError **error)
{
  JsonArray *references = json_array_new ();

  json_object_set_array_member (state, "references", references);
  for (guint i = 0; i < self->references->len; i++)
    {
      JsonObject *object = describe_image (self->references->pdata[i]);

      json_object_set_int_member (object, "number", g_array_index (self->numbers, guint, i));
      json_array_add_object_element (references, object);
      if (!keep_image (library, self->references->pdata[i], error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
write_picture (WorkspaceState *self, JsonObject *state, PentimentoLibrary *library, GError **error)
{
  if (self->version != NULL)
    json_object_set_string_member (state, "version", self->version);
  if (self->picture == NULL)
    return TRUE;
  json_object_set_object_member (state, "picture", describe_image (self->picture));
  return keep_image (library, self->picture, error);
}

static PentimentoImage *
make_mask_file (PentimentoMask *mask, GError **error)
{
  g_autoptr (GBytes) png = pentimento_mask_to_png (mask, NULL, error);

  return png != NULL ? pentimento_image_new (png, NULL, NULL, error) : NULL;
}

static gboolean
write_mask (WorkspaceState *self, JsonObject *state, PentimentoLibrary *library, GError **error)
{
  if (self->mask == NULL)
    return TRUE;
  if (self->mask_file == NULL)
    self->mask_file = make_mask_file (self->mask, error);
  if (self->mask_file == NULL || !pentimento_library_store_image (library, self->mask_file, error))
    return FALSE;
  json_object_set_object_member (state, "mask", describe_image (self->mask_file));
  return TRUE;
}

static JsonNode *
describe_template (PentimentoTemplate *template)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  pentimento_template_build_json (template, builder);
  return json_builder_get_root (builder);
}

char *
workspace_state_write (WorkspaceState *self, PentimentoLibrary *library, GError **error)
{
  g_autoptr (JsonNode) root = json_node_new (JSON_NODE_OBJECT);
  JsonObject *state = json_object_new ();

  json_node_take_object (root, state);
  json_object_set_object_member (state, "wishes", json_object_ref (self->wishes));
  if (self->view != NULL)
    json_object_set_string_member (state, "view", self->view);
  if (self->marks != NULL)
    json_object_set_string_member (state, "marks", pentimento_marks_to_string (self->marks));
  if (self->template != NULL)
    json_object_set_member (state, "template", describe_template (self->template));
  if (!write_picture (self, state, library, error) || !write_references (self, state, library, error)
      || !write_mask (self, state, library, error))
    return NULL;
  return json_to_string (root, FALSE);
}

/* From JSON */

static const char *
find_text (JsonObject *object, const char *member)
{
  JsonNode *node = json_object_get_member (object, member);

  return node != NULL && json_node_get_value_type (node) == G_TYPE_STRING ? json_node_get_string (node) : NULL;
}

static JsonObject *
find_object (JsonObject *object, const char *member)
{
  JsonNode *node = json_object_get_member (object, member);

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

static PentimentoImage *
read_image (JsonObject *object, PentimentoLibrary *library)
{
  const char *sha256 = object != NULL ? find_text (object, "sha256") : NULL;
  const char *name = object != NULL ? find_text (object, "name") : NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (PentimentoImage) image = NULL;

  if (sha256 == NULL)
    return NULL;
  image = pentimento_library_load_changed (library, sha256, find_text (object, "recipe"), &error);
  if (image == NULL)
    g_warning ("A picture that lay open could not be read: %s", error->message);
  return image != NULL && name != NULL ? pentimento_image_with_name (image, name) : g_steal_pointer (&image);
}

/* The edited picture is number 1; a number that is taken already would be a picture that is lost. */
static guint
read_number (WorkspaceState *self, JsonObject *object)
{
  guint last = self->numbers->len > 0 ? g_array_index (self->numbers, guint, self->numbers->len - 1) : 1;
  JsonNode *node = json_object_get_member (object, "number");
  gint64 number = node != NULL && json_node_get_value_type (node) == G_TYPE_INT64 ? json_node_get_int (node) : 0;

  return number > last && number <= PENTIMENTO_DOCUMENT_MAX_PICTURES ? (guint)number : last + 1;
}

static void
read_references (WorkspaceState *self, JsonObject *state, PentimentoLibrary *library)
{
  JsonNode *node = json_object_get_member (state, "references");
  JsonArray *references = node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

  for (guint i = 0;
       references != NULL && i < MIN (json_array_get_length (references), PENTIMENTO_DOCUMENT_MAX_PICTURES); i++)
    {
      JsonNode *element = json_array_get_element (references, i);
      PentimentoImage *image
          = JSON_NODE_HOLDS_OBJECT (element) ? read_image (json_node_get_object (element), library) : NULL;

      if (image != NULL)
        add_reference (self, image, read_number (self, json_node_get_object (element)));
    }
}

static void
read_mask (WorkspaceState *self, JsonObject *state, PentimentoLibrary *library)
{
  JsonObject *object = find_object (state, "mask");
  g_autoptr (PentimentoImage) image = read_image (object, library);
  g_autoptr (GError) error = NULL;

  if (image == NULL)
    return;
  self->mask = pentimento_mask_new_from_file (pentimento_image_get_bytes (image), pentimento_image_get_width (image),
                                              pentimento_image_get_height (image), NULL, &error);
  if (self->mask == NULL)
    g_warning ("What was marked could not be read: %s", error->message);
}

static void
read_marks (WorkspaceState *self, JsonObject *state)
{
  const char *text = find_text (state, "marks");
  JsonNode *template = json_object_get_member (state, "template");

  self->marks = text != NULL ? pentimento_marks_new_from_string (text, NULL) : NULL;
  self->template = template != NULL ? pentimento_template_new_from_json (template, NULL) : NULL;
}

WorkspaceState *
workspace_state_read (const char *text, PentimentoLibrary *library)
{
  g_autoptr (JsonNode) root = json_from_string (text, NULL);
  JsonObject *state = root != NULL && JSON_NODE_HOLDS_OBJECT (root) ? json_node_get_object (root) : NULL;
  WorkspaceState *self = state_new ();

  if (state == NULL)
    return self;
  if (find_object (state, "wishes") != NULL)
    {
      json_object_unref (self->wishes);
      self->wishes = json_object_ref (find_object (state, "wishes"));
    }
  self->version = g_strdup (find_text (state, "version"));
  self->view = g_strdup (find_text (state, "view"));
  self->picture = read_image (find_object (state, "picture"), library);
  read_references (self, state, library);
  read_mask (self, state, library);
  read_marks (self, state);
  return self;
}
