/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "pentimento-services.h"

G_BEGIN_DECLS

/**
 * PentimentoLeftBar:
 *
 * Asks about edits that an earlier run of the program left unsent: says how many they are and what they would cost, and sends or drops them as the
 * person says; closed, they are left for the next start. Its property `services` is set once. It activates `win.announce` and `win.report`.
 */
#define PENTIMENTO_TYPE_LEFT_BAR (pentimento_left_bar_get_type ())
G_DECLARE_FINAL_TYPE (PentimentoLeftBar, pentimento_left_bar, PENTIMENTO, LEFT_BAR, AdwBin)

/** Looks whether there are any, and shows itself if so. Nothing is sent. */
void pentimento_left_bar_look (PentimentoLeftBar *self);

/** Leaves what is sent from here to be taken up at the next start of the program. */
void pentimento_left_bar_leave (PentimentoLeftBar *self);

G_END_DECLS
