/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>
#include <string.h>

/* Numbers as picture files hold them: unaligned, in either byte order. The caller has checked that the bytes are there. */

static inline guint16
image_number_be16 (const guint8 *data)
{
  guint16 number;

  memcpy (&number, data, sizeof number);
  return GUINT16_FROM_BE (number);
}

static inline guint32
image_number_be32 (const guint8 *data)
{
  guint32 number;

  memcpy (&number, data, sizeof number);
  return GUINT32_FROM_BE (number);
}

static inline guint64
image_number_be64 (const guint8 *data)
{
  guint64 number;

  memcpy (&number, data, sizeof number);
  return GUINT64_FROM_BE (number);
}

static inline guint16
image_number_le16 (const guint8 *data)
{
  guint16 number;

  memcpy (&number, data, sizeof number);
  return GUINT16_FROM_LE (number);
}

static inline guint32
image_number_le32 (const guint8 *data)
{
  guint32 number;

  memcpy (&number, data, sizeof number);
  return GUINT32_FROM_LE (number);
}
