/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "pentimento-gallery-filters.h"
#include "pentimento-gallery-view.h"
#include "pentimento-gallery.h"

G_BEGIN_DECLS

struct _PentimentoGalleryView {
  AdwBin parent_instance;

  PentimentoServices *services;
  PentimentoGallery *gallery;
  GtkBitset *selected; /* as it was before the list changed last */
  char *sort;          /* "newest", … */
  gboolean grouped;
  gboolean trash; /* whether it is the trash that is shown */
  guint scroll_id;
  GtkWidget *menu; /* (nullable): of the versions that are selected, made when it is asked for first */

  GtkSearchEntry *search_entry;
  GtkWidget *filter_button;
  PentimentoGalleryFilters *filters;
  GtkWidget *trash_bar;
  GtkWidget *empty_button;
  GtkLabel *count_label;
  GtkWidget *clear_button;
  GtkStack *stack;
  GtkGridView *grid;
  GtkActionBar *selection_bar;
  GtkLabel *selection_label;
  GtkWidget *selection_marks;
  GtkWidget *restore_button;
  GMenuModel *version_menu;
  GMenuModel *trash_menu;
};

PentimentoLibrary *pentimento_gallery_view_get_library (PentimentoGalleryView *self);

/** Returns: (transfer container) (element-type PentimentoVersion): those that are selected, in their order */
GPtrArray *pentimento_gallery_view_list_selected (PentimentoGalleryView *self);

/** Enables what can be done with what is selected, and says how much that is. */
void pentimento_gallery_view_selection_changed (PentimentoGalleryView *self);

void pentimento_gallery_view_install_actions (GtkWidgetClass *widget_class);
void pentimento_gallery_view_init_keys (PentimentoGalleryView *self);
void pentimento_gallery_view_init_menu (PentimentoGalleryView *self);

G_END_DECLS
