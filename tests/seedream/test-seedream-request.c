/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <seedream.h>
#include <string.h>

static const SeedreamCapabilities *
get_capabilities (SeedreamOperation operation)
{
  g_autoptr (SeedreamProvider) provider = seedream_registry_create ("runpod", NULL, NULL, FALSE, NULL);

  return seedream_provider_get_capabilities (provider, operation);
}

typedef struct {
  guint n;
  gsize bytes;
  int width;
  int height;
} Pictures;

static const Pictures usual = { 1, 100, 64, 64 };

static GListModel *
create_pictures (Pictures pictures)
{
  GListStore *store = g_list_store_new (SEEDREAM_TYPE_PICTURE);
  g_autofree char *data = g_malloc0 (MAX (pictures.bytes, 1));
  g_autoptr (GBytes) bytes = g_bytes_new (data, pictures.bytes);

  for (guint i = 0; i < pictures.n; i++)
    {
      g_autoptr (SeedreamPicture) picture
          = seedream_picture_new (bytes, "image/png", "00ff", pictures.width, pictures.height);

      g_list_store_append (store, picture);
    }
  return G_LIST_MODEL (store);
}

/* Returns the code of the refusal, -1 for none; a refusal's message holds @text. */
static int
validate (SeedreamRequest *taken, const char *text)
{
  g_autoptr (SeedreamRequest) request = taken;
  g_autoptr (GError) error = NULL;
  const SeedreamCapabilities *can = get_capabilities (seedream_request_get_operation (request));

  if (seedream_request_validate (request, can, &error))
    {
      g_assert_no_error (error);
      return -1;
    }
  g_assert_cmpint (seedream_error_get_billed (error), ==, SEEDREAM_BILLED_NO);
  if (strstr (error->message, text) == NULL)
    g_error ("“%s” is not in “%s”", text, error->message);
  return error->code;
}

static SeedreamRequest *
with_pictures (Pictures wanted)
{
  g_autoptr (GListModel) pictures = create_pictures (wanted);

  return g_object_new (SEEDREAM_TYPE_REQUEST, "prompt", "red", "pictures", pictures, NULL);
}

static SeedreamRequest *
with_prompt (const char *prompt)
{
  g_autoptr (GListModel) pictures = create_pictures (usual);

  return g_object_new (SEEDREAM_TYPE_REQUEST, "prompt", prompt, "pictures", pictures, NULL);
}

static SeedreamRequest *
with_size (int width, int height)
{
  return g_object_new (SEEDREAM_TYPE_REQUEST, "operation", SEEDREAM_OPERATION_GENERATE, "prompt", "red", "width", width,
                       "height", height, NULL);
}

static SeedreamRequest *
with_number (const char *name, gint64 number)
{
  return g_object_new (SEEDREAM_TYPE_REQUEST, "operation", SEEDREAM_OPERATION_GENERATE, "prompt", "red", name, number,
                       NULL);
}

static void
test_prompt (void)
{
  g_autofree char *fits = g_strnfill (3999, 'x');
  g_autofree char *umlauts = g_strconcat (fits, "ü", NULL);
  g_autofree char *over = g_strconcat (umlauts, "x", NULL);

  g_assert_cmpint (validate (with_prompt ("x"), ""), ==, -1);
  g_assert_cmpint (validate (with_prompt (fits), ""), ==, -1);
  g_assert_cmpint (validate (with_prompt (umlauts), ""), ==, -1);
  g_assert_cmpint (validate (with_prompt (over), "4001"), ==, SEEDREAM_ERROR_INVALID_REQUEST);
  g_assert_cmpint (validate (with_prompt (NULL), "empty"), ==, SEEDREAM_ERROR_INVALID_REQUEST);
  g_assert_cmpint (validate (with_prompt (""), "empty"), ==, SEEDREAM_ERROR_INVALID_REQUEST);
  g_assert_cmpint (validate (with_prompt (" \n\t\302\240"), "empty"), ==, SEEDREAM_ERROR_INVALID_REQUEST);
  g_assert_cmpint (validate (with_prompt ("a\377"), "UTF-8"), ==, SEEDREAM_ERROR_INVALID_REQUEST);
}

static void
test_picture_count (void)
{
  g_assert_cmpint (validate (with_pictures ((Pictures){ 0, 100, 64, 64 }), "0"), ==, SEEDREAM_ERROR_INVALID_REQUEST);
  g_assert_cmpint (validate (with_pictures ((Pictures){ 1, 100, 64, 64 }), ""), ==, -1);
  g_assert_cmpint (validate (with_pictures ((Pictures){ 10, 100, 64, 64 }), ""), ==, -1);
  g_assert_cmpint (validate (with_pictures ((Pictures){ 11, 100, 64, 64 }), "11"), ==, SEEDREAM_ERROR_INVALID_REQUEST);
}

static void
test_picture_generate (void)
{
  g_autoptr (GListModel) pictures = create_pictures (usual);
  SeedreamRequest *request = g_object_new (SEEDREAM_TYPE_REQUEST, "operation", SEEDREAM_OPERATION_GENERATE, "prompt",
                                           "red", "pictures", pictures, NULL);

  g_assert_cmpint (validate (request, "1"), ==, SEEDREAM_ERROR_INVALID_REQUEST);
}

static void
test_picture_limits (void)
{
  g_assert_cmpint (validate (with_pictures ((Pictures){ 1, 0, 64, 64 }), "empty"), ==, SEEDREAM_ERROR_INVALID_REQUEST);
  g_assert_cmpint (validate (with_pictures ((Pictures){ 1, 10000000, 64, 64 }), ""), ==, -1);
  g_assert_cmpint (validate (with_pictures ((Pictures){ 1, 10000001, 64, 64 }), "1"), ==, SEEDREAM_ERROR_TOO_LARGE);
  g_assert_cmpint (validate (with_pictures ((Pictures){ 2, 7425000, 64, 64 }), ""), ==, -1);
  g_assert_cmpint (validate (with_pictures ((Pictures){ 2, 7425001, 64, 64 }), "14.9"), ==, SEEDREAM_ERROR_TOO_LARGE);
  g_assert_cmpint (validate (with_pictures ((Pictures){ 1, 1, 15, 15 }), ""), ==, -1);
  g_assert_cmpint (validate (with_pictures ((Pictures){ 1, 1, 14, 15 }), "14"), ==, SEEDREAM_ERROR_INVALID_REQUEST);
  g_assert_cmpint (validate (with_pictures ((Pictures){ 1, 1, 6000, 6000 }), ""), ==, -1);
  g_assert_cmpint (validate (with_pictures ((Pictures){ 1, 1, 6000, 6001 }), "36"), ==, SEEDREAM_ERROR_INVALID_REQUEST);
  g_assert_cmpint (validate (with_pictures ((Pictures){ 1, 1, 300, 100 }), ""), ==, -1);
  g_assert_cmpint (validate (with_pictures ((Pictures){ 1, 1, 100, 300 }), ""), ==, -1);
  g_assert_cmpint (validate (with_pictures ((Pictures){ 1, 1, 301, 100 }), "301"), ==, SEEDREAM_ERROR_INVALID_REQUEST);
}

static void
test_size (void)
{
  g_assert_cmpint (validate (with_size (0, 0), ""), ==, -1);
  g_assert_cmpint (validate (with_size (1024, 1024), ""), ==, -1);
  g_assert_cmpint (validate (with_size (4096, 4096), ""), ==, -1);
  g_assert_cmpint (validate (with_size (1024, 4096), ""), ==, -1);
  g_assert_cmpint (validate (with_size (1023, 1024), "1023"), ==, SEEDREAM_ERROR_INVALID_REQUEST);
  g_assert_cmpint (validate (with_size (1024, 4097), "4097"), ==, SEEDREAM_ERROR_INVALID_REQUEST);
  g_assert_cmpint (validate (with_size (1024, 0), "0"), ==, SEEDREAM_ERROR_INVALID_REQUEST);
  g_assert_cmpint (validate (with_size (G_MAXINT, G_MAXINT), "2147483647"), ==, SEEDREAM_ERROR_INVALID_REQUEST);
}

static void
test_area (void)
{
  SeedreamCapabilities can = *get_capabilities (SEEDREAM_OPERATION_GENERATE);
  g_autoptr (SeedreamRequest) small = with_size (1024, 1024);
  g_autoptr (GError) error = NULL;

  can.min_pixels = 1024 * 1024;
  g_assert_true (seedream_request_validate (small, &can, NULL));
  can.min_pixels++;
  g_assert_false (seedream_request_validate (small, &can, &error));
  g_assert_nonnull (strstr (error->message, "1048577"));
}

static void
test_numbers (void)
{
  g_assert_cmpint (validate (with_number ("count", 1), ""), ==, -1);
  g_assert_cmpint (validate (with_number ("count", 0), "0"), ==, SEEDREAM_ERROR_INVALID_REQUEST);
  g_assert_cmpint (validate (with_number ("count", 2), "2"), ==, SEEDREAM_ERROR_INVALID_REQUEST);
  g_assert_cmpint (validate (with_number ("seed", 0), ""), ==, -1);
  g_assert_cmpint (validate (with_number ("seed", G_MAXINT32), ""), ==, -1);
  g_assert_cmpint (validate (with_number ("seed", G_MAXINT32 + G_GINT64_CONSTANT (1)), "2147483648"), ==,
                   SEEDREAM_ERROR_INVALID_REQUEST);
}

static void
test_no_capabilities (void)
{
  g_autoptr (SeedreamRequest) request = with_size (0, 0);
  g_autoptr (GError) error = NULL;

  g_assert_false (seedream_request_validate (request, NULL, &error));
  g_assert_error (error, SEEDREAM_ERROR, SEEDREAM_ERROR_INVALID_REQUEST);
}

static void
test_immutable (void)
{
  g_autoptr (GListModel) pictures = create_pictures (usual);
  g_autoptr (SeedreamRequest) request
      = g_object_new (SEEDREAM_TYPE_REQUEST, "prompt", "red", "pictures", pictures, "negative-prompt", "", NULL);

  g_list_store_remove_all (G_LIST_STORE (pictures));
  g_assert_cmpuint (g_list_model_get_n_items (seedream_request_get_pictures (request)), ==, 1);
  g_assert_null (seedream_request_get_negative_prompt (request));
}

static void
test_describe (void)
{
  g_autoptr (GListModel) pictures = create_pictures (usual);
  g_autoptr (SeedreamRequest) request = g_object_new (SEEDREAM_TYPE_REQUEST, "prompt", "red “coat”", "pictures",
                                                      pictures, "width", 1024, "height", 2048, "safety", FALSE, NULL);
  g_autoptr (JsonNode) node = seedream_request_describe (request);
  g_autofree char *text = json_to_string (node, FALSE);

  g_assert_cmpstr (text, ==,
                   "{\"operation\":\"edit\",\"prompt\":\"red “coat”\",\"negative_prompt\":null,\"pictures\":["
                   "{\"sha256\":\"00ff\",\"media_type\":\"image/png\",\"width\":64,\"height\":64}],"
                   "\"width\":1024,\"height\":2048,\"seed\":-1,\"count\":1,\"safety\":false}");
}

static void
assert_fit (int width, int height, int expected_width, int expected_height)
{
  seedream_capabilities_fit_size (get_capabilities (SEEDREAM_OPERATION_EDIT), &width, &height);
  g_assert_cmpint (width, ==, expected_width);
  g_assert_cmpint (height, ==, expected_height);
}

static void
test_fit_size (void)
{
  assert_fit (2048, 1536, 2048, 1536);
  assert_fit (1024, 4096, 1024, 4096);
  assert_fit (6000, 4000, 4096, 2731);
  assert_fit (512, 512, 1024, 1024);
  assert_fit (640, 480, 1365, 1024);
  assert_fit (10, 10000, 1024, 4096);
  assert_fit (10000, 1, 4096, 1024);
  assert_fit (0, 0, 1024, 1024);
  assert_fit (-3, 7, 1024, 1024);
  assert_fit (G_MAXINT, G_MAXINT, 4096, 4096);
}

/* Whatever is wished for, what comes out is taken. */
static void
test_fit_size_random (void)
{
  SeedreamCapabilities can = *get_capabilities (SEEDREAM_OPERATION_EDIT);

  can.min_side = 512;
  can.max_pixels = 3000000;
  for (guint i = 0; i < 20000; i++)
    {
      int width = g_test_rand_int_range (1, 20000);
      int height = g_test_rand_int_range (1, 20000);
      gint64 pixels;

      seedream_capabilities_fit_size (&can, &width, &height);
      pixels = (gint64)width * height;
      g_assert_cmpint (MIN (width, height), >=, can.min_side);
      g_assert_cmpint (MAX (width, height), <=, can.max_side);
      g_assert_cmpint (pixels, >=, can.min_pixels);
      g_assert_cmpint (pixels, <=, can.max_pixels);
    }
}

static void
assert_cost (SeedreamCost cost, const char *text)
{
  g_autofree char *formatted = seedream_cost_format (&cost);

  g_assert_cmpstr (formatted, ==, text);
}

static void
test_cost (void)
{
  const SeedreamCapabilities *can = get_capabilities (SEEDREAM_OPERATION_EDIT);
  g_autoptr (SeedreamProvider) practice
      = seedream_registry_create ("practice", "http://127.0.0.1:1", NULL, FALSE, NULL);

  g_assert_cmpint (seedream_capabilities_estimate (can, 0, 0, 1).micros, ==, 28312);
  g_assert_cmpint (seedream_capabilities_estimate (can, 2048, 2048, 2).micros, ==, 226492);
  assert_cost (seedream_capabilities_estimate (can, 1024, 1024, 1), "about $0.03");
  assert_cost (
      seedream_capabilities_estimate (seedream_provider_get_capabilities (practice, SEEDREAM_OPERATION_EDIT), 0, 0, 1),
      "free");
  assert_cost ((SeedreamCost){ 28311, "USD", SEEDREAM_COST_REPORTED }, "$0.028");
  assert_cost ((SeedreamCost){ 1500000, "USD", SEEDREAM_COST_REPORTED }, "$1.50");
  assert_cost ((SeedreamCost){ 30000, "EUR", SEEDREAM_COST_ESTIMATED }, "about 0.03 EUR");
  assert_cost ((SeedreamCost)SEEDREAM_COST_INIT, "cost unknown");
}

static void
test_names (void)
{
  SeedreamJobState state;

  for (int i = SEEDREAM_JOB_PREPARED; i <= SEEDREAM_JOB_UNKNOWN; i++)
    {
      g_assert_true (seedream_job_state_from_string (seedream_job_state_to_string (i), &state));
      g_assert_cmpint (state, ==, i);
    }
  g_assert_false (seedream_job_state_from_string ("lost", &state));
  g_assert_false (seedream_job_state_from_string (NULL, &state));
  for (int i = SEEDREAM_COST_UNKNOWN; i <= SEEDREAM_COST_REPORTED; i++)
    g_assert_cmpint (seedream_cost_kind_from_string (seedream_cost_kind_to_string (i)), ==, i);
  g_assert_cmpint (seedream_operation_from_string ("generate"), ==, SEEDREAM_OPERATION_GENERATE);
  g_assert_cmpint (seedream_operation_from_string ("edit"), ==, SEEDREAM_OPERATION_EDIT);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/request/prompt", test_prompt);
  g_test_add_func ("/request/picture-count", test_picture_count);
  g_test_add_func ("/request/picture-generate", test_picture_generate);
  g_test_add_func ("/request/picture-limits", test_picture_limits);
  g_test_add_func ("/request/size", test_size);
  g_test_add_func ("/request/area", test_area);
  g_test_add_func ("/request/numbers", test_numbers);
  g_test_add_func ("/request/no-capabilities", test_no_capabilities);
  g_test_add_func ("/request/immutable", test_immutable);
  g_test_add_func ("/request/describe", test_describe);
  g_test_add_func ("/capabilities/fit-size", test_fit_size);
  g_test_add_func ("/capabilities/fit-size-random", test_fit_size_random);
  g_test_add_func ("/capabilities/cost", test_cost);
  g_test_add_func ("/names", test_names);
  return g_test_run ();
}
