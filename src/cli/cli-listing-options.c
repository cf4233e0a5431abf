/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cli-listing-options.h"

#include <math.h>

#include <glib/gi18n-lib.h>

#include "cli-exit.h"
#include "cli-options.h"
#include "pentimento-amount.h"
#include "pentimento-library-tags.h"

/* More pixels than any picture has; see PENTIMENTO_IMAGE_MAX_SIDE. */
#define MOST_MEGAPIXELS 1e6

static const char *const sorts[] = {
  [PENTIMENTO_GALLERY_NEWEST] = "newest",
  [PENTIMENTO_GALLERY_OLDEST] = "oldest",
  [PENTIMENTO_GALLERY_LARGEST] = "largest",
  [PENTIMENTO_GALLERY_DEAREST] = "dearest",
};

void
cli_listing_options_clear (CliListingOptions *self)
{
  g_clear_pointer (&self->search, g_free);
  g_clear_pointer (&self->provider, g_free);
  g_clear_pointer (&self->tag, g_free);
  g_clear_pointer (&self->kind, g_free);
  g_clear_pointer (&self->since, g_free);
  g_clear_pointer (&self->until, g_free);
  g_clear_pointer (&self->max_cost, g_free);
  g_clear_pointer (&self->sort, g_free);
}

GOptionEntry *
cli_listing_options_list (CliListingOptions *self)
{
  const GOptionEntry entries[] = {
    { "search", 0, 0, G_OPTION_ARG_STRING, &self->search,
      N_ ("For list: only those whose prompt, name, tags or provider has words that begin so"), N_ ("TEXT") },
    { "provider", 0, 0, G_OPTION_ARG_STRING, &self->provider, N_ ("For list: only those that this provider made"),
      N_ ("PROVIDER") },
    { "tag", 0, 0, G_OPTION_ARG_STRING, &self->tag, N_ ("For list: only those with this tag"), N_ ("TAG") },
    { "kind", 0, 0, G_OPTION_ARG_STRING, &self->kind,
      N_ ("For list: only those that were opened, edited, generated, or changed on this computer"), N_ ("KIND") },
    { "since", 0, 0, G_OPTION_ARG_STRING, &self->since, N_ ("For list: from this day on"), N_ ("DATE") },
    { "until", 0, 0, G_OPTION_ARG_STRING, &self->until, N_ ("For list: up to this day, all of it included"),
      N_ ("DATE") },
    { "min-size", 0, 0, G_OPTION_ARG_DOUBLE, &self->min_size,
      N_ ("For list: only those with so many millions of pixels, or more"), N_ ("N") },
    { "max-cost", 0, 0, G_OPTION_ARG_STRING, &self->max_cost, N_ ("For list: only those that cost so much at most"),
      N_ ("AMOUNT") },
    { "region", 0, 0, G_OPTION_ARG_NONE, &self->region, N_ ("For list: only those of which a part was edited"), NULL },
    { "starred", 0, 0, G_OPTION_ARG_NONE, &self->starred, N_ ("For list: only those with a star"), NULL },
    { "rejected", 0, 0, G_OPTION_ARG_NONE, &self->rejected, N_ ("For list: only those that were rejected"), NULL },
    { "sort", 0, 0, G_OPTION_ARG_STRING, &self->sort,
      N_ ("For list: what comes first, “newest”, “oldest”, “largest” or “dearest”"), N_ ("ORDER") },
    { NULL },
  };

  return g_memdup2 (entries, sizeof entries);
}

gboolean
cli_listing_options_are_given (const CliListingOptions *self)
{
  return self->search != NULL || self->provider != NULL || self->tag != NULL || self->kind != NULL
         || self->since != NULL || self->until != NULL || self->min_size != 0 || self->max_cost != NULL
         || self->sort != NULL || self->starred || self->rejected || self->region;
}

static gboolean
read_kind (const char *text, int *kind, GError **error)
{
  PentimentoVersionKind found;

  if (text == NULL)
    return TRUE;
  if (!pentimento_version_kind_from_string (text, &found))
    {
      g_set_error (error, CLI_ERROR, CLI_EXIT_USAGE, _ ("--kind takes opened, edited, generated or changed, not “%s”."),
                   text);
      return FALSE;
    }
  *kind = found;
  return TRUE;
}

static gboolean
read_sort (const char *text, PentimentoGallerySort *sort, GError **error)
{
  if (text == NULL)
    return TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (sorts); i++)
    if (g_str_equal (text, sorts[i]))
      {
        *sort = i;
        return TRUE;
      }
  g_set_error (error, CLI_ERROR, CLI_EXIT_USAGE, _ ("--sort takes newest, oldest, largest or dearest, not “%s”."),
               text);
  return FALSE;
}

static gboolean
read_size (double megapixels, gint64 *pixels, GError **error)
{
  if (isfinite (megapixels) && megapixels >= 0 && megapixels <= MOST_MEGAPIXELS)
    {
      *pixels = llround (megapixels * 1e6);
      return TRUE;
    }
  g_set_error (error, CLI_ERROR, CLI_EXIT_USAGE, _ ("--min-size takes millions of pixels, such as 12 or 0.5."));
  return FALSE;
}

static gboolean
read_cost (const char *text, gint64 *micros, GError **error)
{
  if (text == NULL || pentimento_amount_parse (text, micros, error))
    return TRUE;
  g_prefix_error (error, "%s: ", "--max-cost");
  return FALSE;
}

static gboolean
read_tag (const char *text, char **tag, GError **error)
{
  if (text == NULL || (*tag = pentimento_tag_clean (text)) != NULL)
    return TRUE;
  g_set_error (error, CLI_ERROR, CLI_EXIT_USAGE, _ ("A tag needs a letter or more."));
  return FALSE;
}

PentimentoGalleryFilter *
cli_listing_options_read (const CliListingOptions *self, GError **error)
{
  g_autoptr (PentimentoGalleryFilter) filter = pentimento_gallery_filter_new ();

  filter->text = g_strdup (self->search);
  filter->provider = g_strdup (self->provider);
  filter->starred = self->starred ? PENTIMENTO_GALLERY_WITH : PENTIMENTO_GALLERY_EITHER;
  filter->rejected = self->rejected ? PENTIMENTO_GALLERY_WITH : PENTIMENTO_GALLERY_EITHER;
  filter->region = self->region;
  if (!read_tag (self->tag, &filter->tag, error) || !read_kind (self->kind, &filter->kind, error)
      || !cli_options_read_day ("--since", self->since, 0, &filter->since, error)
      || !cli_options_read_day ("--until", self->until, 1, &filter->until, error)
      || !read_size (self->min_size, &filter->min_pixels, error)
      || !read_cost (self->max_cost, &filter->max_cost, error) || !read_sort (self->sort, &filter->sort, error))
    return NULL;
  return g_steal_pointer (&filter);
}
