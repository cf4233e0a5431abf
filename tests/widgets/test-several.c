/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "pentimento-history-strip.h"
#include "pentimento-job-status.h"
#include "pentimento-left-bar.h"
#include "pentimento-prompt-entry.h"
#include "pentimento-prompt-panel.h"
#include "pentimento-queue-button.h"
#include "pentimento-queue-row.h"
#include "pentimento-queue.h"
#include "widgets-fixture.h"

/* Several edits at a time: under way together, in the queue, left by an earlier run, and asked of another provider. */

typedef struct {
  WidgetsFixture base;
  GtkWidget *panel;
  GtkWidget *status;
  GtkWidget *button; /* of the queue */
  GtkListBox *list;
  PentimentoQueue *queue;
} SeveralFixture;

static void
set_up (SeveralFixture *fixture, gconstpointer data)
{
  widgets_fixture_set_up (&fixture->base, data);
  fixture->panel = widgets_fixture_find (fixture->base.window, PENTIMENTO_TYPE_PROMPT_PANEL);
  fixture->status = widgets_fixture_find (fixture->base.window, PENTIMENTO_TYPE_JOB_STATUS);
  fixture->button = widgets_fixture_find (fixture->base.window, PENTIMENTO_TYPE_QUEUE_BUTTON);
  fixture->list = widgets_fixture_part (fixture->button, "orders_list");
  fixture->queue = pentimento_services_get_queue (fixture->base.services);
}

static void
tear_down (SeveralFixture *fixture, gconstpointer data)
{
  widgets_fixture_tear_down (&fixture->base, data);
}

static void
add_fault (SeveralFixture *fixture, const char *fault)
{
  g_autoptr (GError) error = NULL;

  pentimento_sandbox_add_fault (fixture->base.sandbox, fault, &error);
  g_assert_no_error (error);
}

static guint
get_submits (SeveralFixture *fixture)
{
  return pentimento_sandbox_get_submits (fixture->base.sandbox);
}

static PentimentoHistory *
get_history (SeveralFixture *fixture)
{
  return pentimento_document_get_history (fixture->base.document);
}

static guint
count_versions (SeveralFixture *fixture)
{
  return g_list_model_get_n_items (G_LIST_MODEL (get_history (fixture)));
}

static guint
count_edits (SeveralFixture *fixture)
{
  return g_list_model_get_n_items (pentimento_document_get_edits (fixture->base.document));
}

static void
press (SeveralFixture *fixture, const char *prompt)
{
  g_object_set (widgets_fixture_find (fixture->panel, PENTIMENTO_TYPE_PROMPT_ENTRY), "text", prompt, NULL);
  g_signal_emit_by_name (widgets_fixture_part (fixture->panel, "run_button"), "clicked");
}

/* Longer than a press counts as a repeated one. */
static void
pause_a_second (void)
{
  gint64 end = g_get_monotonic_time () + 11 * G_USEC_PER_SEC / 10;

  widgets_fixture_wait (g_get_monotonic_time () > end);
}

static const char *
label_of (gpointer widget, const char *name)
{
  return gtk_label_get_label (widgets_fixture_part (widget, name));
}

static gboolean
is_shown (gpointer widget, const char *name)
{
  return gtk_widget_get_visible (widgets_fixture_part (widget, name));
}

/* A second edit is asked for while the first one is under way, but not by a hand that clicks twice. */
static void
test_second_edit (SeveralFixture *fixture, gconstpointer data)
{
  widgets_fixture_open (&fixture->base, 1200, 1100, 1);
  add_fault (fixture, "delay:2500");
  press (fixture, "sepia");
  press (fixture, "sepia");
  g_assert_cmpuint (count_edits (fixture), ==, 1);
  g_assert_false (is_shown (fixture->status, "more_label"));
  pause_a_second ();
  press (fixture, "blur");
  g_assert_cmpuint (count_edits (fixture), ==, 2);
  g_assert_cmpstr (label_of (fixture->status, "more_label"), ==, "1 more edit is under way");
  g_assert_true (gtk_widget_get_visible (fixture->button));
  g_assert_cmpstr (label_of (fixture->button, "count_label"), ==, "2");

  widgets_fixture_wait (!pentimento_document_get_busy (fixture->base.document));
  g_assert_cmpuint (get_submits (fixture), ==, 2);
  g_assert_cmpuint (count_versions (fixture), ==, 3);
  g_assert_false (gtk_widget_get_visible (fixture->button));
  g_assert_false (is_shown (fixture->status, "running_box"));
  g_assert_cmpstr (pentimento_version_get_parent_id (pentimento_history_get_current (get_history (fixture))), !=, NULL);
}

/* A result does not take the picture away from a person who has gone to another version since. */
static void
test_moved_on (SeveralFixture *fixture, gconstpointer data)
{
  PentimentoLibrary *library = pentimento_services_get_library (fixture->base.services);
  g_autoptr (PentimentoVersion) original = NULL;
  g_autofree char *remembered = NULL;

  widgets_fixture_open (&fixture->base, 1200, 1100, 1);
  original = g_object_ref (pentimento_history_get_current (get_history (fixture)));
  press (fixture, "sepia");
  widgets_fixture_wait (count_versions (fixture) == 2 && pentimento_document_get_pixels (fixture->base.document) != NULL
                        && !pentimento_document_get_busy (fixture->base.document));
  g_assert_true (pentimento_history_get_current (get_history (fixture)) != original);
  widgets_fixture_wait (gtk_widget_get_sensitive (widgets_fixture_part (fixture->panel, "run_button")));

  add_fault (fixture, "delay:1500");
  press (fixture, "blur");
  gtk_widget_activate_action (GTK_WIDGET (fixture->base.window), "document.undo", NULL);
  widgets_fixture_wait (!pentimento_document_get_busy (fixture->base.document));
  widgets_fixture_wait (count_versions (fixture) == 3);
  g_assert_cmpstr (pentimento_version_get_id (pentimento_history_get_current (get_history (fixture))), ==,
                   pentimento_version_get_id (original));
  remembered = pentimento_library_get_current (library, pentimento_version_get_picture_id (original), NULL);
  g_assert_cmpstr (remembered, ==, pentimento_version_get_id (original));
}

static GtkWidget *
get_row (SeveralFixture *fixture, guint position)
{
  return GTK_WIDGET (gtk_list_box_get_row_at_index (fixture->list, position));
}

static const char *
prompt_at (SeveralFixture *fixture, guint position)
{
  return label_of (get_row (fixture, position), "prompt_label");
}

static void
use_row (SeveralFixture *fixture, guint position, const char *name)
{
  GtkWidget *button = widgets_fixture_part (get_row (fixture, position), name);

  g_assert_true (gtk_widget_get_visible (button));
  g_assert_true (gtk_widget_is_sensitive (button));
  g_signal_emit_by_name (button, "clicked");
}

static void
test_queue (SeveralFixture *fixture, gconstpointer data)
{
  GtkToggleButton *pause = widgets_fixture_part (fixture->button, "pause_button");

  g_assert_false (gtk_widget_get_visible (fixture->button));
  gtk_toggle_button_set_active (pause, TRUE);
  g_assert_true (gtk_widget_get_visible (fixture->button));
  g_assert_true (is_shown (fixture->button, "paused_label"));
  widgets_fixture_open (&fixture->base, 1200, 1100, 1);
  press (fixture, "sepia");
  pause_a_second ();
  press (fixture, "blur");
  pause_a_second ();
  press (fixture, "invert");
  g_assert_cmpstr (label_of (get_row (fixture, 0), "state_label"), ==, "Practice · Paused before it is sent");
  g_assert_cmpstr (prompt_at (fixture, 2), ==, "invert");
  g_assert_null (get_row (fixture, 3));

  use_row (fixture, 2, "up_button");
  g_assert_cmpstr (prompt_at (fixture, 1), ==, "invert");
  use_row (fixture, 0, "down_button");
  g_assert_cmpstr (prompt_at (fixture, 0), ==, "invert");
  g_assert_cmpstr (prompt_at (fixture, 1), ==, "sepia");
  g_assert_false (gtk_widget_is_sensitive (widgets_fixture_part (get_row (fixture, 0), "up_button")));
  g_assert_false (gtk_widget_is_sensitive (widgets_fixture_part (get_row (fixture, 2), "down_button")));

  use_row (fixture, 2, "cancel_button");
  g_assert_null (get_row (fixture, 2));
  widgets_fixture_wait (count_edits (fixture) == 2);
  g_assert_cmpuint (get_submits (fixture), ==, 0);
  gtk_toggle_button_set_active (pause, FALSE);
  g_assert_false (is_shown (fixture->button, "paused_label"));
  widgets_fixture_wait (!pentimento_document_get_busy (fixture->base.document));
  g_assert_cmpuint (get_submits (fixture), ==, 2);
  g_assert_false (gtk_widget_get_visible (fixture->button));
}

static guint
count_jobs (SeveralFixture *fixture)
{
  PentimentoLibrary *library = pentimento_services_get_library (fixture->base.services);
  g_autoptr (GPtrArray) records = pentimento_library_list_jobs (library, TRUE, NULL);

  return records->len;
}

/* Leaves edits in the library that were asked for and not sent, as a window does that is closed. */
static void
leave_unsent (SeveralFixture *fixture, guint n_edits)
{
  g_object_set (fixture->queue, "paused", TRUE, NULL);
  widgets_fixture_open (&fixture->base, 1200, 1100, 1);
  for (guint i = 0; i < n_edits; i++)
    {
      if (i > 0)
        pause_a_second ();
      press (fixture, "sepia");
      widgets_fixture_wait (count_jobs (fixture) == i + 1);
    }
  pentimento_prompt_panel_leave (PENTIMENTO_PROMPT_PANEL (fixture->panel));
  widgets_fixture_wait (!pentimento_document_get_busy (fixture->base.document));
  g_object_set (fixture->queue, "paused", FALSE, NULL);
  g_assert_cmpuint (get_submits (fixture), ==, 0);
}

static GtkInfoBar *
look_for_left (SeveralFixture *fixture)
{
  PentimentoLeftBar *left = widgets_fixture_find (fixture->base.window, PENTIMENTO_TYPE_LEFT_BAR);
  GtkInfoBar *bar = widgets_fixture_part (left, "bar");

  g_assert_false (gtk_info_bar_get_revealed (bar));
  pentimento_window_ask_about_left (fixture->base.window);
  widgets_fixture_wait (gtk_info_bar_get_revealed (bar));
  return bar;
}

static void
test_left_send (SeveralFixture *fixture, gconstpointer data)
{
  PentimentoLeftBar *left = widgets_fixture_find (fixture->base.window, PENTIMENTO_TYPE_LEFT_BAR);
  GtkInfoBar *bar;

  leave_unsent (fixture, 1);
  bar = look_for_left (fixture);
  g_assert_cmpstr (label_of (left, "label"), ==, "1 edit had not been sent yet · free");
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->queue)), ==, 0);
  gtk_widget_activate_action (GTK_WIDGET (bar), "left.send", NULL);
  g_assert_false (gtk_info_bar_get_revealed (bar));
  widgets_fixture_wait (count_versions (fixture) == 2);
  g_assert_cmpuint (get_submits (fixture), ==, 1);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->queue)), ==, 0);
}

static void
test_left_discard (SeveralFixture *fixture, gconstpointer data)
{
  PentimentoLibrary *library = pentimento_services_get_library (fixture->base.services);
  PentimentoLeftBar *left = widgets_fixture_find (fixture->base.window, PENTIMENTO_TYPE_LEFT_BAR);
  g_autoptr (GPtrArray) records = NULL;
  GtkInfoBar *bar;

  leave_unsent (fixture, 2);
  bar = look_for_left (fixture);
  g_assert_cmpstr (label_of (left, "label"), ==, "2 edits had not been sent yet · free");
  gtk_widget_activate_action (GTK_WIDGET (bar), "left.discard", NULL);
  g_assert_false (gtk_info_bar_get_revealed (bar));
  records = pentimento_library_list_jobs (library, FALSE, NULL);
  g_assert_cmpuint (records->len, ==, 2);
  for (guint i = 0; i < records->len; i++)
    g_assert_cmpstr (((PentimentoJobRecord *)records->pdata[i])->state, ==, "cancelled");
  g_assert_cmpuint (get_submits (fixture), ==, 0);
  g_assert_cmpuint (count_versions (fixture), ==, 1);
}

/* Where the seller fails at no cost another one that there is a key for is offered with its price, and asked after the press alone. */
static void
test_ask_other (SeveralFixture *fixture, gconstpointer data)
{
  PentimentoDocument *document = fixture->base.document;
  GtkWidget *other = widgets_fixture_part (fixture->status, "other_button");

  g_setenv ("PENTIMENTO_RUNPOD_KEY", "test", TRUE);
  g_setenv ("PENTIMENTO_RUNPOD_ENDPOINT", pentimento_sandbox_get_url (fixture->base.sandbox), TRUE);
  widgets_fixture_open (&fixture->base, 1200, 1100, 1);
  g_object_set (document, "endpoint", "http://127.0.0.1:9", NULL);
  press (fixture, "sepia");
  widgets_fixture_wait (gtk_widget_get_visible (other));
  g_assert_cmpstr (label_of (fixture->status, "other_label"), ==, "Ask Runpod Instead · about $0.04");
  g_assert_cmpuint (get_submits (fixture), ==, 0);
  g_assert_false (pentimento_document_get_busy (document));

  /* What is asked is what failed, whatever is written meanwhile, and it is said which that was. */
  g_assert_false (is_shown (fixture->status, "prompt_label"));
  g_object_set (document, "prompt", "blur", NULL);
  g_assert_cmpstr (label_of (fixture->status, "prompt_label"), ==, "“sepia”");
  g_signal_emit_by_name (other, "clicked");
  g_assert_false (is_shown (fixture->status, "error_box"));
  widgets_fixture_wait (!pentimento_document_get_busy (document));
  g_assert_cmpuint (get_submits (fixture), ==, 1);
  g_assert_cmpstr (pentimento_version_get_provider (pentimento_history_get_current (get_history (fixture))), ==,
                   "runpod");
  g_unsetenv ("PENTIMENTO_RUNPOD_KEY");
  g_unsetenv ("PENTIMENTO_RUNPOD_ENDPOINT");
}

/* What may have been billed is not offered elsewhere. */
static void
test_ask_nobody (SeveralFixture *fixture, gconstpointer data)
{
  g_setenv ("PENTIMENTO_RUNPOD_KEY", "test", TRUE);
  widgets_fixture_open (&fixture->base, 1200, 1100, 1);
  add_fault (fixture, "status:500,at=submit");
  press (fixture, "sepia");
  widgets_fixture_wait (!pentimento_document_get_busy (fixture->base.document));
  g_assert_true (is_shown (fixture->status, "error_box"));
  g_assert_false (is_shown (fixture->status, "other_button"));
  g_unsetenv ("PENTIMENTO_RUNPOD_KEY");
}

/* Given up where the provider cannot be stopped, the job is listed until its late result is in the history, and marked there. */
static void
test_late (SeveralFixture *fixture, gconstpointer data)
{
  GtkListBox *others = widgets_fixture_part (fixture->button, "others_list");
  GtkWidget *strip = widgets_fixture_find (fixture->base.window, PENTIMENTO_TYPE_HISTORY_STRIP);
  GtkWidget *items = widgets_fixture_part (strip, "items");
  PentimentoDocument *document = fixture->base.document;
  GtkWidget *row;

  widgets_fixture_open (&fixture->base, 1200, 1100, 1);
  add_fault (fixture, "delay:2500");
  add_fault (fixture, "status:400,at=cancel");
  press (fixture, "sepia");
  widgets_fixture_wait (pentimento_document_get_job (document) != NULL
                        && seedream_job_get_remote_id (pentimento_document_get_job (document)) != NULL);
  gtk_widget_activate_action (fixture->status, "document.cancel", NULL);
  widgets_fixture_wait (!pentimento_document_get_busy (document));
  g_assert_nonnull (strstr (label_of (fixture->status, "done_label"), "cannot be stopped"));
  row = GTK_WIDGET (gtk_list_box_get_row_at_index (others, 0));
  g_assert_nonnull (row);
  g_assert_cmpstr (label_of (row, "prompt_label"), ==, "sepia");
  g_assert_false (is_shown (row, "cancel_button"));
  g_assert_true (gtk_widget_get_visible (fixture->button));

  widgets_fixture_wait (count_versions (fixture) == 2);
  g_assert_cmpstr (gtk_widget_get_tooltip_text (gtk_widget_get_last_child (items)), ==, "sepia\ncame late");
  widgets_fixture_wait (!gtk_widget_get_visible (fixture->button));
  g_assert_true (g_str_has_prefix (label_of (fixture->status, "done_label"), "A late result came"));
}

#define ADD(name, test) g_test_add ("/several/" name, SeveralFixture, NULL, set_up, test, tear_down)

int
main (int argc, char **argv)
{
  widgets_fixture_init (&argc, &argv);
  ADD ("second-edit", test_second_edit);
  ADD ("moved-on", test_moved_on);
  ADD ("queue", test_queue);
  ADD ("left-send", test_left_send);
  ADD ("left-discard", test_left_discard);
  ADD ("ask-other", test_ask_other);
  ADD ("ask-nobody", test_ask_nobody);
  ADD ("late", test_late);
  return g_test_run ();
}
