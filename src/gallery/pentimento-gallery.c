/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "pentimento-gallery.h"

#include "library-listing.h"
#include "library-versions.h"
#include "pentimento-library-private.h"

/* What fills a large window with small thumbnails. */
#define FIRST_PAGE 200

/* How many numbers are read between two turns of the main loop; takes about a millisecond. */
#define CHUNK 2000

/* How many versions are read at once, and how many are kept. */
#define PAGE 64
#define MAX_LOADED 1024

/* With more changes than that at once, all is read anew. */
#define MAX_CHANGES 500

enum { PROP_0, PROP_LIBRARY, PROP_FILTER, PROP_GROUPED, PROP_COMPLETE, N_PROPS };

struct _PentimentoGallery {
  GObject parent_instance;
  PentimentoLibrary *library;
  PentimentoGalleryFilter *filter;
  gboolean grouped;
  GArray *numbers;    /* of gint64, in the order of the filter */
  GHashTable *loaded; /* (element-type gint64 PentimentoVersion) */
  GQueue order;       /* of gint64: what was read, the oldest at its head; some may be forgotten already */
  gint64 number;      /* the highest one that is known of */
  gint64 revision;
  GSource *filling; /* %NULL once all numbers are there */
};

static GParamSpec *properties[N_PROPS];

static void pentimento_gallery_list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (PentimentoGallery,
                               pentimento_gallery,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, pentimento_gallery_list_model_init))

static gint64
number_at (PentimentoGallery *self, guint position)
{
  return g_array_index (self->numbers, gint64, position);
}

static void
forget_oldest (PentimentoGallery *self)
{
  while (self->order.length > MAX_LOADED)
    {
      g_autofree gint64 *number = g_queue_pop_head (&self->order);

      g_hash_table_remove (self->loaded, number);
    }
}

static void
keep (PentimentoGallery *self, PentimentoVersion *version)
{
  gint64 number = pentimento_version_get_number (version);

  if (g_hash_table_contains (self->loaded, &number))
    return;
  g_hash_table_insert (self->loaded, g_memdup2 (&number, sizeof number), g_object_ref (version));
  g_queue_push_tail (&self->order, g_memdup2 (&number, sizeof number));
}

/* Reads the versions around a place. One that another program has removed since stays without. */
static void
load_page (PentimentoGallery *self, guint position)
{
  guint start = position - position % PAGE;
  guint length = MIN (PAGE, self->numbers->len - start);
  LibraryDatabase *database = pentimento_library_get_database (self->library);
  g_autoptr (GMutexLocker) locker = library_database_lock (database);
  g_autoptr (GError) error = NULL;
  g_autoptr (GListModel) list
      = library_versions_list_numbers (database, &g_array_index (self->numbers, gint64, start), length, &error);

  if (list == NULL)
    g_warning ("%s", error->message);
  for (guint i = 0; list != NULL && i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr (PentimentoVersion) version = g_list_model_get_item (list, i);

      keep (self, version);
    }
  forget_oldest (self);
}

static GType
pentimento_gallery_get_item_type (GListModel *list)
{
  return PENTIMENTO_TYPE_VERSION;
}

static guint
pentimento_gallery_get_n_items (GListModel *list)
{
  return PENTIMENTO_GALLERY (list)->numbers->len;
}

static gpointer
pentimento_gallery_get_item (GListModel *list, guint position)
{
  PentimentoGallery *self = PENTIMENTO_GALLERY (list);
  PentimentoVersion *version;
  gint64 number;

  if (position >= self->numbers->len)
    return NULL;
  number = number_at (self, position);
  if (!g_hash_table_contains (self->loaded, &number))
    load_page (self, position);
  version = g_hash_table_lookup (self->loaded, &number);
  /* Removed by another program, or not to be read: the next change takes it from the list. */
  return version != NULL
             ? g_object_ref (version)
             : g_object_new (PENTIMENTO_TYPE_VERSION, "id", "", "picture-id", "", "sha256", "", "number", number, NULL);
}

static void
pentimento_gallery_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = pentimento_gallery_get_item_type;
  iface->get_n_items = pentimento_gallery_get_n_items;
  iface->get_item = pentimento_gallery_get_item;
}

static gboolean
read_numbers (PentimentoGallery *self, gint64 last, guint most, GArray *numbers)
{
  LibraryDatabase *database = pentimento_library_get_database (self->library);
  g_autoptr (GMutexLocker) locker = library_database_lock (database);
  g_autoptr (GError) error = NULL;

  if (library_listing_read (database, self->filter, self->grouped, last, most, numbers, &error))
    return TRUE;
  g_warning ("%s", error->message);
  return FALSE;
}

static void
stop_filling (PentimentoGallery *self)
{
  if (self->filling != NULL)
    g_source_destroy (self->filling);
  g_clear_pointer (&self->filling, g_source_unref);
}

/* Returns: whether there are more */
static gboolean
fill (PentimentoGallery *self, guint most)
{
  guint before = self->numbers->len;
  gboolean good = read_numbers (self, before > 0 ? number_at (self, before - 1) : 0, most, self->numbers);
  guint added = self->numbers->len - before;

  if (added > 0)
    g_list_model_items_changed (G_LIST_MODEL (self), before, 0, added);
  return good && added == most;
}

static gboolean
fill_on (gpointer data)
{
  PentimentoGallery *self = data;

  if (fill (self, CHUNK))
    return G_SOURCE_CONTINUE;
  stop_filling (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_COMPLETE]);
  return G_SOURCE_REMOVE;
}

static void
start_filling (PentimentoGallery *self)
{
  self->filling = g_idle_source_new ();
  g_source_set_callback (self->filling, fill_on, self, NULL);
  g_source_attach (self->filling, g_main_context_get_thread_default ());
}

static void
read_state (PentimentoGallery *self, gint64 *number, gint64 *revision)
{
  LibraryDatabase *database = pentimento_library_get_database (self->library);
  g_autoptr (GMutexLocker) locker = library_database_lock (database);
  g_autoptr (GError) error = NULL;

  if (!library_listing_read_state (database, number, revision, &error))
    g_warning ("%s", error->message);
}

/* Begins anew with the first page. */
static void
start (PentimentoGallery *self)
{
  guint removed = self->numbers->len;
  gboolean full;

  stop_filling (self);
  g_array_set_size (self->numbers, 0);
  read_state (self, &self->number, &self->revision);
  full = read_numbers (self, 0, FIRST_PAGE, self->numbers) && self->numbers->len == FIRST_PAGE;
  if (full)
    start_filling (self);
  if (removed > 0 || self->numbers->len > 0)
    g_list_model_items_changed (G_LIST_MODEL (self), 0, removed, self->numbers->len);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_COMPLETE]);
}

/* Reads all numbers anew, and tells of what differs between the beginning and the end that stayed. */
static void
splice (PentimentoGallery *self)
{
  g_autoptr (GArray) old = g_steal_pointer (&self->numbers);
  GArray *numbers = g_array_new (FALSE, FALSE, sizeof (gint64));
  guint head = 0, tail = 0;

  self->numbers = numbers;
  read_numbers (self, 0, self->filling != NULL ? MAX (old->len, FIRST_PAGE) : G_MAXINT, numbers);
  while (head < MIN (old->len, numbers->len)
         && g_array_index (old, gint64, head) == g_array_index (numbers, gint64, head))
    head++;
  while (tail < MIN (old->len, numbers->len) - head
         && g_array_index (old, gint64, old->len - 1 - tail)
                == g_array_index (numbers, gint64, numbers->len - 1 - tail))
    tail++;
  if (old->len > head + tail || numbers->len > head + tail)
    g_list_model_items_changed (G_LIST_MODEL (self), head, old->len - head - tail, numbers->len - head - tail);
}

/* Returns: whether @number is in the array, highest first; @position is where it is, or would be */
static gboolean
find (GArray *numbers, gint64 number, guint *position)
{
  guint low = 0, high = numbers->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (g_array_index (numbers, gint64, middle) > number)
        low = middle + 1;
      else
        high = middle;
    }
  *position = low;
  return low < numbers->len && g_array_index (numbers, gint64, low) == number;
}

/* As find(), in our own list, whatever its order. */
static gboolean
locate (PentimentoGallery *self, gint64 number, guint *position)
{
  if (self->filter->sort == PENTIMENTO_GALLERY_NEWEST)
    return find (self->numbers, number, position);
  for (*position = 0; *position < self->numbers->len; (*position)++)
    if (number_at (self, *position) == number)
      return TRUE;
  return FALSE;
}

/* What came on top of all others is told of at once. */
static void
add_newest (PentimentoGallery *self, GArray *found)
{
  gint64 top = self->numbers->len > 0 ? number_at (self, 0) : self->number;
  guint added = 0;

  while (added < found->len && g_array_index (found, gint64, added) > top)
    added++;
  if (added == 0)
    return;
  g_array_prepend_vals (self->numbers, found->data, added);
  g_list_model_items_changed (G_LIST_MODEL (self), 0, 0, added);
}

static void
follow (PentimentoGallery *self, gint64 number, gboolean belongs)
{
  GListModel *model = G_LIST_MODEL (self);
  guint position;
  gboolean is_there = find (self->numbers, number, &position);

  if (is_there && belongs)
    g_list_model_items_changed (model, position, 1, 1);
  else if (is_there)
    {
      g_array_remove_index (self->numbers, position);
      g_list_model_items_changed (model, position, 1, 0);
    }
  /* What lies beyond the numbers that were read comes with them. */
  else if (belongs && (position < self->numbers->len || self->filling == NULL))
    {
      g_array_insert_val (self->numbers, position, number);
      g_list_model_items_changed (model, position, 0, 1);
    }
}

static gboolean
read_changes (PentimentoGallery *self, GArray *changed, GArray *found)
{
  LibraryDatabase *database = pentimento_library_get_database (self->library);
  g_autoptr (GMutexLocker) locker = library_database_lock (database);
  g_autoptr (GError) error = NULL;

  if (library_listing_read_changes (database, self->number, self->revision, changed, &error)
      && library_listing_match (database, self->filter, changed, found, &error))
    return TRUE;
  g_warning ("%s", error->message);
  return FALSE;
}

static void
follow_all (PentimentoGallery *self, GArray *changed, GArray *found)
{
  gint64 known = self->number;

  add_newest (self, found);
  for (guint i = 0; i < changed->len; i++)
    {
      gint64 number = g_array_index (changed, gint64, i);
      guint position;

      if (number <= known)
        follow (self, number, find (found, number, &position));
    }
}

/* What stayed where it was is told of as well: a star may have come or gone. */
static void
tell_of_changes (PentimentoGallery *self, GArray *changed)
{
  guint position;

  if (changed->len > MAX_CHANGES)
    g_list_model_items_changed (G_LIST_MODEL (self), 0, self->numbers->len, self->numbers->len);
  for (guint i = 0; i < changed->len && changed->len <= MAX_CHANGES; i++)
    if (locate (self, g_array_index (changed, gint64, i), &position))
      g_list_model_items_changed (G_LIST_MODEL (self), position, 1, 1);
}

void
pentimento_gallery_refresh (PentimentoGallery *self)
{
  g_autoptr (GArray) changed = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (gint64));
  gint64 number = self->number, revision = self->revision;

  read_state (self, &number, &revision);
  if (number == self->number && revision == self->revision && !self->filter->unknown)
    return;
  if (!read_changes (self, changed, found))
    return;
  for (guint i = 0; i < changed->len; i++)
    g_hash_table_remove (self->loaded, &g_array_index (changed, gint64, i));
  if (self->grouped || self->filter->unknown || self->filter->sort != PENTIMENTO_GALLERY_NEWEST
      || changed->len > MAX_CHANGES)
    {
      splice (self);
      tell_of_changes (self, changed);
    }
  else
    follow_all (self, changed, found);
  self->number = number;
  self->revision = revision;
}

void
pentimento_gallery_complete (PentimentoGallery *self)
{
  if (self->filling == NULL)
    return;
  stop_filling (self);
  fill (self, G_MAXINT);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_COMPLETE]);
}

void
pentimento_gallery_set_filter (PentimentoGallery *self, const PentimentoGalleryFilter *filter, gboolean grouped)
{
  PentimentoGalleryFilter *copy
      = filter != NULL ? pentimento_gallery_filter_copy (filter) : pentimento_gallery_filter_new ();

  g_clear_pointer (&self->filter, pentimento_gallery_filter_free);
  self->filter = copy;
  self->grouped = grouped;
  start (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FILTER]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_GROUPED]);
}

static void
pentimento_gallery_constructed (GObject *object)
{
  PentimentoGallery *self = PENTIMENTO_GALLERY (object);

  G_OBJECT_CLASS (pentimento_gallery_parent_class)->constructed (object);
  if (self->filter == NULL)
    self->filter = pentimento_gallery_filter_new ();
  start (self);
  g_signal_connect_object (self->library, "changed", G_CALLBACK (pentimento_gallery_refresh), self, G_CONNECT_SWAPPED);
}

static void
pentimento_gallery_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  PentimentoGallery *self = PENTIMENTO_GALLERY (object);

  switch (prop_id)
    {
    case PROP_FILTER:
      g_value_set_boxed (value, self->filter);
      break;
    case PROP_GROUPED:
      g_value_set_boolean (value, self->grouped);
      break;
    case PROP_COMPLETE:
      g_value_set_boolean (value, self->filling == NULL);
      break;
    default:
      g_value_set_object (value, self->library);
    }
}

static void
pentimento_gallery_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  PentimentoGallery *self = PENTIMENTO_GALLERY (object);

  if (prop_id == PROP_LIBRARY)
    self->library = g_value_dup_object (value);
  else if (prop_id == PROP_FILTER)
    pentimento_gallery_set_filter (self, g_value_get_boxed (value), self->grouped);
  else
    pentimento_gallery_set_filter (self, self->filter, g_value_get_boolean (value));
}

static void
pentimento_gallery_finalize (GObject *object)
{
  PentimentoGallery *self = PENTIMENTO_GALLERY (object);

  stop_filling (self);
  g_array_unref (self->numbers);
  g_hash_table_unref (self->loaded);
  g_queue_clear_full (&self->order, g_free);
  g_clear_pointer (&self->filter, pentimento_gallery_filter_free);
  g_clear_object (&self->library);
  G_OBJECT_CLASS (pentimento_gallery_parent_class)->finalize (object);
}

static void
pentimento_gallery_class_init (PentimentoGalleryClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->constructed = pentimento_gallery_constructed;
  object_class->finalize = pentimento_gallery_finalize;
  object_class->get_property = pentimento_gallery_get_property;
  object_class->set_property = pentimento_gallery_set_property;

  properties[PROP_LIBRARY] = g_param_spec_object ("library", NULL, NULL, PENTIMENTO_TYPE_LIBRARY,
                                                  G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  properties[PROP_FILTER] = g_param_spec_boxed ("filter", NULL, NULL, PENTIMENTO_TYPE_GALLERY_FILTER, flags);
  properties[PROP_GROUPED] = g_param_spec_boolean ("grouped", NULL, NULL, FALSE, flags);
  properties[PROP_COMPLETE]
      = g_param_spec_boolean ("complete", NULL, NULL, TRUE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
pentimento_gallery_init (PentimentoGallery *self)
{
  self->numbers = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->loaded = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_object_unref);
  g_queue_init (&self->order);
}

PentimentoGallery *
pentimento_gallery_new (PentimentoLibrary *library)
{
  return g_object_new (PENTIMENTO_TYPE_GALLERY, "library", library, NULL);
}

PentimentoGallery *
pentimento_gallery_new_filtered (PentimentoLibrary *library, const PentimentoGalleryFilter *filter, gboolean grouped)
{
  PentimentoGallery *self = pentimento_gallery_new (library);

  pentimento_gallery_set_filter (self, filter, grouped);
  return self;
}
