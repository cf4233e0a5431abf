/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "seedream-call.h"

#include "seedream-json.h"

SeedreamCall *
seedream_call_new (const char *method, const char *uri)
{
  SeedreamCall *self = g_new0 (SeedreamCall, 1);

  self->method = g_strdup (method);
  self->uri = g_strdup (uri);
  return self;
}

SeedreamCall *
seedream_call_new_submit (const char *uri, SeedreamBody *body, guint timeout)
{
  SeedreamCall *self = seedream_call_new ("POST", uri);

  self->body = body;
  self->once = TRUE;
  self->timeout = timeout;
  return self;
}

void
seedream_call_free (SeedreamCall *self)
{
  g_free (self->method);
  g_free (self->uri);
  g_clear_object (&self->body);
  g_free (self);
}

SeedreamReply *
seedream_reply_new (guint status, const char *content_type, guint retry_after, GBytes *body)
{
  SeedreamReply *self = g_new0 (SeedreamReply, 1);
  gsize length;
  const char *text = g_bytes_get_data (body, &length);

  self->status = status;
  self->content_type = g_strdup (content_type);
  self->retry_after = retry_after;
  self->body = g_bytes_ref (body);
  self->root = seedream_json_parse (text, length);
  return self;
}

void
seedream_reply_free (SeedreamReply *self)
{
  g_free (self->content_type);
  g_bytes_unref (self->body);
  g_clear_pointer (&self->root, json_node_unref);
  g_free (self);
}
