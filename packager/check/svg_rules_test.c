/* SPDX-License-Identifier: Apache-2.0 */

/* Each rule about SVG is broken once, and by each way in which a picture can run what is in it. */
#include "check/page_fixture.h"

#include <stdint.h>

extern const struct check_family CHECK_SVG_FAMILY;

#define SVG(content) "<svg xmlns=\"http://www.w3.org/2000/svg\">" content "</svg>"
#define ENTITY(value) "<!DOCTYPE svg [<!ENTITY a " value ">]>\n" SVG("&a;")

static const struct check_case CASES[] = {
    {.rule = "H-svg-script", .added = "a.svg", .content = SVG("<script>a()</script>")},
    {.rule = "H-svg-script", .added = "a.svg", .content = SVG("<s:script>a()</s:script>")},
    {.rule = "H-svg-script", .added = "a.svg", .content = SVG("<g onload=\"a()\"/>")},
    {.rule = "H-svg-script",
     .added = "a.SVG",
     .content = SVG("<a xlink:href=\"\njava&#9;script:a()\"><g/></a>")},
    {.rule = "H-svg-script",
     .added = "a.svg",
     .content = SVG("<a><animate attributeName=\"href\" values=\"#;JavaScript:a()\"/></a>")},
    {.rule = "H-svg-script",
     .added = "a.svg",
     .content = SVG("<foreignObject><iframe></iframe></foreignObject>")},
    {.rule = "H-svg-entity",
     .also = "H-svg-script H-svg-entity M-unknown",
     .added = "a.svg",
     .content = ENTITY("\"<a/><script>a()</script>\"")},
    {.rule = "H-svg-entity", .added = "a.svg", .content = ENTITY("'&b;&b;&b;'")},
};

static const char *const GOOD[] = {
    SVG("<style>a{}</style><title>On</title><text>javascript:a()</text><a href=\"#b\"/>"),
    ENTITY("\"http://ns.example.org/\""), /* as drawing programs write it */
    ENTITY("SYSTEM \"a.ent\""),
};

static void each_rule_about_svg_can_be_broken(void **state)
{
    (void)state;
    CASES_ASSERT(&CHECK_SVG_FAMILY, CASES, CASE_PAGE);
}

static void pictures_without_script_are_good(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof GOOD / sizeof *GOOD; i++) {
        AUTO(arena_destroy) struct arena *arena = arena_create();
        const struct check_case one = {.rule = "none", .added = "a.svg", .content = GOOD[i]};
        const struct check_result *result = case_check(&one, CASE_PAGE, NULL, arena);
        if (result->finding_count > 0) {
            fail_msg("'%s' breaks %s", GOOD[i], result->findings[0].rule->id);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_rule_about_svg_can_be_broken),
        cmocka_unit_test(pictures_without_script_are_good),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
