/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "job-fixture.h"
#include "provider-fixture.h"

/* How a picture is left at a place of the person's own, and a job of a gateway that takes links only. */

#define SHA "00ff"

static void
test_places (void)
{
  static const struct {
    const char *place;
    const char *method; /* NULL: refused */
    const char *uri;
  } cases[] = {
    { "https://files.example/up", "POST", "https://files.example/up" },
    { " POST  https://files.example/up/ ", "POST", "https://files.example/up" },
    { "put https://files.example/up//", "PUT", "https://files.example/up/" SHA ".png" },
    { "PUT http://127.0.0.1:8080", "PUT", "http://127.0.0.1:8080/" SHA ".png" },
    { "PUT http://files.example/up", NULL, NULL },
    { "GET https://files.example/up", NULL, NULL },
    { "PUThttps://files.example/up", NULL, NULL },
    { "POST https://me:secret@files.example/up", NULL, NULL },
    { "POST https://files.example/up?x=1", NULL, NULL },
    { "POST https://files.example/up#x", NULL, NULL },
    { "PUT", NULL, NULL },
    { "", NULL, NULL },
  };
  g_autoptr (GBytes) bytes = g_bytes_new_static ("picture", 7);
  g_autoptr (SeedreamPicture) picture = seedream_picture_new (bytes, "image/png", SHA, 64, 64);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (SeedreamStorage) storage = seedream_storage_new (cases[i].place, &error);
      g_autoptr (SeedreamCall) upload = NULL;

      g_test_message ("%s", cases[i].place);
      if (cases[i].method == NULL)
        {
          g_assert_null (storage);
          g_assert_error (error, SEEDREAM_ERROR, SEEDREAM_ERROR_INVALID_REQUEST);
          g_assert_null (strstr (error->message, "secret"));
          continue;
        }
      g_assert_no_error (error);
      upload = seedream_storage_build_upload (storage, picture);
      g_assert_cmpstr (upload->method, ==, cases[i].method);
      g_assert_cmpstr (upload->uri, ==, cases[i].uri);
    }
}

static void
test_put_body (void)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static ("\0\xff picture", 10);
  g_autoptr (SeedreamPicture) picture = seedream_picture_new (bytes, "image/jpeg", SHA, 64, 64);
  g_autoptr (SeedreamStorage) storage = seedream_storage_new ("PUT https://files.example", NULL);
  g_autoptr (SeedreamCall) upload = seedream_storage_build_upload (storage, picture);
  g_autofree char *text = provider_fixture_read_body (upload->body);

  g_assert_true (g_str_has_suffix (upload->uri, "/" SHA ".jpg"));
  g_assert_cmpstr (seedream_body_get_content_type (upload->body), ==, "image/jpeg");
  g_assert_cmpmem (text, seedream_body_get_length (upload->body), "\0\xff picture", 10);
}

static void
test_answers (void)
{
  static const struct {
    const char *place;
    guint status;
    const char *body;
    const char *link; /* NULL: an error of @code */
    SeedreamErrorCode code;
  } cases[] = {
    { "POST https://f.example", 200, "{\"url\":\"https://cdn.example/a.png\"}", "https://cdn.example/a.png" },
    { "POST https://f.example", 201, "{\"data\":{\"link\":\"https://cdn.example/a.png\"}}",
      "https://cdn.example/a.png" },
    { "POST https://f.example", 200, "https://cdn.example/a.png\n", "https://cdn.example/a.png" },
    { "POST https://f.example", 200, "", NULL, SEEDREAM_ERROR_MALFORMED },
    { "POST https://f.example", 200, "stored, thank you", NULL, SEEDREAM_ERROR_MALFORMED },
    { "POST https://f.example", 200, "{\"url\":\"file:///etc/passwd\"}", NULL, SEEDREAM_ERROR_MALFORMED },
    { "POST https://f.example", 403, "no", NULL, SEEDREAM_ERROR_BAD_KEY },
    { "POST https://f.example", 413, "", NULL, SEEDREAM_ERROR_TOO_LARGE },
    { "PUT https://f.example/x", 201, "", "https://f.example/x/" SHA ".png" },
    { "PUT https://f.example/x", 200, "{\"etag\":\"1\"}", "https://f.example/x/" SHA ".png" },
    { "PUT https://f.example/x", 200, "https://cdn.example/b.png", "https://cdn.example/b.png" },
    { "PUT https://f.example/x", 500, "", NULL, SEEDREAM_ERROR_PROVIDER_DOWN },
  };
  g_autoptr (GBytes) bytes = g_bytes_new_static ("picture", 7);
  g_autoptr (SeedreamPicture) picture = seedream_picture_new (bytes, "image/png", SHA, 64, 64);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (SeedreamStorage) storage = seedream_storage_new (cases[i].place, NULL);
      g_autoptr (GBytes) body = g_bytes_new_static (cases[i].body, strlen (cases[i].body));
      g_autoptr (SeedreamReply) reply = seedream_reply_new (cases[i].status, NULL, 0, body);
      g_autoptr (GError) error = NULL;
      gint64 expires_at = 0;
      g_autofree char *link = seedream_storage_read_upload (storage, picture, reply, &expires_at, &error);

      g_test_message ("%s: %u %s", cases[i].place, cases[i].status, cases[i].body);
      g_assert_cmpstr (link, ==, cases[i].link);
      if (link == NULL)
        g_assert_error (error, SEEDREAM_ERROR, (int)cases[i].code);
      else
        g_assert_cmpint (expires_at, >, g_get_real_time () + 23 * G_TIME_SPAN_HOUR);
    }
}

static void
use_gateway (JobFixture *self, const char *method)
{
  g_autofree char *place
      = method != NULL ? g_strdup_printf ("%s %s/pictures", method, loopback_server_get_url (self->server)) : NULL;

  g_clear_object (&self->provider);
  self->provider
      = seedream_registry_create ("gateway", loopback_server_get_url (self->server), place, FALSE, &self->error);
  g_assert_no_error (self->error);
}

static void
script_rest (JobFixture *self)
{
  loopback_server_answer (self->server, "POST /v2/seedream-v4-edit/run ", -1, 200, NULL,
                          "{\"id\":\"job-1\",\"status\":\"IN_QUEUE\"}");
  loopback_server_answer (
      self->server, "GET /v2/seedream-v4-edit/status/job-1 ", -1, 200, NULL,
      "{\"id\":\"job-1\",\"status\":\"COMPLETED\",\"output\":{\"image_url\":\"{URL}/result.png\"}}");
  loopback_server_answer (self->server, "GET /result.png", -1, 200, NULL, PICTURE);
}

/* Returns: how many requests carried a key */
static guint
count_keys (JobFixture *self)
{
  g_autofree char *heads = loopback_server_dup_heads (self->server);
  guint n = 0;

  for (const char *found = heads; (found = strstr (found, CANARY)) != NULL; found++)
    n++;
  return n;
}

/* The key goes with the submit and the poll, and neither to the storage nor to the result. */
static void
test_job (JobFixture *self, gconstpointer method)
{
  g_autofree char *expected = g_str_equal (method, "PUT") ? g_strdup_printf ("\"images\":[\"%s/pictures/00ff.png\"]",
                                                                             loopback_server_get_url (self->server))
                                                          : g_strdup ("\"images\":[\"https://cdn.example/a.png\"]");
  g_autoptr (GBytes) body = NULL;

  loopback_server_answer (self->server, "PUT /pictures/00ff.png ", 1, 201, NULL, "");
  loopback_server_answer (self->server, "POST /pictures ", 1, 200, NULL, "{\"url\":\"https://cdn.example/a.png\"}");
  script_rest (self);
  use_gateway (self, method);
  job_fixture_prepare (self);
  g_assert_true (job_fixture_run (self));
  job_fixture_assert (self, SEEDREAM_JOB_DONE, -1, 0);
  body = loopback_server_dup_body (self->server, "POST /v2/seedream-v4-edit/run ");
  g_assert_nonnull (g_strstr_len (g_bytes_get_data (body, NULL), g_bytes_get_size (body), expected));
  g_assert_cmpuint (count_keys (self), ==, 2);
}

static void
test_no_storage (JobFixture *self, gconstpointer data)
{
  use_gateway (self, NULL);
  job_fixture_prepare (self);
  g_assert_false (job_fixture_run (self));
  job_fixture_assert (self, SEEDREAM_JOB_FAILED, SEEDREAM_ERROR_INVALID_REQUEST, SEEDREAM_BILLED_NO);
  g_assert_nonnull (strstr (self->error->message, "links only"));
  g_assert_cmpuint (loopback_server_count (self->server, ""), ==, 0);
}

static void
test_storage_refuses (JobFixture *self, gconstpointer data)
{
  loopback_server_answer (self->server, "PUT /pictures/", -1, 403, NULL, "forbidden");
  use_gateway (self, "PUT");
  job_fixture_prepare (self);
  g_assert_false (job_fixture_run (self));
  g_assert_cmpint (seedream_job_get_state (self->job), ==, SEEDREAM_JOB_FAILED);
  g_assert_cmpint (seedream_error_get_billed (self->error), ==, SEEDREAM_BILLED_NO);
  g_assert_cmpuint (loopback_server_count (self->server, "POST /v2/"), ==, 0);
}

static void
on_progress (SeedreamJob *job, GParamSpec *spec, GArray *seen)
{
  double progress = seedream_job_get_progress (job);

  if (seedream_job_get_state (job) == SEEDREAM_JOB_UPLOADING && progress >= 0)
    g_array_append_val (seen, progress);
}

/* A large picture is seen to go out bit by bit, and never backwards. */
static void
test_progress (JobFixture *self, gconstpointer data)
{
  gsize size = 8000000;
  g_autoptr (GBytes) bytes = g_bytes_new_take (g_malloc0 (size), size);
  g_autoptr (SeedreamPicture) picture = seedream_picture_new (bytes, "image/png", "00ff", 64, 64);
  g_autoptr (GListStore) pictures = g_list_store_new (SEEDREAM_TYPE_PICTURE);
  g_autoptr (SeedreamRequest) request = NULL;
  g_autoptr (GArray) seen = g_array_new (FALSE, FALSE, sizeof (double));

  g_list_store_append (pictures, picture);
  request = g_object_new (SEEDREAM_TYPE_REQUEST, "prompt", "make the coat red", "pictures", pictures, NULL);
  loopback_server_answer (self->server, "PUT /pictures/00ff.png ", 1, 201, NULL, "");
  script_rest (self);
  use_gateway (self, "PUT");
  job_fixture_prepare_request (self, request);
  g_signal_connect (self->job, "notify::progress", G_CALLBACK (on_progress), seen);
  g_assert_true (job_fixture_run (self));
  g_assert_cmpuint (seen->len, >, 10);
  for (guint i = 1; i < seen->len; i++)
    g_assert_cmpfloat (g_array_index (seen, double, i), >=, g_array_index (seen, double, i - 1));
  g_assert_cmpfloat (g_array_index (seen, double, seen->len - 1), ==, 1.0);
}

#define ADD(name, data, test)                                                                                          \
  g_test_add ("/storage/" name, JobFixture, data, job_fixture_set_up, test, job_fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/storage/places", test_places);
  g_test_add_func ("/storage/put-body", test_put_body);
  g_test_add_func ("/storage/answers", test_answers);
  ADD ("job-put", "PUT", test_job);
  ADD ("job-post", "POST", test_job);
  ADD ("none", NULL, test_no_storage);
  ADD ("refuses", NULL, test_storage_refuses);
  ADD ("progress", NULL, test_progress);
  return g_test_run ();
}
