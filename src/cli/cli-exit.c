/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cli-exit.h"

#include <glib/gi18n-lib.h>

#include "pentimento-document-error.h"
#include "pentimento-image-error.h"
#include "pentimento-keyring.h"
#include "pentimento-library.h"
#include "seedream-error.h"

G_DEFINE_QUARK (cli_error, cli_error)

static const struct {
  const char *name; /* for machines, where the error is none of the service layer */
  const char *meaning;
} exits[] = {
  [CLI_EXIT_OK] = { "ok", N_ ("done") },
  [CLI_EXIT_FAILED] = { "failed", N_ ("another failure") },
  [CLI_EXIT_USAGE] = { "usage", N_ ("asked for in a way that cannot work (options, sizes, limits); nothing was made") },
  [CLI_EXIT_INPUT] = { "input", N_ ("an input file is missing, damaged, too large or no picture") },
  [CLI_EXIT_KEY] = { "key", N_ ("no key, or the provider refuses it") },
  [CLI_EXIT_PAYMENT] = { "payment", N_ ("no credit left at the provider, or more than the budget allows") },
  [CLI_EXIT_CONTENT] = { "content", N_ ("the provider refuses the prompt or the pictures") },
  [CLI_EXIT_NETWORK] = { "network", N_ ("the network or the provider failed") },
  [CLI_EXIT_UNKNOWN] = { "unknown-outcome", N_ ("sent, but nobody knows what became of it; it may have been charged") },
  [CLI_EXIT_CANCELLED] = { "cancelled", N_ ("cancelled") },
  [CLI_EXIT_OUTPUT] = { "output", N_ ("the result is in the gallery, but the output file could not be written") },
  [CLI_EXIT_LIBRARY] = { "library", N_ ("the gallery cannot be read or written") },
  [CLI_EXIT_PENDING] = { "pending", N_ ("left before the end; “pentimento-cli jobs resume” takes it up again") },
};

static CliExit
exit_of_service_error (SeedreamErrorCode code)
{
  switch (code)
    {
    case SEEDREAM_ERROR_NO_KEY:
    case SEEDREAM_ERROR_BAD_KEY:
      return CLI_EXIT_KEY;
    case SEEDREAM_ERROR_NO_CREDIT:
    case SEEDREAM_ERROR_BUDGET:
      return CLI_EXIT_PAYMENT;
    case SEEDREAM_ERROR_REFUSED_CONTENT:
      return CLI_EXIT_CONTENT;
    case SEEDREAM_ERROR_INVALID_REQUEST:
      return CLI_EXIT_USAGE;
    case SEEDREAM_ERROR_TOO_LARGE:
      return CLI_EXIT_INPUT;
    case SEEDREAM_ERROR_UNKNOWN_OUTCOME:
      return CLI_EXIT_UNKNOWN;
    case SEEDREAM_ERROR_LEDGER:
      return CLI_EXIT_LIBRARY;
    case SEEDREAM_ERROR_BLOCKED:
    case SEEDREAM_ERROR_RATE_LIMITED:
    case SEEDREAM_ERROR_PROVIDER_DOWN:
    case SEEDREAM_ERROR_PROVIDER_FAILED:
    case SEEDREAM_ERROR_NETWORK:
    case SEEDREAM_ERROR_TIMED_OUT:
    case SEEDREAM_ERROR_MALFORMED:
    case SEEDREAM_ERROR_EXPIRED:
    case SEEDREAM_ERROR_INSECURE:
      return CLI_EXIT_NETWORK;
    default:
      return CLI_EXIT_FAILED;
    }
}

static CliExit
exit_of_document_error (PentimentoDocumentError code)
{
  switch (code)
    {
    case PENTIMENTO_DOCUMENT_ERROR_TARGET_EXISTS:
    case PENTIMENTO_DOCUMENT_ERROR_TARGET:
      return CLI_EXIT_OUTPUT;
    case PENTIMENTO_DOCUMENT_ERROR_BUDGET:
      return CLI_EXIT_PAYMENT;
    default:
      return CLI_EXIT_USAGE;
    }
}

static CliExit
exit_of_library_error (PentimentoLibraryError code)
{
  switch (code)
    {
    case PENTIMENTO_LIBRARY_ERROR_MISSING:
      return CLI_EXIT_USAGE;
    case PENTIMENTO_LIBRARY_ERROR_ARCHIVE:
      return CLI_EXIT_INPUT;
    case PENTIMENTO_LIBRARY_ERROR_TARGET:
    case PENTIMENTO_LIBRARY_ERROR_EXISTS:
      return CLI_EXIT_OUTPUT;
    default:
      return CLI_EXIT_LIBRARY;
    }
}

CliExit
cli_exit_of_error (const GError *error)
{
  if (error == NULL)
    return CLI_EXIT_OK;
  if (error->domain == CLI_ERROR)
    return (CliExit)error->code;
  if (error->domain == SEEDREAM_ERROR)
    return exit_of_service_error (error->code);
  if (error->domain == PENTIMENTO_IMAGE_ERROR)
    return error->code == PENTIMENTO_IMAGE_ERROR_CHANGE ? CLI_EXIT_USAGE : CLI_EXIT_INPUT;
  if (error->domain == PENTIMENTO_KEYRING_ERROR)
    return CLI_EXIT_KEY;
  if (error->domain == PENTIMENTO_DOCUMENT_ERROR)
    return exit_of_document_error (error->code);
  if (error->domain == PENTIMENTO_LIBRARY_ERROR)
    return exit_of_library_error (error->code);
  if (error->domain == G_OPTION_ERROR)
    return CLI_EXIT_USAGE;
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return CLI_EXIT_CANCELLED;
  return CLI_EXIT_FAILED;
}

CliExit
cli_exit_of_error_name (const char *name)
{
  for (int code = SEEDREAM_ERROR_NO_KEY; code <= SEEDREAM_ERROR_LEDGER; code++)
    {
      g_autoptr (GError) error = seedream_error_new (code, SEEDREAM_BILLED_UNKNOWN, NULL, "");

      if (g_str_equal (seedream_error_get_name (error), name))
        return exit_of_service_error (code);
    }
  return g_str_equal (name, exits[CLI_EXIT_CANCELLED].name) ? CLI_EXIT_CANCELLED : CLI_EXIT_FAILED;
}

const char *
cli_exit_name_error (const GError *error)
{
  if (error->domain == SEEDREAM_ERROR)
    return seedream_error_get_name (error);
  return exits[cli_exit_of_error (error)].name;
}

const char *
cli_exit_message (const GError *error)
{
  /* What the platform says of it is no sentence. */
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return _ ("Interrupted.");
  return error->message;
}

char *
cli_exit_describe (void)
{
  g_autoptr (GString) text = g_string_new (_ ("Exit codes:"));

  for (guint i = 0; i < G_N_ELEMENTS (exits); i++)
    g_string_append_printf (text, "\n  %-3u %s", i, _ (exits[i].meaning));
  return g_string_free (g_steal_pointer (&text), FALSE);
}
