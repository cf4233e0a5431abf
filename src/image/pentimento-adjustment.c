/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "pentimento-adjustment.h"

#include "pentimento-image-error.h"

#include <glib/gi18n-lib.h>
#include <math.h>

const PentimentoAdjustment pentimento_adjustment_none = { .radius = 1 };

#define FIELD(name, least, most)                                                                                       \
  {                                                                                                                    \
#name, G_STRUCT_OFFSET(PentimentoAdjustment, name), least, most                                                    \
  }

/* Five stops reach from a picture's darkest tones to white; a blur of ten pixels needs 61 of them. */
const PentimentoAdjustmentField pentimento_adjustment_fields[] = {
  FIELD (exposure, -5, 5),       FIELD (contrast, -100, 100),
  FIELD (highlights, -100, 100), FIELD (shadows, -100, 100),
  FIELD (saturation, -100, 100), FIELD (temperature, -100, 100),
  FIELD (tint, -100, 100),       FIELD (sharpness, -100, 100),
  FIELD (radius, 0.3, 10),       { NULL },
};

double
pentimento_adjustment_get (const PentimentoAdjustment *self, const PentimentoAdjustmentField *field)
{
  return G_STRUCT_MEMBER (double, self, field->offset);
}

void
pentimento_adjustment_set (PentimentoAdjustment *self, const PentimentoAdjustmentField *field, double number)
{
  G_STRUCT_MEMBER (double, self, field->offset) = number;
}

/* The radius does nothing by itself. */
gboolean
pentimento_adjustment_is_none (const PentimentoAdjustment *self)
{
  for (const PentimentoAdjustmentField *field = pentimento_adjustment_fields; field->name != NULL; field++)
    if (field->offset != G_STRUCT_OFFSET (PentimentoAdjustment, radius) && pentimento_adjustment_get (self, field) != 0)
      return FALSE;
  return TRUE;
}

gboolean
pentimento_adjustment_check (const PentimentoAdjustment *self, GError **error)
{
  for (const PentimentoAdjustmentField *field = pentimento_adjustment_fields; field->name != NULL; field++)
    {
      double number = pentimento_adjustment_get (self, field);

      /* Not a number is neither. */
      if (number >= field->least && number <= field->most)
        continue;
      g_set_error (error, PENTIMENTO_IMAGE_ERROR, PENTIMENTO_IMAGE_ERROR_CHANGE,
                   /* Translators: the first is the English name of an adjustment, such as “exposure”. */
                   _ ("“%s” goes from %g to %g, and cannot be %g."), field->name, field->least, field->most, number);
      return FALSE;
    }
  return TRUE;
}
