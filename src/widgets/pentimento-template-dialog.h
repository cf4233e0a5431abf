/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "pentimento-document.h"
#include "pentimento-templates.h"

G_BEGIN_DECLS

/**
 * PentimentoTemplateDialog:
 *
 * Asks for a name, a description, the prompt and what its pictures are for, and keeps them as a template of the person's own.
 */
#define PENTIMENTO_TYPE_TEMPLATE_DIALOG (pentimento_template_dialog_get_type ())
G_DECLARE_FINAL_TYPE (PentimentoTemplateDialog, pentimento_template_dialog, PENTIMENTO, TEMPLATE_DIALOG, AdwWindow)

/** @template: (nullable): the one to be changed; %NULL for a new one with the prompt of @document */
GtkWindow *pentimento_template_dialog_new (GtkWindow *parent,
                                           PentimentoTemplates *templates,
                                           PentimentoDocument *document,
                                           PentimentoTemplate *template);

G_END_DECLS
