/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "library-fixture.h"
#include "library-schema.h"

#define SHA256 "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"

static void
keep (LibraryFixture *self, const char *endpoint, const char *link, gint64 left)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (pentimento_library_keep_upload (self->library, "atlascloud", endpoint, SHA256, link,
                                                 g_get_real_time () + left, &error));
  g_assert_no_error (error);
}

static void
assert_found (LibraryFixture *self, const char *provider, const char *endpoint, gint64 left, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *link
      = pentimento_library_find_upload (self->library, provider, endpoint, SHA256, g_get_real_time () + left, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (link, ==, expected);
}

static void
test_uploads (LibraryFixture *self, gconstpointer data)
{
  assert_found (self, "atlascloud", NULL, 0, NULL);
  keep (self, NULL, "https://s/1", G_TIME_SPAN_HOUR);
  assert_found (self, "atlascloud", NULL, 0, "https://s/1");
  assert_found (self, "atlascloud", NULL, 2 * G_TIME_SPAN_HOUR, NULL);
  assert_found (self, "atlascloud", "https://elsewhere", 0, NULL);
  assert_found (self, "sinancode", NULL, 0, NULL);

  keep (self, NULL, "https://s/2", 3 * G_TIME_SPAN_HOUR);
  library_fixture_reopen (self);
  assert_found (self, "atlascloud", NULL, 2 * G_TIME_SPAN_HOUR, "https://s/2");
}

static void
test_forgotten (LibraryFixture *self, gconstpointer data)
{
  g_autofree char *count = NULL;

  keep (self, "https://a", "https://s/1", -G_TIME_SPAN_SECOND);
  keep (self, "https://b", "https://s/2", G_TIME_SPAN_HOUR);
  count = library_fixture_sql (self->path, "SELECT count (*) FROM upload");
  g_assert_cmpstr (count, ==, "1");
}

/* A library of the first schema gains the table and keeps what it has. */
static void
test_migration (LibraryFixture *self, gconstpointer data)
{
  g_autofree char *version = NULL;

  library_fixture_go_back (self, 1);
  library_fixture_reopen (self);
  version = library_fixture_sql (self->path, "PRAGMA user_version");
  g_assert_cmpstr (version, ==, G_STRINGIFY (LIBRARY_SCHEMA_VERSION));
  keep (self, NULL, "https://s/1", G_TIME_SPAN_HOUR);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, test) g_test_add (path, LibraryFixture, NULL, library_fixture_set_up, test, library_fixture_tear_down)
  ADD ("/uploads/found", test_uploads);
  ADD ("/uploads/forgotten", test_forgotten);
  ADD ("/uploads/migration", test_migration);
  return g_test_run ();
}
