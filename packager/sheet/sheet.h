/* SPDX-License-Identifier: Apache-2.0 */

/* The settings sheet: what the administrator of an LMS has to know of one package, and to do. */
#ifndef SHEET_SHEET_H
#define SHEET_SHEET_H

#include "base/error.h"
#include "base/text.h"

struct buffer;
struct document;
struct opened;
struct target;

enum { SHEET_MAX = 8 << 20 }; /* bytes of a sheet that is written */

/* What a sheet is about. All borrowed. */
struct sheet_request {
    const struct opened *opened;
    const struct target *lms;
    const char *sha256; /* of the zip, in hexadecimal; NULL: it is a folder */
};

/* Makes the sheet; it lives in the package's arena, and depends on nothing but the request. INVALID
 * for a package of no format that the LMS takes; UNAVAILABLE when the package cannot be read. */
MUST_CHECK enum status sheet_make(const struct sheet_request *request, const struct document **out,
                                  struct error *error);

/* A way to write a sheet. */
struct sheet_format {
    const char *name;    /* for --format */
    const char *summary; /* one line for --help */
    const char *ending;  /* of its files */
    void (*write)(const struct document *document, struct buffer *out);
};

/* All of them, the usual one first; the row behind the last is NULL. */
extern const struct sheet_format *const SHEET_FORMATS[];

/* NULL if there is none of that name. */
const struct sheet_format *sheet_format_find(const char *name);

#endif
