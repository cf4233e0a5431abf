/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sandbox-order.h"

#include "sandbox-fields.h"
#include "sandbox-picture.h"

/* Seedream 4.0's own limit (docs.byteplus.com, ModelArk 1541523), which all its sellers name or keep to. */
#define MAX_PICTURES 10

SandboxOrder *
sandbox_order_new (const SandboxProvider *provider, const char *operation)
{
  SandboxOrder *self = g_new0 (SandboxOrder, 1);

  self->id = g_uuid_string_random ();
  self->provider = provider;
  self->operation = operation;
  self->pictures = g_ptr_array_new_with_free_func ((GDestroyNotify)sandbox_picture_free);
  self->seed = -1;
  self->count = 1;
  self->result_type = "image/jpeg";
  return self;
}

void
sandbox_order_free (SandboxOrder *self)
{
  g_free (self->id);
  g_free (self->prompt);
  g_free (self->negative_prompt);
  g_ptr_array_unref (self->pictures);
  g_free (self->request);
  g_free (self->picture_error);
  g_free (self);
}

void
sandbox_order_add_picture (SandboxOrder *self, const char *uri)
{
  g_autoptr (GError) error = NULL;
  SandboxPicture *picture = sandbox_picture_new (uri, &error);

  if (picture != NULL)
    g_ptr_array_add (self->pictures, picture);
  else if (self->picture_error == NULL)
    self->picture_error = g_strdup (error->message);
}

gboolean
sandbox_order_read_inline (SandboxOrder *self, JsonObject *object, const char *name, GError **error)
{
  JsonArray *uris = sandbox_fields_read_strings (object, name, 1, MAX_PICTURES, error);

  if (uris == NULL)
    return FALSE;
  for (guint i = 0; i < json_array_get_length (uris); i++)
    {
      const char *uri = json_array_get_string_element (uris, i);

      if (g_str_has_prefix (uri, "http:") || g_str_has_prefix (uri, "https:"))
        return sandbox_fields_refuse (name, "holds a link, and the practice server fetches nothing from the network",
                                      error);
      if (!sandbox_picture_is_inline (uri))
        return sandbox_fields_refuse (name, "must hold data: URIs of PNG or JPEG files in base64", error);
    }
  for (guint i = 0; i < json_array_get_length (uris); i++)
    sandbox_order_add_picture (self, json_array_get_string_element (uris, i));
  return TRUE;
}
