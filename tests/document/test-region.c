/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Changing a part of a picture, on the practice server: what is sent, what comes of it, and that nothing else changes. */

#include <math.h>

#include <json-glib/json-glib.h>

#include "picture-kinds.h"
#include "region-fixture.h"
#include "region-scenes.h"

/* Moved and scaled as a model does it, and found again; more than once on one picture. */
static void
test_moved (OrderFixture *self, gconstpointer data)
{
  PentimentoDocument *document = self->base.document;
  PentimentoMask *mask;
  g_autoptr (PentimentoMask) held = NULL;
  g_autoptr (PentimentoVersion) first = NULL, second = NULL;
  g_autofree char *said = NULL, *size = NULL;
  PentimentoMeasured measured;
  PentimentoRegion region;

  region_fixture_open_scene (self);
  mask = pentimento_marking_get_mask (pentimento_document_get_marking (document));
  held = pentimento_mask_ref (mask);
  g_object_set (pentimento_document_get_marking (document), "tone", TRUE, NULL);
  g_assert_true (pentimento_document_get_region (document, &region, NULL));
  g_object_get (document, "sent-size", &size, NULL);
  region_fixture_add_fault (self, "shift:7:-4,times=1");
  region_fixture_add_fault (self, "scale:6,times=1");
  first = region_fixture_edit (self);
  region_fixture_assert_only_inside (self, first, held);
  measured = region_fixture_read_measured (first);
  g_assert_true (measured.pasted && measured.aligned && measured.tone);
  g_assert_null (measured.reason);
  g_assert_cmpfloat (fabs (measured.shift_x - 7.0 * region.place.width / region.width), <, 0.25);
  g_assert_cmpfloat (fabs (measured.shift_y + 4.0 * region.place.height / region.height), <, 0.25);
  g_assert_cmpfloat (fabs (measured.scale - 1.006), <, 0.001);
  g_assert_cmpfloat (measured.confidence, >, 0.8);
  g_assert_cmpfloat (measured.rim.after, <, measured.rim.before);
  said = pentimento_version_describe_measured (first);
  g_assert_true (g_str_has_prefix (said, "Moved back by "));

  document_fixture_wait (g_strcmp0 (pentimento_image_get_identity (pentimento_document_get_image (document)),
                                    pentimento_version_get_identity (first))
                         == 0);
  region_fixture_mark (self,
                       pentimento_mask_new_rectangle (REGION_FIXTURE_WIDTH, REGION_FIXTURE_HEIGHT, 600, 300, 100, 100));
  second = region_fixture_edit (self);
  g_assert_cmpstr (pentimento_version_get_parent_id (second), ==, pentimento_version_get_id (first));
  g_clear_pointer (&held, pentimento_mask_unref);
  held = pentimento_mask_new_rectangle (REGION_FIXTURE_WIDTH, REGION_FIXTURE_HEIGHT, 600, 300, 100, 100);
  region_fixture_assert_only_inside (self, second, held);
}

/* What is shown is what is sent: the row of the job tells it, and what it names is kept. */
static void
test_sent (OrderFixture *self, gconstpointer data)
{
  PentimentoRegion region;
  g_autoptr (PentimentoVersion) version = NULL;
  g_autoptr (PentimentoJobRecord) record = NULL;
  g_autoptr (JsonNode) request = NULL;
  g_autoptr (GFile) mask = NULL;
  JsonObject *object, *picture;
  g_autofree char *preparation = NULL;

  region_fixture_open_scene (self);
  g_assert_true (pentimento_document_add_reference (self->base.document, self->reference, NULL));
  g_assert_true (pentimento_document_get_region (self->base.document, &region, NULL));
  version = region_fixture_edit (self);
  g_object_get (self->base.document, "preparation", &preparation, NULL);
  g_assert_true (g_str_has_prefix (preparation, "Picture 1: Only a part of "));
  record
      = pentimento_library_get_job (region_fixture_get_library (self), pentimento_version_get_job_id (version), NULL);
  request = json_from_string (record->request, NULL);
  object = json_node_get_object (request);
  g_assert_cmpint (json_object_get_int_member (object, "width"), ==, region.width);
  g_assert_cmpint (json_object_get_int_member (object, "height"), ==, region.height);
  picture = json_array_get_object_element (json_object_get_array_member (object, "pictures"), 0);
  g_assert_cmpint (json_object_get_int_member (picture, "width"), ==, region.width);
  g_assert_cmpint (json_object_get_int_member (picture, "height"), ==, region.height);
  object = json_object_get_object_member (object, "region");
  g_assert_cmpint (json_object_get_int_member (object, "x"), ==, region.place.x);
  mask = pentimento_library_get_object (region_fixture_get_library (self),
                                        json_object_get_string_member (object, "mask"), NULL);
  g_assert_nonnull (mask);
  g_assert_cmpuint (g_strv_length ((char **)pentimento_version_get_references (version)), ==, 1);
}

typedef struct {
  const char *fault;
  const char *prompt;
  const char *reason;
} Odd;

static const Odd odds[] = {
  { "size:700x1100", "sepia", NULL },
  { "delay:1", "invert", "unlike" },
};

/* Of another size, or unlike what was sent: put into the picture all the same, and said. */
static void
test_odd (OrderFixture *self, gconstpointer data)
{
  for (guint i = 0; i < G_N_ELEMENTS (odds); i++)
    {
      g_autofree char *fault = g_strconcat (odds[i].fault, ",times=1", NULL);
      g_autofree char *said = NULL;
      g_autoptr (PentimentoVersion) version = NULL;
      g_autoptr (PentimentoMask) mask = NULL;
      PentimentoMeasured measured;

      region_fixture_open_scene (self);
      mask = pentimento_mask_ref (pentimento_marking_get_mask (pentimento_document_get_marking (self->base.document)));
      g_object_set (pentimento_document_get_marking (self->base.document), "feather", 9, NULL);
      g_object_set (self->base.document, "prompt", odds[i].prompt, NULL);
      region_fixture_add_fault (self, fault);
      version = region_fixture_edit (self);
      region_fixture_assert_only_inside (self, version, mask);
      measured = region_fixture_read_measured (version);
      said = pentimento_version_describe_measured (version);
      g_test_message ("%s, %s: %s", odds[i].fault, odds[i].prompt, said);
      g_assert_true (measured.pasted);
      if (odds[i].reason != NULL)
        g_assert_cmpstr (measured.reason, ==, odds[i].reason);
      g_assert_cmpint (measured.aligned, ==, measured.reason == NULL);
    }
}

static GBytes *
make_noise (guint size)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (5);
  guint8 *samples = g_malloc (size);

  for (guint i = 0; i < size; i++)
    samples[i] = (guint8)g_rand_int (random);
  return g_bytes_new_take (samples, size);
}

static GBytes *
make_png (int width, int height, int depth, int colour_type, int n_samples)
{
  g_autoptr (GBytes) samples = make_noise ((guint)(width * height * n_samples * depth / 8));

  return kind_png (width, height, depth, colour_type, g_bytes_get_data (samples, NULL));
}

static GBytes *
make_turned (guint orientation)
{
  g_autoptr (GdkPixbuf) pixels = scene_draw (SCENE_DETAILED, 96, 64, 1, 0, 0, 0, 1);
  g_autoptr (GBytes) jpeg = region_fixture_encode (pixels, "image/jpeg");

  return kind_with_orientation (jpeg, FALSE, 3, 1, orientation);
}

static GBytes *
make_animation (void)
{
  g_autoptr (GdkPixbuf) pixels = scene_draw (SCENE_DETAILED, 64, 48, 1, 0, 0, 0, 1);
  g_autoptr (GBytes) frame = region_fixture_encode (pixels, "image/webp");

  return kind_webp_animation (frame, frame, 64, 48);
}

static GBytes *
make_inks (void)
{
  g_autoptr (GBytes) values = make_noise (4 * 3);

  return kind_jpeg (4, 0, g_bytes_get_data (values, NULL), 3);
}

/* Outside, the pixels are those that the program reads of the file, whatever kind it is. */
static void
test_kinds (OrderFixture *self, gconstpointer data)
{
  GBytes *files[] = {
    make_png (60, 40, 8, KIND_PNG_RGBA, 4),
    make_png (60, 40, 16, KIND_PNG_RGB, 3),
    make_png (60, 40, 4, KIND_PNG_PALETTE, 1),
    make_png (60, 40, 8, KIND_PNG_GREY_ALPHA, 2),
    make_turned (6),
    make_animation (),
    make_inks (),
  };

  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autoptr (PentimentoImage) image = region_fixture_make_image (files[i], "kind");
      g_autoptr (PentimentoVersion) version = NULL;
      g_autoptr (PentimentoMask) mask = NULL;

      document_fixture_open (&self->base, image);
      region_fixture_mark_middle (self);
      g_object_set (pentimento_document_get_marking (self->base.document), "align", FALSE, NULL);
      mask = pentimento_mask_ref (pentimento_marking_get_mask (pentimento_document_get_marking (self->base.document)));
      version = region_fixture_edit (self);
      region_fixture_assert_only_inside (self, version, mask);
      g_assert_cmpstr (region_fixture_read_measured (version).reason, ==, "off");
    }
}

/* Cases × sizes × masks × shifts, with a seed that is told; as many as PENTIMENTO_REGION_CASES says. */
static void
test_any (OrderFixture *self, gconstpointer data)
{
  const char *wish = g_getenv ("PENTIMENTO_REGION_CASES");
  guint n_cases = wish != NULL ? (guint)g_ascii_strtoull (wish, NULL, 10) : 1;
  guint n_aligned = 0;

  for (guint i = 0; i < n_cases; i++)
    {
      int width = g_test_rand_int_range (16, REGION_FIXTURE_MOST_WIDTH);
      int height = g_test_rand_int_range (MAX (16, width / 2), MIN (2 * width, REGION_FIXTURE_MOST_HEIGHT));
      g_autoptr (PentimentoImage) image = region_fixture_make_scene (width, height);
      g_autoptr (PentimentoMask) mask = pentimento_mask_new_ellipse (
          width, height, g_test_rand_int_range (-5, width - 8), g_test_rand_int_range (-5, height - 8),
          g_test_rand_int_range (8, width), g_test_rand_int_range (8, height));
      g_autofree char *fault
          = g_strdup_printf ("shift:%d:%d,times=1", g_test_rand_int_range (-9, 9), g_test_rand_int_range (-9, 9));
      g_autoptr (PentimentoVersion) version = NULL;

      document_fixture_open (&self->base, image);
      region_fixture_mark (self, pentimento_mask_ref (mask));
      g_object_set (pentimento_document_get_marking (self->base.document), "feather", g_test_rand_int_range (0, 40),
                    "tone", g_test_rand_bit (), NULL);
      region_fixture_add_fault (self, fault);
      version = region_fixture_edit (self);
      region_fixture_assert_outside (self, version, mask);
      n_aligned += region_fixture_read_measured (version).aligned;
    }
  g_test_message ("%u cases, changed pixels outside: 0, aligned: %u", n_cases, n_aligned);
}

/* As large as cameras take them, and as thin as a line: made, or refused with a sentence before anything is sent. */
static void
test_extremes (OrderFixture *self, gconstpointer data)
{
  const int sizes[][2] = { { 4000, 3000 }, { 1, 1 }, { 1, 60000 } };

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_autoptr (PentimentoImage) image = NULL;
      g_autoptr (GdkPixbuf) pixels = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, sizes[i][0], sizes[i][1]);
      g_autoptr (PentimentoVersion) version = NULL;
      g_autoptr (PentimentoMask) mask = NULL;
      g_autofree char *obstacle = NULL;

      gdk_pixbuf_fill (pixels, 0x3060c0ff);
      image = region_fixture_make_image (region_fixture_encode (pixels, "image/png"), "extreme.png");
      document_fixture_open (&self->base, image);
      region_fixture_mark (self, pentimento_mask_new_rectangle (sizes[i][0], sizes[i][1], 0, 0, MIN (200, sizes[i][0]),
                                                                MIN (200, sizes[i][1])));
      mask = pentimento_mask_ref (pentimento_marking_get_mask (pentimento_document_get_marking (self->base.document)));
      g_object_get (self->base.document, "obstacle", &obstacle, NULL);
      g_test_message ("%d × %d: %s", sizes[i][0], sizes[i][1], obstacle != NULL ? obstacle : "made");
      if (obstacle != NULL)
        continue;
      version = region_fixture_edit (self);
      region_fixture_assert_only_inside (self, version, mask);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, test)                                                                                                \
  g_test_add ("/region/" path, OrderFixture, NULL, region_fixture_set_up, test, order_fixture_tear_down)
  ADD ("moved", test_moved);
  ADD ("sent", test_sent);
  ADD ("odd", test_odd);
  ADD ("kinds", test_kinds);
  ADD ("any", test_any);
  ADD ("extremes", test_extremes);
#undef ADD
  return g_test_run ();
}
