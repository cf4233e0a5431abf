/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gdk-pixbuf/gdk-pixbuf.h>

G_BEGIN_DECLS

/**
 * sandbox_scene_draw:
 * @pixels: 8-bit RGB, all of it is painted over
 * @prompt: its words choose the mood
 * @negative_prompt: (nullable): makes another picture
 * @seed: makes another picture
 *
 * Paints hills under a sun, the same ones for the same words.
 */
void sandbox_scene_draw (GdkPixbuf *pixels, const char *prompt, const char *negative_prompt, gint64 seed);

G_END_DECLS
