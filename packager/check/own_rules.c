/* SPDX-License-Identifier: Apache-2.0 */

/* Packages that ibest-pack built: what the player will hand to the LMS while learners are at work,
 * and whether the LMS has room for it. */
#include "check/rule.h"

#include "base/arena.h"
#include "check/limits.h"
#include "check/own_state.h"
#include "opened/own_course.h"
#include "opened/structure.h"
#include "targets/target.h"

#include <stdbool.h>
#include <string.h>

#define CODEC "packager/player/core/codec.mjs"

/* A part of the course that has a launch page and a state of its own. */
struct scope {
    const char *name;
    struct own_state state;
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
        own_state_add(&one.state, module);
        own_state_add(&all.state, module);
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
    const struct own_state *state = &scope->state;
    size_t length = own_state_length(state);
    if (length > OWN_STATE_MAX) {
        check_found(check, rule, (struct check_place){0},
                    "'%s' may need %zu characters of %d (pages: %zu, quizzes: %zu, answers on one "
                    "page: %zu characters)",
                    check_show(check, scope->name), length, OWN_STATE_MAX, state->pages,
                    state->quizzes, own_state_draft_length(state));
    }
}

static void look_at_state(const struct check *check, const struct check_rule *rule)
{
    each_scope(check, rule, hold_state);
}

static void hold_suspend_data(const struct check *check, const struct check_rule *rule,
                              const struct scope *scope)
{
    size_t length = own_state_length(&scope->state);
    check_limit(check, rule, (struct check_place){0},
                length < OWN_STATE_MAX ? length : OWN_STATE_MAX,
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

/* What a page asks, in each kind of page: the answers become interactions. */
static const struct {
    const char *asker;
    const char *list;
} ASKED[] = {{"quiz", "questions"}, {"survey", "questions"}, {"scenario", "steps"}};

static void hold_interaction(const struct check *check, const struct check_rule *rule,
                             const char *page, const json_t *question)
{
    const char *id = arena_print(check->scratch, "%s_%s", page, own_course_text(question, "id"));
    check_limit(check, rule, (struct check_place){0}, strlen(id),
                arena_print(check->scratch, "the question '%s'", check_show(check, id)));
}

static void hold_interactions(const struct check *check, const struct check_rule *rule,
                              const json_t *module, const json_t *page)
{
    const char *name = arena_print(check->scratch, "%s_%s", own_course_text(module, "id"),
                                   own_course_text(page, "id"));
    for (size_t i = 0; i < sizeof ASKED / sizeof *ASKED; i++) {
        const json_t *asked = json_object_get(json_object_get(page, ASKED[i].asker), ASKED[i].list);
        for (size_t j = 0; j < json_array_size(asked); j++) {
            hold_interaction(check, rule, name, json_array_get(asked, j));
        }
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
     .why = "The player then forgets answers that were not yet sent, and after that places in "
            "scenarios, what was watched of a video, and scores of quizzes; what is done it always "
            "keeps.",
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
