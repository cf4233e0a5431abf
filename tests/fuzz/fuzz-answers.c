/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a provider answers: a line with the HTTP status, then the body. PROVIDER is its id. */

#include "answer-sanity.h"
#include "fuzz-reply.h"
#include "fuzz.h"

int
LLVMFuzzerTestOneInput (const guint8 *data, size_t size)
{
  static SeedreamProvider *provider;
  g_autoptr (SeedreamReply) reply = fuzz_reply_new (data, size);

  if (provider == NULL)
    provider = seedream_registry_describe (PROVIDER);
  g_assert_nonnull (provider);
  for (AnswerKind kind = 0; kind < N_ANSWERS; kind++)
    if (answer_sanity_is_asked (provider, kind))
      answer_sanity_read (provider, kind, reply, NULL);
  return 0;
}
