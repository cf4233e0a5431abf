/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <seedream.h>

G_BEGIN_DECLS

/** Base64 that is long enough to be taken for a picture. */
#define B64 "QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVphYmNkZWZnaGlqa2xtbm9wcXJzdHV2d3h5ejAxMjM0NTY3ODk="

/** Returns: (transfer full): the provider @id at its real address */
SeedreamProvider *provider_fixture_create (const char *id);

/** Returns: (transfer full): an edit of @n small pictures */
SeedreamRequest *provider_fixture_create_edit (guint n, int width, int height, gint64 seed, guint count);

/** Returns: (transfer full): what a body sends */
char *provider_fixture_read_body (SeedreamBody *body);

/** Asserts the whole of a submit. */
void provider_fixture_assert_submit (SeedreamProvider *provider,
                                     SeedreamRequest *request,
                                     const char *uri,
                                     const char *body);

/** Asserts whether @request is within the provider's limits. */
void provider_fixture_assert_valid (SeedreamProvider *provider, SeedreamRequest *request, gboolean valid);

/** Returns: (transfer full): an answer of @status with the body @text */
SeedreamReply *provider_fixture_reply (guint status, const char *text);

/** Asserts that an answer to the submit (or to a poll) is finished with @links, joined by blanks. */
void provider_fixture_assert_links (SeedreamProvider *provider, gboolean submit, const char *text, const char *links);

/** Asserts that an answer to the submit (or to a poll) is an error. Returns: (transfer full): the error */
GError *
provider_fixture_assert_refused (SeedreamProvider *provider, gboolean submit, guint status, const char *text, int code);

G_END_DECLS
