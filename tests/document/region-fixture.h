/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "order-fixture.h"
#include "pentimento-measured.h"

G_BEGIN_DECLS

/* Changing a part of a picture: an order fixture whose document asks its practice server. */

enum {
  REGION_FIXTURE_WIDTH = 900, /* of the scene that is opened */
  REGION_FIXTURE_HEIGHT = 600,
  REGION_FIXTURE_MOST_WIDTH = 1200, /* of any other */
  REGION_FIXTURE_MOST_HEIGHT = 800,
};

void region_fixture_set_up (OrderFixture *self, gconstpointer data);
PentimentoLibrary *region_fixture_get_library (OrderFixture *self);
void region_fixture_point_to_sandbox (OrderFixture *self, const char *provider);
void region_fixture_add_fault (OrderFixture *self, const char *fault);

/* @taken: (transfer full) */
PentimentoImage *region_fixture_make_image (GBytes *taken, const char *name);
GBytes *region_fixture_encode (GdkPixbuf *pixels, const char *media_type);

/* A JPEG with much detail. */
PentimentoImage *region_fixture_make_scene (int width, int height);

/* Marks on the picture that is open. @taken: (transfer full) */
void region_fixture_mark (OrderFixture *self, PentimentoMask *taken);
void region_fixture_mark_middle (OrderFixture *self);

/* Opens a scene and marks an ellipse in it. */
void region_fixture_open_scene (OrderFixture *self);

/* Returns: (transfer full): the one version that an edit makes */
PentimentoVersion *region_fixture_edit (OrderFixture *self);

PentimentoMeasured region_fixture_read_measured (PentimentoVersion *version);
GdkPixbuf *region_fixture_read_pixels (OrderFixture *self, PentimentoVersion *version);
PentimentoVersion *region_fixture_get_parent (OrderFixture *self, PentimentoVersion *version);

/* A version of the parent's own file and size, which is the same outside the mask. */
void region_fixture_assert_outside (OrderFixture *self, PentimentoVersion *version, PentimentoMask *mask);

/* And is another one within. */
void region_fixture_assert_only_inside (OrderFixture *self, PentimentoVersion *version, PentimentoMask *mask);

G_END_DECLS
