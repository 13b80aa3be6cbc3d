/* SPDX-License-Identifier: Apache-2.0 */

/* The project's own examples first: those in valid/ match their template alone and keep it, each in
 * invalid/ breaks the one rule that its name tells. Then what no example shows. */
#include "matching/matching.h"

#include "matching/fixture.h"

#include <dirent.h>
#include <stdio.h>
#include <string.h>

#define IRI(name) "'https://example.org/" name "'"
#define TEMPLATE(name, members) "{'type':'StatementTemplate','id':" IRI("p/" name) "," members "}"
#define SAYS(verb) "{'verb':{'id':" IRI(verb) "}"
#define ABOUT(type) ",'object':{'id':" IRI("a") ",'definition':{'type':" IRI(type) "}}"
#define ACTIVITY(type) "{'id':" IRI("x") ",'definition':{'type':" IRI(type) "}}"
#define ACTIVITIES(list) ",'context':{'contextActivities':{" list "}}"

/* ---- the project's own profile ---- */

typedef void check_example(const struct judgement *judgement, const char *name);

static void check_folder(const char *folder, check_example *check)
{
    AUTO(arena_destroy) struct arena *profiles = arena_create();
    const struct matcher *matcher =
        matcher_make(fixture_profile_file(profiles, FIXTURE_PATH("", "profile.jsonld")), profiles);
    DIR *directory = opendir(folder);
    size_t count = 0;
    assert_non_null(directory);
    for (const struct dirent *file = readdir(directory); file != NULL; file = readdir(directory)) {
        if (file->d_name[0] != '.') {
            AUTO(arena_destroy) struct arena *arena = arena_create();
            const char *path = arena_print(arena, "%s%s", folder, file->d_name);
            struct judgement judgement =
                matcher_judge(matcher, fixture_json_file(arena, path), NULL, arena);
            check(&judgement, file->d_name);
            count++;
        }
    }
    assert_true(count > 30);
    (void)closedir(directory);
}

static void check_template(const struct judgement *judgement, const char *name)
{
    if (judgement->template_count != 1) {
        fail_msg("%s: %zu templates", name, judgement->template_count);
    }
    const char *template = fixture_name(judgement->templates[0].template->part.id);
    if (strncmp(name, template, strlen(template)) != 0) {
        fail_msg("%s: matches %s", name, template);
    }
}

static void check_valid(const struct judgement *judgement, const char *name)
{
    check_template(judgement, name);
    if (judgement->outcome != OUTCOME_SUCCESS) {
        fail_msg("%s: rule %zu is broken", name, judgement->templates[0].broken[0].rule->index);
    }
}

static void a_valid_example_keeps_its_template_and_matches_no_other(void **state)
{
    (void)state;
    check_folder(FIXTURE_PATH("valid/", ""), check_valid);
}

/* TEMPLATE.LOCATION.CONSTRAINT.json, where "-" and the value that is meant may stand behind any and
 * none. */
static void check_invalid(const struct judgement *judgement, const char *name)
{
    check_template(judgement, name);
    const struct template_match *match = &judgement->templates[0];
    if (judgement->outcome != OUTCOME_INVALID || match->broken_count != 1) {
        fail_msg("%s: %zu rules are broken", name, match->broken_count);
    }
    char constraint[32];
    (void)snprintf(constraint, sizeof constraint, ".%s",
                   constraint_name(match->broken[0].constraint));
    const char *told = strstr(name, constraint);
    if (told == NULL || strchr(".-", told[strlen(constraint)]) == NULL) {
        fail_msg("%s: breaks '%s'", name, constraint + 1);
    }
}

static void an_invalid_example_breaks_the_rule_that_it_is_named_for(void **state)
{
    (void)state;
    check_folder(FIXTURE_PATH("invalid/", ""), check_invalid);
}

/* ---- by determining properties ---- */

/* The names of the templates that match, in the order in which they are found. */
static const char *matched(struct arena *arena, const struct matcher *matcher,
                           const char *statement)
{
    struct judgement judgement =
        matcher_judge(matcher, fixture_json(arena, statement), NULL, arena);
    const char *names = "";
    for (size_t i = 0; i < judgement.template_count; i++) {
        names = arena_print(arena, "%s%s%s", names, i > 0 ? " " : "",
                            fixture_name(judgement.templates[i].template->part.id));
    }
    return names;
}

/* What each is recognised by is its name. */
static const char *const TEMPLATES[] = {
    TEMPLATE("both", "'verb':" IRI("did") ",'objectActivityType':" IRI("thing")),
    TEMPLATE("verb", "'verb':" IRI("did")),
    TEMPLATE("type", "'objectActivityType':" IRI("thing")),
    TEMPLATE("grouping", "'contextGroupingActivityType':[" IRI("g1") "," IRI("g2") "]"),
    TEMPLATE("parent", "'verb':" IRI("did") ",'contextParentActivityType':[" IRI("p") "]"),
    TEMPLATE("other", "'contextOtherActivityType':[" IRI("o") "]"),
    TEMPLATE("category", "'contextCategoryActivityType':[" IRI("c") "]"),
    TEMPLATE("attachment", "'attachmentUsageType':[" IRI("u") "]"),
    TEMPLATE("all", "'rules':[{'location':'$.verb','presence':'included'}]"),
    NULL};

static void a_template_matches_what_has_all_its_determining_properties(void **state)
{
    static const struct {
        const char *statement;
        const char *names;
    } CASES[] = {
        {SAYS("did") ABOUT("thing") "}", "both verb type all"},
        {SAYS("did") ABOUT("else") "}", "verb all"},
        {SAYS("saw") ABOUT("thing") "}", "type all"},
        {SAYS("did") ",'object':{'objectType':'Agent'}}", "verb all"},
        {SAYS("saw") ACTIVITIES("'grouping':[" ACTIVITY("g2") "," ACTIVITY("g1") "]") "}",
         "grouping all"},
        {SAYS("saw") ACTIVITIES("'grouping':[" ACTIVITY("g1") "," ACTIVITY("g1") "]") "}", "all"},
        {SAYS("did") ACTIVITIES("'parent':" ACTIVITY("p")) "}", "verb parent all"},
        {SAYS("saw") ACTIVITIES("'parent':" ACTIVITY("p")) "}", "all"},
        {SAYS("saw") ACTIVITIES("'other':[" ACTIVITY("o") "," ACTIVITY("o") "]") "}", "other all"},
        {SAYS("saw") ACTIVITIES("'category':[" ACTIVITY("c") "]") "}", "category all"},
        {SAYS("saw") ",'attachments':[{'usageType':" IRI("u") "}]}", "attachment all"},
    };
    AUTO(arena_destroy) struct arena *arena = arena_create();
    const struct matcher *matcher = matcher_make(fixture_profile(arena, TEMPLATES), arena);
    (void)state;
    for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++) {
        const char *names = matched(arena, matcher, CASES[i].statement);
        if (strcmp(names, CASES[i].names) != 0) {
            fail_msg("%s matches '%s'", CASES[i].statement, names);
        }
    }
}

static void every_template_of_many_is_found(void **state)
{
    enum { MANY = 5000 };
    static const char format[] =
        TEMPLATE("t%zu", "'verb':" IRI("v%zu") ",'objectActivityType':" IRI("t%zu"));
    AUTO(arena_destroy) struct arena *arena = arena_create();
    const char **templates = ARENA_ARRAY(arena, const char *, MANY + 1);
    (void)state;
    for (size_t i = 0; i < MANY; i++) {
        templates[i] = arena_print(arena, format, i, i % 100, i / 100);
    }
    const struct matcher *matcher = matcher_make(fixture_profile(arena, templates), arena);
    for (size_t i = 0; i < MANY; i += 7) {
        const char *statement =
            arena_print(arena, SAYS("v%zu") ABOUT("t%zu") "}", i % 100, i / 100);
        assert_string_equal(matched(arena, matcher, statement), arena_print(arena, "t%zu", i));
    }
}

/* ---- outcomes ---- */

static const char *const GOOD_AND_BAD[] = {
    TEMPLATE("good", "'verb':" IRI("did")),
    TEMPLATE(
        "bad",
        "'verb':" IRI(
            "did") ",'rules':[{'location':'$.a','presence':'included'},"
                   "{'location':'$.verb','presence':'included'},{'location':'$.b','any':[1]}]"),
    NULL};

static struct judgement judge(struct arena *arena, const char *const *templates,
                              const char *statement)
{
    const struct matcher *matcher = matcher_make(fixture_profile(arena, templates), arena);
    return matcher_judge(matcher, fixture_json(arena, statement), NULL, arena);
}

static void one_broken_template_makes_a_statement_invalid(void **state)
{
    AUTO(arena_destroy) struct arena *arena = arena_create();
    struct judgement judgement = judge(arena, GOOD_AND_BAD, SAYS("did") ",'b':2}");
    const struct template_match *bad = &judgement.templates[1];
    (void)state;
    assert_int_equal(judgement.outcome, OUTCOME_INVALID);
    assert_int_equal(judgement.template_count, 2);
    assert_int_equal(judgement.templates[0].broken_count, 0);
    assert_int_equal(bad->broken_count, 2);
    assert_int_equal(bad->broken[0].constraint, CONSTRAINT_INCLUDED);
    assert_int_equal(bad->broken[0].rule->index, 0);
    assert_int_equal(bad->broken[1].constraint, CONSTRAINT_ANY);
    assert_int_equal(bad->broken[1].rule->index, 2);
    assert_int_equal(json_integer_value(bad->broken[1].value), 2);
}

static void a_statement_that_keeps_all_is_a_success_and_one_without_template_unmatched(void **state)
{
    AUTO(arena_destroy) struct arena *arena = arena_create();
    (void)state;
    assert_int_equal(judge(arena, GOOD_AND_BAD, SAYS("did") ",'a':0,'b':1}").outcome,
                     OUTCOME_SUCCESS);
    assert_int_equal(judge(arena, GOOD_AND_BAD, SAYS("saw") ",'a':0,'b':1}").outcome,
                     OUTCOME_UNMATCHED);
}

static void a_category_claims_the_profile(void **state)
{
    static const struct {
        const char *category;
        bool claims;
    } CASES[] = {
        {"https://example.org/versions/1", true}, {"https://example.org/p", true},
        {"https://example.org/p/v7", true},       {"https://example.org/p#x", true},
        {"https://example.org/pp", false},        {"https://example.org/versions/2", false},
        {"https://example.org/", false},
    };
    AUTO(arena_destroy) struct arena *arena = arena_create();
    const struct matcher *matcher = matcher_make(fixture_profile(arena, TEMPLATES), arena);
    (void)state;
    for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++) {
        static const char format[] =
            "{'x':0" ACTIVITIES("'category':[{'id':" IRI("q") "},{'id':'%s'}]") "}";
        const char *text = arena_print(arena, format, CASES[i].category);
        const json_t *statement = fixture_json(arena, text);
        assert_int_equal(matcher_is_claimed(matcher, statement, arena), CASES[i].claims);
    }
    assert_false(matcher_is_claimed(matcher, fixture_json(arena, "{}"), arena));
}

/* ---- what is referred to ---- */

static const char *const REFERRING[] = {
    TEMPLATE("target", "'verb':" IRI("did")),
    TEMPLATE("strict",
             "'verb':" IRI("did-well") ",'rules':[{'location':'$.result','presence':'included'}]"),
    TEMPLATE("object", "'verb':" IRI("praised") ",'objectStatementRefTemplate':[" IRI(
                           "p/target") "," IRI("p/strict") "," IRI("p/object") "]"),
    TEMPLATE("context",
             "'verb':" IRI("noted") ",'contextStatementRefTemplate':[" IRI("p/target") "]"),
    NULL};

#define REFERENCE(id) "{'objectType':'StatementRef','id':'" id "'}"
#define OBJECT(id) ",'object':" REFERENCE(id) "}"
#define NOTE(id) ",'context':{'statement':" REFERENCE(id) "}}"

/* Each statement's id is its verb's name; "loop" praises itself. */
static const json_t *find_by_verb(void *context, const char *id)
{
    if (strcmp(id, "unknown") == 0) {
        return NULL;
    }
    const char *text = strcmp(id, "loop") == 0 ? SAYS("praised") OBJECT("loop")
                                               : arena_print(context, SAYS("%s") "}", id);
    return fixture_json(context, text);
}

static enum outcome outcome_of(struct arena *arena, const char *statement, bool finds)
{
    const struct matcher *matcher = matcher_make(fixture_profile(arena, REFERRING), arena);
    const struct statement_finder finder = {find_by_verb, arena};
    return matcher_judge(matcher, fixture_json(arena, statement), finds ? &finder : NULL, arena)
        .outcome;
}

static void what_is_referred_to_matches_a_template_that_is_asked_for(void **state)
{
    static const struct {
        const char *statement;
        enum outcome outcome;
    } CASES[] = {
        {SAYS("praised") OBJECT("did"), OUTCOME_SUCCESS},
        {SAYS("praised") OBJECT("saw"), OUTCOME_INVALID},
        {SAYS("praised") OBJECT("did-well"), OUTCOME_INVALID}, /* it is invalid itself */
        {SAYS("praised") OBJECT("noted"), OUTCOME_INVALID},
        {SAYS("praised") OBJECT("unknown"), OUTCOME_SUCCESS},
        {SAYS("praised") ABOUT("did") "}", OUTCOME_INVALID},
        {SAYS("praised") OBJECT("loop"), OUTCOME_SUCCESS}, /* and comes to an end */
        {SAYS("noted") NOTE("did"), OUTCOME_SUCCESS},
        {SAYS("noted") NOTE("saw"), OUTCOME_INVALID},
        {SAYS("noted") "}", OUTCOME_INVALID},
    };
    (void)state;
    for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++) {
        AUTO(arena_destroy) struct arena *arena = arena_create();
        if (outcome_of(arena, CASES[i].statement, true) != CASES[i].outcome) {
            fail_msg("%s is not judged so", CASES[i].statement);
        }
    }
}

static void what_cannot_be_looked_up_counts_as_right(void **state)
{
    AUTO(arena_destroy) struct arena *arena = arena_create();
    (void)state;
    assert_int_equal(outcome_of(arena, SAYS("praised") OBJECT("saw"), false), OUTCOME_SUCCESS);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_valid_example_keeps_its_template_and_matches_no_other),
        cmocka_unit_test(an_invalid_example_breaks_the_rule_that_it_is_named_for),
        cmocka_unit_test(a_template_matches_what_has_all_its_determining_properties),
        cmocka_unit_test(every_template_of_many_is_found),
        cmocka_unit_test(one_broken_template_makes_a_statement_invalid),
        cmocka_unit_test(
            a_statement_that_keeps_all_is_a_success_and_one_without_template_unmatched),
        cmocka_unit_test(a_category_claims_the_profile),
        cmocka_unit_test(what_is_referred_to_matches_a_template_that_is_asked_for),
        cmocka_unit_test(what_cannot_be_looked_up_counts_as_right),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
