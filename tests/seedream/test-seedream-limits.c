/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Every bound that any provider of the registry has: at it, one below and one above. */

#include <math.h>
#include <seedream.h>
#include <string.h>

/* As the check of requests has it: Seedream's own bound of `seed`. */
#define MAX_SEED G_MAXINT32

/* The sentence of a bound that is kept. */
#define ACCEPTED NULL

typedef struct {
  const char *prompt;
  guint n_pictures;
  guint64 bytes; /* of all pictures together */
  int picture_width;
  int picture_height;
  int width;
  int height;
  guint count;
  gint64 seed;
} Wish;

/* One provider's one operation. */
typedef struct {
  SeedreamProvider *provider;
  SeedreamOperation operation;
  const SeedreamCapabilities *can;
  GBytes *zeros; /* as many bytes as any picture here has */
} Limits;

/* What every provider takes, as far as it is not about the bound that is tried. */
static Wish
make_wish (const Limits *self)
{
  int side = MAX (self->can->picture_min_side, 100);

  return (Wish){ .prompt = "x",
                 .n_pictures = self->can->min_pictures,
                 .bytes = MAX (self->can->min_pictures, 1),
                 .picture_width = side,
                 .picture_height = side,
                 .count = 1,
                 .seed = -1 };
}

static SeedreamRequest *
make_request (const Limits *self, const Wish *wish)
{
  g_autoptr (GListStore) pictures = g_list_store_new (SEEDREAM_TYPE_PICTURE);
  guint64 share = wish->bytes / MAX (wish->n_pictures, 1);

  for (guint i = 0; i < wish->n_pictures; i++)
    {
      /* The last one takes what does not divide. */
      guint64 size = i + 1 < wish->n_pictures ? share : wish->bytes - share * i;
      g_autoptr (GBytes) bytes = g_bytes_new_from_bytes (self->zeros, 0, size);
      g_autoptr (SeedreamPicture) picture
          = seedream_picture_new (bytes, "image/png", "00", wish->picture_width, wish->picture_height);

      g_list_store_append (pictures, picture);
    }
  return g_object_new (SEEDREAM_TYPE_REQUEST, "operation", self->operation, "prompt", wish->prompt, "pictures",
                       pictures, "width", wish->width, "height", wish->height, "count", wish->count, "seed", wish->seed,
                       NULL);
}

/* What it is and what it may be at most are never the same text. */
static void
assert_tells (const char *message)
{
  g_autoptr (GRegex) regex
      = g_regex_new ("([0-9.]+ ?[kMG]?B?)[^0-9]*; the provider takes ([0-9.]+ ?[kMG]?B?)", 0, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;

  if (g_regex_match (regex, message, 0, &match))
    {
      g_autofree char *is = g_match_info_fetch (match, 1);
      g_autofree char *most = g_match_info_fetch (match, 2);

      g_assert_cmpstr (is, !=, most);
    }
}

/* @words: in the sentence of the refusal, or ACCEPTED */
static void
try (const Limits *self, const Wish *wish, SeedreamErrorCode code, const char *words)
{
  g_autoptr (SeedreamRequest) request = make_request (self, wish);
  g_autoptr (GError) error = NULL;
  gboolean valid = seedream_request_validate (request, self->can, &error);

  if (valid != (words == ACCEPTED))
    g_error ("%s, %s: %s, with “%.20s”, %u × %d × %d, %" G_GUINT64_FORMAT " bytes, %d × %d, %u, %" G_GINT64_FORMAT,
             seedream_provider_get_id (self->provider), seedream_operation_to_string (self->operation),
             valid ? "accepted" : error->message, wish->prompt, wish->n_pictures, wish->picture_width,
             wish->picture_height, wish->bytes, wish->width, wish->height, wish->count, wish->seed);
  if (valid)
    return;
  g_assert_error (error, SEEDREAM_ERROR, (int)code);
  g_assert_cmpint (seedream_error_get_billed (error), ==, SEEDREAM_BILLED_NO);
  assert_tells (error->message);
  if (strstr (error->message, words) == NULL)
    g_error ("%s: “%s” is not in “%s”", seedream_provider_get_id (self->provider), words, error->message);
}

static void
accept (const Limits *self, const Wish *wish)
{
  try (self, wish, 0, ACCEPTED);
}

static void
refuse (const Limits *self, const Wish *wish, const char *words)
{
  try (self, wish, SEEDREAM_ERROR_INVALID_REQUEST, words);
}

static void
check_prompt (const Limits *self)
{
  /* Of one, two, three and four bytes. */
  static const char *const characters[] = { "x", "ü", "图", "🎨" };
  Wish wish = make_wish (self);

  for (guint i = 0; i < G_N_ELEMENTS (characters); i++)
    for (int beyond = -1; beyond <= 1; beyond++)
      {
        g_autoptr (GString) prompt = g_string_new (NULL);

        for (guint j = 0; j < self->can->max_prompt + beyond; j++)
          g_string_append (prompt, characters[i]);
        wish.prompt = prompt->str;
        try (self, &wish, SEEDREAM_ERROR_INVALID_REQUEST, beyond <= 0 ? ACCEPTED : "prompt");
      }
  wish.prompt = "";
  refuse (self, &wish, "prompt");
  wish.prompt = " \n";
  refuse (self, &wish, "prompt");
  wish.prompt = "\xff";
  refuse (self, &wish, "prompt");
}

static void
check_picture_count (const Limits *self)
{
  Wish wish = make_wish (self);

  for (guint n = self->can->min_pictures > 0 ? self->can->min_pictures - 1 : 0; n <= self->can->max_pictures + 1; n++)
    {
      gboolean good = n >= self->can->min_pictures && n <= self->can->max_pictures;

      wish.n_pictures = n;
      wish.bytes = n;
      try (self, &wish, SEEDREAM_ERROR_INVALID_REQUEST, good ? ACCEPTED : "pictures");
    }
}

static void
check_picture_bytes (const Limits *self)
{
  guint64 most = MIN (self->can->picture_max_bytes, self->can->pictures_max_bytes);
  Wish wish = make_wish (self);

  wish.n_pictures = 1;
  wish.bytes = 0;
  refuse (self, &wish, "Picture 1");
  for (wish.bytes = most - 1; wish.bytes <= most; wish.bytes++)
    accept (self, &wish);
  wish.bytes = self->can->picture_max_bytes + 1;
  try (self, &wish, SEEDREAM_ERROR_TOO_LARGE, "Picture 1");
}

static void
check_sum_of_bytes (const Limits *self)
{
  guint64 most = self->can->pictures_max_bytes;
  Wish wish = make_wish (self);

  /* Where each picture at its own limit stays within it, there is nothing above. */
  wish.n_pictures = self->can->max_pictures;
  wish.bytes = MIN (most, self->can->max_pictures * self->can->picture_max_bytes);
  accept (self, &wish);
  if (self->can->max_pictures * self->can->picture_max_bytes <= most)
    return;
  wish.bytes = most + 1;
  try (self, &wish, SEEDREAM_ERROR_TOO_LARGE, "together");
}

static void
try_picture_size (const Limits *self, int width, int height, const char *words)
{
  Wish wish = make_wish (self);

  wish.n_pictures = 1;
  wish.picture_width = width;
  wish.picture_height = height;
  try (self, &wish, SEEDREAM_ERROR_INVALID_REQUEST, words);
  wish.picture_width = height;
  wish.picture_height = width;
  try (self, &wish, SEEDREAM_ERROR_INVALID_REQUEST, words);
}

static void
check_picture_size (const Limits *self)
{
  int least = self->can->picture_min_side;
  int root = sqrt (self->can->picture_max_pixels);
  int other = self->can->picture_max_pixels / root;
  int longest = 100 * least * self->can->picture_max_ratio;

  try_picture_size (self, least + 1, least, ACCEPTED);
  try_picture_size (self, least, least, ACCEPTED);
  try_picture_size (self, least, least - 1, "Picture 1");
  try_picture_size (self, 0, 0, "Picture 1");
  try_picture_size (self, root, other - 1, ACCEPTED);
  try_picture_size (self, root, other, ACCEPTED);
  try_picture_size (self, root, other + 1, "megapixels");
  try_picture_size (self, G_MAXINT, G_MAXINT, "megapixels");
  try_picture_size (self, longest - 1, 100 * least, ACCEPTED);
  try_picture_size (self, longest, 100 * least, ACCEPTED);
  try_picture_size (self, longest + 1, 100 * least, "Picture 1");
}

/* A picture is named by its place. */
static void
check_last_picture (const Limits *self)
{
  g_autoptr (GListStore) pictures = g_list_store_new (SEEDREAM_TYPE_PICTURE);
  g_autoptr (GBytes) bytes = g_bytes_new_from_bytes (self->zeros, 0, 1);
  g_autofree char *words = g_strdup_printf ("Picture %u ", self->can->max_pictures);
  g_autoptr (SeedreamRequest) request = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 1; i <= self->can->max_pictures; i++)
    {
      int side = i < self->can->max_pictures ? 100 : self->can->picture_min_side - 1;
      g_autoptr (SeedreamPicture) picture = seedream_picture_new (bytes, "image/png", "00", side, side);

      g_list_store_append (pictures, picture);
    }
  request
      = g_object_new (SEEDREAM_TYPE_REQUEST, "operation", self->operation, "prompt", "x", "pictures", pictures, NULL);
  g_assert_false (seedream_request_validate (request, self->can, &error));
  g_assert_error (error, SEEDREAM_ERROR, SEEDREAM_ERROR_INVALID_REQUEST);
  g_assert_true (g_str_has_prefix (error->message, words));
}

static void
check_pictures (const Limits *self)
{
  check_picture_count (self);
  if (self->can->max_pictures == 0)
    return;
  check_picture_bytes (self);
  check_sum_of_bytes (self);
  check_picture_size (self);
  check_last_picture (self);
}

static void
try_size (const Limits *self, int width, int height, const char *words)
{
  Wish wish = make_wish (self);

  wish.width = width;
  wish.height = height;
  try (self, &wish, SEEDREAM_ERROR_INVALID_REQUEST, words);
}

static void
check_named_sizes (const Limits *self)
{
  for (guint i = 0; i < self->can->n_named_sizes; i++)
    {
      const SeedreamNamedSize *size = &self->can->named_sizes[i];

      try_size (self, size->width, size->height, ACCEPTED);
      for (int beyond = -1; beyond <= 1; beyond += 2)
        if (seedream_capabilities_find_size (self->can, size->width + beyond, size->height) == NULL)
          try_size (self, size->width + beyond, size->height, "size");
    }
  try_size (self, 0, self->can->named_sizes[0].height, "size");
  try_size (self, self->can->named_sizes[0].width, 0, "size");
  try_size (self, G_MAXINT, G_MAXINT, "size");
}

static void
check_sides (const Limits *self)
{
  int least = self->can->min_side;
  int most = self->can->max_side;
  /* What goes with the least and with the most. */
  int beside_least = CLAMP ((self->can->min_pixels + least - 1) / least, least, most);
  int beside_most = CLAMP (self->can->max_pixels / most, least, most);

  try_size (self, least, beside_least, ACCEPTED);
  try_size (self, beside_least, least, ACCEPTED);
  try_size (self, least - 1, beside_least, "width");
  try_size (self, beside_least, least - 1, "height");
  try_size (self, most, beside_most, ACCEPTED);
  try_size (self, beside_most, most, ACCEPTED);
  try_size (self, most + 1, beside_most, "width");
  try_size (self, beside_most, most + 1, "height");
  try_size (self, 0, most, "width");
  try_size (self, most, 0, "height");
  try_size (self, G_MAXINT, G_MAXINT, "width");
}

/* Not all areas are within reach of the sides. */
static void
check_area (const Limits *self)
{
  int least = MAX (self->can->min_side, (int)sqrt (self->can->min_pixels));
  int beside_least = (self->can->min_pixels + least - 1) / least;
  int most = MIN (self->can->max_side, (int)ceil (sqrt (self->can->max_pixels)));
  int beside_most = self->can->max_pixels / most;

  if (beside_least > self->can->min_side)
    {
      try_size (self, least, beside_least, ACCEPTED);
      try_size (self, least, beside_least - 1, "size");
    }
  if (beside_most < self->can->max_side)
    {
      try_size (self, most, beside_most, ACCEPTED);
      try_size (self, most, beside_most + 1, "size");
    }
}

static void
check_sizes (const Limits *self)
{
  try_size (self, 0, 0, ACCEPTED);
  if (self->can->sizes == SEEDREAM_SIZES_ENUM)
    {
      check_named_sizes (self);
      return;
    }
  check_sides (self);
  check_area (self);
}

static void
check_count (const Limits *self)
{
  Wish wish = make_wish (self);
  guint most = seedream_capabilities_limit_results (self->can, self->can->min_pictures);

  for (wish.count = 0; wish.count <= most + 1; wish.count++)
    try (self, &wish, SEEDREAM_ERROR_INVALID_REQUEST, wish.count >= 1 && wish.count <= most ? ACCEPTED : "count");
}

/* One that is not known is not sent. */
static void
check_seed (const Limits *self)
{
  Wish wish = make_wish (self);
  const gint64 bounds[] = { self->can->min_seed, MAX_SEED };

  for (guint i = 0; i < G_N_ELEMENTS (bounds); i++)
    for (wish.seed = bounds[i] - 1; wish.seed <= bounds[i] + 1; wish.seed++)
      {
        gboolean good = wish.seed < 0 || (wish.seed >= self->can->min_seed && wish.seed <= MAX_SEED);

        try (self, &wish, SEEDREAM_ERROR_INVALID_REQUEST, good || !self->can->seed ? ACCEPTED : "seed");
      }
}

/* What is within all bounds at once can be sent: the longest prompt, of characters that JSON spells in six, and all the bytes. */
static void
check_whole (const Limits *self)
{
  g_autofree char *prompt = g_strnfill (self->can->max_prompt, '\x01');
  g_autofree const char **links = g_new0 (const char *, self->can->max_pictures + 1);
  Wish wish = make_wish (self);
  g_autoptr (SeedreamRequest) request = NULL;
  g_autoptr (SeedreamCall) call = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < self->can->max_pictures; i++)
    links[i] = "https://pictures.example/1.png";
  wish.prompt = prompt;
  wish.n_pictures = self->can->max_pictures;
  wish.bytes = MIN (self->can->pictures_max_bytes, self->can->max_pictures * self->can->picture_max_bytes);
  accept (self, &wish);
  request = make_request (self, &wish);
  call = seedream_provider_build_submit (self->provider, request,
                                         self->can->transport == SEEDREAM_TRANSPORT_INLINE ? NULL : links, &error);
  g_assert_no_error (error);
  g_assert_nonnull (call);
}

static void
check_operation (SeedreamProvider *provider, SeedreamOperation operation)
{
  Limits limits = { provider, operation, seedream_provider_get_capabilities (provider, operation), NULL };
  guint64 most;

  if (limits.can == NULL)
    return;
  most = MAX (limits.can->picture_max_bytes, limits.can->pictures_max_bytes) + 2;
  limits.zeros = g_bytes_new_take (g_malloc0 (most), most);
  check_prompt (&limits);
  check_pictures (&limits);
  check_sizes (&limits);
  check_count (&limits);
  check_seed (&limits);
  check_whole (&limits);
  g_bytes_unref (limits.zeros);
}

static void
test_provider (gconstpointer data)
{
  g_autoptr (SeedreamProvider) provider = seedream_registry_describe (data);

  for (int operation = SEEDREAM_OPERATION_EDIT; operation <= SEEDREAM_OPERATION_GENERATE; operation++)
    check_operation (provider, operation);
}

/* What a provider cannot do at all is refused by name. */
static void
test_no_operation (void)
{
  g_autoptr (SeedreamRequest) request
      = g_object_new (SEEDREAM_TYPE_REQUEST, "operation", SEEDREAM_OPERATION_GENERATE, "prompt", "x", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_false (seedream_request_validate (request, NULL, &error));
  g_assert_error (error, SEEDREAM_ERROR, SEEDREAM_ERROR_INVALID_REQUEST);
  g_assert_nonnull (strstr (error->message, "generate"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (const char *const *id = seedream_registry_get_ids (); *id != NULL; id++)
    {
      g_autofree char *path = g_strconcat ("/limits/", *id, NULL);

      g_test_add_data_func (path, *id, test_provider);
    }
  g_test_add_func ("/limits/no-operation", test_no_operation);
  return g_test_run ();
}
