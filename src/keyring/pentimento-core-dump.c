/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "pentimento-core-dump.h"

#include <sys/resource.h>

void
pentimento_core_dump_forbid (void)
{
  const struct rlimit none = { 0, 0 };

  /* Lowering a limit is always allowed. */
  setrlimit (RLIMIT_CORE, &none);
}
