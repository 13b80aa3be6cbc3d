/* SPDX-License-Identifier: Apache-2.0 */

/* Ids from names are the ones that others compute. */
#include "cohort/name_id.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

/* Expected by Python: uuid5(uuid5(NAMESPACE_URL, "https://synthetic.invalid/a"), "b") */
static void ids_are_version_5_within_the_space(void **state)
{
    (void)state;
    char id[NAME_ID_SIZE];
    name_id("https://synthetic.invalid/a", "b", id);
    assert_string_equal(id, "bfda720b-a9e4-5648-8cd0-8fdf8d9d5b77");
}

static void other_names_and_spaces_give_other_ids(void **state)
{
    (void)state;
    char first[NAME_ID_SIZE];
    char second[NAME_ID_SIZE];
    char third[NAME_ID_SIZE];
    name_id("https://synthetic.invalid/a", "b", first);
    name_id("https://synthetic.invalid/a", "c", second);
    name_id("https://synthetic.invalid/b", "b", third);
    assert_string_not_equal(first, second);
    assert_string_not_equal(first, third);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ids_are_version_5_within_the_space),
        cmocka_unit_test(other_names_and_spaces_give_other_ids),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
