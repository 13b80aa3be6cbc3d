/* SPDX-License-Identifier: Apache-2.0 */

/* Settings sheets of packages on disk. */
#ifndef COMMANDS_PACKAGE_SHEET_H
#define COMMANDS_PACKAGE_SHEET_H

#include "base/error.h"

struct arena;
struct document;
struct target;

/* The sheet of the package at `path`, a zip or a folder; it lives in `arena`. Fails as
 * open_package() and sheet_make() do. */
MUST_CHECK enum status package_sheet(const char *path, const struct target *lms,
                                     struct arena *arena, const struct document **out,
                                     struct error *error);

/* Writes the sheet in all formats beside the zip `path`: "<its name>-settings-<lms>.html" and so
 * on. Each file is old or whole. Fails likewise, and UNAVAILABLE when one cannot be written. */
MUST_CHECK enum status package_sheet_write(const char *path, const struct target *lms,
                                           struct error *error);

#endif
