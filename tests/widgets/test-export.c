/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gstdio.h>

#include "pentimento-export-dialog.h"
#include "widgets-fixture.h"

typedef struct {
  WidgetsFixture base;
  PentimentoExportDialog *dialog;
  guint n_saved;
} ExportFixture;

static void
count_saved (ExportFixture *fixture)
{
  fixture->n_saved++;
}

static void
open_dialog (ExportFixture *fixture)
{
  fixture->dialog = PENTIMENTO_EXPORT_DIALOG (
      pentimento_export_dialog_new (GTK_WINDOW (fixture->base.window), fixture->base.document));
  g_signal_connect_swapped (fixture->dialog, "saved", G_CALLBACK (count_saved), fixture);
  g_object_add_weak_pointer (G_OBJECT (fixture->dialog), (gpointer *)&fixture->dialog);
  gtk_window_present (GTK_WINDOW (fixture->dialog));
}

static void
set_up (ExportFixture *fixture, gconstpointer data)
{
  const char *const keys[] = { "export-quality",  "export-longest-side", "export-details",
                               "export-location", "export-origin",       "export-name" };

  widgets_fixture_set_up (&fixture->base, data);
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    g_settings_reset (pentimento_services_get_settings (fixture->base.services), keys[i]);
  widgets_fixture_open (&fixture->base, 640, 480, 1);
  open_dialog (fixture);
}

static void
tear_down (ExportFixture *fixture, gconstpointer data)
{
  if (fixture->dialog != NULL)
    gtk_window_destroy (GTK_WINDOW (fixture->dialog));
  widgets_fixture_tear_down (&fixture->base, data);
}

static gpointer
part (ExportFixture *fixture, const char *name)
{
  return widgets_fixture_part (fixture->dialog, name);
}

static GFile *
make_target (ExportFixture *fixture, const char *name)
{
  return g_file_new_build_filename (fixture->base.folder, name, NULL);
}

static PentimentoImage *
save (ExportFixture *fixture, const char *name)
{
  g_autoptr (GFile) target = make_target (fixture, name);
  g_autoptr (GError) error = NULL;
  PentimentoImage *image;

  pentimento_export_dialog_save_to (fixture->dialog, target, FALSE);
  widgets_fixture_wait (fixture->n_saved == 1 && fixture->dialog == NULL);
  image = pentimento_image_load (target, NULL, NULL, &error);
  g_assert_no_error (error);
  return image;
}

static gboolean
is_estimated (ExportFixture *fixture)
{
  return strstr (gtk_label_get_label (part (fixture, "estimate_label")), "B") != NULL;
}

/* Where nothing is chosen the file is the received one, and the dialog says so. */
static void
test_unchanged (ExportFixture *fixture, gconstpointer data)
{
  GBytes *received = pentimento_image_get_bytes (pentimento_document_get_image (fixture->base.document));
  g_autoptr (PentimentoImage) copy = NULL;

  widgets_fixture_wait (is_estimated (fixture));
  g_assert_cmpstr (adw_action_row_get_subtitle (part (fixture, "estimate_row")), !=, "");
  copy = save (fixture, "copy.png");
  g_assert_true (g_bytes_equal (pentimento_image_get_bytes (copy), received));
}

static guint
find_format (ExportFixture *fixture, const char *name)
{
  GListModel *formats = adw_combo_row_get_model (part (fixture, "format_row"));

  for (guint i = 1; i < g_list_model_get_n_items (formats); i++)
    {
      g_autoptr (GtkStringObject) format = g_list_model_get_item (formats, i);

      if (g_str_equal (gtk_string_object_get_string (format), name))
        return i;
    }
  g_assert_not_reached ();
}

static void
test_chosen (ExportFixture *fixture, gconstpointer data)
{
  GSettings *settings = pentimento_services_get_settings (fixture->base.services);
  g_autoptr (PentimentoImage) copy = NULL;

  adw_combo_row_set_selected (part (fixture, "format_row"), find_format (fixture, "JPEG"));
  g_assert_true (gtk_widget_get_sensitive (part (fixture, "quality_row")));
  gtk_adjustment_set_value (part (fixture, "longest_side"), 320);
  g_assert_cmpstr (adw_action_row_get_subtitle (part (fixture, "side_row")), ==, "320 × 240 pixels");
  widgets_fixture_wait (is_estimated (fixture));
  g_assert_cmpstr (adw_action_row_get_subtitle (part (fixture, "estimate_row")), ==, "");
  copy = save (fixture, "small.jpg");
  g_assert_cmpstr (pentimento_image_get_media_type (copy), ==, "image/jpeg");
  g_assert_cmpint (pentimento_image_get_width (copy), ==, 320);
  g_assert_cmpint (g_settings_get_int (settings, "export-longest-side"), ==, 320);
}

/* A name without an ending, or with that of another format than the chosen one, gets the right one. */
static void
test_ending (ExportFixture *fixture, gconstpointer data)
{
  g_autoptr (GFile) typed = make_target (fixture, "holiday.png");
  g_autoptr (GFile) completed = make_target (fixture, "holiday.png.webp");

  adw_combo_row_set_selected (part (fixture, "format_row"), find_format (fixture, "WebP"));
  pentimento_export_dialog_save_to (fixture->dialog, typed, FALSE);
  widgets_fixture_wait (fixture->n_saved == 1);
  g_assert_false (g_file_query_exists (typed, NULL));
  g_assert_true (g_file_query_exists (completed, NULL));
}

/* What cannot be written is told, and the dialog stays for another try. */
static void
test_refused (ExportFixture *fixture, gconstpointer data)
{
  g_autoptr (GFile) nowhere = make_target (fixture, "no/such/folder/copy.png");
  g_autoptr (GFile) taken = make_target (fixture, "taken.png");
  GtkRevealer *problem = part (fixture, "problem_revealer");
  g_autofree char *held = NULL;

  pentimento_export_dialog_save_to (fixture->dialog, nowhere, TRUE);
  widgets_fixture_wait (gtk_revealer_get_reveal_child (problem));
  g_assert_true (gtk_widget_get_sensitive (part (fixture, "save_button")));

  g_file_set_contents (g_file_peek_path (taken), "mine", -1, NULL);
  pentimento_export_dialog_save_to (fixture->dialog, taken, FALSE);
  widgets_fixture_wait (gtk_widget_get_sensitive (part (fixture, "save_button")));
  g_assert_true (gtk_revealer_get_reveal_child (problem));
  g_file_get_contents (g_file_peek_path (taken), &held, NULL, NULL);
  g_assert_cmpstr (held, ==, "mine");
  g_assert_cmpuint (fixture->n_saved, ==, 0);
}

/* Closed while a slow format is being written: nothing is left, and nothing breaks. */
static void
test_closed (ExportFixture *fixture, gconstpointer data)
{
  g_autoptr (GFile) target = make_target (fixture, "slow.webp");

  adw_combo_row_set_selected (part (fixture, "format_row"), find_format (fixture, "WebP"));
  pentimento_export_dialog_save_to (fixture->dialog, target, FALSE);
  gtk_window_close (GTK_WINDOW (fixture->dialog));
  widgets_fixture_wait (fixture->dialog == NULL);
  g_assert_false (g_file_query_exists (target, NULL));
  g_assert_cmpuint (fixture->n_saved, ==, 0);
}

#define ADD(name, test) g_test_add ("/export/" name, ExportFixture, NULL, set_up, test, tear_down)

int
main (int argc, char **argv)
{
  widgets_fixture_init (&argc, &argv);
  ADD ("unchanged", test_unchanged);
  ADD ("chosen", test_chosen);
  ADD ("ending", test_ending);
  ADD ("refused", test_refused);
  ADD ("closed", test_closed);
  return g_test_run ();
}
