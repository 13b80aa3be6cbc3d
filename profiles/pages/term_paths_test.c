/* SPDX-License-Identifier: Apache-2.0 */

/* Tests of which file a term's page stands in. */
#include "pages/term_paths.h"

#include "base/arena.h"
#include "pages/site.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

#define BASE "https://w3id.org/xapi/tiny"
#define LONG_NAME "a123456789a123456789a123456789a123456789a123456789"

static const struct name_row {
    const char *id;
    const char *path;
} ROWS[] = {
    {BASE "/verbs/played", "verbs/played.html"},
    {BASE "#launched", "launched.html"},
    {BASE "/templates#seeked", "templates/seeked.html"},
    {BASE "/v1.0.2", "v1.0.2.html"},
    {BASE "/~a_b-c", "_numbered/concept-5.html"},
    {"http://w3id.org/xapi/tiny/verbs/paused", "verbs/paused.html"},
    {"https://w3id.org/xapi/tinyness/verb", "_other/w3id.org/xapi/tinyness/verb.html"},
    {"http://adlnet.gov/expapi/verbs/passed", "_other/adlnet.gov/expapi/verbs/passed.html"},
    {"urn:x:y", "_numbered/concept-9.html"},
    {"http://user:word@host:80/x", "_numbered/concept-10.html"},
    {BASE "/index", "_numbered/concept-11.html"},
    {BASE "/Index", "_numbered/concept-12.html"},
    {BASE "/../../etc/passwd", "_numbered/concept-13.html"},
    {BASE "/a..b", "_numbered/concept-14.html"},
    {BASE "/.hidden", "_numbered/concept-15.html"},
    {BASE "/a//b", "_numbered/concept-16.html"},
    {BASE "/a/", "_numbered/concept-17.html"},
    {BASE "/a%2fb", "_numbered/concept-18.html"},
    {BASE "/a?b=c", "_numbered/concept-19.html"},
    {BASE "/caf\xC3\xA9", "_numbered/concept-20.html"},
    {BASE "/_other/w3id.org/x", "_numbered/concept-21.html"},
    {BASE "/verbs/Played", "_numbered/concept-22.html"},
    {BASE "/verbs#played", "_numbered/concept-23.html"},
    {BASE "/style.css/x", "_numbered/concept-24.html"},
    {BASE "/Profile.jsonld/x", "_numbered/concept-25.html"},
    {BASE "/verbs/played.HTML/x", "_numbered/concept-26.html"},
    {BASE "/" LONG_NAME LONG_NAME, LONG_NAME LONG_NAME ".html"},
    {BASE "/" LONG_NAME LONG_NAME "a", "_numbered/concept-28.html"},
    {BASE "/v.", "_numbered/concept-29.html"},
    {BASE "/v./x", "_numbered/concept-30.html"},
};
enum { ROW_COUNT = sizeof ROWS / sizeof *ROWS };

static void files_follow_iris_and_what_is_not_safe_is_numbered(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    struct term terms[ROW_COUNT] = {0};
    for (size_t i = 0; i < ROW_COUNT; i++) {
        terms[i] = (struct term){.kind = TERM_CONCEPT, .at = i, .id = ROWS[i].id};
    }
    term_paths_give(terms, ROW_COUNT, BASE, arena);
    for (size_t i = 0; i < ROW_COUNT; i++) {
        assert_string_equal(terms[i].path, ROWS[i].path);
    }
}

static void each_kind_is_numbered_for_itself(void **state)
{
    static const char *const PATHS[] = {"_numbered/concept-1.html", "_numbered/template-1.html",
                                        "_numbered/pattern-1.html", "_numbered/version-1.html",
                                        "_numbered/document-1.html"};
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    struct term terms[TERM_DOCUMENT + 1] = {0};
    for (enum term_kind kind = 0; kind <= TERM_DOCUMENT; kind++) {
        terms[kind] = (struct term){.kind = kind, .id = "urn:a:b"};
    }
    term_paths_give(terms, TERM_DOCUMENT + 1, BASE, arena);
    for (enum term_kind kind = 0; kind <= TERM_DOCUMENT; kind++) {
        assert_string_equal(terms[kind].path, PATHS[kind]);
    }
}

static void a_profile_whose_id_ends_in_a_slash_has_terms_right_below(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    struct term term = {.kind = TERM_CONCEPT, .id = BASE "/a/b"};
    term_paths_give(&term, 1, BASE "/a/", arena);
    assert_string_equal(term.path, "b.html");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(files_follow_iris_and_what_is_not_safe_is_numbered),
        cmocka_unit_test(each_kind_is_numbered_for_itself),
        cmocka_unit_test(a_profile_whose_id_ends_in_a_slash_has_terms_right_below),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
