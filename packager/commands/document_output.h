/* SPDX-License-Identifier: Apache-2.0 */

/* What commands that write a document have in common. */
#ifndef COMMANDS_DOCUMENT_OUTPUT_H
#define COMMANDS_DOCUMENT_OUTPUT_H

#include "base/error.h"
#include "base/options.h"
#include "sheet/sheet.h"

struct arena;
struct document;

/* The row of --format, whose value *value is set to. */
struct option_row format_row(const char **value, struct arena *arena);

/* The way to write that `name` names, or with NULL the usual one. INVALID, naming all. */
MUST_CHECK enum status find_format(const char *name, struct arena *arena,
                                   const struct sheet_format **out, struct error *error);

/* Writes it to the output. TOO_LARGE: over SHEET_MAX. */
MUST_CHECK enum status document_output(const struct document *document,
                                       const struct sheet_format *format, struct error *error);

#endif
