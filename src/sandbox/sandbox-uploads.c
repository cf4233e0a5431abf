/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sandbox-uploads.h"

#include <string.h>

#include "pentimento-image-format.h"
#include "sandbox-fields.h"
#include "sandbox-picture.h"

/* Seedream 4.0's own limit (docs.byteplus.com, ModelArk 1541523). */
#define MAX_PICTURES 10

void
sandbox_upload_free (SandboxUpload *self)
{
  g_free (self->id);
  g_bytes_unref (self->content);
  g_free (self->link);
  g_free (self);
}

static void
forget_expired (GPtrArray *uploads)
{
  gint64 now = g_get_monotonic_time ();

  for (guint i = uploads->len; i > 0; i--)
    if (((SandboxUpload *)g_ptr_array_index (uploads, i - 1))->end <= now)
      g_ptr_array_remove_index (uploads, i - 1);
}

static const SandboxUpload *
find_by_link (SandboxService *service, const char *link)
{
  GPtrArray *uploads = sandbox_service_get_uploads (service);

  forget_expired (uploads);
  for (guint i = 0; i < uploads->len; i++)
    {
      const SandboxUpload *upload = g_ptr_array_index (uploads, i);

      if (g_str_equal (upload->link, link))
        return upload;
    }
  return NULL;
}

/* Returns: (nullable): the type of the file that a part says it holds, if it is the file that is wanted */
static const char *
read_part_type (SoupMessageHeaders *headers, GBytes *content)
{
  const char *said = soup_message_headers_get_content_type (headers, NULL);
  const char *is = pentimento_image_media_type_of_bytes (content);
  g_autofree char *disposition = NULL;
  g_autoptr (GHashTable) parameters = NULL;
  const char *name;

  if (!soup_message_headers_get_content_disposition (headers, &disposition, &parameters) || parameters == NULL)
    return NULL;
  name = g_hash_table_lookup (parameters, "filename");
  if (g_strcmp0 (disposition, "form-data") != 0 || g_strcmp0 (g_hash_table_lookup (parameters, "name"), "file") != 0
      || name == NULL || *name == '\0')
    return NULL;
  if (g_strcmp0 (said, is) != 0)
    return NULL;
  if (g_strcmp0 (is, "image/png") == 0)
    return "image/png";
  return g_strcmp0 (is, "image/jpeg") == 0 ? "image/jpeg" : NULL;
}

static const char *
read_multipart (SoupServerMessage *message, GBytes **content)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);
  g_autoptr (GBytes) body = soup_message_body_flatten (soup_server_message_get_request_body (message));
  g_autoptr (SoupMultipart) parts = soup_multipart_new_from_message (headers, body);
  SoupMessageHeaders *part_headers;
  GBytes *part;
  const char *media_type;

  if (parts == NULL || soup_multipart_get_length (parts) != 1
      || !soup_multipart_get_part (parts, 0, &part_headers, &part))
    return NULL;
  media_type = read_part_type (part_headers, part);
  if (media_type != NULL)
    *content = g_bytes_ref (part);
  return media_type;
}

static SandboxUpload *
add (SandboxService *service, const char *media_type, GBytes *content, gint64 life_us)
{
  SandboxUpload *self = g_new0 (SandboxUpload, 1);

  self->id = g_uuid_string_random ();
  self->media_type = media_type;
  self->content = g_bytes_ref (content);
  self->end = g_get_monotonic_time () + life_us;
  g_ptr_array_add (sandbox_service_get_uploads (service), self);
  sandbox_service_get_counts (service)->uploads++;
  return self;
}

const SandboxUpload *
sandbox_uploads_put (SandboxService *service, const char *path, const char *media_type, GBytes *content, gint64 life)
{
  const char *is = pentimento_image_media_type_of_bytes (content);
  g_autofree char *link = g_strconcat (sandbox_service_get_url (service), path, NULL);
  const SandboxUpload *old = find_by_link (service, link);
  SandboxUpload *self;

  if (is == NULL || g_strcmp0 (media_type, is) != 0
      || (!g_str_equal (is, "image/png") && !g_str_equal (is, "image/jpeg")))
    return NULL;
  if (old != NULL)
    g_ptr_array_remove (sandbox_service_get_uploads (service), (gpointer)old);
  self = add (service, is, content, life * G_USEC_PER_SEC);
  self->link = g_steal_pointer (&link);
  return self;
}

const SandboxUpload *
sandbox_uploads_receive (SandboxService *service,
                         SoupServerMessage *message,
                         gsize max_bytes,
                         gint64 life,
                         GError **error)
{
  g_autoptr (SandboxFault) expire
      = sandbox_faults_take (sandbox_service_get_faults (service), SANDBOX_AT_UPLOAD, SANDBOX_FAULT_EXPIRE);
  g_autoptr (GBytes) content = NULL;
  const char *media_type = read_multipart (message, &content);
  gint64 kept = expire != NULL ? (gint64)expire->numbers[0] * 1000 : life * G_USEC_PER_SEC;
  SandboxUpload *self;

  if (media_type == NULL || g_bytes_get_size (content) > max_bytes)
    {
      sandbox_fields_refuse ("file", "must be the one part, a named PNG or JPEG file of its media type", error);
      return NULL;
    }
  self = add (service, media_type, content, kept);
  self->link = g_strdup_printf ("%s/uploads/%s/image.%s", sandbox_service_get_url (service), self->id,
                                g_str_equal (media_type, "image/png") ? "png" : "jpg");
  return self;
}

gboolean
sandbox_uploads_is_own_link (SandboxService *service, const char *link)
{
  const char *url = sandbox_service_get_url (service);
  const char *path = g_str_has_prefix (link, url) ? link + strlen (url) : "";

  return g_str_has_prefix (path, "/uploads/") || g_str_has_prefix (path, "/storage/");
}

/* A link that leads nowhere any more is noticed when the picture is fetched, which is after the request was taken. */
void
sandbox_uploads_add_picture (SandboxService *service, SandboxOrder *order, const char *link)
{
  const SandboxUpload *upload = find_by_link (service, link);
  g_autoptr (GError) error = NULL;
  SandboxPicture *picture = NULL;

  if (upload != NULL)
    picture = sandbox_picture_new_for_file (upload->content, upload->media_type, &error);
  if (picture != NULL)
    g_ptr_array_add (order->pictures, picture);
  else if (order->picture_error == NULL)
    order->picture_error
        = g_strdup (error != NULL ? error->message
                                  : "Invalid image URL in images array: the picture cannot be fetched, "
                                    "404");
}

gboolean
sandbox_uploads_read_links (SandboxService *service,
                            SandboxOrder *order,
                            JsonObject *object,
                            const char *name,
                            GError **error)
{
  JsonArray *links = sandbox_fields_read_strings (object, name, 1, MAX_PICTURES, error);

  if (links == NULL)
    return FALSE;
  for (guint i = 0; i < json_array_get_length (links); i++)
    if (!sandbox_uploads_is_own_link (service, json_array_get_string_element (links, i)))
      return sandbox_fields_refuse (name,
                                    "must hold links that an upload has answered with: the practice server fetches "
                                    "nothing from the network",
                                    error);
  for (guint i = 0; i < json_array_get_length (links); i++)
    sandbox_uploads_add_picture (service, order, json_array_get_string_element (links, i));
  return TRUE;
}

void
sandbox_uploads_handle (SandboxService *service, SoupServerMessage *message, const char *path)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);
  g_autofree char *link = g_strconcat (sandbox_service_get_url (service), path, NULL);
  const SandboxUpload *upload = find_by_link (service, link);

  if (soup_message_headers_get_one (headers, "Authorization") != NULL)
    sandbox_service_get_counts (service)->key_leaks++;
  soup_server_message_set_status (message, upload != NULL ? SOUP_STATUS_OK : SOUP_STATUS_NOT_FOUND, NULL);
  if (upload == NULL)
    return;
  soup_message_headers_replace (soup_server_message_get_response_headers (message), "Content-Type", upload->media_type);
  soup_message_body_append_bytes (soup_server_message_get_response_body (message), upload->content);
}
