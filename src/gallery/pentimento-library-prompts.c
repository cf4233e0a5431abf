/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "pentimento-library-prompts.h"

#include "library-prompts.h"
#include "library-versions.h"
#include "pentimento-library-private.h"

/* Ends a transaction that was begun, and tells of what it did. */
static gboolean
end (PentimentoLibrary *self, gboolean good, GError **error)
{
  good = library_database_end (pentimento_library_get_database (self), good, error);
  if (good)
    pentimento_library_tell (self);
  return good;
}

GListModel *
pentimento_library_list_prompts (PentimentoLibrary *self, const char *search, guint most, GError **error)
{
  LibraryDatabase *database = pentimento_library_get_database (self);
  g_autoptr (GMutexLocker) locker = library_database_lock (database);
  g_autoptr (GArray) numbers = library_prompts_list (database, search, most, error);

  if (numbers == NULL)
    return NULL;
  return library_versions_list_numbers (database, (const gint64 *)numbers->data, numbers->len, error);
}

gboolean
pentimento_library_hide_prompt (PentimentoLibrary *self, const char *prompt, GError **error)
{
  LibraryDatabase *database = pentimento_library_get_database (self);
  g_autoptr (GMutexLocker) locker = library_database_lock (database);

  return library_database_begin (database, error) && end (self, library_prompts_hide (database, prompt, error), error);
}

GPtrArray *
pentimento_library_list_templates (PentimentoLibrary *self, GError **error)
{
  LibraryDatabase *database = pentimento_library_get_database (self);
  g_autoptr (GMutexLocker) locker = library_database_lock (database);

  return library_templates_list (database, error);
}

gboolean
pentimento_library_write_templates (PentimentoLibrary *self,
                                    const char *const *names,
                                    const char *const *contents,
                                    const char *replaces,
                                    GError **error)
{
  LibraryDatabase *database = pentimento_library_get_database (self);
  g_autoptr (GMutexLocker) locker = library_database_lock (database);
  gboolean good = library_database_begin (database, error);

  if (!good)
    return FALSE;
  if (replaces != NULL)
    good = library_templates_remove (database, replaces, error);
  for (guint i = 0; good && names[i] != NULL; i++)
    good = library_templates_write (database, names[i], contents[i], error);
  return end (self, good, error);
}

gboolean
pentimento_library_remove_template (PentimentoLibrary *self, const char *name, GError **error)
{
  LibraryDatabase *database = pentimento_library_get_database (self);
  g_autoptr (GMutexLocker) locker = library_database_lock (database);

  return library_database_begin (database, error)
         && end (self, library_templates_remove (database, name, error), error);
}
