/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sandbox-fault.h"
#include "sandbox-order.h"

G_BEGIN_DECLS

typedef enum {
  SANDBOX_JOB_QUEUED,
  SANDBOX_JOB_RUNNING,
  SANDBOX_JOB_COMPLETED,
  SANDBOX_JOB_FAILED,
  SANDBOX_JOB_CANCELLED,
} SandboxJobState;

/**
 * SandboxJob:
 *
 * One submitted order on its way through the states, driven by the main context it was made in. Emits "ended" once.
 */
#define SANDBOX_TYPE_JOB (sandbox_job_get_type ())
G_DECLARE_FINAL_TYPE (SandboxJob, sandbox_job, SANDBOX, JOB, GObject)

/**
 * sandbox_job_new:
 * @order: (transfer full): what is asked for
 * @faults: those that strike at the making of a job are taken now
 */
SandboxJob *sandbox_job_new (SandboxOrder *order, SandboxFaults *faults);

const char *sandbox_job_get_id (SandboxJob *self);
const SandboxOrder *sandbox_job_get_order (SandboxJob *self);
SandboxJobState sandbox_job_get_state (SandboxJob *self);
gboolean sandbox_job_has_ended (SandboxJob *self);

/** Returns: (nullable): why, when failed */
const char *sandbox_job_get_error (SandboxJob *self);

/** Returns: whether it is the content that was refused, when failed */
gboolean sandbox_job_is_refused (SandboxJob *self);

/** Returns: (nullable): the model's safety code, when it is the content that was refused */
const char *sandbox_job_get_refusal (SandboxJob *self);

/** Returns: (nullable): the model's safety code for the last result, when that one is missing because its content was refused */
const char *sandbox_job_get_lost (SandboxJob *self);

/** Returns: how many picture files there are, when completed; else 0 */
guint sandbox_job_count_results (SandboxJob *self);

/** Returns: (transfer none) (nullable): the picture file @index, when completed with so many */
GBytes *sandbox_job_get_result (SandboxJob *self, guint index);

/** Returns: whether it is in the first half of its time in the queue */
gboolean sandbox_job_is_waiting (SandboxJob *self);

/** Returns: when it was made, in milliseconds since 1970 */
gint64 sandbox_job_get_creation_time (SandboxJob *self);

/** Returns: whether the provider does not find it yet */
gboolean sandbox_job_is_hidden (SandboxJob *self);

/** Returns: (nullable): where the client is to find the link; %NULL for the usual place */
const char *sandbox_job_get_spelling (SandboxJob *self);

/** Returns: milliseconds in the queue */
gint64 sandbox_job_get_queued_ms (SandboxJob *self);

/** Returns: milliseconds of work */
gint64 sandbox_job_get_worked_ms (SandboxJob *self);

/** Returns: how long ago it ended, in microseconds; -1 if it has not */
gint64 sandbox_job_get_age (SandboxJob *self);

/** Ends the job as cancelled, unless it has ended already. */
void sandbox_job_cancel (SandboxJob *self);

/** Returns: whether a thread works for it; it must not be left alone before */
gboolean sandbox_job_is_painting (SandboxJob *self);

G_END_DECLS
