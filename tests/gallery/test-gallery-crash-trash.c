/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "library-fixture.h"
#include "pentimento-library-check.h"
#include "pentimento-library-trash.h"

/* A picture that is promised to stay, and one that goes, of which the other's is the reference; some of it again and again, so that collecting meets storing. */
static gboolean
work (PentimentoLibrary *library, guint number, GError **error)
{
  g_autoptr (PentimentoImage) image = library_fixture_image (number % 16);
  g_autoptr (PentimentoImage) passing = library_fixture_image (1000 + number % 16);
  g_autofree char *picture = g_uuid_string_random ();
  g_autoptr (PentimentoVersion) root = library_fixture_version (passing, picture, NULL);
  g_autoptr (PentimentoVersion) child = library_fixture_version (image, picture, root);
  g_autoptr (GListModel) versions = library_fixture_list (root, child, NULL);
  const char *ids[] = { pentimento_version_get_id (root), NULL };
  guint files;

  if (!pentimento_library_store_image (library, image, error)
      || !pentimento_library_store_image (library, passing, error)
      || !pentimento_library_add_versions (library, versions, error))
    return FALSE;
  g_print ("%s\n", pentimento_version_get_id (child));
  return pentimento_library_trash (library, ids, error) && pentimento_library_empty_trash (library, TRUE, NULL, error)
         && pentimento_library_collect (library, 0, &files, NULL, error);
}

/* The other process. */
static int
work_without_end (const char *path)
{
  g_autoptr (GFile) folder = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;
  g_autoptr (PentimentoLibrary) library = pentimento_library_open (folder, &error);

  for (guint number = 0; error == NULL; number++)
    {
      work (library, number, &error);
      /* Without a time of grace, the other one may collect what was stored before it is said what for; nothing was promised then. */
      if (g_error_matches (error, PENTIMENTO_LIBRARY_ERROR, PENTIMENTO_LIBRARY_ERROR_MISSING))
        g_clear_error (&error);
    }
  g_printerr ("%s\n", error->message);
  return 1;
}

/* Two at a time, so that one collects while the other stores; one of them meets the moment of the kill, the other goes on for a while. */
static void
test_killed (LibraryFixture *self, gconstpointer data)
{
  g_autoptr (GPtrArray) promises = g_ptr_array_new_with_free_func (g_free);
  const guint kills = library_fixture_kills (10);

  for (guint i = 0; i < kills; i++)
    {
      GSubprocess *processes[]
          = { library_fixture_start (self->path, "work"), library_fixture_start (self->path, "work") };
      guint before = promises->len;

      g_usleep (g_random_int_range (10, 200) * 1000);
      for (guint each = 0; each < G_N_ELEMENTS (processes); each++)
        {
          g_subprocess_force_exit (processes[each]);
          library_fixture_take_promises (processes[each], promises);
          g_assert_true (g_subprocess_wait (processes[each], NULL, NULL));
          g_assert_true (g_subprocess_get_if_signaled (processes[each]));
          g_object_unref (processes[each]);
        }
      library_fixture_reopen (self);
      library_fixture_assert_kept (self->library, promises, before);
      library_fixture_assert_clean (self->library);
      if (i % 2 == 0)
        g_clear_object (&self->library);
    }
  library_fixture_reopen (self);
  library_fixture_assert_kept (self->library, promises, 0);
  g_test_message ("%u promises kept over %u kills", promises->len, kills);
  g_assert_cmpuint (promises->len, >, kills / 4);
}

static int
open_library (const char *path)
{
  g_autoptr (GFile) folder = g_file_new_for_path (path);
  g_autoptr (PentimentoLibrary) library = pentimento_library_open (folder, NULL);

  return library != NULL ? 0 : 1;
}

/* Killed while the seventh schema comes, which builds the index of many texts: either all of it is there or none. */
static void
test_killed_migrating (LibraryFixture *self, gconstpointer data)
{
  g_autoptr (GPtrArray) promises = g_ptr_array_new_with_free_func (g_free);
  const guint kills = library_fixture_kills (8);
  guint halfway = 0;

  for (int i = 0; i < 200; i++)
    {
      g_autoptr (PentimentoVersion) version = library_fixture_add (self, i % 8, NULL, "some words of a prompt", NULL);

      g_ptr_array_add (promises, g_strdup (pentimento_version_get_id (version)));
    }
  for (guint i = 0; i < kills; i++)
    {
      g_autoptr (GSubprocess) process = NULL;
      g_autofree char *version = NULL;

      library_fixture_go_back (self, 6);
      process = library_fixture_start (self->path, "open");
      g_usleep (g_random_int_range (1, 16) * 1000);
      g_subprocess_force_exit (process);
      g_assert_true (g_subprocess_wait (process, NULL, NULL));
      version = library_fixture_sql (self->path, "PRAGMA user_version");
      halfway += g_str_equal (version, "6");
      library_fixture_reopen (self);
      library_fixture_assert_clean (self->library);
      library_fixture_assert_kept (self->library, promises, i % 2 == 0 ? 190 : 200);
    }
  library_fixture_assert_kept (self->library, promises, 0);
  g_test_message ("%u of %u were killed before the end", halfway, kills);
}

int
main (int argc, char **argv)
{
  if (argc == 3 && g_str_equal (argv[1], "work"))
    return work_without_end (argv[2]);
  if (argc == 3 && g_str_equal (argv[1], "open"))
    return open_library (argv[2]);

  g_test_init (&argc, &argv, NULL);
  library_test ("/gallery/crash-trash/killed", test_killed);
  library_test ("/gallery/crash-trash/migrating", test_killed_migrating);
  return g_test_run ();
}
