/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "library-fixture.h"
#include "library-schema.h"

static void
set_text (char **text, const char *to)
{
  g_free (*text);
  *text = g_strdup (to);
}

static void
write_job (LibraryFixture *self, const PentimentoJobRecord *record)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (pentimento_library_write_job (self->library, record, &error));
  g_assert_no_error (error);
}

static PentimentoJobRecord *
get_job (LibraryFixture *self, const char *id)
{
  g_autoptr (GError) error = NULL;
  PentimentoJobRecord *record = pentimento_library_get_job (self->library, id, &error);

  g_assert_no_error (error);
  return record;
}

static void
assert_same (const PentimentoJobRecord *one, const PentimentoJobRecord *other)
{
  g_assert_cmpstr (one->id, ==, other->id);
  g_assert_cmpstr (one->picture_id, ==, other->picture_id);
  g_assert_cmpstr (one->parent_id, ==, other->parent_id);
  g_assert_cmpstr (one->provider, ==, other->provider);
  g_assert_cmpstr (one->endpoint, ==, other->endpoint);
  g_assert_cmpstr (one->operation, ==, other->operation);
  g_assert_cmpstr (one->request, ==, other->request);
  g_assert_cmpstrv (one->references, other->references);
  g_assert_cmpstr (one->state, ==, other->state);
  g_assert_cmpstr (one->remote_id, ==, other->remote_id);
  g_assert_cmpstrv (one->links, other->links);
  g_assert_cmpstrv (one->results, other->results);
  g_assert_cmpuint (one->submits, ==, other->submits);
  g_assert_cmpint (one->created, ==, other->created);
  g_assert_cmpint (one->submitted_at, ==, other->submitted_at);
  g_assert_cmpint (one->cost_micros, ==, other->cost_micros);
  g_assert_cmpstr (one->cost_currency, ==, other->cost_currency);
  g_assert_cmpstr (one->cost_kind, ==, other->cost_kind);
  g_assert_cmpstr (one->error_code, ==, other->error_code);
  g_assert_cmpstr (one->error_message, ==, other->error_message);
  g_assert_cmpstr (one->billed, ==, other->billed);
  g_assert_cmpint (one->given_up, ==, other->given_up);
  g_assert_cmpint (one->late, ==, other->late);
}

static PentimentoJobRecord *
full_job (void)
{
  PentimentoJobRecord *record = library_fixture_job ("0badcafe-0000-4000-8000-000000000001", "downloading");
  const char *references[] = { "aa", "bb", NULL };
  const char *links[] = { "https://example.com/a?b=\"c\"&d='e'", "https://example.com/ü", NULL };
  const char *results[] = { "", "cc", "", NULL };

  record->picture_id = g_strdup ("picture");
  record->parent_id = g_strdup ("parent");
  record->endpoint = g_strdup ("http://127.0.0.1:8080");
  record->references = g_strdupv ((char **)references);
  record->remote_id = g_strdup ("sync-1");
  record->links = g_strdupv ((char **)links);
  record->results = g_strdupv ((char **)results);
  record->submitted_at = record->created + 5;
  record->cost_micros = 30000;
  set_text (&record->cost_kind, "reported");
  set_text (&record->cost_currency, "EUR");
  record->error_code = g_strdup ("network");
  record->error_message = g_strdup ("“No answer”");
  set_text (&record->billed, "unknown");
  record->late = TRUE;
  return record;
}

static void
test_round_trip (LibraryFixture *self, gconstpointer data)
{
  g_autoptr (PentimentoJobRecord) record = full_job ();
  g_autoptr (PentimentoJobRecord) copy = pentimento_job_record_copy (record);
  g_autoptr (PentimentoJobRecord) found = NULL;
  gint64 before = g_get_real_time ();

  assert_same (copy, record);
  write_job (self, record);
  library_fixture_reopen (self);
  found = get_job (self, "0bad");
  assert_same (found, record);
  g_assert_cmpint (found->updated, >=, before);
}

static void
test_empty_lists (LibraryFixture *self, gconstpointer data)
{
  g_autoptr (PentimentoJobRecord) record = library_fixture_job ("job", "prepared");
  g_autoptr (PentimentoJobRecord) found = NULL;

  g_assert_cmpstr (record->cost_currency, ==, "USD");
  g_assert_cmpstr (record->cost_kind, ==, "unknown");
  g_assert_cmpstr (record->billed, ==, "no");
  write_job (self, record);
  found = get_job (self, "job");
  g_assert_cmpuint (g_strv_length (found->references), ==, 0);
  g_assert_cmpuint (g_strv_length (found->links), ==, 0);
  g_assert_cmpuint (g_strv_length (found->results), ==, 0);
  g_assert_null (found->remote_id);
  g_assert_null (found->error_code);
}

/* What is not synced yet is there all the same, for other programs and after the end of this one. */
static void
test_noted (LibraryFixture *self, gconstpointer data)
{
  g_autoptr (PentimentoJobRecord) record = full_job ();
  g_autoptr (PentimentoLibrary) other = pentimento_library_open (self->folder, NULL);
  g_autoptr (PentimentoJobRecord) seen = NULL, found = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (pentimento_library_note_job (self->library, record, &error));
  g_assert_no_error (error);
  seen = pentimento_library_get_job (other, record->id, &error);
  g_assert_no_error (error);
  assert_same (seen, record);
  g_free (record->state);
  record->state = g_strdup ("done");
  write_job (self, record);
  library_fixture_reopen (self);
  found = get_job (self, record->id);
  assert_same (found, record);
}

static void
test_replaced (LibraryFixture *self, gconstpointer data)
{
  g_autoptr (PentimentoJobRecord) first = full_job ();
  g_autoptr (PentimentoJobRecord) second = library_fixture_job (first->id, "done");
  g_autoptr (PentimentoJobRecord) found = NULL;
  g_autoptr (GPtrArray) jobs = NULL;

  write_job (self, first);
  write_job (self, second);
  found = get_job (self, first->id);
  second->references = g_new0 (char *, 1);
  second->links = g_new0 (char *, 1);
  second->results = g_new0 (char *, 1);
  second->late = TRUE; /* stays */
  assert_same (found, second);
  jobs = pentimento_library_list_jobs (self->library, FALSE, NULL);
  g_assert_cmpuint (jobs->len, ==, 1);
}

static void
test_submits_never_decrease (LibraryFixture *self, gconstpointer data)
{
  g_autoptr (PentimentoJobRecord) record = library_fixture_job ("job", "submitting");
  g_autoptr (PentimentoJobRecord) after_zero = NULL;
  g_autoptr (PentimentoJobRecord) after_two = NULL;

  write_job (self, record);
  record->submits = 0;
  write_job (self, record);
  after_zero = get_job (self, "job");
  g_assert_cmpuint (after_zero->submits, ==, 1);
  record->submits = 2;
  write_job (self, record);
  after_two = get_job (self, "job");
  g_assert_cmpuint (after_two->submits, ==, 2);
}

/* But one that was turned away at no cost has not been sent. */
static void
test_turned_away (LibraryFixture *self, gconstpointer data)
{
  g_autoptr (PentimentoJobRecord) record = library_fixture_job ("job", "submitting");
  g_autoptr (PentimentoJobRecord) waiting = NULL;

  write_job (self, record);
  record->submits = 0;
  set_text (&record->state, "waiting");
  write_job (self, record);
  waiting = get_job (self, "job");
  g_assert_cmpuint (waiting->submits, ==, 0);
}

static void
test_given_up_stays (LibraryFixture *self, gconstpointer data)
{
  g_autoptr (PentimentoJobRecord) record = library_fixture_job ("job", "running");
  g_autoptr (PentimentoJobRecord) after = NULL;

  record->given_up = record->late = TRUE;
  write_job (self, record);
  record->given_up = record->late = FALSE;
  write_job (self, record);
  after = get_job (self, "job");
  g_assert_true (after->given_up);
  g_assert_true (after->late);
}

/* A library as the third schema left it: its jobs were neither given up nor late. */
static void
test_migration (LibraryFixture *self, gconstpointer data)
{
  g_autoptr (PentimentoJobRecord) before = full_job ();
  g_autoptr (PentimentoJobRecord) after = NULL;
  g_autofree char *version = NULL;

  before->late = FALSE;
  write_job (self, before);
  library_fixture_go_back (self, 3);

  library_fixture_reopen (self);
  version = library_fixture_sql (self->path, "PRAGMA user_version");
  g_assert_cmpstr (version, ==, G_STRINGIFY (LIBRARY_SCHEMA_VERSION));
  after = get_job (self, before->id);
  assert_same (after, before);
  after->given_up = after->late = TRUE;
  write_job (self, after);
}

static void
test_order (LibraryFixture *self, gconstpointer data)
{
  const char *states[] = { "done", "prepared", "unknown", "failed", "cancelled", "submitted" };
  const char *open[] = { "job-5", "job-2", "job-1" };
  g_autoptr (GPtrArray) all = NULL;
  g_autoptr (GPtrArray) unfinished = NULL;

  for (int i = 0; i < (int)G_N_ELEMENTS (states); i++)
    {
      g_autofree char *id = g_strdup_printf ("job-%d", i);
      g_autoptr (PentimentoJobRecord) record = library_fixture_job (id, states[i]);

      record->created = 1000 - i;
      write_job (self, record);
    }
  all = pentimento_library_list_jobs (self->library, FALSE, NULL);
  g_assert_cmpuint (all->len, ==, G_N_ELEMENTS (states));
  for (guint i = 0; i < all->len; i++)
    g_assert_cmpint (((PentimentoJobRecord *)all->pdata[i])->created, ==, 995 + i);

  unfinished = pentimento_library_list_jobs (self->library, TRUE, NULL);
  g_assert_cmpuint (unfinished->len, ==, G_N_ELEMENTS (open));
  for (guint i = 0; i < unfinished->len; i++)
    g_assert_cmpstr (((PentimentoJobRecord *)unfinished->pdata[i])->id, ==, open[i]);
}

static void
test_missing (LibraryFixture *self, gconstpointer data)
{
  g_autoptr (PentimentoJobRecord) one = library_fixture_job ("beef-1", "prepared");
  g_autoptr (PentimentoJobRecord) two = library_fixture_job ("beef-2", "prepared");
  const char *missing[] = { "beef", "beef%", "bee", "", "beef-3", "____" };

  write_job (self, one);
  write_job (self, two);
  for (guint i = 0; i < G_N_ELEMENTS (missing); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (pentimento_library_get_job (self->library, missing[i], &error));
      g_assert_error (error, PENTIMENTO_LIBRARY_ERROR, PENTIMENTO_LIBRARY_ERROR_MISSING);
    }
}

static void
test_nonsense (LibraryFixture *self, gconstpointer data)
{
  g_autoptr (PentimentoJobRecord) record = library_fixture_job ("job", "prepared");
  g_autoptr (GPtrArray) jobs = NULL;
  g_autoptr (GError) error = NULL;

  set_text (&record->billed, "perhaps");
  g_assert_false (pentimento_library_write_job (self->library, record, &error));
  g_assert_error (error, PENTIMENTO_LIBRARY_ERROR, PENTIMENTO_LIBRARY_ERROR_WRITE);
  jobs = pentimento_library_list_jobs (self->library, FALSE, NULL);
  g_assert_cmpuint (jobs->len, ==, 0);
}

static void
test_finish (LibraryFixture *self, gconstpointer data)
{
  g_autoptr (PentimentoImage) image = library_fixture_image (1);
  g_autoptr (PentimentoVersion) version = library_fixture_version (image, "picture", NULL);
  g_autoptr (GListModel) versions = library_fixture_list (version, NULL);
  g_autoptr (PentimentoJobRecord) record = library_fixture_job ("job", "stored");
  g_autoptr (PentimentoJobRecord) unfinished = NULL;
  g_autoptr (PentimentoJobRecord) finished = NULL;
  g_autoptr (PentimentoVersion) found = NULL;
  g_autoptr (GError) error = NULL;

  write_job (self, record);
  set_text (&record->state, "done");
  g_assert_false (pentimento_library_finish_job (self->library, record, versions, &error));
  g_assert_error (error, PENTIMENTO_LIBRARY_ERROR, PENTIMENTO_LIBRARY_ERROR_MISSING);
  g_clear_error (&error);
  unfinished = get_job (self, "job");
  g_assert_cmpstr (unfinished->state, ==, "stored");

  g_assert_true (pentimento_library_store_image (self->library, image, &error));
  g_assert_true (pentimento_library_finish_job (self->library, record, versions, &error));
  g_assert_no_error (error);
  finished = get_job (self, "job");
  g_assert_cmpstr (finished->state, ==, "done");
  found = pentimento_library_get_version (self->library, pentimento_version_get_id (version), &error);
  g_assert_no_error (error);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  library_test ("/gallery/jobs/round-trip", test_round_trip);
  library_test ("/gallery/jobs/empty-lists", test_empty_lists);
  library_test ("/gallery/jobs/noted", test_noted);
  library_test ("/gallery/jobs/replaced", test_replaced);
  library_test ("/gallery/jobs/submits-never-decrease", test_submits_never_decrease);
  library_test ("/gallery/jobs/turned-away", test_turned_away);
  library_test ("/gallery/jobs/given-up-stays", test_given_up_stays);
  library_test ("/gallery/jobs/migration", test_migration);
  library_test ("/gallery/jobs/order", test_order);
  library_test ("/gallery/jobs/missing", test_missing);
  library_test ("/gallery/jobs/nonsense", test_nonsense);
  library_test ("/gallery/jobs/finish", test_finish);
  return g_test_run ();
}
