/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The reference pictures, and the places that a template has for them. */

#include <glib/gi18n-lib.h>

#include "pentimento-document-private.h"

/* The edited picture is number 1. */
#define FIRST_NUMBER 2

static guint
n_references (PentimentoDocument *self)
{
  return g_list_model_get_n_items (G_LIST_MODEL (self->references));
}

guint
pentimento_document_get_number (PentimentoDocument *self, guint position)
{
  return position < self->numbers->len ? g_array_index (self->numbers, guint, position) : 0;
}

guint
pentimento_document_get_n_places (PentimentoDocument *self)
{
  return self->roles->len;
}

const char *
pentimento_document_get_role (PentimentoDocument *self, guint number)
{
  return number >= 1 && number <= self->roles->len ? self->roles->pdata[number - 1] : NULL;
}

/* Where a picture of that number is, or would be. */
static guint
find_position (PentimentoDocument *self, guint number)
{
  guint position = 0;

  while (position < self->numbers->len && g_array_index (self->numbers, guint, position) < number)
    position++;
  return position;
}

static gboolean
is_taken (PentimentoDocument *self, guint number)
{
  return pentimento_document_get_number (self, find_position (self, number)) == number;
}

static guint
find_free_number (PentimentoDocument *self)
{
  guint number = FIRST_NUMBER;

  while (is_taken (self, number))
    number++;
  return number;
}

/* Behind the places there are no gaps. */
static void
close_gaps (PentimentoDocument *self)
{
  guint next = FIRST_NUMBER;

  for (guint i = 0; i < self->numbers->len; i++)
    {
      guint *number = &g_array_index (self->numbers, guint, i);

      if (*number > self->roles->len)
        *number = MAX (next, self->roles->len + 1);
      next = *number + 1;
    }
}

gboolean
pentimento_document_place_reference (PentimentoDocument *self, guint number, PentimentoImage *image, GError **error)
{
  guint position = find_position (self, number);

  g_return_val_if_fail (number >= FIRST_NUMBER, FALSE);
  if (is_taken (self, number))
    {
      g_list_store_splice (self->references, position, 1, (gpointer *)&image, 1);
      return TRUE;
    }
  if (number > PENTIMENTO_DOCUMENT_MAX_PICTURES)
    {
      g_set_error (error, PENTIMENTO_DOCUMENT_ERROR, PENTIMENTO_DOCUMENT_ERROR_TOO_MANY,
                   _ ("At most %d pictures go into one edit, the edited one included. “%s” was not added."),
                   PENTIMENTO_DOCUMENT_MAX_PICTURES, pentimento_image_get_name (image));
      return FALSE;
    }
  g_array_insert_val (self->numbers, position, number);
  close_gaps (self);
  g_list_store_insert (self->references, position, image);
  return TRUE;
}

gboolean
pentimento_document_add_reference (PentimentoDocument *self, PentimentoImage *image, GError **error)
{
  return pentimento_document_place_reference (self, find_free_number (self), image, error);
}

void
pentimento_document_remove_reference (PentimentoDocument *self, guint position)
{
  if (position >= n_references (self))
    return;
  g_array_remove_index (self->numbers, position);
  close_gaps (self);
  g_list_store_remove (self->references, position);
}

void
pentimento_document_move_reference (PentimentoDocument *self, guint from, guint to)
{
  g_autoptr (PentimentoImage) image = NULL;

  if (from == to || from >= n_references (self) || to >= n_references (self))
    return;
  image = g_list_model_get_item (G_LIST_MODEL (self->references), from);
  g_list_store_remove (self->references, from);
  g_list_store_insert (self->references, to, image);
}

void
pentimento_document_move_to_place (PentimentoDocument *self, guint from, guint number)
{
  g_autoptr (PentimentoImage) image = g_list_model_get_item (G_LIST_MODEL (self->references), from);

  if (image == NULL || number < FIRST_NUMBER || number > self->roles->len || is_taken (self, number))
    return;
  pentimento_document_remove_reference (self, from);
  pentimento_document_place_reference (self, number, image, NULL);
}

/* One order over all that is set up: references belong to the steps. What is done to them in one go is one step. */

static PentimentoReferenceList *
list_references (PentimentoDocument *self)
{
  return pentimento_reference_list_new (G_LIST_MODEL (self->references), (const guint *)self->numbers->data);
}

void
pentimento_document_note_references (PentimentoDocument *self)
{
  g_autoptr (PentimentoReferenceList) references = NULL;

  if (self->note_id == 0)
    return;
  g_clear_handle_id (&self->note_id, g_source_remove);
  references = list_references (self);
  pentimento_marking_set_references (self->marking, references);
}

static gboolean
note (gpointer user_data)
{
  pentimento_document_note_references (user_data);
  return G_SOURCE_REMOVE;
}

void
pentimento_document_references_changed (PentimentoDocument *self)
{
  if (!self->follows_steps && self->note_id == 0)
    self->note_id = g_idle_add (note, self);
  pentimento_document_notify_request (self);
}

void
pentimento_document_turn_marking (PentimentoDocument *self, const char *id)
{
  g_autoptr (PentimentoReferenceList) references = NULL;

  pentimento_document_note_references (self);
  references = list_references (self);
  pentimento_marking_show (self->marking, id, references);
}

void
pentimento_document_follow_steps (PentimentoDocument *self)
{
  PentimentoReferenceList *wanted = pentimento_marking_get_references (self->marking);
  g_autoptr (PentimentoReferenceList) present = list_references (self);

  if (wanted == NULL || self->note_id != 0 || pentimento_reference_list_equal (wanted, present))
    return;
  self->follows_steps = TRUE;
  while (n_references (self) > 0)
    pentimento_document_remove_reference (self, n_references (self) - 1);
  for (guint i = 0; i < pentimento_reference_list_get_n (wanted); i++)
    {
      guint number;
      PentimentoImage *image = pentimento_reference_list_get (wanted, i, &number);

      pentimento_document_place_reference (self, number, image, NULL);
    }
  self->follows_steps = FALSE;
}

/* Templates */

PentimentoTemplate *
pentimento_document_get_template (PentimentoDocument *self)
{
  return self->template;
}

void
pentimento_document_set_template (PentimentoDocument *self, PentimentoTemplate *template)
{
  if (template == NULL && self->template == NULL)
    return;
  g_set_object (&self->template, template);
  g_ptr_array_set_size (self->roles, 0);
  close_gaps (self);
  if (template != NULL)
    {
      for (const char *const *role = pentimento_template_get_pictures (template); *role != NULL; role++)
        g_ptr_array_add (self->roles, g_strdup (*role));
      g_object_set (self, "operation", (int)pentimento_template_get_operation (template), NULL);
    }
  pentimento_document_notify_template (self);
}

void
pentimento_document_remove_place (PentimentoDocument *self, guint number)
{
  if (number < FIRST_NUMBER || number > self->roles->len || is_taken (self, number))
    return;
  g_ptr_array_remove_index (self->roles, number - 1);
  for (guint i = find_position (self, number); i < self->numbers->len; i++)
    g_array_index (self->numbers, guint, i)--;
  pentimento_document_notify_template (self);
}

static GError *
find_missing_picture (PentimentoDocument *self)
{
  guint last = pentimento_document_get_number (self, self->numbers->len - 1);

  for (guint number = FIRST_NUMBER; number <= self->roles->len; number++)
    {
      const char *role = pentimento_document_get_role (self, number);

      if (is_taken (self, number))
        continue;
      if (pentimento_template_prompt_names (self->prompt, number))
        /* Translators: the number of a picture, what it is for, such as “Garment” */
        return g_error_new (PENTIMENTO_DOCUMENT_ERROR, PENTIMENTO_DOCUMENT_ERROR_UNFILLED,
                            _ ("The prompt speaks of picture %u (%s): add it."), number, role);
      if (self->numbers->len > 0 && number < last)
        /* Translators: the number of a picture, what it is for, such as “Garment” */
        return g_error_new (PENTIMENTO_DOCUMENT_ERROR, PENTIMENTO_DOCUMENT_ERROR_UNFILLED,
                            _ ("Picture %u (%s) is missing before others: add it, or take its place away."), number,
                            role);
    }
  return NULL;
}

GError *
pentimento_document_find_gap (PentimentoDocument *self)
{
  const PentimentoTemplateVariable *variable
      = self->template != NULL ? pentimento_template_find_unfilled (self->template, self->prompt) : NULL;

  if (variable != NULL)
    /* Translators: a word in the prompt such as “garment”, what is asked for, such as “Garment” */
    return g_error_new (PENTIMENTO_DOCUMENT_ERROR, PENTIMENTO_DOCUMENT_ERROR_UNFILLED,
                        _ ("Replace {%s} (%s) in the prompt."), variable->name, variable->label);
  return self->operation == SEEDREAM_OPERATION_EDIT ? find_missing_picture (self) : NULL;
}
