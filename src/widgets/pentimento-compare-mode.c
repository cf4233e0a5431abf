/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "pentimento-compare-mode.h"

G_DEFINE_ENUM_TYPE (PentimentoCompareMode,
                    pentimento_compare_mode,
                    G_DEFINE_ENUM_VALUE (PENTIMENTO_COMPARE_NONE, "none"),
                    G_DEFINE_ENUM_VALUE (PENTIMENTO_COMPARE_SPLIT, "split"),
                    G_DEFINE_ENUM_VALUE (PENTIMENTO_COMPARE_SIDE_BY_SIDE, "side-by-side"),
                    G_DEFINE_ENUM_VALUE (PENTIMENTO_COMPARE_DIFFERENCE, "difference"))
