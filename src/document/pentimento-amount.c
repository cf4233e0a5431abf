/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "pentimento-amount.h"

#include <glib/gi18n-lib.h>
#include <langinfo.h>
#include <string.h>

#include "pentimento-document-error.h"

#define MICROS 1000000
#define DECIMALS 6

static gboolean
refuse (const char *message, GError **error)
{
  g_set_error_literal (error, PENTIMENTO_DOCUMENT_ERROR, PENTIMENTO_DOCUMENT_ERROR_AMOUNT, message);
  return FALSE;
}

/* Returns: (nullable): what is wrong with a text before it is read digit by digit */
static const char *
find_fault (const char *text)
{
  const char *digits = "0123456789";

  if (*text == '\0')
    return _ ("Write an amount in US dollars, such as 5 or 0.50.");
  if (strchr (text, ',') != NULL)
    return _ ("An amount with a comma can be read in two ways. Write 1.5 for one and a half, and 1000 for a thousand.");
  if (*text == '-')
    return _ ("An amount cannot be negative. Write 0 to spend nothing.");
  if (text[strspn (text, "0123456789.")] != '\0' || strchr (digits, *text) == NULL
      || strchr (digits, text[strlen (text) - 1]) == NULL || strchr (text, '.') != strrchr (text, '.'))
    return _ ("That is no amount of money. Write it in US dollars, such as 5 or 0.50.");
  return NULL;
}

gboolean
pentimento_amount_parse (const char *text, gint64 *micros, GError **error)
{
  g_autofree char *stripped = g_strstrip (g_strdup (text));
  const char *number = *stripped == '$' ? g_strchug (stripped + 1) : stripped;
  const char *fault = find_fault (number);
  const char *point = strchr (number, '.');
  gint64 sum = 0;

  if (fault != NULL)
    return refuse (fault, error);
  if (point != NULL && strlen (point + 1) > DECIMALS)
    return refuse (_ ("An amount has at most six decimals."), error);
  for (const char *digit = number; *digit != '\0' && sum <= PENTIMENTO_AMOUNT_MOST; digit++)
    if (*digit != '.')
      sum = sum * 10 + (*digit - '0');
  for (guint i = point != NULL ? strlen (point + 1) : 0; i < DECIMALS && sum <= PENTIMENTO_AMOUNT_MOST; i++)
    sum *= 10;
  if (sum > PENTIMENTO_AMOUNT_MOST)
    return refuse (_ ("That is more than a million US dollars. Write a smaller amount."), error);
  *micros = sum;
  return TRUE;
}

char *
pentimento_amount_to_string (gint64 micros)
{
  char *text = g_strdup_printf ("%" G_GINT64_FORMAT ".%06" G_GINT64_FORMAT, micros / MICROS, ABS (micros % MICROS));
  gsize length = strlen (text);

  /* Cents are always shown. */
  for (guint i = 0; i < DECIMALS - 2 && text[length - 1] == '0'; i++)
    text[--length] = '\0';
  return text;
}

char *
pentimento_amount_format (gint64 micros, const char *currency)
{
  g_autofree char *plain = pentimento_amount_to_string (micros);
  g_auto (GStrv) parts = g_strsplit (plain, ".", 2);
  g_autofree char *number = g_strjoinv (nl_langinfo (RADIXCHAR), parts);

  if (g_strcmp0 (currency, "USD") == 0)
    /* Translators: an amount of US dollars */
    return g_strdup_printf (_ ("$%s"), number);
  /* Translators: an amount of another currency: number, currency code */
  return g_strdup_printf (_ ("%s %s"), number, currency);
}
