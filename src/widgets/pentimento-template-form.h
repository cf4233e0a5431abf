/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "pentimento-template.h"

G_BEGIN_DECLS

/**
 * PentimentoTemplateForm:
 *
 * Asks for what a template leaves open, a line each. "back" is emitted where the person wants another one, "filled" (a string, the prompt) at the end; what was left
 * empty stays in the prompt as it stands.
 */
#define PENTIMENTO_TYPE_TEMPLATE_FORM (pentimento_template_form_get_type ())
G_DECLARE_FINAL_TYPE (PentimentoTemplateForm, pentimento_template_form, PENTIMENTO, TEMPLATE_FORM, AdwBin)

/** Shows a template with nothing filled in, and puts the focus to the first line. */
void pentimento_template_form_show (PentimentoTemplateForm *self, PentimentoTemplate *template);

PentimentoTemplate *pentimento_template_form_get_template (PentimentoTemplateForm *self);

G_END_DECLS
