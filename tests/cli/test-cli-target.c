/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The names of several results, which no provider of today can be asked for. */

#include <glib/gstdio.h>

#include "cli-exit.h"
#include "cli-target.h"

static void
assert_name (const char *out, guint position, const char *expected)
{
  g_autofree char *name = cli_target_name (out, position);

  g_assert_cmpstr (name, ==, expected);
}

static void
test_names (void)
{
  assert_name ("out.png", 0, "out.png");
  assert_name ("out.png", 1, "out-2.png");
  assert_name ("out.png", 9, "out-10.png");
  assert_name ("a.b/out.v1.jpg", 2, "a.b/out.v1-3.jpg");
  assert_name ("a.b/out", 1, "a.b/out-2");
  assert_name ("/tmp/größe.webp", 1, "/tmp/größe-2.webp");
}

static void
test_every_name_has_to_be_free (void)
{
  g_autofree char *folder = g_dir_make_tmp ("pentimento-cli-XXXXXX", NULL);
  g_autofree char *out = g_build_filename (folder, "out.png", NULL);
  g_autofree char *third = g_build_filename (folder, "out-3.png", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (third, "mine", -1, NULL));
  g_assert_true (cli_target_check (out, 2, FALSE, &error));
  g_assert_no_error (error);
  g_assert_true (cli_target_check (out, 3, TRUE, &error));
  g_assert_no_error (error);
  g_assert_false (cli_target_check (out, 3, FALSE, &error));
  g_assert_error (error, CLI_ERROR, CLI_EXIT_USAGE);
  g_assert_nonnull (strstr (error->message, "out-3.png"));
  g_remove (third);
  g_rmdir (folder);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cli/target/names", test_names);
  g_test_add_func ("/cli/target/every-name-has-to-be-free", test_every_name_has_to_be_free);
  return g_test_run ();
}
