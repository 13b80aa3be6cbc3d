/* SPDX-License-Identifier: Apache-2.0 */

/* THE table of what an AU must not send. cmi5 defines some statements (those of its category) and
 * allows all others; a rule is about one, some or all of them. */
#include "cmi5/rules.h"

#include "base/timestamp.h"
#include "cmi5/iris.h"
#include "xapi/agent.h"
#include "xapi/rule.h"

#include <stdlib.h>
#include <string.h>

static const char *const mode_names[] = {
    [CMI5_NORMAL] = "Normal", [CMI5_BROWSE] = "Browse", [CMI5_REVIEW] = "Review"};

const char *cmi5_mode_name(enum cmi5_mode mode)
{
    return mode_names[mode];
}

bool cmi5_mode_read(struct text name, enum cmi5_mode *out)
{
    for (size_t i = 0; i < sizeof mode_names / sizeof mode_names[0]; i++) {
        if (text_is(name, mode_names[i])) {
            *out = (enum cmi5_mode)i;
            return true;
        }
    }
    return false;
}

/* What a rule is about: a set of these and of enum cmi5_said. */
enum about {
    JUDGED = CMI5_SAID_PASSED | CMI5_SAID_FAILED,
    SATISFYING = CMI5_SAID_COMPLETED | JUDGED,
    KNOWN = CMI5_SAID_INITIALIZED | SATISFYING | CMI5_SAID_TERMINATED,
    STRANGE = 32, /* cmi5's category with another verb */
    ALLOWED = 64,
    DEFINED = KNOWN | STRANGE,
    ALL = DEFINED | ALLOWED,
};

/* A statement taken apart, beside its session. */
struct facts {
    const struct cmi5_session *session;
    const struct statement *statement;
    const json_t *context;
    const json_t *result;
    const json_t *score;
    bool has_id;
    unsigned about; /* one of the kinds above */
    bool is_moving; /* has moveOn's category */
    struct arena *arena;
};

struct rule {
    const char *id;
    unsigned about;
    bool (*is_broken)(const struct facts *facts);
    const char *place;
    const char *text;
};

static struct text member(const json_t *object, const char *key)
{
    return json_text(json_object_get(object, key));
}

static const json_t *extension(const json_t *owner, const char *id)
{
    return json_object_get(json_object_get(owner, "extensions"), id);
}

/* 1.0.3 lets a single activity stand without its array. */
static bool has_activity(const json_t *context, const char *relation, struct text id)
{
    const json_t *found = json_object_get(json_object_get(context, "contextActivities"), relation);
    bool has = json_is_object(found) && text_equals(member(found, "id"), id);
    for (size_t i = 0; i < json_array_size(found) && !has; i++) {
        has = text_equals(member(json_array_get(found, i), "id"), id);
    }
    return has;
}

static unsigned verb_of(const json_t *statement)
{
    static const struct {
        const char *iri;
        unsigned verb;
    } rows[] = {
        {VERB_INITIALIZED, CMI5_SAID_INITIALIZED}, {VERB_COMPLETED, CMI5_SAID_COMPLETED},
        {VERB_PASSED, CMI5_SAID_PASSED},           {VERB_FAILED, CMI5_SAID_FAILED},
        {VERB_TERMINATED, CMI5_SAID_TERMINATED},
    };
    struct text iri = member(json_object_get(statement, "verb"), "id");
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        if (text_is(iri, rows[i].iri)) {
            return rows[i].verb;
        }
    }
    return 0;
}

static bool is_defined(const json_t *statement)
{
    return has_activity(json_object_get(statement, "context"), "category", text_of(CATEGORY_CMI5));
}

unsigned cmi5_defined_verb(const json_t *statement)
{
    return is_defined(statement) ? verb_of(statement) : 0;
}

/* ---- the rules: each tells whether the statement breaks it ---- */

static bool lacks_id(const struct facts *facts)
{
    return !facts->has_id;
}

static bool lacks_timestamp(const struct facts *facts)
{
    return json_object_get(facts->statement->json, "timestamp") == NULL;
}

static bool is_other_zone(const struct facts *facts)
{
    struct text sent = member(facts->statement->json, "timestamp");
    return !text_ends_with(sent, "Z") && !text_ends_with(sent, "z") &&
           !text_ends_with(sent, "+00:00") && !text_ends_with(sent, "+0000");
}

static bool voids(const struct facts *facts)
{
    struct text verb = member(json_object_get(facts->statement->json, "verb"), "id");
    return text_is(verb, CMI5_VERB_VOIDED);
}

static bool is_too_early_for_preferences(const struct facts *facts)
{
    return !facts->session->has_preferences;
}

static bool is_before_initialized(const struct facts *facts)
{
    return (facts->session->said & CMI5_SAID_INITIALIZED) == 0 &&
           facts->about != CMI5_SAID_INITIALIZED;
}

/* The order is that of timestamps (cmi5 9.3), so what was said before may still arrive. */
static bool is_after_terminated(const struct facts *facts)
{
    return (facts->session->said & CMI5_SAID_TERMINATED) != 0 &&
           facts->statement->timestamp_us > facts->session->terminated_us;
}

static bool is_other_actor(const struct facts *facts)
{
    const json_t *actor = json_object_get(facts->statement->json, "actor");
    return member_is(actor, "objectType", "Group") ||
           !text_equals(agent_key(actor, facts->arena), facts->session->actor);
}

static bool is_other_session(const struct facts *facts)
{
    return !text_equals(json_text(extension(facts->context, EXTENSION_CMI5_SESSIONID)),
                        facts->session->id);
}

static bool is_other_registration(const struct facts *facts)
{
    struct uuid sent;
    char text[UUID_TEXT_SIZE] = "";
    if (uuid_read(member(facts->context, "registration"), &sent)) {
        uuid_format(&sent, text);
    }
    return !text_is(facts->session->registration, text);
}

static bool lacks_publisher(const struct facts *facts)
{
    return !has_activity(facts->context, "grouping", facts->session->publisher);
}

static bool is_strange(const struct facts *facts)
{
    return facts->about == STRANGE;
}

static bool is_other_object(const struct facts *facts)
{
    struct text id = member(json_object_get(facts->statement->json, "object"), "id");
    return !text_equals(id, facts->session->activity);
}

static bool is_browse(const struct facts *facts)
{
    return facts->session->mode == CMI5_BROWSE;
}

static bool is_review(const struct facts *facts)
{
    return facts->session->mode == CMI5_REVIEW;
}

static bool is_said(const struct facts *facts)
{
    return (facts->session->said & facts->about) != 0;
}

static bool is_judged(const struct facts *facts)
{
    return (facts->session->said & JUDGED) != 0;
}

static bool was_said(const struct facts *facts)
{
    return (facts->session->said_ever & facts->about) != 0;
}

static bool was_passed(const struct facts *facts)
{
    return (facts->session->said_ever & CMI5_SAID_PASSED) != 0;
}

static bool has_score(const struct facts *facts)
{
    return facts->score != NULL;
}

static bool lacks_bounds(const struct facts *facts)
{
    return json_object_get(facts->score, "raw") != NULL &&
           (json_object_get(facts->score, "min") == NULL ||
            json_object_get(facts->score, "max") == NULL);
}

static double mastery_of(const struct facts *facts)
{
    return strtod(arena_copy(facts->arena, facts->session->mastery_score), NULL);
}

static bool has_mastery(const struct facts *facts)
{
    return facts->session->mastery_score.length > 0;
}

static bool is_below_mastery(const struct facts *facts)
{
    const json_t *scaled = json_object_get(facts->score, "scaled");
    return has_mastery(facts) && scaled != NULL && json_number_value(scaled) < mastery_of(facts);
}

static bool is_at_mastery(const struct facts *facts)
{
    const json_t *scaled = json_object_get(facts->score, "scaled");
    return has_mastery(facts) && scaled != NULL && json_number_value(scaled) >= mastery_of(facts);
}

static bool lacks_mastery(const struct facts *facts)
{
    const json_t *sent = extension(facts->context, EXTENSION_CMI5_MASTERYSCORE);
    return has_mastery(facts) && facts->score != NULL &&
           (!json_is_number(sent) || json_number_value(sent) < mastery_of(facts) ||
            json_number_value(sent) > mastery_of(facts));
}

static bool is_no_success(const struct facts *facts)
{
    return !json_is_true(json_object_get(facts->result, "success"));
}

static bool is_no_failure(const struct facts *facts)
{
    return !json_is_false(json_object_get(facts->result, "success"));
}

static bool has_success(const struct facts *facts)
{
    return json_object_get(facts->result, "success") != NULL;
}

static bool is_no_completion(const struct facts *facts)
{
    return !json_is_true(json_object_get(facts->result, "completion"));
}

static bool has_completion(const struct facts *facts)
{
    return json_object_get(facts->result, "completion") != NULL;
}

static bool lacks_duration(const struct facts *facts)
{
    return json_object_get(facts->result, "duration") == NULL;
}

static bool lacks_moveon(const struct facts *facts)
{
    return (has_success(facts) || has_completion(facts)) && !facts->is_moving;
}

static bool has_idle_moveon(const struct facts *facts)
{
    bool may_move = facts->about != ALLOWED && (has_success(facts) || has_completion(facts));
    return facts->is_moving && !may_move;
}

/* clang-format off */
static const struct rule rule_table[] = {
    {"9.3.0.0-5", ALL, is_after_terminated, "timestamp",
     "the session was terminated before; nothing may follow"},
    {"11.0.0.0-3", CMI5_SAID_INITIALIZED, is_too_early_for_preferences, "verb",
     "get the agent profile cmi5LearnerPreferences before saying initialized"},
    {"9.3.0.0-4", ALL, is_before_initialized, "verb", "the first statement must be initialized"},
    {"9.1.0.0-1", ALL, lacks_id, "id", "must be given"},
    {"9.7.0.0-1", ALL, lacks_timestamp, "timestamp", "must be given"},
    {"9.7.0.0-2", ALL, is_other_zone, "timestamp", "must be in UTC and end in Z"},
    {"6.3.0.0-1", ALL, voids, "verb", "an AU may not void statements"},
    {"8.1.3.0-3", ALL, is_other_actor, "actor", "must be the actor of the launch"},
    {"8.1.4.0-3", ALL, is_other_registration, "context.registration",
     "must be the registration of the launch"},
    {"9.6.3.1-4", ALL, is_other_session, "context.extensions",
     "must have the session id of LMS.LaunchData"},
    {"10.2.1.0-6", ALL, lacks_publisher, "context.contextActivities.grouping",
     "must have what contextTemplate of LMS.LaunchData has"},
    {"9.3.0.0-1", STRANGE, is_strange, "verb",
     "is none that an AU may use with the category cmi5; leave the category out"},
    {"8.1.5.0-6", DEFINED, is_other_object, "object.id", "must be the activityId of the launch"},
    {"10.2.2.0-2", SATISFYING, is_browse, "verb", "must not be said in launch mode Browse"},
    {"10.2.2.0-3", SATISFYING, is_review, "verb", "must not be said in launch mode Review"},
    {"9.3.0.0-2", KNOWN, is_said, "verb", "was said in this session before"},
    {"9.3.0.0-3", JUDGED, is_judged, "verb", "passed or failed was said in this session before"},
    {"9.3.0.0-6", CMI5_SAID_COMPLETED, was_said, "verb", "was said in this registration before"},
    {"9.3.0.0-7", CMI5_SAID_PASSED, was_said, "verb", "was said in this registration before"},
    {"9.3.0.0-8", CMI5_SAID_FAILED, was_passed, "verb", "passed was said in this registration before"},
    {"9.5.1.0-2", DEFINED & ~JUDGED, has_score, "result.score",
     "belongs to passed and failed only"},
    {"9.5.1.0-3", JUDGED, lacks_bounds, "result.score", "raw needs min and max"},
    {"9.6.3.2-2", JUDGED, lacks_mastery, "context.extensions",
     "must have the masteryScore of LMS.LaunchData, as there is a score"},
    {"9.3.4.0-2", CMI5_SAID_PASSED, is_below_mastery, "result.score.scaled",
     "is below the masteryScore"},
    {"9.3.5.0-2", CMI5_SAID_FAILED, is_at_mastery, "result.score.scaled",
     "is not below the masteryScore"},
    {"9.5.2.0-1", CMI5_SAID_PASSED, is_no_success, "result.success", "must be true"},
    {"9.5.2.0-2", CMI5_SAID_FAILED, is_no_failure, "result.success", "must be false"},
    {"9.5.2.0-3", DEFINED & ~JUDGED, has_success, "result.success",
     "belongs to passed and failed only"},
    {"9.5.3.0-1", CMI5_SAID_COMPLETED, is_no_completion, "result.completion", "must be true"},
    {"9.5.3.0-2", DEFINED & ~CMI5_SAID_COMPLETED, has_completion, "result.completion",
     "belongs to completed only"},
    {"9.5.4.1-1", CMI5_SAID_TERMINATED, lacks_duration, "result.duration", "must be given"},
    {"9.5.4.1-2", CMI5_SAID_COMPLETED, lacks_duration, "result.duration", "must be given"},
    {"9.5.4.1-3", CMI5_SAID_PASSED, lacks_duration, "result.duration", "must be given"},
    {"9.5.4.1-4", CMI5_SAID_FAILED, lacks_duration, "result.duration", "must be given"},
    {"9.6.2.2-1", DEFINED, lacks_moveon, "context.contextActivities.category",
     "must have the moveOn category, as there is success or completion"},
    {"9.6.2.2-2", ALL, has_idle_moveon, "context.contextActivities.category",
     "the moveOn category belongs to statements that cmi5 defines and that have success or "
     "completion"},
};
/* clang-format on */
enum { RULE_COUNT = sizeof rule_table / sizeof rule_table[0] };

const char *cmi5_rule_id(size_t index)
{
    return index < RULE_COUNT ? rule_table[index].id : NULL;
}

static struct facts take_apart(const struct cmi5_session *session,
                               const struct statement *statement, bool has_id, struct arena *arena)
{
    const json_t *json = statement->json;
    const json_t *context = json_object_get(json, "context");
    const json_t *result = json_object_get(json, "result");
    unsigned verb = verb_of(json);
    return (struct facts){
        .session = session,
        .statement = statement,
        .context = context,
        .result = result,
        .score = json_object_get(result, "score"),
        .has_id = has_id,
        .about = !is_defined(json) ? (unsigned)ALLOWED : (verb == 0 ? (unsigned)STRANGE : verb),
        .is_moving = has_activity(context, "category", text_of(CATEGORY_MOVEON)),
        .arena = arena,
    };
}

enum status cmi5_session_take(struct cmi5_session *session, const struct statement *statement,
                              bool has_id, struct arena *arena, struct error *error)
{
    const struct facts facts = take_apart(session, statement, has_id, arena);
    for (size_t i = 0; i < RULE_COUNT; i++) {
        const struct rule *rule = &rule_table[i];
        if ((rule->about & facts.about) != 0 && rule->is_broken(&facts)) {
            return FAIL(error, STATUS_FORBIDDEN, "%s: %s (cmi5 %s)", rule->place, rule->text,
                        rule->id);
        }
    }
    if ((facts.about & KNOWN) != 0) {
        session->said |= facts.about;
        session->said_ever |= facts.about;
    }
    if (facts.about == CMI5_SAID_TERMINATED) {
        session->terminated_us = statement->timestamp_us;
    }
    return STATUS_OK;
}
