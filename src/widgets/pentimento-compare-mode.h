/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/** How the version that is shown and another one are looked at together. */
typedef enum {
  PENTIMENTO_COMPARE_NONE,         /* "none": the shown one alone */
  PENTIMENTO_COMPARE_SPLIT,        /* "split": the other one left of a line that can be moved */
  PENTIMENTO_COMPARE_SIDE_BY_SIDE, /* "side-by-side": moved and zoomed together */
  PENTIMENTO_COMPARE_DIFFERENCE,   /* "difference": what has changed, over the shown one */
} PentimentoCompareMode;

#define PENTIMENTO_TYPE_COMPARE_MODE (pentimento_compare_mode_get_type ())
GType pentimento_compare_mode_get_type (void);

G_END_DECLS
