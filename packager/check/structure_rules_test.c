/* SPDX-License-Identifier: Apache-2.0 */

/* Each rule about a page as a whole is broken once, and some are not that might seem so. */
#include "check/page_fixture.h"

#include <stdint.h>

extern const struct check_family CHECK_STRUCTURE_FAMILY;

#define IMAGE "<img src=\"media/picture\" alt=\"A back\">"
#define LINK "<a href=\"two.html#top\">Part two</a>"
#define TABLE "<table><tr><th>A</th><th>B</th></tr><tr><td>1</td><td>2</td></tr></table>"
#define ZOOM "initial-scale=1\""

static const struct check_case CASES[] = {
    {.rule = "A11Y-lang", PAGE, .old = " lang=\"en-GB\"", .new = ""},
    {.rule = "A11Y-lang", PAGE, .old = "en-GB", .new = "English language"},
    {.rule = "A11Y-title", PAGE, .old = "<title>Course</title>", .new = ""},
    {.rule = "A11Y-title", PAGE, .old = "<title>Course", .new = "<title> &nbsp;"},
    {.rule = "A11Y-heading", PAGE, .old = "<h2>Part</h2>", .new = "<h2> <br></h2>"},
    {.rule = "A11Y-h1", PAGE, .old = "<h2>Part</h2>", .new = "<h1>Part</h1>"},
    {.rule = "A11Y-h1", PAGE, .old = "<h1>Course \xE2\x80\x93 1</h1>", .new = ""},
    {.rule = "A11Y-order", PAGE, .old = "<h2>Part</h2>", .new = "<h4>Part</h4>"},
    {.rule = "A11Y-table", PAGE, .old = "<th>A</th><th>B</th>", .new = "<td>A</td><td>B</td>"},
    {.rule = "A11Y-scope", PAGE, .old = "<td>1</td>", .new = "<th>1</th>"},
    {.rule = "A11Y-id", PAGE, .old = "<h2>", .new = "<h2 id=\"age\">"},
    {.rule = "A11Y-zoom", PAGE, .old = ZOOM, .new = "user-scalable = no\""},
    {.rule = "A11Y-zoom", PAGE, .old = ZOOM, .new = "maximum-scale=1.0\""},
    {.rule = "A11Y-moving", PAGE, .old = LINK, .new = "<marquee>" LINK "</marquee>"},
};

static const struct good_change GOOD[] = {
    {TABLE, "<table><tr><td>" IMAGE "</td><td>1</td></tr><tr><td>2</td><td>3</td></tr></table>"},
    {TABLE, "<table role=\"presentation\"><tr><td>1<td>2<tr><td>3<td>4</table>"},
    {TABLE, "<table><tr><th>A<th>B<tr><th scope=\"row\">1<td>2</table>"},
    {TABLE, "<table><tr><th>A<td>B<tr><th scope=\"row\">1<td>2</table>"},
    {"<h2>Part</h2>", "<h2>Part</h2><h3>a</h3><h2>b</h2>"},
    {"<h2>Part</h2>", "<noscript><h1>Course</h1></noscript>"},
    {ZOOM, "initial-scale=1, maximum-scale=5, user-scalable=yes\""},
};

static void each_rule_about_a_page_as_a_whole_can_be_broken(void **state)
{
    (void)state;
    CASES_ASSERT(&CHECK_STRUCTURE_FAMILY, CASES, CASE_PAGE);
}

static void what_is_well_structured_is_good(void **state)
{
    (void)state;
    GOOD_ASSERT(GOOD);
}

static void an_empty_page_says_nothing(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    const struct check_case one = {.rule = "none",
                                   .added = "blank.html",
                                   .content =
                                       "<!DOCTYPE html><html><head></head><body>\n</body></html>"};
    assert_int_equal(case_check(&one, CASE_PAGE, NULL, arena)->finding_count, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_rule_about_a_page_as_a_whole_can_be_broken),
        cmocka_unit_test(what_is_well_structured_is_good),
        cmocka_unit_test(an_empty_page_says_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
