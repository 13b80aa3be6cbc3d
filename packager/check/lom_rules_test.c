/* SPDX-License-Identifier: Apache-2.0 */

/* Each rule about how metadata is written is broken once: in a file of its own, in the manifest,
 * and in either version of SCORM. */
#include "check/lom_fixture.h"

#include <stdint.h>

extern const struct check_family CHECK_LOM_FAMILY;

static const struct check_case CASES[] = {
    {.rule = "L1", META, .old = "</lom>", .new = ""},
    {.rule = "L1", META, .new = "<record/>"},
    {.rule = "L2", META, .old = IMS, .new = IEEE, .also = "L2 L3-nesting"},
    {.rule = "L2", IN_2004, .old = IEEE, .new = IMS, .also = "L2"},
    {.rule = "L2-mixed",
     META,
     .old = "<title>",
     .new = "<title xmlns=\"" IEEE "\">",
     .also = "L2-mixed L3"},
    {.rule = "L3", META, .old = "<lifecycle>", .new = "<lifecycle><state/>"},
    {.rule = "L3", META, .old = "xml:lang=\"en\"", .new = "xml:lang=\"en_GB\""},
    {.rule = "L3-nesting", IN_2004, .old = "<lom:title>", .new = "<lom:datetime/><lom:title>"},
    {.rule = "L3-nesting",
     IN_2004,
     .old = "language=\"en\">Course</lom:string>",
     .new = "language=\"en\">Course</lom:string><lom:langstring/>"},
};

static void each_rule_about_metadata_can_be_broken(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    make_packages(arena);
    case_assert_good(of_2004);
    CASES_ASSERT(&CHECK_LOM_FAMILY, CASES, with_record);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_rule_about_metadata_can_be_broken),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
