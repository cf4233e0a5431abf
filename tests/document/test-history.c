/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "document-fixture.h"
#include "pentimento-import.h"
#include "pentimento-library-history.h"
#include "pentimento-templates.h"

#include <glib/gstdio.h>
#include <string.h>

/* A tree of versions, as the person walks it; the library is a real one. */

static PentimentoVersion *
make_version (PentimentoImage *image, const char *id, const char *parent)
{
  /* clang-format off */
  return g_object_new (PENTIMENTO_TYPE_VERSION,
                       "id", id,
                       "picture-id", "11111111-1111-1111-1111-111111111111",
                       "parent-id", parent,
                       "kind", parent != NULL ? PENTIMENTO_VERSION_EDITED : PENTIMENTO_VERSION_OPENED,
                       "name", parent != NULL ? NULL : "garden.png",
                       "created", g_get_real_time (),
                       "sha256", pentimento_image_get_sha256 (image),
                       "media-type", "image/png",
                       "width", 40,
                       "height", 30,
                       NULL);
  /* clang-format on */
}

static void
add (DocumentFixture *fixture, PentimentoVersion *version)
{
  PentimentoLibrary *library = pentimento_services_get_library (fixture->services);
  g_autoptr (GListStore) versions = g_list_store_new (PENTIMENTO_TYPE_VERSION);
  g_autoptr (GError) error = NULL;

  g_list_store_append (versions, version);
  pentimento_library_add_versions (library, G_LIST_MODEL (versions), &error);
  g_assert_no_error (error);
}

static void
store (DocumentFixture *fixture, PentimentoImage *image)
{
  g_autoptr (GError) error = NULL;

  pentimento_library_store_image (pentimento_services_get_library (fixture->services), image, &error);
  g_assert_no_error (error);
}

static const char *
current_id (PentimentoHistory *history)
{
  return pentimento_version_get_id (pentimento_history_get_current (history));
}

static void
test_empty (DocumentFixture *fixture, gconstpointer data)
{
  g_autoptr (PentimentoHistory) history
      = pentimento_history_new (pentimento_services_get_library (fixture->services), NULL);

  g_assert_null (pentimento_history_get_current (history));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (history)), ==, 0);
  g_assert_false (pentimento_history_get_can_undo (history));
  g_assert_false (pentimento_history_get_can_redo (history));
  pentimento_history_undo (history);
  pentimento_history_redo (history);
  g_assert_null (pentimento_history_get_current (history));
}

static void
test_branches (DocumentFixture *fixture, gconstpointer data)
{
  PentimentoLibrary *library = pentimento_services_get_library (fixture->services);
  g_autoptr (PentimentoImage) image = document_fixture_make_image ("garden.png", 40, 30, 0x80a0c0ff);
  g_autoptr (PentimentoVersion) root = make_version (image, "root", NULL);
  g_autoptr (PentimentoVersion) first = make_version (image, "first", "root");
  g_autoptr (PentimentoVersion) second = make_version (image, "second", "root");
  g_autoptr (PentimentoVersion) deeper = make_version (image, "deeper", "first");
  g_autoptr (PentimentoHistory) history = NULL;

  store (fixture, image);
  add (fixture, root);
  add (fixture, first);
  add (fixture, second);
  add (fixture, deeper);
  history = pentimento_history_new (library, root);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (history)), ==, 4);
  g_assert_cmpstr (current_id (history), ==, "root");

  /* Redo leads to the newest child until undo has left another one. */
  pentimento_history_redo (history);
  g_assert_cmpstr (current_id (history), ==, "second");
  g_assert_false (pentimento_history_get_can_redo (history));
  pentimento_history_show (history, deeper);
  pentimento_history_undo (history);
  pentimento_history_undo (history);
  g_assert_cmpstr (current_id (history), ==, "root");
  g_assert_false (pentimento_history_get_can_undo (history));
  pentimento_history_redo (history);
  g_assert_cmpstr (current_id (history), ==, "first");
  pentimento_history_redo (history);
  g_assert_cmpstr (current_id (history), ==, "deeper");
  g_assert_cmpstr (pentimento_version_get_id (pentimento_history_get_parent (history, deeper)), ==, "first");
}

static void
count_change (GListModel *model, guint position, guint removed, guint added, guint *n_added)
{
  g_assert_cmpuint (removed, ==, 0);
  *n_added += added;
}

static void
test_follows_the_library (DocumentFixture *fixture, gconstpointer data)
{
  PentimentoLibrary *library = pentimento_services_get_library (fixture->services);
  g_autoptr (PentimentoImage) image = document_fixture_make_image ("garden.png", 40, 30, 0x80a0c0ff);
  g_autoptr (PentimentoVersion) root = make_version (image, "root", NULL);
  g_autoptr (PentimentoVersion) first = make_version (image, "first", "root");
  g_autoptr (PentimentoHistory) history = pentimento_history_new (library, root);
  g_autofree char *remembered = NULL;
  guint n_added = 0;

  /* The root need not be in the library before it is edited. */
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (history)), ==, 1);
  g_signal_connect (history, "items-changed", G_CALLBACK (count_change), &n_added);
  store (fixture, image);
  add (fixture, root);
  add (fixture, first);
  document_fixture_wait (n_added == 1);
  g_assert_cmpstr (current_id (history), ==, "root");
  g_assert_true (pentimento_history_get_can_redo (history));
  pentimento_history_show (history, first);
  remembered = pentimento_library_get_current (library, "11111111-1111-1111-1111-111111111111", NULL);
  g_assert_cmpstr (remembered, ==, "first");
}

/* Two programs on one library see what the other one makes. */
static void
test_follows_another_program (DocumentFixture *fixture, gconstpointer data)
{
  g_autoptr (PentimentoServices) other = document_fixture_open_services (fixture->folder);
  g_autoptr (PentimentoImage) image = document_fixture_make_image ("garden.png", 40, 30, 0x80a0c0ff);
  g_autoptr (PentimentoVersion) root = make_version (image, "root", NULL);
  g_autoptr (PentimentoVersion) first = make_version (image, "first", "root");
  g_autoptr (PentimentoHistory) history
      = pentimento_history_new (pentimento_services_get_library (fixture->services), root);
  DocumentFixture others = { .services = other };

  store (&others, image);
  add (&others, root);
  add (&others, first);
  document_fixture_wait (pentimento_history_find (history, "first") != NULL);
}

static void
take_result (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **)user_data = g_object_ref (result);
}

static PentimentoImport *
bring_in (DocumentFixture *fixture, GListModel *files, guint *n_failed, GError **error)
{
  PentimentoLibrary *library = pentimento_services_get_library (fixture->services);
  g_autoptr (GAsyncResult) result = NULL;

  pentimento_import_read_async (library, files, NULL, take_result, &result);
  document_fixture_wait (result != NULL);
  return pentimento_import_read_finish (library, result, n_failed, error);
}

static GFile *
write_picture (DocumentFixture *fixture, const char *name, guint32 rgba)
{
  g_autoptr (PentimentoImage) image = document_fixture_make_image (name, 40, 30, rgba);
  GBytes *bytes = pentimento_image_get_bytes (image);
  g_autofree char *path = g_build_filename (fixture->folder, "pictures", name, NULL);

  g_assert_true (g_file_set_contents (path, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), NULL));
  return g_file_new_for_path (path);
}

/* A folder, a history that is brought in once more, and a file that is not there: what can be read is. */
static void
test_import (DocumentFixture *fixture, gconstpointer data)
{
  PentimentoLibrary *library = pentimento_services_get_library (fixture->services);
  g_autofree char *path = g_build_filename (fixture->folder, "pictures", NULL);
  g_autofree char *notes = g_build_filename (path, "notes.txt", NULL);
  g_autoptr (GFile) folder = g_file_new_for_path (path);
  g_autoptr (GFile) history = g_file_get_child (folder, "a.pentimento");
  g_autoptr (GFile) missing = g_file_get_child (folder, "missing.png");
  g_autoptr (GListStore) files = g_list_store_new (G_TYPE_FILE);
  g_autoptr (PentimentoImport) first = NULL;
  g_autoptr (PentimentoImport) second = NULL;
  g_autoptr (GError) error = NULL;
  guint n_failed;

  g_assert_cmpint (g_mkdir (path, 0700), ==, 0);
  g_object_unref (write_picture (fixture, "a.png", 0x102030ff));
  g_object_unref (write_picture (fixture, "b.png", 0x405060ff));
  g_assert_true (g_file_set_contents (notes, "no picture", -1, NULL));
  g_list_store_append (files, folder);
  first = bring_in (fixture, G_LIST_MODEL (files), &n_failed, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (n_failed, ==, 0);
  g_assert_cmpuint (first->added, ==, 2);

  g_assert_true (
      pentimento_library_export_history (library, first->picture_id, history, FALSE, NULL, NULL, NULL, NULL));
  g_list_store_append (files, missing);
  second = bring_in (fixture, G_LIST_MODEL (files), &n_failed, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (n_failed, ==, 1);
  g_assert_cmpuint (second->added, ==, 0);
  g_assert_cmpuint (second->present, ==, 3);

  g_list_store_remove (files, 0);
  g_assert_null (bring_in (fixture, G_LIST_MODEL (files), &n_failed, &error));
  g_assert_nonnull (error);
  g_assert_nonnull (strstr (error->message, "missing.png"));
}

/* Templates: what is asked for again and again. */

static PentimentoTemplates *
open_templates (DocumentFixture *fixture)
{
  return pentimento_templates_new (pentimento_services_get_library (fixture->services));
}

static PentimentoTemplate *
make_template (const char *name, const char *prompt, const char *const *pictures)
{
  const PentimentoTemplateFacts facts = { .name = name, .prompt = prompt, .pictures = pictures };
  g_autoptr (GError) error = NULL;
  PentimentoTemplate *template = pentimento_template_new (&facts, &error);

  g_assert_no_error (error);
  return template;
}

static void
assert_filled (PentimentoTemplate *template, const char *name, const char *value, const char *expected)
{
  g_autoptr (GHashTable) values = g_hash_table_new (g_str_hash, g_str_equal);
  g_autofree char *filled = NULL;

  g_hash_table_insert (values, (gpointer)name, (gpointer)value);
  filled = pentimento_template_fill (template, values);
  g_assert_cmpstr (filled, ==, expected);
}

static void
test_variables (DocumentFixture *fixture, gconstpointer data)
{
  g_autoptr (PentimentoTemplate) template
      = make_template (" coat ", "A {garment} on {{garment}, {größe_2}, \\frac{a}{b} {no name} {2x} {", NULL);
  GPtrArray *variables = pentimento_template_get_variables (template);
  const PentimentoTemplateVariable *second;

  g_assert_cmpstr (pentimento_template_get_name (template), ==, "coat");
  g_assert_cmpuint (variables->len, ==, 2);
  second = variables->pdata[1];
  g_assert_cmpstr (second->name, ==, "größe_2");
  g_assert_cmpstr (second->label, ==, "Größe 2");
  /* What is put in is not looked at again, and a blank is nothing. */
  assert_filled (template, "garment", "{größe_2}",
                 "A {größe_2} on {{größe_2}, {größe_2}, \\frac{a}{b} {no name} {2x} {");
  assert_filled (template, "garment", " \n", pentimento_template_get_prompt (template));
  g_assert_cmpstr (pentimento_template_find_unfilled (template, "a {garment of {größe_2}")->name, ==, "größe_2");
}

static void
test_names_of_pictures (DocumentFixture *fixture, gconstpointer data)
{
  g_assert_true (pentimento_template_prompt_names ("The coat of Image 2.", 2));
  g_assert_true (pentimento_template_prompt_names ("image 21 and image 2", 2));
  g_assert_false (pentimento_template_prompt_names ("image 21", 2));
  g_assert_false (pentimento_template_prompt_names ("image", 2));
}

/* Each of those that come with the program can be used as it is: it speaks of every picture that it wants, and of no other. */
static void
test_built_in (DocumentFixture *fixture, gconstpointer data)
{
  g_autoptr (PentimentoTemplates) templates = open_templates (fixture);
  guint n_templates = g_list_model_get_n_items (G_LIST_MODEL (templates));
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (n_templates, >=, 20);
  for (guint i = 0; i < n_templates; i++)
    {
      g_autoptr (PentimentoTemplate) template = g_list_model_get_item (G_LIST_MODEL (templates), i);
      const char *const *pictures = pentimento_template_get_pictures (template);
      guint n_pictures = g_strv_length ((char **)pictures);
      GPtrArray *variables = pentimento_template_get_variables (template);

      g_test_message ("%s", pentimento_template_get_name (template));
      g_assert_true (pentimento_template_is_built_in (template));
      g_assert_true (pentimento_templates_find (templates, pentimento_template_get_name (template), NULL) == template);
      g_assert_true (pentimento_templates_find (templates, pentimento_template_get_title (template), NULL) == template);
      for (guint number = 2; number <= PENTIMENTO_DOCUMENT_MAX_PICTURES; number++)
        g_assert_cmpint (pentimento_template_prompt_names (pentimento_template_get_prompt (template), number), ==,
                         number <= n_pictures);
      for (guint j = 0; j < variables->len; j++)
        g_assert_nonnull (((PentimentoTemplateVariable *)variables->pdata[j])->example);
    }
  g_assert_false (pentimento_templates_remove (templates, "try-on", &error));
  g_assert_error (error, PENTIMENTO_DOCUMENT_ERROR, PENTIMENTO_DOCUMENT_ERROR_TEMPLATE);
}

static void
test_own_templates (DocumentFixture *fixture, gconstpointer data)
{
  const char *const pictures[] = { "Person", "Garment", NULL };
  g_autoptr (PentimentoTemplate) coat = make_template ("Coat", "Put {garment} of image 2 on", pictures);
  g_autoptr (PentimentoTemplate) cloak = make_template ("Cloak", "A cloak", NULL);
  g_autoptr (PentimentoTemplate) other = make_template ("coat", "Another", NULL);
  g_autoptr (PentimentoTemplate) built_in = make_template ("TRY-ON", "Another", NULL);
  g_autoptr (PentimentoTemplates) templates = open_templates (fixture);
  g_autoptr (PentimentoTemplates) elsewhere = open_templates (fixture);
  guint n_built_in = g_list_model_get_n_items (G_LIST_MODEL (templates));
  PentimentoTemplate *found;

  g_assert_true (pentimento_templates_add (templates, coat, NULL, NULL));
  g_assert_false (pentimento_templates_add (templates, other, NULL, NULL));
  g_assert_false (pentimento_templates_add (templates, built_in, NULL, NULL));
  g_assert_false (pentimento_templates_add (templates, cloak, "Cape", NULL));
  document_fixture_wait (g_list_model_get_n_items (G_LIST_MODEL (elsewhere)) == n_built_in + 1);
  found = pentimento_templates_find (elsewhere, "COAT", NULL);
  g_assert_cmpstr (pentimento_template_get_prompt (found), ==, "Put {garment} of image 2 on");
  g_assert_cmpstrv (pentimento_template_get_pictures (found), pictures);
  g_assert_cmpuint (pentimento_template_get_variables (found)->len, ==, 1);

  g_assert_true (pentimento_templates_add (templates, other, "Coat", NULL));
  g_assert_true (pentimento_templates_add (templates, cloak, "coat", NULL));
  g_assert_null (pentimento_templates_find (templates, "coat", NULL));
  g_assert_true (pentimento_templates_remove (templates, "cloak", NULL));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (templates)), ==, n_built_in);
}

static guint
import (PentimentoTemplates *templates, const char *text, gboolean replace, guint *n_renamed)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr (GError) error = NULL;
  guint n_imported = pentimento_templates_import (templates, bytes, replace, n_renamed, &error);

  if (n_imported == 0)
    g_assert_error (error, PENTIMENTO_DOCUMENT_ERROR, PENTIMENTO_DOCUMENT_ERROR_TEMPLATE);
  return n_imported;
}

static void
test_files (DocumentFixture *fixture, gconstpointer data)
{
  g_autoptr (PentimentoTemplate) coat = make_template ("Coat", "A {garment}\n“now”", NULL);
  g_autoptr (PentimentoTemplates) templates = open_templates (fixture);
  g_autoptr (GBytes) exported = NULL;
  guint n_renamed = 0;

  g_assert_null (pentimento_templates_export (templates, NULL, NULL));
  g_assert_true (pentimento_templates_add (templates, coat, NULL, NULL));
  g_assert_null (pentimento_templates_export (templates, (const char *const[]){ "nothing", NULL }, NULL));
  exported = pentimento_templates_export (templates, NULL, NULL);
  g_assert_cmpuint (pentimento_templates_import (templates, exported, FALSE, &n_renamed, NULL), ==, 1);
  g_assert_cmpuint (n_renamed, ==, 1);
  g_assert_cmpstr (pentimento_template_get_prompt (pentimento_templates_find (templates, "coat 2", NULL)), ==,
                   "A {garment}\n“now”");
  g_assert_cmpuint (pentimento_templates_import (templates, exported, TRUE, &n_renamed, NULL), ==, 1);
  g_assert_cmpuint (n_renamed, ==, 0);
  g_clear_pointer (&exported, g_bytes_unref);
  exported = pentimento_templates_export (templates, (const char *const[]){ "try-on", NULL }, NULL);
  g_assert_cmpuint (pentimento_templates_import (templates, exported, FALSE, NULL, NULL), ==, 1);
  g_assert_nonnull (pentimento_templates_find (templates, "Try on a garment 2", NULL));
}

#define FILE_OF(templates) "{\"format\":\"pentimento-templates\",\"version\":1,\"templates\":[" templates "]}"
#define ODD                                                                                                            \
  "{\"name\":\"odd\",\"prompt\":\"{one}c} "                                                                            \
  "{two}\",\"more\":[{}],\"variables\":[{\"name\":\"one}c\"},{\"name\":\"two\"},"                                      \
  "{\"name\":\"two\"},{\"name\":\"three\"},{}]}"
#define GOOD "{\"name\":\"good\",\"prompt\":\"p\"}"

static void
test_hostile_files (DocumentFixture *fixture, gconstpointer data)
{
  const char *const bad[] = {
    "",
    "[]",
    "{}",
    "null",
    FILE_OF (""),
    FILE_OF ("1"),
    FILE_OF (GOOD ",[]"),
    FILE_OF (GOOD ",{}"),
    FILE_OF ("{\"name\":\"\",\"prompt\":\"p\"}"),
    FILE_OF ("{\"name\":\"a\\nb\",\"prompt\":\"p\"}"),
    FILE_OF ("{\"name\":\"\\u001b[2Ja\",\"prompt\":\"p\"}"),
    FILE_OF ("{\"name\":\"a\",\"prompt\":\"\\u001b\"}"),
    FILE_OF ("{\"name\":\"a\",\"prompt\":[\"p\"]}"),
    FILE_OF ("{\"name\":7,\"prompt\":\"p\"}"),
    FILE_OF ("{\"name\":\"a\",\"prompt\":\"p\",\"operation\":\"buy\"}"),
    FILE_OF ("{\"name\":\"a\",\"prompt\":\"p\",\"pictures\":{}}"),
    FILE_OF ("{\"name\":\"a\",\"prompt\":\"p\",\"pictures\":[1]}"),
    FILE_OF ("{\"name\":\"a\",\"prompt\":\"p\",\"pictures\":[\"1\",\"2\",\"3\",\"4\",\"5\",\"6\",\"7\",\"8\",\"9\","
             "\"10\",\"11\"]}"),
    FILE_OF ("{\"name\":\"a\",\"prompt\":\"p\",\"operation\":\"generate\",\"pictures\":[\"Person\"]}"),
    FILE_OF ("{\"name\":\"a\",\"prompt\":\"{xx}\",\"variables\":[{\"name\":\"xx\",\"label\":3}]}"),
    FILE_OF ("{\"name\":\"a\",\"prompt\":\"{xx}\",\"variables\":\"xx\"}"),
    "{\"format\":\"pentimento-templates\",\"version\":2,\"templates\":[" GOOD "]}",
    "{\"format\":\"pentimento-templates\",\"version\":1,\"templates\":{}}",
    "{\"format\":\"other\",\"version\":1,\"templates\":[" GOOD "]}",
  };
  g_autoptr (PentimentoTemplates) templates = open_templates (fixture);
  guint n_before = g_list_model_get_n_items (G_LIST_MODEL (templates));
  GPtrArray *odd;
  g_autofree char *deep = g_strnfill (100000, '[');
  g_autofree char *letters = g_strnfill (PENTIMENTO_TEMPLATE_MAX_PROMPT + 1, 'x');
  g_autofree char *long_one = g_strdup_printf (FILE_OF ("{\"name\":\"a\",\"prompt\":\"%s\"}"), letters);

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_test_message ("%s", bad[i]);
      g_assert_cmpuint (import (templates, bad[i], FALSE, NULL), ==, 0);
    }
  g_assert_cmpuint (import (templates, deep, FALSE, NULL), ==, 0);
  g_assert_cmpuint (import (templates, long_one, FALSE, NULL), ==, 0);
  /* All or none. */
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (templates)), ==, n_before);
  g_assert_cmpuint (import (templates, FILE_OF (GOOD "," GOOD), FALSE, NULL), ==, 2);
  g_assert_cmpuint (import (templates, FILE_OF (ODD), FALSE, NULL), ==, 1);
  odd = pentimento_template_get_variables (pentimento_templates_find (templates, "odd", NULL));
  g_assert_cmpuint (odd->len, ==, 2);
  g_assert_cmpstr (((PentimentoTemplateVariable *)odd->pdata[0])->name, ==, "two");
}

/* Places in the tray */

static char *
get_obstacle (DocumentFixture *fixture)
{
  char *obstacle;

  g_object_get (fixture->document, "obstacle", &obstacle, NULL);
  return obstacle;
}

#define assert_obstacle(fixture, expected)                                                                             \
  G_STMT_START                                                                                                         \
  {                                                                                                                    \
    g_autofree char *found = get_obstacle (fixture);                                                                   \
                                                                                                                       \
    g_assert_cmpstr (found, ==, expected);                                                                             \
  }                                                                                                                    \
  G_STMT_END

static void
use_template (DocumentFixture *fixture, const char *prompt)
{
  const char *const pictures[] = { "Person", "Garment", "Hat", NULL };
  g_autoptr (PentimentoTemplate) template = make_template ("Dress", prompt, pictures);

  g_object_set (fixture->document, "prompt", prompt, NULL);
  pentimento_document_set_template (fixture->document, template);
}

static void
place (DocumentFixture *fixture, guint number)
{
  g_autoptr (PentimentoImage) image = document_fixture_make_image ("reference.png", 40, 30, number);

  g_assert_true (pentimento_document_place_reference (fixture->document, number, image, NULL));
}

static void
open_garden (DocumentFixture *fixture)
{
  g_autoptr (PentimentoImage) image = document_fixture_make_image ("garden.png", 40, 30, 1);

  document_fixture_open (fixture, image);
}

static void
test_places (DocumentFixture *fixture, gconstpointer data)
{
  PentimentoDocument *document = fixture->document;

  open_garden (fixture);
  use_template (fixture, "The {thing} of image 2");
  g_assert_cmpstr (pentimento_document_get_role (document, 3), ==, "Hat");
  assert_obstacle (fixture, "Replace {thing} (Thing) in the prompt.");
  g_object_set (document, "prompt", "The coat of image 2", NULL);
  assert_obstacle (fixture, "The prompt speaks of picture 2 (Garment): add it.");

  /* A picture stays at the place it was given, and is not sent by another number. */
  place (fixture, 3);
  g_assert_cmpuint (pentimento_document_get_number (document, 0), ==, 3);
  g_object_set (document, "prompt", "The coat", NULL);
  assert_obstacle (fixture, "Picture 2 (Garment) is missing before others: add it, or take its place away.");
  place (fixture, 2);
  assert_obstacle (fixture, NULL);
  g_assert_cmpuint (pentimento_document_get_number (document, 0), ==, 2);
  pentimento_document_remove_reference (document, 0);
  g_assert_cmpuint (pentimento_document_get_number (document, 0), ==, 3);
  pentimento_document_remove_place (document, 2);
  g_assert_cmpuint (pentimento_document_get_number (document, 0), ==, 2);
  g_assert_cmpstr (pentimento_document_get_role (document, 2), ==, "Hat");
  assert_obstacle (fixture, NULL);
}

static void
test_places_and_more (DocumentFixture *fixture, gconstpointer data)
{
  PentimentoDocument *document = fixture->document;
  g_autoptr (PentimentoImage) image = document_fixture_make_image ("more.png", 40, 30, 9);

  open_garden (fixture);
  g_assert_true (pentimento_document_add_reference (document, image, NULL));
  use_template (fixture, "Warmer");
  g_assert_cmpuint (pentimento_document_get_number (document, 0), ==, 2);
  place (fixture, 4);
  assert_obstacle (fixture, "Picture 3 (Hat) is missing before others: add it, or take its place away.");
  /* What is added goes to the first empty place. */
  g_assert_true (pentimento_document_add_reference (document, image, NULL));
  g_assert_cmpuint (pentimento_document_get_number (document, 1), ==, 3);
  g_assert_cmpuint (pentimento_document_get_number (document, 2), ==, 4);
  assert_obstacle (fixture, NULL);

  /* Without a template there are no places, and no gaps. */
  pentimento_document_remove_reference (document, 0);
  g_assert_cmpuint (pentimento_document_get_number (document, 0), ==, 3);
  g_object_set (document, "prompt", "", NULL);
  g_assert_null (pentimento_document_get_template (document));
  g_assert_cmpuint (pentimento_document_get_number (document, 0), ==, 2);
  g_assert_cmpuint (pentimento_document_get_number (document, 1), ==, 3);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, function)                                                                                            \
  g_test_add (path, DocumentFixture, NULL, document_fixture_set_up, function, document_fixture_tear_down)
  ADD ("/history/empty", test_empty);
  ADD ("/history/branches", test_branches);
  ADD ("/history/follows-the-library", test_follows_the_library);
  ADD ("/history/follows-another-program", test_follows_another_program);
  ADD ("/history/import", test_import);
  ADD ("/templates/variables", test_variables);
  ADD ("/templates/names-of-pictures", test_names_of_pictures);
  ADD ("/templates/built-in", test_built_in);
  ADD ("/templates/own", test_own_templates);
  ADD ("/templates/files", test_files);
  ADD ("/templates/hostile-files", test_hostile_files);
  ADD ("/templates/places", test_places);
  ADD ("/templates/places-and-more", test_places_and_more);
  return g_test_run ();
}
