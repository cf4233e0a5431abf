/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "seedream-refusal.h"

#include <glib/gi18n-lib.h>

#include "seedream-refusal-content.h"
#include "seedream-refusal-field.h"
#include "seedream-refusal-text.h"

/* From here on a pause is said in minutes. */
#define LONG_PAUSE 120

static gboolean
mentions (const char *text, const char *const *words)
{
  return seedream_refusal_text_mentions (text, words);
}

/* Where the status has said already that something is forbidden. */
static gboolean
is_about_credit (const char *text)
{
  static const char *const words[] = { "credit", "balance", "insufficient fund", "payment", "overdue", NULL };

  return mentions (text, words);
}

/* Where it could be anything. */
static gboolean
is_out_of_credit (const char *text)
{
  static const char *const words[] = { "insufficient balance", "insufficient credit", "insufficient_credit",
                                       "insufficient fund",    "insufficient_quota",  "out of credit",
                                       "not enough credit",    "accountoverdue",      NULL };

  return mentions (text, words);
}

static gboolean
is_about_key (const char *text)
{
  static const char *const words[]
      = { "invalid api key", "invalid_api_key", "incorrect api key", "api key is invalid", "valid api key", NULL };

  return mentions (text, words);
}

static gboolean
is_about_size (const char *text)
{
  static const char *const words[]
      = { "exceeded max body size", "payload too large", "request entity too large", NULL };

  return mentions (text, words);
}

/* Cloudflare's own pages and codes: 1010 for a program it does not like, 1006 to 1009 for an address, 1020 for a rule. */
static gboolean
is_from_edge (const char *text)
{
  static const char *const words[] = { "error code: 10", "cf-error", "attention required!", "just a moment...", NULL };

  return mentions (text, words);
}

static gboolean
is_about_region (const char *text)
{
  static const char *const words[] = { "your region", "your country", "your location", "unsupported_country", NULL };

  return mentions (text, words);
}

static SeedreamErrorCode
classify_forbidden (const char *text)
{
  if (is_from_edge (text) || is_about_region (text))
    return SEEDREAM_ERROR_BLOCKED;
  if (seedream_refusal_find_content (text, FALSE) != SEEDREAM_CONTENT_PASSED)
    return SEEDREAM_ERROR_REFUSED_CONTENT;
  return is_about_credit (text) ? SEEDREAM_ERROR_NO_CREDIT : SEEDREAM_ERROR_BAD_KEY;
}

/* A status that says no more than that something is wrong with what was sent. */
static SeedreamErrorCode
classify_bad_request (const char *text)
{
  if (is_about_size (text))
    return SEEDREAM_ERROR_TOO_LARGE;
  if (seedream_refusal_find_content (text, FALSE) != SEEDREAM_CONTENT_PASSED)
    return SEEDREAM_ERROR_REFUSED_CONTENT;
  if (is_out_of_credit (text))
    return SEEDREAM_ERROR_NO_CREDIT;
  return is_about_key (text) ? SEEDREAM_ERROR_BAD_KEY : SEEDREAM_ERROR_INVALID_REQUEST;
}

static SeedreamErrorCode
classify (guint status, const char *text, SeedreamRefusal refusal)
{
  switch (status)
    {
    case 401:
      return SEEDREAM_ERROR_BAD_KEY;
    case 402:
    case 433: /* KIE's page: the key's own limit */
      return SEEDREAM_ERROR_NO_CREDIT;
    case 403:
      return classify_forbidden (text);
    case 404:
      return refusal == SEEDREAM_REFUSAL_OF_POLL ? SEEDREAM_ERROR_EXPIRED : SEEDREAM_ERROR_INVALID_REQUEST;
    case 407:
      return SEEDREAM_ERROR_NETWORK; /* a proxy's, not the provider's */
    case 408:
      return SEEDREAM_ERROR_TIMED_OUT;
    case 410:
      return SEEDREAM_ERROR_EXPIRED;
    case 413:
      return SEEDREAM_ERROR_TOO_LARGE;
    case 429:
      return is_out_of_credit (text) ? SEEDREAM_ERROR_NO_CREDIT : SEEDREAM_ERROR_RATE_LIMITED;
    case 451:
      return SEEDREAM_ERROR_BLOCKED; /* by where the person is */
    case 455:
      return SEEDREAM_ERROR_PROVIDER_DOWN; /* KIE's page: maintenance */
    default:
      break;
    }
  if (status >= 500 && seedream_refusal_find_content (text, TRUE) != SEEDREAM_CONTENT_PASSED)
    return SEEDREAM_ERROR_REFUSED_CONTENT;
  if (status >= 500)
    return SEEDREAM_ERROR_PROVIDER_DOWN;
  return status < 400 ? SEEDREAM_ERROR_MALFORMED : classify_bad_request (text);
}

static const char *
describe (SeedreamErrorCode code)
{
  switch ((int)code)
    {
    case SEEDREAM_ERROR_BAD_KEY:
      return _ ("The provider did not accept the key. Check it in the preferences.");
    case SEEDREAM_ERROR_BLOCKED:
      return _ (
          "A server in front of the provider turned the request away. This is not the key’s fault; try again later or "
          "from another network.");
    case SEEDREAM_ERROR_NO_CREDIT:
      return _ ("There is no credit left at the provider. Top it up on the provider’s page.");
    case SEEDREAM_ERROR_RATE_LIMITED:
      return _ ("The provider gets too many requests at the moment. Wait a little, then try again.");
    case SEEDREAM_ERROR_INVALID_REQUEST:
      return _ ("The provider did not accept the request. The details say what it did not like.");
    case SEEDREAM_ERROR_TOO_LARGE:
      return _ ("The request is too large for the provider. Use fewer or smaller pictures.");
    case SEEDREAM_ERROR_PROVIDER_DOWN:
      return _ ("The provider has trouble at the moment. Try again later.");
    case SEEDREAM_ERROR_PROVIDER_FAILED:
      return _ ("The provider could not make the picture. Try again, or change the request.");
    case SEEDREAM_ERROR_NETWORK:
      return _ ("The proxy between this machine and the provider asks for a name and a password. Enter them in the "
                "system’s network settings.");
    case SEEDREAM_ERROR_TIMED_OUT:
      return _ ("The provider did not get ready in time. Look again later.");
    case SEEDREAM_ERROR_EXPIRED:
      return _ ("The provider no longer knows this job. Look for its result on the provider’s page.");
    default:
      return _ ("The provider’s answer could not be understood. Try again later.");
    }
}

/* What a status says beyond its code. */
static const char *
describe_status (SeedreamErrorCode code, guint status, const char *text)
{
  static const char *const maintenance[] = { "maintenance", NULL };

  /* An address that is wrong, not a field: the person has to know which it is. */
  if (code == SEEDREAM_ERROR_INVALID_REQUEST && status == 404)
    return _ ("There is no such service at the provider’s address. Check the address in the preferences.");
  if (code == SEEDREAM_ERROR_BLOCKED && !is_from_edge (text) && (status == 451 || is_about_region (text)))
    return _ ("The provider does not serve the region you are in. Use another provider.");
  if (code == SEEDREAM_ERROR_NO_CREDIT && status == 433)
    return _ ("The key’s own limit at the provider is used up. Raise it on the provider’s page.");
  if (code == SEEDREAM_ERROR_PROVIDER_DOWN && (status == 455 || mentions (text, maintenance)))
    return _ ("The provider is closed for maintenance. Try again later.");
  return describe (code);
}

static char *
describe_pause (guint seconds)
{
  guint minutes = (seconds + 59) / 60;

  if (seconds < LONG_PAUSE)
    return g_strdup_printf (ngettext ("The provider gets too many requests at the moment. Try again in %u second.",
                                      "The provider gets too many requests at the moment. Try again in %u seconds.",
                                      seconds),
                            seconds);
  return g_strdup_printf (ngettext ("The provider gets too many requests at the moment. Try again in %u minute.",
                                    "The provider gets too many requests at the moment. Try again in %u minutes.",
                                    minutes),
                          minutes);
}

/* Returns: (transfer full) (nullable): which field it was, where that is known */
static char *
describe_field (const SeedreamRefusedField *field)
{
  if (field->picture > 0)
    return g_strdup_printf (
        _ ("The provider did not accept picture %u. The details say why; replace it or leave it out."), field->picture);
  if (field->name == NULL)
    return NULL;
  /* Translators: the name of a field as the provider spells it, such as image_size */
  return g_strdup_printf (_ ("The provider did not accept “%s”. The details say why; change it and try again."),
                          field->name);
}

static SeedreamBilled
judge_billed (SeedreamErrorCode code, guint status, const char *text, SeedreamRefusal refusal)
{
  if (refusal == SEEDREAM_REFUSAL_OF_KEY || refusal == SEEDREAM_REFUSAL_OF_UPLOAD)
    return SEEDREAM_BILLED_NO;
  if (refusal == SEEDREAM_REFUSAL_OF_POLL || status < 400 || status >= 500)
    return SEEDREAM_BILLED_UNKNOWN;
  if (status == 408
      || (code == SEEDREAM_ERROR_REFUSED_CONTENT
          && seedream_refusal_find_content (text, FALSE) == SEEDREAM_CONTENT_RESULT))
    return SEEDREAM_BILLED_UNKNOWN; /* work was done, or may have been */
  return SEEDREAM_BILLED_NO;
}

static GError *
make_error (SeedreamErrorCode code, SeedreamBilled billed, const char *text, const char *message)
{
  g_autofree char *details = text != NULL && *text != '\0' ? seedream_redact (text, NULL) : NULL;

  return seedream_error_new (code, billed, details, message);
}

GError *
seedream_refusal_from_reply (const SeedreamReply *reply, SeedreamRefusal refusal)
{
  return seedream_refusal_from_reply_as (reply, reply->status, refusal);
}

/* @whole: all that was said */
static char *
describe_content (JsonNode *root, const char *text, const char *whole)
{
  g_autoptr (SeedreamRefusedField) field = seedream_refused_field_find (root, text);

  return seedream_refusal_describe_content (seedream_refusal_find_content (whole, FALSE), field->picture);
}

static char *
describe_reply (const SeedreamReply *reply, SeedreamErrorCode code, guint status, const char *text, const char *whole)
{
  if (code == SEEDREAM_ERROR_REFUSED_CONTENT)
    return describe_content (reply->root, text, whole);
  if (code == SEEDREAM_ERROR_RATE_LIMITED && reply->retry_after > 0)
    return describe_pause (reply->retry_after);
  if (code == SEEDREAM_ERROR_INVALID_REQUEST && status != 404)
    {
      g_autoptr (SeedreamRefusedField) field = seedream_refused_field_find (reply->root, text);
      char *sentence = describe_field (field);

      if (sentence != NULL)
        return sentence;
    }
  return g_strdup (describe_status (code, status, whole));
}

GError *
seedream_refusal_from_reply_as (const SeedreamReply *reply, guint status, SeedreamRefusal refusal)
{
  g_autofree char *text = seedream_refusal_text_of_reply (reply);
  g_autofree char *whole = seedream_refusal_text_plain (reply);
  SeedreamErrorCode code = classify (status, whole, refusal);
  g_autofree char *message = describe_reply (reply, code, status, text, whole);

  return make_error (code, judge_billed (code, status, whole, refusal), text, message);
}

GError *
seedream_refusal_from_failure (JsonNode *why)
{
  return seedream_refusal_judge_failure (why, FALSE, SEEDREAM_BILLED_NO);
}

/* A reseller passes on what the model's own service did not like, its code being the reseller's failure. */
static gboolean
is_about_request (const char *text)
{
  static const char *const words[]
      = { "invalid request", "validation error", "invalidparameter", "invalid parameter", "missingparameter", NULL };

  return mentions (text, words);
}

/* Returns: (transfer full) (nullable): which field a job failed for */
static char *
describe_field_of_failure (JsonNode *why, const char *text, const char *whole)
{
  g_autoptr (SeedreamRefusedField) field = NULL;

  if (!is_about_request (whole))
    return NULL;
  field = seedream_refused_field_find (why, text);
  return describe_field (field);
}

GError *
seedream_refusal_judge_failure (JsonNode *why, gboolean content, SeedreamBilled billed)
{
  g_autofree char *dug = why != NULL ? seedream_refusal_text_of_node (why) : NULL;
  g_autofree char *whole = why != NULL ? json_to_string (why, FALSE) : g_strdup ("");
  const char *text = dug != NULL ? dug : "";
  g_autofree char *message = NULL;

  if (content || seedream_refusal_find_content (whole, FALSE) != SEEDREAM_CONTENT_PASSED)
    {
      message = describe_content (why, text, whole);
      return make_error (SEEDREAM_ERROR_REFUSED_CONTENT, billed, text, message);
    }
  message = describe_field_of_failure (why, text, whole);
  if (message != NULL)
    return make_error (SEEDREAM_ERROR_INVALID_REQUEST, billed, text, message);
  return make_error (SEEDREAM_ERROR_PROVIDER_FAILED, billed, text, describe (SEEDREAM_ERROR_PROVIDER_FAILED));
}

GError *
seedream_refusal_malformed (const SeedreamReply *reply, const char *message)
{
  g_autofree char *text = seedream_refusal_text_plain (reply);

  return make_error (SEEDREAM_ERROR_MALFORMED, SEEDREAM_BILLED_UNKNOWN, text, message);
}

GError *
seedream_refusal_redacted (const GError *error, const char *key)
{
  g_autofree char *message = seedream_redact (error->message, key);
  g_autofree char *details = NULL;

  if (error->domain != SEEDREAM_ERROR)
    return g_error_new_literal (error->domain, error->code, message);
  details = seedream_redact (seedream_error_get_details (error), key);
  return seedream_error_new (error->code, seedream_error_get_billed (error), details, message);
}
