/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "pentimento-reuse.h"

#include "pentimento-wish.h"

PentimentoReuse
pentimento_reuse_find (PentimentoVersion *version)
{
  PentimentoReuse what = 0;

  if (pentimento_version_get_prompt (version) != NULL)
    what |= PENTIMENTO_REUSE_PROMPT;
  if (pentimento_version_get_job_id (version) != NULL)
    what |= PENTIMENTO_REUSE_SETTINGS;
  if (pentimento_version_get_references (version) != NULL && *pentimento_version_get_references (version) != NULL)
    what |= PENTIMENTO_REUSE_REFERENCES;
  return what;
}

/* Reading what there was */

typedef struct {
  PentimentoLibrary *library;
  PentimentoVersion *version;
  PentimentoReuse what;
  PentimentoWish *wish;  /* (nullable): where its job is not in the library any more */
  GPtrArray *references; /* PentimentoImage */
} Taking;

static void
taking_free (Taking *taking)
{
  g_object_unref (taking->library);
  g_object_unref (taking->version);
  g_clear_pointer (&taking->wish, pentimento_wish_free);
  g_ptr_array_unref (taking->references);
  g_free (taking);
}

static void
read_wish (Taking *taking)
{
  const char *job_id = pentimento_version_get_job_id (taking->version);
  g_autoptr (PentimentoJobRecord) record
      = job_id != NULL ? pentimento_library_get_job (taking->library, job_id, NULL) : NULL;

  if (record != NULL)
    taking->wish = pentimento_wish_new_from_record (record);
}

static const char *
find_recipe (Taking *taking, guint position)
{
  const char *recipe = NULL;

  if (taking->wish != NULL && position < g_strv_length (taking->wish->recipes))
    recipe = taking->wish->recipes[position];
  return recipe != NULL && *recipe != '\0' ? recipe : NULL;
}

static gboolean
read_references (Taking *taking, GError **error)
{
  const char *const *sha256s = pentimento_version_get_references (taking->version);

  for (guint i = 0; sha256s != NULL && sha256s[i] != NULL; i++)
    {
      PentimentoImage *image
          = pentimento_library_load_changed (taking->library, sha256s[i], find_recipe (taking, i), error);

      if (image == NULL)
        return FALSE;
      g_ptr_array_add (taking->references, image);
    }
  return TRUE;
}

static void
read_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Taking *taking = task_data;
  GError *error = NULL;

  read_wish (taking);
  if ((taking->what & PENTIMENTO_REUSE_REFERENCES) == 0 || read_references (taking, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/* Setting it */

static void
set_prompt (PentimentoDocument *document, PentimentoVersion *version)
{
  const char *prompt = pentimento_version_get_prompt (version);
  const char *negative = pentimento_version_get_negative_prompt (version);

  pentimento_document_set_template (document, NULL);
  g_object_set (document, "prompt", prompt != NULL ? prompt : "", "negative-prompt", negative != NULL ? negative : "",
                NULL);
}

static void
set_settings (PentimentoDocument *document, const Taking *taking)
{
  const char *id = pentimento_version_get_provider (taking->version);
  g_autoptr (SeedreamProvider) provider = id != NULL ? seedream_registry_describe (id) : NULL;

  if (provider != NULL)
    g_object_set (document, "provider", id, NULL);
  if (taking->wish != NULL)
    g_object_set (document, "width", taking->wish->width, "height", taking->wish->height, "seed", taking->wish->seed,
                  "count", taking->wish->count, "safety", taking->wish->safety, NULL);
}

static void
set_references (PentimentoDocument *document, GPtrArray *references)
{
  while (g_list_model_get_n_items (pentimento_document_get_references (document)) > 0)
    pentimento_document_remove_reference (document, 0);
  for (guint i = 0; i < references->len; i++)
    pentimento_document_add_reference (document, references->pdata[i], NULL);
}

static void
was_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  PentimentoDocument *document = PENTIMENTO_DOCUMENT (source);
  g_autoptr (GTask) task = user_data;
  Taking *taking = g_task_get_task_data (task);
  GError *error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      g_task_return_error (task, error);
      return;
    }
  if (taking->what & PENTIMENTO_REUSE_PROMPT)
    set_prompt (document, taking->version);
  if (taking->what & PENTIMENTO_REUSE_SETTINGS)
    set_settings (document, taking);
  if (taking->what & PENTIMENTO_REUSE_REFERENCES)
    set_references (document, taking->references);
  g_task_return_boolean (task, TRUE);
}

void
pentimento_reuse_take_async (PentimentoDocument *document,
                             PentimentoVersion *version,
                             PentimentoReuse what,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  GTask *task = g_task_new (document, cancellable, callback, user_data);
  g_autoptr (GTask) reading = g_task_new (document, cancellable, was_read, task);
  Taking *taking = g_new0 (Taking, 1);

  g_task_set_source_tag (task, pentimento_reuse_take_async);
  taking->library = g_object_ref (pentimento_services_get_library (pentimento_document_get_services (document)));
  taking->version = g_object_ref (version);
  taking->what = what;
  taking->references = g_ptr_array_new_with_free_func (g_object_unref);
  /* The task outlives the reading, whose user data it is. */
  g_task_set_task_data (task, taking, (GDestroyNotify)taking_free);
  g_task_set_task_data (reading, taking, NULL);
  g_task_run_in_thread (reading, read_in_thread);
}

gboolean
pentimento_reuse_take_finish (PentimentoDocument *document, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

char *
pentimento_reuse_join_prompts (PentimentoHistory *history, PentimentoVersion *version)
{
  GString *joined = g_string_new (NULL);

  for (; version != NULL; version = pentimento_history_get_parent (history, version))
    {
      const char *prompt = pentimento_version_get_prompt (version);

      /* What a file says of how it was made was done before it was opened. */
      if (prompt == NULL || pentimento_version_get_kind (version) == PENTIMENTO_VERSION_OPENED)
        continue;
      if (joined->len > 0)
        g_string_prepend_c (joined, '\n');
      g_string_prepend (joined, prompt);
    }
  return g_string_free (joined, FALSE);
}
