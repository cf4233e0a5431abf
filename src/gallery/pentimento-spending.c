/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "pentimento-spending.h"

void
pentimento_spending_free (PentimentoSpending *self)
{
  g_free (self->key);
  g_free (self->label);
  g_free (self->currency);
  g_free (self);
}

gint64
pentimento_spending_get_sum (const PentimentoSpending *self)
{
  return self->reported + self->estimated + self->unknown + self->under_way;
}

gboolean
pentimento_spending_limit_allows (const PentimentoSpendingLimit *self,
                                  gint64 micros,
                                  const char *currency,
                                  const char *kind)
{
  const gboolean known = g_strcmp0 (kind, "unknown") != 0 && g_strcmp0 (currency, "USD") == 0;

  if (self->most < 0 || (known && micros == 0))
    return TRUE;
  return self->most > self->spent && (!known || micros <= self->most - self->spent);
}
