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

/* The path is given as it is, and escaped for the link. */
static char *
make_link (SandboxService *service, const char *path)
{
  g_autofree char *escaped = g_uri_escape_string (path, "/", FALSE);

  return g_strconcat (sandbox_service_get_url (service), escaped, NULL);
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

/* What came in the parts of a multipart body. */
typedef struct {
  const char *media_type;
  GBytes *file;
  char *folder;
  char *name;
} Parcel;

static void
parcel_clear (Parcel *self)
{
  g_clear_pointer (&self->file, g_bytes_unref);
  g_free (self->folder);
  g_free (self->name);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Parcel, parcel_clear)

/* Returns: (nullable): the type that a file is said to have, if it is one that is wanted and true */
static const char *
check_type (const char *said, GBytes *content)
{
  const char *is = pentimento_image_media_type_of_bytes (content);

  if (g_strcmp0 (said, is) != 0)
    return NULL;
  if (g_strcmp0 (is, "image/png") == 0)
    return "image/png";
  return g_strcmp0 (is, "image/jpeg") == 0 ? "image/jpeg" : NULL;
}

static gboolean
read_file (Parcel *self, SoupMessageHeaders *headers, GBytes *content, const char *file_name)
{
  if (self->file != NULL || file_name == NULL || *file_name == '\0')
    return FALSE;
  self->file = g_bytes_ref (content);
  self->media_type = check_type (soup_message_headers_get_content_type (headers, NULL), content);
  return self->media_type != NULL;
}

/* A path without a slash at either end, whose parts are names. */
static gboolean
is_path (const char *path)
{
  g_auto (GStrv) names = g_strsplit (path, "/", -1);

  for (int i = 0; names[i] != NULL; i++)
    if (*names[i] == '\0' || g_str_equal (names[i], ".") || g_str_equal (names[i], ".."))
      return FALSE;
  return names[0] != NULL && g_utf8_validate (path, -1, NULL);
}

static gboolean
read_text (char **text, GBytes *content)
{
  gsize size;
  const char *data = g_bytes_get_data (content, &size);

  if (*text != NULL || size == 0 || memchr (data, '\0', size) != NULL)
    return FALSE;
  *text = g_strndup (data, size);
  return is_path (*text);
}

static gboolean
read_part (Parcel *self, SoupMessageHeaders *headers, GBytes *content, gboolean named)
{
  g_autofree char *disposition = NULL;
  g_autoptr (GHashTable) parameters = NULL;
  const char *name;

  if (!soup_message_headers_get_content_disposition (headers, &disposition, &parameters) || parameters == NULL
      || g_strcmp0 (disposition, "form-data") != 0)
    return FALSE;
  name = g_hash_table_lookup (parameters, "name");
  if (g_strcmp0 (name, "file") == 0)
    return read_file (self, headers, content, g_hash_table_lookup (parameters, "filename"));
  if (named && g_strcmp0 (name, "uploadPath") == 0)
    return read_text (&self->folder, content);
  if (named && g_strcmp0 (name, "fileName") == 0)
    return read_text (&self->name, content) && strchr (self->name, '/') == NULL;
  return FALSE;
}

static gboolean
read_multipart (Parcel *self, SoupServerMessage *message, gboolean named)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);
  g_autoptr (GBytes) body = soup_message_body_flatten (soup_server_message_get_request_body (message));
  g_autoptr (SoupMultipart) parts = soup_multipart_new_from_message (headers, body);

  for (int i = 0; parts != NULL && i < soup_multipart_get_length (parts); i++)
    {
      SoupMessageHeaders *part_headers;
      GBytes *part;

      if (!soup_multipart_get_part (parts, i, &part_headers, &part) || !read_part (self, part_headers, part, named))
        return FALSE;
    }
  return self->file != NULL && (self->folder != NULL) == named;
}

static void
forget_link (GPtrArray *uploads, const char *link)
{
  for (guint i = uploads->len; i > 0; i--)
    if (g_str_equal (((SandboxUpload *)g_ptr_array_index (uploads, i - 1))->link, link))
      g_ptr_array_remove_index (uploads, i - 1);
}

/* Takes the id; what lies at the path is replaced. */
static const SandboxUpload *
store (SandboxService *service, const char *media_type, GBytes *content, char *id, const char *path, gint64 life_us)
{
  GPtrArray *uploads = sandbox_service_get_uploads (service);
  SandboxUpload *self = g_new0 (SandboxUpload, 1);

  self->id = id;
  self->media_type = media_type;
  self->content = g_bytes_ref (content);
  self->link = make_link (service, path);
  self->end = g_get_monotonic_time () + life_us;
  forget_link (uploads, self->link);
  g_ptr_array_add (uploads, self);
  sandbox_service_get_counts (service)->uploads++;
  return self;
}

const SandboxUpload *
sandbox_uploads_put (SandboxService *service, const char *path, const char *media_type, GBytes *content, gint64 life)
{
  const char *is = check_type (media_type, content);

  return is != NULL ? store (service, is, content, g_uuid_string_random (), path, life * G_USEC_PER_SEC) : NULL;
}

/* Takes the id. */
static const SandboxUpload *
store_parcel (SandboxService *service, const Parcel *parcel, char *id, const char *path, gint64 life)
{
  g_autoptr (SandboxFault) expire
      = sandbox_faults_take (sandbox_service_get_faults (service), SANDBOX_AT_UPLOAD, SANDBOX_FAULT_EXPIRE);
  gint64 kept = expire != NULL ? (gint64)expire->numbers[0] * 1000 : life * G_USEC_PER_SEC;

  return store (service, parcel->media_type, parcel->file, id, path, kept);
}

static const char *
get_suffix (const Parcel *parcel)
{
  return g_str_equal (parcel->media_type, "image/png") ? "png" : "jpg";
}

const SandboxUpload *
sandbox_uploads_receive (SandboxService *service,
                         SoupServerMessage *message,
                         gsize max_bytes,
                         gint64 life,
                         GError **error)
{
  g_auto (Parcel) parcel = { NULL };
  g_autofree char *path = NULL;
  char *id;

  if (!read_multipart (&parcel, message, FALSE) || g_bytes_get_size (parcel.file) > max_bytes)
    {
      sandbox_fields_refuse ("file", "must be the one part, a named PNG or JPEG file of its media type", error);
      return NULL;
    }
  id = g_uuid_string_random ();
  path = g_strdup_printf ("/uploads/%s/image.%s", id, get_suffix (&parcel));
  return store_parcel (service, &parcel, id, path, life);
}

const SandboxUpload *
sandbox_uploads_receive_named (SandboxService *service, SoupServerMessage *message, gint64 life, GError **error)
{
  g_auto (Parcel) parcel = { NULL };
  g_autofree char *path = NULL;
  char *id;

  if (!read_multipart (&parcel, message, TRUE))
    {
      sandbox_fields_refuse ("file", "must be a named PNG or JPEG file of its media type, with uploadPath and fileName",
                             error);
      return NULL;
    }
  if (parcel.name == NULL)
    {
      g_autofree char *random = g_uuid_string_random ();

      parcel.name = g_strdup_printf ("%s.%s", random, get_suffix (&parcel));
    }
  id = g_strconcat (parcel.folder, "/", parcel.name, NULL);
  path = g_strconcat ("/uploads/", id, NULL);
  return store_parcel (service, &parcel, id, path, life);
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
  g_autofree char *link = make_link (service, path);
  const SandboxUpload *upload = find_by_link (service, link);

  if (soup_message_headers_get_one (headers, "Authorization") != NULL)
    sandbox_service_get_counts (service)->key_leaks++;
  soup_server_message_set_status (message, upload != NULL ? SOUP_STATUS_OK : SOUP_STATUS_NOT_FOUND, NULL);
  if (upload == NULL)
    return;
  soup_message_headers_replace (soup_server_message_get_response_headers (message), "Content-Type", upload->media_type);
  soup_message_body_append_bytes (soup_server_message_get_response_body (message), upload->content);
}
