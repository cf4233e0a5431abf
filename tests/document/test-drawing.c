/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "document-fixture.h"
#include "pentimento-image-error.h"
#include "pentimento-queue.h"

/* What is drawn over a picture is sent along, and is never part of a version. */

#define WIDTH 1200
#define HEIGHT 1024

static PentimentoMarking *
marking_of (DocumentFixture *fixture)
{
  return pentimento_document_get_marking (fixture->document);
}

/* Dark, so that white is seen on it in whatever the practice server makes of it. */
static void
open_night (DocumentFixture *fixture)
{
  g_autoptr (PentimentoImage) image = document_fixture_make_image ("night.png", WIDTH, HEIGHT, 0x102030ff);

  document_fixture_open (fixture, image);
}

static void
draw_line (DocumentFixture *fixture, int y)
{
  const PentimentoMarkPoint points[] = { { 300, y }, { 900, y } };
  g_autoptr (PentimentoMark) mark = pentimento_mark_new (PENTIMENTO_MARK_SCRIBBLE, 0xffffff, 80, points, 2, NULL, NULL);
  g_autoptr (PentimentoMarks) marks
      = pentimento_marks_append (pentimento_marking_get_marks (marking_of (fixture)), mark, NULL);

  pentimento_marking_set_marks (marking_of (fixture), marks);
}

static guint
count_marks (DocumentFixture *fixture)
{
  PentimentoMarks *marks = pentimento_marking_get_marks (marking_of (fixture));

  return marks != NULL ? pentimento_marks_get_n (marks) : 0;
}

/* How bright the result is at a place of the picture that was sent. */
static int
find_brightness (DocumentFixture *fixture, PentimentoVersion *version, int x, int y)
{
  g_autoptr (PentimentoImage) image
      = pentimento_library_load_version (pentimento_services_get_library (fixture->services), version, NULL);
  g_autoptr (GdkPixbuf) pixels = pentimento_image_decode (image, NULL, NULL);
  int column = x * gdk_pixbuf_get_width (pixels) / WIDTH, row = y * gdk_pixbuf_get_height (pixels) / HEIGHT;

  return gdk_pixbuf_read_pixels (
      pixels)[row * gdk_pixbuf_get_rowstride (pixels) + column * gdk_pixbuf_get_n_channels (pixels)];
}

static PentimentoVersion *
take_only (GListModel *versions)
{
  g_assert_cmpuint (g_list_model_get_n_items (versions), ==, 1);
  return g_list_model_get_item (versions, 0);
}

/* What the service made of what it received shows what it received. */
static void
test_sent (DocumentFixture *fixture, gconstpointer data)
{
  g_autoptr (PentimentoVersion) root = NULL;
  g_autoptr (PentimentoVersion) made = NULL;
  g_autoptr (PentimentoVersion) stored = NULL;
  g_autoptr (GListModel) versions = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *preparation = NULL;

  open_night (fixture);
  root = g_object_ref (pentimento_history_get_current (pentimento_document_get_history (fixture->document)));
  draw_line (fixture, 512);
  g_object_set (fixture->document, "prompt", "black and white", NULL);
  versions = document_fixture_run (fixture, &error);
  g_assert_no_error (error);
  made = take_only (versions);
  g_assert_cmpint (find_brightness (fixture, made, 600, 512), >, 200);
  g_assert_cmpint (find_brightness (fixture, made, 600, 400), <, 80);
  g_object_get (fixture->document, "preparation", &preparation, NULL);
  g_assert_nonnull (strstr (preparation, "Picture 1: With your drawing"));

  /* Neither the version that it was drawn on nor the one that was made has it. */
  g_assert_null (pentimento_version_get_recipe (made));
  stored = pentimento_library_get_version (pentimento_services_get_library (fixture->services),
                                           pentimento_version_get_id (root), &error);
  g_assert_no_error (error);
  g_assert_null (pentimento_version_get_recipe (stored));
  g_assert_cmpint (find_brightness (fixture, stored, 600, 512), <, 80);
  g_assert_cmpuint (count_marks (fixture), ==, 0);
  pentimento_document_undo (fixture->document);
  g_assert_cmpuint (count_marks (fixture), ==, 1);
}

static void
take_result (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **)user_data = g_object_ref (result);
}

/* One that had to wait, and was left when the program ended, still has it. */
static void
test_left (DocumentFixture *fixture, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) left = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (PentimentoJobRecord) record = NULL;
  g_autoptr (PentimentoOrder) order = NULL;
  g_autoptr (PentimentoVersion) made = NULL;
  g_autoptr (GListModel) versions = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *id = NULL;

  open_night (fixture);
  draw_line (fixture, 512);
  g_object_set (pentimento_services_get_queue (fixture->services), "paused", TRUE, NULL);
  g_object_set (fixture->document, "prompt", "black and white", NULL);
  pentimento_document_start_async (fixture->document, cancellable, take_result, &left);
  id = g_strdup (pentimento_order_get_id (pentimento_document_get_order (fixture->document)));
  document_fixture_wait (
      (record = pentimento_library_get_job (pentimento_services_get_library (fixture->services), id, NULL)) != NULL);
  g_cancellable_cancel (cancellable);
  document_fixture_wait (left != NULL);
  g_assert_null (pentimento_document_start_finish (fixture->document, left, NULL));
  g_clear_object (&left);
  document_fixture_restart (fixture);

  order = pentimento_order_new_from_record (fixture->services, record, &error);
  g_assert_no_error (error);
  pentimento_queue_run_async (pentimento_services_get_queue (fixture->services), order, NULL, take_result, &result);
  document_fixture_wait (result != NULL);
  versions = pentimento_queue_run_finish (pentimento_services_get_queue (fixture->services), result, &error);
  g_assert_no_error (error);
  made = take_only (versions);
  g_assert_cmpint (find_brightness (fixture, made, 600, 512), >, 200);
  g_assert_cmpint (find_brightness (fixture, made, 600, 400), <, 80);
}

/* With a part that is sent alone as well; what is drawn beside what may change is not in the version. */
static void
test_part (DocumentFixture *fixture, gconstpointer data)
{
  g_autoptr (PentimentoMask) mask = pentimento_mask_new_rectangle (WIDTH, HEIGHT, 500, 412, 200, 200);
  g_autoptr (PentimentoVersion) made = NULL;
  g_autoptr (GListModel) versions = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *preparation = NULL;

  open_night (fixture);
  draw_line (fixture, 512);
  pentimento_marking_set_mask (marking_of (fixture), mask);
  g_object_set (marking_of (fixture), "tone", FALSE, NULL);
  g_object_set (fixture->document, "prompt", "black and white", NULL);
  versions = document_fixture_run (fixture, &error);
  g_assert_no_error (error);
  made = take_only (versions);
  g_object_get (fixture->document, "preparation", &preparation, NULL);
  g_assert_nonnull (strstr (preparation, "With your drawing"));
  g_assert_cmpint (find_brightness (fixture, made, 600, 512), >, 200);
  g_assert_cmpint (find_brightness (fixture, made, 400, 512), ==, 0x10);
  g_assert_null (strstr (pentimento_version_get_recipe (made), "\"draw\""));
}

static PentimentoMask *
mask_at (int x)
{
  return pentimento_mask_new_rectangle (WIDTH, HEIGHT, x, 0, 200, 200);
}

/* One order of steps over both kinds of marks, and before the versions. */
static void
test_steps (DocumentFixture *fixture, gconstpointer data)
{
  g_autoptr (PentimentoMask) mask = mask_at (100);
  gboolean can_undo;

  open_night (fixture);
  draw_line (fixture, 300);
  pentimento_marking_set_mask (marking_of (fixture), mask);
  draw_line (fixture, 600);
  g_assert_cmpuint (count_marks (fixture), ==, 2);
  pentimento_document_undo (fixture->document);
  g_assert_cmpuint (count_marks (fixture), ==, 1);
  g_assert_true (pentimento_marking_get_mask (marking_of (fixture)) == mask);
  pentimento_document_undo (fixture->document);
  g_assert_null (pentimento_marking_get_mask (marking_of (fixture)));
  g_assert_cmpuint (count_marks (fixture), ==, 1);
  pentimento_document_undo (fixture->document);
  g_assert_cmpuint (count_marks (fixture), ==, 0);
  g_object_get (fixture->document, "can-undo", &can_undo, NULL);
  g_assert_false (can_undo);
  for (int i = 0; i < 3; i++)
    pentimento_document_redo (fixture->document);
  g_assert_cmpuint (count_marks (fixture), ==, 2);
  g_object_set (marking_of (fixture), "marks", NULL, NULL);
  g_assert_cmpuint (count_marks (fixture), ==, 0);
  g_assert_true (pentimento_marking_get_mask (marking_of (fixture)) == mask);
  /* The same once more is no step. */
  g_object_set (marking_of (fixture), "marks", NULL, NULL);
  pentimento_document_undo (fixture->document);
  g_assert_cmpuint (count_marks (fixture), ==, 2);
}

/* As much as a recipe can hold: the picture is turned over and over. */
static void
open_worn (DocumentFixture *fixture)
{
  g_autoptr (PentimentoImage) image = document_fixture_make_image ("small.png", 16, 12, 0x102030ff);
  g_autoptr (PentimentoVersion) version = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GString) text = g_string_new ("[");
  g_autoptr (PentimentoRecipe) recipe = NULL;
  g_autoptr (GError) error = NULL;

  for (int i = 0; i < 640; i++)
    g_string_append_printf (text, "%s{\"operation\":\"flip\",\"direction\":\"%s\"}", i > 0 ? "," : "",
                            i % 2 ? "vertical" : "horizontal");
  g_string_append_c (text, ']');
  recipe = pentimento_recipe_new_from_string (text->str, &error);
  g_assert_no_error (error);
  document_fixture_open (fixture, image);
  pentimento_document_change_async (fixture->document, recipe, NULL, take_result, &result);
  document_fixture_wait (result != NULL);
  version = pentimento_document_change_finish (fixture->document, result, &error);
  g_assert_no_error (error);
}

/* A recipe that has no room left for the drawing: it is said, and nothing is sent without it. */
static void
test_no_room (DocumentFixture *fixture, gconstpointer data)
{
  g_autoptr (PentimentoOrder) order = NULL;
  g_autoptr (GListModel) versions = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *obstacle = NULL;

  open_worn (fixture);
  g_object_set (fixture->document, "prompt", "black and white", NULL);
  for (int i = 0; i < 40; i++)
    draw_line (fixture, i);
  g_object_get (fixture->document, "obstacle", &obstacle, NULL);
  g_assert_cmpstr (obstacle, ==, "That is more than can be drawn on this picture. Remove some of it.");
  versions = document_fixture_run (fixture, &error);
  g_assert_error (error, PENTIMENTO_IMAGE_ERROR, PENTIMENTO_IMAGE_ERROR_CHANGE);
  g_clear_error (&error);
  order = pentimento_document_create_order (fixture->document, &error);
  g_assert_null (order);
  g_assert_error (error, PENTIMENTO_IMAGE_ERROR, PENTIMENTO_IMAGE_ERROR_CHANGE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, function)                                                                                            \
  g_test_add (path, DocumentFixture, NULL, document_fixture_set_up, function, document_fixture_tear_down)
  ADD ("/drawing/sent", test_sent);
  ADD ("/drawing/left", test_left);
  ADD ("/drawing/part", test_part);
  ADD ("/drawing/steps", test_steps);
  ADD ("/drawing/no-room", test_no_room);
  return g_test_run ();
}
