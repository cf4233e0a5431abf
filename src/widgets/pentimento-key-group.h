/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "pentimento-services.h"

G_BEGIN_DECLS

/** The key of one provider and the address it is used at, in the preferences. The key is never shown, only that there is one. */
#define PENTIMENTO_TYPE_KEY_GROUP (pentimento_key_group_get_type ())
G_DECLARE_FINAL_TYPE (PentimentoKeyGroup, pentimento_key_group, PENTIMENTO, KEY_GROUP, AdwPreferencesGroup)

/** @provider: the provider's id */
GtkWidget *pentimento_key_group_new (PentimentoServices *services, const char *provider);

G_END_DECLS
