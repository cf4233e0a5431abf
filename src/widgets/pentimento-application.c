/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "pentimento-application.h"
#include "pentimento-incoming.h"
#include "pentimento-jobs.h"
#include "pentimento-library-trash.h"
#include "pentimento-preferences-window.h"
#include "pentimento-queue.h"
#include "pentimento-thumbnail-cache.h"
#include "pentimento-window.h"
#include "pentimento-workspace.h"

#include <glib/gi18n-lib.h>

/* Long after the window is there, so that looking at all files does not take from its start. */
#define SECONDS_UNTIL_COLLECTION 20

struct _PentimentoApplication {
  AdwApplication parent_instance;

  PentimentoServices *services;
  GCancellable *cancellable;
  guint collection_id;
  gboolean restored; /* what lay open is there again */
  gboolean resumed;  /* the jobs that were left have been taken up, once a run */
};

G_DEFINE_FINAL_TYPE (PentimentoApplication, pentimento_application, ADW_TYPE_APPLICATION)

static PentimentoWindow *
get_active_window (PentimentoApplication *self)
{
  for (GList *item = gtk_application_get_windows (GTK_APPLICATION (self)); item != NULL; item = item->next)
    if (PENTIMENTO_IS_WINDOW (item->data))
      return item->data;
  return NULL;
}

static void
announce (PentimentoApplication *self, AdwToast *toast)
{
  PentimentoWindow *window = get_active_window (self);

  if (window != NULL)
    pentimento_window_add_toast (window, toast);
  else
    g_object_unref (g_object_ref_sink (toast));
}

static void
announce_arrivals (PentimentoApplication *self, GListModel *versions)
{
  guint count = g_list_model_get_n_items (versions);
  g_autofree char *text = g_strdup_printf (
      ngettext ("%u edit from last time has arrived", "%u edits from last time have arrived", count), count);
  g_autoptr (PentimentoVersion) latest = g_list_model_get_item (versions, count - 1);
  PentimentoWindow *window = get_active_window (self);

  if (window != NULL)
    pentimento_window_announce (window, text, pentimento_version_get_id (latest));
}

static void
jobs_resumed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PentimentoApplication) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GListModel) versions = pentimento_jobs_finish (PENTIMENTO_JOBS (source), result, &error);

  if (versions != NULL && g_list_model_get_n_items (versions) > 0)
    announce_arrivals (self, versions);
  else if (error != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_autofree char *escaped = g_markup_escape_text (error->message, -1);

      announce (self, adw_toast_new (escaped));
    }
}

/* Those whose answer was lost before there was an id cannot be asked after. */
static guint
count_left_jobs (PentimentoApplication *self)
{
  g_autoptr (GPtrArray) jobs
      = pentimento_library_list_jobs (pentimento_services_get_library (self->services), TRUE, NULL);
  guint count = 0;

  for (guint i = 0; jobs != NULL && i < jobs->len; i++)
    {
      const PentimentoJobRecord *record = g_ptr_array_index (jobs, i);

      if (record->remote_id != NULL)
        count++;
    }
  return count;
}

static void
resume_jobs (PentimentoApplication *self)
{
  guint count = count_left_jobs (self);
  g_autofree char *text = g_strdup_printf (
      ngettext ("Fetching %u edit from last time…", "Fetching %u edits from last time…", count), count);

  if (self->resumed)
    return;

  self->resumed = TRUE;
  if (count > 0)
    announce (self, adw_toast_new (text));
  /* Polling and fetching go on by themselves; what costs money is asked about. */
  if (get_active_window (self) != NULL)
    pentimento_window_ask_about_left (get_active_window (self));
  pentimento_jobs_resume_async (pentimento_services_get_jobs (self->services), NULL, self->cancellable, jobs_resumed,
                                g_object_ref (self));
}

/* An order that was given up, and whose result comes all the same. */
static void
result_came (PentimentoApplication *self, GParamSpec *pspec, PentimentoOrder *order)
{
  GListModel *versions = pentimento_order_get_versions (order);
  guint n_versions = g_list_model_get_n_items (versions);
  g_autoptr (PentimentoVersion) last = n_versions > 0 ? g_list_model_get_item (versions, n_versions - 1) : NULL;
  PentimentoWindow *window = get_active_window (self);
  g_autoptr (SeedreamProvider) provider = NULL;
  g_autofree char *text = NULL;

  if (pentimento_order_get_state (order) != PENTIMENTO_ORDER_ENDED || last == NULL || window == NULL)
    return;
  provider = seedream_registry_describe (pentimento_order_get_provider (order));
  text = g_strdup_printf (_ ("A late result came from %s"), seedream_provider_get_label (provider));
  pentimento_window_announce (window, text, pentimento_version_get_id (last));
}

/* Those that leave the queue are watched on: their results may come late. */
static void
orders_changed (PentimentoApplication *self, guint position, guint removed, guint added, GListModel *queue)
{
  for (guint i = position; i < position + added; i++)
    {
      g_autoptr (PentimentoOrder) order = g_list_model_get_item (queue, i);

      g_signal_handlers_disconnect_by_func (order, result_came, self);
      g_signal_connect_object (order, "notify::versions", G_CALLBACK (result_came), self, G_CONNECT_SWAPPED);
    }
}

static void
collected (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  if (!pentimento_library_collect_finish (PENTIMENTO_LIBRARY (source), result, &error)
      && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_warning ("Files that nothing needs any more stay for now: %s", error->message);
  pentimento_thumbnail_cache_sweep_async (PENTIMENTO_LIBRARY (source));
}

/* What nothing refers to any more, once a run. Nobody waits for it, and nobody is told. */
static gboolean
collect (gpointer user_data)
{
  PentimentoApplication *self = user_data;

  self->collection_id = 0;
  pentimento_library_collect_async (pentimento_services_get_library (self->services), self->cancellable, collected,
                                    NULL);
  return G_SOURCE_REMOVE;
}

/* Without its library the program can do nothing but say why. */
static void
show_failure (PentimentoApplication *self, const GError *error)
{
  GtkWidget *page = adw_status_page_new ();
  GtkWidget *header = adw_header_bar_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *window = adw_application_window_new (GTK_APPLICATION (self));

  adw_status_page_set_icon_name (ADW_STATUS_PAGE (page), "dialog-error-symbolic");
  adw_status_page_set_title (ADW_STATUS_PAGE (page), _ ("The Library Cannot Be Opened"));
  adw_status_page_set_description (ADW_STATUS_PAGE (page), error->message);
  gtk_widget_set_vexpand (page, TRUE);
  gtk_box_append (GTK_BOX (box), header);
  gtk_box_append (GTK_BOX (box), page);
  adw_application_window_set_content (ADW_APPLICATION_WINDOW (window), box);
  gtk_window_set_title (GTK_WINDOW (window), _ ("Pentimento"));
  gtk_window_set_default_size (GTK_WINDOW (window), 560, 420);
  gtk_window_present (GTK_WINDOW (window));
}

static gboolean
ensure_services (PentimentoApplication *self)
{
  g_autoptr (GError) error = NULL;

  if (self->services != NULL)
    return TRUE;
  self->services = pentimento_services_new (NULL, NULL, &error);
  if (self->services == NULL)
    {
      show_failure (self, error);
      return FALSE;
    }
  g_signal_connect_object (pentimento_services_get_queue (self->services), "items-changed", G_CALLBACK (orders_changed),
                           self, G_CONNECT_SWAPPED);
  self->collection_id = g_timeout_add_seconds (SECONDS_UNTIL_COLLECTION, collect, self);
  return TRUE;
}

static PentimentoWindow *
add_window (PentimentoApplication *self)
{
  PentimentoWindow *window = pentimento_window_new (GTK_APPLICATION (self), self->services, NULL);

  gtk_window_present (GTK_WINDOW (window));
  return window;
}

/* What lay open the last time, once a run. */
static void
restore_windows (PentimentoApplication *self)
{
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) ids = NULL;

  if (self->restored)
    return;
  self->restored = TRUE;
  ids = pentimento_workspace_list_left (self->services, &error);
  if (ids == NULL)
    g_warning ("What lay open could not be found: %s", error->message);
  for (guint i = 0; ids != NULL && ids[i] != NULL; i++)
    {
      PentimentoWindow *window = pentimento_window_new (GTK_APPLICATION (self), self->services, ids[i]);

      if (window != NULL)
        gtk_window_present (GTK_WINDOW (window));
    }
}

static void
pentimento_application_activate (GApplication *application)
{
  PentimentoApplication *self = PENTIMENTO_APPLICATION (application);
  PentimentoWindow *window;

  if (!ensure_services (self))
    return;

  restore_windows (self);
  window = get_active_window (self);
  if (window != NULL)
    gtk_window_present (GTK_WINDOW (window));
  else
    add_window (self);
  resume_jobs (self);
}

/* A picture that is read while its window is made, which takes as long. */
typedef struct {
  PentimentoWindow *window; /* (nullable): there is none where the library cannot be opened */
} Opening;

static void
picture_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree Opening *opening = user_data;
  g_autoptr (PentimentoWindow) window = opening->window;

  if (window != NULL)
    pentimento_window_open_incoming (window, result);
}

static Opening *
begin_to_read (GFile *file)
{
  Opening *opening = g_new0 (Opening, 1);

  pentimento_incoming_decode_file_async (file, NULL, picture_read, opening);
  return opening;
}

static void
pentimento_application_open (GApplication *application, GFile **files, int n_files, const char *hint)
{
  PentimentoApplication *self = PENTIMENTO_APPLICATION (application);

  for (int i = 0; i < n_files; i++)
    {
      gboolean is_history = pentimento_window_is_history (files[i]);
      Opening *opening = !is_history ? begin_to_read (files[i]) : NULL;
      PentimentoWindow *window;

      if (!ensure_services (self))
        return;
      restore_windows (self);
      window = get_active_window (self);
      if (window == NULL || !pentimento_window_is_empty (window))
        window = add_window (self);
      if (is_history)
        {
          pentimento_window_open_file (window, files[i]);
          continue;
        }
      pentimento_window_expect_incoming (window);
      opening->window = g_object_ref (window);
    }
  resume_jobs (self);
}

static void
new_window (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  if (ensure_services (user_data))
    add_window (user_data);
}

static void
open_version (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  if (ensure_services (user_data))
    gtk_widget_activate_action_variant (GTK_WIDGET (add_window (user_data)), "win.open-version", parameter);
}

static void
show_preferences (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  PentimentoApplication *self = user_data;
  GtkWindow *window;

  if (!ensure_services (self))
    return;

  window = pentimento_preferences_window_new (self->services);
  gtk_window_set_transient_for (window, gtk_application_get_active_window (GTK_APPLICATION (self)));
  gtk_window_present (window);
}

static void
show_about (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  PentimentoApplication *self = user_data;

  adw_show_about_window (gtk_application_get_active_window (GTK_APPLICATION (self)), "application-name",
                         _ ("Pentimento"), "application-icon", PENTIMENTO_APPLICATION_ID, "version", PENTIMENTO_RELEASE,
                         "comments", _ ("Edit photographs by saying what you want"), "license-type",
                         GTK_LICENSE_GPL_3_0, NULL);
}

static void
quit (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  GList *windows = g_list_copy (gtk_application_get_windows (user_data));

  for (GList *item = windows; item != NULL; item = item->next)
    if (PENTIMENTO_IS_WINDOW (item->data))
      pentimento_window_leave (item->data);
    else
      gtk_window_close (item->data);
  g_list_free (windows);
}

static void
add_actions (PentimentoApplication *self)
{
  const GActionEntry entries[] = {
    { "new-window", new_window },
    { "open-version", open_version, "s" },
    { "preferences", show_preferences },
    { "about", show_about },
    { "quit", quit },
  };
  const struct {
    const char *action;
    const char *keys[2];
  } keys[] = {
    { "app.new-window", { "<Control>n" } },
    { "app.preferences", { "<Control>comma" } },
    { "app.quit", { "<Control>q" } },
    { "win.show-panel", { "F9" } },
    { "win.show-gallery", { "<Control>g" } },
    { "win.tool::mark", { "<Control><Shift>m" } },
    { "win.tool::crop", { "<Control><Shift>x" } },
    { "win.tool::extend", { "<Control><Shift>e" } },
    { "win.tool::adjust", { "<Control><Shift>a" } },
    { "win.tool::draw", { "<Control><Shift>d" } },
    { "win.toggle-compare::split", { "<Control>F8" } },
    { "win.toggle-compare::side-by-side", { "<Shift>F8" } },
    { "win.toggle-compare::difference", { "<Control><Shift>F8" } },
  };

  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    gtk_application_set_accels_for_action (GTK_APPLICATION (self), keys[i].action,
                                           (const char *[]){ keys[i].keys[0], NULL });
}

static void
pentimento_application_startup (GApplication *application)
{
  G_APPLICATION_CLASS (pentimento_application_parent_class)->startup (application);

  g_set_application_name (_ ("Pentimento"));
  add_actions (PENTIMENTO_APPLICATION (application));
}

static void
pentimento_application_shutdown (GApplication *application)
{
  PentimentoApplication *self = PENTIMENTO_APPLICATION (application);

  g_clear_handle_id (&self->collection_id, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->services);

  G_APPLICATION_CLASS (pentimento_application_parent_class)->shutdown (application);
}

static int
pentimento_application_handle_local_options (GApplication *application, GVariantDict *options)
{
  if (!g_variant_dict_contains (options, "version"))
    return -1;

  g_print ("Pentimento %s\n", PENTIMENTO_RELEASE);
  return 0;
}

static void
pentimento_application_finalize (GObject *object)
{
  PentimentoApplication *self = PENTIMENTO_APPLICATION (object);

  g_clear_object (&self->services);
  g_clear_object (&self->cancellable);

  G_OBJECT_CLASS (pentimento_application_parent_class)->finalize (object);
}

static void
pentimento_application_class_init (PentimentoApplicationClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = pentimento_application_finalize;
  application_class->startup = pentimento_application_startup;
  application_class->activate = pentimento_application_activate;
  application_class->open = pentimento_application_open;
  application_class->shutdown = pentimento_application_shutdown;
  application_class->handle_local_options = pentimento_application_handle_local_options;
}

static void
pentimento_application_init (PentimentoApplication *self)
{
  const GOptionEntry entries[] = {
    { "version", 0, 0, G_OPTION_ARG_NONE, NULL, N_ ("Show the version"), NULL },
    { NULL },
  };

  self->cancellable = g_cancellable_new ();
  g_application_add_main_option_entries (G_APPLICATION (self), entries);
  g_application_set_option_context_parameter_string (G_APPLICATION (self), _ ("[PICTURE…]"));
}

PentimentoApplication *
pentimento_application_new (void)
{
  return g_object_new (PENTIMENTO_TYPE_APPLICATION, "application-id", PENTIMENTO_APPLICATION_ID, "flags",
                       G_APPLICATION_HANDLES_OPEN, NULL);
}
