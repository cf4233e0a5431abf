/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A picture with its history as one file: out and in. */

#include "history-fixture.h"
#include "pentimento-library-trash.h"

#include <glib/gstdio.h>
#include <string.h>

#define PASTE                                                                                                          \
  "[{\"operation\":\"paste\",\"result\":\"%s\",\"mask\":\"%s\",\"x\":0,\"y\":0,\"width\":16,\"height\":8,"             \
  "\"shift-x\":0,\"shift-y\":0,\"scale\":1,\"tone\":false,\"feather\":0}]"

static void
assert_same_version (PentimentoVersion *one, PentimentoVersion *other)
{
  guint n_properties;
  g_autofree GParamSpec **properties = g_object_class_list_properties (G_OBJECT_GET_CLASS (one), &n_properties);

  for (guint i = 0; i < n_properties; i++)
    {
      g_auto (GValue) value = G_VALUE_INIT;
      g_auto (GValue) other_value = G_VALUE_INIT;

      if (g_str_equal (properties[i]->name, "number"))
        continue;
      g_object_get_property (G_OBJECT (one), properties[i]->name, &value);
      g_object_get_property (G_OBJECT (other), properties[i]->name, &other_value);
      if (G_VALUE_HOLDS (&value, G_TYPE_STRV))
        g_assert_true (g_strv_equal (g_value_get_boxed (&value), g_value_get_boxed (&other_value)));
      else if (g_param_values_cmp (properties[i], &value, &other_value) != 0)
        g_error ("%s differs", properties[i]->name);
    }
}

static void
assert_same_history (History *self)
{
  g_autoptr (GListModel) before = pentimento_library_list_versions (self->from.library, self->picture_id, NULL);
  g_autoptr (GListModel) after = pentimento_library_list_versions (self->to.library, self->picture_id, NULL);
  g_autofree char *current = pentimento_library_get_current (self->from.library, self->picture_id, NULL);
  g_autofree char *current_after = pentimento_library_get_current (self->to.library, self->picture_id, NULL);

  g_assert_cmpuint (g_list_model_get_n_items (before), ==, g_list_model_get_n_items (after));
  g_assert_cmpstr (current, ==, current_after);
  for (guint i = 0; i < g_list_model_get_n_items (before); i++)
    {
      g_autoptr (PentimentoVersion) one = g_list_model_get_item (before, i);
      g_autoptr (PentimentoVersion) other = g_list_model_get_item (after, i);
      g_autoptr (PentimentoImage) image = pentimento_library_load_version (self->to.library, other, NULL);

      assert_same_version (one, other);
      g_assert_nonnull (image);
      for (const char *const *sha256 = pentimento_version_get_references (other); *sha256 != NULL; sha256++)
        {
          g_autoptr (PentimentoImage) reference = pentimento_library_load_image (self->to.library, *sha256, NULL);

          g_assert_nonnull (reference);
        }
    }
}

static void
test_round_trip (History *self, gconstpointer data)
{
  g_autoptr (PentimentoHistoryArrival) arrival = NULL;
  g_autoptr (PentimentoHistoryArrival) again = NULL;

  history_fixture_export (self, FALSE);
  arrival = history_fixture_import (self);
  g_assert_cmpuint (arrival->added, ==, 4);
  g_assert_cmpuint (arrival->present, ==, 0);
  g_assert_cmpstr (arrival->picture_id, ==, self->picture_id);
  assert_same_history (self);
  again = history_fixture_import (self);
  g_assert_cmpuint (again->added, ==, 0);
  g_assert_cmpuint (again->present, ==, 4);
  g_assert_cmpstr (again->version_id, ==, arrival->version_id);
  assert_same_history (self);
  history_fixture_assert_clean (&self->to);
}

/* A later file of the same picture brings what is new, and moves nothing. */
static void
test_grown (History *self, gconstpointer data)
{
  g_autoptr (PentimentoHistoryArrival) before = NULL;
  g_autoptr (PentimentoHistoryArrival) after = NULL;
  g_autoptr (PentimentoVersion) root = NULL;
  g_autoptr (PentimentoVersion) more = NULL;
  g_autofree char *current = NULL;

  history_fixture_export (self, FALSE);
  before = history_fixture_import (self);
  root = pentimento_library_get_version (self->from.library, self->picture_id, NULL);
  more = history_fixture_add (&self->from, root, 9, NULL, NULL);
  history_fixture_export (self, TRUE);
  after = history_fixture_import (self);
  g_assert_cmpuint (after->added, ==, 1);
  g_assert_cmpuint (after->present, ==, 4);
  current = pentimento_library_get_current (self->to.library, self->picture_id, NULL);
  g_assert_cmpstr (current, ==, before->version_id);
}

/* A recipe that pastes takes along what it pastes. */
static void
test_pasted (History *self, gconstpointer data)
{
  g_autoptr (PentimentoImage) result = library_fixture_image (60);
  g_autoptr (PentimentoImage) mask = library_fixture_image (61);
  g_autofree char *recipe
      = g_strdup_printf (PASTE, pentimento_image_get_sha256 (result), pentimento_image_get_sha256 (mask));
  g_autoptr (PentimentoVersion) root = NULL;
  g_autoptr (PentimentoRecipe) read = pentimento_recipe_new_from_string (recipe, NULL);
  g_autoptr (PentimentoHistoryArrival) arrival = NULL;

  g_assert_nonnull (read);
  g_assert_true (pentimento_library_store_image (self->from.library, result, NULL));
  g_assert_true (pentimento_library_store_image (self->from.library, mask, NULL));
  root = g_object_new (PENTIMENTO_TYPE_VERSION, "id", "pasted", "picture-id", self->picture_id, "parent-id",
                       self->picture_id, "kind", PENTIMENTO_VERSION_CHANGED, "sha256",
                       pentimento_image_get_sha256 (result), "media-type", "image/png", "width", 16, "height", 8,
                       "recipe", recipe, NULL);
  {
    g_autoptr (GListModel) list = library_fixture_list (root, NULL);

    g_assert_true (pentimento_library_add_versions (self->from.library, list, NULL));
  }
  history_fixture_export (self, FALSE);
  arrival = history_fixture_import (self);
  g_assert_cmpuint (arrival->added, ==, 5);
  {
    g_autoptr (PentimentoImage) loaded
        = pentimento_library_load_image (self->to.library, pentimento_image_get_sha256 (mask), NULL);

    g_assert_nonnull (loaded);
  }
}

/* Where the library has another version by the id, or had one, all get other ids: the same ones each time. */
static void
test_other_ids (History *self, gconstpointer data)
{
  g_autoptr (PentimentoImage) image = library_fixture_image (99);
  g_autoptr (PentimentoVersion) other
      = g_object_new (PENTIMENTO_TYPE_VERSION, "id", self->picture_id, "picture-id", "another", "sha256",
                      pentimento_image_get_sha256 (image), "media-type", "image/png", "width", 16, "height", 8, NULL);
  g_autoptr (GListModel) list = library_fixture_list (other, NULL);
  g_autoptr (PentimentoHistoryArrival) arrival = NULL;
  g_autoptr (PentimentoHistoryArrival) again = NULL;
  g_autoptr (PentimentoHistoryArrival) anew = NULL;

  g_assert_true (pentimento_library_store_image (self->to.library, image, NULL));
  g_assert_true (pentimento_library_add_versions (self->to.library, list, NULL));
  history_fixture_export (self, FALSE);
  arrival = history_fixture_import (self);
  g_assert_cmpuint (arrival->added, ==, 4);
  g_assert_cmpstr (arrival->picture_id, !=, self->picture_id);
  again = history_fixture_import (self);
  g_assert_cmpuint (again->added, ==, 0);
  g_assert_cmpstr (again->picture_id, ==, arrival->picture_id);
  g_assert_cmpuint (history_fixture_count (&self->to, arrival->picture_id), ==, 4);

  g_assert_true (pentimento_library_trash_picture (self->to.library, arrival->picture_id, NULL));
  g_assert_true (pentimento_library_empty_trash (self->to.library, TRUE, NULL, NULL));
  anew = history_fixture_import (self);
  g_assert_cmpuint (anew->added, ==, 4);
  g_assert_cmpstr (anew->picture_id, !=, arrival->picture_id);
  history_fixture_assert_clean (&self->to);
}

static void
test_trash_stays (History *self, gconstpointer data)
{
  g_autoptr (GListModel) versions = pentimento_library_list_versions (self->from.library, self->picture_id, NULL);
  g_autoptr (PentimentoVersion) first = g_list_model_get_item (versions, 1);
  g_autoptr (PentimentoVersion) cropped = g_list_model_get_item (versions, 3);
  const char *ids[] = { pentimento_version_get_id (first), NULL };
  g_autoptr (PentimentoHistoryArrival) arrival = NULL;
  g_autoptr (PentimentoVersion) after = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (pentimento_library_trash (self->from.library, ids, NULL));
  history_fixture_export (self, FALSE);
  arrival = history_fixture_import (self);
  g_assert_cmpuint (arrival->added, ==, 3);
  g_assert_cmpstr (arrival->version_id, ==, self->picture_id);
  after = pentimento_library_get_version (self->to.library, pentimento_version_get_id (cropped), NULL);
  g_assert_cmpstr (pentimento_version_get_parent_id (after), ==, self->picture_id);

  g_assert_true (pentimento_library_trash_picture (self->from.library, self->picture_id, NULL));
  g_assert_false (pentimento_library_export_history (self->from.library, self->picture_id, self->file, TRUE, NULL, NULL,
                                                     NULL, &error));
  g_assert_error (error, PENTIMENTO_LIBRARY_ERROR, PENTIMENTO_LIBRARY_ERROR_MISSING);
}

/* What is there is left alone, what is missing or damaged is told, and nothing is left beside it. */
static void
test_export_refused (History *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_path_get_dirname (g_file_peek_path (self->file));
  g_autoptr (GFile) nowhere = g_file_new_for_path ("/nowhere/at/all.pentimento");
  g_autofree char *contents = NULL;
  g_autoptr (GFile) object = NULL;
  g_autoptr (PentimentoImage) image = library_fixture_image (3);

  g_file_replace_contents (self->file, "mine", 4, NULL, FALSE, 0, NULL, NULL, NULL);
  g_assert_false (pentimento_library_export_history (self->from.library, self->picture_id, self->file, FALSE, NULL,
                                                     NULL, NULL, &error));
  g_assert_error (error, PENTIMENTO_LIBRARY_ERROR, PENTIMENTO_LIBRARY_ERROR_TARGET);
  g_clear_error (&error);
  g_assert_false (pentimento_library_export_history (self->from.library, self->picture_id, nowhere, FALSE, NULL, NULL,
                                                     NULL, &error));
  g_assert_error (error, PENTIMENTO_LIBRARY_ERROR, PENTIMENTO_LIBRARY_ERROR_TARGET);
  g_clear_error (&error);
  g_assert_false (
      pentimento_library_export_history (self->from.library, "none", self->file, TRUE, NULL, NULL, NULL, &error));
  g_assert_error (error, PENTIMENTO_LIBRARY_ERROR, PENTIMENTO_LIBRARY_ERROR_MISSING);
  g_clear_error (&error);

  object = pentimento_library_get_object (self->from.library, pentimento_image_get_sha256 (image), NULL);
  {
    g_autoptr (GBytes) bytes = g_file_load_bytes (object, NULL, NULL, NULL);
    g_autofree char *changed = g_memdup2 (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));

    changed[g_bytes_get_size (bytes) - 20] ^= 1;
    g_assert_true (g_file_set_contents (g_file_peek_path (object), changed, g_bytes_get_size (bytes), NULL));
  }
  g_assert_false (pentimento_library_export_history (self->from.library, self->picture_id, self->file, TRUE, NULL, NULL,
                                                     NULL, &error));
  g_assert_error (error, PENTIMENTO_LIBRARY_ERROR, PENTIMENTO_LIBRARY_ERROR_DAMAGED);
  g_clear_error (&error);
  g_assert_cmpint (g_remove (g_file_peek_path (object)), ==, 0);
  g_assert_false (pentimento_library_export_history (self->from.library, self->picture_id, self->file, TRUE, NULL, NULL,
                                                     NULL, &error));
  g_assert_error (error, PENTIMENTO_LIBRARY_ERROR, PENTIMENTO_LIBRARY_ERROR_MISSING);

  g_assert_true (g_file_load_contents (self->file, NULL, &contents, NULL, NULL, NULL));
  g_assert_cmpstr (contents, ==, "mine");
  {
    g_autoptr (GDir) files = g_dir_open (folder, 0, NULL);
    const char *name;

    while ((name = g_dir_read_name (files)) != NULL)
      g_assert_false (g_str_has_suffix (name, ".part"));
  }
}

static void
count_step (double fraction, gpointer data)
{
  guint *steps = data;

  g_assert_cmpfloat (fraction, >, 0);
  g_assert_cmpfloat (fraction, <=, 1);
  (*steps)++;
}

static void
take_result (GObject *source, GAsyncResult *result, gpointer data)
{
  *(GAsyncResult **)data = g_object_ref (result);
}

static GAsyncResult *
wait_for (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return *result;
}

static void
test_in_a_thread (History *self, gconstpointer data)
{
  g_autoptr (GAsyncResult) exported = NULL;
  g_autoptr (GAsyncResult) imported = NULL;
  g_autoptr (GAsyncResult) given_up = NULL;
  g_autoptr (PentimentoHistoryArrival) arrival = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  guint steps = 0;

  pentimento_library_export_history_async (self->from.library, self->picture_id, self->file, FALSE, count_step, &steps,
                                           NULL, take_result, &exported);
  g_assert_true (pentimento_library_export_history_finish (self->from.library, wait_for (&exported), &error));
  g_assert_no_error (error);
  pentimento_library_import_history_async (self->to.library, self->file, count_step, &steps, NULL, take_result,
                                           &imported);
  arrival = pentimento_library_import_history_finish (self->to.library, wait_for (&imported), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (arrival->added, ==, 4);
  g_assert_cmpuint (steps, >, 0);

  g_cancellable_cancel (cancellable);
  pentimento_library_import_history_async (self->to.library, self->file, NULL, NULL, cancellable, take_result,
                                           &given_up);
  g_assert_null (pentimento_library_import_history_finish (self->to.library, wait_for (&given_up), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  history_test ("/gallery/history/round-trip", test_round_trip);
  history_test ("/gallery/history/grown", test_grown);
  history_test ("/gallery/history/pasted", test_pasted);
  history_test ("/gallery/history/other-ids", test_other_ids);
  history_test ("/gallery/history/trash-stays", test_trash_stays);
  history_test ("/gallery/history/export-refused", test_export_refused);
  history_test ("/gallery/history/in-a-thread", test_in_a_thread);
  history_hostile_add_tests ();
  return g_test_run ();
}
