/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "pentimento-library.h"

G_BEGIN_DECLS

/** See pentimento_library_lock_job(). @folder: the library’s; @job_id may be any text, and need not be a job’s. */
PentimentoJobLock *library_lock_new (const char *folder, const char *job_id, GError **error);

G_END_DECLS
