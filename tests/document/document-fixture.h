/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "pentimento-document.h"
#include "pentimento-sandbox.h"

G_BEGIN_DECLS

/* A library of its own in a temporary folder, with services and a document on it, gone with the fixture. */
typedef struct {
  char *folder;
  PentimentoServices *services;
  PentimentoDocument *document;
} DocumentFixture;

void document_fixture_set_up (DocumentFixture *fixture, gconstpointer data);
void document_fixture_tear_down (DocumentFixture *fixture, gconstpointer data);

/* Returns: further services on the same library, as another program has them. */
PentimentoServices *document_fixture_open_services (const char *folder);

/* Closes everything and opens it again, as the next start of the program does. */
void document_fixture_restart (DocumentFixture *fixture);

/* A picture of one colour with a darker corner, so that mirroring shows; the same arguments give the same bytes. */
PentimentoImage *document_fixture_make_image (const char *name, int width, int height, guint32 rgba);

/* The async calls of the document, waited for. */
void document_fixture_open (DocumentFixture *fixture, PentimentoImage *image);
GListModel *document_fixture_run (DocumentFixture *fixture, GError **error);
gboolean document_fixture_export (DocumentFixture *fixture, const char *name, gboolean replace, GError **error);
GListModel *document_fixture_resume (DocumentFixture *fixture, const char *id, GError **error);

/* Runs the main context until `condition` holds, ten seconds at most. */
#define document_fixture_wait(condition)                                                                               \
  G_STMT_START                                                                                                         \
  {                                                                                                                    \
    gint64 document_fixture_end = g_get_monotonic_time () + 10 * G_USEC_PER_SEC;                                       \
                                                                                                                       \
    while (!(condition))                                                                                               \
      {                                                                                                                \
        g_assert_cmpint (g_get_monotonic_time (), <, document_fixture_end);                                            \
        if (!g_main_context_iteration (NULL, FALSE))                                                                   \
          g_usleep (1000);                                                                                             \
      }                                                                                                                \
  }                                                                                                                    \
  G_STMT_END

G_END_DECLS
