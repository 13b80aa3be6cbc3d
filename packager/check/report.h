/* SPDX-License-Identifier: Apache-2.0 */

/* The contract of a report on what a check found, and THE table of reports. */
#ifndef CHECK_REPORT_H
#define CHECK_REPORT_H

#include "base/error.h"

struct buffer;
struct check_result;

enum { CHECK_REPORT_MAX = 64 << 20 };

struct check_report {
    const char *name;    /* as --report has it */
    const char *summary; /* a few words for --help */

    /* Adds the whole report, with a final line break. INTERNAL when it cannot be made. */
    enum status (*write)(const struct check_result *result, struct buffer *out,
                         struct error *error);
};

/* The first is the one that is used unless another is asked for; the row behind the last is NULL.
 */
extern const struct check_report *const CHECK_REPORTS[];

/* NULL if there is none of that name. */
const struct check_report *check_report_find(const char *name);

/* Adds all rules with why, remedy and source, family by family, as text. */
void check_list_rules(struct buffer *out);

/* Adds "2 errors, 1 warning and 0 notes". */
void check_add_counts(const struct check_result *result, struct buffer *out);

#endif
