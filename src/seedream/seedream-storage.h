/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib-object.h>

#include "seedream-call.h"

G_BEGIN_DECLS

/**
 * SeedreamStorage:
 *
 * A place of the person's own where pictures are left for a provider that takes links and has no upload itself. Immutable, reference counted.
 */
#define SEEDREAM_TYPE_STORAGE (seedream_storage_get_type ())
typedef struct _SeedreamStorage SeedreamStorage;

GType seedream_storage_get_type (void) G_GNUC_CONST;

/**
 * seedream_storage_new:
 * @place: a method and an address: "POST https://files.example/upload", which gets a form with the picture as its part "file" and answers
 * with its link; or "PUT https://files.example/pictures", below which each picture is put under a name of its own. A bare address is a POST
 *
 * Returns: (transfer full) (nullable): the place, or %NULL with %SEEDREAM_ERROR_INVALID_REQUEST
 */
SeedreamStorage *seedream_storage_new (const char *place, GError **error);
SeedreamStorage *seedream_storage_ref (SeedreamStorage *self);
void seedream_storage_unref (SeedreamStorage *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SeedreamStorage, seedream_storage_unref)

/** Returns: (transfer full): how @picture is left there; no key goes along */
SeedreamCall *seedream_storage_build_upload (const SeedreamStorage *self, SeedreamPicture *picture);

/**
 * seedream_storage_read_upload:
 * @expires_at: (out): until when the link is taken to hold, in microseconds since 1970 UTC: a day, since nobody says
 *
 * The link is looked for in the answer, as JSON or as plain text; after a PUT that answers none it is where the picture was put.
 *
 * Returns: (transfer full) (nullable): the link, or %NULL with an error, not billed
 */
char *seedream_storage_read_upload (const SeedreamStorage *self,
                                    SeedreamPicture *picture,
                                    const SeedreamReply *reply,
                                    gint64 *expires_at,
                                    GError **error);

G_END_DECLS
