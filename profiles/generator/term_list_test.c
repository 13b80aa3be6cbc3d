/* SPDX-License-Identifier: Apache-2.0 */

/* What terms are called, and which IRIs have no name. */
#include "generator/term_list.h"

#include "base/mem.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static struct terms *no_terms(void)
{
    struct terms *terms = MEM_NEW(struct terms);
    terms->profile = mem_copy_string("https://w3id.org/xapi/own");
    return terms;
}

static void add(struct terms *terms, enum term_kind kind, const char *iri)
{
    struct error error = {0};
    if (terms_add(terms, kind, iri, "/here", &error) != STATUS_OK) {
        fail_msg("%s", error.message);
    }
}

static void names_follow_from_iris(void **state)
{
    (void)state;
    static const struct {
        enum term_kind kind;
        const char *iri;
        const char *name;
    } rows[] = {
        {TERM_VERB, "http://example.org/done", "done"},
        {TERM_STATE, "http://example.org/states#Done", "done"},
        {TERM_ACTIVITY_TYPE, "http://example.org/types/Site-Visit.2", "site_visit_2"},
        {TERM_VERB, "https://w3id.org/xapi/video/verbs/paused", "paused"},
        {TERM_ACTIVITY_TYPE, "https://w3id.org/xapi/video/activity-type/video", "video"},
        {TERM_EXTENSION, "https://w3id.org/xapi/video/x/progress", "video_progress"},
        {TERM_EXTENSION, "https://w3id.org/xapi/cmi5/x/progress", "cmi5_progress"},
        {TERM_EXTENSION, "https://w3id.org/xapi/own/x/one", "one"},
        {TERM_EXTENSION, "https://w3id.org/xapi/owner/x/one", "owner_one"},
        {TERM_EXTENSION, "https://w3id.org/xapi/adl/x/two", "two"},
    };
    AUTO(terms_destroy) struct terms *terms = no_terms();
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        add(terms, rows[i].kind, rows[i].iri);
        assert_int_equal(terms->count, i + 1);
        assert_string_equal(terms->list[i].name, rows[i].name);
    }
}

static void one_iri_added_twice_is_one_term(void **state)
{
    (void)state;
    AUTO(terms_destroy) struct terms *terms = no_terms();
    add(terms, TERM_VERB, "http://example.org/done");
    add(terms, TERM_VERB, "http://example.org/done");
    assert_int_equal(terms->count, 1);
}

static void two_iris_with_one_name_clash(void **state)
{
    (void)state;
    AUTO(terms_destroy) struct terms *terms = no_terms();
    struct error error = {0};
    add(terms, TERM_VERB, "http://example.org/a/done");
    assert_int_equal(terms_add(terms, TERM_VERB, "http://example.org/b/done", "/here", &error),
                     STATUS_INVALID);
    assert_non_null(strstr(error.message, "/here: 'http://example.org/b/done' and "
                                          "'http://example.org/a/done'"));
    assert_int_equal(terms->count, 1);
}

static void one_name_in_two_kinds_is_no_clash(void **state)
{
    (void)state;
    AUTO(terms_destroy) struct terms *terms = no_terms();
    add(terms, TERM_ACTIVITY_TYPE, "http://example.org/t/a");
    add(terms, TERM_VERB, "http://example.org/v/a");
    terms_sort(terms);
    assert_int_equal(terms->count, 2);
    assert_int_equal(terms->list[0].kind, TERM_VERB);
}

static void iris_without_a_name_are_refused(void **state)
{
    (void)state;
    static const char *const iris[] = {
        "http://example.org/a\"b",
        "http://example.org/a\\b",
        "http://example.org/a b",
        "http://example.org/caf\xC3\xA9",
        "http://example.org/1st",
        "http://example.org/",
        "http://example.org/a-name-of-sixty-four-bytes-is-one-too-many-for-the-room-there-is-x",
    };
    AUTO(terms_destroy) struct terms *terms = no_terms();
    for (size_t i = 0; i < sizeof iris / sizeof *iris; i++) {
        struct error error = {0};
        assert_int_equal(terms_add(terms, TERM_VERB, iris[i], "/here", &error), STATUS_INVALID);
        assert_non_null(strstr(error.message, "/here: no name can be made"));
    }
    assert_int_equal(terms->count, 0);
}

static void there_are_at_most_so_many_terms(void **state)
{
    (void)state;
    AUTO(terms_destroy) struct terms *terms = no_terms();
    char iri[64];
    for (int i = 0; i < TERMS_MAX; i++) {
        assert_in_range(snprintf(iri, sizeof iri, "http://example.org/v%d", i), 1, sizeof iri - 1);
        add(terms, TERM_VERB, iri);
    }
    struct error error = {0};
    assert_int_equal(terms_add(terms, TERM_VERB, "http://example.org/more", "/here", &error),
                     STATUS_TOO_LARGE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_follow_from_iris),
        cmocka_unit_test(one_iri_added_twice_is_one_term),
        cmocka_unit_test(two_iris_with_one_name_clash),
        cmocka_unit_test(one_name_in_two_kinds_is_no_clash),
        cmocka_unit_test(iris_without_a_name_are_refused),
        cmocka_unit_test(there_are_at_most_so_many_terms),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
