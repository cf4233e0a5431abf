/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "pentimento-crop-options.h"

#include <math.h>

#include "pentimento-ratio-list.h"

struct _PentimentoCropOptions {
  AdwBin parent_instance;

  PentimentoCropTool *tool;
  gboolean updating;

  GtkAdjustment *angle;
  GtkScale *angle_scale;
  GtkToggleButton *horizon_button;
  GtkDropDown *ratio_drop_down;
  GtkSpinButton *width_spin;
  GtkSpinButton *height_spin;
  GtkSpinButton *x_spin;
  GtkSpinButton *y_spin;
};

G_DEFINE_FINAL_TYPE (PentimentoCropOptions, pentimento_crop_options, ADW_TYPE_BIN)

PentimentoCropTool *
pentimento_crop_options_get_tool (PentimentoCropOptions *self)
{
  return self->tool;
}

static void
show_number (GtkSpinButton *button, int number, int least, int most)
{
  gtk_spin_button_set_range (button, least, most);
  gtk_spin_button_set_value (button, number);
}

/* The tool has changed: what is shown here follows, and does not lead. */
static void
update (PentimentoCropOptions *self)
{
  const PentimentoFrame *frame = pentimento_crop_tool_get_frame (self->tool);
  const GdkRectangle *place = &frame->place;

  self->updating = TRUE;
  show_number (self->width_spin, place->width, 1, frame->picture_width);
  show_number (self->height_spin, place->height, 1, frame->picture_height);
  show_number (self->x_spin, place->x, 0, frame->picture_width - place->width);
  show_number (self->y_spin, place->y, 0, frame->picture_height - place->height);
  if (frame->ratio == 0)
    gtk_drop_down_set_selected (self->ratio_drop_down, 0);
  self->updating = FALSE;
}

static void
place_typed (PentimentoCropOptions *self)
{
  const GdkRectangle place
      = { gtk_spin_button_get_value_as_int (self->x_spin), gtk_spin_button_get_value_as_int (self->y_spin),
          gtk_spin_button_get_value_as_int (self->width_spin), gtk_spin_button_get_value_as_int (self->height_spin) };

  if (!self->updating)
    pentimento_crop_tool_set_place (self->tool, &place);
}

static void
ratio_chosen (PentimentoCropOptions *self)
{
  const PentimentoFrame *frame = pentimento_crop_tool_get_frame (self->tool);
  double ratio = pentimento_ratio_list_get (gtk_drop_down_get_selected (self->ratio_drop_down), frame->picture_width,
                                            frame->picture_height);

  /* What is upright stays so. */
  if (frame->place.height > frame->place.width && ratio > 1)
    ratio = 1 / ratio;
  if (!self->updating)
    pentimento_crop_tool_set_ratio (self->tool, ratio);
}

static void
swap_ratio (PentimentoCropOptions *self)
{
  const PentimentoFrame *frame = pentimento_crop_tool_get_frame (self->tool);

  if (frame->ratio > 0)
    {
      pentimento_crop_tool_set_ratio (self->tool, 1 / frame->ratio);
      return;
    }
  pentimento_crop_tool_set_ratio (self->tool, (double)frame->place.height / frame->place.width);
  pentimento_crop_tool_set_ratio (self->tool, 0);
}

static void
turn_left (PentimentoCropOptions *self)
{
  pentimento_crop_tool_turn (self->tool, -1);
}

static void
turn_right (PentimentoCropOptions *self)
{
  pentimento_crop_tool_turn (self->tool, 1);
}

static void
flip (PentimentoCropOptions *self)
{
  pentimento_crop_tool_flip (self->tool, FALSE);
}

static void
flip_vertically (PentimentoCropOptions *self)
{
  pentimento_crop_tool_flip (self->tool, TRUE);
}

/* Not "-0.0". */
static char *
format_angle (GtkScale *scale, double value, gpointer user_data)
{
  return g_strdup_printf ("%.1f°", fabs (value) < 0.05 ? 0 : value);
}

static void
pentimento_crop_options_dispose (GObject *object)
{
  g_clear_object (&PENTIMENTO_CROP_OPTIONS (object)->tool);

  G_OBJECT_CLASS (pentimento_crop_options_parent_class)->dispose (object);
}

static void
pentimento_crop_options_class_init (PentimentoCropOptionsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pentimento_crop_options_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/org/pentimento/Pentimento/pentimento-crop-options.ui");
  gtk_widget_class_bind_template_child (widget_class, PentimentoCropOptions, angle);
  gtk_widget_class_bind_template_child (widget_class, PentimentoCropOptions, angle_scale);
  gtk_widget_class_bind_template_child (widget_class, PentimentoCropOptions, horizon_button);
  gtk_widget_class_bind_template_child (widget_class, PentimentoCropOptions, ratio_drop_down);
  gtk_widget_class_bind_template_child (widget_class, PentimentoCropOptions, width_spin);
  gtk_widget_class_bind_template_child (widget_class, PentimentoCropOptions, height_spin);
  gtk_widget_class_bind_template_child (widget_class, PentimentoCropOptions, x_spin);
  gtk_widget_class_bind_template_child (widget_class, PentimentoCropOptions, y_spin);
  gtk_widget_class_bind_template_callback (widget_class, place_typed);
  gtk_widget_class_bind_template_callback (widget_class, ratio_chosen);
  gtk_widget_class_bind_template_callback (widget_class, swap_ratio);
  gtk_widget_class_bind_template_callback (widget_class, turn_left);
  gtk_widget_class_bind_template_callback (widget_class, turn_right);
  gtk_widget_class_bind_template_callback (widget_class, flip);
  gtk_widget_class_bind_template_callback (widget_class, flip_vertically);
}

static void
pentimento_crop_options_init (PentimentoCropOptions *self)
{
  g_autoptr (GListModel) ratios = pentimento_ratio_list_new ();

  self->tool = pentimento_crop_tool_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_drop_down_set_model (self->ratio_drop_down, ratios);
  gtk_scale_set_format_value_func (self->angle_scale, format_angle, NULL, NULL);
  g_object_bind_property (self->tool, "angle", self->angle, "value", G_BINDING_BIDIRECTIONAL);
  g_object_bind_property (self->tool, "drawing-horizon", self->horizon_button, "active", G_BINDING_BIDIRECTIONAL);
  g_signal_connect_object (self->tool, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
}
