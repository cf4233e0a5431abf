/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "library-fixture.h"

#include <stdlib.h>
#include <time.h>

#define HOUR (G_GINT64_CONSTANT (3600) * G_USEC_PER_SEC)
#define DAY (24 * HOUR)

static void
set_text (char **text, const char *to)
{
  g_free (*text);
  *text = g_strdup (to);
}

/* A job that was submitted at @moment. */
static PentimentoJobRecord *
make_job (const char *id, gint64 moment, const char *state, const char *billed, const char *kind, gint64 micros)
{
  PentimentoJobRecord *record = library_fixture_job (id, state);

  record->submitted_at = moment;
  record->picture_id = g_strdup ("picture");
  record->cost_micros = micros;
  set_text (&record->cost_kind, kind);
  set_text (&record->billed, billed);
  return record;
}

static void
write_record (LibraryFixture *self, const PentimentoJobRecord *record)
{
  g_autoptr (GError) error = NULL;

  pentimento_library_write_job (self->library, record, &error);
  g_assert_no_error (error);
}

static void
add_job (LibraryFixture *self,
         const char *id,
         gint64 moment,
         const char *state,
         const char *billed,
         const char *kind,
         gint64 micros)
{
  g_autoptr (PentimentoJobRecord) record = make_job (id, moment, state, billed, kind, micros);

  write_record (self, record);
}

static GPtrArray *
list (LibraryFixture *self, PentimentoSpendingGroup group, gint64 since, gint64 until)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *found = pentimento_library_list_spending (self->library, group, since, until, &error);

  g_assert_no_error (error);
  return found;
}

static void
test_nothing (LibraryFixture *self, gconstpointer data)
{
  g_autoptr (GPtrArray) found = NULL;

  add_job (self, "free of charge", DAY, "failed", "no", "estimated", 500);
  found = list (self, PENTIMENTO_SPENDING_TOTAL, 0, G_MAXINT64);
  g_assert_cmpuint (found->len, ==, 0);
}

/* Each kind of money stays by itself. */
static void
test_kinds (LibraryFixture *self, gconstpointer data)
{
  const char *results[] = { "aa", "", "bb", NULL };
  g_autoptr (PentimentoJobRecord) record = make_job ("r1", DAY, "done", "yes", "reported", 28311);
  g_autoptr (PentimentoJobRecord) unsent = make_job ("p1", 0, "prepared", "no", "estimated", 64);
  g_autoptr (GPtrArray) found = NULL;
  const PentimentoSpending *sum;

  record->results = g_strdupv ((char **)results);
  write_record (self, record);
  unsent->submits = 0;
  write_record (self, unsent);
  add_job (self, "r2", DAY, "downloading", "yes", "reported", 1);
  add_job (self, "r3", DAY, "failed", "yes", "reported", 2);
  add_job (self, "e1", DAY, "done", "yes", "estimated", 30000);
  add_job (self, "e2", DAY, "done", "yes", "unknown", 999);
  add_job (self, "u1", DAY, "unknown", "unknown", "estimated", 400000);
  add_job (self, "u2", DAY, "failed", "unknown", "unknown", 999);
  add_job (self, "u3", DAY, "cancelled", "unknown", "reported", 5);
  add_job (self, "w1", DAY, "submitting", "unknown", "estimated", 1000000);
  add_job (self, "w2", DAY, "submitted", "unknown", "estimated", 2000000);
  add_job (self, "w3", DAY, "running", "unknown", "unknown", 999);
  add_job (self, "w4", DAY, "downloading", "yes", "estimated", 4000000);
  add_job (self, "n1", DAY, "failed", "no", "estimated", 7000000);
  add_job (self, "n2", DAY, "cancelled", "no", "reported", 8000000);

  found = list (self, PENTIMENTO_SPENDING_TOTAL, 0, G_MAXINT64);
  g_assert_cmpuint (found->len, ==, 1);
  sum = found->pdata[0];
  g_assert_null (sum->key);
  g_assert_cmpstr (sum->currency, ==, "USD");
  g_assert_cmpint (sum->reported, ==, 28311 + 1 + 2);
  g_assert_cmpint (sum->estimated, ==, 30000);
  g_assert_cmpint (sum->unknown, ==, 400005);
  g_assert_cmpint (sum->under_way, ==, 7000000);
  g_assert_cmpint (pentimento_spending_get_sum (sum), ==, 28314 + 30000 + 400005 + 7000000);
  g_assert_cmpuint (sum->n_jobs, ==, 12);
  g_assert_cmpuint (sum->n_unknown, ==, 3);
  g_assert_cmpuint (sum->n_unpriced, ==, 3);
  g_assert_cmpuint (sum->n_results, ==, 2);
}

static void
test_currencies (LibraryFixture *self, gconstpointer data)
{
  g_autoptr (PentimentoJobRecord) record = make_job ("euro", DAY, "done", "yes", "reported", 70);
  g_autoptr (GPtrArray) found = NULL;
  const PentimentoSpending *euros, *dollars;

  set_text (&record->cost_currency, "EUR");
  write_record (self, record);
  add_job (self, "dollar", DAY, "done", "yes", "reported", 5);
  found = list (self, PENTIMENTO_SPENDING_BY_PROVIDER, 0, G_MAXINT64);
  g_assert_cmpuint (found->len, ==, 2);
  euros = found->pdata[0];
  dollars = found->pdata[1];
  g_assert_cmpstr (euros->currency, ==, "EUR");
  g_assert_cmpint (euros->reported, ==, 70);
  g_assert_cmpstr (dollars->currency, ==, "USD");
  g_assert_cmpint (dollars->reported, ==, 5);
  g_assert_cmpstr (dollars->key, ==, "runpod-seedream-v4-edit");
}

static PentimentoVersion *
make_opened (PentimentoImage *image, const char *name)
{
  /* clang-format off */
  return g_object_new (PENTIMENTO_TYPE_VERSION,
                       "id", "opened",
                       "picture-id", "picture",
                       "kind", PENTIMENTO_VERSION_OPENED,
                       "name", name,
                       "created", g_get_real_time (),
                       "sha256", pentimento_image_get_sha256 (image),
                       "media-type", pentimento_image_get_media_type (image),
                       "width", pentimento_image_get_width (image),
                       "height", pentimento_image_get_height (image),
                       NULL);
  /* clang-format on */
}

static void
test_pictures (LibraryFixture *self, gconstpointer data)
{
  g_autoptr (PentimentoImage) image = library_fixture_image (1);
  g_autoptr (PentimentoVersion) opened = make_opened (image, "anna.jpg");
  g_autoptr (GListModel) versions = library_fixture_list (opened, NULL);
  g_autoptr (PentimentoJobRecord) other = make_job ("other", DAY, "done", "yes", "reported", 3);
  g_autoptr (GPtrArray) found = NULL;
  const PentimentoSpending *named, *nameless;

  g_assert_true (pentimento_library_store_image (self->library, image, NULL));
  g_assert_true (pentimento_library_add_versions (self->library, versions, NULL));
  add_job (self, "one", DAY, "done", "yes", "reported", 1);
  add_job (self, "two", DAY, "done", "yes", "estimated", 1);
  set_text (&other->picture_id, "a generated one");
  write_record (self, other);

  found = list (self, PENTIMENTO_SPENDING_BY_PICTURE, 0, G_MAXINT64);
  g_assert_cmpuint (found->len, ==, 2);
  nameless = found->pdata[0];
  named = found->pdata[1];
  g_assert_cmpstr (nameless->key, ==, "a generated one");
  g_assert_null (nameless->label);
  g_assert_cmpstr (named->label, ==, "anna.jpg");
  g_assert_cmpint (named->reported, ==, 1);
  g_assert_cmpint (named->estimated, ==, 1);
}

static gint64
local (int year, int month, int day, int hour, int minute)
{
  g_autoptr (GDateTime) moment = g_date_time_new_local (year, month, day, hour, minute, 0);

  return g_date_time_to_unix (moment) * G_USEC_PER_SEC;
}

static void
assert_day (GPtrArray *found, guint index, const char *day, gint64 reported)
{
  const PentimentoSpending *sum = found->pdata[index];

  g_assert_cmpstr (sum->key, ==, day);
  g_assert_cmpint (sum->reported, ==, reported);
}

/* Midnight is that of the place, in winter and in summer, and a day may have 23 or 25 hours. */
static void
test_days (LibraryFixture *self, gconstpointer data)
{
  g_autoptr (GPtrArray) found = NULL;
  g_autoptr (GPtrArray) one_day = NULL;
  const gint64 spring = local (2026, 3, 29, 0, 0), after_spring = local (2026, 3, 30, 0, 0);
  const gint64 autumn = local (2026, 10, 25, 0, 0), after_autumn = local (2026, 10, 26, 0, 0);

  g_assert_cmpint (after_spring - spring, ==, 23 * HOUR);
  g_assert_cmpint (after_autumn - autumn, ==, 25 * HOUR);
  add_job (self, "a", spring - 1, "done", "yes", "reported", 1);
  add_job (self, "b", spring, "done", "yes", "reported", 2);
  add_job (self, "c", local (2026, 3, 29, 1, 59), "done", "yes", "reported", 4);
  add_job (self, "d", local (2026, 3, 29, 3, 0), "done", "yes", "reported", 8);
  add_job (self, "e", after_spring - 1, "done", "yes", "reported", 16);
  add_job (self, "f", after_spring, "done", "yes", "reported", 32);
  add_job (self, "g", autumn, "done", "yes", "reported", 64);
  add_job (self, "h", after_autumn - 1, "done", "yes", "reported", 128);
  add_job (self, "i", after_autumn, "done", "yes", "reported", 256);

  found = list (self, PENTIMENTO_SPENDING_BY_DAY, 0, G_MAXINT64);
  g_assert_cmpuint (found->len, ==, 5);
  assert_day (found, 0, "2026-03-28", 1);
  assert_day (found, 1, "2026-03-29", 2 + 4 + 8 + 16);
  assert_day (found, 2, "2026-03-30", 32);
  assert_day (found, 3, "2026-10-25", 64 + 128);
  assert_day (found, 4, "2026-10-26", 256);
  one_day = list (self, PENTIMENTO_SPENDING_BY_DAY, spring, after_spring);
  g_assert_cmpuint (one_day->len, ==, 1);
  assert_day (one_day, 0, "2026-03-29", 2 + 4 + 8 + 16);
}

/* Announcing a submit */

static gboolean
submit (PentimentoLibrary *library, const char *id, const char *kind, gint64 micros, PentimentoSpendingLimit *limit)
{
  g_autoptr (PentimentoJobRecord) record = make_job (id, g_get_real_time (), "submitting", "unknown", kind, micros);
  g_autoptr (GError) error = NULL;

  if (pentimento_library_submit_job (library, record, limit, 1, &error))
    return TRUE;
  g_assert_error (error, PENTIMENTO_LIBRARY_ERROR, PENTIMENTO_LIBRARY_ERROR_LIMIT);
  return FALSE;
}

static void
test_limit (LibraryFixture *self, gconstpointer data)
{
  PentimentoSpendingLimit limit = { .since = g_get_real_time () - DAY, .most = 100 };

  add_job (self, "long ago", limit.since - 1, "done", "yes", "reported", 70);
  g_assert_true (submit (self->library, "one", "estimated", 60, &limit));
  g_assert_cmpint (limit.spent, ==, 0);
  g_assert_false (submit (self->library, "two", "estimated", 41, &limit));
  g_assert_cmpint (limit.spent, ==, 60);
  g_assert_null (pentimento_library_get_job (self->library, "two", NULL));

  /* The same job again is the same money; what it cost less in the end is free for others. */
  g_assert_true (submit (self->library, "one", "estimated", 60, &limit));
  add_job (self, "one", g_get_real_time (), "failed", "no", "estimated", 60);
  g_assert_true (submit (self->library, "two", "estimated", 100, &limit));
  g_assert_false (submit (self->library, "three", "estimated", 1, &limit));

  limit.most = -1;
  g_assert_true (submit (self->library, "three", "estimated", G_MAXINT64 / 4, &limit));
}

/* A price that nobody knows is stopped only where nothing is left, and a free one never. */
static void
test_limit_unknown_and_free (LibraryFixture *self, gconstpointer data)
{
  PentimentoSpendingLimit limit = { .since = 0, .most = 100 };

  g_assert_true (submit (self->library, "one", "estimated", 99, &limit));
  g_assert_true (submit (self->library, "two", "unknown", 0, &limit));
  g_assert_true (submit (self->library, "three", "estimated", 1, &limit));
  g_assert_false (submit (self->library, "four", "unknown", 0, &limit));
  g_assert_cmpint (limit.spent, ==, 100);
  limit.most = 0;
  g_assert_false (submit (self->library, "five", "unknown", 0, &limit));
  g_assert_true (submit (self->library, "six", "estimated", 0, &limit));
}

/* Money that may be gone is not spent twice: unknown outcomes and jobs under way count, and so does tomorrow. */
static void
test_limit_is_cautious (LibraryFixture *self, gconstpointer data)
{
  PentimentoSpendingLimit limit = { .since = g_get_real_time () - HOUR, .most = 1000 };

  add_job (self, "lost", g_get_real_time (), "unknown", "unknown", "estimated", 300);
  add_job (self, "running", g_get_real_time (), "running", "unknown", "estimated", 300);
  add_job (self, "tomorrow", g_get_real_time () + DAY, "done", "yes", "reported", 300);
  g_assert_false (submit (self->library, "one", "estimated", 101, &limit));
  g_assert_cmpint (limit.spent, ==, 900);
  g_assert_true (submit (self->library, "one", "estimated", 100, &limit));
}

/* Several limits: each one's sum is told, whichever refuses. */
static void
test_two_limits (LibraryFixture *self, gconstpointer data)
{
  gint64 now = g_get_real_time ();
  PentimentoSpendingLimit limits[] = { { .since = now - HOUR, .most = 10 }, { .since = now - DAY, .most = 1000 } };
  g_autoptr (PentimentoJobRecord) record = make_job ("new", now, "submitting", "unknown", "estimated", 9);
  g_autoptr (GError) error = NULL;

  add_job (self, "earlier", now - 2 * HOUR, "done", "yes", "reported", 995);
  add_job (self, "just now", now, "done", "yes", "reported", 1);
  g_assert_false (pentimento_library_submit_job (self->library, record, limits, G_N_ELEMENTS (limits), &error));
  g_assert_error (error, PENTIMENTO_LIBRARY_ERROR, PENTIMENTO_LIBRARY_ERROR_LIMIT);
  g_assert_cmpint (limits[0].spent, ==, 1);
  g_assert_cmpint (limits[1].spent, ==, 996);
}

/* Many programs want the last dollar: the sum and the row are one transaction. */

#define RUNNERS 4
#define TRIES 40

static int
race (const char *path)
{
  g_autoptr (GFile) folder = g_file_new_for_path (path);
  g_autoptr (PentimentoLibrary) library = pentimento_library_open (folder, NULL);
  guint won = 0;

  for (guint i = 0; i < TRIES; i++)
    {
      PentimentoSpendingLimit limit = { .since = 0, .most = 70 };
      g_autofree char *id = g_uuid_string_random ();

      won += submit (library, id, "estimated", 10, &limit);
    }
  g_print ("%u", won);
  return EXIT_SUCCESS;
}

static void
test_race (LibraryFixture *self, gconstpointer data)
{
  GSubprocess *runners[RUNNERS];
  g_autoptr (GPtrArray) found = NULL;
  guint won = 0;

  for (guint i = 0; i < RUNNERS; i++)
    runners[i] = library_fixture_start (self->path, "race");
  for (guint i = 0; i < RUNNERS; i++)
    {
      g_autofree char *output = NULL;
      g_autoptr (GError) error = NULL;

      g_subprocess_communicate_utf8 (runners[i], NULL, NULL, &output, NULL, &error);
      g_assert_no_error (error);
      g_assert_true (g_subprocess_get_successful (runners[i]));
      won += g_ascii_strtoull (output, NULL, 10);
      g_object_unref (runners[i]);
    }
  g_assert_cmpuint (won, ==, 7);
  found = list (self, PENTIMENTO_SPENDING_TOTAL, 0, G_MAXINT64);
  g_assert_cmpint (((PentimentoSpending *)found->pdata[0])->under_way, ==, 70);
}

int
main (int argc, char **argv)
{
  if (argc == 3 && g_str_equal (argv[1], "race"))
    return race (argv[2]);

  /* A place whose days are told by rule, so that the machine needs no time zone files. */
  g_setenv ("TZ", "CET-1CEST,M3.5.0,M10.5.0/3", TRUE);
  tzset ();
  g_test_init (&argc, &argv, NULL);
  library_test ("/spending/nothing", test_nothing);
  library_test ("/spending/kinds", test_kinds);
  library_test ("/spending/currencies", test_currencies);
  library_test ("/spending/pictures", test_pictures);
  library_test ("/spending/days", test_days);
  library_test ("/spending/limit", test_limit);
  library_test ("/spending/limit/unknown-and-free", test_limit_unknown_and_free);
  library_test ("/spending/limit/cautious", test_limit_is_cautious);
  library_test ("/spending/limit/two", test_two_limits);
  library_test ("/spending/limit/race", test_race);
  return g_test_run ();
}
