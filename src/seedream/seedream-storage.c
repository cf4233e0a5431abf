/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "seedream-storage.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "seedream-address.h"
#include "seedream-error.h"
#include "seedream-json.h"
#include "seedream-link.h"
#include "seedream-refusal.h"
#include "seedream-wire.h"

/* As long as the providers keep uploads at least. */
#define LIFE G_TIME_SPAN_DAY

/* Longer than any link that is taken, see seedream-link.c. */
#define MAX_PLAIN 16384

struct _SeedreamStorage {
  gatomicrefcount references;
  gboolean put;
  char *address; /* without a slash at its end */
};

G_DEFINE_BOXED_TYPE (SeedreamStorage, seedream_storage, seedream_storage_ref, seedream_storage_unref)

static const char *
skip_method (const char *place, const char *method)
{
  gsize length = strlen (method);

  if (g_ascii_strncasecmp (place, method, length) != 0 || !g_ascii_isspace (place[length]))
    return NULL;
  for (place += length; g_ascii_isspace (*place); place++)
    ;
  return place;
}

static char *
read_address (const char *text)
{
  g_autoptr (GUri) uri = seedream_address_parse (text, TRUE);
  char *address;

  if (uri == NULL || g_uri_get_query (uri) != NULL || g_uri_get_fragment (uri) != NULL)
    return NULL;
  address = g_strdup (text);
  while (g_str_has_suffix (address, "/"))
    address[strlen (address) - 1] = '\0';
  return address;
}

SeedreamStorage *
seedream_storage_new (const char *place, GError **error)
{
  g_autofree char *text = g_strstrip (g_strdup (place));
  const char *put = skip_method (text, "PUT");
  const char *post = skip_method (text, "POST");
  g_autofree char *address = read_address (put != NULL ? put : post != NULL ? post : text);
  const char *message
      = _ ("The upload address has to be “POST” or “PUT” and an address that begins with “https://”, or "
           "with “http://” where it is this machine itself, and can hold no user, no “?” and no “#”.");
  SeedreamStorage *self;

  if (address == NULL)
    {
      g_propagate_error (error, seedream_error_new (SEEDREAM_ERROR_INVALID_REQUEST, SEEDREAM_BILLED_NO, NULL, message));
      return NULL;
    }
  self = g_new0 (SeedreamStorage, 1);
  g_atomic_ref_count_init (&self->references);
  self->put = put != NULL;
  self->address = g_steal_pointer (&address);
  return self;
}

SeedreamStorage *
seedream_storage_ref (SeedreamStorage *self)
{
  g_atomic_ref_count_inc (&self->references);
  return self;
}

void
seedream_storage_unref (SeedreamStorage *self)
{
  if (!g_atomic_ref_count_dec (&self->references))
    return;
  g_free (self->address);
  g_free (self);
}

/* The name is the picture's content: whoever knows it has the picture, and the same picture lies there once. */
static char *
build_put_address (const SeedreamStorage *self, SeedreamPicture *picture)
{
  gboolean jpeg = g_str_equal (seedream_picture_get_media_type (picture), "image/jpeg");

  return g_strdup_printf ("%s/%s.%s", self->address, seedream_picture_get_sha256 (picture), jpeg ? "jpg" : "png");
}

SeedreamCall *
seedream_storage_build_upload (const SeedreamStorage *self, SeedreamPicture *picture)
{
  g_autofree char *put_address = build_put_address (self, picture);
  SeedreamCall *call = seedream_call_new (self->put ? "PUT" : "POST", self->put ? put_address : self->address);

  call->body = self->put ? seedream_body_new_file (picture) : seedream_body_new_multipart (picture);
  return call;
}

/* The spellings of the providers' own uploads, and "link" and "location" of small file servers. */
static char *
read_json_link (JsonNode *root)
{
  static const char *const names[]
      = { "url", "download_url", "downloadUrl", "fileUrl", "file_url", "link", "location", NULL };
  char *link = seedream_wire_read_link (root, names);

  return link != NULL ? link : seedream_wire_read_link (seedream_json_get (root, "data"), names);
}

static char *
read_plain_link (GBytes *body)
{
  gsize size;
  const char *data = g_bytes_get_data (body, &size);
  g_autofree char *text = size > 0 && size <= MAX_PLAIN ? g_strndup (data, size) : NULL;

  if (text == NULL || strpbrk (g_strstrip (text), " \t\r\n") != NULL
      || seedream_link_classify (text) != SEEDREAM_LINK_REMOTE)
    return NULL;
  return g_steal_pointer (&text);
}

char *
seedream_storage_read_upload (const SeedreamStorage *self,
                              SeedreamPicture *picture,
                              const SeedreamReply *reply,
                              gint64 *expires_at,
                              GError **error)
{
  char *link;

  if (!seedream_wire_is_success (reply))
    {
      g_propagate_error (error, seedream_refusal_from_reply (reply, SEEDREAM_REFUSAL_OF_UPLOAD));
      return NULL;
    }
  link = reply->root != NULL ? read_json_link (reply->root) : read_plain_link (reply->body);
  if (link == NULL && self->put)
    link = build_put_address (self, picture);
  *expires_at = g_get_real_time () + LIFE;
  return link != NULL ? link : seedream_wire_refuse_malformed (reply, error);
}
