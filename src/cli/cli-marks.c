/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cli-marks.h"

#include <glib/gi18n-lib.h>

#include "cli-exit.h"

/* No more than could be a drawing is taken, of whatever the name leads to. */
static char *
read_text (const char *name, GCancellable *cancellable, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (name);
  g_autoptr (GFileInputStream) stream = g_file_read (file, cancellable, error);
  g_autofree char *text = g_malloc0 (PENTIMENTO_MARKS_MOST_BYTES + 2);
  gsize length;

  if (stream == NULL
      || !g_input_stream_read_all (G_INPUT_STREAM (stream), text, PENTIMENTO_MARKS_MOST_BYTES + 1, &length, cancellable,
                                   error))
    return NULL;
  return g_steal_pointer (&text);
}

gboolean
cli_marks_apply (const char *name, PentimentoDocument *document, GCancellable *cancellable, GError **error)
{
  g_autofree char *text = NULL;
  g_autoptr (PentimentoMarks) marks = NULL;
  g_autoptr (GError) problem = NULL;

  if (name == NULL)
    return TRUE;
  text = read_text (name, cancellable, &problem);
  if (text != NULL)
    marks = pentimento_marks_new_from_string (text, &problem);
  if (marks != NULL)
    pentimento_marking_set_marks (pentimento_document_get_marking (document), marks);
  else
    /* Translators: the name of a file, what is wrong with it */
    g_set_error (error, CLI_ERROR, CLI_EXIT_INPUT, _ ("The drawing in “%s” cannot be used: %s"), name,
                 problem->message);
  return marks != NULL;
}
