/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A text in the place of a result: an address, a data: URI, bare base64, or anything else. */

#include "fuzz.h"
#include "seedream-address.h"
#include "seedream-link.h"

#include <string.h>

static void
try_decoding (const char *text)
{
  g_autoptr (GBytes) bytes = seedream_link_decode (text);

  g_assert_true (bytes == NULL || g_bytes_get_size (bytes) <= strlen (text));
}

static void
try_address (const char *text)
{
  for (guint loopback = 0; loopback < 2; loopback++)
    {
      g_autoptr (GUri) uri = seedream_address_parse (text, loopback);

      if (uri == NULL)
        continue;
      g_assert_true (g_str_equal (g_uri_get_scheme (uri), "https") || (loopback && seedream_address_is_loopback (uri)));
      g_assert_null (g_uri_get_userinfo (uri));
      g_assert_true (seedream_address_is_same_origin (uri, uri));
    }
}

int
LLVMFuzzerTestOneInput (const guint8 *data, size_t size)
{
  g_autofree char *text = g_strndup ((const char *)data, size);
  g_autoptr (GPtrArray) links = g_ptr_array_new_with_free_func (g_free);

  seedream_link_collect (links, text);
  seedream_link_collect (links, text);
  g_assert_true (links->len == (seedream_link_classify (text) == SEEDREAM_LINK_NONE ? 0 : 1));
  try_decoding (text);
  try_address (text);
  return 0;
}
