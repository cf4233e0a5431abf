/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a picture file says about how it was made. */

#include "fuzz.h"
#include "pentimento-origin.h"

#include <string.h>

int
LLVMFuzzerTestOneInput (const guint8 *data, size_t size)
{
  g_autofree char *text = g_strndup ((const char *)data, size);
  g_autoptr (PentimentoOrigin) origin = pentimento_origin_new_from_string (text);
  g_autoptr (PentimentoOrigin) again = NULL;
  const PentimentoOriginFacts *facts;

  if (origin == NULL)
    return 0;
  facts = pentimento_origin_get_facts (origin);
  g_assert_cmpint (facts->seed, >=, -1);
  g_assert_true (facts->prompt == NULL || g_utf8_validate (facts->prompt, -1, NULL));
  for (guint i = 0; facts->references != NULL && facts->references[i] != NULL; i++)
    g_assert_cmpuint (strlen (facts->references[i]), ==, 64);
  again = pentimento_origin_new_from_string (pentimento_origin_to_string (origin));
  g_assert_nonnull (again);
  g_assert_cmpstr (pentimento_origin_to_string (origin), ==, pentimento_origin_to_string (again));
  return 0;
}
