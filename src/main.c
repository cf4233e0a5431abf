/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "pentimento-application.h"
#include "pentimento-core-dump.h"
#include "pentimento-settings.h"

int
main (int argc, char **argv)
{
  g_autoptr (PentimentoApplication) application = NULL;

  pentimento_core_dump_forbid ();
  pentimento_settings_set_up_translation ();
  application = pentimento_application_new ();
  return g_application_run (G_APPLICATION (application), argc, argv);
}
