/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define PENTIMENTO_DOCUMENT_ERROR (pentimento_document_error_quark ())

/** What can be wrong with what a person asks of a document, one code for each thing to do about it. */
typedef enum {
  PENTIMENTO_DOCUMENT_ERROR_NO_PICTURE, /* open one first */
  PENTIMENTO_DOCUMENT_ERROR_TOO_MANY,   /* more pictures than the provider or the tray takes */
  PENTIMENTO_DOCUMENT_ERROR_BUSY,       /* the picture is still being read: wait a moment */
  PENTIMENTO_DOCUMENT_ERROR_TARGET_EXISTS, /* a file of that name is there: choose another, or say that it may be replaced */
  PENTIMENTO_DOCUMENT_ERROR_SENT,          /* what is to be sent was sent before, or dropped: nothing is sent twice */
  PENTIMENTO_DOCUMENT_ERROR_UNSENT,        /* it waits for a word of the person, since sending it may cost money */
  PENTIMENTO_DOCUMENT_ERROR_AMOUNT, /* no amount of money, or one that can be read in two ways: write it another way */
  PENTIMENTO_DOCUMENT_ERROR_BATCH_LEFT, /* a batch into the same folder is not through: take it up again, or choose another folder */
  PENTIMENTO_DOCUMENT_ERROR_BUDGET, /* the batch would cost more than its budget: raise it */
  PENTIMENTO_DOCUMENT_ERROR_TARGET, /* the target cannot be written: folder, rights, room, or an unknown ending */
  PENTIMENTO_DOCUMENT_ERROR_TEMPLATE, /* a template that cannot be, is not there, or is there already: change it, or name another */
  PENTIMENTO_DOCUMENT_ERROR_UNFILLED, /* what a template asks for is not filled in yet: a word or a picture */
} PentimentoDocumentError;

GQuark pentimento_document_error_quark (void);

G_END_DECLS
