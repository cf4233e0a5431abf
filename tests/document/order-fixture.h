/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "document-fixture.h"
#include "pentimento-queue.h"

G_BEGIN_DECLS

/* A document fixture with an open picture and a reference, and a practice server to which every order goes. */
typedef struct {
  DocumentFixture base;
  PentimentoSandbox *sandbox;
  PentimentoVersion *root;
  PentimentoImage *picture;
  PentimentoImage *reference;
} OrderFixture;

void order_fixture_set_up (OrderFixture *fixture, gconstpointer data);
void order_fixture_tear_down (OrderFixture *fixture, gconstpointer data);

PentimentoQueue *order_fixture_get_queue (OrderFixture *fixture);

/* Returns: (transfer full): an order to edit the picture */
PentimentoOrder *order_fixture_make (OrderFixture *fixture, const char *provider, const char *prompt);

/* Puts it into the queue. @ended: counts those that have ended */
void order_fixture_put (OrderFixture *fixture, PentimentoOrder *order, GCancellable *cancellable, guint *ended);

/* Waits until the row of an order in the ledger has that state. */
void order_fixture_wait_for_row (OrderFixture *fixture, PentimentoOrder *order, const char *state);

/* Lets threads and callbacks come to their end. */
void order_fixture_settle (OrderFixture *fixture);

/* Returns: (transfer container): what was left of earlier runs */
GPtrArray *order_fixture_list_left (PentimentoServices *services);

/* As document_fixture_wait(), a minute at most: for many orders, on a machine that does other things as well. */
#define order_fixture_wait_longer(condition)                                                                           \
  G_STMT_START                                                                                                         \
  {                                                                                                                    \
    gint64 order_fixture_end = g_get_monotonic_time () + 60 * G_USEC_PER_SEC;                                          \
                                                                                                                       \
    while (!(condition))                                                                                               \
      {                                                                                                                \
        g_assert_cmpint (g_get_monotonic_time (), <, order_fixture_end);                                               \
        if (!g_main_context_iteration (NULL, FALSE))                                                                   \
          g_usleep (1000);                                                                                             \
      }                                                                                                                \
  }                                                                                                                    \
  G_STMT_END

G_END_DECLS
