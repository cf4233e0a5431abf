/* SPDX-License-Identifier: GPL-3.0-or-later */

/* One child process of bench-request.py: makes a request of picture files as the document does, and reads its body to the end.
 *   bench-request idle       nothing at all
 *   bench-request open FILE… reads the pictures, as the window has done long before
 *   bench-request build FILE… and makes the request of them
 * Prints the seconds that making the open pictures ready took, which proves by decoding that they are whole; the seconds from there to the
 * end of the body; its length; and the most memory that was resident, in kB. */

#include <seedream.h>
#include <sys/resource.h>

#include "pentimento-fitted-image.h"

/* The bounds that the providers have in common, but for the sum, which ten such files are over. */
static const PentimentoFitLimits limits = { .max_bytes = 10 * 1000 * 1000, .max_ratio = 3 };

static void
keep_result (GObject *source, GAsyncResult *result, gpointer data)
{
  *(GAsyncResult **)data = g_object_ref (result);
}

static GAsyncResult *
wait_for (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return *result;
}

static PentimentoImage *
load (const char *path)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GAsyncResult) result = NULL;
  PentimentoImage *image;

  pentimento_image_load_async (file, NULL, NULL, keep_result, &result);
  image = pentimento_image_load_finish (wait_for (&result), NULL);
  g_assert_nonnull (image);
  return image;
}

static SeedreamPicture *
fit (PentimentoImage *original)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (PentimentoFittedImage) fitted = NULL;
  PentimentoImage *image;
  SeedreamPicture *picture;

  pentimento_fitted_image_new_async (original, &limits, NULL, NULL, keep_result, &result);
  fitted = pentimento_fitted_image_new_finish (wait_for (&result), NULL);
  g_assert_nonnull (fitted);
  image = pentimento_fitted_image_get_image (fitted);
  picture = seedream_picture_new (pentimento_image_get_bytes (image), pentimento_image_get_media_type (image),
                                  pentimento_image_get_sha256 (image), pentimento_image_get_width (image),
                                  pentimento_image_get_height (image));
  if (pentimento_image_is_mapped (image))
    seedream_picture_set_mapped (picture);
  return picture;
}

/* The body as a provider that takes data: URIs builds it. */
static SeedreamBody *
build_body (SeedreamRequest *request)
{
  GListModel *pictures = seedream_request_get_pictures (request);
  g_autoptr (JsonNode) root = json_node_new (JSON_NODE_ARRAY);
  JsonArray *images = json_array_new ();

  for (guint i = 0; i < g_list_model_get_n_items (pictures); i++)
    {
      g_autofree char *placeholder = seedream_body_placeholder (i);

      json_array_add_string_element (images, placeholder);
    }
  json_node_take_array (root, images);
  return seedream_body_new_json (root, pictures);
}

static gsize
read_to_the_end (SeedreamBody *body)
{
  g_autoptr (GInputStream) stream = seedream_body_open (body);
  char buffer[8192]; /* as libsoup reads */
  gsize length = 0;
  gssize n;

  while ((n = g_input_stream_read (stream, buffer, sizeof buffer, NULL, NULL)) > 0)
    length += n;
  g_assert_cmpuint (length, ==, seedream_body_get_length (body));
  return length;
}

static GListModel *
fit_all (GListModel *originals)
{
  GListStore *pictures = g_list_store_new (SEEDREAM_TYPE_PICTURE);

  for (guint i = 0; i < g_list_model_get_n_items (originals); i++)
    {
      g_autoptr (PentimentoImage) original = g_list_model_get_item (originals, i);
      g_autoptr (SeedreamPicture) picture = fit (original);

      g_list_store_append (pictures, picture);
    }
  return G_LIST_MODEL (pictures);
}

static gsize
build (GListModel *pictures)
{
  g_autoptr (SeedreamRequest) request
      = g_object_new (SEEDREAM_TYPE_REQUEST, "prompt", "sepia", "pictures", pictures, NULL);
  g_autoptr (SeedreamBody) body = build_body (request);

  return read_to_the_end (body);
}

static double
seconds_since (gint64 begin)
{
  return (double)(g_get_monotonic_time () - begin) / G_USEC_PER_SEC;
}

int
main (int argc, char **argv)
{
  g_autoptr (GListStore) originals = g_list_store_new (PENTIMENTO_TYPE_IMAGE);
  gint64 begin;
  double ready = 0, sent = 0;
  gsize length = 0;
  struct rusage usage;

  for (int i = 2; i < argc; i++)
    {
      g_autoptr (PentimentoImage) image = load (argv[i]);

      g_list_store_append (originals, image);
    }
  if (g_str_equal (argv[1], "build"))
    {
      g_autoptr (GListModel) pictures = NULL;

      begin = g_get_monotonic_time ();
      pictures = fit_all (G_LIST_MODEL (originals));
      ready = seconds_since (begin);
      begin = g_get_monotonic_time ();
      length = build (pictures);
      sent = seconds_since (begin);
    }
  getrusage (RUSAGE_SELF, &usage);
  g_print ("%.6f %.6f %" G_GSIZE_FORMAT " %ld\n", ready, sent, length, usage.ru_maxrss);
  return 0;
}
