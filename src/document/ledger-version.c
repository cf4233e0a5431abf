/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "ledger-version.h"

#include "pentimento-region-result.h"
#include "pentimento-wish.h"

guint
ledger_version_count_results (const PentimentoJobRecord *record)
{
  guint n_stored = 0;

  for (guint i = 0; record->results != NULL && record->results[i] != NULL; i++)
    n_stored += *record->results[i] != '\0';
  return n_stored;
}

/* What cannot be fitted back is kept as it is: a result is never lost over a wish. */
static PentimentoImage *
fit_back (const PentimentoWish *wish, PentimentoImage *image)
{
  g_autoptr (PentimentoRecipe) recipe = NULL;
  g_autoptr (GError) error = NULL;

  if (wish == NULL || wish->fit_width == 0
      || (wish->fit_width == pentimento_image_get_width (image)
          && wish->fit_height == pentimento_image_get_height (image)))
    return g_object_ref (image);
  recipe = pentimento_recipe_new_resize (wish->fit_width, wish->fit_height, &error);
  if (recipe != NULL)
    return pentimento_image_with_recipe (image, recipe);
  g_warning ("A result could not be fitted back: %s", error->message);
  return g_object_ref (image);
}

/* Found when the result was stored, and noted with it; should that be missing, it is found again. */
static PentimentoRegionResult *
find_region_result (PentimentoLibrary *library,
                    const PentimentoJobRecord *record,
                    const PentimentoWish *wish,
                    guint position,
                    PentimentoImage *received)
{
  guint n_outcomes = record->outcomes != NULL ? g_strv_length (record->outcomes) : 0;
  PentimentoRegionResult *result = NULL;

  if (wish == NULL || wish->region == NULL)
    return NULL;
  if (position < n_outcomes)
    result = pentimento_region_result_new_from_string (record->outcomes[position]);
  return result != NULL ? result : pentimento_region_result_new (library, wish->region, received, NULL, NULL);
}

PentimentoVersion *
ledger_version_new (PentimentoLibrary *library,
                    const PentimentoJobRecord *record,
                    guint position,
                    PentimentoImage *received)
{
  g_autoptr (PentimentoWish) wish = pentimento_wish_new_from_record (record);
  g_autoptr (PentimentoRegionResult) result = find_region_result (library, record, wish, position, received);
  g_autofree char *measured = result != NULL ? pentimento_measured_to_string (&result->measured) : NULL;
  gboolean pasted = result != NULL && result->measured.pasted;
  g_autoptr (PentimentoImage) image = fit_back (wish, received);
  PentimentoRecipe *fitted = pentimento_image_get_recipe (image);
  const char *recipe = fitted != NULL ? pentimento_recipe_to_string (fitted) : NULL;
  g_autofree char *id = g_uuid_string_random ();
  gboolean edited = record->parent_id != NULL;

  /* clang-format off */
  return g_object_new (PENTIMENTO_TYPE_VERSION,
                       "id", id,
                       "picture-id", record->picture_id,
                       "parent-id", record->parent_id,
                       "kind", edited ? PENTIMENTO_VERSION_EDITED : PENTIMENTO_VERSION_GENERATED,
                       "created", g_get_real_time (),
                       "sha256", pasted ? result->sha256 : pentimento_image_get_sha256 (image),
                       "media-type", pasted ? result->media_type : pentimento_image_get_media_type (image),
                       "recipe", pasted ? result->recipe : recipe,
                       "width", pasted ? result->width : pentimento_image_get_width (image),
                       "height", pasted ? result->height : pentimento_image_get_height (image),
                       "measured", measured,
                       "job-id", record->id,
                       "position", position,
                       "prompt", wish != NULL ? wish->prompt : NULL,
                       "negative-prompt", wish != NULL ? wish->negative_prompt : NULL,
                       "provider", record->provider,
                       "seed", wish != NULL ? wish->seed : G_GINT64_CONSTANT (-1),
                       "cost-micros", record->cost_micros / MAX (1, ledger_version_count_results (record)),
                       "cost-currency", record->cost_currency,
                       "cost-kind", record->cost_kind,
                       "references", record->references,
                       NULL);
  /* clang-format on */
}
