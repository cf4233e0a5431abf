/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "pentimento-sandbox.h"
#include "sandbox-fault.h"

static void
assert_refused (const char *words, const char *wrong_word)
{
  g_autoptr (GError) error = NULL;
  SandboxFault *fault = sandbox_fault_parse (words, &error);

  g_assert_null (fault);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT);
  g_assert_nonnull (strstr (error->message, wrong_word));
}

static SandboxFault *
parse (const char *words)
{
  g_autoptr (GError) error = NULL;
  SandboxFault *fault = sandbox_fault_parse (words, &error);

  g_assert_no_error (error);
  return fault;
}

static void
test_numbers (void)
{
  g_autoptr (SandboxFault) tint = parse ("tint:1:-2:255");
  g_autoptr (SandboxFault) size = parse ("size:640x480");
  g_autoptr (SandboxFault) status = parse ("status:429, at=poll, retry=3");

  g_assert_cmpint (tint->numbers[0], ==, 1);
  g_assert_cmpint (tint->numbers[1], ==, -2);
  g_assert_cmpint (tint->numbers[2], ==, 255);
  g_assert_cmpint (size->numbers[0], ==, 640);
  g_assert_cmpint (size->numbers[1], ==, 480);
  g_assert_cmpint (status->numbers[0], ==, 429);
  g_assert_cmpint (status->points, ==, SANDBOX_AT_POLL);
  g_assert_cmpuint (status->retry_after, ==, 3);
}

static void
test_texts (void)
{
  g_autoptr (SandboxFault) redirect = parse ("redirect:http://127.0.0.1:8/x");
  g_autoptr (SandboxFault) fail = parse ("fail:it broke: badly");
  g_autoptr (SandboxFault) plain = parse ("fail");

  g_assert_cmpstr (redirect->text, ==, "http://127.0.0.1:8/x");
  g_assert_cmpstr (fail->text, ==, "it broke: badly");
  g_assert_null (plain->text);
}

static void
test_places (void)
{
  g_autoptr (SandboxFault) cut = parse ("cut");
  g_autoptr (SandboxFault) half = parse ("half");
  g_autoptr (SandboxFault) any = parse ("stall,at=any");
  g_autoptr (SandboxFault) empty = parse ("empty,at=submit");

  g_assert_cmpint (cut->points, ==, SANDBOX_AT_SUBMIT);
  g_assert_cmpint (half->points, ==, SANDBOX_AT_RESULT);
  g_assert_cmpint (any->points & SANDBOX_AT_HEALTH, !=, 0);
  g_assert_cmpint (any->points & SANDBOX_AT_JOB, ==, 0);
  g_assert_cmpint (empty->points, ==, SANDBOX_AT_JOB);
}

static void
test_bad_words (void)
{
  assert_refused ("", "“”");
  assert_refused ("explode", "explode");
  assert_refused ("delay", "delay");
  assert_refused ("delay:soon", "delay:soon");
  assert_refused ("delay:-1", "delay:-1");
  assert_refused ("status:42", "status:42");
  assert_refused ("cut:1", "cut:1");
  assert_refused ("tint:1:2", "tint:1:2");
  assert_refused ("size:1x1", "size:1x1");
  assert_refused ("spelling:other", "spelling:other");
  assert_refused ("redirect", "redirect");
  assert_refused ("redirect:not an address", "redirect:not an address");
  assert_refused ("cut,at=moon", "at=moon");
  assert_refused ("cut,at=job", "at=job");
  assert_refused ("empty,at=poll", "at=poll");
  assert_refused ("cut,times=0", "times=0");
  assert_refused ("cut,after=x", "after=x");
  assert_refused ("cut,retry=1", "retry=1");
  assert_refused ("cut,fail", "fail");
}

static gboolean
strikes (SandboxFaults *faults, SandboxPoint point, SandboxFaultKind kinds)
{
  g_autoptr (SandboxFault) fault = NULL;

  return (fault = sandbox_faults_take (faults, point, kinds)) != NULL;
}

static void
test_counting (void)
{
  SandboxFaults *faults = sandbox_faults_new ();

  g_assert_true (sandbox_faults_add (faults, "cut,at=poll,after=2,times=2", NULL));
  g_assert_false (strikes (faults, SANDBOX_AT_SUBMIT, SANDBOX_FAULT_CUT));
  g_assert_false (strikes (faults, SANDBOX_AT_POLL, SANDBOX_FAULT_LOSE));
  for (int i = 0; i < 7; i++)
    g_assert_cmpint (strikes (faults, SANDBOX_AT_POLL, SANDBOX_FAULT_CUT), ==, i == 2 || i == 3);
  sandbox_faults_free (faults);
}

static void
test_order (void)
{
  SandboxFaults *faults = sandbox_faults_new ();
  g_autoptr (SandboxFault) first = NULL;
  g_autoptr (SandboxFault) second = NULL;

  g_assert_true (sandbox_faults_add (faults, "status:500,times=1", NULL));
  g_assert_true (sandbox_faults_add (faults, "status:429", NULL));
  first = sandbox_faults_take (faults, SANDBOX_AT_SUBMIT, SANDBOX_FAULTS_INSTEAD);
  second = sandbox_faults_take (faults, SANDBOX_AT_SUBMIT, SANDBOX_FAULTS_INSTEAD);
  g_assert_cmpint (first->numbers[0], ==, 500);
  g_assert_cmpint (second->numbers[0], ==, 429);
  sandbox_faults_free (faults);
}

static void
test_help (void)
{
  static const char *const words[]
      = { "delay:MS",  "status:CODE",  "html",    "cut",   "lose",     "half",     "chunked-cut", "garbage",
          "stall",     "never-finish", "fail",    "empty", "refuse",   "huge",     "bomb",        "wrong-type",
          "redirect",  "not-found",    "shift",   "tint",  "spelling", "size:WxH", "fewer:N",     "partial",
          "hidden:MS", "expire:MS",    "blocked", "at=",   "times=",   "after=",   "retry=" };

  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    g_assert_nonnull (strstr (pentimento_sandbox_get_fault_help (), words[i]));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/fault/numbers", test_numbers);
  g_test_add_func ("/fault/texts", test_texts);
  g_test_add_func ("/fault/places", test_places);
  g_test_add_func ("/fault/bad-words", test_bad_words);
  g_test_add_func ("/fault/counting", test_counting);
  g_test_add_func ("/fault/order", test_order);
  g_test_add_func ("/fault/help", test_help);
  return g_test_run ();
}
