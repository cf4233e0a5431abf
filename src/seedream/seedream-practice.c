/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "seedream-practice.h"

#include <glib/gi18n-lib.h>

struct _SeedreamPractice {
  SeedreamRunpod parent_instance;
};

G_DEFINE_FINAL_TYPE (SeedreamPractice, seedream_practice, SEEDREAM_TYPE_RUNPOD)

/* One copy an operation, kept for as long as the program runs. */
static SeedreamCapabilities free_capabilities[SEEDREAM_OPERATION_GENERATE + 1];

static const SeedreamCapabilities *
seedream_practice_get_capabilities (SeedreamProvider *provider, SeedreamOperation operation)
{
  return operation <= SEEDREAM_OPERATION_GENERATE ? &free_capabilities[operation] : NULL;
}

static void
fill_capabilities (void)
{
  g_autoptr (SeedreamProvider) runpod = g_object_new (SEEDREAM_TYPE_RUNPOD, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (free_capabilities); i++)
    {
      free_capabilities[i] = *seedream_provider_get_capabilities (runpod, i);
      free_capabilities[i].price = SEEDREAM_PRICE_FREE;
      free_capabilities[i].price_micros = 0;
    }
}

static void
seedream_practice_class_init (SeedreamPracticeClass *klass)
{
  SeedreamProviderClass *provider_class = SEEDREAM_PROVIDER_CLASS (klass);

  fill_capabilities ();
  provider_class->id = "practice";
  provider_class->label = _ ("Practice");
  provider_class->needs_key = FALSE;
  provider_class->open_key = "practice";
  provider_class->key_page = NULL;
  provider_class->get_capabilities = seedream_practice_get_capabilities;
}

static void
seedream_practice_init (SeedreamPractice *self)
{
}
