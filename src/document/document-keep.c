/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Keeping a change of the whole picture only where it is marked, after the fact: the result is put into the picture that it was made of. */

#include <glib/gi18n-lib.h>

#include "pentimento-document-private.h"
#include "pentimento-image-error.h"
#include "pentimento-region-result.h"

/* All that the thread needs; what it finds is taken from here once it is through. */
typedef struct {
  PentimentoLibrary *library;
  PentimentoVersion *result;
  PentimentoMask *mask;
  gboolean align;
  gboolean tone;
  int feather;
  gboolean drawn;
  PentimentoImage *image; /* of the new version */
  GdkPixbuf *pixels;      /* (nullable): likewise */
} Keep;

static void
keep_free (Keep *keep)
{
  g_object_unref (keep->library);
  g_object_unref (keep->result);
  pentimento_mask_unref (keep->mask);
  g_clear_object (&keep->image);
  g_clear_object (&keep->pixels);
  g_free (keep);
}

/* The mask was painted over the result; the picture that it was made of may have another size. */
static PentimentoMask *
scale_mask (PentimentoMask *mask, int width, int height, GCancellable *cancellable, GError **error)
{
  g_autoptr (PentimentoImage) image = NULL;
  g_autoptr (GdkPixbuf) pixels = NULL, scaled = NULL;
  g_autoptr (GBytes) bytes = NULL, scaled_bytes = NULL;

  if (pentimento_mask_get_width (mask) == width && pentimento_mask_get_height (mask) == height)
    return pentimento_mask_ref (mask);
  bytes = pentimento_mask_to_png (mask, cancellable, error);
  image = bytes != NULL ? pentimento_image_new (bytes, "mask.png", NULL, error) : NULL;
  pixels = image != NULL ? pentimento_image_decode (image, cancellable, error) : NULL;
  if (pixels == NULL)
    return NULL;
  scaled = gdk_pixbuf_scale_simple (pixels, width, height, GDK_INTERP_BILINEAR);
  if (scaled == NULL)
    {
      g_set_error_literal (error, PENTIMENTO_IMAGE_ERROR, PENTIMENTO_IMAGE_ERROR_TOO_LARGE,
                           _ ("There is not enough memory to change the picture."));
      return NULL;
    }
  scaled_bytes = pentimento_image_encode (scaled, "image/png", 0, cancellable, error);
  return scaled_bytes != NULL ? pentimento_mask_new_from_file (scaled_bytes, width, height, cancellable, error) : NULL;
}

/* The part that is changed is all of the picture. */
static PentimentoRegionEdit *
make_edit (Keep *keep, PentimentoVersion *parent, GCancellable *cancellable, GError **error)
{
  int width = pentimento_version_get_width (parent), height = pentimento_version_get_height (parent);
  g_autoptr (PentimentoRegionEdit) edit = g_new0 (PentimentoRegionEdit, 1);
  g_autoptr (PentimentoImage) mask = NULL;

  edit->picture = g_strdup (pentimento_version_get_sha256 (parent));
  edit->base = g_strdup (pentimento_version_get_recipe (parent));
  edit->place = (PentimentoPlace){ 0, 0, width, height };
  edit->width = width;
  edit->height = height;
  edit->align = keep->align;
  edit->tone = keep->tone;
  edit->feather = keep->feather;
  edit->mask = scale_mask (keep->mask, width, height, cancellable, error);
  mask = edit->mask != NULL ? pentimento_region_edit_make_mask (edit, error) : NULL;
  if (mask == NULL || !pentimento_library_store_image (keep->library, mask, error))
    return NULL;
  edit->mask_sha256 = g_strdup (pentimento_image_get_sha256 (mask));
  return g_steal_pointer (&edit);
}

static PentimentoVersion *
make_version (PentimentoVersion *before, const PentimentoRegionResult *result)
{
  g_autofree char *id = g_uuid_string_random ();
  g_autofree char *measured = pentimento_measured_to_string (&result->measured);

  /* clang-format off */
  return g_object_new (PENTIMENTO_TYPE_VERSION,
                       "id", id,
                       "picture-id", pentimento_version_get_picture_id (before),
                       "parent-id", pentimento_version_get_id (before),
                       "kind", PENTIMENTO_VERSION_CHANGED,
                       "created", g_get_real_time (),
                       "sha256", result->sha256,
                       "media-type", result->media_type,
                       "recipe", result->recipe,
                       "width", result->width,
                       "height", result->height,
                       "measured", measured,
                       NULL);
  /* clang-format on */
}

static PentimentoRegionResult *
put_into_parent (Keep *keep, GCancellable *cancellable, GError **error)
{
  g_autoptr (PentimentoVersion) parent
      = pentimento_library_get_version (keep->library, pentimento_version_get_parent_id (keep->result), error);
  g_autoptr (PentimentoRegionEdit) edit = parent != NULL ? make_edit (keep, parent, cancellable, error) : NULL;
  g_autoptr (PentimentoImage) received = NULL;
  g_autoptr (PentimentoRegionResult) result = NULL;

  if (edit == NULL)
    return NULL;
  received = pentimento_library_load_image (keep->library, pentimento_version_get_sha256 (keep->result), error);
  result = received != NULL ? pentimento_region_result_new (keep->library, edit, received, cancellable, error) : NULL;
  if (result == NULL || result->measured.pasted)
    return g_steal_pointer (&result);
  g_set_error_literal (error, PENTIMENTO_IMAGE_ERROR, PENTIMENTO_IMAGE_ERROR_UNSUITABLE,
                       _ ("The change cannot be put into the picture that it was made of."));
  return NULL;
}

static PentimentoVersion *
commit (Keep *keep, GCancellable *cancellable, GError **error)
{
  g_autoptr (PentimentoRegionResult) result = put_into_parent (keep, cancellable, error);
  g_autoptr (PentimentoVersion) version = result != NULL ? make_version (keep->result, result) : NULL;
  g_autoptr (GListStore) versions = g_list_store_new (PENTIMENTO_TYPE_VERSION);

  if (version == NULL)
    return NULL;
  keep->image = pentimento_library_load_version (keep->library, version, error);
  if (keep->image == NULL)
    return NULL;
  if (keep->drawn)
    {
      keep->pixels = pentimento_image_decode (keep->image, cancellable, error);
      if (keep->pixels == NULL)
        return NULL;
    }
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;
  g_list_store_append (versions, version);
  return pentimento_library_add_versions (keep->library, G_LIST_MODEL (versions), error) ? g_steal_pointer (&version)
                                                                                         : NULL;
}

static void
commit_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  GError *error = NULL;
  PentimentoVersion *version = commit (task_data, cancellable, &error);

  if (version != NULL)
    g_task_return_pointer (task, version, g_object_unref);
  else
    g_task_return_error (task, error);
}

static void
committed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  PentimentoDocument *self = PENTIMENTO_DOCUMENT (source);
  g_autoptr (GTask) task = user_data;
  Keep *keep = g_task_get_task_data (G_TASK (result));
  GError *error = NULL;
  g_autoptr (PentimentoVersion) version = g_task_propagate_pointer (G_TASK (result), &error);

  if (version == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  pentimento_document_arrive (self, version, keep->result, keep->image, keep->pixels);
  g_task_return_pointer (task, g_steal_pointer (&version), g_object_unref);
}

static gboolean
is_only_scaled (PentimentoVersion *version)
{
  const char *text = pentimento_version_get_recipe (version);
  g_autoptr (PentimentoRecipe) recipe = text != NULL ? pentimento_recipe_new_from_string (text, NULL) : NULL;
  g_autoptr (PentimentoRecipe) resize = NULL;

  if (text == NULL)
    return TRUE;
  resize = pentimento_recipe_new_resize (pentimento_version_get_width (version),
                                         pentimento_version_get_height (version), NULL);
  return recipe != NULL && resize != NULL
         && g_str_equal (pentimento_recipe_to_string (recipe), pentimento_recipe_to_string (resize));
}

/* Whether a version is a change of a whole picture, as a provider made it. */
static gboolean
is_whole_edit (PentimentoVersion *version)
{
  return pentimento_version_get_kind (version) == PENTIMENTO_VERSION_EDITED
         && pentimento_version_get_parent_id (version) != NULL && pentimento_version_get_measured (version) == NULL
         && is_only_scaled (version);
}

static gboolean
check (PentimentoVersion *current, PentimentoMask *mask, GError **error)
{
  if (current == NULL || !is_whole_edit (current))
    g_set_error_literal (error, PENTIMENTO_DOCUMENT_ERROR, PENTIMENTO_DOCUMENT_ERROR_NO_PICTURE,
                         _ ("This is no edit of a whole picture, of which a part could be kept. Go to one first."));
  else if (pentimento_mask_is_empty (mask))
    g_set_error_literal (error, PENTIMENTO_IMAGE_ERROR, PENTIMENTO_IMAGE_ERROR_UNSUITABLE,
                         _ ("Nothing is marked: mark where the change is to be kept."));
  else if (pentimento_mask_get_width (mask) != pentimento_version_get_width (current)
           || pentimento_mask_get_height (mask) != pentimento_version_get_height (current))
    g_set_error (error, PENTIMENTO_IMAGE_ERROR, PENTIMENTO_IMAGE_ERROR_UNSUITABLE,
                 _ ("The mask is of another picture: it has %d × %d pixels, and %d × %d are needed."),
                 pentimento_mask_get_width (mask), pentimento_mask_get_height (mask),
                 pentimento_version_get_width (current), pentimento_version_get_height (current));
  else
    return TRUE;
  return FALSE;
}

gboolean
pentimento_document_get_can_keep_outside (PentimentoDocument *self)
{
  PentimentoVersion *current = pentimento_history_get_current (self->history);

  return current != NULL && is_whole_edit (current);
}

void
pentimento_document_keep_outside_async (PentimentoDocument *self,
                                        PentimentoMask *mask,
                                        GCancellable *cancellable,
                                        GAsyncReadyCallback callback,
                                        gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  PentimentoVersion *current = pentimento_history_get_current (self->history);
  g_autoptr (GTask) work = NULL;
  GError *error = NULL;
  Keep *keep;

  g_task_set_source_tag (task, pentimento_document_keep_outside_async);
  /* What has been written is told, whoever has given up meanwhile. */
  g_task_set_check_cancellable (task, FALSE);
  if (!check (current, mask, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  keep = g_new0 (Keep, 1);
  keep->library = g_object_ref (pentimento_services_get_library (self->services));
  keep->result = g_object_ref (current);
  keep->mask = pentimento_mask_ref (mask);
  keep->align = pentimento_marking_get_align (self->marking);
  keep->tone = pentimento_marking_get_tone (self->marking);
  keep->feather = pentimento_marking_get_feather (self->marking);
  keep->drawn = self->drawn;
  work = g_task_new (self, cancellable, committed, g_steal_pointer (&task));
  g_task_set_check_cancellable (work, FALSE);
  g_task_set_task_data (work, keep, (GDestroyNotify)keep_free);
  g_task_run_in_thread (work, commit_in_thread);
}

PentimentoVersion *
pentimento_document_keep_outside_finish (PentimentoDocument *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
