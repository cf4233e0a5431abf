/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

/* The service layer in one include. */

#include "seedream-capabilities.h"
#include "seedream-cost.h"
#include "seedream-delivery.h"
#include "seedream-error.h"
#include "seedream-http.h"
#include "seedream-job.h"
#include "seedream-ledger.h"
#include "seedream-picture.h"
#include "seedream-provider.h"
#include "seedream-registry.h"
#include "seedream-request.h"
#include "seedream-storage.h"
