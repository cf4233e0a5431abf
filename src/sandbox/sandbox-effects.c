/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sandbox-effects.h"

#include <math.h>
#include <string.h>

#include "sandbox-blur.h"
#include "sandbox-words.h"

typedef guchar Curve[256];

static guchar
to_byte (float value)
{
  return (guchar)CLAMP (lroundf (value), 0, 255);
}

/* Rec. 601 luma, as JPEG has it. */
static int
get_luma (const guchar *pixel)
{
  return (77 * pixel[0] + 150 * pixel[1] + 29 * pixel[2] + 128) >> 8;
}

static int
get_short_side (GdkPixbuf *pixels)
{
  return MIN (gdk_pixbuf_get_width (pixels), gdk_pixbuf_get_height (pixels));
}

static void
apply_curves (GdkPixbuf *pixels, const guchar *red, const guchar *green, const guchar *blue)
{
  int width = gdk_pixbuf_get_width (pixels);

  for (int y = 0; y < gdk_pixbuf_get_height (pixels); y++)
    {
      guchar *pixel = sandbox_effects_row (pixels, y);

      for (int x = 0; x < width; x++, pixel += 3)
        {
          pixel[0] = red[pixel[0]];
          pixel[1] = green[pixel[1]];
          pixel[2] = blue[pixel[2]];
        }
    }
}

static void
apply_gammas (GdkPixbuf *pixels, float red, float green, float blue)
{
  const float gammas[3] = { red, green, blue };
  Curve curves[3];

  for (int channel = 0; channel < 3; channel++)
    for (int i = 0; i < 256; i++)
      curves[channel][i] = to_byte (255 * powf (i / 255.f, gammas[channel]));
  apply_curves (pixels, curves[0], curves[1], curves[2]);
}

static void
make_warmer (GdkPixbuf *pixels)
{
  apply_gammas (pixels, 0.82f, 0.97f, 1.28f);
}

static void
make_cooler (GdkPixbuf *pixels)
{
  apply_gammas (pixels, 1.25f, 1.02f, 0.8f);
}

static void
make_brighter (GdkPixbuf *pixels)
{
  apply_gammas (pixels, 0.68f, 0.68f, 0.68f);
}

static void
make_darker (GdkPixbuf *pixels)
{
  apply_gammas (pixels, 1.5f, 1.5f, 1.5f);
}

static void
make_negative (GdkPixbuf *pixels)
{
  Curve curve;

  for (int i = 0; i < 256; i++)
    curve[i] = (guchar)(255 - i);
  apply_curves (pixels, curve, curve, curve);
}

/* A soft S around the middle, @amount of it. */
static float
add_contrast (float value, float amount)
{
  return value + amount * (value * value * (3 - 2 * value) - value);
}

void
sandbox_effects_tone (GdkPixbuf *pixels)
{
  Curve curves[3];

  for (int i = 0; i < 256; i++)
    {
      float value = add_contrast (i / 255.f, 0.55f);

      curves[0][i] = to_byte (255 * (value + 0.09f * value));
      curves[1][i] = to_byte (255 * (value + 0.015f));
      curves[2][i] = to_byte (255 * (value + 0.07f * (1 - value) - 0.16f * value * value));
    }
  apply_curves (pixels, curves[0], curves[1], curves[2]);
}

void
sandbox_effects_tint (GdkPixbuf *pixels, const int *tint)
{
  Curve curves[3];

  for (int channel = 0; channel < 3; channel++)
    for (int i = 0; i < 256; i++)
      curves[channel][i] = (guchar)CLAMP (i + tint[channel], 0, 255);
  apply_curves (pixels, curves[0], curves[1], curves[2]);
}

/* Grey by luma, through one curve a channel. */
static void
apply_to_luma (GdkPixbuf *pixels, const guchar *red, const guchar *green, const guchar *blue)
{
  int width = gdk_pixbuf_get_width (pixels);

  for (int y = 0; y < gdk_pixbuf_get_height (pixels); y++)
    {
      guchar *pixel = sandbox_effects_row (pixels, y);

      for (int x = 0; x < width; x++, pixel += 3)
        {
          int luma = get_luma (pixel);

          pixel[0] = red[luma];
          pixel[1] = green[luma];
          pixel[2] = blue[luma];
        }
    }
}

static void
make_black_and_white (GdkPixbuf *pixels)
{
  Curve curve;

  for (int i = 0; i < 256; i++)
    curve[i] = to_byte (255 * add_contrast (i / 255.f, 0.4f));
  apply_to_luma (pixels, curve, curve, curve);
}

static void
make_sepia (GdkPixbuf *pixels)
{
  Curve curves[3];

  for (int i = 0; i < 256; i++)
    {
      curves[0][i] = to_byte (255 * powf (i / 255.f, 0.82f));
      curves[1][i] = to_byte (240 * powf (i / 255.f, 1.0f));
      curves[2][i] = to_byte (205 * powf (i / 255.f, 1.2f));
    }
  apply_to_luma (pixels, curves[0], curves[1], curves[2]);
}

static void
make_vivid (GdkPixbuf *pixels)
{
  int width = gdk_pixbuf_get_width (pixels);

  for (int y = 0; y < gdk_pixbuf_get_height (pixels); y++)
    {
      guchar *pixel = sandbox_effects_row (pixels, y);

      for (int x = 0; x < width; x++, pixel += 3)
        {
          int luma = get_luma (pixel);

          for (int channel = 0; channel < 3; channel++)
            pixel[channel] = (guchar)CLAMP (luma + (pixel[channel] - luma) * 8 / 5, 0, 255);
        }
    }
}

static void
mirror (GdkPixbuf *pixels)
{
  int width = gdk_pixbuf_get_width (pixels);

  for (int y = 0; y < gdk_pixbuf_get_height (pixels); y++)
    {
      guchar *row = sandbox_effects_row (pixels, y);

      for (int left = 0, right = width - 1; left < right; left++, right--)
        for (int channel = 0; channel < 3; channel++)
          {
            guchar kept = row[3 * left + channel];

            row[3 * left + channel] = row[3 * right + channel];
            row[3 * right + channel] = kept;
          }
    }
}

static void
turn_upside_down (GdkPixbuf *pixels)
{
  gsize size = 3 * (gsize)gdk_pixbuf_get_width (pixels);
  g_autofree guchar *kept = g_malloc (size);

  for (int top = 0, bottom = gdk_pixbuf_get_height (pixels) - 1; top < bottom; top++, bottom--)
    {
      memcpy (kept, sandbox_effects_row (pixels, top), size);
      memcpy (sandbox_effects_row (pixels, top), sandbox_effects_row (pixels, bottom), size);
      memcpy (sandbox_effects_row (pixels, bottom), kept, size);
    }
  mirror (pixels);
}

void
sandbox_effects_shift (GdkPixbuf *pixels, int x, int y)
{
  g_autoptr (GdkPixbuf) source = gdk_pixbuf_copy (pixels);
  int width = gdk_pixbuf_get_width (pixels);
  int height = gdk_pixbuf_get_height (pixels);

  for (int row = 0; row < height; row++)
    {
      const guchar *from = sandbox_effects_row (source, CLAMP (row - y, 0, height - 1));
      guchar *to = sandbox_effects_row (pixels, row);

      for (int column = 0; column < width; column++)
        memcpy (to + 3 * column, from + 3 * CLAMP (column - x, 0, width - 1), 3);
    }
}

/* Where a pixel of the larger picture lies in the one before, between two of its pixels. */
static double
find_source (int at, int length, double scale)
{
  return CLAMP ((at + 0.5 - length / 2.0) / scale + length / 2.0 - 0.5, 0, length - 1);
}

void
sandbox_effects_scale (GdkPixbuf *pixels, double scale)
{
  g_autoptr (GdkPixbuf) source = gdk_pixbuf_copy (pixels);
  int width = gdk_pixbuf_get_width (pixels);
  int height = gdk_pixbuf_get_height (pixels);

  for (int y = 0; y < height; y++)
    {
      double row = find_source (y, height, scale);
      const guchar *upper = sandbox_effects_row (source, (int)row);
      const guchar *lower = sandbox_effects_row (source, MIN ((int)row + 1, height - 1));
      guchar *to = sandbox_effects_row (pixels, y);

      for (int x = 0; x < width; x++)
        {
          double column = find_source (x, width, scale);
          int left = 3 * (int)column, right = 3 * MIN ((int)column + 1, width - 1);
          double across = column - (int)column, down = row - (int)row;

          for (int i = 0; i < 3; i++)
            to[3 * x + i] = (guchar)((upper[left + i] * (1 - across) + upper[right + i] * across) * (1 - down)
                                     + (lower[left + i] * (1 - across) + lower[right + i] * across) * down + 0.5);
        }
    }
}

static void
make_blurred (GdkPixbuf *pixels)
{
  sandbox_blur (pixels, MAX (get_short_side (pixels) / 90, 1));
}

static void
make_sharper (GdkPixbuf *pixels)
{
  g_autoptr (GdkPixbuf) soft = gdk_pixbuf_copy (pixels);
  int length = 3 * gdk_pixbuf_get_width (pixels);

  sandbox_blur (soft, MAX (get_short_side (pixels) / 700, 1));
  for (int y = 0; y < gdk_pixbuf_get_height (pixels); y++)
    {
      guchar *row = sandbox_effects_row (pixels, y);
      const guchar *soft_row = sandbox_effects_row (soft, y);

      for (int i = 0; i < length; i++)
        row[i] = (guchar)CLAMP (row[i] + (row[i] - soft_row[i]) * 3 / 2, 0, 255);
    }
}

/* A pencil drawing: grey divided by its own blur is paper white but where brightness changes. */
static void
make_sketch (GdkPixbuf *pixels)
{
  g_autoptr (GdkPixbuf) soft = NULL;
  int length = 3 * gdk_pixbuf_get_width (pixels);
  Curve pencil;

  make_black_and_white (pixels);
  soft = gdk_pixbuf_copy (pixels);
  sandbox_blur (soft, MAX (get_short_side (pixels) / 150, 2));
  for (int i = 0; i < 256; i++)
    pencil[i] = to_byte (255 * powf (i / 255.f, 2.2f));
  for (int y = 0; y < gdk_pixbuf_get_height (pixels); y++)
    {
      guchar *row = sandbox_effects_row (pixels, y);
      const guchar *soft_row = sandbox_effects_row (soft, y);

      for (int i = 0; i < length; i++)
        row[i] = pencil[MIN (255 * (row[i] + 12) / (soft_row[i] + 12), 255)];
    }
}

static void
add_vignette (GdkPixbuf *pixels)
{
  int width = gdk_pixbuf_get_width (pixels);
  int height = gdk_pixbuf_get_height (pixels);

  for (int y = 0; y < height; y++)
    {
      guchar *pixel = sandbox_effects_row (pixels, y);
      float down = (2.f * y - height) / height;

      for (int x = 0; x < width; x++, pixel += 3)
        {
          float across = (2.f * x - width) / width;
          float distance = (across * across + down * down) / 2;
          float light = 1 - 0.85f * distance * distance * (3 - 2 * distance);

          for (int channel = 0; channel < 3; channel++)
            pixel[channel] = (guchar)(pixel[channel] * light);
        }
    }
}

/* A white mount with a fine line around the picture. */
static void
add_border (GdkPixbuf *pixels)
{
  int width = gdk_pixbuf_get_width (pixels);
  int height = gdk_pixbuf_get_height (pixels);
  int mount = MAX (get_short_side (pixels) / 24, 2);
  int line = mount - MAX (mount / 14, 1);

  for (int y = 0; y < height; y++)
    {
      guchar *row = sandbox_effects_row (pixels, y);

      for (int x = 0; x < width; x++)
        {
          int inside = MIN (MIN (x, width - 1 - x), MIN (y, height - 1 - y));

          if (inside < mount)
            memset (row + 3 * x, inside < line ? 250 : 190, 3);
        }
    }
}

/* In the order in which they combine: geometry, detail, colour, light, frame. */
static const struct {
  const char *words;
  void (*apply) (GdkPixbuf *pixels);
} effects[] = {
  { "mirror|spiegel|gespiegelt", mirror },
  { "upside down|upside-down|auf den kopf|kopfüber", turn_upside_down },
  { "blur|weichzeichn|weichgezeichnet|unscharf|verschwommen", make_blurred },
  { "sharpen|sharper|schärf|nachschärf", make_sharper },
  { "sketch|pencil|skizz|bleistift", make_sketch },
  { "vivid|saturat|colourful|colorful|kräftig|bunt|farbenfroh", make_vivid },
  { "black and white|black-and-white|black & "
    "white|b&w|monochrom|greyscale|grayscale|desaturat|schwarzweiss|schwarz-weiss"
    "|schwarz weiss|schwarz und weiss|entsättig|graustufen",
    make_black_and_white },
  { "sepia", make_sepia },
  { "warm|wärm", make_warmer },
  { "cooler|cool tone|cold|kühl|kälter", make_cooler },
  { "brighter|brighten|bright|lighten|heller|aufhell|aufgehellt", make_brighter },
  { "darker|darken|dark|dunkler|dunkel|abdunkel|abgedunkelt", make_darker },
  { "invert|negativ", make_negative },
  { "vignett", add_vignette },
  { "border|rahmen", add_border },
};

gboolean
sandbox_effects_apply (GdkPixbuf *pixels, const char *prompt)
{
  g_autofree char *folded = sandbox_words_fold (prompt);
  gboolean known = FALSE;

  for (gsize i = 0; i < G_N_ELEMENTS (effects); i++)
    if (sandbox_words_have (folded, effects[i].words))
      {
        effects[i].apply (pixels);
        known = TRUE;
      }
  return known;
}
