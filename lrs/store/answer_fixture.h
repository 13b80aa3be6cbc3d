/* SPDX-License-Identifier: Apache-2.0 */

/* What a store answers to a query. */
#ifndef STORE_ANSWER_FIXTURE_H
#define STORE_ANSWER_FIXTURE_H

#include "store/fixture.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

/* Rows as fixture_add_row() writes them. */
static inline void assert_answer(struct store *store, const char *sql, const char *expected)
{
    struct error error = {0};
    AUTO(buffer_finish) struct buffer out = BUFFER_INIT(FIXTURE_SNAPSHOT_LIMIT);
    buffer_add_string(&out, "");
    if (store_run_report(store, sql, NULL, 0, fixture_add_row, &out, &error) != STATUS_OK) {
        fail_msg("%s", error.message);
    }
    assert_string_equal(out.data, expected);
}

#endif
