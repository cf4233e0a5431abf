/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "sandbox-client.h"

#define EDIT "seedream-v4-edit"
#define GENERATE "seedream-v4-t2i"
#define HILLS "{\"input\":{\"prompt\":\"hills\",\"size\":\"1024*1280\",\"seed\":7}}"

/* Polls until the end. Returns: the states met, in their order, each once */
static char *
watch_states (PentimentoSandbox *sandbox, const char *id)
{
  g_autofree char *path = g_strdup_printf ("/v2/" EDIT "/status/%s", id);
  g_autoptr (GPtrArray) states = g_ptr_array_new_with_free_func (g_free);

  g_ptr_array_add (states, g_strdup ("submitted"));
  while (!g_str_equal (states->pdata[states->len - 1], "COMPLETED"))
    {
      g_autoptr (Answer) answer = call (sandbox, path, NULL);

      g_assert_cmpstr (answer_text (answer, "id"), ==, id);
      if (!g_str_equal (states->pdata[states->len - 1], answer_text (answer, "status")))
        g_ptr_array_add (states, g_strdup (answer_text (answer, "status")));
      g_usleep (5000);
    }
  g_ptr_array_add (states, NULL);
  return g_strjoinv (" ", (char **)states->pdata);
}

static void
test_states (void)
{
  g_autoptr (PentimentoSandbox) sandbox = start_sandbox ("delay:1000");
  g_autofree char *id = submit (sandbox);
  g_autofree char *states = watch_states (sandbox, id);
  g_autoptr (Answer) ended = wait_for_end (sandbox, EDIT, id);

  g_assert_true (g_str_has_suffix (id, "-u1"));
  g_assert_cmpstr (states, ==, "submitted IN_QUEUE IN_PROGRESS COMPLETED");
  g_assert_cmpint (json_object_get_int_member (ended->json, "delayTime"), >=, 249);
  g_assert_cmpint (json_object_get_int_member (ended->json, "executionTime"), >=, 749);
  g_assert_cmpstr (answer_text (ended, "workerId"), !=, "");
  g_assert_cmpuint (pentimento_sandbox_get_submits (sandbox), ==, 1);
}

static double
get_cost (Answer *answer)
{
  return json_object_get_double_member (json_object_get_object_member (answer->json, "output"), "cost");
}

static void
test_both_models (void)
{
  g_autoptr (PentimentoSandbox) sandbox = start_sandbox (NULL);
  g_autofree char *id = submit (sandbox);
  g_autofree char *wrong = g_strdup_printf ("/v2/" GENERATE "/status/%s", id);
  g_autoptr (Answer) edited = wait_for_end (sandbox, EDIT, id);
  g_autoptr (Answer) elsewhere = call (sandbox, wrong, NULL);
  g_autoptr (Answer) result = fetch (get_link (edited));
  g_autoptr (GdkPixbuf) hills = make_picture (sandbox, GENERATE, HILLS);

  g_assert_cmpuint (elsewhere->status, ==, 404);
  g_assert_cmpfloat (get_cost (edited), ==, 0.028311);
  g_assert_cmpuint (result->status, ==, 200);
  g_assert_cmpstr (result->media_type, ==, "image/jpeg");
  g_assert_cmpint (gdk_pixbuf_get_width (hills), ==, 1024);
  g_assert_cmpint (gdk_pixbuf_get_height (hills), ==, 1280);
}

static void
test_runsync (void)
{
  g_autoptr (PentimentoSandbox) sandbox = start_sandbox (NULL);
  g_autoptr (Answer) answer = call (sandbox, "/v2/" GENERATE "/runsync", HILLS);
  g_autoptr (Answer) again = NULL;
  g_autoptr (Answer) result = NULL;

  g_assert_true (g_str_has_prefix (answer_text (answer, "id"), "sync-"));
  result = fetch (get_link (answer));
  g_assert_cmpuint (result->status, ==, 200);
  again = wait_for_end (sandbox, GENERATE, answer_text (answer, "id"));
  g_assert_cmpstr (get_link (again), ==, get_link (answer));
}

static void
test_runsync_too_slow (void)
{
  g_autoptr (PentimentoSandbox) sandbox = start_sandbox ("delay:1600");
  g_autoptr (Answer) answer = call (sandbox, "/v2/" GENERATE "/runsync?wait=1000", HILLS);
  g_autoptr (Answer) ended = NULL;

  g_assert_cmpuint (answer->status, ==, 200);
  g_assert_cmpstr (answer_text (answer, "status"), ==, "IN_PROGRESS");
  ended = wait_for_end (sandbox, GENERATE, answer_text (answer, "id"));
  g_assert_cmpstr (answer_text (ended, "status"), ==, "COMPLETED");
}

static void
test_cancel (void)
{
  g_autoptr (PentimentoSandbox) sandbox = start_sandbox ("never-finish,times=1");
  g_autofree char *id = submit (sandbox);
  g_autofree char *done_id = submit (sandbox);
  g_autofree char *path = g_strdup_printf ("/v2/" EDIT "/cancel/%s", id);
  g_autofree char *done_path = g_strdup_printf ("/v2/" EDIT "/cancel/%s", done_id);
  g_autoptr (Answer) cancelled = call (sandbox, path, "{}");
  g_autoptr (Answer) polled = wait_for_end (sandbox, EDIT, id);
  g_autoptr (Answer) done = wait_for_end (sandbox, EDIT, done_id);
  g_autoptr (Answer) too_late = call (sandbox, done_path, "{}");

  g_assert_cmpstr (answer_text (cancelled, "status"), ==, "CANCELLED");
  g_assert_cmpstr (answer_text (cancelled, "id"), ==, id);
  g_assert_cmpstr (answer_text (polled, "status"), ==, "CANCELLED");
  g_assert_cmpstr (answer_text (done, "status"), ==, "COMPLETED");
  g_assert_cmpstr (answer_text (too_late, "status"), ==, "COMPLETED");
  g_assert_cmpint (get_count (sandbox, "cancels"), ==, 2);
}

static void
test_free_of_charge (void)
{
  g_autoptr (PentimentoSandbox) sandbox = start_sandbox (NULL);
  g_autoptr (Answer) practice
      = call_with (sandbox, "/v2/" GENERATE "/runsync", TRUE, "Bearer practice", "application/json", HILLS);
  g_autoptr (Answer) priced = call (sandbox, "/v2/" GENERATE "/runsync", HILLS);

  g_assert_cmpfloat (get_cost (practice), ==, 0);
  g_assert_cmpfloat (get_cost (priced), ==, 0.035389);
}

static void
test_health (void)
{
  g_autoptr (PentimentoSandbox) sandbox = start_sandbox ("fail,times=1");
  g_autofree char *failed = submit (sandbox);
  g_autoptr (Answer) ended = wait_for_end (sandbox, EDIT, failed);
  g_autoptr (Answer) health = call (sandbox, "/v2/" EDIT "/health", NULL);
  g_autoptr (Answer) other = call (sandbox, "/v2/" GENERATE "/health", NULL);
  JsonObject *jobs = json_object_get_object_member (health->json, "jobs");

  g_assert_cmpint (json_object_get_int_member (jobs, "failed"), ==, 1);
  g_assert_cmpint (json_object_get_int_member (jobs, "inQueue"), ==, 0);
  g_assert_true (json_object_has_member (health->json, "workers"));
  jobs = json_object_get_object_member (other->json, "jobs");
  g_assert_cmpint (json_object_get_int_member (jobs, "failed"), ==, 0);
}

static void
test_stats (void)
{
  g_autoptr (PentimentoSandbox) sandbox = start_sandbox (NULL);
  g_autofree char *png = make_uri (80, 60, 0xff0000ff, "image/png");
  g_autofree char *jpeg = make_uri (64, 96, 0x00ff00ff, "image/jpeg");
  const char *const uris[] = { png, jpeg, NULL };
  g_autofree char *body = make_edit ("mirror it", uris);
  g_autoptr (Answer) submitted = call (sandbox, "/v2/" EDIT "/run", body);
  g_autoptr (Answer) ended = wait_for_end (sandbox, EDIT, answer_text (submitted, "id"));
  g_autoptr (Answer) result = fetch (get_link (ended));
  g_autoptr (Answer) stats = call_with (sandbox, "/practice/stats", FALSE, NULL, NULL, NULL);
  JsonObject *job = json_array_get_object_element (json_object_get_array_member (stats->json, "jobs"), 0);
  JsonArray *images = json_object_get_array_member (job, "images");
  JsonObject *first = json_array_get_object_element (images, 0);
  JsonObject *second = json_array_get_object_element (images, 1);

  g_assert_cmpint (json_object_get_int_member (stats->json, "submits"), ==, 1);
  g_assert_cmpint (json_object_get_int_member (stats->json, "polls"), >=, 1);
  g_assert_cmpint (json_object_get_int_member (stats->json, "downloads"), ==, 1);
  g_assert_cmpint (json_object_get_int_member (stats->json, "key_leaks"), ==, 0);
  g_assert_cmpstr (json_object_get_string_member (job, "operation"), ==, "edit");
  g_assert_cmpstr (json_object_get_string_member (job, "prompt"), ==, "mirror it");
  g_assert_cmpstr (json_object_get_string_member (job, "size"), ==, "1024*1024");
  g_assert_cmpstr (json_object_get_string_member (job, "status"), ==, "completed");
  g_assert_cmpint (json_object_get_int_member (first, "width"), ==, 80);
  g_assert_cmpstr (json_object_get_string_member (first, "media_type"), ==, "image/png");
  g_assert_false (json_object_get_boolean_member (first, "metadata"));
  g_assert_cmpint (json_object_get_int_member (second, "height"), ==, 96);
  g_assert_cmpuint (strlen (json_object_get_string_member (second, "sha256")), ==, 64);
}

static void
test_key_leak (void)
{
  g_autoptr (PentimentoSandbox) sandbox = start_sandbox (NULL);
  g_autofree char *id = submit (sandbox);
  g_autofree char *path = g_strdup_printf ("/results/%s/output.jpg", id);
  g_autoptr (Answer) ended = wait_for_end (sandbox, EDIT, id);
  g_autoptr (Answer) result = call (sandbox, path, NULL);

  g_assert_cmpuint (result->status, ==, 200);
  g_assert_cmpint (get_count (sandbox, "key_leaks"), ==, 1);
}

/* A comment in a JPEG, a text in a PNG: neither has any business at a service. */
static void
test_metadata_is_noticed (void)
{
  g_autoptr (PentimentoSandbox) sandbox = start_sandbox (NULL);
  g_autoptr (GdkPixbuf) pixels = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, 32, 32);
  g_autofree char *file = NULL;
  g_autofree char *text = NULL;
  g_autofree char *uri = NULL;
  gsize size;

  gdk_pixbuf_fill (pixels, 0x112233ff);
  g_assert_true (gdk_pixbuf_save_to_buffer (pixels, &file, &size, "png", NULL, "tEXt::Author", "me", NULL));
  text = g_base64_encode ((guchar *)file, size);
  uri = g_strconcat ("data:image/png;base64,", text, NULL);
  const char *const uris[] = { uri, NULL };
  g_autofree char *body = make_edit ("x", uris);
  g_autoptr (Answer) submitted = call (sandbox, "/v2/" EDIT "/run", body);
  g_autoptr (Answer) stats = call_with (sandbox, "/practice/stats", FALSE, NULL, NULL, NULL);
  JsonObject *job = json_array_get_object_element (json_object_get_array_member (stats->json, "jobs"), 0);
  JsonObject *image = json_array_get_object_element (json_object_get_array_member (job, "images"), 0);

  g_assert_cmpuint (submitted->status, ==, 200);
  g_assert_true (json_object_get_boolean_member (image, "metadata"));
}

static gpointer
run_one (gpointer user_data)
{
  PentimentoSandbox *sandbox = user_data;
  g_autofree char *id = submit (sandbox);
  g_autoptr (Answer) ended = wait_for_end (sandbox, EDIT, id);
  g_autoptr (Answer) result = fetch (get_link (ended));

  return GUINT_TO_POINTER (result->status);
}

static void
test_eight_at_once (void)
{
  g_autoptr (PentimentoSandbox) sandbox = start_sandbox ("delay:200");
  GThread *threads[8];

  for (gsize i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("client", run_one, sandbox);
  for (gsize i = 0; i < G_N_ELEMENTS (threads); i++)
    g_assert_cmpuint (GPOINTER_TO_UINT (g_thread_join (threads[i])), ==, 200);
  g_assert_cmpuint (pentimento_sandbox_get_submits (sandbox), ==, 8);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/jobs/states", test_states);
  g_test_add_func ("/jobs/both-models", test_both_models);
  g_test_add_func ("/jobs/runsync", test_runsync);
  g_test_add_func ("/jobs/runsync-too-slow", test_runsync_too_slow);
  g_test_add_func ("/jobs/cancel", test_cancel);
  g_test_add_func ("/jobs/free-of-charge", test_free_of_charge);
  g_test_add_func ("/jobs/health", test_health);
  g_test_add_func ("/jobs/stats", test_stats);
  g_test_add_func ("/jobs/key-leak", test_key_leak);
  g_test_add_func ("/jobs/metadata-is-noticed", test_metadata_is_noticed);
  g_test_add_func ("/jobs/eight-at-once", test_eight_at_once);
  return g_test_run ();
}
