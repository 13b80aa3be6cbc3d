/* SPDX-License-Identifier: Apache-2.0 */

/* Which term is taken for the one that was meant. */
#include "profile/near_terms.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#define ADL "http://adlnet.gov/expapi/verbs/"
#define W3ID "https://w3id.org/xapi/adl/verbs/"

static struct near_terms terms;

static int set_up(void **state)
{
    (void)state;
    static const char *const known[] = {
        ADL "completed", ADL "passed",      ADL "attempted", ADL "answered",
        ADL "shared",    W3ID "logged-in",  ADL "commented", "http://example.org/one#played",
        W3ID "shared",   ADL "initialized", "http://a.org/x"};
    terms = (struct near_terms){.arena = arena_create()};
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
        near_terms_add(&terms, known[i]);
    }
    near_terms_sort(&terms);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    arena_destroy(terms.arena);
    return 0;
}

static void assert_near(const char *iri, const char *wanted)
{
    const char *found = near_terms_find(&terms, iri);
    if (wanted == NULL) {
        assert_null(found);
    } else {
        assert_non_null(found);
        assert_string_equal(found, wanted);
    }
}

static void the_name_counts_and_neither_its_host_nor_what_is_no_letter(void **state)
{
    (void)state;
    assert_near("https://adlnet.gov/expapi/verbs/completed", ADL "completed");
    assert_near("http://example.org/verbs/Completed/", ADL "completed");
    assert_near("http://example.org#logged_in", W3ID "logged-in");
    assert_near("completed", ADL "completed");
    assert_near("http://example.org/played", "http://example.org/one#played");
}

static void one_letter_in_four_may_be_another_missing_too_many_or_swapped(void **state)
{
    (void)state;
    assert_near("http://example.org/initialised", ADL "initialized");
    assert_near("http://example.org/anwered", ADL "answered");
    assert_near("http://example.org/passsed", ADL "passed");
    assert_near("http://example.org/palyed", "http://example.org/one#played");
    assert_near("http://example.org/danced", NULL);
    assert_near("http://example.org/parsec", NULL);
}

static void an_ending_of_three_letters_may_be_missing_or_another_word_gets_it(void **state)
{
    (void)state;
    assert_near("http://example.org/attempt", ADL "attempted");
    assert_near("http://example.org/pass", ADL "passed");
    assert_near("http://example.org/comment", ADL "commented");
    assert_near("http://example.org/pas", NULL);
}

static void nearer_names_go_first_and_then_iris_that_look_alike(void **state)
{
    (void)state;
    near_terms_add(&terms, "http://example.org/complete");
    assert_near("http://example.org/elsewhere/completed", ADL "completed");
    assert_near("https://w3id.org/xapi/adl/shared", W3ID "shared");
    assert_near("https://adlnet.gov/expapi/verbs/shared", ADL "shared");
}

static void what_has_no_letter_or_too_many_is_near_nothing(void **state)
{
    (void)state;
    assert_near("", NULL);
    assert_near("http://example.org/-", NULL);
    assert_near("http://example.org/"
                "completedcompletedcompletedcompletedcompletedcompletedcompletedcompleted",
                NULL);
}

static void of_no_terms_none_is_there_or_near(void **state)
{
    (void)state;
    struct near_terms none = {.arena = terms.arena};
    near_terms_sort(&none);
    assert_false(near_terms_has(&none, ADL "passed"));
    assert_null(near_terms_find(&none, ADL "passed"));
}

static void only_the_very_iri_is_there(void **state)
{
    (void)state;
    assert_true(near_terms_has(&terms, ADL "passed"));
    assert_false(near_terms_has(&terms, ADL "passe"));
    assert_false(near_terms_has(&terms, "http://example.org/passed"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_name_counts_and_neither_its_host_nor_what_is_no_letter),
        cmocka_unit_test(one_letter_in_four_may_be_another_missing_too_many_or_swapped),
        cmocka_unit_test(an_ending_of_three_letters_may_be_missing_or_another_word_gets_it),
        cmocka_unit_test(nearer_names_go_first_and_then_iris_that_look_alike),
        cmocka_unit_test(what_has_no_letter_or_too_many_is_near_nothing),
        cmocka_unit_test(of_no_terms_none_is_there_or_near),
        cmocka_unit_test(only_the_very_iri_is_there),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
