/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Changing a part of a picture, on the practice server: what is sent, what comes of it, and that nothing else changes. */

#include <math.h>
#include <string.h>

#include <json-glib/json-glib.h>

#include "order-fixture.h"
#include "pentimento-difference.h"
#include "pentimento-document-error.h"
#include "pentimento-image-error.h"
#include "pentimento-measured.h"
#include "picture-kinds.h"
#include "region-scenes.h"

enum { WIDTH = 900, HEIGHT = 600, MOST_WIDTH = 1200, MOST_HEIGHT = 800 };

static PentimentoLibrary *
get_library (OrderFixture *self)
{
  return pentimento_services_get_library (self->base.services);
}

static PentimentoImage *
make_image (GBytes *taken, const char *name)
{
  g_autoptr (GBytes) bytes = taken;
  g_autoptr (GError) error = NULL;
  PentimentoImage *image = pentimento_image_new (bytes, name, NULL, &error);

  g_assert_no_error (error);
  return image;
}

static GBytes *
encode (GdkPixbuf *pixels, const char *media_type)
{
  g_autoptr (GError) error = NULL;
  GBytes *bytes = pentimento_image_encode (pixels, media_type, 95, NULL, &error);

  g_assert_no_error (error);
  return bytes;
}

/* Drawing one takes longer than editing it. */
static PentimentoImage *
make_scene (int width, int height)
{
  static GdkPixbuf *large = NULL;
  g_autoptr (GdkPixbuf) pixels = NULL;

  if (large == NULL)
    large = scene_draw (SCENE_DETAILED, MOST_WIDTH, MOST_HEIGHT, 1, 0, 0, 0, 1);
  pixels = gdk_pixbuf_new_subpixbuf (large, 0, 0, width, height);
  return make_image (encode (pixels, "image/jpeg"), "scene.jpg");
}

static void
point_to_sandbox (OrderFixture *self, const char *provider)
{
  g_object_set (self->base.document, "provider", provider, "endpoint", pentimento_sandbox_get_url (self->sandbox),
                "prompt", "sepia", NULL);
}

static void
set_up (OrderFixture *self, gconstpointer data)
{
  g_setenv ("PENTIMENTO_ARK_KEY", "test", TRUE);
  order_fixture_set_up (self, data);
  point_to_sandbox (self, "practice");
}

static void
add_fault (OrderFixture *self, const char *fault)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (pentimento_sandbox_add_fault (self->sandbox, fault, &error));
}

static void
mark (OrderFixture *self, PentimentoMask *taken)
{
  g_object_set (pentimento_document_get_marking (self->base.document), "mask", taken, NULL);
  pentimento_mask_unref (taken);
}

/* The middle of the picture that is open. */
static void
mark_middle (OrderFixture *self)
{
  PentimentoImage *image = pentimento_document_get_image (self->base.document);
  int width = pentimento_image_get_width (image), height = pentimento_image_get_height (image);

  mark (self,
        pentimento_mask_new_rectangle (width, height, width / 4, height / 4, MAX (width / 2, 1), MAX (height / 2, 1)));
}

static void
open_scene (OrderFixture *self)
{
  g_autoptr (PentimentoImage) image = make_scene (WIDTH, HEIGHT);

  document_fixture_open (&self->base, image);
  mark (self, pentimento_mask_new_ellipse (WIDTH, HEIGHT, 300, 200, 220, 180));
}

static PentimentoVersion *
edit (OrderFixture *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GListModel) versions = document_fixture_run (&self->base, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (g_list_model_get_n_items (versions), ==, 1);
  return g_list_model_get_item (versions, 0);
}

static PentimentoMeasured
read_measured (PentimentoVersion *version)
{
  PentimentoMeasured measured;

  g_assert_true (pentimento_measured_read (&measured, pentimento_version_get_measured (version)));
  return measured;
}

static GdkPixbuf *
read_pixels (OrderFixture *self, PentimentoVersion *version)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PentimentoImage) image = pentimento_library_load_version (get_library (self), version, &error);
  GdkPixbuf *pixels;

  g_assert_no_error (error);
  pixels = pentimento_image_decode (image, NULL, &error);
  g_assert_no_error (error);
  return pixels;
}

static PentimentoVersion *
get_parent (OrderFixture *self, PentimentoVersion *version)
{
  return pentimento_library_get_version (get_library (self), pentimento_version_get_parent_id (version), NULL);
}

/* A version of the parent's own file and size, with another picture within the mask and nowhere else. */
static void
assert_only_inside (OrderFixture *self, PentimentoVersion *version, PentimentoMask *mask)
{
  g_autoptr (PentimentoVersion) parent = get_parent (self, version);
  g_autoptr (GdkPixbuf) before = read_pixels (self, parent), after = read_pixels (self, version);
  g_autoptr (PentimentoMask) nothing
      = pentimento_mask_new (pentimento_mask_get_width (mask), pentimento_mask_get_height (mask));

  g_assert_cmpstr (pentimento_version_get_sha256 (version), ==, pentimento_version_get_sha256 (parent));
  g_assert_cmpstr (pentimento_version_get_media_type (version), ==, pentimento_version_get_media_type (parent));
  g_assert_cmpint (pentimento_version_get_width (version), ==, pentimento_version_get_width (parent));
  g_assert_cmpint (pentimento_version_get_height (version), ==, pentimento_version_get_height (parent));
  g_assert_cmpint (gdk_pixbuf_get_n_channels (before), ==, gdk_pixbuf_get_n_channels (after));
  g_assert_cmpuint (pentimento_difference_count_outside (before, after, mask), ==, 0);
  g_assert_cmpuint (pentimento_difference_count_outside (before, after, nothing), >, 0);
}

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

  open_scene (self);
  mask = pentimento_marking_get_mask (pentimento_document_get_marking (document));
  held = pentimento_mask_ref (mask);
  g_assert_true (pentimento_document_get_region (document, &region, NULL));
  g_object_get (document, "sent-size", &size, NULL);
  add_fault (self, "shift:7:-4,times=1");
  add_fault (self, "scale:6,times=1");
  first = edit (self);
  assert_only_inside (self, first, held);
  measured = read_measured (first);
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
  mark (self, pentimento_mask_new_rectangle (WIDTH, HEIGHT, 600, 300, 100, 100));
  second = edit (self);
  g_assert_cmpstr (pentimento_version_get_parent_id (second), ==, pentimento_version_get_id (first));
  g_clear_pointer (&held, pentimento_mask_unref);
  held = pentimento_mask_new_rectangle (WIDTH, HEIGHT, 600, 300, 100, 100);
  assert_only_inside (self, second, held);
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

  open_scene (self);
  g_assert_true (pentimento_document_add_reference (self->base.document, self->reference, NULL));
  g_assert_true (pentimento_document_get_region (self->base.document, &region, NULL));
  version = edit (self);
  record = pentimento_library_get_job (get_library (self), pentimento_version_get_job_id (version), NULL);
  request = json_from_string (record->request, NULL);
  object = json_node_get_object (request);
  g_assert_cmpint (json_object_get_int_member (object, "width"), ==, region.width);
  g_assert_cmpint (json_object_get_int_member (object, "height"), ==, region.height);
  picture = json_array_get_object_element (json_object_get_array_member (object, "pictures"), 0);
  g_assert_cmpint (json_object_get_int_member (picture, "width"), ==, region.width);
  g_assert_cmpint (json_object_get_int_member (picture, "height"), ==, region.height);
  object = json_object_get_object_member (object, "region");
  g_assert_cmpint (json_object_get_int_member (object, "x"), ==, region.place.x);
  mask = pentimento_library_get_object (get_library (self), json_object_get_string_member (object, "mask"), NULL);
  g_assert_nonnull (mask);
  g_assert_cmpuint (g_strv_length ((char **)pentimento_version_get_references (version)), ==, 1);
}

typedef struct {
  const char *fault;
  const char *prompt;
  gboolean align;
  const char *reason;
} Odd;

static const Odd odds[] = {
  { "size:700x1100", "sepia", TRUE, NULL },
  { "tint:40:0:-20", "sepia", TRUE, NULL },
  { "delay:1", "invert", TRUE, "unlike" },
  { "shift:3:3", "sepia", FALSE, "off" },
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

      open_scene (self);
      mask = pentimento_mask_ref (pentimento_marking_get_mask (pentimento_document_get_marking (self->base.document)));
      g_object_set (pentimento_document_get_marking (self->base.document), "align", odds[i].align, "feather", 9, NULL);
      g_object_set (self->base.document, "prompt", odds[i].prompt, NULL);
      add_fault (self, fault);
      version = edit (self);
      assert_only_inside (self, version, mask);
      measured = read_measured (version);
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
  g_autoptr (GBytes) jpeg = encode (pixels, "image/jpeg");

  return kind_with_orientation (jpeg, FALSE, 3, 1, orientation);
}

static GBytes *
make_animation (void)
{
  g_autoptr (GdkPixbuf) pixels = scene_draw (SCENE_DETAILED, 64, 48, 1, 0, 0, 0, 1);
  g_autoptr (GBytes) frame = encode (pixels, "image/webp");

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
    make_png (60, 40, 8, KIND_PNG_PALETTE, 1),
    make_png (60, 40, 8, KIND_PNG_GREY_ALPHA, 2),
    make_turned (6),
    make_turned (77),
    make_animation (),
    make_inks (),
  };

  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autoptr (PentimentoImage) image = make_image (files[i], "kind");
      g_autoptr (PentimentoVersion) version = NULL;
      g_autoptr (PentimentoMask) mask = NULL;

      document_fixture_open (&self->base, image);
      mark_middle (self);
      g_object_set (pentimento_document_get_marking (self->base.document), "align", FALSE, NULL);
      mask = pentimento_mask_ref (pentimento_marking_get_mask (pentimento_document_get_marking (self->base.document)));
      version = edit (self);
      assert_only_inside (self, version, mask);
    }
}

/* Cases × sizes × masks × shifts, with a seed that is told; as many as PENTIMENTO_REGION_CASES says. */
static void
test_any (OrderFixture *self, gconstpointer data)
{
  const char *wish = g_getenv ("PENTIMENTO_REGION_CASES");
  guint n_cases = wish != NULL ? (guint)g_ascii_strtoull (wish, NULL, 10) : 2;
  guint n_aligned = 0;

  for (guint i = 0; i < n_cases; i++)
    {
      int width = g_test_rand_int_range (16, MOST_WIDTH);
      int height = g_test_rand_int_range (MAX (16, width / 2), MIN (2 * width, MOST_HEIGHT));
      g_autoptr (PentimentoImage) image = make_scene (width, height);
      g_autoptr (PentimentoMask) mask = pentimento_mask_new_ellipse (
          width, height, g_test_rand_int_range (-5, width - 8), g_test_rand_int_range (-5, height - 8),
          g_test_rand_int_range (8, width), g_test_rand_int_range (8, height));
      g_autofree char *fault
          = g_strdup_printf ("shift:%d:%d,times=1", g_test_rand_int_range (-9, 9), g_test_rand_int_range (-9, 9));
      g_autoptr (PentimentoVersion) version = NULL;

      document_fixture_open (&self->base, image);
      mark (self, pentimento_mask_ref (mask));
      g_object_set (pentimento_document_get_marking (self->base.document), "feather", g_test_rand_int_range (0, 40),
                    "tone", g_test_rand_bit (), NULL);
      add_fault (self, fault);
      version = edit (self);
      assert_only_inside (self, version, mask);
      n_aligned += read_measured (version).aligned;
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
      image = make_image (encode (pixels, "image/png"), "extreme.png");
      document_fixture_open (&self->base, image);
      mark (self, pentimento_mask_new_rectangle (sizes[i][0], sizes[i][1], 0, 0, MIN (200, sizes[i][0]),
                                                 MIN (200, sizes[i][1])));
      mask = pentimento_mask_ref (pentimento_marking_get_mask (pentimento_document_get_marking (self->base.document)));
      g_object_get (self->base.document, "obstacle", &obstacle, NULL);
      g_test_message ("%d × %d: %s", sizes[i][0], sizes[i][1], obstacle != NULL ? obstacle : "made");
      if (obstacle != NULL)
        continue;
      version = edit (self);
      assert_only_inside (self, version, mask);
    }
}

/* Nothing marked is the whole picture; a mask of another picture is refused, and nothing is sent. */
static void
test_refused (OrderFixture *self, gconstpointer data)
{
  PentimentoMarking *marking = pentimento_document_get_marking (self->base.document);
  g_autoptr (GListModel) none = NULL;
  g_autoptr (PentimentoOrder) order = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *obstacle = NULL;

  open_scene (self);
  mark (self, pentimento_mask_new_rectangle (WIDTH, HEIGHT, 50, 50, 0, 80));
  g_assert_null (pentimento_marking_get_mask (marking));
  mark (self, pentimento_mask_new_rectangle (WIDTH + 1, HEIGHT, 50, 50, 80, 80));
  g_object_get (self->base.document, "obstacle", &obstacle, NULL);
  g_assert_nonnull (strstr (obstacle, "901 × 600"));
  none = document_fixture_run (&self->base, &error);
  g_assert_null (none);
  g_assert_error (error, PENTIMENTO_IMAGE_ERROR, PENTIMENTO_IMAGE_ERROR_UNSUITABLE);
  g_clear_error (&error);
  order = pentimento_document_create_order (self->base.document, &error);
  g_assert_null (order);
  g_assert_error (error, PENTIMENTO_IMAGE_ERROR, PENTIMENTO_IMAGE_ERROR_UNSUITABLE);
  g_assert_cmpuint (pentimento_sandbox_get_submits (self->sandbox), ==, 0);
}

static void
test_several (OrderFixture *self, gconstpointer data)
{
  g_autoptr (GListModel) versions = NULL;
  g_autoptr (PentimentoMask) mask = NULL;
  g_autoptr (GError) error = NULL;

  open_scene (self);
  mask = pentimento_mask_ref (pentimento_marking_get_mask (pentimento_document_get_marking (self->base.document)));
  point_to_sandbox (self, "ark");
  g_object_set (self->base.document, "count", 2, "width", 1024, "height", 1024, NULL);
  versions = document_fixture_run (&self->base, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_list_model_get_n_items (versions), ==, 2);
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (PentimentoVersion) version = g_list_model_get_item (versions, i);

      assert_only_inside (self, version, mask);
    }
}

static const SeedreamCapabilities *
describe (const char *provider)
{
  g_autoptr (SeedreamProvider) description = seedream_registry_describe (provider);

  return seedream_provider_get_capabilities (description, SEEDREAM_OPERATION_EDIT);
}

/* The same for a provider that makes certain sizes only is another part of the picture. */
static void
test_other_provider (OrderFixture *self, gconstpointer data)
{
  g_autoptr (PentimentoOrder) order = NULL, other = NULL;
  const PentimentoRegionEdit *here, *there;
  g_autoptr (GError) error = NULL;

  open_scene (self);
  order = pentimento_document_create_order (self->base.document, &error);
  g_assert_no_error (error);
  other = pentimento_order_new_for_provider (order, "sinancode");
  here = pentimento_order_get_region (order);
  there = pentimento_order_get_region (other);
  g_assert_true (pentimento_order_check (other, NULL));
  g_assert_false (here->width == there->width && here->height == there->height);
  g_assert_nonnull (seedream_capabilities_find_size (describe ("sinancode"), there->width, there->height));
  g_assert_cmpfloat (fabs ((double)there->width / there->height * there->place.height / there->place.width - 1), <,
                     0.01);
  g_assert_cmpint (there->asked_width, ==, 0);
}

/* Left before it was sent, and sent later: the same part. */
static void
test_left (OrderFixture *self, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (PentimentoOrder) order = NULL, again = NULL;
  g_autoptr (PentimentoMask) mask = NULL;
  g_autoptr (PentimentoJobRecord) record = NULL;
  g_autoptr (PentimentoVersion) version = NULL;
  g_autoptr (GError) error = NULL;
  guint ended = 0;

  open_scene (self);
  mask = pentimento_mask_ref (pentimento_marking_get_mask (pentimento_document_get_marking (self->base.document)));
  order = pentimento_document_create_order (self->base.document, &error);
  g_object_set (order_fixture_get_queue (self), "paused", TRUE, NULL);
  order_fixture_put (self, order, cancellable, &ended);
  order_fixture_wait_for_row (self, order, "prepared");
  g_cancellable_cancel (cancellable);
  document_fixture_wait (ended == 1);
  record = pentimento_library_get_job (get_library (self), pentimento_order_get_id (order), NULL);
  g_clear_object (&order);
  document_fixture_restart (&self->base);

  again = pentimento_order_new_from_record (self->base.services, record, &error);
  g_assert_no_error (error);
  order = pentimento_order_new_for_provider (again, "sinancode");
  g_assert_true (pentimento_order_check (order, &error));
  g_assert_nonnull (seedream_capabilities_find_size (describe ("sinancode"), pentimento_order_get_region (order)->width,
                                                     pentimento_order_get_region (order)->height));
  order_fixture_put (self, again, NULL, &ended);
  document_fixture_wait (ended == 2);
  g_assert_no_error (pentimento_order_get_error (again));
  version = g_list_model_get_item (pentimento_order_get_versions (again), 0);
  assert_only_inside (self, version, mask);
}

/* Taken up at any state after it was sent, with what was noted or without: the same version. */
static void
test_taken_up (OrderFixture *self, gconstpointer data)
{
  static const char *const states[] = { "submitted", "running", "downloading", "stored", "stored" };
  g_autoptr (PentimentoVersion) version = NULL;
  g_autoptr (PentimentoJobRecord) record = NULL;

  open_scene (self);
  add_fault (self, "shift:5:2,times=1");
  version = edit (self);
  record = pentimento_library_get_job (get_library (self), pentimento_version_get_job_id (version), NULL);
  g_assert_cmpuint (g_strv_length (record->outcomes), ==, 1);
  document_fixture_restart (&self->base);
  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    {
      g_autoptr (PentimentoJobRecord) left = pentimento_job_record_copy (record);
      g_autoptr (GListModel) versions = NULL;
      g_autoptr (PentimentoVersion) again = NULL;
      g_autoptr (GError) error = NULL;

      g_free (left->id);
      left->id = g_strdup_printf ("left-%u", i);
      g_free (left->state);
      left->state = g_strdup (states[i]);
      if (!g_str_equal (states[i], "stored"))
        g_clear_pointer (&left->results, g_strfreev);
      if (i + 1 < G_N_ELEMENTS (states))
        g_clear_pointer (&left->outcomes, g_strfreev);
      g_assert_true (pentimento_library_write_job (get_library (self), left, NULL));
      versions = document_fixture_resume (&self->base, left->id, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (g_list_model_get_n_items (versions), ==, 1);
      again = g_list_model_get_item (versions, 0);
      g_assert_cmpstr (pentimento_version_get_recipe (again), ==, pentimento_version_get_recipe (version));
      g_assert_cmpstr (pentimento_version_get_measured (again), ==, pentimento_version_get_measured (version));
      g_assert_cmpstr (pentimento_version_get_sha256 (again), ==, pentimento_version_get_sha256 (version));
    }
}

/* The file of a stored picture is lost while the edit is on its way. */
static void
lose (OrderFixture *self, const char *sha256)
{
  g_autoptr (GFile) file = pentimento_library_get_object (get_library (self), sha256, NULL);

  g_assert_true (g_file_delete (file, NULL, NULL));
}

/* What cannot be put into the picture any more is kept as it came, and that is said. */
static void
test_lost (OrderFixture *self, gconstpointer data)
{
  g_autoptr (PentimentoVersion) version = NULL, plain = NULL;
  g_autoptr (PentimentoJobRecord) record = NULL;
  g_autoptr (GListModel) versions = NULL;
  g_autoptr (JsonNode) request = NULL;
  g_autofree char *said = NULL;
  g_autoptr (GError) error = NULL;
  JsonObject *region;

  open_scene (self);
  version = edit (self);
  record = pentimento_library_get_job (get_library (self), pentimento_version_get_job_id (version), NULL);
  request = json_from_string (record->request, NULL);
  region = json_object_get_object_member (json_node_get_object (request), "region");
  lose (self, json_object_get_string_member (region, "mask"));
  g_free (record->id);
  record->id = g_strdup ("lost");
  g_free (record->state);
  record->state = g_strdup ("downloading");
  g_clear_pointer (&record->outcomes, g_strfreev);
  g_assert_true (pentimento_library_write_job (get_library (self), record, NULL));
  versions = document_fixture_resume (&self->base, "lost", &error);
  g_assert_no_error (error);
  plain = g_list_model_get_item (versions, 0);
  g_assert_cmpstr (pentimento_version_get_sha256 (plain), ==, record->results[0]);
  g_assert_null (pentimento_version_get_recipe (plain));
  g_assert_false (read_measured (plain).pasted);
  g_assert_cmpstr (read_measured (plain).reason, ==, "missing");
  said = pentimento_version_describe_measured (plain);
  g_assert_nonnull (strstr (said, "kept as it came"));
}

static void
keep_result (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **)user_data = g_object_ref (result);
}

/* Extended, and the new part made: what was there before stays. What is sent is not empty there. */
static void
test_extended (OrderFixture *self, gconstpointer data)
{
  g_autoptr (PentimentoRecipe) recipe = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (PentimentoVersion) extended = NULL, version = NULL;
  g_autoptr (PentimentoMask) old = pentimento_mask_new_rectangle (WIDTH + 120, HEIGHT, 0, 0, WIDTH, HEIGHT);
  g_autoptr (PentimentoMask) mask = pentimento_mask_invert (old);
  g_autoptr (GdkPixbuf) pixels = NULL;
  const guint8 *last;

  open_scene (self);
  g_assert_true (pentimento_recipe_append_extend (&recipe, WIDTH, HEIGHT, 0, 0, 120, 0, NULL));
  pentimento_document_change_async (self->base.document, recipe, NULL, keep_result, &result);
  document_fixture_wait (result != NULL);
  extended = pentimento_document_change_finish (self->base.document, result, NULL);
  g_assert_nonnull (extended);
  mark (self, pentimento_mask_ref (mask));
  version = edit (self);
  assert_only_inside (self, version, mask);
  g_assert_true (read_measured (version).aligned);
  pixels = read_pixels (self, version);
  last = gdk_pixbuf_read_pixels (pixels) + (HEIGHT - 1) * gdk_pixbuf_get_rowstride (pixels) + (WIDTH + 119) * 4;
  g_assert_cmpint (last[3], ==, 255);
  g_assert_cmpint (last[0], <, 250);
}

static PentimentoVersion *
keep_inside (OrderFixture *self, PentimentoMask *mask, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  pentimento_document_keep_outside_async (self->base.document, mask, NULL, keep_result, &result);
  document_fixture_wait (result != NULL);
  return pentimento_document_keep_outside_finish (self->base.document, result, error);
}

/* An edit of the whole picture, which has another size, is kept where the mask says; the mask is of the size that is seen. */
static void
test_kept_outside (OrderFixture *self, gconstpointer data)
{
  g_autoptr (PentimentoMask) mask = NULL, scaled = pentimento_mask_new_rectangle (WIDTH, HEIGHT, 250, 200, 300, 200);
  g_autoptr (PentimentoVersion) whole = NULL, version = NULL, none = NULL, parent = NULL;
  g_autoptr (GdkPixbuf) before = NULL, after = NULL;
  g_autoptr (GError) error = NULL;

  open_scene (self);
  mark (self, pentimento_mask_new (WIDTH, HEIGHT));
  g_assert_false (pentimento_document_get_can_keep_outside (self->base.document));
  add_fault (self, "size:1350x900,times=1");
  whole = edit (self);
  document_fixture_wait (pentimento_history_get_current (pentimento_document_get_history (self->base.document)) != NULL
                         && pentimento_document_get_can_keep_outside (self->base.document));
  none = keep_inside (self, scaled, &error);
  g_assert_error (error, PENTIMENTO_IMAGE_ERROR, PENTIMENTO_IMAGE_ERROR_UNSUITABLE);
  g_clear_error (&error);
  mask = pentimento_mask_new_rectangle (1350, 900, 390, 315, 420, 270);
  version = keep_inside (self, mask, &error);
  g_assert_no_error (error);
  g_assert_cmpint (pentimento_version_get_kind (version), ==, PENTIMENTO_VERSION_CHANGED);
  g_assert_cmpstr (pentimento_version_get_parent_id (version), ==, pentimento_version_get_id (whole));
  parent = get_parent (self, whole);
  before = read_pixels (self, parent);
  after = read_pixels (self, version);
  g_assert_cmpuint (pentimento_difference_count_outside (before, after, scaled), ==, 0);
  g_assert_true (read_measured (version).aligned);
  none = keep_inside (self, scaled, &error);
  g_assert_error (error, PENTIMENTO_DOCUMENT_ERROR, PENTIMENTO_DOCUMENT_ERROR_NO_PICTURE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, test) g_test_add ("/region/" path, OrderFixture, NULL, set_up, test, order_fixture_tear_down)
  ADD ("moved", test_moved);
  ADD ("sent", test_sent);
  ADD ("odd", test_odd);
  ADD ("kinds", test_kinds);
  ADD ("any", test_any);
  ADD ("extremes", test_extremes);
  ADD ("refused", test_refused);
  ADD ("several", test_several);
  ADD ("other-provider", test_other_provider);
  ADD ("left", test_left);
  ADD ("taken-up", test_taken_up);
  ADD ("lost", test_lost);
  ADD ("extended", test_extended);
  ADD ("kept-outside", test_kept_outside);
#undef ADD
  return g_test_run ();
}
