/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sandbox-lettering.h"

#include <math.h>
#include <string.h>

#include "sandbox-effects.h"

/* Capitals are 12 units high; this is how far one stands from the next, and half of a stroke's width. */
#define CAPITAL 12.f
#define GAP 4.5f
#define PEN 1.05f

/* Strokes are parted by blanks; each is a chain of points, a hexadecimal digit for x and one for y, which goes down. */
static const struct {
  char letter;
  const char *strokes;
} glyphs[] = {
  { 'P', "0c00406173654606" },
  { 'R', "0c00406173654606 467c" },
  { 'A', "0c408c 1979" },
  { 'C', "726140301103091b3c4c6b7a" },
  { 'T', "0080 404c" },
  { 'I', "000c" },
  { 'E', "70000c7c 0656" },
  { '0', "30110309091b3c4c6b7973614030" },
  { '1', "03303c" },
  { '2', "031130406173650c7c" },
  { '3', "02205072745636 56787a5c2c0a" },
  { '4', "5c500878" },
  { '5', "701005345476795c2c0b" },
  { '6', "60311407092c5c7a78562608" },
  { '7', "00702c" },
  { '8', "30110315364667796b4c3c1b091736 466573614030" },
  { '9', "1c4b68757350200204265674" },
};

static const char *
find_strokes (char letter)
{
  for (gsize i = 0; i < G_N_ELEMENTS (glyphs); i++)
    if (glyphs[i].letter == letter)
      return glyphs[i].strokes;
  return "";
}

static float
get_width (const char *strokes)
{
  int width = 0;

  for (const char *at = strokes; *at != '\0'; at += at[2] == ' ' ? 3 : 2)
    width = MAX (width, g_ascii_xdigit_value (at[0]));
  return (float)width;
}

static float
get_text_width (const char *text)
{
  float width = -GAP;

  for (const char *letter = text; *letter != '\0'; letter++)
    width += get_width (find_strokes (*letter)) + GAP;
  return width;
}

static float
get_line_distance (float x, float y, const char *from, const char *to)
{
  float from_x = (float)g_ascii_xdigit_value (from[0]), from_y = (float)g_ascii_xdigit_value (from[1]);
  float across = (float)g_ascii_xdigit_value (to[0]) - from_x, down = (float)g_ascii_xdigit_value (to[1]) - from_y;
  float along = ((x - from_x) * across + (y - from_y) * down) / (across * across + down * down);

  along = CLAMP (along, 0, 1);
  return hypotf (x - from_x - along * across, y - from_y - along * down);
}

static float
get_glyph_distance (const char *strokes, float x, float y)
{
  float nearest = G_MAXFLOAT;

  for (const char *at = strokes; at[0] != '\0' && at[2] != '\0'; at += at[2] == ' ' ? 3 : 2)
    if (at[2] != ' ')
      nearest = MIN (nearest, get_line_distance (x, y, at, at + 2));
  return nearest;
}

/* How much of a pixel of @unit⁻¹ units at @x, @y is covered by @text, whose middle is at 0, 0. */
static float
get_coverage (const char *text, float x, float y, float unit)
{
  float nearest = G_MAXFLOAT;

  x += get_text_width (text) / 2;
  y += CAPITAL / 2;
  if (y < -GAP || y > CAPITAL + GAP)
    return 0;
  for (const char *letter = text; *letter != '\0' && x > -GAP; letter++)
    {
      const char *strokes = find_strokes (*letter);
      float width = get_width (strokes);

      if (x < width + GAP)
        nearest = MIN (nearest, get_glyph_distance (strokes, x, y));
      x -= width + GAP;
    }
  return CLAMP (0.5f + (PEN - nearest) * unit, 0, 1);
}

static void
blend (guchar *pixel, float grey, float amount)
{
  for (int channel = 0; channel < 3; channel++)
    pixel[channel] = (guchar)lroundf (pixel[channel] + (grey - pixel[channel]) * amount);
}

/* One pixel of the ribbon: @along from its middle, @across from its axis, in pixels. Greys only, to suit any picture. */
static void
draw_ribbon_pixel (guchar *pixel, float along, float across, float thickness)
{
  float unit = thickness * 0.4f / CAPITAL;
  float edge = fabsf (across) - thickness / 2;
  float shadow = CLAMP (1 - edge / (thickness * 0.22f), 0, 1);
  float line = CLAMP (1 - fabsf (edge + thickness * 0.11f) / (thickness * 0.022f), 0, 1);

  if (edge > 0)
    blend (pixel, 0, 0.28f * shadow * shadow);
  blend (pixel, 28, 0.86f * CLAMP (0.5f - edge, 0, 1));
  blend (pixel, 255, 0.45f * line);
  if (edge < 0)
    blend (pixel, 255, get_coverage ("PRACTICE", along / unit, across / unit, unit));
}

void
sandbox_lettering_draw_ribbon (GdkPixbuf *pixels)
{
  int width = gdk_pixbuf_get_width (pixels);
  int height = gdk_pixbuf_get_height (pixels);
  float thickness = MIN (width, height) * 0.048f;
  float distance = thickness * 2.75f;
  int reach = (int)ceilf ((distance + thickness) * G_SQRT2);

  for (int y = 0; y < MIN (reach, height); y++)
    {
      guchar *row = sandbox_effects_row (pixels, y);

      for (int x = MAX (width - reach, 0); x < width; x++)
        {
          float right = x + 0.5f - width, down = y + 0.5f;

          draw_ribbon_pixel (row + 3 * x, (right + down) / (float)G_SQRT2, (down - right) / (float)G_SQRT2 - distance,
                             thickness);
        }
    }
}

void
sandbox_lettering_draw_badge (GdkPixbuf *pixels, guint number, float x, float y, float radius)
{
  g_autofree char *text = g_strdup_printf ("%u", number);
  float unit = radius * 0.95f / CAPITAL;
  int left = MAX ((int)(x - radius - 2), 0), right = MIN ((int)(x + radius + 2), gdk_pixbuf_get_width (pixels) - 1);
  int top = MAX ((int)(y - radius - 2), 0), bottom = MIN ((int)(y + radius + 2), gdk_pixbuf_get_height (pixels) - 1);

  for (int row = top; row <= bottom; row++)
    for (int column = left; column <= right; column++)
      {
        guchar *pixel = sandbox_effects_row (pixels, row) + 3 * column;
        float across = column + 0.5f - x, down = row + 0.5f - y;

        blend (pixel, 255, CLAMP (radius - hypotf (across, down) + 0.5f, 0, 1));
        blend (pixel, 40, get_coverage (text, across / unit, down / unit, unit));
      }
}
