/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "pentimento-gallery.h"

G_BEGIN_DECLS

/** A library in a temporary folder of its own. */
typedef struct {
  char *path;
  GFile *folder;
  PentimentoLibrary *library;
} LibraryFixture;

#define library_test(path, function)                                                                                   \
  g_test_add (path, LibraryFixture, NULL, library_fixture_set_up, function, library_fixture_tear_down)

void library_fixture_set_up (LibraryFixture *self, gconstpointer data);
void library_fixture_tear_down (LibraryFixture *self, gconstpointer data);

/** Closes the library and opens it again. */
void library_fixture_reopen (LibraryFixture *self);

/** Closes the library and makes it one of an older schema: takes away what the migrations from number @version on have added. */
void library_fixture_go_back (LibraryFixture *self, guint version);

/** Returns: how often a loop of kills goes round: @few, or as often as PENTIMENTO_TEST_KILLS in the environment says */
guint library_fixture_kills (guint few);

/** Starts this very program again, to do @role in the fixture's folder; its standard output is a pipe. */
GSubprocess *library_fixture_start (const char *path, const char *role);

/** Returns: a picture file of its own for every @number */
PentimentoImage *library_fixture_image (guint number);

/** Returns: an opened (@parent %NULL) or edited version of @image */
PentimentoVersion *library_fixture_version (PentimentoImage *image, const char *picture_id, PentimentoVersion *parent);

/** Returns: a list model of the versions, up to %NULL */
GListModel *library_fixture_list (PentimentoVersion *first, ...) G_GNUC_NULL_TERMINATED;

/**
 * Stores picture @number, and adds an edited version of @parent (%NULL: a root, in a picture of its own) with that prompt and provider, which was paid for.
 */
PentimentoVersion *library_fixture_add (LibraryFixture *self,
                                        guint number,
                                        PentimentoVersion *parent,
                                        const char *prompt,
                                        const char *provider);

/** Returns: a job that was submitted once */
PentimentoJobRecord *library_fixture_job (const char *id, const char *state);

/** Reads what a process has said to be stored, an id a line, to its end, and appends the whole lines. */
void library_fixture_take_promises (GSubprocess *process, GPtrArray *promises);

/** Asserts that the versions of these ids, from @from on, are there with their pictures. */
void library_fixture_assert_kept (PentimentoLibrary *library, GPtrArray *promises, guint from);

/** Asserts that a check of the library finds nothing. */
void library_fixture_assert_clean (PentimentoLibrary *library);

/** Runs a statement on the database behind the library's back. Returns: (transfer full): the first text of the first row */
char *library_fixture_sql (const char *path, const char *sql);

G_END_DECLS
