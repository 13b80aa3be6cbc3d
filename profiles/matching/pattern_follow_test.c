/* SPDX-License-Identifier: Apache-2.0 */

/* Templates are single letters, patterns are words: each case says what of a run of letters a
 * pattern makes. */
#include "matching/pattern_follow.h"

#include "base/chance.h"
#include "matching/fixture.h"

#define T(name) "'https://example.org/p/" name "'"
#define PATTERN(name, members) "{'type':'Pattern','id':" T(name) "," members "}"
#define PRIMARY(name, members) PATTERN(name, "'primary':true," members)

/* Of these patterns, over the templates A to F. */
static struct profile *profile_of(struct arena *arena, const char *const *patterns)
{
    static const char format[] = "{'type':'StatementTemplate','id':'https://example.org/p/%c'}";
    const char *templates[7] = {NULL};
    for (size_t i = 0; i < 6; i++) {
        templates[i] = arena_print(arena, format, (int)('A' + i));
    }
    return fixture_profile_of(arena, NULL, templates, patterns);
}

/* Statements that each match the template of a letter; '-' matches none. */
static struct pattern_result follow(struct arena *arena, const struct profile *profile,
                                    const char *letters)
{
    size_t count = strlen(letters);
    struct pattern_step *steps = ARENA_ARRAY(arena, struct pattern_step, count + 1);
    for (size_t i = 0; i < count; i++) {
        const struct profile_template **template =
            ARENA_ARRAY(arena, const struct profile_template *, 1);
        if (letters[i] != '-') {
            *template = &profile->templates[letters[i] - 'A'];
            steps[i] = (struct pattern_step){template, 1};
        }
    }
    return patterns_follow(profile, steps, count);
}

/* "success", "partial", "undecided", or "failure" and the place of the statement that broke it. */
static const char *told(struct arena *arena, struct pattern_result result)
{
    static const char *const NAMES[] = {"", "success", "partial", "failure", "undecided"};
    return result.outcome == PATTERN_FAILURE ? arena_print(arena, "failure %zu", result.broken_at)
                                             : NAMES[result.outcome];
}

struct pattern_case {
    const char *letters;
    const char *told;
};

static void check_cases(const char *const *patterns, const struct pattern_case *cases, size_t count)
{
    AUTO(arena_destroy) struct arena *arena = arena_create();
    const struct profile *profile = profile_of(arena, patterns);
    for (size_t i = 0; i < count; i++) {
        const char *is = told(arena, follow(arena, profile, cases[i].letters));
        if (strcmp(is, cases[i].told) != 0) {
            fail_msg("%s is '%s'", cases[i].letters, is);
        }
    }
}
#define CHECK(patterns, cases) check_cases(patterns, cases, sizeof(cases) / sizeof(cases)[0])

static void a_sequence_is_followed_member_by_member(void **state)
{
    static const char *const PATTERNS[] = {
        PRIMARY("p", "'sequence':[" T("A") "," T("B") "," T("C") "]"), NULL};
    static const struct pattern_case CASES[] = {
        {"ABC", "success"}, {"", "partial"},       {"A", "partial"},
        {"AB", "partial"},  {"ABCA", "failure 3"}, {"ACB", "failure 1"},
        {"B", "failure 0"}, {"AB-", "failure 2"},  {"ABC-", "failure 3"},
    };
    (void)state;
    CHECK(PATTERNS, CASES);
}

static void repetitions_and_what_is_optional_take_all_they_can(void **state)
{
    static const char *const PATTERNS[] = {
        PRIMARY("p", "'sequence':[" T("some") "," T("maybe") "," T("any") "," T("D") "]"),
        PATTERN("some", "'oneOrMore':" T("A")), PATTERN("maybe", "'optional':" T("B")),
        PATTERN("any", "'zeroOrMore':" T("C")), NULL};
    static const struct pattern_case CASES[] = {
        {"AD", "success"},     {"AAABCCCD", "success"}, {"ACD", "success"},   {"", "partial"},
        {"A", "partial"},      {"AAB", "partial"},      {"D", "failure 0"},   {"BD", "failure 0"},
        {"ABBD", "failure 2"}, {"ACAD", "failure 2"},   {"ADD", "failure 2"},
    };
    (void)state;
    CHECK(PATTERNS, CASES);
}

static void nothing_is_given_back_once_it_is_taken(void **state)
{
    static const char *const PATTERNS[] = {PRIMARY("p", "'sequence':[" T("any") "," T("A") "]"),
                                           PATTERN("any", "'zeroOrMore':" T("A")), NULL};
    static const struct pattern_case CASES[] = {
        {"A", "partial"}, {"AAA", "partial"}, {"AAB", "failure 2"}};
    (void)state;
    CHECK(PATTERNS, CASES);
}

static void of_alternates_the_longest_counts(void **state)
{
    static const char *const PATTERNS[] = {
        PRIMARY("p", "'sequence':[" T("one") "," T("D") "]"),
        PATTERN("one", "'alternates':[" T("A") "," T("long") "," T("other") "]"),
        PATTERN("long", "'sequence':[" T("A") "," T("B") "]"),
        PATTERN("other", "'sequence':[" T("C") "," T("C") "," T("C") "]"), NULL};
    static const struct pattern_case CASES[] = {
        {"AD", "success"}, {"ABD", "success"},   {"CCCD", "success"},  {"AB", "partial"},
        {"CC", "partial"}, {"CCD", "failure 2"}, {"ABB", "failure 2"}, {"D", "failure 0"},
    };
    (void)state;
    CHECK(PATTERNS, CASES);
}

static void an_unfinished_repetition_is_partial(void **state)
{
    static const char *const PATTERNS[] = {PRIMARY("p", "'zeroOrMore':" T("two")),
                                           PATTERN("two", "'sequence':[" T("A") "," T("B") "]"),
                                           NULL};
    static const struct pattern_case CASES[] = {
        {"", "success"},  {"AB", "success"},  {"ABAB", "success"},
        {"A", "partial"}, {"ABA", "partial"}, {"ABAA", "failure 3"},
    };
    (void)state;
    CHECK(PATTERNS, CASES);
}

static void the_best_of_primary_patterns_counts(void **state)
{
    static const char *const PATTERNS[] = {
        PRIMARY("first", "'sequence':[" T("A") "," T("B") "," T("C") "]"),
        PRIMARY("second", "'sequence':[" T("A") "," T("D") "]"),
        PATTERN("no-primary", "'sequence':[" T("E") "," T("F") "]"), NULL};
    static const struct pattern_case CASES[] = {
        {"AD", "success"}, {"AB", "partial"}, {"ABD", "failure 2"}, {"EF", "failure 0"}};
    AUTO(arena_destroy) struct arena *arena = arena_create();
    const struct profile *profile = profile_of(arena, PATTERNS);
    (void)state;
    CHECK(PATTERNS, CASES);
    assert_string_equal(fixture_name(follow(arena, profile, "AD").pattern->part.id), "second");
    assert_string_equal(fixture_name(follow(arena, profile, "ABD").pattern->part.id), "first");
}

static void a_repetition_of_nothing_ends(void **state)
{
    static const char *const PATTERNS[] = {PRIMARY("p", "'sequence':[" T("ever") "," T("B") "]"),
                                           PATTERN("ever", "'zeroOrMore':" T("never")),
                                           PATTERN("never", "'optional':" T("A")), NULL};
    static const struct pattern_case CASES[] = {
        {"B", "success"}, {"AAB", "success"}, {"", "partial"}};
    (void)state;
    CHECK(PATTERNS, CASES);
}

/* Each level tries the one below twice: 2 to the power of the depth. */
static void alternates_that_all_begin_alike_end_with_the_effort(void **state)
{
    enum { DEPTH = 40 };
    AUTO(arena_destroy) struct arena *arena = arena_create();
    const char *patterns[DEPTH + 2] = {PRIMARY("p", "'sequence':[" T("n0") "," T("A") "]")};
    (void)state;
    for (size_t i = 0; i < DEPTH; i++) {
        static const char format[] = PATTERN("n%zu", "'alternates':[" T("n%zu") "," T("n%zu") "]");
        static const char last[] = PATTERN("n%zu", "'alternates':[" T("A") "," T("B") "]");
        patterns[i + 1] = arena_print(arena, i + 1 < DEPTH ? format : last, i, i + 1, i + 1);
    }
    const struct profile *profile = profile_of(arena, patterns);
    assert_string_equal(told(arena, follow(arena, profile, "AA")), "undecided");
}

/* ---- the project's own profile ---- */

/* Names of templates, with a blank behind each. */
static const char *follow_own(struct arena *arena, const struct profile *profile, const char *names)
{
    struct pattern_step steps[32];
    size_t count = 0;
    while (*names != '\0') {
        size_t length = strcspn(names, " ");
        const struct profile_template **template =
            ARENA_ARRAY(arena, const struct profile_template *, 1);
        for (size_t i = 0; i < profile->template_count; i++) {
            const char *name = fixture_name(profile->templates[i].part.id);
            bool is_it = strlen(name) == length && strncmp(name, names, length) == 0;
            *template = is_it ? &profile->templates[i] : *template;
        }
        assert_non_null(*template);
        steps[count++] = (struct pattern_step){template, 1};
        names += length + (names[length] == ' ');
    }
    return told(arena, patterns_follow(profile, steps, count));
}

static void what_the_player_says_follows_its_profile(void **state)
{
    static const struct pattern_case CASES[] = {
        {"course-registered", "success"},
        {"course-registered module-initialized page-experienced module-terminated "
         "module-initialized module-completed module-terminated course-completed",
         "success"},
        {"module-initialized video-played video-paused video-completed module-completed",
         "success"},
        {"site-evaluation-reported site-evaluation-reported", "success"},
        {"module-initialized course-registered", "failure 1"},
        {"page-experienced", "failure 0"},
        {"module-initialized page-experienced video-paused", "failure 2"},
        {"course-registered site-evaluation-reported", "failure 1"},
    };
    AUTO(arena_destroy) struct arena *arena = arena_create();
    const struct profile *profile = fixture_profile_file(arena, FIXTURE_PATH("", "profile.jsonld"));
    (void)state;
    for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++) {
        const char *is = follow_own(arena, profile, CASES[i].letters);
        if (strcmp(is, CASES[i].told) != 0) {
            fail_msg("%s is '%s'", CASES[i].letters, is);
        }
    }
}

/* ---- at random ---- */

/* A sequence of `one`s, each of which begins with a letter that nothing else has, so that a greedy
 * reading is the only one. */
static const char *const GRAMMAR[] = {
    PRIMARY("p", "'zeroOrMore':" T("one")),
    PATTERN("one", "'alternates':[" T("ab") "," T("cd") "," T("F") "]"),
    PATTERN("ab", "'sequence':[" T("A") "," T("bs") "," T("end") "]"),
    PATTERN("bs", "'zeroOrMore':" T("B")),
    PATTERN("end", "'optional':" T("E")),
    PATTERN("cd", "'sequence':[" T("C") "," T("ds") "]"),
    PATTERN("ds", "'oneOrMore':" T("D")),
    NULL};

/* Adds one `one`. */
static size_t add_one(struct chance *chance, char *letters)
{
    size_t count = 0;
    int64_t kind = chance_between(chance, 0, 2);
    letters[count++] = "ACF"[kind];
    for (int64_t i = chance_between(chance, kind, 4); kind < 2 && i > 0; i--) {
        letters[count++] = "BD"[kind];
    }
    if (kind == 0 && chance_of(chance, 50)) {
        letters[count++] = 'E';
    }
    return count;
}

static void what_a_pattern_makes_is_a_success_and_its_beginnings_are_no_failure(void **state)
{
    enum { RUNS = 300, ONES = 6, LETTERS = 64 };
    struct chance chance = {8};
    (void)state;
    for (size_t run = 0; run < RUNS; run++) {
        AUTO(arena_destroy) struct arena *arena = arena_create();
        const struct profile *profile = profile_of(arena, GRAMMAR);
        char letters[LETTERS] = "";
        size_t count = 0;
        for (size_t i = 0; i < ONES; i++) {
            count += add_one(&chance, letters + count);
        }
        assert_int_equal(follow(arena, profile, letters).outcome, PATTERN_SUCCESS);
        size_t at = (size_t)chance_between(&chance, 0, (int64_t)count - 1);
        char kept = letters[at];
        letters[at] = '-';
        struct pattern_result broken = follow(arena, profile, letters);
        assert_int_equal(broken.outcome, PATTERN_FAILURE);
        assert_int_equal(broken.broken_at, at);
        letters[at] = kept;
        letters[at + 1] = '\0';
        bool is_unfinished = kept == 'C';
        assert_int_equal(follow(arena, profile, letters).outcome,
                         is_unfinished ? PATTERN_PARTIAL : PATTERN_SUCCESS);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_sequence_is_followed_member_by_member),
        cmocka_unit_test(repetitions_and_what_is_optional_take_all_they_can),
        cmocka_unit_test(nothing_is_given_back_once_it_is_taken),
        cmocka_unit_test(of_alternates_the_longest_counts),
        cmocka_unit_test(an_unfinished_repetition_is_partial),
        cmocka_unit_test(the_best_of_primary_patterns_counts),
        cmocka_unit_test(a_repetition_of_nothing_ends),
        cmocka_unit_test(alternates_that_all_begin_alike_end_with_the_effort),
        cmocka_unit_test(what_the_player_says_follows_its_profile),
        cmocka_unit_test(what_a_pattern_makes_is_a_success_and_its_beginnings_are_no_failure),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
