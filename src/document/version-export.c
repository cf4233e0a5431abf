/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "version-export.h"

#include <glib/gi18n-lib.h>

#include "pentimento-document-error.h"
#include "pentimento-image-format.h"

const char *
version_export_choose_type (PentimentoVersion *version)
{
  const char *media_type = pentimento_version_get_media_type (version);
  g_autofree const char **writable = pentimento_image_writable_types ();

  if (pentimento_version_get_recipe (version) == NULL)
    return media_type;
  return g_strv_contains (writable, media_type) ? media_type : "image/png";
}

char *
version_export_describe (GFile *target)
{
  g_autofree char *name = g_file_get_basename (target);

  return g_filename_display_name (name);
}

static GError *
target_exists (GFile *target)
{
  g_autofree char *name = version_export_describe (target);

  return g_error_new (PENTIMENTO_DOCUMENT_ERROR, PENTIMENTO_DOCUMENT_ERROR_TARGET_EXISTS,
                      _ ("“%s” is there already and was left alone."), name);
}

static GError *
target_failed (GFile *target, const GError *cause)
{
  g_autofree char *name = version_export_describe (target);

  return g_error_new (PENTIMENTO_DOCUMENT_ERROR, PENTIMENTO_DOCUMENT_ERROR_TARGET, _ ("“%s” could not be saved: %s"),
                      name, cause->message);
}

static gboolean
write_over (GFile *target, GBytes *bytes, GCancellable *cancellable, GError **error)
{
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);

  return g_file_replace_contents (target, data, size, NULL, FALSE, G_FILE_CREATE_NONE, NULL, cancellable, error);
}

/* A new file is written beside its place first and then moved there, which fails if something has appeared there. */
static gboolean
write_new (GFile *target, GBytes *bytes, const char *id, GCancellable *cancellable, GError **error)
{
  g_autoptr (GFile) folder = g_file_get_parent (target);
  g_autofree char *name = g_strdup_printf (".pentimento-%s.part", id);
  g_autoptr (GFile) part = NULL;

  if (folder == NULL)
    return write_over (target, bytes, cancellable, error);
  part = g_file_get_child (folder, name);
  if (write_over (part, bytes, cancellable, error)
      && g_file_move (part, target, G_FILE_COPY_NO_FALLBACK_FOR_MOVE, cancellable, NULL, NULL, error))
    return TRUE;
  g_file_delete (part, NULL, NULL);
  return FALSE;
}

static gboolean
holds (GFile *target, GBytes *bytes, GCancellable *cancellable)
{
  g_autoptr (GFileInfo) info
      = g_file_query_info (target, G_FILE_ATTRIBUTE_STANDARD_SIZE, G_FILE_QUERY_INFO_NONE, cancellable, NULL);
  g_autoptr (GBytes) found = NULL;

  /* Only what is of the right size is read into memory. */
  if (info == NULL || (guint64)g_file_info_get_size (info) != g_bytes_get_size (bytes))
    return FALSE;
  found = g_file_load_bytes (target, cancellable, NULL, NULL);
  return found != NULL && g_bytes_equal (found, bytes);
}

/* What an attempt that was killed has left beside its place is written over by the next one that goes for the same version. */
static char *
name_part (PentimentoVersion *version, VersionExportMode mode)
{
  return mode == VERSION_EXPORT_SAME ? g_strdup (pentimento_version_get_id (version)) : g_uuid_string_random ();
}

static gboolean
write_target (GFile *target,
              GBytes *bytes,
              const char *part,
              VersionExportMode mode,
              GCancellable *cancellable,
              GError **error)
{
  gboolean exists = g_file_query_exists (target, cancellable);

  if (!exists)
    return write_new (target, bytes, part, cancellable, error);
  if (mode == VERSION_EXPORT_REPLACE)
    return write_over (target, bytes, cancellable, error);
  if (mode == VERSION_EXPORT_SAME && holds (target, bytes, cancellable))
    return TRUE;
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_EXISTS, "");
  return FALSE;
}

static GBytes *
make_bytes (PentimentoImage *image, const char *media_type, int quality, GCancellable *cancellable, GError **error)
{
  g_autoptr (GdkPixbuf) pixels = NULL;

  if (pentimento_image_get_recipe (image) == NULL && g_str_equal (pentimento_image_get_media_type (image), media_type))
    return g_bytes_ref (pentimento_image_get_bytes (image));
  pixels = pentimento_image_decode (image, cancellable, error);
  if (pixels == NULL)
    return NULL;
  return pentimento_image_encode (pixels, media_type, quality, cancellable, error);
}

/* Tells what the platform says of a file in sentences that name it. */
static gboolean
write_telling (GFile *target,
               GBytes *bytes,
               const char *part,
               VersionExportMode mode,
               GCancellable *cancellable,
               GError **error)
{
  g_autoptr (GError) problem = NULL;

  if (write_target (target, bytes, part, mode, cancellable, &problem))
    return TRUE;
  if (g_error_matches (problem, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_propagate_error (error, g_steal_pointer (&problem));
  else if (g_error_matches (problem, G_IO_ERROR, G_IO_ERROR_EXISTS))
    g_propagate_error (error, target_exists (target));
  else
    g_propagate_error (error, target_failed (target, problem));
  return FALSE;
}

gboolean
version_export_write_bytes (GBytes *bytes,
                            GFile *target,
                            VersionExportMode mode,
                            GCancellable *cancellable,
                            GError **error)
{
  g_autofree char *part = g_uuid_string_random ();

  return write_telling (target, bytes, part, mode, cancellable, error);
}

gboolean
version_export_write (PentimentoLibrary *library,
                      PentimentoVersion *version,
                      PentimentoImage *image,
                      GFile *target,
                      const char *media_type,
                      int quality,
                      VersionExportMode mode,
                      GCancellable *cancellable,
                      GError **error)
{
  g_autoptr (PentimentoImage) picture
      = image != NULL ? g_object_ref (image) : pentimento_library_load_version (library, version, error);
  g_autoptr (GBytes) bytes = picture != NULL ? make_bytes (picture, media_type, quality, cancellable, error) : NULL;
  g_autofree char *part = name_part (version, mode);

  return bytes != NULL && write_telling (target, bytes, part, mode, cancellable, error);
}
