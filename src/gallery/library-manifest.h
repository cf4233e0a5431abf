/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "pentimento-version.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/** What the manifest of a history is called in its file. */
#define LIBRARY_MANIFEST_NAME "manifest.json"

/** The longest one that is read: some 20,000 versions. */
#define LIBRARY_MANIFEST_MAX_SIZE (32 * 1024 * 1024)

/** How many versions a history that is read may have, and how many picture files. */
#define LIBRARY_MANIFEST_MAX_VERSIONS 100000
#define LIBRARY_MANIFEST_MAX_OBJECTS 100000

/** A picture file that versions need. */
typedef struct {
  char *sha256;
  char *media_type;
  char *name; /* of the file in the archive */
  guint64 size;
} LibraryManifestObject;

/**
 * LibraryManifest:
 *
 * What a file with the history of one picture says of itself: every version with its parent, recipe, prompt, references and what the person says of it, and the
 * picture files that these need. No keys, no paths, no jobs.
 */
typedef struct {
  char *picture_id;
  char *current_id;
  GPtrArray *versions; /* (element-type PentimentoVersion), parents before children */
  GPtrArray *objects;  /* (element-type LibraryManifestObject) */
  GHashTable *index;   /* SHA-256 → LibraryManifestObject, of @objects */
} LibraryManifest;

LibraryManifest *library_manifest_new (void);
void library_manifest_free (LibraryManifest *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LibraryManifest, library_manifest_free)

/** Adds an object, called as in a library. Returns: whether it was not there yet */
gboolean library_manifest_add_object (LibraryManifest *self,
                                      const char *sha256,
                                      const char *media_type,
                                      const char *extension,
                                      guint64 size);

/** Returns: (transfer none) (nullable): the object of that SHA-256 */
const LibraryManifestObject *library_manifest_find_object (const LibraryManifest *self, const char *sha256);

/** Returns: (transfer full): the SHA-256 of each picture file that a version needs: its own, its references, those its recipe names */
char **library_manifest_list_needed (PentimentoVersion *version);

/** Returns: (transfer full): as JSON */
GBytes *library_manifest_write (const LibraryManifest *self);

/**
 * library_manifest_read:
 * @bytes: may be anything
 *
 * Reads it and sees whether it holds together: every id is one and comes once, every parent comes before its children, every recipe can be read, every picture file that
 * is needed is named, and none besides.
 *
 * Returns: (transfer full) (nullable): %NULL with %PENTIMENTO_LIBRARY_ERROR_ARCHIVE or _NEWER
 */
LibraryManifest *library_manifest_read (GBytes *bytes, GError **error);

G_END_DECLS
