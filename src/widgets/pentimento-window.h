/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "pentimento-document.h"

G_BEGIN_DECLS

/**
 * PentimentoWindow:
 *
 * One picture, what is to change in it, and the gallery. Its `document` is its own. Actions: `win.open`, `win.open-sample`, `win.open-recent` (s),
 * `win.open-version` (s), `win.paste`, `win.generate`, `win.report` (s: an error to show), `win.announce` (ss: a sentence, and the version that it is about), `win.reveal-panel`, `win.show-panel`, `win.show-gallery`,
 * `win.use-version` (s: as a reference), `win.show-version-in-history` (s), `win.save-version` (s),
 * `document.undo`, `document.redo`, `document.save-copy`, `document.add-version`, and with the id of a version of the picture (s): `document.use-prompt`, `document.use-settings`,
 * `document.edit-again`, `document.edit-from-original`.
 */
#define PENTIMENTO_TYPE_WINDOW (pentimento_window_get_type ())
G_DECLARE_FINAL_TYPE (PentimentoWindow, pentimento_window, PENTIMENTO, WINDOW, AdwApplicationWindow)

/**
 * pentimento_window_new:
 * @workspace: (nullable): the id of what lay open in a window last time, to be restored; %NULL for an empty window
 *
 * Returns: (nullable): the window, or %NULL where that is open somewhere else already
 */
PentimentoWindow *
pentimento_window_new (GtkApplication *application, PentimentoServices *services, const char *workspace);

/** Closes the window along with the program, so that it is there again the next time. */
void pentimento_window_leave (PentimentoWindow *self);

PentimentoDocument *pentimento_window_get_document (PentimentoWindow *self);

/** Returns: whether nothing is open here and nothing is being opened */
gboolean pentimento_window_is_empty (PentimentoWindow *self);

/** Returns: whether a file is called as a picture with its history, see pentimento_library_export_history() */
gboolean pentimento_window_is_history (GFile *file);

/** Opens a picture, or brings one with its history in and shows it. */
void pentimento_window_open_file (PentimentoWindow *self, GFile *file);

/** Tells that a picture is on its way to the window, which pentimento_window_open_incoming() will be called with. */
void pentimento_window_expect_incoming (PentimentoWindow *self);

/** @result: of one of pentimento_incoming's functions */
void pentimento_window_open_incoming (PentimentoWindow *self, GAsyncResult *result);

/** Returns: (transfer full): what the window can take up again of a version of its picture; empty where that is nothing */
GMenuModel *pentimento_window_create_reuse_menu (PentimentoVersion *version);

/** Shows a passing message. */
void pentimento_window_add_toast (PentimentoWindow *self, AdwToast *toast);

/** Says that a version has come that is not shown, with a button that shows it. */
void pentimento_window_announce (PentimentoWindow *self, const char *text, const char *version_id);

/** Asks about edits that an earlier run of the program left unsent, if there are any. */
void pentimento_window_ask_about_left (PentimentoWindow *self);

G_END_DECLS
