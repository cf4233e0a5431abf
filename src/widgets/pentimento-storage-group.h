/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "pentimento-library.h"

G_BEGIN_DECLS

/**
 * PentimentoStorageGroup:
 *
 * What takes room in the library, by kind, and what a person could do about it. It does none of that by itself.
 */
#define PENTIMENTO_TYPE_STORAGE_GROUP (pentimento_storage_group_get_type ())
G_DECLARE_FINAL_TYPE (PentimentoStorageGroup, pentimento_storage_group, PENTIMENTO, STORAGE_GROUP, AdwPreferencesGroup)

GtkWidget *pentimento_storage_group_new (PentimentoLibrary *library);

G_END_DECLS
