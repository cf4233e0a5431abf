/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gi18n-lib.h>

#include "pentimento-keyring-private.h"

enum { CHANGED, N_SIGNALS };

struct _PentimentoKeyring {
  GObject parent_instance;
  GHashTable *session; /* provider → key, for this run */
};

G_DEFINE_FINAL_TYPE (PentimentoKeyring, pentimento_keyring, G_TYPE_OBJECT)

G_DEFINE_QUARK (pentimento_keyring_error, pentimento_keyring_error)

static guint signals[N_SIGNALS];

const SecretSchema pentimento_keyring_schema = { "org.pentimento.Pentimento.Key",
                                                 SECRET_SCHEMA_NONE,
                                                 { { "provider", SECRET_SCHEMA_ATTRIBUTE_STRING }, { NULL, 0 } } };

static void
pentimento_keyring_finalize (GObject *object)
{
  g_hash_table_unref (PENTIMENTO_KEYRING (object)->session);
  G_OBJECT_CLASS (pentimento_keyring_parent_class)->finalize (object);
}

static void
pentimento_keyring_class_init (PentimentoKeyringClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = pentimento_keyring_finalize;
  signals[CHANGED] = g_signal_new ("changed", PENTIMENTO_TYPE_KEYRING, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
pentimento_keyring_init (PentimentoKeyring *self)
{
  self->session = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify)pentimento_key_free);
}

PentimentoKeyring *
pentimento_keyring_new (void)
{
  return g_object_new (PENTIMENTO_TYPE_KEYRING, NULL);
}

GHashTable *
pentimento_keyring_attributes (const char *provider)
{
  return secret_attributes_build (&pentimento_keyring_schema, "provider", provider, NULL);
}

const char *
pentimento_keyring_get_session_key (PentimentoKeyring *self, const char *provider)
{
  return g_hash_table_lookup (self->session, provider);
}

void
pentimento_keyring_set_session_key (PentimentoKeyring *self, const char *provider, const char *key)
{
  if (key != NULL)
    g_hash_table_replace (self->session, g_strdup (provider), keyring_key_copy (key));
  else
    g_hash_table_remove (self->session, provider);
}

void
pentimento_keyring_tell (PentimentoKeyring *self, const char *provider)
{
  g_signal_emit (self, signals[CHANGED], 0, provider);
}

gboolean
pentimento_keyring_is_missing (const GError *error)
{
  return g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_SERVICE_UNKNOWN)
         || g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_NAME_HAS_NO_OWNER)
         || g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_DISCONNECTED)
         || g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_NO_SERVER)
         || (error->domain == G_DBUS_ERROR && error->code >= G_DBUS_ERROR_SPAWN_EXEC_FAILED
             && error->code <= G_DBUS_ERROR_SPAWN_NO_MEMORY)
         /* No session bus: nothing listens at its address, or there is no address at all. */
         || (error->domain == G_IO_ERROR && error->code != G_IO_ERROR_CANCELLED);
}

gboolean
pentimento_keyring_any_locked (GList *found)
{
  for (GList *at = found; at != NULL; at = at->next)
    if (SECRET_IS_ITEM (at->data) && secret_item_get_locked (at->data))
      return TRUE;
  return FALSE;
}

GError *
pentimento_keyring_locked_error (void)
{
  return g_error_new_literal (PENTIMENTO_KEYRING_ERROR, PENTIMENTO_KEYRING_ERROR_LOCKED,
                              _ ("The system keyring is locked. Unlock it and try again."));
}

/* A prompt that was dismissed before there was any keyring leaves an object that does not exist. */
static gboolean
is_locked (const GError *error)
{
  return g_error_matches (error, SECRET_ERROR, SECRET_ERROR_IS_LOCKED)
         || g_error_matches (error, SECRET_ERROR, SECRET_ERROR_NO_SUCH_OBJECT)
         || g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_UNKNOWN_METHOD)
         || g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_UNKNOWN_OBJECT);
}

GError *
pentimento_keyring_explain (GError *error)
{
  GError *explained;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return error;
  g_dbus_error_strip_remote_error (error);
  explained = is_locked (error) ? pentimento_keyring_locked_error ()
                                : g_error_new (PENTIMENTO_KEYRING_ERROR, PENTIMENTO_KEYRING_ERROR_UNAVAILABLE,
                                               _ ("The system keyring cannot be used: %s. Install or start one, such "
                                                  "as GNOME Keyring."),
                                               error->message);
  g_error_free (error);
  return explained;
}
