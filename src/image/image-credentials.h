/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/** Whether a file, which may be hostile, has a place with Content Credentials; whether they are valid is not looked at. */
gboolean image_credentials_are_in (GBytes *file, const char *media_type);

G_END_DECLS
