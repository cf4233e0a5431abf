/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cli-making-options.h"
#include "pentimento-library.h"

G_BEGIN_DECLS

/**
 * cli_making_template_apply:
 *
 * Makes the prompt from the template that the options name, where they do. Refuses what is not filled in: a word without a value, a picture that the prompt speaks
 * of. An error is of %CLI_EXIT_USAGE, or %PENTIMENTO_DOCUMENT_ERROR_TEMPLATE.
 */
gboolean cli_making_template_apply (CliMakingOptions *options, PentimentoLibrary *library, GError **error);

G_END_DECLS
