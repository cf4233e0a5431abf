/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "pentimento-services.h"

G_BEGIN_DECLS

/** What may be spent on a day and in a month, in the preferences, and what is gone of it, by how sure that is. */
#define PENTIMENTO_TYPE_BUDGET_GROUP (pentimento_budget_group_get_type ())
G_DECLARE_FINAL_TYPE (PentimentoBudgetGroup, pentimento_budget_group, PENTIMENTO, BUDGET_GROUP, AdwPreferencesGroup)

GtkWidget *pentimento_budget_group_new (PentimentoServices *services);

G_END_DECLS
