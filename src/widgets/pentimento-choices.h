/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "pentimento-document.h"

G_BEGIN_DECLS

/**
 * pentimento_choices_bind:
 *
 * Makes the choices of a document those of the settings, and keeps them there from now on: they hold for the next picture as well. The settings live as long as the document.
 */
void pentimento_choices_bind (PentimentoDocument *document, GSettings *settings);

G_END_DECLS
