/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** What a safety check refused. */
typedef enum {
  SEEDREAM_CONTENT_PASSED,  /* nothing, as far as the text says */
  SEEDREAM_CONTENT_REFUSED, /* something; the text does not say what */
  SEEDREAM_CONTENT_PROMPT,
  SEEDREAM_CONTENT_PICTURE, /* one that was sent */
  SEEDREAM_CONTENT_PERSON,  /* one that was sent, for the likeness of a real person */
  SEEDREAM_CONTENT_RESULT,  /* made, then refused */
  SEEDREAM_CONTENT_SEVERE,  /* what may cost the account */
} SeedreamContent;

/**
 * seedream_refusal_find_content:
 * @text: all that the provider said
 * @codes_only: whether nothing but the safety codes of Seedream's own API counts, for an answer that is about something else
 *
 * Returns: what of the content was refused, by the words for it
 */
SeedreamContent seedream_refusal_find_content (const char *text, gboolean codes_only);

/** @picture: its number, counted from 1; 0 where it is not known. Returns: (transfer full): a translated sentence, and what to do */
char *seedream_refusal_describe_content (SeedreamContent content, guint picture);

G_END_DECLS
