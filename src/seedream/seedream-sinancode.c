/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "seedream-sinancode.h"

#include "seedream-json.h"
#include "seedream-kie-fields.h"
#include "seedream-refusal.h"
#include "seedream-wire.h"

#define SUBMIT_ADDRESS "https://api.sinancode.com/v1/generate/k/seedream-v4-edit"
#define TASKS_ADDRESS "https://api.sinancode.com/v1/tasks/"
#define UPLOAD_ADDRESS "https://files-api.sinancode.com/api/upload/file"

/* Seconds. It answers at once; whoever hangs up before loses the id of what is paid for. */
#define SUBMIT_TIMEOUT 120

/* Seconds. Questions about a task are answered at once and may be asked again. */
#define POLL_TIMEOUT 20

/* Its pages do not say how long an upload stays, its answers do; a day where one does not, and no longer than any seller's 14 days. */
#define UPLOAD_LIFE G_TIME_SPAN_DAY
#define UPLOAD_MOST (14 * G_TIME_SPAN_DAY)

struct _SeedreamSinancode {
  SeedreamProvider parent_instance;
};

G_DEFINE_FINAL_TYPE (SeedreamSinancode, seedream_sinancode, SEEDREAM_TYPE_PROVIDER)

/* clang-format off */
static const SeedreamCapabilities edit_capabilities = {
  SEEDREAM_KIE_CAPABILITIES,
  SEEDREAM_KIE_PICTURE_CAPABILITIES,
  .price = SEEDREAM_PRICE_UNKNOWN,
  .link_hours = 24,               /* unstated; the shortest of all sellers */
};
/* clang-format on */

static const SeedreamCapabilities *
seedream_sinancode_get_capabilities (SeedreamProvider *provider, SeedreamOperation operation)
{
  return operation == SEEDREAM_OPERATION_EDIT ? &edit_capabilities : NULL;
}

static SeedreamCall *
seedream_sinancode_build_upload (SeedreamProvider *provider, SeedreamPicture *picture)
{
  g_autofree char *address = seedream_provider_resolve (provider, UPLOAD_ADDRESS);
  SeedreamCall *call = seedream_call_new ("POST", address);

  call->body = seedream_body_new_multipart (picture);
  return call;
}

static gint64
read_expiry (JsonNode *root)
{
  const char *text = seedream_json_get_text (root, "expires_at");
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_autoptr (GDateTime) date = text != NULL ? g_date_time_new_from_iso8601 (text, utc) : NULL;
  gint64 now = g_get_real_time ();

  if (date == NULL)
    return now + UPLOAD_LIFE;
  return MIN (g_date_time_to_unix (date) * G_USEC_PER_SEC, now + UPLOAD_MOST);
}

/* `cn_url` beside it is for mainland China. */
static char *
seedream_sinancode_read_upload (SeedreamProvider *provider,
                                const SeedreamReply *reply,
                                gint64 *expires_at,
                                GError **error)
{
  static const char *const names[] = { "url", NULL };
  char *link = seedream_wire_read_link (reply->root, names);

  *expires_at = read_expiry (reply->root);
  return link != NULL ? link : seedream_wire_refuse_malformed (reply, error);
}

static JsonNode *
build_root (SeedreamRequest *request, const char *const *links)
{
  JsonNode *root = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();

  seedream_kie_fields_add (object, request, &edit_capabilities, links);
  json_node_take_object (root, object);
  return root;
}

static SeedreamCall *
seedream_sinancode_build_submit (SeedreamProvider *provider,
                                 SeedreamRequest *request,
                                 const char *const *links,
                                 GError **error)
{
  g_autoptr (JsonNode) root = build_root (request, links);
  g_autofree char *address = seedream_provider_resolve (provider, SUBMIT_ADDRESS);

  return seedream_call_new_submit (address, seedream_body_new_json (root, NULL), SUBMIT_TIMEOUT);
}

/* An id is worth more than a status: a task that is known can be asked after. */
static SeedreamAnswer *
seedream_sinancode_read_submit (SeedreamProvider *provider, const SeedreamReply *reply, GError **error)
{
  gboolean refused = reply->status >= 400 && reply->status < 500;
  g_autofree char *id = refused ? NULL : seedream_wire_read_id (reply->root, "task_id");
  SeedreamAnswer *answer;

  if (id == NULL && seedream_wire_is_success (reply))
    return seedream_wire_refuse_malformed (reply, error);
  if (id == NULL)
    {
      g_propagate_error (error, seedream_refusal_from_reply (reply, SEEDREAM_REFUSAL_OF_SUBMIT));
      return NULL;
    }
  answer = seedream_answer_new (SEEDREAM_ANSWER_QUEUED);
  answer->remote_id = g_steal_pointer (&id);
  return answer;
}

static SeedreamCall *
seedream_sinancode_build_poll (SeedreamProvider *provider, SeedreamOperation operation, const char *remote_id)
{
  g_autofree char *escaped = g_uri_escape_string (remote_id, NULL, FALSE);
  g_autofree char *real = g_strconcat (TASKS_ADDRESS, escaped, NULL);
  g_autofree char *address = seedream_provider_resolve (provider, real);
  SeedreamCall *call = seedream_call_new ("GET", address);

  call->timeout = POLL_TIMEOUT;
  return call;
}

static SeedreamAnswerState
read_state (const char *name)
{
  if (g_str_equal (name, "pending"))
    return SEEDREAM_ANSWER_QUEUED;
  if (g_str_equal (name, "completed"))
    return SEEDREAM_ANSWER_FINISHED;
  return g_str_equal (name, "failed") ? SEEDREAM_ANSWER_FAILED : SEEDREAM_ANSWER_RUNNING;
}

/* Results are links on one of its pages, and objects with a link on the other. Whether a failure is charged, it does not say. */
static SeedreamAnswer *
seedream_sinancode_read_poll (SeedreamProvider *provider, const SeedreamReply *reply, GError **error)
{
  static const char *const names[] = { "url", NULL };
  const char *status = seedream_json_get_text (reply->root, "status");
  g_autoptr (SeedreamAnswer) answer = NULL;

  if (!seedream_wire_is_success (reply))
    {
      g_propagate_error (error, seedream_refusal_from_reply (reply, SEEDREAM_REFUSAL_OF_POLL));
      return NULL;
    }
  if (status == NULL)
    return seedream_wire_refuse_malformed (reply, error);
  answer = seedream_answer_new (read_state (status));
  if (answer->state == SEEDREAM_ANSWER_FAILED)
    answer->error = seedream_refusal_judge_failure (reply->root, FALSE, SEEDREAM_BILLED_UNKNOWN);
  if (answer->state == SEEDREAM_ANSWER_FINISHED)
    seedream_wire_collect (answer->links, seedream_json_get (reply->root, "result"), names);
  if (answer->state == SEEDREAM_ANSWER_FINISHED && answer->links->len == 0)
    return seedream_wire_refuse_empty (reply, error);
  return g_steal_pointer (&answer);
}

static void
seedream_sinancode_class_init (SeedreamSinancodeClass *klass)
{
  SeedreamProviderClass *provider_class = SEEDREAM_PROVIDER_CLASS (klass);

  provider_class->id = "sinancode";
  provider_class->label = "sinancode";
  provider_class->needs_key = TRUE;
  provider_class->key_page = "https://docs.sinancode.com/en/quickstart";
  provider_class->get_capabilities = seedream_sinancode_get_capabilities;
  provider_class->build_upload = seedream_sinancode_build_upload;
  provider_class->read_upload = seedream_sinancode_read_upload;
  provider_class->build_submit = seedream_sinancode_build_submit;
  provider_class->read_submit = seedream_sinancode_read_submit;
  provider_class->build_poll = seedream_sinancode_build_poll;
  provider_class->read_poll = seedream_sinancode_read_poll;
}

static void
seedream_sinancode_init (SeedreamSinancode *self)
{
}
