/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "pentimento-marks.h"

#include "mark-paint.h"
#include "mark-text.h"
#include "pentimento-image-error.h"
#include "recipe-parameters.h"

#include <glib/gi18n-lib.h>
#include <string.h>

struct _PentimentoMarks {
  gatomicrefcount references;
  GPtrArray *marks;
  char *text;
};

G_DEFINE_BOXED_TYPE (PentimentoMarks, pentimento_marks, pentimento_marks_ref, pentimento_marks_unref)

PentimentoMarks *
pentimento_marks_ref (PentimentoMarks *self)
{
  g_atomic_ref_count_inc (&self->references);
  return self;
}

void
pentimento_marks_unref (PentimentoMarks *self)
{
  if (!g_atomic_ref_count_dec (&self->references))
    return;
  g_ptr_array_unref (self->marks);
  g_free (self->text);
  g_free (self);
}

static char *
write_marks (GPtrArray *marks)
{
  GString *text = g_string_new ("[");

  for (guint i = 0; i < marks->len; i++)
    {
      g_string_append (text, i > 0 ? ",{" : "{");
      mark_write (marks->pdata[i], text);
      g_string_append_c (text, '}');
    }
  g_string_append_c (text, ']');
  return g_string_free (text, FALSE);
}

/* @marks: (transfer full) */
static PentimentoMarks *
new_of (GPtrArray *marks, GError **error)
{
  g_autofree char *text = write_marks (marks);
  PentimentoMarks *self;

  if (strlen (text) > PENTIMENTO_MARKS_MOST_BYTES)
    {
      g_ptr_array_unref (marks);
      g_set_error_literal (error, PENTIMENTO_IMAGE_ERROR, PENTIMENTO_IMAGE_ERROR_CHANGE,
                           _ ("That is more than can be drawn on one picture. Remove something first."));
      return NULL;
    }
  self = g_new0 (PentimentoMarks, 1);
  g_atomic_ref_count_init (&self->references);
  self->marks = marks;
  self->text = g_steal_pointer (&text);
  return self;
}

static gpointer
copy_mark (gconstpointer mark, gpointer user_data)
{
  return pentimento_mark_ref ((PentimentoMark *)mark);
}

static GPtrArray *
copy_marks (PentimentoMarks *self)
{
  GPtrArray *marks = self != NULL ? g_ptr_array_copy (self->marks, copy_mark, NULL) : g_ptr_array_new ();

  g_ptr_array_set_free_func (marks, (GDestroyNotify)pentimento_mark_unref);
  return marks;
}

guint
pentimento_marks_get_n (PentimentoMarks *self)
{
  return self->marks->len;
}

PentimentoMark *
pentimento_marks_get (PentimentoMarks *self, guint position)
{
  g_return_val_if_fail (position < self->marks->len, NULL);

  return self->marks->pdata[position];
}

PentimentoMarks *
pentimento_marks_append (PentimentoMarks *self, PentimentoMark *mark, GError **error)
{
  GPtrArray *marks = copy_marks (self);

  g_ptr_array_add (marks, pentimento_mark_ref (mark));
  return new_of (marks, error);
}

PentimentoMarks *
pentimento_marks_replace (PentimentoMarks *self, guint position, PentimentoMark *mark, GError **error)
{
  GPtrArray *marks;

  g_return_val_if_fail (position < self->marks->len, NULL);

  marks = copy_marks (self);
  pentimento_mark_unref (marks->pdata[position]);
  marks->pdata[position] = pentimento_mark_ref (mark);
  return new_of (marks, error);
}

PentimentoMarks *
pentimento_marks_remove (PentimentoMarks *self, guint position)
{
  GPtrArray *marks;

  g_return_val_if_fail (position < self->marks->len, NULL);

  if (self->marks->len == 1)
    return NULL;
  marks = copy_marks (self);
  g_ptr_array_remove_index (marks, position);
  return new_of (marks, NULL);
}

int
pentimento_marks_find (PentimentoMarks *self, double x, double y, double slack)
{
  int position = (int)self->marks->len - 1;

  while (position >= 0 && !pentimento_mark_is_at (self->marks->pdata[position], x, y, slack))
    position--;
  return position;
}

gboolean
pentimento_marks_equal (PentimentoMarks *self, PentimentoMarks *other)
{
  return self == other || (self != NULL && other != NULL && g_str_equal (self->text, other->text));
}

/* Text, which may be anything */

static PentimentoMark *
read_mark (JsonNode *node)
{
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  g_autoptr (GList) members = object != NULL ? json_object_get_members (object) : NULL;

  for (GList *member = members; member != NULL; member = member->next)
    if (!g_strv_contains (mark_parameters, member->data))
      return NULL;
  return object != NULL ? mark_read (object) : NULL;
}

static GPtrArray *
read_marks (const char *text)
{
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  g_autoptr (GPtrArray) marks = copy_marks (NULL);
  JsonNode *root;
  JsonArray *array;

  if (strlen (text) > PENTIMENTO_MARKS_MOST_BYTES || recipe_nests_deeply (text)
      || !json_parser_load_from_data (parser, text, -1, NULL))
    return NULL;
  root = json_parser_get_root (parser);
  array = root != NULL && JSON_NODE_HOLDS_ARRAY (root) ? json_node_get_array (root) : NULL;
  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      PentimentoMark *mark = read_mark (json_array_get_element (array, i));

      if (mark == NULL)
        return NULL;
      g_ptr_array_add (marks, mark);
    }
  return marks->len > 0 ? g_steal_pointer (&marks) : NULL;
}

PentimentoMarks *
pentimento_marks_new_from_string (const char *text, GError **error)
{
  GPtrArray *marks;

  g_return_val_if_fail (text != NULL, NULL);

  marks = read_marks (text);
  if (marks != NULL)
    return new_of (marks, error);
  g_set_error_literal (error, PENTIMENTO_IMAGE_ERROR, PENTIMENTO_IMAGE_ERROR_RECIPE,
                       _ ("This is not a drawing that Pentimento can read."));
  return NULL;
}

const char *
pentimento_marks_to_string (PentimentoMarks *self)
{
  return self->text;
}

void
pentimento_marks_paint (PentimentoMarks *self, cairo_t *cr)
{
  for (guint i = 0; i < self->marks->len; i++)
    mark_paint (self->marks->pdata[i], cr);
}
