/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define PENTIMENTO_IMAGE_ERROR (pentimento_image_error_quark ())

/**
 * PentimentoImageError:
 * @PENTIMENTO_IMAGE_ERROR_UNREADABLE: the file is missing, a folder, or may not be read: choose another
 * @PENTIMENTO_IMAGE_ERROR_EMPTY: the file holds nothing
 * @PENTIMENTO_IMAGE_ERROR_TOO_LARGE: more bytes or pixels than the limits allow
 * @PENTIMENTO_IMAGE_ERROR_UNKNOWN_FORMAT: not a picture, or none this machine has a loader for
 * @PENTIMENTO_IMAGE_ERROR_DAMAGED: truncated, or its content contradicts its header
 * @PENTIMENTO_IMAGE_ERROR_UNSUITABLE: cannot be fitted to what was asked without harm, such as a strip of 1×60000
 * @PENTIMENTO_IMAGE_ERROR_ENCODE: the pixels could not be written in the wanted format
 * @PENTIMENTO_IMAGE_ERROR_RECIPE: the list of changes to a picture is damaged, from a newer program, or needs a picture that is missing: update, or go on from the version before
 * @PENTIMENTO_IMAGE_ERROR_CHANGE: what was to be done to a picture cannot be done to it: choose other numbers
 *
 * What can be wrong with a picture, one code for each thing a person can do about it. Messages are translated
 * sentences that name the file and the reason.
 */
typedef enum {
  PENTIMENTO_IMAGE_ERROR_UNREADABLE,
  PENTIMENTO_IMAGE_ERROR_EMPTY,
  PENTIMENTO_IMAGE_ERROR_TOO_LARGE,
  PENTIMENTO_IMAGE_ERROR_UNKNOWN_FORMAT,
  PENTIMENTO_IMAGE_ERROR_DAMAGED,
  PENTIMENTO_IMAGE_ERROR_UNSUITABLE,
  PENTIMENTO_IMAGE_ERROR_ENCODE,
  PENTIMENTO_IMAGE_ERROR_RECIPE,
  PENTIMENTO_IMAGE_ERROR_CHANGE,
} PentimentoImageError;

GQuark pentimento_image_error_quark (void);

G_END_DECLS
