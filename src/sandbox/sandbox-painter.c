/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sandbox-painter.h"

#include "sandbox-effects.h"
#include "sandbox-insets.h"
#include "sandbox-lettering.h"
#include "sandbox-picture.h"
#include "sandbox-scene.h"

/* As models deliver: no loss that can be seen, about a megabyte for 2048 × 2048. */
#define JPEG_QUALITY 92

/* Further variants of an edit, and those of a seed, differ by a breath of colour; primes keep neighbours apart. */
static void
vary (GdkPixbuf *pixels, gint64 number)
{
  const int tint[] = { (int)(number % 23), -(int)(number % 19), (int)(number % 29) };

  if (number != 0)
    sandbox_effects_tint (pixels, tint);
}

static gint64
get_variant (const SandboxOrder *order, gint64 index)
{
  /* Far from where a foreign number would overflow. */
  return order->seed > 0 ? order->seed % G_MAXINT32 + index : index;
}

static GdkPixbuf *
edit (const SandboxOrder *order, gint64 index, GCancellable *cancellable, GError **error)
{
  SandboxPicture *first = g_ptr_array_index (order->pictures, 0);
  g_autoptr (GdkPixbuf) source = pentimento_image_decode (first->image, cancellable, error);
  GdkPixbuf *pixels;

  if (source == NULL)
    return NULL;
  pixels = sandbox_insets_cover (source, order->result_width, order->result_height);
  if (!sandbox_effects_apply (pixels, order->prompt))
    sandbox_effects_tone (pixels);
  vary (pixels, get_variant (order, index));
  return pixels;
}

static GdkPixbuf *
generate (const SandboxOrder *order, gint64 index)
{
  GdkPixbuf *pixels = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, order->result_width, order->result_height);

  sandbox_scene_draw (pixels, order->prompt, order->negative_prompt,
                      index > 0 ? get_variant (order, index) : order->seed);
  sandbox_effects_apply (pixels, order->prompt);
  return pixels;
}

static gboolean
is_tinted (const SandboxOrder *order)
{
  return order->tint[0] != 0 || order->tint[1] != 0 || order->tint[2] != 0;
}

GBytes *
sandbox_painter_paint (const SandboxOrder *order, gint64 index, GCancellable *cancellable, GError **error)
{
  g_autoptr (GdkPixbuf) pixels
      = order->pictures->len > 0 ? edit (order, index, cancellable, error) : generate (order, index);

  if (pixels == NULL || !sandbox_insets_draw (pixels, order->pictures, cancellable, error))
    return NULL;
  sandbox_lettering_draw_ribbon (pixels);
  if (order->scale != 0)
    sandbox_effects_scale (pixels, 1 + order->scale / 1000.0);
  if (order->shift_x != 0 || order->shift_y != 0)
    sandbox_effects_shift (pixels, order->shift_x, order->shift_y);
  if (is_tinted (order))
    sandbox_effects_tint (pixels, order->tint);
  return pentimento_image_encode (pixels, order->result_type, JPEG_QUALITY, cancellable, error);
}
