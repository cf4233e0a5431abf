/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

/** Called by libFuzzer with each input; returns 0. */
int LLVMFuzzerTestOneInput (const guint8 *data, size_t size);
