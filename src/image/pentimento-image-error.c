/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "pentimento-image-error.h"

G_DEFINE_QUARK (pentimento_image_error, pentimento_image_error)
