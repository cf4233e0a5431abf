/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "answer-sanity.h"

#include <string.h>

#include "seedream-link.h"

/* Of seedream_link_collect(), seedream_wire_read_id() and seedream_error_new(). */
#define MAX_LINKS 16
#define MAX_ID 256
#define MAX_DETAILS 2000

/* Far over what anything costs, in millionths of a dollar. */
#define MAX_MICROS (1000 * (gint64)G_USEC_PER_SEC)

gboolean
answer_sanity_is_asked (SeedreamProvider *provider, AnswerKind kind)
{
  SeedreamProviderClass *klass = SEEDREAM_PROVIDER_GET_CLASS (provider);

  switch (kind)
    {
    case ANSWER_TO_POLL:
      return klass->build_poll != NULL;
    case ANSWER_TO_UPLOAD:
      return klass->build_upload != NULL;
    case ANSWER_TO_KEY_TEST:
      return klass->key_test_address != NULL;
    case ANSWER_TO_SUBMIT:
    case N_ANSWERS:
    default:
      return TRUE;
    }
}

static void
check_error (const GError *error, AnswerKind kind)
{
  const char *details = seedream_error_get_details (error);

  g_assert_true (error->domain == SEEDREAM_ERROR);
  g_assert_cmpstr (seedream_error_get_name (error), !=, "failed");
  g_assert_true (g_utf8_validate (error->message, -1, NULL));
  g_assert_cmpint (seedream_error_get_billed (error), !=, SEEDREAM_BILLED_YES);
  if (kind == ANSWER_TO_UPLOAD || kind == ANSWER_TO_KEY_TEST)
    g_assert_cmpint (seedream_error_get_billed (error), ==, SEEDREAM_BILLED_NO);
  else if (error->code == SEEDREAM_ERROR_MALFORMED)
    g_assert_cmpint (seedream_error_get_billed (error), ==, SEEDREAM_BILLED_UNKNOWN);
  if (details != NULL)
    {
      g_assert_true (g_utf8_validate (details, -1, NULL));
      g_assert_cmpint (g_utf8_strlen (details, -1), <=, MAX_DETAILS);
    }
}

static void
check_link (GPtrArray *links, guint position)
{
  const char *link = links->pdata[position];
  SeedreamLinkKind kind = seedream_link_classify (link);
  guint first;

  g_assert_cmpint (kind, !=, SEEDREAM_LINK_NONE);
  g_assert_true (g_ptr_array_find_with_equal_func (links, link, g_str_equal, &first));
  g_assert_cmpuint (first, ==, position);
  /* It is written down. */
  g_assert_true (kind == SEEDREAM_LINK_INLINE || g_utf8_validate (link, -1, NULL));
  if (kind == SEEDREAM_LINK_INLINE)
    {
      g_autoptr (GBytes) bytes = seedream_link_decode (link);

      g_assert_true (bytes == NULL || g_bytes_get_size (bytes) <= strlen (link));
    }
}

/* It becomes part of an address. */
static void
check_id (SeedreamProvider *provider, const char *id)
{
  g_autoptr (SeedreamCall) poll = seedream_provider_build_poll (provider, SEEDREAM_OPERATION_EDIT, id);
  g_autoptr (GUri) uri = poll != NULL ? g_uri_parse (poll->uri, G_URI_FLAGS_ENCODED, NULL) : NULL;

  g_assert_cmpuint (strlen (id), <=, MAX_ID);
  g_assert_null (strpbrk (id, "/\\?#% "));
  for (const char *p = id; *p != '\0'; p++)
    g_assert_true (g_ascii_isgraph (*p));
  g_assert_true (poll == NULL || (uri != NULL && g_uri_get_fragment (uri) == NULL));
}

static void
check_answer (SeedreamProvider *provider, const SeedreamAnswer *answer, AnswerKind kind)
{
  gboolean ended = answer->state == SEEDREAM_ANSWER_FINISHED || answer->state == SEEDREAM_ANSWER_FAILED;

  g_assert_cmpuint (answer->links->len, <=, MAX_LINKS);
  for (guint i = 0; i < answer->links->len; i++)
    check_link (answer->links, i);
  g_assert_true ((answer->links->len > 0) == (answer->state == SEEDREAM_ANSWER_FINISHED));
  g_assert_true ((answer->error != NULL) == (answer->state == SEEDREAM_ANSWER_FAILED));
  g_assert_true (kind == ANSWER_TO_POLL || ended || answer->remote_id != NULL);
  if (answer->remote_id != NULL)
    check_id (provider, answer->remote_id);
  if (answer->error != NULL)
    check_error (answer->error, kind);
  g_assert_cmpint (answer->cost.micros, >=, 0);
  g_assert_cmpint (answer->cost.micros, <=, MAX_MICROS);
  g_assert_cmpint (answer->queued_ms, >=, -1);
  g_assert_cmpint (answer->executed_ms, >=, -1);
}

/* A job that the provider gave up on is no success. */
static gboolean
read_answer (SeedreamProvider *provider, AnswerKind kind, const SeedreamReply *reply, GError **error)
{
  g_autoptr (SeedreamAnswer) answer = kind == ANSWER_TO_SUBMIT ? seedream_provider_read_submit (provider, reply, error)
                                                               : seedream_provider_read_poll (provider, reply, error);

  if (answer == NULL)
    return FALSE;
  check_answer (provider, answer, kind);
  if (answer->error == NULL)
    return TRUE;
  g_propagate_error (error, g_error_copy (answer->error));
  return FALSE;
}

static gboolean
read_upload (SeedreamProvider *provider, const SeedreamReply *reply, GError **error)
{
  gint64 expires_at = 0;
  g_autofree char *link = seedream_provider_read_upload (provider, reply, &expires_at, error);

  if (link == NULL)
    return FALSE;
  g_assert_cmpint (seedream_link_classify (link), ==, SEEDREAM_LINK_REMOTE);
  g_assert_true (g_utf8_validate (link, -1, NULL));
  /* No provider keeps what was uploaded for longer than this. */
  g_assert_cmpint (expires_at, <=, g_get_real_time () + 15 * G_TIME_SPAN_DAY);
  return TRUE;
}

gboolean
answer_sanity_read (SeedreamProvider *provider, AnswerKind kind, const SeedreamReply *reply, GError **error)
{
  GError *own = NULL;
  gboolean good;

  if (kind == ANSWER_TO_UPLOAD)
    good = read_upload (provider, reply, &own);
  else if (kind == ANSWER_TO_KEY_TEST)
    good = seedream_provider_read_key_test (provider, reply, &own);
  else
    good = read_answer (provider, kind, reply, &own);
  g_assert_true (good == (own == NULL));
  if (own == NULL)
    return TRUE;
  check_error (own, kind);
  g_propagate_error (error, own);
  return FALSE;
}
