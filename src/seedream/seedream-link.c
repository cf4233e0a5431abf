/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "seedream-link.h"

#include <string.h>

/* More are not told apart, each being compared with all before it: a thousand answers where at most 15 can be asked for are wrong
 * enough. */
#define MAX_LINKS 1000

/* Links of delivery networks carry signatures, yet stay far below this; longer ones are not for a ledger. */
#define MAX_REMOTE 8192

/* The smallest PNG there is takes 67 bytes, 92 characters of base64. */
#define MIN_BASE64 64

/* Enough to tell base64 from words; megabytes of it are looked through only where they are decoded, in a thread. */
#define GLANCE 1024

/* Twice what the largest result, a 4096 × 4096 PNG of four channels, takes without any compression. */
#define MAX_DECODED (128 * 1024 * 1024)

static gboolean
has_scheme (const char *text, const char *scheme)
{
  return g_ascii_strncasecmp (text, scheme, strlen (scheme)) == 0;
}

/* Returns whether the first @most characters could be base64 of a picture. */
static gboolean
is_base64 (const char *text, gsize most)
{
  gsize length = 0;

  while (length < most && (g_ascii_isalnum (text[length]) || strchr ("+/=\r\n", text[length]) != NULL)
         && text[length] != '\0')
    length++;
  return length >= MIN_BASE64 && (length == most || text[length] == '\0');
}

static gboolean
is_remote (const char *text)
{
  g_autoptr (GUri) uri = NULL;

  /* A place of the person's own may answer any bytes. */
  if (strlen (text) > MAX_REMOTE || !g_utf8_validate (text, -1, NULL))
    return FALSE;
  uri = g_uri_parse (text, G_URI_FLAGS_ENCODED, NULL);
  return uri != NULL && g_uri_get_host (uri) != NULL && *g_uri_get_host (uri) != '\0';
}

SeedreamLinkKind
seedream_link_classify (const char *text)
{
  if (has_scheme (text, "https://") || has_scheme (text, "http://"))
    return is_remote (text) ? SEEDREAM_LINK_REMOTE : SEEDREAM_LINK_NONE;
  if (has_scheme (text, "data:") || is_base64 (text, GLANCE))
    return SEEDREAM_LINK_INLINE;
  return SEEDREAM_LINK_NONE;
}

void
seedream_link_collect (GPtrArray *links, const char *text)
{
  if (text == NULL || links->len >= MAX_LINKS || seedream_link_classify (text) == SEEDREAM_LINK_NONE)
    return;
  if (!g_ptr_array_find_with_equal_func (links, text, g_str_equal, NULL))
    g_ptr_array_add (links, g_strdup (text));
}

gboolean
seedream_link_shows_key (const char *text, const char *key)
{
  g_autofree char *escaped = NULL;
  g_autofree char *encoded = NULL;

  if (text == NULL || key == NULL || *key == '\0')
    return FALSE;
  escaped = g_uri_escape_string (key, NULL, FALSE);
  encoded = g_base64_encode ((const guchar *)key, strlen (key));
  return strstr (text, key) != NULL || strstr (text, escaped) != NULL || strstr (text, encoded) != NULL;
}

/* Returns where the base64 of a data: URI begins; %NULL where it is in another encoding. */
static const char *
skip_data_header (const char *text)
{
  const char *comma = strchr (text, ',');
  gsize mark = strlen (";base64");

  if (comma == NULL || (gsize)(comma - text) < mark || !has_scheme (comma - mark, ";base64"))
    return NULL;
  return comma + 1;
}

GBytes *
seedream_link_decode (const char *text)
{
  gsize length;
  guchar *data;

  if (has_scheme (text, "data:"))
    text = skip_data_header (text);
  if (text == NULL || !is_base64 (text, G_MAXSIZE) || strlen (text) / 4 * 3 > MAX_DECODED)
    return NULL;
  data = g_base64_decode (text, &length);
  return g_bytes_new_take (data, length);
}
