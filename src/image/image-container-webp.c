/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "image-container.h"

#include <webp/mux.h>

static gboolean
set_chunk (WebPMux *mux, const char *name, GBytes *content)
{
  WebPData data = { 0 };

  WebPMuxDeleteChunk (mux, name);
  if (content == NULL)
    return TRUE;
  data.bytes = g_bytes_get_data (content, &data.size);
  return WebPMuxSetChunk (mux, name, &data, TRUE) == WEBP_MUX_OK;
}

static GBytes *
assemble (WebPMux *mux)
{
  WebPData file = { 0 };
  GBytes *bytes = NULL;

  if (WebPMuxAssemble (mux, &file) == WEBP_MUX_OK)
    bytes = g_bytes_new (file.bytes, file.size);
  WebPDataClear (&file);
  return bytes;
}

GBytes *
image_container_replace_webp (const guint8 *data, gsize size, const ImageBlocks *blocks)
{
  WebPData file = { data, size };
  WebPMux *mux = WebPMuxCreate (&file, FALSE);
  GBytes *bytes = NULL;

  if (mux == NULL)
    return NULL;
  if (set_chunk (mux, "EXIF", blocks->exif) && set_chunk (mux, "XMP ", blocks->xmp) && set_chunk (mux, "C2PA", NULL))
    bytes = assemble (mux);
  WebPMuxDelete (mux);
  return bytes;
}

GBytes *
image_container_add_profile_to_webp (GBytes *file, GBytes *profile)
{
  gsize size;
  const guint8 *content = g_bytes_get_data (file, &size);
  WebPData data = { content, size };
  WebPMux *mux = WebPMuxCreate (&data, FALSE);
  GBytes *bytes = NULL;

  if (mux == NULL)
    return NULL;
  if (set_chunk (mux, "ICCP", profile))
    bytes = assemble (mux);
  WebPMuxDelete (mux);
  return bytes;
}
