/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define SEEDREAM_ERROR (seedream_error_quark ())

/**
 * SeedreamErrorCode:
 *
 * One code for each thing a person can do about a failed edit. Messages are translated sentences that say what happened
 * and what to do; the provider's own words are the details.
 */
typedef enum {
  SEEDREAM_ERROR_NO_KEY,          /* store a key */
  SEEDREAM_ERROR_BAD_KEY,         /* mend the key */
  SEEDREAM_ERROR_BLOCKED,         /* an edge server turned us away ("error code: 1010"); not the key's fault */
  SEEDREAM_ERROR_NO_CREDIT,       /* top up at the provider */
  SEEDREAM_ERROR_RATE_LIMITED,    /* wait */
  SEEDREAM_ERROR_REFUSED_CONTENT, /* change the prompt or the pictures */
  SEEDREAM_ERROR_INVALID_REQUEST, /* a field is out of bounds; the message names it */
  SEEDREAM_ERROR_TOO_LARGE,       /* the request is too large for the provider: fewer or smaller pictures */
  SEEDREAM_ERROR_PROVIDER_DOWN,   /* try later */
  SEEDREAM_ERROR_PROVIDER_FAILED, /* the provider took the job and gave up on it: try again or change it */
  SEEDREAM_ERROR_NETWORK,         /* mend the connection */
  SEEDREAM_ERROR_TIMED_OUT,       /* look again later: the job may still end */
  SEEDREAM_ERROR_MALFORMED,       /* the provider answered something that is not its own format */
  SEEDREAM_ERROR_EXPIRED,         /* the provider has forgotten the job or the result */
  SEEDREAM_ERROR_INSECURE,        /* an address that is not https, or a redirect to another host */
  SEEDREAM_ERROR_UNKNOWN_OUTCOME, /* sent, but no answer came: look at the provider's own page before paying again */
  SEEDREAM_ERROR_BUDGET,          /* more than the person's own budget: wait, or raise it */
  SEEDREAM_ERROR_LEDGER, /* the job could not be written down, so nothing more was sent; or its result could not be kept */
} SeedreamErrorCode;

/**
 * SeedreamBilled:
 *
 * Whether the provider has charged for the job.
 */
typedef enum {
  SEEDREAM_BILLED_NO,
  SEEDREAM_BILLED_YES,
  SEEDREAM_BILLED_UNKNOWN,
} SeedreamBilled;

GQuark seedream_error_quark (void);

/**
 * seedream_error_new:
 * @billed: whether this was charged
 * @details: (nullable): the provider's own words, redacted by the caller (see seedream_redact()); capped here at 2000 characters
 * @message: a translated sentence for the person
 *
 * Returns: (transfer full): an error of %SEEDREAM_ERROR that carries more than a code (a GLib extended error)
 */
GError *seedream_error_new (SeedreamErrorCode code, SeedreamBilled billed, const char *details, const char *message);

/** Returns: whether it was charged; %SEEDREAM_BILLED_UNKNOWN for an error of another domain */
SeedreamBilled seedream_error_get_billed (const GError *error);

/** Returns: (nullable): the provider's own words, redacted and capped */
const char *seedream_error_get_details (const GError *error);

/** Returns: a stable, untranslated name such as "bad-key" for machines; for an error of another domain "cancelled" or "failed" */
const char *seedream_error_get_name (const GError *error);

/** Returns: "no", "yes" or "unknown", for machines */
const char *seedream_billed_to_string (SeedreamBilled billed);

/** Returns: a translated line for people, "Billed: no" */
const char *seedream_billed_describe (SeedreamBilled billed);

/** @error: of %SEEDREAM_ERROR: no connection could be made, so that nothing was sent, and the next one may stand */
void seedream_error_mark_passing (GError *error);
gboolean seedream_error_is_passing (const GError *error);

/** @error: GIO's, of a connection that could not be made. Returns: whether the next one may stand without anybody mending something */
gboolean seedream_error_is_passing_network (const GError *error);

/** @error: GIO's, of a connection that could not be made. Returns: a translated sentence that says what happened and what to do */
const char *seedream_error_describe_network (const GError *error);

/**
 * seedream_redact:
 * @text: (nullable): foreign text
 * @key: (nullable): the key that must not be seen
 *
 * Makes foreign text fit to be shown and logged: @key (plain, percent-encoded or base64) and anything after "Bearer " become "•••",
 * control characters and invalid UTF-8 are replaced, data: URIs are shortened, and what is over 2000 characters is cut.
 *
 * Returns: (transfer full) (nullable): the text, %NULL for %NULL
 */
char *seedream_redact (const char *text, const char *key);

G_END_DECLS
