/* SPDX-License-Identifier: Apache-2.0 */

/* What cannot be looked into is told, and where looking ends. */
#include "check/page_fixture.h"

#include "html/html_document.h"

#include <stdint.h>

extern const struct check_family CHECK_TEXT_FAMILY;

#define PIECE(content_) .added = "piece.html", .content = (content_)

static const char UTF16[] = "\xFF\xFE<\0s\0c\0r\0i\0p\0t\0>\0";

/* `count` times the same element. */
static const char *many(struct arena *arena, const char *element, size_t count)
{
    AUTO(buffer_finish) struct buffer buffer = BUFFER_INIT(OPENED_TEXT_MAX);
    for (size_t i = 0; i < count; i++) {
        buffer_add_string(&buffer, element);
    }
    return arena_copy(arena, buffer_text(&buffer));
}

static void each_rule_about_text_can_be_broken(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    struct text large = {arena_allocate(arena, OPENED_TEXT_MAX + 1, 1), OPENED_TEXT_MAX + 1};
    const struct check_case cases[] = {
        {.rule = "H-large", .added = "large.html", .bytes = large},
        {.rule = "H-large", .added = "large.js", .bytes = large},
        {.rule = "H-utf16", .added = "piece.html", .bytes = CASE_BYTES(UTF16)},
        {.rule = "H-utf16",
         .also = "H-utf16 M-unknown",
         .added = "a.svg",
         .bytes = CASE_BYTES(UTF16)},
        {.rule = "H-nul", .added = "piece.html", .bytes = CASE_BYTES("a\n\0b")},
        {.rule = "H-nul", .added = "a.css", .bytes = CASE_BYTES("a{}\0b")},
        {.rule = "H-parts", PIECE(many(arena, "<i></i>", HTML_NODES_MAX))},
        {.rule = "H-deep", PIECE(many(arena, "<div>", HTML_DEPTH_MAX + 1))},
        {.rule = "H-unended", PIECE("<p>a</p>\n<!-- <p>b</p>")},
        {.rule = "H-unended", PIECE("<p>a</p><p class=\"b>c</p>")},
        {.rule = "H-unended", .also = "H-unended H-inline", PIECE("<script>a()</scrip><p>b</p>")},
        {.rule = "H-unended", .added = "a.svg", .content = "<svg><!-- </svg>"},
    };
    CASES_ASSERT(&CHECK_TEXT_FAMILY, cases, CASE_PAGE);
}

static void text_within_its_bounds_is_good(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    const struct check_case cases[] = {
        {.rule = "none", PIECE(many(arena, "<div>", HTML_DEPTH_MAX))},
        {.rule = "none", PIECE("<p>a</p><!-- b --><br/>a < b")},
        {.rule = "none", .added = "talk.mp3.txt", .bytes = CASE_BYTES("\0")},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_int_equal(case_check(&cases[i], CASE_PAGE, NULL, arena)->finding_count, 0);
    }
}

static void findings_tell_where_looking_ends(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    const struct check_case one = {.rule = "H-unended", PIECE("<p>a</p>\n<!-- <p>b</p>")};
    const struct check_result *result = case_check(&one, CASE_PAGE, NULL, arena);
    assert_int_equal(result->finding_count, 1);
    assert_int_equal(result->findings[0].place.line, 2);
    assert_string_equal(result->findings[0].message, "a comment begins here and never ends");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_rule_about_text_can_be_broken),
        cmocka_unit_test(text_within_its_bounds_is_good),
        cmocka_unit_test(findings_tell_where_looking_ends),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
