/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/** Where a fault strikes: at one of the calls, or at the making of a job. */
typedef enum {
  SANDBOX_AT_SUBMIT = 1 << 0,
  SANDBOX_AT_POLL = 1 << 1,
  SANDBOX_AT_CANCEL = 1 << 2,
  SANDBOX_AT_RESULT = 1 << 3,
  SANDBOX_AT_HEALTH = 1 << 4,
  SANDBOX_AT_JOB = 1 << 5,
  SANDBOX_AT_UPLOAD = 1 << 6,
} SandboxPoint;

typedef enum {
  /* instead of doing what was asked */
  SANDBOX_FAULT_STATUS = 1 << 0,
  SANDBOX_FAULT_HTML = 1 << 1,
  SANDBOX_FAULT_CUT = 1 << 2,
  SANDBOX_FAULT_STALL = 1 << 3,
  SANDBOX_FAULT_REDIRECT = 1 << 4,
  SANDBOX_FAULT_NOT_FOUND = 1 << 5,

  /* after it, to the answer */
  SANDBOX_FAULT_LOSE = 1 << 6,
  SANDBOX_FAULT_HALF = 1 << 7,
  SANDBOX_FAULT_CHUNKED_CUT = 1 << 8,
  SANDBOX_FAULT_GARBAGE = 1 << 9,
  SANDBOX_FAULT_HUGE = 1 << 10,
  SANDBOX_FAULT_BOMB = 1 << 11,

  /* to the job */
  SANDBOX_FAULT_NEVER_FINISH = 1 << 12,
  SANDBOX_FAULT_FAIL = 1 << 13,
  SANDBOX_FAULT_REFUSE = 1 << 14,
  SANDBOX_FAULT_EMPTY = 1 << 15,
  SANDBOX_FAULT_SPELLING = 1 << 16,
  SANDBOX_FAULT_WRONG_TYPE = 1 << 17,
  SANDBOX_FAULT_SHIFT = 1 << 18,
  SANDBOX_FAULT_TINT = 1 << 19,
  SANDBOX_FAULT_SIZE = 1 << 20,

  SANDBOX_FAULT_DELAY = 1 << 21,

  SANDBOX_FAULT_FEWER = 1 << 22,   /* to the job */
  SANDBOX_FAULT_HIDDEN = 1 << 23,  /* to the job */
  SANDBOX_FAULT_EXPIRE = 1 << 24,  /* to an upload */
  SANDBOX_FAULT_BLOCKED = 1 << 25, /* instead of doing what was asked */
  SANDBOX_FAULT_PARTIAL = 1 << 26, /* to the job */
  SANDBOX_FAULT_SCALE = 1 << 27,   /* to the job */
} SandboxFaultKind;

#define SANDBOX_FAULTS_INSTEAD                                                                                         \
  (SANDBOX_FAULT_STATUS | SANDBOX_FAULT_HTML | SANDBOX_FAULT_CUT | SANDBOX_FAULT_STALL | SANDBOX_FAULT_REDIRECT        \
   | SANDBOX_FAULT_NOT_FOUND | SANDBOX_FAULT_BLOCKED)
#define SANDBOX_FAULTS_AFTER                                                                                           \
  (SANDBOX_FAULT_LOSE | SANDBOX_FAULT_HALF | SANDBOX_FAULT_CHUNKED_CUT | SANDBOX_FAULT_GARBAGE | SANDBOX_FAULT_HUGE    \
   | SANDBOX_FAULT_BOMB)

/**
 * SandboxFault:
 * @points: where it strikes
 * @numbers: what its kind takes: milliseconds; a status; x and y; red, green and blue; width and height
 * @text: (nullable): what its kind takes: a text, an address, a spelling
 * @retry_after: seconds for a Retry-After header; 0 for none
 * @skip: matches still to let pass
 * @left: matches still to strike
 *
 * One scripted fault.
 */
typedef struct {
  SandboxFaultKind kind;
  SandboxPoint points;
  int numbers[3];
  char *text;
  guint retry_after;
  guint skip;
  guint left;
} SandboxFault;

/** Returns: (transfer full) (nullable): the fault that @words describe, or %NULL with %G_IO_ERROR_INVALID_ARGUMENT */
SandboxFault *sandbox_fault_parse (const char *words, GError **error);
void sandbox_fault_free (SandboxFault *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SandboxFault, sandbox_fault_free)

/** Returns: the translated help on all faults */
const char *sandbox_fault_get_help (void);

/** The faults of one server, in the order added; may be used from any thread. */
typedef struct _SandboxFaults SandboxFaults;

SandboxFaults *sandbox_faults_new (void);
void sandbox_faults_free (SandboxFaults *self);
gboolean sandbox_faults_add (SandboxFaults *self, const char *words, GError **error);
void sandbox_faults_clear (SandboxFaults *self);

/** Returns: (transfer full) (nullable): a copy of the first fault of one of the @kinds that strikes at @point now; this counts as one of its times */
SandboxFault *sandbox_faults_take (SandboxFaults *self, SandboxPoint point, SandboxFaultKind kinds);

G_END_DECLS
