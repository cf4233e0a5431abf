/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "seedream-delivery.h"

#include <glib/gi18n-lib.h>

#include "seedream-job-private.h"

void
seedream_delivery_count (SeedreamDelivery *self, SeedreamJob *job)
{
  self->asked = job->request != NULL ? seedream_request_get_count (job->request) : 0;
  self->delivered = MAX (job->n_delivered, job->n_results);
  self->kept = job->n_results;
  self->good = job->n_good;
}

/* Returns: (nullable): too many, or too few */
static char *
describe_number (const SeedreamDelivery *self)
{
  if (self->delivered > self->kept)
    return g_strdup_printf (
        /* Translators: the second number decides between singular and plural */
        ngettext ("The provider delivered %u results where %u was asked for; the first %u were kept.",
                  "The provider delivered %u results where %u were asked for; the first %u were kept.", self->asked),
        self->delivered, self->asked, self->kept);
  if (self->good > self->asked)
    return g_strdup_printf (
        /* Translators: the second number decides between singular and plural */
        ngettext ("The provider delivered more than was asked for: %u results were kept where %u was asked for.",
                  "The provider delivered more than was asked for: %u results were kept where %u were asked for.",
                  self->asked),
        self->good, self->asked);
  if (self->good < self->asked)
    /* Translators: what came, and what was asked for */
    return g_strdup_printf (ngettext ("%u of %u result came.", "%u of %u results came.", self->asked), self->good,
                            self->asked);
  return NULL;
}

/* Returns: (nullable): those that were delivered and are no good */
static char *
describe_broken (const SeedreamDelivery *self)
{
  guint n_broken = self->kept > self->good ? self->kept - self->good : 0;

  if (n_broken == 0)
    return NULL;
  return g_strdup_printf (ngettext ("%u result that was delivered could not be fetched, or is no picture.",
                                    "%u results that were delivered could not be fetched, or are no pictures.",
                                    n_broken),
                          n_broken);
}

char *
seedream_delivery_describe (const SeedreamDelivery *self)
{
  g_autofree char *number = NULL;
  g_autofree char *broken = NULL;

  if (self->asked == 0)
    return NULL;
  number = describe_number (self);
  broken = describe_broken (self);
  if (number != NULL && broken != NULL)
    return g_strdup_printf ("%s %s", number, broken);
  return g_strdup (number != NULL ? number : broken);
}
