/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "seedream-provider.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "seedream-error.h"
#include "seedream-refusal.h"
#include "seedream-wire.h"

typedef struct {
  char *endpoint;
  SeedreamStorage *storage;
  gboolean synchronous;
} SeedreamProviderPrivate;

enum { PROP_ENDPOINT = 1, PROP_STORAGE, PROP_SYNCHRONOUS, N_PROPERTIES };

static GParamSpec *properties[N_PROPERTIES];

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (SeedreamProvider, seedream_provider, G_TYPE_OBJECT)

static SeedreamProviderPrivate *
get_private (SeedreamProvider *self)
{
  return seedream_provider_get_instance_private (self);
}

static void
set_endpoint (SeedreamProvider *self, const char *endpoint)
{
  char *copy = g_strdup (endpoint);

  while (copy != NULL && g_str_has_suffix (copy, "/"))
    copy[strlen (copy) - 1] = '\0';
  get_private (self)->endpoint = copy;
}

static void
seedream_provider_set_property (GObject *object, guint id, const GValue *value, GParamSpec *spec)
{
  SeedreamProvider *self = SEEDREAM_PROVIDER (object);

  switch (id)
    {
    case PROP_ENDPOINT:
      set_endpoint (self, g_value_get_string (value));
      break;
    case PROP_STORAGE:
      get_private (self)->storage = g_value_dup_boxed (value);
      break;
    case PROP_SYNCHRONOUS:
      get_private (self)->synchronous = g_value_get_boolean (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, spec);
    }
}

static void
seedream_provider_get_property (GObject *object, guint id, GValue *value, GParamSpec *spec)
{
  SeedreamProvider *self = SEEDREAM_PROVIDER (object);

  switch (id)
    {
    case PROP_ENDPOINT:
      g_value_set_string (value, seedream_provider_get_endpoint (self));
      break;
    case PROP_STORAGE:
      g_value_set_boxed (value, seedream_provider_get_storage (self));
      break;
    case PROP_SYNCHRONOUS:
      g_value_set_boolean (value, seedream_provider_get_synchronous (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, spec);
    }
}

static void
seedream_provider_finalize (GObject *object)
{
  SeedreamProviderPrivate *private = get_private (SEEDREAM_PROVIDER (object));

  g_free (private->endpoint);
  g_clear_pointer (&private->storage, seedream_storage_unref);
  G_OBJECT_CLASS (seedream_provider_parent_class)->finalize (object);
}

static gboolean
seedream_provider_default_read_key_test (SeedreamProvider *self, const SeedreamReply *reply, GError **error)
{
  if (seedream_wire_is_success (reply))
    return TRUE;
  g_propagate_error (error, seedream_refusal_from_reply (reply, SEEDREAM_REFUSAL_OF_KEY));
  return FALSE;
}

static void
seedream_provider_class_init (SeedreamProviderClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS;

  object_class->set_property = seedream_provider_set_property;
  object_class->get_property = seedream_provider_get_property;
  object_class->finalize = seedream_provider_finalize;
  klass->read_key_test = seedream_provider_default_read_key_test;

  properties[PROP_ENDPOINT] = g_param_spec_string ("endpoint", NULL, NULL, NULL, flags);
  properties[PROP_STORAGE] = g_param_spec_boxed ("storage", NULL, NULL, SEEDREAM_TYPE_STORAGE, flags);
  properties[PROP_SYNCHRONOUS] = g_param_spec_boolean ("synchronous", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
}

static void
seedream_provider_init (SeedreamProvider *self)
{
}

const char *
seedream_provider_get_id (SeedreamProvider *self)
{
  return SEEDREAM_PROVIDER_GET_CLASS (self)->id;
}

const char *
seedream_provider_get_label (SeedreamProvider *self)
{
  return SEEDREAM_PROVIDER_GET_CLASS (self)->label;
}

gboolean
seedream_provider_get_needs_key (SeedreamProvider *self)
{
  return SEEDREAM_PROVIDER_GET_CLASS (self)->needs_key;
}

const char *
seedream_provider_get_key_page (SeedreamProvider *self)
{
  return SEEDREAM_PROVIDER_GET_CLASS (self)->key_page;
}

guint
seedream_provider_get_settling_seconds (SeedreamProvider *self)
{
  return SEEDREAM_PROVIDER_GET_CLASS (self)->settling_seconds;
}

const char *
seedream_provider_choose_key (SeedreamProvider *self, const char *key)
{
  return key != NULL && *key != '\0' ? key : SEEDREAM_PROVIDER_GET_CLASS (self)->open_key;
}

const char *
seedream_provider_get_endpoint (SeedreamProvider *self)
{
  return get_private (self)->endpoint;
}

const SeedreamStorage *
seedream_provider_get_storage (SeedreamProvider *self)
{
  return get_private (self)->storage;
}

gboolean
seedream_provider_get_synchronous (SeedreamProvider *self)
{
  return get_private (self)->synchronous;
}

char *
seedream_provider_resolve (SeedreamProvider *self, const char *address)
{
  const char *endpoint = seedream_provider_get_endpoint (self);
  const char *host;

  if (endpoint == NULL)
    return g_strdup (address);
  host = strstr (address, "://") + strlen ("://");
  return g_strconcat (endpoint, host + strcspn (host, "/"), NULL);
}

const SeedreamCapabilities *
seedream_provider_get_capabilities (SeedreamProvider *self, SeedreamOperation operation)
{
  return SEEDREAM_PROVIDER_GET_CLASS (self)->get_capabilities (self, operation);
}

static gboolean
has_way_for_pictures (SeedreamProvider *self, SeedreamRequest *request, const SeedreamCapabilities *can)
{
  return can->transport != SEEDREAM_TRANSPORT_LINK || seedream_provider_get_storage (self) != NULL
         || g_list_model_get_n_items (seedream_request_get_pictures (request)) == 0;
}

gboolean
seedream_provider_validate (SeedreamProvider *self, SeedreamRequest *request, GError **error)
{
  const SeedreamCapabilities *can = seedream_provider_get_capabilities (self, seedream_request_get_operation (request));
  const char *message = _ ("This provider takes links only, and there is no address yet where pictures can be left for "
                           "it. Name one in the preferences.");

  if (!seedream_request_validate (request, can, error))
    return FALSE;
  if (has_way_for_pictures (self, request, can))
    return TRUE;
  g_propagate_error (error, seedream_error_new (SEEDREAM_ERROR_INVALID_REQUEST, SEEDREAM_BILLED_NO, NULL, message));
  return FALSE;
}

SeedreamCall *
seedream_provider_build_upload (SeedreamProvider *self, SeedreamPicture *picture)
{
  return SEEDREAM_PROVIDER_GET_CLASS (self)->build_upload (self, picture);
}

/* Whatever is wrong with the answer, neither a picture that was left with a provider nor a key that was tried has cost anything. */
static GError *
unbill (GError *taken)
{
  g_autoptr (GError) error = taken;

  return seedream_error_new (error->code, SEEDREAM_BILLED_NO, seedream_error_get_details (error), error->message);
}

char *
seedream_provider_read_upload (SeedreamProvider *self, const SeedreamReply *reply, gint64 *expires_at, GError **error)
{
  GError *own = NULL;
  char *link = NULL;

  if (seedream_wire_is_success (reply))
    link = SEEDREAM_PROVIDER_GET_CLASS (self)->read_upload (self, reply, expires_at, &own);
  else
    own = seedream_refusal_from_reply (reply, SEEDREAM_REFUSAL_OF_UPLOAD);
  if (own != NULL)
    g_propagate_error (error, unbill (own));
  return link;
}

SeedreamCall *
seedream_provider_build_submit (SeedreamProvider *self,
                                SeedreamRequest *request,
                                const char *const *links,
                                GError **error)
{
  return SEEDREAM_PROVIDER_GET_CLASS (self)->build_submit (self, request, links, error);
}

SeedreamAnswer *
seedream_provider_read_submit (SeedreamProvider *self, const SeedreamReply *reply, GError **error)
{
  return seedream_answer_settle (SEEDREAM_PROVIDER_GET_CLASS (self)->read_submit (self, reply, error));
}

SeedreamCall *
seedream_provider_build_poll (SeedreamProvider *self, SeedreamOperation operation, const char *remote_id)
{
  SeedreamProviderClass *klass = SEEDREAM_PROVIDER_GET_CLASS (self);

  return klass->build_poll != NULL ? klass->build_poll (self, operation, remote_id) : NULL;
}

SeedreamAnswer *
seedream_provider_read_poll (SeedreamProvider *self, const SeedreamReply *reply, GError **error)
{
  return seedream_answer_settle (SEEDREAM_PROVIDER_GET_CLASS (self)->read_poll (self, reply, error));
}

SeedreamCall *
seedream_provider_build_cancel (SeedreamProvider *self, SeedreamOperation operation, const char *remote_id)
{
  SeedreamProviderClass *klass = SEEDREAM_PROVIDER_GET_CLASS (self);

  return klass->build_cancel != NULL ? klass->build_cancel (self, operation, remote_id) : NULL;
}

SeedreamCall *
seedream_provider_build_key_test (SeedreamProvider *self)
{
  const char *test_address = SEEDREAM_PROVIDER_GET_CLASS (self)->key_test_address;
  g_autofree char *address = test_address != NULL ? seedream_provider_resolve (self, test_address) : NULL;

  return address != NULL ? seedream_call_new ("GET", address) : NULL;
}

gboolean
seedream_provider_read_key_test (SeedreamProvider *self, const SeedreamReply *reply, GError **error)
{
  GError *own = NULL;
  gboolean good = SEEDREAM_PROVIDER_GET_CLASS (self)->read_key_test (self, reply, &own);

  if (own != NULL)
    g_propagate_error (error, unbill (own));
  return good;
}
