/* SPDX-License-Identifier: Apache-2.0 */

/* Any bytes as a roster: told what is wrong, or rows that keep to the limits. */
#include "people/roster_file.h"

#include "base/fuzz.h"

enum { LIMIT = 1 << 22 };

static void check(const struct roster_rows *rows)
{
    for (size_t i = 0; i < rows->count; i++) {
        const struct roster_row *row = &rows->items[i];
        fuzz_require(row->stint.account.length > 0 &&
                     row->stint.account.length <= PEOPLE_ACCOUNT_MAX);
        fuzz_require(row->stint.values[STINT_ORGANISATION].length >= 3);
        fuzz_require(!row->has_from || !row->has_to || row->stint.from_us < row->stint.to_us);
        for (size_t j = 0; j < STINT_COLUMNS; j++) {
            fuzz_require(text_is_utf8(row->stint.values[j]));
        }
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    AUTO(arena_destroy) struct arena *arena = arena_create();
    AUTO(buffer_finish) struct buffer content = BUFFER_INIT(LIMIT);
    struct problems problems = {.arena = arena};
    struct roster_rows rows = {NULL, 0};
    struct error error;
    buffer_add(&content, data, size);
    enum status status =
        roster_file_read(&content, "https://lms.example", &problems, &rows, &error);
    if (status == STATUS_OK && problems.errors.total == 0) {
        check(&rows);
    }
    fuzz_require(problems.errors.count <= PROBLEMS_MAX);
    return 0;
}
