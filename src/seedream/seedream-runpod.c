/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "seedream-runpod.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "seedream-error.h"
#include "seedream-json.h"
#include "seedream-link.h"
#include "seedream-refusal.h"
#include "seedream-wire.h"

#define EDIT_BASE "https://api.runpod.ai/v2/seedream-v4-edit"
#define GENERATE_BASE "https://api.runpod.ai/v2/seedream-v4-t2i"

/* Runpod's operation reference: /run takes 10 MB, /runsync 20 MB. The overflow text says MiB; the smaller unit is kept to. */
#define RUN_MAX_BYTES 10000000
#define RUNSYNC_MAX_BYTES 20000000

/* Seconds. /runsync holds the call open for some 90 s and may be told to for 300; whoever hangs up before loses the id of a
 * job that is paid for. /run answers at once, and is given time for the same reason. */
#define RUNSYNC_TIMEOUT 330
#define RUN_TIMEOUT 120

/* Seconds. Questions about a job are answered at once and may be asked again. */
#define JOB_TIMEOUT 20

/* Dollars. The largest picture costs 0.45; more than this is a mistake in the answer. */
#define MAX_COST 1000.0

G_DEFINE_TYPE (SeedreamRunpod, seedream_runpod, SEEDREAM_TYPE_PROVIDER)

/* clang-format off */
#define COMMON_CAPABILITIES                                                                                            \
  .max_prompt = 4000,             /* Runpod names no limit; the strictest seller's, AI/ML API's */                     \
  .max_results = 1,               /* its schema has no count */                                                        \
  .sizes = SEEDREAM_SIZES_FREE,   /* "width*height" */                                                                 \
  .min_side = 1024,               /* clients, and the sellers who do name bounds: 1024 to 4096 a side */               \
  .max_side = 4096,                                                                                                    \
  .min_pixels = 921600,           /* Seedream 4.0 upstream: 1280 × 720 … */                                            \
  .max_pixels = 16777216,         /* … to 4096 × 4096 */                                                               \
  .default_side = 1024,           /* Runpod's page: "1024*1024" */                                                     \
  .safety_switch = TRUE,                                                                                               \
  .cancel = TRUE,                                                                                                      \
  .transport = SEEDREAM_TRANSPORT_INLINE,                                                                              \
  .price = SEEDREAM_PRICE_PER_MEGAPIXEL,                                                                               \
  .price_micros = 27000,          /* its samples: 0.028311 for 1024², 0.113246 for 2048² */                            \
  .link_hours = 168               /* its page: seven days */

static const SeedreamCapabilities edit_capabilities = {
  COMMON_CAPABILITIES,
  .min_pictures = 1,
  .max_pictures = 10,             /* Seedream 4.0 upstream */
  .picture_max_bytes = 10000000,  /* upstream: 10 MB, 36 megapixels, sides over 14 pixels, at most 3 : 1 */
  .picture_max_pixels = 36000000,
  .picture_min_side = 15,
  .picture_max_ratio = 3.0,
  .pictures_max_bytes = (RUNSYNC_MAX_BYTES - 200000) / 4 * 3, /* as base64, beside 200 kB for the prompt and the rest */
};

static const SeedreamCapabilities generate_capabilities = {
  COMMON_CAPABILITIES,
  .seed = TRUE,
  .negative_prompt = TRUE,
};
/* clang-format on */

static const SeedreamCapabilities *
seedream_runpod_get_capabilities (SeedreamProvider *provider, SeedreamOperation operation)
{
  return operation == SEEDREAM_OPERATION_GENERATE ? &generate_capabilities : &edit_capabilities;
}

static void
add_operation_members (JsonObject *input, SeedreamRequest *request, const char *const *links)
{
  const char *negative = seedream_request_get_negative_prompt (request);

  if (seedream_request_get_operation (request) == SEEDREAM_OPERATION_EDIT)
    {
      if (links != NULL)
        seedream_wire_add_links (input, "images", links);
      else
        seedream_wire_add_pictures (input, "images", seedream_request_get_pictures (request));
      return;
    }
  if (negative != NULL)
    json_object_set_string_member (input, "negative_prompt", negative);
  json_object_set_int_member (input, "seed", seedream_request_get_seed (request));
}

static JsonNode *
build_input (SeedreamRequest *request, const char *const *links)
{
  JsonNode *root = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();
  JsonObject *input = json_object_new ();

  json_object_set_string_member (input, "prompt", seedream_request_get_prompt (request));
  add_operation_members (input, request, links);
  seedream_wire_add_size (input, "size", request);
  json_object_set_boolean_member (input, "enable_safety_checker", seedream_request_get_safety (request));
  json_object_set_object_member (object, "input", input);
  json_node_take_object (root, object);
  return root;
}

static char *
build_address (SeedreamProvider *provider, SeedreamOperation operation, const char *path)
{
  const char *base = operation == SEEDREAM_OPERATION_GENERATE ? GENERATE_BASE : EDIT_BASE;
  g_autofree char *address = g_strconcat (base, path, NULL);

  return seedream_provider_resolve (provider, address);
}

static void
set_too_large (GError **error, gsize length)
{
  g_autofree char *is = g_format_size (length);
  g_autofree char *most = g_format_size (RUNSYNC_MAX_BYTES);
  g_autofree char *message
      = g_strdup_printf (_ ("The request has %s; Runpod takes %s at most. Use fewer or smaller pictures."), is, most);

  g_propagate_error (error, seedream_error_new (SEEDREAM_ERROR_TOO_LARGE, SEEDREAM_BILLED_NO, NULL, message));
}

static SeedreamCall *
seedream_runpod_build_submit (SeedreamProvider *provider,
                              SeedreamRequest *request,
                              const char *const *links,
                              GError **error)
{
  g_autoptr (JsonNode) root = build_input (request, links);
  g_autoptr (SeedreamBody) body = seedream_body_new_json (root, seedream_request_get_pictures (request));
  gsize length = seedream_body_get_length (body);
  gboolean blocking = seedream_provider_get_synchronous (provider) || length > RUN_MAX_BYTES;
  g_autofree char *address
      = build_address (provider, seedream_request_get_operation (request), blocking ? "/runsync" : "/run");

  if (length > RUNSYNC_MAX_BYTES)
    {
      set_too_large (error, length);
      return NULL;
    }
  return seedream_call_new_submit (address, g_steal_pointer (&body), blocking ? RUNSYNC_TIMEOUT : RUN_TIMEOUT);
}

static SeedreamCall *
build_job_call (SeedreamProvider *provider,
                const char *method,
                SeedreamOperation operation,
                const char *verb,
                const char *id)
{
  g_autofree char *escaped = g_uri_escape_string (id, NULL, FALSE);
  g_autofree char *path = g_strconcat ("/", verb, "/", escaped, NULL);
  g_autofree char *address = build_address (provider, operation, path);
  SeedreamCall *call = seedream_call_new (method, address);

  call->timeout = JOB_TIMEOUT;
  return call;
}

static SeedreamCall *
seedream_runpod_build_poll (SeedreamProvider *provider, SeedreamOperation operation, const char *remote_id)
{
  return build_job_call (provider, "GET", operation, "status", remote_id);
}

static SeedreamCall *
seedream_runpod_build_cancel (SeedreamProvider *provider, SeedreamOperation operation, const char *remote_id)
{
  return build_job_call (provider, "POST", operation, "cancel", remote_id);
}

static SeedreamAnswerState
read_state (JsonNode *root)
{
  static const struct {
    const char *name;
    SeedreamAnswerState state;
  } states[] = {
    { "IN_QUEUE", SEEDREAM_ANSWER_QUEUED },     { "IN_PROGRESS", SEEDREAM_ANSWER_RUNNING },
    { "RUNNING", SEEDREAM_ANSWER_RUNNING },     { "COMPLETED", SEEDREAM_ANSWER_FINISHED },
    { "FAILED", SEEDREAM_ANSWER_FAILED },       { "TIMED_OUT", SEEDREAM_ANSWER_FAILED },
    { "CANCELLED", SEEDREAM_ANSWER_CANCELLED },
  };
  const char *name = seedream_json_get_text (root, "status");

  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    if (g_strcmp0 (name, states[i].name) == 0)
      return states[i].state;
  return SEEDREAM_ANSWER_RUNNING;
}

static void
collect_link (GPtrArray *links, JsonNode *node)
{
  seedream_link_collect (links, seedream_json_text (node));
  seedream_link_collect (links, seedream_json_get_text (node, "image_url"));
  seedream_link_collect (links, seedream_json_get_text (node, "url"));
}

static void
collect_list (GPtrArray *links, JsonNode *node)
{
  if (node == NULL || !JSON_NODE_HOLDS_ARRAY (node))
    return;
  for (guint i = 0; i < json_array_get_length (json_node_get_array (node)); i++)
    collect_link (links, json_array_get_element (json_node_get_array (node), i));
}

/* Runpod documents `image_url`; `result` and the other spellings were met by its clients. */
static void
collect_links (GPtrArray *links, JsonNode *output)
{
  static const char *const names[] = { "image_url", "result", "image", "images", "url" };

  if (output == NULL)
    return;
  collect_link (links, output);
  collect_list (links, output);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      JsonNode *member = seedream_json_get (output, names[i]);

      if (member != NULL)
        collect_link (links, member);
      collect_list (links, member);
    }
}

static void
read_cost (SeedreamAnswer *answer, JsonNode *output)
{
  double cost;

  if (!seedream_json_get_number (output, "cost", &cost) || cost < 0 || cost > MAX_COST)
    return;
  answer->cost.micros = llround (cost * 1e6);
  answer->cost.kind = SEEDREAM_COST_REPORTED;
}

static gint64
read_milliseconds (JsonNode *root, const char *name)
{
  double number;

  /* A year is longer than any job. */
  if (!seedream_json_get_number (root, name, &number) || number < 0 || number > 365.0 * 24 * 3600 * 1000)
    return -1;
  return llround (number);
}

static GError *
read_failure (JsonNode *root)
{
  JsonNode *why = seedream_json_get (root, "error");

  if (g_strcmp0 (seedream_json_get_text (root, "status"), "TIMED_OUT") == 0)
    return seedream_error_new (SEEDREAM_ERROR_PROVIDER_FAILED, SEEDREAM_BILLED_NO, NULL,
                               _ ("The provider took too long and gave the job up. It was not charged; try again."));
  if (why == NULL)
    why = seedream_json_get (root, "output");
  return seedream_refusal_from_failure (why);
}

static SeedreamAnswer *
read_answer (JsonNode *root)
{
  SeedreamAnswer *answer = seedream_answer_new (read_state (root));
  JsonNode *output = seedream_json_get (root, "output");

  answer->remote_id = seedream_wire_read_id (root, "id");
  answer->queued_ms = read_milliseconds (root, "delayTime");
  answer->executed_ms = read_milliseconds (root, "executionTime");
  read_cost (answer, output);
  if (answer->state == SEEDREAM_ANSWER_FINISHED)
    collect_links (answer->links, output);
  /* Failed generations are not charged: Runpod's overview of public endpoints. */
  if (answer->state == SEEDREAM_ANSWER_FAILED)
    answer->error = read_failure (root);
  return answer;
}

/* An id is worth more than a status: a job that is known can be asked after, whatever else is wrong with the answer. */
static SeedreamAnswer *
seedream_runpod_read_submit (SeedreamProvider *provider, const SeedreamReply *reply, GError **error)
{
  gboolean refused = reply->status >= 400 && reply->status < 500;
  g_autoptr (SeedreamAnswer) answer = reply->root != NULL && !refused ? read_answer (reply->root) : NULL;
  gboolean known = answer != NULL && answer->remote_id != NULL;

  if (!seedream_wire_is_success (reply) && !known)
    {
      g_propagate_error (error, seedream_refusal_from_reply (reply, SEEDREAM_REFUSAL_OF_SUBMIT));
      return NULL;
    }
  if (answer == NULL)
    return seedream_wire_refuse_malformed (reply, error);
  if (answer->state == SEEDREAM_ANSWER_FINISHED && answer->links->len == 0)
    answer->state = SEEDREAM_ANSWER_RUNNING; /* asking again may bring the link, and says so if it does not */
  if (answer->state != SEEDREAM_ANSWER_FINISHED && answer->state != SEEDREAM_ANSWER_FAILED && !known)
    return seedream_wire_refuse_malformed (reply, error);
  return g_steal_pointer (&answer);
}

static SeedreamAnswer *
seedream_runpod_read_poll (SeedreamProvider *provider, const SeedreamReply *reply, GError **error)
{
  g_autoptr (SeedreamAnswer) answer = NULL;

  if (!seedream_wire_is_success (reply))
    {
      g_propagate_error (error, seedream_refusal_from_reply (reply, SEEDREAM_REFUSAL_OF_POLL));
      return NULL;
    }
  if (seedream_json_get_text (reply->root, "status") == NULL)
    return seedream_wire_refuse_malformed (reply, error);

  answer = read_answer (reply->root);
  if (answer->state == SEEDREAM_ANSWER_FINISHED && answer->links->len == 0)
    return seedream_wire_refuse_empty (reply, error);
  return g_steal_pointer (&answer);
}

static void
seedream_runpod_class_init (SeedreamRunpodClass *klass)
{
  SeedreamProviderClass *provider_class = SEEDREAM_PROVIDER_CLASS (klass);

  provider_class->id = "runpod";
  provider_class->label = "Runpod";
  provider_class->needs_key = TRUE;
  provider_class->key_page = "https://console.runpod.io/user/settings";
  provider_class->get_capabilities = seedream_runpod_get_capabilities;
  provider_class->build_submit = seedream_runpod_build_submit;
  provider_class->read_submit = seedream_runpod_read_submit;
  provider_class->build_poll = seedream_runpod_build_poll;
  provider_class->read_poll = seedream_runpod_read_poll;
  provider_class->build_cancel = seedream_runpod_build_cancel;
  provider_class->key_test_address = EDIT_BASE "/health";
}

static void
seedream_runpod_init (SeedreamRunpod *self)
{
}
