/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "pentimento-thumbnailer.h"
#include "widgets-fixture.h"

typedef struct {
  gboolean ended;
  GdkTexture *texture;
  GError *error;
} Outcome;

static void
clear (Outcome *outcomes, int n_outcomes)
{
  for (int i = 0; i < n_outcomes; i++)
    {
      g_clear_object (&outcomes[i].texture);
      g_clear_error (&outcomes[i].error);
    }
}

static void
loaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Outcome *outcome = user_data;

  outcome->texture = pentimento_thumbnailer_load_finish (PENTIMENTO_THUMBNAILER (source), result, &outcome->error);
  outcome->ended = TRUE;
}

static PentimentoThumbnailer *
get_thumbnailer (WidgetsFixture *fixture)
{
  return pentimento_thumbnailer_get (pentimento_services_get_library (fixture->services));
}

/* Asked for twice at once, a picture is made small once; another is another. */
static void
test_once (WidgetsFixture *fixture, gconstpointer data)
{
  g_autoptr (PentimentoImage) image = widgets_fixture_make_image (600, 300, 1);
  g_autoptr (PentimentoImage) same = widgets_fixture_make_image (600, 300, 1);
  g_autoptr (PentimentoImage) other = widgets_fixture_make_image (600, 300, 2);
  Outcome outcomes[3] = { { 0 } };

  pentimento_thumbnailer_load_async (get_thumbnailer (fixture), NULL, image, NULL, loaded, &outcomes[0]);
  pentimento_thumbnailer_load_async (get_thumbnailer (fixture), NULL, same, NULL, loaded, &outcomes[1]);
  pentimento_thumbnailer_load_async (get_thumbnailer (fixture), NULL, other, NULL, loaded, &outcomes[2]);
  widgets_fixture_wait (outcomes[0].ended && outcomes[1].ended && outcomes[2].ended);

  g_assert_nonnull (outcomes[0].texture);
  g_assert_cmpint (gdk_texture_get_width (outcomes[0].texture), ==, 256);
  g_assert_cmpint (gdk_texture_get_height (outcomes[0].texture), ==, 128);
  g_assert_true (outcomes[1].texture == outcomes[0].texture);
  g_assert_nonnull (outcomes[2].texture);
  g_assert_true (outcomes[2].texture != outcomes[0].texture);
  clear (outcomes, G_N_ELEMENTS (outcomes));
}

/* The one who waits for it gets it, even where the one who asked first wants it no more. */
static void
test_cancelled (WidgetsFixture *fixture, gconstpointer data)
{
  g_autoptr (PentimentoImage) image = widgets_fixture_make_image (600, 300, 1);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  Outcome outcomes[2] = { { 0 } };

  pentimento_thumbnailer_load_async (get_thumbnailer (fixture), NULL, image, cancellable, loaded, &outcomes[0]);
  pentimento_thumbnailer_load_async (get_thumbnailer (fixture), NULL, image, NULL, loaded, &outcomes[1]);
  g_cancellable_cancel (cancellable);
  widgets_fixture_wait (outcomes[0].ended && outcomes[1].ended);

  g_assert_error (outcomes[0].error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_no_error (outcomes[1].error);
  g_assert_nonnull (outcomes[1].texture);
  clear (outcomes, G_N_ELEMENTS (outcomes));
}

#define ADD(name, test)                                                                                                \
  g_test_add ("/thumbnailer/" name, WidgetsFixture, NULL, widgets_fixture_set_up, test, widgets_fixture_tear_down)

int
main (int argc, char **argv)
{
  widgets_fixture_init (&argc, &argv);
  ADD ("once", test_once);
  ADD ("cancelled", test_cancelled);
  return g_test_run ();
}
