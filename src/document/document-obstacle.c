/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What an edit would cost, and what stands in its way. */

#include <glib/gi18n-lib.h>

#include "pentimento-document-private.h"

static SeedreamCost
estimate (PentimentoDocument *self)
{
  const SeedreamCapabilities *capabilities = pentimento_document_get_capabilities (self);
  SeedreamCost cost = SEEDREAM_COST_INIT;
  int width, height;

  pentimento_document_get_sent_size (self, &width, &height);
  if (capabilities != NULL)
    cost = seedream_capabilities_estimate (capabilities, width, height, self->count);
  return cost;
}

char *
pentimento_document_describe_estimate (PentimentoDocument *self)
{
  const SeedreamCost cost = estimate (self);

  return seedream_cost_format (&cost);
}

static gboolean
shows_current (PentimentoDocument *self)
{
  PentimentoVersion *current = pentimento_history_get_current (self->history);

  return self->image != NULL && current != NULL
         && g_str_equal (pentimento_image_get_identity (self->image), pentimento_version_get_identity (current));
}

static GError *
obstacle (int code, const char *message)
{
  return g_error_new_literal (PENTIMENTO_DOCUMENT_ERROR, code, message);
}

static gboolean
is_blank (const char *text)
{
  for (; *text != '\0'; text = g_utf8_next_char (text))
    if (!g_unichar_isspace (g_utf8_get_char (text)))
      return FALSE;
  return TRUE;
}

static GError *
find_region_obstacle (PentimentoDocument *self)
{
  PentimentoRegion region;
  GError *error = NULL;

  if (pentimento_document_get_is_regional (self))
    pentimento_document_get_region (self, &region, &error);
  return error;
}

static GError *
find_budget_obstacle (PentimentoDocument *self)
{
  const SeedreamCost cost = estimate (self);
  GError *error = NULL;

  pentimento_budget_check (pentimento_services_get_budget (self->services), &cost, &error);
  return error;
}

GError *
pentimento_document_find_obstacle (PentimentoDocument *self)
{
  const SeedreamCapabilities *capabilities = pentimento_document_get_capabilities (self);
  GError *error = NULL;
  guint n_pictures = 1 + g_list_model_get_n_items (G_LIST_MODEL (self->references));
  gboolean editing = self->operation == SEEDREAM_OPERATION_EDIT;
  g_autoptr (GError) gap = pentimento_document_find_gap (self);
  g_autoptr (PentimentoImage) drawn = NULL;

  if (editing && self->error != NULL)
    return obstacle (PENTIMENTO_DOCUMENT_ERROR_NO_PICTURE, _ ("This version cannot be read. Go on from another one."));
  if (editing && self->image == NULL)
    return obstacle (PENTIMENTO_DOCUMENT_ERROR_NO_PICTURE, _ ("Open a picture first."));
  if (editing && !shows_current (self))
    return obstacle (PENTIMENTO_DOCUMENT_ERROR_BUSY, _ ("This version is still being read."));
  if (editing && self->changing)
    return obstacle (PENTIMENTO_DOCUMENT_ERROR_BUSY, _ ("Apply or cancel what you are doing to the picture first."));
  drawn = editing ? pentimento_document_with_marks (self, &error) : NULL;
  if (error != NULL)
    return error;
  if (capabilities == NULL)
    return seedream_error_new (SEEDREAM_ERROR_INVALID_REQUEST, SEEDREAM_BILLED_NO, NULL,
                               _ ("This provider cannot do that. Choose another one."));
  if (editing && n_pictures > capabilities->max_pictures)
    return obstacle (PENTIMENTO_DOCUMENT_ERROR_TOO_MANY,
                     _ ("These are more pictures than this provider takes. Remove some."));
  if (is_blank (self->prompt))
    return seedream_error_new (SEEDREAM_ERROR_INVALID_REQUEST, SEEDREAM_BILLED_NO, NULL,
                               editing ? _ ("Write what should change.") : _ ("Write what the picture should show."));
  if (g_utf8_strlen (self->prompt, -1) > capabilities->max_prompt)
    {
      g_autofree char *message
          = g_strdup_printf (_ ("The prompt has %ld characters; this provider takes %u. Shorten it."),
                             g_utf8_strlen (self->prompt, -1), capabilities->max_prompt);

      return seedream_error_new (SEEDREAM_ERROR_INVALID_REQUEST, SEEDREAM_BILLED_NO, NULL, message);
    }
  if (gap != NULL)
    return g_steal_pointer (&gap);
  error = find_region_obstacle (self);
  return error != NULL ? error : find_budget_obstacle (self);
}

char *
pentimento_document_describe_obstacle (PentimentoDocument *self)
{
  g_autoptr (GError) error = pentimento_document_find_obstacle (self);

  return error != NULL ? g_strdup (error->message) : NULL;
}
