/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "pentimento-services.h"

G_BEGIN_DECLS

/**
 * PentimentoQueueButton:
 *
 * The edits of this program that wait or run, all windows' together, and a pause: a button with their number and a popover, there while there is
 * something to show. Its property `services` is set once.
 */
#define PENTIMENTO_TYPE_QUEUE_BUTTON (pentimento_queue_button_get_type ())
G_DECLARE_FINAL_TYPE (PentimentoQueueButton, pentimento_queue_button, PENTIMENTO, QUEUE_BUTTON, AdwBin)

G_END_DECLS
