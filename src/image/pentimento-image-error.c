/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "pentimento-image-error.h"

G_DEFINE_QUARK (pentimento - image - error - quark, pentimento_image_error)
