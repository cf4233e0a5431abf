/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "pentimento-canvas.h"
#include "pentimento-gallery-view.h"
#include "pentimento-history-strip.h"
#include "pentimento-left-bar.h"
#include "pentimento-prompt-panel.h"
#include "pentimento-tool-panel.h"
#include "pentimento-window.h"
#include "pentimento-workspace.h"

G_BEGIN_DECLS

struct _PentimentoWindow {
  AdwApplicationWindow parent_instance;

  PentimentoDocument *document;
  PentimentoWorkspace *workspace; /* (nullable): what lies open, until the window is closed */
  gboolean is_left;               /* with the program: all windows are there again next time */
  GSignalGroup *history_signals;
  GCancellable *cancellable;
  gboolean focus_history; /* once the picture that is on its way is there */
  guint opening;          /* pictures on their way in */
  GAsyncResult *incoming; /* the one whose picture the document is about to take */
  guint folded_id;
  AdwToast *loss_toast; /* weak: while it is shown */

  AdwToastOverlay *toast_overlay;
  PentimentoLeftBar *left_bar;
  GtkWidget *message_bar;
  GtkLabel *message_label;
  AdwSplitButton *open_button;
  AdwWindowTitle *window_title;
  GtkWidget *gallery_toggle;
  GtkWidget *queue_button;
  GtkWidget *lower_queue_button; /* where the window is narrow */
  GtkWidget *history_buttons;
  GtkActionBar *history_bar;
  GtkStack *page_stack;
  AdwFlap *flap;
  GtkWidget *picture_box;
  GtkStack *picture_stack;
  AdwStatusPage *unreadable_page;
  PentimentoCanvas *canvas;
  GtkWidget *tool_chooser;
  PentimentoToolPanel *tool_panel;
  GtkWidget *loading_spinner;
  PentimentoPromptPanel *prompt_panel;
  PentimentoHistoryStrip *history_strip;
  PentimentoGalleryView *gallery_view;
};

void pentimento_window_report (PentimentoWindow *self, const GError *error);
void pentimento_window_show_picture (PentimentoWindow *self);
void pentimento_window_update_pages (PentimentoWindow *self);

/** A picture is on its way in, or has come or not. */
void pentimento_window_opening_began (PentimentoWindow *self);
void pentimento_window_opening_ended (PentimentoWindow *self);

/** @id: (nullable): of what was left, to be restored. Returns: whether nobody else has it */
gboolean pentimento_window_take_workspace (PentimentoWindow *self, const char *id);

/** @closed: whether the person is done with it, so that nothing of it is there the next time */
void pentimento_window_leave_workspace (PentimentoWindow *self, gboolean closed);

/** Makes an action of the window that is a property of one of its parts. */
void pentimento_window_add_property (PentimentoWindow *self, const char *name, gpointer object, const char *property);

void pentimento_window_install_canvas_actions (GtkWidgetClass *widget_class);
void pentimento_window_init_canvas (PentimentoWindow *self);

void pentimento_window_install_reuse_actions (GtkWidgetClass *widget_class);

void pentimento_window_install_file_actions (GtkWidgetClass *widget_class);
/** Brings a picture with its history in, and shows it. */
void pentimento_window_open_history (PentimentoWindow *self, GFile *file);
void pentimento_window_install_library_actions (GtkWidgetClass *widget_class);

/** Opens a version of the library. */
void pentimento_window_open_version (PentimentoWindow *self, const char *id);
void pentimento_window_install_version_actions (GtkWidgetClass *widget_class);
void pentimento_window_accept_drops (PentimentoWindow *self);

G_END_DECLS
