/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "fuzz-reply.h"

#include <string.h>

/* Of "200" and the end of its line. */
#define STATUS_LENGTH 4

SeedreamReply *
fuzz_reply_new (const guint8 *data, size_t size)
{
  const guint8 *end = size > 0 ? memchr (data, '\n', MIN (size, STATUS_LENGTH)) : NULL;
  g_autofree char *line = end != NULL ? g_strndup ((const char *)data, end - data) : NULL;
  gsize head = end != NULL ? end + 1 - data : 0;
  g_autoptr (GBytes) body = g_bytes_new (data + head, size - head);

  return seedream_reply_new (line != NULL ? g_ascii_strtoull (line, NULL, 10) : 200, "application/json", 0, body);
}
