/* SPDX-License-Identifier: Apache-2.0 */

/* Packages that ibest-pack built: what the player will hand to the LMS while learners are at work,
 * and whether the LMS has room for it. */
#include "check/rule.h"

#include "base/arena.h"
#include "check/limits.h"
#include "opened/own_course.h"
#include "opened/structure.h"
#include "targets/target.h"

#include <stdbool.h>
#include <string.h>

#define CODEC "packager/player/core/codec.mjs"

/* As CODEC has them. */
enum {
    STATE_MAX = 4096, /* what the player keeps within, by leaving out what matters least */
    STATE_HEAD = 2 + 7 + 1 + 16 + 1 + 1 + 32 + 1, /* version, check, build, registration, dots */
    STATE_TAIL = 3,                               /* dots, and the colon of the draft */
    BITS_A_DIGIT = 6,
    BITS_A_SCORE = 7,
};

/* A part of the course that has a launch page and a state of its own. */
struct scope {
    const char *name;
    size_t pages;
    size_t quizzes;
    size_t choices; /* of the quiz that has most */
};

struct own {
    const json_t *modules;
    bool is_launched_by_module; /* a unit a module, as in AICC; else one for all */
};

static const void *prepare(const struct check *check)
{
    const json_t *json = own_course_read(check->opened);
    if (json == NULL) {
        return NULL;
    }
    struct own *own = ARENA_NEW(check->scratch, struct own);
    own->modules = json_object_get(json, "modules");
    own->is_launched_by_module = strcmp(check->structure->format->name, "aicc") == 0;
    return own;
}

static size_t count_choices(const json_t *quiz)
{
    const json_t *questions = json_object_get(quiz, "questions");
    size_t count = 0;
    for (size_t i = 0; i < json_array_size(questions); i++) {
        count += json_array_size(json_object_get(json_array_get(questions, i), "choices"));
    }
    return count;
}

static void add_module(struct scope *scope, const json_t *module)
{
    const json_t *pages = json_object_get(module, "pages");
    scope->pages += json_array_size(pages);
    for (size_t i = 0; i < json_array_size(pages); i++) {
        const json_t *quiz = json_object_get(json_array_get(pages, i), "quiz");
        size_t choices = count_choices(quiz);
        scope->quizzes += quiz != NULL ? 1 : 0;
        scope->choices = choices > scope->choices ? choices : scope->choices;
    }
}

static size_t digits_for(size_t bits)
{
    return (bits + BITS_A_DIGIT - 1) / BITS_A_DIGIT;
}

/* Of a number to the base 36. */
static size_t length_of(size_t number)
{
    size_t length = 1;
    while (number >= 36) {
        number /= 36;
        length++;
    }
    return length;
}

/* When every page is done, every quiz was tried, and the largest one is half answered. */
static size_t largest_state(const struct scope *scope)
{
    return STATE_HEAD + length_of(scope->pages) + digits_for(scope->pages) +
           digits_for(BITS_A_SCORE * scope->quizzes) + length_of(scope->pages) +
           digits_for(scope->choices) + STATE_TAIL;
}

/* Calls `look` for each scope of the package. */
static void each_scope(const struct check *check, const struct check_rule *rule,
                       void (*look)(const struct check *check, const struct check_rule *rule,
                                    const struct scope *scope))
{
    const struct own *own = check->prepared;
    struct scope all = {.name = "the course"};
    for (size_t i = 0; i < json_array_size(own->modules); i++) {
        const json_t *module = json_array_get(own->modules, i);
        struct scope one = {.name = own_course_text(module, "id")};
        add_module(&one, module);
        add_module(&all, module);
        if (own->is_launched_by_module) {
            look(check, rule, &one);
        }
    }
    if (!own->is_launched_by_module) {
        look(check, rule, &all);
    }
}

static void hold_state(const struct check *check, const struct check_rule *rule,
                       const struct scope *scope)
{
    size_t length = largest_state(scope);
    if (length > STATE_MAX) {
        check_found(check, rule, (struct check_place){0},
                    "'%s' may need %zu characters of %d (pages: %zu, quizzes: %zu, choices in one "
                    "quiz: %zu)",
                    check_show(check, scope->name), length, STATE_MAX, scope->pages, scope->quizzes,
                    scope->choices);
    }
}

static void look_at_state(const struct check *check, const struct check_rule *rule)
{
    each_scope(check, rule, hold_state);
}

static void hold_suspend_data(const struct check *check, const struct check_rule *rule,
                              const struct scope *scope)
{
    size_t length = largest_state(scope);
    check_limit(check, rule, (struct check_place){0}, length < STATE_MAX ? length : STATE_MAX,
                arena_print(check->scratch, "what is kept of '%s' between visits",
                            check_show(check, scope->name)));
}

static void look_at_suspend_data(const struct check *check, const struct check_rule *rule)
{
    if (check->lms != NULL) {
        each_scope(check, rule, hold_suspend_data);
    }
}

/* Calls `look` for each page with its module. */
static void each_page(const struct check *check, const struct check_rule *rule,
                      void (*look)(const struct check *check, const struct check_rule *rule,
                                   const json_t *module, const json_t *page))
{
    const struct own *own = check->prepared;
    for (size_t i = 0; i < json_array_size(own->modules); i++) {
        const json_t *module = json_array_get(own->modules, i);
        const json_t *pages = json_object_get(module, "pages");
        for (size_t j = 0; check->lms != NULL && j < json_array_size(pages); j++) {
            look(check, rule, module, json_array_get(pages, j));
        }
    }
}

static void hold_location(const struct check *check, const struct check_rule *rule,
                          const json_t *module, const json_t *page)
{
    size_t length = strlen(own_course_text(module, "id")) + 1 + strlen(own_course_text(page, "id"));
    check_limit(check, rule, (struct check_place){0}, length,
                arena_print(check->scratch, "the place '%s.%s'",
                            check_show(check, own_course_text(module, "id")),
                            check_show(check, own_course_text(page, "id"))));
}

static void look_at_locations(const struct check *check, const struct check_rule *rule)
{
    each_page(check, rule, hold_location);
}

static void hold_interactions(const struct check *check, const struct check_rule *rule,
                              const json_t *module, const json_t *page)
{
    const json_t *questions = json_object_get(json_object_get(page, "quiz"), "questions");
    for (size_t i = 0; i < json_array_size(questions); i++) {
        const char *id = arena_print(check->scratch, "%s_%s_%s", own_course_text(module, "id"),
                                     own_course_text(page, "id"),
                                     own_course_text(json_array_get(questions, i), "id"));
        check_limit(check, rule, (struct check_place){0}, strlen(id),
                    arena_print(check->scratch, "the question '%s'", check_show(check, id)));
    }
}

static void look_at_interactions(const struct check *check, const struct check_rule *rule)
{
    each_page(check, rule, hold_interactions);
}

#define PROFILE "profiles/lms"

static const struct check_rule RULES[] = {
    {.id = "LMS-state",
     .severity = CHECK_WARNING,
     .title = "What the player keeps of a course fits into what SCORM gives it",
     .why = "The player then forgets answers of a quiz that was left half done, and after that the "
            "scores of quizzes; what is done and passed it always keeps.",
     .remedy = "Part the course into modules of fewer pages, or a quiz into two.",
     .source = CODEC,
     .look = look_at_state},
    {.id = "LMS-suspend",
     .severity = CHECK_ERROR,
     .title = "The LMS has room for what the player keeps between visits",
     .why = "The LMS cuts it, and the learner begins anew at the next visit.",
     .remedy = "Part the course into modules of fewer pages.",
     .source = PROFILE,
     .look = look_at_suspend_data,
     .about = &(const enum target_limit_id){TARGET_SUSPEND_DATA}},
    {.id = "LMS-location",
     .severity = CHECK_ERROR,
     .title = "The LMS has room for the names of pages",
     .why = "The LMS cuts it, and the learner is not led back to the page.",
     .remedy = "Shorten the ids of module and page before the first learner starts.",
     .source = PROFILE,
     .look = look_at_locations,
     .about = &(const enum target_limit_id){TARGET_LESSON_LOCATION}},
    {.id = "LMS-interaction",
     .severity = CHECK_ERROR,
     .title = "The LMS has room for the names of questions",
     .why = "The LMS refuses the answers, or mixes those of two questions.",
     .remedy = "Shorten the ids of module, page and question before the first learner starts.",
     .source = PROFILE,
     .look = look_at_interactions,
     .about = &(const enum target_limit_id){TARGET_INTERACTION_ID}},
    {0},
};

extern const struct check_family CHECK_OWN_FAMILY;
const struct check_family CHECK_OWN_FAMILY = {
    .name = "own",
    .title = "Packages of ibest-pack: what the player keeps in the LMS",
    .formats = (const char *const[]){"scorm12", "scorm2004", "aicc", NULL},
    .prepare = prepare,
    .rules = RULES,
};
