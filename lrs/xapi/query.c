/* SPDX-License-Identifier: Apache-2.0 */

/* A row for each parameter says how it is read; a row for each kind of query which ones it has. */
#include "xapi/query.h"

#include "base/ascii.h"
#include "base/buffer.h"
#include "base/iri.h"
#include "xapi/agent.h"

#include <string.h>

/* The limit of numbers: nine digits fit everywhere. */
enum { DIGITS_MAX = 9, LENGTH_MAX = 4096, LIST_SIZE = 400 };

/* Where a parameter's value goes while it is read. */
struct input {
    struct text value;
    struct place place; /* the parameter's name */
    struct arena *arena;
    struct query *query;
};

typedef enum status (*read_value)(const struct input *input, struct error *error);

static enum status broken(const struct input *input, const char *what, struct error *error)
{
    return BROKEN(&input->place, error, "'%s' is not %s", show(input->value).text, what);
}

static enum status read_uuid(const struct input *input, struct uuid *out, bool *given,
                             struct error *error)
{
    if (!uuid_read(input->value, out)) {
        return broken(input, "a UUID", error);
    }
    *given = true;
    return STATUS_OK;
}

static enum status read_boolean(const struct input *input, bool *out, struct error *error)
{
    if (!text_is(input->value, "true") && !text_is(input->value, "false")) {
        return broken(input, "true or false", error);
    }
    *out = text_is(input->value, "true");
    return STATUS_OK;
}

static enum status read_time(const struct input *input, int64_t *out_us, struct error *error)
{
    if (!timestamp_read(input->value, XAPI_VERSION_1_0_3, out_us)) {
        return broken(input,
                      "an ISO 8601 date and time, such as '2026-01-31T12:00:00.000Z' (write '+' as "
                      "'%2B')",
                      error);
    }
    return STATUS_OK;
}

static enum status read_iri(const struct input *input, struct text *out, struct error *error)
{
    if (!iri_is_valid(input->value)) {
        return broken(input, "an IRI with a scheme, such as 'https://…'", error);
    }
    *out = input->value;
    return STATUS_OK;
}

static enum status read_statement_id(const struct input *input, struct error *error)
{
    return read_uuid(input, &input->query->statement_id, &input->query->has_statement_id, error);
}

static enum status read_voided_id(const struct input *input, struct error *error)
{
    return read_uuid(input, &input->query->statement_id, &input->query->has_voided_id, error);
}

static enum status read_registration(const struct input *input, struct error *error)
{
    return read_uuid(input, &input->query->registration, &input->query->has_registration, error);
}

static enum status read_actor(const struct input *input, struct error *error)
{
    return agent_read(input->value, input->place.key, input->arena, &input->query->agent, error);
}

static enum status read_verb(const struct input *input, struct error *error)
{
    return read_iri(input, &input->query->verb, error);
}

static enum status read_activity(const struct input *input, struct error *error)
{
    return read_iri(input, &input->query->activity, error);
}

static enum status read_since(const struct input *input, struct error *error)
{
    return read_time(input, &input->query->since_us, error);
}

static enum status read_until(const struct input *input, struct error *error)
{
    return read_time(input, &input->query->until_us, error);
}

static enum status read_related_activities(const struct input *input, struct error *error)
{
    return read_boolean(input, &input->query->related_activities, error);
}

static enum status read_related_agents(const struct input *input, struct error *error)
{
    return read_boolean(input, &input->query->related_agents, error);
}

static enum status read_attachments(const struct input *input, struct error *error)
{
    return read_boolean(input, &input->query->attachments, error);
}

static enum status read_ascending(const struct input *input, struct error *error)
{
    return read_boolean(input, &input->query->ascending, error);
}

static enum status read_limit(const struct input *input, struct error *error)
{
    size_t number = 0;
    bool is_number = input->value.length > 0 && input->value.length <= DIGITS_MAX;
    for (size_t i = 0; is_number && i < input->value.length; i++) {
        is_number = ascii_is_digit(input->value.data[i]);
        number = number * 10 + (size_t)(input->value.data[i] - '0');
    }
    if (!is_number) {
        return broken(input, "a whole number from 0 to 999999999", error);
    }
    input->query->limit = number;
    return STATUS_OK;
}

static enum status read_format(const struct input *input, struct error *error)
{
    static const char *const names[] = {
        [QUERY_FORMAT_EXACT] = "exact",
        [QUERY_FORMAT_IDS] = "ids",
        [QUERY_FORMAT_CANONICAL] = "canonical",
    };
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        if (text_is(input->value, names[i])) {
            input->query->format = (enum query_format)i;
            return STATUS_OK;
        }
    }
    return broken(input, "ids, exact or canonical", error);
}

static enum status read_text(const struct input *input, struct text *out, struct error *error)
{
    if (input->value.length == 0) {
        return broken(input, "a name: it is empty", error);
    }
    *out = input->value;
    return STATUS_OK;
}

static enum status read_document_id(const struct input *input, struct error *error)
{
    return read_text(input, &input->query->document_id, error);
}

static enum status read_cursor(const struct input *input, struct error *error)
{
    return read_text(input, &input->query->cursor, error);
}

/* ---- which parameters a request has ---- */

struct parameter {
    const char *name;
    const char *clause;
    read_value read;
    enum need need;
};

/* The rows of one kind of query, ended by a row whose name is NULL. */
static const struct parameter statements_get[] = {
    {"statementId", "Communication 2.1.3", read_statement_id, OPTIONAL},
    {"voidedStatementId", "Communication 2.1.3", read_voided_id, OPTIONAL},
    {"agent", "Communication 2.1.3", read_actor, OPTIONAL},
    {"verb", "Communication 2.1.3", read_verb, OPTIONAL},
    {"activity", "Communication 2.1.3", read_activity, OPTIONAL},
    {"registration", "Communication 2.1.3", read_registration, OPTIONAL},
    {"related_activities", "Communication 2.1.3", read_related_activities, OPTIONAL},
    {"related_agents", "Communication 2.1.3", read_related_agents, OPTIONAL},
    {"since", "Communication 2.1.3", read_since, OPTIONAL},
    {"until", "Communication 2.1.3", read_until, OPTIONAL},
    {"limit", "Communication 2.1.3", read_limit, OPTIONAL},
    {"format", "Communication 2.1.3", read_format, OPTIONAL},
    {"attachments", "Communication 2.1.3", read_attachments, OPTIONAL},
    {"ascending", "Communication 2.1.3", read_ascending, OPTIONAL},
    {"cursor", "Data 2.5", read_cursor, OPTIONAL},
    {0},
};
static const struct parameter statements_put[] = {
    {"statementId", "Communication 2.1.1", read_statement_id, REQUIRED},
    {0},
};
static const struct parameter nothing[] = {{0}};
static const struct parameter state_get[] = {
    {"activityId", "Communication 2.3", read_activity, REQUIRED},
    {"agent", "Communication 2.3", read_actor, REQUIRED},
    {"registration", "Communication 2.3", read_registration, OPTIONAL},
    {"stateId", "Communication 2.3", read_document_id, OPTIONAL},
    {"since", "Communication 2.3", read_since, OPTIONAL},
    {0},
};
static const struct parameter state_put[] = {
    {"activityId", "Communication 2.3", read_activity, REQUIRED},
    {"agent", "Communication 2.3", read_actor, REQUIRED},
    {"registration", "Communication 2.3", read_registration, OPTIONAL},
    {"stateId", "Communication 2.3", read_document_id, REQUIRED},
    {0},
};
static const struct parameter state_delete[] = {
    {"activityId", "Communication 2.3", read_activity, REQUIRED},
    {"agent", "Communication 2.3", read_actor, REQUIRED},
    {"registration", "Communication 2.3", read_registration, OPTIONAL},
    {"stateId", "Communication 2.3", read_document_id, OPTIONAL},
    {0},
};
static const struct parameter activity_profile_get[] = {
    {"activityId", "Communication 2.7", read_activity, REQUIRED},
    {"profileId", "Communication 2.7", read_document_id, OPTIONAL},
    {"since", "Communication 2.7", read_since, OPTIONAL},
    {0},
};
static const struct parameter activity_profile_put[] = {
    {"activityId", "Communication 2.7", read_activity, REQUIRED},
    {"profileId", "Communication 2.7", read_document_id, REQUIRED},
    {0},
};
static const struct parameter agent_profile_get[] = {
    {"agent", "Communication 2.6", read_actor, REQUIRED},
    {"profileId", "Communication 2.6", read_document_id, OPTIONAL},
    {"since", "Communication 2.6", read_since, OPTIONAL},
    {0},
};
static const struct parameter agent_profile_put[] = {
    {"agent", "Communication 2.6", read_actor, REQUIRED},
    {"profileId", "Communication 2.6", read_document_id, REQUIRED},
    {0},
};
static const struct parameter agents_get[] = {
    {"agent", "Communication 2.4", read_actor, REQUIRED},
    {0},
};
static const struct parameter activities_get[] = {
    {"activityId", "Communication 2.5", read_activity, REQUIRED},
    {0},
};

static const struct parameter *const kinds[] = {
    [QUERY_STATEMENTS_GET] = statements_get,
    [QUERY_STATEMENTS_PUT] = statements_put,
    [QUERY_STATEMENTS_POST] = nothing,
    [QUERY_STATE_GET] = state_get,
    [QUERY_STATE_PUT] = state_put,
    [QUERY_STATE_DELETE] = state_delete,
    [QUERY_ACTIVITY_PROFILE_GET] = activity_profile_get,
    [QUERY_ACTIVITY_PROFILE_PUT] = activity_profile_put,
    [QUERY_AGENT_PROFILE_GET] = agent_profile_get,
    [QUERY_AGENT_PROFILE_PUT] = agent_profile_put,
    [QUERY_AGENTS_GET] = agents_get,
    [QUERY_ACTIVITIES_GET] = activities_get,
    [QUERY_ABOUT_GET] = nothing,
};

/* Communication 2.0: unknown parameters, also known ones in another case, are refused. */
static enum status refuse_unknown(const struct parameter *rows, struct text name,
                                  struct error *error)
{
    struct buffer known = BUFFER_INIT(LIST_SIZE);
    for (const struct parameter *row = rows; row->name != NULL; row++) {
        buffer_print(&known, "%s%s", row == rows ? "" : ", ", row->name);
    }
    enum status status =
        FAIL(error, STATUS_INVALID,
             "%s: there is no such parameter here, only: %s (xAPI Communication 2.0)",
             show(name).text, known.length > 0 ? known.data : "none");
    buffer_finish(&known);
    return status;
}

static enum status require_parameters(const struct parameter *rows, uint32_t seen,
                                      struct error *error)
{
    for (size_t i = 0; rows[i].name != NULL; i++) {
        if (rows[i].need == REQUIRED && (seen & (UINT32_C(1) << i)) == 0) {
            struct place place = {.key = rows[i].name, .clause = rows[i].clause};
            return BROKEN(&place, error, "is missing, but required");
        }
    }
    return STATUS_OK;
}

static enum status read_parameter(const struct parameter *row, struct text value,
                                  struct arena *arena, struct query *query, struct error *error)
{
    struct input input = {value, {.key = row->name, .clause = row->clause}, arena, query};
    if (value.length > LENGTH_MAX) {
        return BROKEN(&input.place, error, "is longer than %d bytes", (int)LENGTH_MAX);
    }
    return row->read(&input, error);
}

/* Communication 2.1.3: beside an id only attachments and format may be given. */
static enum status check_single(const struct query *query, const struct query_parameter *parameters,
                                size_t count, struct error *error)
{
    if (!query->has_statement_id && !query->has_voided_id) {
        return STATUS_OK;
    }
    const char *id = query->has_statement_id ? "statementId" : "voidedStatementId";
    for (size_t i = 0; i < count; i++) {
        struct text name = parameters[i].name;
        if (!text_is(name, id) && !text_is(name, "attachments") && !text_is(name, "format")) {
            return FAIL(error, STATUS_INVALID,
                        "%s: may not stand beside %s (xAPI Communication 2.1.3)", show(name).text,
                        id);
        }
    }
    return STATUS_OK;
}

/* `since` narrows a list of ids, so it means nothing for one document (Communication 2.3). */
static enum status check_since(const struct query *query, struct error *error)
{
    if (query->document_id.data != NULL && query->since_us != INT64_MIN) {
        return FAIL(error, STATUS_INVALID,
                    "since: may not stand beside the id of one document (xAPI Communication 2.2)");
    }
    return STATUS_OK;
}

static size_t find_row(const struct parameter *rows, struct text name)
{
    size_t i = 0;
    while (rows[i].name != NULL && !text_is(name, rows[i].name)) {
        i++;
    }
    return i;
}

enum status query_read(enum query_kind kind, const struct query_parameter *parameters, size_t count,
                       struct arena *arena, struct query *out, struct error *error)
{
    const struct parameter *rows = kinds[kind];
    struct query query = {.since_us = INT64_MIN, .until_us = INT64_MAX};
    uint32_t seen = 0;
    for (size_t i = 0; i < count; i++) {
        size_t row = find_row(rows, parameters[i].name);
        if (rows[row].name == NULL) {
            return refuse_unknown(rows, parameters[i].name, error);
        }
        if ((seen & (UINT32_C(1) << row)) != 0) {
            return FAIL(error, STATUS_INVALID, "%s: is given twice", rows[row].name);
        }
        seen |= UINT32_C(1) << row;
        enum status status = read_parameter(&rows[row], parameters[i].value, arena, &query, error);
        if (status != STATUS_OK) {
            return status;
        }
    }
    enum status status = require_parameters(rows, seen, error);
    if (status == STATUS_OK) {
        status = check_single(&query, parameters, kind == QUERY_STATEMENTS_GET ? count : 0, error);
    }
    if (status == STATUS_OK) {
        status = check_since(&query, error);
    }
    if (status == STATUS_OK) {
        *out = query;
    }
    return status;
}

size_t query_terms(const struct query *query, struct arena *arena, struct term out[QUERY_TERMS_MAX])
{
    size_t count = 0;
    if (query->agent.data != NULL) {
        out[count++] =
            (struct term){query->related_agents ? TERM_RELATED_AGENT : TERM_AGENT, query->agent};
    }
    if (query->verb.data != NULL) {
        out[count++] = (struct term){TERM_VERB, query->verb};
    }
    if (query->activity.data != NULL) {
        out[count++] = (struct term){
            query->related_activities ? TERM_RELATED_ACTIVITY : TERM_ACTIVITY, query->activity};
    }
    if (query->has_registration) {
        char *registration = arena_allocate(arena, 1, UUID_TEXT_SIZE);
        uuid_format(&query->registration, registration);
        out[count++] = (struct term){TERM_REGISTRATION, text_of(registration)};
    }
    return count;
}
