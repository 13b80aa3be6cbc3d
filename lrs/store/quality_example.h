/* SPDX-License-Identifier: Apache-2.0 */

/* A statement that a row of the view report_quality counts, for whoever wants to see what is odd.
 */
#ifndef STORE_QUALITY_EXAMPLE_H
#define STORE_QUALITY_EXAMPLE_H

#include "store/store.h"

/* A row of the view; texts as it tells them, NULL where it tells nothing. */
struct quality_row {
    const char *authority;
    const char *platform;
    const char *problem;
    const char *detail;
    int64_t stored_day; /* of London, since 1970 */
};

/* Only so many of the last statements of the day are looked at, so that a row costs no more at any
 * size; those of an unknown verb are found by it. */
enum { QUALITY_EXAMINED_MAX = 400 };

/* *out_found: whether one of them is such a statement, whose id is *out then. Voided ones are none.
 */
MUST_CHECK enum status store_find_odd_statement(struct store *store, const struct quality_row *row,
                                                struct uuid *out, bool *out_found,
                                                struct error *error);

#endif
