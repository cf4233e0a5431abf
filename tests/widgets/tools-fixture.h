/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "pentimento-canvas-private.h"
#include "pentimento-tool-panel.h"
#include "widgets-fixture.h"

G_BEGIN_DECLS

/* Of the picture that is open at first: small enough to be seen at its own size. */
#define TOOLS_WIDTH 300
#define TOOLS_HEIGHT 200

typedef struct {
  WidgetsFixture base;
  PentimentoCanvas *canvas;
  PentimentoToolPanel *panel;
} ToolsFixture;

void tools_fixture_set_up (ToolsFixture *fixture, gconstpointer data);
void tools_fixture_tear_down (ToolsFixture *fixture, gconstpointer data);
void tools_fixture_activate (ToolsFixture *fixture, const char *action);
PentimentoTool *tools_fixture_use (ToolsFixture *fixture, const char *name);
gpointer tools_fixture_option (ToolsFixture *fixture, GType options, const char *name);
gpointer tools_fixture_crop_option (ToolsFixture *fixture, const char *name);
PentimentoHistory *tools_fixture_get_history (ToolsFixture *fixture);
guint tools_fixture_count_versions (ToolsFixture *fixture);
guint tools_fixture_count_objects (ToolsFixture *fixture);

/* With the pointer, between points of what is seen. */
gboolean tools_fixture_pull (ToolsFixture *fixture, double x, double y, double to_x, double to_y);

GdkRectangle tools_fixture_get_place (ToolsFixture *fixture);
void tools_fixture_assert_place (ToolsFixture *fixture, int x, int y, int width, int height);

/* What is on the canvas is what the recipe makes of the picture. */
void tools_fixture_assert_preview (ToolsFixture *fixture);

void tools_fixture_wait_until_applied (ToolsFixture *fixture);
void tools_fixture_assert_shown (ToolsFixture *fixture, int width, int height, const char *recipe);

/* In the place of the picture that is open. */
void tools_fixture_open_another (ToolsFixture *fixture, int width, int height, guint seed);

G_END_DECLS
