/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "pentimento-recipe.h"

G_BEGIN_DECLS

/**
 * CliTransformOptions:
 *
 * The local operations of a command line, in the order in which they stand there. Adjustments that stand side by side are one operation, until one of them comes
 * again. They are read before the picture is, whose size decides whether they can be done.
 */
typedef struct _CliTransformOptions CliTransformOptions;

CliTransformOptions *cli_transform_options_new (void);
void cli_transform_options_free (CliTransformOptions *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CliTransformOptions, cli_transform_options_free)

/** The options, for cli_options_parse_with() with a #CliTransformOptions as the data */
extern const GOptionEntry cli_transform_option_entries[];

/** Returns: whether there is none at all */
gboolean cli_transform_options_is_empty (CliTransformOptions *self);

/**
 * cli_transform_options_make_recipe:
 * @width, @height: of the picture
 * @recipe: (out) (transfer full) (nullable): what is to be done, %NULL for nothing; points to %NULL at first
 *
 * Returns: %FALSE with %PENTIMENTO_IMAGE_ERROR_CHANGE where that cannot be done to the picture
 */
gboolean cli_transform_options_make_recipe (CliTransformOptions *self,
                                            int width,
                                            int height,
                                            PentimentoRecipe **recipe,
                                            GError **error);

G_END_DECLS
