/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "pentimento-fitted-image.h"

G_BEGIN_DECLS

/* The file in @cache for this picture and these limits; %NULL when @cache is no local folder */
char *fit_cache_path (GFile *cache, PentimentoImage *image, const PentimentoFitLimits *limits);

/* Reads a file that fit_cache_store() wrote, and tells the SHA-256 of the picture in it. The bytes are mapped, so that many large pictures do not sit on the heap.
 *
 * Returns: (transfer full) (nullable): the picture file, %NULL when there is none or it is damaged */
GBytes *fit_cache_read (const char *path, PentimentoFitChanges *changes, char **sha256);

/* Keeps a fitted picture. A failure costs time later and nothing else, so it is no error. */
void fit_cache_store (const char *path, GBytes *bytes, PentimentoFitChanges changes);

G_END_DECLS
