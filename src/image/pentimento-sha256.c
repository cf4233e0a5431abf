/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "pentimento-sha256.h"

#include <errno.h>
#include <nettle/base16.h>
#include <nettle/sha2.h>
#include <nettle/version.h>
#include <unistd.h>

/* With less, calls take their share of the time; with more, what was read leaves the processor's cache before it is looked at. */
#define PIECE (256 * 1024)

static char *
finish (struct sha256_ctx *context)
{
  guint8 digest[SHA256_DIGEST_SIZE];
  char *digits = g_new0 (char, BASE16_ENCODE_LENGTH (SHA256_DIGEST_SIZE) + 1);

  /* The length was taken out of it with Nettle 4.0. */
#if NETTLE_VERSION_MAJOR >= 4
  sha256_digest (context, digest);
#else
  sha256_digest (context, sizeof digest, digest);
#endif
  base16_encode_update (digits, sizeof digest, digest);
  return digits;
}

char *
pentimento_sha256_of_bytes (GBytes *bytes)
{
  struct sha256_ctx context;
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);

  sha256_init (&context);
  sha256_update (&context, size, data);
  return finish (&context);
}

char *
pentimento_sha256_of_descriptor (int descriptor)
{
  g_autofree guint8 *piece = g_malloc (PIECE);
  struct sha256_ctx context;
  ssize_t size;

  sha256_init (&context);
  while ((size = read (descriptor, piece, PIECE)) != 0)
    if (size > 0)
      sha256_update (&context, size, piece);
    else if (errno != EINTR)
      return NULL;
  return finish (&context);
}
