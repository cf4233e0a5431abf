/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "seedream-gateway.h"

#include <glib/gi18n-lib.h>

struct _SeedreamGateway {
  SeedreamRunpod parent_instance;
};

G_DEFINE_FINAL_TYPE (SeedreamGateway, seedream_gateway, SEEDREAM_TYPE_RUNPOD)

/* One copy an operation, kept for as long as the program runs. */
static SeedreamCapabilities own_capabilities[SEEDREAM_OPERATION_GENERATE + 1];

static const SeedreamCapabilities *
seedream_gateway_get_capabilities (SeedreamProvider *provider, SeedreamOperation operation)
{
  return operation <= SEEDREAM_OPERATION_GENERATE ? &own_capabilities[operation] : NULL;
}

static void
fill_capabilities (void)
{
  g_autoptr (SeedreamProvider) runpod = g_object_new (SEEDREAM_TYPE_RUNPOD, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (own_capabilities); i++)
    {
      own_capabilities[i] = *seedream_provider_get_capabilities (runpod, i);
      own_capabilities[i].transport = SEEDREAM_TRANSPORT_LINK;
      own_capabilities[i].pictures_max_bytes
          = own_capabilities[i].max_pictures * own_capabilities[i].picture_max_bytes; /* each goes by itself */
      own_capabilities[i].price = SEEDREAM_PRICE_UNKNOWN;
      own_capabilities[i].price_micros = 0;
    }
}

static void
seedream_gateway_class_init (SeedreamGatewayClass *klass)
{
  SeedreamProviderClass *provider_class = SEEDREAM_PROVIDER_CLASS (klass);

  fill_capabilities ();
  provider_class->id = "gateway";
  provider_class->label = _ ("Own gateway");
  provider_class->key_page = NULL;
  provider_class->get_capabilities = seedream_gateway_get_capabilities;
}

static void
seedream_gateway_init (SeedreamGateway *self)
{
}
