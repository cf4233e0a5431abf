/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "pentimento-image-save.h"
#include "pentimento-version.h"

G_BEGIN_DECLS

/** What a saved file says about the photograph: Exif, XMP and IPTC. */
typedef enum {
  PENTIMENTO_EXPORT_DETAILS_AS_THEY_ARE, /* what the version's file says; of a provider's result that is as a rule nothing */
  PENTIMENTO_EXPORT_DETAILS_ORIGINAL, /* what the file says that the history began with */
  PENTIMENTO_EXPORT_DETAILS_STRIP,    /* nothing */
} PentimentoExportDetails;

/** What a saved file says about how it was made. */
typedef enum {
  PENTIMENTO_EXPORT_ORIGIN_AS_IT_IS, /* what it says already */
  PENTIMENTO_EXPORT_ORIGIN_EMBED,    /* prompt, provider, seed, size and references, see #PentimentoOrigin */
  PENTIMENTO_EXPORT_ORIGIN_STRIP,    /* nothing */
} PentimentoExportOrigin;

/** What JPEG, WebP and AVIF are encoded with where nobody says; above it files grow much faster than they improve (libjpeg's own advice). */
#define PENTIMENTO_EXPORT_QUALITY 92

/**
 * PentimentoExportSettings:
 * @media_type: (nullable): a static string; %NULL for what the ending of the target says
 * @quality: 1 to 100, where pixels have to be encoded as JPEG, WebP or AVIF
 * @longest_side: the most pixels a side; 0 for no limit. Nothing is enlarged.
 * @width: the size in pixels, counting before @longest_side; 0 for the version's own
 * @height: likewise
 * @details: what is said about the photograph
 * @keep_location: whether what tells a place is kept among them
 * @origin: what is said about how it was made
 * @name_template: (nullable): for pentimento_export_settings_make_name()
 *
 * How a version is saved; the same for the window, the terminal and batches. As they are made, they leave everything as it is.
 */
typedef struct {
  const char *media_type;
  int quality;
  int longest_side;
  int width;
  int height;
  PentimentoExportDetails details;
  gboolean keep_location;
  PentimentoExportOrigin origin;
  char *name_template;
} PentimentoExportSettings;

#define PENTIMENTO_TYPE_EXPORT_SETTINGS (pentimento_export_settings_get_type ())
GType pentimento_export_settings_get_type (void);

PentimentoExportSettings *pentimento_export_settings_new (void);
PentimentoExportSettings *pentimento_export_settings_copy (const PentimentoExportSettings *self);
void pentimento_export_settings_free (PentimentoExportSettings *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PentimentoExportSettings, pentimento_export_settings_free)

/** Finds the size that a version of that size is saved in. @width, @height: (inout): in pixels */
void pentimento_export_settings_get_size (const PentimentoExportSettings *self, int *width, int *height);

/**
 * pentimento_export_settings_make_name:
 * @version: whose file it is
 * @name: what its picture is called; an ending that says a format is left out
 * @number: which file it is of those that are saved together, from 1
 *
 * Makes the name of a file from the template, “{name}” where there is none. Known are {name}, {number}, {date} (when the version was made, 2026-05-01),
 * {provider}, {seed} and {prompt}; what is not known stands for itself, and what is empty for nothing. What file systems refuse or hide becomes a dash, and the name
 * is cut so that it has 255 bytes with its ending.
 *
 * Returns: (transfer full): a name with the ending of the format, which is the version's where the settings have none
 */
char *pentimento_export_settings_make_name (const PentimentoExportSettings *self,
                                            PentimentoVersion *version,
                                            const char *name,
                                            guint number);

G_END_DECLS
