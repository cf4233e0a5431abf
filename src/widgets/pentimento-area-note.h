/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "pentimento-document.h"

G_BEGIN_DECLS

/**
 * PentimentoAreaNote:
 *
 * Says of its `document` that only a marked part of the picture changes, and what is sent of it, and lets the mark be taken away; there only while that is so.
 */
#define PENTIMENTO_TYPE_AREA_NOTE (pentimento_area_note_get_type ())
G_DECLARE_FINAL_TYPE (PentimentoAreaNote, pentimento_area_note, PENTIMENTO, AREA_NOTE, AdwBin)

G_END_DECLS
