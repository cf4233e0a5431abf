/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "pentimento-services.h"

#include "pentimento-jobs.h"
#include "pentimento-library-place.h"
#include "pentimento-queue.h"
#include "pentimento-sandbox.h"
#include "pentimento-settings.h"

#define PRACTICE "practice"

struct _PentimentoServices {
  GObject parent_instance;

  PentimentoLibrary *library;
  SeedreamHttp *http;
  PentimentoKeyring *keyring;
  PentimentoSandbox *sandbox; /* started when first needed */
  PentimentoJobs *jobs;
  PentimentoQueue *queue;
  GSettings *settings;
  PentimentoBudget *budget;
  GFile *fitted_folder;
};

G_DEFINE_FINAL_TYPE (PentimentoServices, pentimento_services, G_TYPE_OBJECT)

PentimentoLibrary *
pentimento_services_get_library (PentimentoServices *self)
{
  return self->library;
}

SeedreamHttp *
pentimento_services_get_http (PentimentoServices *self)
{
  return self->http;
}

PentimentoKeyring *
pentimento_services_get_keyring (PentimentoServices *self)
{
  return self->keyring;
}

PentimentoJobs *
pentimento_services_get_jobs (PentimentoServices *self)
{
  return self->jobs;
}

PentimentoQueue *
pentimento_services_get_queue (PentimentoServices *self)
{
  return self->queue;
}

PentimentoBudget *
pentimento_services_get_budget (PentimentoServices *self)
{
  return self->budget;
}

GSettings *
pentimento_services_get_settings (PentimentoServices *self)
{
  return self->settings;
}

GFile *
pentimento_services_get_fitted_folder (PentimentoServices *self)
{
  return self->fitted_folder;
}

/* PENTIMENTO_<ID>_<WHAT> */
static char *
read_environment (const char *id, const char *what)
{
  g_autofree char *upper = g_ascii_strup (id, -1);
  g_autofree char *name = g_strdup_printf ("PENTIMENTO_%s_%s", upper, what);
  const char *value = g_getenv (name);

  return value != NULL && *value != '\0' ? g_strdup (value) : NULL;
}

static char *
read_setting (PentimentoServices *self, const char *name, const char *id)
{
  g_autoptr (GVariant) values = NULL;
  g_autofree char *value = NULL;

  if (self->settings == NULL)
    return NULL;
  values = g_settings_get_value (self->settings, name);
  if (!g_variant_lookup (values, id, "s", &value) || *value == '\0')
    return NULL;
  return g_steal_pointer (&value);
}

static char *
find_endpoint (PentimentoServices *self, const char *id)
{
  char *endpoint = read_environment (id, "ENDPOINT");

  return endpoint != NULL ? endpoint : read_setting (self, "endpoints", id);
}

static char *
find_storage (PentimentoServices *self, const char *id)
{
  char *storage;

  if (!seedream_registry_needs_storage (id))
    return NULL;
  storage = read_environment (id, "UPLOAD");
  return storage != NULL ? storage : read_setting (self, "uploads", id);
}

static const char *
start_sandbox (PentimentoServices *self, GError **error)
{
  g_autoptr (PentimentoSandbox) sandbox = NULL;

  if (self->sandbox != NULL)
    return pentimento_sandbox_get_url (self->sandbox);
  sandbox = pentimento_sandbox_new ();
  if (!pentimento_sandbox_start (sandbox, 0, error))
    return NULL;
  self->sandbox = g_steal_pointer (&sandbox);
  return pentimento_sandbox_get_url (self->sandbox);
}

gboolean
pentimento_services_is_own_practice (PentimentoServices *self, const char *endpoint)
{
  return self->sandbox != NULL && g_strcmp0 (pentimento_sandbox_get_url (self->sandbox), endpoint) == 0;
}

SeedreamProvider *
pentimento_services_create_provider (PentimentoServices *self, const char *id, const char *endpoint, GError **error)
{
  g_autofree char *address = endpoint != NULL ? g_strdup (endpoint) : find_endpoint (self, id);
  g_autofree char *storage = find_storage (self, id);
  gboolean synchronous = self->settings != NULL && g_settings_get_boolean (self->settings, "synchronous");

  if (address == NULL && g_str_equal (id, PRACTICE))
    {
      address = g_strdup (start_sandbox (self, error));
      if (address == NULL)
        return NULL;
    }
  return seedream_registry_create (id, address, storage, synchronous, error);
}

typedef struct {
  guint position; /* in the registry */
} Choice;

/* Takes the task over. */
static void look_at_next_key (GTask *task);

static void
key_looked_up (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Choice *choice = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  char *key = pentimento_keyring_lookup_finish (PENTIMENTO_KEYRING (source), result, NULL, &error);
  gboolean found = key != NULL;

  g_clear_pointer (&key, pentimento_key_free);
  if (found)
    {
      const char *id = seedream_registry_get_ids ()[choice->position];

      g_task_return_pointer (task, g_strdup (id), g_free);
      return;
    }
  if (g_task_return_error_if_cancelled (task))
    return;
  choice->position++;
  look_at_next_key (g_steal_pointer (&task));
}

static void
look_at_next_key (GTask *task)
{
  PentimentoServices *self = g_task_get_source_object (task);
  Choice *choice = g_task_get_task_data (task);
  const char *id = seedream_registry_get_ids ()[choice->position];

  if (id == NULL || g_str_equal (id, PRACTICE))
    {
      g_task_return_pointer (task, g_strdup (PRACTICE), g_free);
      g_object_unref (task);
      return;
    }
  pentimento_keyring_lookup_async (self->keyring, id, g_task_get_cancellable (task), key_looked_up, task);
}

void
pentimento_services_choose_provider_async (PentimentoServices *self,
                                           GCancellable *cancellable,
                                           GAsyncReadyCallback callback,
                                           gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  g_autofree char *preferred = self->settings != NULL ? g_settings_get_string (self->settings, "provider") : NULL;

  g_task_set_source_tag (task, pentimento_services_choose_provider_async);
  if (preferred != NULL && g_strv_contains (seedream_registry_get_ids (), preferred))
    {
      g_task_return_pointer (task, g_steal_pointer (&preferred), g_free);
      return;
    }
  g_task_set_task_data (task, g_new0 (Choice, 1), g_free);
  look_at_next_key (g_steal_pointer (&task));
}

char *
pentimento_services_choose_provider_finish (PentimentoServices *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
pentimento_services_dispose (GObject *object)
{
  PentimentoServices *self = PENTIMENTO_SERVICES (object);

  g_clear_object (&self->queue);
  g_clear_object (&self->jobs);
  g_clear_object (&self->budget);
  g_clear_object (&self->sandbox);
  g_clear_object (&self->keyring);
  g_clear_object (&self->http);
  g_clear_object (&self->library);
  g_clear_object (&self->settings);
  g_clear_object (&self->fitted_folder);
  G_OBJECT_CLASS (pentimento_services_parent_class)->dispose (object);
}

static void
pentimento_services_class_init (PentimentoServicesClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = pentimento_services_dispose;
}

static void
pentimento_services_init (PentimentoServices *self)
{
}

PentimentoServices *
pentimento_services_new (GFile *data, GFile *cache, GError **error)
{
  g_autoptr (PentimentoServices) self = g_object_new (PENTIMENTO_TYPE_SERVICES, NULL);
  g_autoptr (GFile) data_folder = data != NULL ? g_object_ref (data) : pentimento_library_place_find (error);
  g_autoptr (GFile) cache_folder
      = cache != NULL ? g_object_ref (cache) : g_file_new_build_filename (g_get_user_cache_dir (), "pentimento", NULL);

  if (data_folder == NULL)
    return NULL;
  self->library = pentimento_library_open (data_folder, error);
  if (self->library == NULL)
    return NULL;
  self->settings = pentimento_settings_new ();
  self->budget = pentimento_budget_new (self->library, self->settings);
  self->http = seedream_http_new (PENTIMENTO_RELEASE);
  self->keyring = pentimento_keyring_new ();
  self->fitted_folder = g_file_get_child (cache_folder, "fitted");
  self->jobs = g_object_new (PENTIMENTO_TYPE_JOBS, "services", self, NULL);
  self->queue = g_object_new (PENTIMENTO_TYPE_QUEUE, "services", self, NULL);
  return g_steal_pointer (&self);
}
