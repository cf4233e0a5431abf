/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "pentimento-size-group.h"

#include <glib/gi18n-lib.h>

typedef struct {
  const char *label;
  int width;
  int height;
} Size;

/* 1K, 2K and 4K squares, and what BytePlus ModelArk recommends for Seedream 4.0 at 2K in the usual ratios. */
static const Size sizes[] = {
  { N_ ("Square 1K"), 1024, 1024 },      { N_ ("Square 2K"), 2048, 2048 },     { N_ ("Square 4K"), 4096, 4096 },
  { N_ ("Landscape 4:3"), 2304, 1728 },  { N_ ("Landscape 3:2"), 2496, 1664 }, { N_ ("Landscape 16:9"), 2560, 1440 },
  { N_ ("Landscape 21:9"), 3024, 1296 }, { N_ ("Portrait 3:4"), 1728, 2304 },  { N_ ("Portrait 2:3"), 1664, 2496 },
  { N_ ("Portrait 9:16"), 1440, 2560 },
};

struct _PentimentoSizeGroup {
  AdwPreferencesGroup parent_instance;

  PentimentoDocument *document;
  GSignalGroup *document_signals;
  GArray *offered; /* of Size: what the rows stand for; "as the picture" first, "custom" last */
  gboolean custom;
  gboolean updating;

  AdwComboRow *size_row;
  GtkWidget *width_row;
  GtkWidget *height_row;
  GtkSpinButton *width_button;
  GtkSpinButton *height_button;
};

enum {
  PROP_DOCUMENT = 1,
};

G_DEFINE_FINAL_TYPE (PentimentoSizeGroup, pentimento_size_group, ADW_TYPE_PREFERENCES_GROUP)

static void
get_wished (PentimentoSizeGroup *self, int *width, int *height)
{
  g_object_get (self->document, "width", width, "height", height, NULL);
}

static gboolean
is_offered (const SeedreamCapabilities *capabilities, const Size *size)
{
  int width = size->width;
  int height = size->height;

  seedream_capabilities_fit_size (capabilities, &width, &height);
  return width == size->width && height == size->height;
}

static const char *
get_automatic_label (PentimentoSizeGroup *self)
{
  int operation;

  g_object_get (self->document, "operation", &operation, NULL);
  return operation == SEEDREAM_OPERATION_GENERATE ? _ ("Automatic") : _ ("As the picture");
}

static void
fill (PentimentoSizeGroup *self)
{
  const SeedreamCapabilities *capabilities = pentimento_document_get_capabilities (self->document);
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  const Size automatic = { NULL, 0, 0 };
  const Size custom = { NULL, -1, -1 };

  g_array_set_size (self->offered, 0);
  g_array_append_val (self->offered, automatic);
  gtk_string_list_append (names, get_automatic_label (self));
  for (guint i = 0; capabilities != NULL && i < G_N_ELEMENTS (sizes); i++)
    if (is_offered (capabilities, &sizes[i]))
      {
        g_array_append_val (self->offered, sizes[i]);
        gtk_string_list_append (names, _ (sizes[i].label));
      }
  if (capabilities != NULL && capabilities->sizes == SEEDREAM_SIZES_FREE)
    {
      g_array_append_val (self->offered, custom);
      gtk_string_list_append (names, _ ("Custom…"));
    }
  adw_combo_row_set_model (self->size_row, G_LIST_MODEL (names));
  if (capabilities != NULL)
    {
      gtk_spin_button_set_range (self->width_button, capabilities->min_side, capabilities->max_side);
      gtk_spin_button_set_range (self->height_button, capabilities->min_side, capabilities->max_side);
    }
}

static guint
find (PentimentoSizeGroup *self, int width, int height)
{
  for (guint i = 0; !self->custom && i < self->offered->len; i++)
    {
      const Size *size = &g_array_index (self->offered, Size, i);

      if (size->width == width && size->height == height)
        return i;
    }
  return self->offered->len - 1;
}

static void
show_size (PentimentoSizeGroup *self)
{
  guint position;
  int width, height;

  get_wished (self, &width, &height);
  position = find (self, width, height);
  self->custom = g_array_index (self->offered, Size, position).width < 0;
  adw_combo_row_set_selected (self->size_row, position);
  gtk_widget_set_visible (self->width_row, self->custom);
  gtk_widget_set_visible (self->height_row, self->custom);
  if (width > 0 && height > 0)
    {
      gtk_spin_button_set_value (self->width_button, width);
      gtk_spin_button_set_value (self->height_button, height);
    }
}

static void
update (PentimentoSizeGroup *self)
{
  if (self->document == NULL || self->updating)
    return;

  self->updating = TRUE;
  fill (self);
  show_size (self);
  self->updating = FALSE;
}

static void
size_changed (PentimentoSizeGroup *self)
{
  if (self->updating)
    return;

  self->updating = TRUE;
  show_size (self);
  self->updating = FALSE;
}

/* A custom size begins with the one that would have been sent. */
static void
begin_custom (PentimentoSizeGroup *self)
{
  const SeedreamCapabilities *capabilities = pentimento_document_get_capabilities (self->document);
  PentimentoImage *image = pentimento_document_get_image (self->document);
  int width, height;

  get_wished (self, &width, &height);
  if (width == 0 || height == 0)
    {
      width = image != NULL ? pentimento_image_get_width (image) : capabilities->default_side;
      height = image != NULL ? pentimento_image_get_height (image) : capabilities->default_side;
      seedream_capabilities_fit_size (capabilities, &width, &height);
    }
  g_object_set (self->document, "width", width, "height", height, NULL);
}

static void
selected (PentimentoSizeGroup *self)
{
  const Size *size;

  if (self->updating || self->document == NULL || adw_combo_row_get_selected (self->size_row) >= self->offered->len)
    return;

  size = &g_array_index (self->offered, Size, adw_combo_row_get_selected (self->size_row));
  self->custom = size->width < 0;
  if (self->custom)
    begin_custom (self);
  else
    g_object_set (self->document, "width", size->width, "height", size->height, NULL);
  size_changed (self);
}

static void
custom_changed (PentimentoSizeGroup *self)
{
  if (self->updating || !self->custom)
    return;

  self->updating = TRUE;
  g_object_set (self->document, "width", gtk_spin_button_get_value_as_int (self->width_button), "height",
                gtk_spin_button_get_value_as_int (self->height_button), NULL);
  self->updating = FALSE;
}

static void
set_document (PentimentoSizeGroup *self, PentimentoDocument *document)
{
  if (!g_set_object (&self->document, document))
    return;

  g_signal_group_set_target (self->document_signals, document);
  update (self);
}

static void
pentimento_size_group_get_property (GObject *object, guint id, GValue *value, GParamSpec *spec)
{
  g_value_set_object (value, PENTIMENTO_SIZE_GROUP (object)->document);
}

static void
pentimento_size_group_set_property (GObject *object, guint id, const GValue *value, GParamSpec *spec)
{
  set_document (PENTIMENTO_SIZE_GROUP (object), g_value_get_object (value));
}

static void
pentimento_size_group_dispose (GObject *object)
{
  PentimentoSizeGroup *self = PENTIMENTO_SIZE_GROUP (object);

  g_clear_object (&self->document_signals);
  g_clear_object (&self->document);

  G_OBJECT_CLASS (pentimento_size_group_parent_class)->dispose (object);
}

static void
pentimento_size_group_finalize (GObject *object)
{
  g_array_unref (PENTIMENTO_SIZE_GROUP (object)->offered);

  G_OBJECT_CLASS (pentimento_size_group_parent_class)->finalize (object);
}

static void
pentimento_size_group_class_init (PentimentoSizeGroupClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = pentimento_size_group_get_property;
  object_class->set_property = pentimento_size_group_set_property;
  object_class->dispose = pentimento_size_group_dispose;
  object_class->finalize = pentimento_size_group_finalize;
  g_object_class_install_property (object_class, PROP_DOCUMENT,
                                   g_param_spec_object ("document", NULL, NULL, PENTIMENTO_TYPE_DOCUMENT,
                                                        G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS));

  gtk_widget_class_set_template_from_resource (widget_class, "/org/pentimento/Pentimento/pentimento-size-group.ui");
  gtk_widget_class_bind_template_child (widget_class, PentimentoSizeGroup, size_row);
  gtk_widget_class_bind_template_child (widget_class, PentimentoSizeGroup, width_row);
  gtk_widget_class_bind_template_child (widget_class, PentimentoSizeGroup, height_row);
  gtk_widget_class_bind_template_child (widget_class, PentimentoSizeGroup, width_button);
  gtk_widget_class_bind_template_child (widget_class, PentimentoSizeGroup, height_button);
  gtk_widget_class_bind_template_callback (widget_class, selected);
  gtk_widget_class_bind_template_callback (widget_class, custom_changed);
}

static void
pentimento_size_group_init (PentimentoSizeGroup *self)
{
  self->offered = g_array_new (FALSE, FALSE, sizeof (Size));
  gtk_widget_init_template (GTK_WIDGET (self));

  self->document_signals = g_signal_group_new (PENTIMENTO_TYPE_DOCUMENT);
  g_signal_group_connect_swapped (self->document_signals, "notify::operation", G_CALLBACK (update), self);
  g_signal_group_connect_swapped (self->document_signals, "notify::provider", G_CALLBACK (update), self);
  g_signal_group_connect_swapped (self->document_signals, "notify::width", G_CALLBACK (size_changed), self);
  g_signal_group_connect_swapped (self->document_signals, "notify::height", G_CALLBACK (size_changed), self);
}
