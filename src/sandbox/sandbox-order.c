/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sandbox-order.h"

#include "sandbox-picture.h"

SandboxOrder *
sandbox_order_new (const SandboxProvider *provider, const char *operation)
{
  SandboxOrder *self = g_new0 (SandboxOrder, 1);

  self->provider = provider;
  self->operation = operation;
  self->pictures = g_ptr_array_new_with_free_func ((GDestroyNotify)sandbox_picture_free);
  self->seed = -1;
  self->result_type = "image/jpeg";
  return self;
}

void
sandbox_order_free (SandboxOrder *self)
{
  g_free (self->prompt);
  g_free (self->negative_prompt);
  g_ptr_array_unref (self->pictures);
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
