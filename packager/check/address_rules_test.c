/* SPDX-License-Identifier: Apache-2.0 */

/* Each rule about addresses is broken once, and some are not that might seem so. */
#include "check/page_fixture.h"

#include <stdint.h>

extern const struct check_family CHECK_ADDRESS_FAMILY;

#define IMAGE "src=\"media/picture\""
#define STYLE .file = "style.css", .old = "body {"

static const struct check_case CASES[] = {
    {.rule = "H-external", PAGE, .old = IMAGE, .new = "src=\"https://example.org/a.png\""},
    {.rule = "H-external", PAGE, .old = "href=\"style.css\"", .new = "href=\"//example.org/a\""},
    {.rule = "H-external",
     PAGE,
     .old = IMAGE,
     .new = IMAGE " srcset=\"a.png, //a.org/a 2x\"",
     .also = "H-missing"},
    {.rule = "H-external", PAGE, .old = "<p>", .new = "<p style=\"color:url('//a.org/a')\">"},
    {.rule = "H-external",
     PAGE,
     .old = "<title>",
     .new = "<style>@import '//a.org/a';</style><title>"},
    {.rule = "H-external", STYLE, .new = "@import url( \"https://a.org/a.css\" );body {"},
    {.rule = "H-external", STYLE, .new = "@font-face{src:local('x'),url(https://a.org/a)}body {"},
    {.rule = "H-external",
     PAGE,
     .old = "<iframe src=\"two.html\"",
     .new = "<iframe src=\"\n https://me@video.example.org:443/a?b\""},
    {.rule = "H-http", PAGE, .old = IMAGE, .new = "src=\"HTTP://example.org/a.png\""},
    {.rule = "H-absolute", PAGE, .old = IMAGE, .new = "src=\"/media/picture\""},
    {.rule = "H-absolute", PAGE, .old = "two.html#top", .new = "/two.html"},
    {.rule = "H-disk", PAGE, .old = IMAGE, .new = "src=\"file:///C:/a.png\""},
    {.rule = "H-disk", PAGE, .old = IMAGE, .new = "src=\"C:\\Users\\a.png\""},
    {.rule = "H-missing", PAGE, .old = IMAGE, .new = "src=\"media/b.png?x\""},
    {.rule = "H-missing", PAGE, .old = IMAGE, .new = "src=\"../a.png\""},
    {.rule = "H-missing", PAGE, .old = "<video ", .new = "<video poster=\"b.png\" "},
    {.rule = "H-missing", STYLE, .new = "p { background: url('b.png') } body {"},
    {.rule = "H-missing", .added = "a.svg", .content = "<svg><image xlink:href=\"b.png\"/></svg>"},
    {.rule = "H-missing", .file = "media/captions"},
    {.rule = "H-case", PAGE, .old = IMAGE, .new = "src=\"Media/PICTURE\""},
    {.rule = "H-case", PAGE, .old = "two.html#top", .new = "Two.html"},
    {.rule = "H-link", PAGE, .old = "two.html#top", .new = "three.html"},
};

static const struct good_change GOOD[] = {
    {"two.html#top", "#top"},
    {"two.html#top", "https://example.org/"},
    {"two.html#top", "mailto:a@example.org"},
    {"two.html#top", "./media/../two.html?a=1"},
    {"two.html#top", "two%2ehtml"},
    {"two.html#top", "{{next}}"},
    {"two.html#top", "<%= next %>"},
    {IMAGE, "src=\"media\\picture\""},
    {IMAGE, "src=\" media/pic\nture \""},
    {IMAGE, "src=\"data:image/png;base64,AA,AA\" srcset=\"data:image/png;base64,AA,AA 2x\""},
    {IMAGE, IMAGE " srcset=\"media/picture, media/picture 2x\""},
    {"<title>", "<link rel=\"canonical\" href=\"https://example.org/\"><title>"},
    {"<title>", "<template><img src=\"b.png\"></template><title>"},
    {"<title>", "<style>/* url(//a.org/) */ p { color: myurl(//a.org/); content: '//a.org' }"
                "</style><title>"},
};

static void each_rule_about_addresses_can_be_broken(void **state)
{
    (void)state;
    CASES_ASSERT(&CHECK_ADDRESS_FAMILY, CASES, CASE_PAGE);
}

static void addresses_that_lead_somewhere_are_good(void **state)
{
    (void)state;
    GOOD_ASSERT(GOOD);
}

static void the_host_is_told_and_one_address_once(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    const struct check_case one = {.rule = "H-external",
                                   .file = "style.css",
                                   .new = "p{src:url(//me@a.org:1/x)}\n\nb{src:url(//me@a.org:1/x)}"
                                          "\ni{src:url(//b.org)}"};
    const struct check_result *result = case_check(&one, CASE_PAGE, NULL, arena);
    assert_int_equal(result->finding_count, 2);
    assert_int_equal(result->findings[0].place.line, 1);
    assert_non_null(strstr(result->findings[0].message, "from 'a.org:1'"));
    assert_int_equal(result->findings[1].place.line, 4);
    assert_non_null(strstr(result->findings[1].message, "from 'b.org'"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_rule_about_addresses_can_be_broken),
        cmocka_unit_test(addresses_that_lead_somewhere_are_good),
        cmocka_unit_test(the_host_is_told_and_one_address_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
