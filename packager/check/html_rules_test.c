/* SPDX-License-Identifier: Apache-2.0 */

/* Each rule about pages is broken once, and some are not that might seem so. */
#include "check/page_fixture.h"
#include "media/film_fixture.h"

#include <stdint.h>

extern const struct check_family CHECK_HTML_FAMILY;

#define TEN "0123456789"
#define HUNDRED TEN TEN TEN TEN TEN TEN TEN TEN TEN TEN
#define KILO HUNDRED HUNDRED HUNDRED HUNDRED HUNDRED HUNDRED HUNDRED HUNDRED HUNDRED HUNDRED
#define MARK "<button type=\"button\">Go on</button>"

static char large[200 << 10];

#define SMALL "<img src=\"a.jpg\" alt=\"\" width=\"400\">"

/* The picture is made when the test begins. */
static struct check_case cases[] = {
    {.rule = "H-shown", PAGE, .old = MARK, .new = MARK SMALL, .added = "a.jpg"},
    {.rule = "H-shown",
     PAGE,
     .old = MARK,
     .new = MARK "<img src=\"a.jpg\" alt=\"\" style=\"width:300px\">",
     .added = "a.jpg"},
    {.rule = "H-doctype", PAGE, .old = "<!DOCTYPE html>", .new = ""},
    {.rule = "H-doctype", PAGE, .old = "<!DOCTYPE html>", .new = "<!DOCTYPE svg>"},
    {.rule = "H-charset", PAGE, .old = "<meta charset=\"utf-8\">", .new = ""},
    {.rule = "H-charset", PAGE, .old = "<head>", .new = "<head><!-- " KILO " -->"},
    {.rule = "H-encoding", PAGE, .old = "\xE2\x80\x93", .new = "\x96"},
    {.rule = "H-base", PAGE, .old = "<title>", .new = "<base href=\"/a/\"><title>"},
    {.rule = "H-refresh",
     PAGE,
     .old = "<title>",
     .new = "<meta http-equiv=\"Refresh\" content=\"20; url=two.html\"><title>"},
    {.rule = "H-redirect",
     PAGE,
     .old = "<title>",
     .new = "<meta http-equiv=\"refresh\" content=\"0;url=two.html\"><title>"},
    {.rule = "H-top", PAGE, .old = "<a href", .new = "<a target=\"_TOP\" href"},
    {.rule = "H-top", PAGE, .old = "<form ", .new = "<form target=\"_parent\" "},
    {.rule = "H-plugin",
     .also = "H-missing",
     PAGE,
     .old = MARK,
     .new = "<embed src=\"a.swf\">" MARK},
    {.rule = "H-plugin",
     PAGE,
     .old = MARK,
     .new = "<object type=\"application/x-shockwave-flash\"></object>" MARK},
    {.rule = "H-plugin", PAGE, .old = MARK, .new = "<applet></applet>" MARK},
    {.rule = "H-form",
     PAGE,
     .old = "action=\"two.html\"",
     .new = "action=\"https://example.org/\""},
    {.rule = "H-form", PAGE, .old = "<button ", .new = "<button formaction=\"//example.org/\" "},
    {.rule = "H-data", PAGE, .old = "alt=\"A back\"", .new = large},
    {.rule = "H-inline", PAGE, .old = MARK, .new = MARK "<script>a()</script>"},
    {.rule = "H-inline", PAGE, .old = "<button ", .new = "<button onclick=\"a()\" "},
    {.rule = "H-inline", PAGE, .old = "two.html#top", .new = " javascript:a()"},
};

static const struct good_change GOOD[] = {
    {"<meta charset=\"utf-8\">",
     "<meta http-equiv=\"Content-Type\" content=\"text/html; charset=utf-8\">"},
    {"<!DOCTYPE html>", "<!doctype HTML PUBLIC \"-//W3C//DTD XHTML 1.0 Strict//EN\" \"x\">"},
    {MARK, MARK "<script type=\"application/json\">{}</script><!-- <script>a()</script> -->"},
    {MARK, MARK "<script src=\"script.js\"></script>"},
    {"<a href", "<a target=\"_blank\" href"},
    {"two.html#top", "https://example.org/javascript:a"},
    {"alt=\"A back\"", "alt=\"A back\" src=\"data:image/png;base64,AAAA\""},
    {"<!DOCTYPE html>", "\xEF\xBB\xBF<!DOCTYPE html>"},
};

static void each_rule_about_pages_can_be_broken(void **state)
{
    (void)state;
    AUTO(buffer_finish) struct buffer picture = BUFFER_INIT(FILM_SIZE_MAX);
    put_jpeg(&picture, 1600, 1200, 200000);
    (void)snprintf(large, sizeof large, "alt=\"A back\" data-a=\"data:%0150000d\"", 0);
    cases[0].bytes = buffer_text(&picture);
    cases[1].bytes = buffer_text(&picture);
    CASES_ASSERT(&CHECK_HTML_FAMILY, cases, CASE_PAGE);
}

/* Whether H-shown is told of a picture of 1600 pixels and that weight. */
static bool is_too_large_as(const char *attributes, size_t weight)
{
    AUTO(arena_destroy) struct arena *arena = arena_create();
    AUTO(buffer_finish) struct buffer picture = BUFFER_INIT(FILM_SIZE_MAX);
    put_jpeg(&picture, 1600, 1200, weight);
    const struct check_case one = {
        PAGE,
        .old = MARK,
        .new = arena_print(arena, "<img src=\"a.jpg\" alt=\"\" %s>", attributes),
        .added = "a.jpg",
        .bytes = buffer_text(&picture),
    };
    return case_is_told(case_check(&one, CASE_PAGE, NULL, arena), "H-shown");
}

static void pictures_may_be_finer_than_they_are_shown(void **state)
{
    (void)state;
    assert_true(is_too_large_as("width=\"400\"", 200000));
    assert_true(is_too_large_as("width=\"100%\" style=\"width: 400px\"", 200000));
    assert_false(is_too_large_as("width=\"800\"", 200000));
    assert_false(is_too_large_as("width=\"100%\"", 200000));
    assert_false(is_too_large_as("", 200000));
    assert_false(is_too_large_as("width=\"100\"", 50000)); /* which nobody waits for */
}

static void what_is_common_in_pages_is_good(void **state)
{
    (void)state;
    GOOD_ASSERT(GOOD);
}

static void pieces_of_pages_need_no_head(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    const struct check_case one = {.rule = "none",
                                   .added = "piece.html",
                                   .content = "<p>caf\xE9 <img src=\"b.png\" alt=\"\">"};
    assert_int_equal(case_check(&one, CASE_PAGE, NULL, arena)->finding_count, 0);
}

static void a_finding_tells_line_and_element(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    const struct check_case one = {
        .rule = "H-top", PAGE, .old = "<a href", .new = "<a target=\"_top\" href"};
    const struct check_result *result = case_check(&one, CASE_PAGE, NULL, arena);
    assert_int_equal(result->finding_count, 1);
    assert_string_equal(result->findings[0].place.file, "index.html");
    assert_int_equal(result->findings[0].place.line, 10);
    assert_string_equal(result->findings[0].place.element, "a");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_rule_about_pages_can_be_broken),
        cmocka_unit_test(pictures_may_be_finer_than_they_are_shown),
        cmocka_unit_test(what_is_common_in_pages_is_good),
        cmocka_unit_test(pieces_of_pages_need_no_head),
        cmocka_unit_test(a_finding_tells_line_and_element),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
