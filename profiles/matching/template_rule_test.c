/* SPDX-License-Identifier: Apache-2.0 */

/* Rules over statements, each with what of it is broken, by the text of 8.1. */
#include "matching/template_rule.h"

#include "matching/fixture.h"

enum { ENOUGH = 1000 };

static struct rule_outcome follow(struct arena *arena, const char *rule, const char *statement,
                                  size_t steps)
{
    static const char format[] =
        "{'id':'" FIXTURE_ID "/t','type':'StatementTemplate','rules':[{%s}]}";
    const char *const templates[] = {arena_print(arena, format, rule), NULL};
    const struct profile *profile = fixture_profile(arena, templates);
    struct effort effort = {steps};
    assert_int_equal(profile->template_count, 1);
    assert_int_equal(profile->templates[0].rule_count, 1);
    return rule_follow(&profile->templates[0].rules[0], fixture_json(arena, statement), &effort,
                       arena);
}

/* "constraint value", "constraint" without one, or "" */
static const char *broken_by(struct arena *arena, const char *rule, const char *statement)
{
    struct rule_outcome outcome = follow(arena, rule, statement, ENOUGH);
    const char *name = constraint_name(outcome.broken);
    if (outcome.value == NULL) {
        return name;
    }
    char *value = json_dumps(outcome.value, JSON_ENCODE_ANY | JSON_COMPACT);
    const char *both = arena_print(arena, "%s %s", name, value);
    free(value);
    return both;
}

#define AT(location) "'location':'$." location "',"
#define SELECT(location, selector) AT(location) "'selector':'$." selector "',"

struct rule_case {
    const char *rule;
    const char *statement;
    const char *broken;
};

static void check_cases(const struct rule_case *cases, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        AUTO(arena_destroy) struct arena *arena = arena_create();
        const char *broken = broken_by(arena, cases[i].rule, cases[i].statement);
        if (strcmp(broken, cases[i].broken) != 0) {
            fail_msg("{%s} over %s: '%s'", cases[i].rule, cases[i].statement, broken);
        }
    }
}
#define CHECK(cases) check_cases(cases, sizeof(cases) / sizeof(cases)[0])

static void presence_asks_for_a_value_or_for_none(void **state)
{
    static const struct rule_case CASES[] = {
        {AT("a") "'presence':'included'", "{'a':0}", ""},
        {AT("a") "'presence':'included'", "{}", "included"},
        {AT("a") "'presence':'excluded'", "{'a':0}", "excluded 0"},
        {AT("a") "'presence':'excluded'", "{}", ""},
        {AT("a") "'presence':'recommended'", "{}", ""},
        {AT("a[*]") "'presence':'included'", "{'a':[]}", "included"},
    };
    (void)state;
    CHECK(CASES);
}

static void lists_say_which_values_there_may_be(void **state)
{
    static const struct rule_case CASES[] = {
        {AT("a[*]") "'any':[1,2]", "{'a':[3,2]}", ""},
        {AT("a[*]") "'any':[1,2]", "{'a':[3,4]}", "any 3"},
        {AT("a[*]") "'any':[1,2]", "{}", "any"},
        {AT("a[*]") "'all':[1,2]", "{'a':[2,1.0]}", ""},
        {AT("a[*]") "'all':[1,2]", "{'a':[2,3]}", "all 3"},
        {AT("a[*]") "'all':[1,2]", "{}", ""},
        {AT("a[*]") "'none':[1,2]", "{'a':[3]}", ""},
        {AT("a[*]") "'none':[1,2]", "{'a':[3,1]}", "none 1"},
        {AT("a[*]") "'none':[1,2]", "{}", ""},
        {AT("a") "'any':[{'b':[1]}]", "{'a':{'b':[1]}}", ""},
    };
    (void)state;
    CHECK(CASES);
}

static void lists_apply_as_presence_says(void **state)
{
    static const struct rule_case CASES[] = {
        {AT("a") "'presence':'included','any':[1]", "{}", "included"},
        {AT("a") "'presence':'included','any':[1]", "{'a':2}", "any 2"},
        {AT("a") "'presence':'recommended','any':[1]", "{}", ""},
        {AT("a") "'presence':'recommended','any':[1]", "{'a':2}", "any 2"},
        {AT("a") "'presence':'recommended','all':[1]", "{'a':2}", "all 2"},
        {AT("a") "'presence':'recommended','none':[2]", "{'a':2}", "none 2"},
        {AT("a") "'presence':'excluded','any':[1]", "{}", ""},
    };
    (void)state;
    CHECK(CASES);
}

static void what_a_selector_does_not_find_is_unmatchable(void **state)
{
    static const struct rule_case CASES[] = {
        {SELECT("a[*]", "b") "'presence':'included'", "{'a':[{'b':1},{'b':2}]}", ""},
        {SELECT("a[*]", "b") "'presence':'included'", "{'a':[{'b':1},{}]}", "included"},
        {SELECT("a[*]", "b") "'presence':'excluded'", "{'a':[{},{}]}", ""},
        {SELECT("a[*]", "b") "'presence':'excluded'", "{'a':[{},{'b':1}]}", "excluded 1"},
        {SELECT("a[*]", "b") "'any':[1]", "{'a':[{},{'b':1}]}", ""},
        {SELECT("a[*]", "b") "'all':[1]", "{'a':[{'b':1},{}]}", "all"},
        {SELECT("a[*]", "b") "'all':[1]", "{'a':[{'b':1}]}", ""},
        {SELECT("a[*]", "b") "'none':[1]", "{'a':[{},{'b':2}]}", ""},
        {SELECT("a[*]", "b") "'presence':'recommended','any':[1]", "{'a':[{}]}", ""},
        {SELECT("a[*]", "b") "'any':[1]", "{'a':[]}", "any"},
    };
    (void)state;
    CHECK(CASES);
}

static void without_effort_a_rule_is_undecided_and_never_kept(void **state)
{
    static const char rule[] = AT("a[*]") "'none':[1,2,3]";
    static const char statement[] = "{'a':[4,5,6]}";
    (void)state;
    for (size_t steps = 0; steps < 16; steps++) {
        AUTO(arena_destroy) struct arena *arena = arena_create();
        struct rule_outcome outcome = follow(arena, rule, statement, steps);
        assert_int_equal(outcome.broken,
                         steps < 15 ? CONSTRAINT_UNDECIDED : CONSTRAINT_NONE_BROKEN);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(presence_asks_for_a_value_or_for_none),
        cmocka_unit_test(lists_say_which_values_there_may_be),
        cmocka_unit_test(lists_apply_as_presence_says),
        cmocka_unit_test(what_a_selector_does_not_find_is_unmatchable),
        cmocka_unit_test(without_effort_a_rule_is_undecided_and_never_kept),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
