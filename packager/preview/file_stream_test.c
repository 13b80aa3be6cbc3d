/* SPDX-License-Identifier: Apache-2.0 */

/* Ranges of files: RFC 9110, 14.1.2 and 14.2. */
#include "preview/file_stream.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

enum { SIZE = 1000 };

static const struct {
    const char *header;
    enum file_range kind;
    uint64_t first;
    uint64_t last;
} CASES[] = {
    {NULL, FILE_RANGE_WHOLE, 0, 0},
    {"bytes=0-99", FILE_RANGE_PART, 0, 99},
    {"bytes=0-0", FILE_RANGE_PART, 0, 0},
    {"bytes=500-", FILE_RANGE_PART, 500, 999},
    {"bytes=999-", FILE_RANGE_PART, 999, 999},
    {"bytes=900-5000", FILE_RANGE_PART, 900, 999},
    {"bytes=-1", FILE_RANGE_PART, 999, 999},
    {"bytes=-5000", FILE_RANGE_PART, 0, 999},
    {"bytes=1000-", FILE_RANGE_BEYOND, 0, 0},
    {"bytes=-0", FILE_RANGE_BEYOND, 0, 0},
    {"bytes=9-3", FILE_RANGE_WHOLE, 0, 0},
    {"bytes=0-1,5-6", FILE_RANGE_WHOLE, 0, 0},
    {"bytes=", FILE_RANGE_WHOLE, 0, 0},
    {"bytes=-", FILE_RANGE_WHOLE, 0, 0},
    {"bytes=a-b", FILE_RANGE_WHOLE, 0, 0},
    {"bytes= 0-9", FILE_RANGE_WHOLE, 0, 0},
    {"lines=0-9", FILE_RANGE_WHOLE, 0, 0},
    {"bytes=99999999999999999999-", FILE_RANGE_WHOLE, 0, 0},
};

static void a_header_names_one_range_or_none(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        uint64_t first = 0;
        uint64_t last = 0;
        enum file_range kind = file_range_read(CASES[i].header, SIZE, &first, &last);
        if (kind != CASES[i].kind ||
            (kind == FILE_RANGE_PART && (first != CASES[i].first || last != CASES[i].last))) {
            fail_msg("'%s': %d, %llu to %llu", CASES[i].header, (int)kind,
                     (unsigned long long)first, (unsigned long long)last);
        }
    }
}

static void an_empty_file_has_no_range(void **state)
{
    (void)state;
    uint64_t first = 0;
    uint64_t last = 0;
    assert_int_equal(file_range_read("bytes=0-", 0, &first, &last), FILE_RANGE_BEYOND);
    assert_int_equal(file_range_read("bytes=-5", 0, &first, &last), FILE_RANGE_BEYOND);
    assert_int_equal(file_range_read(NULL, 0, &first, &last), FILE_RANGE_WHOLE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_header_names_one_range_or_none),
        cmocka_unit_test(an_empty_file_has_no_range),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
