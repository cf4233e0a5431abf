/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sandbox-service.h"

G_BEGIN_DECLS

/*
 * A file server as people have one of their own, for gateways that take links only: "POST /storage" takes a form and answers with a link,
 * "PUT /storage/NAME" takes a file, and "GET /storage/NAME" gives it back.
 */

void sandbox_storage_handle (SandboxService *service, SoupServerMessage *message, const char *path);

G_END_DECLS
