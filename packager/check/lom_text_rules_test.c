/* SPDX-License-Identifier: Apache-2.0 */

/* Each rule about what metadata says is broken once, and the lengths are those of the LMS. */
#include "check/lom_fixture.h"
#include "targets/target.h"

#include <stdint.h>

extern const struct check_family CHECK_LOM_TEXT_FAMILY;

#define X64 "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"

static const struct check_case CASES[] = {
    {.rule = "L4", META, .old = "<keyword>" TEXT("back") "</keyword>", .new = ""},
    {.rule = "L4", META, .old = "<technical><format>text/html</format>", .new = "<technical>"},
    {.rule = "L4-scheme", META, .old = "ADL SCORM 1.2", .new = "LOMv1.0"},
    {.rule = "L5", META, .old = "urn:1", .new = "urn:" X64 X64},
    {.rule = "L5", META, .old = "Ours", .new = "Ours, and nobody else's at all, ever"},
    {.rule = "L6", META, .old = "Final", .new = "Finished"},
    {.rule = "L6", IN_2004, .old = ">final<", .new = ">finished<"},
    {.rule = "L7", META, .old = "<general>", .new = "<general><identifier>1</identifier>"},
};

static void each_rule_about_what_metadata_says_can_be_broken(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    make_packages(arena);
    case_assert_good(of_2004);
    CASES_ASSERT(&CHECK_LOM_TEXT_FAMILY, CASES, with_record);
}

/* Knows nothing but that it takes SCORM 1.2. */
static struct target tolerant(void)
{
    return (struct target){
        .name = "Tight LMS",
        .formats = {{.fact = {TARGET_VERIFIED, "x", NULL}, .name = "scorm12", .is_taken = true}}};
}

static size_t count_told(const struct check_case *one, const struct target *lms)
{
    AUTO(arena_destroy) struct arena *arena = arena_create();
    const struct check_result *result = case_check(one, with_record, lms, arena);
    size_t count = 0;
    for (size_t i = 0; i < result->finding_count; i++) {
        count += strcmp(result->findings[i].rule->id, "L5") == 0;
    }
    return count;
}

/* An LMS that takes more, or of which nothing is known, is told nothing; one that takes less is. */
static void lengths_are_those_of_the_lms(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    make_packages(arena);
    static const struct {
        enum target_limit_id limit;
        uint64_t edge;
    } ROWS[] = {
        {TARGET_METADATA_ENTRY, 5},
        {TARGET_METADATA_DESCRIPTION, 8},
        {TARGET_METADATA_KEYWORDS, 8},
        {TARGET_METADATA_COPYRIGHT, 4},
        {TARGET_TITLE, 6},
    };
    const struct check_case two_keywords = {
        .rule = "none",
        META,
        .old = "<keyword>" TEXT("back") "</keyword>",
        .new = "<keyword>" TEXT("back") "</keyword><keyword>" TEXT("back") "</keyword>",
    };
    for (size_t i = 0; i < sizeof ROWS / sizeof *ROWS; i++) {
        struct target lms = tolerant();
        assert_int_equal(count_told(&two_keywords, &lms), 0);
        struct target_limit *limit = &lms.limits[ROWS[i].limit];
        *limit = (struct target_limit){{TARGET_CLAIMED, "its manual", NULL}, ROWS[i].edge};
        assert_int_equal(count_told(&two_keywords, &lms), 0);
        limit->max--;
        assert_int_equal(count_told(&two_keywords, &lms), 1);
    }
    const struct check_case long_copyright = {
        .rule = "none", META, .old = "Ours", .new = "Ours, and nobody else's at all, ever"};
    const struct target unknown = tolerant();
    assert_int_equal(count_told(&long_copyright, &unknown), 0);
    assert_int_equal(count_told(&long_copyright, NULL), 1);
}

/* What is about a single file needs less than what is about a course. */
static void records_of_assets_need_not_be_whole(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    make_packages(arena);
    const struct check_case small = {
        .rule = "none",
        .file = "imsmanifest.xml",
        .old = "<file href=\"style.css\"/>",
        .new = "<file href=\"style.css\"><metadata><lom xmlns=\"" IMS
               "\"><general/></lom></metadata></file>",
    };
    assert_int_equal(case_check(&small, CASE_SCORM12, NULL, arena)->finding_count, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_rule_about_what_metadata_says_can_be_broken),
        cmocka_unit_test(lengths_are_those_of_the_lms),
        cmocka_unit_test(records_of_assets_need_not_be_whole),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
