/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "version-export.h"

#include "pentimento-image-format.h"

/* Versions that are looked at for the one that a provider made; a person does not make so many changes to one picture. */
#define MOST_ANCESTORS 1000

const char *
version_export_choose_type (PentimentoVersion *version)
{
  const char *media_type = pentimento_version_get_media_type (version);
  g_autofree const char **writable = pentimento_image_writable_types ();

  if (pentimento_version_get_recipe (version) == NULL)
    return media_type;
  return g_strv_contains (writable, media_type) ? media_type : "image/png";
}

/* The words that a local change was made after are those of the version that it began with. */
static PentimentoVersion *
find_made_version (const VersionExport *self)
{
  g_autoptr (PentimentoVersion) version = g_object_ref (self->version);

  for (guint i = 0; i < MOST_ANCESTORS && pentimento_version_get_prompt (version) == NULL; i++)
    {
      const char *id = pentimento_version_get_parent_id (version);
      PentimentoVersion *parent = id != NULL ? pentimento_library_get_version (self->library, id, NULL) : NULL;

      if (parent == NULL)
        return NULL;
      g_object_unref (version);
      version = parent;
    }
  return pentimento_version_get_prompt (version) != NULL ? g_steal_pointer (&version) : NULL;
}

static PentimentoOrigin *
describe_origin (const VersionExport *self, PentimentoImage *image)
{
  g_autoptr (PentimentoVersion) made = find_made_version (self);
  PentimentoOriginFacts facts = { .seed = -1 };

  if (made == NULL)
    return pentimento_image_read_origin (image);
  facts.prompt = pentimento_version_get_prompt (made);
  facts.negative_prompt = pentimento_version_get_negative_prompt (made);
  facts.provider = pentimento_version_get_provider (made);
  facts.seed = pentimento_version_get_seed (made);
  facts.width = pentimento_version_get_width (made);
  facts.height = pentimento_version_get_height (made);
  facts.references = pentimento_version_get_references (made);
  facts.edited = pentimento_version_get_kind (made) == PENTIMENTO_VERSION_EDITED;
  return pentimento_origin_new (&facts);
}

/* Returns: (transfer full) (nullable): the picture that the history began with, where that is another file and can be read */
static PentimentoImage *
load_original (const VersionExport *self)
{
  g_autoptr (PentimentoVersion) version = g_object_ref (self->version);

  for (guint i = 0; i < MOST_ANCESTORS && pentimento_version_get_parent_id (version) != NULL; i++)
    {
      PentimentoVersion *parent
          = pentimento_library_get_version (self->library, pentimento_version_get_parent_id (version), NULL);

      if (parent == NULL)
        return NULL;
      g_object_unref (version);
      version = parent;
    }
  if (g_str_equal (pentimento_version_get_sha256 (version), pentimento_version_get_sha256 (self->version)))
    return NULL;
  return pentimento_library_load_version (self->library, version, NULL);
}

GBytes *
version_export_make (const VersionExport *self,
                     PentimentoImageLosses *losses,
                     gboolean *unchanged,
                     GCancellable *cancellable,
                     GError **error)
{
  const PentimentoExportSettings *settings = self->settings;
  g_autoptr (PentimentoImage) image = self->image != NULL
                                          ? g_object_ref (self->image)
                                          : pentimento_library_load_version (self->library, self->version, error);
  g_autoptr (PentimentoOrigin) origin = NULL;
  g_autoptr (PentimentoImage) original = NULL;
  PentimentoImageSaving saving = {
    .media_type = settings->media_type != NULL ? settings->media_type : version_export_choose_type (self->version),
    .quality = settings->quality,
    .drop_metadata = settings->details == PENTIMENTO_EXPORT_DETAILS_STRIP,
    .drop_location = !settings->keep_location,
    .drop_origin = settings->origin == PENTIMENTO_EXPORT_ORIGIN_STRIP,
    .progress = self->progress,
    .progress_data = self->progress_data,
  };
  GBytes *bytes;

  if (image == NULL)
    return NULL;
  saving.width = pentimento_image_get_width (image);
  saving.height = pentimento_image_get_height (image);
  pentimento_export_settings_get_size (settings, &saving.width, &saving.height);
  if (settings->origin == PENTIMENTO_EXPORT_ORIGIN_EMBED)
    saving.origin = origin = describe_origin (self, image);
  if (settings->details == PENTIMENTO_EXPORT_DETAILS_ORIGINAL)
    saving.details_of = original = load_original (self);
  bytes = pentimento_image_save (image, &saving, losses, cancellable, error);
  if (unchanged != NULL)
    *unchanged = bytes != NULL && bytes == pentimento_image_get_bytes (image);
  return bytes;
}

gboolean
version_export_write (const VersionExport *self,
                      GFile *target,
                      ExportTargetMode mode,
                      PentimentoImageLosses *losses,
                      GCancellable *cancellable,
                      GError **error)
{
  g_autoptr (GBytes) bytes = version_export_make (self, losses, NULL, cancellable, error);
  /* What an attempt that was killed has left beside its place is written over by the next one that goes for the same version. */
  const char *part = mode == EXPORT_TARGET_SAME ? pentimento_version_get_id (self->version) : NULL;

  return bytes != NULL && export_target_write (target, bytes, part, mode, cancellable, error);
}
