/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "pentimento-sandbox.h"

#include <glib/gi18n-lib.h>

#include "sandbox-service.h"

struct _PentimentoSandbox {
  GObject parent_instance;

  SandboxService *service;
  GMainContext *context;
  GThread *thread;
  gboolean stopping;
};

G_DEFINE_FINAL_TYPE (PentimentoSandbox, pentimento_sandbox, G_TYPE_OBJECT)

PentimentoSandbox *
pentimento_sandbox_new (void)
{
  return g_object_new (PENTIMENTO_TYPE_SANDBOX, NULL);
}

void
pentimento_sandbox_set_key (PentimentoSandbox *self, const char *key)
{
  g_return_if_fail (PENTIMENTO_IS_SANDBOX (self));
  g_return_if_fail (self->thread == NULL);

  sandbox_service_set_key (self->service, key);
}

gboolean
pentimento_sandbox_add_fault (PentimentoSandbox *self, const char *fault, GError **error)
{
  g_return_val_if_fail (PENTIMENTO_IS_SANDBOX (self), FALSE);
  g_return_val_if_fail (fault != NULL, FALSE);

  return sandbox_faults_add (sandbox_service_get_faults (self->service), fault, error);
}

const char *
pentimento_sandbox_get_fault_help (void)
{
  return sandbox_fault_get_help ();
}

static gpointer
serve (gpointer user_data)
{
  PentimentoSandbox *self = user_data;

  g_main_context_push_thread_default (self->context);
  while (!g_atomic_int_get (&self->stopping))
    g_main_context_iteration (self->context, TRUE);
  sandbox_service_close (self->service);
  g_main_context_pop_thread_default (self->context);
  return NULL;
}

gboolean
pentimento_sandbox_start (PentimentoSandbox *self, guint port, GError **error)
{
  g_autoptr (GMainContext) context = g_main_context_new ();
  gboolean listening;

  g_return_val_if_fail (PENTIMENTO_IS_SANDBOX (self), FALSE);
  g_return_val_if_fail (self->thread == NULL, FALSE);

  if (port > G_MAXUINT16)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, _ ("There is no port %u; the last one is 65535."),
                   port);
      return FALSE;
    }
  g_main_context_push_thread_default (context);
  listening = sandbox_service_listen (self->service, port, error);
  g_main_context_pop_thread_default (context);
  if (!listening)
    return FALSE;
  self->context = g_steal_pointer (&context);
  g_atomic_int_set (&self->stopping, FALSE);
  self->thread = g_thread_new ("practice-server", serve, self);
  return TRUE;
}

const char *
pentimento_sandbox_get_url (PentimentoSandbox *self)
{
  g_return_val_if_fail (PENTIMENTO_IS_SANDBOX (self), NULL);

  return sandbox_service_get_url (self->service);
}

guint
pentimento_sandbox_get_submits (PentimentoSandbox *self)
{
  g_return_val_if_fail (PENTIMENTO_IS_SANDBOX (self), 0);

  return (guint)g_atomic_int_get (&sandbox_service_get_counts (self->service)->submits);
}

void
pentimento_sandbox_stop (PentimentoSandbox *self)
{
  g_return_if_fail (PENTIMENTO_IS_SANDBOX (self));

  if (self->thread == NULL)
    return;
  g_atomic_int_set (&self->stopping, TRUE);
  g_main_context_wakeup (self->context);
  g_thread_join (g_steal_pointer (&self->thread));
  g_clear_pointer (&self->context, g_main_context_unref);
}

static void
pentimento_sandbox_dispose (GObject *object)
{
  pentimento_sandbox_stop (PENTIMENTO_SANDBOX (object));
  G_OBJECT_CLASS (pentimento_sandbox_parent_class)->dispose (object);
}

static void
pentimento_sandbox_finalize (GObject *object)
{
  sandbox_service_free (PENTIMENTO_SANDBOX (object)->service);
  G_OBJECT_CLASS (pentimento_sandbox_parent_class)->finalize (object);
}

static void
pentimento_sandbox_class_init (PentimentoSandboxClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = pentimento_sandbox_dispose;
  object_class->finalize = pentimento_sandbox_finalize;
}

static void
pentimento_sandbox_init (PentimentoSandbox *self)
{
  self->service = sandbox_service_new ();
}
