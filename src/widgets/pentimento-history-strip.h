/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "pentimento-document.h"

G_BEGIN_DECLS

/**
 * PentimentoHistoryStrip:
 *
 * The versions of its `document` in one line, with a place for the one being made. Folded while there is one version only. Its action is
 * `document.show-version` (s, a version's id).
 */
#define PENTIMENTO_TYPE_HISTORY_STRIP (pentimento_history_strip_get_type ())
G_DECLARE_FINAL_TYPE (PentimentoHistoryStrip, pentimento_history_strip, PENTIMENTO, HISTORY_STRIP, AdwBin)

/** Gives the focus to the version that is shown. */
void pentimento_history_strip_focus_current (PentimentoHistoryStrip *self);

G_END_DECLS
