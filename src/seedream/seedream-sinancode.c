/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "seedream-sinancode.h"

#include "seedream-json.h"
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

/* The names are its page's; "portrait_4_3" is 3 : 4. It says no pixels: those of 1K and 2K are Seedream's own for these ratios,
 * at 4K the longer side has 4096 (4096 × 3072 is documented by the API behind it). "square" is left out: it cannot be told from
 * "square_hd" by its size. */
static const SeedreamNamedSize named_sizes[] = {
  { "square_hd", "1K", 1024, 1024 },      { "portrait_4_3", "1K", 864, 1152 },
  { "portrait_3_2", "1K", 832, 1248 },    { "portrait_16_9", "1K", 720, 1280 },
  { "landscape_4_3", "1K", 1152, 864 },   { "landscape_3_2", "1K", 1248, 832 },
  { "landscape_16_9", "1K", 1280, 720 },  { "landscape_21_9", "1K", 1512, 648 },
  { "square_hd", "2K", 2048, 2048 },      { "portrait_4_3", "2K", 1728, 2304 },
  { "portrait_3_2", "2K", 1664, 2496 },   { "portrait_16_9", "2K", 1440, 2560 },
  { "landscape_4_3", "2K", 2304, 1728 },  { "landscape_3_2", "2K", 2496, 1664 },
  { "landscape_16_9", "2K", 2560, 1440 }, { "landscape_21_9", "2K", 3024, 1296 },
  { "square_hd", "4K", 4096, 4096 },      { "portrait_4_3", "4K", 3072, 4096 },
  { "portrait_3_2", "4K", 2731, 4096 },   { "portrait_16_9", "4K", 2304, 4096 },
  { "landscape_4_3", "4K", 4096, 3072 },  { "landscape_3_2", "4K", 4096, 2731 },
  { "landscape_16_9", "4K", 4096, 2304 }, { "landscape_21_9", "4K", 4096, 1755 },
};

/* clang-format off */
static const SeedreamCapabilities edit_capabilities = {
  .min_pictures = 1,              /* its page, as is all that has no other source */
  .max_pictures = 10,
  .max_prompt = 5000,
  .max_results = 6,
  .sizes = SEEDREAM_SIZES_ENUM,
  .named_sizes = named_sizes,
  .n_named_sizes = G_N_ELEMENTS (named_sizes),
  .min_side = 648,                /* of the sizes above */
  .max_side = 4096,
  .min_pixels = 921600,
  .max_pixels = 16777216,
  .default_side = 1024,           /* "square_hd" at "1K" */
  .seed = TRUE,
  .transport = SEEDREAM_TRANSPORT_UPLOAD,
  .picture_max_bytes = 10000000,  /* upstream: 10 MB, 36 megapixels, sides over 14 pixels, at most 3 : 1 */
  .picture_max_pixels = 36000000,
  .picture_min_side = 15,
  .picture_max_ratio = 3.0,
  .pictures_max_bytes = 100000000, /* each goes by itself */
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
  const SeedreamNamedSize *size = seedream_capabilities_find_size (
      &edit_capabilities, seedream_request_get_width (request), seedream_request_get_height (request));

  json_object_set_string_member (object, "prompt", seedream_request_get_prompt (request));
  seedream_wire_add_links (object, "image_urls", links);
  if (size != NULL)
    {
      json_object_set_string_member (object, "image_size", size->name);
      json_object_set_string_member (object, "image_resolution", size->tier);
    }
  json_object_set_int_member (object, "max_images", seedream_request_get_count (request));
  if (seedream_request_get_seed (request) >= 0)
    json_object_set_int_member (object, "seed", seedream_request_get_seed (request));
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
  SeedreamCall *call = seedream_call_new ("POST", address);

  call->body = seedream_body_new_json (root, NULL);
  call->once = TRUE;
  call->timeout = SUBMIT_TIMEOUT;
  return call;
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
