/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a place of the person's own answers when a picture is left there: a line with the HTTP status, then the body. */

#include "fuzz-reply.h"
#include "fuzz.h"
#include "seedream-link.h"
#include "seedream-storage.h"

#include <seedream.h>

static void
try_place (const char *address, const SeedreamReply *reply)
{
  g_autoptr (SeedreamStorage) storage = seedream_storage_new (address, NULL);
  g_autoptr (GBytes) bytes = g_bytes_new_static ("", 0);
  g_autoptr (SeedreamPicture) picture = seedream_picture_new (bytes, "image/png", "00", 64, 64);
  g_autoptr (GError) error = NULL;
  gint64 expires_at = 0;
  g_autofree char *link = seedream_storage_read_upload (storage, picture, reply, &expires_at, &error);

  g_assert_true ((link == NULL) == (error != NULL));
  if (link == NULL)
    return;
  g_assert_cmpint (seedream_link_classify (link), ==, SEEDREAM_LINK_REMOTE);
  g_assert_true (g_utf8_validate (link, -1, NULL));
}

int
LLVMFuzzerTestOneInput (const guint8 *data, size_t size)
{
  g_autoptr (SeedreamReply) reply = fuzz_reply_new (data, size);

  try_place ("POST https://files.example/upload", reply);
  try_place ("PUT https://files.example/pictures", reply);
  return 0;
}
