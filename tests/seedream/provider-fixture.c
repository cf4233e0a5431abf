/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "provider-fixture.h"

#include <string.h>

SeedreamProvider *
provider_fixture_create (const char *id)
{
  g_autoptr (GError) error = NULL;
  SeedreamProvider *provider = seedream_registry_create (id, NULL, NULL, FALSE, &error);

  g_assert_no_error (error);
  return provider;
}

SeedreamRequest *
provider_fixture_create_edit (guint n, int width, int height, gint64 seed, guint count)
{
  g_autoptr (GListStore) pictures = g_list_store_new (SEEDREAM_TYPE_PICTURE);
  g_autoptr (GBytes) bytes = g_bytes_new_static ("\0\0\0", 3);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *sha256 = g_strdup_printf ("%02x", i);
      g_autoptr (SeedreamPicture) picture = seedream_picture_new (bytes, "image/png", sha256, 64, 64);

      g_list_store_append (pictures, picture);
    }
  return g_object_new (SEEDREAM_TYPE_REQUEST, "prompt", "red \"coat\"", "pictures", pictures, "width", width, "height",
                       height, "seed", seed, "count", count, NULL);
}

char *
provider_fixture_read_body (SeedreamBody *body)
{
  g_autoptr (GInputStream) stream = seedream_body_open (body);
  char *text = g_malloc0 (seedream_body_get_length (body) + 2);
  gsize length;

  /* One byte more is asked for than there may be. */
  g_assert_true (g_input_stream_read_all (stream, text, seedream_body_get_length (body) + 1, &length, NULL, NULL));
  g_assert_cmpuint (length, ==, seedream_body_get_length (body));
  return text;
}

void
provider_fixture_assert_submit (SeedreamProvider *provider, SeedreamRequest *request, const char *uri, const char *body)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SeedreamCall) call = seedream_provider_build_submit (provider, request, NULL, &error);
  g_autofree char *text = NULL;

  g_assert_no_error (error);
  g_assert_cmpstr (call->method, ==, "POST");
  g_assert_cmpstr (call->uri, ==, uri);
  g_assert_true (call->once);
  g_assert_cmpstr (seedream_body_get_content_type (call->body), ==, "application/json");
  text = provider_fixture_read_body (call->body);
  g_assert_cmpstr (text, ==, body);
}

void
provider_fixture_assert_valid (SeedreamProvider *provider, SeedreamRequest *request, gboolean valid)
{
  const SeedreamCapabilities *can
      = seedream_provider_get_capabilities (provider, seedream_request_get_operation (request));
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (seedream_request_validate (request, can, &error), ==, valid);
  if (valid)
    g_assert_no_error (error);
  else
    g_assert_error (error, SEEDREAM_ERROR, SEEDREAM_ERROR_INVALID_REQUEST);
}

SeedreamReply *
provider_fixture_reply (guint status, const char *text)
{
  g_autoptr (GBytes) body = g_bytes_new (text, strlen (text));

  return seedream_reply_new (status, "text/html", 0, body);
}

static SeedreamAnswer *
read_answer (SeedreamProvider *provider, gboolean submit, guint status, const char *text, GError **error)
{
  g_autoptr (SeedreamReply) reply = provider_fixture_reply (status, text);

  return submit ? seedream_provider_read_submit (provider, reply, error)
                : seedream_provider_read_poll (provider, reply, error);
}

void
provider_fixture_assert_links (SeedreamProvider *provider, gboolean submit, const char *text, const char *links)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SeedreamAnswer) answer = read_answer (provider, submit, 200, text, &error);
  g_autofree char *joined = NULL;

  g_assert_no_error (error);
  g_assert_cmpint (answer->state, ==, SEEDREAM_ANSWER_FINISHED);
  g_ptr_array_add (answer->links, NULL);
  joined = g_strjoinv (" ", (GStrv)answer->links->pdata);
  g_assert_cmpstr (joined, ==, links);
}

GError *
provider_fixture_assert_refused (SeedreamProvider *provider, gboolean submit, guint status, const char *text, int code)
{
  GError *error = NULL;
  g_autoptr (SeedreamAnswer) answer = read_answer (provider, submit, status, text, &error);

  g_assert_null (answer);
  g_assert_error (error, SEEDREAM_ERROR, code);
  return error;
}
