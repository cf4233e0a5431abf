/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * ImageSnapshot:
 *
 * Takes the bytes of a picture as they are read. Those of a large one go into a file of our own that has no name, so that many of
 * them do not fill the memory, and that nobody else can change or cut short.
 */
typedef struct _ImageSnapshot ImageSnapshot;

/** @size: how many bytes are expected */
ImageSnapshot *image_snapshot_new (guint64 size);
void image_snapshot_free (ImageSnapshot *self);

/** Takes some more of @stream. Returns: how many bytes it took; 0 at the end, -1 with an error */
gssize image_snapshot_take (ImageSnapshot *self, GInputStream *stream, GCancellable *cancellable, GError **error);

/**
 * image_snapshot_end:
 * @mapped: set to whether what is returned is a mapped file
 *
 * Returns: (transfer full) (nullable): all that was taken
 */
GBytes *image_snapshot_end (ImageSnapshot *self, gboolean *mapped, GError **error);

/** Lets go of the memory of @bytes, which are a mapped file that nobody writes to: who looks at them again has them read again. */
void image_snapshot_rest (GBytes *bytes);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ImageSnapshot, image_snapshot_free)

G_END_DECLS
