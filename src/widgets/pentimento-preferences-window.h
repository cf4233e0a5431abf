/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "pentimento-services.h"

G_BEGIN_DECLS

/** Keys, providers and saving. */
#define PENTIMENTO_TYPE_PREFERENCES_WINDOW (pentimento_preferences_window_get_type ())
G_DECLARE_FINAL_TYPE (PentimentoPreferencesWindow,
                      pentimento_preferences_window,
                      PENTIMENTO,
                      PREFERENCES_WINDOW,
                      AdwPreferencesWindow)

GtkWindow *pentimento_preferences_window_new (PentimentoServices *services);

G_END_DECLS
