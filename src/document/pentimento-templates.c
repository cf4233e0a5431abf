/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "pentimento-templates.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "pentimento-document-error.h"
#include "seedream-json.h"
#include "template-built-in.h"

/* What a file of templates says that it is. */
#define FORMAT "pentimento-templates"
#define FORMAT_VERSION 1

struct _PentimentoTemplates {
  GObject parent_instance;

  PentimentoLibrary *library;
  GListStore *templates; /* the person's own, then those that came with the program */
  guint n_own;
  GPtrArray *contents; /* what the library had when it was read last */
};

static GType
get_item_type (GListModel *model)
{
  return PENTIMENTO_TYPE_TEMPLATE;
}

static guint
get_n_items (GListModel *model)
{
  return g_list_model_get_n_items (G_LIST_MODEL (PENTIMENTO_TEMPLATES (model)->templates));
}

static gpointer
get_item (GListModel *model, guint position)
{
  return g_list_model_get_item (G_LIST_MODEL (PENTIMENTO_TEMPLATES (model)->templates), position);
}

static void
implement_list_model (GListModelInterface *interface)
{
  interface->get_item_type = get_item_type;
  interface->get_n_items = get_n_items;
  interface->get_item = get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (PentimentoTemplates,
                               pentimento_templates,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, implement_list_model))

static gboolean refuse (GError **error, const char *format, ...) G_GNUC_PRINTF (2, 3);

static gboolean
refuse (GError **error, const char *format, ...)
{
  va_list arguments;

  va_start (arguments, format);
  g_propagate_error (
      error, g_error_new_valist (PENTIMENTO_DOCUMENT_ERROR, PENTIMENTO_DOCUMENT_ERROR_TEMPLATE, format, arguments));
  va_end (arguments);
  return FALSE;
}

static gboolean
is_same (const char *one, const char *other)
{
  g_autofree char *folded = g_utf8_casefold (one, -1);
  g_autofree char *other_folded = g_utf8_casefold (other, -1);

  return g_str_equal (folded, other_folded);
}

/* Returns: (transfer full) (nullable): the template of a row, or %NULL with a warning */
static PentimentoTemplate *
read_row (const char *content)
{
  g_autoptr (JsonNode) node = seedream_json_parse (content, strlen (content));
  g_autoptr (GError) error = NULL;
  PentimentoTemplate *template = pentimento_template_new_from_json (node, &error);

  if (template == NULL)
    g_warning ("A template of the library could not be read: %s", error->message);
  return template;
}

static gboolean
is_as_before (PentimentoTemplates *self, GPtrArray *contents)
{
  gboolean same = self->contents != NULL && self->contents->len == contents->len;

  for (guint i = 0; same && i < contents->len; i++)
    same = g_str_equal (self->contents->pdata[i], contents->pdata[i]);
  return same;
}

gboolean
pentimento_templates_refresh (PentimentoTemplates *self, GError **error)
{
  g_autoptr (GPtrArray) contents = pentimento_library_list_templates (self->library, error);
  g_autoptr (GPtrArray) own = g_ptr_array_new_with_free_func (g_object_unref);
  guint n_before = self->n_own;

  if (contents == NULL)
    return FALSE;
  if (is_as_before (self, contents))
    return TRUE;
  for (guint i = 0; i < contents->len; i++)
    {
      PentimentoTemplate *template = read_row (contents->pdata[i]);

      if (template != NULL)
        g_ptr_array_add (own, template);
    }
  g_clear_pointer (&self->contents, g_ptr_array_unref);
  self->contents = g_steal_pointer (&contents);
  self->n_own = own->len;
  g_list_store_splice (self->templates, 0, n_before, own->pdata, own->len);
  g_list_model_items_changed (G_LIST_MODEL (self), 0, n_before, own->len);
  return TRUE;
}

static void
library_changed (PentimentoTemplates *self)
{
  g_autoptr (GError) error = NULL;

  if (!pentimento_templates_refresh (self, &error))
    g_warning ("The templates could not be read: %s", error->message);
}

PentimentoTemplates *
pentimento_templates_new (PentimentoLibrary *library)
{
  PentimentoTemplates *self = g_object_new (PENTIMENTO_TYPE_TEMPLATES, NULL);

  self->library = g_object_ref (library);
  g_signal_connect_object (library, "changed", G_CALLBACK (library_changed), self, G_CONNECT_SWAPPED);
  library_changed (self);
  return self;
}

/* Returns: (transfer none) (nullable): the template that is called so, @own_only of those alone that the person can change */
static PentimentoTemplate *
find (PentimentoTemplates *self, const char *name, gboolean own_only)
{
  for (guint i = 0; i < (own_only ? self->n_own : get_n_items (G_LIST_MODEL (self))); i++)
    {
      g_autoptr (PentimentoTemplate) template = get_item (G_LIST_MODEL (self), i);

      if (is_same (pentimento_template_get_name (template), name)
          || is_same (pentimento_template_get_title (template), name))
        return template;
    }
  return NULL;
}

PentimentoTemplate *
pentimento_templates_find (PentimentoTemplates *self, const char *name, GError **error)
{
  g_autofree char *valid = g_utf8_make_valid (name, -1);
  PentimentoTemplate *template = find (self, valid, FALSE);

  if (template == NULL)
    refuse (error, _ ("There is no template “%s”."), valid);
  return template;
}

static char *
to_text (JsonBuilder *builder, gboolean pretty)
{
  g_autoptr (JsonGenerator) generator = json_generator_new ();
  g_autoptr (JsonNode) root = json_builder_get_root (builder);

  json_generator_set_root (generator, root);
  json_generator_set_pretty (generator, pretty);
  return json_generator_to_data (generator, NULL);
}

static gboolean
write_all (PentimentoTemplates *self, GPtrArray *added, const char *replaces, GError **error)
{
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();
  g_autoptr (GStrvBuilder) contents = g_strv_builder_new ();
  g_auto (GStrv) name_list = NULL;
  g_auto (GStrv) content_list = NULL;

  for (guint i = 0; i < added->len; i++)
    {
      g_autoptr (JsonBuilder) builder = json_builder_new ();
      g_autofree char *content = NULL;

      pentimento_template_build_json (added->pdata[i], builder);
      content = to_text (builder, FALSE);
      g_strv_builder_add (names, pentimento_template_get_name (added->pdata[i]));
      g_strv_builder_add (contents, content);
    }
  name_list = g_strv_builder_end (names);
  content_list = g_strv_builder_end (contents);
  return pentimento_library_write_templates (self->library, (const char *const *)name_list,
                                             (const char *const *)content_list, replaces, error)
         && pentimento_templates_refresh (self, error);
}

gboolean
pentimento_templates_add (PentimentoTemplates *self, PentimentoTemplate *added, const char *replaces, GError **error)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new ();
  PentimentoTemplate *there = find (self, pentimento_template_get_name (added), FALSE);
  PentimentoTemplate *replaced = replaces != NULL ? find (self, replaces, TRUE) : NULL;

  if (there != NULL && there != replaced)
    return refuse (error, _ ("There is a template “%s” already."), pentimento_template_get_title (there));
  if (replaces != NULL && replaced == NULL)
    return refuse (error, _ ("There is no template “%s” of your own."), replaces);
  g_ptr_array_add (list, added);
  return write_all (self, list, replaced != NULL ? pentimento_template_get_name (replaced) : NULL, error);
}

gboolean
pentimento_templates_remove (PentimentoTemplates *self, const char *name, GError **error)
{
  PentimentoTemplate *template = pentimento_templates_find (self, name, error);

  if (template == NULL)
    return FALSE;
  if (pentimento_template_is_built_in (template))
    return refuse (error, _ ("“%s” came with the program and cannot be removed."),
                   pentimento_template_get_title (template));
  return pentimento_library_remove_template (self->library, pentimento_template_get_name (template), error)
         && pentimento_templates_refresh (self, error);
}

/* Files */

static gboolean
is_taken (PentimentoTemplates *self, GPtrArray *taken, const char *name, gboolean replace)
{
  PentimentoTemplate *there = find (self, name, FALSE);

  if (there != NULL && (!replace || pentimento_template_is_built_in (there)))
    return TRUE;
  for (guint i = 0; i < taken->len; i++)
    if (is_same (pentimento_template_get_name (taken->pdata[i]), name))
      return TRUE;
  return FALSE;
}

/* Returns: (transfer full) (nullable): the template under a name that is free; %NULL with an error */
static PentimentoTemplate *
take_name (PentimentoTemplates *self, GPtrArray *taken, PentimentoTemplate *template, gboolean replace, GError **error)
{
  const char *name = pentimento_template_get_name (template);

  if (!is_taken (self, taken, name, replace))
    return g_object_ref (template);
  for (guint number = 2; number <= PENTIMENTO_TEMPLATES_MAX + 1; number++)
    {
      g_autofree char *other = g_strdup_printf ("%s %u", name, number);

      if (!is_taken (self, taken, other, replace))
        return pentimento_template_rename (template, other, error);
    }
  refuse (error, _ ("There is a template “%s” already."), name);
  return NULL;
}

/* Returns: (transfer none) (nullable): the list that a file has: of several, or of one that stands for itself */
static JsonArray *
find_list (JsonNode *root, GError **error)
{
  JsonNode *list = seedream_json_get (root, "templates");
  double version = 0;

  if (g_strcmp0 (seedream_json_get_text (root, "format"), FORMAT) != 0 || list == NULL || !JSON_NODE_HOLDS_ARRAY (list))
    refuse (error, _ ("This is no file of templates."));
  else if (!seedream_json_get_number (root, "version", &version) || version != FORMAT_VERSION)
    refuse (error, _ ("These templates were made by a newer version of Pentimento. Update the program to use them."));
  else if (json_array_get_length (json_node_get_array (list)) > PENTIMENTO_TEMPLATES_MAX)
    refuse (error, _ ("A file can have %d templates at most."), PENTIMENTO_TEMPLATES_MAX);
  else if (json_array_get_length (json_node_get_array (list)) == 0)
    refuse (error, _ ("There is no template in it."));
  else
    return json_node_get_array (list);
  return NULL;
}

static gboolean
read_one (PentimentoTemplates *self,
          GPtrArray *taken,
          JsonNode *node,
          gboolean replace,
          guint *n_renamed,
          GError **error)
{
  g_autoptr (PentimentoTemplate) template = pentimento_template_new_from_json (node, error);
  PentimentoTemplate *named = template != NULL ? take_name (self, taken, template, replace, error) : NULL;

  if (named == NULL)
    return FALSE;
  if (named != template)
    (*n_renamed)++;
  g_ptr_array_add (taken, named);
  return TRUE;
}

guint
pentimento_templates_import (PentimentoTemplates *self,
                             GBytes *bytes,
                             gboolean replace,
                             guint *n_renamed,
                             GError **error)
{
  gsize size;
  const char *text = g_bytes_get_data (bytes, &size);
  g_autoptr (JsonNode) root = size <= PENTIMENTO_TEMPLATES_MAX_BYTES ? seedream_json_parse (text, size) : NULL;
  JsonArray *list = find_list (root, error);
  g_autoptr (GPtrArray) taken = g_ptr_array_new_with_free_func (g_object_unref);
  guint renamed = 0;

  if (list == NULL)
    return 0;
  for (guint i = 0; i < json_array_get_length (list); i++)
    if (!read_one (self, taken, json_array_get_element (list, i), replace, &renamed, error))
      return 0;
  if (!write_all (self, taken, NULL, error))
    return 0;
  if (n_renamed != NULL)
    *n_renamed = renamed;
  return taken->len;
}

static gboolean
build_named (PentimentoTemplates *self, const char *const *names, JsonBuilder *builder, GError **error)
{
  for (; *names != NULL; names++)
    {
      PentimentoTemplate *found = pentimento_templates_find (self, *names, error);
      g_autoptr (PentimentoTemplate) template = NULL;

      /* Whoever gets it has those that came with the program; it is one more. */
      if (found != NULL && pentimento_template_is_built_in (found))
        template = pentimento_template_rename (found, pentimento_template_get_title (found), error);
      else
        g_set_object (&template, found);
      if (template == NULL)
        return FALSE;
      pentimento_template_build_json (template, builder);
    }
  return TRUE;
}

static gboolean
build_own (PentimentoTemplates *self, JsonBuilder *builder, GError **error)
{
  for (guint i = 0; i < self->n_own; i++)
    {
      g_autoptr (PentimentoTemplate) template = get_item (G_LIST_MODEL (self), i);

      pentimento_template_build_json (template, builder);
    }
  if (self->n_own == 0)
    refuse (error, _ ("There are no templates of your own."));
  return self->n_own > 0;
}

GBytes *
pentimento_templates_export (PentimentoTemplates *self, const char *const *names, GError **error)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autofree char *text = NULL;

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "format");
  json_builder_add_string_value (builder, FORMAT);
  json_builder_set_member_name (builder, "version");
  json_builder_add_int_value (builder, FORMAT_VERSION);
  json_builder_set_member_name (builder, "templates");
  json_builder_begin_array (builder);
  if (names != NULL ? !build_named (self, names, builder, error) : !build_own (self, builder, error))
    return NULL;
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  text = to_text (builder, TRUE);
  return g_bytes_new_take (g_strconcat (text, "\n", NULL), strlen (text) + 1);
}

static void
pentimento_templates_finalize (GObject *object)
{
  PentimentoTemplates *self = PENTIMENTO_TEMPLATES (object);

  g_clear_object (&self->library);
  g_clear_object (&self->templates);
  g_clear_pointer (&self->contents, g_ptr_array_unref);
  G_OBJECT_CLASS (pentimento_templates_parent_class)->finalize (object);
}

static void
pentimento_templates_class_init (PentimentoTemplatesClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = pentimento_templates_finalize;
}

static void
pentimento_templates_init (PentimentoTemplates *self)
{
  self->templates = g_list_store_new (PENTIMENTO_TYPE_TEMPLATE);
  template_built_in_append (self->templates);
}
