/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <libsecret/secret.h>

#include "pentimento-keyring.h"

G_BEGIN_DECLS

/** The one schema, with the one attribute "provider". */
extern const SecretSchema pentimento_keyring_schema;

GHashTable *pentimento_keyring_attributes (const char *provider);

/** Returns: (transfer none) (nullable): the key kept in memory for this run */
const char *pentimento_keyring_get_session_key (PentimentoKeyring *self, const char *provider);

/** Keeps @key (%NULL: wipes the one that was kept) for this run. */
void pentimento_keyring_set_session_key (PentimentoKeyring *self, const char *provider, const char *key);

void pentimento_keyring_tell (PentimentoKeyring *self, const char *provider);

/** Returns: (transfer full): a copy in non-pageable memory where libsecret has some, for pentimento_key_free() */
char *keyring_key_copy (const char *key);

/**
 * Takes the blanks around @text off and looks whether the rest can be a key.
 *
 * Returns: (transfer full) (nullable): for pentimento_key_free(); %NULL with %PENTIMENTO_KEYRING_ERROR_BAD_KEY
 */
char *keyring_key_clean (const char *text, GError **error);

/** Returns: whether @error says that there is no keyring service to talk to */
gboolean pentimento_keyring_is_missing (const GError *error);

/** Returns: whether any of a search's results is locked */
gboolean pentimento_keyring_any_locked (GList *found);

/** Returns: (transfer full): "the keyring is locked", as an error */
GError *pentimento_keyring_locked_error (void);

/** Returns: (transfer full): @error (taken) as a person should see it; a cancellation stays as it is */
GError *pentimento_keyring_explain (GError *error);

G_END_DECLS
