/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "document-fixture.h"
#include "pentimento-library-trash.h"
#include "pentimento-library-workspaces.h"
#include "pentimento-reuse.h"
#include "pentimento-workspace.h"

/* What lies open, written and restored by the next start, whatever a row of it says; and what a version was made with, taken up again. */

#define WIDTH 400
#define HEIGHT 300

static PentimentoLibrary *
library_of (DocumentFixture *fixture)
{
  return pentimento_services_get_library (fixture->services);
}

static void
take_result (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **)user_data = g_object_ref (result);
}

static PentimentoWorkspace *
restore (DocumentFixture *fixture, const char *id, gboolean good)
{
  PentimentoWorkspace *workspace = pentimento_workspace_new (fixture->document, id);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_nonnull (workspace);
  pentimento_workspace_restore_async (workspace, NULL, take_result, &result);
  document_fixture_wait (result != NULL);
  g_assert_cmpint (pentimento_workspace_restore_finish (workspace, result, &error), ==, good);
  g_assert_cmpint (error == NULL, ==, good);
  return workspace;
}

/* The only one that was left. */
static char *
get_left (DocumentFixture *fixture)
{
  g_auto (GStrv) ids = pentimento_workspace_list_left (fixture->services, NULL);

  g_assert_cmpuint (g_strv_length (ids), ==, 1);
  return g_strdup (ids[0]);
}

static void
assert_none_left (DocumentFixture *fixture)
{
  g_auto (GStrv) ids = pentimento_workspace_list_left (fixture->services, NULL);

  g_assert_cmpuint (g_strv_length (ids), ==, 0);
}

static void
open_garden (DocumentFixture *fixture)
{
  g_autoptr (PentimentoImage) image = document_fixture_make_image ("garden.png", WIDTH, HEIGHT, 0x3060c0ff);

  document_fixture_open (fixture, image);
}

/* Also of a picture that was never edited, and so is not in the library: even a collection long after leaves all of it there. */
static void
test_comes_back (DocumentFixture *fixture, gconstpointer data)
{
  g_autoptr (PentimentoImage) coat = document_fixture_make_image ("coat.png", 64, 80, 0xc03060ff);
  g_autoptr (PentimentoMask) mask = pentimento_mask_new_ellipse (WIDTH, HEIGHT, 20, 30, 100, 50);
  static const char drawn[] = "[{\"mark\":\"arrow\",\"colour\":\"#e01b24\",\"width\":12,\"points\":\"40,60 200,180\"}]";
  static const char *const roles[] = { "Person", "Hat", "Coat", NULL };
  const PentimentoTemplateFacts facts = { .name = "dress", .prompt = "the coat of image 3", .pictures = roles };
  g_autoptr (PentimentoTemplate) template = pentimento_template_new (&facts, NULL);
  g_autoptr (PentimentoMarks) marks = pentimento_marks_new_from_string (drawn, NULL);
  g_autoptr (PentimentoWorkspace) workspace = pentimento_workspace_new (fixture->document, NULL);
  g_autoptr (PentimentoImage) reference = NULL;
  PentimentoMarking *marking;
  g_autofree char *id = NULL;
  g_autofree char *prompt = NULL;
  g_autofree char *title = NULL;
  gint64 seed;

  open_garden (fixture);
  pentimento_document_set_template (fixture->document, template);
  g_assert_true (pentimento_document_place_reference (fixture->document, 3, coat, NULL));
  g_object_set (fixture->document, "prompt", "put the coat on", "seed", G_GINT64_CONSTANT (77), "count", 2, NULL);
  pentimento_marking_set_mask (pentimento_document_get_marking (fixture->document), mask);
  pentimento_marking_set_marks (pentimento_document_get_marking (fixture->document), marks);
  g_object_set (pentimento_document_get_marking (fixture->document), "feather", 7, NULL);
  pentimento_workspace_set_view (workspace, "from above");
  pentimento_workspace_leave (workspace);
  g_clear_object (&workspace);
  g_assert_true (pentimento_library_collect (library_of (fixture), 0, NULL, NULL, NULL));

  document_fixture_restart (fixture);
  id = get_left (fixture);
  workspace = restore (fixture, id, TRUE);
  g_object_get (fixture->document, "prompt", &prompt, "seed", &seed, "title", &title, NULL);
  g_assert_cmpstr (prompt, ==, "put the coat on");
  g_assert_cmpint (seed, ==, 77);
  g_assert_cmpstr (title, ==, "garden.png");
  g_assert_cmpstr (pentimento_workspace_get_view (workspace), ==, "from above");
  reference = g_list_model_get_item (pentimento_document_get_references (fixture->document), 0);
  g_assert_cmpstr (pentimento_image_get_name (reference), ==, "coat.png");
  g_assert_cmpstr (pentimento_image_get_sha256 (reference), ==, pentimento_image_get_sha256 (coat));
  marking = pentimento_document_get_marking (fixture->document);
  g_assert_nonnull (pentimento_marking_get_mask (marking));
  g_assert_cmpint (pentimento_mask_get_coverage (pentimento_marking_get_mask (marking), 70, 55), ==, 255);
  g_assert_cmpint (pentimento_mask_get_coverage (pentimento_marking_get_mask (marking), 5, 5), ==, 0);
  g_assert_cmpint (pentimento_marking_get_feather (marking), ==, 7);
  g_assert_true (pentimento_marks_equal (pentimento_marking_get_marks (marking), marks));
  g_assert_cmpuint (pentimento_document_get_number (fixture->document, 0), ==, 3);
  g_assert_cmpstr (pentimento_document_get_role (fixture->document, 2), ==, "Hat");
}

static void
place (DocumentFixture *fixture, guint number)
{
  g_autoptr (PentimentoImage) image = document_fixture_make_image ("reference.png", 64, 80, number);

  g_assert_true (pentimento_document_place_reference (fixture->document, number, image, NULL));
}

static void
assert_obstacle (DocumentFixture *fixture, const char *expected)
{
  g_autofree char *obstacle = NULL;

  g_object_get (fixture->document, "obstacle", &obstacle, NULL);
  g_assert_cmpstr (obstacle, ==, expected);
}

/* The places of a template, those that are empty too: or a picture would be sent by another number than the prompt calls it. */
static void
test_places (DocumentFixture *fixture, gconstpointer data)
{
  const PentimentoTemplateFacts facts = {
    .name = "Dress",
    .prompt = "The {thing} of image 2",
    .pictures = (const char *const[]){ "Person", "Garment", "Hat", "Bag", NULL },
  };
  g_autoptr (PentimentoTemplate) template = pentimento_template_new (&facts, NULL);
  g_autoptr (PentimentoWorkspace) workspace = pentimento_workspace_new (fixture->document, NULL);
  g_autofree char *id = NULL;

  open_garden (fixture);
  g_object_set (fixture->document, "prompt", "The {thing} of image 2", NULL);
  pentimento_document_set_template (fixture->document, template);
  pentimento_document_remove_place (fixture->document, 3);
  place (fixture, 3);
  pentimento_workspace_leave (workspace);
  g_clear_object (&workspace);

  document_fixture_restart (fixture);
  id = get_left (fixture);
  workspace = restore (fixture, id, TRUE);
  g_assert_cmpuint (pentimento_document_get_n_places (fixture->document), ==, 3);
  g_assert_cmpstr (pentimento_document_get_role (fixture->document, 3), ==, "Bag");
  g_assert_cmpuint (pentimento_document_get_number (fixture->document, 0), ==, 3);
  assert_obstacle (fixture, "Replace {thing} (Thing) in the prompt.");
  g_object_set (fixture->document, "prompt", "The coat of image 2", NULL);
  assert_obstacle (fixture, "The prompt speaks of picture 2 (Garment): add it.");
  place (fixture, 2);
  assert_obstacle (fixture, NULL);
}

/* In the history's middle: that version, not the latest. */
static void
test_current_version (DocumentFixture *fixture, gconstpointer data)
{
  g_autoptr (PentimentoWorkspace) workspace = NULL;
  g_autoptr (GListModel) versions = NULL;
  g_autofree char *root = NULL;
  g_autofree char *id = NULL;
  g_autoptr (GError) error = NULL;

  open_garden (fixture);
  g_object_set (fixture->document, "prompt", "make it night", NULL);
  versions = document_fixture_run (fixture, &error);
  g_assert_no_error (error);
  pentimento_document_undo (fixture->document);
  root = g_strdup (
      pentimento_version_get_id (pentimento_history_get_current (pentimento_document_get_history (fixture->document))));
  workspace = pentimento_workspace_new (fixture->document, NULL);
  pentimento_workspace_leave (workspace);
  g_clear_object (&workspace);

  document_fixture_restart (fixture);
  id = get_left (fixture);
  workspace = restore (fixture, id, TRUE);
  g_assert_cmpstr (
      pentimento_version_get_id (pentimento_history_get_current (pentimento_document_get_history (fixture->document))),
      ==, root);
  g_assert_true (pentimento_document_get_can_redo (fixture->document));
}

/* A moment after each change, without being told to. */
static void
test_written_by_itself (DocumentFixture *fixture, gconstpointer data)
{
  g_autoptr (PentimentoWorkspace) workspace = pentimento_workspace_new (fixture->document, NULL);
  g_autofree char *id = NULL;
  g_auto (GStrv) ids = NULL;
  g_autoptr (PentimentoWorkspaceRecord) record = NULL;

  assert_none_left (fixture);
  g_object_set (fixture->document, "prompt", "half a sentence", NULL);
  document_fixture_wait (
      (g_strfreev (ids), ids = pentimento_workspace_list_left (fixture->services, NULL), *ids != NULL));
  id = get_left (fixture);
  record = pentimento_library_get_workspace (library_of (fixture), id, NULL);
  g_assert_nonnull (strstr (record->state, "half a sentence"));

  /* What is empty again is not kept. */
  g_object_set (fixture->document, "prompt", "", NULL);
  pentimento_workspace_save (workspace);
  assert_none_left (fixture);
}

static void
test_closed (DocumentFixture *fixture, gconstpointer data)
{
  g_autoptr (PentimentoWorkspace) workspace = pentimento_workspace_new (fixture->document, NULL);

  g_object_set (fixture->document, "prompt", "never mind", NULL);
  pentimento_workspace_save (workspace);
  g_free (get_left (fixture));
  pentimento_workspace_close (workspace);
  g_object_set (fixture->document, "prompt", "really", NULL);
  pentimento_workspace_save (workspace);
  assert_none_left (fixture);
}

static void
test_held_once (DocumentFixture *fixture, gconstpointer data)
{
  g_autoptr (PentimentoWorkspace) workspace = pentimento_workspace_new (fixture->document, NULL);
  g_autofree char *id = NULL;

  g_object_set (fixture->document, "prompt", "mine", NULL);
  pentimento_workspace_save (workspace);
  id = get_left (fixture);
  g_assert_null (pentimento_workspace_new (fixture->document, id));
  g_clear_object (&workspace);
  workspace = pentimento_workspace_new (fixture->document, id);
  g_assert_nonnull (workspace);
}

/* Whatever stands there, the rest is restored, and nothing is lost but what cannot be read. */
static void
test_hostile (DocumentFixture *fixture, gconstpointer data)
{
  static const char *const states[] = {
    "[]",
    "{\"wishes\":7,\"references\":{},\"mask\":[],\"picture\":\"x\",\"view\":{}}",
    "{\"wishes\":{\"prompt\":7,\"provider\":\"nobody\",\"seed\":\"x\",\"count\":0,\"width\":-5,\"safety\":\"no\","
    "\"operation\":99,"
    "\"feather\":100000,\"context\":-9,\"align\":1}}",
    "{\"references\":[7,null,{\"sha256\":\"zz\"},{\"sha256\":7},{}],\"mask\":{\"sha256\":\"../../etc/passwd\"},"
    "\"template\":[{}],\"marks\":\"[{}]\"}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    {
      g_autoptr (PentimentoWorkspaceRecord) record = pentimento_workspace_record_new ("mine", states[i]);
      g_autoptr (PentimentoWorkspace) workspace = NULL;
      g_autofree char *provider = NULL;
      guint count;

      g_assert_true (pentimento_library_write_workspace (library_of (fixture), record, NULL));
      /* A warning for each picture that is missing. */
      for (guint j = 0; i == 3 && j < 2; j++)
        g_test_expect_message ("pentimento", G_LOG_LEVEL_WARNING, "*that lay open could not be read*");
      workspace = restore (fixture, "mine", TRUE);
      g_test_assert_expected_messages ();
      g_object_get (fixture->document, "provider", &provider, "count", &count, NULL);
      g_assert_cmpstr (provider, ==, "practice");
      g_assert_cmpuint (count, ==, 1);
      g_assert_cmpuint (g_list_model_get_n_items (pentimento_document_get_references (fixture->document)), ==, 0);
    }
}

/* The version is gone: said, and the prompt is there all the same. */
static void
test_missing_version (DocumentFixture *fixture, gconstpointer data)
{
  g_autoptr (PentimentoWorkspaceRecord) record = pentimento_workspace_record_new (
      "mine", "{\"version\":\"11111111-1111-4111-8111-111111111111\",\"wishes\":{\"prompt\":\"go on\"}}");
  g_autoptr (PentimentoWorkspace) workspace = NULL;
  g_autofree char *prompt = NULL;

  g_assert_true (pentimento_library_write_workspace (library_of (fixture), record, NULL));
  workspace = restore (fixture, "mine", FALSE);
  g_object_get (fixture->document, "prompt", &prompt, NULL);
  g_assert_cmpstr (prompt, ==, "go on");
}

static PentimentoVersion *
get_current (DocumentFixture *fixture)
{
  return pentimento_history_get_current (pentimento_document_get_history (fixture->document));
}

static gboolean
is_loading (DocumentFixture *fixture)
{
  gboolean loading;

  g_object_get (fixture->document, "loading", &loading, NULL);
  return loading;
}

static void
edit (DocumentFixture *fixture, const char *prompt)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GListModel) versions = NULL;

  g_object_set (fixture->document, "prompt", prompt, NULL);
  versions = document_fixture_run (fixture, &error);
  g_assert_no_error (error);
  document_fixture_wait (!is_loading (fixture));
}

static gboolean
reuse (DocumentFixture *fixture, PentimentoVersion *version, PentimentoReuse what)
{
  g_autoptr (GAsyncResult) result = NULL;

  pentimento_reuse_take_async (fixture->document, version, what, NULL, take_result, &result);
  document_fixture_wait (result != NULL);
  return pentimento_reuse_take_finish (fixture->document, result, NULL);
}

/* What a version was made with, taken up again bit by bit, and all instructions so far. */
static void
test_reuse (DocumentFixture *fixture, gconstpointer data)
{
  g_autoptr (PentimentoImage) coat = document_fixture_make_image ("coat.png", 64, 80, 0xc03060ff);
  g_autoptr (PentimentoVersion) made = NULL;
  g_autoptr (PentimentoImage) reference = NULL;
  g_autofree char *prompt = NULL;
  g_autofree char *joined = NULL;
  gint64 seed;

  open_garden (fixture);
  g_assert_cmpint (pentimento_reuse_find (get_current (fixture)), ==, 0);
  g_assert_true (pentimento_document_add_reference (fixture->document, coat, NULL));
  g_object_set (fixture->document, "seed", G_GINT64_CONSTANT (77), NULL);
  edit (fixture, "mirror it");
  made = g_object_ref (get_current (fixture));
  pentimento_document_remove_reference (fixture->document, 0);
  g_object_set (fixture->document, "seed", G_GINT64_CONSTANT (-1), NULL);
  edit (fixture, "make it night");

  g_assert_cmpint (pentimento_reuse_find (made), ==,
                   PENTIMENTO_REUSE_PROMPT | PENTIMENTO_REUSE_SETTINGS | PENTIMENTO_REUSE_REFERENCES);
  g_assert_true (reuse (fixture, made, PENTIMENTO_REUSE_SETTINGS | PENTIMENTO_REUSE_REFERENCES));
  g_object_get (fixture->document, "prompt", &prompt, "seed", &seed, NULL);
  g_assert_cmpstr (prompt, ==, "make it night");
  g_assert_cmpint (seed, ==, 77);
  g_assert_cmpuint (g_list_model_get_n_items (pentimento_document_get_references (fixture->document)), ==, 1);
  reference = g_list_model_get_item (pentimento_document_get_references (fixture->document), 0);
  g_assert_cmpstr (pentimento_image_get_sha256 (reference), ==, pentimento_image_get_sha256 (coat));
  g_assert_true (reuse (fixture, made, PENTIMENTO_REUSE_PROMPT));
  g_clear_pointer (&prompt, g_free);
  g_object_get (fixture->document, "prompt", &prompt, NULL);
  g_assert_cmpstr (prompt, ==, "mirror it");
  joined = pentimento_reuse_join_prompts (pentimento_document_get_history (fixture->document), get_current (fixture));
  g_assert_cmpstr (joined, ==, "mirror it\nmake it night");
}

static guint
count_references (DocumentFixture *fixture)
{
  return g_list_model_get_n_items (pentimento_document_get_references (fixture->document));
}

/* One order over what is set up and the versions, whatever was done in between. */
static void
test_one_order (DocumentFixture *fixture, gconstpointer data)
{
  PentimentoMarking *marking = pentimento_document_get_marking (fixture->document);
  g_autoptr (PentimentoImage) coat = document_fixture_make_image ("coat.png", 64, 80, 0xc03060ff);
  g_autoptr (PentimentoMask) mask = pentimento_mask_new_ellipse (WIDTH, HEIGHT, 20, 30, 100, 50);
  PentimentoVersion *root;

  open_garden (fixture);
  root = get_current (fixture);
  g_assert_false (pentimento_document_get_can_undo (fixture->document));
  g_assert_true (pentimento_document_add_reference (fixture->document, coat, NULL));
  document_fixture_wait (pentimento_document_get_can_undo (fixture->document));
  edit (fixture, "mirror it");
  g_assert_true (root != get_current (fixture));
  g_assert_cmpuint (count_references (fixture), ==, 1);
  pentimento_document_remove_reference (fixture->document, 0);
  document_fixture_wait (pentimento_marking_get_can_undo (marking));
  pentimento_marking_set_mask (marking, mask);

  pentimento_document_undo (fixture->document);
  g_assert_null (pentimento_marking_get_mask (marking));
  g_assert_cmpuint (count_references (fixture), ==, 0);
  pentimento_document_undo (fixture->document);
  g_assert_cmpuint (count_references (fixture), ==, 1);
  g_assert_true (root != get_current (fixture));
  pentimento_document_undo (fixture->document);
  g_assert_true (root == get_current (fixture));
  g_assert_cmpuint (count_references (fixture), ==, 1);
  pentimento_document_undo (fixture->document);
  g_assert_cmpuint (count_references (fixture), ==, 0);
  g_assert_false (pentimento_document_get_can_undo (fixture->document));

  for (guint i = 0; i < 4; i++)
    pentimento_document_redo (fixture->document);
  g_assert_true (root != get_current (fixture));
  g_assert_cmpuint (count_references (fixture), ==, 0);
  g_assert_nonnull (pentimento_marking_get_mask (marking));
  g_assert_false (pentimento_document_get_can_redo (fixture->document));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function)                                                                                            \
  g_test_add ("/workspace/" name, DocumentFixture, NULL, document_fixture_set_up, function, document_fixture_tear_down)
  ADD ("comes-back", test_comes_back);
  ADD ("places", test_places);
  ADD ("current-version", test_current_version);
  ADD ("written-by-itself", test_written_by_itself);
  ADD ("closed", test_closed);
  ADD ("held-once", test_held_once);
  ADD ("hostile", test_hostile);
  ADD ("missing-version", test_missing_version);
  ADD ("reuse", test_reuse);
  ADD ("one-order", test_one_order);
#undef ADD
  return g_test_run ();
}
