/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "seedream-call.h"

G_BEGIN_DECLS

/** Returns: (transfer full): the input as an answer: a line with the HTTP status, then the body */
SeedreamReply *fuzz_reply_new (const guint8 *data, size_t size);

G_END_DECLS
