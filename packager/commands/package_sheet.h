/* SPDX-License-Identifier: Apache-2.0 */

/* Settings sheets of packages on disk. */
#ifndef COMMANDS_PACKAGE_SHEET_H
#define COMMANDS_PACKAGE_SHEET_H

#include "base/error.h"

struct arena;
struct digest;
struct document;
struct package;
struct target;
struct zip_draft;

/* The sheet of the package at `path`, a zip or a folder; it lives in `arena`. Fails as
 * open_package() and sheet_make() do. */
MUST_CHECK enum status package_sheet(const char *path, const struct target *lms,
                                     struct arena *arena, const struct document **out,
                                     struct error *error);

/* Publishes a zip that was made at `path` of `package`, and with it, beside it, its sheet in all
 * formats: "<its name>-settings-<lms>.html" and so on; all of them or none, in which case what
 * stood there stays. Takes `zip`. Fails as sheet_make() does, and UNAVAILABLE when one cannot be
 * written.
 */
MUST_CHECK enum status package_sheets_publish(const struct package *package, const char *path,
                                              struct zip_draft *zip, const struct target *lms,
                                              struct error *error);

/* Proves that the sheets beside the zip `path`, whose SHA-256 is `digest`, are just those that
 * package_sheets_publish() would write; one that is missing is written. CONFLICT, naming the file,
 * if one differs; else fails likewise. */
MUST_CHECK enum status package_sheets_verify(const struct package *package, const char *path,
                                             const struct digest *digest, const struct target *lms,
                                             struct error *error);

#endif
