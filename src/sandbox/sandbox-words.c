/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sandbox-words.h"

#include <string.h>

char *
sandbox_words_fold (const char *prompt)
{
  g_autofree char *normal = g_utf8_normalize (prompt, -1, G_NORMALIZE_DEFAULT_COMPOSE);

  return g_utf8_casefold (normal != NULL ? normal : "", -1);
}

static gboolean
starts_word (const char *folded, const char *at)
{
  return at == folded || !g_unichar_isalnum (g_utf8_get_char (g_utf8_prev_char (at)));
}

static gboolean
have_beginning (const char *folded, const char *beginning)
{
  for (const char *at = strstr (folded, beginning); at != NULL; at = strstr (at + 1, beginning))
    if (starts_word (folded, at))
      return TRUE;
  return FALSE;
}

gboolean
sandbox_words_have (const char *folded, const char *beginnings)
{
  g_auto (GStrv) each = g_strsplit (beginnings, "|", -1);

  for (int i = 0; each[i] != NULL; i++)
    if (have_beginning (folded, each[i]))
      return TRUE;
  return FALSE;
}
