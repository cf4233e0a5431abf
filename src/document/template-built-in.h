/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "pentimento-template.h"

G_BEGIN_DECLS

/** Appends the templates that come with the program, with titles and descriptions in the person's language. */
void template_built_in_append (GListStore *templates);

G_END_DECLS
