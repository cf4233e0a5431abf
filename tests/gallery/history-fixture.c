/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "history-fixture.h"

#include "pentimento-library-check.h"
#include "pentimento-library-tags.h"
#include "pentimento-library-trash.h"
#include "pentimento-measured.h"

#define CROP "[{\"operation\":\"crop\",\"x\":2,\"y\":1,\"width\":8,\"height\":4}]"

PentimentoVersion *
history_fixture_add (LibraryFixture *fixture,
                     PentimentoVersion *parent,
                     guint number,
                     const char *recipe,
                     const char *const *references)
{
  g_autoptr (PentimentoImage) image = library_fixture_image (number);
  g_autofree char *id = g_uuid_string_random ();
  const PentimentoMeasured measured = { .pasted = TRUE, .scale = 1.01, .confidence = 0.5 };
  g_autofree char *found = recipe != NULL ? pentimento_measured_to_string (&measured) : NULL;
  PentimentoVersion *version = g_object_new (
      PENTIMENTO_TYPE_VERSION, "id", id, "picture-id", parent != NULL ? pentimento_version_get_picture_id (parent) : id,
      "parent-id", parent != NULL ? pentimento_version_get_id (parent) : NULL, "kind",
      parent == NULL   ? PENTIMENTO_VERSION_OPENED
      : recipe != NULL ? PENTIMENTO_VERSION_CHANGED
                       : PENTIMENTO_VERSION_EDITED,
      "name", parent == NULL ? "Größe.png" : NULL, "created", g_get_real_time (), "sha256",
      pentimento_image_get_sha256 (image), "media-type", "image/png", "width", recipe != NULL ? 8 : 16, "height",
      recipe != NULL ? 4 : 8, "recipe", recipe, "prompt", parent != NULL ? "“warmer”\nplease" : NULL, "provider",
      parent != NULL ? "runpod" : NULL, "seed", (gint64)number, "cost-micros", (gint64)(parent != NULL ? 30000 : 0),
      "cost-kind", "reported", "measured", found, "references", references, NULL);
  g_autoptr (GListModel) list = library_fixture_list (version, NULL);
  g_autoptr (GError) error = NULL;

  pentimento_library_store_image (fixture->library, image, &error);
  g_assert_no_error (error);
  pentimento_library_add_versions (fixture->library, list, &error);
  g_assert_no_error (error);
  return version;
}

/* A root, two branches of it, a local edit, references, and what a person says. */
void
history_fixture_set_up (History *self, gconstpointer data)
{
  g_autofree char *path = NULL;
  g_autoptr (PentimentoImage) reference = library_fixture_image (50);
  const char *references[] = { pentimento_image_get_sha256 (reference), NULL };
  g_autoptr (PentimentoVersion) root = NULL;
  g_autoptr (PentimentoVersion) first = NULL;
  g_autoptr (PentimentoVersion) second = NULL;
  g_autoptr (PentimentoVersion) cropped = NULL;
  const char *const tags[] = { "holiday", "Größe", NULL };
  const char *ids[] = { NULL, NULL };

  library_fixture_set_up (&self->from, NULL);
  library_fixture_set_up (&self->to, NULL);
  path = g_strconcat (self->from.path, ".pentimento", NULL);
  self->file = g_file_new_for_path (path);
  g_assert_true (pentimento_library_store_image (self->from.library, reference, NULL));
  root = history_fixture_add (&self->from, NULL, 1, NULL, NULL);
  first = history_fixture_add (&self->from, root, 2, NULL, references);
  second = history_fixture_add (&self->from, root, 3, NULL, NULL);
  cropped = history_fixture_add (&self->from, first, 2, CROP, NULL);
  self->picture_id = g_strdup (pentimento_version_get_picture_id (root));
  g_assert_true (pentimento_library_set_title (self->from.library, pentimento_version_get_id (first), "best", NULL));
  g_assert_true (pentimento_library_set_starred (self->from.library, pentimento_version_get_id (first), TRUE, NULL));
  g_assert_true (pentimento_library_set_rejected (self->from.library, pentimento_version_get_id (second), TRUE, NULL));
  ids[0] = pentimento_version_get_id (second);
  g_assert_true (pentimento_library_change_tags (self->from.library, ids, tags, NULL, NULL));
  g_assert_true (pentimento_library_set_current (self->from.library, first, NULL));
}

void
history_fixture_tear_down (History *self, gconstpointer data)
{
  g_file_delete (self->file, NULL, NULL);
  g_clear_object (&self->file);
  g_free (self->picture_id);
  library_fixture_tear_down (&self->from, NULL);
  library_fixture_tear_down (&self->to, NULL);
}

void
history_fixture_export (History *self, gboolean replace)
{
  g_autoptr (GError) error = NULL;

  pentimento_library_export_history (self->from.library, self->picture_id, self->file, replace, NULL, NULL, NULL,
                                     &error);
  g_assert_no_error (error);
}

PentimentoHistoryArrival *
history_fixture_import (History *self)
{
  g_autoptr (GError) error = NULL;
  PentimentoHistoryArrival *arrival
      = pentimento_library_import_history (self->to.library, self->file, NULL, NULL, NULL, &error);

  g_assert_no_error (error);
  g_assert_nonnull (arrival);
  return arrival;
}

guint
history_fixture_count (LibraryFixture *fixture, const char *picture_id)
{
  g_autoptr (GListModel) versions = pentimento_library_list_versions (fixture->library, picture_id, NULL);

  return g_list_model_get_n_items (versions);
}

void
history_fixture_assert_clean (LibraryFixture *fixture)
{
  g_autoptr (PentimentoLibraryReport) report = pentimento_library_check (fixture->library, NULL, NULL);

  g_assert_nonnull (report);
  for (guint i = 0; i < report->problems->len; i++)
    {
      const PentimentoLibraryProblem *problem = report->problems->pdata[i];

      g_error ("%s: %s: %s", problem->code, problem->subject, problem->details);
    }
}
