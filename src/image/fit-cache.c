/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "fit-cache.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>

#include "pentimento-sha256.h"

/* To be raised whenever the same picture and limits would give another file. */
#define ALGORITHM "1"

/* A cache file is one line, then the picture file: the mark, what was done, and the SHA-256 of the picture file. */
#define MARK "pentimento-fitted "
enum {
  MARK_SIZE = sizeof MARK - 1,
  CHANGES_SIZE = 2,
  SHA256_SIZE = 64,
  LINE_SIZE = MARK_SIZE + CHANGES_SIZE + 1 + SHA256_SIZE + 1,
};

char *
fit_cache_path (GFile *cache, PentimentoImage *image, const PentimentoFitLimits *limits)
{
  g_autofree char *folder = cache != NULL ? g_file_get_path (cache) : NULL;
  char ratio[G_ASCII_DTOSTR_BUF_SIZE];
  g_autofree char *key = NULL;
  g_autofree char *hash = NULL;
  g_autofree char *name = NULL;

  if (folder == NULL)
    return NULL;

  g_ascii_dtostr (ratio, sizeof ratio, limits->max_ratio);
  key = g_strdup_printf ("%s %s %d %d %" G_GUINT64_FORMAT " %" G_GUINT64_FORMAT " %s", ALGORITHM,
                         pentimento_image_get_identity (image), limits->min_side, limits->max_side, limits->max_pixels,
                         limits->max_bytes, ratio);
  hash = g_compute_checksum_for_string (G_CHECKSUM_SHA256, key, -1);
  name = g_strconcat (hash, ".fitted", NULL);
  return g_build_filename (folder, name, NULL);
}

static char *
first_line (GBytes *bytes, PentimentoFitChanges changes)
{
  g_autofree char *hash = pentimento_sha256_of_bytes (bytes);

  return g_strdup_printf (MARK "%02x %s\n", (guint)changes & 0xff, hash);
}

/* Two hexadecimal digits; anything else gives a line that is not the one in the file. */
static PentimentoFitChanges
read_changes (const char *digits)
{
  return (g_ascii_xdigit_value (digits[0]) & 0xf) << 4 | (g_ascii_xdigit_value (digits[1]) & 0xf);
}

GBytes *
fit_cache_read (const char *path, PentimentoFitChanges *changes, char **sha256)
{
  g_autoptr (GMappedFile) file = g_mapped_file_new (path, FALSE, NULL);
  g_autoptr (GBytes) whole = NULL;
  g_autoptr (GBytes) picture = NULL;
  g_autofree char *line = NULL;

  if (file == NULL || g_mapped_file_get_length (file) <= LINE_SIZE)
    return NULL;

  whole = g_mapped_file_get_bytes (file);
  picture = g_bytes_new_from_bytes (whole, LINE_SIZE, g_bytes_get_size (whole) - LINE_SIZE);
  *changes = read_changes (g_mapped_file_get_contents (file) + MARK_SIZE);
  line = first_line (picture, *changes);

  if (memcmp (line, g_mapped_file_get_contents (file), LINE_SIZE) != 0)
    return NULL;
  *sha256 = g_strndup (line + LINE_SIZE - 1 - SHA256_SIZE, SHA256_SIZE);
  return g_steal_pointer (&picture);
}

/* Nobody sees half a file. It is not synced: what a power cut leaves of it does not fit its own first line, and is made again. */
static gboolean
write_whole (const char *path, GString *whole, GError **error)
{
  g_autofree char *draft = g_strdup_printf ("%s.%08x", path, g_random_int ());

  if (g_file_set_contents_full (draft, whole->str, whole->len, G_FILE_SET_CONTENTS_NONE, 0600, error)
      && g_rename (draft, path) == 0)
    return TRUE;
  if (error != NULL && *error == NULL)
    g_set_error_literal (error, G_FILE_ERROR, g_file_error_from_errno (errno), g_strerror (errno));
  g_unlink (draft);
  return FALSE;
}

void
fit_cache_store (const char *path, GBytes *bytes, PentimentoFitChanges changes)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *line = first_line (bytes, changes);
  g_autoptr (GString) whole = g_string_sized_new (LINE_SIZE + g_bytes_get_size (bytes) + 1);
  g_autoptr (GError) error = NULL;

  g_string_append (whole, line);
  g_string_append_len (whole, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  g_mkdir_with_parents (folder, 0700);
  if (!write_whole (path, whole, &error))
    g_debug ("A fitted picture was not cached: %s", error->message);
}
