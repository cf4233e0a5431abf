/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "seedream-ark.h"

#include <glib/gi18n-lib.h>

#include "seedream-error.h"
#include "seedream-json.h"
#include "seedream-refusal.h"
#include "seedream-wire.h"

#define SUBMIT_ADDRESS "https://ark.ap-southeast.bytepluses.com/api/v3/images/generations"

/* Its list of models: several of its clients try a key with it, and without one it answers 401. */
#define MODELS_ADDRESS "https://ark.ap-southeast.bytepluses.com/api/v3/models"

/* What its list of models calls Seedream 4.0. */
#define MODEL "seedream-4-0-250828"

/* Seconds. The call is held open until the last picture is made, and nothing comes before; whoever hangs up loses what is paid for.
 * One of its clients measured six minutes for nine pictures; 15 take ten. */
#define SUBMIT_TIMEOUT 900

/* The side of the square that is made where nobody wishes for a size: its page's default. It is sent all the same, so that it stays
 * true. */
#define DEFAULT_SIDE 2048

/* The bound of a body that Runpod names for the same model; its own page names none for this call. */
#define MAX_BYTES 20000000

struct _SeedreamArk {
  SeedreamProvider parent_instance;
};

G_DEFINE_FINAL_TYPE (SeedreamArk, seedream_ark, SEEDREAM_TYPE_PROVIDER)

/* clang-format off */
#define COMMON_CAPABILITIES                                                                                            \
  .max_prompt = 4000,             /* its page only advises 600 words; the strictest seller's, AI/ML API's */           \
  .max_results = 15,              /* its page on image generation, as is all that has no other source */               \
  .max_together = 15,                                                                                                  \
  .sizes = SEEDREAM_SIZES_FREE,                                                                                        \
  .min_side = 240,                /* 3840 × 240: the smallest area at the greatest ratio */                            \
  .max_side = 16384,              /* 16384 × 1024: the largest one */                                                  \
  .min_pixels = 921600,           /* 1280 × 720 */                                                                     \
  .max_pixels = 16777216,         /* 4096 × 4096 */                                                                    \
  .max_ratio = 16.0,                                                                                                   \
  .default_side = DEFAULT_SIDE,                                                                                        \
  .transport = SEEDREAM_TRANSPORT_INLINE,                                                                              \
  .price = SEEDREAM_PRICE_PER_PICTURE,                                                                                 \
  .price_micros = 30000,          /* BytePlus's page on the billing of large models: 0.03 USD for each picture */      \
  .link_hours = 24

static const SeedreamCapabilities edit_capabilities = {
  COMMON_CAPABILITIES,
  .min_pictures = 1,
  .max_pictures = 10,
  .picture_max_bytes = 10000000,  /* 10 MB, 6000 × 6000 pixels, sides over 14 pixels, at most 3 : 1 */
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
seedream_ark_get_capabilities (SeedreamProvider *provider, SeedreamOperation operation)
{
  return operation == SEEDREAM_OPERATION_GENERATE ? &generate_capabilities : &edit_capabilities;
}

/* One picture is a text, several are a list of them. */
static void
add_pictures (JsonObject *object, GListModel *pictures)
{
  g_autofree char *first = seedream_body_placeholder (0);

  if (g_list_model_get_n_items (pictures) == 1)
    json_object_set_string_member (object, "image", first);
  else if (g_list_model_get_n_items (pictures) > 1)
    seedream_wire_add_pictures (object, "image", pictures);
}

static void
add_size (JsonObject *object, SeedreamRequest *request)
{
  int width = seedream_request_get_width (request);
  int height = seedream_request_get_height (request);
  gboolean wished = width > 0 && height > 0;
  g_autofree char *size = g_strdup_printf ("%dx%d", wished ? width : DEFAULT_SIDE, wished ? height : DEFAULT_SIDE);

  json_object_set_string_member (object, "size", size);
}

/* With "auto" the model makes as many as it finds in the prompt, up to the count: it may be fewer. */
static void
add_count (JsonObject *object, guint count)
{
  JsonObject *options;

  json_object_set_string_member (object, "sequential_image_generation", count > 1 ? "auto" : "disabled");
  if (count <= 1)
    return;
  options = json_object_new ();
  json_object_set_int_member (options, "max_images", count);
  json_object_set_object_member (object, "sequential_image_generation_options", options);
}

static JsonNode *
build_root (SeedreamRequest *request)
{
  JsonNode *root = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "model", MODEL);
  json_object_set_string_member (object, "prompt", seedream_request_get_prompt (request));
  if (seedream_request_get_operation (request) == SEEDREAM_OPERATION_EDIT)
    add_pictures (object, seedream_request_get_pictures (request));
  add_size (object, request);
  add_count (object, seedream_request_get_count (request));
  json_object_set_string_member (object, "response_format", "url");
  json_object_set_boolean_member (object, "stream", FALSE);
  json_object_set_boolean_member (object, "watermark", FALSE); /* it would draw one by itself */
  json_node_take_object (root, object);
  return root;
}

static SeedreamCall *
seedream_ark_build_submit (SeedreamProvider *provider,
                           SeedreamRequest *request,
                           const char *const *links,
                           GError **error)
{
  g_autoptr (JsonNode) root = build_root (request);
  g_autofree char *address = seedream_provider_resolve (provider, SUBMIT_ADDRESS);

  return seedream_call_new_submit (address, seedream_body_new_json (root, seedream_request_get_pictures (request)),
                                   SUBMIT_TIMEOUT);
}

#define NOT_ACTIVATED                                                                                                  \
  N_ ("This model is not activated for your account. Activate it on the provider’s page, then try again.")
#define QUOTA_USED_UP                                                                                                  \
  N_ ("Your account’s quota for this model is used up. Raise it on the provider’s page, then try again.")

/* Of its page on error codes, those whose HTTP status says something else: 404 is no wrong address here, 429 passes by itself. */
static const struct {
  const char *beginning;
  SeedreamErrorCode code;
  const char *message;
} own_codes[] = {
  { "ModelNotOpen", SEEDREAM_ERROR_INVALID_REQUEST, NOT_ACTIVATED },
  { "InvalidEndpointOrModel", SEEDREAM_ERROR_INVALID_REQUEST, NOT_ACTIVATED },
  { "OperationDenied.ServiceNotOpen", SEEDREAM_ERROR_INVALID_REQUEST, NOT_ACTIVATED },
  { "QuotaExceeded", SEEDREAM_ERROR_NO_CREDIT, QUOTA_USED_UP },
  { "SetLimitExceeded", SEEDREAM_ERROR_NO_CREDIT, QUOTA_USED_UP },
};

/* A refusal of a result comes after the work, but only pictures that are handed out are charged: its page on prices. */
static GError *
make_refusal (const SeedreamReply *reply)
{
  const char *code = seedream_json_get_text (seedream_json_get (reply->root, "error"), "code");
  g_autoptr (GError) plain = seedream_refusal_from_reply (reply, SEEDREAM_REFUSAL_OF_SUBMIT);

  if (g_error_matches (plain, SEEDREAM_ERROR, SEEDREAM_ERROR_REFUSED_CONTENT))
    return seedream_error_new (plain->code, SEEDREAM_BILLED_NO, seedream_error_get_details (plain), plain->message);
  for (guint i = 0; code != NULL && i < G_N_ELEMENTS (own_codes); i++)
    if (g_str_has_prefix (code, own_codes[i].beginning))
      return seedream_error_new (own_codes[i].code, seedream_error_get_billed (plain),
                                 seedream_error_get_details (plain), _ (own_codes[i].message));
  return g_steal_pointer (&plain);
}

/* The error in the place of the first result that is none, or of the whole. */
static JsonNode *
find_error (JsonNode *root)
{
  JsonNode *data = seedream_json_get (root, "data");
  JsonArray *items = data != NULL && JSON_NODE_HOLDS_ARRAY (data) ? json_node_get_array (data) : NULL;

  for (guint i = 0; items != NULL && i < json_array_get_length (items); i++)
    {
      JsonNode *found = seedream_json_get (json_array_get_element (items, i), "error");

      if (found != NULL)
        return found;
    }
  return seedream_json_get (root, "error");
}

/* Where one of several results failed, its place holds an error, and the others are good. By its page only good ones are charged. */
static SeedreamAnswer *
seedream_ark_read_submit (SeedreamProvider *provider, const SeedreamReply *reply, GError **error)
{
  static const char *const names[] = { "url", "b64_json", NULL };
  g_autoptr (SeedreamAnswer) answer = NULL;
  JsonNode *why;

  if (!seedream_wire_is_success (reply))
    {
      g_propagate_error (error, make_refusal (reply));
      return NULL;
    }
  answer = seedream_answer_new (SEEDREAM_ANSWER_FINISHED);
  seedream_wire_collect (answer->links, seedream_json_get (reply->root, "data"), names);
  if (answer->links->len > 0)
    return g_steal_pointer (&answer);

  why = find_error (reply->root);
  if (why == NULL)
    return seedream_wire_refuse_malformed (reply, error);
  answer->state = SEEDREAM_ANSWER_FAILED;
  answer->error = seedream_refusal_judge_failure (why, FALSE, SEEDREAM_BILLED_NO);
  return g_steal_pointer (&answer);
}

static void
seedream_ark_class_init (SeedreamArkClass *klass)
{
  SeedreamProviderClass *provider_class = SEEDREAM_PROVIDER_CLASS (klass);

  provider_class->id = "ark";
  provider_class->label = "BytePlus ModelArk";
  provider_class->needs_key = TRUE;
  provider_class->key_page = "https://console.byteplus.com/ark/region:ark+ap-southeast-1/apiKey";
  provider_class->get_capabilities = seedream_ark_get_capabilities;
  provider_class->build_submit = seedream_ark_build_submit;
  provider_class->read_submit = seedream_ark_read_submit;
  provider_class->key_test_address = MODELS_ADDRESS;
}

static void
seedream_ark_init (SeedreamArk *self)
{
}
