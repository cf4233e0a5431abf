/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "seedream-kie.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "seedream-json.h"
#include "seedream-kie-fields.h"
#include "seedream-refusal.h"
#include "seedream-wire.h"

#define SUBMIT_ADDRESS "https://api.kie.ai/api/v1/jobs/createTask"
#define POLL_ADDRESS "https://api.kie.ai/api/v1/jobs/recordInfo?taskId="
#define UPLOAD_ADDRESS "https://kieai.redpandaai.co/api/file-stream-upload"

/* Its page on the remaining credits: it costs nothing and takes a valid key. */
#define CREDIT_ADDRESS "https://api.kie.ai/api/v1/chat/credit"

/* The folder of the samples on its page on uploads. */
#define UPLOAD_PATH "images/user-uploads"

/* Its page on uploads says 24 hours in one place and three days in another. */
#define UPLOAD_LIFE G_TIME_SPAN_DAY

/* Seconds. It answers at once; whoever hangs up before loses the id of what is paid for. */
#define SUBMIT_TIMEOUT 120

/* Seconds. Questions about a task are answered at once and may be asked again. */
#define POLL_TIMEOUT 20

/* Seconds. Its clients take "recordInfo is null" for “not there yet” right after a task was made and name no time; this is what the
 * client of Atlas Cloud allows for the same. */
#define SETTLING 30

struct _SeedreamKie {
  SeedreamProvider parent_instance;
};

G_DEFINE_FINAL_TYPE (SeedreamKie, seedream_kie, SEEDREAM_TYPE_PROVIDER)

/* clang-format off */
#define COMMON_CAPABILITIES                                                                                            \
  SEEDREAM_KIE_CAPABILITIES,                                                                                           \
  .safety_switch = TRUE,           /* its pages of both models: `nsfw_checker` */                                      \
  .price = SEEDREAM_PRICE_UNKNOWN, /* it counts credits, not money */                                                  \
  .link_hours = 24                 /* one page; another says 14 days */

static const SeedreamCapabilities edit_capabilities = {
  COMMON_CAPABILITIES,
  SEEDREAM_KIE_PICTURE_CAPABILITIES,
};

static const SeedreamCapabilities generate_capabilities = {
  COMMON_CAPABILITIES,
};
/* clang-format on */

static const SeedreamCapabilities *
seedream_kie_get_capabilities (SeedreamProvider *provider, SeedreamOperation operation)
{
  return operation == SEEDREAM_OPERATION_GENERATE ? &generate_capabilities : &edit_capabilities;
}

/* The body has a code of its own, which is an HTTP status, and is what counts: HTTP itself says 200 to nearly everything. */
static guint
judge_status (const SeedreamReply *reply)
{
  double code;

  if (seedream_json_get_number (reply->root, "code", &code) && code >= 400 && code < 600)
    return code;
  return reply->status;
}

static gboolean
is_success (const SeedreamReply *reply)
{
  guint status = judge_status (reply);

  return status >= 200 && status < 300;
}

/* Codes that HTTP knows otherwise or not at all, and whether a submit that gets them may have been charged. */
static const struct {
  guint status;
  SeedreamErrorCode code;
  SeedreamBilled billed;
  const char *message;
} own_codes[] = {
  { 408, SEEDREAM_ERROR_PROVIDER_DOWN, SEEDREAM_BILLED_UNKNOWN,
    N_ ("The provider got no answer from the service behind it in time. Try again later.") },
  { 433, SEEDREAM_ERROR_NO_CREDIT, SEEDREAM_BILLED_NO,
    N_ ("This key has used up the limit that was set for it. Raise the limit on the provider’s page, or use another "
        "key.") },
  { 455, SEEDREAM_ERROR_PROVIDER_DOWN, SEEDREAM_BILLED_NO,
    N_ ("The provider is closed for maintenance. Try again later.") },
  { 501, SEEDREAM_ERROR_PROVIDER_FAILED, SEEDREAM_BILLED_UNKNOWN,
    N_ ("The provider could not make the picture. Try again, or change the request.") },
  { 505, SEEDREAM_ERROR_PROVIDER_DOWN, SEEDREAM_BILLED_NO,
    N_ ("The provider has switched this model off at the moment. Try again later, or choose another provider.") },
};

static GError *
make_error (const SeedreamReply *reply, guint status, SeedreamRefusal refusal)
{
  g_autoptr (GError) plain = seedream_refusal_from_reply_as (reply, status, refusal);
  SeedreamBilled billed = seedream_error_get_billed (plain);

  for (guint i = 0; i < G_N_ELEMENTS (own_codes); i++)
    if (own_codes[i].status == status)
      return seedream_error_new (own_codes[i].code,
                                 refusal == SEEDREAM_REFUSAL_OF_SUBMIT ? own_codes[i].billed : billed,
                                 seedream_error_get_details (plain), _ (own_codes[i].message));
  return g_steal_pointer (&plain);
}

static gpointer
refuse (const SeedreamReply *reply, SeedreamRefusal refusal, GError **error)
{
  if (is_success (reply))
    return seedream_wire_refuse_malformed (reply, error);
  g_propagate_error (error, make_error (reply, judge_status (reply), refusal));
  return NULL;
}

/* A file of the same name would be replaced, by its page. */
static SeedreamCall *
seedream_kie_build_upload (SeedreamProvider *provider, SeedreamPicture *picture)
{
  g_autofree char *address = seedream_provider_resolve (provider, UPLOAD_ADDRESS);
  g_autofree char *name = seedream_body_file_name (picture);
  const char *const fields[] = { "uploadPath", UPLOAD_PATH, "fileName", name, NULL };
  SeedreamCall *call = seedream_call_new ("POST", address);

  call->body = seedream_body_new_form (picture, fields);
  return call;
}

/* One of its pages has `downloadUrl`, the other `fileUrl` beside it. */
static char *
seedream_kie_read_upload (SeedreamProvider *provider, const SeedreamReply *reply, gint64 *expires_at, GError **error)
{
  static const char *const names[] = { "downloadUrl", "fileUrl", NULL };
  char *link = is_success (reply) ? seedream_wire_read_link (seedream_json_get (reply->root, "data"), names) : NULL;

  *expires_at = g_get_real_time () + UPLOAD_LIFE;
  return link != NULL ? link : refuse (reply, SEEDREAM_REFUSAL_OF_UPLOAD, error);
}

static JsonNode *
build_root (SeedreamRequest *request, const char *const *links)
{
  JsonNode *root = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();
  JsonObject *input = json_object_new ();
  gboolean edit = seedream_request_get_operation (request) == SEEDREAM_OPERATION_EDIT;

  json_object_set_string_member (object, "model",
                                 edit ? "bytedance/seedream-v4-edit" : "bytedance/seedream-v4-text-to-image");
  seedream_kie_fields_add (input, request, edit ? &edit_capabilities : &generate_capabilities, links);
  json_object_set_boolean_member (input, "nsfw_checker", seedream_request_get_safety (request));
  json_object_set_object_member (object, "input", input);
  json_node_take_object (root, object);
  return root;
}

static SeedreamCall *
seedream_kie_build_submit (SeedreamProvider *provider,
                           SeedreamRequest *request,
                           const char *const *links,
                           GError **error)
{
  g_autoptr (JsonNode) root = build_root (request, links);
  g_autofree char *address = seedream_provider_resolve (provider, SUBMIT_ADDRESS);

  return seedream_call_new_submit (address, seedream_body_new_json (root, NULL), SUBMIT_TIMEOUT);
}

/* An id is worth more than a status: a task that is known can be asked after. 408 is about a task, the others up to 499 about the
 * request for one. */
static SeedreamAnswer *
seedream_kie_read_submit (SeedreamProvider *provider, const SeedreamReply *reply, GError **error)
{
  guint status = judge_status (reply);
  gboolean refused = status >= 400 && status < 500 && status != 408;
  g_autofree char *id = refused ? NULL : seedream_wire_read_id (seedream_json_get (reply->root, "data"), "taskId");
  SeedreamAnswer *answer;

  if (id == NULL)
    return refuse (reply, SEEDREAM_REFUSAL_OF_SUBMIT, error);
  answer = seedream_answer_new (SEEDREAM_ANSWER_QUEUED);
  answer->remote_id = g_steal_pointer (&id);
  return answer;
}

static SeedreamCall *
seedream_kie_build_poll (SeedreamProvider *provider, SeedreamOperation operation, const char *remote_id)
{
  g_autofree char *escaped = g_uri_escape_string (remote_id, NULL, FALSE);
  g_autofree char *real = g_strconcat (POLL_ADDRESS, escaped, NULL);
  g_autofree char *address = seedream_provider_resolve (provider, real);
  SeedreamCall *call = seedream_call_new ("GET", address);

  call->timeout = POLL_TIMEOUT;
  return call;
}

static SeedreamAnswerState
read_state (const char *name)
{
  if (g_str_equal (name, "waiting") || g_str_equal (name, "queuing"))
    return SEEDREAM_ANSWER_QUEUED;
  if (g_str_equal (name, "success"))
    return SEEDREAM_ANSWER_FINISHED;
  return g_str_equal (name, "fail") ? SEEDREAM_ANSWER_FAILED : SEEDREAM_ANSWER_RUNNING;
}

/* The results are JSON within a text within JSON; an object in its place would say the same. */
static void
collect_results (GPtrArray *links, JsonNode *data)
{
  static const char *const names[] = { "url", NULL };
  const char *text = seedream_json_get_text (data, "resultJson");
  g_autoptr (JsonNode) inner = text != NULL ? seedream_json_parse (text, strlen (text)) : NULL;
  JsonNode *results = inner != NULL ? inner : seedream_json_get (data, "resultJson");

  seedream_wire_collect (links, seedream_json_get (results, "resultUrls"), names);
}

/* The two members are taken out: `param` beside them repeats the prompt, whose words are nobody's verdict. Whether a failure is
 * charged, its pages do not say. */
static GError *
read_failure (JsonNode *node, const char *message, const char *code)
{
  g_autoptr (JsonNode) why = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();
  JsonNode *members[] = { seedream_json_get (node, message), seedream_json_get (node, code) };

  if (members[0] != NULL)
    json_object_set_member (object, "error_msg", json_node_copy (members[0]));
  if (members[1] != NULL)
    json_object_set_member (object, "error_code", json_node_copy (members[1]));
  json_node_take_object (why, object);
  return seedream_refusal_judge_failure (why, FALSE, SEEDREAM_BILLED_UNKNOWN);
}

static SeedreamAnswer *
read_refused_poll (const SeedreamReply *reply, guint status, GError **error)
{
  SeedreamAnswer *answer;

  if (status != 501)
    {
      /* Its page: 422 with "recordInfo is null" is what a task gets that it does not know. */
      g_propagate_error (error, make_error (reply, status == 422 ? 404 : status, SEEDREAM_REFUSAL_OF_POLL));
      return NULL;
    }
  answer = seedream_answer_new (SEEDREAM_ANSWER_FAILED);
  answer->error = read_failure (reply->root, "msg", "message");
  return answer;
}

static SeedreamAnswer *
seedream_kie_read_poll (SeedreamProvider *provider, const SeedreamReply *reply, GError **error)
{
  JsonNode *data = seedream_json_get (reply->root, "data");
  const char *state = seedream_json_get_text (data, "state");
  g_autoptr (SeedreamAnswer) answer = NULL;

  if (!is_success (reply))
    return read_refused_poll (reply, judge_status (reply), error);
  if (state == NULL)
    return seedream_wire_refuse_malformed (reply, error);
  answer = seedream_answer_new (read_state (state));
  if (answer->state == SEEDREAM_ANSWER_FAILED)
    answer->error = read_failure (data, "failMsg", "failCode");
  if (answer->state == SEEDREAM_ANSWER_FINISHED)
    collect_results (answer->links, data);
  if (answer->state == SEEDREAM_ANSWER_FINISHED && answer->links->len == 0)
    return seedream_wire_refuse_empty (reply, error);
  return g_steal_pointer (&answer);
}

/* Only a code of 200 says that the key was looked at. */
static gboolean
seedream_kie_read_key_test (SeedreamProvider *provider, const SeedreamReply *reply, GError **error)
{
  double code;

  if (is_success (reply) && seedream_json_get_number (reply->root, "code", &code) && code >= 200 && code < 300)
    return TRUE;
  refuse (reply, SEEDREAM_REFUSAL_OF_KEY, error);
  return FALSE;
}

static void
seedream_kie_class_init (SeedreamKieClass *klass)
{
  SeedreamProviderClass *provider_class = SEEDREAM_PROVIDER_CLASS (klass);

  provider_class->id = "kie";
  provider_class->label = "KIE AI";
  provider_class->needs_key = TRUE;
  provider_class->key_page = "https://kie.ai/api-key";
  provider_class->settling_seconds = SETTLING;
  provider_class->get_capabilities = seedream_kie_get_capabilities;
  provider_class->build_upload = seedream_kie_build_upload;
  provider_class->read_upload = seedream_kie_read_upload;
  provider_class->build_submit = seedream_kie_build_submit;
  provider_class->read_submit = seedream_kie_read_submit;
  provider_class->build_poll = seedream_kie_build_poll;
  provider_class->read_poll = seedream_kie_read_poll;
  provider_class->key_test_address = CREDIT_ADDRESS;
  provider_class->read_key_test = seedream_kie_read_key_test;
}

static void
seedream_kie_init (SeedreamKie *self)
{
}
