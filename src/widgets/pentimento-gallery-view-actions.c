/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What can be done with the versions that are selected in the gallery, and the menu that offers it. */

#include "pentimento-gallery-item.h"
#include "pentimento-gallery-view-private.h"
#include "pentimento-trash-dialog.h"
#include "pentimento-version-marks.h"

#include <glib/gi18n-lib.h>

GPtrArray *
pentimento_gallery_view_list_selected (PentimentoGalleryView *self)
{
  g_autoptr (GtkBitset) selected = gtk_selection_model_get_selection (gtk_grid_view_get_model (self->grid));
  GPtrArray *versions = g_ptr_array_new_with_free_func (g_object_unref);
  GtkBitsetIter iter;
  guint position;

  for (gboolean more = gtk_bitset_iter_init_first (&iter, selected, &position); more;
       more = gtk_bitset_iter_next (&iter, &position))
    g_ptr_array_add (versions, g_list_model_get_item (G_LIST_MODEL (self->gallery), position));
  return versions;
}

static char **
list_ids (GPtrArray *versions)
{
  g_autoptr (GStrvBuilder) ids = g_strv_builder_new ();

  for (guint i = 0; i < versions->len; i++)
    g_strv_builder_add (ids, pentimento_version_get_id (versions->pdata[i]));
  return g_strv_builder_end (ids);
}

/* Where the first of what is selected is seen, or the middle of the view where it is not. */
static GdkRectangle
find_place (PentimentoGalleryView *self)
{
  g_autoptr (GtkBitset) selected = gtk_selection_model_get_selection (gtk_grid_view_get_model (self->grid));
  GtkWidget *view = GTK_WIDGET (self);
  graphene_rect_t bounds;

  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->grid)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *item = gtk_widget_get_first_child (child);

      if (PENTIMENTO_IS_GALLERY_ITEM (item)
          && pentimento_gallery_item_get_position (PENTIMENTO_GALLERY_ITEM (item)) == gtk_bitset_get_minimum (selected)
          && gtk_widget_get_mapped (item) && gtk_widget_compute_bounds (item, view, &bounds) && bounds.origin.y >= 0
          && bounds.origin.y < gtk_widget_get_height (view))
        return (GdkRectangle){ bounds.origin.x, bounds.origin.y, bounds.size.width, bounds.size.height };
    }
  return (GdkRectangle){ gtk_widget_get_width (view) / 2, gtk_widget_get_height (view) / 2, 1, 1 };
}

static PentimentoVersion *
get_first (GPtrArray *versions)
{
  return versions->len > 0 ? versions->pdata[0] : NULL;
}

/* What one version is opened by, or taken from: an action of the window around. */
static void
pass_on (PentimentoGalleryView *self, const char *action)
{
  g_autoptr (GPtrArray) versions = pentimento_gallery_view_list_selected (self);
  PentimentoVersion *version = get_first (versions);

  if (version != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), action, "s", pentimento_version_get_id (version));
}

static void
open_selected (GtkWidget *widget, const char *name, GVariant *parameter)
{
  pass_on (PENTIMENTO_GALLERY_VIEW (widget), "win.open-version");
}

static void
open_in_new_window (GtkWidget *widget, const char *name, GVariant *parameter)
{
  pass_on (PENTIMENTO_GALLERY_VIEW (widget), "app.open-version");
}

static void
use_as_reference (GtkWidget *widget, const char *name, GVariant *parameter)
{
  pass_on (PENTIMENTO_GALLERY_VIEW (widget), "win.use-version");
}

static void
show_in_history (GtkWidget *widget, const char *name, GVariant *parameter)
{
  pass_on (PENTIMENTO_GALLERY_VIEW (widget), "win.show-version-in-history");
}

static void
save_copy (GtkWidget *widget, const char *name, GVariant *parameter)
{
  pass_on (PENTIMENTO_GALLERY_VIEW (widget), "win.save-version");
}

static gboolean
all_starred (GPtrArray *versions)
{
  for (guint i = 0; i < versions->len; i++)
    if (!pentimento_version_get_starred (versions->pdata[i]))
      return FALSE;
  return TRUE;
}

static gboolean
all_rejected (GPtrArray *versions)
{
  for (guint i = 0; i < versions->len; i++)
    if (!pentimento_version_get_rejected (versions->pdata[i]))
      return FALSE;
  return TRUE;
}

/* "star" and "unstar" are two items of the menu, of which one is there; the key does what the one there would. */
static void
star (GtkWidget *widget, const char *name, GVariant *parameter)
{
  PentimentoGalleryView *self = PENTIMENTO_GALLERY_VIEW (widget);
  g_autoptr (GPtrArray) versions = pentimento_gallery_view_list_selected (self);
  g_auto (GStrv) ids = list_ids (versions);

  if (versions->len > 0)
    pentimento_version_marks_star (widget, pentimento_gallery_view_get_library (self), (const char *const *)ids,
                                   !all_starred (versions));
}

static void
reject (GtkWidget *widget, const char *name, GVariant *parameter)
{
  PentimentoGalleryView *self = PENTIMENTO_GALLERY_VIEW (widget);
  g_autoptr (GPtrArray) versions = pentimento_gallery_view_list_selected (self);
  g_auto (GStrv) ids = list_ids (versions);

  if (versions->len > 0)
    pentimento_version_marks_reject (widget, pentimento_gallery_view_get_library (self), (const char *const *)ids,
                                     !all_rejected (versions));
}

/* The star on a picture is that picture's, whatever is selected. */
static void
star_version (GtkWidget *widget, const char *name, GVariant *parameter)
{
  PentimentoLibrary *library = pentimento_gallery_view_get_library (PENTIMENTO_GALLERY_VIEW (widget));
  const char *ids[] = { g_variant_get_string (parameter, NULL), NULL };
  g_autoptr (PentimentoVersion) version = pentimento_library_get_version (library, ids[0], NULL);

  if (version != NULL)
    pentimento_version_marks_star (widget, library, ids, !pentimento_version_get_starred (version));
}

static void
ask_name (GtkWidget *widget, const char *name, GVariant *parameter)
{
  PentimentoGalleryView *self = PENTIMENTO_GALLERY_VIEW (widget);
  g_autoptr (GPtrArray) versions = pentimento_gallery_view_list_selected (self);
  GdkRectangle place = find_place (self);

  if (versions->len == 1)
    pentimento_version_marks_ask_name (widget, &place, pentimento_gallery_view_get_library (self),
                                       get_first (versions));
}

static void
ask_tags (GtkWidget *widget, const char *name, GVariant *parameter)
{
  PentimentoGalleryView *self = PENTIMENTO_GALLERY_VIEW (widget);
  g_autoptr (GPtrArray) versions = pentimento_gallery_view_list_selected (self);
  GdkRectangle place = find_place (self);

  if (versions->len > 0)
    pentimento_version_marks_ask_tags (widget, &place, pentimento_gallery_view_get_library (self), versions);
}

static void
move_to_trash (GtkWidget *widget, const char *name, GVariant *parameter)
{
  PentimentoGalleryView *self = PENTIMENTO_GALLERY_VIEW (widget);
  g_autoptr (GPtrArray) versions = pentimento_gallery_view_list_selected (self);
  g_auto (GStrv) ids = list_ids (versions);

  if (versions->len > 0)
    pentimento_version_marks_trash (widget, pentimento_gallery_view_get_library (self), (const char *const *)ids);
}

static void
restore (GtkWidget *widget, const char *name, GVariant *parameter)
{
  PentimentoGalleryView *self = PENTIMENTO_GALLERY_VIEW (widget);
  g_autoptr (GPtrArray) versions = pentimento_gallery_view_list_selected (self);
  g_auto (GStrv) ids = list_ids (versions);

  if (versions->len > 0)
    pentimento_version_marks_restore (widget, pentimento_gallery_view_get_library (self), (const char *const *)ids);
}

static void
empty_trash (GtkWidget *widget, const char *name, GVariant *parameter)
{
  pentimento_trash_dialog_ask (widget, pentimento_gallery_view_get_library (PENTIMENTO_GALLERY_VIEW (widget)));
}

static void
unselect (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gtk_selection_model_unselect_all (gtk_grid_view_get_model (PENTIMENTO_GALLERY_VIEW (widget)->grid));
}

static void
enable (PentimentoGalleryView *self, const char *action, gboolean enabled)
{
  gtk_widget_action_set_enabled (GTK_WIDGET (self), action, enabled);
}

void
pentimento_gallery_view_selection_changed (PentimentoGalleryView *self)
{
  GtkSelectionModel *model = gtk_grid_view_get_model (self->grid);
  g_autoptr (GtkBitset) selected = model != NULL ? gtk_selection_model_get_selection (model) : gtk_bitset_new_empty ();
  guint count = (guint)gtk_bitset_get_size (selected);
  g_autofree char *text = g_strdup_printf (ngettext ("%u selected", "%u selected", count), count);
  static const char *const of_one[] = { "gallery.open", "gallery.open-new-window", "gallery.use-as-reference",
                                        "gallery.show-in-history", "gallery.save-copy" };
  static const char *const of_any[]
      = { "gallery.toggle-star", "gallery.toggle-rejected", "gallery.tags", "gallery.trash" };

  for (guint i = 0; i < G_N_ELEMENTS (of_one); i++)
    enable (self, of_one[i], count == 1);
  for (guint i = 0; i < G_N_ELEMENTS (of_any); i++)
    enable (self, of_any[i], count > 0 && !self->trash);
  enable (self, "gallery.name", count == 1 && !self->trash);
  enable (self, "gallery.restore", count > 0 && self->trash);
  gtk_label_set_label (self->selection_label, text);
  gtk_widget_set_visible (self->selection_marks, !self->trash);
  gtk_widget_set_visible (self->restore_button, self->trash);
  gtk_action_bar_set_revealed (self->selection_bar, count > 1);
}

/* The menu offers either a star or its removal; which, is known when it is opened. */
static void
prepare_menu (PentimentoGalleryView *self)
{
  g_autoptr (GPtrArray) versions = pentimento_gallery_view_list_selected (self);
  gboolean starred = all_starred (versions), rejected = all_rejected (versions);

  enable (self, "gallery.star", !starred && !self->trash);
  enable (self, "gallery.unstar", starred && !self->trash);
  enable (self, "gallery.reject", !rejected && !self->trash);
  enable (self, "gallery.unreject", rejected && !self->trash);
}

static void
pop_up_menu (PentimentoGalleryView *self, const GdkRectangle *place)
{
  g_autoptr (GtkBitset) selected = gtk_selection_model_get_selection (gtk_grid_view_get_model (self->grid));

  if (gtk_bitset_is_empty (selected))
    return;
  if (self->menu == NULL)
    {
      self->menu = gtk_popover_menu_new_from_model (NULL);
      gtk_popover_set_has_arrow (GTK_POPOVER (self->menu), FALSE);
      gtk_widget_set_halign (self->menu, GTK_ALIGN_START);
      gtk_widget_set_parent (self->menu, GTK_WIDGET (self));
    }
  prepare_menu (self);
  gtk_popover_menu_set_menu_model (GTK_POPOVER_MENU (self->menu), self->trash ? self->trash_menu : self->version_menu);
  gtk_popover_set_pointing_to (GTK_POPOVER (self->menu), place);
  gtk_popover_popup (GTK_POPOVER (self->menu));
}

/* Where nothing is selected, what has the focus is meant. */
static void
select_focused (PentimentoGalleryView *self)
{
  GtkSelectionModel *model = gtk_grid_view_get_model (self->grid);
  g_autoptr (GtkBitset) selected = gtk_selection_model_get_selection (model);
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (GTK_WIDGET (self)));
  GtkWidget *item = focus != NULL ? gtk_widget_get_first_child (focus) : NULL;

  if (gtk_bitset_is_empty (selected) && PENTIMENTO_IS_GALLERY_ITEM (item))
    gtk_selection_model_select_item (model, pentimento_gallery_item_get_position (PENTIMENTO_GALLERY_ITEM (item)),
                                     TRUE);
}

static void
pop_up_menu_by_key (GtkWidget *widget, const char *name, GVariant *parameter)
{
  PentimentoGalleryView *self = PENTIMENTO_GALLERY_VIEW (widget);
  GdkRectangle place;

  select_focused (self);
  place = find_place (self);
  pop_up_menu (self, &place);
}

/* As everywhere: what is not selected is so before its menu opens; what is selected with others stays with them. */
static void
pop_up_menu_at (PentimentoGalleryView *self, GtkGesture *gesture, double x, double y)
{
  GtkWidget *picked = gtk_widget_pick (GTK_WIDGET (self->grid), x, y, GTK_PICK_DEFAULT);
  GtkSelectionModel *model = gtk_grid_view_get_model (self->grid);
  double view_x, view_y;
  guint position;

  while (picked != NULL && !PENTIMENTO_IS_GALLERY_ITEM (picked) && picked != GTK_WIDGET (self->grid))
    picked = PENTIMENTO_IS_GALLERY_ITEM (gtk_widget_get_first_child (picked)) ? gtk_widget_get_first_child (picked)
                                                                              : gtk_widget_get_parent (picked);
  if (!PENTIMENTO_IS_GALLERY_ITEM (picked))
    return;
  position = pentimento_gallery_item_get_position (PENTIMENTO_GALLERY_ITEM (picked));
  gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
  if (!gtk_selection_model_is_selected (model, position))
    gtk_selection_model_select_item (model, position, TRUE);
  gtk_widget_grab_focus (gtk_widget_get_parent (picked));
  gtk_widget_translate_coordinates (GTK_WIDGET (self->grid), GTK_WIDGET (self), x, y, &view_x, &view_y);
  pop_up_menu (self, &(GdkRectangle){ view_x, view_y, 1, 1 });
}

static void
clicked (GtkGestureClick *gesture, int n_presses, double x, double y, PentimentoGalleryView *self)
{
  pop_up_menu_at (self, GTK_GESTURE (gesture), x, y);
}

static void
pressed_long (GtkGestureLongPress *gesture, double x, double y, PentimentoGalleryView *self)
{
  pop_up_menu_at (self, GTK_GESTURE (gesture), x, y);
}

void
pentimento_gallery_view_init_menu (PentimentoGalleryView *self)
{
  GtkGesture *click = gtk_gesture_click_new ();
  GtkGesture *press = gtk_gesture_long_press_new ();

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), GDK_BUTTON_SECONDARY);
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (click), GTK_PHASE_CAPTURE);
  gtk_gesture_single_set_touch_only (GTK_GESTURE_SINGLE (press), TRUE);
  g_signal_connect (click, "pressed", G_CALLBACK (clicked), self);
  g_signal_connect (press, "pressed", G_CALLBACK (pressed_long), self);
  gtk_widget_add_controller (GTK_WIDGET (self->grid), GTK_EVENT_CONTROLLER (click));
  gtk_widget_add_controller (GTK_WIDGET (self->grid), GTK_EVENT_CONTROLLER (press));
}

static const struct {
  const char *name;
  GtkWidgetActionActivateFunc run;
  const char *keys; /* (nullable) */
} actions[] = {
  { "gallery.open", open_selected, NULL },
  { "gallery.open-new-window", open_in_new_window, "<Control>Return" },
  { "gallery.use-as-reference", use_as_reference, NULL },
  { "gallery.show-in-history", show_in_history, NULL },
  { "gallery.save-copy", save_copy, NULL },
  { "gallery.star", star, NULL },
  { "gallery.unstar", star, NULL },
  { "gallery.toggle-star", star, "<Control>d" },
  { "gallery.reject", reject, NULL },
  { "gallery.unreject", reject, NULL },
  { "gallery.toggle-rejected", reject, "<Control>r" },
  { "gallery.name", ask_name, "F2" },
  { "gallery.tags", ask_tags, "<Control>t" },
  { "gallery.trash", move_to_trash, "Delete|KP_Delete" },
  { "gallery.restore", restore, NULL },
  { "gallery.empty-trash", empty_trash, NULL },
  { "gallery.unselect", unselect, "Escape" },
  { "gallery.menu", pop_up_menu_by_key, "<Shift>F10|Menu" },
};

void
pentimento_gallery_view_install_actions (GtkWidgetClass *widget_class)
{
  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_class_install_action (widget_class, actions[i].name, NULL, actions[i].run);
  gtk_widget_class_install_action (widget_class, "gallery.star-version", "s", star_version);
}

/* On the pictures alone: what they leave, the search takes, which has a use of its own for some of these. */
void
pentimento_gallery_view_init_keys (PentimentoGalleryView *self)
{
  GtkEventController *controller = gtk_shortcut_controller_new ();

  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    if (actions[i].keys != NULL)
      gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (controller),
                                            gtk_shortcut_new (gtk_shortcut_trigger_parse_string (actions[i].keys),
                                                              gtk_named_action_new (actions[i].name)));
  gtk_widget_add_controller (GTK_WIDGET (self->grid), controller);
}
