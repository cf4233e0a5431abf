/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * pentimento_core_dump_forbid:
 *
 * Lets this process and those that it starts leave no core file, whatever the shell allows. A key is in memory while a provider is
 * asked, and a core file would carry it to the disk, into backups and bug reports. Call first in main().
 *
 * Only the core file is forbidden: a process that may not be dumped at all (PR_SET_DUMPABLE) could not be recognised by the desktop's
 * portals, nor looked at by its own person with a debugger.
 */
void pentimento_core_dump_forbid (void);

G_END_DECLS
