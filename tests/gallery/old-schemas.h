/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

/**
 * Adds the test of the databases in `schemas`: one for each schema, named by its number, as it was when it was the newest one. The next migration adds what
 * it found.
 */
void old_schemas_add_tests (void);
