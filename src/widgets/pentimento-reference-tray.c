/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "pentimento-reference-tray.h"
#include "pentimento-incoming.h"
#include "pentimento-reference-item.h"

#include <glib/gi18n-lib.h>

struct _PentimentoReferenceTray {
  AdwBin parent_instance;

  PentimentoDocument *document;
  GSignalGroup *document_signals;
  GSignalGroup *reference_signals;
  GCancellable *cancellable;

  GtkLabel *count_label;
  GtkFlowBox *items;
  GtkWidget *full_label;
  GtkWidget *hint_label;
  GtkWidget *places_label;
};

enum {
  PROP_DOCUMENT = 1,
};

G_DEFINE_FINAL_TYPE (PentimentoReferenceTray, pentimento_reference_tray, ADW_TYPE_BIN)

static guint
get_most (PentimentoReferenceTray *self)
{
  const SeedreamCapabilities *capabilities = pentimento_document_get_capabilities (self->document);

  return capabilities != NULL ? MIN (capabilities->max_pictures, PENTIMENTO_DOCUMENT_MAX_PICTURES)
                              : PENTIMENTO_DOCUMENT_MAX_PICTURES;
}

static void
show_count (PentimentoReferenceTray *self, guint total)
{
  guint most = get_most (self);
  g_autofree char *count = g_strdup_printf (_ ("%u of %u"), total, most);

  gtk_label_set_label (self->count_label, count);
  gtk_widget_set_visible (self->full_label, total >= most);
  gtk_widget_set_visible (self->hint_label, total <= 1 && pentimento_document_get_n_places (self->document) <= 1);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "document.add-references", total < most);
}

/* The first item is the picture being edited, or the place for it; without either, the first reference is. */
static guint
get_first_number (PentimentoReferenceTray *self)
{
  return pentimento_document_get_image (self->document) != NULL || pentimento_document_get_n_places (self->document) > 0
             ? 1
             : 2;
}

static guint
get_last_number (PentimentoReferenceTray *self)
{
  guint n_references = g_list_model_get_n_items (pentimento_document_get_references (self->document));
  guint last = n_references > 0 ? pentimento_document_get_number (self->document, n_references - 1) : 0;

  return MAX (MAX (last, pentimento_document_get_n_places (self->document)),
              pentimento_document_get_image (self->document) != NULL ? 1 : 0);
}

/* @position: that of the reference to be shown next, which moves on where it was */
static void
show_item (PentimentoReferenceTray *self, PentimentoReferenceItem *item, guint number, guint total, guint *position)
{
  PentimentoThumbnailer *thumbnailer = pentimento_thumbnailer_get (
      pentimento_services_get_library (pentimento_document_get_services (self->document)));
  const char *role = pentimento_document_get_role (self->document, number);
  g_autoptr (PentimentoImage) image = NULL;

  if (number == 1)
    g_set_object (&image, pentimento_document_get_image (self->document));
  else if (pentimento_document_get_number (self->document, *position) == number)
    image = g_list_model_get_item (pentimento_document_get_references (self->document), *position);
  if (image == NULL)
    {
      pentimento_reference_item_show_empty (item, thumbnailer, number, role);
      return;
    }
  pentimento_reference_item_show (item, thumbnailer, image, number, total, *position, role);
  if (number > 1)
    (*position)++;
}

/* The items stay and show other pictures, so that a drag or the focus is not cut off by a move. */
static void
update (PentimentoReferenceTray *self)
{
  guint first, last, n_items, total, position = 0;
  GtkFlowBoxChild *surplus;

  if (self->document == NULL)
    return;

  first = get_first_number (self);
  last = get_last_number (self);
  n_items = last >= first ? last + 1 - first : 0;
  while ((surplus = gtk_flow_box_get_child_at_index (self->items, n_items)) != NULL)
    gtk_flow_box_remove (self->items, GTK_WIDGET (surplus));
  for (guint i = 0; i < n_items; i++)
    {
      if (gtk_flow_box_get_child_at_index (self->items, i) == NULL)
        gtk_flow_box_append (self->items, pentimento_reference_item_new ());
      show_item (self, PENTIMENTO_REFERENCE_ITEM (gtk_flow_box_get_child_at_index (self->items, i)), first + i, last,
                 &position);
    }
  total = position + (pentimento_document_get_image (self->document) != NULL ? 1 : 0);
  gtk_widget_set_visible (GTK_WIDGET (self->items), n_items > 0);
  gtk_widget_set_visible (self->places_label, n_items > total);
  show_count (self, total);
}

static void
focus_number (PentimentoReferenceTray *self, guint number)
{
  int index = (int)(MIN (number, get_last_number (self)) - get_first_number (self));
  GtkFlowBoxChild *child = index >= 0 ? gtk_flow_box_get_child_at_index (self->items, index) : NULL;

  if (child != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (child));
}

static void
report (PentimentoReferenceTray *self, const GError *error)
{
  if (error != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    gtk_widget_activate_action (GTK_WIDGET (self), "win.report", "s", error->message);
}

/* Pictures on their way in, and the empty place that the first of them was dropped on or chosen for; 0 for none. */
typedef struct {
  PentimentoReferenceTray *tray;
  guint number;
} Arrival;

static Arrival *
arrival_new (PentimentoReferenceTray *self, guint number)
{
  Arrival *arrival = g_new0 (Arrival, 1);

  arrival->tray = g_object_ref (self);
  arrival->number = number;
  return arrival;
}

static void
arrival_free (Arrival *arrival)
{
  g_object_unref (arrival->tray);
  g_free (arrival);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Arrival, arrival_free)

static gboolean
take (PentimentoReferenceTray *self, PentimentoImage *image, guint number, GError **error)
{
  /* The template may have gone meanwhile. */
  if (number > 0 && number <= pentimento_document_get_n_places (self->document))
    return pentimento_document_place_reference (self->document, number, image, error);
  return pentimento_document_add_reference (self->document, image, error);
}

static void
pictures_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Arrival) arrival = user_data;
  PentimentoReferenceTray *self = arrival->tray;
  g_autoptr (GError) error = NULL;
  g_autoptr (GListModel) images = pentimento_incoming_finish (result, &error, &error);

  if (self->document == NULL)
    return;
  report (self, error);
  for (guint i = 0; images != NULL && i < g_list_model_get_n_items (images); i++)
    {
      g_autoptr (PentimentoImage) image = g_list_model_get_item (images, i);
      g_autoptr (GError) full = NULL;

      if (!take (self, image, i == 0 ? arrival->number : 0, &full))
        {
          report (self, full);
          break;
        }
    }
}

static void
files_chosen (GtkNativeDialog *dialog, int response, PentimentoReferenceTray *self)
{
  g_autoptr (GListModel) files = gtk_file_chooser_get_files (GTK_FILE_CHOOSER (dialog));
  guint number = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (dialog), "number"));

  if (response == GTK_RESPONSE_ACCEPT)
    pentimento_incoming_from_files_async (files, self->cancellable, pictures_read, arrival_new (self, number));
  gtk_native_dialog_destroy (dialog);
  g_object_unref (dialog);
}

static void
choose_pictures (PentimentoReferenceTray *self, const char *title, guint number)
{
  GtkFileChooserNative *chooser = pentimento_incoming_create_chooser (GTK_WIDGET (self), title, TRUE);

  g_object_set_data (G_OBJECT (chooser), "number", GUINT_TO_POINTER (number));
  g_signal_connect_object (chooser, "response", G_CALLBACK (files_chosen), self, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

static void
add_references (GtkWidget *widget, const char *name, GVariant *parameter)
{
  choose_pictures (PENTIMENTO_REFERENCE_TRAY (widget), _ ("Add Pictures"), 0);
}

static void
fill_place (GtkWidget *widget, const char *name, GVariant *parameter)
{
  PentimentoReferenceTray *self = PENTIMENTO_REFERENCE_TRAY (widget);
  guint number = g_variant_get_uint32 (parameter);
  const char *role = pentimento_document_get_role (self->document, number);
  /* Translators: the number of a picture, what it is for, such as “Garment” */
  g_autofree char *title = g_strdup_printf (_ ("Add Picture %u: %s"), number, role != NULL ? role : "");

  choose_pictures (self, title, number);
}

/* The place for the picture being edited is filled by opening one. */
static void
item_activated (PentimentoReferenceTray *self, GtkFlowBoxChild *child)
{
  guint number = pentimento_reference_item_get_empty_number (PENTIMENTO_REFERENCE_ITEM (child));

  if (number == 1)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.open", NULL);
  else if (number > 1)
    gtk_widget_activate_action (GTK_WIDGET (self), "document.fill-place", "u", number);
}

static void
remove_place (GtkWidget *widget, const char *name, GVariant *parameter)
{
  PentimentoReferenceTray *self = PENTIMENTO_REFERENCE_TRAY (widget);
  guint number = g_variant_get_uint32 (parameter);

  pentimento_document_remove_place (self->document, number);
  focus_number (self, number);
}

static void
move_to_place (GtkWidget *widget, const char *name, GVariant *parameter)
{
  PentimentoReferenceTray *self = PENTIMENTO_REFERENCE_TRAY (widget);
  guint from, number;

  g_variant_get (parameter, "(uu)", &from, &number);
  pentimento_document_move_to_place (self->document, from, number);
  focus_number (self, number);
}

static void
paste_reference (GtkWidget *widget, const char *name, GVariant *parameter)
{
  PentimentoReferenceTray *self = PENTIMENTO_REFERENCE_TRAY (widget);
  GdkClipboard *clipboard = gtk_widget_get_clipboard (widget);

  if (pentimento_incoming_is_on_clipboard (clipboard))
    pentimento_incoming_from_clipboard_async (clipboard, self->cancellable, pictures_read, arrival_new (self, 0));
}

static void
remove_reference (GtkWidget *widget, const char *name, GVariant *parameter)
{
  PentimentoReferenceTray *self = PENTIMENTO_REFERENCE_TRAY (widget);
  guint position = g_variant_get_uint32 (parameter);
  guint number = pentimento_document_get_number (self->document, position);

  pentimento_document_remove_reference (self->document, position);
  focus_number (self, number);
}

static void
move_reference (GtkWidget *widget, const char *name, GVariant *parameter)
{
  PentimentoReferenceTray *self = PENTIMENTO_REFERENCE_TRAY (widget);
  guint from, to;

  g_variant_get (parameter, "(uu)", &from, &to);
  if (to >= g_list_model_get_n_items (pentimento_document_get_references (self->document)))
    return;

  pentimento_document_move_reference (self->document, from, to);
  focus_number (self, pentimento_document_get_number (self->document, to));
}

/* Returns: the number of the empty place there; 0 for none */
static guint
find_place (PentimentoReferenceTray *self, double x, double y)
{
  GtkFlowBoxChild *child = NULL;
  double items_x, items_y;

  if (gtk_widget_translate_coordinates (GTK_WIDGET (self), GTK_WIDGET (self->items), x, y, &items_x, &items_y))
    child = gtk_flow_box_get_child_at_pos (self->items, (int)items_x, (int)items_y);
  return child != NULL ? pentimento_reference_item_get_empty_number (PENTIMENTO_REFERENCE_ITEM (child)) : 0;
}

static gboolean
dropped (GtkDropTarget *target, const GValue *value, double x, double y, PentimentoReferenceTray *self)
{
  guint number = find_place (self, x, y);

  /* The picture being edited is opened, not added. */
  if (number == 1)
    return FALSE;
  pentimento_incoming_from_value_async (value, self->cancellable, pictures_read, arrival_new (self, number));
  return TRUE;
}

static void
set_document (PentimentoReferenceTray *self, PentimentoDocument *document)
{
  if (!g_set_object (&self->document, document))
    return;

  g_signal_group_set_target (self->document_signals, document);
  g_signal_group_set_target (self->reference_signals,
                             document != NULL ? pentimento_document_get_references (document) : NULL);
  update (self);
}

static void
pentimento_reference_tray_get_property (GObject *object, guint id, GValue *value, GParamSpec *spec)
{
  g_value_set_object (value, PENTIMENTO_REFERENCE_TRAY (object)->document);
}

static void
pentimento_reference_tray_set_property (GObject *object, guint id, const GValue *value, GParamSpec *spec)
{
  set_document (PENTIMENTO_REFERENCE_TRAY (object), g_value_get_object (value));
}

static void
pentimento_reference_tray_dispose (GObject *object)
{
  PentimentoReferenceTray *self = PENTIMENTO_REFERENCE_TRAY (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->document_signals);
  g_clear_object (&self->reference_signals);
  g_clear_object (&self->document);

  G_OBJECT_CLASS (pentimento_reference_tray_parent_class)->dispose (object);
}

static void
pentimento_reference_tray_finalize (GObject *object)
{
  g_clear_object (&PENTIMENTO_REFERENCE_TRAY (object)->cancellable);

  G_OBJECT_CLASS (pentimento_reference_tray_parent_class)->finalize (object);
}

static void
pentimento_reference_tray_class_init (PentimentoReferenceTrayClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = pentimento_reference_tray_get_property;
  object_class->set_property = pentimento_reference_tray_set_property;
  object_class->dispose = pentimento_reference_tray_dispose;
  object_class->finalize = pentimento_reference_tray_finalize;
  g_object_class_install_property (object_class, PROP_DOCUMENT,
                                   g_param_spec_object ("document", NULL, NULL, PENTIMENTO_TYPE_DOCUMENT,
                                                        G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS));

  gtk_widget_class_install_action (widget_class, "document.add-references", NULL, add_references);
  gtk_widget_class_install_action (widget_class, "document.paste-reference", NULL, paste_reference);
  gtk_widget_class_install_action (widget_class, "document.remove-reference", "u", remove_reference);
  gtk_widget_class_install_action (widget_class, "document.move-reference", "(uu)", move_reference);
  gtk_widget_class_install_action (widget_class, "document.fill-place", "u", fill_place);
  gtk_widget_class_install_action (widget_class, "document.remove-place", "u", remove_place);
  gtk_widget_class_install_action (widget_class, "document.move-to-place", "(uu)", move_to_place);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_v, GDK_CONTROL_MASK, "document.paste-reference", NULL);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/pentimento/Pentimento/pentimento-reference-tray.ui");
  gtk_widget_class_bind_template_child (widget_class, PentimentoReferenceTray, count_label);
  gtk_widget_class_bind_template_child (widget_class, PentimentoReferenceTray, items);
  gtk_widget_class_bind_template_child (widget_class, PentimentoReferenceTray, full_label);
  gtk_widget_class_bind_template_child (widget_class, PentimentoReferenceTray, hint_label);
  gtk_widget_class_bind_template_child (widget_class, PentimentoReferenceTray, places_label);
  gtk_widget_class_bind_template_callback (widget_class, item_activated);
}

static void
pentimento_reference_tray_init (PentimentoReferenceTray *self)
{
  GtkDropTarget *target = pentimento_incoming_create_drop_target ();

  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect (target, "drop", G_CALLBACK (dropped), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));

  self->document_signals = g_signal_group_new (PENTIMENTO_TYPE_DOCUMENT);
  g_signal_group_connect_swapped (self->document_signals, "notify::image", G_CALLBACK (update), self);
  g_signal_group_connect_swapped (self->document_signals, "notify::provider", G_CALLBACK (update), self);
  g_signal_group_connect_swapped (self->document_signals, "notify::operation", G_CALLBACK (update), self);
  g_signal_group_connect_swapped (self->document_signals, "notify::template", G_CALLBACK (update), self);
  self->reference_signals = g_signal_group_new (G_TYPE_LIST_MODEL);
  g_signal_group_connect_swapped (self->reference_signals, "items-changed", G_CALLBACK (update), self);
}
