/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

typedef struct _SandboxProvider SandboxProvider;

/**
 * SandboxOrder:
 * @id: what the job will be called; a random UUID where the provider sets no other
 * @provider: whose wire format it came by
 * @operation: "edit" or "generate"
 * @prompt: what is asked for
 * @negative_prompt: (nullable): what is not wanted
 * @pictures: (element-type SandboxPicture): the references in the order received
 * @width, @height: the size asked for
 * @seed: -1 for any
 * @count: how many pictures are asked for
 * @synchronous: whether the submit's own answer brings the result
 * @inline_results: whether the results come within the answer instead of as links
 * @free_of_charge: whether it costs nothing
 * @request: (nullable): the request as it came, where the provider tells it again
 * @picture_error: (nullable): what is wrong with a reference; the job will fail with it
 * @result_type: the file format to make, a media type
 * @result_count: how many pictures to make
 * @result_width, @result_height: the size to make
 * @shift_x, @shift_y: by how much the result is to be off
 * @scale: by how many thousandths everything is to be larger
 * @tint: what is to be added to each channel
 *
 * What a client has asked for, and how the result is to be spoilt. Not changed any more once a job has it.
 */
typedef struct {
  char *id;
  const SandboxProvider *provider;
  const char *operation;
  char *prompt;
  char *negative_prompt;
  GPtrArray *pictures;
  int width;
  int height;
  gint64 seed;
  gint64 count;
  gboolean synchronous;
  gboolean inline_results;
  gboolean free_of_charge;
  char *request;
  char *picture_error;
  const char *result_type;
  gint64 result_count;
  int result_width;
  int result_height;
  int shift_x;
  int shift_y;
  int scale;
  int tint[3];
} SandboxOrder;

SandboxOrder *sandbox_order_new (const SandboxProvider *provider, const char *operation);
void sandbox_order_free (SandboxOrder *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SandboxOrder, sandbox_order_free)

/** Receives the picture @uri as the next reference; the first that is no good is remembered in @picture_error. */
void sandbox_order_add_picture (SandboxOrder *self, const char *uri);

/**
 * sandbox_order_read_inline:
 * @name: the member of @object that holds 1 to 10 data: URIs
 *
 * Receives references that come within the request.
 */
gboolean sandbox_order_read_inline (SandboxOrder *self, JsonObject *object, const char *name, GError **error);

G_END_DECLS
