/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "pentimento-sandbox.h"
#include "pentimento-window.h"

G_BEGIN_DECLS

/* A window on a library of its own in a temporary folder, and a practice server whose faults a test can script. */
typedef struct {
  char *folder;
  PentimentoSandbox *sandbox;
  PentimentoServices *services;
  PentimentoWindow *window;
  PentimentoDocument *document;
} WidgetsFixture;

/* Before gtk_test_init(): no key, no address and no setting of the person who runs the tests. */
void widgets_fixture_init (int *argc, char ***argv);

void widgets_fixture_set_up (WidgetsFixture *fixture, gconstpointer data);
void widgets_fixture_tear_down (WidgetsFixture *fixture, gconstpointer data);

/* A picture whose every pixel is another colour than its neighbours; the same arguments give the same bytes. */
GdkPixbuf *widgets_fixture_make_pixels (int width, int height, guint seed, gboolean transparent);
PentimentoImage *widgets_fixture_make_image (int width, int height, guint seed);

/* Opens a picture and waits until it is on the canvas. */
void widgets_fixture_open (WidgetsFixture *fixture, int width, int height, guint seed);

/* Returns: (transfer none): the first widget of that type below @widget */
gpointer widgets_fixture_find (gpointer widget, GType type);

/* Returns: (transfer none): the part of a template that is called @name */
gpointer widgets_fixture_part (gpointer widget, const char *name);

/* Runs the main context until `condition` holds, twenty seconds at most. */
#define widgets_fixture_wait(condition)                                                                                \
  G_STMT_START                                                                                                         \
  {                                                                                                                    \
    gint64 widgets_fixture_end = g_get_monotonic_time () + 60 * G_USEC_PER_SEC;                                        \
                                                                                                                       \
    while (!(condition))                                                                                               \
      {                                                                                                                \
        g_assert_cmpint (g_get_monotonic_time (), <, widgets_fixture_end);                                             \
        if (!g_main_context_iteration (NULL, FALSE))                                                                   \
          g_usleep (1000);                                                                                             \
      }                                                                                                                \
  }                                                                                                                    \
  G_STMT_END

G_END_DECLS
