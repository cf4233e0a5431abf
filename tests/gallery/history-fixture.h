/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "library-fixture.h"
#include "pentimento-library-history.h"

G_BEGIN_DECLS

/** A library with a picture that has a history: a root, two branches of it, a local edit, references, and what a person says; and an empty library. */
typedef struct {
  LibraryFixture from;
  LibraryFixture to;
  GFile *file; /* for the history, not there at first */
  char *picture_id;
} History;

#define history_test(path, function)                                                                                   \
  g_test_add (path, History, NULL, history_fixture_set_up, function, history_fixture_tear_down)

void history_fixture_set_up (History *self, gconstpointer data);
void history_fixture_tear_down (History *self, gconstpointer data);

/** Adds a version made from @parent (nullable), with picture @number. */
PentimentoVersion *history_fixture_add (LibraryFixture *fixture,
                                        PentimentoVersion *parent,
                                        guint number,
                                        const char *recipe,
                                        const char *const *references);

/** Writes the history, and has to be able to. */
void history_fixture_export (History *self, gboolean replace);

/** Reads it into the other library, and has to be able to. */
PentimentoHistoryArrival *history_fixture_import (History *self);

/** @picture_id: (nullable): %NULL for all */
guint history_fixture_count (LibraryFixture *fixture, const char *picture_id);

void history_fixture_assert_clean (LibraryFixture *fixture);

/** Adds the tests of files that others have made. */
void history_hostile_add_tests (void);

G_END_DECLS
