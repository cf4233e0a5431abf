/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * pentimento_sha256_of_bytes:
 *
 * What picture files are told apart by. Uses the processor's own instructions, which are several times as fast as GChecksum.
 *
 * Returns: (transfer full): the SHA-256 of @bytes, 64 lower-case hexadecimal digits
 */
char *pentimento_sha256_of_bytes (GBytes *bytes);

/** As pentimento_sha256_of_bytes(), of what is left to read. Returns: (transfer full) (nullable): %NULL where it cannot be read, with errno */
char *pentimento_sha256_of_descriptor (int descriptor);

G_END_DECLS
