/* SPDX-License-Identifier: Apache-2.0 */

/* What a reader of course sources says becomes a finding with its place. */
#include "check/cases_fixture.h"

#include <stdint.h>

extern const struct check_family CHECK_SOURCE_FAMILY;

static const struct check_result *told(const char *message, struct arena *arena)
{
    struct error fault = {0};
    error_describe(&fault, STATUS_INVALID, "%s", message);
    const struct check_options options = {.threshold = CHECK_ERROR};
    struct check_run *run = check_begin(arena, &options);
    check_source_fault(run, "my/course", &fault);
    const struct check_result *result = NULL;
    assert_int_equal(check_end(run, &result, NULL), STATUS_OK);
    assert_int_equal(result->finding_count, 1);
    return result;
}

static void a_fault_of_a_source_is_a_finding_at_its_line(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    const struct check_result *result = told("my/course/a.md:12: the title: is missing", arena);
    const struct check_finding *finding = &result->findings[0];
    assert_ptr_equal(finding->rule, &CHECK_SOURCE_FAMILY.rules[0]);
    assert_null(CHECK_SOURCE_FAMILY.rules[1].id);
    assert_string_equal(finding->package, "my/course");
    assert_string_equal(finding->place.file, "my/course/a.md");
    assert_int_equal(finding->place.line, 12);
    assert_string_equal(finding->message, "the title: is missing");
    assert_true(check_result_is_bad(result));
}

static void a_fault_without_a_line_is_told_whole(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    const char *message = "the ids of course 'a' have 129 characters: too many";
    const struct check_finding *finding = &told(message, arena)->findings[0];
    assert_null(finding->place.file);
    assert_string_equal(finding->message, message);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_fault_of_a_source_is_a_finding_at_its_line),
        cmocka_unit_test(a_fault_without_a_line_is_told_whole),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
