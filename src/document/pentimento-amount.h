/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** The largest amount that is taken, in millionths: a million. Whoever means more has made a mistake. */
#define PENTIMENTO_AMOUNT_MOST (G_GINT64_CONSTANT (1000000) * 1000000)

/**
 * pentimento_amount_parse:
 * @text: what a person wrote: "5", "5.00", "$5", "0.027"; blanks around it are ignored
 * @micros: (out): millionths of a US dollar
 *
 * Reads an amount of money. What could mean two things, such as "1,5", is refused, and so is what is negative, has more than six decimals or is over a
 * million.
 *
 * Returns: %TRUE, or %FALSE with %PENTIMENTO_DOCUMENT_ERROR_AMOUNT
 */
gboolean pentimento_amount_parse (const char *text, gint64 *micros, GError **error);

/**
 * pentimento_amount_format:
 * @currency: an ISO 4217 code
 *
 * Returns: (transfer full): the whole amount, with two decimals at least and six at most, as the locale writes them: "$4.10", "$0.028311", "3.00 EUR"
 */
char *pentimento_amount_format (gint64 micros, const char *currency);

/** Returns: (transfer full): as pentimento_amount_format(), without the currency and the same in every language: "4.10" */
char *pentimento_amount_to_string (gint64 micros);

G_END_DECLS
