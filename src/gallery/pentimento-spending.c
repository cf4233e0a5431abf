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
