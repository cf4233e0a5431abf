/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "seedream-aimlapi.h"

#include <glib/gi18n-lib.h>

#include "seedream-error.h"
#include "seedream-json.h"
#include "seedream-refusal.h"
#include "seedream-wire.h"

#define SUBMIT_ADDRESS "https://api.aimlapi.com/v1/images/generations"

/* Its page on the account balance: it costs nothing and takes a valid key. */
#define BALANCE_ADDRESS "https://api.aimlapi.com/v1/billing/balance"

/* Seconds. The call is held open until the pictures are made; whoever hangs up before loses what is paid for. Its clients wait
 * for 180 and more. */
#define SUBMIT_TIMEOUT 330

/* It names no bound for a body; the one that Runpod names for the same model is kept to. */
#define MAX_BYTES 20000000

struct _SeedreamAimlapi {
  SeedreamProvider parent_instance;
};

G_DEFINE_FINAL_TYPE (SeedreamAimlapi, seedream_aimlapi, SEEDREAM_TYPE_PROVIDER)

/* clang-format off */
#define COMMON_CAPABILITIES                                                                                            \
  .max_prompt = 4000,             /* its schema, as is all that has no other source */                                 \
  .max_results = 4,                                                                                                    \
  .sizes = SEEDREAM_SIZES_FREE,                                                                                        \
  .min_side = 1024,                                                                                                    \
  .max_side = 4096,                                                                                                    \
  .min_pixels = 921600,           /* Seedream 4.0 upstream: 1280 × 720 … */                                            \
  .max_pixels = 16777216,         /* … to 4096 × 4096 */                                                               \
  .default_side = 1024,           /* "square_hd" */                                                                    \
  .seed = TRUE,                                                                                                        \
  .min_seed = 1,                                                                                                       \
  .safety_switch = TRUE,                                                                                               \
  .transport = SEEDREAM_TRANSPORT_INLINE,                                                                              \
  .price = SEEDREAM_PRICE_UNKNOWN, /* it counts credits, not money */                                                  \
  .link_hours = 24                /* what the links of its newer models carry */

static const SeedreamCapabilities edit_capabilities = {
  COMMON_CAPABILITIES,
  .min_pictures = 1,
  .max_pictures = 10,
  .picture_max_bytes = 10000000,  /* upstream: 10 MB, 36 megapixels, sides over 14 pixels, at most 3 : 1 */
  .picture_max_pixels = 36000000,
  .picture_min_side = 15,
  .picture_max_ratio = 3.0,
  .pictures_max_bytes = (MAX_BYTES - 200000) / 4 * 3, /* as base64, beside 200 kB for the prompt and the rest */
};

static const SeedreamCapabilities generate_capabilities = {
  COMMON_CAPABILITIES,
};
/* clang-format on */

static const SeedreamCapabilities *
seedream_aimlapi_get_capabilities (SeedreamProvider *provider, SeedreamOperation operation)
{
  return operation == SEEDREAM_OPERATION_GENERATE ? &generate_capabilities : &edit_capabilities;
}

static void
add_size (JsonObject *object, SeedreamRequest *request)
{
  JsonObject *size;

  if (seedream_request_get_width (request) == 0 || seedream_request_get_height (request) == 0)
    return;
  size = json_object_new ();
  json_object_set_int_member (size, "width", seedream_request_get_width (request));
  json_object_set_int_member (size, "height", seedream_request_get_height (request));
  json_object_set_object_member (object, "image_size", size);
}

static JsonNode *
build_root (SeedreamRequest *request)
{
  JsonNode *root = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();
  gboolean edit = seedream_request_get_operation (request) == SEEDREAM_OPERATION_EDIT;

  json_object_set_string_member (object, "model",
                                 edit ? "bytedance/seedream-v4-edit" : "bytedance/seedream-v4-text-to-image");
  json_object_set_string_member (object, "prompt", seedream_request_get_prompt (request));
  if (edit)
    seedream_wire_add_pictures (object, "image_urls", seedream_request_get_pictures (request));
  add_size (object, request);
  json_object_set_int_member (object, "num_images", seedream_request_get_count (request));
  if (seedream_request_get_seed (request) > 0)
    json_object_set_int_member (object, "seed", seedream_request_get_seed (request));
  json_object_set_boolean_member (object, "enable_safety_checker", seedream_request_get_safety (request));
  json_node_take_object (root, object);
  return root;
}

static SeedreamCall *
seedream_aimlapi_build_submit (SeedreamProvider *provider,
                               SeedreamRequest *request,
                               const char *const *links,
                               GError **error)
{
  g_autoptr (JsonNode) root = build_root (request);
  g_autofree char *address = seedream_provider_resolve (provider, SUBMIT_ADDRESS);

  return seedream_call_new_submit (address, seedream_body_new_json (root, seedream_request_get_pictures (request)),
                                   SUBMIT_TIMEOUT);
}

/* Its schema has the results in `data`; its sample has them in `images` as well. */
static SeedreamAnswer *
seedream_aimlapi_read_submit (SeedreamProvider *provider, const SeedreamReply *reply, GError **error)
{
  static const char *const names[] = { "url", "b64_json", NULL };
  g_autoptr (SeedreamAnswer) answer = NULL;

  if (!seedream_wire_is_success (reply))
    {
      g_propagate_error (error, seedream_refusal_from_reply (reply, SEEDREAM_REFUSAL_OF_SUBMIT));
      return NULL;
    }
  answer = seedream_answer_new (SEEDREAM_ANSWER_FINISHED);
  seedream_wire_collect (answer->links, seedream_json_get (reply->root, "data"), names);
  seedream_wire_collect (answer->links, seedream_json_get (reply->root, "images"), names);
  if (answer->links->len == 0)
    return seedream_wire_refuse_malformed (reply, error);
  return g_steal_pointer (&answer);
}

static void
seedream_aimlapi_class_init (SeedreamAimlapiClass *klass)
{
  SeedreamProviderClass *provider_class = SEEDREAM_PROVIDER_CLASS (klass);

  provider_class->id = "aimlapi";
  provider_class->label = "AI/ML API";
  provider_class->needs_key = TRUE;
  provider_class->key_page = "https://aimlapi.com/app/keys";
  provider_class->get_capabilities = seedream_aimlapi_get_capabilities;
  provider_class->build_submit = seedream_aimlapi_build_submit;
  provider_class->read_submit = seedream_aimlapi_read_submit;
  provider_class->key_test_address = BALANCE_ADDRESS;
}

static void
seedream_aimlapi_init (SeedreamAimlapi *self)
{
}
