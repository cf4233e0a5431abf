/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "pentimento-mask.h"
#include "pentimento-recipe.h"
#include "pentimento-viewport.h"

G_BEGIN_DECLS

/**
 * PentimentoTool:
 *
 * What is being done to the picture on the canvas, until it is applied or dropped: it knows the picture's size, paints over it, takes the pointer and keys, and says
 * what is to be done as a recipe. Subclasses call pentimento_tool_changed() when that is something else. "changed" follows, and "redraw" where only
 * what they paint is another.
 */
#define PENTIMENTO_TYPE_TOOL (pentimento_tool_get_type ())
G_DECLARE_DERIVABLE_TYPE (PentimentoTool, pentimento_tool, PENTIMENTO, TOOL, GObject)

/**
 * PentimentoToolClass:
 * @begin: another picture is on the canvas, of that size in pixels: nothing has been done to it yet
 * @append: appends to the recipe what is to be done to the picture; %FALSE with an error where that cannot be done
 * @append_preview: (nullable): as @append, but for what the tool paints over the picture instead, such as what is cut off
 * @paint: (nullable): paints over the picture that the preview shows, in device pixels
 * @find_cursor: (nullable): the name of the cursor at a device pixel of the view, %NULL for the canvas's own
 * @press: (nullable): takes hold of something at a device pixel of the view; %FALSE where there is nothing, and the canvas is moved
 * @drag: (nullable): the hand has moved, to a device pixel of the view
 * @release: (nullable): it has let go
 * @key: (nullable): takes a key; %FALSE where it knows nothing to do with it
 * @point: (nullable): the pointer is at a device pixel of the view; not a number where it has gone
 * @create_mask: (nullable): what may change next, of the picture's size once it is applied; %NULL for nothing in particular
 * @is_overlay: whether it does nothing to the picture that would have to be applied: what it paints lies over it
 */
struct _PentimentoToolClass {
  GObjectClass parent_class;

  void (*begin) (PentimentoTool *self, int width, int height);
  gboolean (*append) (PentimentoTool *self, PentimentoRecipe **recipe, int width, int height, GError **error);
  gboolean (*append_preview) (PentimentoTool *self, PentimentoRecipe **recipe, int width, int height, GError **error);
  void (*paint) (PentimentoTool *self, GtkSnapshot *snapshot, const PentimentoViewport *viewport);
  const char *(*find_cursor) (PentimentoTool *self, const PentimentoViewport *viewport, double x, double y);
  gboolean (*press) (PentimentoTool *self, const PentimentoViewport *viewport, double x, double y);
  void (*drag) (PentimentoTool *self, const PentimentoViewport *viewport, double x, double y);
  void (*release) (PentimentoTool *self);
  gboolean (*key) (PentimentoTool *self, guint key, GdkModifierType state);
  void (*point) (PentimentoTool *self, const PentimentoViewport *viewport, double x, double y);
  PentimentoMask *(*create_mask) (PentimentoTool *self);
  gboolean is_overlay;
};

/** Another picture is to be worked on, or the same one from the beginning. @width, @height: in pixels */
void pentimento_tool_begin (PentimentoTool *self, int width, int height);

/** Finds the size of the picture that is worked on. */
void pentimento_tool_get_size (PentimentoTool *self, int *width, int *height);

/**
 * pentimento_tool_append:
 * @recipe: (inout) (transfer full) (nullable): what is done to the received picture already; becomes that and what the tool does
 * @width, @height: of the received picture
 *
 * Returns: %TRUE, or %FALSE with %PENTIMENTO_IMAGE_ERROR_CHANGE and a sentence
 */
gboolean
pentimento_tool_append (PentimentoTool *self, PentimentoRecipe **recipe, int width, int height, GError **error);

/** As pentimento_tool_append(), on the picture that is worked on and for what is seen below the tool's own lines. */
PentimentoRecipe *pentimento_tool_create_preview (PentimentoTool *self);

/** Returns: whether the tool leaves the picture in its place and paints nothing over it, so that it can be seen without what the tool does */
gboolean pentimento_tool_get_keeps_place (PentimentoTool *self);

/** Returns: whether there is anything to apply */
gboolean pentimento_tool_get_is_used (PentimentoTool *self);

void pentimento_tool_paint (PentimentoTool *self, GtkSnapshot *snapshot, const PentimentoViewport *viewport);
const char *pentimento_tool_find_cursor (PentimentoTool *self, const PentimentoViewport *viewport, double x, double y);
gboolean pentimento_tool_press (PentimentoTool *self, const PentimentoViewport *viewport, double x, double y);
void pentimento_tool_drag (PentimentoTool *self, const PentimentoViewport *viewport, double x, double y);
void pentimento_tool_release (PentimentoTool *self);
gboolean pentimento_tool_key (PentimentoTool *self, guint key, GdkModifierType state);

void pentimento_tool_point (PentimentoTool *self, const PentimentoViewport *viewport, double x, double y);

/** Returns: (transfer full) (nullable): what may change next, of the picture's size once the tool is applied; %NULL for nothing in particular */
PentimentoMask *pentimento_tool_create_mask (PentimentoTool *self);

/** Returns: whether there is never anything to apply */
gboolean pentimento_tool_get_is_overlay (PentimentoTool *self);

/** How the hand is held from now on. @state: the keys that are held; @pressure: of a pen, 0 to 1; 1 for anything else */
void pentimento_tool_set_hand (PentimentoTool *self, GdkModifierType state, double pressure);
GdkModifierType pentimento_tool_get_state (PentimentoTool *self);
double pentimento_tool_get_pressure (PentimentoTool *self);

/**
 * pentimento_tool_read_arrow:
 * @dx, @dy: (out): where an arrow key leads, in pixels: by one, with Shift by ten
 *
 * Returns: whether it is an arrow key, and not held with Alt
 */
gboolean pentimento_tool_read_arrow (guint key, GdkModifierType state, int *dx, int *dy);

/** For subclasses: it is to be painted anew. */
void pentimento_tool_redraw (PentimentoTool *self);

/** For subclasses: what is to be done, or what is painted, is something else now. */
void pentimento_tool_changed (PentimentoTool *self);

G_END_DECLS
