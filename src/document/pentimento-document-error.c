/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "pentimento-document-error.h"

G_DEFINE_QUARK (pentimento_document_error, pentimento_document_error)
