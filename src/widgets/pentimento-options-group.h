/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "pentimento-document.h"

G_BEGIN_DECLS

/** Who makes the edit of its `document`, and what of it that provider lets a person choose. */
#define PENTIMENTO_TYPE_OPTIONS_GROUP (pentimento_options_group_get_type ())
G_DECLARE_FINAL_TYPE (PentimentoOptionsGroup, pentimento_options_group, PENTIMENTO, OPTIONS_GROUP, AdwPreferencesGroup)

G_END_DECLS
