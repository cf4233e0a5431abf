/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "pentimento-mark.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* The members of the object that a mark is written as, up to NULL. */
extern const char *const mark_parameters[];

/* Returns: (transfer full) (nullable): what the object says; NULL where that is damaged */
PentimentoMark *mark_read (JsonObject *object);

/* Appends `"mark":…` and so on. */
void mark_write (const PentimentoMark *self, GString *text);

G_END_DECLS
