/* SPDX-License-Identifier: Apache-2.0 */

/* Which texts are UUIDs, and what new ones look like. */
#include "base/uuid.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void either_case_is_read_and_lower_case_written(void **state)
{
    (void)state;
    struct uuid uuid;
    char out[UUID_TEXT_SIZE];
    assert_true(uuid_read(text_of("01234567-89aB-CDEF-fedc-ba9876543210"), &uuid));
    assert_int_equal(uuid.bytes[0], 0x01);
    assert_int_equal(uuid.bytes[5], 0xAB);
    assert_int_equal(uuid.bytes[15], 0x10);
    uuid_format(&uuid, out);
    assert_string_equal(out, "01234567-89ab-cdef-fedc-ba9876543210");
}

/* xAPI 1.0.3 Data 2.4.1 asks for the form of RFC 4122, whatever the version and variant. */
static void every_version_and_variant_is_read(void **state)
{
    (void)state;
    struct uuid uuid;
    assert_true(uuid_read(text_of("00000000-0000-0000-0000-000000000000"), &uuid));
    assert_true(uuid_read(text_of("ffffffff-ffff-ffff-ffff-ffffffffffff"), &uuid));
}

static void any_other_form_is_refused(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "",
        "0123456789abcdeffedcba9876543210",
        "{01234567-89ab-cdef-fedc-ba9876543210}",
        "urn:uuid:01234567-89ab-cdef-fedc-ba9876543210",
        "01234567-89ab-cdef-fedc-ba987654321",
        "01234567-89ab-cdef-fedc-ba98765432100",
        "0123456-789ab-cdef-fedc-ba9876543210",
        "01234567-89ab-cdef-fedcba-9876543210",
        "01234567-89ab-cdef-fedc_ba9876543210",
        "01234567-89ab-cdef-fedc-ba987654321g",
        "01234567-89ab-cdef-fedc--a9876543210",
        " 1234567-89ab-cdef-fedc-ba9876543210",
        "+1234567-89ab-cdef-fedc-ba9876543210",
        "01234567-89ab-cdef-fedc-ba987654321\xC3",
    };
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        struct uuid uuid = {{7}};
        if (uuid_read(text_of(texts[i]), &uuid) || uuid.bytes[0] != 7) {
            fail_msg("'%s' was read", texts[i]);
        }
    }
}

static void new_ones_are_random_and_of_version_4(void **state)
{
    (void)state;
    char last[UUID_TEXT_SIZE] = "";
    for (int i = 0; i < 100; i++) {
        struct uuid uuid = uuid_make();
        char text[UUID_TEXT_SIZE];
        uuid_format(&uuid, text);
        assert_int_equal(text[14], '4');
        assert_non_null(strchr("89ab", text[19]));
        assert_string_not_equal(text, last);
        memcpy(last, text, sizeof last);
    }
}

static void assert_named(const char *space, const char *name, const char *expected)
{
    char text[UUID_TEXT_SIZE];
    const struct uuid uuid = uuid_of_name(space, text_of(name));
    uuid_format(&uuid, text);
    assert_string_equal(text, expected);
}

/* Expected by Python: uuid5(uuid5(NAMESPACE_URL, "https://synthetic.invalid/a"), "b") */
static void names_give_the_ids_that_others_compute(void **state)
{
    (void)state;
    assert_named("https://synthetic.invalid/a", "b", "bfda720b-a9e4-5648-8cd0-8fdf8d9d5b77");
    assert_named("https://synthetic.invalid/a", "c", "7d4e96d2-cb67-5117-8dce-e7bd688b4260");
    assert_named("https://synthetic.invalid/b", "b", "7a887cc9-1b7b-5c3a-afc2-4bdd202cbc62");
}

static void reading_what_was_written_gives_the_same_uuid(void **state)
{
    (void)state;
    for (int i = 0; i < 100; i++) {
        struct uuid uuid = uuid_make();
        struct uuid again;
        char text[UUID_TEXT_SIZE];
        uuid_format(&uuid, text);
        assert_true(uuid_read(text_of(text), &again));
        assert_memory_equal(&uuid, &again, sizeof uuid);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(either_case_is_read_and_lower_case_written),
        cmocka_unit_test(every_version_and_variant_is_read),
        cmocka_unit_test(any_other_form_is_refused),
        cmocka_unit_test(new_ones_are_random_and_of_version_4),
        cmocka_unit_test(names_give_the_ids_that_others_compute),
        cmocka_unit_test(reading_what_was_written_gives_the_same_uuid),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
