/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "pentimento-job-record.h"
#include "pentimento-version.h"
#include "seedream-cost.h"

G_BEGIN_DECLS

/** Returns: a version's share of what its job has cost */
SeedreamCost cli_cost_of_version (PentimentoVersion *version);

/** Returns: what the ledger says that a job costs */
SeedreamCost cli_cost_of_record (const PentimentoJobRecord *record);

G_END_DECLS
