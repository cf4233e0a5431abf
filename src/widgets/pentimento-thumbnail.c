/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "pentimento-thumbnail.h"

/* A large symbol, as the icon theme draws it. */
#define MISSING_SIDE 32

struct _PentimentoThumbnail {
  GtkWidget parent_instance;

  int side;
  char *identity; /* of the picture; NULL for none */
  GdkTexture *texture;
  GtkIconPaintable *missing; /* in its place, where there can be none */
  GCancellable *cancellable;
};

enum {
  PROP_SIDE = 1,
};

G_DEFINE_FINAL_TYPE (PentimentoThumbnail, pentimento_thumbnail, GTK_TYPE_WIDGET)

static void
set_texture (PentimentoThumbnail *self, GdkTexture *texture)
{
  g_clear_object (&self->missing);
  g_set_object (&self->texture, texture);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
set_missing (PentimentoThumbnail *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  GtkIconTheme *theme = gtk_icon_theme_get_for_display (gtk_widget_get_display (widget));

  g_clear_object (&self->missing);
  self->missing = gtk_icon_theme_lookup_icon (theme, "image-missing-symbolic", NULL, MISSING_SIDE,
                                              gtk_widget_get_scale_factor (widget), gtk_widget_get_direction (widget),
                                              GTK_ICON_LOOKUP_FORCE_SYMBOLIC);
  gtk_widget_queue_draw (widget);
}

static void
loaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PentimentoThumbnail) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GdkTexture) texture = pentimento_thumbnailer_load_finish (PENTIMENTO_THUMBNAILER (source), result, &error);

  if (texture != NULL)
    set_texture (self, texture);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    set_missing (self);
}

static void
stop (PentimentoThumbnail *self)
{
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->identity, g_free);
}

/* A list keeps rows out of sight ready, and does not map them. */
static gboolean
is_seen (gpointer user_data)
{
  return gtk_widget_get_mapped (user_data);
}

/* The smaller size covers what most screens show, cut to a square; see PENTIMENTO_THUMBNAIL_LARGE. */
static int
choose_side (PentimentoThumbnail *self)
{
  int needed = self->side * gtk_widget_get_scale_factor (GTK_WIDGET (self));

  return needed * 3 / 2 > PENTIMENTO_THUMBNAIL_LARGE ? PENTIMENTO_THUMBNAIL_EXTRA_LARGE : PENTIMENTO_THUMBNAIL_LARGE;
}

static const char *
find_identity (PentimentoVersion *version, PentimentoImage *image)
{
  if (image != NULL)
    return pentimento_image_get_identity (image);
  return version != NULL ? pentimento_version_get_identity (version) : NULL;
}

void
pentimento_thumbnail_show (PentimentoThumbnail *self,
                           PentimentoThumbnailer *thumbnailer,
                           PentimentoVersion *version,
                           PentimentoImage *image)
{
  const char *identity = find_identity (version, image);
  GdkTexture *texture;

  if (g_strcmp0 (self->identity, identity) == 0)
    return;

  stop (self);
  self->identity = g_strdup (identity);
  texture = identity != NULL ? pentimento_thumbnailer_peek (thumbnailer, identity, choose_side (self)) : NULL;
  set_texture (self, texture);
  if (identity == NULL || texture != NULL)
    return;

  self->cancellable = g_cancellable_new ();
  pentimento_thumbnailer_load_async (thumbnailer, version, image, choose_side (self), is_seen, self->cancellable,
                                     loaded, g_object_ref (self));
}

static void
pentimento_thumbnail_measure (GtkWidget *widget,
                              GtkOrientation orientation,
                              int for_size,
                              int *minimum,
                              int *natural,
                              int *minimum_baseline,
                              int *natural_baseline)
{
  *minimum = *natural = PENTIMENTO_THUMBNAIL (widget)->side;
}

static void
snapshot_missing (PentimentoThumbnail *self, GtkSnapshot *snapshot, double width, double height)
{
  GdkRGBA colour;

  gtk_style_context_get_color (gtk_widget_get_style_context (GTK_WIDGET (self)), &colour);
  gtk_snapshot_translate (snapshot,
                          &GRAPHENE_POINT_INIT ((int)(width - MISSING_SIDE) / 2, (int)(height - MISSING_SIDE) / 2));
  gtk_symbolic_paintable_snapshot_symbolic (GTK_SYMBOLIC_PAINTABLE (self->missing), snapshot, MISSING_SIDE,
                                            MISSING_SIDE, &colour, 1);
}

/* The middle of the picture, filling the widget. */
static void
pentimento_thumbnail_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  PentimentoThumbnail *self = PENTIMENTO_THUMBNAIL (widget);
  double width = gtk_widget_get_width (widget);
  double height = gtk_widget_get_height (widget);
  double scale;
  graphene_rect_t bounds;

  if (self->missing != NULL)
    snapshot_missing (self, snapshot, width, height);
  if (self->texture == NULL)
    return;

  scale = MAX (width / gdk_texture_get_width (self->texture), height / gdk_texture_get_height (self->texture));
  graphene_rect_init (&bounds, (width - gdk_texture_get_width (self->texture) * scale) / 2,
                      (height - gdk_texture_get_height (self->texture) * scale) / 2,
                      gdk_texture_get_width (self->texture) * scale, gdk_texture_get_height (self->texture) * scale);
  gtk_snapshot_append_texture (snapshot, self->texture, &bounds);
}

static void
pentimento_thumbnail_get_property (GObject *object, guint id, GValue *value, GParamSpec *spec)
{
  g_value_set_int (value, PENTIMENTO_THUMBNAIL (object)->side);
}

static void
pentimento_thumbnail_set_property (GObject *object, guint id, const GValue *value, GParamSpec *spec)
{
  PENTIMENTO_THUMBNAIL (object)->side = g_value_get_int (value);
  gtk_widget_queue_resize (GTK_WIDGET (object));
}

static void
pentimento_thumbnail_dispose (GObject *object)
{
  PentimentoThumbnail *self = PENTIMENTO_THUMBNAIL (object);

  stop (self);
  g_clear_object (&self->texture);
  g_clear_object (&self->missing);

  G_OBJECT_CLASS (pentimento_thumbnail_parent_class)->dispose (object);
}

static void
pentimento_thumbnail_class_init (PentimentoThumbnailClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = pentimento_thumbnail_get_property;
  object_class->set_property = pentimento_thumbnail_set_property;
  object_class->dispose = pentimento_thumbnail_dispose;
  widget_class->measure = pentimento_thumbnail_measure;
  widget_class->snapshot = pentimento_thumbnail_snapshot;
  gtk_widget_class_set_css_name (widget_class, "thumbnail");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);

  g_object_class_install_property (object_class, PROP_SIDE,
                                   g_param_spec_int ("side", NULL, NULL, 16, 1024, 64,
                                                     G_PARAM_READWRITE | G_PARAM_CONSTRUCT | G_PARAM_STATIC_STRINGS));
}

static void
pentimento_thumbnail_init (PentimentoThumbnail *self)
{
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
}
