/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "seedream-job.h"

static const GEnumValue values[] = {
  { SEEDREAM_JOB_PREPARED, "SEEDREAM_JOB_PREPARED", "prepared" },
  { SEEDREAM_JOB_UPLOADING, "SEEDREAM_JOB_UPLOADING", "uploading" },
  { SEEDREAM_JOB_WAITING, "SEEDREAM_JOB_WAITING", "waiting" },
  { SEEDREAM_JOB_SUBMITTING, "SEEDREAM_JOB_SUBMITTING", "submitting" },
  { SEEDREAM_JOB_SUBMITTED, "SEEDREAM_JOB_SUBMITTED", "submitted" },
  { SEEDREAM_JOB_RUNNING, "SEEDREAM_JOB_RUNNING", "running" },
  { SEEDREAM_JOB_DOWNLOADING, "SEEDREAM_JOB_DOWNLOADING", "downloading" },
  { SEEDREAM_JOB_STORED, "SEEDREAM_JOB_STORED", "stored" },
  { SEEDREAM_JOB_DONE, "SEEDREAM_JOB_DONE", "done" },
  { SEEDREAM_JOB_FAILED, "SEEDREAM_JOB_FAILED", "failed" },
  { SEEDREAM_JOB_CANCELLED, "SEEDREAM_JOB_CANCELLED", "cancelled" },
  { SEEDREAM_JOB_UNKNOWN, "SEEDREAM_JOB_UNKNOWN", "unknown" },
  { 0, NULL, NULL },
};

GType
seedream_job_state_get_type (void)
{
  static gsize type = 0;

  if (g_once_init_enter (&type))
    g_once_init_leave (&type, g_enum_register_static ("SeedreamJobState", values));
  return type;
}

const char *
seedream_job_state_to_string (SeedreamJobState state)
{
  return values[state].value_nick;
}

gboolean
seedream_job_state_from_string (const char *text, SeedreamJobState *state)
{
  for (const GEnumValue *value = values; value->value_nick != NULL; value++)
    if (g_strcmp0 (value->value_nick, text) == 0)
      {
        *state = value->value;
        return TRUE;
      }
  return FALSE;
}

gboolean
seedream_job_state_is_final (SeedreamJobState state)
{
  return state >= SEEDREAM_JOB_DONE;
}
