/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "pentimento-pyramid-level.h"
#include "pentimento-pyramid.h"

G_BEGIN_DECLS

const PentimentoPyramidLevel *pentimento_pyramid_get_level (PentimentoPyramid *self, guint level);

G_END_DECLS
