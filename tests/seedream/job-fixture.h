/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <seedream.h>

#include "loopback-server.h"

G_BEGIN_DECLS

/** The key of every job here; it must never be seen anywhere but in the header of a request to the provider. */
#define CANARY "rpa_CANARY0123456789abcdefKEY"

/** What the ledger here takes for a picture begins so. */
#define PICTURE "PICTURE of a red coat"

#define RUN "POST /v2/seedream-v4-edit/run "
#define RUNSYNC "POST /v2/seedream-v4-edit/runsync "
#define STATUS "GET /v2/seedream-v4-edit/status/"
#define CANCEL "POST /v2/seedream-v4-edit/cancel/"

/**
 * TestLedger:
 *
 * A ledger that writes every call down in order, as "STATE id=ID submits=N posts=N", posts being what the server has counted by then.
 */
#define TEST_TYPE_LEDGER (test_ledger_get_type ())
G_DECLARE_FINAL_TYPE (TestLedger, test_ledger, TEST, LEDGER, GObject)

TestLedger *test_ledger_new (LoopbackServer *server);

/** Makes the next @times writes of @state fail. */
void test_ledger_fail (TestLedger *self, SeedreamJobState state, guint times);

/** Makes the next @times stores fail for want of room. */
void test_ledger_fail_stores (TestLedger *self, guint times);

/** Makes the upload that was kept last expire in @left microseconds. */
void test_ledger_expire_upload (TestLedger *self, gint64 left);

/** Returns: (transfer full): all lines */
char *test_ledger_dup_lines (TestLedger *self);

typedef struct {
  LoopbackServer *server;
  TestLedger *ledger;
  SeedreamHttp *http;
  SeedreamProvider *provider;
  GFile *folder;
  SeedreamJob *job;
  GError *error; /* of the last run */
  GCancellable *cancellable;
} JobFixture;

void job_fixture_set_up (JobFixture *self, gconstpointer data);
void job_fixture_tear_down (JobFixture *self, gconstpointer data);

/** Returns: (transfer full): an edit of one small picture */
SeedreamRequest *job_fixture_create_request (void);

/** Makes the following jobs go to another provider, @id, on the same server. */
void job_fixture_use (JobFixture *self, const char *id);

/** Makes a fresh job of @request. */
void job_fixture_prepare_request (JobFixture *self, SeedreamRequest *request);

/** Makes a fresh job of the request of job_fixture_create_request(). */
void job_fixture_prepare (JobFixture *self);

/** Makes a job as it would be taken up from a ledger. */
void job_fixture_take_up (JobFixture *self, SeedreamJobState state, const char *remote_id, const char *link);

/** The same, of a job that was submitted then. */
void job_fixture_take_up_of (JobFixture *self,
                             SeedreamJobState state,
                             const char *remote_id,
                             const char *link,
                             gint64 submitted_at);

/** Runs the job to its end. */
gboolean job_fixture_run (JobFixture *self);

/** Scripts a submit that answers with the id "job-1". */
void job_fixture_script_submit (JobFixture *self);

/** Scripts a job that is finished at once and whose result can be fetched. */
void job_fixture_script_finish (JobFixture *self);

/** Asserts how the run ended; -1 for no error. */
void job_fixture_assert (JobFixture *self, SeedreamJobState state, int code, SeedreamBilled billed);

G_END_DECLS
