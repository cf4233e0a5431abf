/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "seedream-kie-fields.h"

#include "seedream-wire.h"

/* The names are its page's; "portrait_4_3" is 3 : 4. Of pixels it says only that 4 : 3 at 4K is 4096 × 3072: so at 4K the longer
 * side has 4096, and those of 1K and 2K are Seedream's own for these ratios. "square" is left out: it cannot be told from
 * "square_hd" by its size. */
const SeedreamNamedSize seedream_kie_named_sizes[SEEDREAM_KIE_N_SIZES] = {
  { "square_hd", "1K", 1024, 1024 },      { "portrait_4_3", "1K", 864, 1152 },
  { "portrait_3_2", "1K", 832, 1248 },    { "portrait_16_9", "1K", 720, 1280 },
  { "landscape_4_3", "1K", 1152, 864 },   { "landscape_3_2", "1K", 1248, 832 },
  { "landscape_16_9", "1K", 1280, 720 },  { "landscape_21_9", "1K", 1512, 648 },
  { "square_hd", "2K", 2048, 2048 },      { "portrait_4_3", "2K", 1728, 2304 },
  { "portrait_3_2", "2K", 1664, 2496 },   { "portrait_16_9", "2K", 1440, 2560 },
  { "landscape_4_3", "2K", 2304, 1728 },  { "landscape_3_2", "2K", 2496, 1664 },
  { "landscape_16_9", "2K", 2560, 1440 }, { "landscape_21_9", "2K", 3024, 1296 },
  { "square_hd", "4K", 4096, 4096 },      { "portrait_4_3", "4K", 3072, 4096 },
  { "portrait_3_2", "4K", 2731, 4096 },   { "portrait_16_9", "4K", 2304, 4096 },
  { "landscape_4_3", "4K", 4096, 3072 },  { "landscape_3_2", "4K", 4096, 2731 },
  { "landscape_16_9", "4K", 4096, 2304 }, { "landscape_21_9", "4K", 4096, 1755 },
};

/* Its page says that the number of results belongs into the prompt as well. That is the person's to write: what is sent is what is
 * shown, and a sentence added in secret would be in nobody's history. */
void
seedream_kie_fields_add (JsonObject *object,
                         SeedreamRequest *request,
                         const SeedreamCapabilities *capabilities,
                         const char *const *links)
{
  const SeedreamNamedSize *size = seedream_capabilities_find_size (capabilities, seedream_request_get_width (request),
                                                                   seedream_request_get_height (request));

  json_object_set_string_member (object, "prompt", seedream_request_get_prompt (request));
  if (seedream_request_get_operation (request) == SEEDREAM_OPERATION_EDIT)
    seedream_wire_add_links (object, "image_urls", links);
  if (size != NULL)
    {
      json_object_set_string_member (object, "image_size", size->name);
      json_object_set_string_member (object, "image_resolution", size->tier);
    }
  json_object_set_int_member (object, "max_images", seedream_request_get_count (request));
  if (seedream_request_get_seed (request) >= 0)
    json_object_set_int_member (object, "seed", seedream_request_get_seed (request));
}
