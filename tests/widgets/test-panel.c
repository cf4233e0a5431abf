/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "pentimento-canvas.h"
#include "pentimento-gallery-view.h"
#include "pentimento-history-strip.h"
#include "pentimento-image-error.h"
#include "pentimento-job-status.h"
#include "pentimento-options-group.h"
#include "pentimento-prompt-entry.h"
#include "pentimento-prompt-panel.h"
#include "pentimento-size-group.h"
#include "pentimento-workspace.h"
#include "widgets-fixture.h"

typedef struct {
  WidgetsFixture base;
  PentimentoCanvas *canvas;
  GtkWidget *panel;
  GtkWidget *status;
  GtkButton *run_button;
} PanelFixture;

static void
set_up (PanelFixture *fixture, gconstpointer data)
{
  widgets_fixture_set_up (&fixture->base, data);
  fixture->canvas = widgets_fixture_find (fixture->base.window, PENTIMENTO_TYPE_CANVAS);
  fixture->panel = widgets_fixture_find (fixture->base.window, PENTIMENTO_TYPE_PROMPT_PANEL);
  fixture->status = widgets_fixture_find (fixture->base.window, PENTIMENTO_TYPE_JOB_STATUS);
  fixture->run_button = widgets_fixture_part (fixture->panel, "run_button");
}

static void
tear_down (PanelFixture *fixture, gconstpointer data)
{
  widgets_fixture_tear_down (&fixture->base, data);
}

static PentimentoHistory *
get_history (PanelFixture *fixture)
{
  return pentimento_document_get_history (fixture->base.document);
}

static guint
count_versions (PanelFixture *fixture)
{
  return g_list_model_get_n_items (G_LIST_MODEL (get_history (fixture)));
}

static void
write_prompt (PanelFixture *fixture, const char *text)
{
  g_object_set (widgets_fixture_find (fixture->panel, PENTIMENTO_TYPE_PROMPT_ENTRY), "text", text, NULL);
}

static void
press (PanelFixture *fixture)
{
  g_signal_emit_by_name (fixture->run_button, "clicked");
}

static void
run (PanelFixture *fixture, const char *prompt)
{
  write_prompt (fixture, prompt);
  press (fixture);
  g_assert_true (pentimento_document_get_busy (fixture->base.document));
  widgets_fixture_wait (!pentimento_document_get_busy (fixture->base.document));
}

static void
wait_for_canvas (PanelFixture *fixture)
{
  widgets_fixture_wait (pentimento_canvas_get_shown_pixels (fixture->canvas)
                        == pentimento_document_get_pixels (fixture->base.document));
}

/* The old picture stays on the canvas until the new one is there. */
static void
run_and_show (PanelFixture *fixture, const char *prompt)
{
  g_autoptr (GdkPixbuf) old = g_object_ref (pentimento_document_get_pixels (fixture->base.document));

  run (fixture, prompt);
  widgets_fixture_wait (pentimento_document_get_pixels (fixture->base.document) != old);
  wait_for_canvas (fixture);
}

static gboolean
is_shown (gpointer widget, const char *name)
{
  return gtk_widget_get_visible (widgets_fixture_part (widget, name));
}

static const char *
label_of (gpointer widget, const char *name)
{
  return gtk_label_get_label (widgets_fixture_part (widget, name));
}

static void
add_fault (PanelFixture *fixture, const char *fault)
{
  g_autoptr (GError) error = NULL;

  pentimento_sandbox_add_fault (fixture->base.sandbox, fault, &error);
  g_assert_no_error (error);
}

static GtkWidget *
find_button (GtkWidget *widget, const char *action)
{
  if (GTK_IS_BUTTON (widget) && g_strcmp0 (gtk_actionable_get_action_name (GTK_ACTIONABLE (widget)), action) == 0)
    return widget;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_button (child, action);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static void
test_obstacles (PanelFixture *fixture, gconstpointer data)
{
  g_assert_true (is_shown (fixture->panel, "obstacle_label"));
  g_assert_false (gtk_widget_get_sensitive (GTK_WIDGET (fixture->run_button)));
  widgets_fixture_open (&fixture->base, 1200, 1100, 1);
  g_assert_false (gtk_widget_get_sensitive (GTK_WIDGET (fixture->run_button)));
  write_prompt (fixture, "black and white");
  g_assert_false (is_shown (fixture->panel, "obstacle_label"));
  g_assert_true (gtk_widget_get_sensitive (GTK_WIDGET (fixture->run_button)));
  g_assert_cmpstr (label_of (fixture->panel, "summary_label"), ==, "1200 × 1100 · free");
}

/* What is left stands beside the price, and what does not fit cannot be started. */
static void
test_budget (PanelFixture *fixture, gconstpointer data)
{
  PentimentoBudget *budget = pentimento_services_get_budget (fixture->base.services);

  widgets_fixture_open (&fixture->base, 1200, 1100, 1);
  write_prompt (fixture, "black and white");
  g_assert_false (is_shown (fixture->panel, "budget_label"));
  pentimento_budget_set_limit (budget, PENTIMENTO_BUDGET_DAY, 4100000, NULL);
  g_assert_true (is_shown (fixture->panel, "budget_label"));
  g_assert_cmpstr (label_of (fixture->panel, "budget_label"), ==, "$4.10 left today");

  g_object_set (fixture->base.document, "provider", "runpod", NULL);
  g_assert_true (gtk_widget_get_sensitive (GTK_WIDGET (fixture->run_button)));
  pentimento_budget_set_limit (budget, PENTIMENTO_BUDGET_DAY, 10000, NULL);
  g_assert_false (gtk_widget_get_sensitive (GTK_WIDGET (fixture->run_button)));
  g_assert_nonnull (strstr (label_of (fixture->panel, "obstacle_label"), "budget"));
  g_object_set (fixture->base.document, "provider", "practice", NULL);
  g_assert_true (gtk_widget_get_sensitive (GTK_WIDGET (fixture->run_button)));
  pentimento_budget_set_limit (budget, PENTIMENTO_BUDGET_DAY, -1, NULL);
  g_assert_false (is_shown (fixture->panel, "budget_label"));
}

static void
test_edit (PanelFixture *fixture, gconstpointer data)
{
  GtkWidget *strip = widgets_fixture_find (fixture->base.window, PENTIMENTO_TYPE_HISTORY_STRIP);
  PentimentoVersion *current;

  widgets_fixture_open (&fixture->base, 1200, 1100, 1);
  run_and_show (fixture, "black and white");
  g_assert_false (is_shown (fixture->status, "error_box"));
  g_assert_true (is_shown (fixture->status, "done_label"));
  g_assert_cmpuint (count_versions (fixture), ==, 2);
  g_assert_cmpuint (pentimento_sandbox_get_submits (fixture->base.sandbox), ==, 1);
  current = pentimento_history_get_current (get_history (fixture));
  g_assert_cmpstr (pentimento_version_get_prompt (current), ==, "black and white");
  g_assert_cmpint (gdk_pixbuf_get_width (pentimento_canvas_get_shown_pixels (fixture->canvas)), ==, 1200);
  g_assert_true (gtk_revealer_get_reveal_child (widgets_fixture_part (strip, "revealer")));
  g_assert_cmpstr (adw_window_title_get_subtitle (widgets_fixture_part (fixture->base.window, "window_title")), ==,
                   "Edit 1 · 1200 × 1100");
}

static double
get_max_count (PanelFixture *fixture)
{
  GtkWidget *options = widgets_fixture_find (fixture->panel, PENTIMENTO_TYPE_OPTIONS_GROUP);
  GtkSpinButton *button = widgets_fixture_part (options, "count_button");

  return gtk_adjustment_get_upper (gtk_spin_button_get_adjustment (button));
}

/* Where pictures and results are counted together, a further picture leaves room for one result less. */
static void
test_count (PanelFixture *fixture, gconstpointer data)
{
  PentimentoDocument *document = fixture->base.document;
  g_autoptr (PentimentoImage) image = widgets_fixture_make_image (64, 48, 2);
  guint count;

  widgets_fixture_open (&fixture->base, 1200, 1100, 1);
  g_object_set (document, "provider", "aimlapi", NULL);
  g_assert_cmpfloat (get_max_count (fixture), ==, 4);
  g_object_set (document, "provider", "ark", NULL);
  g_assert_cmpfloat (get_max_count (fixture), ==, 14);
  g_object_set (document, "count", 14, NULL);
  g_assert_true (pentimento_document_add_reference (document, image, NULL));
  g_assert_cmpfloat (get_max_count (fixture), ==, 13);
  g_object_get (document, "count", &count, NULL);
  g_assert_cmpuint (count, ==, 13);
  g_object_set (document, "operation", SEEDREAM_OPERATION_GENERATE, NULL);
  g_assert_cmpfloat (get_max_count (fixture), ==, 15);
  g_object_set (document, "provider", "runpod", NULL);
  g_object_get (document, "count", &count, NULL);
  g_assert_cmpuint (count, ==, 1);
}

static void
test_undo (PanelFixture *fixture, gconstpointer data)
{
  GtkWidget *window = GTK_WIDGET (fixture->base.window);
  GtkWidget *undo = find_button (window, "document.undo");
  AdwWindowTitle *title = widgets_fixture_part (window, "window_title");
  GdkPixbuf *original;

  widgets_fixture_open (&fixture->base, 1200, 1100, 1);
  g_assert_false (gtk_widget_get_sensitive (undo));
  run_and_show (fixture, "sepia");

  g_assert_true (gtk_widget_get_sensitive (undo));
  gtk_widget_activate_action (window, "document.undo", NULL);
  widgets_fixture_wait (g_str_has_prefix (adw_window_title_get_subtitle (title), "Original"));
  wait_for_canvas (fixture);
  original = pentimento_canvas_get_shown_pixels (fixture->canvas);
  g_assert_cmpint (gdk_pixbuf_get_width (original), ==, 1200);
  g_assert_false (gtk_widget_get_sensitive (undo));
  gtk_widget_activate_action (window, "document.redo", NULL);
  widgets_fixture_wait (g_str_has_prefix (adw_window_title_get_subtitle (title), "Edit 1"));
}

/* The view of a new version of the same size is the one of the version before, turned as it was; only the window's parts take their room. */
static void
test_view_stays (PanelFixture *fixture, gconstpointer data)
{
  const PentimentoViewport *viewport = pentimento_canvas_get_viewport (fixture->canvas);
  PentimentoViewport before;

  widgets_fixture_open (&fixture->base, 1200, 1100, 1);
  pentimento_canvas_zoom_at (fixture->canvas, 3, 50, 60);
  gtk_widget_activate_action (GTK_WIDGET (fixture->canvas), "canvas.rotate-view", "i", 1);
  widgets_fixture_wait (viewport->angle == 90);
  before = *viewport;
  run_and_show (fixture, "warmer");
  pentimento_viewport_set_view (&before, viewport->view_width, viewport->view_height);
  g_assert_cmpfloat (viewport->zoom, ==, before.zoom);
  g_assert_cmpfloat (viewport->angle, ==, before.angle);
  g_assert_cmpfloat_with_epsilon (viewport->x, before.x, 1e-6);
  g_assert_cmpfloat_with_epsilon (viewport->y, before.y, 1e-6);
}

static void
test_compare (PanelFixture *fixture, gconstpointer data)
{
  GdkPixbuf *after;
  guchar before_pixel, after_pixel;

  widgets_fixture_open (&fixture->base, 1200, 1100, 1);
  pentimento_canvas_set_comparing (fixture->canvas, TRUE);
  g_assert_false (pentimento_canvas_get_comparing (fixture->canvas));
  before_pixel = gdk_pixbuf_read_pixels (pentimento_canvas_get_shown_pixels (fixture->canvas))[3 * 1200 * 500 + 2];
  run_and_show (fixture, "black and white");
  after = pentimento_canvas_get_shown_pixels (fixture->canvas);

  pentimento_canvas_set_comparing (fixture->canvas, TRUE);
  widgets_fixture_wait (pentimento_canvas_get_shown_pixels (fixture->canvas) != after);
  widgets_fixture_wait (is_shown (fixture->canvas, "other_label"));
  after_pixel = gdk_pixbuf_read_pixels (pentimento_canvas_get_shown_pixels (fixture->canvas))[3 * 1200 * 500 + 2];
  g_assert_cmpuint (before_pixel, ==, after_pixel);
  pentimento_canvas_set_comparing (fixture->canvas, FALSE);
  g_assert_true (pentimento_canvas_get_shown_pixels (fixture->canvas) == after);
}

static gboolean
has_remote_id (PanelFixture *fixture)
{
  SeedreamJob *job = pentimento_document_get_job (fixture->base.document);

  return job != NULL && seedream_job_get_remote_id (job) != NULL;
}

static void
test_cancel (PanelFixture *fixture, gconstpointer data)
{
  GtkWidget *cancel = find_button (fixture->status, "document.cancel");

  widgets_fixture_open (&fixture->base, 1200, 1100, 1);
  g_assert_false (gtk_widget_is_visible (cancel));
  add_fault (fixture, "never-finish");
  write_prompt (fixture, "blur");
  press (fixture);
  g_assert_cmpstr (gtk_button_get_label (fixture->run_button), ==, "Edit");
  g_assert_true (gtk_widget_is_visible (cancel));
  widgets_fixture_wait (has_remote_id (fixture));
  g_signal_emit_by_name (cancel, "clicked");
  widgets_fixture_wait (!pentimento_document_get_busy (fixture->base.document));
  g_assert_cmpint (seedream_job_get_state (pentimento_document_get_job (fixture->base.document)), ==,
                   SEEDREAM_JOB_CANCELLED);
  g_assert_cmpuint (count_versions (fixture), ==, 1);
  g_assert_false (gtk_widget_is_visible (cancel));
  g_assert_cmpstr (label_of (fixture->status, "done_label"), ==, "Cancelled.");
}

static void
test_error (PanelFixture *fixture, gconstpointer data)
{
  g_autofree char *prompt = NULL;

  widgets_fixture_open (&fixture->base, 1200, 1100, 1);
  g_object_set (fixture->base.document, "endpoint", "http://127.0.0.1:9", NULL);
  run (fixture, "sharper");
  g_assert_true (is_shown (fixture->status, "error_box"));
  g_assert_cmpstr (label_of (fixture->status, "billed_label"), ==, "Billed: no");
  g_assert_true (is_shown (fixture->status, "error_button"));
  g_object_get (fixture->base.document, "prompt", &prompt, NULL);
  g_assert_cmpstr (prompt, ==, "sharper");

  /* Mended, the same button brings the picture, and the error goes. */
  g_object_set (fixture->base.document, "endpoint", pentimento_sandbox_get_url (fixture->base.sandbox), NULL);
  g_signal_emit_by_name (widgets_fixture_part (fixture->status, "error_button"), "clicked");
  widgets_fixture_wait (!pentimento_document_get_busy (fixture->base.document));
  g_assert_false (is_shown (fixture->status, "error_box"));
  g_assert_cmpuint (count_versions (fixture), ==, 2);
}

static void
test_key_error (PanelFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error
      = seedream_error_new (SEEDREAM_ERROR_BAD_KEY, SEEDREAM_BILLED_NO, "401 from afar", "The key is wrong.");

  widgets_fixture_open (&fixture->base, 200, 100, 1);
  pentimento_job_status_show_end (PENTIMENTO_JOB_STATUS (fixture->status), NULL, error);
  g_assert_cmpstr (label_of (fixture->status, "error_label"), ==, "The key is wrong.");
  g_assert_true (is_shown (fixture->status, "details_expander"));
  g_assert_cmpstr (label_of (fixture->status, "details_label"), ==, "401 from afar");
  g_assert_cmpstr (gtk_actionable_get_action_name (widgets_fixture_part (fixture->status, "error_button")), ==,
                   "app.preferences");
}

/* What knows nothing of money has cost nothing where nothing was sent; and where only the provider's page can help, it is a press away. */
static void
test_billed (PanelFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) picture
      = g_error_new_literal (PENTIMENTO_IMAGE_ERROR, PENTIMENTO_IMAGE_ERROR_UNSUITABLE, "Small.");
  g_autoptr (GError) credit = seedream_error_new (SEEDREAM_ERROR_NO_CREDIT, SEEDREAM_BILLED_NO, NULL, "No credit.");
  g_autoptr (GError) lost = seedream_error_new (SEEDREAM_ERROR_UNKNOWN_OUTCOME, SEEDREAM_BILLED_UNKNOWN, NULL, "Lost.");
  PentimentoJobStatus *status = PENTIMENTO_JOB_STATUS (fixture->status);

  widgets_fixture_open (&fixture->base, 200, 100, 1);
  pentimento_job_status_show_end (status, NULL, picture);
  g_assert_cmpstr (label_of (status, "billed_label"), ==, "Billed: no");
  g_assert_false (is_shown (status, "error_button"));

  g_object_set (fixture->base.document, "provider", "runpod", NULL);
  pentimento_job_status_show_end (status, NULL, credit);
  g_assert_cmpstr (label_of (status, "billed_label"), ==, "Billed: no");
  g_assert_cmpstr (gtk_actionable_get_action_name (widgets_fixture_part (status, "error_button")), ==,
                   "document.open-page");
  pentimento_job_status_show_end (status, NULL, lost);
  g_assert_cmpstr (label_of (status, "billed_label"), ==, "Billed: not known – see the provider’s page");
  g_assert_true (is_shown (status, "error_button"));

  /* The practice provider has no page. */
  g_object_set (fixture->base.document, "provider", "practice", NULL);
  pentimento_job_status_show_end (status, NULL, credit);
  g_assert_false (is_shown (status, "error_button"));
}

static void
test_generate (PanelFixture *fixture, gconstpointer data)
{
  gtk_widget_activate_action (GTK_WIDGET (fixture->base.window), "win.generate", NULL);
  g_assert_cmpstr (gtk_button_get_label (fixture->run_button), ==, "Generate");
  g_assert_false (is_shown (fixture->panel, "tray"));
  g_assert_true (is_shown (fixture->panel, "negative_group"));
  g_object_set (fixture->base.document, "width", 1024, "height", 1024, NULL);
  run (fixture, "a red boat");
  g_assert_false (is_shown (fixture->status, "error_box"));
  widgets_fixture_wait (pentimento_document_get_pixels (fixture->base.document) != NULL);
  wait_for_canvas (fixture);
  g_assert_cmpint (gdk_pixbuf_get_width (pentimento_canvas_get_shown_pixels (fixture->canvas)), ==, 1024);
}

static void
test_sizes (PanelFixture *fixture, gconstpointer data)
{
  GtkWidget *group = widgets_fixture_find (fixture->panel, PENTIMENTO_TYPE_SIZE_GROUP);
  AdwComboRow *row = widgets_fixture_part (group, "size_row");
  guint last;
  int width, height;

  widgets_fixture_open (&fixture->base, 1200, 1100, 1);
  last = g_list_model_get_n_items (adw_combo_row_get_model (row)) - 1;
  g_assert_false (is_shown (group, "width_row"));
  adw_combo_row_set_selected (row, last);
  g_assert_true (is_shown (group, "width_row"));
  g_object_get (fixture->base.document, "width", &width, "height", &height, NULL);
  g_assert_cmpint (width, ==, 1200);
  gtk_spin_button_set_value (widgets_fixture_part (group, "width_button"), 1600);
  g_object_get (fixture->base.document, "width", &width, NULL);
  g_assert_cmpint (width, ==, 1600);
  adw_combo_row_set_selected (row, 0);
  g_object_get (fixture->base.document, "width", &width, "height", &height, NULL);
  g_assert_cmpint (width + height, ==, 0);
  g_object_set (fixture->base.document, "width", 2048, "height", 2048, NULL);
  g_assert_cmpuint (adw_combo_row_get_selected (row), ==, 2);
}

/* A damaged file is told of, and leaves what was open as it was. */
static void
test_bad_file (PanelFixture *fixture, gconstpointer data)
{
  GtkWidget *window = GTK_WIDGET (fixture->base.window);
  g_autoptr (GFile) file = g_file_new_build_filename (fixture->base.folder, "no-picture.png", NULL);

  widgets_fixture_open (&fixture->base, 200, 100, 1);
  g_file_replace_contents (file, "nonsense", 8, NULL, FALSE, 0, NULL, NULL, NULL);
  pentimento_window_open_file (fixture->base.window, file);
  widgets_fixture_wait (is_shown (window, "message_bar"));
  g_assert_nonnull (strstr (label_of (window, "message_label"), "no-picture.png"));
  g_assert_cmpint (pentimento_image_get_width (pentimento_document_get_image (fixture->base.document)), ==, 200);
}

static void
test_gallery (PanelFixture *fixture, gconstpointer data)
{
  GtkWidget *view = widgets_fixture_find (fixture->base.window, PENTIMENTO_TYPE_GALLERY_VIEW);
  GtkGridView *grid = widgets_fixture_part (view, "grid");
  GtkStack *stack = widgets_fixture_part (view, "stack");

  g_assert_cmpstr (gtk_stack_get_visible_child_name (stack), ==, "empty");
  widgets_fixture_open (&fixture->base, 1200, 1100, 1);
  run (fixture, "black and white");
  widgets_fixture_wait (g_list_model_get_n_items (G_LIST_MODEL (gtk_grid_view_get_model (grid))) == 2);
  g_assert_cmpstr (gtk_stack_get_visible_child_name (stack), ==, "pictures");

  g_object_set (widgets_fixture_part (fixture->base.window, "gallery_toggle"), "active", TRUE, NULL);
  g_signal_emit_by_name (grid, "activate", 1);
  widgets_fixture_wait (g_str_has_prefix (
      adw_window_title_get_subtitle (widgets_fixture_part (fixture->base.window, "window_title")), "Original"));
  g_assert_cmpstr (gtk_stack_get_visible_child_name (widgets_fixture_part (fixture->base.window, "page_stack")), ==,
                   "picture");
}

/* Closed in the middle of something, and there again: what was written, which picture, and how it was looked at. */
static void
test_workspace (PanelFixture *fixture, gconstpointer data)
{
  PentimentoServices *services = fixture->base.services;
  PentimentoWindow *window = fixture->base.window;
  g_auto (GStrv) ids = NULL;
  g_autofree char *prompt = NULL;
  const PentimentoViewport *viewport;
  double zoom, x, y, other_x, other_y;

  widgets_fixture_open (&fixture->base, 1200, 1100, 1);
  write_prompt (fixture, "half a sentence");
  gtk_widget_activate_action (widgets_fixture_part (window, "canvas"), "canvas.zoom-to", "d", 3.0);
  gtk_widget_activate_action (widgets_fixture_part (window, "canvas"), "canvas.look-at", "(dd)", 300.0, 200.0);
  viewport = pentimento_canvas_get_viewport (widgets_fixture_part (window, "canvas"));
  zoom = viewport->zoom;
  pentimento_viewport_to_image (viewport, viewport->view_width / 2, viewport->view_height / 2, &x, &y);
  widgets_fixture_wait ((g_strfreev (ids), ids = pentimento_workspace_list_left (services, NULL), *ids != NULL));
  gtk_window_close (GTK_WINDOW (window));

  g_assert_cmpuint (g_strv_length (ids), ==, 1);
  fixture->base.window = window = pentimento_window_new (NULL, services, ids[0]);
  fixture->base.document = pentimento_window_get_document (window);
  gtk_window_set_default_size (GTK_WINDOW (window), 1100, 700);
  gtk_window_present (GTK_WINDOW (window));
  g_assert_null (pentimento_window_new (NULL, services, ids[0]));
  viewport = pentimento_canvas_get_viewport (widgets_fixture_part (window, "canvas"));
  widgets_fixture_wait (viewport->zoom == zoom);
  pentimento_viewport_to_image (viewport, viewport->view_width / 2, viewport->view_height / 2, &other_x, &other_y);
  g_assert_cmpfloat_with_epsilon (x, other_x, 1);
  g_assert_cmpfloat_with_epsilon (y, other_y, 1);
  g_object_get (fixture->base.document, "prompt", &prompt, NULL);
  g_assert_cmpstr (prompt, ==, "half a sentence");
}

/* A window that goes while its edit runs leaves the job in the library, in good order, and once only. */
static void
test_leave (PanelFixture *fixture, gconstpointer data)
{
  PentimentoLibrary *library = pentimento_services_get_library (fixture->base.services);
  g_autoptr (GPtrArray) jobs = NULL;
  const PentimentoJobRecord *record;

  widgets_fixture_open (&fixture->base, 1200, 1100, 1);
  add_fault (fixture, "never-finish");
  write_prompt (fixture, "blur");
  press (fixture);
  widgets_fixture_wait (pentimento_sandbox_get_submits (fixture->base.sandbox) == 1
                        && pentimento_document_get_job (fixture->base.document) != NULL
                        && seedream_job_get_remote_id (pentimento_document_get_job (fixture->base.document)) != NULL);
  pentimento_prompt_panel_leave (PENTIMENTO_PROMPT_PANEL (fixture->panel));
  widgets_fixture_wait (!pentimento_document_get_busy (fixture->base.document));
  jobs = pentimento_library_list_jobs (library, TRUE, NULL);
  g_assert_cmpuint (jobs->len, ==, 1);
  record = g_ptr_array_index (jobs, 0);
  g_assert_nonnull (record->remote_id);
  g_assert_false (is_shown (fixture->status, "error_box"));
}

#define ADD(name, test) g_test_add ("/panel/" name, PanelFixture, NULL, set_up, test, tear_down)

int
main (int argc, char **argv)
{
  widgets_fixture_init (&argc, &argv);
  ADD ("obstacles", test_obstacles);
  ADD ("budget", test_budget);
  ADD ("edit", test_edit);
  ADD ("count", test_count);
  ADD ("undo", test_undo);
  ADD ("view-stays", test_view_stays);
  ADD ("compare", test_compare);
  ADD ("cancel", test_cancel);
  ADD ("error", test_error);
  ADD ("key-error", test_key_error);
  ADD ("billed", test_billed);
  ADD ("generate", test_generate);
  ADD ("sizes", test_sizes);
  ADD ("bad-file", test_bad_file);
  ADD ("gallery", test_gallery);
  ADD ("workspace", test_workspace);
  ADD ("leave", test_leave);
  return g_test_run ();
}
