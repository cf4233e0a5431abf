/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "pentimento-paste.h"

G_BEGIN_DECLS

/**
 * PentimentoMeasured:
 * @pasted: whether the result was put into the picture; else it was kept as it came
 * @aligned: whether it was moved back to where it was
 * @reason: (nullable): why one or the other was not done, for machines: "off" where nobody asked for it; what pentimento_alignment_measure() says; "missing"
 *   where a picture that is needed is not in the library any more; "failed" for anything else. A static string
 * @shift_x, @shift_y: how far it had moved, in pixels of the picture
 * @scale: how many times as large it had become
 * @confidence: of that, 0 to 1
 * @tone: whether its brightness and colours were led over
 * @rim: how far picture and result were apart outside the mask; no pixels where that could not be told
 *
 * What was found when the result of an edit was put into a picture.
 */
typedef struct {
  gboolean pasted;
  gboolean aligned;
  const char *reason;
  double shift_x;
  double shift_y;
  double scale;
  double confidence;
  gboolean tone;
  PentimentoRim rim;
} PentimentoMeasured;

#define PENTIMENTO_MEASURED_OFF "off"
#define PENTIMENTO_MEASURED_MISSING "missing"
#define PENTIMENTO_MEASURED_FAILED "failed"

/**
 * pentimento_measured_to_string:
 *
 * Returns: (transfer full): an object of JSON, with the members `pasted`, `aligned`, `reason`, `shift_x`, `shift_y`, `scale`, `confidence`, `tone`, `rim_before`,
 * `rim_after` and `rim_pixels`
 */
char *pentimento_measured_to_string (const PentimentoMeasured *self);

/** Reads what pentimento_measured_to_string() gave; may be anything. Returns: whether it was that */
gboolean pentimento_measured_read (PentimentoMeasured *self, const char *text);

/** Returns: (transfer full): a sentence or two for a person, such as "Moved back by 2.3 pixels, scaled by 0.4 %. Seam: 16.6 → 0.5 of 255." */
char *pentimento_measured_describe (const PentimentoMeasured *self);

G_END_DECLS
