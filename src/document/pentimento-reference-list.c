/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "pentimento-reference-list.h"

struct _PentimentoReferenceList {
  GPtrArray *images;
  GArray *numbers;
};

PentimentoReferenceList *
pentimento_reference_list_new (GListModel *images, const guint *numbers)
{
  PentimentoReferenceList *self = g_rc_box_new (PentimentoReferenceList);
  guint n_images = g_list_model_get_n_items (images);

  self->images = g_ptr_array_new_with_free_func (g_object_unref);
  self->numbers = g_array_new (FALSE, FALSE, sizeof (guint));
  g_array_append_vals (self->numbers, numbers, n_images);
  for (guint i = 0; i < n_images; i++)
    g_ptr_array_add (self->images, g_list_model_get_item (images, i));
  return self;
}

PentimentoReferenceList *
pentimento_reference_list_ref (PentimentoReferenceList *self)
{
  return g_rc_box_acquire (self);
}

static void
clear (gpointer data)
{
  PentimentoReferenceList *self = data;

  g_ptr_array_unref (self->images);
  g_array_unref (self->numbers);
}

void
pentimento_reference_list_unref (PentimentoReferenceList *self)
{
  g_rc_box_release_full (self, clear);
}

guint
pentimento_reference_list_get_n (PentimentoReferenceList *self)
{
  return self->images->len;
}

PentimentoImage *
pentimento_reference_list_get (PentimentoReferenceList *self, guint position, guint *number)
{
  *number = g_array_index (self->numbers, guint, position);
  return self->images->pdata[position];
}

gboolean
pentimento_reference_list_equal (PentimentoReferenceList *self, PentimentoReferenceList *other)
{
  if (self == other || self == NULL || other == NULL)
    return self == other;
  if (self->images->len != other->images->len)
    return FALSE;
  for (guint i = 0; i < self->images->len; i++)
    if (self->images->pdata[i] != other->images->pdata[i]
        || g_array_index (self->numbers, guint, i) != g_array_index (other->numbers, guint, i))
      return FALSE;
  return TRUE;
}
