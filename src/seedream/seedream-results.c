/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "seedream-results.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "seedream-fetch.h"
#include "seedream-job-private.h"
#include "seedream-link.h"
#include "seedream-pause.h"

typedef struct {
  GPtrArray *links; /* remote ones first; "" for one of which there is only a file */
  guint n_remote;
  gboolean fresh; /* the provider has given the links a moment ago, and does not hand out dead ones */
  guint position;
  guint tries;
  guint good;
  GError *trouble; /* something may still come of it */
  GError *bad;     /* nothing will */
  gboolean hopeless;
} Collection;

static void
collection_free (Collection *self)
{
  g_ptr_array_unref (self->links);
  g_clear_error (&self->trouble);
  g_clear_error (&self->bad);
  g_free (self);
}

static void fetch_or_store (GTask *task);
static void save_inline (GTask *task);

static gboolean
has_file (SeedreamJob *job, guint position)
{
  g_autoptr (GFile) file = seedream_job_get_result_file (job, position);

  return g_file_query_exists (file, NULL);
}

gboolean
seedream_results_are_known (SeedreamJob *job)
{
  return job->n_results > 0 || has_file (job, 0);
}

/* What came inside the answer, or shows the key, is not for the ledger, so it goes behind what is: then positions stay the same
 * when the job is taken up again. */
static gboolean
can_be_written_down (SeedreamJob *job, const char *link)
{
  return seedream_link_classify (link) == SEEDREAM_LINK_REMOTE && !seedream_link_shows_key (link, job->key);
}

static void
take_links (Collection *self, SeedreamJob *job, GPtrArray *links)
{
  for (guint i = 0; i < links->len; i++)
    if (can_be_written_down (job, links->pdata[i]))
      g_ptr_array_add (self->links, g_strdup (links->pdata[i]));
  self->n_remote = self->links->len;
  for (guint i = 0; i < links->len; i++)
    if (!can_be_written_down (job, links->pdata[i]))
      g_ptr_array_add (self->links, g_strdup (links->pdata[i]));
}

void
seedream_results_keep_links (SeedreamJob *job, GPtrArray *links)
{
  g_autoptr (GStrvBuilder) kept = g_strv_builder_new ();

  for (guint i = 0; i < links->len; i++)
    if (can_be_written_down (job, links->pdata[i]))
      g_strv_builder_add (kept, links->pdata[i]);
  seedream_job_take_links (job, g_strv_builder_end (kept));
}

static void
take_up_links (Collection *self, SeedreamJob *job)
{
  for (guint i = 0; job->links != NULL && job->links[i] != NULL; i++)
    g_ptr_array_add (self->links, g_strdup (job->links[i]));
  self->n_remote = self->links->len;
  while (has_file (job, self->links->len))
    g_ptr_array_add (self->links, g_strdup (""));
}

static char **
dup_remote_links (Collection *self)
{
  char **links = g_new0 (char *, self->n_remote + 1);

  for (guint i = 0; i < self->n_remote; i++)
    links[i] = g_strdup (self->links->pdata[i]);
  return links;
}

/* By now the provider has done its part: whatever goes wrong here has been paid for. */
static GError *
bill (GError *taken)
{
  g_autoptr (GError) error = taken;

  if (error->domain != SEEDREAM_ERROR)
    return g_steal_pointer (&error);
  return seedream_error_new (error->code, SEEDREAM_BILLED_YES, seedream_error_get_details (error), error->message);
}

static void
keep_first (GError **kept, GError *taken)
{
  if (*kept == NULL)
    *kept = bill (taken);
  else
    g_error_free (taken);
}

static void
go_on (GTask *task)
{
  Collection *self = g_task_get_task_data (task);

  self->position++;
  self->tries = 0;
  fetch_or_store (task);
}

static void
on_paused (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;

  if (seedream_pause_finish (result, &error))
    fetch_or_store (task);
  else
    g_task_return_error (task, error);
}

/* Returns whether it is tried again; delivery networks lag behind the providers. */
static gboolean
try_again (GTask *task)
{
  Collection *self = g_task_get_task_data (task);
  SeedreamJob *job = g_task_get_source_object (task);

  if (++self->tries >= job->patience.download_tries)
    return FALSE;
  seedream_pause_async (job->patience.download_pause_ms * self->tries, g_task_get_cancellable (task), on_paused,
                        g_object_ref (task));
  return TRUE;
}

static gboolean
is_link_outlived (SeedreamJob *job)
{
  const SeedreamCapabilities *can = seedream_provider_get_capabilities (job->provider, job->operation);

  return can != NULL && job->submitted_at + can->link_hours * G_TIME_SPAN_HOUR < g_get_real_time ();
}

/* A link that may not be followed stays so, and one that is past its time is gone; all else is the network's or the server's mood.
 * A clock that jumped, or a machine that slept, makes no link old that has just come. */
static gboolean
is_hopeless (Collection *self, SeedreamJob *job, const GError *error)
{
  return g_error_matches (error, SEEDREAM_ERROR, SEEDREAM_ERROR_INSECURE)
         || (g_error_matches (error, SEEDREAM_ERROR, SEEDREAM_ERROR_EXPIRED) && !self->fresh && is_link_outlived (job));
}

/* What is not the provider's doing: given up, or the disk. */
static GError *
tell_of_disk (GError *taken)
{
  g_autoptr (GError) error = taken;
  const char *message
      = _ ("The result could not be kept on the disk. Once there is room, take the edit up again: it is "
           "fetched then, and not paid again.");

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return g_steal_pointer (&error);
  return seedream_error_new (SEEDREAM_ERROR_LEDGER, SEEDREAM_BILLED_YES, error->message, message);
}

static void
on_fetch_failed (GTask *task, GError *error)
{
  Collection *self = g_task_get_task_data (task);
  SeedreamJob *job = g_task_get_source_object (task);
  gboolean hopeless = is_hopeless (self, job, error);

  if (error->domain != SEEDREAM_ERROR)
    {
      g_task_return_error (task, tell_of_disk (error));
      return;
    }
  if (!hopeless && try_again (task))
    {
      g_error_free (error);
      return;
    }
  keep_first (hopeless ? &self->bad : &self->trouble, error);
  go_on (task);
}

static void
on_store_failed (GTask *task, GError *error)
{
  Collection *self = g_task_get_task_data (task);
  SeedreamJob *job = g_task_get_source_object (task);
  g_autoptr (GFile) file = seedream_job_get_result_file (job, self->position);
  const char *link = self->links->pdata[self->position];
  gboolean remote = seedream_link_classify (link) == SEEDREAM_LINK_REMOTE;
  gboolean part = g_error_matches (error, SEEDREAM_ERROR, SEEDREAM_ERROR_NETWORK);

  if (!part && !g_error_matches (error, SEEDREAM_ERROR, SEEDREAM_ERROR_MALFORMED))
    {
      g_task_return_error (task, tell_of_disk (error)); /* the file stays for the next time */
      return;
    }
  g_file_delete (file, NULL, NULL);
  if (remote && try_again (task))
    {
      g_error_free (error);
      return;
    }
  /* A chunked answer can be cut without a sign of it, and the rest may be there tomorrow. */
  keep_first (part && remote && !is_link_outlived (job) ? &self->trouble : &self->bad, error);
  go_on (task);
}

static void
on_stored (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  Collection *self = g_task_get_task_data (task);
  SeedreamJob *job = g_task_get_source_object (task);
  GError *error = NULL;

  if (!seedream_ledger_store_finish (SEEDREAM_LEDGER (source), result, &error))
    {
      on_store_failed (task, error);
      return;
    }
  self->good++;
  job->n_good = self->good;
  go_on (task);
}

static void
on_fetched (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  Collection *self = g_task_get_task_data (task);
  SeedreamJob *job = g_task_get_source_object (task);
  g_autoptr (GFile) file = seedream_job_get_result_file (job, self->position);
  GError *error = NULL;

  if (!seedream_fetch_finish (result, &error))
    {
      on_fetch_failed (task, error);
      return;
    }
  seedream_ledger_store_async (job->ledger, job, self->position, file, g_task_get_cancellable (task), on_stored,
                               g_object_ref (task));
}

static void
on_progress (guint64 arrived, guint64 total, gpointer data)
{
  GTask *task = data;
  Collection *self = g_task_get_task_data (task);
  double fraction = total > 0 ? MIN ((double)arrived / total, 1) : 0;

  seedream_job_set_progress (g_task_get_source_object (task), (self->position + fraction) / self->links->len);
}

static void
finish (GTask *task)
{
  Collection *self = g_task_get_task_data (task);

  if (self->trouble != NULL)
    g_task_return_error (task, g_steal_pointer (&self->trouble));
  else if (self->good == 0)
    {
      self->hopeless = TRUE;
      g_task_return_error (task, g_steal_pointer (&self->bad));
    }
  else
    g_task_return_boolean (task, TRUE);
}

static void
fetch_or_store (GTask *task)
{
  Collection *self = g_task_get_task_data (task);
  SeedreamJob *job = g_task_get_source_object (task);
  g_autoptr (GFile) file = NULL;

  if (self->position == self->links->len)
    {
      finish (task);
      return;
    }
  /* One that came inside the answer, and had no file made of it. */
  if (self->links->pdata[self->position] == NULL)
    {
      go_on (task);
      return;
    }
  on_progress (0, 0, task);
  file = seedream_job_get_result_file (job, self->position);
  seedream_fetch_async (job->http, self->links->pdata[self->position], seedream_job_allows_loopback (job), file,
                        on_progress, task, g_task_get_cancellable (task), on_fetched, g_object_ref (task));
}

static void
start_fetching (GTask *task)
{
  Collection *self = g_task_get_task_data (task);
  SeedreamJob *job = g_task_get_source_object (task);

  self->position = 0;
  seedream_job_take_links (job, dup_remote_links (self));
  seedream_job_note (job, SEEDREAM_JOB_DOWNLOADING);
  fetch_or_store (task);
}

static void
on_inline_saved (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  Collection *self = g_task_get_task_data (task);
  GError *error = NULL;

  if (!seedream_fetch_finish (result, &error))
    {
      keep_first (error->domain == SEEDREAM_ERROR ? &self->bad : &self->trouble, error);
      g_clear_pointer (&self->links->pdata[self->position], g_free);
    }
  self->position++;
  save_inline (task);
}

/* Before anything else, and not to be cancelled: nobody can be asked for these a second time for long. */
static void
save_inline (GTask *task)
{
  Collection *self = g_task_get_task_data (task);
  SeedreamJob *job = g_task_get_source_object (task);
  g_autoptr (GFile) file = NULL;
  const char *link;

  if (self->position == self->links->len)
    {
      start_fetching (task);
      return;
    }
  link = self->links->pdata[self->position];
  if (seedream_link_classify (link) != SEEDREAM_LINK_INLINE)
    {
      self->position++;
      save_inline (task);
      return;
    }
  file = seedream_job_get_result_file (job, self->position);
  seedream_fetch_async (job->http, link, FALSE, file, NULL, NULL, NULL, on_inline_saved, g_object_ref (task));
}

void
seedream_results_collect_async (SeedreamJob *job,
                                GPtrArray *links,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (job, cancellable, callback, user_data);
  Collection *self = g_new0 (Collection, 1);

  g_task_set_source_tag (task, seedream_results_collect_async);
  g_task_set_check_cancellable (task, FALSE);
  self->links = g_ptr_array_new_with_free_func (g_free);
  g_task_set_task_data (task, self, (GDestroyNotify)collection_free);
  self->fresh = links != NULL;
  if (self->fresh)
    take_links (self, job, links);
  else
    take_up_links (self, job);
  seedream_job_take_n_results (job, self->links->len);
  self->position = self->n_remote;
  save_inline (task);
}

gboolean
seedream_results_collect_finish (GAsyncResult *result, gboolean *hopeless, GError **error)
{
  Collection *self = g_task_get_task_data (G_TASK (result));

  *hopeless = self->hopeless;
  return g_task_propagate_boolean (G_TASK (result), error);
}

void
seedream_results_clear (SeedreamJob *job)
{
  for (guint i = 0; i < job->n_results || has_file (job, i); i++)
    {
      g_autoptr (GFile) file = seedream_job_get_result_file (job, i);

      g_file_delete (file, NULL, NULL);
    }
}
