/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "seedream-cost.h"

#include <glib/gi18n-lib.h>

const char *
seedream_cost_kind_to_string (SeedreamCostKind kind)
{
  switch (kind)
    {
    case SEEDREAM_COST_ESTIMATED:
      return "estimated";
    case SEEDREAM_COST_REPORTED:
      return "reported";
    case SEEDREAM_COST_UNKNOWN:
    default:
      return "unknown";
    }
}

SeedreamCostKind
seedream_cost_kind_from_string (const char *text)
{
  if (g_strcmp0 (text, "estimated") == 0)
    return SEEDREAM_COST_ESTIMATED;
  if (g_strcmp0 (text, "reported") == 0)
    return SEEDREAM_COST_REPORTED;
  return SEEDREAM_COST_UNKNOWN;
}

/* Cents are too coarse for single pictures: what was reported is shown to a tenth of a cent, and so is what would round to nothing. */
static int
choose_decimals (const SeedreamCost *cost)
{
  if (cost->kind == SEEDREAM_COST_REPORTED)
    return cost->micros < G_USEC_PER_SEC ? 3 : 2;
  return cost->micros < 10000 ? 3 : 2;
}

static char *
format_amount (const SeedreamCost *cost)
{
  g_autofree char *number = g_strdup_printf ("%.*f", choose_decimals (cost), cost->micros / 1e6);

  if (g_str_equal (cost->currency, "USD"))
    /* Translators: an amount of US dollars */
    return g_strdup_printf (_ ("$%s"), number);
  /* Translators: an amount of another currency: number, currency code */
  return g_strdup_printf (_ ("%s %s"), number, cost->currency);
}

char *
seedream_cost_format (const SeedreamCost *cost)
{
  g_autofree char *amount = NULL;

  if (cost->kind == SEEDREAM_COST_UNKNOWN)
    return g_strdup (_ ("cost unknown"));
  if (cost->micros == 0)
    return g_strdup (_ ("free"));

  amount = format_amount (cost);
  if (cost->kind == SEEDREAM_COST_REPORTED)
    return g_steal_pointer (&amount);
  /* Translators: an estimated price, such as “about $0.03” */
  return g_strdup_printf (_ ("about %s"), amount);
}
