/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "seedream-atlascloud.h"

#include <math.h>

#include "seedream-json.h"
#include "seedream-refusal.h"
#include "seedream-wire.h"

#define MODEL_BASE "https://api.atlascloud.ai/api/v1/model"
#define BALANCE_ADDRESS "https://api.atlascloud.ai/public/v1/balance"

/* Seconds. It answers at once; whoever hangs up before loses the id of what is paid for. */
#define SUBMIT_TIMEOUT 120

/* Seconds. Questions about a job are answered at once and may be asked again. */
#define POLL_TIMEOUT 20

/* Seconds. Its own client takes 400 and 404 for “not there yet” so long after submitting. */
#define SETTLING 30

/* Its page on data retention: 14 days, for uploads as for results. */
#define LIFE_HOURS (14 * 24)

/* Its page on errors: the input was rejected by moderation. */
#define REJECTED_INPUT 1039

struct _SeedreamAtlascloud {
  SeedreamProvider parent_instance;
};

G_DEFINE_FINAL_TYPE (SeedreamAtlascloud, seedream_atlascloud, SEEDREAM_TYPE_PROVIDER)

/* clang-format off */
#define COMMON_CAPABILITIES                                                                                            \
  .max_prompt = 4000,             /* it names no limit; the strictest seller's, AI/ML API's */                         \
  .max_results = 1,               /* more only from its sequential models */                                           \
  .sizes = SEEDREAM_SIZES_FREE,   /* "width*height" */                                                                 \
  .min_side = 1024,               /* its page of the sequential model */                                               \
  .max_side = 4096,                                                                                                    \
  .min_pixels = 921600,           /* Seedream 4.0 upstream: 1280 × 720 … */                                            \
  .max_pixels = 16777216,         /* … to 4096 × 4096 */                                                               \
  .default_side = 2048,           /* its nodes' preset */                                                              \
  .transport = SEEDREAM_TRANSPORT_UPLOAD,                                                                              \
  .price = SEEDREAM_PRICE_PER_PICTURE,                                                                                 \
  .price_micros = 27000,          /* its page: $0.027 per run */                                                       \
  .link_hours = LIFE_HOURS

static const SeedreamCapabilities edit_capabilities = {
  COMMON_CAPABILITIES,
  .min_pictures = 1,
  .max_pictures = 10,
  .picture_max_bytes = 10000000,  /* upstream: 10 MB, 36 megapixels, sides over 14 pixels, at most 3 : 1 */
  .picture_max_pixels = 36000000,
  .picture_min_side = 15,
  .picture_max_ratio = 3.0,
  .pictures_max_bytes = 100000000, /* each goes by itself */
};

static const SeedreamCapabilities generate_capabilities = {
  COMMON_CAPABILITIES,
};
/* clang-format on */

static const SeedreamCapabilities *
seedream_atlascloud_get_capabilities (SeedreamProvider *provider, SeedreamOperation operation)
{
  return operation == SEEDREAM_OPERATION_GENERATE ? &generate_capabilities : &edit_capabilities;
}

static SeedreamCall *
seedream_atlascloud_build_upload (SeedreamProvider *provider, SeedreamPicture *picture)
{
  g_autofree char *address = seedream_provider_resolve (provider, MODEL_BASE "/uploadMedia");
  SeedreamCall *call = seedream_call_new ("POST", address);

  call->body = seedream_body_new_multipart (picture);
  return call;
}

/* Its client reads `data.download_url`, its pages speak of `url` as well. */
static char *
seedream_atlascloud_read_upload (SeedreamProvider *provider,
                                 const SeedreamReply *reply,
                                 gint64 *expires_at,
                                 GError **error)
{
  static const char *const names[] = { "download_url", "url", NULL };
  char *link = seedream_wire_read_link (seedream_json_get (reply->root, "data"), names);

  if (link == NULL)
    link = seedream_wire_read_link (reply->root, names);
  *expires_at = g_get_real_time () + LIFE_HOURS * G_TIME_SPAN_HOUR;
  return link != NULL ? link : seedream_wire_refuse_malformed (reply, error);
}

static JsonNode *
build_root (SeedreamRequest *request, const char *const *links)
{
  JsonNode *root = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();
  gboolean edit = seedream_request_get_operation (request) == SEEDREAM_OPERATION_EDIT;

  json_object_set_string_member (object, "model", edit ? "bytedance/seedream-v4/edit" : "bytedance/seedream-v4");
  json_object_set_string_member (object, "prompt", seedream_request_get_prompt (request));
  if (edit)
    seedream_wire_add_links (object, "images", links);
  seedream_wire_add_size (object, "size", request);
  json_object_set_boolean_member (object, "enable_base64_output", FALSE);
  json_object_set_boolean_member (object, "enable_sync_mode", FALSE);
  json_node_take_object (root, object);
  return root;
}

static SeedreamCall *
seedream_atlascloud_build_submit (SeedreamProvider *provider,
                                  SeedreamRequest *request,
                                  const char *const *links,
                                  GError **error)
{
  g_autoptr (JsonNode) root = build_root (request, links);
  g_autofree char *address = seedream_provider_resolve (provider, MODEL_BASE "/generateImage");

  return seedream_call_new_submit (address, seedream_body_new_json (root, NULL), SUBMIT_TIMEOUT);
}

static SeedreamCall *
seedream_atlascloud_build_poll (SeedreamProvider *provider, SeedreamOperation operation, const char *remote_id)
{
  g_autofree char *escaped = g_uri_escape_string (remote_id, NULL, FALSE);
  g_autofree char *real = g_strconcat (MODEL_BASE "/prediction/", escaped, NULL);
  g_autofree char *address = seedream_provider_resolve (provider, real);
  SeedreamCall *call = seedream_call_new ("GET", address);

  call->timeout = POLL_TIMEOUT;
  return call;
}

/* What is said of the job is in `data`, or there is no envelope around it. */
static JsonNode *
unwrap (JsonNode *root)
{
  JsonNode *data = seedream_json_get (root, "data");

  return data != NULL && JSON_NODE_HOLDS_OBJECT (data) ? data : root;
}

static char *
read_id (JsonNode *root)
{
  static const char *const names[] = { "id", "predictionId" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      char *id = seedream_wire_read_id (unwrap (root), names[i]);

      if (id == NULL)
        id = seedream_wire_read_id (root, names[i]);
      if (id != NULL)
        return id;
    }
  return NULL;
}

static SeedreamAnswerState
read_state (const char *name)
{
  static const struct {
    const char *name;
    SeedreamAnswerState state;
  } states[] = {
    { "created", SEEDREAM_ANSWER_QUEUED },     { "starting", SEEDREAM_ANSWER_QUEUED },
    { "pending", SEEDREAM_ANSWER_QUEUED },     { "queued", SEEDREAM_ANSWER_QUEUED },
    { "completed", SEEDREAM_ANSWER_FINISHED }, { "succeeded", SEEDREAM_ANSWER_FINISHED },
    { "failed", SEEDREAM_ANSWER_FAILED },      { "timeout", SEEDREAM_ANSWER_FAILED },
    { "canceled", SEEDREAM_ANSWER_CANCELLED }, { "cancelled", SEEDREAM_ANSWER_CANCELLED },
  };

  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    if (g_strcmp0 (name, states[i].name) == 0)
      return states[i].state;
  return SEEDREAM_ANSWER_RUNNING;
}

static gint64
read_executed_ms (JsonNode *node)
{
  double seconds;

  /* A year is longer than any job. */
  if (!seedream_json_get_number (seedream_json_get (node, "metrics"), "predict_time", &seconds) || seconds < 0
      || seconds > 365.0 * 24 * 3600)
    return -1;
  return llround (seconds * 1000);
}

/* Whether a failed run is charged, its pages do not say. */
static GError *
read_failure (JsonNode *node)
{
  double code;
  gboolean rejected
      = seedream_json_get_number (node, "error_code", &code) && (int)CLAMP (code, 0, 1e6) == REJECTED_INPUT;

  return seedream_refusal_judge_failure (seedream_json_get (node, "error"), rejected, SEEDREAM_BILLED_UNKNOWN);
}

static SeedreamAnswer *
read_answer (JsonNode *root)
{
  static const char *const names[] = { "url", NULL };
  JsonNode *node = unwrap (root);
  SeedreamAnswer *answer = seedream_answer_new (read_state (seedream_json_get_text (node, "status")));

  answer->remote_id = read_id (root);
  answer->executed_ms = read_executed_ms (node);
  if (answer->state == SEEDREAM_ANSWER_FINISHED)
    seedream_wire_collect (answer->links, seedream_json_get (node, "outputs"), names);
  if (answer->state == SEEDREAM_ANSWER_FAILED)
    answer->error = read_failure (node);
  return answer;
}

/* The envelope has a code of its own, which is an HTTP status. */
static guint
judge_status (const SeedreamReply *reply)
{
  double code;

  if (seedream_wire_is_success (reply) && seedream_json_get_number (reply->root, "code", &code) && code >= 400
      && code < 600)
    return code;
  return reply->status;
}

static gpointer
refuse (const SeedreamReply *reply, SeedreamRefusal refusal, GError **error)
{
  SeedreamReply judged = *reply;

  judged.status = judge_status (reply);
  g_propagate_error (error, seedream_refusal_from_reply (&judged, refusal));
  return NULL;
}

/* An id is worth more than a status: a call that was held open for too long says 504, and the job goes on. The id of the request
 * is the job's only where nothing was wrong with it. */
static SeedreamAnswer *
seedream_atlascloud_read_submit (SeedreamProvider *provider, const SeedreamReply *reply, GError **error)
{
  guint status = judge_status (reply);
  gboolean refused = status >= 400 && status < 500;
  g_autoptr (SeedreamAnswer) answer = reply->root != NULL && !refused ? read_answer (reply->root) : NULL;
  gboolean good = status >= 200 && status < 300;

  if (answer != NULL && answer->remote_id == NULL && good)
    answer->remote_id = seedream_wire_read_id (unwrap (reply->root), "request_id");
  if (answer != NULL && answer->remote_id == NULL && good)
    answer->remote_id = seedream_wire_read_id (reply->root, "request_id");
  if (!good && (answer == NULL || answer->remote_id == NULL))
    return refuse (reply, SEEDREAM_REFUSAL_OF_SUBMIT, error);
  if (answer == NULL)
    return seedream_wire_refuse_malformed (reply, error);
  if (answer->state == SEEDREAM_ANSWER_FINISHED && answer->links->len == 0)
    answer->state = SEEDREAM_ANSWER_RUNNING; /* asking again may bring the link, and says so if it does not */
  if (answer->state != SEEDREAM_ANSWER_FINISHED && answer->state != SEEDREAM_ANSWER_FAILED && answer->remote_id == NULL)
    return seedream_wire_refuse_malformed (reply, error);
  return g_steal_pointer (&answer);
}

static SeedreamAnswer *
seedream_atlascloud_read_poll (SeedreamProvider *provider, const SeedreamReply *reply, GError **error)
{
  guint status = judge_status (reply);
  g_autoptr (SeedreamAnswer) answer = NULL;

  if (status < 200 || status >= 300)
    return refuse (reply, SEEDREAM_REFUSAL_OF_POLL, error);
  if (seedream_json_get_text (unwrap (reply->root), "status") == NULL)
    return seedream_wire_refuse_malformed (reply, error);
  answer = read_answer (reply->root);
  if (answer->state == SEEDREAM_ANSWER_FINISHED && answer->links->len == 0)
    return seedream_wire_refuse_empty (reply, error);
  return g_steal_pointer (&answer);
}

static void
seedream_atlascloud_class_init (SeedreamAtlascloudClass *klass)
{
  SeedreamProviderClass *provider_class = SEEDREAM_PROVIDER_CLASS (klass);

  provider_class->id = "atlascloud";
  provider_class->label = "Atlas Cloud";
  provider_class->needs_key = TRUE;
  provider_class->key_page = "https://www.atlascloud.ai/console/api-keys";
  provider_class->settling_seconds = SETTLING;
  provider_class->get_capabilities = seedream_atlascloud_get_capabilities;
  provider_class->build_upload = seedream_atlascloud_build_upload;
  provider_class->read_upload = seedream_atlascloud_read_upload;
  provider_class->build_submit = seedream_atlascloud_build_submit;
  provider_class->read_submit = seedream_atlascloud_read_submit;
  provider_class->build_poll = seedream_atlascloud_build_poll;
  provider_class->read_poll = seedream_atlascloud_read_poll;
  provider_class->key_test_address = BALANCE_ADDRESS;
}

static void
seedream_atlascloud_init (SeedreamAtlascloud *self)
{
}
