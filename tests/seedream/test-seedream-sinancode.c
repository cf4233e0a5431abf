/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "job-fixture.h"
#include "provider-fixture.h"

#define SUBMIT_ADDRESS "https://api.sinancode.com/v1/generate/k/seedream-v4-edit"

static void
assert_body (SeedreamRequest *request, const char *expected)
{
  static const char *const links[] = { "https://s/1", NULL };
  g_autoptr (SeedreamProvider) provider = provider_fixture_create ("sinancode");
  g_autoptr (SeedreamCall) call = seedream_provider_build_submit (provider, request, links, NULL);
  g_autofree char *text = provider_fixture_read_body (call->body);

  g_assert_true (call->once);
  g_assert_cmpstr (call->uri, ==, SUBMIT_ADDRESS);
  g_assert_cmpstr (text, ==, expected);
}

static void
test_submit (void)
{
  g_autoptr (SeedreamRequest) full = provider_fixture_create_edit (1, 1728, 2304, 0, 6);
  g_autoptr (SeedreamRequest) plain = provider_fixture_create_edit (1, 0, 0, -1, 1);

  assert_body (full, "{\"prompt\":\"red \\\"coat\\\"\",\"image_urls\":[\"https://s/1\"],"
                     "\"image_size\":\"portrait_4_3\",\"image_resolution\":\"2K\",\"max_images\":6,\"seed\":0}");
  assert_body (plain, "{\"prompt\":\"red \\\"coat\\\"\",\"image_urls\":[\"https://s/1\"],\"max_images\":1}");
}

static void
test_other_calls (void)
{
  g_autoptr (SeedreamProvider) real = provider_fixture_create ("sinancode");
  g_autoptr (SeedreamProvider) here = seedream_registry_create ("sinancode", "http://127.0.0.1:1/x", NULL, FALSE, NULL);
  g_autoptr (SeedreamRequest) request = provider_fixture_create_edit (1, 0, 0, -1, 1);
  g_autoptr (SeedreamPicture) picture = g_list_model_get_item (seedream_request_get_pictures (request), 0);
  g_autoptr (SeedreamCall) upload = seedream_provider_build_upload (real, picture);
  g_autoptr (SeedreamCall) moved = seedream_provider_build_upload (here, picture);
  g_autoptr (SeedreamCall) poll = seedream_provider_build_poll (real, SEEDREAM_OPERATION_EDIT, "a b");

  g_assert_cmpstr (upload->uri, ==, "https://files-api.sinancode.com/api/upload/file");
  g_assert_cmpstr (moved->uri, ==, "http://127.0.0.1:1/x/api/upload/file");
  g_assert_cmpstr (poll->uri, ==, "https://api.sinancode.com/v1/tasks/a%20b");
  g_assert_null (seedream_provider_build_cancel (real, SEEDREAM_OPERATION_EDIT, "a"));
  g_assert_null (seedream_provider_build_key_test (real));
  g_assert_null (seedream_provider_get_capabilities (real, SEEDREAM_OPERATION_GENERATE));
}

static void
assert_fit (int width, int height, int fit_width, int fit_height)
{
  g_autoptr (SeedreamProvider) provider = provider_fixture_create ("sinancode");
  const SeedreamCapabilities *can = seedream_provider_get_capabilities (provider, SEEDREAM_OPERATION_EDIT);

  seedream_capabilities_fit_size (can, &width, &height);
  g_assert_cmpint (width, ==, fit_width);
  g_assert_cmpint (height, ==, fit_height);
}

static void
test_sizes (void)
{
  g_autoptr (SeedreamProvider) provider = provider_fixture_create ("sinancode");
  const SeedreamCapabilities *can = seedream_provider_get_capabilities (provider, SEEDREAM_OPERATION_EDIT);
  g_autoptr (SeedreamRequest) request = provider_fixture_create_edit (1, 1000, 1000, -1, 1);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < can->n_named_sizes; i++)
    {
      const SeedreamNamedSize *size = &can->named_sizes[i];
      g_autoptr (SeedreamRequest) exact = provider_fixture_create_edit (1, size->width, size->height, -1, 1);

      assert_fit (size->width, size->height, size->width, size->height);
      provider_fixture_assert_valid (provider, exact, TRUE);
    }
  assert_fit (0, 0, 1024, 1024);
  assert_fit (1, 1000, 720, 1280);
  assert_fit (100000, 1, 4096, 1755);
  assert_fit (6000, 4000, 4096, 2731);
  /* No detail is lost, where there is a size that keeps it; a picture that fits exactly stays as it is. */
  assert_fit (1500, 1000, 2496, 1664);
  assert_fit (1600, 1200, 2304, 1728);
  assert_fit (864, 1152, 864, 1152);
  assert_fit (864, 1153, 1728, 2304);
  assert_fit (2304, 1729, 4096, 3072);
  assert_fit (4000, 3000, 4096, 3072);
  assert_fit (5000, 5000, 4096, 4096);
  assert_fit (700, 500, 1152, 864);
  assert_fit (4096, 1756, 4096, 1755);
  g_assert_false (seedream_request_validate (request, can, &error));
  g_assert_error (error, SEEDREAM_ERROR, SEEDREAM_ERROR_INVALID_REQUEST);
  g_assert_nonnull (strstr (error->message, "1024"));
}

static void
assert_upload (const char *text, gint64 least, gint64 most)
{
  g_autoptr (SeedreamProvider) provider = provider_fixture_create ("sinancode");
  g_autoptr (SeedreamReply) reply = provider_fixture_reply (200, text);
  gint64 expires_at = 0;
  g_autofree char *link = seedream_provider_read_upload (provider, reply, &expires_at, NULL);
  gint64 left = expires_at - g_get_real_time ();

  g_assert_cmpstr (link, ==, "https://s/1");
  g_assert_cmpint (left, >=, least - G_TIME_SPAN_MINUTE);
  g_assert_cmpint (left, <=, most);
}

static void
test_uploads (void)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autoptr (GDateTime) soon = g_date_time_add_hours (now, 2);
  g_autofree char *date = g_date_time_format_iso8601 (soon);
  g_autofree char *full
      = g_strdup_printf ("{\"url\":\"https://s/1\",\"cn_url\":\"https://cn/1\",\"expires_at\":\"%s\"}", date);

  assert_upload (full, 2 * G_TIME_SPAN_HOUR, 2 * G_TIME_SPAN_HOUR);
  assert_upload ("{\"url\":\"https://s/1\"}", G_TIME_SPAN_DAY, G_TIME_SPAN_DAY);
  assert_upload ("{\"url\":\"https://s/1\",\"expires_at\":\"never\"}", G_TIME_SPAN_DAY, G_TIME_SPAN_DAY);
  assert_upload ("{\"url\":\"https://s/1\",\"expires_at\":\"9999-12-31T00:00:00Z\"}", 14 * G_TIME_SPAN_DAY,
                 14 * G_TIME_SPAN_DAY);
}

static void
test_polls (void)
{
  g_autoptr (SeedreamProvider) provider = provider_fixture_create ("sinancode");
  g_autoptr (SeedreamReply) failed = provider_fixture_reply (
      200, "{\"id\":\"a\",\"status\":\"failed\",\"error_code\":\"E1\",\"error_msg\":\"Input image was rejected\"}");
  g_autoptr (SeedreamReply) coded
      = provider_fixture_reply (200, "{\"status\":\"failed\",\"error_code\":\"E1\",\"error_msg\":null}");
  g_autoptr (SeedreamAnswer) why = seedream_provider_read_poll (provider, failed, NULL);
  g_autoptr (SeedreamAnswer) code = seedream_provider_read_poll (provider, coded, NULL);

  provider_fixture_assert_links (provider, FALSE, "{\"status\":\"completed\",\"result\":[\"https://a/1\"]}",
                                 "https://a/1");
  provider_fixture_assert_links (provider, FALSE,
                                 "{\"status\":\"completed\",\"result\":[{\"type\":\"image\",\"url\":\"https://a/1\"},"
                                 "{\"url\":null},7,\"https://a/2\"]}",
                                 "https://a/1 https://a/2");
  g_assert_cmpint (why->state, ==, SEEDREAM_ANSWER_FAILED);
  g_assert_cmpstr (seedream_error_get_details (why->error), ==, "Input image was rejected");
  g_assert_cmpstr (seedream_error_get_details (code->error), ==, "E1");
  g_error_free (provider_fixture_assert_refused (provider, FALSE, 200, "{\"status\":\"completed\",\"result\":null}",
                                                 SEEDREAM_ERROR_MALFORMED));
  g_error_free (provider_fixture_assert_refused (provider, FALSE, 200, "{\"status\":{}}", SEEDREAM_ERROR_MALFORMED));
  g_error_free (provider_fixture_assert_refused (provider, FALSE, 404, "{}", SEEDREAM_ERROR_EXPIRED));
}

static void
test_refusals (void)
{
  static const struct {
    guint status;
    const char *text;
    int code;
  } cases[] = {
    { 401, "{\"message\":\"no\"}", SEEDREAM_ERROR_BAD_KEY },
    { 402, "{\"error_code\":\"credits\"}", SEEDREAM_ERROR_NO_CREDIT },
    { 403, "error code: 1010", SEEDREAM_ERROR_BLOCKED },
    { 422, "{\"error_msg\":\"prompt\"}", SEEDREAM_ERROR_INVALID_REQUEST },
    { 429, "{}", SEEDREAM_ERROR_RATE_LIMITED },
    { 500, "", SEEDREAM_ERROR_PROVIDER_DOWN },
    { 200, "{}", SEEDREAM_ERROR_MALFORMED },
    { 200, "{\"task_id\":7}", SEEDREAM_ERROR_MALFORMED },
    { 200, "{\"task_id\":\"../x\"}", SEEDREAM_ERROR_MALFORMED },
    { 200, "x", SEEDREAM_ERROR_MALFORMED },
  };
  g_autoptr (SeedreamProvider) provider = provider_fixture_create ("sinancode");

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_error_free (provider_fixture_assert_refused (provider, TRUE, cases[i].status, cases[i].text, cases[i].code));
}

static void
test_job (JobFixture *self, gconstpointer data)
{
  g_autoptr (SeedreamRequest) request = provider_fixture_create_edit (2, 2048, 2048, 42, 2);

  loopback_server_answer (self->server, "POST /api/upload/file ", -1, 200, NULL, "{\"url\":\"https://s/1\"}");
  loopback_server_answer (self->server, "POST /v1/generate/k/seedream-v4-edit ", -1, 200, NULL,
                          "{\"task_id\":\"job-1\"}");
  loopback_server_answer (self->server, "GET /v1/tasks/job-1 ", 1, 200, NULL, "{\"status\":\"pending\"}");
  loopback_server_answer (
      self->server, "GET /v1/tasks/job-1 ", -1, 200, NULL,
      "{\"status\":\"completed\",\"result\":[\"{URL}/0\",{\"type\":\"image\",\"url\":\"{URL}/1\"}]}");
  loopback_server_answer (self->server, "GET /0 ", -1, 200, NULL, PICTURE);
  loopback_server_answer (self->server, "GET /1 ", -1, 200, NULL, PICTURE);
  job_fixture_use (self, "sinancode");
  job_fixture_prepare_request (self, request);
  g_assert_true (job_fixture_run (self));
  job_fixture_assert (self, SEEDREAM_JOB_DONE, -1, 0);
  g_assert_cmpuint (seedream_job_get_n_results (self->job), ==, 2);
}

static void
on_tested (GObject *source, GAsyncResult *result, gpointer data)
{
  GAsyncResult **kept = data;

  *kept = g_object_ref (result);
}

static void
test_key (JobFixture *self, gconstpointer data)
{
  g_autoptr (GAsyncResult) result = NULL;

  job_fixture_use (self, "sinancode");
  seedream_key_test_async (self->http, self->provider, CANARY, NULL, on_tested, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_false (seedream_key_test_finish (result, &self->error));
  g_assert_error (self->error, SEEDREAM_ERROR, SEEDREAM_ERROR_INVALID_REQUEST);
  g_assert_cmpuint (loopback_server_count (self->server, "GET"), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sinancode/submit", test_submit);
  g_test_add_func ("/sinancode/other-calls", test_other_calls);
  g_test_add_func ("/sinancode/sizes", test_sizes);
  g_test_add_func ("/sinancode/uploads", test_uploads);
  g_test_add_func ("/sinancode/polls", test_polls);
  g_test_add_func ("/sinancode/refusals", test_refusals);
#define ADD(path, test) g_test_add (path, JobFixture, NULL, job_fixture_set_up, test, job_fixture_tear_down)
  ADD ("/sinancode/job", test_job);
  ADD ("/sinancode/key", test_key);
  return g_test_run ();
}
