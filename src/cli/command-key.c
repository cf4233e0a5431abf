/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "command-key.h"

#include <glib/gi18n-lib.h>

#include "cli-await.h"
#include "cli-interrupt.h"
#include "cli-options.h"
#include "cli-output.h"
#include "cli-provider.h"
#include "cli-secret.h"
#include "pentimento-services.h"

static gboolean
store (SeedreamProvider *provider, const char *key, GError **error)
{
  g_autoptr (PentimentoKeyring) keyring = pentimento_keyring_new ();
  g_autoptr (CliInterrupt) interrupt = cli_interrupt_new (NULL);
  g_autofree char *label = g_strdup_printf ("Pentimento: %s", seedream_provider_get_label (provider));
  g_autoptr (GAsyncResult) result = NULL;

  pentimento_keyring_store_async (keyring, seedream_provider_get_id (provider), label, key,
                                  cli_interrupt_get_cancellable (interrupt), cli_await_callback, &result);
  return pentimento_keyring_store_finish (keyring, cli_await (&result), error);
}

/* A key kept in memory ends with this program, which is not what was asked for. */
static void
explain_unavailable (GError **error)
{
  if (!g_error_matches (*error, PENTIMENTO_KEYRING_ERROR, PENTIMENTO_KEYRING_ERROR_UNAVAILABLE))
    return;
  g_clear_error (error);
  g_set_error (error, CLI_ERROR, CLI_EXIT_KEY,
               _ ("There is no keyring service here, so the key was not stored. Start one, or give the key for one run "
                  "in the environment as PENTIMENTO_RUNPOD_KEY."));
}

static gboolean
set_key (SeedreamProvider *provider, GError **error)
{
  char key[CLI_SECRET_SIZE];
  g_autofree char *prompt = g_strdup_printf (_ ("Key for %s: "), seedream_provider_get_label (provider));
  g_autoptr (GError) problem = NULL;
  gboolean stored = FALSE;

  stored = cli_secret_read (prompt, key, &problem) && store (provider, key, &problem);
  cli_secret_wipe (key);
  if (!stored)
    {
      explain_unavailable (&problem);
      g_propagate_error (error, g_steal_pointer (&problem));
    }
  else if (cli_output_is_terminal ())
    g_print (_ ("The key for %s is in the keyring.\n"), seedream_provider_get_label (provider));
  return stored;
}

static gboolean
clear_key (SeedreamProvider *provider, GError **error)
{
  g_autoptr (PentimentoKeyring) keyring = pentimento_keyring_new ();
  g_autoptr (CliInterrupt) interrupt = cli_interrupt_new (NULL);
  g_autoptr (GAsyncResult) result = NULL;

  pentimento_keyring_clear_async (keyring, seedream_provider_get_id (provider),
                                  cli_interrupt_get_cancellable (interrupt), cli_await_callback, &result);
  if (!pentimento_keyring_clear_finish (keyring, cli_await (&result), error))
    return FALSE;
  if (cli_output_is_terminal ())
    g_print (_ ("There is no key for %s in the keyring any more.\n"), seedream_provider_get_label (provider));
  return TRUE;
}

static char *
look_up (PentimentoServices *services, SeedreamProvider *provider, GCancellable *cancellable, GError **error)
{
  PentimentoKeyring *keyring = pentimento_services_get_keyring (services);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) problem = NULL;
  char *key = NULL;

  pentimento_keyring_lookup_async (keyring, seedream_provider_get_id (provider), cancellable, cli_await_callback,
                                   &result);
  key = pentimento_keyring_lookup_finish (keyring, cli_await (&result), NULL, &problem);
  if (problem != NULL)
    g_propagate_error (error, g_steal_pointer (&problem));
  else if (key == NULL)
    g_set_error (error, CLI_ERROR, CLI_EXIT_KEY,
                 _ ("There is no key for %s. Store one with “pentimento-cli key set %s”."),
                 seedream_provider_get_label (provider), seedream_provider_get_id (provider));
  return key;
}

static gboolean
try_key (PentimentoServices *services,
         SeedreamProvider *provider,
         const char *key,
         GCancellable *cancellable,
         GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  seedream_key_test_async (pentimento_services_get_http (services), provider, key, cancellable, cli_await_callback,
                           &result);
  return seedream_key_test_finish (cli_await (&result), error);
}

static gboolean
test_key (SeedreamProvider *known, const char *endpoint, GError **error)
{
  g_autoptr (CliInterrupt) interrupt = cli_interrupt_new (NULL);
  g_autoptr (PentimentoServices) services = pentimento_services_new (NULL, NULL, error);
  g_autoptr (SeedreamProvider) provider = NULL;
  char *key = NULL;
  gboolean good = FALSE;

  if (services == NULL)
    return FALSE;
  provider = pentimento_services_create_provider (services, seedream_provider_get_id (known), endpoint, error);
  if (provider == NULL)
    return FALSE;
  key = look_up (services, provider, cli_interrupt_get_cancellable (interrupt), error);
  if (key == NULL)
    return FALSE;
  good = try_key (services, provider, key, cli_interrupt_get_cancellable (interrupt), error);
  pentimento_key_free (key);
  if (good)
    g_print (_ ("%s takes the key.\n"), seedream_provider_get_label (provider));
  return good;
}

/* Not cli_options_check_words(): a word too many may be a key, and must not be repeated. */
static gboolean
check_words (char **words, GError **error)
{
  const char *const actions[] = { "set", "clear", "test", NULL };
  const char *problem = NULL;

  if (g_strv_length (words) > 2)
    problem = _ ("A key is never given as an argument, where other programs can read it. Leave it out, and type it "
                 "when asked, or send it to the "
                 "standard input. If this was your key, replace it at the provider.");
  else if (g_strv_length (words) < 2 || !g_strv_contains (actions, words[0]))
    problem = _ ("Say what to do and for whom: “pentimento-cli key set runpod”, or clear, or test.");
  if (problem == NULL)
    return TRUE;
  g_set_error_literal (error, CLI_ERROR, CLI_EXIT_USAGE, problem);
  return FALSE;
}

static gboolean
act (const char *action, const char *id, const char *endpoint, GError **error)
{
  g_autoptr (SeedreamProvider) provider = cli_provider_create (id, endpoint, error);

  if (provider == NULL)
    return FALSE;
  if (!seedream_provider_get_needs_key (provider))
    {
      g_set_error (error, CLI_ERROR, CLI_EXIT_USAGE, _ ("%s needs no key."), seedream_provider_get_label (provider));
      return FALSE;
    }
  if (g_str_equal (action, "set"))
    return set_key (provider, error);
  if (g_str_equal (action, "clear"))
    return clear_key (provider, error);
  return test_key (provider, endpoint, error);
}

CliExit
command_key (char **arguments)
{
  g_autofree char *endpoint = NULL;
  const GOptionEntry entries[] = {
    { "endpoint", 0, 0, G_OPTION_ARG_STRING, &endpoint,
      N_ ("For test: ask at this address instead of the provider’s own"), N_ ("URL") },
    { NULL },
  };
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) words = NULL;

  words = cli_options_parse ("key", N_ ("set|clear|test PROVIDER"),
                             _ ("Keeps the providers’ keys in the system keyring. “set” asks for the key on the "
                                "terminal without showing it, or reads "
                                "the first line of the standard input. “test” tries it without costing anything."),
                             entries, NULL, arguments, &error);
  if (words != NULL && check_words (words, &error))
    act (words[0], words[1], endpoint, &error);
  if (error != NULL)
    cli_output_error (error);
  return cli_exit_of_error (error);
}
