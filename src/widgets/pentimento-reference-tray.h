/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "pentimento-document.h"

G_BEGIN_DECLS

/**
 * PentimentoReferenceTray:
 *
 * The pictures that its `document` sends, in the order sent: the one being edited, then the references. Its actions are `document.add-references`,
 * `document.paste-reference`, `document.remove-reference` (u) and `document.move-reference` (uu); and for the places that a template has,
 * `document.fill-place` (u), `document.remove-place` (u) and `document.move-to-place` (uu).
 */
#define PENTIMENTO_TYPE_REFERENCE_TRAY (pentimento_reference_tray_get_type ())
G_DECLARE_FINAL_TYPE (PentimentoReferenceTray, pentimento_reference_tray, PENTIMENTO, REFERENCE_TRAY, AdwBin)

G_END_DECLS
