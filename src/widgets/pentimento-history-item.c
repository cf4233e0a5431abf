/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "pentimento-history-item.h"
#include "pentimento-thumbnail.h"
#include "pentimento-history-strip.h"
#include "pentimento-version-label.h"
#include "pentimento-version-marks.h"
#include "pentimento-window.h"

#include <glib/gi18n-lib.h>

struct _PentimentoHistoryItem {
  GtkButton parent_instance;

  PentimentoLibrary *library;
  PentimentoVersion *version;

  PentimentoThumbnail *thumbnail;
  GtkWidget *star_image;
  GtkLabel *name_label;
  GtkLabel *origin_label;
  GtkWidget *menu; /* (nullable): made when it is asked for first */
};

G_DEFINE_FINAL_TYPE (PentimentoHistoryItem, pentimento_history_item, GTK_TYPE_BUTTON)

/* Where a version does not follow from the one to its left, it says which it was made from. */
static char *
describe_origin (PentimentoHistory *history, PentimentoVersion *version)
{
  PentimentoVersion *parent = pentimento_history_get_parent (history, version);
  g_autoptr (PentimentoVersion) left = NULL;
  g_autofree char *name = NULL;

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (history)); i++)
    {
      g_autoptr (PentimentoVersion) other = g_list_model_get_item (G_LIST_MODEL (history), i);

      if (g_str_equal (pentimento_version_get_id (other), pentimento_version_get_id (version)))
        break;
      g_set_object (&left, other);
    }
  if (parent == NULL || left == NULL
      || g_str_equal (pentimento_version_get_id (parent), pentimento_version_get_id (left)))
    return NULL;

  name = pentimento_version_label (history, parent);
  /* Translators: a branch of the history; %s is a version such as “Edit 1” */
  return g_strdup_printf (_ ("from %s"), name);
}

static gboolean
came_late (PentimentoDocument *document, PentimentoVersion *version)
{
  PentimentoLibrary *library = pentimento_services_get_library (pentimento_document_get_services (document));
  const char *job_id = pentimento_version_get_job_id (version);
  g_autoptr (PentimentoJobRecord) record = job_id != NULL ? pentimento_library_get_job (library, job_id, NULL) : NULL;

  return record != NULL && record->late;
}

/* (nullable): where it came from, and whether nobody waited for it any more */
static char *
describe_arrival (PentimentoDocument *document, PentimentoVersion *version)
{
  g_autofree char *origin = describe_origin (pentimento_document_get_history (document), version);

  if (!came_late (document, version))
    return g_steal_pointer (&origin);
  /* Translators: a result of an edit that had been given up, or whose time was over */
  return origin != NULL ? g_strdup_printf (_ ("%s · came late"), origin) : g_strdup (_ ("came late"));
}

/* What was asked for, where it came from, and what was measured when it was put into the picture; a line each. */
static char *
make_tooltip (PentimentoVersion *version, const char *arrival, const char *measured)
{
  const char *all[] = { pentimento_version_get_prompt (version), arrival, measured };
  g_autoptr (GString) lines = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (all); i++)
    if (all[i] != NULL)
      g_string_append_printf (lines, "%s%s", lines->len > 0 ? "\n" : "", all[i]);
  return lines->len > 0 ? g_string_free (g_steal_pointer (&lines), FALSE) : NULL;
}

static void
show_picture (PentimentoHistoryItem *self, PentimentoDocument *document)
{
  PentimentoServices *services = pentimento_document_get_services (document);
  PentimentoImage *image = pentimento_document_get_image (document);

  if (image != NULL
      && !g_str_equal (pentimento_image_get_identity (image), pentimento_version_get_identity (self->version)))
    image = NULL;
  pentimento_thumbnail_show (self->thumbnail, pentimento_thumbnailer_get (pentimento_services_get_library (services)),
                             self->version, image);
}

static void
show_marks (PentimentoHistoryItem *self)
{
  gtk_widget_set_visible (self->star_image, pentimento_version_get_starred (self->version));
  if (pentimento_version_get_rejected (self->version))
    gtk_widget_add_css_class (GTK_WIDGET (self), "rejected");
}

/* What a screen reader says, "Edit 1, from Original, starred". */
static char *
make_spoken (PentimentoVersion *version, const char *name, const char *arrival)
{
  GString *spoken = g_string_new (name);

  if (arrival != NULL)
    g_string_append_printf (spoken, ", %s", arrival);
  if (pentimento_version_get_starred (version))
    g_string_append_printf (spoken, ", %s", _ ("Starred"));
  if (pentimento_version_get_rejected (version))
    g_string_append_printf (spoken, ", %s", _ ("Rejected"));
  return g_string_free (spoken, FALSE);
}

GtkWidget *
pentimento_history_item_new (PentimentoDocument *document, PentimentoVersion *version)
{
  PentimentoHistoryItem *self = g_object_new (PENTIMENTO_TYPE_HISTORY_ITEM, NULL);
  PentimentoHistory *history = pentimento_document_get_history (document);
  g_autofree char *name = pentimento_version_label (history, version);
  g_autofree char *origin = describe_arrival (document, version);
  g_autofree char *measured = pentimento_version_describe_measured (version);
  g_autofree char *tooltip = make_tooltip (version, origin, measured);
  g_autofree char *spoken = make_spoken (version, name, origin);

  g_set_object (&self->version, version);
  g_set_object (&self->library, pentimento_services_get_library (pentimento_document_get_services (document)));
  show_marks (self);
  gtk_label_set_label (self->name_label, name);
  gtk_label_set_label (self->origin_label, origin != NULL ? origin : "");
  gtk_widget_set_visible (GTK_WIDGET (self->origin_label), origin != NULL);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), tooltip);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  if (measured != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, measured, -1);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self), "s", pentimento_version_get_id (version));
  show_picture (self, document);
  return GTK_WIDGET (self);
}

static void
add_to_menu (GMenu *menu, const char *label, const char *action)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (label, action);

  g_menu_append_item (menu, item);
}

/* The one that is shown has nothing to be compared with but itself. */
static GMenuModel *
make_menu_model (PentimentoHistoryItem *self)
{
  g_autoptr (GMenuItem) compare = g_menu_item_new (_ ("_Compare with the Version Shown"), NULL);
  g_autoptr (GMenuModel) reuse = pentimento_window_create_reuse_menu (self->version);
  gboolean starred = pentimento_version_get_starred (self->version);
  gboolean rejected = pentimento_version_get_rejected (self->version);
  g_autoptr (GMenu) others = g_menu_new ();
  g_autoptr (GMenu) marks = g_menu_new ();
  GMenu *menu = g_menu_new ();

  g_menu_item_set_action_and_target (compare, "win.compare-version", "s", pentimento_version_get_id (self->version));
  if (!gtk_widget_has_css_class (GTK_WIDGET (self), "current"))
    g_menu_append_item (others, compare);
  add_to_menu (marks, starred ? _ ("Remove the _Star") : _ ("_Star"), "version.star");
  add_to_menu (marks, rejected ? _ ("Undo _Reject") : _ ("_Reject"), "version.reject");
  add_to_menu (marks, _ ("_Name…"), "version.name");
  add_to_menu (marks, _ ("_Tags…"), "version.tags");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (others));
  g_menu_append_section (menu, NULL, reuse);
  g_menu_append_section (menu, NULL, G_MENU_MODEL (marks));
  return G_MENU_MODEL (menu);
}

static GtkWidget *
make_menu (PentimentoHistoryItem *self)
{
  GtkWidget *popover = gtk_popover_menu_new_from_model (NULL);

  gtk_popover_set_has_arrow (GTK_POPOVER (popover), FALSE);
  gtk_popover_set_position (GTK_POPOVER (popover), GTK_POS_TOP);
  gtk_widget_set_halign (popover, GTK_ALIGN_START);
  gtk_widget_set_parent (popover, GTK_WIDGET (self));
  return popover;
}

static void
pop_up_menu (GtkWidget *widget, const char *name, GVariant *parameter)
{
  PentimentoHistoryItem *self = PENTIMENTO_HISTORY_ITEM (widget);
  g_autoptr (GMenuModel) model = make_menu_model (self);

  if (self->menu == NULL)
    self->menu = make_menu (self);
  gtk_popover_menu_set_menu_model (GTK_POPOVER_MENU (self->menu), model);
  gtk_popover_popup (GTK_POPOVER (self->menu));
}

/* This item may be made anew by what is asked: what it asks with hangs on the strip around it. */
static GtkWidget *
find_strip (PentimentoHistoryItem *self, GdkRectangle *place)
{
  GtkWidget *strip = gtk_widget_get_ancestor (GTK_WIDGET (self), PENTIMENTO_TYPE_HISTORY_STRIP);
  graphene_rect_t bounds;

  if (strip != NULL && gtk_widget_compute_bounds (GTK_WIDGET (self), strip, &bounds))
    *place = (GdkRectangle){ bounds.origin.x, bounds.origin.y, bounds.size.width, bounds.size.height };
  return strip;
}

static void
star (GtkWidget *widget, const char *name, GVariant *parameter)
{
  PentimentoHistoryItem *self = PENTIMENTO_HISTORY_ITEM (widget);

  pentimento_version_marks_star (widget, self->library,
                                 (const char *[]){ pentimento_version_get_id (self->version), NULL },
                                 !pentimento_version_get_starred (self->version));
}

static void
reject (GtkWidget *widget, const char *name, GVariant *parameter)
{
  PentimentoHistoryItem *self = PENTIMENTO_HISTORY_ITEM (widget);

  pentimento_version_marks_reject (widget, self->library,
                                   (const char *[]){ pentimento_version_get_id (self->version), NULL },
                                   !pentimento_version_get_rejected (self->version));
}

static void
ask_name (GtkWidget *widget, const char *name, GVariant *parameter)
{
  PentimentoHistoryItem *self = PENTIMENTO_HISTORY_ITEM (widget);
  GdkRectangle place = { 0, 0, 1, 1 };
  GtkWidget *strip = find_strip (self, &place);

  if (strip != NULL)
    pentimento_version_marks_ask_name (strip, &place, self->library, self->version);
}

static void
ask_tags (GtkWidget *widget, const char *name, GVariant *parameter)
{
  PentimentoHistoryItem *self = PENTIMENTO_HISTORY_ITEM (widget);
  g_autoptr (GPtrArray) versions = g_ptr_array_new ();
  GdkRectangle place = { 0, 0, 1, 1 };
  GtkWidget *strip = find_strip (self, &place);

  g_ptr_array_add (versions, self->version);
  if (strip != NULL)
    pentimento_version_marks_ask_tags (strip, &place, self->library, versions);
}

static void
pressed (PentimentoHistoryItem *self, GtkGesture *gesture)
{
  gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
  pop_up_menu (GTK_WIDGET (self), NULL, NULL);
}

static void
clicked (GtkGestureClick *gesture, int n_presses, double x, double y, PentimentoHistoryItem *self)
{
  pressed (self, GTK_GESTURE (gesture));
}

static void
pressed_long (GtkGestureLongPress *gesture, double x, double y, PentimentoHistoryItem *self)
{
  pressed (self, GTK_GESTURE (gesture));
}

PentimentoVersion *
pentimento_history_item_get_version (PentimentoHistoryItem *self)
{
  return self->version;
}

void
pentimento_history_item_set_current (PentimentoHistoryItem *self, gboolean current)
{
  if (current)
    gtk_widget_add_css_class (GTK_WIDGET (self), "current");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "current");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  current ? _ ("The version being shown") : "", -1);
}

static void
pentimento_history_item_dispose (GObject *object)
{
  PentimentoHistoryItem *self = PENTIMENTO_HISTORY_ITEM (object);

  g_clear_object (&self->version);
  g_clear_object (&self->library);
  g_clear_pointer (&self->menu, gtk_widget_unparent);

  G_OBJECT_CLASS (pentimento_history_item_parent_class)->dispose (object);
}

static void
pentimento_history_item_class_init (PentimentoHistoryItemClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pentimento_history_item_dispose;
  g_type_ensure (PENTIMENTO_TYPE_THUMBNAIL);
  gtk_widget_class_install_action (widget_class, "menu.popup", NULL, pop_up_menu);
  gtk_widget_class_install_action (widget_class, "version.star", NULL, star);
  gtk_widget_class_install_action (widget_class, "version.reject", NULL, reject);
  gtk_widget_class_install_action (widget_class, "version.name", NULL, ask_name);
  gtk_widget_class_install_action (widget_class, "version.tags", NULL, ask_tags);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F10, GDK_SHIFT_MASK, "menu.popup", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Menu, 0, "menu.popup", NULL);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/pentimento/Pentimento/pentimento-history-item.ui");
  gtk_widget_class_bind_template_child (widget_class, PentimentoHistoryItem, thumbnail);
  gtk_widget_class_bind_template_child (widget_class, PentimentoHistoryItem, star_image);
  gtk_widget_class_bind_template_child (widget_class, PentimentoHistoryItem, name_label);
  gtk_widget_class_bind_template_child (widget_class, PentimentoHistoryItem, origin_label);
}

static void
pentimento_history_item_init (PentimentoHistoryItem *self)
{
  GtkGesture *click = gtk_gesture_click_new ();
  GtkGesture *press = gtk_gesture_long_press_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), GDK_BUTTON_SECONDARY);
  gtk_gesture_single_set_touch_only (GTK_GESTURE_SINGLE (press), TRUE);
  g_signal_connect (click, "pressed", G_CALLBACK (clicked), self);
  g_signal_connect (press, "pressed", G_CALLBACK (pressed_long), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (press));
}
