/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "pentimento-workspace.h"

#include "pentimento-library-workspaces.h"
#include "workspace-state.h"

/* Long enough not to write at every key, short enough to lose no more than a word. */
#define PAUSE_MS 600

/* Shared with the thread that writes; a later state is never written over by an earlier one. */
typedef struct {
  GMutex mutex;
  guint written;        /* the number of the state that was written last */
  char *text;           /* (nullable): that state */
  PentimentoMask *mask; /* (nullable): of that state, and as it was written, so that it need not be encoded again */
  PentimentoImage *mask_file;
} Writer;

struct _PentimentoWorkspace {
  GObject parent_instance;

  PentimentoDocument *document;
  PentimentoLibrary *library;
  char *id;
  PentimentoJobLock *lock;
  char *view;

  Writer *writer; /* counted */
  guint n_states;
  guint save_id;
  gboolean is_quiet; /* being restored, or closed: nothing is written */
};

enum { PROP_VIEW = 1, N_PROPS };

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (PentimentoWorkspace, pentimento_workspace, G_TYPE_OBJECT)

static void
writer_clear (gpointer data)
{
  Writer *writer = data;

  g_mutex_clear (&writer->mutex);
  g_free (writer->text);
  g_clear_pointer (&writer->mask, pentimento_mask_unref);
  g_clear_object (&writer->mask_file);
}

/* Writing */

typedef struct {
  PentimentoLibrary *library;
  Writer *writer;
  WorkspaceState *state;
  char *id;
  guint number;
} Saving;

static void
saving_free (Saving *saving)
{
  g_object_unref (saving->library);
  g_atomic_rc_box_release_full (saving->writer, writer_clear);
  workspace_state_free (saving->state);
  g_free (saving->id);
  g_free (saving);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Saving, saving_free)

static Saving *
saving_new (PentimentoWorkspace *self)
{
  Saving *saving = g_new0 (Saving, 1);

  saving->library = g_object_ref (self->library);
  saving->writer = g_atomic_rc_box_acquire (self->writer);
  saving->state = workspace_state_new_from_document (self->document, self->view);
  saving->id = g_strdup (self->id);
  saving->number = ++self->n_states;
  return saving;
}

static gboolean
write_text (Saving *saving, const char *text, GError **error)
{
  g_autoptr (PentimentoWorkspaceRecord) record = NULL;

  if (workspace_state_is_empty (saving->state))
    return pentimento_library_remove_workspace (saving->library, saving->id, error);
  record = pentimento_workspace_record_new (saving->id, text);
  return pentimento_library_write_workspace (saving->library, record, error);
}

static void
remember_mask (Writer *writer, const WorkspaceState *state)
{
  g_clear_pointer (&writer->mask, pentimento_mask_unref);
  writer->mask = state->mask != NULL ? pentimento_mask_ref (state->mask) : NULL;
  g_set_object (&writer->mask_file, state->mask_file);
}

static void
save (Saving *saving)
{
  Writer *writer = saving->writer;
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&writer->mutex);
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  if (saving->number < writer->written)
    return;
  if (saving->state->mask != NULL && saving->state->mask == writer->mask)
    g_set_object (&saving->state->mask_file, writer->mask_file);
  text = workspace_state_write (saving->state, saving->library, &error);
  if (text != NULL && (g_strcmp0 (text, writer->text) == 0 || write_text (saving, text, &error)))
    {
      g_free (writer->text);
      writer->text = g_steal_pointer (&text);
      writer->written = saving->number;
      remember_mask (writer, saving->state);
    }
  else
    g_warning ("What lies open could not be written down: %s", error->message);
}

static void
save_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  save (task_data);
  g_task_return_boolean (task, TRUE);
}

static gboolean
pause_over (gpointer user_data)
{
  PentimentoWorkspace *self = user_data;
  g_autoptr (GTask) task = g_task_new (self, NULL, NULL, NULL);

  self->save_id = 0;
  g_task_set_source_tag (task, pause_over);
  g_task_set_priority (task, G_PRIORITY_LOW);
  g_task_set_task_data (task, saving_new (self), (GDestroyNotify)saving_free);
  g_task_run_in_thread (task, save_in_thread);
  return G_SOURCE_REMOVE;
}

static void
changed (PentimentoWorkspace *self)
{
  if (self->save_id == 0 && !self->is_quiet)
    self->save_id = g_timeout_add (PAUSE_MS, pause_over, self);
}

void
pentimento_workspace_save (PentimentoWorkspace *self)
{
  g_autoptr (Saving) saving = NULL;

  g_clear_handle_id (&self->save_id, g_source_remove);
  if (self->is_quiet)
    return;
  saving = saving_new (self);
  save (saving);
}

/* A thread that is still writing holds the object, but not the lock. */
static void
let_go (PentimentoWorkspace *self)
{
  self->is_quiet = TRUE;
  g_clear_pointer (&self->lock, pentimento_job_lock_free);
}

void
pentimento_workspace_leave (PentimentoWorkspace *self)
{
  pentimento_workspace_save (self);
  let_go (self);
}

/* What a thread is still writing comes to nothing, for it is older. */
void
pentimento_workspace_close (PentimentoWorkspace *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->writer->mutex);
  g_autoptr (GError) error = NULL;

  g_clear_handle_id (&self->save_id, g_source_remove);
  let_go (self);
  self->writer->written = G_MAXUINT;
  if (!pentimento_library_remove_workspace (self->library, self->id, &error))
    g_warning ("What was closed could not be forgotten: %s", error->message);
}

/* Restoring */

typedef struct {
  PentimentoLibrary *library;
  char *id;
  WorkspaceState *state; /* (nullable): once it has been read */
} Restoring;

static void
restoring_free (Restoring *restoring)
{
  g_object_unref (restoring->library);
  g_free (restoring->id);
  g_clear_pointer (&restoring->state, workspace_state_free);
  g_free (restoring);
}

static void
read_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Restoring *restoring = task_data;
  GError *error = NULL;
  g_autoptr (PentimentoWorkspaceRecord) record
      = pentimento_library_get_workspace (restoring->library, restoring->id, &error);

  if (error != NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  restoring->state = workspace_state_read (record != NULL ? record->state : "{}", restoring->library);
  g_task_return_boolean (task, TRUE);
}

/* One that was given up half way, such as with the program, is left as it was. */
static void
end (GTask *task, GError *error)
{
  PentimentoWorkspace *self = g_task_get_source_object (task);

  self->is_quiet = g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

static gboolean
fits (PentimentoMask *mask, PentimentoImage *image)
{
  return mask != NULL && image != NULL && pentimento_mask_get_width (mask) == pentimento_image_get_width (image)
         && pentimento_mask_get_height (mask) == pentimento_image_get_height (image);
}

static void
mark (PentimentoDocument *document, WorkspaceState *state)
{
  PentimentoMarking *marking = pentimento_document_get_marking (document);

  if (fits (state->mask, pentimento_document_get_image (document)))
    pentimento_marking_set_mask (marking, state->mask);
  if (state->marks != NULL)
    pentimento_marking_set_marks (marking, state->marks);
}

static void
opened (GObject *source, GAsyncResult *result, gpointer user_data)
{
  PentimentoDocument *document = PENTIMENTO_DOCUMENT (source);
  g_autoptr (GTask) task = user_data;
  PentimentoWorkspace *self = g_task_get_source_object (task);
  Restoring *restoring = g_task_get_task_data (task);
  GError *error = NULL;

  if (pentimento_document_open_finish (document, result, &error))
    {
      mark (document, restoring->state);
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_VIEW]);
    }
  end (task, error);
}

static void
open_picture (GTask *task, WorkspaceState *state)
{
  PentimentoWorkspace *self = g_task_get_source_object (task);
  GCancellable *cancellable = g_task_get_cancellable (task);
  GError *error = NULL;
  g_autoptr (PentimentoVersion) version = pentimento_library_get_version (self->library, state->version, &error);

  if (version != NULL)
    pentimento_document_open_version_async (self->document, version, cancellable, opened, g_object_ref (task));
  else if (state->picture != NULL)
    pentimento_document_open_async (self->document, state->picture, cancellable, opened, g_object_ref (task));
  else
    {
      end (task, error);
      return;
    }
  g_clear_error (&error);
}

static void
state_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  PentimentoWorkspace *self = PENTIMENTO_WORKSPACE (source);
  g_autoptr (GTask) task = user_data;
  Restoring *restoring = g_task_get_task_data (task);
  GError *error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      end (task, error);
      return;
    }
  g_free (self->view);
  self->view = g_strdup (restoring->state->view);
  workspace_state_apply (restoring->state, self->document);
  if (restoring->state->version != NULL)
    open_picture (task, restoring->state);
  else
    end (task, NULL);
}

void
pentimento_workspace_restore_async (PentimentoWorkspace *self,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  g_autoptr (GTask) reading = g_task_new (self, cancellable, state_read, task);
  Restoring *restoring = g_new0 (Restoring, 1);

  g_task_set_source_tag (task, pentimento_workspace_restore_async);
  restoring->library = g_object_ref (self->library);
  restoring->id = g_strdup (self->id);
  self->is_quiet = TRUE;
  g_task_set_task_data (task, restoring, (GDestroyNotify)restoring_free);
  g_task_set_task_data (reading, restoring, NULL);
  g_task_run_in_thread (reading, read_in_thread);
}

gboolean
pentimento_workspace_restore_finish (PentimentoWorkspace *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

/* The object */

const char *
pentimento_workspace_get_view (PentimentoWorkspace *self)
{
  return self->view;
}

void
pentimento_workspace_set_view (PentimentoWorkspace *self, const char *view)
{
  if (g_strcmp0 (view, self->view) == 0)
    return;
  g_free (self->view);
  self->view = g_strdup (view);
  changed (self);
}

static void
pentimento_workspace_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_VIEW)
    g_value_set_string (value, PENTIMENTO_WORKSPACE (object)->view);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
pentimento_workspace_dispose (GObject *object)
{
  PentimentoWorkspace *self = PENTIMENTO_WORKSPACE (object);

  g_clear_handle_id (&self->save_id, g_source_remove);
  g_clear_pointer (&self->lock, pentimento_job_lock_free);
  g_clear_object (&self->document);
  g_clear_object (&self->library);
  G_OBJECT_CLASS (pentimento_workspace_parent_class)->dispose (object);
}

static void
pentimento_workspace_finalize (GObject *object)
{
  PentimentoWorkspace *self = PENTIMENTO_WORKSPACE (object);

  g_atomic_rc_box_release_full (self->writer, writer_clear);
  g_free (self->id);
  g_free (self->view);
  G_OBJECT_CLASS (pentimento_workspace_parent_class)->finalize (object);
}

static void
pentimento_workspace_class_init (PentimentoWorkspaceClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = pentimento_workspace_get_property;
  object_class->dispose = pentimento_workspace_dispose;
  object_class->finalize = pentimento_workspace_finalize;

  properties[PROP_VIEW] = g_param_spec_string ("view", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
pentimento_workspace_init (PentimentoWorkspace *self)
{
  self->writer = g_atomic_rc_box_new0 (Writer);
  g_mutex_init (&self->writer->mutex);
}

char **
pentimento_workspace_list_left (PentimentoServices *services, GError **error)
{
  return pentimento_library_list_workspaces (pentimento_services_get_library (services), error);
}

PentimentoWorkspace *
pentimento_workspace_new (PentimentoDocument *document, const char *id)
{
  g_autoptr (PentimentoWorkspace) self = g_object_new (PENTIMENTO_TYPE_WORKSPACE, NULL);

  self->library = g_object_ref (pentimento_services_get_library (pentimento_document_get_services (document)));
  self->id = id != NULL ? g_strdup (id) : g_uuid_string_random ();
  self->lock = pentimento_library_lock_job (self->library, self->id, NULL);
  if (self->lock == NULL)
    return NULL;
  self->document = g_object_ref (document);
  g_signal_connect_object (document, "notify", G_CALLBACK (changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (pentimento_document_get_references (document), "items-changed", G_CALLBACK (changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (pentimento_document_get_marking (document), "notify", G_CALLBACK (changed), self,
                           G_CONNECT_SWAPPED);
  return g_steal_pointer (&self);
}
