/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "job-fixture.h"
#include "provider-fixture.h"

/* What may be tried again because it cost nothing, what never is, and jobs that nobody waits for any more. */

/* A machine whose network can be pulled out. */
#define TEST_TYPE_MONITOR (test_monitor_get_type ())
G_DECLARE_FINAL_TYPE (TestMonitor, test_monitor, TEST, MONITOR, GObject)

struct _TestMonitor {
  GObject parent_instance;
};

static gboolean network_is_up = TRUE;

static gboolean
test_monitor_initable_init (GInitable *initable, GCancellable *cancellable, GError **error)
{
  return TRUE;
}

static void
initable_iface_init (GInitableIface *iface)
{
  iface->init = test_monitor_initable_init;
}

static void
monitor_iface_init (GNetworkMonitorInterface *iface)
{
}

G_DEFINE_FINAL_TYPE_WITH_CODE (TestMonitor,
                               test_monitor,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_INITABLE, initable_iface_init)
                                   G_IMPLEMENT_INTERFACE (G_TYPE_NETWORK_MONITOR, monitor_iface_init))

enum { PROP_AVAILABLE = 1, PROP_METERED, PROP_CONNECTIVITY };

static void
test_monitor_get_property (GObject *object, guint id, GValue *value, GParamSpec *spec)
{
  if (id == PROP_CONNECTIVITY)
    g_value_set_enum (value, network_is_up ? G_NETWORK_CONNECTIVITY_FULL : G_NETWORK_CONNECTIVITY_LOCAL);
  else
    g_value_set_boolean (value, id == PROP_AVAILABLE && network_is_up);
}

static void
test_monitor_class_init (TestMonitorClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = test_monitor_get_property;
  g_object_class_override_property (object_class, PROP_AVAILABLE, "network-available");
  g_object_class_override_property (object_class, PROP_METERED, "network-metered");
  g_object_class_override_property (object_class, PROP_CONNECTIVITY, "connectivity");
}

static void
test_monitor_init (TestMonitor *self)
{
}

static void
install_monitor (void)
{
  g_io_extension_point_register (G_NETWORK_MONITOR_EXTENSION_POINT_NAME);
  g_io_extension_point_implement (G_NETWORK_MONITOR_EXTENSION_POINT_NAME, TEST_TYPE_MONITOR, "test", 1000);
  g_assert_true (TEST_IS_MONITOR (g_network_monitor_get_default ()));
}

/* Turned away, then taken: the ledger shows each step, and one submit. */
static void
test_rate_limited (JobFixture *self, gconstpointer data)
{
  g_autofree char *lines = NULL;

  loopback_server_answer (self->server, RUN, 2, 429, NULL, "slow down");
  job_fixture_script_submit (self);
  job_fixture_script_finish (self);
  job_fixture_prepare (self);
  g_assert_true (job_fixture_run (self));
  job_fixture_assert (self, SEEDREAM_JOB_DONE, -1, 0);
  lines = test_ledger_dup_lines (self->ledger);
  g_assert_true (g_str_has_prefix (lines, "submitting id=- submits=1 posts=0\n"
                                          "waiting id=- submits=0 posts=1\n"
                                          "submitting id=- submits=1 posts=1\n"
                                          "waiting id=- submits=0 posts=2\n"
                                          "submitting id=- submits=1 posts=2\n"
                                          "submitted id=job-1 submits=1 posts=3\n"));
}

static void
note_countdown (SeedreamJob *job, GParamSpec *spec, gint64 *longest)
{
  gint64 at = seedream_job_get_retry_at (job);

  if (at > 0)
    {
      *longest = MAX (*longest, at - g_get_real_time ());
      g_assert_error (seedream_job_get_error (job), SEEDREAM_ERROR, SEEDREAM_ERROR_RATE_LIMITED);
    }
}

static void
test_retry_after (JobFixture *self, gconstpointer data)
{
  gint64 begun = g_get_monotonic_time ();
  gint64 longest = 0;

  loopback_server_answer (self->server, RUN, 1, 429, "Retry-After: 1\r\n", "slow down");
  job_fixture_script_submit (self);
  job_fixture_script_finish (self);
  job_fixture_prepare (self);
  g_signal_connect (self->job, "notify::retry-at", G_CALLBACK (note_countdown), &longest);
  g_assert_true (job_fixture_run (self));
  g_assert_cmpint (g_get_monotonic_time () - begun, >=, G_TIME_SPAN_SECOND);
  g_assert_cmpint (longest, >, G_TIME_SPAN_SECOND / 2);
  g_assert_cmpint (seedream_job_get_retry_at (self->job), ==, 0);
  g_assert_null (seedream_job_get_error (self->job));
}

static void
test_given_up_on (JobFixture *self, gconstpointer data)
{
  loopback_server_answer (self->server, RUN, -1, 429, NULL, "slow down");
  job_fixture_prepare (self);
  g_assert_false (job_fixture_run (self));
  job_fixture_assert (self, SEEDREAM_JOB_FAILED, SEEDREAM_ERROR_RATE_LIMITED, SEEDREAM_BILLED_NO);
  g_assert_cmpuint (loopback_server_count (self->server, RUN), ==, 3);
}

/* Nobody is made to wait longer for it than for the edit itself. */
static void
test_too_long (JobFixture *self, gconstpointer data)
{
  loopback_server_answer (self->server, RUN, -1, 429, "Retry-After: 2\r\n", "slow down");
  job_fixture_prepare (self);
  g_assert_false (job_fixture_run (self));
  job_fixture_assert (self, SEEDREAM_JOB_FAILED, SEEDREAM_ERROR_RATE_LIMITED, SEEDREAM_BILLED_NO);
  g_assert_cmpuint (loopback_server_count (self->server, RUN), ==, 1);
}

/* Whatever else comes back, one POST has to be enough. */
static void
test_never_repeated (JobFixture *self, gconstpointer data)
{
  static const guint statuses[] = { 400, 401, 402, 403, 404, 408, 413, 422, 500, 502, 503, 504 };

  for (guint i = 0; i < G_N_ELEMENTS (statuses); i++)
    {
      loopback_server_answer (self->server, RUN, 1, statuses[i], "Retry-After: 1\r\n", "no");
      job_fixture_prepare (self);
      g_assert_false (job_fixture_run (self));
      g_assert_cmpuint (loopback_server_count (self->server, RUN), ==, i + 1);
    }
  loopback_server_script (self->server, RUN, 1, LOOPBACK_CUTS_EARLY, "", -1);
  job_fixture_prepare (self);
  g_assert_false (job_fixture_run (self));
  job_fixture_assert (self, SEEDREAM_JOB_UNKNOWN, SEEDREAM_ERROR_UNKNOWN_OUTCOME, SEEDREAM_BILLED_UNKNOWN);
  g_assert_cmpuint (loopback_server_count (self->server, RUN), ==, G_N_ELEMENTS (statuses) + 1);
}

static void
cancel_while_waiting (SeedreamJob *job, GParamSpec *spec, gpointer data)
{
  if (seedream_job_get_retry_at (job) > 0)
    g_idle_add_once ((GSourceOnceFunc)seedream_job_cancel, job);
}

static void
abandon_while_waiting (SeedreamJob *job, GParamSpec *spec, GCancellable *cancellable)
{
  if (seedream_job_get_retry_at (job) > 0)
    g_idle_add_once ((GSourceOnceFunc)g_cancellable_cancel, cancellable);
}

static void
test_cancel (JobFixture *self, gconstpointer data)
{
  loopback_server_answer (self->server, RUN, -1, 429, "Retry-After: 1\r\n", "slow down");
  job_fixture_prepare (self);
  g_signal_connect (self->job, "notify::retry-at", G_CALLBACK (cancel_while_waiting), NULL);
  g_assert_false (job_fixture_run (self));
  g_assert_cmpint (seedream_job_get_state (self->job), ==, SEEDREAM_JOB_CANCELLED);
  g_assert_cmpuint (seedream_job_get_submits (self->job), ==, 0);
}

/* Left while it waits, and run again: it has not been bought, and may be. */
static void
test_abandon (JobFixture *self, gconstpointer data)
{
  loopback_server_answer (self->server, RUN, 1, 429, "Retry-After: 1\r\n", "slow down");
  job_fixture_script_submit (self);
  job_fixture_script_finish (self);
  job_fixture_prepare (self);
  g_signal_connect (self->job, "notify::retry-at", G_CALLBACK (abandon_while_waiting), self->cancellable);
  g_assert_false (job_fixture_run (self));
  g_assert_cmpint (seedream_job_get_state (self->job), ==, SEEDREAM_JOB_WAITING);
  g_cancellable_reset (self->cancellable);
  g_assert_true (job_fixture_run (self));
}

static gboolean
plug_in (gpointer data)
{
  network_is_up = TRUE;
  return G_SOURCE_REMOVE;
}

static void
note_offline (SeedreamJob *job, GParamSpec *spec, guint *times)
{
  *times += seedream_job_is_offline (job);
}

/* Without a network tries are not counted; with one that leads nowhere they are. */
static void
test_offline (JobFixture *self, gconstpointer data)
{
  gint64 begun = g_get_monotonic_time ();
  guint times = 0;

  g_clear_object (&self->provider);
  self->provider = seedream_registry_create ("runpod", "https://127.0.0.1:1", NULL, FALSE, NULL);
  network_is_up = FALSE;
  job_fixture_prepare (self);
  g_signal_connect (self->job, "notify::offline", G_CALLBACK (note_offline), &times);
  g_timeout_add (1500, plug_in, NULL);
  g_assert_false (job_fixture_run (self));
  job_fixture_assert (self, SEEDREAM_JOB_FAILED, SEEDREAM_ERROR_NETWORK, SEEDREAM_BILLED_NO);
  g_assert_cmpint (g_get_monotonic_time () - begun, >=, 1500 * G_TIME_SPAN_MILLISECOND);
  g_assert_cmpuint (times, ==, 1);
  g_assert_false (seedream_job_is_offline (self->job));
}

/* The deadline stands still while there is no network. */
static void
test_offline_poll (JobFixture *self, gconstpointer data)
{
  gint64 begun = g_get_monotonic_time ();

  g_clear_object (&self->provider);
  self->provider = seedream_registry_create ("runpod", "https://127.0.0.1:1", NULL, FALSE, NULL);
  network_is_up = FALSE;
  job_fixture_take_up (self, SEEDREAM_JOB_RUNNING, "job-1", NULL);
  g_timeout_add (2500, plug_in, NULL);
  g_assert_false (job_fixture_run (self));
  job_fixture_assert (self, SEEDREAM_JOB_UNKNOWN, SEEDREAM_ERROR_TIMED_OUT, SEEDREAM_BILLED_UNKNOWN);
  /* The deadline here is 1.5 s. */
  g_assert_cmpint (g_get_monotonic_time () - begun, >=, 3000 * G_TIME_SPAN_MILLISECOND);
}

static void
cancel_when_running (SeedreamJob *job, GParamSpec *spec, gpointer data)
{
  if (seedream_job_get_state (job) == SEEDREAM_JOB_RUNNING)
    seedream_job_cancel (job);
}

static void
count_given_up (SeedreamJob *job, GParamSpec *spec, guint *times)
{
  *times += seedream_job_is_given_up (job);
}

/* A provider that cannot be stopped: the person is told at once, and the result is kept as late. */
static void
test_give_up (JobFixture *self, gconstpointer data)
{
  g_autoptr (SeedreamRequest) request = provider_fixture_create_edit (1, 0, 0, -1, 1);
  guint times = 0;

  loopback_server_answer (self->server, "POST /api/v1/model/uploadMedia ", -1, 200, NULL,
                          "{\"data\":{\"download_url\":\"https://storage/a.png\"}}");
  loopback_server_answer (self->server, "POST /api/v1/model/generateImage ", -1, 200, NULL,
                          "{\"data\":{\"id\":\"job-1\",\"status\":\"processing\"}}");
  loopback_server_answer (self->server, "GET /api/v1/model/prediction/job-1 ", 3, 200, NULL,
                          "{\"data\":{\"id\":\"job-1\",\"status\":\"processing\"}}");
  loopback_server_answer (self->server, "GET /api/v1/model/prediction/job-1 ", -1, 200, NULL,
                          "{\"data\":{\"id\":\"job-1\",\"status\":\"completed\",\"outputs\":[\"{URL}/result.png\"]}}");
  loopback_server_answer (self->server, "GET /result.png", -1, 200, NULL, PICTURE);
  job_fixture_use (self, "atlascloud");
  job_fixture_prepare_request (self, request);
  g_signal_connect (self->job, "notify::state", G_CALLBACK (cancel_when_running), NULL);
  g_signal_connect (self->job, "notify::given-up", G_CALLBACK (count_given_up), &times);
  g_assert_true (job_fixture_run (self));
  g_assert_cmpuint (times, ==, 1);
  g_assert_true (seedream_job_is_late (self->job));
  job_fixture_assert (self, SEEDREAM_JOB_DONE, -1, 0);
}

static void
cancel_when_submitting (SeedreamJob *job, GParamSpec *spec, gpointer data)
{
  if (seedream_job_get_state (job) == SEEDREAM_JOB_SUBMITTING)
    seedream_job_cancel (job);
}

/* A blocking call that is under way cannot be taken back either. */
static void
test_give_up_blocking (JobFixture *self, gconstpointer data)
{
  loopback_server_answer (self->server, "POST /v1/images/generations ", -1, 200, NULL,
                          "{\"data\":[{\"url\":\"{URL}/result.png\"}]}");
  loopback_server_answer (self->server, "GET /result.png", -1, 200, NULL, PICTURE);
  job_fixture_use (self, "aimlapi");
  job_fixture_prepare (self);
  g_signal_connect (self->job, "notify::state", G_CALLBACK (cancel_when_submitting), NULL);
  g_assert_true (job_fixture_run (self));
  g_assert_true (seedream_job_is_given_up (self->job));
  g_assert_true (seedream_job_is_late (self->job));
}

/* Runpod is asked, and does not obey: three times, then what comes is kept. */
static void
test_disobeyed (JobFixture *self, gconstpointer data)
{
  job_fixture_script_submit (self);
  loopback_server_answer (self->server, STATUS, 2, 200, NULL, "{\"status\":\"IN_PROGRESS\"}");
  loopback_server_answer (self->server, CANCEL, -1, 200, NULL, "{\"status\":\"IN_PROGRESS\"}");
  job_fixture_script_finish (self);
  job_fixture_prepare (self);
  g_signal_connect (self->job, "notify::state", G_CALLBACK (cancel_when_running), NULL);
  g_assert_true (job_fixture_run (self));
  g_assert_true (seedream_job_is_given_up (self->job));
  g_assert_cmpuint (loopback_server_count (self->server, CANCEL), ==, 3);
}

/* As a later run of the program does, with the patience that it has. */
static void
take_up_after (JobFixture *self, SeedreamJobState state, gint64 age, gboolean given_up, gboolean late)
{
  g_clear_object (&self->job);
  self->job
      = g_object_new (SEEDREAM_TYPE_JOB, "id", "local", "provider", self->provider, "http", self->http, "ledger",
                      self->ledger, "key", CANARY, "folder", self->folder, "state", state, "remote-id", "job-1",
                      "submits", 1, "submitted-at", g_get_real_time () - age, "given-up", given_up, "late", late, NULL);
}

/* A machine that slept for nine hours has not waited: the provider is asked first. */
static void
test_slept (JobFixture *self, gconstpointer data)
{
  loopback_server_answer (self->server, STATUS, 1, 200, NULL, "{\"status\":\"IN_PROGRESS\"}");
  job_fixture_script_finish (self);
  take_up_after (self, SEEDREAM_JOB_RUNNING, 9 * G_TIME_SPAN_HOUR, FALSE, FALSE);
  g_assert_true (job_fixture_run (self));
  g_assert_cmpuint (loopback_server_count (self->server, STATUS), ==, 2);
  g_assert_true (seedream_job_is_late (self->job));
  g_assert_false (seedream_job_is_given_up (self->job));
}

/* Nor has one whose clock was set back. */
static void
test_clock_set_back (JobFixture *self, gconstpointer data)
{
  loopback_server_answer (self->server, STATUS, 1, 200, NULL, "{\"status\":\"IN_PROGRESS\"}");
  job_fixture_script_finish (self);
  take_up_after (self, SEEDREAM_JOB_RUNNING, -24 * G_TIME_SPAN_HOUR, FALSE, FALSE);
  g_assert_true (job_fixture_run (self));
  g_assert_false (seedream_job_is_late (self->job));
}

/* Given up stays given up in a later run: nobody is asked to cancel, and what comes is late. */
static void
test_given_up_before (JobFixture *self, gconstpointer data)
{
  job_fixture_script_finish (self);
  take_up_after (self, SEEDREAM_JOB_RUNNING, G_TIME_SPAN_SECOND, TRUE, FALSE);
  g_assert_true (seedream_job_is_given_up (self->job));
  g_assert_true (job_fixture_run (self));
  g_assert_true (seedream_job_is_late (self->job));
  g_assert_cmpuint (loopback_server_count (self->server, CANCEL), ==, 0);
}

static void
test_late_before (JobFixture *self, gconstpointer data)
{
  job_fixture_script_finish (self);
  take_up_after (self, SEEDREAM_JOB_RUNNING, G_TIME_SPAN_SECOND, FALSE, TRUE);
  g_assert_true (job_fixture_run (self));
  g_assert_true (seedream_job_is_late (self->job));
  take_up_after (self, SEEDREAM_JOB_RUNNING, G_TIME_SPAN_SECOND, FALSE, FALSE);
  g_assert_true (job_fixture_run (self));
  g_assert_false (seedream_job_is_late (self->job));
}

/* Its time runs out while it is polled: from then on it is late, in the same run and any other. */
static void
test_deadline (JobFixture *self, gconstpointer data)
{
  loopback_server_answer (self->server, STATUS, -1, 200, NULL, "{\"status\":\"IN_PROGRESS\"}");
  job_fixture_take_up (self, SEEDREAM_JOB_RUNNING, "job-1", NULL);
  g_assert_false (job_fixture_run (self));
  job_fixture_assert (self, SEEDREAM_JOB_UNKNOWN, SEEDREAM_ERROR_TIMED_OUT, SEEDREAM_BILLED_UNKNOWN);
  g_assert_true (seedream_job_is_late (self->job));
}

/* What a delivery network says of a picture that it does not have yet. */
typedef struct {
  const char *name;
  const char *answer;
} Lag;

#define HTML "Content-Type: text/html\r\nContent-Length: 20\r\n\r\n<html>Not yet</html>"

static const Lag lags[] = {
  { "404", "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n" },
  { "403", "HTTP/1.1 403 Forbidden\r\n" HTML },
  { "html", "HTTP/1.1 200 OK\r\n" HTML },
  { "html-of-404", "HTTP/1.1 404 Not Found\r\n" HTML },
  { "half", "HTTP/1.1 200 OK\r\nContent-Type: image/png\r\nContent-Length: 999\r\n\r\nPICT" },
  { "half-that-is-all", "HTTP/1.1 200 OK\r\nContent-Type: image/png\r\nContent-Length: 4\r\n\r\nPICT" },
};

static void
test_lag (JobFixture *self, gconstpointer data)
{
  const Lag *lag = data;

  job_fixture_script_submit (self);
  loopback_server_script (self->server, "GET /result.png", 2, LOOPBACK_ANSWERS, lag->answer, -1);
  job_fixture_script_finish (self);
  job_fixture_prepare (self);
  g_assert_true (job_fixture_run (self));
  g_assert_cmpuint (loopback_server_count (self->server, "GET /result.png"), ==, 3);
}

/* A link that the provider gave a moment ago is not called expired, however old the clock makes its job. */
static void
test_fresh_link (JobFixture *self, gconstpointer data)
{
  loopback_server_answer (self->server, "GET /result.png", 2, 404, NULL, "");
  job_fixture_script_finish (self);
  take_up_after (self, SEEDREAM_JOB_RUNNING, 365 * G_TIME_SPAN_DAY, FALSE, FALSE);
  g_assert_true (job_fixture_run (self));
  g_assert_cmpuint (loopback_server_count (self->server, "GET /result.png"), ==, 3);
}

static void
test_late (JobFixture *self, gconstpointer data)
{
  job_fixture_script_finish (self);
  job_fixture_take_up (self, SEEDREAM_JOB_UNKNOWN, "job-1", NULL);
  g_assert_true (job_fixture_run (self));
  g_assert_true (seedream_job_is_late (self->job));
}

static void
add (const char *path, void (*test) (JobFixture *, gconstpointer))
{
  g_test_add (path, JobFixture, NULL, job_fixture_set_up, test, job_fixture_tear_down);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  install_monitor ();
  add ("/waiting/rate-limited", test_rate_limited);
  add ("/waiting/retry-after", test_retry_after);
  add ("/waiting/given-up-on", test_given_up_on);
  add ("/waiting/too-long", test_too_long);
  add ("/waiting/never-repeated", test_never_repeated);
  add ("/waiting/cancel", test_cancel);
  add ("/waiting/abandon", test_abandon);
  add ("/waiting/offline", test_offline);
  add ("/waiting/offline-poll", test_offline_poll);
  add ("/late/give-up", test_give_up);
  add ("/late/give-up-blocking", test_give_up_blocking);
  add ("/late/disobeyed", test_disobeyed);
  add ("/late/late", test_late);
  add ("/late/slept", test_slept);
  add ("/late/clock-set-back", test_clock_set_back);
  add ("/late/given-up-before", test_given_up_before);
  add ("/late/late-before", test_late_before);
  add ("/late/deadline", test_deadline);
  add ("/lag/fresh-link", test_fresh_link);
  for (guint i = 0; i < G_N_ELEMENTS (lags); i++)
    {
      g_autofree char *path = g_strconcat ("/lag/", lags[i].name, NULL);

      g_test_add (path, JobFixture, &lags[i], job_fixture_set_up, test_lag, job_fixture_tear_down);
    }
  return g_test_run ();
}
