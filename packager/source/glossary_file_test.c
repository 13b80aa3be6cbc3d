/* SPDX-License-Identifier: Apache-2.0 */

/* Tests of reading glossaries. */
#include "source/glossary_file.h"

#include "base/arena.h"
#include "course/glossary.h"
#include "source/files.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static enum status read_text(struct arena *arena, const char *text, struct glossary **out,
                             struct error *error)
{
    const struct source source = {.folder = "x", .arena = arena};
    return glossary_file_parse(&source, "glossary.md", text_of(text), out, error);
}

static void terms_are_sorted_and_may_link_to_one_another(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    struct glossary *glossary = NULL;
    const char *text = "## pain\n\nSee [pacing](glossary:pacing-of-activity).\n\n"
                       "## *Pacing* of `activity`!\n\nFirst.\n\n### More\n\nSecond.\n\n"
                       "Fear\n----\n- avoided\n";
    struct error error = {0};
    if (read_text(arena, text, &glossary, &error) != STATUS_OK) {
        fail_msg("%s", error.message);
    }
    assert_int_equal(glossary->term_count, 3);
    assert_string_equal(glossary->terms[0].id, "fear");
    assert_string_equal(glossary->terms[0].html, "<ul>\n<li>avoided</li>\n</ul>\n");
    assert_string_equal(glossary->terms[1].term, "Pacing of activity!");
    assert_string_equal(glossary->terms[1].id, "pacing-of-activity");
    assert_string_equal(glossary->terms[1].html, "<p>First.</p>\n<h3>More</h3>\n<p>Second.</p>\n");
    assert_non_null(strstr(glossary->terms[2].html, "href=\"#/glossary/pacing-of-activity\""));
    assert_ptr_equal(glossary_find(glossary, "pain"), &glossary->terms[2]);
    assert_null(glossary_find(glossary, "pai"));
}

static void a_glossary_that_explains_nothing_is_refused_by_line(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        const char *message;
    } rows[] = {
        {"", "/glossary.md:1: the glossary must begin with a term"},
        {"\nText.\n\n## A\n\na\n", "/glossary.md:2: the glossary must begin with a term"},
        {"# A\n\na\n", "/glossary.md:1: the glossary must begin with a term"},
        {"## A\n\na\n\n## B\n", "/glossary.md:5: the term 'B' is not explained"},
        {"## A\n\n## B\n\nb\n", "/glossary.md:1: the term 'A' is not explained"},
        {"## A b\n\na\n\n## a-B\n\nb\n", "/glossary.md:5: the id 'a-b' of the term 'a-B' is that"},
        {"## 24 hours\n\na\n", "/glossary.md:1: '24 hours' can have no id"},
        {"## A\n\na\n\n[b](glossary:b)\n", "/glossary.md:5: the glossary has no term 'b'"},
        {"## A\n\n[b](b.pdf)\n", "/glossary.md:3: 'b.pdf' is a file, which only pages can have"},
        {"## A\n\na\n\n# B\n", "/glossary.md:5: a heading of level 1"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        AUTO(arena_destroy) struct arena *arena = arena_create();
        struct glossary *glossary = NULL;
        struct error error = {0};
        assert_int_equal(read_text(arena, rows[i].text, &glossary, &error), STATUS_INVALID);
        if (strstr(error.message, rows[i].message) == NULL) {
            fail_msg("row %zu: %s", i, error.message);
        }
        assert_null(glossary);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(terms_are_sorted_and_may_link_to_one_another),
        cmocka_unit_test(a_glossary_that_explains_nothing_is_refused_by_line),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
