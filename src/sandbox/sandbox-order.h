/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _SandboxProvider SandboxProvider;

/**
 * SandboxOrder:
 * @provider: whose wire format it came by
 * @operation: "edit" or "generate"
 * @prompt: what is asked for
 * @negative_prompt: (nullable): what is not wanted
 * @pictures: (element-type SandboxPicture): the references in the order received
 * @width, @height: the size asked for
 * @seed: -1 for any
 * @synchronous: whether the submit's own answer brings the result
 * @free_of_charge: whether it costs nothing
 * @picture_error: (nullable): what is wrong with a reference; the job will fail with it
 * @result_type: the file format to make, a media type
 * @result_width, @result_height: the size to make
 * @shift_x, @shift_y: by how much the result is to be off
 * @tint: what is to be added to each channel
 *
 * What a client has asked for, and how the result is to be spoilt. Not changed any more once a job has it.
 */
typedef struct {
  const SandboxProvider *provider;
  const char *operation;
  char *prompt;
  char *negative_prompt;
  GPtrArray *pictures;
  int width;
  int height;
  gint64 seed;
  gboolean synchronous;
  gboolean free_of_charge;
  char *picture_error;
  const char *result_type;
  int result_width;
  int result_height;
  int shift_x;
  int shift_y;
  int tint[3];
} SandboxOrder;

SandboxOrder *sandbox_order_new (const SandboxProvider *provider, const char *operation);
void sandbox_order_free (SandboxOrder *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SandboxOrder, sandbox_order_free)

/** Receives the picture @uri as the next reference; the first that is no good is remembered in @picture_error. */
void sandbox_order_add_picture (SandboxOrder *self, const char *uri);

G_END_DECLS
