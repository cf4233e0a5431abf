/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "job-fixture.h"
#include "provider-fixture.h"

#define UPLOAD "POST /api/v1/model/uploadMedia "
#define SUBMIT "POST /api/v1/model/generateImage "

static void
test_multipart (void)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static ("\0\r\n--x", 6);
  g_autoptr (SeedreamPicture) picture = seedream_picture_new (bytes, "image/jpeg", "00", 64, 64);
  g_autoptr (SeedreamBody) body = seedream_body_new_multipart (picture);
  g_autoptr (SeedreamBody) other = seedream_body_new_multipart (picture);
  g_autofree char *text = provider_fixture_read_body (body);
  const char *type = seedream_body_get_content_type (body);
  const char *boundary = strchr (type, '=') + 1;
  g_autofree char *head
      = g_strdup_printf ("--%s\r\nContent-Disposition: form-data; name=\"file\"; filename=\"", boundary);
  g_autofree char *foot = g_strdup_printf ("\r\n--%s--\r\n", boundary);
  gsize length = seedream_body_get_length (body);
  const char *rest = text + strlen (head) + 36;

  g_assert_true (g_str_has_prefix (type, "multipart/form-data; boundary="));
  g_assert_cmpstr (type, !=, seedream_body_get_content_type (other));
  g_assert_true (g_str_has_prefix (text, head));
  g_assert_true (g_str_has_prefix (rest, ".jpg\"\r\nContent-Type: image/jpeg\r\n\r\n"));
  g_assert_cmpmem (text + length - strlen (foot), strlen (foot), foot, strlen (foot));
  g_assert_cmpmem (text + length - strlen (foot) - 6, 6, "\0\r\n--x", 6);
}

static void
prepare (JobFixture *self, guint n)
{
  g_autoptr (SeedreamRequest) request = provider_fixture_create_edit (n, 0, 0, -1, 1);

  job_fixture_use (self, "atlascloud");
  job_fixture_prepare_request (self, request);
}

static void
script_upload (JobFixture *self, int times)
{
  loopback_server_answer (self->server, UPLOAD, times, 200, NULL,
                          "{\"data\":{\"download_url\":\"https://storage/a.png\"}}");
}

static void
script_rest (JobFixture *self)
{
  loopback_server_answer (self->server, SUBMIT, -1, 200, NULL,
                          "{\"code\":200,\"data\":{\"id\":\"job-1\",\"status\":\"processing\",\"outputs\":null}}");
  loopback_server_answer (
      self->server, "GET /api/v1/model/prediction/job-1 ", -1, 200, NULL,
      "{\"code\":200,\"data\":{\"id\":\"job-1\",\"status\":\"completed\",\"outputs\":[\"{URL}/result.png\"]}}");
  loopback_server_answer (self->server, "GET /result.png", -1, 200, NULL, PICTURE);
}

static void
assert_lines (JobFixture *self, const char *expected)
{
  g_autofree char *lines = test_ledger_dup_lines (self->ledger);

  g_assert_cmpstr (lines, ==, expected);
}

static void
on_progress (SeedreamJob *job, GParamSpec *spec, GString *seen)
{
  if (seedream_job_get_state (job) == SEEDREAM_JOB_UPLOADING)
    g_string_append_printf (seen, "%.1f ", seedream_job_get_progress (job));
}

static void
test_happy (JobFixture *self, gconstpointer data)
{
  g_autoptr (GString) seen = g_string_new (NULL);
  g_autoptr (GBytes) body = NULL;

  script_upload (self, -1);
  script_rest (self);
  prepare (self, 2);
  g_signal_connect (self->job, "notify::progress", G_CALLBACK (on_progress), seen);
  g_assert_true (job_fixture_run (self));
  job_fixture_assert (self, SEEDREAM_JOB_DONE, -1, 0);
  assert_lines (self, "uploading id=- submits=0 posts=0\n"
                      "keep\n"
                      "keep\n"
                      "submitting id=- submits=1 posts=2\n"
                      "submitted id=job-1 submits=1 posts=3\n"
                      "running id=job-1 submits=1 posts=3\n"
                      "downloading id=job-1 submits=1 posts=3\n"
                      "store 0\n"
                      "stored id=job-1 submits=1 posts=3\n"
                      "done id=job-1 submits=1 posts=3\n");
  g_assert_cmpstr (seen->str, ==, "0.0 0.5 1.0 -1.0 ");
  body = loopback_server_dup_body (self->server, SUBMIT);
  g_assert_nonnull (g_strstr_len (g_bytes_get_data (body, NULL), g_bytes_get_size (body),
                                  "\"images\":[\"https://storage/a.png\",\"https://storage/a.png\"]"));
}

/* What lies there is not sent again, until its time is nearly over; elsewhere it does not lie. */
static void
test_reuse (JobFixture *self, gconstpointer data)
{
  script_upload (self, -1);
  script_rest (self);
  prepare (self, 1);
  g_assert_true (job_fixture_run (self));
  prepare (self, 1);
  g_assert_true (job_fixture_run (self));
  g_assert_cmpuint (loopback_server_count (self->server, UPLOAD), ==, 1);

  test_ledger_expire_upload (self->ledger, G_TIME_SPAN_HOUR);
  prepare (self, 1);
  g_assert_true (job_fixture_run (self));
  g_assert_cmpuint (loopback_server_count (self->server, UPLOAD), ==, 1);

  test_ledger_expire_upload (self->ledger, 20 * G_TIME_SPAN_MINUTE);
  prepare (self, 1);
  g_assert_true (job_fixture_run (self));
  g_assert_cmpuint (loopback_server_count (self->server, UPLOAD), ==, 2);
}

static void
test_trouble (JobFixture *self, gconstpointer data)
{
  loopback_server_script (self->server, UPLOAD, 1, LOOPBACK_CUTS_EARLY, "", 0);
  loopback_server_answer (self->server, UPLOAD, 1, 503, NULL, "{}");
  script_upload (self, -1);
  script_rest (self);
  prepare (self, 1);
  g_assert_true (job_fixture_run (self));
  g_assert_cmpuint (loopback_server_count (self->server, SUBMIT), ==, 1);
}

static void
assert_failure (JobFixture *self, guint status, const char *body, int code, guint uploads)
{
  guint before = loopback_server_count (self->server, UPLOAD);

  loopback_server_answer (self->server, UPLOAD, uploads, status, NULL, body);
  prepare (self, 1);
  g_assert_false (job_fixture_run (self));
  job_fixture_assert (self, SEEDREAM_JOB_FAILED, code, SEEDREAM_BILLED_NO);
  g_assert_cmpuint (loopback_server_count (self->server, UPLOAD) - before, ==, uploads);
  g_assert_cmpuint (loopback_server_count (self->server, SUBMIT), ==, 0);
}

static void
test_failures (JobFixture *self, gconstpointer data)
{
  assert_failure (self, 503, "{}", SEEDREAM_ERROR_PROVIDER_DOWN, 3);
  assert_failure (self, 401, "{\"code\":401,\"msg\":\"bad\"}", SEEDREAM_ERROR_BAD_KEY, 1);
  assert_failure (self, 413, "", SEEDREAM_ERROR_TOO_LARGE, 1);
  assert_failure (self, 403, "error code: 1010", SEEDREAM_ERROR_BLOCKED, 1);
  assert_failure (self, 200, "{\"data\":{\"download_url\":7,\"url\":\"file:///etc/passwd\"}}", SEEDREAM_ERROR_MALFORMED,
                  1);
  assert_failure (self, 200, "<html>", SEEDREAM_ERROR_MALFORMED, 1);
}

static gboolean
cancel_job (gpointer data)
{
  seedream_job_cancel (data);
  return G_SOURCE_REMOVE;
}

static gboolean
abandon_job (gpointer data)
{
  g_cancellable_cancel (data);
  return G_SOURCE_REMOVE;
}

static void
test_cancel (JobFixture *self, gconstpointer data)
{
  loopback_server_script (self->server, UPLOAD, -1, LOOPBACK_STALLS, "", 0);
  prepare (self, 1);
  g_timeout_add (50, cancel_job, self->job);
  g_assert_false (job_fixture_run (self));
  g_assert_error (self->error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpint (seedream_job_get_state (self->job), ==, SEEDREAM_JOB_CANCELLED);
  g_assert_cmpuint (seedream_job_get_submits (self->job), ==, 0);
}

/* As when the program is closed: the job stays, and nothing has been bought. */
static void
test_abandon (JobFixture *self, gconstpointer data)
{
  loopback_server_script (self->server, UPLOAD, 1, LOOPBACK_STALLS, "", 0);
  prepare (self, 1);
  g_timeout_add (50, abandon_job, self->cancellable);
  g_assert_false (job_fixture_run (self));
  g_assert_error (self->error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpint (seedream_job_get_state (self->job), ==, SEEDREAM_JOB_UPLOADING);

  /* What was to be sent is not known any more. */
  g_cancellable_reset (self->cancellable);
  job_fixture_take_up (self, SEEDREAM_JOB_UPLOADING, NULL, NULL);
  g_assert_false (job_fixture_run (self));
  job_fixture_assert (self, SEEDREAM_JOB_FAILED, SEEDREAM_ERROR_INVALID_REQUEST, SEEDREAM_BILLED_NO);
  g_assert_cmpuint (loopback_server_count (self->server, "POST"), ==, 1);
}

/* Nothing to upload where nothing is edited. */
static void
test_generate (JobFixture *self, gconstpointer data)
{
  g_autoptr (SeedreamRequest) request
      = g_object_new (SEEDREAM_TYPE_REQUEST, "operation", SEEDREAM_OPERATION_GENERATE, "prompt", "a diner", NULL);

  script_rest (self);
  job_fixture_use (self, "atlascloud");
  job_fixture_prepare_request (self, request);
  g_assert_true (job_fixture_run (self));
  g_assert_cmpuint (loopback_server_count (self->server, "POST"), ==, 1);
}

/* A new job may be unknown for some seconds, an old one may not. */
static void
test_settling (JobFixture *self, gconstpointer data)
{
  loopback_server_answer (self->server, "GET /api/v1/model/prediction/job-1 ", 5, 404, NULL, "{\"code\":404}");
  loopback_server_answer (self->server, "GET /api/v1/model/prediction/job-1 ", 5, 400, NULL, "{\"code\":400}");
  script_upload (self, -1);
  script_rest (self);
  prepare (self, 1);
  g_assert_true (job_fixture_run (self));

  loopback_server_answer (self->server, "GET /api/v1/model/prediction/job-2 ", -1, 404, NULL, "{\"code\":404}");
  job_fixture_take_up (self, SEEDREAM_JOB_SUBMITTED, "job-2", NULL);
  g_assert_false (job_fixture_run (self));
  job_fixture_assert (self, SEEDREAM_JOB_FAILED, SEEDREAM_ERROR_EXPIRED, SEEDREAM_BILLED_UNKNOWN);

  /* Nor may one that seems to be of tomorrow, since the clock was set back. */
  job_fixture_take_up_of (self, SEEDREAM_JOB_SUBMITTED, "job-2", NULL, g_get_real_time () + G_TIME_SPAN_DAY);
  g_assert_false (job_fixture_run (self));
  job_fixture_assert (self, SEEDREAM_JOB_FAILED, SEEDREAM_ERROR_EXPIRED, SEEDREAM_BILLED_UNKNOWN);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/uploads/multipart", test_multipart);
#define ADD(path, test) g_test_add (path, JobFixture, NULL, job_fixture_set_up, test, job_fixture_tear_down)
  ADD ("/uploads/happy", test_happy);
  ADD ("/uploads/reuse", test_reuse);
  ADD ("/uploads/trouble", test_trouble);
  ADD ("/uploads/failures", test_failures);
  ADD ("/uploads/cancel", test_cancel);
  ADD ("/uploads/abandon", test_abandon);
  ADD ("/uploads/generate", test_generate);
  ADD ("/uploads/settling", test_settling);
  return g_test_run ();
}
