/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * PentimentoApplication:
 *
 * The program: one process, a window a picture. Actions: `app.new-window`, `app.preferences`, `app.about`, `app.quit`.
 */
#define PENTIMENTO_TYPE_APPLICATION (pentimento_application_get_type ())
G_DECLARE_FINAL_TYPE (PentimentoApplication, pentimento_application, PENTIMENTO, APPLICATION, AdwApplication)

PentimentoApplication *pentimento_application_new (void);

G_END_DECLS
