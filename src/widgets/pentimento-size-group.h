/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "pentimento-document.h"

G_BEGIN_DECLS

/** The size that its `document` asks for: as the picture, one that the provider makes, or any; and whether a result of another size is fitted back. */
#define PENTIMENTO_TYPE_SIZE_GROUP (pentimento_size_group_get_type ())
G_DECLARE_FINAL_TYPE (PentimentoSizeGroup, pentimento_size_group, PENTIMENTO, SIZE_GROUP, AdwPreferencesGroup)

G_END_DECLS
