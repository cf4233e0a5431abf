/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "region-fixture.h"

#include "pentimento-difference.h"
#include "region-scenes.h"

PentimentoLibrary *
region_fixture_get_library (OrderFixture *self)
{
  return pentimento_services_get_library (self->base.services);
}

PentimentoImage *
region_fixture_make_image (GBytes *taken, const char *name)
{
  g_autoptr (GBytes) bytes = taken;
  g_autoptr (GError) error = NULL;
  PentimentoImage *image = pentimento_image_new (bytes, name, NULL, &error);

  g_assert_no_error (error);
  return image;
}

GBytes *
region_fixture_encode (GdkPixbuf *pixels, const char *media_type)
{
  g_autoptr (GError) error = NULL;
  GBytes *bytes = pentimento_image_encode (pixels, media_type, 95, NULL, &error);

  g_assert_no_error (error);
  return bytes;
}

/* Drawing one takes longer than editing it. */
PentimentoImage *
region_fixture_make_scene (int width, int height)
{
  static GdkPixbuf *large = NULL;
  g_autoptr (GdkPixbuf) pixels = NULL;

  if (large == NULL)
    large = scene_draw (SCENE_DETAILED, REGION_FIXTURE_MOST_WIDTH, REGION_FIXTURE_MOST_HEIGHT, 1, 0, 0, 0, 1);
  pixels = gdk_pixbuf_new_subpixbuf (large, 0, 0, width, height);
  return region_fixture_make_image (region_fixture_encode (pixels, "image/jpeg"), "scene.jpg");
}

void
region_fixture_point_to_sandbox (OrderFixture *self, const char *provider)
{
  g_object_set (self->base.document, "provider", provider, "endpoint", pentimento_sandbox_get_url (self->sandbox),
                "prompt", "sepia", NULL);
}

void
region_fixture_set_up (OrderFixture *self, gconstpointer data)
{
  g_setenv ("PENTIMENTO_ARK_KEY", "test", TRUE);
  order_fixture_set_up (self, data);
  region_fixture_point_to_sandbox (self, "practice");
}

void
region_fixture_add_fault (OrderFixture *self, const char *fault)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (pentimento_sandbox_add_fault (self->sandbox, fault, &error));
}

void
region_fixture_mark (OrderFixture *self, PentimentoMask *taken)
{
  g_object_set (pentimento_document_get_marking (self->base.document), "mask", taken, NULL);
  pentimento_mask_unref (taken);
}

/* The middle of the picture that is open. */
void
region_fixture_mark_middle (OrderFixture *self)
{
  PentimentoImage *image = pentimento_document_get_image (self->base.document);
  int width = pentimento_image_get_width (image), height = pentimento_image_get_height (image);

  region_fixture_mark (self, pentimento_mask_new_rectangle (width, height, width / 4, height / 4, MAX (width / 2, 1),
                                                            MAX (height / 2, 1)));
}

void
region_fixture_open_scene (OrderFixture *self)
{
  g_autoptr (PentimentoImage) image = region_fixture_make_scene (REGION_FIXTURE_WIDTH, REGION_FIXTURE_HEIGHT);

  document_fixture_open (&self->base, image);
  region_fixture_mark (self,
                       pentimento_mask_new_ellipse (REGION_FIXTURE_WIDTH, REGION_FIXTURE_HEIGHT, 300, 200, 220, 180));
}

PentimentoVersion *
region_fixture_edit (OrderFixture *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GListModel) versions = document_fixture_run (&self->base, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (g_list_model_get_n_items (versions), ==, 1);
  return g_list_model_get_item (versions, 0);
}

PentimentoMeasured
region_fixture_read_measured (PentimentoVersion *version)
{
  PentimentoMeasured measured;

  g_assert_true (pentimento_measured_read (&measured, pentimento_version_get_measured (version)));
  return measured;
}

GdkPixbuf *
region_fixture_read_pixels (OrderFixture *self, PentimentoVersion *version)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PentimentoImage) image
      = pentimento_library_load_version (region_fixture_get_library (self), version, &error);
  GdkPixbuf *pixels;

  g_assert_no_error (error);
  pixels = pentimento_image_decode (image, NULL, &error);
  g_assert_no_error (error);
  return pixels;
}

PentimentoVersion *
region_fixture_get_parent (OrderFixture *self, PentimentoVersion *version)
{
  return pentimento_library_get_version (region_fixture_get_library (self), pentimento_version_get_parent_id (version),
                                         NULL);
}

/* A version of the parent's own file and size, with another picture within the mask and nowhere else. */
void
region_fixture_assert_outside (OrderFixture *self, PentimentoVersion *version, PentimentoMask *mask)
{
  g_autoptr (PentimentoVersion) parent = region_fixture_get_parent (self, version);
  g_autoptr (GdkPixbuf) before = region_fixture_read_pixels (self, parent);
  g_autoptr (GdkPixbuf) after = region_fixture_read_pixels (self, version);

  g_assert_cmpstr (pentimento_version_get_sha256 (version), ==, pentimento_version_get_sha256 (parent));
  g_assert_cmpstr (pentimento_version_get_media_type (version), ==, pentimento_version_get_media_type (parent));
  g_assert_cmpint (pentimento_version_get_width (version), ==, pentimento_version_get_width (parent));
  g_assert_cmpint (pentimento_version_get_height (version), ==, pentimento_version_get_height (parent));
  g_assert_cmpint (gdk_pixbuf_get_n_channels (before), ==, gdk_pixbuf_get_n_channels (after));
  g_assert_cmpuint (pentimento_difference_count_outside (before, after, mask), ==, 0);
}

void
region_fixture_assert_only_inside (OrderFixture *self, PentimentoVersion *version, PentimentoMask *mask)
{
  g_autoptr (PentimentoVersion) parent = region_fixture_get_parent (self, version);
  g_autoptr (GdkPixbuf) before = region_fixture_read_pixels (self, parent);
  g_autoptr (GdkPixbuf) after = region_fixture_read_pixels (self, version);
  g_autoptr (PentimentoMask) nothing
      = pentimento_mask_new (pentimento_mask_get_width (mask), pentimento_mask_get_height (mask));

  region_fixture_assert_outside (self, version, mask);
  g_assert_cmpuint (pentimento_difference_count_outside (before, after, nothing), >, 0);
}
