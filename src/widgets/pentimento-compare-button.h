/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "pentimento-canvas.h"

G_BEGIN_DECLS

/** Shows what was before on its `canvas` while it is held down. */
#define PENTIMENTO_TYPE_COMPARE_BUTTON (pentimento_compare_button_get_type ())
G_DECLARE_FINAL_TYPE (PentimentoCompareButton, pentimento_compare_button, PENTIMENTO, COMPARE_BUTTON, GtkButton)

G_END_DECLS
