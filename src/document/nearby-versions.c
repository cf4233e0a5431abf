/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "nearby-versions.h"

/* One that was left, and one to each side. */
#define MOST 3

/* What one of them may have: a picture of 60 megapixels, which takes half a second to read. */
#define MOST_PIXELS (64 * 1024 * 1024)

typedef struct {
  PentimentoImage *image;
  GdkPixbuf *pixels;
} Kept;

struct _NearbyVersions {
  GPtrArray *list; /* Kept; the latest last */
};

static void
kept_free (Kept *kept)
{
  g_object_unref (kept->image);
  g_object_unref (kept->pixels);
  g_free (kept);
}

NearbyVersions *
nearby_versions_new (void)
{
  NearbyVersions *self = g_new0 (NearbyVersions, 1);

  self->list = g_ptr_array_new_with_free_func ((GDestroyNotify)kept_free);
  return self;
}

void
nearby_versions_free (NearbyVersions *self)
{
  g_ptr_array_unref (self->list);
  g_free (self);
}

void
nearby_versions_clear (NearbyVersions *self)
{
  g_ptr_array_set_size (self->list, 0);
}

static gboolean
find (NearbyVersions *self, const char *identity, guint *position)
{
  for (guint i = 0; i < self->list->len; i++)
    {
      const Kept *kept = self->list->pdata[i];

      *position = i;
      if (g_str_equal (pentimento_image_get_identity (kept->image), identity))
        return TRUE;
    }
  return FALSE;
}

gboolean
nearby_versions_has (NearbyVersions *self, const char *identity)
{
  guint position;

  return find (self, identity, &position);
}

void
nearby_versions_keep (NearbyVersions *self, PentimentoImage *image, GdkPixbuf *pixels)
{
  Kept *kept;
  guint position;

  if (image == NULL || pixels == NULL
      || (guint64)gdk_pixbuf_get_width (pixels) * gdk_pixbuf_get_height (pixels) > MOST_PIXELS)
    return;
  kept = g_new0 (Kept, 1);
  kept->image = g_object_ref (image);
  kept->pixels = g_object_ref (pixels);
  if (find (self, pentimento_image_get_identity (image), &position))
    g_ptr_array_remove_index (self->list, position);
  else if (self->list->len == MOST)
    g_ptr_array_remove_index (self->list, 0);
  g_ptr_array_add (self->list, kept);
}

gboolean
nearby_versions_take (NearbyVersions *self, const char *identity, PentimentoImage **image, GdkPixbuf **pixels)
{
  guint position;
  const Kept *kept;

  if (!find (self, identity, &position))
    return FALSE;
  kept = self->list->pdata[position];
  *image = g_object_ref (kept->image);
  *pixels = g_object_ref (kept->pixels);
  g_ptr_array_remove_index (self->list, position);
  return TRUE;
}
