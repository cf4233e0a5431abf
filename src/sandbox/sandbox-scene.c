/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sandbox-scene.h"

#include <math.h>

#include "sandbox-effects.h"
#include "sandbox-words.h"

#define RIDGES 6
#define WAVES 7

/* Colours as 0xRRGGBB. */
typedef struct {
  const char *words;
  guint sky_high;
  guint sky_low;
  guint sun;
  guint far_hill;
  guint near_hill;
  gboolean stars;
} Mood;

static const Mood moods[] = {
  { "night|moon|star|black|nacht|mond|stern|schwarz", 0x0a1430, 0x41608c, 0xf6f3e4, 0x4a6488, 0x0a1122, TRUE },
  { "sunset|evening|red|fire|abend|sonnenuntergang|rot|feuer", 0x40306e, 0xffa070, 0xffe9b8, 0xb87088, 0x2a1a3c,
    FALSE },
  { "sunrise|morning|dawn|sonnenaufgang|morgen", 0x7ba6d8, 0xfddccb, 0xfff6e2, 0x9fb6d0, 0x2e4560, FALSE },
  { "forest|wood|tree|green|spring|wald|baum|bäume|grün|frühling", 0x86c2b4, 0xf1f6de, 0xfff8d8, 0x84b59c, 0x143c2c,
    FALSE },
  { "sea|ocean|water|lake|blue|meer|ozean|wasser|blau", 0x3580c4, 0xd2ecf6, 0xffffff, 0x74aed2, 0x0d3660, FALSE },
  { "desert|sand|yellow|orange|gold|autumn|fall|wüste|gelb|herbst", 0x5cacd2, 0xfde8c6, 0xfff5cf, 0xe7ab70, 0x84391f,
    FALSE },
  { "winter|snow|ice|white|schnee|eis|weiss", 0x96b4d8, 0xf4f6fc, 0xffffff, 0xc4d3e7, 0x54709a, FALSE },
  { "purple|violet|pink|lavender|flower|lila|violett|rosa|blume", 0x7466c2, 0xf9d2e6, 0xfff2e4, 0xb89cd8, 0x372762,
    FALSE },
  { "summer|day|sun|field|meadow|sommer|tag|sonne|feld|wiese", 0x4499de, 0xdaf0fb, 0xfffce8, 0x9ec6c6, 0x2a664a,
    FALSE },
};

/* A small generator of our own, so that a picture never depends on a library's version. Xorshift64*, S. Vigna 2016. */
typedef guint64 Chance;

static float
draw_chance (Chance *chance, float low, float high)
{
  *chance ^= *chance >> 12;
  *chance ^= *chance << 25;
  *chance ^= *chance >> 27;
  return low + (high - low) * (float)((*chance * G_GUINT64_CONSTANT (2685821657736338717)) >> 40) / 16777216.f;
}

/* FNV-1a. */
static void
stir (Chance *chance, const char *text)
{
  for (; *text != '\0'; text++)
    *chance = (*chance ^ (guchar)*text) * G_GUINT64_CONSTANT (1099511628211);
}

static Chance
make_chance (const char *prompt, const char *negative_prompt, gint64 seed)
{
  g_autofree char *number = g_strdup_printf ("\n%" G_GINT64_FORMAT "\n", seed);
  Chance chance = G_GUINT64_CONSTANT (14695981039346656037);

  stir (&chance, prompt);
  stir (&chance, number);
  stir (&chance, negative_prompt != NULL ? negative_prompt : "");
  return chance != 0 ? chance : 1;
}

static const Mood *
choose_mood (const char *prompt, Chance *chance)
{
  g_autofree char *folded = sandbox_words_fold (prompt);

  for (gsize i = 0; i < G_N_ELEMENTS (moods); i++)
    if (sandbox_words_have (folded, moods[i].words))
      return &moods[i];
  return &moods[(gsize)draw_chance (chance, 0, G_N_ELEMENTS (moods) - 0.01f)];
}

static float
get_channel (guint colour, int channel)
{
  return (float)(colour >> (16 - 8 * channel) & 0xff);
}

static float
mix (float from, float to, float amount)
{
  return from + (to - from) * amount;
}

/* Rounds by a fixed noise, so that smooth gradients show no bands. */
static guchar
dither (float value, int x, int y)
{
  guint noise = ((guint)x * 73856093u) ^ ((guint)y * 19349663u);

  noise = (noise ^ noise >> 13) * 1274126177u;
  return (guchar)CLAMP (value + (float)(noise >> 16 & 0xff) / 255.f, 0, 255);
}

typedef struct {
  float x;
  float y;
  float radius;
} Disc;

static void
draw_sky (GdkPixbuf *pixels, const Mood *mood, const Disc *sun)
{
  int width = gdk_pixbuf_get_width (pixels);
  int height = gdk_pixbuf_get_height (pixels);

  for (int y = 0; y < height; y++)
    {
      guchar *pixel = sandbox_effects_row (pixels, y);
      float down = powf (MIN (1.5f * y / height, 1), 0.8f);

      for (int x = 0; x < width; x++, pixel += 3)
        {
          float distance = hypotf (x - sun->x, y - sun->y);
          float disc = CLAMP (sun->radius - distance + 0.5f, 0, 1);
          float far = distance / (2.2f * sun->radius);
          float glow = 0.75f / (1 + far * far);

          for (int channel = 0; channel < 3; channel++)
            {
              float sky = mix (get_channel (mood->sky_high, channel), get_channel (mood->sky_low, channel), down);

              pixel[channel] = dither (mix (sky, get_channel (mood->sun, channel), MAX (disc, glow)), x, y);
            }
        }
    }
}

static void
draw_star (GdkPixbuf *pixels, float x, float y, float radius, float light)
{
  int reach = (int)ceilf (3 * radius);

  for (int row = MAX ((int)y - reach, 0); row <= MIN ((int)y + reach, gdk_pixbuf_get_height (pixels) - 1); row++)
    for (int column = MAX ((int)x - reach, 0); column <= MIN ((int)x + reach, gdk_pixbuf_get_width (pixels) - 1);
         column++)
      {
        guchar *pixel = sandbox_effects_row (pixels, row) + 3 * column;
        float distance = hypotf (column + 0.5f - x, row + 0.5f - y) / radius;
        float amount = light * expf (-distance * distance);

        for (int channel = 0; channel < 3; channel++)
          pixel[channel] = (guchar)mix (pixel[channel], 255, amount);
      }
}

static void
draw_stars (GdkPixbuf *pixels, Chance *chance)
{
  float width = (float)gdk_pixbuf_get_width (pixels);
  float height = (float)gdk_pixbuf_get_height (pixels);

  for (int i = 0; i < 220; i++)
    {
      float x = draw_chance (chance, 0, width);
      float y = draw_chance (chance, 0, 1) * draw_chance (chance, 0.2f, 1) * height * 0.6f;
      float size = draw_chance (chance, 0, 1);

      draw_star (pixels, x, y, MIN (width, height) * mix (0.0006f, 0.0016f, size * size), mix (0.25f, 0.95f, size));
    }
}

/* The height of a ridge for each column: a sum of waves, shorter ones lower, the nearer ridges smoother. */
static float *
make_ridge (int index, int width, int height, Chance *chance)
{
  float *ridge = g_new (float, width);
  float near = index / (RIDGES - 1.f);
  float base = height * mix (0.5f, 0.9f, near) + draw_chance (chance, -0.02f, 0.02f) * height;
  float amplitude = height * mix (0.055f, 0.07f, near);
  float length = mix (1.6f, 0.8f, near) * G_PI * draw_chance (chance, 0.8f, 1.3f) / MAX (height, 1);
  float phases[WAVES];

  for (int wave = 0; wave < WAVES; wave++)
    phases[wave] = draw_chance (chance, 0, 2 * (float)G_PI);
  for (int x = 0; x < width; x++)
    {
      float sum = 0, share = 1, frequency = length;

      for (int wave = 0; wave < WAVES; wave++)
        {
          sum += share * sinf (x * frequency + phases[wave]);
          share *= mix (0.52f, 0.34f, near);
          frequency *= 2.07f;
        }
      ridge[x] = base - amplitude * sum;
    }
  return ridge;
}

/* Far hills are paler, and every hill fades into mist towards its foot. */
static float
get_hill_colour (const Mood *mood, int channel, float near, float depth)
{
  float hill = mix (get_channel (mood->far_hill, channel), get_channel (mood->near_hill, channel), powf (near, 0.85f));
  float mist = 0.55f * (1 - near) * MIN (depth * 5, 1);

  return mix (hill, get_channel (mood->sky_low, channel), mist);
}

static float *
make_hill_colours (const Mood *mood, float near, int height)
{
  float *colours = g_new (float, 3 * (gsize)height);

  for (int depth = 0; depth < height; depth++)
    for (int channel = 0; channel < 3; channel++)
      colours[3 * depth + channel] = get_hill_colour (mood, channel, near, (float)depth / height);
  return colours;
}

static void
draw_hill (GdkPixbuf *pixels, const float *ridge, const float *colours)
{
  int width = gdk_pixbuf_get_width (pixels);

  for (int y = 0; y < gdk_pixbuf_get_height (pixels); y++)
    {
      guchar *pixel = sandbox_effects_row (pixels, y);

      for (int x = 0; x < width; x++, pixel += 3)
        {
          float depth = y + 1 - ridge[x];

          if (depth <= 0)
            continue;
          for (int channel = 0; channel < 3; channel++)
            {
              guchar colour = dither (colours[3 * MIN ((int)depth, y) + channel], x, y);

              pixel[channel] = depth < 1 ? (guchar)mix (pixel[channel], colour, depth) : colour;
            }
        }
    }
}

void
sandbox_scene_draw (GdkPixbuf *pixels, const char *prompt, const char *negative_prompt, gint64 seed)
{
  int width = gdk_pixbuf_get_width (pixels);
  int height = gdk_pixbuf_get_height (pixels);
  Chance chance = make_chance (prompt, negative_prompt, seed);
  const Mood *mood = choose_mood (prompt, &chance);
  Disc sun;

  sun.x = width * draw_chance (&chance, 0.2f, 0.72f);
  sun.y = height * draw_chance (&chance, 0.2f, 0.4f);
  sun.radius = MIN (width, height) * draw_chance (&chance, 0.05f, 0.085f);
  draw_sky (pixels, mood, &sun);
  if (mood->stars)
    draw_stars (pixels, &chance);
  for (int i = 0; i < RIDGES; i++)
    {
      g_autofree float *ridge = make_ridge (i, width, height, &chance);
      g_autofree float *colours = make_hill_colours (mood, i / (RIDGES - 1.f), height);

      draw_hill (pixels, ridge, colours);
    }
}
