/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "export-estimates.h"

/* A person who pulls a slider to and fro sees as many values; then all are forgotten, and made again when they are asked for. */
#define MOST_ESTIMATES 256

struct _ExportEstimates {
  gatomicrefcount references;
  GMutex lock;
  GHashTable *sizes; /* of PentimentoExportEstimate */
};

ExportEstimates *
export_estimates_new (void)
{
  ExportEstimates *self = g_new0 (ExportEstimates, 1);

  g_atomic_ref_count_init (&self->references);
  g_mutex_init (&self->lock);
  self->sizes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  return self;
}

ExportEstimates *
export_estimates_ref (ExportEstimates *self)
{
  g_atomic_ref_count_inc (&self->references);
  return self;
}

void
export_estimates_unref (ExportEstimates *self)
{
  if (!g_atomic_ref_count_dec (&self->references))
    return;
  g_mutex_clear (&self->lock);
  g_hash_table_unref (self->sizes);
  g_free (self);
}

char *
export_estimates_make_key (const char *identity, const PentimentoExportSettings *settings)
{
  return g_strdup_printf ("%s %d %d %dx%d %d%d%d %s", settings->media_type, settings->quality, settings->longest_side,
                          settings->width, settings->height, settings->details, settings->keep_location,
                          settings->origin, identity);
}

gboolean
export_estimates_find (ExportEstimates *self, const char *key, PentimentoExportEstimate *estimate)
{
  const PentimentoExportEstimate *found;

  g_mutex_lock (&self->lock);
  found = g_hash_table_lookup (self->sizes, key);
  if (found != NULL)
    *estimate = *found;
  g_mutex_unlock (&self->lock);
  return found != NULL;
}

void
export_estimates_keep (ExportEstimates *self, const char *key, const PentimentoExportEstimate *estimate)
{
  g_mutex_lock (&self->lock);
  if (g_hash_table_size (self->sizes) >= MOST_ESTIMATES)
    g_hash_table_remove_all (self->sizes);
  g_hash_table_replace (self->sizes, g_strdup (key), g_memdup2 (estimate, sizeof *estimate));
  g_mutex_unlock (&self->lock);
}
