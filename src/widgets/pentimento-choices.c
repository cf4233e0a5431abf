/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "pentimento-choices.h"

static void
size_changed (PentimentoDocument *document, GParamSpec *pspec, GSettings *settings)
{
  int width, height;
  g_autofree char *size = NULL;

  g_object_get (document, "width", &width, "height", &height, NULL);
  size = width > 0 && height > 0 ? g_strdup_printf ("%dx%d", width, height) : g_strdup ("");
  g_settings_set_string (settings, "size", size);
}

static void
take_size (PentimentoDocument *document, GSettings *settings)
{
  g_autofree char *size = g_settings_get_string (settings, "size");
  g_auto (GStrv) sides = g_strsplit (size, "x", 2);
  gint64 width, height;

  /* No provider makes sides of more than 16 bits. */
  if (g_strv_length (sides) == 2 && g_ascii_string_to_signed (sides[0], 10, 1, G_MAXUINT16, &width, NULL)
      && g_ascii_string_to_signed (sides[1], 10, 1, G_MAXUINT16, &height, NULL))
    g_object_set (document, "width", (int)width, "height", (int)height, NULL);
}

void
pentimento_choices_bind (PentimentoDocument *document, GSettings *settings)
{
  take_size (document, settings);
  g_settings_bind (settings, "fit-back", document, "fit-back", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (settings, "safety", document, "safety", G_SETTINGS_BIND_DEFAULT);
  g_signal_connect_object (document, "notify::width", G_CALLBACK (size_changed), settings, 0);
  g_signal_connect_object (document, "notify::height", G_CALLBACK (size_changed), settings, 0);
}
