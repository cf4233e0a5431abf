/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "pentimento-library-prompts.h"
#include "pentimento-template.h"

G_BEGIN_DECLS

/** The most templates in one file. */
#define PENTIMENTO_TEMPLATES_MAX 500

/** The largest file of templates that is read: all of them with what a prompt usually has, many times over. */
#define PENTIMENTO_TEMPLATES_MAX_BYTES (4 * 1024 * 1024)

/**
 * PentimentoTemplates:
 *
 * A #GListModel of #PentimentoTemplate: the person's own, which are kept in the library, by name, then those that came with the program. Follows the library.
 */
#define PENTIMENTO_TYPE_TEMPLATES (pentimento_templates_get_type ())
G_DECLARE_FINAL_TYPE (PentimentoTemplates, pentimento_templates, PENTIMENTO, TEMPLATES, GObject)

PentimentoTemplates *pentimento_templates_new (PentimentoLibrary *library);

/** Reads the library anew, which another program may have written to. One that is damaged is passed over. Returns: %FALSE where it cannot be read */
gboolean pentimento_templates_refresh (PentimentoTemplates *self, GError **error);

/** Returns: (transfer none) (nullable): the template of that name or title, in any case; %NULL with %PENTIMENTO_DOCUMENT_ERROR_TEMPLATE */
PentimentoTemplate *pentimento_templates_find (PentimentoTemplates *self, const char *name, GError **error);

/**
 * pentimento_templates_add:
 * @replaces: (nullable): the name of a template of the person's own that it takes the place of
 *
 * Keeps a template, on disk when this returns.
 *
 * Returns: %FALSE with %PENTIMENTO_DOCUMENT_ERROR_TEMPLATE where another one has that name already, or with %PENTIMENTO_LIBRARY_ERROR
 */
gboolean
pentimento_templates_add (PentimentoTemplates *self, PentimentoTemplate *added, const char *replaces, GError **error);

/** Removes one of the person's own. */
gboolean pentimento_templates_remove (PentimentoTemplates *self, const char *name, GError **error);

/**
 * pentimento_templates_import:
 * @bytes: what a file has, which may be anything
 * @replace: whether one of the person's own goes where one of the same name comes; else the one that comes gets a number behind its name
 * @n_renamed: (out) (optional): how many got one
 *
 * Keeps the templates of a file, all of them or none.
 *
 * Returns: how many; 0 with an error
 */
guint pentimento_templates_import (PentimentoTemplates *self,
                                   GBytes *bytes,
                                   gboolean replace,
                                   guint *n_renamed,
                                   GError **error);

/**
 * pentimento_templates_export:
 * @names: (nullable) (array zero-terminated=1): which; %NULL for all of the person's own
 *
 * Returns: (transfer full) (nullable): a file with them, to be given to others; %NULL with %PENTIMENTO_DOCUMENT_ERROR_TEMPLATE where there is none
 */
GBytes *pentimento_templates_export (PentimentoTemplates *self, const char *const *names, GError **error);

/** As pentimento_templates_import(), from a file of at most %PENTIMENTO_TEMPLATES_MAX_BYTES. */
void pentimento_templates_import_file_async (PentimentoTemplates *self,
                                             GFile *file,
                                             gboolean replace,
                                             GCancellable *cancellable,
                                             GAsyncReadyCallback callback,
                                             gpointer user_data);
guint pentimento_templates_import_file_finish (PentimentoTemplates *self,
                                               GAsyncResult *result,
                                               guint *n_renamed,
                                               GError **error);

/** As pentimento_templates_export(), into a file, which is old or new, never half. @replace: whether one that is there may be replaced */
void pentimento_templates_export_file_async (PentimentoTemplates *self,
                                             const char *const *names,
                                             GFile *file,
                                             gboolean replace,
                                             GCancellable *cancellable,
                                             GAsyncReadyCallback callback,
                                             gpointer user_data);
gboolean pentimento_templates_export_file_finish (PentimentoTemplates *self, GAsyncResult *result, GError **error);

G_END_DECLS
