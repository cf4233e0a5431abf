/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "pentimento-size-group.h"

#include <glib/gi18n-lib.h>
#include <math.h>

typedef struct {
  const char *label;
  int width;
  int height;
} Size;

/* Stands for a size that is not among those offered. */
#define CUSTOM -1

/* 1K, 2K and 4K squares, and what BytePlus ModelArk recommends for Seedream 4.0 at 2K in the usual ratios. */
static const Size sizes[] = {
  { N_ ("Square 1K"), 1024, 1024 },      { N_ ("Square 2K"), 2048, 2048 },     { N_ ("Square 4K"), 4096, 4096 },
  { N_ ("Landscape 4:3"), 2304, 1728 },  { N_ ("Landscape 3:2"), 2496, 1664 }, { N_ ("Landscape 16:9"), 2560, 1440 },
  { N_ ("Landscape 21:9"), 3024, 1296 }, { N_ ("Portrait 3:4"), 1728, 2304 },  { N_ ("Portrait 2:3"), 1664, 2496 },
  { N_ ("Portrait 9:16"), 1440, 2560 },
};

/* The ratios of those, for sizes that a provider gives other names to. */
static const Size ratios[] = {
  { "1:1", 1, 1 },   { "4:3", 4, 3 }, { "3:2", 3, 2 }, { "16:9", 16, 9 },
  { "21:9", 21, 9 }, { "3:4", 3, 4 }, { "2:3", 2, 3 }, { "9:16", 9, 16 },
};

struct _PentimentoSizeGroup {
  AdwPreferencesGroup parent_instance;

  PentimentoDocument *document;
  GSignalGroup *document_signals;
  GBindingGroup *bindings;
  GArray *offered; /* of Size: what the rows stand for; "as the picture" first, "custom" last */
  gboolean custom;
  gboolean updating;

  AdwComboRow *size_row;
  GtkWidget *width_row;
  GtkWidget *height_row;
  GtkSpinButton *width_button;
  GtkSpinButton *height_button;
  GtkWidget *fit_row;
  GtkSwitch *fit_switch;
  GtkLabel *note_label;
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
find_ratio (int width, int height)
{
  const Size *best = &ratios[0];

  for (guint i = 1; i < G_N_ELEMENTS (ratios); i++)
    if (fabs (log ((double)width * ratios[i].height / height / ratios[i].width))
        < fabs (log ((double)width * best->height / height / best->width)))
      best = &ratios[i];
  return best->label;
}

static void
offer (PentimentoSizeGroup *self, GtkStringList *names, const char *label, int width, int height)
{
  const Size size = { NULL, width, height };

  g_array_append_val (self->offered, size);
  gtk_string_list_append (names, label);
}

static void
offer_usual (PentimentoSizeGroup *self, GtkStringList *names, const SeedreamCapabilities *capabilities)
{
  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    if (is_offered (capabilities, &sizes[i]))
      offer (self, names, _ (sizes[i].label), sizes[i].width, sizes[i].height);
  offer (self, names, _ ("Custom…"), CUSTOM, CUSTOM);
}

static void
offer_named (PentimentoSizeGroup *self, GtkStringList *names, const SeedreamCapabilities *capabilities)
{
  for (guint i = 0; i < capabilities->n_named_sizes; i++)
    {
      const SeedreamNamedSize *size = &capabilities->named_sizes[i];
      /* Translators: a size on offer: its tier such as “2K”, its ratio such as “3:2”, its width and height in pixels */
      g_autofree char *label = g_strdup_printf (_ ("%s · %s · %d × %d"), size->tier,
                                                find_ratio (size->width, size->height), size->width, size->height);

      offer (self, names, label, size->width, size->height);
    }
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

  g_array_set_size (self->offered, 0);
  offer (self, names, get_automatic_label (self), 0, 0);
  if (capabilities != NULL && capabilities->sizes == SEEDREAM_SIZES_FREE)
    offer_usual (self, names, capabilities);
  else if (capabilities != NULL)
    offer_named (self, names, capabilities);
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
  self->custom = g_array_index (self->offered, Size, position).width == CUSTOM;
  adw_combo_row_set_selected (self->size_row, position);
  gtk_widget_set_visible (self->width_row, self->custom);
  gtk_widget_set_visible (self->height_row, self->custom);
  if (width > 0 && height > 0)
    {
      gtk_spin_button_set_value (self->width_button, width);
      gtk_spin_button_set_value (self->height_button, height);
    }
}

/* A size that another provider makes, and this one has no name for, would only be refused. */
static void
drop_unnamed (PentimentoSizeGroup *self)
{
  const SeedreamCapabilities *capabilities = pentimento_document_get_capabilities (self->document);
  int width, height;

  if (capabilities == NULL || capabilities->sizes != SEEDREAM_SIZES_ENUM)
    return;
  self->custom = FALSE;
  get_wished (self, &width, &height);
  if (width > 0 && seedream_capabilities_find_size (capabilities, width, height) == NULL)
    g_object_set (self->document, "width", 0, "height", 0, NULL);
}

static void
update (PentimentoSizeGroup *self)
{
  if (self->document == NULL || self->updating)
    return;

  self->updating = TRUE;
  drop_unnamed (self);
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
  self->custom = size->width == CUSTOM;
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

static gboolean
is_there (GBinding *binding, const GValue *from, GValue *to, gpointer user_data)
{
  g_value_set_boolean (to, g_value_get_string (from) != NULL);
  return TRUE;
}

/* A size stays on one line. */
static gboolean
to_label (GBinding *binding, const GValue *from, GValue *to, gpointer user_data)
{
  g_autoptr (GString) text = g_string_new (g_value_get_string (from));

  g_string_replace (text, " × ", "\u00a0×\u00a0", 0);
  g_value_set_string (to, text->str);
  return TRUE;
}

static void
set_document (PentimentoSizeGroup *self, PentimentoDocument *document)
{
  if (!g_set_object (&self->document, document))
    return;

  g_signal_group_set_target (self->document_signals, document);
  g_binding_group_set_source (self->bindings, document);
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
  g_clear_object (&self->bindings);
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
  gtk_widget_class_bind_template_child (widget_class, PentimentoSizeGroup, fit_row);
  gtk_widget_class_bind_template_child (widget_class, PentimentoSizeGroup, fit_switch);
  gtk_widget_class_bind_template_child (widget_class, PentimentoSizeGroup, note_label);
  gtk_widget_class_bind_template_callback (widget_class, selected);
  gtk_widget_class_bind_template_callback (widget_class, custom_changed);
}

static void
pentimento_size_group_init (PentimentoSizeGroup *self)
{
  self->offered = g_array_new (FALSE, FALSE, sizeof (Size));
  gtk_widget_init_template (GTK_WIDGET (self));

  self->bindings = g_binding_group_new ();
  g_binding_group_bind (self->bindings, "changes-size", self->fit_row, "visible", G_BINDING_SYNC_CREATE);
  g_binding_group_bind (self->bindings, "fit-back", self->fit_switch, "active",
                        G_BINDING_SYNC_CREATE | G_BINDING_BIDIRECTIONAL);
  g_binding_group_bind_full (self->bindings, "size-note", self->note_label, "visible", G_BINDING_SYNC_CREATE, is_there,
                             NULL, NULL, NULL);
  g_binding_group_bind_full (self->bindings, "size-note", self->note_label, "label", G_BINDING_SYNC_CREATE, to_label,
                             NULL, NULL, NULL);

  self->document_signals = g_signal_group_new (PENTIMENTO_TYPE_DOCUMENT);
  g_signal_group_connect_swapped (self->document_signals, "notify::operation", G_CALLBACK (update), self);
  g_signal_group_connect_swapped (self->document_signals, "notify::provider", G_CALLBACK (update), self);
  g_signal_group_connect_swapped (self->document_signals, "notify::width", G_CALLBACK (size_changed), self);
  g_signal_group_connect_swapped (self->document_signals, "notify::height", G_CALLBACK (size_changed), self);
}
