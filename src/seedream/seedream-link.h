/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** What a text in the place of a result is. */
typedef enum {
  SEEDREAM_LINK_NONE,   /* no result at all */
  SEEDREAM_LINK_REMOTE, /* an address to fetch it from */
  SEEDREAM_LINK_INLINE, /* the picture itself, as a data: URI or bare base64 */
} SeedreamLinkKind;

SeedreamLinkKind seedream_link_classify (const char *text);

/**
 * seedream_link_collect:
 * @links: (element-type utf8): grows
 * @text: (nullable): a text in the place of a result
 *
 * Adds @text where it is a result and not there yet; no more than 1000.
 */
void seedream_link_collect (GPtrArray *links, const char *text);

/**
 * seedream_link_shows_key:
 * @text: (nullable): an id or a link that a provider gave
 * @key: (nullable): the key that was sent to it
 *
 * Returns: whether @text has the key in it, plain, percent-encoded or as base64, so that it must not be written down
 */
gboolean seedream_link_shows_key (const char *text, const char *key);

/**
 * seedream_link_decode:
 *
 * Returns: (transfer full) (nullable): the bytes of a link that carries its picture in itself; %NULL where they are no base64 or more than 128 MiB
 */
GBytes *seedream_link_decode (const char *text);

G_END_DECLS
