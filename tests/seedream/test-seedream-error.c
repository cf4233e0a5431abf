/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <seedream.h>
#include <string.h>

#include "seedream-json.h"
#include "seedream-link.h"
#include "seedream-refusal.h"

#define CANARY "rpa_CANARY0123456789abcdefKEY"

static void
assert_redacted (const char *text, const char *key, const char *expected)
{
  g_autofree char *redacted = seedream_redact (text, key);

  g_assert_cmpstr (redacted, ==, expected);
}

static void
test_redact (void)
{
  g_autofree char *encoded = g_base64_encode ((const guchar *)CANARY, strlen (CANARY));

  assert_redacted (NULL, NULL, NULL);
  assert_redacted ("as it is", "", "as it is");
  assert_redacted ("a " CANARY " b " CANARY, CANARY, "a ••• b •••");
  assert_redacted ("a/b+c a%2Fb%2Bc", "a/b+c", "••• •••");
  assert_redacted (encoded, CANARY, "•••");
  assert_redacted ("Authorization: bearer abc\", x", NULL, "Authorization: bearer •••\", x");
  assert_redacted ("a\nb\033[1mc\x7f", NULL, "a b [1mc ");
  assert_redacted ("a\xff", NULL, "a\xef\xbf\xbd");
  assert_redacted ("got data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAE= there", NULL,
                   "got data:image/png;base64,… there");
}

static void
test_redact_long (void)
{
  g_autofree char *most = g_strnfill (2000, 'x');
  g_autofree char *over = g_strnfill (100000, 'x');
  g_autofree char *redacted = seedream_redact (over, NULL);

  assert_redacted (most, NULL, most);
  g_assert_cmpint (g_utf8_strlen (redacted, -1), ==, 2000);
  g_assert_true (g_str_has_suffix (redacted, "x…"));
}

/* A text that was capped before its key was known may hold the beginning of it. */
static void
test_redact_cut_key (void)
{
  g_autofree char *filler = g_strnfill (1990, 'x');
  g_autofree char *text = g_strconcat (filler, CANARY, NULL);
  g_autofree char *once = seedream_redact (text, NULL);
  g_autofree char *twice = seedream_redact (once, CANARY);

  g_assert_nonnull (strstr (once, "rpa_"));
  g_assert_null (strstr (twice, "rpa_"));
}

/* A key must not be put together by taking out what stands between its parts. */
static void
test_redact_reassembled_key (void)
{
  g_autofree char *redacted = seedream_redact ("rpa_CANARY\xff"
                                               "0123456789abcdefKEY " CANARY,
                                               CANARY);

  g_assert_null (strstr (redacted, CANARY));
}

static void
test_error (void)
{
  g_autofree char *over = g_strnfill (100000, 'x');
  g_autoptr (GError) error = seedream_error_new (SEEDREAM_ERROR_BAD_KEY, SEEDREAM_BILLED_NO, over, "sentence");
  g_autoptr (GError) copy = g_error_copy (error);
  g_autoptr (GError) other = g_error_new (G_IO_ERROR, G_IO_ERROR_FAILED, "other");

  g_assert_cmpint (g_utf8_strlen (seedream_error_get_details (copy), -1), ==, 2000);
  g_assert_cmpint (seedream_error_get_billed (copy), ==, SEEDREAM_BILLED_NO);
  g_assert_cmpstr (seedream_error_get_name (copy), ==, "bad-key");
  g_assert_cmpstr (seedream_error_get_name (other), ==, "failed");
  g_assert_cmpint (seedream_error_get_billed (other), ==, SEEDREAM_BILLED_UNKNOWN);
  g_assert_null (seedream_error_get_details (other));
}

static void
test_error_names (void)
{
  for (int code = SEEDREAM_ERROR_NO_KEY; code <= SEEDREAM_ERROR_LEDGER; code++)
    {
      g_autoptr (GError) error = seedream_error_new (code, SEEDREAM_BILLED_NO, NULL, "x");

      g_assert_cmpstr (seedream_error_get_name (error), !=, "failed");
      g_assert_nonnull (seedream_error_get_name (error));
    }
}

static gboolean
parses (const char *text)
{
  g_autoptr (JsonNode) node = seedream_json_parse (text, strlen (text));

  return node != NULL;
}

static void
test_json (void)
{
  g_autofree char *deep = g_strnfill (10000, '[');
  g_autofree char *hidden = g_strconcat ("{/*\"*/\"a\":", deep, NULL);
  GString *many = g_string_new ("[0");

  for (guint i = 0; i < 200000; i++)
    g_string_append (many, ",0");
  g_string_append (many, "]");

  g_assert_true (parses (" {\"a\":[1,-2.5e3,true,null,\"[[[[\\\"\"]}"));
  g_assert_true (parses ("[]"));
  g_assert_true (parses ("{\"a\":1,\"a\":2}"));
  g_assert_false (parses (""));
  g_assert_false (parses ("null"));
  g_assert_false (parses ("<html>"));
  g_assert_false (parses ("{\"a\":"));
  g_assert_true (parses ("{\"a\":\"\xff\"}"));
  g_assert_true (parses ("\xef\xbb\xbf {}\n"));
  g_assert_false (parses ("\xef\xbb\xbf"));
  g_assert_false (parses ("{\xff}"));
  g_assert_false (parses ("{\"a\\ud80#\\ud80#"));
  g_assert_false (parses ("{\"a\\ud80#\\u0000\"}"));
  g_assert_false (parses ("[][]"));
  g_assert_false (parses ("{} {}"));
  g_assert_false (parses ("{},"));
  g_assert_false (parses ("{/* no */}"));
  g_assert_false (parses (deep));
  g_assert_false (parses (hidden));
  g_assert_false (parses (many->str));
  g_assert_null (seedream_json_parse ("{}\0{}", 5));
  g_assert_null (seedream_json_parse (NULL, 0));
  g_string_free (many, TRUE);
}

/* Characters beyond the first 65536 are written as two halves; whoever cuts a text may leave one of them. */
static void
test_json_halves (void)
{
  static const struct {
    const char *text;
    const char *expected;
  } cases[] = { { "\\ud83d\\ude00", "\xf0\x9f\x98\x80" },
                { "\\ud83d", "\xef\xbf\xbd" },
                { "\\ude00x", "\xef\xbf\xbdx" },
                { "\\ud83d\\ud83d\\ude00", "\xef\xbf\xbd\xf0\x9f\x98\x80" },
                { "\\uD83D\\u0041", "\xef\xbf\xbd"
                                    "A" },
                { "\\ud83d\\n", "\xef\xbf\xbd\n" },
                { "\\\\ud83d", "\\ud83d" } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = g_strdup_printf ("{\"a\":\"%s\"}", cases[i].text);
      g_autoptr (JsonNode) node = seedream_json_parse (text, strlen (text));

      g_assert_cmpstr (seedream_json_get_text (node, "a"), ==, cases[i].expected);
    }
  g_assert_false (parses ("{\"a\":\"\\ud83d\\u"));
}

/* Random damage to a real answer: whatever comes of it, nothing breaks. */
static void
test_json_damaged (void)
{
  const char *text
      = "{\"id\":\"a\",\"status\":\"COMPLETED\",\"output\":{\"images\":[\"https://a/b\",{\"url\":\"\\u00e4\"}],"
        "\"cost\":0.028311}}";
  static const char marks[] = "{}[]\",:\\0-eE.untf \n/";

  for (guint i = 0; i < 20000; i++)
    {
      g_autofree char *damaged = g_strdup (text);
      g_autoptr (JsonNode) node = NULL;
      double number;

      for (guint j = 0; j < 3; j++)
        damaged[g_test_rand_int_range (0, strlen (text))] = marks[g_test_rand_int_range (0, sizeof marks - 1)];
      node = seedream_json_parse (damaged, strlen (text));
      seedream_json_get_number (node, "cost", &number);
      seedream_json_get_text (seedream_json_get (node, "output"), "images");
    }
}

static void
test_json_members (void)
{
  g_autoptr (JsonNode) node = json_from_string (
      "{\"n\":3,\"s\":\"4.5\",\"b\":true,\"z\":null,\"e\":\"\",\"o\":{},\"w\":\"4x\",\"i\":\"inf\"}", NULL);
  double number = 0;

  g_assert_true (seedream_json_get_number (node, "n", &number));
  g_assert_cmpfloat (number, ==, 3);
  g_assert_true (seedream_json_get_number (node, "s", &number));
  g_assert_cmpfloat (number, ==, 4.5);
  for (const char *const *name = (const char *const[]){ "b", "z", "e", "o", "w", "i", "missing", NULL }; *name; name++)
    g_assert_false (seedream_json_get_number (node, *name, &number));
  for (const char *const *name = (const char *const[]){ "b", "z", "e", "o", "n", "missing", NULL }; *name; name++)
    g_assert_null (seedream_json_get_text (node, *name));
  g_assert_null (seedream_json_get (NULL, "n"));
}

static void
test_links (void)
{
  g_autofree char *base64 = g_strnfill (100, 'A');
  g_autofree char *damaged = g_strconcat (base64, "!", NULL);
  g_autofree char *uri = g_strconcat ("data:image/png;base64,", base64, NULL);
  g_autofree char *plain = g_strconcat ("data:text/plain,", base64, NULL);
  g_autoptr (GBytes) bare = seedream_link_decode (base64);
  g_autoptr (GBytes) bytes = seedream_link_decode (uri);

  g_assert_cmpint (seedream_link_classify ("https://a.example/b.png?c=d"), ==, SEEDREAM_LINK_REMOTE);
  g_assert_cmpint (seedream_link_classify ("https://a/b\xc3\xa4.png"), ==, SEEDREAM_LINK_REMOTE);
  g_assert_cmpint (seedream_link_classify ("https://a/b\xed\xa0\x80.png"), ==, SEEDREAM_LINK_NONE);
  g_assert_cmpint (seedream_link_classify ("https://a/b\xff.png"), ==, SEEDREAM_LINK_NONE);
  g_assert_cmpint (seedream_link_classify ("https:///b"), ==, SEEDREAM_LINK_NONE);
  g_assert_cmpint (seedream_link_classify ("file:///etc/passwd"), ==, SEEDREAM_LINK_NONE);
  g_assert_cmpint (seedream_link_classify ("done"), ==, SEEDREAM_LINK_NONE);
  g_assert_cmpint (seedream_link_classify (damaged), ==, SEEDREAM_LINK_NONE);
  g_assert_cmpint (seedream_link_classify (base64), ==, SEEDREAM_LINK_INLINE);
  g_assert_cmpint (seedream_link_classify (uri), ==, SEEDREAM_LINK_INLINE);
  g_assert_cmpuint (g_bytes_get_size (bare), ==, 75);
  g_assert_true (g_bytes_equal (bare, bytes));
  g_assert_null (seedream_link_decode (plain));
  g_assert_null (seedream_link_decode ("data:"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/error/redact", test_redact);
  g_test_add_func ("/error/redact-long", test_redact_long);
  g_test_add_func ("/error/redact-cut-key", test_redact_cut_key);
  g_test_add_func ("/error/redact-reassembled-key", test_redact_reassembled_key);
  g_test_add_func ("/error/error", test_error);
  g_test_add_func ("/error/names", test_error_names);
  g_test_add_func ("/json/parse", test_json);
  g_test_add_func ("/json/halves", test_json_halves);
  g_test_add_func ("/json/damaged", test_json_damaged);
  g_test_add_func ("/json/members", test_json_members);
  g_test_add_func ("/links", test_links);
  return g_test_run ();
}
