/* SPDX-License-Identifier: Apache-2.0 */

/* Whether a store is what it should be: its file, each statement, and all that is derived from
 * statements, compared with what a new store makes of them. Changes nothing; a server may run. */
#ifndef STORE_VERIFY_H
#define STORE_VERIFY_H

#include "base/error.h"
#include "base/text.h"

#include <stdint.h>

enum { VERIFY_EXAMPLE_SIZE = 200 };

/* What one check has looked at. */
struct verify_check {
    const char *name; /* "statements" */
    const char *unit; /* what is counted: "rows" */
    int64_t checked;
    int64_t bad;
    char example[VERIFY_EXAMPLE_SIZE]; /* the first finding; "" if there is none */
};

enum { VERIFY_CHECKS_MAX = 24 };

struct verify_report {
    struct verify_check checks[VERIFY_CHECKS_MAX];
    size_t count;
    int64_t bad; /* of all checks */
};

/* Counts one more finding of `check`, and keeps the first as its example. */
PRINTF_LIKE(2, 3)
void verify_found(struct verify_check *check, const char *format, ...);

struct verify_options {
    const char *scratch; /* a folder with room for a second store; NULL: TMPDIR or /var/tmp */
    void (*watch)(void *context, int64_t done, int64_t total); /* statements; may be NULL */
    void *context;
};

/* Reads all of the store that `url` names as it is at this moment. OK also with findings: they
 * stand in *out. INVALID: no such back end. NOT_FOUND: no such file. CONFLICT: its schema is not
 * this program's. UNAVAILABLE: it cannot be opened, or there is no room. */
MUST_CHECK enum status store_verify(const char *url, const struct verify_options *options,
                                    struct verify_report *out, struct error *error);

#endif
