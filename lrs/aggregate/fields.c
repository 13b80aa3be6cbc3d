/* SPDX-License-Identifier: Apache-2.0 */

/* THE tables. A new field is a row, and for statements a function that reads it. */
#include "aggregate/fields.h"

#include "base/duration.h"
#include "base/json.h"
#include "base/timestamp.h"
#include "store/store.h"
#include "xapi/agent.h"

#include <string.h>

#define EXTENSION_ORGANISATION "https://w3id.org/xapi/ibest/extensions/organisation"

static const double hundredths_per_second = 100;

static void give_string(const json_t *value, struct aggregate_value *out)
{
    if (json_is_string(value)) {
        out->is_known = true;
        out->text = (struct text){json_string_value(value), json_string_length(value)};
    }
}

static void give_number(const json_t *value, struct aggregate_value *out)
{
    if (json_is_number(value)) {
        out->is_known = true;
        out->number = json_number_value(value);
    }
}

static void give_flag(const json_t *value, struct aggregate_value *out)
{
    if (json_is_boolean(value)) {
        out->is_known = true;
        out->number = json_is_true(value) ? 1 : 0;
    }
}

static const json_t *in_result(const struct statement_facts *facts, const char *name)
{
    return json_object_get(json_object_get(facts->json, "result"), name);
}

static const json_t *in_context(const struct statement_facts *facts, const char *name)
{
    return json_object_get(json_object_get(facts->json, "context"), name);
}

static void read_verb(const struct statement_facts *facts, struct aggregate_value *out)
{
    give_string(json_object_get(json_object_get(facts->json, "verb"), "id"), out);
}

/* The object's, if it is an Activity. */
static void read_activity(const struct statement_facts *facts, struct aggregate_value *out)
{
    const json_t *object = json_object_get(facts->json, "object");
    const char *type = json_string_value(json_object_get(object, "objectType"));
    if (type == NULL || strcmp(type, "Activity") == 0) {
        give_string(json_object_get(object, "id"), out);
    }
}

static void read_activity_type(const struct statement_facts *facts, struct aggregate_value *out)
{
    const json_t *definition =
        json_object_get(json_object_get(facts->json, "object"), "definition");
    give_string(json_object_get(definition, "type"), out);
}

static void read_learner(const struct statement_facts *facts, struct aggregate_value *out)
{
    out->text = agent_key(json_object_get(facts->json, "actor"), facts->arena);
    out->is_known = out->text.data != NULL;
}

/* The credential that sent it, as its authority names it. */
static void read_source(const struct statement_facts *facts, struct aggregate_value *out)
{
    json_t *authority = NULL;
    struct error ignored;
    if (json_read_in(facts->authority, NULL, facts->arena, &authority, &ignored) == STATUS_OK) {
        give_string(json_object_get(json_object_get(authority, "account"), "name"), out);
    }
}

static void read_platform(const struct statement_facts *facts, struct aggregate_value *out)
{
    give_string(in_context(facts, "platform"), out);
}

static void read_said_organisation(const struct statement_facts *facts, struct aggregate_value *out)
{
    give_string(json_object_get(in_context(facts, "extensions"), EXTENSION_ORGANISATION), out);
}

static void read_score(const struct statement_facts *facts, struct aggregate_value *out)
{
    give_number(json_object_get(in_result(facts, "score"), "scaled"), out);
}

static void read_raw_score(const struct statement_facts *facts, struct aggregate_value *out)
{
    give_number(json_object_get(in_result(facts, "score"), "raw"), out);
}

static void read_duration(const struct statement_facts *facts, struct aggregate_value *out)
{
    struct aggregate_value text = {.is_known = false};
    give_string(in_result(facts, "duration"), &text);
    if (text.is_known && duration_is_valid(text.text)) {
        out->is_known = true;
        out->number = (double)duration_hundredths(text.text) / hundredths_per_second;
    }
}

static void read_success(const struct statement_facts *facts, struct aggregate_value *out)
{
    give_flag(in_result(facts, "success"), out);
}

static void read_completion(const struct statement_facts *facts, struct aggregate_value *out)
{
    give_flag(in_result(facts, "completion"), out);
}

static void read_timestamp(const struct statement_facts *facts, struct aggregate_value *out)
{
    out->is_known = true;
    out->us = facts->timestamp_us;
}

static void read_stored(const struct statement_facts *facts, struct aggregate_value *out)
{
    out->is_known = true;
    out->us = facts->stored_us;
}

enum status statement_facts_read(const struct stored_statement *statement, struct arena *arena,
                                 struct statement_facts *out, struct error *error)
{
    const char *text = arena_print(arena, "{%.*s}", TEXT_ARGUMENTS(statement->members));
    json_t *json = NULL;
    *out = (struct statement_facts){.authority = statement->authority,
                                    .stored_us = statement->stored_us,
                                    .timestamp_us = statement->stored_us,
                                    .arena = arena};
    enum status status = json_read_in(text_of(text), NULL, arena, &json, error);
    out->json = json;
    if (status == STATUS_OK && statement->timestamp.data != NULL) {
        (void)timestamp_parse(statement->timestamp, &out->timestamp_us);
    }
    return status;
}

const struct aggregate_source aggregate_sources[] = {
    {.name = "statements",
     .help = "a row a statement that is not voided",
     .said = "said_organisation",
     .default_time = "timestamp"},
    {.name = "progress",
     .help = "a row a learner and activity",
     .view = "report_progress",
     .said = "organisation",
     .default_time = "last_at"},
    {.name = "enrolment",
     .help = "a row a learner and course",
     .view = "report_enrolment",
     .said = "organisation"},
    {.name = "modules",
     .help = "a row a learner and module of a course",
     .view = "report_module_progress",
     .said = "organisation",
     .default_time = "started_at"},
    {.name = "people",
     .help = "a row an account that the roster knows today",
     .view = "report_person",
     .said = "organisation",
     .is_of_now = true},
    {0},
};

#define OF_STATEMENTS(name_, type_, read_, help_)                                                  \
    {                                                                                              \
        .name = (name_), .help = (help_), .source = "statements", .type = (type_), .read = (read_) \
    }
#define FOUND_BY(name_, term_, read_, help_)                                          \
    {                                                                                 \
        .name = (name_), .help = (help_), .source = "statements", .type = FIELD_TEXT, \
        .read = (read_), .term = (term_)                                              \
    }
#define OF_VIEW(source_, name_, type_, help_)                                                     \
    {                                                                                             \
        .name = (name_), .help = (help_), .source = (source_), .type = (type_), .column = (name_) \
    }
#define OF_PERSON(name_, attribute_, help_)                                             \
    {                                                                                   \
        .name = (name_), .help = (help_), .type = FIELD_TEXT, .attribute = (attribute_) \
    }
#define LEARNER_OF(source_)                                                                   \
    {                                                                                         \
        .name = "learner", .help = "the account, as statements name it", .source = (source_), \
        .type = FIELD_TEXT, .column = "learner", .is_of_one_human = true                      \
    }

const struct aggregate_field aggregate_fields[] = {
    FOUND_BY("verb", TERM_VERB, read_verb, "the verb's IRI"),
    FOUND_BY("activity", TERM_ACTIVITY, read_activity, "the object's IRI, if it is an activity"),
    {.name = "learner",
     .help = "the actor, as reports identify it",
     .source = "statements",
     .type = FIELD_TEXT,
     .read = read_learner,
     .term = TERM_AGENT,
     .is_of_one_human = true},
    OF_STATEMENTS("activity_type", FIELD_TEXT, read_activity_type, "the object's type"),
    OF_STATEMENTS("source", FIELD_TEXT, read_source, "the account that sent it (authority)"),
    OF_STATEMENTS("platform", FIELD_TEXT, read_platform, "context.platform"),
    OF_STATEMENTS("said_organisation", FIELD_TEXT, read_said_organisation,
                  "the organisation that the statement itself names"),
    OF_STATEMENTS("score", FIELD_NUMBER, read_score, "result.score.scaled, -1 to 1"),
    OF_STATEMENTS("raw_score", FIELD_NUMBER, read_raw_score, "result.score.raw"),
    OF_STATEMENTS("duration", FIELD_NUMBER, read_duration, "result.duration in seconds"),
    OF_STATEMENTS("success", FIELD_FLAG, read_success, "result.success"),
    OF_STATEMENTS("completion", FIELD_FLAG, read_completion, "result.completion"),
    OF_STATEMENTS("timestamp", FIELD_TIME, read_timestamp, "when it happened"),
    OF_STATEMENTS("stored", FIELD_TIME, read_stored, "when it was stored"),
    LEARNER_OF("progress"),
    OF_VIEW("progress", "activity", FIELD_TEXT, "the activity's IRI"),
    OF_VIEW("progress", "statements", FIELD_NUMBER, "statements about it"),
    OF_VIEW("progress", "attempts", FIELD_NUMBER, "how often it was begun"),
    OF_VIEW("progress", "progress", FIELD_NUMBER, "the highest progress told, 0 to 100"),
    OF_VIEW("progress", "best_score", FIELD_NUMBER, "the highest scaled score"),
    OF_VIEW("progress", "is_completed", FIELD_FLAG, "completed, passed or satisfied"),
    OF_VIEW("progress", "enrolled_at", FIELD_TIME, "first registered"),
    OF_VIEW("progress", "started_at", FIELD_TIME, "first seen in it"),
    OF_VIEW("progress", "completed_at", FIELD_TIME, "first completed"),
    OF_VIEW("progress", "passed_at", FIELD_TIME, "first passed"),
    OF_VIEW("progress", "failed_at", FIELD_TIME, "first failed"),
    OF_VIEW("progress", "satisfied_at", FIELD_TIME, "first satisfied"),
    OF_VIEW("progress", "last_at", FIELD_TIME, "the latest of its statements"),
    LEARNER_OF("enrolment"),
    OF_VIEW("enrolment", "course", FIELD_TEXT, "the course's IRI"),
    OF_VIEW("enrolment", "is_started", FIELD_FLAG, "seen in it by more than registration"),
    OF_VIEW("enrolment", "is_completed", FIELD_FLAG, "the course itself was completed"),
    LEARNER_OF("modules"),
    OF_VIEW("modules", "course", FIELD_TEXT, "the course's IRI"),
    OF_VIEW("modules", "module", FIELD_TEXT, "the module's IRI"),
    OF_VIEW("modules", "is_started", FIELD_FLAG, "seen in it by more than registration"),
    OF_VIEW("modules", "is_completed", FIELD_FLAG, "completed, passed or satisfied"),
    OF_VIEW("modules", "started_at", FIELD_TIME, "first seen in it"),
    LEARNER_OF("people"),
    {.name = "person",
     .help = "the human: one for all accounts that are one",
     .type = FIELD_TEXT,
     .attribute = PERSON_HUMAN,
     .is_of_one_human = true},
    OF_PERSON("organisation", PERSON_ORGANISATION,
              "ODS code of the employer then: the roster's, else what statements say"),
    OF_PERSON("successor", PERSON_SUCCESSOR, "what has become of that organisation by now"),
    OF_PERSON("icb", PERSON_ICB, "the integrated care board that it was in then"),
    OF_PERSON("region", PERSON_REGION, "the NHS England region that it was in then"),
    OF_PERSON("profession", PERSON_PROFESSION, "as the roster says for then"),
    OF_PERSON("staff_group", PERSON_STAFF_GROUP, "as the roster says for then"),
    OF_PERSON("band", PERSON_BAND, "as the roster says for then"),
    OF_PERSON("site", PERSON_SITE, "as the roster says for then"),
    {0},
};

const struct aggregate_source *aggregate_source_find(struct text name)
{
    for (const struct aggregate_source *at = aggregate_sources; at->name != NULL; at++) {
        if (text_is(name, at->name)) {
            return at;
        }
    }
    return NULL;
}

const struct aggregate_field *aggregate_field_find(const struct aggregate_source *source,
                                                   struct text name)
{
    for (const struct aggregate_field *at = aggregate_fields; at->name != NULL; at++) {
        if (text_is(name, at->name) &&
            (at->source == NULL || strcmp(at->source, source->name) == 0)) {
            return at;
        }
    }
    return NULL;
}
