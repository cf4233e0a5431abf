/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cli-making.h"

#include <glib/gi18n-lib.h>

#include "cli-await.h"
#include "cli-interrupt.h"
#include "cli-json.h"
#include "cli-making-document.h"
#include "cli-making-template.h"
#include "cli-options.h"
#include "cli-output.h"
#include "cli-progress.h"
#include "cli-provider.h"
#include "cli-question.h"
#include "cli-report.h"

typedef struct {
  CliMakingOptions *options;
  CliReport *report;
  PentimentoServices *services;
  CliInterrupt *interrupt;
  PentimentoDocument *document;
  GHashTable *asked; /* ids of the providers that were asked */
  gboolean told;     /* what the report says */
} Making;

static void
making_clear (Making *self)
{
  g_clear_pointer (&self->interrupt, cli_interrupt_free);
  g_clear_object (&self->document);
  g_clear_object (&self->services);
  g_clear_pointer (&self->report, cli_report_free);
  g_clear_pointer (&self->options, cli_making_options_free);
  g_clear_pointer (&self->asked, g_hash_table_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Making, making_clear)

static GCancellable *
making_cancellable (Making *self)
{
  return cli_interrupt_get_cancellable (self->interrupt);
}

static char *
choose_provider (Making *self, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  if (self->options->provider != NULL)
    return g_strdup (self->options->provider);
  pentimento_services_choose_provider_async (self->services, making_cancellable (self), cli_await_callback, &result);
  return pentimento_services_choose_provider_finish (self->services, cli_await (&result), error);
}

static gboolean
check_against_provider (Making *self, const char *id, GError **error)
{
  g_autoptr (SeedreamProvider) provider = cli_provider_create (id, self->options->endpoint, error);

  if (provider == NULL)
    return FALSE;
  cli_report_set_provider (self->report, id);
  return cli_making_options_check (self->options, seedream_provider_get_label (provider),
                                   seedream_provider_get_capabilities (provider, self->options->operation), error);
}

/* Whoever asked for a size, or for the picture's, needs not be told of another. */
static void
expect_size_of_picture (Making *self)
{
  PentimentoImage *image = pentimento_document_get_image (self->document);

  if (self->options->inputs != NULL && image != NULL && self->options->size == NULL && !self->options->fit_back)
    cli_report_expect_size (self->report, pentimento_image_get_width (image), pentimento_image_get_height (image));
}

/* Tells a person which size comes, while nothing has been sent yet. */
static void
note_size (Making *self)
{
  g_autofree char *note = NULL;

  g_object_get (self->document, "size-note", &note, NULL);
  if (note != NULL && cli_output_shows_progress ())
    cli_output_note ("%s", note);
}

static gboolean
prepare (Making *self, GError **error)
{
  g_autofree char *provider = NULL;

  self->services = pentimento_services_new (NULL, NULL, error);
  if (self->services == NULL)
    return FALSE;
  self->interrupt = cli_interrupt_new (G_LIST_MODEL (pentimento_services_get_jobs (self->services)));

  if (!cli_making_template_apply (self->options, pentimento_services_get_library (self->services), error))
    return FALSE;
  provider = choose_provider (self, error);
  if (provider == NULL || !check_against_provider (self, provider, error))
    return FALSE;
  self->document = cli_making_document_open (self->services, self->options, provider, making_cancellable (self), error);
  if (self->document == NULL)
    return FALSE;
  expect_size_of_picture (self);
  note_size (self);
  return TRUE;
}

/* Tells a person what was done to the pictures before they were sent. */
static void
note_preparation (Making *self)
{
  g_autofree char *preparation = NULL;

  g_object_get (self->document, "preparation", &preparation, NULL);
  if (preparation != NULL && cli_output_shows_progress ())
    cli_output_note ("%s", preparation);
}

static GListModel *
run (Making *self, GError **error)
{
  g_autoptr (CliProgress) progress = cli_progress_new (G_LIST_MODEL (pentimento_services_get_jobs (self->services)));
  g_autoptr (GAsyncResult) result = NULL;
  GListModel *versions = NULL;
  SeedreamJob *job;
  char *provider;

  g_object_get (self->document, "provider", &provider, NULL);
  g_hash_table_add (self->asked, provider);
  pentimento_document_start_async (self->document, making_cancellable (self), cli_await_callback, &result);
  versions = pentimento_document_start_finish (self->document, cli_await (&result), error);
  cli_making_document_await_ids (self->services);
  job = pentimento_document_get_job (self->document);
  /* It may be that of an earlier attempt. */
  if (job != NULL && g_str_equal (seedream_provider_get_id (seedream_job_get_provider (job)), provider))
    cli_report_set_job (self->report, job);
  g_clear_pointer (&progress, cli_progress_free);
  note_preparation (self);
  return versions;
}

/* Another provider */

/* A locked keyring may ask for its password and never get it; for an offer nobody is to wait long. */
#define OFFER_SECONDS 5

static gboolean
cancel (gpointer cancellable)
{
  g_cancellable_cancel (cancellable);
  return G_SOURCE_REMOVE;
}

/* Returns: (transfer full): orders to those who could do what has failed, the cheapest first, without those who were asked before */
static GListModel *
find_substitutes (Making *self)
{
  PentimentoOrder *order = pentimento_document_get_order (self->document);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GListStore) orders = g_list_store_new (PENTIMENTO_TYPE_ORDER);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GListModel) found = NULL;
  guint timer = 0;

  if (order == NULL)
    return G_LIST_MODEL (g_steal_pointer (&orders));
  timer = g_timeout_add_seconds_full (G_PRIORITY_DEFAULT, OFFER_SECONDS, cancel, g_object_ref (cancellable),
                                      g_object_unref);
  pentimento_order_find_substitutes_async (order, cancellable, cli_await_callback, &result);
  found = pentimento_order_find_substitutes_finish (order, cli_await (&result), NULL);
  if (!g_cancellable_is_cancelled (cancellable))
    g_source_remove (timer);
  for (guint i = 0; found != NULL && i < g_list_model_get_n_items (found); i++)
    {
      g_autoptr (PentimentoOrder) substitute = g_list_model_get_item (found, i);

      if (!g_hash_table_contains (self->asked, pentimento_order_get_provider (substitute)))
        g_list_store_append (orders, substitute);
    }
  return G_LIST_MODEL (g_steal_pointer (&orders));
}

static char *
describe_offer (PentimentoOrder *substitute)
{
  g_autoptr (SeedreamProvider) provider = seedream_registry_describe (pentimento_order_get_provider (substitute));
  const char *label = seedream_provider_get_label (provider);
  const SeedreamCost cost = pentimento_order_estimate (substitute);
  g_autofree char *price = seedream_cost_format (&cost);

  if (cost.kind == SEEDREAM_COST_UNKNOWN)
    return g_strdup_printf (_ ("%s could do it; nobody says at what price. Ask it?"), label);
  /* Translators: a provider's name, a price such as “about $0.03” */
  return g_strdup_printf (_ ("%s could do it, for %s. Ask it?"), label, price);
}

static void
report_anew (Making *self, const char *provider)
{
  g_clear_pointer (&self->report, cli_report_free);
  self->report = cli_report_new ();
  self->told = FALSE;
  cli_report_set_provider (self->report, provider);
  expect_size_of_picture (self);
}

/* Tells what went wrong, and whether the cheapest of those who could do it is to be asked. At the question an interrupt simply ends the program. */
static gboolean
ask_person (Making *self, PentimentoOrder *substitute)
{
  g_autofree char *offer = describe_offer (substitute);
  gboolean yes;

  cli_report_print (self->report);
  self->told = TRUE;
  g_object_set (self->document, "provider", pentimento_order_get_provider (substitute), "endpoint", NULL, NULL);
  note_size (self);
  g_clear_pointer (&self->interrupt, cli_interrupt_free);
  yes = cli_question_ask (offer);
  self->interrupt = cli_interrupt_new (G_LIST_MODEL (pentimento_services_get_jobs (self->services)));
  return yes;
}

/* Returns: whether somebody else is to be asked, and the document set to that */
static gboolean
turn_to_another (Making *self)
{
  g_autoptr (GListModel) substitutes = find_substitutes (self);
  g_autoptr (PentimentoOrder) cheapest = g_list_model_get_item (substitutes, 0);

  if (cheapest == NULL)
    return FALSE;
  cli_report_set_substitutes (self->report, substitutes);
  if (!cli_question_can_ask () || !ask_person (self, cheapest))
    return FALSE;
  report_anew (self, pentimento_order_get_provider (cheapest));
  return TRUE;
}

static void
run_until_made (Making *self)
{
  do
    {
      GError *error = NULL;
      g_autoptr (GListModel) versions = run (self, &error);

      if (versions != NULL)
        {
          cli_making_document_write (self->document, self->options, self->options->output, versions, self->report);
          return;
        }
      cli_report_take_error (self->report, error);
    }
  while (turn_to_another (self));
}

static void
make (Making *self, char **arguments)
{
  GError *error = NULL;

  if (cli_making_options_parse (self->options, arguments, &error) && prepare (self, &error))
    run_until_made (self);
  else
    cli_report_take_error (self->report, error);
}

CliExit
cli_making_run (SeedreamOperation operation, char **arguments)
{
  g_auto (Making) self = { .options = cli_making_options_new (operation),
                           .report = cli_report_new (),
                           .asked = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL) };

  make (&self, arguments);
  if (cli_options_want_json (arguments))
    {
      g_autoptr (JsonBuilder) builder = json_builder_new ();

      cli_report_build_json (self.report, builder);
      cli_json_print (builder);
    }
  else if (!self.told)
    cli_report_print (self.report);
  return cli_report_get_exit (self.report);
}
