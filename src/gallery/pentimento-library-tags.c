/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "pentimento-library-tags.h"

#include "library-tags.h"
#include "pentimento-library-private.h"

char *
pentimento_tag_clean (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  g_autofree char *composed = g_utf8_normalize (valid, -1, G_NORMALIZE_NFC);
  g_autoptr (GString) tag = g_string_new (NULL);
  glong n_letters = 0;

  for (const char *letter = composed; *letter != '\0' && n_letters < PENTIMENTO_TAG_LENGTH;
       letter = g_utf8_next_char (letter))
    {
      gunichar c = g_utf8_get_char (letter);
      gboolean is_blank = g_unichar_isspace (c) || g_unichar_iscntrl (c);

      if (is_blank && (tag->len == 0 || g_str_has_suffix (tag->str, " ")))
        continue;
      g_string_append_unichar (tag, is_blank ? ' ' : c);
      n_letters++;
    }
  g_strchomp (tag->str);
  return *tag->str != '\0' ? g_strdup (tag->str) : NULL;
}

static char *
clean_all (const char *const *tags)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) cleaned = NULL;

  for (; tags != NULL && *tags != NULL; tags++)
    {
      g_autofree char *tag = pentimento_tag_clean (*tags);

      if (tag != NULL)
        g_strv_builder_add (builder, tag);
    }
  cleaned = g_strv_builder_end (builder);
  return library_tags_to_json ((const char *const *)cleaned);
}

gboolean
pentimento_library_change_tags (PentimentoLibrary *self,
                                const char *const *ids,
                                const char *const *added,
                                const char *const *removed,
                                GError **error)
{
  LibraryDatabase *database = pentimento_library_get_database (self);
  g_autoptr (GMutexLocker) locker = library_database_lock (database);
  g_autofree char *added_json = clean_all (added);
  g_autofree char *removed_json = clean_all (removed);
  gboolean good = TRUE;

  if (!library_database_begin (database, error))
    return FALSE;
  for (; good && *ids != NULL; ids++)
    good = library_tags_change (database, *ids, added_json, removed_json, error);
  if (!library_database_end (database, good, error))
    return FALSE;
  pentimento_library_tell (self);
  return TRUE;
}

static void
tag_free (PentimentoTag *self)
{
  g_free (self->tag);
  g_free (self);
}

GPtrArray *
pentimento_library_list_tags (PentimentoLibrary *self, GError **error)
{
  LibraryDatabase *database = pentimento_library_get_database (self);
  g_autoptr (GMutexLocker) locker = library_database_lock (database);
  g_autoptr (GPtrArray) tags = g_ptr_array_new_with_free_func ((GDestroyNotify)tag_free);
  g_autoptr (sqlite3_stmt) statement
      = library_database_prepare (database,
                                  "SELECT tag, count (*) FROM version_tag JOIN version USING (number) WHERE trashed IS "
                                  "NULL GROUP BY tag ORDER BY tag",
                                  error);
  g_autoptr (GError) failed = NULL;

  if (statement == NULL)
    return NULL;
  while (library_database_step (database, statement, &failed))
    {
      PentimentoTag *tag = g_new0 (PentimentoTag, 1);
      int column = 0;

      tag->tag = g_strdup (library_statement_take_text (statement, &column));
      tag->count = library_statement_take_integer (statement, &column);
      g_ptr_array_add (tags, tag);
    }
  if (failed == NULL)
    return g_steal_pointer (&tags);
  g_propagate_error (error, g_steal_pointer (&failed));
  return NULL;
}
