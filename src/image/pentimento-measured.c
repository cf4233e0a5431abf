/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "pentimento-measured.h"

#include "recipe-parameters.h"

#include <glib/gi18n-lib.h>
#include <math.h>

/* What is less is not there for a person. */
#define LEAST_SHIFT 0.05
#define LEAST_SCALE 0.0005

static const char *const reasons[] = {
  PENTIMENTO_MEASURED_OFF,
  PENTIMENTO_MEASURED_MISSING,
  PENTIMENTO_MEASURED_FAILED,
  "little-outside",
  "no-detail",
  "unlike",
  "too-far",
};

static void
write_flag (GString *text, const char *name, gboolean flag)
{
  g_string_append_printf (text, "%s\"%s\":%s", text->len > 1 ? "," : "", name, flag ? "true" : "false");
}

char *
pentimento_measured_to_string (const PentimentoMeasured *self)
{
  g_autoptr (GString) text = g_string_new ("{");

  write_flag (text, "pasted", self->pasted);
  write_flag (text, "aligned", self->aligned);
  if (self->reason != NULL)
    g_string_append_printf (text, ",\"reason\":\"%s\"", self->reason);
  else
    g_string_append (text, ",\"reason\":null");
  recipe_write_number (text, "shift_x", self->shift_x);
  recipe_write_number (text, "shift_y", self->shift_y);
  recipe_write_number (text, "scale", self->scale);
  recipe_write_number (text, "confidence", self->confidence);
  write_flag (text, "tone", self->tone);
  recipe_write_number (text, "rim_before", self->rim.before);
  recipe_write_number (text, "rim_after", self->rim.after);
  g_string_append_printf (text, ",\"rim_pixels\":%" G_GSIZE_FORMAT "}", self->rim.n_pixels);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* Returns: (nullable): one that is known */
static const char *
read_reason (JsonObject *object)
{
  JsonNode *node = json_object_get_member (object, "reason");

  if (node == NULL || json_node_get_value_type (node) != G_TYPE_STRING)
    return NULL;
  for (guint i = 0; i < G_N_ELEMENTS (reasons); i++)
    if (g_str_equal (reasons[i], json_node_get_string (node)))
      return reasons[i];
  return PENTIMENTO_MEASURED_FAILED;
}

gboolean
pentimento_measured_read (PentimentoMeasured *self, const char *text)
{
  g_autoptr (JsonNode) root = text != NULL ? json_from_string (text, NULL) : NULL;
  JsonObject *object = root != NULL && JSON_NODE_HOLDS_OBJECT (root) ? json_node_get_object (root) : NULL;
  int n_pixels = 0;

  *self = (PentimentoMeasured){ .scale = 1 };
  if (object == NULL || !recipe_read_flag (object, "pasted", &self->pasted)
      || !recipe_read_flag (object, "aligned", &self->aligned)
      || !recipe_read_number (object, "shift_x", &self->shift_x)
      || !recipe_read_number (object, "shift_y", &self->shift_y) || !recipe_read_number (object, "scale", &self->scale)
      || !recipe_read_number (object, "confidence", &self->confidence)
      || !recipe_read_flag (object, "tone", &self->tone)
      || !recipe_read_number (object, "rim_before", &self->rim.before)
      || !recipe_read_number (object, "rim_after", &self->rim.after)
      || !recipe_read_integer (object, "rim_pixels", &n_pixels))
    return FALSE;
  self->rim.n_pixels = MAX (n_pixels, 0);
  self->reason = read_reason (object);
  return TRUE;
}

static char *
describe_move (const PentimentoMeasured *self)
{
  double shift = hypot (self->shift_x, self->shift_y);
  gboolean moved = shift >= LEAST_SHIFT, scaled = fabs (self->scale - 1) >= LEAST_SCALE;

  if (moved && scaled)
    /* Translators: how far a result was moved, and by how much it was scaled */
    return g_strdup_printf (_ ("Moved back by %.1f pixels, scaled by %.1f %%."), shift, fabs (self->scale - 1) * 100);
  if (moved)
    return g_strdup_printf (_ ("Moved back by %.1f pixels."), shift);
  if (scaled)
    return g_strdup_printf (_ ("Scaled back by %.1f %%."), fabs (self->scale - 1) * 100);
  return g_strdup (_ ("It lay just where it belongs."));
}

static char *
describe_alignment (const PentimentoMeasured *self)
{
  const char *refusal = pentimento_alignment_describe_refusal (self->reason);

  if (self->aligned)
    return describe_move (self);
  if (g_strcmp0 (self->reason, PENTIMENTO_MEASURED_OFF) == 0)
    return g_strdup (_ ("Not aligned."));
  return g_strdup (refusal != NULL ? refusal : _ ("The result could not be aligned."));
}

static char *
describe_rim (const PentimentoMeasured *self)
{
  if (self->rim.n_pixels == 0)
    return NULL;
  if (self->tone)
    /* Translators: how far apart picture and result are where they meet, before and after their colours were matched */
    return g_strdup_printf (_ ("Seam: %.1f → %.1f of 255."), self->rim.before, self->rim.after);
  return g_strdup_printf (_ ("Seam: %.1f of 255."), self->rim.before);
}

char *
pentimento_measured_describe (const PentimentoMeasured *self)
{
  g_autofree char *alignment = NULL, *rim = NULL;

  if (!self->pasted && g_strcmp0 (self->reason, PENTIMENTO_MEASURED_MISSING) == 0)
    return g_strdup (_ ("The result could not be put into the picture, of which something is missing. It is kept as it "
                        "came."));
  if (!self->pasted)
    return g_strdup (_ ("The result could not be put into the picture. It is kept as it came."));
  alignment = describe_alignment (self);
  rim = describe_rim (self);
  return g_strjoin (" ", alignment, rim, NULL);
}
