/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "seedream-request.h"

#include <glib/gi18n-lib.h>

#include "seedream-error.h"

/* The upper bound of Seedream's own `seed` parameter in its API reference: 2³¹ − 1. */
#define MAX_SEED G_MAXINT32

G_GNUC_PRINTF (3, 4)
static gboolean
refuse (GError **error, SeedreamErrorCode code, const char *format, ...)
{
  g_autofree char *message = NULL;
  va_list arguments;

  va_start (arguments, format);
  message = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_propagate_error (error, seedream_error_new (code, SEEDREAM_BILLED_NO, NULL, message));
  return FALSE;
}

static gboolean
is_blank (const char *text)
{
  for (; *text != '\0'; text = g_utf8_next_char (text))
    if (!g_unichar_isspace (g_utf8_get_char (text)))
      return FALSE;
  return TRUE;
}

static gboolean
check_prompt (SeedreamRequest *self, const SeedreamCapabilities *can, GError **error)
{
  const char *prompt = seedream_request_get_prompt (self);
  long length;

  if (!g_utf8_validate (prompt, -1, NULL))
    return refuse (error, SEEDREAM_ERROR_INVALID_REQUEST, _ ("The prompt is not valid UTF-8 text."));
  if (is_blank (prompt))
    return refuse (error, SEEDREAM_ERROR_INVALID_REQUEST, _ ("The prompt is empty. Say what should change."));
  length = g_utf8_strlen (prompt, -1);
  if (length > can->max_prompt)
    return refuse (error, SEEDREAM_ERROR_INVALID_REQUEST,
                   _ ("The prompt has %ld characters; the provider takes %u at most."), length, can->max_prompt);
  return TRUE;
}

static gboolean
check_negative_prompt (SeedreamRequest *self, const SeedreamCapabilities *can, GError **error)
{
  const char *prompt = seedream_request_get_negative_prompt (self);
  long length;

  if (prompt == NULL || !can->negative_prompt)
    return TRUE;
  if (!g_utf8_validate (prompt, -1, NULL))
    return refuse (error, SEEDREAM_ERROR_INVALID_REQUEST, _ ("The negative prompt is not valid UTF-8 text."));
  length = g_utf8_strlen (prompt, -1);
  if (length > can->max_prompt)
    return refuse (error, SEEDREAM_ERROR_INVALID_REQUEST,
                   _ ("The negative prompt has %ld characters; the provider takes %u at most."), length,
                   can->max_prompt);
  return TRUE;
}

static gboolean
check_count (SeedreamRequest *self, const SeedreamCapabilities *can, GError **error)
{
  guint count = seedream_request_get_count (self);

  if (count < 1)
    return refuse (error, SEEDREAM_ERROR_INVALID_REQUEST, _ ("The count is 0; at least 1 result has to be asked for."));
  if (count > can->max_results)
    return refuse (error, SEEDREAM_ERROR_INVALID_REQUEST,
                   _ ("The count is %u; the provider makes %u at most in one request."), count, can->max_results);
  return TRUE;
}

static gboolean
check_together (SeedreamRequest *self, const SeedreamCapabilities *can, GError **error)
{
  guint pictures = g_list_model_get_n_items (seedream_request_get_pictures (self));
  guint count = seedream_request_get_count (self);

  if (can->max_together == 0 || pictures + count <= can->max_together)
    return TRUE;
  return refuse (
      error, SEEDREAM_ERROR_INVALID_REQUEST,
      _ ("The count is %u and the number of pictures %u; for the provider, both together can be %u at most."), count,
      pictures, can->max_together);
}

static gboolean
check_seed (SeedreamRequest *self, const SeedreamCapabilities *can, GError **error)
{
  gint64 seed = seedream_request_get_seed (self);
  g_autofree char *number = g_strdup_printf ("%" G_GINT64_FORMAT, seed);

  if (can->seed && seed >= 0 && seed < can->min_seed)
    return refuse (error, SEEDREAM_ERROR_INVALID_REQUEST, _ ("The seed is %s; it has to be at least %d."), number,
                   (int)can->min_seed);
  if (can->seed && seed > MAX_SEED)
    return refuse (error, SEEDREAM_ERROR_INVALID_REQUEST, _ ("The seed is %s; it can be %d at most."), number,
                   MAX_SEED);
  return TRUE;
}

static gboolean
is_side_within (const SeedreamCapabilities *can, int side)
{
  return side >= can->min_side && side <= can->max_side;
}

static gboolean
check_named_size (const SeedreamCapabilities *can, int width, int height, GError **error)
{
  int nearest_width = width;
  int nearest_height = height;

  if (seedream_capabilities_find_size (can, width, height) != NULL)
    return TRUE;
  seedream_capabilities_fit_size (can, &nearest_width, &nearest_height);
  return refuse (error, SEEDREAM_ERROR_INVALID_REQUEST,
                 _ ("The size %d × %d is none of those that the provider makes; the nearest is %d × %d."), width,
                 height, nearest_width, nearest_height);
}

static gboolean
check_size (SeedreamRequest *self, const SeedreamCapabilities *can, GError **error)
{
  int width = seedream_request_get_width (self);
  int height = seedream_request_get_height (self);
  gint64 pixels = (gint64)width * height; /* fits an int where both sides are within bounds */

  if (width == 0 && height == 0)
    return TRUE;
  if (can->sizes == SEEDREAM_SIZES_ENUM)
    return check_named_size (can, width, height, error);
  if (!is_side_within (can, width))
    return refuse (error, SEEDREAM_ERROR_INVALID_REQUEST, _ ("The width is %d pixels; the provider takes %d to %d."),
                   width, can->min_side, can->max_side);
  if (!is_side_within (can, height))
    return refuse (error, SEEDREAM_ERROR_INVALID_REQUEST, _ ("The height is %d pixels; the provider takes %d to %d."),
                   height, can->min_side, can->max_side);
  if (pixels < can->min_pixels || pixels > can->max_pixels)
    return refuse (error, SEEDREAM_ERROR_INVALID_REQUEST,
                   _ ("The size %d × %d has %d pixels; the provider takes %d to %d."), width, height, (int)pixels,
                   (int)can->min_pixels, (int)can->max_pixels);
  if (can->max_ratio > 0 && MAX (width, height) > can->max_ratio * MIN (width, height))
    return refuse (error, SEEDREAM_ERROR_INVALID_REQUEST,
                   _ ("The size is %d × %d; its long side can be %g times the short one at most."), width, height,
                   can->max_ratio);
  return TRUE;
}

static gboolean
check_picture_size (const SeedreamCapabilities *can, guint number, int width, int height, GError **error)
{
  guint64 pixels = (guint64)MAX (width, 0) * (guint64)MAX (height, 0);
  double ratio = (double)MAX (width, height) / MAX (MIN (width, height), 1);

  if (MIN (width, height) < can->picture_min_side)
    return refuse (error, SEEDREAM_ERROR_INVALID_REQUEST,
                   _ ("Picture %u is %d × %d pixels; no side can be shorter than %d."), number, width, height,
                   can->picture_min_side);
  if (pixels > can->picture_max_pixels)
    return refuse (error, SEEDREAM_ERROR_INVALID_REQUEST,
                   _ ("Picture %u is %d × %d pixels, %.2f megapixels; the provider takes %.2f at most."), number, width,
                   height, pixels / 1e6, can->picture_max_pixels / 1e6);
  if (ratio > can->picture_max_ratio)
    return refuse (error, SEEDREAM_ERROR_INVALID_REQUEST,
                   _ ("Picture %u is %d × %d pixels; its long side can be %g times the short one at most."), number,
                   width, height, can->picture_max_ratio);
  return TRUE;
}

/* Where the short form cannot tell them apart, they are said to the byte. */
static void
format_sizes (guint64 is, guint64 most, char **is_text, char **most_text)
{
  *is_text = g_format_size (is);
  *most_text = g_format_size (most);
  if (!g_str_equal (*is_text, *most_text))
    return;
  g_free (*is_text);
  g_free (*most_text);
  *is_text = g_format_size_full (is, G_FORMAT_SIZE_LONG_FORMAT);
  *most_text = g_format_size_full (most, G_FORMAT_SIZE_LONG_FORMAT);
}

static gboolean
check_picture (SeedreamPicture *picture, guint number, const SeedreamCapabilities *can, GError **error)
{
  gsize size = g_bytes_get_size (seedream_picture_get_bytes (picture));

  if (size == 0)
    return refuse (error, SEEDREAM_ERROR_INVALID_REQUEST, _ ("Picture %u is empty."), number);
  if (size > can->picture_max_bytes)
    {
      g_autofree char *is = NULL;
      g_autofree char *most = NULL;

      format_sizes (size, can->picture_max_bytes, &is, &most);
      return refuse (error, SEEDREAM_ERROR_TOO_LARGE, _ ("Picture %u has %s; the provider takes %s at most."), number,
                     is, most);
    }
  return check_picture_size (can, number, seedream_picture_get_width (picture), seedream_picture_get_height (picture),
                             error);
}

static gboolean
check_picture_count (guint count, const SeedreamCapabilities *can, GError **error)
{
  if (count < can->min_pictures)
    return refuse (error, SEEDREAM_ERROR_INVALID_REQUEST,
                   ngettext ("There are %u pictures; the provider needs at least %u picture.",
                             "There are %u pictures; the provider needs at least %u pictures.", can->min_pictures),
                   count, can->min_pictures);
  if (count > can->max_pictures)
    return refuse (error, SEEDREAM_ERROR_INVALID_REQUEST,
                   ngettext ("There are %u pictures; the provider takes %u picture at most.",
                             "There are %u pictures; the provider takes %u pictures at most.", can->max_pictures),
                   count, can->max_pictures);
  return TRUE;
}

static gboolean
check_pictures (SeedreamRequest *self, const SeedreamCapabilities *can, GError **error)
{
  GListModel *pictures = seedream_request_get_pictures (self);
  guint count = g_list_model_get_n_items (pictures);
  guint64 sum = 0;

  if (!check_picture_count (count, can, error))
    return FALSE;
  for (guint i = 0; i < count; i++)
    {
      g_autoptr (SeedreamPicture) picture = g_list_model_get_item (pictures, i);

      if (!check_picture (picture, i + 1, can, error))
        return FALSE;
      sum += g_bytes_get_size (seedream_picture_get_bytes (picture));
    }
  if (count > 0 && sum > can->pictures_max_bytes)
    {
      g_autofree char *is = NULL;
      g_autofree char *most = NULL;

      format_sizes (sum, can->pictures_max_bytes, &is, &most);
      return refuse (error, SEEDREAM_ERROR_TOO_LARGE,
                     _ ("The pictures have %s together; the provider takes %s at most."), is, most);
    }
  return TRUE;
}

gboolean
seedream_request_validate (SeedreamRequest *self, const SeedreamCapabilities *capabilities, GError **error)
{
  if (capabilities == NULL)
    return refuse (error, SEEDREAM_ERROR_INVALID_REQUEST, _ ("The provider cannot do this operation: “%s”."),
                   seedream_operation_to_string (seedream_request_get_operation (self)));
  return check_prompt (self, capabilities, error) && check_negative_prompt (self, capabilities, error)
         && check_pictures (self, capabilities, error) && check_size (self, capabilities, error)
         && check_count (self, capabilities, error) && check_together (self, capabilities, error)
         && check_seed (self, capabilities, error);
}
