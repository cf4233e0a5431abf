/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "sandbox-client.h"

#define HILLS "{\"input\":{\"prompt\":\"hills\"}}"

static void
test_start_and_stop (void)
{
  g_autoptr (PentimentoSandbox) sandbox = pentimento_sandbox_new ();
  g_autoptr (GError) error = NULL;

  g_assert_null (pentimento_sandbox_get_url (sandbox));
  pentimento_sandbox_stop (sandbox);
  for (int i = 0; i < 3; i++)
    {
      g_autoptr (Answer) health = NULL;

      g_assert_true (pentimento_sandbox_start (sandbox, 0, &error));
      g_assert_true (g_str_has_prefix (pentimento_sandbox_get_url (sandbox), "http://127.0.0.1:"));
      health = call (sandbox, "/v2/seedream-v4-edit/health", NULL);
      g_assert_cmpuint (health->status, ==, 200);
      pentimento_sandbox_stop (sandbox);
      g_assert_null (pentimento_sandbox_get_url (sandbox));
    }
}

static void
test_taken_port (void)
{
  g_autoptr (PentimentoSandbox) first = start_sandbox (NULL);
  g_autoptr (PentimentoSandbox) second = pentimento_sandbox_new ();
  g_autoptr (GError) taken = NULL;
  g_autoptr (GError) impossible = NULL;
  guint port = (guint)g_ascii_strtoull (strrchr (pentimento_sandbox_get_url (first), ':') + 1, NULL, 10);

  g_assert_false (pentimento_sandbox_start (second, port, &taken));
  g_assert_error (taken, G_IO_ERROR, G_IO_ERROR_ADDRESS_IN_USE);
  g_assert_false (pentimento_sandbox_start (second, 65536, &impossible));
  g_assert_error (impossible, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT);
  g_assert_null (pentimento_sandbox_get_url (second));
}

static void
test_stop_while_painting (void)
{
  g_autoptr (PentimentoSandbox) sandbox = start_sandbox (NULL);
  g_autofree char *uri = make_uri (2000, 2000, 0x336699ff, "image/jpeg");
  const char *const uris[] = { uri, uri, uri, uri, NULL };
  g_autofree char *body = make_edit ("blur, vignette, warmer", uris);

  for (int i = 0; i < 4; i++)
    {
      g_autoptr (Answer) answer = call (sandbox, "/v2/seedream-v4-edit/run", body);

      g_assert_cmpuint (answer->status, ==, 200);
    }
  pentimento_sandbox_stop (sandbox);
  g_assert_cmpuint (pentimento_sandbox_get_submits (sandbox), ==, 4);
}

static gpointer
wait_for_nothing (gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GString) wire = exchange (user_data, "POST /v2/seedream-v4-t2i/runsync", HILLS, &error);

  return GSIZE_TO_POINTER (wire->len);
}

/* A client that is kept waiting hears the connection end, and nothing is left behind. */
static void
assert_stops_under_a_waiting_client (const char *fault)
{
  g_autoptr (PentimentoSandbox) sandbox = start_sandbox (fault);
  GThread *client = g_thread_new ("client", wait_for_nothing, sandbox);

  g_usleep (300000);
  pentimento_sandbox_stop (sandbox);
  g_assert_cmpuint (GPOINTER_TO_SIZE (g_thread_join (client)), ==, 0);
}

static void
test_stop_while_waited_for (void)
{
  assert_stops_under_a_waiting_client ("never-finish");
  assert_stops_under_a_waiting_client ("stall");
  assert_stops_under_a_waiting_client ("delay:60000,at=submit");
}

static void
test_last_reference_stops (void)
{
  PentimentoSandbox *sandbox = start_sandbox ("never-finish");
  g_autofree char *id = submit (sandbox);

  g_object_add_weak_pointer (G_OBJECT (sandbox), (gpointer *)&sandbox);
  g_object_unref (sandbox);
  g_assert_null (sandbox);
}

/* A client that goes away while its answer is prepared does no harm. */
static void
test_client_goes_away (void)
{
  g_autoptr (PentimentoSandbox) sandbox = start_sandbox ("delay:1300,at=submit,times=1");
  g_autoptr (GError) error = NULL;
  g_autoptr (GString) wire = exchange (sandbox, "POST /v2/seedream-v4-t2i/run", HILLS, &error);
  g_autoptr (Answer) health = NULL;

  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT);
  g_usleep (500000);
  health = call (sandbox, "/v2/seedream-v4-edit/health", NULL);
  g_assert_cmpuint (health->status, ==, 200);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/life/start-and-stop", test_start_and_stop);
  g_test_add_func ("/life/taken-port", test_taken_port);
  g_test_add_func ("/life/stop-while-painting", test_stop_while_painting);
  g_test_add_func ("/life/stop-while-waited-for", test_stop_while_waited_for);
  g_test_add_func ("/life/last-reference-stops", test_last_reference_stops);
  g_test_add_func ("/life/client-goes-away", test_client_goes_away);
  return g_test_run ();
}
