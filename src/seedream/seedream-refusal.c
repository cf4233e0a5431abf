/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "seedream-refusal.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "seedream-json.h"

/* How deep messages are dug for: an error in an error in a text is what has been seen. */
#define MAX_DIG 4

/* How much of a body that is no JSON is looked at. */
#define MAX_TEXT 8192

static char *dig_node (JsonNode *node, guint depth);

/* "Error submitting task: 400, {"code":400,"message":"…"}": the inner message is what a person can read. */
static char *
dig_text (const char *text, guint depth)
{
  const char *brace = strchr (text, '{');
  g_autoptr (JsonNode) inner = brace != NULL ? seedream_json_parse (brace, strlen (brace)) : NULL;
  char *found = inner != NULL ? dig_node (inner, depth + 1) : NULL;

  return found != NULL ? found : g_strdup (text);
}

static char *
dig_array (JsonArray *array, guint depth)
{
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      char *found = dig_node (json_array_get_element (array, i), depth + 1);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static char *
dig_object (JsonNode *node, guint depth)
{
  static const char *const names[] = { "error", "message", "msg", "error_msg", "detail", "details", "error_code" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      JsonNode *member = seedream_json_get (node, names[i]);
      char *found = member != NULL ? dig_node (member, depth + 1) : NULL;

      if (found != NULL)
        return found;
    }
  return NULL;
}

/* Returns the innermost message, %NULL if there is none. */
static char *
dig_node (JsonNode *node, guint depth)
{
  const char *text = seedream_json_text (node);

  if (depth > MAX_DIG)
    return g_strdup (text);
  if (text != NULL)
    return dig_text (text, depth);
  if (JSON_NODE_HOLDS_ARRAY (node))
    return dig_array (json_node_get_array (node), depth);
  if (JSON_NODE_HOLDS_OBJECT (node))
    return dig_object (node, depth);
  return NULL;
}

/* Returns the beginning of the body as text, whatever it is. */
static char *
read_plain (const SeedreamReply *reply)
{
  gsize length;
  const char *data = g_bytes_get_data (reply->body, &length);
  g_autofree char *text = g_utf8_make_valid (data != NULL ? data : "", MIN (length, MAX_TEXT));

  return g_strdup (g_strstrip (text));
}

static char *
read_message (const SeedreamReply *reply)
{
  char *found = reply->root != NULL ? dig_node (reply->root, 0) : NULL;

  return found != NULL ? found : read_plain (reply);
}

static gboolean
mentions (const char *text, const char *const *words)
{
  g_autofree char *folded = g_ascii_strdown (text, -1);

  for (guint i = 0; words[i] != NULL; i++)
    if (strstr (folded, words[i]) != NULL)
      return TRUE;
  return FALSE;
}

/* The safety codes of Seedream's own API, which shine through the texts of its resellers, and Atlas's words; in lower case. */
static gboolean
is_about_content (const char *text)
{
  static const char *const words[] = { "sensitivecontentdetected", "riskdetection", "content moderation", NULL };

  return mentions (text, words);
}

static gboolean
is_about_credit (const char *text)
{
  static const char *const words[] = { "credit", "balance", "insufficient fund", "payment", NULL };

  return mentions (text, words);
}

static gboolean
is_about_size (const char *text)
{
  static const char *const words[]
      = { "exceeded max body size", "payload too large", "request entity too large", NULL };

  return mentions (text, words);
}

static gboolean
is_from_edge (const char *text)
{
  static const char *const words[] = { "error code: 1010", NULL };

  return mentions (text, words);
}

static SeedreamErrorCode
classify_forbidden (const char *text)
{
  if (is_from_edge (text))
    return SEEDREAM_ERROR_BLOCKED;
  return is_about_credit (text) ? SEEDREAM_ERROR_NO_CREDIT : SEEDREAM_ERROR_BAD_KEY;
}

static SeedreamErrorCode
classify (guint status, const char *text, SeedreamRefusal refusal)
{
  switch (status)
    {
    case 401:
      return SEEDREAM_ERROR_BAD_KEY;
    case 402:
      return SEEDREAM_ERROR_NO_CREDIT;
    case 403:
      return classify_forbidden (text);
    case 404:
      return refusal == SEEDREAM_REFUSAL_OF_POLL ? SEEDREAM_ERROR_EXPIRED : SEEDREAM_ERROR_INVALID_REQUEST;
    case 413:
      return SEEDREAM_ERROR_TOO_LARGE;
    case 429:
      return SEEDREAM_ERROR_RATE_LIMITED;
    case 451:
      return SEEDREAM_ERROR_BLOCKED; /* by where the person is */
    default:
      break;
    }
  if (status >= 500)
    return SEEDREAM_ERROR_PROVIDER_DOWN;
  if (status < 400)
    return SEEDREAM_ERROR_MALFORMED;
  if (is_about_size (text))
    return SEEDREAM_ERROR_TOO_LARGE;
  return is_about_content (text) ? SEEDREAM_ERROR_REFUSED_CONTENT : SEEDREAM_ERROR_INVALID_REQUEST;
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
    case SEEDREAM_ERROR_REFUSED_CONTENT:
      return _ ("The provider’s safety check refused the prompt or a picture. Change it and try again.");
    case SEEDREAM_ERROR_INVALID_REQUEST:
      return _ ("The provider did not accept the request. The details say what it did not like.");
    case SEEDREAM_ERROR_TOO_LARGE:
      return _ ("The request is too large for the provider. Use fewer or smaller pictures.");
    case SEEDREAM_ERROR_PROVIDER_DOWN:
      return _ ("The provider has trouble at the moment. Try again later.");
    case SEEDREAM_ERROR_PROVIDER_FAILED:
      return _ ("The provider could not make the picture. Try again, or change the request.");
    case SEEDREAM_ERROR_EXPIRED:
      return _ ("The provider no longer knows this job.");
    default:
      return _ ("The provider’s answer could not be understood.");
    }
}

static SeedreamBilled
judge_billed (guint status, SeedreamRefusal refusal)
{
  if (refusal == SEEDREAM_REFUSAL_OF_KEY || refusal == SEEDREAM_REFUSAL_OF_UPLOAD)
    return SEEDREAM_BILLED_NO;
  if (refusal == SEEDREAM_REFUSAL_OF_SUBMIT && status >= 400 && status < 500)
    return SEEDREAM_BILLED_NO;
  return SEEDREAM_BILLED_UNKNOWN;
}

static GError *
make_error (SeedreamErrorCode code, SeedreamBilled billed, const char *text, const char *message)
{
  g_autofree char *details = text != NULL && *text != '\0' ? seedream_redact (text, NULL) : NULL;

  return seedream_error_new (code, billed, details, message);
}

/* An address that is wrong, not a field: the person has to know which it is. */
static const char *
describe_refusal (SeedreamErrorCode code, guint status)
{
  if (status == 404 && code == SEEDREAM_ERROR_INVALID_REQUEST)
    return _ ("There is no such service at the provider’s address. Check the address in the preferences.");
  return describe (code);
}

GError *
seedream_refusal_from_reply (const SeedreamReply *reply, SeedreamRefusal refusal)
{
  return seedream_refusal_from_reply_as (reply, reply->status, refusal);
}

GError *
seedream_refusal_from_reply_as (const SeedreamReply *reply, guint status, SeedreamRefusal refusal)
{
  g_autofree char *text = read_message (reply);
  g_autofree char *whole = read_plain (reply);
  SeedreamErrorCode code = classify (status, whole, refusal);

  return make_error (code, judge_billed (status, refusal), text, describe_refusal (code, status));
}

GError *
seedream_refusal_from_failure (JsonNode *why)
{
  return seedream_refusal_judge_failure (why, FALSE, SEEDREAM_BILLED_NO);
}

GError *
seedream_refusal_judge_failure (JsonNode *why, gboolean content, SeedreamBilled billed)
{
  g_autofree char *text = why != NULL ? dig_node (why, 0) : NULL;
  g_autofree char *whole = why != NULL ? json_to_string (why, FALSE) : NULL;
  gboolean refused = content || (whole != NULL && is_about_content (whole));
  SeedreamErrorCode code = refused ? SEEDREAM_ERROR_REFUSED_CONTENT : SEEDREAM_ERROR_PROVIDER_FAILED;

  return make_error (code, billed, text, describe (code));
}

GError *
seedream_refusal_malformed (const SeedreamReply *reply, const char *message)
{
  g_autofree char *text = read_plain (reply);

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
