/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "pentimento-window-private.h"
#include "pentimento-choices.h"
#include "pentimento-compare-button.h"
#include "pentimento-queue-button.h"
#include "pentimento-recent-menu.h"
#include "pentimento-version-label.h"

#include <glib/gi18n-lib.h>

enum {
  PROP_DOCUMENT = 1,
  PROP_SERVICES,
};

G_DEFINE_FINAL_TYPE (PentimentoWindow, pentimento_window, ADW_TYPE_APPLICATION_WINDOW)

PentimentoDocument *
pentimento_window_get_document (PentimentoWindow *self)
{
  return self->document;
}

gboolean
pentimento_window_is_empty (PentimentoWindow *self)
{
  PentimentoHistory *history = pentimento_document_get_history (self->document);

  return self->opening == 0 && (history == NULL || pentimento_history_get_current (history) == NULL);
}

void
pentimento_window_add_toast (PentimentoWindow *self, AdwToast *toast)
{
  adw_toast_overlay_add_toast (self->toast_overlay, toast);
}

void
pentimento_window_announce (PentimentoWindow *self, const char *text, const char *version_id)
{
  AdwToast *toast = adw_toast_new (text);

  adw_toast_set_button_label (toast, _ ("Show"));
  adw_toast_set_action_name (toast, "win.open-version");
  adw_toast_set_action_target (toast, "s", version_id);
  adw_toast_set_timeout (toast, 0);
  pentimento_window_add_toast (self, toast);
}

void
pentimento_window_ask_about_left (PentimentoWindow *self)
{
  pentimento_left_bar_look (self->left_bar);
}

static void
report_text (PentimentoWindow *self, const char *text)
{
  gtk_label_set_label (self->message_label, text);
  gtk_widget_set_visible (self->message_bar, TRUE);
  gtk_info_bar_set_revealed (GTK_INFO_BAR (self->message_bar), TRUE);
}

void
pentimento_window_report (PentimentoWindow *self, const GError *error)
{
  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    report_text (self, error->message);
}

static void
close_message (PentimentoWindow *self)
{
  gtk_info_bar_set_revealed (GTK_INFO_BAR (self->message_bar), FALSE);
}

void
pentimento_window_show_picture (PentimentoWindow *self)
{
  g_object_set (self->gallery_toggle, "active", FALSE, NULL);
  close_message (self);
  pentimento_window_update_pages (self);
}

/* In place of a version that cannot be read nothing else may be seen, least of all the picture before it. */
static const char *
choose_page (PentimentoWindow *self, gboolean loading)
{
  g_autoptr (GError) error = NULL;

  g_object_get (self->document, "error", &error, NULL);
  if (error != NULL && self->opening == 0)
    return "unreadable";
  return loading || pentimento_document_get_image (self->document) != NULL ? "canvas" : "empty";
}

void
pentimento_window_update_pages (PentimentoWindow *self)
{
  gboolean loading;

  g_object_get (self->document, "loading", &loading, NULL);
  loading = loading || self->opening > 0;
  gtk_widget_set_visible (self->loading_spinner, loading);
  gtk_spinner_set_spinning (GTK_SPINNER (self->loading_spinner), loading);
  gtk_stack_set_visible_child_name (self->picture_stack, choose_page (self, loading));
  gtk_widget_set_visible (self->tool_chooser, pentimento_document_get_image (self->document) != NULL);
}

static void
show_title (PentimentoWindow *self)
{
  PentimentoHistory *history = pentimento_document_get_history (self->document);
  PentimentoVersion *version = history != NULL ? pentimento_history_get_current (history) : NULL;
  g_autofree char *title = NULL;
  g_autofree char *label = NULL;
  g_autofree char *size = NULL;
  g_autofree char *subtitle = NULL;

  g_object_get (self->document, "title", &title, NULL);
  if (version != NULL)
    {
      label = pentimento_version_label (history, version);
      size = pentimento_version_size_label (version);
      subtitle = g_strdup_printf (_ ("%s · %s"), label, size);
    }
  if (title == NULL || *title == '\0' || version == NULL)
    {
      g_free (title);
      title = g_strdup (_ ("Pentimento"));
    }
  adw_window_title_set_title (self->window_title, title);
  adw_window_title_set_subtitle (self->window_title, subtitle != NULL ? subtitle : "");
  gtk_window_set_title (GTK_WINDOW (self), title);
}

static void
steps_changed (PentimentoWindow *self)
{
  GtkWidget *widget = GTK_WIDGET (self);

  gtk_widget_action_set_enabled (widget, "document.undo", pentimento_document_get_can_undo (self->document));
  gtk_widget_action_set_enabled (widget, "document.redo", pentimento_document_get_can_redo (self->document));
}

static void
version_changed (PentimentoWindow *self)
{
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "document.save-copy",
                                 pentimento_document_get_image (self->document) != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "document.add-version",
                                 pentimento_document_get_image (self->document) != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "document.save-history",
                                 pentimento_history_get_current (pentimento_document_get_history (self->document))
                                     != NULL);
  show_title (self);
  pentimento_window_update_pages (self);
}

static void
history_changed (PentimentoWindow *self)
{
  g_signal_group_set_target (self->history_signals, pentimento_document_get_history (self->document));
  version_changed (self);
}

static void
error_changed (PentimentoWindow *self)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *escaped = NULL;

  g_object_get (self->document, "error", &error, NULL);
  escaped = g_markup_escape_text (error != NULL ? error->message : "", -1);
  adw_status_page_set_description (self->unreadable_page, escaped);
  pentimento_window_update_pages (self);
}

/* Where there is no room beside the picture the header has none either: its buttons go to a bar below. */
static gboolean
move_buttons (gpointer user_data)
{
  PentimentoWindow *self = user_data;
  gboolean folded = adw_flap_get_folded (self->flap);

  self->folded_id = 0;
  gtk_widget_set_visible (self->history_buttons, !folded);
  gtk_action_bar_set_revealed (self->history_bar, folded);
  return G_SOURCE_REMOVE;
}

/* It is told of within an allocation, which must not change what is visible. */
static void
folded_changed (PentimentoWindow *self)
{
  if (self->folded_id == 0)
    self->folded_id = g_idle_add (move_buttons, self);
}

static void
panel_revealed (PentimentoWindow *self)
{
  if (adw_flap_get_reveal_flap (self->flap) && gtk_widget_get_mapped (GTK_WIDGET (self->flap)))
    gtk_widget_grab_focus (GTK_WIDGET (self->prompt_panel));
}

static void
gallery_toggled (PentimentoWindow *self)
{
  gboolean shown = gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->gallery_toggle));

  gtk_stack_set_visible_child_name (self->page_stack, shown ? "gallery" : "picture");
  if (shown)
    gtk_widget_grab_focus (GTK_WIDGET (self->gallery_view));
}

static void
undo (GtkWidget *widget, const char *name, GVariant *parameter)
{
  pentimento_document_undo (PENTIMENTO_WINDOW (widget)->document);
}

static void
redo (GtkWidget *widget, const char *name, GVariant *parameter)
{
  pentimento_document_redo (PENTIMENTO_WINDOW (widget)->document);
}

static void
report (GtkWidget *widget, const char *name, GVariant *parameter)
{
  report_text (PENTIMENTO_WINDOW (widget), g_variant_get_string (parameter, NULL));
}

static void
announce (GtkWidget *widget, const char *name, GVariant *parameter)
{
  const char *text, *version_id;

  g_variant_get (parameter, "(&s&s)", &text, &version_id);
  pentimento_window_announce (PENTIMENTO_WINDOW (widget), text, version_id);
}

static void
reveal_panel (GtkWidget *widget, const char *name, GVariant *parameter)
{
  adw_flap_set_reveal_flap (PENTIMENTO_WINDOW (widget)->flap, TRUE);
}

static void
generate (GtkWidget *widget, const char *name, GVariant *parameter)
{
  PentimentoWindow *self = PENTIMENTO_WINDOW (widget);

  g_object_set (self->document, "operation", SEEDREAM_OPERATION_GENERATE, NULL);
  adw_flap_set_reveal_flap (self->flap, TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->prompt_panel));
}

static void
provider_chosen (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PentimentoWindow) self = user_data;
  g_autofree char *provider = pentimento_services_choose_provider_finish (PENTIMENTO_SERVICES (source), result, NULL);

  if (provider != NULL && self->document != NULL)
    g_object_set (self->document, "provider", provider, NULL);
}

static void
choose_provider (PentimentoWindow *self)
{
  pentimento_services_choose_provider_async (pentimento_document_get_services (self->document), self->cancellable,
                                             provider_chosen, g_object_ref (self));
}

/* A document that practises goes over to a provider as soon as there is a key for one. */
static void
key_changed (PentimentoWindow *self)
{
  g_autofree char *provider = NULL;

  g_object_get (self->document, "provider", &provider, NULL);
  if (g_strcmp0 (provider, "practice") == 0)
    choose_provider (self);
}

static void
restore (PentimentoWindow *self, GSettings *settings)
{
  gtk_window_set_default_size (GTK_WINDOW (self), g_settings_get_int (settings, "window-width"),
                               g_settings_get_int (settings, "window-height"));
  g_settings_bind (settings, "window-width", self, "default-width", G_SETTINGS_BIND_SET);
  g_settings_bind (settings, "window-height", self, "default-height", G_SETTINGS_BIND_SET);
  g_settings_bind (settings, "window-maximized", self, "maximized", G_SETTINGS_BIND_DEFAULT);
  adw_flap_set_reveal_flap (self->flap, g_settings_get_boolean (settings, "panel-visible"));
  pentimento_choices_bind (self->document, settings);
}

PentimentoWindow *
pentimento_window_new (GtkApplication *application, PentimentoServices *services, const char *workspace)
{
  PentimentoWindow *self
      = g_object_new (PENTIMENTO_TYPE_WINDOW, "application", application, "services", services, NULL);
  GSettings *settings = pentimento_services_get_settings (services);

  if (settings != NULL)
    restore (self, settings);
  if (!pentimento_window_take_workspace (self, workspace))
    {
      gtk_window_destroy (GTK_WINDOW (self));
      return NULL;
    }
  if (workspace == NULL)
    choose_provider (self);
  return self;
}

void
pentimento_window_leave (PentimentoWindow *self)
{
  self->is_left = TRUE;
  gtk_window_close (GTK_WINDOW (self));
}

static gboolean
is_last (PentimentoWindow *self)
{
  GtkApplication *application = gtk_window_get_application (GTK_WINDOW (self));

  return application == NULL || g_list_length (gtk_application_get_windows (application)) <= 1;
}

/* While another window keeps the program running an edit goes on here as well; with the last one it is left, to be fetched next time. */
static gboolean
pentimento_window_close_request (GtkWindow *window)
{
  PentimentoWindow *self = PENTIMENTO_WINDOW (window);
  GSettings *settings = pentimento_services_get_settings (pentimento_document_get_services (self->document));

  pentimento_window_leave_workspace (self, !self->is_left && !is_last (self));
  if (settings != NULL && !adw_flap_get_folded (self->flap))
    g_settings_set_boolean (settings, "panel-visible", adw_flap_get_reveal_flap (self->flap));
  if (is_last (self))
    {
      pentimento_prompt_panel_leave (self->prompt_panel);
      pentimento_left_bar_leave (self->left_bar);
    }
  return GTK_WINDOW_CLASS (pentimento_window_parent_class)->close_request (window);
}

static void
pentimento_window_constructed (GObject *object)
{
  PentimentoWindow *self = PENTIMENTO_WINDOW (object);
  PentimentoServices *services = pentimento_document_get_services (self->document);

  G_OBJECT_CLASS (pentimento_window_parent_class)->constructed (object);

  g_object_set (self->gallery_view, "services", services, NULL);
  g_object_set (self->queue_button, "services", services, NULL);
  g_object_set (self->lower_queue_button, "services", services, NULL);
  g_object_set (self->left_bar, "services", services, NULL);
  g_signal_connect_object (self->document, "notify::history", G_CALLBACK (history_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->document, "notify::can-undo", G_CALLBACK (steps_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->document, "notify::can-redo", G_CALLBACK (steps_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->document, "notify::title", G_CALLBACK (show_title), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->document, "notify::image", G_CALLBACK (version_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->document, "notify::loading", G_CALLBACK (pentimento_window_update_pages), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->document, "notify::error", G_CALLBACK (error_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (pentimento_services_get_keyring (services), "changed", G_CALLBACK (key_changed), self,
                           G_CONNECT_SWAPPED);
  history_changed (self);
  steps_changed (self);
}

static void
pentimento_window_get_property (GObject *object, guint id, GValue *value, GParamSpec *spec)
{
  PentimentoWindow *self = PENTIMENTO_WINDOW (object);

  if (id == PROP_DOCUMENT)
    g_value_set_object (value, self->document);
  else
    g_value_set_object (value, pentimento_document_get_services (self->document));
}

static void
pentimento_window_set_property (GObject *object, guint id, const GValue *value, GParamSpec *spec)
{
  PentimentoWindow *self = PENTIMENTO_WINDOW (object);

  self->document = pentimento_document_new (g_value_get_object (value));
  g_object_notify (object, "document");
}

static void
pentimento_window_dispose (GObject *object)
{
  PentimentoWindow *self = PENTIMENTO_WINDOW (object);

  g_clear_handle_id (&self->folded_id, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  g_clear_weak_pointer (&self->loss_toast);
  g_clear_object (&self->workspace);
  g_clear_object (&self->history_signals);

  G_OBJECT_CLASS (pentimento_window_parent_class)->dispose (object);
}

static void
pentimento_window_finalize (GObject *object)
{
  PentimentoWindow *self = PENTIMENTO_WINDOW (object);

  g_clear_object (&self->cancellable);
  g_clear_object (&self->document);

  G_OBJECT_CLASS (pentimento_window_parent_class)->finalize (object);
}

static void
install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "document.undo", NULL, undo);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_z, GDK_CONTROL_MASK, "document.undo", NULL);
  gtk_widget_class_install_action (widget_class, "document.redo", NULL, redo);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_z, GDK_CONTROL_MASK | GDK_SHIFT_MASK, "document.redo",
                                       NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_y, GDK_CONTROL_MASK, "document.redo", NULL);
  gtk_widget_class_install_action (widget_class, "win.report", "s", report);
  gtk_widget_class_install_action (widget_class, "win.announce", "(ss)", announce);
  gtk_widget_class_install_action (widget_class, "win.reveal-panel", NULL, reveal_panel);
  gtk_widget_class_install_action (widget_class, "win.generate", NULL, generate);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_w, GDK_CONTROL_MASK, "window.close", NULL);
  pentimento_window_install_canvas_actions (widget_class);
  pentimento_window_install_file_actions (widget_class);
  pentimento_window_install_reuse_actions (widget_class);
  pentimento_window_install_version_actions (widget_class);
  pentimento_window_install_library_actions (widget_class);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class, "/org/pentimento/Pentimento/pentimento-window.ui");
  gtk_widget_class_bind_template_child (widget_class, PentimentoWindow, toast_overlay);
  gtk_widget_class_bind_template_child (widget_class, PentimentoWindow, left_bar);
  gtk_widget_class_bind_template_child (widget_class, PentimentoWindow, message_bar);
  gtk_widget_class_bind_template_child (widget_class, PentimentoWindow, message_label);
  gtk_widget_class_bind_template_child (widget_class, PentimentoWindow, open_button);
  gtk_widget_class_bind_template_child (widget_class, PentimentoWindow, window_title);
  gtk_widget_class_bind_template_child (widget_class, PentimentoWindow, gallery_toggle);
  gtk_widget_class_bind_template_child (widget_class, PentimentoWindow, queue_button);
  gtk_widget_class_bind_template_child (widget_class, PentimentoWindow, lower_queue_button);
  gtk_widget_class_bind_template_child (widget_class, PentimentoWindow, history_buttons);
  gtk_widget_class_bind_template_child (widget_class, PentimentoWindow, history_bar);
  gtk_widget_class_bind_template_child (widget_class, PentimentoWindow, page_stack);
  gtk_widget_class_bind_template_child (widget_class, PentimentoWindow, flap);
  gtk_widget_class_bind_template_child (widget_class, PentimentoWindow, picture_box);
  gtk_widget_class_bind_template_child (widget_class, PentimentoWindow, picture_stack);
  gtk_widget_class_bind_template_child (widget_class, PentimentoWindow, unreadable_page);
  gtk_widget_class_bind_template_child (widget_class, PentimentoWindow, canvas);
  gtk_widget_class_bind_template_child (widget_class, PentimentoWindow, tool_chooser);
  gtk_widget_class_bind_template_child (widget_class, PentimentoWindow, tool_panel);
  gtk_widget_class_bind_template_child (widget_class, PentimentoWindow, loading_spinner);
  gtk_widget_class_bind_template_child (widget_class, PentimentoWindow, prompt_panel);
  gtk_widget_class_bind_template_child (widget_class, PentimentoWindow, gallery_view);
  gtk_widget_class_bind_template_child (widget_class, PentimentoWindow, history_strip);
  gtk_widget_class_bind_template_callback (widget_class, close_message);
  gtk_widget_class_bind_template_callback (widget_class, folded_changed);
  gtk_widget_class_bind_template_callback (widget_class, gallery_toggled);
  gtk_widget_class_bind_template_callback (widget_class, panel_revealed);
}

static void
pentimento_window_class_init (PentimentoWindowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->constructed = pentimento_window_constructed;
  object_class->get_property = pentimento_window_get_property;
  object_class->set_property = pentimento_window_set_property;
  object_class->dispose = pentimento_window_dispose;
  object_class->finalize = pentimento_window_finalize;
  GTK_WINDOW_CLASS (klass)->close_request = pentimento_window_close_request;

  g_object_class_install_property (object_class, PROP_DOCUMENT,
                                   g_param_spec_object ("document", NULL, NULL, PENTIMENTO_TYPE_DOCUMENT,
                                                        G_PARAM_READABLE | G_PARAM_STATIC_STRINGS));
  g_object_class_install_property (
      object_class, PROP_SERVICES,
      g_param_spec_object ("services", NULL, NULL, PENTIMENTO_TYPE_SERVICES,
                           G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS));

  g_type_ensure (PENTIMENTO_TYPE_CANVAS);
  g_type_ensure (PENTIMENTO_TYPE_COMPARE_BUTTON);
  g_type_ensure (PENTIMENTO_TYPE_GALLERY_VIEW);
  g_type_ensure (PENTIMENTO_TYPE_HISTORY_STRIP);
  g_type_ensure (PENTIMENTO_TYPE_LEFT_BAR);
  g_type_ensure (PENTIMENTO_TYPE_PROMPT_PANEL);
  g_type_ensure (PENTIMENTO_TYPE_QUEUE_BUTTON);
  g_type_ensure (PENTIMENTO_TYPE_TOOL_PANEL);
  install_actions (widget_class);
  bind_template (widget_class);
}

void
pentimento_window_add_property (PentimentoWindow *self, const char *name, gpointer object, const char *property)
{
  g_autoptr (GPropertyAction) action = g_property_action_new (name, object, property);

  g_action_map_add_action (G_ACTION_MAP (self), G_ACTION (action));
}

static void
pentimento_window_init (PentimentoWindow *self)
{
  g_autoptr (GMenuModel) recent = pentimento_recent_menu_new ();

  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  adw_split_button_set_menu_model (self->open_button, recent);
  pentimento_window_accept_drops (self);
  pentimento_window_add_property (self, "show-panel", self->flap, "reveal-flap");
  pentimento_window_add_property (self, "show-gallery", self->gallery_toggle, "active");
  pentimento_window_init_canvas (self);

  self->history_signals = g_signal_group_new (PENTIMENTO_TYPE_HISTORY);
  g_signal_group_connect_swapped (self->history_signals, "notify::current", G_CALLBACK (version_changed), self);
}
