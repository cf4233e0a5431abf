/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "library-fixture.h"
#include "pentimento-image-error.h"

static PentimentoImage *
stored_image (LibraryFixture *self, guint number)
{
  PentimentoImage *image = library_fixture_image (number);
  g_autoptr (GError) error = NULL;

  pentimento_library_store_image (self->library, image, &error);
  g_assert_no_error (error);
  return image;
}

static void
add (LibraryFixture *self, GListModel *versions)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (pentimento_library_add_versions (self->library, versions, &error));
  g_assert_no_error (error);
}

static void
assert_current (LibraryFixture *self, PentimentoVersion *version)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *current
      = pentimento_library_get_current (self->library, pentimento_version_get_picture_id (version), &error);

  g_assert_no_error (error);
  g_assert_cmpstr (current, ==, pentimento_version_get_id (version));
}

/* Compares every property there is, so that a column that is mixed up or forgotten is found. */
static void
assert_same (PentimentoVersion *one, PentimentoVersion *other)
{
  g_autofree GParamSpec **properties = NULL;
  guint n_properties;

  properties = g_object_class_list_properties (G_OBJECT_GET_CLASS (one), &n_properties);
  g_assert_cmpuint (n_properties, ==, 28);
  for (guint i = 0; i < n_properties; i++)
    {
      g_auto (GValue) value = G_VALUE_INIT;
      g_auto (GValue) expected = G_VALUE_INIT;

      /* Which the library gives. */
      if (g_str_equal (properties[i]->name, "number"))
        continue;
      g_object_get_property (G_OBJECT (one), properties[i]->name, &value);
      g_object_get_property (G_OBJECT (other), properties[i]->name, &expected);
      if (G_VALUE_HOLDS (&value, G_TYPE_STRV))
        g_assert_cmpstrv (g_value_get_boxed (&value), g_value_get_boxed (&expected));
      else
        g_assert_cmpint (g_param_values_cmp (properties[i], &value, &expected), ==, 0);
    }
}

/* Lists a picture's versions, or all, and compares with the ids, up to NULL. */
static void
assert_listed (LibraryFixture *self, const char *picture_id, PentimentoVersion *first, ...)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GListModel) list = pentimento_library_list_versions (self->library, picture_id, &error);
  guint position = 0;
  va_list versions;

  g_assert_no_error (error);
  va_start (versions, first);
  for (PentimentoVersion *version = first; version != NULL; version = va_arg (versions, PentimentoVersion *))
    {
      g_autoptr (PentimentoVersion) listed = g_list_model_get_item (list, position++);

      assert_same (listed, version);
    }
  va_end (versions);
  g_assert_cmpuint (g_list_model_get_n_items (list), ==, position);
}

static PentimentoVersion *
full_version (PentimentoImage *image, PentimentoVersion *parent, const char *const *tags)
{
  const char *references[] = { pentimento_version_get_sha256 (parent), pentimento_image_get_sha256 (image), NULL };

  return g_object_new (PENTIMENTO_TYPE_VERSION, "id", "0e1a0f42-1111-4222-8333-444455556666", "picture-id",
                       pentimento_version_get_picture_id (parent), "parent-id", pentimento_version_get_id (parent),
                       "kind", PENTIMENTO_VERSION_EDITED, "name", "Anna’s “coat”; DROP TABLE version", "created",
                       G_GINT64_CONSTANT (1700000000123456), "sha256", pentimento_image_get_sha256 (image),
                       "media-type", "image/png", "width", 16, "height", 8, "job-id", "a-job", "position", 3, "prompt",
                       "make it 'warmer' – 暖かく", "tags", tags, "negative-prompt", "blur", "provider", "runpod",
                       "seed", G_GINT64_CONSTANT (4294967295), "cost-micros", G_GINT64_CONSTANT (30000),
                       "cost-currency", "EUR", "cost-kind", "reported", "recipe",
                       "[{\"operation\":\"resize\",\"width\":16,\"height\":8}]", "references", references, NULL);
}

static void
test_round_trip (LibraryFixture *self, gconstpointer data)
{
  g_autoptr (PentimentoImage) first = stored_image (self, 1);
  g_autoptr (PentimentoImage) second = stored_image (self, 2);
  g_autoptr (PentimentoVersion) root = library_fixture_version (first, "picture", NULL);
  g_autoptr (PentimentoVersion) child = full_version (second, root, (const char *[]){ "one", "two \"words\"", NULL });
  g_autoptr (GListModel) versions = library_fixture_list (root, child, NULL);
  g_autoptr (PentimentoVersion) found = NULL;

  add (self, versions);
  library_fixture_reopen (self);
  assert_listed (self, "picture", root, child, NULL);
  assert_listed (self, NULL, child, root, NULL);
  assert_listed (self, "nothing", NULL);
  assert_current (self, child);
  found = pentimento_library_get_version (self->library, pentimento_version_get_id (child), NULL);
  assert_same (found, child);
  g_assert_cmpstr (pentimento_version_get_cost_kind (root), ==, "unknown");
  g_assert_cmpint (pentimento_version_get_seed (root), ==, -1);
  g_assert_nonnull (pentimento_version_get_references (root));
}

static PentimentoVersion *
version_with_recipe (PentimentoImage *image, PentimentoVersion *parent, const char *recipe)
{
  g_autofree char *id = g_uuid_string_random ();

  return g_object_new (PENTIMENTO_TYPE_VERSION, "id", id, "picture-id", pentimento_version_get_picture_id (parent),
                       "parent-id", pentimento_version_get_id (parent), "kind", PENTIMENTO_VERSION_EDITED, "created",
                       g_get_real_time (), "sha256", pentimento_image_get_sha256 (image), "media-type", "image/png",
                       "width", 4, "height", 4, "recipe", recipe, NULL);
}

static void
take_result (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **)user_data = g_object_ref (result);
}

static PentimentoImage *
load (LibraryFixture *self, PentimentoVersion *version, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  pentimento_library_load_version_async (self->library, version, NULL, take_result, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return pentimento_library_load_version_finish (self->library, result, error);
}

static void
test_recipe (LibraryFixture *self, gconstpointer data)
{
  g_autoptr (PentimentoImage) first = stored_image (self, 1);
  g_autoptr (PentimentoVersion) root = library_fixture_version (first, "picture", NULL);
  g_autoptr (PentimentoVersion) changed
      = version_with_recipe (first, root, "[{\"operation\":\"resize\",\"width\":4,\"height\":4}]");
  g_autoptr (GListModel) versions = library_fixture_list (root, changed, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (PentimentoImage) plain = NULL;
  g_autoptr (PentimentoImage) image = NULL;

  add (self, versions);
  library_fixture_reopen (self);
  assert_listed (self, "picture", root, changed, NULL);
  plain = load (self, root, &error);
  g_assert_no_error (error);
  g_assert_null (pentimento_image_get_recipe (plain));
  image = load (self, changed, &error);
  g_assert_no_error (error);
  g_assert_cmpint (pentimento_image_get_width (image), ==, 4);
  g_assert_cmpstr (pentimento_image_get_sha256 (image), ==, pentimento_image_get_sha256 (first));
  g_assert_cmpstr (pentimento_version_get_identity (root), ==, pentimento_image_get_identity (plain));
  g_assert_cmpstr (pentimento_version_get_identity (changed), ==, pentimento_image_get_identity (image));
  g_assert_cmpstr (pentimento_version_get_identity (changed), !=, pentimento_version_get_identity (root));
}

/* A row that this program cannot read keeps no other from being read. */
static void
test_broken_recipe (LibraryFixture *self, gconstpointer data)
{
  g_autoptr (PentimentoImage) image = stored_image (self, 1);
  g_autoptr (PentimentoVersion) root = library_fixture_version (image, "picture", NULL);
  g_autoptr (PentimentoVersion) damaged = version_with_recipe (image, root, "[{");
  g_autoptr (PentimentoVersion) newer = version_with_recipe (image, root, "[{\"operation\":\"erase\"}]");
  g_autoptr (GListModel) versions = library_fixture_list (root, damaged, newer, NULL);
  g_autoptr (PentimentoImage) plain = NULL;
  g_autoptr (GError) error = NULL;

  add (self, versions);
  assert_listed (self, "picture", root, damaged, newer, NULL);
  g_assert_null (load (self, damaged, &error));
  g_assert_error (error, PENTIMENTO_IMAGE_ERROR, PENTIMENTO_IMAGE_ERROR_RECIPE);
  g_clear_error (&error);
  g_assert_null (load (self, newer, &error));
  g_assert_error (error, PENTIMENTO_IMAGE_ERROR, PENTIMENTO_IMAGE_ERROR_RECIPE);
  g_assert_nonnull (strstr (error->message, "“erase”"));
  g_clear_error (&error);
  plain = load (self, root, &error);
  g_assert_no_error (error);
  g_assert_nonnull (plain);
}

static void
test_several_pictures (LibraryFixture *self, gconstpointer data)
{
  g_autoptr (PentimentoImage) image = stored_image (self, 1);
  g_autoptr (PentimentoVersion) one = library_fixture_version (image, "one", NULL);
  g_autoptr (PentimentoVersion) two = library_fixture_version (image, "two", NULL);
  g_autoptr (GListModel) versions = library_fixture_list (one, two, NULL);

  add (self, versions);
  assert_listed (self, "one", one, NULL);
  assert_listed (self, "two", two, NULL);
  assert_current (self, one);
  assert_current (self, two);
}

static void
test_there_already (LibraryFixture *self, gconstpointer data)
{
  g_autoptr (PentimentoImage) image = stored_image (self, 1);
  g_autoptr (PentimentoVersion) root = library_fixture_version (image, "picture", NULL);
  g_autoptr (PentimentoVersion) child = full_version (image, root, NULL);
  g_autoptr (PentimentoVersion) impostor = g_object_new (
      PENTIMENTO_TYPE_VERSION, "id", pentimento_version_get_id (child), "picture-id", "picture", "sha256",
      pentimento_image_get_sha256 (image), "media-type", "image/png", "width", 1, "height", 1, NULL);
  g_autoptr (GListModel) both = library_fixture_list (root, child, NULL);
  g_autoptr (GListModel) again = library_fixture_list (impostor, NULL);

  add (self, both);
  add (self, both);
  add (self, again);
  assert_listed (self, "picture", root, child, NULL);
}

static void
assert_not_added (LibraryFixture *self, PentimentoVersion *version)
{
  g_autoptr (PentimentoImage) image = stored_image (self, 90);
  g_autoptr (PentimentoVersion) good = library_fixture_version (image, "picture", NULL);
  g_autoptr (GListModel) versions = library_fixture_list (good, version, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_false (pentimento_library_add_versions (self->library, versions, &error));
  g_assert_error (error, PENTIMENTO_LIBRARY_ERROR, PENTIMENTO_LIBRARY_ERROR_MISSING);
  assert_listed (self, NULL, NULL);
  g_clear_error (&error);
  g_assert_null (pentimento_library_get_current (self->library, "picture", &error));
  g_assert_error (error, PENTIMENTO_LIBRARY_ERROR, PENTIMENTO_LIBRARY_ERROR_MISSING);
}

static void
test_not_stored (LibraryFixture *self, gconstpointer data)
{
  g_autoptr (PentimentoImage) image = library_fixture_image (1);
  g_autoptr (PentimentoVersion) version = library_fixture_version (image, "picture", NULL);

  assert_not_added (self, version);
}

static void
test_no_parent (LibraryFixture *self, gconstpointer data)
{
  g_autoptr (PentimentoImage) image = stored_image (self, 1);
  g_autoptr (PentimentoVersion) parent = library_fixture_version (image, "picture", NULL);
  g_autoptr (PentimentoVersion) child = library_fixture_version (image, "picture", parent);

  assert_not_added (self, child);
}

static PentimentoVersion *
version_of_id (PentimentoImage *image, const char *id)
{
  return g_object_new (PENTIMENTO_TYPE_VERSION, "id", id, "picture-id", "picture", "sha256",
                       pentimento_image_get_sha256 (image), "media-type", "image/png", "width", 16, "height", 8, NULL);
}

static void
test_beginnings (LibraryFixture *self, gconstpointer data)
{
  g_autoptr (PentimentoImage) image = stored_image (self, 1);
  g_autoptr (PentimentoVersion) one = version_of_id (image, "abcd1111");
  g_autoptr (PentimentoVersion) two = version_of_id (image, "abcd2222");
  g_autoptr (PentimentoVersion) longer = version_of_id (image, "abcd22223");
  g_autoptr (PentimentoVersion) last = version_of_id (image, "zzz~~~");
  g_autoptr (GListModel) versions = library_fixture_list (one, two, longer, last, NULL);
  const char *found[][2]
      = { { "abcd1", "abcd1111" }, { "abcd1111", "abcd1111" }, { "abcd2222", "abcd2222" }, { "zzz~", "zzz~~~" } };
  const char *missing[]
      = { "abcd", "abcd2", "abc", "", "zzz", "%bcd1", "abcd____", "abcd%", "ABCD1", "abcd11112", "_____" };

  add (self, versions);
  for (guint i = 0; i < G_N_ELEMENTS (found); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (PentimentoVersion) version = pentimento_library_get_version (self->library, found[i][0], &error);

      g_assert_no_error (error);
      g_assert_cmpstr (pentimento_version_get_id (version), ==, found[i][1]);
    }
  for (guint i = 0; i < G_N_ELEMENTS (missing); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (pentimento_library_get_version (self->library, missing[i], &error));
      g_assert_error (error, PENTIMENTO_LIBRARY_ERROR, PENTIMENTO_LIBRARY_ERROR_MISSING);
    }
}

static void
test_root (LibraryFixture *self, gconstpointer data)
{
  g_autoptr (PentimentoImage) image = stored_image (self, 1);
  g_autoptr (PentimentoImage) other = stored_image (self, 2);
  g_autoptr (PentimentoVersion) early = library_fixture_version (image, "early", NULL);
  g_autoptr (PentimentoVersion) late = library_fixture_version (image, "late", NULL);
  g_autoptr (PentimentoVersion) child = library_fixture_version (other, "late", late);
  g_autoptr (GListModel) versions = library_fixture_list (early, late, child, NULL);
  g_autoptr (PentimentoVersion) root = NULL;
  g_autoptr (GError) error = NULL;

  add (self, versions);
  root = pentimento_library_find_root (self->library, pentimento_image_get_sha256 (image), &error);
  g_assert_no_error (error);
  assert_same (root, late);
  g_assert_null (pentimento_library_find_root (self->library, pentimento_image_get_sha256 (other), &error));
  g_assert_no_error (error);
}

static void
test_current (LibraryFixture *self, gconstpointer data)
{
  g_autoptr (PentimentoImage) image = stored_image (self, 1);
  g_autoptr (PentimentoVersion) root = library_fixture_version (image, "picture", NULL);
  g_autoptr (PentimentoVersion) child = library_fixture_version (image, "picture", root);
  g_autoptr (PentimentoVersion) stranger = library_fixture_version (image, "picture", root);
  g_autoptr (GListModel) versions = library_fixture_list (root, child, NULL);
  g_autoptr (GError) error = NULL;

  add (self, versions);
  assert_current (self, child);
  g_assert_true (pentimento_library_set_current (self->library, root, &error));
  g_assert_no_error (error);
  library_fixture_reopen (self);
  assert_current (self, root);

  g_assert_false (pentimento_library_set_current (self->library, stranger, &error));
  g_assert_error (error, PENTIMENTO_LIBRARY_ERROR, PENTIMENTO_LIBRARY_ERROR_MISSING);
  assert_current (self, root);
}

/* The table of versions moves as a library of the fifth schema is opened: nothing that refers to it is lost on the way. */
static void
test_migration (LibraryFixture *self, gconstpointer data)
{
  g_autoptr (PentimentoImage) first = stored_image (self, 1);
  g_autoptr (PentimentoImage) second = stored_image (self, 2);
  g_autoptr (PentimentoVersion) root = library_fixture_version (first, "picture", NULL);
  g_autoptr (PentimentoVersion) child = full_version (second, root, NULL);
  g_autoptr (GListModel) versions = library_fixture_list (root, child, NULL);
  g_autoptr (PentimentoVersion) found = NULL;
  g_autofree char *broken = NULL, *indexes = NULL;

  add (self, versions);
  library_fixture_go_back (self, 5);
  library_fixture_reopen (self);
  assert_listed (self, "picture", root, child, NULL);
  assert_current (self, child);
  found = pentimento_library_get_version (self->library, pentimento_version_get_id (child), NULL);
  assert_same (found, child);
  broken = library_fixture_sql (self->path, "PRAGMA foreign_key_check");
  g_assert_null (broken);
  indexes = library_fixture_sql (self->path, "SELECT count (*) FROM sqlite_schema WHERE type = 'index' "
                                             "AND tbl_name = 'version' AND sql IS NOT NULL");
  g_assert_cmpstr (indexes, ==, "14");
}

static void
test_kinds (void)
{
  PentimentoVersionKind kind;

  for (int i = PENTIMENTO_VERSION_OPENED; i <= PENTIMENTO_VERSION_CHANGED; i++)
    {
      g_assert_true (pentimento_version_kind_from_string (pentimento_version_kind_to_string (i), &kind));
      g_assert_cmpint (kind, ==, i);
    }
  g_assert_false (pentimento_version_kind_from_string ("painted", &kind));
  g_assert_false (pentimento_version_kind_from_string (NULL, &kind));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  library_test ("/gallery/versions/migration", test_migration);
  library_test ("/gallery/versions/round-trip", test_round_trip);
  library_test ("/gallery/versions/recipe", test_recipe);
  library_test ("/gallery/versions/broken-recipe", test_broken_recipe);
  library_test ("/gallery/versions/several-pictures", test_several_pictures);
  library_test ("/gallery/versions/there-already", test_there_already);
  library_test ("/gallery/versions/not-stored", test_not_stored);
  library_test ("/gallery/versions/no-parent", test_no_parent);
  library_test ("/gallery/versions/beginnings", test_beginnings);
  library_test ("/gallery/versions/root", test_root);
  library_test ("/gallery/versions/current", test_current);
  g_test_add_func ("/gallery/versions/kinds", test_kinds);
  return g_test_run ();
}
