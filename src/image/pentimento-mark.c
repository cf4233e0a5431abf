/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "pentimento-mark.h"

#include "mark-simplify.h"
#include "pentimento-image-error.h"

#include <glib/gi18n-lib.h>

/* What a line may be off when it is thinned out, as a part of its width: less is not seen under it. */
#define TOLERANCE 0.125

static gboolean
refuse (const char *message, GError **error)
{
  g_set_error_literal (error, PENTIMENTO_IMAGE_ERROR, PENTIMENTO_IMAGE_ERROR_CHANGE, message);
  return FALSE;
}

static gboolean
check_text (const char *text, GError **error)
{
  gboolean blank = TRUE;

  if (text == NULL || !g_utf8_validate (text, -1, NULL))
    return refuse (_ ("There are no words to be written on the picture."), error);
  if (g_utf8_strlen (text, -1) > PENTIMENTO_MARK_MOST_LETTERS)
    {
      g_set_error (error, PENTIMENTO_IMAGE_ERROR, PENTIMENTO_IMAGE_ERROR_CHANGE,
                   _ ("A text on a picture can have %d letters at most."), PENTIMENTO_MARK_MOST_LETTERS);
      return FALSE;
    }
  for (; *text != '\0'; text = g_utf8_next_char (text))
    {
      if (g_unichar_iscntrl (g_utf8_get_char (text)))
        return refuse (_ ("A text on a picture is one line of letters."), error);
      blank = blank && g_unichar_isspace (g_utf8_get_char (text));
    }
  return !blank || refuse (_ ("There are no words to be written on the picture."), error);
}

static gboolean
has_its_points (PentimentoMarkKind kind, guint n_points)
{
  if (kind == PENTIMENTO_MARK_SCRIBBLE)
    return n_points >= 1 && n_points <= PENTIMENTO_MARK_MOST_POINTS;
  return n_points == (kind == PENTIMENTO_MARK_TEXT ? 1 : 2);
}

static gboolean
check_points (PentimentoMarkKind kind, const PentimentoMarkPoint *points, guint n_points, GError **error)
{
  if (!has_its_points (kind, n_points))
    return refuse (_ ("What was drawn has too many points, or too few."), error);
  for (guint i = 0; i < n_points; i++)
    if (points[i].x < -PENTIMENTO_MARK_MOST_PLACE || points[i].x > PENTIMENTO_MARK_MOST_PLACE
        || points[i].y < -PENTIMENTO_MARK_MOST_PLACE || points[i].y > PENTIMENTO_MARK_MOST_PLACE)
      return refuse (_ ("What was drawn is too far from the picture."), error);
  return TRUE;
}

static gboolean
check (PentimentoMarkKind kind,
       guint32 colour,
       int width,
       const PentimentoMarkPoint *points,
       guint n_points,
       const char *text,
       GError **error)
{
  if (width < 1 || width > PENTIMENTO_MARK_MOST_WIDTH)
    {
      g_set_error (error, PENTIMENTO_IMAGE_ERROR, PENTIMENTO_IMAGE_ERROR_CHANGE,
                   _ ("Lines on a picture are 1 to %d pixels wide."), PENTIMENTO_MARK_MOST_WIDTH);
      return FALSE;
    }
  if (colour > 0xffffff || (kind != PENTIMENTO_MARK_TEXT && text != NULL))
    return refuse (_ ("What was drawn is damaged."), error);
  return check_points (kind, points, n_points, error) && (kind != PENTIMENTO_MARK_TEXT || check_text (text, error));
}

PentimentoMark *
pentimento_mark_new (PentimentoMarkKind kind,
                     guint32 colour,
                     int width,
                     const PentimentoMarkPoint *points,
                     guint n_points,
                     const char *text,
                     GError **error)
{
  PentimentoMark *self;

  if (!check (kind, colour, width, points, n_points, text, error))
    return NULL;
  self = g_new0 (PentimentoMark, 1);
  g_atomic_ref_count_init (&self->references);
  self->kind = kind;
  self->colour = colour;
  self->width = width;
  self->points = g_memdup2 (points, n_points * sizeof *points);
  self->n_points = n_points;
  self->text = g_strdup (text);
  return self;
}

PentimentoMark *
pentimento_mark_new_scribble (guint32 colour,
                              int width,
                              const PentimentoMarkPoint *points,
                              guint n_points,
                              GError **error)
{
  g_autoptr (GArray) kept = mark_simplify (points, n_points, width * TOLERANCE, PENTIMENTO_MARK_MOST_POINTS);

  return pentimento_mark_new (PENTIMENTO_MARK_SCRIBBLE, colour, width, (const PentimentoMarkPoint *)kept->data,
                              kept->len, NULL, error);
}

PentimentoMark *
pentimento_mark_ref (PentimentoMark *self)
{
  g_atomic_ref_count_inc (&self->references);
  return self;
}

void
pentimento_mark_unref (PentimentoMark *self)
{
  if (!g_atomic_ref_count_dec (&self->references))
    return;
  g_free (self->points);
  g_free (self->text);
  g_free (self);
}

static PentimentoMark *
copy (PentimentoMark *self)
{
  return pentimento_mark_new (self->kind, self->colour, self->width, self->points, self->n_points, self->text, NULL);
}

static int
add (int place, int distance)
{
  return (int)CLAMP ((gint64)place + distance, -PENTIMENTO_MARK_MOST_PLACE, PENTIMENTO_MARK_MOST_PLACE);
}

static void
move_point (PentimentoMarkPoint *point, int dx, int dy)
{
  point->x = add (point->x, dx);
  point->y = add (point->y, dy);
}

PentimentoMark *
pentimento_mark_move (PentimentoMark *self, int dx, int dy)
{
  PentimentoMark *moved = copy (self);

  for (guint i = 0; i < moved->n_points; i++)
    move_point (&moved->points[i], dx, dy);
  return moved;
}

PentimentoMark *
pentimento_mark_pull (PentimentoMark *self, int dx, int dy)
{
  PentimentoMark *pulled = copy (self);

  move_point (&pulled->points[pulled->n_points - 1], dx, dy);
  return pulled;
}

PentimentoMark *
pentimento_mark_restyle (PentimentoMark *self, guint32 colour, int width)
{
  PentimentoMark *styled = copy (self);

  styled->colour = colour & 0xffffff;
  styled->width = CLAMP (width, 1, PENTIMENTO_MARK_MOST_WIDTH);
  return styled;
}
