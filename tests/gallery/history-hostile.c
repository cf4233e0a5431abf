/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What others may put into a file with a history. */

#include "history-fixture.h"

#include <archive.h>
#include <archive_entry.h>
#include <stdlib.h>
#include <string.h>

/* How many changed files are tried; many more by hand. */
static int
count_mutations (void)
{
  const char *text = g_getenv ("PENTIMENTO_TEST_MUTATIONS");

  return text != NULL ? atoi (text) : 150;
}

typedef struct {
  char *name;
  GBytes *bytes;
} Member;

static void
member_free (gpointer data)
{
  Member *member = data;

  g_free (member->name);
  g_bytes_unref (member->bytes);
  g_free (member);
}

static GPtrArray *
read_members (const char *path)
{
  GPtrArray *members = g_ptr_array_new_with_free_func (member_free);
  struct archive *archive = archive_read_new ();
  struct archive_entry *entry;

  archive_read_support_format_zip (archive);
  g_assert_cmpint (archive_read_open_filename (archive, path, 65536), ==, ARCHIVE_OK);
  while (archive_read_next_header (archive, &entry) == ARCHIVE_OK)
    {
      Member *member = g_new0 (Member, 1);
      gsize size = archive_entry_size (entry);
      char *content = g_malloc (size);

      g_assert_cmpint (archive_read_data (archive, content, size), ==, size);
      member->name = g_strdup (archive_entry_pathname (entry));
      member->bytes = g_bytes_new_take (content, size);
      g_ptr_array_add (members, member);
    }
  archive_read_free (archive);
  return members;
}

typedef struct {
  gboolean deflated;
  const char *link;
  mode_t type; /* of the link */
} Odd;

static void
write_members (const char *path, GPtrArray *members, const Odd *odd)
{
  struct archive *archive = archive_write_new ();

  archive_write_set_format_zip (archive);
  if (odd == NULL || !odd->deflated)
    archive_write_zip_set_compression_store (archive);
  g_assert_cmpint (archive_write_open_filename (archive, path), ==, ARCHIVE_OK);
  for (guint i = 0; i < members->len; i++)
    {
      const Member *member = members->pdata[i];
      struct archive_entry *entry = archive_entry_new ();
      gsize size = g_bytes_get_size (member->bytes);

      archive_entry_set_pathname (entry, member->name);
      archive_entry_set_filetype (entry, AE_IFREG);
      archive_entry_set_perm (entry, 0644);
      archive_entry_set_size (entry, size);
      if (odd != NULL && odd->link != NULL && i + 1 == members->len)
        {
          archive_entry_set_filetype (entry, odd->type);
          archive_entry_set_symlink (entry, odd->link);
          archive_entry_set_size (entry, 0);
          size = 0;
        }
      g_assert_cmpint (archive_write_header (archive, entry), ==, ARCHIVE_OK);
      if (size > 0)
        g_assert_cmpint (archive_write_data (archive, g_bytes_get_data (member->bytes, NULL), size), ==, size);
      archive_entry_free (entry);
    }
  g_assert_cmpint (archive_write_close (archive), ==, ARCHIVE_OK);
  archive_write_free (archive);
}

/* Refused with a sentence, and nothing of it is in the library. */
static void
assert_refused (History *self, const char *what)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PentimentoHistoryArrival) arrival
      = pentimento_library_import_history (self->to.library, self->file, NULL, NULL, NULL, &error);

  if (arrival != NULL)
    g_error ("%s was taken", what);
  g_assert_nonnull (error);
  g_test_message ("%.60s: %s", what, error->message);
  g_assert_true (g_str_has_suffix (error->message, "."));
  g_assert_cmpuint (history_fixture_count (&self->to, NULL), ==, 0);
}

/* Writes the file with its manifest changed: @from becomes @to in it, once. */
static void
assert_manifest_refused (History *self, GPtrArray *members, const char *from, const char *to)
{
  Member *manifest = members->pdata[0];
  g_autoptr (GBytes) good = g_bytes_ref (manifest->bytes);
  g_autofree char *text = g_strndup (g_bytes_get_data (good, NULL), g_bytes_get_size (good));
  char *at = strstr (text, from);
  g_autofree char *changed = NULL;

  if (at == NULL)
    g_error ("no %s in %s", from, text);
  changed = g_strdup_printf ("%.*s%s%s", (int)(at - text), text, to, at + strlen (from));
  g_bytes_unref (manifest->bytes);
  manifest->bytes = g_bytes_new (changed, strlen (changed));
  write_members (g_file_peek_path (self->file), members, NULL);
  g_bytes_unref (manifest->bytes);
  manifest->bytes = g_steal_pointer (&good);
  assert_refused (self, to);
}

static void
test_hostile_manifest (History *self, gconstpointer data)
{
  g_autoptr (GPtrArray) members = NULL;
  g_autoptr (GListModel) versions = pentimento_library_list_versions (self->from.library, self->picture_id, NULL);
  g_autoptr (PentimentoVersion) first = g_list_model_get_item (versions, 1);
  g_autofree char *first_id = g_strdup_printf ("\"id\" : \"%s\"", pentimento_version_get_id (first));
  g_autofree char *root_id = g_strdup_printf ("\"id\" : \"%s\"", self->picture_id);
  g_autofree char *own_parent
      = g_strdup_printf ("\"id\" : \"%s\",\n \"parent\" : \"%s\"", self->picture_id, pentimento_version_get_id (first));
  g_autofree char *deep = g_strnfill (100000, '[');
  g_autofree char *deep_member = g_strconcat ("\"more\" : ", deep, NULL);
  const char *const changes[][2] = {
    { "pentimento-history", "another-format" },
    { "\"version\" : 1", "\"version\" : 2" },
    { "\"version\" : 1", "\"version\" : \"1\"" },
    { "\"version\" : 1", "\"version\" : 1, /* \" */ \"more\" : [[[[[[[[\"]]]]]]]]" },
    { "\"program\"", deep_member },
    { root_id, own_parent },
    { first_id, root_id },
    { first_id, "\"id\" : \"../../evil\"," },
    { first_id, "\"id\" : 7" },
    { "\"kind\" : \"opened\"", "\"kind\" : \"stolen\"" },
    { "\"width\" : 16", "\"width\" : 17" },
    { "\"width\" : 16", "\"width\" : -16" },
    { "\"width\" : 16", "\"width\" : 99999999999" },
    { "\"seed\" : 1", "\"seed\" : -2" },
    { "\\\"crop\\\"", "\\\"melt\\\"" },
    { "\\\"crop\\\"", "\\\"crop" },
    { "\\\"width\\\":8", "\\\"width\\\":800" },
    { "\"current\" : \"", "\"current\" : \"no-such-" },
    { "\"size\" : ", "\"size\" : 9000000000" },
    { "image/png", "image/jpeg" },
    { "image/png", "text/html" },
    { "\"versions\" : [", "\"versions\" : [ 7," },
    { "\"versions\" : [", "\"versions\" : [], \"others\" : [" },
    { "\"measured\" : \"{", "\"measured\" : \"[[[[[[{" },
    { "\"measured\" : \"{", "\"measured\" : \"" },
    { "\"tags\" : [", "\"tags\" : [ 7," },
    { "\"tags\" : [", "\"tags\" : 7, \"others\" : [" },
    { "\"references\" : [", "\"references\" : [ null," },
    { "\"references\" : [", "\"references\" : [ \"0000000000000000000000000000000000000000000000000000000000000000\"" },
  };

  history_fixture_export (self, FALSE);
  members = read_members (g_file_peek_path (self->file));
  for (guint i = 0; i < G_N_ELEMENTS (changes); i++)
    assert_manifest_refused (self, members, changes[i][0], changes[i][1]);
  write_members (g_file_peek_path (self->file), members, NULL);
  pentimento_history_arrival_free (history_fixture_import (self));
  history_fixture_assert_clean (&self->to);
}

static void
add_member (GPtrArray *members, const char *name, const char *text, gsize size)
{
  Member *member = g_new0 (Member, 1);

  member->name = g_strdup (name);
  member->bytes = g_bytes_new (text, size);
  g_ptr_array_add (members, member);
}

static void
assert_members_refused (History *self, GPtrArray *members, const Odd *odd, const char *what)
{
  write_members (g_file_peek_path (self->file), members, odd);
  assert_refused (self, what);
}

static void
test_hostile_members (History *self, gconstpointer data)
{
  const char *const names[] = { "../evil.png", "/etc/evil.png", "objects/../../evil.png", "objects/evil.png",
                                "a\\b",        "manifest.json", "objects//x.png",         "folder/" };
  g_autoptr (GPtrArray) members = NULL;
  const Odd deflated = { .deflated = TRUE };
  const Odd link = { .link = "/etc/passwd", .type = AE_IFLNK };
  Member *last;
  char *name;

  history_fixture_export (self, FALSE);
  members = read_members (g_file_peek_path (self->file));
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      add_member (members, names[i], "evil", 4);
      assert_members_refused (self, members, NULL, names[i]);
      g_ptr_array_remove_index (members, members->len - 1);
    }
  assert_members_refused (self, members, &deflated, "compressed");
  assert_members_refused (self, members, &link, "a link");

  last = g_ptr_array_index (members, members->len - 1);
  name = g_strdup (last->name);
  g_ptr_array_remove_index (members, members->len - 1);
  assert_members_refused (self, members, NULL, "one missing");
  add_member (members, name, "no picture", 10);
  assert_members_refused (self, members, NULL, "another content");
  g_ptr_array_remove_index (members, 0);
  assert_members_refused (self, members, NULL, "no manifest");
  g_ptr_array_set_size (members, 0);
  assert_members_refused (self, members, NULL, "nothing");
  g_free (name);
  g_assert_true (g_file_set_contents (g_file_peek_path (self->file), "", 0, NULL));
  assert_refused (self, "an empty file");
  g_assert_true (g_file_set_contents (g_file_peek_path (self->file), "{\"a\":1}", -1, NULL));
  assert_refused (self, "another file");
  history_fixture_assert_clean (&self->to);
}

/* Anything may come of a file that was changed here and there but a fault: it is refused, or it is still the same. */
static void
test_mutations (History *self, gconstpointer data)
{
  g_autofree char *good = NULL;
  gsize size;
  guint refused = 0;
  const int mutations = count_mutations ();

  history_fixture_export (self, FALSE);
  g_assert_true (g_file_load_contents (self->file, NULL, &good, &size, NULL, NULL));
  for (int i = 0; i < mutations; i++)
    {
      g_autofree char *changed = g_memdup2 (good, size);
      g_autoptr (PentimentoHistoryArrival) arrival = NULL;
      g_autoptr (GError) error = NULL;
      gsize length = i % 5 == 0 ? (gsize)g_test_rand_int_range (0, size) : size;

      for (int flips = g_test_rand_int_range (1, 6); i % 5 != 0 && flips > 0; flips--)
        {
          /* Half of them where the archive's own numbers are. */
          gsize at
              = g_test_rand_bit () ? (gsize)g_test_rand_int_range (0, size) : size - 1 - g_test_rand_int_range (0, 400);

          changed[at] = g_test_rand_bit () ? changed[at] ^ 1 << g_test_rand_int_range (0, 8)
                                           : (char)g_test_rand_int_range (0, 256);
        }
      g_assert_true (g_file_set_contents (g_file_peek_path (self->file), changed, length, NULL));
      arrival = pentimento_library_import_history (self->to.library, self->file, NULL, NULL, NULL, &error);
      g_assert_true ((arrival == NULL) == (error != NULL));
      refused += arrival == NULL;
    }
  g_test_message ("%u of %d refused", refused, mutations);
  history_fixture_assert_clean (&self->to);
}

void
history_hostile_add_tests (void)
{
  history_test ("/gallery/history/hostile-manifest", test_hostile_manifest);
  history_test ("/gallery/history/hostile-members", test_hostile_members);
  history_test ("/gallery/history/mutations", test_mutations);
}
