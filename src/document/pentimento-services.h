/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "pentimento-budget.h"
#include "pentimento-keyring.h"
#include "pentimento-library.h"
#include "seedream.h"

G_BEGIN_DECLS

typedef struct _PentimentoJobs PentimentoJobs;
typedef struct _PentimentoQueue PentimentoQueue;

/**
 * PentimentoServices:
 *
 * What all documents of one program share: the library, the network, the keys, the settings, the practice server, the running jobs.
 */
#define PENTIMENTO_TYPE_SERVICES (pentimento_services_get_type ())
G_DECLARE_FINAL_TYPE (PentimentoServices, pentimento_services, PENTIMENTO, SERVICES, GObject)

/**
 * pentimento_services_new:
 * @data: (nullable): the library's folder; %NULL for that of pentimento_library_place_find()
 * @cache: (nullable): the folder for what can be made again; %NULL for "$XDG_CACHE_HOME/pentimento"
 *
 * Opens the library and the rest. Nothing is sent or started.
 *
 * Returns: (transfer full) (nullable): the services, or %NULL with %PENTIMENTO_LIBRARY_ERROR
 */
PentimentoServices *pentimento_services_new (GFile *data, GFile *cache, GError **error);

PentimentoLibrary *pentimento_services_get_library (PentimentoServices *self);
SeedreamHttp *pentimento_services_get_http (PentimentoServices *self);
PentimentoKeyring *pentimento_services_get_keyring (PentimentoServices *self);
PentimentoJobs *pentimento_services_get_jobs (PentimentoServices *self);
PentimentoQueue *pentimento_services_get_queue (PentimentoServices *self);
PentimentoBudget *pentimento_services_get_budget (PentimentoServices *self);

/** Returns: (transfer none) (nullable): the settings, see pentimento_settings_new() */
GSettings *pentimento_services_get_settings (PentimentoServices *self);

/** Returns: (transfer none): the folder for fitted pictures */
GFile *pentimento_services_get_fitted_folder (PentimentoServices *self);

/**
 * pentimento_services_create_provider:
 * @id: a provider's id
 * @endpoint: (nullable): where to send to; %NULL for PENTIMENTO_<ID>_ENDPOINT in the environment, else the setting, else the real one
 * (the upload address of a provider that needs one likewise, PENTIMENTO_<ID>_UPLOAD)
 *
 * Makes a provider that knows where it sends to. For "practice" without an endpoint the practice server is started inside this program.
 *
 * Returns: (transfer full) (nullable): the provider, or %NULL with an error
 */
SeedreamProvider *
pentimento_services_create_provider (PentimentoServices *self, const char *id, const char *endpoint, GError **error);

/** Returns: whether @endpoint (nullable) is the practice server inside this program, which is gone with it */
gboolean pentimento_services_is_own_practice (PentimentoServices *self, const char *endpoint);

/**
 * pentimento_services_choose_provider_async:
 *
 * Finds the provider to use where the person named none: the one set in the preferences, else the first one with a key, else "practice".
 */
void pentimento_services_choose_provider_async (PentimentoServices *self,
                                                GCancellable *cancellable,
                                                GAsyncReadyCallback callback,
                                                gpointer user_data);

/** Returns: (transfer full): an id; never %NULL unless cancelled */
char *pentimento_services_choose_provider_finish (PentimentoServices *self, GAsyncResult *result, GError **error);

G_END_DECLS
