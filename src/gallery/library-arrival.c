/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "library-arrival.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "library-versions.h"
#include "pentimento-library-private.h"
#include "pentimento-sha256.h"

/* Each needs that the one before was read, changed in another program, and read again. */
#define MOST_ATTEMPTS 100

/* How the versions of a manifest are called in this library. */
typedef struct {
  const LibraryManifest *manifest;
  guint attempt; /* 0: as in the file */
  char *picture_id;
  char *current_id;
  GListStore *versions; /* those that are not there yet */
  guint present;
} Naming;

static void
naming_clear (Naming *naming)
{
  g_free (naming->picture_id);
  g_free (naming->current_id);
  g_clear_object (&naming->versions);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Naming, naming_clear)

/* Another id for the same thing, the same each time: so reading a file once more makes no doubles, whatever it is called here. */
static char *
derive_id (const Naming *naming, const char *id)
{
  PentimentoVersion *first = naming->manifest->versions->pdata[0];
  g_autofree char *text = NULL;
  g_autofree char *digits = NULL;
  g_autoptr (GBytes) bytes = NULL;

  if (naming->attempt == 0)
    return g_strdup (id);
  text = g_strdup_printf ("%u %s %s %" G_GINT64_FORMAT " %s", naming->attempt, naming->manifest->picture_id,
                          pentimento_version_get_sha256 (first), pentimento_version_get_created (first), id);
  bytes = g_bytes_new (text, strlen (text));
  digits = pentimento_sha256_of_bytes (bytes);
  /* The shape of a UUID of version 8, which says that its maker has ways of his own (RFC 9562, 5.8). */
  return g_strdup_printf ("%.8s-%.4s-8%.3s-8%.3s-%.12s", digits, digits + 8, digits + 12, digits + 15, digits + 18);
}

static gboolean
has_same_references (PentimentoVersion *one, PentimentoVersion *other)
{
  return g_strv_equal (pentimento_version_get_references (one), pentimento_version_get_references (other));
}

/* Whether it came to be in the same way. What a person says of it may have changed, and its parent may have been removed. */
static gboolean
is_same (PentimentoVersion *one, PentimentoVersion *other)
{
  return pentimento_version_get_kind (one) == pentimento_version_get_kind (other)
         && pentimento_version_get_created (one) == pentimento_version_get_created (other)
         && pentimento_version_get_seed (one) == pentimento_version_get_seed (other)
         && g_strcmp0 (pentimento_version_get_picture_id (one), pentimento_version_get_picture_id (other)) == 0
         && g_strcmp0 (pentimento_version_get_identity (one), pentimento_version_get_identity (other)) == 0
         && g_strcmp0 (pentimento_version_get_prompt (one), pentimento_version_get_prompt (other)) == 0
         && g_strcmp0 (pentimento_version_get_negative_prompt (one), pentimento_version_get_negative_prompt (other))
                == 0
         && g_strcmp0 (pentimento_version_get_provider (one), pentimento_version_get_provider (other)) == 0
         && has_same_references (one, other);
}

static gboolean
ask (LibraryDatabase *database, const char *sql, const char *id, gboolean *yes, GError **error)
{
  g_autoptr (sqlite3_stmt) statement = library_database_query (database, error, sql, id, NULL);
  g_autoptr (GError) failed = NULL;

  if (statement == NULL)
    return FALSE;
  *yes = library_database_step (database, statement, &failed);
  if (failed == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failed));
  return FALSE;
}

/* Looks whether a version can have its name: @taken where another one has it, or had it and was removed. */
static gboolean
place (Naming *naming, LibraryDatabase *database, PentimentoVersion *version, gboolean *taken, GError **error)
{
  g_autoptr (PentimentoVersion) there = NULL;
  g_autoptr (GError) failed = NULL;

  there = library_versions_find (database, pentimento_version_get_id (version), &failed);
  if (failed != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failed));
      return FALSE;
    }
  if (there != NULL)
    {
      *taken = !is_same (there, version);
      naming->present++;
      return TRUE;
    }
  g_list_store_append (naming->versions, version);
  return ask (database, "SELECT 1 FROM removed_version WHERE id = ?", pentimento_version_get_id (version), taken,
              error);
}

static PentimentoVersion *
name_version (const Naming *naming, PentimentoVersion *version)
{
  const char *parent_id = pentimento_version_get_parent_id (version);
  g_autofree char *id = derive_id (naming, pentimento_version_get_id (version));
  g_autofree char *new_parent_id = parent_id != NULL ? derive_id (naming, parent_id) : NULL;

  return pentimento_version_copy_as (version, id, naming->picture_id, new_parent_id);
}

/* Names all versions in one way. @taken: (out): whether that would mix them with something else */
static gboolean
name_versions (Naming *naming, LibraryDatabase *database, gboolean *taken, gboolean *known, GError **error)
{
  naming->picture_id = derive_id (naming, naming->manifest->picture_id);
  naming->current_id = derive_id (naming, naming->manifest->current_id);
  naming->versions = g_list_store_new (PENTIMENTO_TYPE_VERSION);
  *taken = FALSE;
  if (!ask (database, "SELECT 1 FROM picture WHERE id = ?", naming->picture_id, known, error))
    return FALSE;
  for (guint i = 0; !*taken && i < naming->manifest->versions->len; i++)
    {
      g_autoptr (PentimentoVersion) version = name_version (naming, naming->manifest->versions->pdata[i]);

      if (!place (naming, database, version, taken, error))
        return FALSE;
    }
  /* A picture of that id that has none of them is another one. */
  *taken = *taken || (*known && naming->present == 0);
  return TRUE;
}

static PentimentoHistoryArrival *
arrive (const Naming *naming)
{
  PentimentoHistoryArrival *arrival = g_new0 (PentimentoHistoryArrival, 1);

  arrival->picture_id = g_strdup (naming->picture_id);
  arrival->version_id = g_strdup (naming->current_id);
  arrival->added = g_list_model_get_n_items (G_LIST_MODEL (naming->versions));
  arrival->present = naming->present;
  return arrival;
}

/* Inside a transaction. What is current in a picture that is there stays so. */
static PentimentoHistoryArrival *
add (LibraryDatabase *database, const LibraryManifest *manifest, GError **error)
{
  for (guint attempt = 0; attempt < MOST_ATTEMPTS; attempt++)
    {
      g_auto (Naming) naming = { .manifest = manifest, .attempt = attempt };
      g_autofree char *current = NULL;
      gboolean taken, known;

      if (!name_versions (&naming, database, &taken, &known, error))
        return NULL;
      if (taken)
        continue;
      current = known ? library_versions_get_current (database, naming.picture_id, NULL) : NULL;
      if (!library_versions_add (database, G_LIST_MODEL (naming.versions), error)
          || !library_versions_set_current (database, current != NULL ? current : naming.current_id, error))
        return NULL;
      return arrive (&naming);
    }
  g_set_error_literal (error, PENTIMENTO_LIBRARY_ERROR, PENTIMENTO_LIBRARY_ERROR_EXISTS,
                       _ ("The library has other versions by the ids of this history."));
  return NULL;
}

PentimentoHistoryArrival *
library_arrival_add (PentimentoLibrary *library, const LibraryManifest *manifest, GError **error)
{
  LibraryDatabase *database = pentimento_library_get_database (library);
  g_autoptr (GMutexLocker) locker = library_database_lock (database);
  g_autoptr (PentimentoHistoryArrival) arrival = NULL;

  if (!library_database_begin (database, error))
    return NULL;
  arrival = add (database, manifest, error);
  if (!library_database_end (database, arrival != NULL, error))
    return NULL;
  pentimento_library_tell (library);
  return g_steal_pointer (&arrival);
}

void
pentimento_history_arrival_free (PentimentoHistoryArrival *self)
{
  g_free (self->picture_id);
  g_free (self->version_id);
  g_free (self);
}
