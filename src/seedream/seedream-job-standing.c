/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Where a job stands: how that changes, is written down and told. */

#include "seedream-job-private.h"

#include <glib/gi18n-lib.h>

#include "seedream-address.h"
#include "seedream-refusal.h"

static void
set_state (SeedreamJob *self, SeedreamJobState state)
{
  if (self->state == state)
    return;
  g_debug ("job %s: %s", self->id, seedream_job_state_to_string (state));
  self->state = state;
  g_object_notify (G_OBJECT (self), "state");
}

gboolean
seedream_job_advance (SeedreamJob *self, SeedreamJobState state, SeedreamBilled billed, GError **error)
{
  SeedreamJobState old = self->state;
  g_autoptr (GError) why = NULL;
  g_autofree char *details = NULL;
  gboolean written;

  /* Nobody is told of a state before it is written down. */
  g_object_freeze_notify (G_OBJECT (self));
  set_state (self, state);
  written = seedream_ledger_write (self->ledger, self, &why);
  if (!written)
    set_state (self, old);
  self->unwritten = !written;
  g_object_thaw_notify (G_OBJECT (self));
  if (written)
    return TRUE;
  if (why->domain == SEEDREAM_ERROR)
    {
      g_propagate_error (error, g_steal_pointer (&why));
      return FALSE;
    }

  details = seedream_redact (why->message, self->key);
  g_propagate_error (error, seedream_error_new (SEEDREAM_ERROR_LEDGER, billed, details,
                                                _ ("The job could not be written down, so it was not carried on.")));
  return FALSE;
}

void
seedream_job_note (SeedreamJob *self, SeedreamJobState state)
{
  g_autoptr (GError) why = NULL;

  g_object_freeze_notify (G_OBJECT (self));
  set_state (self, state);
  self->unwritten = !seedream_ledger_write (self->ledger, self, &why);
  g_object_thaw_notify (G_OBJECT (self));
  if (self->unwritten)
    {
      g_autofree char *shown = seedream_redact (why->message, self->key);

      g_message ("The state of job %s could not be written down yet: %s", self->id, shown);
    }
}

void
seedream_job_set_progress (SeedreamJob *self, double progress)
{
  if (self->progress == progress)
    return;
  self->progress = progress;
  g_object_notify (G_OBJECT (self), "progress");
}

void
seedream_job_take_error (SeedreamJob *self, GError *error)
{
  if (error == NULL && self->error == NULL)
    return;
  g_clear_error (&self->error);
  if (error != NULL)
    self->error = seedream_refusal_redacted (error, self->key);
  g_clear_error (&error);
  g_object_notify (G_OBJECT (self), "error");
}

void
seedream_job_set_wait (SeedreamJob *self, gint64 retry_at, gboolean offline)
{
  if (self->retry_at != retry_at)
    {
      self->retry_at = retry_at;
      g_object_notify (G_OBJECT (self), "retry-at");
    }
  if (self->offline != offline)
    {
      self->offline = offline;
      g_object_notify (G_OBJECT (self), "offline");
    }
}

void
seedream_job_set_late (SeedreamJob *self)
{
  if (self->late)
    return;
  self->late = TRUE;
  g_object_notify (G_OBJECT (self), "late");
}

void
seedream_job_give_up (SeedreamJob *self)
{
  if (self->given_up)
    return;
  self->given_up = TRUE;
  seedream_job_set_late (self);
  seedream_job_note (self, self->state);
  g_object_notify (G_OBJECT (self), "given-up");
}

static void
learn_id (SeedreamJob *self, const char *id)
{
  if (id == NULL || self->remote_id != NULL)
    return;
  self->remote_id = g_strdup (id);
  g_object_notify (G_OBJECT (self), "remote-id");
}

void
seedream_job_learn (SeedreamJob *self, const SeedreamAnswer *answer)
{
  learn_id (self, answer->remote_id);
  if (answer->queued_ms >= 0)
    self->queued_ms = answer->queued_ms;
  if (answer->executed_ms >= 0)
    self->executed_ms = answer->executed_ms;
  self->n_delivered = answer->n_delivered;
  if (answer->cost.kind != SEEDREAM_COST_REPORTED)
    return;
  self->cost = answer->cost;
  g_object_notify (G_OBJECT (self), "cost");
}

void
seedream_job_take_links (SeedreamJob *self, char **links)
{
  g_strfreev (self->links);
  self->links = links;
}

GFile *
seedream_job_get_result_file (SeedreamJob *self, guint position)
{
  g_autofree char *name = g_strdup_printf ("%s-%u", self->id, position);

  return g_file_get_child (self->folder, name);
}

gboolean
seedream_job_allows_loopback (SeedreamJob *self)
{
  const char *endpoint = seedream_provider_get_endpoint (self->provider);
  g_autoptr (GUri) uri = endpoint != NULL ? seedream_address_parse (endpoint, TRUE) : NULL;

  return uri != NULL && seedream_address_is_loopback (uri);
}
