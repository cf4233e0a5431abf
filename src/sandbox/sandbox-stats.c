/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sandbox-stats.h"

#include "sandbox-picture.h"
#include "sandbox-provider.h"

static const char *const state_names[] = {
  [SANDBOX_JOB_QUEUED] = "queued", [SANDBOX_JOB_RUNNING] = "running",     [SANDBOX_JOB_COMPLETED] = "completed",
  [SANDBOX_JOB_FAILED] = "failed", [SANDBOX_JOB_CANCELLED] = "cancelled",
};

static JsonObject *
describe_picture (SandboxPicture *picture)
{
  PentimentoImage *image = picture->image;
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "media_type", pentimento_image_get_media_type (image));
  json_object_set_int_member (object, "width", pentimento_image_get_width (image));
  json_object_set_int_member (object, "height", pentimento_image_get_height (image));
  json_object_set_int_member (object, "bytes", (gint64)g_bytes_get_size (pentimento_image_get_bytes (image)));
  json_object_set_string_member (object, "sha256", pentimento_image_get_sha256 (image));
  json_object_set_boolean_member (object, "metadata", picture->metadata);
  return object;
}

/* Returns: whether it is known what a job costs */
static gboolean
find_charge (SandboxJob *job, gint64 *micros)
{
  const SandboxOrder *order = sandbox_job_get_order (job);

  *micros = 0;
  if (order->free_of_charge)
    return TRUE;
  if (order->provider->charge == NULL)
    return FALSE;
  *micros = order->provider->charge (job);
  return TRUE;
}

static JsonObject *
describe_job (SandboxJob *job)
{
  const SandboxOrder *order = sandbox_job_get_order (job);
  JsonObject *object = json_object_new ();
  JsonArray *images = json_array_new ();
  gint64 micros;
  g_autofree char *size = g_strdup_printf ("%d*%d", order->width, order->height);

  for (guint i = 0; i < order->pictures->len; i++)
    json_array_add_object_element (images, describe_picture (g_ptr_array_index (order->pictures, i)));
  json_object_set_string_member (object, "id", sandbox_job_get_id (job));
  json_object_set_string_member (object, "status", state_names[sandbox_job_get_state (job)]);
  json_object_set_string_member (object, "provider", order->provider->name);
  json_object_set_string_member (object, "operation", order->operation);
  json_object_set_string_member (object, "prompt", order->prompt);
  json_object_set_string_member (object, "size", size);
  json_object_set_int_member (object, "count", order->count);
  json_object_set_int_member (object, "seed", order->seed);
  if (find_charge (job, &micros))
    json_object_set_int_member (object, "charged_micros", micros);
  else
    json_object_set_null_member (object, "charged_micros");
  json_object_set_array_member (object, "images", images);
  return object;
}

JsonObject *
sandbox_stats_describe (SandboxService *service)
{
  const SandboxCounts *counts = sandbox_service_get_counts (service);
  GPtrArray *jobs = sandbox_service_get_jobs (service);
  JsonObject *object = json_object_new ();
  JsonArray *list = json_array_new ();
  gint64 micros, sum = 0;

  for (guint i = 0; i < jobs->len; i++)
    {
      SandboxJob *job = g_ptr_array_index (jobs, i);

      find_charge (job, &micros);
      sum += micros;
      json_array_add_object_element (list, describe_job (job));
    }
  json_object_set_int_member (object, "submits", counts->submits);
  json_object_set_int_member (object, "polls", counts->polls);
  json_object_set_int_member (object, "uploads", counts->uploads);
  json_object_set_int_member (object, "cancels", counts->cancels);
  json_object_set_int_member (object, "downloads", counts->downloads);
  json_object_set_int_member (object, "key_leaks", counts->key_leaks);
  json_object_set_int_member (object, "charged_micros", sum);
  json_object_set_array_member (object, "jobs", list);
  return object;
}
