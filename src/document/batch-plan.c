/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Finding out what is to be done: which files are pictures, what their results are called, what that costs, what an earlier run has left. */

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <gdk-pixbuf/gdk-pixbuf.h>
#include <stdlib.h>

#include "batch-standing.h"
#include "pentimento-batch-private.h"
#include "pentimento-document-error.h"
#include "pentimento-image-format.h"

/* Room for the brands of an ISO media file, which are the longest of the beginnings that tell a format. */
#define BEGINNING 4096

/* What has to be known of a file before it is opened. */
#define WANTED                                                                                                         \
  G_FILE_ATTRIBUTE_STANDARD_NAME "," G_FILE_ATTRIBUTE_STANDARD_DISPLAY_NAME "," G_FILE_ATTRIBUTE_STANDARD_TYPE         \
                                 "," G_FILE_ATTRIBUTE_STANDARD_IS_HIDDEN

typedef struct {
  GListModel *inputs;  /* (nullable): GFile */
  GPtrArray *items;    /* PentimentoBatchItem */
  GHashTable *sources; /* paths, so that none is taken twice */
  GHashTable *names;   /* what results are called, without regard to case */
  GHashTable *numbers; /* the last number that was given to a name that was taken */
  GHashTable *present; /* what pictures in the output folder are called */
  char *last_folder;   /* which is not the output folder */
} Plan;

static Plan *
plan_new (GListModel *inputs)
{
  Plan *plan = g_new0 (Plan, 1);

  plan->inputs = inputs != NULL ? g_object_ref (inputs) : NULL;
  plan->items = g_ptr_array_new_with_free_func (g_object_unref);
  plan->sources = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  plan->names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  plan->numbers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  plan->present = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  return plan;
}

static void
plan_free (Plan *plan)
{
  g_clear_object (&plan->inputs);
  g_ptr_array_unref (plan->items);
  g_hash_table_unref (plan->sources);
  g_hash_table_unref (plan->names);
  g_hash_table_unref (plan->numbers);
  g_hash_table_unref (plan->present);
  g_free (plan->last_folder);
  g_free (plan);
}

/* Names. */

/* Some file systems do not tell names by case. */
static char *
fold (const char *name)
{
  g_autofree char *display = g_filename_display_name (name);

  /* What is no UTF-8 may differ from another in just that. */
  return g_utf8_validate (name, -1, NULL) ? g_utf8_casefold (display, -1) : g_ascii_strdown (name, -1);
}

static char *
without_ending (const char *name)
{
  const char *dot = strrchr (name, '.');

  return dot != NULL && dot != name ? g_strndup (name, dot - name) : g_strdup (name);
}

/* Whether one of the results of that target has a name that is in the set. */
static gboolean
is_among (PentimentoBatch *self, GHashTable *set, const char *target)
{
  for (guint i = 0; i < self->request->count; i++)
    {
      g_autofree char *name = pentimento_batch_name_result (target, i);
      g_autofree char *folded = fold (name);

      if (g_hash_table_contains (set, folded))
        return TRUE;
    }
  return FALSE;
}

/* Finds a name that no other result has: the picture's own, else with a number. */
static char *
choose_target (PentimentoBatch *self, Plan *plan, const char *source)
{
  g_autofree char *name = g_path_get_basename (source);
  g_autofree char *base = without_ending (name);
  g_autofree char *folded = fold (base);
  guint number = GPOINTER_TO_UINT (g_hash_table_lookup (plan->numbers, folded));
  char *target = g_strdup (base);

  while (is_among (self, plan->names, target))
    {
      number = MAX (number, 1) + 1;
      g_free (target);
      target = g_strdup_printf ("%s (%u)", base, number);
    }
  g_hash_table_replace (plan->numbers, g_steal_pointer (&folded), GUINT_TO_POINTER (number));
  for (guint i = 0; i < self->request->count; i++)
    {
      g_autofree char *result = pentimento_batch_name_result (target, i);

      g_hash_table_add (plan->names, fold (result));
    }
  return target;
}

static void
list_present (PentimentoBatch *self, Plan *plan)
{
  g_autoptr (GDir) folder = g_dir_open (g_file_peek_path (self->output), 0, NULL);
  const char *name;

  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL)
    if (pentimento_image_media_type_of_name (name) != NULL)
      {
        g_autofree char *base = without_ending (name);

        g_hash_table_add (plan->present, fold (base));
      }
}

/* Files. */

/* A file that cannot be read is told when it has its turn; what counts here is that a picture is not taken for something else. */
static gboolean
is_picture (const char *path)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFileInputStream) stream = g_file_read (file, NULL, NULL);
  g_autofree char *beginning = g_malloc (BEGINNING);
  g_autoptr (GBytes) bytes = NULL;
  gsize length;

  if (stream == NULL || !g_input_stream_read_all (G_INPUT_STREAM (stream), beginning, BEGINNING, &length, NULL, NULL))
    return TRUE;
  bytes = g_bytes_new_take (g_steal_pointer (&beginning), length);
  return pentimento_image_media_type_of_bytes (bytes) != NULL;
}

static PentimentoBatchItem *
make_item (PentimentoBatch *self, Plan *plan, const char *path)
{
  PentimentoBatchItemRecord *record = pentimento_batch_item_record_new (plan->items->len, path, "waiting");
  PentimentoBatchItem *item;

  if (is_picture (path))
    record->target = choose_target (self, plan, path);
  item = pentimento_batch_item_new (record);
  if (record->target == NULL)
    pentimento_batch_item_set_state (item, PENTIMENTO_BATCH_ITEM_NOT_A_PICTURE, NULL);
  else if (!self->request->replace && is_among (self, plan->present, record->target))
    pentimento_batch_item_set_state (item, PENTIMENTO_BATCH_ITEM_SKIPPED, NULL);
  return item;
}

/* Results beside the pictures would be taken for pictures the next time. */
static gboolean
check_folder (PentimentoBatch *self, Plan *plan, const char *path, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *real = NULL;
  g_autofree char *name = NULL;

  if (g_strcmp0 (folder, plan->last_folder) == 0)
    return TRUE;
  real = realpath (folder, NULL);
  if (g_strcmp0 (real, self->record->output) != 0)
    {
      g_free (plan->last_folder);
      plan->last_folder = g_steal_pointer (&folder);
      return TRUE;
    }
  name = g_filename_display_name (self->record->output);
  g_set_error (error, PENTIMENTO_DOCUMENT_ERROR, PENTIMENTO_DOCUMENT_ERROR_TARGET,
               _ ("The pictures are in “%s” themselves. Choose another folder for the results."), name);
  return FALSE;
}

static gboolean
add_file (PentimentoBatch *self, Plan *plan, const char *path, GError **error)
{
  if (g_hash_table_contains (plan->sources, path))
    return TRUE;
  if (!check_folder (self, plan, path, error))
    return FALSE;
  g_hash_table_add (plan->sources, g_strdup (path));
  g_ptr_array_add (plan->items, make_item (self, plan, path));
  return TRUE;
}

typedef struct {
  char *path;
  char *key; /* to sort by */
} Found;

static void
found_free (gpointer data)
{
  Found *found = data;

  g_free (found->path);
  g_free (found->key);
  g_free (found);
}

static int
found_compare (gconstpointer one, gconstpointer other)
{
  return strcmp ((*(Found *const *)one)->key, (*(Found *const *)other)->key);
}

/* Pipes and devices are no files of pictures, and reading them may never end. */
static gboolean
is_wanted (GFileInfo *info)
{
  return g_file_info_get_file_type (info) == G_FILE_TYPE_REGULAR && !g_file_info_get_is_hidden (info);
}

static void
add_found (GPtrArray *files, char *path, const char *name)
{
  Found *found = g_new0 (Found, 1);

  found->path = path;
  found->key = g_utf8_collate_key_for_filename (name, -1);
  g_ptr_array_add (files, found);
}

static gboolean
list_folder (GFile *folder, GPtrArray *files, GCancellable *cancellable, GError **error)
{
  g_autoptr (GFileEnumerator) enumerator = g_file_enumerate_children (folder, WANTED, 0, cancellable, error);
  GFileInfo *info;
  GFile *child;

  if (enumerator == NULL)
    return FALSE;
  while (g_file_enumerator_iterate (enumerator, &info, &child, cancellable, error))
    {
      if (info == NULL)
        {
          g_ptr_array_sort (files, found_compare);
          return TRUE;
        }
      if (is_wanted (info))
        add_found (files, g_file_get_path (child), g_file_info_get_display_name (info));
    }
  return FALSE;
}

/* Returns: (transfer full) (nullable) (element-type Found): the files that an input means */
static GPtrArray *
list_input (GFile *input, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func (found_free);
  g_autofree char *name = g_file_get_parse_name (input);
  g_autoptr (GFileInfo) info = g_file_query_info (input, WANTED, 0, cancellable, error);

  if (info == NULL)
    {
      g_prefix_error (error, "“%s”: ", name);
      return NULL;
    }
  if (g_file_is_native (input) && g_file_info_get_file_type (info) == G_FILE_TYPE_DIRECTORY)
    return list_folder (input, files, cancellable, error) ? g_steal_pointer (&files) : NULL;
  if (g_file_is_native (input) && g_file_info_get_file_type (info) == G_FILE_TYPE_REGULAR)
    {
      add_found (files, g_file_get_path (input), name);
      return g_steal_pointer (&files);
    }
  g_set_error (error, PENTIMENTO_DOCUMENT_ERROR, PENTIMENTO_DOCUMENT_ERROR_NO_PICTURE,
               _ ("“%s” is neither a file nor a folder on this computer."), name);
  return NULL;
}

static gboolean
add_input (PentimentoBatch *self, Plan *plan, GFile *input, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) files = list_input (input, cancellable, error);

  for (guint i = 0; files != NULL && i < files->len; i++)
    if (!add_file (self, plan, ((Found *)g_ptr_array_index (files, i))->path, error)
        || g_cancellable_set_error_if_cancelled (cancellable, error))
      return FALSE;
  return files != NULL;
}

gboolean
pentimento_batch_has_inputs (PentimentoBatch *self, GListModel *inputs, GError **error)
{
  g_autoptr (GHashTable) known = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) given = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < self->items->len; i++)
    g_hash_table_add (known, ((PentimentoBatchItem *)g_ptr_array_index (self->items, i))->record->source);
  for (guint i = 0; i < g_list_model_get_n_items (inputs); i++)
    {
      g_autoptr (GFile) input = g_list_model_get_item (inputs, i);
      g_autoptr (GPtrArray) files = list_input (input, NULL, error);

      if (files == NULL)
        return FALSE;
      for (guint j = 0; j < files->len; j++)
        {
          const char *path = ((Found *)g_ptr_array_index (files, j))->path;

          if (!g_hash_table_contains (known, path))
            return FALSE;
          g_hash_table_add (given, g_strdup (path));
        }
    }
  return g_hash_table_size (given) == g_hash_table_size (known);
}

static gboolean
scan (PentimentoBatch *self, Plan *plan, GCancellable *cancellable, GError **error)
{
  if (!self->request->replace)
    list_present (self, plan);
  for (guint i = 0; i < g_list_model_get_n_items (plan->inputs); i++)
    {
      g_autoptr (GFile) input = g_list_model_get_item (plan->inputs, i);

      if (!add_input (self, plan, input, cancellable, error))
        return FALSE;
    }
  if (plan->items->len > 0)
    return TRUE;
  g_set_error_literal (error, PENTIMENTO_DOCUMENT_ERROR, PENTIMENTO_DOCUMENT_ERROR_NO_PICTURE,
                       _ ("There is no picture to edit."));
  return FALSE;
}

/* What an earlier run has left. */

static gboolean
load_references (PentimentoBatch *self, GError **error)
{
  PentimentoLibrary *library = pentimento_services_get_library (self->services);
  g_autoptr (GListStore) references = g_list_store_new (PENTIMENTO_TYPE_IMAGE);

  for (char **sha256 = self->record->references; *sha256 != NULL; sha256++)
    {
      g_autoptr (PentimentoImage) image = pentimento_library_load_image (library, *sha256, error);

      if (image == NULL)
        return FALSE;
      g_list_store_append (references, image);
    }
  self->references = G_LIST_MODEL (g_steal_pointer (&references));
  return TRUE;
}

static gboolean
load_items (PentimentoBatch *self, Plan *plan, GError **error)
{
  PentimentoLibrary *library = pentimento_services_get_library (self->services);
  g_autoptr (GPtrArray) records = pentimento_library_list_batch_items (library, self->record->id, error);

  for (guint i = 0; records != NULL && i < records->len; i++)
    {
      PentimentoBatchItem *item
          = pentimento_batch_item_new (pentimento_batch_item_record_copy (g_ptr_array_index (records, i)));

      g_ptr_array_add (plan->items, item);
      if (!batch_standing_review (library, item, error))
        return FALSE;
    }
  return records != NULL;
}

/* Prices. */

static void
estimate_items (PentimentoBatch *self, Plan *plan)
{
  const SeedreamCapabilities *capabilities = pentimento_batch_get_capabilities (self);
  gboolean by_size
      = capabilities != NULL && capabilities->price == SEEDREAM_PRICE_PER_MEGAPIXEL && self->request->width == 0;

  for (guint i = 0; i < plan->items->len; i++)
    {
      PentimentoBatchItem *item = g_ptr_array_index (plan->items, i);
      int width = 0;
      int height = 0;

      if (by_size && item->state == PENTIMENTO_BATCH_ITEM_WAITING)
        gdk_pixbuf_get_file_info (item->record->source, &width, &height);
      item->estimate = pentimento_batch_estimate (self, width, height);
    }
}

static void
plan_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  PentimentoBatch *self = source;
  Plan *plan = data;
  GError *error = NULL;
  gboolean good = plan->inputs != NULL
                      ? scan (self, plan, cancellable, &error)
                      : (self->references != NULL || load_references (self, &error)) && load_items (self, plan, &error);

  if (!good)
    {
      g_task_return_error (task, error);
      return;
    }
  estimate_items (self, plan);
  g_task_return_boolean (task, TRUE);
}

/* One program at a time fills a folder, and what it finds there stays true while it does. */
static gboolean
lock_output (PentimentoBatch *self, GError **error)
{
  g_autofree char *hash = g_compute_checksum_for_string (G_CHECKSUM_SHA256, self->record->output, -1);
  g_autofree char *id = g_strconcat ("batch-", hash, NULL);
  g_autoptr (GError) problem = NULL;

  if (self->lock == NULL)
    self->lock = pentimento_library_lock_job (pentimento_services_get_library (self->services), id, &problem);
  if (self->lock != NULL)
    return TRUE;
  if (problem != NULL)
    g_propagate_error (error, g_steal_pointer (&problem));
  else
    g_set_error_literal (error, PENTIMENTO_DOCUMENT_ERROR, PENTIMENTO_DOCUMENT_ERROR_BUSY,
                         _ ("Another Pentimento is working on the batch into this folder."));
  return FALSE;
}

/* Before anybody is asked about money. The folder itself is made when the batch is run. */
static gboolean
check_output (PentimentoBatch *self, GError **error)
{
  const char *path = self->record->output;
  g_autofree char *parent = g_path_get_dirname (path);
  g_autofree char *name = g_filename_display_name (path);
  const char *folder = g_file_test (path, G_FILE_TEST_EXISTS) ? path : parent;

  if (g_file_test (folder, G_FILE_TEST_IS_DIR) && g_access (folder, W_OK | X_OK) == 0)
    return TRUE;
  g_set_error (error, PENTIMENTO_DOCUMENT_ERROR, PENTIMENTO_DOCUMENT_ERROR_TARGET,
               _ ("“%s” is not a folder that can be written to."), name);
  return FALSE;
}

/* With the lock held: whether the library still says what it said. */
static gboolean
check_record (PentimentoBatch *self, GError **error)
{
  PentimentoLibrary *library = pentimento_services_get_library (self->services);
  g_autoptr (GError) problem = NULL;
  g_autoptr (PentimentoBatchRecord) found = pentimento_library_find_batch (library, self->record->output, &problem);
  g_autofree char *name = g_filename_display_name (self->record->output);

  if (problem != NULL)
    g_propagate_error (error, g_steal_pointer (&problem));
  else if (self->written && (found == NULL || !g_str_equal (found->id, self->record->id)))
    g_set_error (error, PENTIMENTO_DOCUMENT_ERROR, PENTIMENTO_DOCUMENT_ERROR_NO_PICTURE,
                 _ ("The batch into “%s” has ended already."), name);
  else if (!self->written && found != NULL && g_str_equal (found->state, "open"))
    g_set_error (error, PENTIMENTO_DOCUMENT_ERROR, PENTIMENTO_DOCUMENT_ERROR_BATCH_LEFT,
                 _ ("A batch into “%s” is not through yet. Take it up again, or choose another folder."), name);
  else
    return TRUE;
  return FALSE;
}

void
pentimento_batch_plan_async (PentimentoBatch *self,
                             GListModel *inputs,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  GError *error = NULL;

  g_return_if_fail ((inputs == NULL) == self->written);

  g_task_set_source_tag (task, pentimento_batch_plan_async);
  g_task_set_task_data (task, plan_new (inputs), (GDestroyNotify)plan_free);
  if (check_output (self, &error) && lock_output (self, &error) && check_record (self, &error))
    g_task_run_in_thread (task, plan_in_thread);
  else
    g_task_return_error (task, error);
}

gboolean
pentimento_batch_plan_finish (PentimentoBatch *self, GAsyncResult *result, GError **error)
{
  Plan *plan = g_task_get_task_data (G_TASK (result));
  guint n_before = self->items->len;

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return FALSE;
  g_ptr_array_unref (self->items);
  self->items = g_ptr_array_ref (plan->items);
  g_list_model_items_changed (G_LIST_MODEL (self), 0, n_before, self->items->len);
  return TRUE;
}
