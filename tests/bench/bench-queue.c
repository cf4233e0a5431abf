/* SPDX-License-Identifier: GPL-3.0-or-later */

/* One child process of bench-queue.py: reads each picture of a folder, then edits them at Runpod, all of them put into the queue at once.
 *   bench-queue FOLDER ENDPOINT LIMIT PICTURES
 * FOLDER holds 0.jpg, 1.jpg …, and gets the library. Prints the seconds from the first order to the last result, how many failed, and the memory that
 * is resident, in kB: with everything put in, after 20 ended, and after all have. */

#include <stdlib.h>

#include "pentimento-queue.h"

typedef struct {
  guint n_orders;
  guint n_ended;
  guint n_failed;
  long memory_early;
} Progress;

#define EARLY 20

static long
read_memory (void)
{
  g_autofree char *text = NULL;
  const char *line;

  g_assert_true (g_file_get_contents ("/proc/self/status", &text, NULL, NULL));
  line = strstr (text, "VmRSS:");
  g_assert_nonnull (line);
  return strtol (line + strlen ("VmRSS:"), NULL, 10);
}

static PentimentoVersion *
make_root (PentimentoImage *image)
{
  g_autofree char *id = g_uuid_string_random ();
  g_autofree char *picture_id = g_uuid_string_random ();

  /* clang-format off */
  return g_object_new (PENTIMENTO_TYPE_VERSION,
                       "id", id,
                       "picture-id", picture_id,
                       "kind", PENTIMENTO_VERSION_OPENED,
                       "created", g_get_real_time (),
                       "sha256", pentimento_image_get_sha256 (image),
                       "media-type", pentimento_image_get_media_type (image),
                       "width", pentimento_image_get_width (image),
                       "height", pentimento_image_get_height (image),
                       NULL);
  /* clang-format on */
}

static PentimentoOrder *
make_order (PentimentoServices *services, const char *endpoint, PentimentoImage *image)
{
  g_autoptr (PentimentoVersion) root = make_root (image);
  g_autoptr (GListStore) pictures = g_list_store_new (PENTIMENTO_TYPE_IMAGE);

  g_list_store_append (pictures, image);
  /* clang-format off */
  return g_object_new (PENTIMENTO_TYPE_ORDER,
                       "services", services,
                       "provider", "runpod",
                       "endpoint", endpoint,
                       "parent", root,
                       "pictures", pictures,
                       "prompt", "sepia",
                       "width", 1024,
                       "height", 1024,
                       NULL);
  /* clang-format on */
}

static void
ended (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Progress *progress = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GListModel) versions = pentimento_queue_run_finish (PENTIMENTO_QUEUE (source), result, &error);

  if (versions == NULL)
    {
      g_printerr ("%s\n", error->message);
      progress->n_failed++;
    }
  progress->n_ended++;
  if (progress->n_ended == MIN (EARLY, progress->n_orders))
    progress->memory_early = read_memory ();
}

static GPtrArray *
make_orders (PentimentoServices *services, const char *folder, const char *endpoint, guint n_orders)
{
  GPtrArray *orders = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < n_orders; i++)
    {
      g_autofree char *name = g_strdup_printf ("%u.jpg", i);
      g_autoptr (GFile) file = g_file_new_build_filename (folder, name, NULL);
      g_autoptr (GError) error = NULL;
      g_autoptr (PentimentoImage) image = pentimento_image_load (file, NULL, NULL, &error);

      g_assert_no_error (error);
      g_ptr_array_add (orders, make_order (services, endpoint, image));
    }
  return orders;
}

/* Takes the orders, so that nothing but the queue holds them. */
static void
put_in (PentimentoServices *services, GPtrArray *orders, Progress *progress)
{
  for (guint i = 0; i < orders->len; i++)
    pentimento_queue_run_async (pentimento_services_get_queue (services), orders->pdata[i], NULL, ended, progress);
  g_ptr_array_unref (orders);
}

int
main (int argc, char **argv)
{
  g_autoptr (GFile) data = g_file_new_build_filename (argv[1], "library", NULL);
  g_autoptr (GFile) cache = g_file_new_build_filename (argv[1], "cache", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (PentimentoServices) services = pentimento_services_new (data, cache, &error);
  Progress progress = { .n_orders = (guint)atoi (argv[4]) };
  GPtrArray *orders;
  gint64 begin;
  long memory_first;

  g_assert_no_error (error);
  g_object_set (pentimento_services_get_queue (services), "limit", (guint)atoi (argv[3]), NULL);
  orders = make_orders (services, argv[1], argv[2], progress.n_orders);
  begin = g_get_monotonic_time ();
  put_in (services, orders, &progress);
  memory_first = read_memory ();
  while (progress.n_ended < progress.n_orders)
    g_main_context_iteration (NULL, TRUE);
  g_print ("%.3f %u %ld %ld %ld\n", (double)(g_get_monotonic_time () - begin) / G_USEC_PER_SEC, progress.n_failed,
           memory_first, progress.memory_early, read_memory ());
  return 0;
}
