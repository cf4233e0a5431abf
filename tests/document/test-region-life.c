/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Region edits that are refused, left, taken up, or cannot be put into their picture; of an extended picture, and after the fact. */

#include <math.h>
#include <string.h>

#include <json-glib/json-glib.h>

#include "pentimento-difference.h"
#include "pentimento-document-error.h"
#include "pentimento-image-error.h"
#include "region-fixture.h"

/* Nothing marked is the whole picture; a mask of another picture is refused, and nothing is sent. */
static void
test_refused (OrderFixture *self, gconstpointer data)
{
  PentimentoMarking *marking = pentimento_document_get_marking (self->base.document);
  g_autoptr (GListModel) none = NULL;
  g_autoptr (PentimentoOrder) order = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *obstacle = NULL;

  region_fixture_open_scene (self);
  region_fixture_mark (self,
                       pentimento_mask_new_rectangle (REGION_FIXTURE_WIDTH, REGION_FIXTURE_HEIGHT, 50, 50, 0, 80));
  g_assert_null (pentimento_marking_get_mask (marking));
  region_fixture_mark (self,
                       pentimento_mask_new_rectangle (REGION_FIXTURE_WIDTH + 1, REGION_FIXTURE_HEIGHT, 50, 50, 80, 80));
  g_object_get (self->base.document, "obstacle", &obstacle, NULL);
  g_assert_nonnull (strstr (obstacle, "901 × 600"));
  none = document_fixture_run (&self->base, &error);
  g_assert_null (none);
  g_assert_error (error, PENTIMENTO_IMAGE_ERROR, PENTIMENTO_IMAGE_ERROR_UNSUITABLE);
  g_clear_error (&error);
  order = pentimento_document_create_order (self->base.document, &error);
  g_assert_null (order);
  g_assert_error (error, PENTIMENTO_IMAGE_ERROR, PENTIMENTO_IMAGE_ERROR_UNSUITABLE);
  g_assert_cmpuint (pentimento_sandbox_get_submits (self->sandbox), ==, 0);
}

static void
test_several (OrderFixture *self, gconstpointer data)
{
  g_autoptr (GListModel) versions = NULL;
  g_autoptr (PentimentoMask) mask = NULL;
  g_autoptr (GError) error = NULL;

  region_fixture_open_scene (self);
  mask = pentimento_mask_ref (pentimento_marking_get_mask (pentimento_document_get_marking (self->base.document)));
  region_fixture_point_to_sandbox (self, "ark");
  g_object_set (self->base.document, "count", 2, "width", 1024, "height", 1024, NULL);
  versions = document_fixture_run (&self->base, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_list_model_get_n_items (versions), ==, 2);
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (PentimentoVersion) version = g_list_model_get_item (versions, i);

      region_fixture_assert_only_inside (self, version, mask);
    }
}

static const SeedreamCapabilities *
describe (const char *provider)
{
  g_autoptr (SeedreamProvider) description = seedream_registry_describe (provider);

  return seedream_provider_get_capabilities (description, SEEDREAM_OPERATION_EDIT);
}

/* The same for a provider that makes certain sizes only is another part of the picture. */
static void
test_other_provider (OrderFixture *self, gconstpointer data)
{
  g_autoptr (PentimentoOrder) order = NULL, other = NULL;
  const PentimentoRegionEdit *here, *there;
  g_autoptr (GError) error = NULL;

  region_fixture_open_scene (self);
  order = pentimento_document_create_order (self->base.document, &error);
  g_assert_no_error (error);
  other = pentimento_order_new_for_provider (order, "sinancode");
  here = pentimento_order_get_region (order);
  there = pentimento_order_get_region (other);
  g_assert_true (pentimento_order_check (other, NULL));
  g_assert_false (here->width == there->width && here->height == there->height);
  g_assert_nonnull (seedream_capabilities_find_size (describe ("sinancode"), there->width, there->height));
  g_assert_cmpfloat (fabs ((double)there->width / there->height * there->place.height / there->place.width - 1), <,
                     0.01);
  g_assert_cmpint (there->asked_width, ==, 0);
}

/* Left before it was sent, and sent later: the same part. */
static void
test_left (OrderFixture *self, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (PentimentoOrder) order = NULL, again = NULL;
  g_autoptr (PentimentoMask) mask = NULL;
  g_autoptr (PentimentoJobRecord) record = NULL;
  g_autoptr (PentimentoVersion) version = NULL;
  g_autoptr (GError) error = NULL;
  guint ended = 0;

  region_fixture_open_scene (self);
  mask = pentimento_mask_ref (pentimento_marking_get_mask (pentimento_document_get_marking (self->base.document)));
  order = pentimento_document_create_order (self->base.document, &error);
  g_object_set (order_fixture_get_queue (self), "paused", TRUE, NULL);
  order_fixture_put (self, order, cancellable, &ended);
  order_fixture_wait_for_row (self, order, "prepared");
  g_cancellable_cancel (cancellable);
  document_fixture_wait (ended == 1);
  record = pentimento_library_get_job (region_fixture_get_library (self), pentimento_order_get_id (order), NULL);
  g_clear_object (&order);
  document_fixture_restart (&self->base);

  again = pentimento_order_new_from_record (self->base.services, record, &error);
  g_assert_no_error (error);
  order = pentimento_order_new_for_provider (again, "sinancode");
  g_assert_true (pentimento_order_check (order, &error));
  g_assert_nonnull (seedream_capabilities_find_size (describe ("sinancode"), pentimento_order_get_region (order)->width,
                                                     pentimento_order_get_region (order)->height));
  order_fixture_put (self, again, NULL, &ended);
  document_fixture_wait (ended == 2);
  g_assert_no_error (pentimento_order_get_error (again));
  version = g_list_model_get_item (pentimento_order_get_versions (again), 0);
  region_fixture_assert_only_inside (self, version, mask);
}

/* Taken up at any state after it was sent, with what was noted or without: the same version. */
static void
test_taken_up (OrderFixture *self, gconstpointer data)
{
  static const char *const states[] = { "downloading", "stored", "stored" };
  g_autoptr (PentimentoVersion) version = NULL;
  g_autoptr (PentimentoJobRecord) record = NULL;

  region_fixture_open_scene (self);
  region_fixture_add_fault (self, "shift:5:2,times=1");
  version = region_fixture_edit (self);
  record
      = pentimento_library_get_job (region_fixture_get_library (self), pentimento_version_get_job_id (version), NULL);
  g_assert_cmpuint (g_strv_length (record->outcomes), ==, 1);
  document_fixture_restart (&self->base);
  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    {
      g_autoptr (PentimentoJobRecord) left = pentimento_job_record_copy (record);
      g_autoptr (GListModel) versions = NULL;
      g_autoptr (PentimentoVersion) again = NULL;
      g_autoptr (GError) error = NULL;

      g_free (left->id);
      left->id = g_strdup_printf ("left-%u", i);
      g_free (left->state);
      left->state = g_strdup (states[i]);
      if (!g_str_equal (states[i], "stored"))
        g_clear_pointer (&left->results, g_strfreev);
      if (i + 1 < G_N_ELEMENTS (states))
        g_clear_pointer (&left->outcomes, g_strfreev);
      g_assert_true (pentimento_library_write_job (region_fixture_get_library (self), left, NULL));
      versions = document_fixture_resume (&self->base, left->id, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (g_list_model_get_n_items (versions), ==, 1);
      again = g_list_model_get_item (versions, 0);
      g_assert_cmpstr (pentimento_version_get_recipe (again), ==, pentimento_version_get_recipe (version));
      g_assert_cmpstr (pentimento_version_get_measured (again), ==, pentimento_version_get_measured (version));
      g_assert_cmpstr (pentimento_version_get_sha256 (again), ==, pentimento_version_get_sha256 (version));
    }
}

/* The file of a stored picture is lost while the edit is on its way. */
static void
lose (OrderFixture *self, const char *sha256)
{
  g_autoptr (GFile) file = pentimento_library_get_object (region_fixture_get_library (self), sha256, NULL);

  g_assert_true (g_file_delete (file, NULL, NULL));
}

/* What cannot be put into the picture any more is kept as it came, and that is said. */
static void
test_lost (OrderFixture *self, gconstpointer data)
{
  g_autoptr (PentimentoVersion) version = NULL, plain = NULL;
  g_autoptr (PentimentoJobRecord) record = NULL;
  g_autoptr (GListModel) versions = NULL;
  g_autoptr (JsonNode) request = NULL;
  g_autofree char *said = NULL;
  g_autoptr (GError) error = NULL;
  JsonObject *region;

  region_fixture_open_scene (self);
  version = region_fixture_edit (self);
  record
      = pentimento_library_get_job (region_fixture_get_library (self), pentimento_version_get_job_id (version), NULL);
  request = json_from_string (record->request, NULL);
  region = json_object_get_object_member (json_node_get_object (request), "region");
  lose (self, json_object_get_string_member (region, "mask"));
  g_free (record->id);
  record->id = g_strdup ("lost");
  g_free (record->state);
  record->state = g_strdup ("downloading");
  g_clear_pointer (&record->outcomes, g_strfreev);
  g_assert_true (pentimento_library_write_job (region_fixture_get_library (self), record, NULL));
  versions = document_fixture_resume (&self->base, "lost", &error);
  g_assert_no_error (error);
  plain = g_list_model_get_item (versions, 0);
  g_assert_cmpstr (pentimento_version_get_sha256 (plain), ==, record->results[0]);
  g_assert_null (pentimento_version_get_recipe (plain));
  g_assert_false (region_fixture_read_measured (plain).pasted);
  g_assert_cmpstr (region_fixture_read_measured (plain).reason, ==, "missing");
  said = pentimento_version_describe_measured (plain);
  g_assert_nonnull (strstr (said, "kept as it came"));
}

static void
keep_result (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **)user_data = g_object_ref (result);
}

/* Extended, and the new part made: what was there before stays. What is sent is not empty there. */
static void
test_extended (OrderFixture *self, gconstpointer data)
{
  g_autoptr (PentimentoRecipe) recipe = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (PentimentoVersion) extended = NULL, version = NULL;
  g_autoptr (PentimentoMask) old = pentimento_mask_new_rectangle (REGION_FIXTURE_WIDTH + 120, REGION_FIXTURE_HEIGHT, 0,
                                                                  0, REGION_FIXTURE_WIDTH, REGION_FIXTURE_HEIGHT);
  g_autoptr (PentimentoMask) mask = pentimento_mask_invert (old);
  g_autoptr (GdkPixbuf) pixels = NULL;
  const guint8 *last;

  region_fixture_open_scene (self);
  g_assert_true (
      pentimento_recipe_append_extend (&recipe, REGION_FIXTURE_WIDTH, REGION_FIXTURE_HEIGHT, 0, 0, 120, 0, NULL));
  pentimento_document_change_async (self->base.document, recipe, NULL, keep_result, &result);
  document_fixture_wait (result != NULL);
  extended = pentimento_document_change_finish (self->base.document, result, NULL);
  g_assert_nonnull (extended);
  region_fixture_mark (self, pentimento_mask_ref (mask));
  version = region_fixture_edit (self);
  region_fixture_assert_only_inside (self, version, mask);
  g_assert_true (region_fixture_read_measured (version).aligned);
  pixels = region_fixture_read_pixels (self, version);
  last = gdk_pixbuf_read_pixels (pixels) + (REGION_FIXTURE_HEIGHT - 1) * gdk_pixbuf_get_rowstride (pixels)
         + (REGION_FIXTURE_WIDTH + 119) * 4;
  g_assert_cmpint (last[3], ==, 255);
  g_assert_cmpint (last[0], <, 250);
}

static PentimentoVersion *
keep_inside (OrderFixture *self, PentimentoMask *mask, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  pentimento_document_keep_outside_async (self->base.document, mask, NULL, keep_result, &result);
  document_fixture_wait (result != NULL);
  return pentimento_document_keep_outside_finish (self->base.document, result, error);
}

/* An edit of the whole picture, which has another size, is kept where the mask says; the mask is of the size that is seen. */
static void
test_kept_outside (OrderFixture *self, gconstpointer data)
{
  g_autoptr (PentimentoMask) mask
      = NULL,
      scaled = pentimento_mask_new_rectangle (REGION_FIXTURE_WIDTH, REGION_FIXTURE_HEIGHT, 250, 200, 300, 200);
  g_autoptr (PentimentoVersion) whole = NULL, version = NULL, none = NULL, parent = NULL;
  g_autoptr (GdkPixbuf) before = NULL, after = NULL;
  g_autoptr (GError) error = NULL;

  region_fixture_open_scene (self);
  region_fixture_mark (self, pentimento_mask_new (REGION_FIXTURE_WIDTH, REGION_FIXTURE_HEIGHT));
  g_assert_false (pentimento_document_get_can_keep_outside (self->base.document));
  region_fixture_add_fault (self, "size:1350x900,times=1");
  whole = region_fixture_edit (self);
  document_fixture_wait (pentimento_history_get_current (pentimento_document_get_history (self->base.document)) != NULL
                         && pentimento_document_get_can_keep_outside (self->base.document));
  none = keep_inside (self, scaled, &error);
  g_assert_error (error, PENTIMENTO_IMAGE_ERROR, PENTIMENTO_IMAGE_ERROR_UNSUITABLE);
  g_clear_error (&error);
  mask = pentimento_mask_new_rectangle (1350, 900, 390, 315, 420, 270);
  version = keep_inside (self, mask, &error);
  g_assert_no_error (error);
  g_assert_cmpint (pentimento_version_get_kind (version), ==, PENTIMENTO_VERSION_CHANGED);
  g_assert_cmpstr (pentimento_version_get_parent_id (version), ==, pentimento_version_get_id (whole));
  parent = region_fixture_get_parent (self, whole);
  before = region_fixture_read_pixels (self, parent);
  after = region_fixture_read_pixels (self, version);
  g_assert_cmpuint (pentimento_difference_count_outside (before, after, scaled), ==, 0);
  g_assert_true (region_fixture_read_measured (version).aligned);
  none = keep_inside (self, scaled, &error);
  g_assert_error (error, PENTIMENTO_DOCUMENT_ERROR, PENTIMENTO_DOCUMENT_ERROR_NO_PICTURE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, test)                                                                                                \
  g_test_add ("/region-life/" path, OrderFixture, NULL, region_fixture_set_up, test, order_fixture_tear_down)
  ADD ("refused", test_refused);
  ADD ("several", test_several);
  ADD ("other-provider", test_other_provider);
  ADD ("left", test_left);
  ADD ("taken-up", test_taken_up);
  ADD ("lost", test_lost);
  ADD ("extended", test_extended);
  ADD ("kept-outside", test_kept_outside);
#undef ADD
  return g_test_run ();
}
