/* SPDX-License-Identifier: Apache-2.0 */

#include "matching/histories.h"

#include "base/chance.h"
#include "matching/fixture.h"

#include <stdio.h>
#include <string.h>

#define IRI(name) "'https://example.org/" name "'"
#define TEMPLATE(name) "{'type':'StatementTemplate','id':" IRI("p/" name) ",'verb':" IRI(name) "}"
#define ONE "11111111-1111-4111-8111-111111111111"
#define TWO "22222222-2222-4222-8222-222222222222"

static const char *const TEMPLATES[] = {TEMPLATE("a"), TEMPLATE("b"), TEMPLATE("c"), NULL};
static const char *const PATTERNS[] = {
    "{'type':'Pattern','id':" IRI("p/all") ",'primary':true,'sequence':[" IRI("p/a") "," IRI(
        "p/b") "," IRI("p/c") "]}",
    NULL};

/* Statements that a test adds. */
struct told {
    const char *verb;
    const char *minute;
    const char *registration;    /* NULL: none */
    const char *subregistration; /* NULL: none */
};

static struct histories *begin(struct arena *arena, const struct matcher **out)
{
    *out = matcher_make(fixture_profile_of(arena, NULL, TEMPLATES, PATTERNS), arena);
    return histories_begin(*out, arena);
}

static const json_t *statement_of(struct arena *arena, const struct told *told)
{
    const char *registration = told->registration == NULL
                                   ? ""
                                   : arena_print(arena, "'registration':'%s',", told->registration);
    const char *subregistration =
        told->subregistration == NULL
            ? ""
            : arena_print(arena,
                          "{'profile':" IRI("q") ",'subregistration':'" TWO "'},{'profile':" IRI(
                              "versions/1") ",'subregistration':'%s'}",
                          told->subregistration);
    return fixture_json(
        arena,
        arena_print(arena,
                    "{'verb':{'id':" IRI(
                        "%s") "},'timestamp':'2026-01-01T00:%s:00Z','context':{%s'extensions':{"
                              "'https://w3id.org/xapi/profiles/extensions/subregistration':[%s]}}}",
                    told->verb, told->minute, registration, subregistration));
}

static bool add(struct histories *histories, const struct matcher *matcher, struct arena *arena,
                const struct told *told, int64_t label)
{
    const json_t *statement = statement_of(arena, told);
    struct judgement judgement = matcher_judge(matcher, statement, NULL, arena);
    return histories_add(histories, statement, &judgement, label);
}

/* All of them, in the order given by `order`, or as they are; NULL: as they are. */
static const struct history *histories_of(struct arena *arena, const struct told *told,
                                          const size_t *order, size_t count, size_t *out_count)
{
    const struct matcher *matcher = NULL;
    struct histories *histories = begin(arena, &matcher);
    for (size_t i = 0; i < count; i++) {
        size_t at = order == NULL ? i : order[i];
        assert_true(add(histories, matcher, arena, &told[at], (int64_t)at));
    }
    return histories_end(histories, out_count);
}

static void statements_are_put_together_by_registration(void **state)
{
    static const struct told TOLD[] = {{"a", "01", ONE, NULL},
                                       {"a", "02", TWO, NULL},
                                       {"b", "03", ONE, NULL},
                                       {"c", "04", TWO, NULL},
                                       {"c", "05", ONE, NULL}};
    AUTO(arena_destroy) struct arena *arena = arena_create();
    size_t count = 0;
    const struct history *all = histories_of(arena, TOLD, NULL, 5, &count);
    (void)state;
    assert_int_equal(count, 2);
    assert_string_equal(all[0].registration, ONE);
    assert_int_equal(all[0].statement_count, 3);
    assert_int_equal(all[0].result.outcome, PATTERN_SUCCESS);
    assert_string_equal(all[1].registration, TWO);
    assert_int_equal(all[1].result.outcome, PATTERN_FAILURE);
    assert_int_equal(all[1].broken_label, 3);
}

static void a_subregistration_of_the_profile_is_a_history_of_its_own(void **state)
{
    static const struct told TOLD[] = {{"a", "01", ONE, ONE},
                                       {"a", "02", ONE, TWO},
                                       {"b", "03", ONE, ONE},
                                       {"b", "04", ONE, TWO},
                                       {"a", "05", ONE, NULL}};
    AUTO(arena_destroy) struct arena *arena = arena_create();
    size_t count = 0;
    const struct history *all = histories_of(arena, TOLD, NULL, 5, &count);
    (void)state;
    assert_int_equal(count, 3);
    assert_string_equal(all[0].subregistration, "");
    assert_string_equal(all[1].subregistration, ONE);
    assert_int_equal(all[1].statement_count, 2);
    assert_int_equal(all[1].result.outcome, PATTERN_PARTIAL);
}

/* The order of arrival counts among those with one timestamp only. */
static void the_order_of_arrival_does_not_matter(void **state)
{
    enum { RUNS = 50, COUNT = 7 };
    static const struct told TOLD[COUNT] = {{"a", "01", ONE, NULL}, {"b", "02", ONE, NULL},
                                            {"c", "03", ONE, NULL}, {"a", "04", TWO, NULL},
                                            {"b", "05", TWO, NULL}, {"b", "06", TWO, NULL},
                                            {"c", "07", TWO, NULL}};
    struct chance chance = {3};
    (void)state;
    for (size_t run = 0; run < RUNS; run++) {
        AUTO(arena_destroy) struct arena *arena = arena_create();
        size_t order[COUNT];
        size_t count = 0;
        chance_shuffle(&chance, order, COUNT);
        const struct history *all = histories_of(arena, TOLD, order, COUNT, &count);
        assert_int_equal(count, 2);
        assert_int_equal(all[0].result.outcome, PATTERN_SUCCESS);
        assert_int_equal(all[1].result.outcome, PATTERN_FAILURE);
        assert_int_equal(all[1].broken_label, 5);
    }
}

static void of_one_timestamp_the_first_that_came_is_first(void **state)
{
    static const struct told TOLD[] = {
        {"a", "01", ONE, NULL}, {"b", "01", ONE, NULL}, {"c", "01", ONE, NULL}};
    static const size_t BACKWARDS[] = {2, 1, 0};
    AUTO(arena_destroy) struct arena *arena = arena_create();
    size_t count = 0;
    (void)state;
    assert_int_equal(histories_of(arena, TOLD, NULL, 3, &count)->result.outcome, PATTERN_SUCCESS);
    assert_int_equal(histories_of(arena, TOLD, BACKWARDS, 3, &count)->result.outcome,
                     PATTERN_FAILURE);
}

static void a_broken_template_counts_as_none(void **state)
{
    static const char *const STRICT[] = {
        "{'type':'StatementTemplate','id':" IRI("p/a") ",'verb':" IRI(
            "a") ",'rules':[{'location':'$.result','presence':'included'}]}",
        TEMPLATE("b"), TEMPLATE("c"), NULL};
    static const struct told TOLD = {"a", "01", ONE, NULL};
    AUTO(arena_destroy) struct arena *arena = arena_create();
    const struct matcher *matcher =
        matcher_make(fixture_profile_of(arena, NULL, STRICT, PATTERNS), arena);
    struct histories *histories = histories_begin(matcher, arena);
    size_t count = 0;
    (void)state;
    assert_true(add(histories, matcher, arena, &TOLD, 7));
    const struct history *all = histories_end(histories, &count);
    assert_int_equal(all[0].result.outcome, PATTERN_FAILURE);
    assert_int_equal(all[0].broken_label, 7);
}

static void without_a_registration_a_statement_has_no_history(void **state)
{
    static const struct told TOLD = {"a", "01", NULL, NULL};
    AUTO(arena_destroy) struct arena *arena = arena_create();
    const struct matcher *matcher = NULL;
    struct histories *histories = begin(arena, &matcher);
    size_t count = 0;
    (void)state;
    assert_false(add(histories, matcher, arena, &TOLD, 1));
    (void)histories_end(histories, &count);
    assert_int_equal(count, 0);
}

static void the_place_that_is_told_counts_and_not_what_the_statement_says(void **state)
{
    static const struct told TOLD[] = {
        {"c", "01", TWO, NULL}, {"b", "02", ONE, NULL}, {"a", "03", NULL, NULL}};
    AUTO(arena_destroy) struct arena *arena = arena_create();
    const struct matcher *matcher = NULL;
    struct histories *histories = begin(arena, &matcher);
    size_t count = 0;
    (void)state;
    for (int64_t i = 0; i < 3; i++) {
        const json_t *statement = statement_of(arena, &TOLD[i]);
        const struct judgement judgement = matcher_judge(matcher, statement, NULL, arena);
        const struct history_member member = {
            .registration = ONE, .timestamp_us = 100 - i, .label = 10 + i};
        histories_add_at(histories, &member, statement, &judgement);
    }
    const struct history *all = histories_end(histories, &count);
    assert_int_equal(count, 1);
    assert_int_equal(all[0].result.outcome, PATTERN_SUCCESS);
    assert_int_equal(all[0].last_label, 10);
    assert_int_equal(all[0].last_us, 100);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(statements_are_put_together_by_registration),
        cmocka_unit_test(a_subregistration_of_the_profile_is_a_history_of_its_own),
        cmocka_unit_test(the_order_of_arrival_does_not_matter),
        cmocka_unit_test(of_one_timestamp_the_first_that_came_is_first),
        cmocka_unit_test(a_broken_template_counts_as_none),
        cmocka_unit_test(without_a_registration_a_statement_has_no_history),
        cmocka_unit_test(the_place_that_is_told_counts_and_not_what_the_statement_says),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
