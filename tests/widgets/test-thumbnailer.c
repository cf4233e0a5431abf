/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "pentimento-thumbnail-cache.h"
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

  pentimento_thumbnailer_load_async (get_thumbnailer (fixture), NULL, image, 256, NULL, NULL, loaded, &outcomes[0]);
  pentimento_thumbnailer_load_async (get_thumbnailer (fixture), NULL, same, 256, NULL, NULL, loaded, &outcomes[1]);
  pentimento_thumbnailer_load_async (get_thumbnailer (fixture), NULL, other, 256, NULL, NULL, loaded, &outcomes[2]);
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

  pentimento_thumbnailer_load_async (get_thumbnailer (fixture), NULL, image, 256, NULL, cancellable, loaded,
                                     &outcomes[0]);
  pentimento_thumbnailer_load_async (get_thumbnailer (fixture), NULL, image, 256, NULL, NULL, loaded, &outcomes[1]);
  g_cancellable_cancel (cancellable);
  widgets_fixture_wait (outcomes[0].ended && outcomes[1].ended);

  g_assert_error (outcomes[0].error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_no_error (outcomes[1].error);
  g_assert_nonnull (outcomes[1].texture);
  clear (outcomes, G_N_ELEMENTS (outcomes));
}

static PentimentoVersion *
store (WidgetsFixture *fixture, guint seed, const char *recipe)
{
  g_autoptr (PentimentoImage) image = widgets_fixture_make_image (600, 300, seed);

  g_assert_true (pentimento_library_store_image (pentimento_services_get_library (fixture->services), image, NULL));
  return g_object_new (PENTIMENTO_TYPE_VERSION, "id", "id", "picture-id", "id", "sha256",
                       pentimento_image_get_sha256 (image), "recipe", recipe, NULL);
}

static void
remove_object (WidgetsFixture *fixture, PentimentoVersion *version)
{
  g_autoptr (GFile) object = pentimento_library_get_object (pentimento_services_get_library (fixture->services),
                                                            pentimento_version_get_sha256 (version), NULL);

  g_assert_true (g_file_delete (object, NULL, NULL));
}

static void
assert_kept (PentimentoVersion *version, int side, int width, int height)
{
  g_autoptr (GdkPixbuf) thumbnail = pentimento_thumbnail_cache_read (version, side);

  g_assert_cmpint (thumbnail != NULL ? gdk_pixbuf_get_width (thumbnail) : 0, ==, width);
  g_assert_cmpint (thumbnail != NULL ? gdk_pixbuf_get_height (thumbnail) : 0, ==, height);
}

/* What is on disk needs its picture no more, and goes with it all the same. */
static void
test_cache (WidgetsFixture *fixture, gconstpointer data)
{
  PentimentoLibrary *library = pentimento_services_get_library (fixture->services);
  g_autoptr (PentimentoVersion) plain = store (fixture, 3, NULL);
  g_autoptr (PentimentoVersion) turned = store (fixture, 3, "[{\"operation\":\"rotate\",\"degrees\":90}]");
  g_autoptr (PentimentoVersion) other = store (fixture, 4, NULL);
  PentimentoVersion *versions[] = { plain, turned, other };
  Outcome outcomes[4] = { { 0 } };

  for (guint i = 0; i < 3; i++)
    pentimento_thumbnailer_load_async (get_thumbnailer (fixture), versions[i], NULL, 512, NULL, NULL, loaded,
                                       &outcomes[i]);
  widgets_fixture_wait (outcomes[0].ended && outcomes[1].ended && outcomes[2].ended);
  assert_kept (plain, 512, 512, 256);
  assert_kept (turned, 512, 256, 512);
  assert_kept (plain, 256, 0, 0);

  pentimento_thumbnail_cache_sweep (library, G_MAXUINT64);
  assert_kept (other, 512, 512, 256);
  remove_object (fixture, plain);
  pentimento_thumbnailer_load_async (get_thumbnailer (fixture), plain, NULL, 256, NULL, NULL, loaded, &outcomes[3]);
  widgets_fixture_wait (outcomes[3].ended);
  g_assert_nonnull (outcomes[3].error);
  assert_kept (plain, 512, 512, 256);
  pentimento_thumbnail_cache_sweep (library, G_MAXUINT64);
  assert_kept (plain, 512, 0, 0);
  assert_kept (turned, 512, 0, 0);
  assert_kept (other, 512, 512, 256);
  pentimento_thumbnail_cache_sweep (library, 0);
  assert_kept (other, 512, 0, 0);
  clear (outcomes, G_N_ELEMENTS (outcomes));
}

static void
loaded_in_turn (GObject *source, GAsyncResult *result, gpointer user_data)
{
  static guint turn = 0;

  g_object_unref (pentimento_thumbnailer_load_finish (PENTIMENTO_THUMBNAILER (source), result, NULL));
  *(guint *)user_data += ++turn;
}

/* Of what waits for one, some are out of sight, as their numbers say. */
static gboolean
is_seen (gpointer user_data)
{
  return *(guint *)user_data == 100;
}

static void
test_seen_first (WidgetsFixture *fixture, gconstpointer data)
{
  guint turns[24] = { [22] = 100, [23] = 100 };
  guint done = 0;

  for (guint i = 0; i < G_N_ELEMENTS (turns); i++)
    {
      g_autoptr (PentimentoImage) image = widgets_fixture_make_image (600, 300, 10 + i);

      pentimento_thumbnailer_load_async (get_thumbnailer (fixture), NULL, image, 256, is_seen, NULL, loaded_in_turn,
                                         &turns[i]);
    }
  while (done < G_N_ELEMENTS (turns))
    {
      g_main_context_iteration (NULL, TRUE);
      done = 0;
      for (guint i = 0; i < G_N_ELEMENTS (turns); i++)
        done += turns[i] != 0 && turns[i] != 100;
    }
  /* Some had begun already, and of those that are made at a time the later one may end first; most of the others come after. */
  g_assert_cmpuint (MAX (turns[22], turns[23]), <=, 100 + G_N_ELEMENTS (turns) / 2);
}

#define ADD(name, test)                                                                                                \
  g_test_add ("/thumbnailer/" name, WidgetsFixture, NULL, widgets_fixture_set_up, test, widgets_fixture_tear_down)

int
main (int argc, char **argv)
{
  widgets_fixture_init (&argc, &argv);
  ADD ("once", test_once);
  ADD ("cancelled", test_cancelled);
  ADD ("cache", test_cache);
  ADD ("seen-first", test_seen_first);
  return g_test_run ();
}
