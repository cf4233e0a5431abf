/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cli-json.h"
#include "pentimento-library.h"

G_BEGIN_DECLS

/* How versions are told of, in tables and as JSON. */

/** Returns: (transfer full): what it has cost; "" where it was opened or made here */
char *cli_versions_describe_cost (PentimentoVersion *version);

/** Returns: (transfer full): its prompt, else its name, in at most @most characters */
char *cli_versions_describe_prompt (PentimentoVersion *version, guint most);

/** Returns: (nullable): what a local edit did */
const char *cli_versions_describe_change (PentimentoLibrary *library, PentimentoVersion *version);

/** Returns: whether it came when nobody waited any more, which only its job knows */
gboolean cli_versions_came_late (PentimentoLibrary *library, PentimentoVersion *version);

/** Returns: (transfer full) (nullable): where the picture of a version lies */
char *cli_versions_find_file (PentimentoLibrary *library, PentimentoVersion *version);

/** Adds an object with all there is to know. @file: (nullable): where its picture lies */
void cli_versions_add_object (JsonBuilder *builder,
                              PentimentoLibrary *library,
                              PentimentoVersion *version,
                              const char *file);

/** Writes a table or a JSON array to the standard output; @nothing, as a note, to a person for whom there is none. */
void cli_versions_print (PentimentoLibrary *library, GListModel *versions, gboolean json, const char *nothing);

G_END_DECLS
