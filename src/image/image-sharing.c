/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "image-sharing.h"

typedef struct {
  GWeakRef pixels;
  gboolean converted;
} Shared;

static GMutex mutex;
static GHashTable *table; /* identity → Shared */

static void
shared_free (gpointer data)
{
  Shared *shared = data;

  g_weak_ref_clear (&shared->pixels);
  g_free (shared);
}

static gboolean
is_gone (gpointer identity, gpointer shared, gpointer data)
{
  g_autoptr (GdkPixbuf) pixels = g_weak_ref_get (&((Shared *)shared)->pixels);

  return pixels == NULL;
}

/* What nobody holds any more is forgotten as others come: there are never many. */
void
image_sharing_add (const char *identity, GdkPixbuf *pixels, gboolean converted)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&mutex);
  Shared *shared = g_new0 (Shared, 1);

  if (table == NULL)
    table = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, shared_free);
  g_hash_table_foreach_remove (table, is_gone, NULL);
  g_weak_ref_init (&shared->pixels, pixels);
  shared->converted = converted;
  g_hash_table_replace (table, g_strdup (identity), shared);
}

GdkPixbuf *
image_sharing_find (const char *identity, gboolean *converted)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&mutex);
  Shared *shared = table != NULL ? g_hash_table_lookup (table, identity) : NULL;

  if (shared == NULL)
    return NULL;
  *converted = shared->converted;
  return g_weak_ref_get (&shared->pixels);
}
