/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "pentimento-tool-panel.h"

#include "pentimento-adjust-options.h"
#include "pentimento-area-options.h"
#include "pentimento-crop-options.h"
#include "pentimento-draw-options.h"
#include "pentimento-extend-options.h"

struct _PentimentoToolPanel {
  AdwBin parent_instance;

  PentimentoCanvas *canvas;
  PentimentoDocument *document;
  char *tool_name;
  PentimentoTool *tool; /* (nullable): the one in use */
  gboolean applying;
  PentimentoMask *next_mask; /* (nullable): what may change next once it is applied */

  GtkRevealer *revealer;
  GtkStack *stack;
  GtkWidget *apply_box;
  PentimentoAreaOptions *area_options;
  PentimentoCropOptions *crop_options;
  PentimentoExtendOptions *extend_options;
  PentimentoAdjustOptions *adjust_options;
  PentimentoDrawOptions *draw_options;
};

enum {
  PROP_CANVAS = 1,
  PROP_DOCUMENT,
  PROP_TOOL_NAME,
  N_PROPERTIES,
};

static GParamSpec *properties[N_PROPERTIES];

G_DEFINE_FINAL_TYPE (PentimentoToolPanel, pentimento_tool_panel, ADW_TYPE_BIN)

static PentimentoTool *
find_tool (PentimentoToolPanel *self, const char *name)
{
  if (g_str_equal (name, "crop"))
    return PENTIMENTO_TOOL (pentimento_crop_options_get_tool (self->crop_options));
  if (g_str_equal (name, "extend"))
    return PENTIMENTO_TOOL (pentimento_extend_options_get_tool (self->extend_options));
  if (g_str_equal (name, "mark"))
    return PENTIMENTO_TOOL (pentimento_area_options_get_tool (self->area_options));
  if (g_str_equal (name, "adjust"))
    return PENTIMENTO_TOOL (pentimento_adjust_options_get_tool (self->adjust_options));
  if (g_str_equal (name, "draw"))
    return PENTIMENTO_TOOL (pentimento_draw_options_get_tool (self->draw_options));
  return NULL;
}

/* What is set up but not applied is not what would be sent. */
static void
update (PentimentoToolPanel *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  gboolean used = self->tool != NULL && pentimento_tool_get_is_used (self->tool);

  gtk_widget_action_set_enabled (widget, "tool.apply", used && !self->applying);
  gtk_widget_action_set_enabled (widget, "tool.reset", used && !self->applying);
  gtk_widget_action_set_enabled (widget, "tool.cancel", self->tool != NULL && !self->applying);
  if (self->document != NULL)
    g_object_set (self->document, "changing", used, NULL);
}

static void
take_tool (PentimentoToolPanel *self, PentimentoTool *tool)
{
  if (self->tool != NULL)
    g_signal_handlers_disconnect_by_func (self->tool, update, self);
  g_set_object (&self->tool, tool);
  if (tool != NULL)
    g_signal_connect_object (tool, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  pentimento_canvas_set_tool (self->canvas, tool);
  update (self);
}

/* There is nothing to work on without a picture. */
static gboolean
can_be_used (PentimentoToolPanel *self)
{
  return self->document != NULL && pentimento_document_get_image (self->document) != NULL;
}

static void
set_tool_name (PentimentoToolPanel *self, const char *name)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  PentimentoTool *tool = can_be_used (self) ? find_tool (self, name) : NULL;
  gboolean has_focus = focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self));

  /* Who asks for the tool in use comes back from its options to the picture. */
  if (tool != NULL && tool == self->tool)
    gtk_widget_grab_focus (GTK_WIDGET (self->canvas));
  if (self->applying || g_str_equal (self->tool_name, tool != NULL ? name : ""))
    return;
  g_free (self->tool_name);
  self->tool_name = g_strdup (tool != NULL ? name : "");
  if (tool != NULL)
    gtk_stack_set_visible_child_name (self->stack, name);
  gtk_revealer_set_reveal_child (self->revealer, tool != NULL);
  if (tool != NULL)
    gtk_widget_set_visible (self->apply_box, !pentimento_tool_get_is_overlay (tool));
  take_tool (self, tool);
  /* The panel that goes cannot keep it. */
  if (tool != NULL || has_focus)
    gtk_widget_grab_focus (GTK_WIDGET (self->canvas));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TOOL_NAME]);
}

static void
reset (GtkWidget *widget, const char *name, GVariant *parameter)
{
  PentimentoToolPanel *self = PENTIMENTO_TOOL_PANEL (widget);
  int width, height;

  pentimento_tool_get_size (self->tool, &width, &height);
  pentimento_tool_begin (self->tool, width, height);
}

static void
cancel (GtkWidget *widget, const char *name, GVariant *parameter)
{
  set_tool_name (PENTIMENTO_TOOL_PANEL (widget), "");
}

static void
applied (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PentimentoToolPanel) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (PentimentoVersion) version
      = pentimento_document_change_finish (PENTIMENTO_DOCUMENT (source), result, &error);

  self->applying = FALSE;
  if (version != NULL && self->document != NULL && self->next_mask != NULL)
    pentimento_marking_set_mask (pentimento_document_get_marking (self->document), self->next_mask);
  g_clear_pointer (&self->next_mask, pentimento_mask_unref);
  /* The window may have been closed. */
  if (gtk_widget_get_root (GTK_WIDGET (self)) == NULL)
    return;
  if (version != NULL)
    set_tool_name (self, "");
  else
    gtk_widget_activate_action (GTK_WIDGET (self), "win.report", "s", error->message);
  update (self);
}

/* Not while another version is on its way, on which the tool has not begun yet. */
static gboolean
shows_what_is_worked_on (PentimentoToolPanel *self)
{
  gboolean loading;

  g_object_get (self->document, "loading", &loading, NULL);
  return !loading && can_be_used (self)
         && pentimento_canvas_get_shown_pixels (self->canvas) == pentimento_document_get_pixels (self->document);
}

static void
apply (GtkWidget *widget, const char *name, GVariant *parameter)
{
  PentimentoToolPanel *self = PENTIMENTO_TOOL_PANEL (widget);
  PentimentoImage *image = pentimento_document_get_image (self->document);
  g_autoptr (PentimentoRecipe) recipe = NULL;
  g_autoptr (GError) error = NULL;
  int width, height;

  if (!shows_what_is_worked_on (self))
    return;
  if (pentimento_image_get_recipe (image) != NULL)
    recipe = pentimento_recipe_ref (pentimento_image_get_recipe (image));
  pentimento_image_get_received_size (image, &width, &height);
  if (!pentimento_tool_append (self->tool, &recipe, width, height, &error))
    {
      gtk_widget_activate_action (widget, "win.report", "s", error->message);
      return;
    }
  self->applying = TRUE;
  self->next_mask = pentimento_tool_create_mask (self->tool);
  update (self);
  pentimento_document_change_async (self->document, recipe, NULL, applied, g_object_ref (self));
}

static void
image_changed (PentimentoToolPanel *self)
{
  if (!can_be_used (self) && gtk_widget_get_root (GTK_WIDGET (self)) != NULL)
    set_tool_name (self, "");
}

static void
set_document (PentimentoToolPanel *self, PentimentoDocument *document)
{
  if (!g_set_object (&self->document, document) || document == NULL)
    return;
  pentimento_area_options_set_document (self->area_options, document);
  g_signal_connect_object (document, "notify::image", G_CALLBACK (image_changed), self, G_CONNECT_SWAPPED);
  g_object_set (pentimento_draw_options_get_tool (self->draw_options), "marking",
                pentimento_document_get_marking (document), NULL);
}

static void
pentimento_tool_panel_get_property (GObject *object, guint id, GValue *value, GParamSpec *spec)
{
  PentimentoToolPanel *self = PENTIMENTO_TOOL_PANEL (object);

  if (id == PROP_CANVAS)
    g_value_set_object (value, self->canvas);
  else if (id == PROP_DOCUMENT)
    g_value_set_object (value, self->document);
  else
    g_value_set_string (value, self->tool_name);
}

static void
pentimento_tool_panel_set_property (GObject *object, guint id, const GValue *value, GParamSpec *spec)
{
  PentimentoToolPanel *self = PENTIMENTO_TOOL_PANEL (object);

  if (id == PROP_CANVAS)
    g_set_object (&self->canvas, g_value_get_object (value));
  else if (id == PROP_DOCUMENT)
    set_document (self, g_value_get_object (value));
  else
    set_tool_name (self, g_value_get_string (value));
}

static void
pentimento_tool_panel_dispose (GObject *object)
{
  PentimentoToolPanel *self = PENTIMENTO_TOOL_PANEL (object);

  /* What is being applied holds the panel until it is done. */
  if (self->document != NULL)
    g_signal_handlers_disconnect_by_data (self->document, self);
  g_clear_object (&self->tool);
  g_clear_object (&self->canvas);
  g_clear_object (&self->document);

  G_OBJECT_CLASS (pentimento_tool_panel_parent_class)->dispose (object);
}

static void
pentimento_tool_panel_finalize (GObject *object)
{
  PentimentoToolPanel *self = PENTIMENTO_TOOL_PANEL (object);

  g_clear_pointer (&self->next_mask, pentimento_mask_unref);
  g_free (self->tool_name);

  G_OBJECT_CLASS (pentimento_tool_panel_parent_class)->finalize (object);
}

static void
install_properties (GObjectClass *object_class)
{
  properties[PROP_CANVAS]
      = g_param_spec_object ("canvas", NULL, NULL, PENTIMENTO_TYPE_CANVAS, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_DOCUMENT] = g_param_spec_object ("document", NULL, NULL, PENTIMENTO_TYPE_DOCUMENT,
                                                   G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_TOOL_NAME] = g_param_spec_string (
      "tool-name", NULL, NULL, "", G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
}

static void
pentimento_tool_panel_class_init (PentimentoToolPanelClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = pentimento_tool_panel_get_property;
  object_class->set_property = pentimento_tool_panel_set_property;
  object_class->dispose = pentimento_tool_panel_dispose;
  object_class->finalize = pentimento_tool_panel_finalize;
  install_properties (object_class);

  g_type_ensure (PENTIMENTO_TYPE_ADJUST_OPTIONS);
  g_type_ensure (PENTIMENTO_TYPE_AREA_OPTIONS);
  g_type_ensure (PENTIMENTO_TYPE_CROP_OPTIONS);
  g_type_ensure (PENTIMENTO_TYPE_DRAW_OPTIONS);
  g_type_ensure (PENTIMENTO_TYPE_EXTEND_OPTIONS);
  gtk_widget_class_install_action (widget_class, "tool.apply", NULL, apply);
  gtk_widget_class_install_action (widget_class, "tool.cancel", NULL, cancel);
  gtk_widget_class_install_action (widget_class, "tool.reset", NULL, reset);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "tool.cancel", NULL);
  /* From the sliders; numbers and buttons take these keys themselves. */
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Return, 0, "tool.apply", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_KP_Enter, 0, "tool.apply", NULL);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/pentimento/Pentimento/pentimento-tool-panel.ui");
  gtk_widget_class_bind_template_child (widget_class, PentimentoToolPanel, revealer);
  gtk_widget_class_bind_template_child (widget_class, PentimentoToolPanel, stack);
  gtk_widget_class_bind_template_child (widget_class, PentimentoToolPanel, apply_box);
  gtk_widget_class_bind_template_child (widget_class, PentimentoToolPanel, area_options);
  gtk_widget_class_bind_template_child (widget_class, PentimentoToolPanel, crop_options);
  gtk_widget_class_bind_template_child (widget_class, PentimentoToolPanel, extend_options);
  gtk_widget_class_bind_template_child (widget_class, PentimentoToolPanel, adjust_options);
  gtk_widget_class_bind_template_child (widget_class, PentimentoToolPanel, draw_options);
}

static void
pentimento_tool_panel_init (PentimentoToolPanel *self)
{
  self->tool_name = g_strdup ("");
  gtk_widget_init_template (GTK_WIDGET (self));
  update (self);
}
