/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "library-fixture.h"
#include "pentimento-library-check.h"

#include <glib/gstdio.h>
#include <sqlite3.h>
#include <string.h>
#include <sys/stat.h>

static void
remove_tree (const char *path)
{
  struct stat status;

  if (g_lstat (path, &status) == 0 && S_ISDIR (status.st_mode))
    {
      g_autoptr (GDir) folder = g_dir_open (path, 0, NULL);
      const char *name;

      while (folder != NULL && (name = g_dir_read_name (folder)) != NULL)
        {
          g_autofree char *child = g_build_filename (path, name, NULL);

          remove_tree (child);
        }
    }
  g_remove (path);
}

void
library_fixture_set_up (LibraryFixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *temporary = g_dir_make_tmp ("library-XXXXXX", &error);

  g_assert_no_error (error);
  self->path = g_build_filename (temporary, "pentimento", NULL);
  self->folder = g_file_new_for_path (self->path);
  library_fixture_reopen (self);
}

void
library_fixture_tear_down (LibraryFixture *self, gconstpointer data)
{
  g_autofree char *temporary = g_path_get_dirname (self->path);

  g_clear_object (&self->library);
  g_clear_object (&self->folder);
  remove_tree (temporary);
  g_clear_pointer (&self->path, g_free);
}

void
library_fixture_reopen (LibraryFixture *self)
{
  g_autoptr (GError) error = NULL;

  g_clear_object (&self->library);
  self->library = pentimento_library_open (self->folder, &error);
  g_assert_no_error (error);
  g_assert_nonnull (self->library);
}

void
library_fixture_go_back (LibraryFixture *self, guint version)
{
  const struct {
    guint version; /* that has not got it yet */
    const char *statement;
  } steps[] = {
    { 10, "DROP TABLE template" },
    { 10, "DROP TABLE hidden_prompt" },
    { 9,
      "DROP TRIGGER version_text_insert" }, /* as the seventh had them, but without the tags: made anew by the tenth */
    { 9, "DROP TRIGGER version_text_delete" },
    { 9, "DROP TRIGGER version_text_update" },
    { 9, "DROP TABLE version_text" },
    { 9, "DROP TABLE version_tag" },
    { 9, "DROP INDEX version_pixels" },
    { 9, "DROP INDEX version_cost" },
    { 9, "ALTER TABLE version DROP COLUMN tags" },
    { 8, "ALTER TABLE version DROP COLUMN measured" },
    { 8, "ALTER TABLE job DROP COLUMN outcome_list" },
    { 7, "DROP TABLE workspace" },
    { 6, "DROP TABLE removed_version" },
    { 6, "DROP INDEX version_revision" },
    { 6, "DROP INDEX version_object" },
    { 6, "DROP INDEX version_provider" },
    { 6, "DROP INDEX version_kind" },
    { 6, "DROP INDEX version_starred" },
    { 6, "DROP INDEX version_rejected" },
    { 6, "DROP INDEX version_trashed" },
    { 6, "DROP INDEX version_recipe" },
    { 6, "DROP INDEX version_reference_object" },
    { 6, "DROP INDEX picture_current" },
    { 6, "DROP INDEX object_created" },
    { 6, "DROP INDEX job_unknown" },
    { 6, "ALTER TABLE version DROP COLUMN title" },
    { 6, "ALTER TABLE version DROP COLUMN starred" },
    { 6, "ALTER TABLE version DROP COLUMN rejected" },
    { 6, "ALTER TABLE version DROP COLUMN trashed" },
    { 6, "ALTER TABLE version DROP COLUMN revision" },
    { 4, "DROP TABLE batch_item" },
    { 4, "DROP TABLE batch" },
    { 4, "DROP INDEX version_job" },
    { 4, "DROP INDEX job_submitted" },
    { 3, "ALTER TABLE job DROP COLUMN given_up" },
    { 3, "ALTER TABLE job DROP COLUMN late" },
    { 2, "ALTER TABLE version DROP COLUMN recipe" },
    { 1, "DROP TABLE upload" },
  };
  g_autofree char *mark = g_strdup_printf ("PRAGMA user_version = %u", version);

  g_clear_object (&self->library);
  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    if (steps[i].version >= version)
      g_free (library_fixture_sql (self->path, steps[i].statement));
  g_free (library_fixture_sql (self->path, mark));
}

guint
library_fixture_kills (guint few)
{
  const char *many = g_getenv ("PENTIMENTO_TEST_KILLS");

  return many != NULL ? g_ascii_strtoull (many, NULL, 10) : few;
}

GSubprocess *
library_fixture_start (const char *path, const char *role)
{
  g_autoptr (GError) error = NULL;
  GSubprocess *process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDIN_PIPE, &error,
                                           "/proc/self/exe", role, path, NULL);

  g_assert_no_error (error);
  return process;
}

PentimentoImage *
library_fixture_image (guint number)
{
  g_autoptr (GdkPixbuf) pixels = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, 16, 8);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;
  PentimentoImage *image;
  gsize size;
  char *data;

  gdk_pixbuf_fill (pixels, (number * 2654435761u) << 8);
  gdk_pixbuf_get_pixels (pixels)[0] = number & 0xff;
  gdk_pixbuf_get_pixels (pixels)[1] = number >> 8 & 0xff;
  gdk_pixbuf_get_pixels (pixels)[2] = number >> 16 & 0xff;
  gdk_pixbuf_save_to_buffer (pixels, &data, &size, "png", &error, NULL);
  g_assert_no_error (error);
  bytes = g_bytes_new_take (data, size);
  image = pentimento_image_new (bytes, "fixture.png", NULL, &error);
  g_assert_no_error (error);
  return image;
}

PentimentoVersion *
library_fixture_version (PentimentoImage *image, const char *picture_id, PentimentoVersion *parent)
{
  g_autofree char *id = g_uuid_string_random ();

  return g_object_new (PENTIMENTO_TYPE_VERSION, "id", id, "picture-id", picture_id, "parent-id",
                       parent != NULL ? pentimento_version_get_id (parent) : NULL, "kind",
                       parent != NULL ? PENTIMENTO_VERSION_EDITED : PENTIMENTO_VERSION_OPENED, "created",
                       g_get_real_time (), "sha256", pentimento_image_get_sha256 (image), "media-type",
                       pentimento_image_get_media_type (image), "width", pentimento_image_get_width (image), "height",
                       pentimento_image_get_height (image), NULL);
}

GListModel *
library_fixture_list (PentimentoVersion *first, ...)
{
  GListStore *store = g_list_store_new (PENTIMENTO_TYPE_VERSION);
  va_list versions;

  va_start (versions, first);
  for (PentimentoVersion *version = first; version != NULL; version = va_arg (versions, PentimentoVersion *))
    g_list_store_append (store, version);
  va_end (versions);
  return G_LIST_MODEL (store);
}

PentimentoVersion *
library_fixture_add (LibraryFixture *self,
                     guint number,
                     PentimentoVersion *parent,
                     const char *prompt,
                     const char *provider)
{
  g_autoptr (PentimentoImage) image = library_fixture_image (number);
  g_autofree char *id = g_uuid_string_random ();
  PentimentoVersion *version = g_object_new (
      PENTIMENTO_TYPE_VERSION, "id", id, "picture-id", parent != NULL ? pentimento_version_get_picture_id (parent) : id,
      "parent-id", parent != NULL ? pentimento_version_get_id (parent) : NULL, "kind",
      parent != NULL ? PENTIMENTO_VERSION_EDITED : PENTIMENTO_VERSION_OPENED, "created", g_get_real_time (), "sha256",
      pentimento_image_get_sha256 (image), "media-type", pentimento_image_get_media_type (image), "width",
      pentimento_image_get_width (image), "height", pentimento_image_get_height (image), "prompt", prompt, "provider",
      provider, "cost-micros", (gint64)(parent != NULL ? 30000 : 0), "cost-kind", "estimated", NULL);
  g_autoptr (GListModel) versions = library_fixture_list (version, NULL);
  g_autoptr (GError) error = NULL;

  pentimento_library_store_image (self->library, image, &error);
  g_assert_no_error (error);
  pentimento_library_add_versions (self->library, versions, &error);
  g_assert_no_error (error);
  return version;
}

PentimentoJobRecord *
library_fixture_job (const char *id, const char *state)
{
  PentimentoJobRecord *record = pentimento_job_record_new (id);

  record->provider = g_strdup ("runpod-seedream-v4-edit");
  record->operation = g_strdup ("edit");
  record->request = g_strdup ("{\"prompt\":\"“warmer”\"}");
  record->state = g_strdup (state);
  record->submits = 1;
  return record;
}

char *
library_fixture_sql (const char *path, const char *sql)
{
  g_autofree char *name = g_build_filename (path, "library.db", NULL);
  sqlite3_stmt *statement = NULL;
  sqlite3 *connection = NULL;
  char *text = NULL;

  g_assert_cmpint (sqlite3_open (name, &connection), ==, SQLITE_OK);
  if (sqlite3_prepare_v2 (connection, sql, -1, &statement, NULL) != SQLITE_OK)
    g_error ("%s: %s", sql, sqlite3_errmsg (connection));
  if (sqlite3_step (statement) == SQLITE_ROW)
    text = g_strdup ((const char *)sqlite3_column_text (statement, 0));
  g_assert_cmpint (sqlite3_finalize (statement), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_close (connection), ==, SQLITE_OK);
  return text;
}

void
library_fixture_take_promises (GSubprocess *process, GPtrArray *promises)
{
  g_autoptr (GString) text = g_string_new (NULL);
  char piece[4096];
  gssize size;

  while ((size = g_input_stream_read (g_subprocess_get_stdout_pipe (process), piece, sizeof piece, NULL, NULL)) > 0)
    g_string_append_len (text, piece, size);
  for (char *line = text->str, *end; (end = strchr (line, '\n')) != NULL; line = end + 1)
    g_ptr_array_add (promises, g_strndup (line, end - line));
}

void
library_fixture_assert_kept (PentimentoLibrary *library, GPtrArray *promises, guint from)
{
  for (; from < promises->len; from++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (PentimentoVersion) version = pentimento_library_get_version (library, promises->pdata[from], &error);
      g_autoptr (PentimentoImage) image
          = version != NULL ? pentimento_library_load_version (library, version, &error) : NULL;

      g_assert_no_error (error);
      g_assert_nonnull (image);
    }
}

void
library_fixture_assert_clean (PentimentoLibrary *library)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PentimentoLibraryReport) report = pentimento_library_check (library, NULL, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < report->problems->len; i++)
    {
      const PentimentoLibraryProblem *problem = report->problems->pdata[i];

      g_error ("%s: %s: %s", problem->code, problem->subject, problem->details);
    }
}
