/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "pentimento-export-settings.h"

#include <string.h>

#include "pentimento-image-format.h"

enum {
  MOST_IN_NAME = 255, /* bytes: NAME_MAX of Linux's file systems */
  ENDING_ROOM = 6,    /* a dot and the longest of pentimento_image_extension(), with one to spare */
};

G_DEFINE_BOXED_TYPE (PentimentoExportSettings,
                     pentimento_export_settings,
                     pentimento_export_settings_copy,
                     pentimento_export_settings_free)

PentimentoExportSettings *
pentimento_export_settings_new (void)
{
  PentimentoExportSettings *self = g_new0 (PentimentoExportSettings, 1);

  self->quality = PENTIMENTO_EXPORT_QUALITY;
  self->keep_location = TRUE;
  return self;
}

PentimentoExportSettings *
pentimento_export_settings_copy (const PentimentoExportSettings *self)
{
  PentimentoExportSettings *copy = g_memdup2 (self, sizeof *self);

  copy->name_template = g_strdup (self->name_template);
  return copy;
}

void
pentimento_export_settings_free (PentimentoExportSettings *self)
{
  g_free (self->name_template);
  g_free (self);
}

void
pentimento_export_settings_get_size (const PentimentoExportSettings *self, int *width, int *height)
{
  int longest;

  if (self->width > 0 && self->height > 0)
    {
      *width = self->width;
      *height = self->height;
    }
  longest = MAX (*width, *height);
  if (self->longest_side <= 0 || longest <= self->longest_side)
    return;
  *width = MAX (1, (int)(((gint64)*width * self->longest_side + longest / 2) / longest));
  *height = MAX (1, (int)(((gint64)*height * self->longest_side + longest / 2) / longest));
}

/* Names. */

/* What separates folders, what other systems refuse, and what nobody sees. */
static gboolean
is_refused (gunichar letter)
{
  return letter < ' ' || letter == 0x7f || (letter < 0x80 && strchr ("/\\:*?\"<>|", (int)letter) != NULL)
         || g_unichar_type (letter) == G_UNICODE_FORMAT || g_unichar_type (letter) == G_UNICODE_LINE_SEPARATOR
         || g_unichar_type (letter) == G_UNICODE_PARAGRAPH_SEPARATOR;
}

static void
append_clean (GString *name, const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text != NULL ? text : "", -1);

  for (const char *at = valid; *at != '\0'; at = g_utf8_next_char (at))
    if (g_unichar_isspace (g_utf8_get_char (at)))
      g_string_append_c (name, ' ');
    else if (is_refused (g_utf8_get_char (at)))
      g_string_append_c (name, '-');
    else
      g_string_append_len (name, at, g_utf8_next_char (at) - at);
}

static char *
without_ending (const char *name)
{
  const char *dot = strrchr (name, '.');

  return dot != NULL && dot != name && pentimento_image_media_type_of_name (name) != NULL ? g_strndup (name, dot - name)
                                                                                          : g_strdup (name);
}

static char *
format_date (PentimentoVersion *version)
{
  g_autoptr (GDateTime) created
      = g_date_time_new_from_unix_local (pentimento_version_get_created (version) / G_USEC_PER_SEC);

  return created != NULL ? g_date_time_format (created, "%Y-%m-%d") : NULL;
}

/* Returns: (transfer full) (nullable): what stands for a word between braces; @is_known tells whether it is one of them */
static char *
look_up (const char *word, PentimentoVersion *version, const char *name, guint number, gboolean *is_known)
{
  *is_known = TRUE;
  if (g_str_equal (word, "name"))
    return without_ending (name);
  if (g_str_equal (word, "number"))
    return g_strdup_printf ("%u", number);
  if (g_str_equal (word, "date"))
    return format_date (version);
  if (g_str_equal (word, "provider"))
    return g_strdup (pentimento_version_get_provider (version));
  if (g_str_equal (word, "prompt"))
    return g_strdup (pentimento_version_get_prompt (version));
  if (g_str_equal (word, "seed"))
    return pentimento_version_get_seed (version) >= 0
               ? g_strdup_printf ("%" G_GINT64_FORMAT, pentimento_version_get_seed (version))
               : NULL;
  *is_known = FALSE;
  return NULL;
}

/* Once from the left to the right: what a prompt says between braces is not looked up. */
static char *
fill_template (const char *template, PentimentoVersion *version, const char *name, guint number)
{
  g_autoptr (GString) filled = g_string_new (NULL);

  while (*template != '\0')
    {
      const char *end = *template == '{' ? strchr (template, '}') : NULL;
      g_autofree char *word = end != NULL ? g_strndup (template + 1, end - template - 1) : NULL;
      gboolean is_known = FALSE;
      g_autofree char *value = word != NULL ? look_up (word, version, name, number, &is_known) : NULL;
      const char *next = is_known ? end + 1 : g_utf8_find_next_char (template, NULL);
      g_autofree char *letter = g_strndup (template, next - template);

      append_clean (filled, is_known ? value : letter);
      template = next;
    }
  return g_strdup (filled->str);
}

/* Cuts between letters. */
static char *
fit (const char *stem)
{
  const gsize room = MOST_IN_NAME - ENDING_ROOM;
  gsize length = strlen (stem);

  if (length > room)
    for (length = room; length > 0 && (stem[length] & 0xc0) == 0x80;)
      length--;
  return g_strndup (stem, length);
}

/* A dot at the beginning hides a file, and one at the end is taken away by other systems. */
static const char *
tidy (char *name)
{
  gsize length = strlen (name);

  while (length > 0 && strchr (". ", name[length - 1]) != NULL)
    name[--length] = '\0';
  return name + strspn (name, ". ");
}

char *
pentimento_export_settings_make_name (const PentimentoExportSettings *self,
                                      PentimentoVersion *version,
                                      const char *name,
                                      guint number)
{
  const char *media_type = self->media_type != NULL ? self->media_type : pentimento_version_get_media_type (version);
  g_autofree char *template = g_utf8_make_valid (self->name_template != NULL ? self->name_template : "{name}", -1);
  g_autofree char *filled = fill_template (template, version, name, number);
  const char *stem = tidy (filled);
  g_autofree char *fitted = fit (*stem != '\0' ? stem : "picture");
  const char *ending = pentimento_image_extension (media_type);

  return g_strconcat (tidy (fitted), ".", ending != NULL ? ending : "png", NULL);
}
