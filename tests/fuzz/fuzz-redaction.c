/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Foreign text that is to be shown: a line with the key, then the text. */

#include "fuzz.h"
#include "seedream-error.h"

#include <string.h>

/* The shortest that looks like a key. */
#define MIN_KEY 8

/* The most that is kept, in characters. */
#define MAX_TEXT 2000

static gboolean
is_key (const char *text)
{
  for (const char *p = text; *p != '\0'; p++)
    if (!g_ascii_isgraph (*p))
      return FALSE;
  return strlen (text) >= MIN_KEY;
}

int
LLVMFuzzerTestOneInput (const guint8 *data, size_t size)
{
  g_autofree char *whole = g_strndup ((const char *)data, size);
  char *end = strchr (whole, '\n');
  const char *key = NULL;
  const char *text = whole;
  g_autofree char *shown = NULL;

  if (end != NULL)
    {
      *end = '\0';
      key = whole;
      text = end + 1;
    }
  shown = seedream_redact (text, key);
  g_assert_true (g_utf8_validate (shown, -1, NULL));
  g_assert_cmpint (g_utf8_strlen (shown, -1), <=, MAX_TEXT);
  if (key != NULL && is_key (key))
    g_assert_null (strstr (shown, key));
  for (const char *p = shown; *p != '\0'; p = g_utf8_next_char (p))
    g_assert_false (g_unichar_iscntrl (g_utf8_get_char (p)));
  return 0;
}
