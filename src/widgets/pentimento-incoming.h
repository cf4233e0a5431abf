/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "pentimento-image-error.h"
#include "pentimento-image-format.h"
#include "pentimento-image.h"

G_BEGIN_DECLS

/* Pictures on their way in: chosen, dropped or pasted. They are read in a thread, in the order given. */

/** @files: a #GListModel of #GFile */
void pentimento_incoming_from_files_async (GListModel *files,
                                           GCancellable *cancellable,
                                           GAsyncReadyCallback callback,
                                           gpointer user_data);

/** One file, and decodes it as well: the result holds the pixels, so that pentimento_image_decode() finds them. */
void pentimento_incoming_decode_file_async (GFile *file,
                                            GCancellable *cancellable,
                                            GAsyncReadyCallback callback,
                                            gpointer user_data);

/** @value: what was dropped, of one of the types that pentimento_incoming_create_drop_target() takes */
void pentimento_incoming_from_value_async (const GValue *value,
                                           GCancellable *cancellable,
                                           GAsyncReadyCallback callback,
                                           gpointer user_data);

/** Files or a picture; a picture's own bytes where the clipboard has some. */
void pentimento_incoming_from_clipboard_async (GdkClipboard *clipboard,
                                               GCancellable *cancellable,
                                               GAsyncReadyCallback callback,
                                               gpointer user_data);

/**
 * @skipped: (out): why the first picture that could not be read could not be, where others could
 *
 * Returns: (transfer full) (nullable): a #GListModel of #PentimentoImage, never empty; %NULL with the error of the first one
 */
GListModel *pentimento_incoming_finish (GAsyncResult *result, GError **skipped, GError **error);

/** Returns: whether the clipboard has files or a picture of a kind this machine can open */
gboolean pentimento_incoming_is_on_clipboard (GdkClipboard *clipboard);

/** Returns: (transfer full): a drop target for files and pictures */
GtkDropTarget *pentimento_incoming_create_drop_target (void);

/** Returns: (transfer full): a dialog to choose pictures that this machine can open */
GtkFileChooserNative *pentimento_incoming_create_chooser (GtkWidget *widget, const char *title, gboolean several);

G_END_DECLS
