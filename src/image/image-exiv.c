/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "image-exiv.h"

#include "image-metadata.h"

static GMutex lock;

static gpointer
initialise (gpointer unused)
{
  gexiv2_log_set_level (GEXIV2_LOG_LEVEL_MUTE);
  if (!gexiv2_initialize ())
    return NULL;
  /* It may be there already: it is the process's. */
  gexiv2_metadata_try_register_xmp_namespace (IMAGE_METADATA_NAMESPACE, IMAGE_METADATA_PREFIX, NULL);
  return GINT_TO_POINTER (TRUE);
}

gboolean
image_exiv_enter (void)
{
  static GOnce once = G_ONCE_INIT;

  g_once (&once, initialise, NULL);
  g_mutex_lock (&lock);
  return once.retval != NULL;
}

void
image_exiv_leave (void)
{
  g_mutex_unlock (&lock);
}
