/* SPDX-License-Identifier: Apache-2.0 */

/* Histories made up for tests, the same in each run: learning, also as cmi5 LMSs tell it, reports
 * of sites, and voids of either. */
#ifndef STORE_HISTORY_FIXTURE_H
#define STORE_HISTORY_FIXTURE_H

#include "store/fixture.h"

enum { HISTORY = 24 };

#define COURSE "https://example.org/courses/back"
#define VERBS "http://adlnet.gov/expapi/verbs/"
#define COURSE_ACTIVITY \
    "{\"id\":\"" COURSE \
    "\",\"definition\":{\"type\":\"http://adlnet.gov/expapi/activities/course\"}}"

/* Numbers that repeat from run to run (xorshift). */
static uint32_t random_state = 2463534242U;
static inline uint32_t random_below(uint32_t bound)
{
    random_state ^= random_state << 13;
    random_state ^= random_state >> 17;
    random_state ^= random_state << 5;
    return random_state % bound;
}

static const char *const history_verbs[] = {
    VERBS "registered", VERBS "initialized", VERBS "progressed",
    VERBS "completed",  VERBS "passed",      VERBS "failed",
    VERBS "terminated", VERBS "experienced", "https://w3id.org/xapi/adl/verbs/satisfied",
};
static const char *const history_types[] = {"course", "module", "assessment"};
static const int64_t history_day_us = INT64_C(86400) * 1000000;
static const char *const history_tags[] = {"en-GB", "en", "en-US", "cy", "fr"};

static inline struct statement random_learning(struct arena *arena, unsigned number)
{
    uint32_t module = random_below(3);
    bool typed = random_below(4) > 0;
    char *definition = arena_print(
        arena,
        ",\"definition\":{\"type\":\"http://adlnet.gov/expapi/activities/%s\","
        "\"name\":{\"%s\":\"Name %u\"}}",
        history_types[random_below(3)],
        history_tags[random_below(sizeof history_tags / sizeof history_tags[0])], random_below(3));
    char *members = arena_print(
        arena,
        "\"actor\":{\"mbox\":\"mailto:learner%u@example.org\"},\"verb\":{\"id\":\"%s\"},"
        "\"object\":{\"id\":\"" COURSE "/modules/%u\"%s},"
        "\"result\":{\"score\":{\"scaled\":0.%u},\"extensions\":{"
        "\"https://w3id.org/xapi/cmi5/result/extensions/progress\":%u}},"
        "\"context\":{\"contextActivities\":{\"%s\":[" COURSE_ACTIVITY "]},\"extensions\":{"
        "\"https://w3id.org/xapi/ibest/extensions/organisation\":\"SYN0%u\"}}",
        random_below(3),
        history_verbs[random_below(sizeof history_verbs / sizeof history_verbs[0])], module,
        typed ? definition : "", random_below(10), random_below(101),
        random_below(2) == 0 ? "parent" : "grouping", random_below(3));
    /* Few different times, so that ids must break ties. */
    return fixture_statement(arena, number, members,
                             1500000000000000 + random_below(2) * history_day_us + random_below(3));
}

/* From a cmi5 LMS, which has ids of its own for the modules and the course that it launches. */
static inline struct statement random_unit(struct arena *arena, unsigned number)
{
    static const char *const said[] = {"initialized", "completed", "passed", "terminated"};
    uint32_t module = random_below(3);
    bool satisfies = random_below(3) == 0;
    char *verb = satisfies ? arena_copy_string(arena, "https://w3id.org/xapi/adl/verbs/satisfied")
                           : arena_print(arena, VERBS "%s", said[random_below(4)]);
    char *object =
        satisfies
            ? arena_copy_string(arena,
                                "{\"id\":\"https://lms.example/course\",\"definition\":{\"type\":"
                                "\"https://w3id.org/xapi/cmi5/activitytype/course\"}}")
            : arena_print(arena, "{\"id\":\"https://lms.example/unit/%u\"}", module);
    char *publisher = satisfies ? arena_copy_string(arena, COURSE)
                                : arena_print(arena, COURSE "/modules/%u", module);
    char *members = arena_print(
        arena,
        "\"actor\":{\"mbox\":\"mailto:learner%u@example.org\"},\"verb\":{\"id\":\"%s\"},"
        "\"object\":%s,\"context\":{\"registration\":\"7d1f5e4e-93f2-4e3c-8a4c-00000000000%u\","
        "\"contextActivities\":{\"category\":[{\"id\":"
        "\"https://w3id.org/xapi/cmi5/context/categories/cmi5\"}],\"grouping\":[{\"id\":\"%s\"}]}}",
        random_below(3), verb, object, module, publisher);
    return fixture_statement(arena, number, members, 1500000000000000 + random_below(5));
}

/* Who does it, and in which course: histories that share neither cannot disturb each other. */
struct history_place {
    const char *learner; /* the beginning of their names */
    const char *course;
};

static inline const char *random_of(const char *const *words, size_t count)
{
    return words[random_below((uint32_t)count)];
}
#define RANDOM_OF(words) random_of((words), sizeof(words) / sizeof((words)[0]))

/* Around something in a module: the module as its parent, or what it is asked in. Learners register
 * for a course several times. */
static inline char *random_context(struct arena *arena, const struct history_place *place,
                                   const char *asked_in, unsigned module)
{
    static const char *const moments[] = {
        "",
        "\"https://w3id.org/xapi/ibest/extensions/moment\":\"before\",",
        "\"https://w3id.org/xapi/ibest/extensions/moment\":\"after\",",
    };
    static const char *const organisations[] = {
        "\"urn:none\":1",
        "\"https://w3id.org/xapi/ibest/extensions/organisation\":\"SYN01\"",
        "\"https://w3id.org/xapi/ibest/extensions/organisation\":\"SYN02\"",
    };
    const char *parent = asked_in == NULL ? "" : arena_print(arena, "{\"id\":\"%s\"}", asked_in);
    return arena_print(
        arena,
        "\"context\":{\"contextActivities\":{\"parent\":[%s%s{\"id\":\"%s/modules/%u\","
        "\"definition\":{\"type\":\"http://adlnet.gov/expapi/activities/module\"}}],\"grouping\":[{"
        "\"id\":\"%s\",\"definition\":{\"type\":\"http://adlnet.gov/expapi/activities/course\"}}]},"
        "\"extensions\":{%s%s},"
        "\"registration\":\"6d1f5e4e-93f2-4e3c-8a4c-00000000000%u\"}",
        parent, parent[0] == '\0' ? "" : ",", place->course, module, place->course,
        RANDOM_OF(moments), RANDOM_OF(organisations), random_below(3));
}

static inline char *random_page_seen(struct arena *arena, const struct history_place *place)
{
    unsigned module = random_below(2);
    return arena_print(arena,
                       "\"verb\":{\"id\":\"" VERBS "experienced\"},\"object\":{\"id\":"
                       "\"%s/modules/%u/pages/%u\",\"definition\":{\"type\":"
                       "\"http://activitystrea.ms/schema/1.0/page\"}},%s",
                       place->course, module, random_below(3),
                       random_context(arena, place, NULL, module));
}

static inline char *random_quiz_result(struct arena *arena, const struct history_place *place)
{
    static const char *const verbs[] = {"passed", "failed", "scored"};
    return arena_print(arena,
                       "\"verb\":{\"id\":\"" VERBS "%s\"},\"object\":{\"id\":\"%s/quiz/%u\","
                       "\"definition\":{\"type\":"
                       "\"http://adlnet.gov/expapi/activities/assessment\"}},\"result\":{"
                       "\"score\":{\"scaled\":0.%u}},%s",
                       RANDOM_OF(verbs), place->course, random_below(2), random_below(4),
                       random_context(arena, place, NULL, random_below(2)));
}

static inline char *random_answer(struct arena *arena, const struct history_place *place)
{
    static const char *const interactions[] = {"choice", "likert", "fill-in", "numeric"};
    static const char *const outcomes[] = {
        "",
        ",\"success\":true",
        ",\"success\":false",
        ",\"success\":true,\"duration\":\"PT7.5S\"",
        ",\"success\":false,\"duration\":\"PT2M\"",
    };
    static const char *const responses[] = {"a", "b[,]c", "3", "-2.5", "10", ""};
    unsigned quiz = random_below(2);
    return arena_print(
        arena,
        "\"verb\":{\"id\":\"" VERBS "answered\"},\"object\":{\"id\":\"%s/quiz/%u/%u\","
        "\"definition\":{\"type\":\"http://adlnet.gov/expapi/activities/cmi.interaction\","
        "\"interactionType\":\"%s\"}},\"result\":{\"response\":\"%s\"%s},%s",
        place->course, quiz, random_below(2), RANDOM_OF(interactions), RANDOM_OF(responses),
        RANDOM_OF(outcomes),
        random_context(arena, place, arena_print(arena, "%s/quiz/%u", place->course, quiz),
                       random_below(2)));
}

static inline char *random_stage(struct arena *arena, const struct history_place *place)
{
    static const char *const verbs[] = {"registered", "initialized", "completed", "passed"};
    unsigned module = random_below(3);
    bool is_module = module < 2;
    return arena_print(
        arena,
        "\"verb\":{\"id\":\"" VERBS "%s\"},\"object\":{\"id\":\"%s%s\",\"definition\":{"
        "\"type\":\"http://adlnet.gov/expapi/activities/%s\"}},%s",
        RANDOM_OF(verbs), place->course, is_module ? arena_print(arena, "/modules/%u", module) : "",
        is_module ? "module" : "course", random_context(arena, place, NULL, 0));
}

static inline char *random_follow_up(struct arena *arena, const struct history_place *place)
{
    static const char *const results[] = {
        "",
        ",\"result\":{\"extensions\":{"
        "\"https://w3id.org/xapi/ibest/extensions/implementing\":true}}",
        ",\"result\":{\"extensions\":{"
        "\"https://w3id.org/xapi/ibest/extensions/implementing\":false}}",
    };
    return arena_print(
        arena,
        "\"verb\":{\"id\":\"" VERBS "responded\"},\"object\":{\"id\":\"%s/follow-up\"},"
        "\"context\":{\"contextActivities\":{\"grouping\":[{\"id\":\"%s\",\"definition\":{"
        "\"type\":\"http://adlnet.gov/expapi/activities/course\"}}]},\"extensions\":{"
        "\"https://w3id.org/xapi/ibest/extensions/follow-up\":%u}}%s",
        place->course, place->course, 4 * (1 + 2 * random_below(2)), RANDOM_OF(results));
}

/* Pages, quizzes, questions, stages and follow-ups of a course, on days of several months and
 * years. */
static inline struct statement random_part(struct arena *arena, unsigned number,
                                           const struct history_place *place)
{
    static char *(*const kinds[])(struct arena *, const struct history_place *) = {
        random_page_seen, random_quiz_result, random_answer,
        random_answer,    random_stage,       random_follow_up};
    static const int64_t days[] = {0, 1, 20, 300};
    char *what = kinds[random_below(sizeof kinds / sizeof kinds[0])](arena, place);
    char *members = arena_print(arena, "\"actor\":{\"mbox\":\"mailto:%s%u@example.org\"},%s",
                                place->learner, random_below(3), what);
    return fixture_statement(arena, number, members,
                             1500000000000000 +
                                 days[random_below(sizeof days / sizeof days[0])] * history_day_us +
                                 random_below(3));
}

static inline struct statement random_report(struct arena *arena, unsigned number)
{
    char *members = arena_print(
        arena,
        "\"actor\":{\"account\":{\"homePage\":"
        "\"https://fhir.nhs.uk/Id/ods-organization-code\",\"name\":\"SYN0%u\"}},\"verb\":{\"id\":"
        "\"https://w3id.org/xapi/acrossx/verbs/reported\"},\"object\":{\"id\":\"" COURSE
        "/evaluation\",\"definition\":{\"type\":"
        "\"https://w3id.org/xapi/ibest/activity-types/site-evaluation\"}},\"result\":{"
        "\"extensions\":{\"https://w3id.org/xapi/ibest/extensions/patients\":%u}}",
        random_below(3), random_below(20));
    return fixture_statement(arena, number, members,
                             1500000000000000 + (int64_t)random_below(5) * 1000000);
}

/* Learning, also as cmi5 LMSs tell it, site reports, and voids of either, also of what never
 * comes. */
static inline void make_history(struct arena *arena, struct statement *history)
{
    const struct history_place place = {"learner", COURSE};
    for (unsigned i = 0; i < HISTORY; i++) {
        uint32_t kind = random_below(12);
        if (kind == 0) {
            history[i] = fixture_about(arena, i + 1, FIXTURE_VOIDED, 1 + random_below(HISTORY + 2));
        } else if (kind == 1) {
            history[i] = random_report(arena, i + 1);
        } else if (kind == 2 || kind == 3) {
            history[i] = random_unit(arena, i + 1);
        } else if (kind < 8) {
            history[i] = random_part(arena, i + 1, &place);
        } else {
            history[i] = random_learning(arena, i + 1);
        }
    }
}

#endif
