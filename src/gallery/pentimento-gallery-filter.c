/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "pentimento-gallery-filter.h"

#include <string.h>

G_DEFINE_BOXED_TYPE (PentimentoGalleryFilter,
                     pentimento_gallery_filter,
                     pentimento_gallery_filter_copy,
                     pentimento_gallery_filter_free)

PentimentoGalleryFilter *
pentimento_gallery_filter_new (void)
{
  PentimentoGalleryFilter *self = g_new0 (PentimentoGalleryFilter, 1);

  self->kind = -1;
  self->until = self->max_pixels = self->max_cost = G_MAXINT64;
  return self;
}

PentimentoGalleryFilter *
pentimento_gallery_filter_copy (const PentimentoGalleryFilter *self)
{
  PentimentoGalleryFilter *copy = g_memdup2 (self, sizeof *self);

  copy->text = g_strdup (self->text);
  copy->provider = g_strdup (self->provider);
  copy->tag = g_strdup (self->tag);
  return copy;
}

void
pentimento_gallery_filter_free (PentimentoGalleryFilter *self)
{
  g_free (self->text);
  g_free (self->provider);
  g_free (self->tag);
  g_free (self);
}

static gboolean
has_letters (const char *word)
{
  for (; *word != '\0'; word = g_utf8_next_char (word))
    if (g_unichar_isalnum (g_utf8_get_char (word)))
      return TRUE;
  return FALSE;
}

/* In quotes nothing but the quote itself has a meaning; with a star behind them the last word is a beginning. */
static void
add_word (GString *query, const char *word)
{
  g_auto (GStrv) pieces = g_strsplit (word, "\"", -1);
  g_autofree char *quoted = g_strjoinv ("\"\"", pieces);

  g_string_append_printf (query, "%s\"%s\"*", query->len > 0 ? " " : "", quoted);
}

char *
pentimento_gallery_filter_to_query (const PentimentoGalleryFilter *self)
{
  g_autofree char *text = self->text != NULL ? g_utf8_make_valid (self->text, -1) : NULL;
  g_auto (GStrv) words = text != NULL ? g_strsplit_set (text, " \t\r\n\v\f", -1) : NULL;
  g_autoptr (GString) query = g_string_new (NULL);

  for (char **word = words; word != NULL && *word != NULL; word++)
    if (has_letters (*word))
      add_word (query, *word);
  return query->len > 0 ? g_string_free (g_steal_pointer (&query), FALSE) : NULL;
}
