/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Answers that are wrong in every way, to every provider that there is. Each begins as one that is documented: those are kept as
 * named files in the corpus of the provider's fuzz target, a line with the status before the body, and what they answer as the
 * first word of the name. */

#include <string.h>

#include "answer-sanity.h"
#include "job-fixture.h"
#include "provider-fixture.h"

typedef struct {
  char *name;
  guint status;
  char *body;
} Document;

static void
document_free (Document *self)
{
  g_free (self->name);
  g_free (self->body);
  g_free (self);
}

/* What was found by the fuzzer is named by a hash. */
static gboolean
is_named (const char *name)
{
  return strchr (name, '-') != NULL;
}

static Document *
document_load (const char *folder, const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autofree char *text = NULL;
  Document *self = g_new0 (Document, 1);
  char *body;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  self->name = g_strdup (name);
  self->status = g_ascii_strtoull (text, &body, 10);
  g_assert_cmpint (*body, ==, '\n');
  self->body = g_strdup (body + 1);
  return self;
}

/* The practice server and gateways speak Runpod's format. */
static GPtrArray *
load_documents (const char *id)
{
  gboolean like_runpod = g_str_equal (id, "practice") || g_str_equal (id, "gateway");
  g_autofree char *folder = g_build_filename (CORPUS, like_runpod ? "runpod" : id, NULL);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  GPtrArray *documents = g_ptr_array_new_with_free_func ((GDestroyNotify)document_free);
  const char *name;

  /* A provider without documented answers is not tested by anything here. */
  g_assert_nonnull (dir);
  while ((name = g_dir_read_name (dir)) != NULL)
    if (is_named (name))
      g_ptr_array_add (documents, document_load (folder, name));
  g_assert_cmpuint (documents->len, >, 0);
  return documents;
}

static gboolean
read_bytes (const char *id, AnswerKind kind, guint status, const void *data, gsize length, GError **error)
{
  g_autoptr (SeedreamProvider) provider = seedream_registry_describe (id);
  g_autoptr (GBytes) body = g_bytes_new (data, length);
  g_autoptr (SeedreamReply) reply = seedream_reply_new (status, "application/json", 0, body);

  return answer_sanity_read (provider, kind, reply, error);
}

static gboolean
read_text (const char *id, AnswerKind kind, guint status, const char *text, GError **error)
{
  return read_bytes (id, kind, status, text, strlen (text), error);
}

/* A key is as good as the status says, where the provider has no word of its own on it. */
static gboolean
is_asked (const char *id, AnswerKind kind)
{
  g_autoptr (SeedreamProvider) provider = seedream_registry_describe (id);

  return kind != ANSWER_TO_KEY_TEST && answer_sanity_is_asked (provider, kind);
}

static void
assert_malformed (const char *id, AnswerKind kind, const void *data, gsize length)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (read_bytes (id, kind, 200, data, length, &error));
  g_assert_error (error, SEEDREAM_ERROR, SEEDREAM_ERROR_MALFORMED);
  g_assert_cmpint (seedream_error_get_billed (error), ==,
                   kind == ANSWER_TO_UPLOAD ? SEEDREAM_BILLED_NO : SEEDREAM_BILLED_UNKNOWN);
}

/* Calls @function with every documented answer, taken for an answer to everything that the provider is asked. */
static void
for_each (const char *id, void (*function) (const char *id, AnswerKind kind, const Document *document))
{
  g_autoptr (GPtrArray) documents = load_documents (id);

  for (guint i = 0; i < documents->len; i++)
    for (AnswerKind kind = 0; kind < N_ANSWERS; kind++)
      if (is_asked (id, kind))
        function (id, kind, documents->pdata[i]);
}

static void
try_refusal (const char *id, AnswerKind kind, const Document *document)
{
  g_autoptr (GError) error = NULL;
  gboolean good = read_text (id, kind, document->status, document->body, &error);

  if (g_str_has_prefix (document->name, "refusal-"))
    g_assert_false (good);
}

static void
test_refusals (gconstpointer id)
{
  for_each (id, try_refusal);
}

/* Each status but success says no, whatever stands below it; only the id of a job that is known weighs more. Where the body has a
 * code of its own, that may leave open what was charged. */
static void
try_statuses (const char *id, AnswerKind kind, const Document *document)
{
  static const guint statuses[] = { 100, 304, 400, 401, 402, 403, 404, 413, 422, 429, 451, 500, 503, 504, 599 };

  for (guint i = 0; i < G_N_ELEMENTS (statuses); i++)
    {
      g_autoptr (GError) error = NULL;
      gboolean good = read_text (id, kind, statuses[i], document->body, &error);
      gboolean refused = statuses[i] >= 400 && statuses[i] < 500;
      gboolean own_code = g_str_has_prefix (document->name, "refusal-body");

      g_assert_true (!good || (kind == ANSWER_TO_SUBMIT && !refused));
      /* Words that tell of work that was done, or a code of its own, may make it unknown. */
      if (kind == ANSWER_TO_SUBMIT && refused && !own_code
          && !g_error_matches (error, SEEDREAM_ERROR, SEEDREAM_ERROR_REFUSED_CONTENT))
        g_assert_cmpint (seedream_error_get_billed (error), ==, SEEDREAM_BILLED_NO);
    }
}

static void
test_statuses (gconstpointer id)
{
  for_each (id, try_statuses);
}

/* The key test of a provider, by the status alone. */
static void
test_keys (gconstpointer id)
{
  static const guint statuses[] = { 302, 400, 401, 403, 429, 500 };
  g_autoptr (SeedreamProvider) provider = seedream_registry_describe (id);

  if (!answer_sanity_is_asked (provider, ANSWER_TO_KEY_TEST))
    return;
  for (guint i = 0; i < G_N_ELEMENTS (statuses); i++)
    g_assert_false (read_text (id, ANSWER_TO_KEY_TEST, statuses[i], "{\"code\":200,\"data\":1}", NULL));
}

/* As a chunked answer that ends at the edge of a chunk arrives: libsoup says nothing. */
static void
try_cuts (const char *id, AnswerKind kind, const Document *document)
{
  for (gsize length = 0; length < strlen (document->body); length++)
    g_assert_false (read_bytes (id, kind, 200, document->body, length, NULL));
}

static void
test_cuts (gconstpointer id)
{
  for_each (id, try_cuts);
}

static void
test_roots (gconstpointer id)
{
  static const char *const texts[] = { "",
                                       " ",
                                       "null",
                                       "7",
                                       "-0.5",
                                       "true",
                                       "\"text\"",
                                       "\"https://a/1\"",
                                       "https://a/1",
                                       "[]",
                                       "{}",
                                       "[null]",
                                       "[[{}]]",
                                       "{\"a\":[{}]}",
                                       "<html/>",
                                       "{\"id\":\"a\"} {}",
                                       "[],[]" };
  g_autofree char *deep = g_strnfill (10000, '[');
  g_autofree char *closing = g_strnfill (10000, ']');
  g_autofree char *closed = g_strconcat ("{\"data\":", deep, closing, "}", NULL);

  for (AnswerKind kind = 0; kind < N_ANSWERS; kind++)
    {
      if (!is_asked (id, kind))
        continue;
      for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
        assert_malformed (id, kind, texts[i], strlen (texts[i]));
      assert_malformed (id, kind, deep, strlen (deep));
      assert_malformed (id, kind, closed, strlen (closed));
      assert_malformed (id, kind, "{}\0{}", 5);
    }
}

static void
assert_same (const char *id, AnswerKind kind, const Document *document, const char *changed)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) expected = NULL;

  g_assert_cmpint (read_text (id, kind, document->status, changed, &error), ==,
                   read_text (id, kind, document->status, document->body, &expected));
  if (expected != NULL)
    g_assert_error (error, expected->domain, expected->code);
}

/* A mark in front and a letter in Latin-1 do no harm; two bytes a letter are not understood. */
static void
try_encodings (const char *id, AnswerKind kind, const Document *document)
{
  static const char *const encodings[] = { "UTF-16", "UTF-16LE", "UTF-16BE", "UTF-32", "IBM037" };
  g_autofree char *marked = g_strconcat ("\xef\xbb\xbf", document->body, NULL);
  g_autofree char *latin = NULL;
  g_autofree char *stray = g_strconcat ("{\xfc", document->body + MIN (1, strlen (document->body)), NULL);

  assert_same (id, kind, document, marked);
  if (!g_str_has_prefix (document->body, "{\""))
    return;
  latin = g_strconcat ("{\"letter\":\"\xfc\",", document->body + 1, NULL);
  assert_same (id, kind, document, latin);
  assert_malformed (id, kind, stray, strlen (stray));
  for (guint i = 0; i < G_N_ELEMENTS (encodings); i++)
    {
      gsize length;
      g_autofree char *text = g_convert (document->body, -1, encodings[i], "UTF-8", NULL, &length, NULL);

      g_assert_nonnull (text);
      assert_malformed (id, kind, text, length);
    }
}

static void
test_encodings (gconstpointer id)
{
  for_each (id, try_encodings);
}

/* What is put in the place of each value, or beside it under the same name. */
static const char *const values[] = {
  "null",
  "true",
  "7",
  "-1",
  "-0.03",
  "1e308",
  "9223372036854775807",
  "\"\"",
  "\"7\"",
  "\"-1\"",
  "\"NaN\"",
  "\"Infinity\"",
  "\"1e999\"",
  "\"text\"",
  "[]",
  "{}",
  "[[]]",
  "[null,null]",
  "{\"url\":null}",
  "{\"url\":{\"url\":[7]}}",
  "\"a/b\"",
  "\"../../a\"",
  "\"a?b#c\"",
  "\"a\\u0000b\"",
  "\"a\\r\\nX-Evil: 1\"",
  "\"a\\u001b[31m\"",
  "\"\\ud800\"",
  "\"file:///etc/passwd\"",
  "\"javascript:alert(1)\"",
  "\"ftp://a/b\"",
  "\"http://192.0.2.1/a\"",
  "\"//a/b\"",
  "\"https://\"",
  "\"https://user:pass@a/b\"",
  "\"data:,x\"",
  "\"data:image/png;base64,!\"",
  "[\"file:///a\",\"javascript:b\"]",
  "[{\"url\":\"ftp://a/b\"}]",
  "\"{\\\"resultUrls\\\":[\\\"file:///a\\\"]}\"",
  "\"{\\\"resultUrls\\\":{}}\"",
  "\"[[[[[[[[\"",
  "NaN",
  "-Infinity",
};

typedef struct {
  GString *text;
  const char *value;
  gboolean beside;
  guint target;
  guint position;
} Change;

static void write_node (Change *self, JsonNode *node);

static void
write_member (JsonObject *object, const char *name, JsonNode *node, gpointer data)
{
  Change *self = data;
  gboolean beside = self->beside && self->position == self->target;

  if (self->text->str[self->text->len - 1] != '{')
    g_string_append_c (self->text, ',');
  g_string_append_printf (self->text, "\"%s\":", name);
  if (beside)
    self->position++;
  write_node (self, node);
  if (beside)
    g_string_append_printf (self->text, ",\"%s\":%s", name, self->value);
}

static void
write_element (JsonArray *array, guint index, JsonNode *node, gpointer data)
{
  Change *self = data;

  if (index > 0)
    g_string_append_c (self->text, ',');
  write_node (self, node);
}

static void
write_node (Change *self, JsonNode *node)
{
  g_autofree char *plain = NULL;

  if (self->position++ == self->target)
    g_string_append (self->text, self->value);
  else if (JSON_NODE_HOLDS_OBJECT (node))
    {
      g_string_append_c (self->text, '{');
      json_object_foreach_member (json_node_get_object (node), write_member, self);
      g_string_append_c (self->text, '}');
    }
  else if (JSON_NODE_HOLDS_ARRAY (node))
    {
      g_string_append_c (self->text, '[');
      json_array_foreach_element (json_node_get_array (node), write_element, self);
      g_string_append_c (self->text, ']');
    }
  else
    g_string_append (self->text, plain = json_to_string (node, FALSE));
}

/* Returns %NULL when there are no more values in @root. */
static char *
change (JsonNode *root, guint target, const char *value, gboolean beside)
{
  Change self = { .text = g_string_new (NULL), .value = value, .beside = beside, .target = target };

  write_node (&self, root);
  return g_string_free (self.text, self.position <= target);
}

/* Answers that say no may be the answer to anything. */
static gboolean
is_answer_to (const Document *document, AnswerKind kind)
{
  static const char *const words[] = { "submit-", "poll-", "upload-", "key-" };

  return g_str_has_prefix (document->name, words[kind]) || g_str_has_prefix (document->name, "refusal-");
}

static void
change_each (const char *id, AnswerKind kind, const Document *document, const char *value, gboolean beside)
{
  g_autoptr (JsonNode) root = json_from_string (document->body, NULL);

  for (guint target = 0; root != NULL; target++)
    {
      g_autofree char *text = change (root, target, value, beside);

      if (text == NULL)
        return;
      read_text (id, kind, document->status, text, NULL);
    }
}

static void
try_values (const char *id, AnswerKind kind, const Document *document)
{
  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    for (guint beside = 0; beside < 2 && is_answer_to (document, kind); beside++)
      change_each (id, kind, document, values[i], beside);
}

static void
test_values (gconstpointer id)
{
  for_each (id, try_values);
}

static char *
make_list (const char *format)
{
  GString *text = g_string_new ("[");

  for (guint i = 0; i < 100; i++)
    {
      g_autofree char *link = g_strdup_printf ("https://a/%u", i);
      g_auto (GStrv) parts = g_strsplit (format, "LINK", 2);

      g_string_append_printf (text, "%s%s%s%s", i > 0 ? "," : "", parts[0], link, parts[1]);
    }
  g_string_append_c (text, ']');
  return g_string_free (text, FALSE);
}

/* A megabyte in the place of an id, and a hundred results in the place of one: what is kept of them has bounds. */
static void
try_amounts (const char *id, AnswerKind kind, const Document *document)
{
  g_autofree char *letters = g_strnfill (1000 * 1000, 'a');
  g_autofree char *megabyte = g_strdup_printf ("\"%s\"", letters);
  g_autofree char *link = g_strdup_printf ("\"https://a/%.10000s\"", letters);
  g_autofree char *links = make_list ("\"LINK\"");
  g_autofree char *objects = make_list ("{\"url\":\"LINK\",\"b64_json\":\"LINK\"}");

  change_each (id, kind, document, link, FALSE);
  change_each (id, kind, document, links, FALSE);
  change_each (id, kind, document, objects, FALSE);
  if (is_answer_to (document, kind) && document->status == 200)
    change_each (id, kind, document, megabyte, FALSE);
}

static void
test_amounts (gconstpointer id)
{
  for_each (id, try_amounts);
}

/* All that is taken of a hundred is paid for, so all of it is fetched and kept. */
static void
test_hundred_results (JobFixture *self, gconstpointer data)
{
  g_autofree char *list = make_list ("\"LINK\"");
  g_auto (GStrv) parts = g_strsplit (list, "https://a", -1);
  g_autofree char *links = g_strjoinv ("{URL}", parts);
  g_autofree char *body
      = g_strdup_printf ("{\"id\":\"job-1\",\"status\":\"COMPLETED\",\"output\":{\"images\":%s}}", links);
  g_autofree char *lines = NULL;
  g_autofree char *note = NULL;
  SeedreamDelivery delivery;

  loopback_server_answer (self->server, RUN, -1, 200, NULL, body);
  loopback_server_answer (self->server, "GET /", -1, 200, NULL, PICTURE);
  job_fixture_prepare (self);
  g_assert_true (job_fixture_run (self));
  job_fixture_assert (self, SEEDREAM_JOB_DONE, -1, 0);
  g_assert_cmpuint (seedream_job_get_n_results (self->job), ==, 16);
  lines = test_ledger_dup_lines (self->ledger);
  g_assert_nonnull (strstr (lines, "store 0\n"));
  g_assert_nonnull (strstr (lines, "store 15\n"));
  g_assert_null (strstr (lines, "store 16\n"));
  seedream_delivery_count (&delivery, self->job);
  note = seedream_delivery_describe (&delivery);
  g_assert_cmpstr (note, ==, "The provider delivered 100 results where 1 was asked for; the first 16 were kept.");
}

/* Begins an answer that is chunked, and breaks it off behind the first chunk. */
static void
script_cut (JobFixture *self, const char *match, int times, const char *chunk)
{
  g_autofree char *raw = g_strdup_printf ("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n%x\r\n%s\r\n",
                                          (guint)strlen (chunk), chunk);

  loopback_server_script (self->server, match, times, LOOPBACK_ANSWERS, raw, -1);
}

static void
test_cut_submit (JobFixture *self, gconstpointer data)
{
  script_cut (self, RUN, -1, "{\"id\":\"job-1\",\"status\":\"IN_QUEUE\"");
  job_fixture_prepare (self);
  g_assert_false (job_fixture_run (self));
  job_fixture_assert (self, SEEDREAM_JOB_UNKNOWN, SEEDREAM_ERROR_UNKNOWN_OUTCOME, SEEDREAM_BILLED_UNKNOWN);
  g_assert_cmpuint (loopback_server_count (self->server, RUN), ==, 1);
}

static void
test_cut_poll (JobFixture *self, gconstpointer data)
{
  job_fixture_script_submit (self);
  script_cut (self, STATUS, 2, "{\"id\":\"job-1\",\"status\":\"FAILED\"");
  job_fixture_script_finish (self);
  job_fixture_prepare (self);
  g_assert_true (job_fixture_run (self));
  job_fixture_assert (self, SEEDREAM_JOB_DONE, -1, 0);
  g_assert_cmpuint (loopback_server_count (self->server, STATUS), ==, 3);
}

static void
test_cut_upload (JobFixture *self, gconstpointer data)
{
  script_cut (self, "POST /api/v1/model/uploadMedia ", -1, "{\"data\":{\"download_url\":\"https://storage/a.png\"}");
  job_fixture_use (self, "atlascloud");
  job_fixture_prepare (self);
  g_assert_false (job_fixture_run (self));
  job_fixture_assert (self, SEEDREAM_JOB_FAILED, SEEDREAM_ERROR_MALFORMED, SEEDREAM_BILLED_NO);
  g_assert_cmpuint (loopback_server_count (self->server, "POST /api/v1/model/generateImage "), ==, 0);
}

/* The ledger, which looks whether it is a whole picture, is what catches this one; then it is fetched again. */
static void
test_cut_download (JobFixture *self, gconstpointer data)
{
  job_fixture_script_submit (self);
  script_cut (self, "GET /result.png", 1, "PICT");
  job_fixture_script_finish (self);
  job_fixture_prepare (self);
  g_assert_true (job_fixture_run (self));
  job_fixture_assert (self, SEEDREAM_JOB_DONE, -1, 0);
  g_assert_cmpuint (loopback_server_count (self->server, "GET /result.png"), ==, 2);
  g_assert_cmpuint (loopback_server_count (self->server, RUN), ==, 1);
}

/* A result that lies where nothing secure leads to is not fetched, and has been paid for. */
static void
test_insecure_result (JobFixture *self, gconstpointer data)
{
  loopback_server_answer (self->server, RUN, -1, 200, NULL,
                          "{\"id\":\"job-1\",\"status\":\"COMPLETED\",\"output\":{\"result\":\"http://192.0.2.1/a\"}}");
  job_fixture_prepare (self);
  g_assert_false (job_fixture_run (self));
  job_fixture_assert (self, SEEDREAM_JOB_FAILED, SEEDREAM_ERROR_INSECURE, SEEDREAM_BILLED_YES);
}

static void
add (const char *id, const char *name, void (*test) (gconstpointer))
{
  g_autofree char *path = g_strdup_printf ("/hostile/%s/%s", id, name);

  g_test_add_data_func (path, id, test);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (const char *const *id = seedream_registry_get_ids (); *id != NULL; id++)
    {
      add (*id, "refusals", test_refusals);
      add (*id, "statuses", test_statuses);
      add (*id, "keys", test_keys);
      add (*id, "cuts", test_cuts);
      add (*id, "roots", test_roots);
      add (*id, "encodings", test_encodings);
      add (*id, "values", test_values);
      add (*id, "amounts", test_amounts);
    }
#define ADD(path, test) g_test_add (path, JobFixture, NULL, job_fixture_set_up, test, job_fixture_tear_down)
  ADD ("/hostile/job/hundred-results", test_hundred_results);
  ADD ("/hostile/job/cut-submit", test_cut_submit);
  ADD ("/hostile/job/cut-poll", test_cut_poll);
  ADD ("/hostile/job/cut-upload", test_cut_upload);
  ADD ("/hostile/job/cut-download", test_cut_download);
  ADD ("/hostile/job/insecure-result", test_insecure_result);
  return g_test_run ();
}
