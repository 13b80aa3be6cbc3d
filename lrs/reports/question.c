/* SPDX-License-Identifier: Apache-2.0 */

#include "reports/question.h"

#include "base/clock.h"
#include "base/embed.h"
#include "base/london.h"
#include "reports/chosen.h"
#include "reports/rows.h"

#include <assert.h>
#include <string.h>

extern const struct embedded_file report_queries[];

enum { VALUE_LENGTH_MAX = 2048 };

/* ---- parameters ---- */

size_t question_place_of(const struct report_field *fields, const char *name)
{
    size_t position = 0;
    while (fields[position].name != NULL && !text_is(text_of(name), fields[position].name)) {
        position++;
    }
    return position;
}

bool question_allows(const struct report_field *field, struct text value)
{
    int64_t day = 0;
    if (field->is_day) {
        return value.length == DAY_TEXT_SIZE - 1 && day_parse(value, &day);
    }
    if (field->values == NULL) {
        return value.length <= VALUE_LENGTH_MAX;
    }
    struct text rest = text_of(field->values);
    struct text allowed;
    while (text_split(&rest, '|', &allowed)) {
        if (text_equals(allowed, value)) {
            return true;
        }
    }
    return false;
}

static const char *allowed_values(const struct report_field *field)
{
    if (field->is_day) {
        return "the days YYYY-MM-DD";
    }
    return field->values != NULL ? field->values : "the texts of up to 2048 bytes";
}

static enum status take_parameter(const struct report *report,
                                  const struct report_parameter *parameter, const char **values,
                                  struct error *error)
{
    size_t position = question_place_of(report->parameters, parameter->name);
    const struct report_field *field = &report->parameters[position];
    if (field->name == NULL) {
        return FAIL(error, STATUS_INVALID, "%.100s: the report '%s' has no such parameter",
                    parameter->name, report->name);
    }
    if (values[position] != NULL) {
        return FAIL(error, STATUS_INVALID, "%s: given twice; give it once", field->name);
    }
    if (parameter->value == NULL) {
        return FAIL(error, STATUS_INVALID, "%s: has no value", field->name);
    }
    if (!question_allows(field, text_of(parameter->value))) {
        return FAIL(error, STATUS_INVALID, "%s: '%.100s' is none of %s", field->name,
                    parameter->value, allowed_values(field));
    }
    values[position] = parameter->value;
    return STATUS_OK;
}

static const char *default_of(const struct report_field *field, struct arena *arena)
{
    if (!field->is_day || field->default_value == NULL) {
        return field->default_value;
    }
    char *today = ARENA_ARRAY(arena, char, DAY_TEXT_SIZE);
    day_format(london_day(clock_now_us()), today);
    return today;
}

/* All parameters of the report with their values or defaults, as the store wants them. */
static enum status fill_parameters(const struct report_request *request, struct arena *arena,
                                   struct report_parameter *out, size_t *out_count,
                                   struct error *error)
{
    const struct report_field *fields = request->report->parameters;
    const char *values[QUESTION_PARAMETERS_MAX] = {0};
    for (size_t i = 0; i < request->parameter_count; i++) {
        enum status status =
            take_parameter(request->report, &request->parameters[i], values, error);
        if (status != STATUS_OK) {
            return status;
        }
    }
    size_t count = 0;
    for (; fields[count].name != NULL; count++) {
        assert(count < QUESTION_PARAMETERS_MAX);
        out[count].name = fields[count].name;
        out[count].value =
            values[count] != NULL ? values[count] : default_of(&fields[count], arena);
    }
    *out_count = count;
    return STATUS_OK;
}

/* The request without `compare`, where the report takes it. */
static enum status take_comparison(const struct report_request *request, struct arena *arena,
                                   struct report_request *out, bool *out_compares,
                                   struct error *error)
{
    struct report_parameter *parameters =
        ARENA_ARRAY(arena, struct report_parameter, request->parameter_count + 1);
    out->parameters = parameters;
    out->parameter_count = 0;
    for (size_t i = 0; i < request->parameter_count; i++) {
        const struct report_parameter *given = &request->parameters[i];
        if (strcmp(given->name, previous_parameter.name) != 0 ||
            !previous_is_offered(request->report)) {
            parameters[out->parameter_count++] = *given;
        } else if (*out_compares) {
            return FAIL(error, STATUS_INVALID, "compare: given twice; give it once");
        } else if (given->value == NULL ||
                   !question_allows(&previous_parameter, text_of(given->value))) {
            return FAIL(error, STATUS_INVALID, "compare: may only be 'previous'");
        } else {
            *out_compares = true;
        }
    }
    return STATUS_OK;
}

enum status question_make(struct store *store, const struct report_request *request,
                          struct arena *arena, struct question *out, struct error *error)
{
    const struct report *report = request->report;
    struct report_request own = *request;
    bool compares = false;
    enum status status = take_comparison(request, arena, &own, &compares, error);
    status = status == STATUS_OK ? fill_parameters(&own, arena, out->parameters, &out->count, error)
                                 : status;
    if (status == STATUS_OK && report->check != NULL) {
        status = report->check(out->parameters, error);
    }
    if (status == STATUS_OK && compares) {
        status = previous_begin(out->parameters, out->count, &out->previous, error);
    }
    struct text sql = embedded_file_find(report_queries, report->sql_file);
    assert(sql.data != NULL);
    out->sql = sql.data;
    out->store = store;
    out->report = report;
    out->organisation = request->organisation;
    out->columns = compares ? previous_columns(report->columns, arena) : report->columns;
    return status;
}

/* ---- answers ---- */

enum status question_write(const struct question *question, const char *sql, struct buffer *room,
                           struct report_query *out, struct error *error)
{
    *out = (struct report_query){.sql = sql,
                                 .parameters = question->parameters,
                                 .parameter_count = question->count,
                                 .organisation = question->organisation};
    if (!question->report->by_segment) {
        return STATUS_OK;
    }
    enum status status = chosen_write(question->store, sql, out, room, error);
    out->sql = room->data;
    return status;
}

enum status question_ask(const struct question *question, report_visitor visit, void *context,
                         struct error *error)
{
    AUTO(buffer_finish) struct buffer room = BUFFER_INIT(QUESTION_SQL_LIMIT);
    struct report_query query;
    if (question->report->answer != NULL) {
        return question->report->answer(question, visit, context, error);
    }
    enum status status = question_write(question, question->sql, &room, &query, error);
    return status == STATUS_OK ? store_ask_report(question->store, &query, visit, context, error)
                               : status;
}

static enum status collect_span(const struct question *question, struct arena *arena,
                                struct disclosure_table *out, struct error *error)
{
    const struct report *report = question->report;
    struct report_rows rows = {.arena = arena, .table.columns = report->columns};
    enum status status = question_ask(question, report_rows_add, &rows, error);
    *out = rows.table;
    return status == STATUS_OK && report->complete != NULL
               ? report->complete(question->store, out, arena, error)
               : status;
}

enum status question_collect(const struct question *question, struct arena *arena,
                             struct disclosure_table *out, struct error *error)
{
    enum status status = collect_span(question, arena, out, error);
    if (status != STATUS_OK || !question->previous.is_asked) {
        return status;
    }
    struct question earlier = *question;
    for (size_t i = 0; i < earlier.count; i++) {
        earlier.parameters[i].value = previous_value(&question->previous, &question->parameters[i]);
    }
    struct disclosure_table before;
    status = collect_span(&earlier, arena, &before, error);
    if (status == STATUS_OK) {
        *out = previous_join(&question->previous, out, &before, question->columns, arena);
    }
    return status;
}
