/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "pentimento-document.h"

G_BEGIN_DECLS

/**
 * PentimentoTemplateChooser:
 *
 * A button with the templates in the library of its `document`: to use one, to keep the document's prompt as one, to change, remove, import and export those of the
 * person's own. "chosen" (#PentimentoTemplate, a string: its prompt, as far as filled in) is emitted for the one to be used.
 */
#define PENTIMENTO_TYPE_TEMPLATE_CHOOSER (pentimento_template_chooser_get_type ())
G_DECLARE_FINAL_TYPE (PentimentoTemplateChooser, pentimento_template_chooser, PENTIMENTO, TEMPLATE_CHOOSER, AdwBin)

G_END_DECLS
