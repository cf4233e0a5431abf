/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "pentimento-library.h"

G_BEGIN_DECLS

/** Writes the history of one picture as a tree, or as a JSON object. @id: that of any of its versions, which may be shortened, or of the picture itself */
gboolean cli_tree_print (PentimentoLibrary *library, const char *id, gboolean json, GError **error);

G_END_DECLS
