/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "seedream-error.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <string.h>

/* The longest provider's text that is kept, in characters; see the header. */
#define MAX_DETAILS 2000

/* What stands for a secret. */
#define MASK "•••"

/* The shortest beginning of a key that is taken for one where a text was cut in the middle of it. */
#define MIN_CUT_KEY 4

typedef struct {
  SeedreamBilled billed;
  gboolean passing;
  char *details;
} SeedreamErrorPrivate;

static void
seedream_error_private_init (SeedreamErrorPrivate *private)
{
  private->billed = SEEDREAM_BILLED_UNKNOWN;
}

static void
seedream_error_private_copy (const SeedreamErrorPrivate *source, SeedreamErrorPrivate *target)
{
  target->billed = source->billed;
  target->passing = source->passing;
  target->details = g_strdup (source->details);
}

static void
seedream_error_private_clear (SeedreamErrorPrivate *private)
{
  g_free (private->details);
}

G_DEFINE_EXTENDED_ERROR (SeedreamError, seedream_error)

static char *
cap (const char *text)
{
  g_autofree char *cut = NULL;

  if (text == NULL || g_utf8_strlen (text, -1) <= MAX_DETAILS)
    return g_strdup (text);
  cut = g_utf8_substring (text, 0, MAX_DETAILS - 1);
  return g_strconcat (cut, "…", NULL);
}

GError *
seedream_error_new (SeedreamErrorCode code, SeedreamBilled billed, const char *details, const char *message)
{
  GError *error = g_error_new_literal (SEEDREAM_ERROR, code, message);
  SeedreamErrorPrivate *private = seedream_error_get_private (error);

  private->billed = billed;
  private->details = cap (details);
  return error;
}

SeedreamBilled
seedream_error_get_billed (const GError *error)
{
  return error->domain == SEEDREAM_ERROR ? seedream_error_get_private (error)->billed : SEEDREAM_BILLED_UNKNOWN;
}

void
seedream_error_mark_passing (GError *error)
{
  seedream_error_get_private (error)->passing = TRUE;
}

gboolean
seedream_error_is_passing (const GError *error)
{
  return error->domain == SEEDREAM_ERROR && seedream_error_get_private (error)->passing;
}

const char *
seedream_error_get_details (const GError *error)
{
  return error->domain == SEEDREAM_ERROR ? seedream_error_get_private (error)->details : NULL;
}

const char *
seedream_error_get_name (const GError *error)
{
  static const char *const names[] = {
    [SEEDREAM_ERROR_NO_KEY] = "no-key",
    [SEEDREAM_ERROR_BAD_KEY] = "bad-key",
    [SEEDREAM_ERROR_BLOCKED] = "blocked",
    [SEEDREAM_ERROR_NO_CREDIT] = "no-credit",
    [SEEDREAM_ERROR_RATE_LIMITED] = "rate-limited",
    [SEEDREAM_ERROR_REFUSED_CONTENT] = "refused-content",
    [SEEDREAM_ERROR_INVALID_REQUEST] = "invalid-request",
    [SEEDREAM_ERROR_TOO_LARGE] = "too-large",
    [SEEDREAM_ERROR_PROVIDER_DOWN] = "provider-down",
    [SEEDREAM_ERROR_PROVIDER_FAILED] = "provider-failed",
    [SEEDREAM_ERROR_NETWORK] = "network",
    [SEEDREAM_ERROR_TIMED_OUT] = "timed-out",
    [SEEDREAM_ERROR_MALFORMED] = "malformed",
    [SEEDREAM_ERROR_EXPIRED] = "expired",
    [SEEDREAM_ERROR_INSECURE] = "insecure",
    [SEEDREAM_ERROR_UNKNOWN_OUTCOME] = "unknown-outcome",
    [SEEDREAM_ERROR_BUDGET] = "budget",
    [SEEDREAM_ERROR_LEDGER] = "ledger",
  };

  if (error->domain == SEEDREAM_ERROR && error->code >= 0 && error->code < (int)G_N_ELEMENTS (names))
    return names[error->code];
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return "cancelled";
  return "failed";
}

const char *
seedream_billed_to_string (SeedreamBilled billed)
{
  switch (billed)
    {
    case SEEDREAM_BILLED_NO:
      return "no";
    case SEEDREAM_BILLED_YES:
      return "yes";
    case SEEDREAM_BILLED_UNKNOWN:
    default:
      return "unknown";
    }
}

const char *
seedream_billed_describe (SeedreamBilled billed)
{
  switch (billed)
    {
    case SEEDREAM_BILLED_NO:
      return _ ("Billed: no");
    case SEEDREAM_BILLED_YES:
      return _ ("Billed: yes");
    case SEEDREAM_BILLED_UNKNOWN:
    default:
      return _ ("Billed: not known – see the provider’s page");
    }
}

static void
hide (GString *text, const char *secret)
{
  if (secret != NULL && *secret != '\0')
    g_string_replace (text, secret, MASK, 0);
}

/* A text that was capped before the key was known may end in the middle of the key. */
static void
hide_cut_key (GString *text, const char *key)
{
  gboolean cut = g_str_has_suffix (text->str, "…");
  gsize end = text->len - (cut ? strlen ("…") : 0);

  for (gsize length = MIN (strlen (key), end); cut && length >= MIN_CUT_KEY; length--)
    if (memcmp (text->str + end - length, key, length) == 0)
      {
        g_string_truncate (text, end - length);
        g_string_append (text, MASK "…");
        return;
      }
}

static void
hide_key (GString *text, const char *key)
{
  g_autofree char *escaped = g_uri_escape_string (key, NULL, FALSE);
  g_autofree char *encoded = g_base64_encode ((const guchar *)key, strlen (key));

  hide (text, key);
  hide (text, escaped);
  hide (text, encoded);
  hide_cut_key (text, key);
}

static void
hide_pattern (GString *text, const char *pattern, const char *replacement)
{
  g_autoptr (GRegex) regex = g_regex_new (pattern, G_REGEX_CASELESS | G_REGEX_OPTIMIZE, 0, NULL);
  g_autofree char *result = g_regex_replace (regex, text->str, text->len, 0, replacement, 0, NULL);

  /* No result means that a hostile text was too much for the engine: then nothing of it is shown. */
  g_string_assign (text, result != NULL ? result : MASK);
}

static void
replace_controls (GString *text)
{
  g_autofree char *old = g_strdup (text->str);

  g_string_truncate (text, 0);
  for (const char *p = old; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      g_string_append_unichar (text, g_unichar_iscntrl (c) || g_unichar_type (c) == G_UNICODE_FORMAT ? ' ' : c);
    }
}

char *
seedream_redact (const char *text, const char *key)
{
  /* Far more than is ever shown, and little enough for the patterns. */
  const gsize most = 64 * 1024;
  g_autofree char *valid = NULL;
  g_autoptr (GString) result = NULL;

  if (text == NULL)
    return NULL;

  result = g_string_new (text);
  if (key != NULL && *key != '\0')
    hide_key (result, key);
  g_string_truncate (result, MIN (result->len, most));

  valid = g_utf8_make_valid (result->str, result->len);
  g_string_assign (result, valid);
  replace_controls (result);
  hide_pattern (result, "(data:[^,\\s\"']{0,80},)[a-z0-9+/=%_-]{24,}", "\\1…");
  hide_pattern (result, "(bearer\\s+)[^\\s\"'<>,;]+", "\\1" MASK);
  return cap (result->str);
}
