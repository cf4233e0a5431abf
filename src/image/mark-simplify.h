/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "pentimento-mark.h"

G_BEGIN_DECLS

/* Returns: (transfer full): of the points of a line those that are needed for it to stay within @tolerance of where it was, and no more than @most */
GArray *mark_simplify (const PentimentoMarkPoint *points, guint n_points, double tolerance, guint most);

G_END_DECLS
