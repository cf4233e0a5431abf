/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "seedream-job.h"

G_BEGIN_DECLS

/**
 * SeedreamDelivery:
 * @asked: results that were asked for; 0 where that is not known any more
 * @delivered: results that the provider gave
 * @kept: those of them that were taken; never more than 16
 * @good: those of them that are stored
 *
 * How what came stands to what was asked for.
 */
typedef struct {
  guint asked;
  guint delivered;
  guint kept;
  guint good;
} SeedreamDelivery;

/** Counts the results of @job so far. */
void seedream_delivery_count (SeedreamDelivery *self, SeedreamJob *job);

/** Returns: (transfer full) (nullable): what a person is to be told of a job that is done; %NULL where as much came as was asked for */
char *seedream_delivery_describe (const SeedreamDelivery *self);

G_END_DECLS
