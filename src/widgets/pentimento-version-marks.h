/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "pentimento-library.h"

G_BEGIN_DECLS

/* What a person says of versions, from wherever in a window they are seen. What cannot be written is told by the `win.report` around @widget. */

/** @ids: (array zero-terminated=1): full ids, here and below */
void
pentimento_version_marks_star (GtkWidget *widget, PentimentoLibrary *library, const char *const *ids, gboolean starred);
void pentimento_version_marks_reject (GtkWidget *widget,
                                      PentimentoLibrary *library,
                                      const char *const *ids,
                                      gboolean rejected);

/** Puts versions into the trash, and says so with a way back. */
void pentimento_version_marks_trash (GtkWidget *widget, PentimentoLibrary *library, const char *const *ids);
void pentimento_version_marks_restore (GtkWidget *widget, PentimentoLibrary *library, const char *const *ids);

/** Asks for a version's name beside @place of @parent. */
void pentimento_version_marks_ask_name (GtkWidget *parent,
                                        const GdkRectangle *place,
                                        PentimentoLibrary *library,
                                        PentimentoVersion *version);

/** Shows the tags that @versions have, all or some of them, to be changed. @versions: (element-type PentimentoVersion): not empty */
void pentimento_version_marks_ask_tags (GtkWidget *parent,
                                        const GdkRectangle *place,
                                        PentimentoLibrary *library,
                                        GPtrArray *versions);

G_END_DECLS
