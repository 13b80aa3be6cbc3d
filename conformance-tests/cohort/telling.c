/* SPDX-License-Identifier: Apache-2.0 */

/* Happening -> statement. Every IRI comes from the profile's vocabulary or the course. */
#include "cohort/telling.h"

#include "base/timestamp.h"
#include "profiles/vocabulary.h"

#include <assert.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

static const char synthetic_lms[] = "https://synthetic.invalid/lms";

/* Part of every id, to be raised when the same seed begins to give other statements: an LRS refuses
 * another statement under an id that it knows. */
static const char edition[] = "3";

/* What happened. Of the activities, `module` and `course` are context: NULL for none. */
struct happening {
    const char *verb;
    const char *verb_name;
    const char *type;
    const char *object;
    const char *title;                   /* NULL for none */
    const struct outline_module *module; /* parent of a page */
    const char *survey;                  /* parent of a question, above which stands the module */
    bool in_course;                      /* grouping, or parent where there is no module */
    json_t *result;                      /* taken; NULL for none */
    json_t *extensions;                  /* of the context; taken; NULL for none */
};

/* Writes the id of what has this purpose and number: nothing but course, seed, account and order
 * decides. */
static void make_id(const struct teller *teller, const char *purpose, unsigned number,
                    char out[UUID_TEXT_SIZE])
{
    char name[160];
    int length = snprintf(name, sizeof name, "cohort/%s/%" PRIu64 "/%s/%s/%u", edition,
                          teller->seed, teller->account, purpose, number);
    assert(length > 0 && (size_t)length < sizeof name);
    const struct uuid uuid = uuid_of_name(teller->outline->iri, text_of(name));
    uuid_format(&uuid, out);
}

struct teller teller_learner(const struct outline *outline, uint64_t seed, size_t number)
{
    struct teller teller = {.outline = outline, .seed = seed, .home_page = synthetic_lms};
    (void)snprintf(teller.account, sizeof teller.account, "synthetic-%04zu", number);
    (void)snprintf(teller.name, sizeof teller.name, "Synthetic learner %04zu", number);
    make_id(&teller, "registration", 0, teller.registration);
    return teller;
}

struct teller teller_hospital(const struct outline *outline, uint64_t seed, size_t number)
{
    struct teller teller = {
        .outline = outline, .seed = seed, .home_page = ACCOUNT_ODS_ORGANIZATION_CODE};
    (void)snprintf(teller.account, sizeof teller.account, "SYN%02zu", number);
    (void)snprintf(teller.name, sizeof teller.name, "Synthetic hospital SYN%02zu", number);
    make_id(&teller, "registration", 0, teller.registration);
    return teller;
}

static json_t *activity(const char *iri, const char *type, const char *title)
{
    json_t *definition = json_pack("{s:s}", "type", type);
    if (title != NULL) {
        json_object_set_new(definition, "name", json_pack("{s:s}", "en-GB", title));
    }
    return json_pack("{s:s, s:o}", "id", iri, "definition", definition);
}

static void add_around(json_t *activities, const char *place, json_t *one)
{
    json_t *list = json_object_get(activities, place);
    if (list == NULL) {
        list = json_array();
        json_object_set_new(activities, place, list);
    }
    json_array_append_new(list, one);
}

/* The activities around what happened; the profile's version is always among them. */
static json_t *context_activities(const struct outline *outline, const struct happening *what)
{
    json_t *activities = json_pack("{s:[{s:s}]}", "category", "id", PROFILE_VERSION);
    const char *place = "parent";
    if (what->survey != NULL) {
        add_around(activities, place, activity(what->survey, ACTIVITY_TYPE_SURVEY, NULL));
        place = "grouping";
    }
    if (what->module != NULL) {
        add_around(activities, place,
                   activity(what->module->iri, ACTIVITY_TYPE_MODULE, what->module->title));
        place = "grouping";
    }
    if (what->in_course) {
        bool is_of_no_session =
            strcmp(what->verb, VERB_REPORTED) == 0 || strcmp(what->verb, VERB_RESPONDED) == 0;
        add_around(activities, is_of_no_session ? "grouping" : place,
                   activity(outline->iri, ACTIVITY_TYPE_COURSE, outline->title));
    }
    return activities;
}

/* The statement of what happened to the teller now. Takes what->result and what->extensions. */
static json_t *tell(struct teller *teller, const struct happening *what)
{
    char id[UUID_TEXT_SIZE];
    char timestamp[TIMESTAMP_SIZE];
    make_id(teller, "statement", ++teller->told, id);
    timestamp_format(teller->now_us, timestamp);
    json_t *statement = json_pack(
        "{s:s, s:s, s:{s:s, s:{s:s, s:s}}, s:{s:s, s:{s:s}}, s:o, s:{s:s, s:s, s:s*, s:o, s:o*}, "
        "s:o*}",
        "id", id, "timestamp", timestamp, "actor", "name", teller->name, "account", "homePage",
        teller->home_page, "name", teller->account, "verb", "id", what->verb, "display", "en",
        what->verb_name, "object", activity(what->object, what->type, what->title), "context",
        "registration", teller->registration, "platform", "Synthetic cohort", "revision",
        teller->outline->version, "contextActivities", context_activities(teller->outline, what),
        "extensions", what->extensions, "result", what->result);
    assert(statement != NULL);
    return statement;
}

static json_t *duration_of(int64_t seconds)
{
    return json_sprintf("PT%dM%dS", (int)(seconds / 60), (int)(seconds % 60));
}

json_t *tell_registered(struct teller *teller, size_t organisation)
{
    json_t *code = json_sprintf("SYN%02d", (int)organisation);
    return tell(teller, &(struct happening){
                            .verb = VERB_REGISTERED,
                            .verb_name = "registered",
                            .type = ACTIVITY_TYPE_COURSE,
                            .object = teller->outline->iri,
                            .title = teller->outline->title,
                            .extensions = json_pack("{s:o}", EXTENSION_ORGANISATION, code),
                        });
}

/* A statement about the module itself. Takes `result`. */
static json_t *tell_module(struct teller *teller, const struct outline_module *module,
                           const char *verb, const char *verb_name, json_t *result)
{
    return tell(teller, &(struct happening){
                            .verb = verb,
                            .verb_name = verb_name,
                            .type = ACTIVITY_TYPE_MODULE,
                            .object = module->iri,
                            .title = module->title,
                            .in_course = true,
                            .result = result,
                        });
}

json_t *tell_module_initialized(struct teller *teller, const struct outline_module *module)
{
    return tell_module(teller, module, VERB_INITIALIZED, "initialized", NULL);
}

json_t *tell_module_progressed(struct teller *teller, const struct outline_module *module,
                               int percent)
{
    json_t *result = json_pack("{s:{s:i}}", "extensions", EXTENSION_CMI5_PROGRESS, percent);
    return tell_module(teller, module, VERB_PROGRESSED, "progressed", result);
}

json_t *tell_module_completed(struct teller *teller, const struct outline_module *module,
                              int64_t duration)
{
    json_t *result = json_pack("{s:b, s:o}", "completion", 1, "duration", duration_of(duration));
    return tell_module(teller, module, VERB_COMPLETED, "completed", result);
}

json_t *tell_module_terminated(struct teller *teller, const struct outline_module *module,
                               int64_t duration)
{
    json_t *result = json_pack("{s:o}", "duration", duration_of(duration));
    return tell_module(teller, module, VERB_TERMINATED, "terminated", result);
}

json_t *tell_page_experienced(struct teller *teller, const struct outline_module *module,
                              const struct outline_page *page)
{
    return tell(teller, &(struct happening){
                            .verb = VERB_EXPERIENCED,
                            .verb_name = "experienced",
                            .type = ACTIVITY_TYPE_PAGE,
                            .object = page->iri,
                            .module = module,
                            .in_course = true,
                        });
}

json_t *tell_quiz_result(struct teller *teller, const struct outline_module *module,
                         const struct outline_page *page, double scaled, bool passed)
{
    return tell(teller, &(struct happening){
                            .verb = passed ? VERB_PASSED : VERB_FAILED,
                            .verb_name = passed ? "passed" : "failed",
                            .type = ACTIVITY_TYPE_ASSESSMENT,
                            .object = page->iri,
                            .module = module,
                            .in_course = true,
                            .result = json_pack("{s:b, s:{s:f}}", "success", passed ? 1 : 0,
                                                "score", "scaled", scaled),
                        });
}

static json_t *moment_of(const struct outline_page *page)
{
    return page->moment == NULL ? NULL : json_pack("{s:s}", EXTENSION_MOMENT, page->moment);
}

json_t *tell_quiz_score(struct teller *teller, const struct outline_module *module,
                        const struct outline_page *page, double scaled)
{
    return tell(teller, &(struct happening){
                            .verb = VERB_SCORED,
                            .verb_name = "scored",
                            .type = ACTIVITY_TYPE_ASSESSMENT,
                            .object = page->iri,
                            .module = module,
                            .in_course = true,
                            .result = json_pack("{s:{s:f}}", "score", "scaled", scaled),
                            .extensions = moment_of(page),
                        });
}

json_t *tell_survey_answer(struct teller *teller, const struct outline_module *module,
                           const struct outline_page *page, const struct outline_question *question,
                           const char *answer)
{
    json_t *statement = tell(teller, &(struct happening){
                                         .verb = VERB_ANSWERED,
                                         .verb_name = "answered",
                                         .type = ACTIVITY_TYPE_CMI_INTERACTION,
                                         .object = question->iri,
                                         .module = module,
                                         .survey = page->survey,
                                         .in_course = true,
                                         .result = json_pack("{s:s}", "response", answer),
                                         .extensions = moment_of(page),
                                     });
    json_t *definition = json_object_get(json_object_get(statement, "object"), "definition");
    json_object_set_new(definition, "interactionType",
                        json_string(question->is_scale ? "likert" : "choice"));
    return statement;
}

json_t *tell_survey_sent(struct teller *teller, const struct outline_module *module,
                         const struct outline_page *page)
{
    return tell(teller, &(struct happening){
                            .verb = VERB_COMPLETED,
                            .verb_name = "completed",
                            .type = ACTIVITY_TYPE_SURVEY,
                            .object = page->survey,
                            .module = module,
                            .in_course = true,
                            .result = json_pack("{s:b}", "completion", 1),
                            .extensions = moment_of(page),
                        });
}

json_t *tell_scenario_ended(struct teller *teller, const struct outline_module *module,
                            const struct outline_page *page, const char *end)
{
    return tell(teller, &(struct happening){
                            .verb = VERB_COMPLETED,
                            .verb_name = "completed",
                            .type = ACTIVITY_TYPE_SCENARIO,
                            .object = page->iri,
                            .module = module,
                            .in_course = true,
                            .result = json_pack("{s:b, s:s}", "completion", 1, "response", end),
                        });
}

json_t *tell_course_completed(struct teller *teller, int64_t duration)
{
    return tell(teller, &(struct happening){
                            .verb = VERB_COMPLETED,
                            .verb_name = "completed",
                            .type = ACTIVITY_TYPE_COURSE,
                            .object = teller->outline->iri,
                            .title = teller->outline->title,
                            .result = json_pack("{s:b, s:o}", "completion", 1, "duration",
                                                duration_of(duration)),
                        });
}

json_t *tell_follow_up(struct teller *teller, int months, bool is_implementing)
{
    json_t *told = json_pack("{s:b}", EXTENSION_IMPLEMENTING, is_implementing);
    return tell(teller, &(struct happening){
                            .verb = VERB_RESPONDED,
                            .verb_name = "responded",
                            .type = ACTIVITY_TYPE_SURVEY,
                            .object = teller->outline->follow_up,
                            .in_course = true,
                            .result = json_pack("{s:o}", "extensions", told),
                            .extensions = json_pack("{s:i}", EXTENSION_FOLLOW_UP, months),
                        });
}

json_t *tell_site_evaluation(struct teller *teller, int64_t patients)
{
    json_t *counts = json_pack("{s:I}", EXTENSION_PATIENTS, (json_int_t)patients);
    return tell(teller, &(struct happening){
                            .verb = VERB_REPORTED,
                            .verb_name = "reported",
                            .type = ACTIVITY_TYPE_SITE_EVALUATION,
                            .object = teller->outline->site_evaluation,
                            .in_course = true,
                            .result = json_pack("{s:o}", "extensions", counts),
                        });
}
