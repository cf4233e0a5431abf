/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gstdio.h>
#include <seedream.h>
#include <string.h>

static SeedreamPicture *
create_random_picture (gsize size)
{
  guchar *data = g_malloc (MAX (size, 1));
  g_autoptr (GBytes) bytes = NULL;

  for (gsize i = 0; i < size; i++)
    data[i] = g_test_rand_int_range (0, 256);
  bytes = g_bytes_new_take (data, size);
  return seedream_picture_new (bytes, size % 2 == 0 ? "image/png" : "image/jpeg", "00", 20, 20);
}

static JsonNode *
create_root (char **pictures, const char *prompt)
{
  JsonNode *root = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();
  JsonArray *images = json_array_new ();

  for (guint i = 0; pictures[i] != NULL; i++)
    json_array_add_string_element (images, pictures[i]);
  json_object_set_string_member (object, "prompt", prompt);
  json_object_set_array_member (object, "images", images);
  json_object_set_string_member (object, "size", "1024*1024");
  json_node_take_object (root, object);
  return root;
}

static char *
create_data_uri (SeedreamPicture *picture)
{
  gsize size;
  const guchar *data = g_bytes_get_data (seedream_picture_get_bytes (picture), &size);
  g_autofree char *encoded = g_base64_encode (data, size);

  return g_strdup_printf ("data:%s;base64,%s", seedream_picture_get_media_type (picture), encoded);
}

/* Reads in steps of random length, as a network would. */
static char *
read_all (SeedreamBody *body)
{
  g_autoptr (GInputStream) stream = seedream_body_open (body);
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *buffer = g_malloc (100000);
  gssize length;

  do
    {
      length = g_input_stream_read (stream, buffer, g_test_rand_int_range (1, 100000), NULL, NULL);
      g_assert_cmpint (length, >=, 0);
      g_string_append_len (text, buffer, length);
    }
  while (length > 0);
  g_assert_cmpuint (text->len, ==, seedream_body_get_length (body));
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
check_body (const gsize *sizes, guint n, const char *prompt)
{
  g_autoptr (GListStore) pictures = g_list_store_new (SEEDREAM_TYPE_PICTURE);
  g_auto (GStrv) placeholders = g_new0 (char *, n + 1);
  g_auto (GStrv) uris = g_new0 (char *, n + 1);
  g_autoptr (JsonNode) short_root = NULL;
  g_autoptr (JsonNode) whole_root = NULL;
  g_autoptr (SeedreamBody) body = NULL;
  g_autofree char *expected = NULL;
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (SeedreamPicture) picture = create_random_picture (sizes[i]);

      g_list_store_append (pictures, picture);
      placeholders[i] = seedream_body_placeholder (i);
      uris[i] = create_data_uri (picture);
    }
  short_root = create_root (placeholders, prompt);
  whole_root = create_root (uris, prompt);
  expected = json_to_string (whole_root, FALSE);
  body = seedream_body_new_json (short_root, G_LIST_MODEL (pictures));
  first = read_all (body);
  second = read_all (body);
  g_assert_true (g_str_equal (first, expected));
  g_assert_true (g_str_equal (second, expected));
}

static void
test_sizes (void)
{
  static const gsize sizes[] = { 0, 1, 2, 3, 4, 49151, 49152, 49153, 98304, 98305 };

  check_body (sizes, G_N_ELEMENTS (sizes), "red \"coat\" \\ ü");
  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    check_body (&sizes[i], 1, "");
  check_body (NULL, 0, "nothing");
}

static void
test_random (void)
{
  for (guint i = 0; i < 50; i++)
    {
      gsize sizes[3];

      for (guint j = 0; j < 3; j++)
        sizes[j] = g_test_rand_int_range (0, 200000);
      check_body (sizes, 3, "x");
    }
}

/* A placeholder that stands for no picture, and one inside of another text, are left as they are. */
static void
test_foreign_placeholder (void)
{
  g_autoptr (GListStore) pictures = g_list_store_new (SEEDREAM_TYPE_PICTURE);
  g_autofree char *placeholder = seedream_body_placeholder (7);
  g_autofree char *prompt = g_strconcat ("draw ", placeholder, NULL);
  char *images[] = { placeholder, NULL };
  g_autoptr (JsonNode) root = create_root (images, prompt);
  g_autofree char *expected = json_to_string (root, FALSE);
  g_autoptr (SeedreamBody) body = seedream_body_new_json (root, G_LIST_MODEL (pictures));
  g_autofree char *text = read_all (body);

  g_assert_cmpstr (text, ==, expected);
}

static SeedreamPicture *
create_mapped_picture (const char *path, gsize size)
{
  g_autoptr (SeedreamPicture) drawn = create_random_picture (size);
  GBytes *content = seedream_picture_get_bytes (drawn);
  g_autoptr (GMappedFile) file = NULL;
  g_autoptr (GBytes) bytes = NULL;
  SeedreamPicture *picture;

  g_assert_true (g_file_set_contents (path, g_bytes_get_data (content, NULL), size, NULL));
  file = g_mapped_file_new (path, FALSE, NULL);
  bytes = g_mapped_file_get_bytes (file);
  picture = seedream_picture_new (bytes, "image/png", "00", 20, 20);
  seedream_picture_set_mapped (picture);
  return picture;
}

/* How many bytes of @bytes, which are mapped, this process holds in its memory, by what the kernel says of the mapping. */
static gsize
count_resident (GBytes *bytes)
{
  g_autofree char *start = g_strdup_printf ("%" G_GINTPTR_MODIFIER "x-", (guintptr)g_bytes_get_data (bytes, NULL));
  g_autofree char *text = NULL;
  char *found;

  g_assert_true (g_file_get_contents ("/proc/self/smaps", &text, NULL, NULL));
  found = strstr (text, start);
  g_assert_nonnull (found);
  found = strstr (found, "\nRss:");
  g_assert_nonnull (found);
  return g_ascii_strtoull (found + strlen ("\nRss:"), NULL, 10) * 1024;
}

/* What has been sent of a mapped file is let go of, and is there all the same for the second who asks. */
static void
test_mapped (void)
{
  g_autofree char *folder = g_dir_make_tmp ("body-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "picture", NULL);
  g_autoptr (SeedreamPicture) picture = create_mapped_picture (path, 8 * 1024 * 1024);
  GBytes *bytes = seedream_picture_get_bytes (picture);
  g_autoptr (GListStore) pictures = g_list_store_new (SEEDREAM_TYPE_PICTURE);
  g_autofree char *placeholder = seedream_body_placeholder (0);
  g_autofree char *uri = create_data_uri (picture);
  g_autoptr (JsonNode) short_root = create_root ((char *[]){ placeholder, NULL }, "x");
  g_autoptr (JsonNode) whole_root = create_root ((char *[]){ uri, NULL }, "x");
  g_autofree char *expected = json_to_string (whole_root, FALSE);
  g_autoptr (SeedreamBody) body = NULL;

  g_list_store_append (pictures, picture);
  body = seedream_body_new_json (short_root, G_LIST_MODEL (pictures));
  g_assert_cmpuint (count_resident (bytes), ==, g_bytes_get_size (bytes));
  for (int i = 0; i < 2; i++)
    {
      g_autofree char *text = read_all (body);

      g_assert_true (g_str_equal (text, expected));
      g_assert_cmpuint (count_resident (bytes), <, 2 * 1024 * 1024);
    }
  g_unlink (path);
  g_rmdir (folder);
}

static void
on_read (GObject *source, GAsyncResult *result, gpointer data)
{
  *(gssize *)data = g_input_stream_read_finish (G_INPUT_STREAM (source), result, NULL);
}

/* libsoup asks for small pieces: a thread for each of them would cost more than all the rest. */
static void
test_asks_no_thread (void)
{
  g_autoptr (SeedreamPicture) picture = create_random_picture (200000);
  g_autoptr (SeedreamBody) body = seedream_body_new_file (picture);
  g_autoptr (GInputStream) stream = seedream_body_open (body);
  gsize sum = 0;
  gssize length;

  g_assert_true (g_pollable_input_stream_can_poll (G_POLLABLE_INPUT_STREAM (stream)));
  do
    {
      char buffer[8192];

      length = -2;
      g_input_stream_read_async (stream, buffer, sizeof buffer, G_PRIORITY_DEFAULT, NULL, on_read, &length);
      while (length == -2)
        g_main_context_iteration (NULL, TRUE);
      sum += length;
    }
  while (length > 0);
  g_assert_cmpuint (sum, ==, 200000);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/body/sizes", test_sizes);
  g_test_add_func ("/body/random", test_random);
  g_test_add_func ("/body/foreign-placeholder", test_foreign_placeholder);
  g_test_add_func ("/body/mapped", test_mapped);
  g_test_add_func ("/body/asks-no-thread", test_asks_no_thread);
  return g_test_run ();
}
