/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gdk-pixbuf/gdk-pixbuf.h>
#include <gio/gio.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

typedef struct _RecipeKind RecipeKind;

/* One step of a recipe: which kind, and the parameters of that kind. */
typedef struct {
  const RecipeKind *kind;
  union {
    struct {
      int width;
      int height;
    } resize;
  };
} RecipeOperation;

/*
 * RecipeKind:
 * @name: as the text of a recipe spells it
 * @parameters: the members of the object that it knows, up to %NULL
 * @read: takes the parameters; %FALSE where one is missing or out of bounds
 * @get_size: finds the size after it
 * @apply: makes new pixels, or %NULL where memory is short
 * @leaves_colours: whether it only moves and mixes pixels, so that it does the same in any colour space
 *
 * What can be done to a picture. A new one is a file pair and a line in the list of pentimento-recipe.c.
 */
struct _RecipeKind {
  const char *name;
  const char *const *parameters;
  gboolean (*read) (RecipeOperation *self, JsonObject *object);
  void (*get_size) (const RecipeOperation *self, int *width, int *height);
  GdkPixbuf *(*apply) (const RecipeOperation *self, GdkPixbuf *pixels);
  gboolean leaves_colours;
};

G_END_DECLS
