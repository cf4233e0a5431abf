/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "pentimento-version-label.h"

#include <glib/gi18n-lib.h>

static guint
count_edits_until (PentimentoHistory *history, PentimentoVersion *version)
{
  guint count = 0;

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (history)); i++)
    {
      g_autoptr (PentimentoVersion) other = g_list_model_get_item (G_LIST_MODEL (history), i);

      if (pentimento_version_get_kind (other) == PENTIMENTO_VERSION_EDITED)
        count++;
      if (g_str_equal (pentimento_version_get_id (other), pentimento_version_get_id (version)))
        break;
    }
  return count;
}

char *
pentimento_version_label (PentimentoHistory *history, PentimentoVersion *version)
{
  if (pentimento_version_get_title (version) != NULL)
    return g_strdup (pentimento_version_get_title (version));
  switch (pentimento_version_get_kind (version))
    {
    case PENTIMENTO_VERSION_OPENED:
      return g_strdup (pentimento_version_get_parent_id (version) == NULL ? _ ("Original") : _ ("Edited elsewhere"));
    case PENTIMENTO_VERSION_GENERATED:
      return g_strdup (_ ("Generated"));
    case PENTIMENTO_VERSION_CHANGED:
      return g_strdup (pentimento_version_describe_change (version, pentimento_history_get_parent (history, version)));
    case PENTIMENTO_VERSION_EDITED:
    default:
      return g_strdup_printf (_ ("Edit %u"), count_edits_until (history, version));
    }
}

char *
pentimento_version_size_label (PentimentoVersion *version)
{
  return g_strdup_printf (_ ("%d × %d"), pentimento_version_get_width (version),
                          pentimento_version_get_height (version));
}
