/* SPDX-License-Identifier: Apache-2.0 */

/* Reports over HTTP. */
#include "resources/reports.h"

#include "aggregate/aggregate.h"
#include "base/json.h"
#include "base/timestamp.h"
#include "reports/conformance_share.h"
#include "reports/previous.h"
#include "reports/reports.h"
#include "resources/statements.h"

#include <string.h>

static json_t *describe_field(const struct report_field *field)
{
    json_t *described = json_pack("{s:s, s:s}", "name", field->name, "help", field->help);
    if (field->values != NULL) {
        (void)json_object_set_new(described, "values", json_string(field->values));
    }
    return described;
}

static json_t *describe_fields(const struct report_field *fields)
{
    json_t *list = json_array();
    for (; fields->name != NULL; fields++) {
        (void)json_array_append_new(list, describe_field(fields));
    }
    return list;
}

static json_t *describe_parameters(const struct report *report)
{
    json_t *list = describe_fields(report->parameters);
    if (previous_is_offered(report)) {
        (void)json_array_append_new(list, describe_field(&previous_parameter));
    }
    return list;
}

/* With what `compare` adds: the sibling of a count is told beside it. */
static json_t *describe_columns(const struct report *report)
{
    json_t *list = describe_fields(report->columns);
    for (size_t i = 0; previous_is_offered(report) && report->columns[i].name != NULL; i++) {
        if (previous_is_told_of(&report->columns[i])) {
            (void)json_object_set_new(json_array_get(list, i), "compared",
                                      json_sprintf("%s_before", report->columns[i].name));
        }
    }
    return list;
}

static enum status note_stored(void *context, const struct stored_statement *statement,
                               struct error *error)
{
    (void)error;
    *(int64_t *)context = statement->stored_us;
    return STATUS_OK;
}

/* When the last statement was stored: whoever shows reports can tell how fresh they are, and asks
 * again only if this has changed. Without statements there is no such header. */
static enum status set_last_stored(struct call *call, struct error *error)
{
    const struct statement_query newest = {
        .since_us = INT64_MIN, .until_us = INT64_MAX, .limit = 1};
    int64_t stored_us = INT64_MIN;
    int64_t more = 0;
    enum status status = store_query_statements(call->service->store, &newest, note_stored,
                                                &stored_us, &more, error);
    if (status == STATUS_OK && stored_us != INT64_MIN) {
        char text[TIMESTAMP_SIZE];
        timestamp_format(stored_us, text);
        http_response_set(call->response, "X-Last-Statement-Stored", text);
    }
    return status;
}

/* Whose figures the credential sees; NULL: everybody's. */
static const char *organisation_of(const struct call *call)
{
    return call->identity.organisation[0] == '\0' ? NULL : call->identity.organisation;
}

/* What tells how far figures can be trusted, with all of them. */
static enum status set_state(struct call *call, struct error *error)
{
    char conformance[CONFORMANCE_SHARE_SIZE];
    enum status status = set_last_stored(call, error);
    if (status == STATUS_OK) {
        status =
            conformance_share_read(call->service->store, organisation_of(call), conformance, error);
    }
    if (status == STATUS_OK && conformance[0] != '\0') {
        http_response_set(call->response, "X-Conformance-Percent", conformance);
    }
    return status;
}

enum status reports_list(struct call *call, struct error *error)
{
    static const char *const known[] = {NULL};
    enum status status = http_request_check_parameters(call->request, known, error);
    status = status == STATUS_OK ? set_state(call, error) : status;
    if (status != STATUS_OK) {
        return status;
    }
    AUTO(json_release) json_t *list = json_array();
    for (const struct report *report = report_table; report->name != NULL; report++) {
        json_t *entry = json_pack("{s:s, s:s, s:o, s:o}", "name", report->name, "title",
                                  report->title, "parameters", describe_parameters(report),
                                  "columns", describe_columns(report));
        (void)json_array_append_new(list, entry);
    }
    (void)json_array_append_new(
        list, json_pack("{s:s, s:s, s:o}", "name", AGGREGATE_NAME, "title",
                        "Measures of statements, progress or people, by groups and spans of time",
                        "parameters", describe_fields(aggregate_parameters)));
    AUTO(free) char *text = json_dumps(list, JSON_COMPACT);
    if (text == NULL) {
        return FAIL(error, STATUS_INTERNAL, "the reports can't be listed");
    }
    buffer_add_string(&call->response->body, text);
    http_response_set(call->response, "Content-Type", "application/json");
    return STATUS_OK;
}

/* The profile of the credential; where it does not say, none for who may read the statements
 * themselves, else the server's. Another one may be asked for only instead of none, as answers
 * under two profiles tell more together than each of them. */
enum status reports_choose_disclosure(const struct call *call,
                                      const struct disclosure_profile **out, struct error *error)
{
    const struct identity *identity = &call->identity;
    struct text asked = http_request_parameter(call->request, "disclosure");
    const struct disclosure_profile *own = call->service->disclosure;
    enum status status = STATUS_OK;
    if (identity->disclosure[0] != '\0') {
        status = disclosure_find(text_of(identity->disclosure), &own, error);
    } else if ((identity->permissions & PERMISSION_STATEMENTS_READ) != 0) {
        own = DISCLOSURE_NONE;
    }
    *out = own;
    if (status == STATUS_OK && asked.data != NULL) {
        status = disclosure_find(asked, out, error);
    }
    if (status == STATUS_OK && *out != own && own != DISCLOSURE_NONE) {
        return FAIL(error, STATUS_FORBIDDEN,
                    "disclosure: this credential sees reports under '%s' only; leave the parameter "
                    "out",
                    own->name);
    }
    return status;
}

/* ?format=, else the first kind that Accept names, else JSON. */
enum status reports_choose_format(const struct call *call, enum report_format *out,
                                  struct error *error)
{
    struct text asked = http_request_parameter(call->request, "format");
    *out = REPORT_JSON;
    if (asked.data != NULL) {
        enum status status = report_format_read(asked, out, error);
        if (status != STATUS_OK) {
            error_locate(error, "format");
        }
        return status;
    }
    const char *accept = http_request_header(call->request, "Accept");
    struct text rest = text_of(accept == NULL ? "" : accept);
    struct text kind;
    while (text_split(&rest, ',', &kind)) {
        kind = text_trim(kind);
        if (text_starts_with(kind, "application/json")) {
            return STATUS_OK;
        }
        if (text_starts_with(kind, "text/csv")) {
            *out = REPORT_CSV;
            return STATUS_OK;
        }
        if (text_starts_with(kind, "application/x-ndjson")) {
            *out = REPORT_NDJSON;
            return STATUS_OK;
        }
    }
    return STATUS_OK;
}

/* The query's parameters but those that every report has. */
static const struct report_parameter *take_parameters(const struct call *call, size_t *out_count)
{
    size_t count = 0;
    struct report_parameter *parameters = ARENA_ARRAY(call->request->arena, struct report_parameter,
                                                      call->request->parameter_count + 1);
    for (size_t i = 0; i < call->request->parameter_count; i++) {
        const struct http_parameter *given = &call->request->parameters[i];
        if (strcmp(given->name, "format") != 0 && strcmp(given->name, "disclosure") != 0) {
            parameters[count++] = (struct report_parameter){
                .name = given->name,
                .value = arena_copy(call->request->arena, given->value),
            };
        }
    }
    *out_count = count;
    return parameters;
}

enum status reports_add_piece(void *context, struct text bytes, struct error *error)
{
    (void)error; /* what does not fit makes the whole answer TOO_LARGE */
    buffer_add_text(context, bytes);
    return STATUS_OK;
}

void reports_set_headers(struct call *call, enum report_format format,
                         const struct disclosure_profile *disclosure)
{
    statements_set_consistent_through(call, store_consistent_through_us(call->service->store));
    http_response_set(call->response, "Content-Type", report_content_type(format));
    http_response_set(call->response, "Vary", "Accept");
    http_response_set(call->response, "X-Disclosure-Profile", disclosure->name);
}

static enum status run_aggregate(struct call *call, const struct report_request *asked,
                                 struct error *error)
{
    const struct aggregate_request request = {
        .parameters = asked->parameters,
        .parameter_count = asked->parameter_count,
        .format = asked->format,
        .disclosure = asked->disclosure,
        .organisation = asked->organisation,
        .names_people = asked->names_people,
    };
    return aggregate_run(call->service->store, &request, reports_add_piece, &call->response->body,
                         error);
}

enum status reports_get(struct call *call, struct error *error)
{
    const char *name = call->request->path + strlen("/reports/");
    bool is_aggregate = strcmp(name, AGGREGATE_NAME) == 0;
    struct report_request request = {.report = report_find(text_of(name))};
    if (request.report == NULL && !is_aggregate) {
        return FAIL(error, STATUS_NOT_FOUND, "there is no such report; GET /reports lists them");
    }
    enum status status = reports_choose_format(call, &request.format, error);
    status =
        status == STATUS_OK ? reports_choose_disclosure(call, &request.disclosure, error) : status;
    if (status != STATUS_OK) {
        return status;
    }
    request.parameters = take_parameters(call, &request.parameter_count);
    request.organisation = organisation_of(call);
    request.names_people = (call->identity.permissions & PERMISSION_PERSONS) != 0;
    status = set_state(call, error);
    if (status != STATUS_OK) {
        return status;
    }
    reports_set_headers(call, request.format, request.disclosure);
    return is_aggregate ? run_aggregate(call, &request, error)
                        : report_run(call->service->store, &request, reports_add_piece,
                                     &call->response->body, error);
}
