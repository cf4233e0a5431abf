/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gi18n-lib.h>

#include "pentimento-keyring-private.h"

/* Keys of hosted services have 32 to 200 characters; this is what the header promises. */
#define MAX_KEY 512

char *
keyring_key_copy (const char *key)
{
  return secret_value_unref_to_password (secret_value_new (key, -1, "text/plain"), NULL);
}

void
pentimento_key_free (char *key)
{
  secret_password_free (key);
}

static gboolean
is_key (const char *text)
{
  if (!g_utf8_validate (text, -1, NULL) || *text == '\0' || g_utf8_strlen (text, -1) > MAX_KEY)
    return FALSE;
  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    if (!g_unichar_isgraph (g_utf8_get_char (at)))
      return FALSE;
  return TRUE;
}

char *
keyring_key_clean (const char *text, GError **error)
{
  char *key = g_strstrip (keyring_key_copy (text));

  if (is_key (key))
    return key;
  pentimento_key_free (key);
  g_set_error (error, PENTIMENTO_KEYRING_ERROR, PENTIMENTO_KEYRING_ERROR_BAD_KEY,
               _ ("This text cannot be a key: a key has 1 to %d characters, without blanks or line breaks. Copy it "
                  "again from the provider’s page."),
               MAX_KEY);
  return NULL;
}
