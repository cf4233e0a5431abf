/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cli-compare-options.h"

#include <glib/gi18n-lib.h>

#include "cli-exit.h"
#include "cli-provider.h"
#include "cli-target.h"

CliCompareOptions *
cli_compare_options_new (void)
{
  CliCompareOptions *self = g_new0 (CliCompareOptions, 1);

  self->making = cli_making_options_new (SEEDREAM_OPERATION_EDIT);
  return self;
}

void
cli_compare_options_free (CliCompareOptions *self)
{
  cli_making_options_free (self->making);
  g_free (self->list);
  g_strfreev (self->providers);
  g_free (self);
}

char *
cli_compare_options_name (const CliCompareOptions *self, const char *provider)
{
  return self->making->output != NULL ? cli_target_name_for (self->making->output, provider) : NULL;
}

static gboolean
refuse (GError **error, const char *message)
{
  g_set_error_literal (error, CLI_ERROR, CLI_EXIT_USAGE, message);
  return FALSE;
}

static gboolean
split_list (CliCompareOptions *self, GError **error)
{
  self->providers = g_strsplit (self->list != NULL ? self->list : "", ",", -1);
  for (char **id = self->providers; *id != NULL; id++)
    if (*g_strstrip (*id) == '\0')
      return refuse (error, _ ("A name is missing in --providers. Name them such as --providers runpod,kie."));
  if (self->providers[0] == NULL)
    return refuse (error, _ ("Say whom to compare: --providers ID,ID."));
  return TRUE;
}

static gboolean
check_provider (CliCompareOptions *self, const char *id, GError **error)
{
  CliMakingOptions *making = self->making;
  g_autoptr (SeedreamProvider) provider = cli_provider_create (id, NULL, error);
  g_autofree char *name = cli_compare_options_name (self, id);

  return provider != NULL
         && cli_making_options_check (making, seedream_provider_get_label (provider),
                                      seedream_provider_get_capabilities (provider, making->operation), error)
         && (name == NULL || cli_target_check (name, making->count, making->force, error));
}

static gboolean
check_providers (CliCompareOptions *self, GError **error)
{
  for (guint i = 0; self->providers[i] != NULL; i++)
    {
      if (!check_provider (self, self->providers[i], error))
        return FALSE;
      for (guint j = 0; j < i; j++)
        if (g_str_equal (self->providers[i], self->providers[j]))
          {
            g_set_error (error, CLI_ERROR, CLI_EXIT_USAGE, _ ("“%s” is named twice in --providers."),
                         self->providers[i]);
            return FALSE;
          }
    }
  return TRUE;
}

gboolean
cli_compare_options_parse (CliCompareOptions *self, char **arguments, GError **error)
{
  const char *help
      = _ ("Asks several providers for the same edit at once, and shows what each made, in which time and at which "
           "price. The first -i is the picture to be edited; further ones are references. The price of all is shown "
           "and asked about first. Each result is kept in the gallery; with -o OUT.png that of KIE AI is also written "
           "to OUT-kie.png, and so on.");
  const GOptionEntry own[] = {
    { "providers", 0, 0, G_OPTION_ARG_STRING, &self->list, N_ ("Whom to ask, see “pentimento-cli providers”"),
      N_ ("ID,ID…") },
    { "yes", 0, 0, G_OPTION_ARG_NONE, &self->yes, N_ ("Agree to the price without being asked"), NULL },
    { NULL },
  };

  return cli_making_options_parse_for (self->making, "compare", help, own, arguments, error) && split_list (self, error)
         && check_providers (self, error);
}
