/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The row of an order in the ledger: what was asked for, written from one place, and an order made of it again. */

#include <glib/gi18n-lib.h>

#include "pentimento-document-error.h"
#include "pentimento-jobs.h"
#include "pentimento-order-private.h"
#include "pentimento-wish.h"

/* Writing */

SeedreamRequest *
pentimento_order_make_request (PentimentoOrder *self, GListModel *pictures)
{
  const SeedreamCapabilities *capabilities = pentimento_order_get_capabilities (self);
  gboolean negative = capabilities != NULL && capabilities->negative_prompt;

  /* clang-format off */
  return g_object_new (SEEDREAM_TYPE_REQUEST,
                       "operation", self->operation,
                       "prompt", self->prompt,
                       "negative-prompt", negative ? self->negative_prompt : NULL,
                       "pictures", pictures,
                       "width", self->width,
                       "height", self->height,
                       "seed", self->seed,
                       "count", self->count,
                       "safety", self->safety,
                       NULL);
  /* clang-format on */
}

static void
describe_fit_back (PentimentoOrder *self, JsonObject *description)
{
  JsonObject *size;

  if (self->fit_width == 0)
    return;
  size = json_object_new ();
  json_object_set_int_member (size, "width", self->fit_width);
  json_object_set_int_member (size, "height", self->fit_height);
  json_object_set_object_member (description, "fit_back", size);
}

/* The row's references are files; what is done to their pixels is told beside them. */
static void
describe_recipes (PentimentoOrder *self, JsonObject *description)
{
  JsonArray *recipes;
  gboolean any = FALSE;

  if (self->recipes[0] == NULL)
    return;
  recipes = json_array_new ();
  for (guint i = 1; self->recipes[i] != NULL; i++)
    {
      any = any || *self->recipes[i] != '\0';
      json_array_add_string_element (recipes, self->recipes[i]);
    }
  if (any)
    json_object_set_array_member (description, "reference_recipes", recipes);
  else
    json_array_unref (recipes);
}

/* That of the parent is known, unless more is done to it before it is sent. */
static void
describe_picture (PentimentoOrder *self, JsonObject *description)
{
  const char *recipe = self->parent != NULL ? pentimento_version_get_recipe (self->parent) : NULL;

  if (self->parent != NULL && self->recipes[0] != NULL
      && g_strcmp0 (self->recipes[0], recipe != NULL ? recipe : "") != 0)
    json_object_set_string_member (description, "picture_recipe", self->recipes[0]);
  if (self->region != NULL)
    json_object_set_object_member (description, "region", pentimento_region_edit_to_json (self->region));
}

/* What is wished beside the request is kept with it, so that it outlasts this run of the program. */
static char *
describe_request (PentimentoOrder *self, SeedreamRequest *request)
{
  g_autoptr (JsonNode) description = seedream_request_describe (request);

  describe_fit_back (self, json_node_get_object (description));
  describe_recipes (self, json_node_get_object (description));
  describe_picture (self, json_node_get_object (description));
  return json_to_string (description, FALSE);
}

PentimentoJobRecord *
pentimento_order_make_record (PentimentoOrder *self, SeedreamRequest *request)
{
  PentimentoJobRecord *record = pentimento_job_record_new (self->id);

  record->created = self->created;
  record->picture_id = g_strdup (self->picture_id);
  record->parent_id = self->parent != NULL ? g_strdup (pentimento_version_get_id (self->parent)) : NULL;
  record->request = describe_request (self, request);
  g_strfreev (record->references);
  /* The first one is the picture that is edited: it is the parent, not a reference. */
  record->references = g_strdupv (self->sha256s[0] != NULL ? self->sha256s + 1 : self->sha256s);
  return record;
}

gboolean
pentimento_order_write_prepared (PentimentoOrder *self, GError **error)
{
  g_autoptr (SeedreamRequest) request = pentimento_order_make_request (self, NULL);
  g_autoptr (PentimentoJobRecord) record = pentimento_order_make_record (self, request);

  self->lock
      = pentimento_jobs_prepare (pentimento_services_get_jobs (self->services), self->provider, request, record, error);
  self->recorded = self->lock != NULL;
  return self->recorded;
}

void
pentimento_order_close_record (PentimentoOrder *self, const GError *error)
{
  g_autoptr (PentimentoJobLock) lock = g_steal_pointer (&self->lock);
  SeedreamJobState state = self->given_up ? SEEDREAM_JOB_CANCELLED : SEEDREAM_JOB_FAILED;
  g_autoptr (GError) problem = NULL;

  /* One that was left is to be found at the next start. */
  if (lock == NULL || (!self->given_up && g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)))
    return;
  if (!pentimento_jobs_write_end (pentimento_services_get_jobs (self->services), self->id, state, error, &problem))
    g_warning ("The end of an edit that was not sent could not be written down: %s", problem->message);
}

/* Reading */

static gboolean
is_unsent (const PentimentoJobRecord *record)
{
  /* Once begun it was an edit under way, which resuming tells the end of. */
  return g_strcmp0 (record->state, seedream_job_state_to_string (SEEDREAM_JOB_PREPARED)) == 0;
}

static gboolean
check_references (PentimentoLibrary *library, const PentimentoJobRecord *record, GError **error)
{
  for (char **sha256 = record->references; sha256 != NULL && *sha256 != NULL; sha256++)
    {
      g_autoptr (GFile) file = pentimento_library_get_object (library, *sha256, error);

      if (file == NULL)
        return FALSE;
    }
  return TRUE;
}

static gboolean
check_region (PentimentoLibrary *library, const PentimentoWish *wish, GError **error)
{
  g_autoptr (GFile) mask = NULL;

  if (wish->region == NULL)
    return TRUE;
  mask = pentimento_library_get_object (library, wish->region->mask_sha256, error);
  return mask != NULL;
}

static PentimentoWish *
read_wish (const PentimentoJobRecord *record, GError **error)
{
  PentimentoWish *wish = pentimento_wish_new_from_record (record);

  if (wish == NULL)
    g_set_error (error, PENTIMENTO_LIBRARY_ERROR, PENTIMENTO_LIBRARY_ERROR_MISSING,
                 _ ("What was asked for is not in the library any more."));
  return wish;
}

static gboolean
check_parent (PentimentoLibrary *library, const PentimentoJobRecord *record, GError **error)
{
  g_autoptr (PentimentoVersion) parent = NULL;
  g_autoptr (GFile) file = NULL;

  if (record->parent_id == NULL && seedream_operation_from_string (record->operation) == SEEDREAM_OPERATION_GENERATE)
    return TRUE;
  parent = pentimento_library_get_version (library, record->parent_id != NULL ? record->parent_id : "", error);
  if (parent == NULL)
    return FALSE;
  file = pentimento_library_get_object (library, pentimento_version_get_sha256 (parent), error);
  return file != NULL;
}

gboolean
pentimento_order_check_record (PentimentoLibrary *library, const PentimentoJobRecord *record, GError **error)
{
  g_autoptr (PentimentoWish) wish = NULL;

  if (!is_unsent (record))
    {
      g_set_error (error, PENTIMENTO_DOCUMENT_ERROR, PENTIMENTO_DOCUMENT_ERROR_SENT,
                   _ ("This edit was sent or dropped before. Nothing is sent twice."));
      return FALSE;
    }
  wish = read_wish (record, error);
  return wish != NULL && check_parent (library, record, error) && check_references (library, record, error)
         && check_region (library, wish, error);
}

/* The first picture is that of the parent, and known but for what is done to it. */
static void
add_references (PentimentoOrder *self, const PentimentoJobRecord *record, const PentimentoWish *wish)
{
  g_autoptr (GStrvBuilder) sha256s = g_strv_builder_new ();
  g_autoptr (GStrvBuilder) recipes = g_strv_builder_new ();
  guint n_recipes = g_strv_length (wish->recipes);

  if (wish->picture_recipe != NULL && self->recipes[0] != NULL)
    {
      g_free (self->recipes[0]);
      self->recipes[0] = g_strdup (wish->picture_recipe);
    }

  g_strv_builder_addv (sha256s, (const char **)self->sha256s);
  g_strv_builder_addv (recipes, (const char **)self->recipes);
  for (guint i = 0; record->references != NULL && record->references[i] != NULL; i++)
    {
      g_strv_builder_add (sha256s, record->references[i]);
      g_strv_builder_add (recipes, i < n_recipes ? wish->recipes[i] : "");
    }
  g_strfreev (self->sha256s);
  g_strfreev (self->recipes);
  self->sha256s = g_strv_builder_end (sha256s);
  self->recipes = g_strv_builder_end (recipes);
}

static PentimentoOrder *
make_order (PentimentoServices *services,
            const PentimentoJobRecord *record,
            const PentimentoWish *wish,
            PentimentoVersion *parent)
{
  /* clang-format off */
  return g_object_new (PENTIMENTO_TYPE_ORDER,
                       "services", services,
                       "id", record->id,
                       "provider", record->provider,
                       "endpoint", record->endpoint,
                       "operation", seedream_operation_from_string (record->operation),
                       "parent", parent,
                       "prompt", wish->prompt,
                       "negative-prompt", wish->negative_prompt,
                       "width", wish->width,
                       "height", wish->height,
                       "seed", wish->seed,
                       "count", wish->count,
                       "safety", wish->safety,
                       "fit-width", wish->fit_width,
                       "fit-height", wish->fit_height,
                       "region", wish->region,
                       NULL);
  /* clang-format on */
}

PentimentoOrder *
pentimento_order_new_from_record (PentimentoServices *services, const PentimentoJobRecord *record, GError **error)
{
  PentimentoLibrary *library = pentimento_services_get_library (services);
  g_autoptr (PentimentoVersion) parent = NULL;
  g_autoptr (PentimentoWish) wish = NULL;
  PentimentoOrder *self;

  if (!pentimento_order_check_record (library, record, error))
    return NULL;
  wish = read_wish (record, error);
  if (wish == NULL)
    return NULL;
  if (record->parent_id != NULL)
    {
      parent = pentimento_library_get_version (library, record->parent_id, error);
      if (parent == NULL)
        return NULL;
    }
  self = make_order (services, record, wish, parent);
  add_references (self, record, wish);
  g_free (self->picture_id);
  self->picture_id = g_strdup (record->picture_id);
  self->created = record->created;
  self->kept = TRUE;
  self->recorded = TRUE;
  return self;
}
