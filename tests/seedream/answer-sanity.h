/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <seedream.h>

G_BEGIN_DECLS

/** What an answer may be the answer to. */
typedef enum {
  ANSWER_TO_SUBMIT,
  ANSWER_TO_POLL,
  ANSWER_TO_UPLOAD,
  ANSWER_TO_KEY_TEST,
  N_ANSWERS,
} AnswerKind;

/** Returns: whether @provider ever asks this */
gboolean answer_sanity_is_asked (SeedreamProvider *provider, AnswerKind kind);

/**
 * answer_sanity_read:
 *
 * Reads @reply as an answer of @kind, and asserts that what comes of it is within bounds, whatever the provider wrote.
 *
 * Returns: %FALSE with an error of %SEEDREAM_ERROR where the provider could not be understood or said no
 */
gboolean answer_sanity_read (SeedreamProvider *provider, AnswerKind kind, const SeedreamReply *reply, GError **error);

G_END_DECLS
