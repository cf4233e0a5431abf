/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "pentimento-canvas.h"

G_BEGIN_DECLS

/**
 * PentimentoCompareButton:
 *
 * Compares on its `canvas`: while its first half is held the other version is shown; its second half is a menu of the other ways, and of what to compare with.
 * The menu's actions are `win.compare` and `win.compare-with`.
 */
#define PENTIMENTO_TYPE_COMPARE_BUTTON (pentimento_compare_button_get_type ())
G_DECLARE_FINAL_TYPE (PentimentoCompareButton, pentimento_compare_button, PENTIMENTO, COMPARE_BUTTON, AdwBin)

G_END_DECLS
