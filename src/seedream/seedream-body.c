/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "seedream-body.h"

#include <string.h>

#include "seedream-body-stream.h"
#include "seedream-picture.h"

struct _SeedreamBody {
  GObject parent_instance;

  GPtrArray *segments;
  gsize length;
  guint64 written;
  char *content_type;
};

enum { WRITTEN, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SeedreamBody, seedream_body, G_TYPE_OBJECT)

static void
seedream_body_finalize (GObject *object)
{
  SeedreamBody *self = SEEDREAM_BODY (object);

  g_ptr_array_unref (self->segments);
  g_free (self->content_type);
  G_OBJECT_CLASS (seedream_body_parent_class)->finalize (object);
}

static void
seedream_body_class_init (SeedreamBodyClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = seedream_body_finalize;
  signals[WRITTEN] = g_signal_new ("written", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 1, G_TYPE_UINT64);
}

static void
seedream_body_init (SeedreamBody *self)
{
  self->segments = g_ptr_array_new_with_free_func ((GDestroyNotify)seedream_segment_free);
}

static const char *
get_placeholder_stem (void)
{
  static char *stem = NULL;

  if (g_once_init_enter (&stem))
    {
      g_autofree char *random = g_uuid_string_random ();

      g_once_init_leave (&stem, g_strconcat ("picture:", random, ":", NULL));
    }
  return stem;
}

char *
seedream_body_placeholder (guint position)
{
  return g_strdup_printf ("%s%u", get_placeholder_stem (), position);
}

static void
add_segment (SeedreamBody *self, SeedreamSegment *segment)
{
  self->length += seedream_segment_get_length (segment);
  g_ptr_array_add (self->segments, segment);
}

static void
add_text (SeedreamBody *self, const char *text, gsize length)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, length);

  add_segment (self, seedream_segment_new (bytes, FALSE, FALSE));
}

static void
add_file (SeedreamBody *self, SeedreamPicture *picture, gboolean encode)
{
  GBytes *bytes = seedream_picture_get_bytes (picture);

  add_segment (self, seedream_segment_new (bytes, encode, seedream_picture_is_mapped (picture)));
}

static void
add_picture (SeedreamBody *self, SeedreamPicture *picture)
{
  g_autofree char *prefix = g_strdup_printf ("data:%s;base64,", seedream_picture_get_media_type (picture));

  add_text (self, prefix, strlen (prefix));
  add_file (self, picture, TRUE);
}

/* Returns the picture that the whole string at @text stands for, and where that string ends. */
static SeedreamPicture *
find_picture (GListModel *pictures, const char *text, char **end)
{
  guint64 position = g_ascii_strtoull (text + strlen (get_placeholder_stem ()), end, 10);

  return **end == '"' && position < g_list_model_get_n_items (pictures) ? g_list_model_get_item (pictures, position)
                                                                        : NULL;
}

SeedreamBody *
seedream_body_new_json (JsonNode *root, GListModel *pictures)
{
  SeedreamBody *self = g_object_new (SEEDREAM_TYPE_BODY, NULL);
  g_autofree char *text = json_to_string (root, FALSE);
  const char *written = text;
  char *found = pictures != NULL ? strstr (text, get_placeholder_stem ()) : NULL;

  self->content_type = g_strdup ("application/json");
  while (found != NULL)
    {
      char *end;
      g_autoptr (SeedreamPicture) picture = find_picture (pictures, found, &end);

      if (picture != NULL && found[-1] == '"')
        {
          add_text (self, written, found - written);
          add_picture (self, picture);
          written = end;
        }
      found = strstr (end, get_placeholder_stem ());
    }
  add_text (self, written, strlen (written));
  return self;
}

static void
add_field (SeedreamBody *self, const char *boundary, const char *name, const char *value)
{
  g_autofree char *part
      = g_strdup_printf ("--%s\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\n%s\r\n", boundary, name, value);

  add_text (self, part, strlen (part));
}

SeedreamBody *
seedream_body_new_multipart (SeedreamPicture *picture)
{
  return seedream_body_new_form (picture, NULL);
}

SeedreamBody *
seedream_body_new_form (SeedreamPicture *picture, const char *const *fields)
{
  SeedreamBody *self = g_object_new (SEEDREAM_TYPE_BODY, NULL);
  /* As unguessable as a boundary has to be, which no picture may hold. */
  g_autofree char *boundary = g_uuid_string_random ();
  g_autofree char *name = seedream_body_file_name (picture);
  g_autofree char *head = g_strdup_printf (
      "--%s\r\nContent-Disposition: form-data; name=\"file\"; filename=\"%s\"\r\nContent-Type: %s\r\n\r\n", boundary,
      name, seedream_picture_get_media_type (picture));
  g_autofree char *foot = g_strdup_printf ("\r\n--%s--\r\n", boundary);

  self->content_type = g_strconcat ("multipart/form-data; boundary=", boundary, NULL);
  for (guint i = 0; fields != NULL && fields[i] != NULL; i += 2)
    add_field (self, boundary, fields[i], fields[i + 1]);
  add_text (self, head, strlen (head));
  add_file (self, picture, FALSE);
  add_text (self, foot, strlen (foot));
  return self;
}

char *
seedream_body_file_name (SeedreamPicture *picture)
{
  g_autofree char *random = g_uuid_string_random ();
  gboolean jpeg = g_str_equal (seedream_picture_get_media_type (picture), "image/jpeg");

  return g_strconcat (random, jpeg ? ".jpg" : ".png", NULL);
}

SeedreamBody *
seedream_body_new_file (SeedreamPicture *picture)
{
  SeedreamBody *self = g_object_new (SEEDREAM_TYPE_BODY, NULL);

  self->content_type = g_strdup (seedream_picture_get_media_type (picture));
  add_file (self, picture, FALSE);
  return self;
}

void
seedream_body_note_written (SeedreamBody *self, gsize length)
{
  self->written += length;
  g_signal_emit (self, signals[WRITTEN], 0, self->written);
}

const char *
seedream_body_get_content_type (SeedreamBody *self)
{
  return self->content_type;
}

gsize
seedream_body_get_length (SeedreamBody *self)
{
  return self->length;
}

GInputStream *
seedream_body_open (SeedreamBody *self)
{
  self->written = 0;
  return seedream_body_stream_new (self->segments);
}
