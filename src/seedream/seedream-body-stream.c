/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "seedream-body-stream.h"

#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

/* Whole groups of three bytes, so that padding comes only at a segment's end; 64 KiB of base64. */
#define RAW_CHUNK (48 * 1024)

/* What g_base64_encode_step() and _close() may write, by their documentation. */
#define ENCODED_CHUNK ((RAW_CHUNK / 3 + 1) * 4 + 4)

/* How much of a mapped file is in memory until it is let go of: seldom enough to cost nothing. */
#define LET_GO (1024 * 1024)

struct _SeedreamBodyStream {
  GInputStream parent_instance;

  GPtrArray *segments;
  guint index;
  gsize offset; /* in the present segment, before encoding */
  gsize gone;   /* up to where that has been let go of */

  char *encoded; /* what is encoded and not yet read */
  gsize encoded_start;
  gsize encoded_end;
};

static void seedream_body_stream_pollable_init (GPollableInputStreamInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (SeedreamBodyStream,
                               seedream_body_stream,
                               G_TYPE_INPUT_STREAM,
                               G_IMPLEMENT_INTERFACE (G_TYPE_POLLABLE_INPUT_STREAM, seedream_body_stream_pollable_init))

SeedreamSegment *
seedream_segment_new (GBytes *bytes, gboolean encode, gboolean mapped)
{
  SeedreamSegment *self = g_new0 (SeedreamSegment, 1);

  self->bytes = g_bytes_ref (bytes);
  self->encode = encode;
  self->mapped = mapped;
  return self;
}

void
seedream_segment_free (SeedreamSegment *self)
{
  g_bytes_unref (self->bytes);
  g_free (self);
}

gsize
seedream_segment_get_length (const SeedreamSegment *self)
{
  gsize size = g_bytes_get_size (self->bytes);

  return self->encode ? (size + 2) / 3 * 4 : size;
}

static void
encode_chunk (SeedreamBodyStream *self, const guchar *data, gsize length)
{
  int state = 0;
  int save = 0;

  if (self->encoded == NULL)
    self->encoded = g_malloc (ENCODED_CHUNK);
  self->encoded_start = 0;
  self->encoded_end = g_base64_encode_step (data, length, FALSE, self->encoded, &state, &save);
  self->encoded_end += g_base64_encode_close (FALSE, self->encoded + self->encoded_end, &state, &save);
}

static gsize
read_encoded (SeedreamBodyStream *self, char *buffer, gsize count)
{
  gsize length = MIN (count, self->encoded_end - self->encoded_start);

  if (length > 0)
    memcpy (buffer, self->encoded + self->encoded_start, length);
  self->encoded_start += length;
  return length;
}

/* What has been read will not be looked at again soon; whoever does has it read from the file again. */
static void
let_go (SeedreamBodyStream *self, const SeedreamSegment *segment)
{
  guintptr page = sysconf (_SC_PAGESIZE);
  guintptr data = (guintptr)g_bytes_get_data (segment->bytes, NULL);
  guintptr start = (data + self->gone + page - 1) / page * page;
  guintptr end = (data + self->offset) / page * page;

  if (end > start)
    madvise ((void *)start, end - start, MADV_DONTNEED);
  self->gone = end > start ? end - data : self->gone;
}

static void
begin_next_segment (SeedreamBodyStream *self)
{
  self->index++;
  self->offset = 0;
  self->gone = 0;
}

/* Reads on in the present segment; 0 at its end. */
static gsize
read_segment (SeedreamBodyStream *self, const SeedreamSegment *segment, char *buffer, gsize count)
{
  gsize size;
  const char *data = g_bytes_get_data (segment->bytes, &size);
  gsize length = MIN (size - self->offset, segment->encode ? RAW_CHUNK : count);

  if (segment->mapped && (length == 0 || self->offset - self->gone >= LET_GO))
    let_go (self, segment);
  if (length == 0)
    return 0;
  data += self->offset;
  self->offset += length;
  if (segment->encode)
    {
      encode_chunk (self, (const guchar *)data, length);
      return read_encoded (self, buffer, count);
    }
  memcpy (buffer, data, length);
  return length;
}

static gssize
seedream_body_stream_read (GInputStream *stream, void *buffer, gsize count, GCancellable *cancellable, GError **error)
{
  SeedreamBodyStream *self = SEEDREAM_BODY_STREAM (stream);
  gsize length = read_encoded (self, buffer, count);

  while (length == 0 && self->index < self->segments->len)
    {
      length = read_segment (self, g_ptr_array_index (self->segments, self->index), buffer, count);
      if (length == 0)
        begin_next_segment (self);
    }
  return length;
}

/* There is always something to read. Without this, GIO would ask a thread for each 8 KiB that libsoup sends, which takes ten times
 * as long as encoding them. */

static gboolean
seedream_body_stream_is_readable (GPollableInputStream *stream)
{
  return TRUE;
}

static GSource *
seedream_body_stream_create_source (GPollableInputStream *stream, GCancellable *cancellable)
{
  g_autoptr (GSource) always = g_timeout_source_new (0);

  return g_pollable_source_new_full (stream, always, cancellable);
}

static void
seedream_body_stream_pollable_init (GPollableInputStreamInterface *iface)
{
  iface->is_readable = seedream_body_stream_is_readable;
  iface->create_source = seedream_body_stream_create_source;
}

static void
seedream_body_stream_finalize (GObject *object)
{
  SeedreamBodyStream *self = SEEDREAM_BODY_STREAM (object);

  g_ptr_array_unref (self->segments);
  g_free (self->encoded);
  G_OBJECT_CLASS (seedream_body_stream_parent_class)->finalize (object);
}

static void
seedream_body_stream_class_init (SeedreamBodyStreamClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = seedream_body_stream_finalize;
  G_INPUT_STREAM_CLASS (klass)->read_fn = seedream_body_stream_read;
}

static void
seedream_body_stream_init (SeedreamBodyStream *self)
{
}

GInputStream *
seedream_body_stream_new (GPtrArray *segments)
{
  SeedreamBodyStream *self = g_object_new (SEEDREAM_TYPE_BODY_STREAM, NULL);

  self->segments = g_ptr_array_ref (segments);
  return G_INPUT_STREAM (self);
}
