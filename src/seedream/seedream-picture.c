/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "seedream-picture.h"

struct _SeedreamPicture {
  GObject parent_instance;

  GBytes *bytes;
  gboolean is_mapped;
  char *media_type;
  char *sha256;
  int width;
  int height;
};

G_DEFINE_FINAL_TYPE (SeedreamPicture, seedream_picture, G_TYPE_OBJECT)

static void
seedream_picture_finalize (GObject *object)
{
  SeedreamPicture *self = SEEDREAM_PICTURE (object);

  g_bytes_unref (self->bytes);
  g_free (self->media_type);
  g_free (self->sha256);
  G_OBJECT_CLASS (seedream_picture_parent_class)->finalize (object);
}

static void
seedream_picture_class_init (SeedreamPictureClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = seedream_picture_finalize;
}

static void
seedream_picture_init (SeedreamPicture *self)
{
}

SeedreamPicture *
seedream_picture_new (GBytes *bytes, const char *media_type, const char *sha256, int width, int height)
{
  SeedreamPicture *self = g_object_new (SEEDREAM_TYPE_PICTURE, NULL);

  self->bytes = g_bytes_ref (bytes);
  self->media_type = g_strdup (media_type);
  self->sha256 = g_strdup (sha256);
  self->width = width;
  self->height = height;
  return self;
}

void
seedream_picture_set_mapped (SeedreamPicture *self)
{
  self->is_mapped = TRUE;
}

gboolean
seedream_picture_is_mapped (SeedreamPicture *self)
{
  return self->is_mapped;
}

GBytes *
seedream_picture_get_bytes (SeedreamPicture *self)
{
  return self->bytes;
}

const char *
seedream_picture_get_media_type (SeedreamPicture *self)
{
  return self->media_type;
}

const char *
seedream_picture_get_sha256 (SeedreamPicture *self)
{
  return self->sha256;
}

int
seedream_picture_get_width (SeedreamPicture *self)
{
  return self->width;
}

int
seedream_picture_get_height (SeedreamPicture *self)
{
  return self->height;
}
